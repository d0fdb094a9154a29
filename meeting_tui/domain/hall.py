"""What the hall sees, by phase, and the message that the secretary puts up there.

Nothing private: no text of a question, and nobody who asked not to be named or who complains of somebody.
Papers mask the same people (handbook, section 8).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from meeting_tui.domain.answering import Answering, answering_now
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import AgendaItem
from meeting_tui.domain.records import Step, Turn, is_complaint
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused, Tx
from meeting_tui.domain.views import floor_view

Phase = Literal[
    "welcome", "step", "speeches", "called", "speaking", "break", "answers", "conclusion", "thanks"
]

LONGEST_MESSAGE = 200
READY = 3
"""How many are told to get ready."""


class Public(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the hall may know them: `name` is empty where they are not named."""

    name: str
    village: str
    number: int | None
    """The slip's, by which those who are not named know themselves."""


class SpeechClock(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of the speech on the floor; `remaining` is below 0 when the time has run over."""

    remaining: float
    limit: float
    running: bool
    paused: bool
    called_again: bool
    """A second call: nobody came to the first."""


class HallView(msgspec.Struct, frozen=True, kw_only=True):
    """What applies to the phase; the rest is empty or None. It holds nothing that the hall may not know."""

    phase: Phase
    item: AgendaItem | None
    clock: SpeechClock | None
    speaker: Public | None
    ready: tuple[Public, ...]
    unit: str
    """The name of the one that answers; empty while none was called, where units are called."""
    topics: tuple[str, ...]
    """Codes of what it answers next; not of complaints."""
    goes_on_at: datetime | None
    """When a break should end."""
    message: str


def put_up_message(tx: Tx, *, text: str) -> str:
    """Show a message in the hall, in place of the one that stands there."""
    tx.require_open()
    words = clean_line(text)
    if not words:
        raise Refused("text_needed")
    if len(words) > LONGEST_MESSAGE:
        raise Refused("message_too_long", length=len(words), most=LONGEST_MESSAGE)
    tx.set_day(message=words)
    return words


def take_down_message(tx: Tx) -> None:
    tx.require_open()
    if not tx.day.message:
        raise Refused("no_message")
    tx.set_day(message="")


def is_masked(meeting: Meeting, turn: str) -> bool:
    """Whether who speaks by this slip is not named in public: they asked for it, or they complain of somebody."""
    person = meeting.people.get(meeting.turns[turn].person)
    if person is not None and person.withhold_name:
        return True
    return any(is_complaint(question) for _, question in meeting.questions_of(turn))


def public(meeting: Meeting, turn: str) -> Public:
    record: Turn = meeting.turns[turn]
    person = meeting.people.get(record.person)
    name = person.name if person and not is_masked(meeting, turn) else ""
    return Public(name=name, village=person.village if person else "", number=record.number)


def hall_view(meeting: Meeting, now: datetime) -> HallView:
    item, phase = meeting.item, _phase(meeting)
    on_floor = meeting.floor if phase in ("called", "speaking") else None
    answering = _answering(meeting) if phase == "answers" else None
    listed = phase in ("speeches", "called", "speaking")
    return HallView(
        phase=phase,
        item=item,
        clock=_clock(meeting, now) if on_floor else None,
        speaker=public(meeting, on_floor[0]) if on_floor else None,
        ready=tuple(public(meeting, place.turn) for place in meeting.queue[:READY]) if listed else (),
        unit=answering.name if answering else "",
        topics=_topics(meeting, answering),
        goes_on_at=_goes_on_at(meeting, item) if phase == "break" else None,
        message=meeting.day.message if meeting.day.closed_at is None else "",
    )


def _phase(meeting: Meeting) -> Phase:
    """Of the day; whoever has the floor comes before the step's own kind, and answers due after a speech too."""
    if meeting.day.closed_at is not None:
        return "thanks"
    item = meeting.item
    if item is None or item.kind == "welcome":
        return "welcome" if meeting.day.opened_at is None else "step"
    if item.kind == "speeches":
        if meeting.floor is not None:
            return "called" if meeting.floor[1].state == "called" else "speaking"
        return "answers" if meeting.answers_due else "speeches"
    if item.kind == "break":
        return "break"
    if item.kind == "answers":
        return "answers"
    return "conclusion" if item.kind == "conclusion" else "step"


def _clock(meeting: Meeting, now: datetime) -> SpeechClock | None:
    view = floor_view(meeting, now)
    if view is None:
        return None
    return SpeechClock(
        remaining=view.remaining,
        limit=view.limit,
        running=view.state == "speaking" and not view.paused,
        paused=view.paused,
        called_again=view.absences > 0,
    )


def _answering(meeting: Meeting) -> Answering | None:
    """Where units are called, the one that was; it is not for the display to call the next."""
    found = answering_now(meeting)
    waits = found is not None and found.since is None and meeting.day.answering is not None
    return None if waits and not meeting.answers_due else found


def _topics(meeting: Meeting, answering: Answering | None) -> tuple[str, ...]:
    """What the unit answers, each topic once, in the order of its questions."""
    if answering is None:
        return ()
    asked = [question for _, question in answering.open if not is_complaint(question)]
    return tuple(dict.fromkeys(question.topic for question in asked if question.topic))


def _goes_on_at(meeting: Meeting, item: AgendaItem | None) -> datetime | None:
    record = meeting.steps.get(item.id, Step()) if item else Step()
    begun = record.entered_at or record.started_at
    return begun + timedelta(minutes=item.minutes) if item and begun else None
