"""A paper says which journal it was made from, and a journal says whether it is that one."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from meeting_tui import places
from meeting_tui.domain import agenda, closing, hall
from meeting_tui.domain.commits import Commit
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, MeetingFolder
from meeting_tui.store.proof import KEPT, act_before, act_of, approved, fingerprint, marks_of


def closed_day(path: Path) -> MeetingFolder:
    """Act 1 goes to the last step, act 2 closes."""
    shutil.copy(places.shipped("sessions") / "ich-hau-2024" / PLAN, path)
    folder = MeetingFolder.open(path, "console")
    folder.do(agenda.go_to_step, step=folder.meeting.agenda[-1].id, seen=None)
    folder.do(closing.close_meeting)
    return folder


def test_the_fingerprint_is_that_of_the_file_up_to_the_act(tmp_path: Path) -> None:
    """Anybody can check it with sha256sum and head."""
    with closed_day(tmp_path):
        journal = (tmp_path / JOURNAL).read_bytes()
        first_two = b"".join(journal.splitlines(keepends=True)[:2])
        assert fingerprint(journal, 1) == sha256(first_two).hexdigest()
        assert fingerprint(journal, 2) == sha256(journal).hexdigest()
        assert fingerprint(journal, 3) is None


def test_a_journal_that_went_on_is_still_the_one(tmp_path: Path) -> None:
    """Reopened and added to, the paper's act is found in it."""
    with closed_day(tmp_path) as folder:
        proof = fingerprint((tmp_path / JOURNAL).read_bytes(), 2)
        assert proof is not None
        folder.do(closing.reopen_meeting, reason="sót một ý kiến")
        folder.do(hall.put_up_message, text="x")
        assert act_of((tmp_path / JOURNAL).read_bytes(), proof) == 2
        assert act_of((tmp_path / JOURNAL).read_bytes(), proof[:12].upper()) == 2


def test_a_changed_journal_is_not_the_one(tmp_path: Path) -> None:
    """One byte is enough; and too few digits find nothing."""
    with closed_day(tmp_path):
        journal = (tmp_path / JOURNAL).read_bytes()
        proof = fingerprint(journal, 2)
        assert proof is not None
        assert act_of(journal.replace(b"Z", b"z", 1), proof) is None
        assert act_of(journal, proof[:11]) is None


def test_each_closing_approves_a_version(tmp_path: Path) -> None:
    """None is in force while the meeting is open; a closing that was undone approved nothing."""

    def versions() -> tuple[tuple[int, ...], int | None]:
        return tuple(approved(folder.store.history()))  # type: ignore[return-value]

    with closed_day(tmp_path) as folder:
        assert versions() == ((), 2)
        folder.undo()
        assert versions() == ((), None)
        folder.do(closing.close_meeting)
        first = folder.store.head
        folder.do(closing.reopen_meeting, reason="x")
        assert versions() == ((first,), None)
        folder.undo()
        assert versions() == ((), first)
        folder.do(closing.reopen_meeting, reason="x")
        folder.do(closing.close_meeting)
        assert versions() == ((first,), folder.store.head)


def test_the_marks_of_a_history_that_is_taken_away_are_kept(tmp_path: Path) -> None:
    """By act, in the act that took its place."""
    with closed_day(tmp_path) as folder:
        journal, commits = (tmp_path / JOURNAL).read_bytes(), [*folder.store.history()]
    kept = marks_of(journal, commits)
    assert kept == {"2": fingerprint(journal, 2)}
    fresh = Commit(n=1, t="2026-01-01T00:00:00.000Z", by="x", do="redact", args={KEPT: kept})
    assert act_before([*commits, fresh], kept["2"][:12].upper()) == (2, fresh)
    assert act_before([*commits, fresh], "0" * 64) is act_before([fresh], kept["2"][:11]) is None
