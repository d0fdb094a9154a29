"""Text from outside: cleaned once, compared without marks."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain.text import clean, clean_line, fold, initial_capital

ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))
"""Also lone surrogates, which a damaged file name or paste may bring."""


def test_clean_text_is_handed_back_as_it_is() -> None:
    """The usual case costs nothing."""
    name = "Nguyễn Thị Thuỳ Dương"
    assert clean(name) is name


def test_decomposed_vietnamese_is_composed() -> None:
    """macOS and some input methods send NFD."""
    assert clean(unicodedata.normalize("NFD", "Đặng Văn Ơn")) == "Đặng Văn Ơn"


def test_a_letter_and_its_mark_meet_when_what_parted_them_goes() -> None:
    """Otherwise cleaning twice would change the text twice."""
    assert clean("e\u200b\u0301") == "é"


@pytest.mark.parametrize(
    "code",
    [
        *(0x00, 0x07, 0x08, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0x9F, 0xAD),
        *(0x61C, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069),
        *(0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFF9, 0xFFFB),
        *(0xD800, 0xDFFF, 0xFEFF, 0xFFFE, 0xFFFF, 0xE0000, 0xE0041, 0xE007F),
    ],
)
def test_controls_and_invisible_characters_go(code: int) -> None:
    """Escape sequences, direction tricks, byte order marks, lone surrogates."""
    assert clean(f"a{chr(code)}b") == "ab"


def test_an_escape_sequence_is_left_as_harmless_letters() -> None:
    """Without its ESC nothing of it reaches the terminal as a command."""
    assert clean("\x1b]52;c;AAAA\x07Lò Thị Hà\x1b[31m") == "]52;c;AAAALò Thị Hà[31m"


def test_lines_end_with_a_line_feed_whatever_the_source() -> None:
    """Windows files, and terminals that paste a lone CR."""
    assert clean("một\r\nhai\rba\nbốn") == "một\nhai\nba\nbốn"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_no_line_end_runs_two_words_together(end: str) -> None:
    """Word's Shift+Enter, a page's break: `An` of `thôn 1` would be found as `Anthôn` of nowhere."""
    assert clean(f"Văn{end}An") == "Văn\nAn"
    assert clean_line(f"Văn{end}An") == "Văn An"


def test_a_tab_becomes_a_space() -> None:
    """So words of a pasted table stay apart."""
    assert clean("Thôn 1\tThôn 2") == "Thôn 1 Thôn 2"


def test_emoji_joiners_and_no_break_spaces_stay() -> None:
    """Cleaning takes away what harms, not what is merely unusual."""
    assert clean("👩\u200d🌾 10\u00a0ha") == "👩\u200d🌾 10\u00a0ha"


def test_one_line_has_single_spaces_and_none_at_the_ends() -> None:
    """A cell pasted from a sheet, with a break and a no-break space in it."""
    assert clean_line("  Nguyễn\u00a0 Văn\r\nAn\t") == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đường ĐIỆN", "duong dien"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("Thủy", "thuy"),
        ("thuỷ", "thuy"),
        ("H’Hen  Niê", "h'hen nie"),
        ("HʼHen Niê", "h'hen nie"),
        ("ưỡn ẹo", "uon eo"),
        ("  Kinh   tế ", "kinh te"),
        ("", ""),
    ],
)
def test_search_knows_no_marks_no_case_and_one_apostrophe(typed: str, folded: str) -> None:
    """Handbook, section 9: what a clerk types fast finds what is written well."""
    assert fold(typed) == folded
    assert fold(unicodedata.normalize("NFD", typed)) == folded


def test_an_initial_capital_leaves_the_rest_alone() -> None:
    """`UBND` inside a sentence is not lowered."""
    assert initial_capital("đề nghị UBND xã") == "Đề nghị UBND xã"
    assert initial_capital("") == ""


@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(s: str) -> None:
    """So it may be done at every edge."""
    assert clean(clean(s)) == clean(s)
    assert clean_line(clean_line(s)) == clean_line(s)


@given(ANYTHING)
def test_what_is_clean_can_be_written_and_read_again(s: str) -> None:
    """UTF-8, NFC, and no control but the line feed."""
    cleaned = clean(s)
    assert cleaned.encode().decode() == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c != "\n"]


@given(ANYTHING)
def test_folding_is_stable(s: str) -> None:
    """A folded key can be folded again, and composing first changes nothing."""
    folded = fold(clean(s))
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", clean(s))) == folded
