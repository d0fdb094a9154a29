"""A durable check-in: find a person by the code, change two fields, on the disk when it returns."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Protocol

import msgspec
from tinydb import TinyDB, where

from benchmarks.common import Figure, Limit, Section, Settings
from benchmarks.folders import citizens, empty_folder
from meeting_tui.domain import doors
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Tx
from meeting_tui.store import MeetingStore
from meeting_tui.store.folder import valid_plan

SIZES = (100, 1_000, 10_000)
BLOCK = 20
"""Check-ins of one store before it is the next one's turn."""
LINE = b"x" * 199 + b"\n"


class Desk(Protocol):
    """Something that checks people in."""

    def check_in(self, code: str) -> None: ...
    def forget(self) -> None: ...
    def close(self) -> None: ...


class Journal:
    """Ours: `MeetingStore.run` with the command of the doors."""

    def __init__(self, folder: Path, people: dict[str, Person]) -> None:
        folder, clock = empty_folder(folder)
        self._clock = clock
        self._store = MeetingStore.open(folder, "desk", valid_plan(folder), now=clock.now)
        self._store.run("add_people", doors.add_people, people=people)

    def check_in(self, code: str) -> None:
        self._store.run("check_in_code", doors.check_in_code, code=code)

    def forget(self) -> None:
        self._clock.pass_seconds(60)
        self._store.run("forget", _forget)

    def close(self) -> None:
        self._store.close()


def _forget(tx: Tx) -> None:
    for key, person in tx.people.items():
        tx.people.change(key, person, status="expected", arrived_at=None)


class Sqlite:
    """sqlite3: write-ahead log, synchronous=FULL, a unique index on the code."""

    def __init__(self, folder: Path, people: dict[str, Person]) -> None:
        folder.mkdir()
        self._db = sqlite3.connect(folder / "meeting.db", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        fields = "key TEXT PRIMARY KEY, name TEXT, village TEXT, code TEXT, status TEXT, arrived_at TEXT"
        self._db.execute(f"CREATE TABLE people ({fields})")
        self._db.execute("CREATE UNIQUE INDEX by_code ON people (code)")
        rows = [(key, one.name, one.village, one.code, one.status) for key, one in people.items()]
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, NULL)", rows)
        self._db.execute("COMMIT")

    def check_in(self, code: str) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        key, status = self._db.execute("SELECT key, status FROM people WHERE code = ?", (code,)).fetchone()
        assert status == "expected"
        change = "UPDATE people SET status = 'present', arrived_at = ? WHERE key = ?"
        self._db.execute(change, ("2024-06-14T00:00:00Z", key))
        self._db.execute("COMMIT")

    def forget(self) -> None:
        self._db.execute("UPDATE people SET status = 'expected', arrived_at = NULL")

    def close(self) -> None:
        self._db.close()


class Stock:
    """TinyDB with its own JSONStorage. It does not even flush to the disk: what it costs is its best case."""

    def __init__(self, folder: Path, people: dict[str, Person]) -> None:
        folder.mkdir()
        self._db = TinyDB(folder / "meeting.json", encoding="utf-8", ensure_ascii=False)
        self._db.table("people").insert_multiple(msgspec.to_builtins(one) for one in people.values())

    def check_in(self, code: str) -> None:
        fields: dict[str, Any] = {"status": "present", "arrived_at": "2024-06-14T00:00:00Z"}
        found = self._db.table("people").update(fields, where("code") == code)
        assert len(found) == 1

    def forget(self) -> None:
        self._db.table("people").update({"status": "expected", "arrived_at": None})

    def close(self) -> None:
        self._db.close()


class Raw:
    """The floor: 200 bytes appended, and fsync."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._fd = os.open(folder / "raw.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def check_in(self, code: str) -> None:
        os.write(self._fd, LINE)
        os.fsync(self._fd)

    def forget(self) -> None:
        """It knows nobody."""

    def close(self) -> None:
        os.close(self._fd)


class Lane:
    """One store and its times."""

    def __init__(self, desk: Desk, codes: list[str], block: int) -> None:
        self.desk = desk
        self.walls: list[float] = []
        self.cpus: list[float] = []
        self._codes = codes
        self._at = 0
        self._block = min(block, len(codes))

    def block(self) -> None:
        """So many check-ins of people who are not in yet; who is in is forgotten first, off the clock."""
        if self._at + self._block > len(self._codes):
            self.desk.forget()
            self._at = 0
        gc.collect()
        for code in self._codes[self._at : self._at + self._block]:
            cpu, start = time.thread_time(), time.perf_counter()
            self.desk.check_in(code)
            self.walls.append(time.perf_counter() - start)
            self.cpus.append(time.thread_time() - cpu)
        self._at += self._block


def run(settings: Settings) -> Section:
    section = Section("Durable check-in", "append of 200 B + fsync")
    ours: list[Figure] = []
    for size in SIZES:
        figures = _size(settings, size)
        ours.append(figures[0])
        section.figures.extend(figures)
    few, many = ours[0].values, ours[-1].values
    growth = Figure("ours: 10,000 people, as a multiple of 100 people", many, few, Limit("ratio", 1.5))
    section.figures.append(growth)
    section.notes.append(
        "CPU: the part that the processor worked, without the wait for the disk. "
        "TinyDB as it comes flushes too, and writes the whole file each time."
    )
    return section


def _size(settings: Settings, size: int) -> list[Figure]:
    people = citizens(size)
    codes = [person.code for person in people.values()]
    slow = max(1, min(BLOCK, 5_000 // size))
    with settings.scratch() as folder:
        ours = Lane(Journal(folder / "ours", people), codes, BLOCK)
        floor = Lane(Raw(folder / "raw"), codes, BLOCK)
        sqlite = Lane(Sqlite(folder / "sqlite", people), codes, BLOCK)
        stock = Lane(Stock(folder / "stock", people), codes, slow)
        _in_turn([ours, floor, sqlite, stock], settings.times(20, 4))
    return [
        Figure(f"ours, {size:,} people", ours.walls, floor.walls, Limit("ratio", 2.0)),
        Figure(f"ours, {size:,}: CPU only", ours.cpus, floor.walls),
        Figure(f"sqlite3 WAL FULL, {size:,}", sqlite.walls, floor.walls),
        Figure(f"TinyDB JSONStorage, {size:,}", stock.walls, floor.walls),
        Figure("floor: append + fsync", floor.walls),
    ]


def _in_turn(lanes: list[Lane], rounds: int) -> None:
    """Rounds in which everybody has a turn, the first of them only to get warm."""
    for number in range(rounds + 1):
        for lane in lanes:
            lane.block()
            if number == 0:
                lane.walls.clear()
                lane.cpus.clear()
    for lane in lanes:
        lane.desk.close()
