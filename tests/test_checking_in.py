"""Checking in by what was scanned: what comes of it, what is kept, and what is not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from meeting_tui import checking_in, places
from meeting_tui.checking_in import take_scan
from meeting_tui.domain import closing, doors
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Refused
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text, valid_plan

PLACE = places.reference_plan("kon-plong-2024")
CARD = "001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[MeetingFolder]:
    """A meeting with two people who have not come, An and Bình."""
    path = tmp_path / "m"
    path.mkdir()
    assert PLACE is not None
    (path / PLAN).write_text(plan_text(PLACE), "utf-8")
    with MeetingFolder.open(path, "desk", clock=HandClock(rehearsal_start(valid_plan(path)))) as opened:
        first, second = opened.new_codes(2)
        opened.do(doors.add_person, person="a", record=Person(name="Nguyễn Văn An", code=first))
        opened.do(doors.add_person, person="b", record=Person(name="Lê Văn Bình", code=second))
        yield opened


def code_of(folder: MeetingFolder, person: str) -> str:
    return folder.meeting.people[person].code


def test_who_is_scanned_comes_in_and_a_second_time_has_come(folder: MeetingFolder) -> None:
    """The second time says when the first was, whoever asks."""
    came = take_scan(folder, code_of(folder, "a"))
    assert (came.outcome, came.person, came.name) == ("in", "a", "Nguyễn Văn An")
    again = take_scan(folder, code_of(folder, "a"))
    assert (again.outcome, again.at, again.name) == ("already_in", came.at, "Nguyễn Văn An")
    assert folder.meeting.people["a"].status == "present"
    assert [scan.outcome for scan in folder.meeting.scans.values()] == ["already_in"]


def test_the_short_form_lets_in_too(folder: MeetingFolder) -> None:
    assert take_scan(folder, code_of(folder, "b")[:8]).outcome == "in"


def test_what_lets_nobody_in_is_kept(folder: MeetingFolder) -> None:
    """Each with its outcome; of what is no code, nothing else."""
    mark, code = folder.code_mark, code_of(folder, "a")
    foreign = make_code(5_000_000, 1, (mark + 1) % 100)
    nobody = make_code(5_000_000, 1, mark)
    folder.do(doors.revoke_code, person="b", code=folder.new_codes(1)[0])
    revoked = next(given.code for given in folder.meeting.codes.values() if given.revoked_at)
    told = [take_scan(folder, payload) for payload in (foreign, nobody, revoked, code[:-1], "xin chào")]
    assert [(came.outcome, came.why) for came in told] == [
        ("other_meeting", ""),
        ("unknown", ""),
        ("unknown", "revoked"),
        ("damaged", "half"),
        ("damaged", "foreign"),
    ]
    assert [(scan.outcome, scan.code) for scan in folder.meeting.scans.values()] == [
        ("other_meeting", foreign),
        ("unknown", nobody),
        ("unknown", revoked),
        ("damaged", ""),
        ("damaged", ""),
    ]
    assert folder.meeting.present == 0


def test_of_an_identity_card_nothing_is_written(folder: MeetingFolder) -> None:
    """Not even that it was read: the journal is as it was before, and no file has its number."""
    head = folder.store.head
    for payload in (CARD, CARD.replace("|", "~"), "001090000001", CARD.replace("Nguyễn", "Ng0225090ễn")):
        came = take_scan(folder, payload)
        assert (came.outcome, came.code) == ("id_card", "")
    assert folder.store.head == head
    for file in folder.path.rglob("*"):
        if file.is_file():
            assert b"001090000001" not in file.read_bytes()
            assert b"012345678" not in file.read_bytes()


def test_a_closed_meeting_lets_nobody_in(folder: MeetingFolder) -> None:
    """It is said, and nothing is written behind the closing."""
    folder.do(closing_step)
    with pytest.raises(Refused) as caught:
        take_scan(folder, code_of(folder, "a"))
    assert caught.value.code == "meeting_closed"


def closing_step(tx: object) -> None:
    """Open and close at once."""
    tx.set_day(opened_at=tx.now)  # type: ignore[attr-defined]
    closing.close_meeting(tx)  # type: ignore[arg-type]


def test_codes_are_given_to_those_who_have_none(folder: MeetingFolder) -> None:
    """Before anything is printed; who has one keeps it."""
    folder.do(doors.add_person, person="c", record=Person(name="Trần Thị Ân"))
    before = code_of(folder, "a")
    assert checking_in.give_codes(folder) == 1
    assert checking_in.give_codes(folder) == 0
    assert code_of(folder, "a") == before
    assert take_scan(folder, code_of(folder, "c")).outcome == "in"


def test_lines_come_one_by_one_and_endless_ones_are_cut() -> None:
    """A scanner's stream, also with bytes that are no text."""
    stream = io.BytesIO(b"1\r\n\r\n \xff2\n" + b"3" * 100_000 + b"\n4")
    lines = list(checking_in.lines_of(stream))
    assert [line[:3] for line in lines] == ["1", "\ufffd2", "333", "4"]
    assert len(lines[2]) == checking_in.LINE
