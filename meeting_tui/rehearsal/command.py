"""`rehearse`: a folder with a whole day in it and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import msgspec

from meeting_tui.domain import agenda
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.plan_edit import NotEditable, with_event
from meeting_tui.domain.records import Mode
from meeting_tui.export.papers import Wish, export
from meeting_tui.rehearsal.pace import Pace
from meeting_tui.rehearsal.play import Progress, Summary, rehearsal_start, rehearse
from meeting_tui.store.clock import HandClock
from meeting_tui.store.durable import write_new
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, FolderError, MeetingFolder, plan_text, valid_plan
from meeting_tui.store.guides import profile_of
from meeting_tui.store.proof import journal_mark
from meeting_tui.store.pulse import Pulse

FORMATS = ("docx", "md", "json")


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """A rehearsed day and where it lies."""

    folder: str
    papers: tuple[str, ...]
    summary: Summary
    assumed_day: date | None
    """The day that was taken because the plan fixes none."""


class Stopped(Exception):
    """Somebody stopped the rehearsal; what was played until then stays in `folder`."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


def rehearse_into(
    source: Path,
    target: Path,
    *,
    seed: int,
    mode: Mode | None = None,
    day: date | None = None,
    speed: float | None = None,
    begun: Callable[[], None] | None = None,
    progress: Progress | None = None,
) -> Rehearsed:
    """Play a day of the plan in `source` into the folder `target`, which must not hold a meeting yet.

    The plan there has the date of the rehearsal, so that letters and the agenda have it.
    `speed`: how many times as fast as a real day, with a console's sign of life for those who watch; as fast as it
    goes without. `begun` is called when the folder can be watched. Raises Stopped at Ctrl+C.
    """
    plan = valid_plan(source)
    clock = HandClock(rehearsal_start(plan, day))
    if any((target / name).exists() for name in (PLAN, JOURNAL)):
        raise FolderError("folder_taken", path=str(target))
    target.mkdir(parents=True, exist_ok=True)
    write_new(target / PLAN, _dated(plan_text(source), plan, clock).encode())
    with MeetingFolder.open(target, "rehearsal", clock=clock) as folder:
        if mode is not None and mode != folder.meeting.day.mode:
            folder.do(agenda.switch_mode, mode=mode)
        if begun is not None:
            begun()
        try:
            summary = _play(folder, clock, Random(seed), progress, speed)
        except KeyboardInterrupt:
            raise Stopped(target) from None
        wish = Wish(profile=profile_of(plan), journal=journal_mark(target, folder.store.history()))
        papers = export(folder.meeting, folder.now(), ("minutes",), FORMATS, target / EXPORTS, wish)
    return Rehearsed(
        folder=str(target),
        papers=tuple(str(path) for path in papers),
        summary=summary,
        assumed_day=_assumed(plan, clock, day),
    )


def _play(
    folder: MeetingFolder, clock: HandClock, rng: Random, progress: Progress | None, speed: float | None
) -> Summary:
    if speed is None:
        return rehearse(folder, clock, rng, progress)
    with Pulse(folder.path, clock.now, speed=speed) as pulse:
        pulse.beat()
        return rehearse(folder, clock, rng, progress, Pace(clock, speed, pulse.beat).wait)


def _dated(text: str, plan: Plan, clock: HandClock) -> str:
    """The plan's text with the day of the rehearsal; as it is where its events are written in another way."""
    day = clock.now().astimezone(plan.zone).date()
    try:
        return text if plan.here.date == day else with_event(text, None, day)
    except NotEditable:
        return text


def _assumed(plan: Plan, clock: HandClock, day: date | None) -> date | None:
    fixed = day or plan.here.date
    return None if fixed else clock.now().astimezone(plan.zone).date()
