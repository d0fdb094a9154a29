"""When the day will end at this pace, and which limit per speech would make it end on time."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import AgendaItem

LEARNT_FROM = 3
"""Speeches after which the day's own pace counts instead of the limit."""
SHORTEST_SECONDS = 60
ROUNDED_TO = 30


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """`late_seconds` below 0 is early. `fit_seconds` is the limit per speech that would make it fit;
    None when it fits, or when no limit would."""

    ends_at: datetime
    planned_end: datetime
    late_seconds: float
    fit_seconds: int | None


def planned_starts(meeting: Meeting) -> dict[str, datetime]:
    """When each step should start. The welcome comes before the announced hour, everything else after."""
    at = _anchor(meeting)
    if at is None:
        return {}
    at -= _welcome(meeting)
    starts: dict[str, datetime] = {}
    for item in meeting.agenda:
        starts[item.id] = at
        at += timedelta(minutes=item.minutes)
    return starts


def lateness(meeting: Meeting, now: datetime) -> float | None:
    """Seconds behind the plan now (below 0: ahead); None before the first step and after the end.

    A step counts as late from its late start, and from the moment it runs over.
    """
    item = meeting.item
    start = planned_starts(meeting).get(item.id) if item else None
    record = meeting.steps.get(item.id) if item else None
    if item is None or start is None or record is None or record.started_at is None:
        return None
    over = (now - record.started_at).total_seconds() - item.minutes * 60
    return (record.started_at - start).total_seconds() + max(0.0, over)


def forecast(meeting: Meeting, now: datetime) -> Forecast | None:
    """None while the day has not begun, or has ended."""
    item, starts = meeting.item, planned_starts(meeting)
    if item is None or not starts or meeting.day.closed_at is not None:
        return None
    steps = meeting.agenda[meeting.agenda.index(item) :]
    speeches = next((step for step in steps if step.kind == "speeches"), None)
    others = _rest_of(meeting, item, now) + sum(step.minutes * 60 for step in steps[1:] if step != speeches)
    planned_end = _planned_end(meeting, starts)
    ends_at = now + timedelta(seconds=others + _for_the_queue(meeting, item, speeches))
    free = (planned_end - now).total_seconds() - others
    return Forecast(
        ends_at=ends_at,
        planned_end=planned_end,
        late_seconds=(ends_at - planned_end).total_seconds(),
        fit_seconds=_fit(meeting, free) if speeches else None,
    )


def speech_pace(meeting: Meeting) -> float:
    """Seconds from one speech to the next: what the day has shown, or the limit before it has shown enough.

    In interleaved mode this includes the answers, since they lie between two speeches.
    """
    done = [turn for _, turn in meeting.heard if turn.state == "done" and turn.ended_at and turn.started_at]
    limit = meeting.speak_seconds()
    if len(done) < LEARNT_FROM:
        answer = meeting.plan.rules.answer_minutes * 60 if meeting.day.mode == "interleaved" else 0
        return float(limit + answer)
    first, last = done[0].started_at, done[-1].ended_at
    assert first is not None and last is not None
    return max(0.0, (last - first).total_seconds()) / len(done)


def _anchor(meeting: Meeting) -> datetime | None:
    """The announced hour if the day runs on the plan's date, or the plan has none; else when it began."""
    began, event, zone = _began(meeting), meeting.plan.here, meeting.plan.zone
    if began is None:
        return meeting.plan.starts_at
    day = began.astimezone(zone).date()
    if event.start is None or event.date not in (None, day):
        return began
    return datetime.combine(day, event.start, zone)


def _began(meeting: Meeting) -> datetime | None:
    """When the meeting was opened; while people are still being welcomed, when that should be over."""
    if meeting.day.opened_at is not None:
        return meeting.day.opened_at
    started = [step.started_at for step in meeting.steps.values() if step.started_at]
    return min(started) + _welcome(meeting) if started else None


def _welcome(meeting: Meeting) -> timedelta:
    return timedelta(minutes=sum(item.minutes for item in meeting.agenda if item.kind == "welcome"))


def _planned_end(meeting: Meeting, starts: dict[str, datetime]) -> datetime:
    last = meeting.agenda[-1]
    return starts[last.id] + timedelta(minutes=last.minutes)


def _rest_of(meeting: Meeting, item: AgendaItem, now: datetime) -> float:
    """Seconds that the current step still needs, without those who wait to speak."""
    if item.kind == "speeches":
        return _speaker_rest(meeting, now)
    record = meeting.steps.get(item.id)
    begun = record.started_at if record and record.started_at else now
    return max(0.0, item.minutes * 60 - max(0.0, (now - begun).total_seconds()))


def _for_the_queue(meeting: Meeting, item: AgendaItem, speeches: AgendaItem | None) -> float:
    """Seconds for those who wait, now or in the next speeches; these keep at least their planned time."""
    if speeches is None:
        return 0.0
    needed = len(meeting.queue) * speech_pace(meeting)
    return needed if speeches == item else max(needed, speeches.minutes * 60)


def _speaker_rest(meeting: Meeting, now: datetime) -> float:
    if meeting.floor is None:
        return 0.0
    turn = meeting.floor[1]
    return max(0.0, turn.limit_seconds - elapsed_seconds(turn, now))


def _fit(meeting: Meeting, free: float) -> int | None:
    """The limit that brings the queue into `free` seconds."""
    waiting, pace = len(meeting.queue), speech_pace(meeting)
    if not waiting or free >= waiting * pace:
        return None
    overhead = max(0.0, pace - meeting.speak_seconds())
    fit = int((free / waiting - overhead) // ROUNDED_TO) * ROUNDED_TO
    return fit if SHORTEST_SECONDS <= fit < meeting.speak_seconds() else None
