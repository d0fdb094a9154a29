"""Check-in codes: what they are made of, and that no slip of a finger or a scanner makes another one."""

from __future__ import annotations

from random import Random

import pytest

from meeting_tui.domain.codes import (
    LENGTH,
    SHORT,
    TEST_CODE,
    is_short_form,
    is_whole,
    judge,
    make_code,
    short_form,
)
from meeting_tui.store.random_codes import draw_codes, mark_of

MARK = 47
CODES = draw_codes(60, (), MARK, Random(1))


def test_a_code_is_fifteen_digits_that_a_spreadsheet_keeps() -> None:
    """No leading zero, and no more digits than Excel holds."""
    for code in CODES:
        assert len(code) == LENGTH and code.isdecimal() and code[0] != "0"
        assert str(int(float(code))) == code
        assert judge(code, MARK) == "whole"
        assert is_short_form(code[:SHORT])


def test_the_check_digits_are_those_of_the_standards() -> None:
    """Damm's own example, and the remainder that ISO 7064 asks of MOD 97-10."""
    assert make_code(1_000_572, 0, 0)[:SHORT] == "10005720"[:7] + make_code(1_000_572, 0, 0)[7]
    assert all(int(code) % 97 == 1 for code in CODES)


@pytest.mark.parametrize("length", [SHORT, LENGTH])
def test_every_wrong_digit_is_noticed(length: int) -> None:
    """All positions, all digits: nobody is checked in as somebody else by a worn print."""
    for code in CODES:
        for place in range(length):
            for digit in "0123456789":
                wrong = code[:place] + digit + code[place + 1 : length]
                if digit != code[place]:
                    assert _refused(wrong)


@pytest.mark.parametrize("length", [SHORT, LENGTH])
def test_every_swap_of_neighbours_is_noticed(length: int) -> None:
    """What a clerk does when typing a number that somebody reads out."""
    for code in CODES:
        for place in range(length - 1):
            wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 : length]
            if wrong != code[:length]:
                assert _refused(wrong)


def _refused(digits: str) -> bool:
    return not is_short_form(digits) if len(digits) == SHORT else judge(digits, MARK) == "damaged"


@pytest.mark.parametrize(
    "text", ["", "1", "a" * 15, "８" * 15, " 5830412", "0" * 15, CODES[0] + "1", CODES[0][:-1]]
)
def test_what_is_no_code_is_damaged(text: str) -> None:
    """Full-width digits too: whoever reads them turns them into digits first."""
    assert judge(text, MARK) == "damaged"
    assert not is_whole(text) and not is_short_form(text)


def test_a_code_of_another_meeting_is_told_as_such() -> None:
    """People keep last year's slip in the same pocket."""
    assert judge(make_code(5_830_412, 8, 3), MARK) == "other_meeting"


def test_a_number_that_no_meeting_can_have_made_is_unknown() -> None:
    """Right check digits, and a mark that is none."""
    body = CODES[0][:10] + str((int(CODES[0][10]) + 1) % 10) + CODES[0][11:13]
    forged = f"{body}{98 - int(body) * 100 % 97:02d}"
    assert judge(forged, MARK) == "unknown"


def test_the_short_form_is_printed_in_two_groups() -> None:
    """As people read numbers out."""
    assert short_form("583041261473008") == "5830 4126"


@pytest.mark.parametrize(
    "numbers", [(999_999, 0, 0), (10_000_000, 0, 0), (5_000_000, 100, 0), (5_000_000, 0, 100)]
)
def test_numbers_outside_their_range_make_no_code(numbers: tuple[int, int, int]) -> None:
    """A bug in the drawing must not become a code of fourteen digits."""
    with pytest.raises(ValueError, match="range"):
        make_code(*numbers)


def test_short_forms_are_drawn_once() -> None:
    """Also against those that were given out before; two thousand draws without care clash often."""
    codes = draw_codes(20_000, (), MARK, Random(2))
    assert len({code[:SHORT] for code in codes}) == 20_000
    again = draw_codes(20_000, {code[:SHORT] for code in codes}, MARK, Random(2))
    assert not {code[:SHORT] for code in codes} & {code[:SHORT] for code in again}
    assert TEST_CODE[:SHORT] not in {code[:SHORT] for code in [*codes, *again]}


def test_nobody_can_foresee_a_code() -> None:
    """Drawn from the system's own chance, not from a seed."""
    assert not set(draw_codes(50, (), MARK)) & set(draw_codes(50, (), MARK))


def test_two_meetings_of_one_plan_have_marks_of_their_own() -> None:
    """Rounds of one plan are on the same day's desk."""
    marks = {mark_of("kon-plong-2024", f"2024-06-14T00:00:{second:02d}.000Z") for second in range(60)}
    assert len(marks) > 40
    assert mark_of("a", "t") == mark_of("a", "t")
