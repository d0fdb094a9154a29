"""Meetings to measure: folders with invented people, made through the program's own commands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from meeting_tui import places
from meeting_tui.domain import agenda, floor
from meeting_tui.domain.names import sort_key
from meeting_tui.domain.plan import StepKind
from meeting_tui.domain.records import Person
from meeting_tui.rehearsal.citizens import invent, with_codes
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text, valid_plan

DEMO = "kon-plong-2024"
WITH_WELCOME = "ich-hau-2024"
"""A plan without an agenda of its own: the default one begins with the welcome, where the roster stands."""
MORNING = datetime(2024, 6, 14, 0, 0, tzinfo=UTC)


def plan(name: str) -> Path:
    found = places.reference_plan(name)
    assert found is not None
    return found


@contextmanager
def demo(people: int, name: str = DEMO) -> Iterator[Path]:
    """What `meeting-tui demo --people N` prepares, taken away afterwards."""
    folder = prepare_demo(plan(name), seed=1, people=people)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def go_to(folder: Path, kind: StepKind) -> str:
    """Go to the first step of this kind. Gives back a name that the roster shows at its top."""
    with MeetingFolder.open(folder, "console") as opened:
        step = next(item.id for item in opened.meeting.agenda if item.kind == kind)
        opened.do(agenda.go_to_step, step=step, seen=opened.meeting.day.step)
        return first_name(opened)


def first_name(opened: MeetingFolder) -> str:
    people = opened.meeting.people
    key = min(people, key=lambda key: (sort_key(people[key].name, people[key].sort_given), key))
    return people[key].name


def let_somebody_speak(folder: Path) -> str:
    """Call the first of the queue and start the clock. Gives back the speaker's name."""
    go_to(folder, "speeches")
    with MeetingFolder.open(folder, "console") as opened:
        turn = opened.meeting.queue[0].turn
        opened.do(floor.call_next, seen=None)
        opened.do(floor.add_time, seen=turn, seconds=3600)
        opened.do(floor.start_speech, seen=turn)
        return opened.meeting.people[opened.meeting.turns[turn].person].name


def empty_folder(parent: Path, name: str = WITH_WELCOME) -> tuple[Path, HandClock]:
    """A plan without a journal, and a clock for it that goes by hand."""
    parent.mkdir(parents=True, exist_ok=True)
    (parent / PLAN).write_text(plan_text(plan(name)), "utf-8")
    return parent, HandClock(MORNING)


def citizens(count: int, seed: int = 1) -> dict[str, Person]:
    """People with check-in codes."""
    rng = Random(seed)
    return with_codes(invent(valid_plan(plan(WITH_WELCOME)), rng, count), rng, mark=0).people
