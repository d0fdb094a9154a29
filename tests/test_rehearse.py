"""A rehearsed day: its numbers are those of the journal and of the minutes, whatever was taken back."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from meeting_tui import places
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.soundness import contradictions
from meeting_tui.export import to_markdown
from meeting_tui.rehearsal.command import Rehearsed, rehearse_into
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.store.clock import HandClock
from meeting_tui.store.errors import Conflict, NothingToUndo
from meeting_tui.store.folder import PLAN, FolderError, MeetingFolder, plan_text, valid_plan

SESSIONS = places.shipped("sessions")
ICH_HAU = SESSIONS / "ich-hau-2024"
FRIDAY = date(2024, 6, 14)
PLANS = [path.name for path in places.meetings_in(SESSIONS)]


def rehearsed(target: Path, name: str, mode: str, seed: int) -> Rehearsed:
    day = valid_plan(SESSIONS / name).here.date
    return rehearse_into(
        SESSIONS / name,
        target,
        seed=seed,
        mode=mode,  # type: ignore[arg-type]
        day=day or FRIDAY,
    )


def rows_of(meeting: Meeting) -> dict[str, object]:
    names = ("day", "steps", "people", "turns", "questions", "promises", "notes")
    return {name: getattr(meeting, name) for name in names}


@pytest.mark.parametrize("mode", ["batch", "interleaved"])
@pytest.mark.parametrize("name", PLANS)
def test_the_summary_is_what_the_journal_and_the_minutes_say(tmp_path: Path, name: str, mode: str) -> None:
    result = rehearsed(tmp_path / "m", name, mode, seed=5)
    told = result.summary
    with MeetingFolder.open(tmp_path / "m", "reader", read_only=True) as folder:
        store, meeting = folder.store, folder.meeting
        assert store.verify().ok
        done = Counter(commit.do for commit in store.history())
        tables = store.tables.rows()
        paper = to_markdown(minutes(meeting, folder.now()))
        assert meeting.day.mode == mode
        assert [commit.t for commit in store.history()] == sorted(commit.t for commit in store.history())
    assert told.commits == sum(done.values())
    assert told.walk_ins == done["walk_in"]
    assert told.invited == len(tables["people"]) - done["walk_in"]
    assert told.present == done["check_in"] + done["walk_in"]
    assert told.speeches == done["start_speech"] == done["end_speech"]
    assert told.questions == len(tables["questions"])
    assert told.written == told.questions - done["write_down"]
    assert told.promised == len(tables["promises"])
    questions = tables["questions"]
    leads = [questions[question.get("merged_into") or key] for key, question in questions.items()]
    assert told.answered == sum(lead["outcome"] == "answered" for lead in leads)
    assert told.started_at < told.ended_at
    assert done["close_meeting"] == 1

    assert (tmp_path / "m" / "exports" / "minutes.md").read_text("utf-8") == paper
    assert "DỰ THẢO" not in paper
    printed = " ".join(re.sub(r"[\\*]", "", paper).split())
    assert f"Tổng số: {told.questions} ý kiến" in printed
    assert re.search(r"đã trả lời tại [^:;]+: (\d+)", printed)[1] == str(told.answered)  # type: ignore[index]
    spoken = told.questions - told.written
    assert f"có {told.speeches} lượt người phát biểu với {spoken} ý kiến" in printed
    by_slip = f"; {told.written} ý kiến gửi bằng phiếu"
    assert by_slip in printed if told.written else "gửi bằng phiếu" not in printed
    came = told.present - told.walk_ins
    assert f"mời (triệu tập): {told.invited} người; có mặt: {came} người" in printed
    assert f"Ngoài thành phần mời: {told.walk_ins} người" in printed
    assert told.ended_at.astimezone(valid_plan(tmp_path / "m").zone).strftime("%H giờ %M phút") in printed


@pytest.mark.parametrize("seed", range(4))
def test_a_storm_of_undo_and_redo_changes_no_day(tmp_path: Path, seed: int) -> None:
    """Back and forth at random, then forward again: the day and its minutes are what they were."""
    rehearsed(tmp_path / "m", "ich-hau-2024", ("batch", "interleaved")[seed % 2], seed)
    chance = Random(seed)
    with MeetingFolder.open(tmp_path / "m", "reader", read_only=True) as folder:
        before, now, head = rows_of(folder.meeting), folder.now(), folder.store.head
        paper = to_markdown(minutes(folder.meeting, now))
    with MeetingFolder.open(tmp_path / "m", "rehearsal", clock=HandClock(now)) as folder:
        for _ in range(20):
            for _ in range(chance.randrange(1, 8)):
                folder.undo()
            for _ in range(chance.randrange(1, 5)):
                try:
                    folder.redo()
                except NothingToUndo:
                    break
        while folder.store.redoable() is not None:
            folder.redo()
        assert folder.store.head > head
        assert rows_of(folder.meeting) == before
        assert to_markdown(minutes(folder.meeting, now)) == paper
        assert folder.store.verify().ok


def test_single_acts_taken_back_leave_a_sound_day(tmp_path: Path) -> None:
    """Any act of a whole day, at random: taken back, or refused because something was built upon it."""
    rehearsed(tmp_path / "m", "kon-plong-2024", "batch", 7)
    chance = Random(7)
    refused = taken = 0
    with MeetingFolder.open(tmp_path / "m", "rehearsal") as folder:
        folder.undo()  # the closing
        acts = [commit for commit in folder.store.history() if commit.undo is None]
        for commit in chance.sample(acts, 60):
            try:
                undo = folder.undo(commit.n)
            except (Conflict, NothingToUndo):
                refused += 1
                continue
            taken += 1
            assert contradictions(undo, folder.store) == []
            minutes(folder.meeting, folder.now())
        assert refused and taken
        assert folder.store.verify().ok
        fresh = Meeting.load(folder.plan, folder.store, folder.store.head)
        assert rows_of(fresh) == rows_of(folder.meeting)


def test_a_plan_that_stands_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / PLAN).write_text("# viết tay", "utf-8")
    with pytest.raises(FolderError) as refused:
        rehearse_into(ICH_HAU, tmp_path, seed=1)
    assert refused.value.code == "folder_taken"
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [(PLAN, "# viết tay")]


def test_the_same_seed_gives_the_same_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folders = [prepare_demo(ICH_HAU, seed=seed, people=30) for seed in (1, 1, 2)]
    people = []
    for path in folders:
        assert path.parent == tmp_path and plan_text(path) == plan_text(ICH_HAU)
        with MeetingFolder.open(path, "reader", read_only=True) as folder:
            people.append({key: person.name for key, person in folder.meeting.people.items()})
            assert len(people[-1]) == 30
            assert 0 < folder.meeting.present < 30
    assert people[0] == people[1] != people[2]
