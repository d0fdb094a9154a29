"""Whatever may be an identity number is taken out of a clerk's file before anything of it is kept or shown again.

A spreadsheet loses the leading zeros of a number, and a line end, a comma or a stroke may stand in the middle of one.
What `id_numbers` leaves in doubt goes here: a cell of a roster has no use for such digits. Only the words of an
opinion keep what is surely something else.
"""

from __future__ import annotations

import re

from meeting_tui.domain.id_numbers import NUMBER, without_id_numbers

_PHONE = 10
_BARE = re.compile(
    r"(?<!\d)(?:\d{12}|(?!84[35789])\d{11}|[1-9]\d{9}|\d{9}|\d[.,]\d{3,10}[Ee]\+?1[01])(?:[.,]0+)?(?!\d)"
)
"""Digits of a number, also of one that has lost its zeros or was shortened by Excel; nine are the old kind."""
_BARE_IN_WORDS = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:(?!84[35789]|02)\d{11}|[1-9]\d{9}|\d{9})(?!\d|[.,]\d)"
    r"(?!\s*(?:đồng|đ\b|vnđ|vnd|m2|m²|mét|ha\b))(?<!0{5})",
    re.IGNORECASE,
)
"""The same among words, where money and areas are as long: they have a unit, or end in zeros."""
_BROKEN = re.compile(r"(?<!\d)0(?:[^\w…]{0,3}_?[^\w…]{0,2}\d){11}(?!\d)")
_BROKEN_IN_WORDS = re.compile(r"(?<!\d)(?<!\d[.,/])0\d{2,}(?:[\s.,/_:|–-]{1,3}\d{3,})+(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)")


def without_private(text: str) -> str:
    """The text, in NFC, as it may be kept and shown again: `…` for whatever may be an identity number."""
    return _BARE.sub("…", without_broken(text))


def without_private_in_words(text: str) -> str:
    """The same for the words of an opinion, which keep phone numbers, money, days and areas."""
    whole = without_id_numbers(text)
    return _BARE_IN_WORDS.sub("…", _BROKEN_IN_WORDS.sub(_unless_phone, whole))


def without_broken(text: str) -> str:
    """The same for a cell whose bare digits are meant: a phone number without its zero, a code."""
    return _BROKEN.sub(_unless_phone, without_id_numbers(text))


def _unless_phone(found: re.Match[str]) -> str:
    """Twelve digits with a phone number or a day among them are no identity number."""
    groups = re.findall(r"\d+", found[0])
    of_others = any(len(group) == _PHONE for group in groups) or _DAY.search(found[0])
    return found[0] if of_others or sum(map(len, groups)) != NUMBER else "…"
