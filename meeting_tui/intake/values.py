"""What a single value from a file becomes, in every format alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from meeting_tui.domain.text import clean
from meeting_tui.intake.sheets import Value

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's count, for dates after February 1900."""
_LEGACY_LETTER = "\u00ad"
"""ư in TCVN3, a soft hyphen elsewhere: what `clean` drops must outlive the conversion."""
_EXACT = 2**53


def plain(text: str) -> str:
    """`clean`, but the one legacy letter that it would drop stays."""
    if _LEGACY_LETTER not in text:
        return clean(text)
    return _LEGACY_LETTER.join(clean(part) for part in text.split(_LEGACY_LETTER))


def value_of(raw: object) -> Value:
    """A value as `Cell` promises it; None for blanks and for text of which nothing is left."""
    match raw:
        case str():
            text = plain(raw)
            return text if text.strip(f" \n\u00a0{_LEGACY_LETTER}") else None
        case bool() | int() | None:
            return raw
        case float():
            return int(raw) if raw.is_integer() and abs(raw) < _EXACT else raw
        case datetime():
            return raw.date() if raw.time() == time() else raw
        case date():
            return raw
        case time():
            return raw.isoformat("minutes" if raw.second == 0 else "seconds")
        case timedelta():
            return str(raw)
    return plain(str(raw))


def serial_of(value: Value) -> int:
    """The number behind a date in a workbook that counts from 1900; 0 for what is no date."""
    if isinstance(value, datetime):
        value = value.date()
    return (value - _FIRST_DAY).days if isinstance(value, date) else 0
