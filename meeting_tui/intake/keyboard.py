"""What a keyboard, its layout or an input method makes of the digits that a scanner types.

A scanner that acts as a keyboard presses the keys of an American one. The "Vietnamese" layout of Windows and X11 has
letters and tones on its digit keys (xkeyboard-config `vn(basic)`, KBDVNTC.DLL), the French one has signs (`fr`). Both
lose nothing before normalisation, so the digits can be had back. What an input method (VNI) did is lost.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import msgspec

Layout = Literal["vietnamese", "french"]

KEYS = "1234567890"
LAYOUTS: dict[Layout, str] = {
    "vietnamese": "ăâêô\u0300\u0309\u0303\u0301\u0323đ",
    "french": "&é\"'(-è_çà",
}
"""What the keys 1 to 0 type. Caps Lock makes capitals of the letters, where it does anything."""

_DIGIT_OF: dict[Layout, dict[str, str]] = {
    layout: dict(zip(typed, KEYS, strict=True)) for layout, typed in LAYOUTS.items()
}
_COMPOSED: dict[str, str] = {
    unicodedata.normalize("NFC", letter + tone): _DIGIT_OF["vietnamese"][letter] + digit
    for letter in "ăâêô"
    for tone, digit in _DIGIT_OF["vietnamese"].items()
    if unicodedata.combining(tone)
}
"""Letters that a normalisation made of two keys: `ắ` is 18."""

_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-\u2010-\u2015\u2212\uff0d]+")
"""Spaces and hyphens of every width, and what cannot be seen."""

_PREFIX = re.compile(r"^\][A-Za-z]\d(?=.)", re.DOTALL)

ENOUGH = 4
"""So many digits in a burst are no word with a number in it."""


class Restored(msgspec.Struct, frozen=True):
    """The digits whose keys were pressed, and the layout that made something else of them."""

    digits: str
    layout: Layout


def undo_layout(text: str) -> Restored | None:
    """The digits, where the whole text is what one layout makes of digits; give it as it came, not normalised.

    Where a normalisation came between, marks above and below one letter may have changed places: then None. A
    check digit must judge what is returned.
    """
    typed = text.lower()
    for layout, digit_of in _DIGIT_OF.items():
        if typed and all(char in digit_of for char in typed):
            return Restored("".join(digit_of[char] for char in typed), layout)
    digits = _undo_composed(typed)
    return Restored(digits, "vietnamese") if digits else None


def plain_digits(text: str) -> str | None:
    """The digits of a text that has nothing but digits, spaces and hyphens; full-width digits count as digits."""
    digits = [unicodedata.decimal(char, None) for char in _BETWEEN.sub("", text)]
    return "".join(map(str, digits)) if digits and None not in digits else None


def disturbed_by_input_method(text: str) -> bool:
    """Whether these keys of one burst were digits before something put Vietnamese letters among them.

    VNI takes digits for the marks of a letter that stands before them. A layout's text that cannot be undone counts.
    """
    typed = _BETWEEN.sub("", unicodedata.normalize("NFC", text.lower()))
    digits = sum(char.isdecimal() for char in typed)
    others = [char for char in typed if not char.isdecimal()]
    if not any(_is_marked(char) for char in others) or undo_layout(text) is not None:
        return False
    if digits == 0:
        return len(typed) >= ENOUGH and all(is_code_like(char) or char in _COMPOSED for char in typed)
    return digits >= max(ENOUGH, len(others)) and all(
        _is_marked(char) or char in "adeiouy" for char in others
    )


def without_prefix(text: str) -> str:
    """The text without the three characters by which many scanners can name the kind of symbol (AIM): `]Q1`."""
    return _PREFIX.sub("", text)


def is_code_like(char: str) -> bool:
    """Whether a scanner that types digits may have typed this: a digit of any width, or a key's Vietnamese letter."""
    return len(char) == 1 and (char.isdecimal() or char.lower() in _DIGIT_OF["vietnamese"])


def _undo_composed(typed: str) -> str:
    """The digits behind normalised text; empty where it is something else, or may be two things."""
    digits = "".join(_COMPOSED.get(char) or _DIGIT_OF["vietnamese"].get(char, "?") for char in typed)
    swapped = re.search("9[5678]", digits)
    return "" if "?" in digits or swapped else digits


def _is_marked(char: str) -> bool:
    """A letter with a Vietnamese mark, or the mark alone."""
    return char == "đ" or bool(unicodedata.combining(unicodedata.normalize("NFD", char)[-1]))
