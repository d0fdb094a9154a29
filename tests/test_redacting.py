"""`redact` on a folder: what is left of it, what is said, and that it is refused where it would do harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from meeting_tui import language, places, redacting
from meeting_tui.checking import check_folder
from meeting_tui.domain import closing, doors
from meeting_tui.domain.redaction import REMOVED_NAME
from meeting_tui.domain.tx import Refused
from meeting_tui.export.papers import Wish, export
from meeting_tui.filing import check_paper
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.store.clock import HandClock
from meeting_tui.store.errors import JournalCorrupt
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, FolderError, MeetingFolder
from meeting_tui.store.guides import profile_of
from meeting_tui.store.rewrite import NotVerified
from meeting_tui.tui.draft import Draft, HalfQuestion

YEARS_LATER = datetime(2099, 1, 2, 3, tzinfo=UTC)


def later() -> datetime:
    return YEARS_LATER


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsed day in which the first speaker asked not to be named."""
    target = tmp_path_factory.mktemp("held") / "m"
    source = places.reference_plan("khoen-on-2025")
    assert source is not None
    rehearse_into(source, target, seed=2)
    clock = HandClock(datetime(2025, 8, 30, tzinfo=UTC))
    with MeetingFolder.open(target, "console", clock=clock) as folder:
        folder.do(closing.reopen_meeting, reason="người dân đề nghị không nêu tên")
        first = folder.meeting.heard[0][1].person
        record = folder.meeting.people[first]

        def withhold(tx: Any) -> None:
            tx.people.change(first, record, withhold_name=True)

        folder.do(withhold)
        folder.do(closing.close_meeting)
        wish = Wish(profile=profile_of(folder.plan))
        export(folder.meeting, folder.now(), ["minutes"], ["docx", "md", "json"], target / EXPORTS, wish)
        export(folder.meeting, folder.now(), ["attendance"], ["json", "xlsx"], target / EXPORTS, wish)
    return target


@pytest.fixture
def held(held_once: Path, tmp_path: Path) -> Path:
    language.use("en")
    return shutil.copytree(held_once, tmp_path / "m")


def reading(folder: Path) -> MeetingFolder:
    return MeetingFolder.open(folder, "reader", read_only=True)


def minutes_of(folder: Path, out: Path) -> Any:
    """The minutes as scripts read them, without the number of the last act: the history begins anew."""
    with reading(folder) as opened:
        wish = Wish(profile=profile_of(opened.plan))
        [path] = export(opened.meeting, YEARS_LATER, ["minutes"], ["json"], out, wish)
    paper = msgspec.json.decode(path.read_bytes())
    del paper["facts"]["revision"]
    return paper


def private_values(folder: Path) -> set[str]:
    """Phones and codes of everybody; names of those who are in no paper, or asked not to be."""
    with reading(folder) as opened:
        meeting = opened.meeting
    people = meeting.people.values()
    spoke = {meeting.people[turn.person] for turn in meeting.turns.values()}
    told = " ".join(person.name for person in spoke if not person.withhold_name)
    names = {person.name for person in people if person.withhold_name or person not in spoke}
    numbers = {number for person in people for number in (person.phone, person.code) if number}
    return numbers | {name for name in names if name not in told}


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def refused(act: Callable[..., Any], *args: Any, **options: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **options)
    return caught.value.code


# -- what is left ----------------------------------------------------------------------------------------


def test_the_minutes_are_the_same_before_and_after(held: Path, tmp_path: Path) -> None:
    """Also for the one who asked not to be named: the initials stay."""
    before = minutes_of(held, tmp_path / "before")
    redacting.redact(held, "console", now=later)
    assert minutes_of(held, tmp_path / "after") == before


def test_no_private_value_is_left_in_any_file_but_the_papers(held: Path) -> None:
    """Neither in the journal nor beside it."""
    values = {value.encode() for value in private_values(held)}
    journal = (held / JOURNAL).read_bytes()
    assert len(values) > 100 and all(value in journal for value in values)
    removal = redacting.redact(held, "console", now=later)
    left = contents(held)
    assert set(left) == {PLAN, JOURNAL, *removal.papers, "note.draft.lock"}
    first = {f"{EXPORTS}/minutes.{to}" for to in ("docx", "md", "json")}  # she asked after it was approved
    still = [v.decode() for v in values for name, data in left.items() if v in data and name not in first]
    assert still == []
    told = next(words for words in redacting.sentences(removal) if "asked later not to be named" in words)
    assert all(name in told for name in first) and "minutes-2" not in told


def test_a_redacted_folder_is_a_sound_meeting(held: Path) -> None:
    redacting.redact(held, "console", now=later)
    assert [found for found in check_folder(held) if found.level == "error"] == []
    with MeetingFolder.open(held, "console") as folder:
        assert folder.store.verify().ok
        folder.do(closing.reopen_meeting, reason="xem lại")
        folder.undo()


def test_the_attendance_paper_can_still_be_made(held: Path, tmp_path: Path) -> None:
    """With the same totals, and nobody's hour."""

    def attendance(name: str) -> Any:
        with reading(held) as opened:
            wish = Wish(profile=profile_of(opened.plan))
            [path] = export(opened.meeting, YEARS_LATER, ["attendance"], ["json"], tmp_path / name, wish)
        return msgspec.json.decode(path.read_bytes())["facts"]

    before = attendance("before")
    redacting.redact(held, "console", now=later)
    after = attendance("after")
    people = after.pop("people")
    assert len(people) == len(before.pop("people"))
    assert {person["arrived_at"] for person in people} == {None}
    assert REMOVED_NAME in {person["name"] for person in people}
    assert after | {"revision": 0} == before | {"revision": 0}


def test_the_history_says_who_removed_what_and_why(held: Path) -> None:
    removal = redacting.redact(held, "bàn 2", reason=" theo đề nghị\n", now=later)
    with reading(held) as opened:
        [act] = opened.store.history()
    assert (act.do, act.by, act.t) == ("redact", "bàn 2", "2099-01-02T03:00:00.000Z")
    assert (act.args["reason"], act.args["removed"]) == ("theo đề nghị", removal.removed)


def test_a_signed_paper_is_still_known_by_its_mark(held: Path) -> None:
    """The history that it was made from is gone by law; the paper is no forgery."""
    paper = held / EXPORTS / "minutes.docx"
    act = check_paper(held, str(paper)).act
    redacting.redact(held, "console", now=later)
    for _ in range(2):  # also after another removal
        told = check_paper(held, str(paper))
        assert (told.same, told.code, told.act) == (True, "before_removal", act)
        assert "02/01/2099" in told.text
        with MeetingFolder.open(held, "console") as folder:
            folder.do(closing.reopen_meeting, reason="xem lại")
            folder.do(closing.close_meeting)
        redacting.redact(held, "console", now=later)


def test_a_clock_that_is_behind_moves_nothing_back(held: Path) -> None:
    """The last act was on 30 August; a laptop that thinks it is 2020 does not write before it."""
    options: Any = {"now": lambda: datetime(2020, 1, 1, tzinfo=UTC), "even_now": True, "reason": "gấp"}
    redacting.redact(held, "console", **options)
    with reading(held) as opened:
        assert opened.store.last_saved == "2025-08-30T00:00:00.000Z"


def test_an_earlier_removal_stays_in_the_history(held: Path) -> None:
    """Somebody came back to the meeting, and it is closed and cleaned again."""
    redacting.redact(held, "một", reason="lần đầu", now=later)
    with MeetingFolder.open(held, "console") as folder:
        folder.do(closing.reopen_meeting, reason="bổ sung")
        folder.do(doors.walk_in, person="new", name="Bùi Văn Hải", village="thôn 1")
        folder.do(closing.close_meeting)
    again = redacting.redact(held, "hai", now=lambda: datetime(2100, 1, 1, tzinfo=UTC))
    assert again.removed == {"acts": 3, "names": 1, "times": 1}
    with reading(held) as opened:
        assert [(act.by, act.args["reason"]) for act in opened.store.history()] == [
            ("một", "lần đầu"),
            ("hai", ""),
        ]
        assert opened.meeting.people["new"].name == REMOVED_NAME


# -- files -----------------------------------------------------------------------------------------------


def test_working_papers_go_and_papers_of_the_office_stay(held: Path) -> None:
    goes = [
        "exports/attendance-draft.docx",
        "exports/danh-sach_loi (2).xlsx",
        "exports/danh-sach_loi.xlsx",
        "exports/invitations.pdf",
        "exports/mail_merge (3).xlsx",
        "exports/slips.pdf",
        "exports/.minutes-x1.part",
        "exports/ho-so-xa.zip",
        "exports/transfer_slip-land.docx",
        "journal.log.torn-7",
        "note.draft",
    ]
    stays = ["exports/blank_slips.pdf", "exports/minutes (2).docx"]
    others = ["danh-sach.xlsx", "exports/anh.jpg", "old/journal.log.torn-7"]
    (held / "old").mkdir()
    (held / "templates").mkdir()
    for name in [*goes, *stays, *others, "templates/slips.docx"]:
        (held / name).write_text("x")
    removal = redacting.redact(held, "console", now=later)
    assert set(removal.files) == {*goes, "exports/attendance.json", "exports/attendance.xlsx"}
    assert set(stays) < set(removal.papers) and set(removal.left) == set(others)
    assert set(contents(held)) == {
        *removal.papers, *others, PLAN, JOURNAL, "note.draft.lock", "templates/slips.docx",
    }  # fmt: skip


def test_papers_that_were_made_again_go_too(held: Path) -> None:
    """Then the journal has nothing more to lose, and is not touched."""
    redacting.redact(held, "console", now=later)
    journal = (held / JOURNAL).read_bytes()
    (held / EXPORTS / "slips.pdf").write_text("x")
    removal = redacting.redact(held, "console", now=later)
    assert (removal.removed, removal.files) == ({}, ("exports/slips.pdf",))
    assert (held / JOURNAL).read_bytes() == journal
    assert refused(redacting.redact, held, "console", now=later) == "nothing_to_redact"


def test_a_file_that_cannot_be_deleted_is_named(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has it open in Excel: everything else went, and it can be done again."""
    unlink = Path.unlink

    def locked(path: Path, missing_ok: bool = False) -> None:
        if path.name == "attendance.xlsx":
            raise PermissionError(13, "open elsewhere")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", locked)
        removal = redacting.redact(held, "console", now=later)
    assert removal.stuck == ("exports/attendance.xlsx",)
    told = list(redacting.sentences(removal))
    assert "- the file exports/attendance.xlsx" not in told
    assert any(line.startswith("Not deleted, ") and "attendance.xlsx" in line for line in told)
    assert redacting.redact(held, "console", now=later).stuck == ()


# -- what is refused -------------------------------------------------------------------------------------


def test_a_plan_of_the_removal_touches_nothing(held: Path) -> None:
    before = contents(held)
    planned = redacting.plan_redaction(held, now=later)
    assert contents(held) == before
    done = redacting.redact(held, "console", now=later)
    assert msgspec.structs.replace(planned, done=True) == done


def test_it_is_refused_too_early_unless_there_is_a_reason(held: Path) -> None:
    """The rehearsed day is in 2025; a week later its promises are not due."""

    def soon() -> datetime:
        return datetime(2025, 9, 1, tzinfo=UTC)

    for act in (redacting.plan_redaction, lambda folder, **options: redacting.redact(folder, "x", **options)):
        assert refused(act, held, now=soon) == "redaction_too_early"
        assert refused(act, held, now=soon, reason="gấp") == "redaction_too_early"
        assert refused(act, held, now=soon, even_now=True) == "reason_needed"
    assert redacting.redact(held, "x", now=soon, even_now=True, reason="gấp").removed


def test_a_reason_may_not_bring_back_what_goes(held: Path) -> None:
    with reading(held) as opened:
        phone = next(person.phone for person in opened.meeting.people.values() if person.phone)
    before = contents(held)
    options = {"reason": f"chủ số {phone} đề nghị", "now": later}
    assert refused(redacting.plan_redaction, held, **options) == "reason_names_somebody"
    assert contents(held) == before


def test_it_is_refused_while_a_console_is_open(held: Path) -> None:
    """A console has all names in memory, and would offer to save them as the true journal."""
    draft = Draft(held)
    draft.keep(HalfQuestion(words="Bà Ánh hỏi"))
    before = contents(held)
    assert refused(redacting.redact, held, "console", now=later) == "console_open"
    assert contents(held) == before
    draft.close()
    assert "note.draft" in redacting.redact(held, "console", now=later).files


def test_an_open_meeting_and_an_empty_one_are_refused(held: Path) -> None:
    with MeetingFolder.open(held, "console") as folder:
        folder.do(closing.reopen_meeting, reason="bổ sung")
    assert refused(redacting.redact, held, "console", now=later) == "not_closed"
    (held / JOURNAL).unlink()
    assert refused(redacting.plan_redaction, held, now=later) == "not_closed"


def test_what_is_no_sound_meeting_is_refused(held: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        redacting.redact(tmp_path / "gone", "console", now=later)
    assert not (tmp_path / "gone").exists()
    data = (held / JOURNAL).read_bytes()
    (held / JOURNAL).write_bytes(data[:500] + bytes([data[500] ^ 1]) + data[501:])
    before = contents(held)
    with pytest.raises(JournalCorrupt):
        redacting.redact(held, "console", now=later)
    assert contents(held) == {**before, "note.draft.lock": b""}


def test_a_key_made_of_a_phone_number_is_found(held: Path) -> None:
    """What this program never does, another one that wrote the journal may have done."""
    with MeetingFolder.open(held, "console") as folder:
        folder.do(closing.reopen_meeting, reason="bổ sung")
        person = next(person for person in folder.meeting.people.values() if person.phone)
        folder.do(doors.walk_in, person=person.phone, name="Bùi Văn Hải")
        folder.do(closing.close_meeting)
    before = contents(held)
    with pytest.raises(NotVerified, match="rewrite_leaks"):
        redacting.redact(held, "console", now=later)
    assert contents(held) == {**before, "note.draft.lock": b""}


# -- words -----------------------------------------------------------------------------------------------


def test_what_goes_is_said_in_words_and_for_scripts(held: Path) -> None:
    planned = redacting.plan_redaction(held, now=later)
    told = "\n".join(redacting.sentences(planned))
    assert told.startswith("This would be removed, and cannot be brought back:")
    assert f"- phone numbers: {planned.removed['phones']}\n" in told
    assert "- the file exports/attendance.json\n" in told
    assert "exports/minutes.docx" in told and "…" not in told and "{" not in told
    done = redacting.redact(held, "console", now=later)
    assert next(redacting.sentences(done)) == "Removed from this meeting:"
    assert msgspec.json.decode(msgspec.json.encode(done))["removed"] == done.removed


def test_texts_to_read_again_are_named(held: Path) -> None:
    with MeetingFolder.open(held, "console") as folder:
        folder.do(closing.reopen_meeting, reason="bổ sung")
        folder.do(closing.conclude, text="Bà con gọi số 0912 345 678")
        folder.do(closing.close_meeting)
    told = list(redacting.sentences(redacting.plan_redaction(held, now=later)))
    assert any("read them again: the conclusion." in line for line in told)


def test_every_kind_and_every_place_has_words() -> None:
    from typing import get_args

    from meeting_tui.domain.redaction import TEXTS, Kind

    assert set(redacting.KINDS) == set(get_args(Kind))
    assert set(redacting.PLACES) == set(TEXTS)
