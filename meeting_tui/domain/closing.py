"""Conclusion and closing. Nothing closes while a question has neither an answer nor an owner with a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from meeting_tui.domain.agenda import enter, leave_step
from meeting_tui.domain.floor import to_be_written
from meeting_tui.domain.meeting import current_turn, is_open
from meeting_tui.domain.promises import DATED, promise_of
from meeting_tui.domain.records import Approval, Correction, Promise, Question, Turn
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx, require_unchanged


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """What no closed meeting may have, by key: somebody on the floor, slips and questions without an answer."""

    floor: tuple[str, ...]
    slips: tuple[str, ...]
    questions: tuple[str, ...]


def unfinished(
    turns: Mapping[str, Turn], questions: Mapping[str, Question], promises: Mapping[str, Promise]
) -> Unfinished:
    """What stands in the way of a closing, and of an undo that would bring one back."""
    current = current_turn(turns.items())
    return Unfinished(
        floor=(current[0],) if current else (),
        slips=tuple(key for key, _ in to_be_written(turns)),
        questions=tuple(
            key for key, question in questions.items() if _is_unanswered(key, question, promises)
        ),
    )


def conclude(tx: Tx, *, text: str, seen: str | None = None) -> None:
    """The chair's conclusion as the secretary has it now. `seen`: the one that the caller saw."""
    tx.require_open()
    require_unchanged(tx.day.conclusion, seen)
    tx.set_day(conclusion=clean(text).strip())


def close_meeting(tx: Tx, *, read_back: str = "", copies: int = 2, approved_by: str = "") -> None:
    """End the meeting and approve its minutes. `read_back`: what the hall asked to add when they were read.

    Nothing can change after it but by `reopen_meeting`, and then the next closing approves a new version: no paper
    that was approved is ever changed silently (handbook, 2.3).

    A slip that was neither heard nor put into writing is a question without an outcome, too.
    """
    tx.require_open()
    if tx.day.opened_at is None:
        raise Refused("not_opened")
    leave_step(tx)
    questions = dict(tx.questions.items())
    left = unfinished(dict(tx.turns.items()), questions, dict(tx.promises.items()))
    if left.slips:
        raise Refused("slips_unheard", count=len(left.slips))
    if numbers := [questions[key].number for key in left.questions]:
        raise Refused("questions_open", numbers=sorted(numbers), count=len(numbers))
    ended = tx.day.ended_at or tx.now
    additions = clean_line(read_back)
    approval = Approval(at=tx.now, by=clean_line(approved_by), additions=additions)
    tx.set_day(
        closed_at=tx.now,
        ended_at=ended,
        read_back=additions,
        copies=copies,
        approvals=(*tx.day.approvals, approval),
    )


def reopen_meeting(tx: Tx, *, reason: str) -> None:
    """The closed meeting is opened again, and why is kept. The hour at which it ended stays."""
    if tx.day.closed_at is None:
        raise Refused("not_closed")
    if not clean_line(reason):
        raise Refused("reason_needed")
    before = tx.day
    day = tx.set_day(
        closed_at=None,
        ended_at=before.ended_at or before.closed_at,  # closed by an older program
        reopened=(*before.reopened, clean_line(reason)),
    )
    if day.step is not None and (record := tx.steps.get(day.step)):
        tx.steps.put(day.step, enter(record, tx.now))


def correct_day_times(tx: Tx, *, opened_at: datetime, ended_at: datetime | None = None, reason: str) -> None:
    """The hours of the papers are put right, and the old ones are kept. `ended_at=None`: it stays as it is.

    An end may be given before the closing, such as when that was forgotten: the closing keeps it.
    """
    tx.require_open()
    day = tx.day
    if day.opened_at is None:
        raise Refused("not_opened")
    end = ended_at or day.ended_at
    if not opened_at <= (end or tx.now) <= tx.now:
        raise Refused("times_out_of_order")
    if not clean_line(reason):
        raise Refused("reason_needed")
    trace = Correction(
        started_at=day.opened_at, ended_at=day.ended_at, at=tx.now, by=tx.by, reason=clean_line(reason)
    )
    tx.set_day(opened_at=opened_at, ended_at=end, corrections=(*day.corrections, trace))


def _is_unanswered(key: str, question: Question, promises: Mapping[str, Promise]) -> bool:
    """No outcome, or something owed without a promise."""
    return is_open(question) or (question.outcome in DATED and promise_of(key) not in promises)
