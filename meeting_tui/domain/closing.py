"""Conclusion and closing. Nothing closes while a question has neither an answer nor an owner with a date."""

from __future__ import annotations

from meeting_tui.domain.agenda import leave_step
from meeting_tui.domain.floor import unanswered_slips
from meeting_tui.domain.meeting import is_open
from meeting_tui.domain.promises import DATED, promise_of
from meeting_tui.domain.records import Question
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx


def conclude(tx: Tx, *, text: str) -> None:
    """The chair's conclusion as the secretary has it now."""
    tx.require_open()
    tx.set_day(conclusion=clean(text).strip())


def close_meeting(tx: Tx, *, read_back: str = "", copies: int = 2) -> None:
    """End the meeting. `read_back`: what the hall asked to add when the minutes were read.

    A slip that was neither heard nor put into writing is a question without an outcome, too.
    """
    tx.require_open()
    if tx.day.opened_at is None:
        raise Refused("not_opened")
    if slips := unanswered_slips(tx):
        raise Refused("slips_unheard", count=len(slips))
    if numbers := [question.number for _, question in without_outcome(tx)]:
        raise Refused("questions_open", numbers=sorted(numbers), count=len(numbers))
    leave_step(tx)
    tx.set_day(closed_at=tx.now, read_back=clean_line(read_back), copies=copies)


def reopen_meeting(tx: Tx, *, reason: str) -> None:
    """The closed meeting is opened again, and why is kept."""
    if tx.day.closed_at is None:
        raise Refused("not_closed")
    if not clean_line(reason):
        raise Refused("reason_needed")
    day = tx.set_day(closed_at=None, reopened=(*tx.day.reopened, clean_line(reason)))
    if day.step is not None and (record := tx.steps.get(day.step)):
        tx.steps.change(day.step, record, ended_at=None)


def without_outcome(tx: Tx) -> list[tuple[str, Question]]:
    """Questions that stop the closing: no outcome, or something owed without a promise."""
    return [
        (key, question)
        for key, question in tx.questions.items()
        if is_open(question) or (question.outcome in DATED and tx.promises.get(promise_of(key)) is None)
    ]
