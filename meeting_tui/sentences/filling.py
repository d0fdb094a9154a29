"""Facts put into sentences, and how times and numbers are written on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from meeting_tui.domain.dates import hm, short_date
from meeting_tui.domain.plan import VIETNAM
from meeting_tui.domain.text import clean_line
from meeting_tui.language import _


def word(words: Mapping[str, str], code: str) -> str:
    """The word for a code; the code itself if there is none."""
    return _(words[code]) if code in words else code


def filled(templates: Mapping[str, str], code: str, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts; an unknown code is shown as it is rather than hidden."""
    if code not in templates:
        return f"{code} {dict(facts)}" if facts else code
    return clean_line(_(templates[code]).format_map(Facts(facts)))


class Facts(dict[str, Any]):
    """Facts as they are printed; one that is not known is a dash, never an error."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _printed(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return "…"


def _printed(value: object) -> object:
    if isinstance(value, datetime):
        return clock_time(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(str(_printed(item)) for item in value)
    return value if isinstance(value, int | float) else str(value)


def clock_time(at: datetime) -> str:
    """`08:33` at the venue."""
    return hm(at.astimezone(VIETNAM))


def minutes_seconds(seconds: float) -> str:
    """`02:19`; `-00:41` once the time has run over."""
    whole = int(-(-seconds // 1)) if seconds > 0 else -int(-seconds // 1)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 60:02d}:{abs(whole) % 60:02d}"
