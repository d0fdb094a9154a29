"""Checking in by what was scanned or typed: read it, let the person in, and say what came of it.

The desk, the console and `checkin` all come through here. What lets nobody in is kept as well, without its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from meeting_tui.domain import doors
from meeting_tui.domain.codes import SHORT
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.records import Person, ScanOutcome
from meeting_tui.domain.tx import Refused
from meeting_tui.intake.scan import LONGEST, Reading, read
from meeting_tui.store.folder import MeetingFolder, new_id


def give_codes(folder: MeetingFolder) -> int:
    """Codes for everybody on the list who has none, as before printing. Returns how many were given out.

    After the meeting nobody comes any more: whoever has a code then keeps the paper with it.
    """
    if folder.meeting.day.closed_at is not None:
        return 0
    given = folder.meeting.codes
    without = [key for key, person in folder.meeting.people.items() if person.code[:SHORT] not in given]
    if not without:
        return 0
    codes = dict(zip(without, folder.new_codes(len(without)), strict=True))
    return folder.do(doors.give_codes, codes=codes)


LINE = 4 * LONGEST
"""Bytes of a line that are looked at."""


def take_scan(folder: MeetingFolder, payload: str, *, disturbed: bool = False) -> Arrival:
    """Let in whose code this is, durably. Raises Refused only when the meeting is closed, and StoreError."""
    return take_reading(folder, read(payload, folder.code_mark, disturbed=disturbed))


def take_reading(folder: MeetingFolder, reading: Reading) -> Arrival:
    """The same with a scan that was read already."""
    if reading.kind == "id_card":
        name = reading.card.name if reading.card else ""
        return Arrival(outcome="id_card", at=folder.now(), name=name)
    if reading.kind != "code" and reading.kind != "short_form":
        return _refused(folder, reading.kind, reading.code, why=reading.why)
    try:
        record = folder.do(doors.check_in_code, code=reading.code)
    except Refused as refused:
        return _not_in(folder, reading, refused)
    return _arrival(folder, "in", reading.code, whose(folder, reading.code), record, reading.layout or "")


def take_person(folder: MeetingFolder, person: str) -> Arrival:
    """Let in somebody who was found by name."""
    try:
        record = folder.do(doors.check_in, person=person)
    except Refused as refused:
        if refused.code != "came_already":
            raise
        return _arrival(folder, "already_in", "", person, folder.meeting.people[person])
    return _arrival(folder, "in", "", person, record)


def arrived(folder: MeetingFolder, person: str) -> Arrival:
    """Somebody who was let in elsewhere, such as a walk-in."""
    return _arrival(folder, "in", "", person, folder.meeting.people[person])


def lines_of(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream as they come, however they end, without empty ones; of an endless line only the beginning."""
    while line := stream.readline(LINE):
        whole = line.endswith(b"\n")
        yield from filter(None, map(str.strip, re.split(r"[\r\t]", line.decode("utf-8", "replace"))))
        while not whole and (rest := stream.readline(LINE)):
            whole = rest.endswith(b"\n")


def whose(folder: MeetingFolder, code: str) -> str | None:
    """The person of a code, or of a short form; also of one that was revoked."""
    given = folder.meeting.codes.get(code[:SHORT])
    return given.person if given and given.code.startswith(code) else None


def _not_in(folder: MeetingFolder, reading: Reading, refused: Refused) -> Arrival:
    person = whose(folder, reading.code)
    if refused.code == "came_already" and person is not None:
        folder.do(doors.note_scan, scan=new_id(), outcome="already_in", code=reading.code, person=person)
        return _arrival(
            folder, "already_in", reading.code, person, folder.meeting.people[person], reading.layout or ""
        )
    if refused.code in ("unknown_code", "code_revoked", "no_such_person"):
        why = "revoked" if refused.code == "code_revoked" else ""
        return _refused(folder, "unknown", reading.code, why=why, person=person)
    raise refused


def _arrival(
    folder: MeetingFolder, outcome: ScanOutcome, code: str, key: str | None, person: Person, layout: str = ""
) -> Arrival:
    """The hour is gone where the personal data of an old meeting was removed."""
    at = person.arrived_at or folder.now()
    return Arrival(outcome=outcome, at=at, code=code, person=key, name=person.name, layout=layout)


def _refused(
    folder: MeetingFolder, outcome: ScanOutcome, code: str, *, why: str, person: str | None = None
) -> Arrival:
    scan = folder.do(doors.note_scan, scan=new_id(), outcome=outcome, code=code, person=person)
    return Arrival(outcome=outcome, at=scan.at, code=code, person=person, why=why)
