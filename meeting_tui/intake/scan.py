"""What a scan says: a code, a card, or what went wrong with it on the way."""

from __future__ import annotations

from typing import Literal

import msgspec

from meeting_tui.domain.codes import LENGTH, SHORT, TEST_CODE, is_short_form, is_whole, judge
from meeting_tui.domain.id_numbers import NUMBER, id_number_in
from meeting_tui.domain.text import clean_line
from meeting_tui.intake.id_card import IdCard, read_id_card, starts_like_id_card
from meeting_tui.intake.keyboard import (
    Layout,
    disturbed_by_input_method,
    plain_digits,
    undo_layout,
    without_prefix,
)

Kind = Literal["code", "short_form", "id_card", "damaged", "unknown", "other_meeting", "input_method"]
Why = Literal["", "half", "digit", "glued", "long", "foreign", "test"]
"""What is wrong with it: digits are missing, one is wrong, two scans ran together, it is no code at all; or it is the
one that scanners are tried with."""

LONGEST = 6000
"""Characters of a scan that are looked at; the largest QR holds 7,089 digits."""
SHOWN = 40
"""Characters of a scan that are ever repeated."""
OLD_NUMBER = 9
"""Digits of the identity numbers before 2016."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """`code`: 15 digits, or 8 of the short form; empty where there is none that may be kept."""

    kind: Kind
    code: str = ""
    why: Why = ""
    layout: Layout | None = None
    """The keyboard layout whose damage was undone."""
    card: IdCard | None = None


def read(payload: str, mark: int, *, disturbed: bool = False) -> Reading:
    """What the scan of these characters is to the meeting with this mark. `disturbed`: other keys came in between."""
    text = without_prefix(payload[:LONGEST].strip())
    card = read_id_card(text)
    if card is not None or starts_like_id_card(text):
        return Reading(kind="id_card", card=card)
    restored = undo_layout(text)
    digits = restored.digits if restored else plain_digits(text)
    layout = restored.layout if restored else None
    if digits is None:
        spoilt = disturbed or disturbed_by_input_method(text)
        return Reading(kind="input_method") if spoilt else Reading(kind="damaged", why="foreign")
    if _is_id_number(digits):
        return Reading(kind="id_card")
    if is_short_form(digits):
        return Reading(kind="short_form", code=digits, layout=layout)
    if digits == TEST_CODE:
        return Reading(kind="unknown", code=digits, why="test", layout=layout)
    verdict = judge(digits, mark)
    if verdict == "whole":
        return Reading(kind="code", code=digits, layout=layout)
    if verdict != "damaged":
        return Reading(kind=verdict, code=digits)
    if disturbed or restored:
        return Reading(kind="input_method")
    return Reading(kind="damaged", why=_why(digits))


def _why(digits: str) -> Why:
    if len(digits) == LENGTH or len(digits) == SHORT:
        return "digit"
    if len(digits) < LENGTH:
        return "half"
    halves = digits[:LENGTH], digits[-LENGTH:]
    return "glued" if len(digits) <= 2 * LENGTH and any(map(is_whole, halves)) else "long"


def shown(payload: str) -> str:
    """As much of a scan as may be repeated to the one who sent it: what holds no number of a person."""
    text = clean_line(without_prefix(payload[:LONGEST].strip()))
    restored = undo_layout(text)
    digits = "".join(filter(str.isdecimal, restored.digits if restored else text))
    code = len(digits) in (LENGTH - 1, LENGTH, LENGTH + 1) and digits[0] != "0"
    private = read_id_card(text) is not None or starts_like_id_card(text) or id_number_in(text)
    return text[:SHOWN] if not private and (code or len(digits) < OLD_NUMBER) else ""


def _is_id_number(digits: str) -> bool:
    """Twelve digits from 0, which no code begins with."""
    return len(digits) == NUMBER and digits[0] == "0"
