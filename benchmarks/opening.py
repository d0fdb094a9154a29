"""Opening a long day: the journal is read, checked and made into the `Meeting` that screens read."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from random import Random
from zlib import crc32

from benchmarks.common import Figure, Limit, Section, Settings, timed
from benchmarks.folders import citizens, empty_folder
from meeting_tui.domain import agenda, doors, floor, opinions, promises
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.views import step_gates
from meeting_tui.rehearsal.citizens import MATTERS
from meeting_tui.store import JOURNAL, MeetingStore
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import MeetingFolder, valid_plan

COMMANDS = 10_000
PEOPLE = 1_000
SPEECHES = 100


def write_day(folder: Path, clock: HandClock, commands: int) -> None:
    """A long day: arrivals, speeches with their clocks, questions that are rewritten, classified, answered."""
    with MeetingFolder.open(folder, "console", clock=clock) as opened:
        for _ in _day(opened, Random(1)):
            clock.pass_seconds(2)
            if opened.store.head >= commands:
                return


def _day(opened: MeetingFolder, rng: Random) -> Iterator[object]:
    people = citizens(PEOPLE)
    yield opened.do(doors.add_people, people=people)
    yield _step(opened, "welcome")
    for person in people.values():
        yield opened.do(doors.check_in_code, code=person.code)
    yield opened.do(doors.announce_present, count=opened.meeting.present)
    yield _step(opened, "speeches")
    for number, key in enumerate(rng.sample(sorted(people), k=SPEECHES)):
        yield from _speech(opened, f"t{number:04d}", key)
    yield from _afterwards(opened, rng)


def _speech(opened: MeetingFolder, turn: str, person: str) -> Iterator[object]:
    matters = cycle(MATTERS)
    yield opened.do(floor.raise_hand, turn=turn, person=person)
    yield opened.do(floor.call_next, seen=None)
    yield opened.do(floor.start_speech, seen=turn)
    for number, (topic, text) in zip(range(4), matters, strict=False):
        yield opened.do(opinions.write_down, question=f"{turn}q{number}", text=text, topic=topic, turn=turn)
    yield opened.do(floor.interject, note=f"{turn}n", kind="remark", text="Đề nghị ngắn gọn.", seen=turn)
    yield opened.do(floor.resume, seen=turn)
    yield opened.do(floor.add_time, seen=turn, seconds=60)
    yield opened.do(floor.end_speech, seen=turn)


def _afterwards(opened: MeetingFolder, rng: Random) -> Iterator[object]:
    """The secretary goes over the questions again and again, and people leave and come back."""
    unit = next(iter(opened.meeting.units))
    yield _step(opened, "answers")
    for number in cycle(range(1, 1_000_000)):
        for question in list(opened.meeting.questions):
            text = f"{rng.choice(MATTERS)[1]}, lần sửa {number}"
            yield opened.do(opinions.reword, question=question, text=text)
            yield opened.do(opinions.classify, question=question, topic=rng.choice(MATTERS)[0], unit=unit)
            answer = f"Đơn vị đã kiểm tra, giải trình và hướng dẫn người có ý kiến ({number})."
            yield opened.do(promises.settle, question=question, outcome="answered", answer=answer)
            status = "left_early" if rng.random() < 0.5 else "present"
            person = rng.choice(list(opened.meeting.people))
            yield opened.do(doors.mark_attendance, person=person, status=status, reason=f"lần {number}")


def _step(opened: MeetingFolder, kind: str) -> object:
    step = next(item.id for item in opened.meeting.agenda if item.kind == kind)
    gates = [gate.code for gate in step_gates(opened.meeting)]
    return opened.do(agenda.go_to_step, step=step, seen=opened.meeting.day.step, overrides=gates)


def read_and_check(path: Path) -> int:
    """The floor: the file's bytes, and the checksum of each of its lines."""
    lines = path.read_bytes().split(b"\n")[:-1]
    for line in lines:
        assert b"%08x" % crc32(line[9:]) == line[:8]
    return len(lines)


def run(settings: Settings) -> Section:
    commands = settings.times(COMMANDS, 2_000)
    section = Section(f"Opening a day of {commands:,} commands", "reading the file + CRC of its lines")
    with settings.scratch() as scratch:
        folder, clock = empty_folder(scratch)
        writing = timed(lambda: write_day(folder, clock, commands))
        journal = folder / JOURNAL
        assert read_and_check(journal) == commands + 1
        section.notes.append(
            f"{journal.stat().st_size / 1e6:.1f} MB, {PEOPLE:,} people; writing it took {writing:.1f} s. "
            "The goal is our own: a day should open before anybody wonders."
        )
        section.figures.extend(_measured(settings, folder))
    return section


def _measured(settings: Settings, folder: Path) -> list[Figure]:
    plan = valid_plan(folder)
    with closing(MeetingStore.open(folder, "reader", plan, read_only=True)) as store:
        works: list[Callable[[], object]] = [
            lambda: read_and_check(folder / JOURNAL),
            lambda: MeetingFolder.open(folder, "reader", read_only=True).close(),
            lambda: valid_plan(folder),
            lambda: MeetingStore.open(folder, "reader", plan, read_only=True).close(),
            lambda: Meeting.load(plan, store, store.head),
        ]
        rounds = [[_swept(work) for work in works] for _ in range(settings.times(20, 5) + 1)]
    floor, whole, plans, stores, meetings = map(list, zip(*rounds[1:], strict=True))  # the first only warms
    return [
        Figure("MeetingFolder.open", whole, floor, Limit("median", 0.6)),
        Figure("of it: the plan", plans, floor),
        Figure("of it: the journal into tables", stores, floor),
        Figure("of it: the Meeting", meetings, floor),
        Figure("floor: read + CRC", floor),
    ]


def _swept(work: Callable[[], object]) -> float:
    """Seconds for `work`, which does not pay for the rubbish of what ran before it."""
    gc.collect()
    return timed(work)
