"""A rehearsed day: its numbers are those of the journal and of the minutes, whatever was taken back."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from command_line import Cli

from meeting_tui import places
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.frame import sealed
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.plan_edit import with_event
from meeting_tui.domain.soundness import contradictions
from meeting_tui.export import to_markdown
from meeting_tui.language import _
from meeting_tui.rehearsal import command
from meeting_tui.rehearsal.command import Rehearsed, rehearse_into
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.rehearsal.pace import SLICE, Pace
from meeting_tui.store.clock import HandClock
from meeting_tui.store.errors import Conflict, NothingToUndo
from meeting_tui.store.folder import PLAN, FolderError, MeetingFolder, plan_text, valid_plan
from meeting_tui.store.guides import profile_of
from meeting_tui.store.proof import journal_mark
from meeting_tui.store.pulse import last_beat

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
        mark = journal_mark(folder.path, store.history())
        paper = to_markdown(sealed(minutes(meeting, folder.now(), profile_of(folder.plan)), mark))
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
        paper = to_markdown(minutes(folder.meeting, now, profile_of(folder.plan)))
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
        assert to_markdown(minutes(folder.meeting, now, profile_of(folder.plan))) == paper
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
            minutes(folder.meeting, folder.now(), profile_of(folder.plan))
        assert refused and taken
        assert folder.store.verify().ok
        fresh = Meeting.load(folder.plan, folder.store, folder.store.head)
        assert rows_of(fresh) == rows_of(folder.meeting)


def test_the_letters_of_a_rehearsed_day_have_its_date(tmp_path: Path) -> None:
    """A plan may only say `tháng 8`: the copy has the day, the rest of it as it was."""
    rehearse_into(SESSIONS / "khoen-on-2025", tmp_path / "m", seed=1)
    text = plan_text(tmp_path / "m")
    assert valid_plan(tmp_path / "m").here.date == date(2025, 8, 29)
    assert text == with_event(plan_text(SESSIONS / "khoen-on-2025"), None, date(2025, 8, 29))
    rehearse_into(ICH_HAU, tmp_path / "dated", seed=1)
    assert plan_text(tmp_path / "dated") == plan_text(ICH_HAU)


def test_a_plan_whose_events_are_written_otherwise_is_played_undated(tmp_path: Path) -> None:
    plan = plan_text(SESSIONS / "khoen-on-2025")
    start = plan.index("[[events]]")
    end = plan.index("[[deadlines]]")
    events = 'events = [{ period = "Tháng 8", not_before = 2025-08-01, not_after = 2025-08-31 }]\n'
    head, agenda = plan[:start].split("\nid =")
    (tmp_path / PLAN).write_text(f"{head}\n{events}id ={agenda}{plan[end:]}", "utf-8")
    rehearse_into(tmp_path, tmp_path / "m", seed=1)
    assert plan_text(tmp_path / "m") == plan_text(tmp_path)


@pytest.mark.parametrize("name", PLANS)
def test_what_is_owed_falls_due_on_a_day_on_which_offices_work(tmp_path: Path, name: str) -> None:
    """As law has it (handbook, 6.3)."""
    rehearse_into(SESSIONS / name, tmp_path / "m", seed=3)
    with MeetingFolder.open(tmp_path / "m", "reader", read_only=True) as folder:
        assert folder.meeting.promises
        for promise in folder.meeting.promises.values():
            assert folder.calendar.is_workday(promise.due)


def test_whoever_conducts_or_answers_is_named_as_papers_print_it(tmp_path: Path) -> None:
    """Nobody is `Ông (bà)`; a party's officers are comrades."""
    for name, address in (
        ("ich-hau-2024", "Ông Trần Minh Quân"),
        ("son-giang-2022", "Đồng chí Trần Minh Quân"),
    ):
        rehearse_into(SESSIONS / name, tmp_path / name, seed=3)
        with MeetingFolder.open(tmp_path / name, "reader", read_only=True) as folder:
            meeting = folder.meeting
            paper = to_markdown(minutes(meeting, folder.now(), profile_of(folder.plan)))
            by = {question.answered_by for question in meeting.questions.values() if question.answered_by}
        assert f"Chủ trì (chủ tọa):** {address}, " in paper
        assert "(bà)" not in paper
        assert all(one.startswith(("Ông ", "Bà ")) and "," in one for one in by)


def test_a_day_of_questions_and_answers_in_turn_is_told_in_turn(tmp_path: Path) -> None:
    """Every answer of it was given before the speeches were over."""
    rehearsed(tmp_path / "m", "hoang-truong-2023", "interleaved", seed=3)
    with MeetingFolder.open(tmp_path / "m", "reader", read_only=True) as folder:
        meeting = folder.meeting
        paper = to_markdown(minutes(meeting, folder.now(), profile_of(folder.plan)))
    told = re.findall(r"trả lời ý kiến số (\d+)|^Ý kiến số (\d+) về", paper, re.MULTILINE)
    assert len(told) == len(meeting.questions)
    assert "các ý kiến đã được trả lời ngay sau từng lượt phát biểu." in paper
    assert paper.rindex("trả lời ý kiến số") < paper.index("Tổng hợp ý kiến phát biểu")
    assert "hội nghị" not in re.sub(r"[\*]", "", paper).lower()


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


# -- at a speed that can be watched --------------------------------------------------------------------------


class Quick:
    """Real time that passes at once: `sleep` moves it, and `work` is what something else takes of it."""

    late = 0.0
    """By how much a sleep is longer than asked."""

    def __init__(self) -> None:
        self.seconds = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds + self.late

    def work(self, seconds: float) -> None:
        self.seconds += seconds

    def steady(self) -> float:
        return self.seconds


def test_a_pace_goes_evenly_and_arrives_exactly() -> None:
    """A follower sees a countdown that runs, not one that jumps from act to act."""
    quick, clock = Quick(), HandClock(datetime(2026, 11, 22, tzinfo=UTC))
    seen = [clock.now()]
    Pace(clock, 30, lambda: seen.append(clock.now()), steady=quick.steady, sleep=quick.sleep).wait(100.5)
    assert seen[-1] - seen[0] == timedelta(seconds=100.5)
    assert max(quick.slept) <= SLICE
    assert sum(quick.slept) == pytest.approx(100.5 / 30)
    steps = [(after - before).total_seconds() for before, after in pairwise(seen)]
    assert max(steps) <= 30 * SLICE + 1e-6


def test_a_system_that_wakes_late_makes_no_late_day() -> None:
    """A thousand short waits end when their sum should."""
    quick, clock = Quick(), HandClock(datetime(2026, 11, 22, tzinfo=UTC))
    quick.late = 0.02
    paced = Pace(clock, 10, lambda: None, steady=quick.steady, sleep=quick.sleep)
    for _act in range(1000):
        paced.wait(1)
    assert quick.seconds - 100 == pytest.approx(100, abs=0.03)


def test_what_the_acts_take_is_not_waited_for_again() -> None:
    """A slow disk makes a slow act, not a slow day."""
    quick, clock = Quick(), HandClock(datetime(2026, 11, 22, tzinfo=UTC))
    paced = Pace(clock, 10, lambda: None, steady=quick.steady, sleep=quick.sleep)
    for _act in range(20):
        paced.wait(10)
        quick.work(0.4)
    assert quick.seconds - 100 == pytest.approx(20.4)
    quick.work(100)
    slept = len(quick.slept)
    paced.wait(300)
    assert len(quick.slept) == slept


def test_a_day_that_is_watched_is_the_day_that_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same acts at the same times; and a console's pulse with the day's own time in it."""
    rehearsed(tmp_path / "at once", "ich-hau-2024", "batch", 3)
    quick = Quick()
    monkeypatch.setattr(command, "Pace", partial(Pace, steady=quick.steady, sleep=quick.sleep))
    beats = []

    def look(title: str, place: int, steps: int) -> None:
        beats.append(last_beat(tmp_path / "watched"))

    rehearse_into(
        SESSIONS / "ich-hau-2024",
        tmp_path / "watched",
        seed=3,
        mode="batch",
        day=FRIDAY,
        speed=60,
        progress=look,
    )
    assert not (tmp_path / "at once" / "console.pulse").exists()
    days = []
    for name in ("at once", "watched"):
        with MeetingFolder.open(tmp_path / name, "reader", read_only=True) as folder:
            days.append([(act.t, act.do, act.ch) for act in folder.store.history()])
            ended = folder.meeting.day.closed_at
    assert days[0] == days[1]
    assert all(beat and beat.speed == 60 and not beat.closed for beat in beats)
    last = last_beat(tmp_path / "watched")
    assert last is not None and last.closed and last.speed == 1
    assert ended is not None and last.t >= ended


def test_ctrl_c_leaves_the_folder_as_it_is(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said where it lies before it begins, and what stays when it is stopped."""
    naps = iter(range(40))

    def sleep(_seconds: float) -> None:
        if next(naps, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "Pace", partial(Pace, sleep=sleep))
    done = cli("rehearse", ICH_HAU, "--speed", "1000", "--date", "14/06/2024", "--out", "day")
    folder = tmp_path / "day"
    assert (done.code, done.out) == (1, "")
    first, *_steps, stopped = done.err.splitlines()
    assert str(folder) in first
    assert stopped == _("Stopped. What was played until then stays in {folder}.").format(folder="day")
    assert cli("check", folder).code == 0
    beat = last_beat(folder)
    assert beat is not None and beat.closed
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        assert opened.meeting.people and opened.meeting.day.closed_at is None


@pytest.mark.parametrize("speed", ["0", "-3", "fast"])
def test_a_speed_that_is_none(cli: Cli, tmp_path: Path, speed: str) -> None:
    done = cli("rehearse", ICH_HAU, "--speed", speed, "--out", "day")
    assert done.code == 2
    assert list(tmp_path.iterdir()) == []
