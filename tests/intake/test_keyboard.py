"""Digits that a keyboard layout or an input method changed on their way are had back, or seen to be changed."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from meeting_tui.intake.keyboard import (
    KEYS,
    LAYOUTS,
    Layout,
    Restored,
    disturbed_by_input_method,
    is_code_like,
    plain_digits,
    undo_layout,
)

CODE = "116485533412358"
DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=20)
ON_KEYBOARD: list[Layout] = ["vietnamese", "french"]


def typed(digits: str, layout: Layout) -> str:
    """What the keys of these digits type."""
    return digits.translate(str.maketrans(KEYS, LAYOUTS[layout]))


def composed(digits: str) -> str:
    return unicodedata.normalize("NFC", typed(digits, "vietnamese"))


def test_the_keys_of_the_vietnamese_layout() -> None:
    """As in xkeyboard-config `vn`: ă â ê ô, huyền, hỏi, ngã, sắc, nặng, đ on 1 to 0."""
    assert undo_layout("ăâêô\u0300\u0309\u0303\u0301\u0323đ") == Restored("1234567890", "vietnamese")


@example(DIGITS, st.sampled_from(ON_KEYBOARD))
def test_digits_typed_under_a_layout_come_back(digits: str, layout: Layout) -> None:
    """A desk with the wrong layout still lets people in."""
    assert undo_layout(typed(digits, layout)) == Restored(digits, layout)


def test_caps_lock_does_not_matter() -> None:
    """It makes capitals of the letters and leaves the tones."""
    assert undo_layout(typed(CODE, "vietnamese").upper()) == Restored(CODE, "vietnamese")


@pytest.mark.parametrize(("text", "digits"), [("ắ", "18"), ("ầđ", "250"), ("Ệ", "39"), ("ộ\u0323", "499")])
def test_composed_letters_are_two_keys(text: str, digits: str) -> None:
    """Where something on the way normalised what was typed."""
    assert undo_layout(text) == Restored(digits, "vietnamese")


@example(DIGITS.filter(lambda digits: re.search("[1-4][5-9]", digits) is not None))
def test_composing_never_makes_other_digits(digits: str) -> None:
    """What may have changed places is not guessed."""
    restored = undo_layout(composed(digits))
    assert restored == Restored(digits, "vietnamese") or (restored is None and "9" in digits)


def test_marks_that_may_have_changed_places_are_not_guessed() -> None:
    """159 and 195 are one text after normalisation."""
    assert composed("15911") == composed("19511")
    assert undo_layout(composed("15911")) is None
    assert disturbed_by_input_method(composed("15911"))


@pytest.mark.parametrize("text", ["", "1164", "ă1â", "Văn", "ăâ ê", "é1", "ă&", "ư"])
def test_what_no_layout_makes_of_digits_is_left(text: str) -> None:
    """The whole text, and one layout: a name is never read as a number."""
    assert undo_layout(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1164 8553",
        "1164\u00a08553",
        "1164-8553",
        " 11648553 ",
        "１１６４８５５３",
        "1164\u2013855\u200b3",
        "１１６４－８５５３",
    ],
)
def test_spaces_hyphens_and_width_do_not_matter(text: str) -> None:
    """As it is printed, pasted, or typed by an East Asian keyboard."""
    assert plain_digits(text) == "11648553"


@pytest.mark.parametrize("text", ["", " ", "-", "1164a", "1164.8553", "ă", "1164|"])
def test_other_text_is_no_number(text: str) -> None:
    assert plain_digits(text) is None


@pytest.mark.parametrize(
    "text",
    ["á16485533412358", "116ô85533412358", "đ116485533412358", "a\u030116485533412358", "Á1648 5533", "ặ̀ăâ"],
)
def test_digits_among_vietnamese_letters_were_disturbed(text: str) -> None:
    """VNI puts digits on the letter before them; the desk is told to switch it off."""
    assert disturbed_by_input_method(text)


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        "1164 8553",
        "",
        "thôn 12",
        "Nguyễn Văn A",
        "số 1164",
        "B1234567",
        "đ",
        "hộ 2026",
        "đường 30/4",
        "ô 12",
        "đ123",
    ],
)
def test_words_and_whole_numbers_were_not(text: str) -> None:
    """People type numbers among words."""
    assert not disturbed_by_input_method(text)


def test_what_can_be_undone_is_not_called_disturbed() -> None:
    assert not disturbed_by_input_method(typed(CODE, "vietnamese"))


@pytest.mark.parametrize("char", [*"0123456789", *"０９", *LAYOUTS["vietnamese"], *"ĂÂÊÔĐ"])
def test_a_scanner_may_have_typed_it(char: str) -> None:
    """The gate waits longer for what may become a code."""
    assert is_code_like(char)


@pytest.mark.parametrize("char", ["a", "&", "é", "-", " ", "", "ư", "|", "12"])
def test_a_scanner_has_not_typed_it(char: str) -> None:
    """Words must not wait."""
    assert not is_code_like(char)
