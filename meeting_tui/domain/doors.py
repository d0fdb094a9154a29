"""The doors: who is on the list, who came, who did not."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from meeting_tui.domain.codes import SHORT, is_whole
from meeting_tui.domain.id_numbers import without_id_numbers
from meeting_tui.domain.records import PRESENT, Attendance, Code, Person, Scan, ScanOutcome
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused, Tx


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a scan. `at`: when the person came in; for those who did not, when it was scanned."""

    outcome: ScanOutcome
    at: datetime
    code: str = ""
    person: str | None = None
    name: str = ""
    """Of an identity card: as the card has it."""
    why: str = ""
    """More about a refusal: what is wrong with a damaged code, or `revoked`."""
    layout: str = ""
    """The keyboard layout whose damage was undone."""


_TEXTS = ("name", "title", "village", "org", "phone", "household", "sort_given", "reason")


def add_person(tx: Tx, *, person: str, record: Person) -> Person:
    """Put somebody on the list, as they are there: expected, or present already."""
    tx.require_open()
    if tx.people.get(person) is not None:
        raise Refused("person_exists")
    record = _cleaned(record)
    if not _says_who(record.name):
        raise Refused("name_needed")
    if record.code:
        _give(tx, person, record.code)
    return tx.people.put(person, record)


def _says_who(name: str) -> bool:
    """Something in it is seen: joiners alone are no name."""
    return any(map(str.isprintable, name))


def add_people(tx: Tx, *, people: dict[str, Person]) -> int:
    """A whole list in one undoable command. Returns how many."""
    for key, record in people.items():
        add_person(tx, person=key, record=record)
    return len(people)


def walk_in(
    tx: Tx,
    *,
    person: str,
    name: str,
    village: str = "",
    salutation: Literal["", "Ông", "Bà"] = "",
    household: str = "",
    code: str = "",
) -> Person:
    """Somebody who is not on the list came in."""
    record = Person(
        name=name,
        salutation=salutation,
        village=village,
        household=household,
        code=code,
        invited=False,
        status="present",
        arrived_at=tx.now,
    )
    return add_person(tx, person=person, record=record)


def correct_person(
    tx: Tx,
    *,
    person: str,
    name: str,
    salutation: Literal["", "Ông", "Bà"] = "",
    village: str = "",
    household: str | None = None,
) -> Person:
    """A name, a salutation, a village or a household was written wrongly; who the person is stays."""
    tx.require_open()
    record = _person(tx, person)
    if not _says_who(_line(name)):
        raise Refused("name_needed")
    kept = record.household if household is None else _line(household)
    return tx.people.change(
        person, record, name=_line(name), salutation=salutation, village=_line(village), household=kept
    )


def withhold_name(tx: Tx, *, person: str, withhold: bool) -> Person:
    """Somebody asked not to be named when things are published (slip, handbook 3); or agrees to it after all."""
    tx.require_open()
    record = _person(tx, person)
    return tx.people.change(person, record, withhold_name=withhold)


def check_in(tx: Tx, *, person: str) -> Person:
    """Somebody came in. A second time is refused and says when the first was; it never checks out."""
    tx.require_open()
    return _come_in(tx, person, _person(tx, person))


def check_in_code(tx: Tx, *, code: str) -> Person:
    """The same by the check-in code, or by its short form."""
    tx.require_open()
    given = tx.codes.get(code[:SHORT])
    if given is None or not given.code.startswith(code):
        raise Refused("unknown_code")
    if given.revoked_at is not None:
        raise Refused("code_revoked", at=given.revoked_at, person=given.person)
    return _come_in(tx, given.person, _person(tx, given.person))


def note_scan(tx: Tx, *, scan: str, outcome: ScanOutcome, code: str = "", person: str | None = None) -> Scan:
    """Keep that a scan let nobody in. What is no code is not kept: it may be somebody's identity number."""
    tx.require_open()
    kept = code if is_whole(code) else ""
    return tx.scans.put(scan, Scan(outcome=outcome, at=tx.now, code=kept, person=person))


def give_codes(tx: Tx, *, codes: dict[str, str]) -> int:
    """Check-in codes for people who have none, by person. Who has one meanwhile keeps it. Returns how many."""
    tx.require_open()
    given = 0
    for person, code in codes.items():
        record = _person(tx, person)
        if tx.codes.get(record.code[:SHORT]) is None:
            _give(tx, person, code)
            tx.people.change(person, record, code=code)
            given += 1
    return given


def revoke_code(tx: Tx, *, person: str, code: str = "") -> Person:
    """The person's code lets nobody in any more: the paper was lost. `code`: the new one, if there is one."""
    tx.require_open()
    record = _person(tx, person)
    if not record.code:
        raise Refused("no_code")
    old = record.code[:SHORT]
    tx.codes.change(old, tx.codes.get(old) or Code(person=person, code=record.code), revoked_at=tx.now)
    if code:
        _give(tx, person, code)
    return tx.people.change(person, record, code=code)


def mark_attendance(tx: Tx, *, person: str, status: Attendance, reason: str = "") -> Person:
    """Absent with or without a reason, late, left early, or not come after all."""
    tx.require_open()
    record = _person(tx, person)
    came = status in PRESENT
    arrived = (record.arrived_at or tx.now) if came else None
    left = tx.now if status == "left_early" else None
    return tx.people.change(
        person, record, status=status, arrived_at=arrived, left_at=left, reason=_line(reason)
    )


def announce_present(tx: Tx, *, count: int) -> None:
    """The number that was read out in the hall."""
    tx.require_open()
    tx.set_day(announced_present=count)


def _come_in(tx: Tx, key: str, record: Person) -> Person:
    """Who left early and comes back is here again since the first time."""
    if record.status in PRESENT and record.status != "left_early":
        raise Refused("came_already", name=record.name, at=record.arrived_at, person=key)
    arrived = record.arrived_at or tx.now
    return tx.people.change(key, record, status="present", arrived_at=arrived, left_at=None, reason="")


def _give(tx: Tx, person: str, code: str) -> None:
    """A code is given out once in a meeting, and a short form too."""
    if not is_whole(code):
        raise Refused("not_a_code", code=code)
    if tx.codes.get(code[:SHORT]) is not None:
        raise Refused("code_taken", code=code)
    tx.codes.put(code[:SHORT], Code(person=person, code=code))


def _cleaned(record: Person) -> Person:
    """What came from a file or a keyboard, each on one line."""
    texts = {name: _line(getattr(record, name)) for name in _TEXTS}
    return msgspec.structs.replace(record, **texts, code=clean_line(record.code))


def _line(text: str) -> str:
    """A text about a person, without their identity number: it is not needed, and never kept (handbook, 8)."""
    line = clean_line(text)
    without = without_id_numbers(line)
    return line if without == line else clean_line(without.replace("…", " "))


def _person(tx: Tx, key: str) -> Person:
    record = tx.people.get(key)
    if record is None:
        raise Refused("no_such_person")
    return record
