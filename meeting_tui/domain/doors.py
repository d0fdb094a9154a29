"""The doors: who is on the list, who came, who did not."""

from __future__ import annotations

from typing import Literal

import msgspec

from meeting_tui.domain.records import PRESENT, Attendance, Person
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused, Tx

_TEXTS = ("name", "title", "village", "org", "phone", "household", "sort_given", "code", "reason")


def add_person(tx: Tx, *, person: str, record: Person) -> Person:
    """Put somebody on the list, as they are there: expected, or present already."""
    tx.require_open()
    if tx.people.get(person) is not None:
        raise Refused("person_exists")
    record = _cleaned(record)
    if not record.name:
        raise Refused("name_needed")
    if record.code and tx.people.find("code", record.code):
        raise Refused("code_taken", code=record.code)
    return tx.people.put(person, record)


def add_people(tx: Tx, *, people: dict[str, Person]) -> int:
    """A whole list in one undoable command. Returns how many."""
    for key, record in people.items():
        add_person(tx, person=key, record=record)
    return len(people)


def walk_in(tx: Tx, *, person: str, name: str, village: str = "", salutation: str = "") -> Person:
    """Somebody who is not on the list came in."""
    record = Person(
        name=clean_line(name), village=clean_line(village), invited=False, status="present", arrived_at=tx.now
    )
    if salutation in ("Ông", "Bà"):
        add_person(tx, person=person, record=record)
        return tx.people.change(person, record, salutation=salutation)
    return add_person(tx, person=person, record=record)


def correct_person(
    tx: Tx, *, person: str, name: str, salutation: Literal["", "Ông", "Bà"] = "", village: str = ""
) -> Person:
    """A name, a salutation or a village was written wrongly; who the person is stays."""
    tx.require_open()
    record = _person(tx, person)
    if not clean_line(name):
        raise Refused("name_needed")
    return tx.people.change(
        person, record, name=clean_line(name), salutation=salutation, village=clean_line(village)
    )


def check_in(tx: Tx, *, person: str) -> Person:
    """Somebody came in. A second time is refused and says when the first was; it never checks out."""
    tx.require_open()
    return _come_in(tx, person, _person(tx, person))


def check_in_code(tx: Tx, *, code: str) -> Person:
    """The same by the check-in code."""
    tx.require_open()
    found = tx.people.find("code", code)
    if found is None:
        raise Refused("unknown_code", code=code)
    return _come_in(tx, *found)


def mark_attendance(tx: Tx, *, person: str, status: Attendance, reason: str = "") -> Person:
    """Absent with or without a reason, late, left early, or not come after all."""
    tx.require_open()
    record = _person(tx, person)
    came = status in PRESENT
    arrived = (record.arrived_at or tx.now) if came else None
    left = tx.now if status == "left_early" else None
    return tx.people.change(
        person, record, status=status, arrived_at=arrived, left_at=left, reason=clean_line(reason)
    )


def announce_present(tx: Tx, *, count: int) -> None:
    """The number that was read out in the hall."""
    tx.require_open()
    tx.set_day(announced_present=count)


def _come_in(tx: Tx, key: str, record: Person) -> Person:
    if record.status in PRESENT:
        raise Refused("came_already", name=record.name, at=record.arrived_at)
    return tx.people.change(key, record, status="present", arrived_at=tx.now, reason="")


def _cleaned(record: Person) -> Person:
    """What came from a file or a keyboard, each on one line."""
    return msgspec.structs.replace(record, **{name: clean_line(getattr(record, name)) for name in _TEXTS})


def _person(tx: Tx, key: str) -> Person:
    record = tx.people.get(key)
    if record is None:
        raise Refused("no_such_person")
    return record
