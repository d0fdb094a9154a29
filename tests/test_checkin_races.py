"""Several desks check people in at once, and some of them die: nobody is lost, nobody comes in twice.

Each desk is `meeting-tui checkin FOLDER -` in a process of its own, and all of them are shown everybody's code.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from meeting_tui import places
from meeting_tui.checking import check_folder
from meeting_tui.domain import doors
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.records import Person
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text

ROOT = Path(__file__).parents[1]
PEOPLE = 250
DESKS = ("bàn 1", "bàn 2", "bàn 3", "bàn 4")

Desk = subprocess.Popen[bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A meeting to which so many people are invited; nobody has come yet."""
    source = places.reference_plan("kon-plong-2024")
    assert source is not None
    (tmp_path / PLAN).write_text(plan_text(source), "utf-8")
    with MeetingFolder.open(tmp_path, "console") as opened:
        codes = opened.new_codes(PEOPLE)
        people = {f"p{n}": Person(name=f"Người {n}", code=code) for n, code in enumerate(codes)}
        opened.do(doors.add_people, people=people)
    return tmp_path


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[str, int], Desk]]:
    """`start(name, seed)`: a desk that is shown all codes in an order of its own."""
    started: list[Desk] = []
    codes = [person.code for person in people_of(folder).values()]

    def starter(name: str, seed: int) -> Desk:
        order = random.Random(seed).sample(codes, len(codes))
        env = {**os.environ, "PYTHONPATH": str(ROOT), "MEETING_TUI_DESK": name}
        command = [sys.executable, "-m", "meeting_tui", "checkin", str(folder), "-", "--json"]
        desk = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=env)
        started.append(desk)
        assert desk.stdin is not None
        desk.stdin.write("".join(f"{code}\n" for code in order).encode())  # 4,000 bytes: a pipe holds them
        desk.stdin.flush()
        return desk  # it waits for more until its input is closed

    yield starter
    for desk in started:
        if desk.returncode is None:  # the test failed before it came to this one
            desk.kill()
            rest_of(desk)


def rest_of(desk: Desk) -> bytes:
    """What a desk has still to say when nobody else is shown to it. (`communicate` forgets lines that were read.)"""
    assert desk.stdin is not None and desk.stdout is not None
    desk.stdin.close()
    with desk.stdout as stdout:
        said = stdout.read()
    desk.wait()
    return said


def people_of(folder: Path) -> dict[str, Person]:
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        return opened.meeting.people


def reports(said: bytes) -> list[Arrival]:
    """What a desk said; a last line that was cut short is nothing said."""
    return [msgspec.json.decode(line, type=Arrival) for line in said.split(b"\n")[:-1]]


def check_doors(folder: Path, told: list[Arrival]) -> Counter[str]:
    """The journal is whole, everybody came in once at most, and whatever was reported is what it says.

    Returns how often each command is in the history.
    """
    assert [found for found in check_folder(folder) if found.level == "error"] == []
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        assert opened.store.verify().ok
        history = list(opened.store.history())
        people = opened.meeting.people
        noted = len(opened.meeting.scans)
    entered = [
        change.key
        for commit in history
        for change in commit.ch
        if change.table == "people" and change.was == {"status": "expected", "arrived_at": None}
    ]
    assert len(entered) == len(set(entered))
    assert {key for key, person in people.items() if person.status == "present"} == set(entered)
    let_in = [arrival.person for arrival in told if arrival.outcome == "in"]
    assert len(let_in) == len(set(let_in))
    for arrival in told:
        assert arrival.outcome in ("in", "already_in")
        assert people[str(arrival.person)].arrived_at == arrival.at
    done = Counter(commit.do for commit in history)
    assert done == {"add_people": 1, "check_in_code": len(entered), "note_scan": noted}
    return done


def test_a_burst_at_four_desks(folder: Path, start: Callable[[str, int], Desk]) -> None:
    """1,000 scans, each person's code at all four: one desk lets in, three say since when."""
    desks = [start(name, seed) for seed, name in enumerate(DESKS)]
    said = [reports(rest_of(desk)) for desk in desks]
    assert [desk.returncode for desk in desks] == [0] * 4
    told = [arrival for one in said for arrival in one]
    assert [len(one) for one in said] == [PEOPLE] * 4
    assert Counter(arrival.outcome for arrival in told) == {"in": PEOPLE, "already_in": 3 * PEOPLE}
    assert check_doors(folder, told) == {"add_people": 1, "check_in_code": PEOPLE, "note_scan": 3 * PEOPLE}


@pytest.mark.parametrize("seed", range(3))
def test_two_of_four_desks_are_killed(folder: Path, start: Callable[[str, int], Desk], seed: int) -> None:
    """At any moment of their work; the other two let in everybody whom those had not."""
    chance = random.Random(seed)
    desks = [start(name, seed * 10 + place) for place, name in enumerate(DESKS)]
    told: list[Arrival] = []
    for desk in desks[:2]:
        assert desk.stdout is not None
        first = b"".join(desk.stdout.readline() for _ in range(chance.randint(1, 60)))
        time.sleep(chance.uniform(0, 0.01))
        desk.kill()
        told += reports(first + rest_of(desk))
        assert desk.returncode == -9
    for desk in desks[2:]:
        said = reports(rest_of(desk))
        assert (desk.returncode, len(said)) == (0, PEOPLE)
        told += said
    done = check_doors(folder, told)
    assert done["check_in_code"] == PEOPLE
    # Of each desk that was killed, one scan at most is on the disk and was not reported.
    assert len(told) <= done["check_in_code"] + done["note_scan"] <= len(told) + 2
