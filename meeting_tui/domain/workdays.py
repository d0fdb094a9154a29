"""Working days and deadlines: from a duty in the plan to a date on paper (handbook, 6.3).

The calendar is data (`calendars/vn.toml`), read elsewhere. A year that it does not cover is never guessed:
weekends and the fixed holidays still count, and the result says that it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from meeting_tui.domain.plan import Deadline

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As `date.weekday` numbers them."""
MONDAY_TO_FRIDAY = frozenset(range(5))
WEEKEND = frozenset({5, 6})

FIXED_HOLIDAYS = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})
"""(day, month): Bộ luật Lao động 2019, Điều 112.1, those that do not move with the moon."""
CULTURE_DAY, CULTURE_DAY_SINCE = (24, 11), 2026
"""Ngày Văn hóa Việt Nam, Nghị quyết 28/2026/QH16."""

_DAY = timedelta(days=1)


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """When a duty falls due."""

    last: date
    """The last day as counted."""
    rolled: date
    """The day that holds: `last`, or the next working day where the rule rolls."""
    provisional: bool = False
    """The date may still move: a year without a calendar, or a notice that is not issued yet."""
    suggested: date | None = None
    """Backwards only: the working day to do it on when `last` is a day off (`nên làm trước`)."""


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """Which days offices work. Years outside `years` are known only by their fixed holidays."""

    off: frozenset[date] = frozenset()
    """Weekdays without work."""
    worked: frozenset[date] = frozenset()
    """Saturdays swapped on."""
    years: frozenset[int] = frozenset()
    workweek: frozenset[int] = MONDAY_TO_FRIDAY
    """Days as `date.weekday` numbers them: Monday is 0."""

    def knows(self, year: int) -> bool:
        return year in self.years

    def is_workday(self, day: date) -> bool:
        if day in self.worked:
            return True
        if day.weekday() not in self.workweek or day in self.off:
            return False
        return self.knows(day.year) or not _fixed_holiday(day)

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself does not count; before it if negative."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._workday_from(day + step, step)
        return day

    def next_workday(self, day: date) -> date:
        """`day` itself if it is worked, else the next that is (Bộ luật Dân sự 2015, Điều 148.5)."""
        return self._workday_from(day, _DAY)

    def previous_workday(self, day: date) -> date:
        """`day` itself if it is worked, else the one before."""
        return self._workday_from(day, -_DAY)

    def due(self, deadline: Deadline, anchor: date) -> Due:
        """When a duty that hangs on `anchor` falls due. The day of the event does not count (Điều 147.2)."""
        count = self._due_before if deadline.dir == "before" else self._due_after
        return count(deadline, anchor)

    def _due_after(self, deadline: Deadline, anchor: date) -> Due:
        if deadline.unit == "workday":
            last = self.add_workdays(anchor, deadline.amount)
            return Due(last=last, rolled=last, provisional=self._unknown_within(anchor + _DAY, last))
        last = anchor + timedelta(days=deadline.amount)
        if deadline.roll == "none":
            return Due(last=last, rolled=last)
        rolled = self.next_workday(last)
        return Due(last=last, rolled=rolled, provisional=self._unknown_within(last, rolled))

    def _due_before(self, deadline: Deadline, anchor: date) -> Due:
        if deadline.unit == "workday":
            last = self.add_workdays(anchor, -deadline.amount)
            return Due(last=last, rolled=last, provisional=self._unknown_within(last, anchor - _DAY))
        last = anchor - timedelta(days=deadline.amount)
        worked = self.previous_workday(last)
        return Due(
            last=last,
            rolled=last,
            provisional=self._unknown_within(worked, last),
            suggested=None if worked == last else worked,
        )

    def _workday_from(self, day: date, step: timedelta) -> date:
        while not self.is_workday(day):
            day += step
        return day

    def _unknown_within(self, first: date, last: date) -> bool:
        return any(not self.knows(year) for year in range(first.year, last.year + 1))


def chain(
    deadlines: Iterable[Deadline],
    conference: date,
    conference_end: date,
    notice_issued: date | None,
    calendar: Calendar,
) -> dict[str, Due]:
    """Every duty by its id, in the plan's order: conference, then notice, then what hangs on the notice.

    The day the notice was issued wins over the day it was due; until it is issued, what hangs on it is
    provisional, and has no date at all (left out) where the plan gives the notice no deadline.
    """
    deadlines = tuple(deadlines)
    days = {"conference": conference, "conference_end": conference_end}
    dues = {d.id: calendar.due(d, days[d.anchor]) for d in deadlines if d.anchor in days}
    notice = notice_issued or _notice_due(deadlines, dues)
    if notice is not None:
        on_notice = {d.id: calendar.due(d, notice) for d in deadlines if d.anchor == "notice"}
        dues |= on_notice if notice_issued else {key: _provisional(due) for key, due in on_notice.items()}
    return {d.id: dues[d.id] for d in deadlines if d.id in dues}


def _notice_due(deadlines: Iterable[Deadline], dues: Mapping[str, Due]) -> date | None:
    return next((dues[d.id].rolled for d in deadlines if d.kind == "notice" and d.id in dues), None)


def _provisional(due: Due) -> Due:
    return msgspec.structs.replace(due, provisional=True)


def strictly_before(day: date) -> date:
    """The last good day for `trước ngày …`, which excludes the day; `chậm nhất ngày …` includes it."""
    return day - _DAY


def parse_calendar(data: Mapping[str, Any]) -> Calendar:
    """A calendar from the tables of `calendars/vn.toml`.

    Raises ValueError naming the key of the first fault: the file is edited by hand once a year.
    """
    try:
        tables = msgspec.convert(data, _File)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    workweek = frozenset(map(WEEKDAYS.index, tables.workweek))
    if not workweek:
        raise ValueError("workweek: no working day")
    for name, year in tables.year.items():
        _check_year(name, year, workweek)
    return Calendar(
        off=frozenset(day for year in tables.year.values() for day in year.off),
        worked=frozenset(day for year in tables.year.values() for day in year.worked),
        years=frozenset(map(int, tables.year)),
        workweek=workweek,
    )


class _Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    off: tuple[date, ...]
    worked: tuple[date, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    year: dict[str, _Year]
    workweek: tuple[Weekday, ...] = WEEKDAYS[:5]


def _check_year(name: str, year: _Year, workweek: frozenset[int]) -> None:
    if not (name.isascii() and name.isdigit()):
        raise ValueError(f"year.{name}: not a year")
    for key, days, fitting in (("off", year.off, workweek), ("worked", year.worked, WEEKEND)):
        for day in days:
            if day.year != int(name):
                raise ValueError(f"year.{name}.{key}: {day} is in another year")
            if day.weekday() not in fitting:
                raise ValueError(f"year.{name}.{key}: {day} is a {WEEKDAYS[day.weekday()]}")


def _fixed_holiday(day: date) -> bool:
    named = (day.day, day.month)
    return named in FIXED_HOLIDAYS or (named == CULTURE_DAY and day.year >= CULTURE_DAY_SINCE)
