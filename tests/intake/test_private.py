"""Identity numbers as spreadsheets and people spoil them: none is kept, and little else is lost."""

from __future__ import annotations

import pytest

from meeting_tui.intake.private import without_broken, without_private, without_private_in_words


@pytest.mark.parametrize(
    "spoilt",
    [
        "38077777777",
        "38077777777.0",
        "3.8077777777E+10",
        "1090000001",
        "123456789",
        "038055555555",
        "038055\n555555",
        "038,055,555,555",
        "0380/5555/5555",
        "038_055_555_555",
        "03 80-55.55 55/55",
        "038055 , 555555",
    ],
)
def test_a_spoilt_number_is_a_number(spoilt: str) -> None:
    """Excel drops the zero, a cell is wrapped, a clerk groups as they like."""
    assert without_private(f"Đội {spoilt}, xã") == "Đội …, xã"


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "84912345678",
        "0912 345 678",
        "01/02/1960, 1234",
        "Số 5, thôn 12",
        "1900 1234",
        "15061960",
    ],
)
def test_phones_days_and_addresses_stay(text: str) -> None:
    assert without_private(text) == text


@pytest.mark.parametrize(
    "words",
    [
        "gọi 0912345678 hoặc 02373123456",
        "đền bù 500000000 đồng, rồi 1250000000",
        "hỗ trợ 38077777777đ",
        "nợ 1.250.000.000 từ 01/02/2024 đến 03/04/2025",
        "rừng rộng 123456789 m2",
        "thửa 01, 02, 03, 04, 05, 06",
    ],
)
def test_an_opinion_keeps_its_figures(words: str) -> None:
    """Money, areas, days and phones are what people speak about."""
    assert without_private_in_words(words) == words


@pytest.mark.parametrize("number", ["38077777777", "123456789", "038055\n555555", "038_055/555-555"])
def test_an_opinion_keeps_no_number(number: str) -> None:
    assert without_private_in_words(f"Tôi, {number}, xin hỏi") == "Tôi, …, xin hỏi"


def test_bare_digits_that_are_meant_stay_and_broken_ones_go() -> None:
    """A phone number without its zero has nine digits."""
    assert (without_broken("912345678"), without_broken("038055,555555")) == ("912345678", "…")
