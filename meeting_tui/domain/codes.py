"""Check-in codes: 15 digits with nothing personal in them.

    5830412 6 | 47 3 | 08 | 61
    7 random, Damm | the meeting's mark, Damm | 2 random | MOD 97-10 over all (ISO 7064)

Digits only, because Vietnamese input methods rewrite letters; 15 of them, because spreadsheets keep no more and
a QR of version 1 holds them at its highest error level. The first eight are the form that a clerk can type.
Every wrong digit and every swap of neighbours is noticed, in the short form and in the long one. A guess that
is well formed hits one of 500 people once in 1.8 million tries.
"""

from __future__ import annotations

from typing import Literal

LENGTH = 15
SHORT = 8
FIRSTS = range(1_000_000, 10_000_000)
"""The first seven digits: no code begins with a zero that a spreadsheet could lose."""
SECONDS = range(100)
MARKS = range(100)

Verdict = Literal["whole", "damaged", "other_meeting", "unknown"]
"""`unknown`: the check digits are right, and yet no meeting can have made it."""

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
"""The quasigroup of H. Michael Damm's thesis (2004): the state after each digit; a right number ends in 0."""


def make_code(first: int, second: int, mark: int) -> str:
    """The code of these numbers: `first` of FIRSTS, `second` of SECONDS, `mark` of MARKS."""
    if first not in FIRSTS or second not in SECONDS or mark not in MARKS:
        raise ValueError("a number lies outside its range")
    body = f"{_with_damm(f'{first}')}{_with_damm(f'{mark:02d}')}{second:02d}"
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def judge(digits: str, mark: int) -> Verdict:
    """What 15 digits are to the meeting of this mark; anything else is damaged."""
    if not _is_number(digits, LENGTH) or _damm(digits[:SHORT]) or int(digits) % 97 != 1:
        return "damaged"
    if _damm(digits[8:11]):
        return "unknown"
    return "whole" if int(digits[8:10]) == mark else "other_meeting"


def is_whole(digits: str) -> bool:
    """Whether this is a code of some meeting."""
    return judge(digits, -1) == "other_meeting"


def is_short_form(digits: str) -> bool:
    """Whether these are the eight digits of a code, rightly typed."""
    return _is_number(digits, SHORT) and not _damm(digits)


def short_form(code: str) -> str:
    """`1164 8553`: as it is printed beside the QR."""
    return f"{code[:4]} {code[4:SHORT]}"


def _with_damm(digits: str) -> str:
    return f"{digits}{_damm(digits)}"


def _damm(digits: str) -> int:
    """The check digit of these digits; 0 for digits that end in their own."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return state


def _is_number(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdecimal() and text[0] != "0"


TEST_CODE = make_code(1_234_567, 89, 0)
"""To try a scanner with; nobody is ever given it."""
