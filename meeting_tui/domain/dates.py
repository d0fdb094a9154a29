"""Dates and times as official papers write them (handbook, 1.2 and 2.3), and as a secretary types them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_TYPED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_DAYS_FROM_NOW = re.compile(r"\+ ?([0-9]{1,4})")

LEAP_CYCLE = 8
"""29/2 comes back within eight years, across 2100 too."""


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2026`: a leading 0 for days under 10, and for months 1 and 2 alone."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """`05/02/2026`, for tables."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def clock(moment: time | datetime) -> str:
    """`07 giờ 30 phút`, as minutes and invitations write it. The caller has chosen the time zone."""
    return f"{moment.hour:02} giờ {moment.minute:02} phút"


def hm(moment: time | datetime) -> str:
    """`07:30`, for tables and screens. The caller has chosen the time zone."""
    return f"{moment.hour:02}:{moment.minute:02}"


def parse_date(text: str, today: date) -> date | None:
    """What was typed for a due date, day first always; None if it is no date (yet).

    `26/07/2024`, `26.7.24`, `26-7-2024`; `26/7` is the next such day from `today` on; `+30` counts
    calendar days from `today`.
    """
    text = text.strip()
    if found := _DAYS_FROM_NOW.fullmatch(text):
        return today + timedelta(days=int(found[1]))
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    day, month, year = int(found[1]), int(found[3]), found[4]
    if year is None:
        return _next(day, month, today)
    return _real(int(year) if len(year) == 4 else 2000 + int(year), month, day)


def _next(day: int, month: int, today: date) -> date | None:
    candidates = (_real(today.year + n, month, day) for n in range(LEAP_CYCLE + 1))
    return next((found for found in candidates if found is not None and found >= today), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
