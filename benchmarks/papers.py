"""How long a paper takes: the first of a run, with everything that is loaded for it, and the following ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.common import APPS, CHILD, Figure, Limit, Section, Settings
from benchmarks.folders import citizens, empty_folder
from meeting_tui.domain import agenda, doors, floor, opinions, promises
from meeting_tui.domain.views import step_gates
from meeting_tui.rehearsal.citizens import MATTERS
from meeting_tui.store.folder import MeetingFolder

PEOPLE, SPEECHES, QUESTIONS = 500, 60, 120
FIRST = 1.0
"""Seconds that the first export of a run may take."""


def run(settings: Settings) -> Section:
    section = Section(
        f"Writing papers: {SPEECHES} speeches, {QUESTIONS} questions, {PEOPLE} people",
        "an empty meeting's minutes",
    )
    with settings.scratch() as scratch:
        empty, _ = empty_folder(scratch / "empty")
        full = _long_day(scratch / "full")
        for to in ("docx", "pdf"):
            _times(Settings(quick=True), empty, "minutes", to)  # compiles what is loaded
            least_first, least_next = _times(settings, empty, "minutes", to)
            for paper in ("minutes", "summary", "attendance"):
                first, following = _times(settings, full, paper, to)
                goal = paper == "minutes"
                section.figures.extend(
                    [
                        Figure(
                            f"{paper} as {to}, first",
                            first,
                            least_first,
                            Limit("median", FIRST) if goal else None,
                        ),
                        Figure(
                            f"{paper} as {to}, following",
                            following,
                            least_next,
                            Limit("median", FIRST / 3) if goal else None,
                        ),
                    ]
                )
            section.figures.append(Figure(f"floor: empty minutes as {to}, first", least_first))
            section.figures.append(Figure(f"floor: empty minutes as {to}, following", least_next))
    return section


def _times(settings: Settings, folder: Path, paper: str, to: str) -> tuple[list[float], list[float]]:
    """Seconds of the first export of each process, and of all that followed."""
    first: list[float] = []
    following: list[float] = []
    for _ in range(settings.times(5, 1)):
        command = [sys.executable, str(APPS / "writing.py"), str(folder), paper, to, "4"]
        said = subprocess.run(command, env=CHILD, capture_output=True, text=True, check=True).stdout
        taken = list(map(float, said.split()))
        first.append(taken[0])
        following += taken[1:]
    return first, following


def _long_day(path: Path) -> Path:
    """Everybody has come, many have spoken, every question has its answer."""
    folder, clock = empty_folder(path)
    people = citizens(PEOPLE)
    with MeetingFolder.open(folder, "console", clock=clock) as opened:
        opened.do(doors.add_people, people=people)
        for person in people:
            opened.do(doors.check_in, person=person)
        _go(opened, "speeches")
        for number, person in enumerate(list(people)[:SPEECHES]):
            turn = f"t{number:03d}"
            opened.do(floor.raise_hand, turn=turn, person=person)
            opened.do(floor.call_next, seen=None)
            opened.do(floor.start_speech, seen=turn)
            for place in range(QUESTIONS // SPEECHES):
                topic, text = MATTERS[(number * 2 + place) % len(MATTERS)]
                opened.do(opinions.write_down, question=f"{turn}q{place}", text=text, topic=topic, turn=turn)
            clock.pass_seconds(120)
            opened.do(floor.end_speech, seen=turn)
        _go(opened, "answers")
        for key in list(opened.meeting.questions):
            answer = "Đơn vị đã kiểm tra, giải trình cụ thể và hướng dẫn người có ý kiến."
            opened.do(promises.settle, question=key, outcome="answered", answer=answer)
        _go(opened, "conclusion")
    return folder


def _go(opened: MeetingFolder, kind: str) -> None:
    step = next(item.id for item in opened.meeting.agenda if item.kind == kind)
    gates = [gate.code for gate in step_gates(opened.meeting)]
    opened.do(agenda.go_to_step, step=step, seen=opened.meeting.day.step, overrides=gates)
