"""Which unit answers now, and what is still open with it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from meeting_tui.domain.meeting import Meeting, is_open
from meeting_tui.domain.promises import called_since, promise_of
from meeting_tui.domain.records import Promise, Question
from meeting_tui.domain.views import unit_sheets


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """A unit and its questions, those that another one carries left out."""

    unit: str
    """Empty where nobody has been given these questions."""
    name: str
    since: datetime | None
    """When it was called; None while it only stands first."""
    questions: tuple[tuple[str, Question], ...]
    open: tuple[tuple[str, Question], ...]
    promised: tuple[tuple[Question, Promise], ...]


def answering_now(meeting: Meeting) -> Answering | None:
    """The unit that was called, while it has something open; else the first that has. Of the speech that was just heard,
    where answers follow each.

    None when nothing is left to answer and nobody was called.
    """
    due = meeting.answers_due
    if due:
        return _of(meeting, due[0][1].unit, due)
    sheets = unit_sheets(meeting)
    called = next((sheet for sheet in sheets if sheet.unit and sheet.unit == meeting.day.answering), None)
    waiting = (called,) if called and called.open else sheets
    found = next((sheet for sheet in waiting if sheet.open), called)
    return _of(meeting, found.unit, found.rows) if found else None


def open_elsewhere(meeting: Meeting, answering: Answering | None) -> list[tuple[str, int]]:
    """The other units that still have something open: name (empty: given to nobody) and how much."""
    here = answering.unit if answering else None
    return [(sheet.name, sheet.open) for sheet in unit_sheets(meeting) if sheet.open and sheet.unit != here]


def _of(
    meeting: Meeting, unit: str, rows: list[tuple[str, Question]] | tuple[tuple[str, Question], ...]
) -> Answering:
    day = meeting.day
    promised = [(question, meeting.promises.get(promise_of(key))) for key, question in rows]
    return Answering(
        unit=unit,
        name=meeting.units[unit].name if unit in meeting.units else "",
        since=called_since(day, meeting.turns.values()) if unit and unit == day.answering else None,
        questions=tuple(rows),
        open=tuple(row for row in rows if is_open(row[1])),
        promised=tuple((question, promise) for question, promise in promised if promise),
    )
