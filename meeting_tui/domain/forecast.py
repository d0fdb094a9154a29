"""When the day will end at this pace, and which limit per speech would make it end on time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean

import msgspec

from meeting_tui.domain.agenda import seconds_spent
from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import AgendaItem
from meeting_tui.domain.records import Step, Turn

LEARNT_FROM = 3
"""Speeches after which the day's own pace counts instead of the limit."""
SHORTEST_SECONDS = 60
ROUNDED_TO = 30


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How the speeches go: `gap` seconds between two of them, and the `share` of its limit that one takes."""

    gap: float
    share: float

    def seconds(self, limit: int) -> float:
        """From one speech to the next under this limit."""
        return self.gap + self.share * limit

    def limit(self, seconds: float) -> float:
        """The limit under which one speech and its gap take so long."""
        return (seconds - self.gap) / self.share if self.share else 0.0


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


def _another_day(meeting: Meeting, now: datetime) -> bool:
    """Opened long ago, or opened again: there is no plan left to be early or late for."""
    opened = meeting.day.opened_at
    return opened is not None and now - opened > timedelta(days=1)


def lateness(meeting: Meeting, now: datetime) -> float | None:
    """Seconds behind the plan now (below 0: ahead); None before the first step and after the end.

    A step counts as late from its late start, and from the moment it runs over, all its visits together.
    """
    item = meeting.item
    start = planned_starts(meeting).get(item.id) if item else None
    record = meeting.steps.get(item.id) if item else None
    if item is None or start is None or record is None or record.started_at is None:
        return None
    if _another_day(meeting, now):
        return None
    over = seconds_spent(record, now) - item.minutes * 60
    return (record.started_at - start).total_seconds() + max(0.0, over)


def forecast(meeting: Meeting, now: datetime) -> Forecast | None:
    """None while the day has not begun, or has ended."""
    item, starts = meeting.item, planned_starts(meeting)
    if item is None or not starts or meeting.day.closed_at is not None or _another_day(meeting, now):
        return None
    steps = meeting.agenda[meeting.agenda.index(item) :]
    speeches = next((step for step in steps if step.kind == "speeches"), None)
    others = _rest_of(meeting, item, now)
    others += sum(_still_planned(meeting, step, now) for step in steps[1:] if step != speeches)
    ahead = _still_planned(meeting, speeches, now) if speeches and speeches != item else 0.0
    planned_end = _planned_end(meeting, starts)
    ends_at = now + timedelta(seconds=others + _for_the_queue(meeting, speeches, ahead))
    free = (planned_end - now).total_seconds() - others
    return Forecast(
        ends_at=ends_at,
        planned_end=planned_end,
        late_seconds=(ends_at - planned_end).total_seconds(),
        fit_seconds=_fit(meeting, free) if speeches and free >= ahead else None,
    )


def speech_pace(meeting: Meeting) -> Pace:
    """What the day has shown, or the whole limit before it has shown enough.

    In interleaved mode a gap includes the answers, since they lie between two speeches.
    """
    done = [turn for _, turn in meeting.heard if turn.state == "done" and turn.ended_at and turn.started_at]
    if len(done) < LEARNT_FROM:
        answer = meeting.plan.rules.answer_minutes * 60 if meeting.day.mode == "interleaved" else 0
        return Pace(gap=answer, share=1.0)
    paused = fmean(turn.paused_seconds for turn in done)
    share = fmean(_spoken(turn) / (turn.limit_seconds or meeting.speak_seconds()) for turn in done)
    return Pace(gap=paused + fmean(_between(*pair) for pair in pairwise(done)), share=share)


def _spoken(turn: Turn) -> float:
    return elapsed_seconds(turn, turn.ended_at) if turn.ended_at else 0.0


def _between(one: Turn, other: Turn) -> float:
    """Seconds from the end of a speech to the start of the next."""
    if one.ended_at is None or other.started_at is None:
        return 0.0
    return max(0.0, (other.started_at - one.ended_at).total_seconds())


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
    return max(0.0, item.minutes * 60 - seconds_spent(meeting.steps.get(item.id, Step()), now))


def _still_planned(meeting: Meeting, item: AgendaItem, now: datetime) -> float:
    """Seconds that a step ahead will take: none if it was skipped, or the day was there and went back.

    Only the furthest that the day has been is still to be finished: perhaps the key was pressed too early.
    """
    record = meeting.steps.get(item.id, Step())
    if record.skipped:
        return 0.0
    if record.started_at is None:
        return item.minutes * 60
    later = meeting.agenda[meeting.agenda.index(item) + 1 :]
    if any(meeting.steps.get(step.id, Step()).started_at for step in later):
        return 0.0
    return max(0.0, item.minutes * 60 - seconds_spent(record, now))


def _for_the_queue(meeting: Meeting, speeches: AgendaItem | None, least: float) -> float:
    """Seconds for those who wait, now or in the next speeches; these keep at least what is planned for them."""
    if speeches is None:
        return 0.0
    return max(least, len(meeting.queue) * speech_pace(meeting).seconds(meeting.speak_seconds()))


def _speaker_rest(meeting: Meeting, now: datetime) -> float:
    if meeting.floor is None:
        return 0.0
    turn = meeting.floor[1]
    return max(0.0, turn.limit_seconds - elapsed_seconds(turn, now))


def _fit(meeting: Meeting, free: float) -> int | None:
    """The limit that brings the queue into `free` seconds."""
    waiting, pace, limit = len(meeting.queue), speech_pace(meeting), meeting.speak_seconds()
    if not waiting or free >= waiting * pace.seconds(limit):
        return None
    fit = int(round(pace.limit(free / waiting), 3) // ROUNDED_TO) * ROUNDED_TO
    return fit if SHORTEST_SECONDS <= fit < limit else None
