"""Opinions: what was said becomes numbered questions, with a topic and a unit that answers.

A number is given once and stays for ever: splitting gives new numbers to the new parts, merging keeps both.
"""

from __future__ import annotations

from typing import Literal

from meeting_tui.domain.records import COMPLAINTS, OpinionKind, Question, is_complaint
from meeting_tui.domain.taxonomy import TOPICS, unit_for_topic, units_of
from meeting_tui.domain.text import clean
from meeting_tui.domain.tx import Refused, Tx, require_unchanged

TOPIC_CODES = frozenset(topic.code for topic in TOPICS)


def write_down(
    tx: Tx,
    *,
    question: str,
    text: str,
    turn: str | None = None,
    topic: str = "",
    unit: str = "",
    kind: OpinionKind = "kien_nghi",
    source: Literal["speech", "slip"] = "speech",
) -> Question:
    """A numbered question. Without a unit, the topic's own answers. A complaint is redirected at once."""
    tx.require_open()
    if tx.questions.get(question) is not None:
        raise Refused("question_exists")
    speaker = tx.turns.get(turn) if turn else None
    if turn and speaker is None:
        raise Refused("no_such_turn")
    record = Question(
        number=_next_number(tx),
        text=_text(text),
        asked_at=tx.now,
        person=speaker.person if speaker else None,
        turn=turn,
        source=source,
        kind=kind,
        topic=known_topic(topic),
        unit=known_unit(tx, unit, topic),
    )
    tx.questions.put(question, record)
    return name_kind(tx, question=question, kind=kind)


def reword(tx: Tx, *, question: str, text: str, seen: str | None = None) -> Question:
    """Other words for the same question. `seen`: the words that the caller saw."""
    tx.require_open()
    record = get_question(tx, question)
    require_unchanged(record.text, seen)
    return _change(tx, question, record, text=_text(text))


def classify(
    tx: Tx,
    *,
    question: str,
    topic: str,
    unit: str = "",
    support_units: list[str] | None = None,
    kind: OpinionKind | None = None,
) -> Question:
    """Set the topic, the unit that answers and those that help. A complaint is redirected at once."""
    tx.require_open()
    record = _change(
        tx,
        question,
        get_question(tx, question),
        topic=known_topic(topic),
        unit=known_unit(tx, unit, topic),
        support_units=tuple(known_unit(tx, helper) for helper in support_units or ()),
    )
    return record if kind is None else name_kind(tx, question=question, kind=kind)


def name_kind(tx: Tx, *, question: str, kind: OpinionKind) -> Question:
    """Say what the opinion is. Complaints and denunciations go to the reception of citizens."""
    tx.require_open()
    record = get_question(tx, question)
    if kind in COMPLAINTS:
        return redirect(tx, question, record, kind=kind)
    if record.kind in COMPLAINTS and record.outcome == "redirected":
        return tx.questions.change(question, record, kind=kind, outcome=None, answered_at=None)
    return tx.questions.change(question, record, kind=kind)


def reassign(tx: Tx, *, questions: list[str], unit: str) -> int:
    """Give several questions to one unit. Returns how many."""
    tx.require_open()
    if not unit:
        raise Refused("no_such_unit", unit=unit)
    for key in questions:
        record = get_question(tx, key)
        _change(tx, key, record, unit=known_unit(tx, unit))
    return len(questions)


def split(tx: Tx, *, question: str, first: str, new: str, second: str) -> Question:
    """One question was two. The first part keeps the number; returns the new one."""
    tx.require_open()
    record = get_question(tx, question)
    if tx.questions.get(new) is not None:
        raise Refused("question_exists")
    if record.outcome is not None:
        raise Refused("has_outcome", number=record.number)
    tx.questions.change(question, record, text=_text(first))
    part = Question(
        number=_next_number(tx),
        text=_text(second),
        asked_at=record.asked_at,
        person=record.person,
        turn=record.turn,
        source=record.source,
        kind=record.kind,
        topic=record.topic,
        unit=record.unit,
        support_units=record.support_units,
        split_from=question,
    )
    return tx.questions.put(new, part)


def merge(tx: Tx, *, into: str, questions: list[str]) -> Question:
    """The same matter several times: one question stands for the others in the summary."""
    tx.require_open()
    lead = get_question(tx, into)
    if lead.merged_into is not None:
        raise Refused("merged_already", number=lead.number)
    if is_complaint(lead):
        raise Refused("has_outcome", number=lead.number)
    for key in questions:
        if key == into:
            continue
        record = get_question(tx, key)
        if record.outcome is not None:
            raise Refused("has_outcome", number=record.number)
        _stands_alone(tx, key, record)
        tx.questions.change(key, record, merged_into=into)
    return lead


def unmerge(tx: Tx, *, question: str) -> Question:
    """It was another matter after all."""
    tx.require_open()
    record = get_question(tx, question)
    if record.merged_into is None:
        raise Refused("not_merged", number=record.number)
    return tx.questions.change(question, record, merged_into=None)


def reattribute(tx: Tx, *, question: str, turn: str) -> Question:
    """It was written under the wrong speaker."""
    tx.require_open()
    speaker = tx.turns.get(turn)
    if speaker is None:
        raise Refused("no_such_turn")
    return tx.questions.change(question, get_question(tx, question), turn=turn, person=speaker.person)


def is_classified(question: Question) -> bool:
    """It has a topic and a unit, or is carried by another, or needs none."""
    return (
        bool(question.topic and question.unit)
        or question.merged_into is not None
        or (question.outcome in ("redirected", "withdrawn", "out_of_scope"))
    )


def get_question(tx: Tx, key: str) -> Question:
    record = tx.questions.get(key)
    if record is None:
        raise Refused("no_such_question")
    return record


def promise_of(question: str) -> str:
    """The key of a question's own promise."""
    return f"{question}-p"


def forget_promise(tx: Tx, question: str) -> None:
    """Nothing is owed for this question any more."""
    if tx.promises.get(promise_of(question)) is not None:
        tx.promises.remove(promise_of(question))


def redirect(tx: Tx, key: str, record: Question, **fields: object) -> Question:
    """Send it to the reception of citizens: it stands for no other question, is carried by none, nothing is
    owed for it. Its text stays out of the papers, and would not if another one carried it."""
    _stands_alone(tx, key, record)
    forget_promise(tx, key)
    fields |= {"outcome": "redirected", "answered_at": tx.now, "merged_into": None}
    return tx.questions.change(key, record, **fields)


def _change(tx: Tx, key: str, record: Question, **fields: object) -> Question:
    """Change a question; what is owed for it follows its text and its unit, and is never owed by nobody."""
    owed = tx.promises.get(promise_of(key))
    if owed is not None and not fields.get("unit", record.unit):
        fields["unit"] = owed.unit
    record = tx.questions.change(key, record, **fields)
    if owed is not None:
        tx.promises.change(promise_of(key), owed, content=record.text, unit=record.unit)
    return record


def _stands_alone(tx: Tx, key: str, record: Question) -> None:
    if any(other.merged_into == key for _, other in tx.questions.items()):
        raise Refused("stands_for_others", number=record.number)


def _next_number(tx: Tx) -> int:
    return 1 + max((question.number for _, question in tx.questions.items()), default=0)


def _text(text: str) -> str:
    cleaned = clean(text).strip()
    if not cleaned:
        raise Refused("text_needed")
    return cleaned


def known_topic(topic: str) -> str:
    """The code itself, if the handbook has it or it is empty."""
    if topic and topic not in TOPIC_CODES:
        raise Refused("no_such_topic", topic=topic)
    return topic


def known_unit(tx: Tx, unit: str, topic: str = "") -> str:
    """The unit itself, if the plan has it; without one, the unit that answers for the topic."""
    if not unit:
        found = unit_for_topic(tx.plan, topic) if topic else None
        return found.id if found else ""
    if unit not in {known.id for known in units_of(tx.plan)}:
        raise Refused("no_such_unit", unit=unit)
    return unit
