"""Answers and promises: each question is carried to an answer or to a dated promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec

from meeting_tui.domain.opinions import forget_promise, get_question, known_unit, redirect
from meeting_tui.domain.opinions import promise_of as promise_of  # also for those who read promises
from meeting_tui.domain.plan import Deadline, Plan
from meeting_tui.domain.records import Day, Outcome, Promise, Question, Reply, Turn
from meeting_tui.domain.taxonomy import units_of
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx, require_unchanged
from meeting_tui.domain.workdays import Calendar, chain

DATED: frozenset[Outcome] = frozenset({"owed", "answered_in_part"})
"""Outcomes that leave something to be done, so they need an owner and a date."""


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A due date from the plan's own rule. Provisional while the notice is not issued or a year's holidays
    are not known."""

    due: date
    rule: str
    provisional: bool


def settle(
    tx: Tx,
    *,
    question: str,
    outcome: Outcome,
    answer: str = "",
    answered_by: str = "",
    due: date | None = None,
    unit: str = "",
    rule: str = "",
) -> Question:
    """Give a question its outcome. `owed` and `answered_in_part` make a promise: a unit and a date.

    An outcome that is corrected was given when it was given first: the minutes tell answers where they were said.
    """
    tx.require_open()
    record = get_question(tx, question)
    if record.merged_into is not None:
        raise Refused("merged_already", number=record.number)
    owner = known_unit(tx, unit) or record.unit
    words = {"answer": clean(answer).strip(), "answered_by": clean_line(answered_by)}
    if outcome == "redirected":
        return redirect(tx, question, record, unit=owner, **words)
    _settle_promise(tx, question, record, outcome, owner, due, rule)
    at = record.answered_at or tx.now
    return tx.questions.change(question, record, outcome=outcome, answered_at=at, unit=owner, **words)


def write_answer(
    tx: Tx, *, question: str, answer: str, answered_by: str = "", seen: str | None = None
) -> Question:
    """Keep what is being answered before the outcome is known. `seen`: the answer that the caller saw."""
    tx.require_open()
    record = get_question(tx, question)
    require_unchanged(record.answer, seen)
    by = clean_line(answered_by) or record.answered_by
    return tx.questions.change(question, record, answer=clean(answer).strip(), answered_by=by)


def reopen_question(tx: Tx, *, question: str) -> Question:
    """The outcome was wrong: the question is open again and its promise is gone."""
    tx.require_open()
    record = get_question(tx, question)
    if record.outcome is None:
        raise Refused("no_outcome_yet", number=record.number)
    forget_promise(tx, question)
    return tx.questions.change(question, record, outcome=None, answered_at=None, reply=None)


def call_unit(tx: Tx, *, unit: str) -> str:
    """Call a unit to answer; until another is called, the chair and the hall see that it is its turn."""
    tx.require_open()
    if not known_unit(tx, unit):
        raise Refused("owner_needed")
    if tx.day.answering == unit and called_since(tx.day, (turn for _, turn in tx.turns.items())):
        raise Refused("called_already")
    tx.set_day(answering=unit, answering_since=tx.now)
    return unit


def called_since(day: Day, turns: Iterable[Turn]) -> datetime | None:
    """When the unit that answers was called; None if nobody was, or if a speech has ended since: that has its own answers."""
    since = day.answering_since
    if since is None or any(turn.ended_at is not None and turn.ended_at > since for turn in turns):
        return None
    return since


def note_reply(tx: Tx, *, question: str, reply: Reply | None) -> Question:
    """What the citizen said to the answer."""
    tx.require_open()
    return tx.questions.change(question, get_question(tx, question), reply=reply)


def promise(
    tx: Tx, *, promise: str, unit: str, content: str, due: date, rule: str = "", question: str | None = None
) -> Promise:
    """The chair gives a task with a date, such as in the conclusion."""
    tx.require_open()
    if not clean(content).strip():
        raise Refused("text_needed")
    if question is not None:
        get_question(tx, question)
    return tx.promises.put(
        promise,
        Promise(
            unit=_owner(tx, unit),
            content=clean(content).strip(),
            due=_not_past(tx, due),
            made_at=tx.now,
            question=question,
            rule=rule,
        ),
    )


def set_due(tx: Tx, *, promise: str, due: date) -> Promise:
    """The chair sets another date."""
    tx.require_open()
    record = tx.promises.get(promise)
    if record is None:
        raise Refused("no_such_promise")
    return tx.promises.change(promise, record, due=_not_past(tx, due), rule="")


def drop_promise(tx: Tx, *, promise: str) -> None:
    """A task of the conclusion was a mistake. A question's own promise goes with its outcome only."""
    tx.require_open()
    record = tx.promises.get(promise)
    if record is None:
        raise Refused("no_such_promise")
    if record.question is not None and promise == promise_of(record.question):
        raise Refused("promise_of_question")
    tx.promises.remove(promise)


def result_rule(plan: Plan) -> Deadline | None:
    """The plan's deadline for written results; None when it states none."""
    return next((rule for rule in plan.deadlines if rule.kind == "result"), None)


def proposed_due(
    plan: Plan, calendar: Calendar, conference: date, notice_issued: date | None = None
) -> Proposal | None:
    """The date by which a written answer is due under the plan; None when the plan has no such rule."""
    rule = result_rule(plan)
    if rule is None:
        return None
    due = chain(plan.deadlines, conference, conference, notice_issued, calendar).get(rule.id)
    if due is None:
        return None
    return Proposal(due=due.rolled, rule=rule.id, provisional=due.provisional)


def _settle_promise(
    tx: Tx, key: str, record: Question, outcome: Outcome, owner: str, due: date | None, rule: str
) -> None:
    if outcome in DATED:
        if due is None:
            raise Refused("due_needed", number=record.number)
        kept = Promise(
            unit=_owner(tx, owner),
            content=record.text,
            due=_not_past(tx, due),
            made_at=tx.now,
            question=key,
            rule=rule,
        )
        tx.promises.put(promise_of(key), kept)
    else:
        forget_promise(tx, key)


def _owner(tx: Tx, unit: str) -> str:
    if unit not in {known.id for known in units_of(tx.plan)}:
        raise Refused("owner_needed")
    return unit


def _not_past(tx: Tx, due: date) -> date:
    if due < tx.today:
        raise Refused("due_in_past", due=due)
    return due
