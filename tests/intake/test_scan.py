"""What a scan says: whose code it is, or what went wrong with it on the way."""

from __future__ import annotations

import unicodedata

import pytest

from meeting_tui.domain.codes import make_code
from meeting_tui.intake.keyboard import LAYOUTS
from meeting_tui.intake.scan import read, shown

MARK = 47
CODE = make_code(5_830_412, 8, MARK)
SECOND = make_code(9_041_177, 61, MARK)
FOREIGN = make_code(5_830_412, 8, 3)
CARD = "001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"


def test_a_code_is_read_however_it_is_written() -> None:
    """Spaces from a form, hyphens from a phone, full-width digits from a keyboard."""
    wide = CODE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (
        CODE,
        f" {CODE}\r\n",
        f"{CODE[:8]} {CODE[8:]}",
        f"{CODE[:4]}-{CODE[4:]}",
        wide,
        f"\ufeff{CODE}",
    ):
        assert (read(text, MARK).kind, read(text, MARK).code) == ("code", CODE)


def test_a_symbol_s_name_in_front_is_not_part_of_it() -> None:
    """Many scanners can be set to say what kind of code it was."""
    assert read(f"]Q1{CODE}", MARK).code == CODE
    assert read(f"]Q1{CARD}", MARK).kind == "id_card"


def test_the_short_form_is_known_as_such() -> None:
    """It is typed, so the person is asked about before anybody is let in."""
    assert read(f"{CODE[:4]} {CODE[4:8]}", MARK).kind == "short_form"
    assert read(f"{CODE[:7]}{(int(CODE[7]) + 1) % 10}", MARK).why == "digit"


@pytest.mark.parametrize("layout", ["vietnamese", "french"])
def test_the_layout_s_damage_is_undone_and_named(layout: str) -> None:
    """The person gets in, and the clerk learns what to change."""
    typed = CODE.translate(str.maketrans("1234567890", LAYOUTS[layout]))  # type: ignore[index]
    reading = read(typed, MARK)
    assert (reading.kind, reading.code, reading.layout) == ("code", CODE, layout)
    spoilt = SECOND[:-1].translate(str.maketrans("1234567890", LAYOUTS[layout]))  # type: ignore[index]
    assert read(spoilt, MARK).kind == "input_method"


def test_a_layout_s_text_that_was_composed_is_still_a_code_or_nothing() -> None:
    """`ắ` was 18; where marks may have changed places, nobody is let in as somebody else."""
    for code in (CODE, SECOND, FOREIGN):
        typed = code.translate(str.maketrans("1234567890", LAYOUTS["vietnamese"]))
        reading = read(unicodedata.normalize("NFC", typed), MARK)
        assert reading.code in ("", code)
        assert reading.kind in ("code", "other_meeting", "input_method")


@pytest.mark.parametrize(
    ("payload", "kind", "why"),
    [
        (FOREIGN, "other_meeting", ""),
        (CODE[:-1] + str((int(CODE[-1]) + 1) % 10), "damaged", "digit"),
        (CODE[1] + CODE[0] + CODE[2:], "damaged", "digit"),
        (CODE[:9], "damaged", "half"),
        (CODE[:12], "damaged", "half"),
        ("7", "damaged", "half"),
        (CODE + SECOND, "damaged", "glued"),
        (CODE[:9] + SECOND, "damaged", "glued"),
        ("8936012345678", "damaged", "half"),
        ("9" * 40, "damaged", "long"),
        ("7" * 5000, "damaged", "long"),
        ("https://example.com/x", "damaged", "foreign"),
        ("\x1b[31m" + "a" * 5000, "damaged", "foreign"),
        ("", "damaged", "foreign"),
        ("5830ộ2647300861", "input_method", ""),
        (CARD, "id_card", ""),
        ("001090000001", "id_card", ""),
    ],
)
def test_what_lets_nobody_in_says_why(payload: str, kind: str, why: str) -> None:
    """Each has another cure, and the person in front of the desk waits for it."""
    reading = read(payload, MARK)
    assert (reading.kind, reading.why) == (kind, why)


def test_digits_that_something_came_between_are_the_input_method_s() -> None:
    """The digits that are left may be too few, which alone would look like half a scan."""
    assert read(CODE[:11], MARK, disturbed=True).kind == "input_method"
    assert read(CODE, MARK, disturbed=True).kind == "code"


def test_of_a_card_only_the_name_and_the_year_are_kept() -> None:
    """Nothing that is handed on has the number, the address or the date in it."""
    reading = read(CARD, MARK)
    assert reading.card is not None
    assert (reading.card.name, reading.card.birth_year) == ("Nguyễn Văn A", 1990)
    for private in ("001090000001", "012345678", "Thôn 1", "0101", "1504"):
        assert private not in repr(reading)


def test_only_what_is_nobody_s_number_is_repeated() -> None:
    """A result line may be kept by whoever runs the script."""
    assert shown(CODE + "1") == CODE + "1"
    assert shown("xin chào\x1b[31m") == "xin chào[31m"
    assert len(shown("xin chào " * 500)) <= 40
    for private in (
        CARD,
        "001090000001",
        "001 090 000 001",
        "CCCD 001090000001",
        "012345678",
        CARD.replace("|", "~"),
    ):
        assert shown(private) == ""
