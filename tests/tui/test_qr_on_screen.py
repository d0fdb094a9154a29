"""The code on the screen: black on white whatever the theme, and read by a reader that tries no inversion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from consoles import SMALL, console, demo

from meeting_tui.tui.screens.code import CodeScreen
from meeting_tui.tui.widgets.qr import QrCode

PIXELS = 8
"""Of half a cell's height and of a cell's width."""


def photographed(picture: QrCode) -> np.ndarray:  # type: ignore[type-arg]
    """What a camera sees of the cells: the upper and the lower half of each."""
    strips = picture.screen._compositor.render_strips()
    x, y, width, height = picture.region
    rows: list[list[int]] = []
    for strip in strips[y : y + height]:
        upper: list[int] = []
        lower: list[int] = []
        for segment in strip.crop(x, x + width):
            assert segment.style is not None and segment.style.color and segment.style.bgcolor
            front = sum(segment.style.color.get_truecolor())
            back = sum(segment.style.bgcolor.get_truecolor())
            for character in segment.text:
                upper.append(front if character == "▀" else back)
                lower.append(back)
        rows += [upper, lower]
    light = np.array(rows, np.float64) / 3
    quiet = np.pad(light.astype(np.uint8), 2, constant_values=120)  # the theme's own ground lies around it
    return np.kron(quiet, np.ones((PIXELS, PIXELS), np.uint8))


@pytest.mark.parametrize("theme", ["day", "night", "projector"])
@pytest.mark.parametrize("full", [False, True])
async def test_the_code_is_read_from_the_screen_in_every_theme(
    tmp_path: Path, theme: str, full: bool
) -> None:
    """Also on a dark ground; half blocks and full cells."""
    async with console(demo(tmp_path / "m"), at="speeches", size=SMALL) as here:
        here.app.theme = theme
        person = next(iter(here.meeting.people.values()))
        here.app.push_screen(CodeScreen(person))
        await here.settle()
        if full:
            await here.press("f2")
        image = photographed(here.of(QrCode))
        read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
        assert [found.text for found in read] == [person.code]
