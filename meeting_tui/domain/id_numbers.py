"""Identity numbers in text that people type or paste: found, and taken out (handbook, 7.1 and 8).

Twelve digits, in one run or in groups of three and more: `001090000001`, `001 090 000 001`. Nine digits are one only
where the words before them say so. In doubt twelve digits are taken for a number: what is taken out can be typed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Any

import msgspec

NUMBER = 12
"""Digits of a personal identification number."""

_MAY_HOLD = re.compile(r"\d(?:\D?\d){8}")
"""Texts without nine digits close together need no closer look."""

_CODE = 15
"""Digits of a check-in code, which may be written in groups too."""
_PHONE = 10

_DIGITS = re.compile(r"(?<!\d)\d+(?:([ .\u00a0-])\d+(?:\1\d+)*)?(?!\d)")
"""Groups of digits with one and the same sign between them."""
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+")
"""Sums of money. An identity number begins with 0."""
_NAMED = re.compile(
    r"((?:cmnd|cmtnd|cmt|cccd|c[aă]n\s+c[uư][oơớ]c|ch[uứ]ng\s+minh|[dđ][iị]nh\s+danh)[^\d\n]{0,20})"
    r"\d{3}[ .\u00a0-]?\d{3}[ .\u00a0-]?\d{3}(?!\d)",
    re.IGNORECASE,
)


_CARD = re.compile(r"(?:\d{12}[|~¦\\#µ｜]|IDVNM[\dA-Z<]{9})[^\n]*")
"""What a card's code holds, or the line for machines on its back, to the end of the line: the old number, dates, the address."""
_ODD = re.compile(r"(?<!\d)(?<!\d[ .,/_\u00a0-])0\d{2,}(?:[ .,/_\u00a0-]{1,2}\d{3,})+(?!\d)")
"""Groups with one sign here and another there."""


def id_number_in(text: str) -> bool:
    """Whether text that is in NFC holds an identity number."""
    return without_id_numbers(text) != text


def without_id_numbers(text: str) -> str:
    """The text, in NFC, with `…` in the place of every identity number."""
    bare = _ODD.sub(_without_odd, _CARD.sub("…", text))
    return _NAMED.sub(r"\1…", _DIGITS.sub(_without, bare))


def scrubbed(value: Any, is_key: Callable[[str], bool]) -> Any:
    """A value with all its texts without identity numbers: a command's arguments, before anybody keeps them.

    `is_key`: whether a text is the key of a record, which stays as it is whatever it looks like.
    """
    match value:
        case str():
            return without_id_numbers(value) if _MAY_HOLD.search(value) and not is_key(value) else value
        case msgspec.Struct():
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            changed = {name: new for name, old in fields.items() if (new := scrubbed(old, is_key)) is not old}
            return msgspec.structs.replace(value, **changed) if changed else value
        case dict():
            new = {key: scrubbed(one, is_key) for key, one in value.items()}
            return _unless_same(value, new, value.values())
        case list() | tuple():
            return _unless_same(value, type(value)(scrubbed(one, is_key) for one in value), value)
        case _:
            return value


def _unless_same(old: Any, new: Any, parts: Iterable[Any]) -> Any:
    """The old container where nothing in it changed."""
    fresh = new.values() if isinstance(new, dict) else new
    return old if all(a is b for a, b in zip(parts, fresh, strict=True)) else new


def _without_odd(found: re.Match[str]) -> str:
    return "…" if sum(map(str.isdigit, found[0])) == NUMBER else found[0]


def _without(found: re.Match[str]) -> str:
    run, between = found[0], found[1] or " "
    groups = run.split(between)
    digits = sum(map(len, groups))
    if digits == NUMBER and not _AMOUNT.fullmatch(run) and max(map(len, groups)) != _PHONE:
        return "…"
    kept: list[str] = []
    while len(kept) < len(groups):
        length = _length_of_number(groups[len(kept) : len(kept) + NUMBER], grouped=digits != _CODE)
        kept += ["…", *[""] * (length - 1)] if length else [groups[len(kept)]]
    return between.join(filter(None, kept))


def _length_of_number(groups: list[str], *, grouped: bool) -> int:
    """How many of these groups, from the first, are a number among other digits; 0: none.

    It begins with the province's 0, and its groups have three digits and more.
    """
    if len(groups[0]) == NUMBER:
        return 1
    if grouped and groups[0][0] == "0":
        for length, digits in enumerate(accumulate(map(len, groups)), start=1):
            if digits == NUMBER and all(3 <= len(group) < _PHONE for group in groups[:length]):
                return length
    return 0
