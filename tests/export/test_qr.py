"""The QR of a code: what a reader gets out of it, and that it is always the same small symbol."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from meeting_tui.domain.codes import make_code
from meeting_tui.export.qr import QUIET, SIDE, Matrix, matrix, svg

CODES = [make_code(first, second, 41) for first, second in ((1_000_000, 0), (9_999_999, 99), (5_830_412, 8))]


def read(modules: Matrix) -> zxingcpp.Barcode:
    drawn = np.pad(np.where(np.array(modules), 0, 255), QUIET, constant_values=255)
    (found,) = zxingcpp.read_barcodes(np.kron(drawn, np.ones((6, 6))).astype(np.uint8))
    return found


@pytest.mark.parametrize("code", CODES)
def test_a_reader_gets_the_code_back(code: str) -> None:
    found = read(matrix(code))
    assert (found.text, found.format) == (code, zxingcpp.BarcodeFormat.QRCode)
    assert found.ec_level == "H"


@pytest.mark.parametrize("code", CODES)
def test_it_is_always_version_1(code: str) -> None:
    """25 mm and 25 columns of a terminal are enough for 21 modules, not for 25."""
    modules = matrix(code)
    assert (len(modules), {len(row) for row in modules}) == (SIDE, {SIDE})


@pytest.mark.parametrize("code", ["", "1164855", "1" * 14, "1" * 16, "1" * 14 + "x", "１" * 15, "²" * 15])
def test_only_a_code_is_drawn(code: str) -> None:
    """A name or a number of another kind in a QR would be readable by every telephone."""
    with pytest.raises(ValueError, match="15 digits"):
        matrix(code)


@pytest.mark.parametrize("code", CODES)
def test_the_drawing_has_the_modules_of_the_symbol(code: str) -> None:
    drawn = np.zeros((SIDE + 2 * QUIET,) * 2, bool)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg(code)):
        drawn[int(y), int(x) : int(x) + int(length)] = True
    assert np.array_equal(drawn, np.pad(np.array(matrix(code)), QUIET))
