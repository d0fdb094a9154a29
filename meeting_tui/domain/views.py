"""What each role sees: functions of (meeting, now). Screens draw what these return and decide nothing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Literal

import msgspec

from meeting_tui.domain.agenda import Gate, gates, seconds_spent
from meeting_tui.domain.attendance import spoke
from meeting_tui.domain.fairness import Reason, speeches_of
from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.domain.forecast import lateness
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import by_number
from meeting_tui.domain.opinions import is_classified
from meeting_tui.domain.plan import AgendaItem
from meeting_tui.domain.records import Person, Question, Step, Turn

FloorAction = Literal["call_next", "start_speech", "end_speech", "mark_absent", "pause", "resume", "add_time"]
"""Commands of `floor` by name."""

START_REMINDER_SECONDS = 20
"""Called this long ago and the clock not started: somebody forgot, as operators of meeting timers do."""


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the agenda. `minutes_spent`, all visits together, is None before the step has begun."""

    id: str
    number: int
    title: str
    kind: str
    state: Literal["done", "current", "ahead", "skipped"]
    planned_minutes: int
    minutes_spent: int | None


class FloorView(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the floor. `remaining` is below 0 when the time has run over."""

    turn: str
    person: Person
    state: Literal["called", "speaking"]
    number: int | None
    nth: int
    slip_text: str
    topic: str
    absences: int
    paused: bool
    elapsed: float
    limit: int
    remaining: float
    warning: bool
    remind_start: bool
    members: int


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One place of the queue, and why."""

    turn: str
    place: int
    person: Person
    number: int | None
    topic: str
    content: str
    reason: Reason


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The line above the keys."""

    present: int
    invited: int
    speeches: int
    questions: int
    open: int
    unclassified: int
    waiting: int
    expected: int
    """Advance slips whose person has not joined the queue yet."""
    absent: int
    written: int


class UnitSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's questions by number; merged ones stand under the question that carries them."""

    unit: str
    name: str
    rows: tuple[tuple[str, Question], ...]
    open: int


UNKNOWN = Person(name="…")


def agenda_rows(meeting: Meeting, now: datetime) -> list[StepRow]:
    return [_step_row(meeting, number, item, now) for number, item in enumerate(meeting.agenda, start=1)]


def _step_row(meeting: Meeting, number: int, item: AgendaItem, now: datetime) -> StepRow:
    record = meeting.steps.get(item.id, Step())
    state: Literal["done", "current", "ahead", "skipped"] = "ahead"
    if item.id == meeting.day.step and meeting.day.closed_at is None:
        state = "current"
    elif record.started_at is not None:
        state = "done"
    elif record.skipped:
        state = "skipped"
    spent = None
    if record.started_at is not None:
        spent = int(seconds_spent(record, meeting.day.closed_at or now) // 60)
    return StepRow(
        id=item.id,
        number=number,
        title=item.title,
        kind=item.kind,
        state=state,
        planned_minutes=item.minutes,
        minutes_spent=spent,
    )


def floor_view(meeting: Meeting, now: datetime) -> FloorView | None:
    """None while nobody has the floor."""
    if meeting.floor is None:
        return None
    key, turn = meeting.floor
    elapsed = elapsed_seconds(turn, now)
    remaining = turn.limit_seconds - elapsed
    speaking = turn.state == "speaking"
    waited = (now - turn.called_at).total_seconds() if turn.called_at else 0.0
    return FloorView(
        turn=key,
        person=meeting.people.get(turn.person, UNKNOWN),
        state="speaking" if speaking else "called",
        number=turn.number,
        nth=speeches_of(meeting.turns.values())[turn.person],
        slip_text=turn.content,
        topic=turn.topic,
        absences=turn.absences,
        paused=turn.paused_at is not None,
        elapsed=elapsed,
        limit=turn.limit_seconds,
        remaining=remaining,
        warning=speaking and remaining <= meeting.plan.rules.warn_before_seconds,
        remind_start=not speaking and waited >= START_REMINDER_SECONDS,
        members=len(turn.members),
    )


def floor_actions(meeting: Meeting) -> frozenset[FloorAction]:
    """What can be done with the floor now. A speech ends before the next is called where an answer follows, or nobody."""
    item, on_floor = meeting.item, meeting.floor
    if on_floor is None:
        return frozenset({"call_next"} if item is not None and item.kind == "speeches" else ())
    turn = on_floor[1]
    if turn.state == "called":
        return frozenset({"start_speech", "mark_absent", "add_time"})
    ends = meeting.day.mode == "interleaved" or not meeting.queue
    ending: FloorAction = "end_speech" if ends else "call_next"
    return frozenset({ending, "resume" if turn.paused_at else "pause", "add_time"})


def queue_rows(meeting: Meeting) -> list[QueueRow]:
    return [_queue_row(meeting, place.turn, place.place, place.reason) for place in meeting.queue]


def _queue_row(meeting: Meeting, key: str, place: int, reason: Reason) -> QueueRow:
    turn = meeting.turns[key]
    return QueueRow(
        turn=key,
        place=place,
        person=meeting.people.get(turn.person, UNKNOWN),
        number=turn.number,
        topic=turn.topic,
        content=turn.content,
        reason=reason,
    )


def expected_slips(meeting: Meeting) -> list[tuple[str, Turn]]:
    """Advance slips whose person has not joined the queue yet, by number."""
    found = [(key, turn) for key, turn in meeting.turns.items() if turn.state == "registered"]
    return sorted(found, key=lambda pair: (pair[1].number or 10**6, pair[1].received_at))


_NEXT = ("registered", "waiting", "called", "speaking", "absent")
"""States of a slip by how soon somebody has to do something about it."""


def slip_of(meeting: Meeting, person: str) -> tuple[str, Turn] | None:
    """The slip of this person that matters now: one that is to join the queue, then one that is in it, then any."""
    found = [(key, turn) for key, turn in meeting.turns.items() if turn.person == person]
    place = {state: n for n, state in enumerate(_NEXT)}
    return min(found, key=lambda pair: place.get(pair[1].state, len(place)), default=None)


def counts(meeting: Meeting) -> Counts:
    states = Counter(turn.state for turn in meeting.turns.values())
    return Counts(
        present=meeting.present,
        invited=meeting.invited,
        speeches=len(meeting.heard),
        questions=len(meeting.questions),
        open=len(meeting.open_questions),
        unclassified=sum(not is_classified(question) for question in meeting.questions.values()),
        waiting=states["waiting"],
        expected=states["registered"],
        absent=states["absent"],
        written=states["written"],
    )


def villages(meeting: Meeting) -> list[str]:
    """The plan's villages, then others that people come from; thôn 2 before thôn 10."""
    others = {person.village for person in meeting.people.values()} - {"", *meeting.plan.villages}
    return [*meeting.plan.villages, *sorted(others, key=by_number)]


def unheard_villages(meeting: Meeting) -> list[str]:
    """Villages of people on the list from which nobody has had the floor: thôn 2 before thôn 10."""
    heard = {meeting.village_of(person) for person in spoke(meeting)}
    villages = {*meeting.plan.villages, *(person.village for person in meeting.people.values())}
    return sorted(villages - heard - {""}, key=by_number)


def unit_sheets(meeting: Meeting) -> list[UnitSheet]:
    """Questions by the unit that answers; those without a unit come last, under an empty name."""
    by_unit: dict[str, list[tuple[str, Question]]] = {}
    for key, question in meeting.numbered:
        if question.merged_into is None:
            by_unit.setdefault(question.unit, []).append((key, question))
    order = [unit for unit in meeting.units if unit in by_unit]
    order += [unit for unit in by_unit if unit not in meeting.units]
    return [
        UnitSheet(
            unit=unit,
            name=meeting.units[unit].name if unit in meeting.units else "",
            rows=tuple(by_unit[unit]),
            open=sum(question.outcome is None for _, question in by_unit[unit]),
        )
        for unit in order
    ]


def merged_under(meeting: Meeting, key: str) -> list[tuple[str, Question]]:
    """The questions that `key` stands for."""
    return [(other, question) for other, question in meeting.numbered if question.merged_into == key]


def step_gates(meeting: Meeting) -> list[Gate]:
    """What should be done before the current step is left."""
    item = meeting.item
    if item is None:
        return []
    step = meeting.steps.get(item.id, Step())
    return gates(meeting.plan, item, meeting.day, step, meeting.turns, meeting.questions.values())


def behind_minutes(meeting: Meeting, now: datetime) -> int | None:
    """Whole minutes behind the plan; below 0: ahead. None outside the day."""
    late = lateness(meeting, now)
    return None if late is None else round(late / 60)


def answer_sheets(meeting: Meeting) -> list[UnitSheet]:
    """The sheets to answer from. While citizens speak in turn with the answers, the last speaker's comes first."""
    sheets = unit_sheets(meeting)
    item = meeting.item
    if item is None or item.kind != "speeches" or not meeting.heard:
        return sheets
    key, turn = meeting.heard[-1]
    rows = tuple(
        (question, record) for question, record in meeting.questions_of(key) if not record.merged_into
    )
    if not rows:
        return sheets
    name = meeting.people.get(turn.person, UNKNOWN).name
    open_count = sum(record.outcome is None for _, record in rows)
    return [UnitSheet(unit=f"turn:{key}", name=name, rows=rows, open=open_count), *sheets]
