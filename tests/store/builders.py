"""A tiny plan, a few commands, and ways to look at a journal from outside."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from meeting_tui.domain.plan import Event, Officer, Plan
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Refused, Tx
from meeting_tui.store import JOURNAL, MeetingStore
from meeting_tui.store.overlay import Rows

PLAN = Plan(
    id="ich-hau-2026",
    issuer="UBND xã Ích Hậu",
    abstract="Kế hoạch đối thoại",
    place="xã Ích Hậu",
    events=(Event(venue="Hội trường"),),
    chairs=(Officer(title="Chủ tịch UBND xã"),),
)
MORNING = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def ticking(start: datetime = MORNING) -> Callable[[], datetime]:
    """A clock that goes one second a look."""
    seconds = iter(range(1_000_000))
    return lambda: start + timedelta(seconds=next(seconds))


def enrol(tx: Tx, *, key: str, name: str, code: str = "") -> str:
    tx.people.put(key, Person(name=name, code=code))
    return key


def check_in(tx: Tx, *, code: str) -> str:
    """Find a person by the code and change two fields."""
    found = tx.people.find("code", code)
    if found is None:
        raise Refused("unknown_code", code=code)
    key, person = found
    tx.people.change(key, person, status="present", arrived_at=tx.now)
    return key


def rename(tx: Tx, *, key: str, name: str) -> None:
    person = tx.people.get(key)
    assert person is not None
    tx.people.change(key, person, name=name)


def remove(tx: Tx, *, key: str) -> None:
    tx.people.remove(key)


def put(tx: Tx, *, table: str, key: str, document: dict[str, Any]) -> None:
    tx.raw(table).put_document(key, document)


def count_up(tx: Tx, *, id: str) -> int:
    """What racing writers do: read, add one, and leave a document with a name of their own."""
    before = tx.raw("counter").get_document("all") or {"value": 0}
    tx.raw("counter").put_document("all", {"value": before["value"] + 1})
    tx.raw("marks").put_document(id, {"at": before["value"] + 1})
    return int(before["value"]) + 1


def fill(store: MeetingStore, people: int) -> None:
    """So many more people, one commit each."""
    for number in range(len(store.table("people")), len(store.table("people")) + people):
        store.run("enrol", enrol, key=f"P{number}", name=f"Người {number}", code=f"{number:015}")


def rows_of(folder: Path) -> tuple[int, Rows]:
    """Head and tables as a fresh reader finds them."""
    store = MeetingStore.open(folder, "reader", PLAN, read_only=True)
    try:
        assert store.damage is None, store.damage
        return store.head, store.tables.rows()
    finally:
        store.close()


def folder_with(parent: Path, name: str, journal: bytes) -> Path:
    folder = parent / name
    folder.mkdir()
    (folder / JOURNAL).write_bytes(journal)
    return folder


def line_starts(journal: bytes) -> list[int]:
    """Where each line begins, and where the last one ends."""
    return [0, *(at + 1 for at, byte in enumerate(journal) if byte == ord("\n"))]


def failing_fsync(number: int) -> Callable[[int], None]:
    def fail(fd: int) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def torn_files(folder: Path) -> Iterator[Path]:
    return folder.glob(f"{JOURNAL}.torn-*")
