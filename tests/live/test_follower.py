"""Following a meeting that somebody else writes: what is shown is true, or it says that it is not.

The writers here are real; time goes by hand where it must pass.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from meeting_tui import places
from meeting_tui.domain import doors
from meeting_tui.domain.records import Person
from meeting_tui.live import follower as following
from meeting_tui.live.follower import Follower
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store import JOURNAL, NotAJournal, pulse
from meeting_tui.store.clock import HandClock, steady_seconds, wall_clock
from meeting_tui.store.folder import PLAN, FolderError, MeetingFolder, PlanInvalid, plan_text, valid_plan
from meeting_tui.store.pulse import PULSE, SILENT, Pulse
from meeting_tui.tui.app import MeetingApp

ROOT = Path(__file__).parents[2]
SESSIONS = places.shipped("sessions")


class Laptop:
    """Its clock, which anybody can set, and its steady seconds, which nobody can."""

    def __init__(self) -> None:
        self.wall = wall_clock()
        self.seconds = 5000.0

    def pass_seconds(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds

    def set_clock(self, hours: float) -> None:
        self.wall += timedelta(hours=hours)

    def steady(self) -> float:
        return self.seconds


class Desk:
    """A console without a screen: it writes, and it beats."""

    def __init__(self, path: Path, laptop: Laptop) -> None:
        self.clock = HandClock(laptop.wall)
        self.folder = MeetingFolder.open(path, "console", clock=self.clock)
        self.pulse = Pulse(path, self.clock.now, steady=laptop.steady)
        self.pulse.beat()

    def add(self, person: str) -> None:
        self.folder.do(doors.add_people, people={person: Person(name=f"Bà {person}")})

    def leave(self) -> None:
        self.pulse.close()
        self.folder.close()

    def die(self) -> None:
        self.folder.close()


@pytest.fixture
def laptop() -> Laptop:
    return Laptop()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A meeting's folder with nothing but its plan."""
    folder = tmp_path / "m"
    folder.mkdir()
    shutil.copy(SESSIONS / "ich-hau-2024" / PLAN, folder)
    return folder


@pytest.fixture
def follow(laptop: Laptop) -> Iterator[Callable[[Path], Follower]]:
    """`follow(path)`: a follower that is closed when the test ends."""
    opened: list[Follower] = []

    def opener(path: Path) -> Follower:
        opened.append(Follower(path, steady=laptop.steady, wall=lambda: laptop.wall))
        return opened[-1]

    yield opener
    for one in opened:
        one.close()


Follow = Callable[[Path], Follower]


def states(view: Follower, laptop: Laptop, seconds: float) -> list[str]:
    """What is said over so many seconds, ten times in each, without what is said again."""
    said = []
    for _ in range(round(seconds * 10)):
        laptop.pass_seconds(0.1)
        view.poll()
        said.append(view.trust().state)
    return [state for place, state in enumerate(said) if place == 0 or said[place - 1] != state]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# -- what is there ---------------------------------------------------------------------------------------


def test_what_the_console_does_is_seen(path: Path, laptop: Laptop, follow: Follow) -> None:
    desk = Desk(path, laptop)
    view = follow(path)
    assert not view.poll()
    desk.add("an")
    assert view.poll()
    assert list(view.meeting.people) == ["an"]
    assert not view.poll()
    assert view.trust().state == "live"


def test_following_writes_nothing(path: Path, laptop: Laptop, follow: Follow) -> None:
    """Not even while the meeting is waited for, lost or found again."""
    before = files(path)
    view = follow(path)
    states(view, laptop, 3)
    assert files(path) == before
    Desk(path, laptop).leave()
    before = files(path)
    view.poll()
    (path / JOURNAL).rename(path / "away")
    states(view, laptop, 3)
    (path / "away").rename(path / JOURNAL)
    states(view, laptop, 3)
    assert files(path) == before


@pytest.mark.parametrize(
    "begun", [None, b"", b"0a1b", b'0a1b2c3d {"n":0,"p":0,"format":"meeting-', bytes(64)]
)
def test_a_journal_that_is_not_there_yet_is_waited_for(
    path: Path, laptop: Laptop, follow: Follow, begun: bytes | None
) -> None:
    """Nor is a header that a crash cut short the end of it: the console makes it anew."""
    if begun is not None:
        (path / JOURNAL).write_bytes(begun)
    view = follow(path)
    assert states(view, laptop, 3) == ["waiting"]
    desk = Desk(path, laptop)
    desk.add("an")
    assert states(view, laptop, 1)[-1] == "live"
    assert list(view.meeting.people) == ["an"]


def test_a_journal_that_is_copied_in_is_taken_up(path: Path, laptop: Laptop, follow: Follow) -> None:
    """In the place of an empty file that was waited on; nothing was known that could be lost."""
    Desk(path, laptop).add("an")
    whole = (path / JOURNAL).read_bytes()
    put(path, b"")
    view = follow(path)
    assert states(view, laptop, 1) == ["waiting"]
    put(path, whole)
    assert "lost" not in states(view, laptop, 1)
    assert list(view.meeting.people) == ["an"]


@pytest.mark.parametrize("missing", ["folder", "plan"])
def test_where_there_is_no_meeting_there_is_nothing_to_follow(path: Path, missing: str) -> None:
    shutil.rmtree(path) if missing == "folder" else (path / PLAN).unlink()
    with pytest.raises(FolderError) as refused:
        Follower(path)
    assert refused.value.code == f"no_{missing}"


def test_a_plan_or_a_journal_that_is_none_is_refused_at_once(path: Path) -> None:
    (path / JOURNAL).write_text("Nhật ký của tôi\n", "utf-8")
    with pytest.raises(NotAJournal):
        Follower(path)
    (path / PLAN).write_text("id = [", "utf-8")
    with pytest.raises(PlanInvalid):
        Follower(path)


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_disk_that_cannot_be_read_is_said(
    path: Path, laptop: Laptop, follow: Follow, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A stick at its end, or rights that somebody took away; it goes on when the disk does."""
    Desk(path, laptop)
    view = follow(path)

    def refuse(self: Path) -> os.stat_result:
        raise OSError(number, os.strerror(number), str(self))

    with monkeypatch.context() as broken:
        broken.setattr(Path, "stat", refuse)
        view.poll()
        states(view, laptop, 1.2)
        assert (view.trust().state, view.trust().code) == ("lost", "unreadable")
        assert view.trust().facts["errno"] == number
        with pytest.raises(FolderError):
            follow(path)
    assert states(view, laptop, 1.2)[-1] == "live"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered_is_said(path: Path, laptop: Laptop, follow: Follow) -> None:
    Desk(path, laptop)
    view = follow(path)
    path.chmod(0)
    try:
        assert states(view, laptop, 1.2)[-1] == "lost"
    finally:
        path.chmod(0o755)
    assert states(view, laptop, 1.2)[-1] == "live"


# -- the console -----------------------------------------------------------------------------------------


def test_a_console_that_falls_silent_is_noticed_and_so_is_the_next(
    path: Path, laptop: Laptop, follow: Follow
) -> None:
    """The chair must know within seconds, and that all is well again as soon as it is."""
    desk = Desk(path, laptop)
    view = follow(path)
    assert states(view, laptop, SILENT - 0.2) == ["live"]
    assert states(view, laptop, 1.0)[-1] == "silent"
    age = view.trust().age
    assert age is not None and age == pytest.approx(SILENT + 0.8)
    desk.die()
    Desk(path, laptop)
    assert states(view, laptop, 0.6)[-1] == "live"


def test_a_console_that_is_left_says_so(path: Path, laptop: Laptop, follow: Follow) -> None:
    """Nobody looks for a fault where there is none; before the first, too."""
    view = follow(path)
    desk = Desk(path, laptop)
    assert states(view, laptop, 1)[-1] == "live"
    desk.leave()
    assert states(view, laptop, 10) == ["live", "closed"]
    assert view.trust().age == pytest.approx(10)
    (path / PULSE).unlink()
    fresh = follow(path)
    assert (fresh.trust().state, fresh.trust().age) == ("closed", None)


def test_a_copy_of_the_folder_has_no_console(path: Path, laptop: Laptop, follow: Follow) -> None:
    """On a stick, looked at while the meeting runs: neither alive nor fallen silent, it was never opened there."""
    Desk(path, laptop)
    shutil.copytree(path, path.with_name("copy"))
    view = follow(path.with_name("copy"))
    assert set(states(view, laptop, 6)) == {"closed"}
    assert view.trust().age is None


def test_one_of_two_consoles_is_enough(path: Path, laptop: Laptop, follow: Follow) -> None:
    """Whichever is left, and in which order: no moment without a signal."""
    desks = [Desk(path, laptop), Desk(path, laptop)]
    view = follow(path)
    said: list[str] = []
    while desks:
        for _ in range(45):
            for desk in desks:
                desk.pulse.beat()
            said += states(view, laptop, 0.1)
        desks.pop(0).leave()
    assert set(said) == {"live"}
    assert states(view, laptop, 2)[-1] == "closed"


def test_a_killed_console_is_silent(path: Path) -> None:
    """A real process and `kill -9`: nothing says goodbye, and its clock still runs."""
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from meeting_tui.store.folder import MeetingFolder\n"
        "from meeting_tui.store.pulse import Pulse\n"
        "folder = MeetingFolder.open(Path(sys.argv[1]), 'console')\n"
        "pulse = Pulse(folder.path, folder.now)\n"
        "while True:\n"
        "    pulse.beat()\n"
        "    print('beat', flush=True)\n"
        "    time.sleep(0.05)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as console:
        try:
            assert console.stdout is not None and console.stdout.readline() == b"beat\n"
            later = 0.0
            with Follower(path, steady=lambda: steady_seconds() + later) as view:
                assert view.trust().state == "live"
                console.kill()
                console.wait()
                view.poll()
                later = SILENT
                view.poll()
                assert view.trust().state == "silent"
                age = view.trust().age
                assert age is not None and SILENT < age < SILENT + 5
                assert abs(view.now() - wall_clock() - timedelta(seconds=SILENT)) < timedelta(seconds=1)
        finally:
            console.kill()


async def test_the_program_beats_while_it_runs_and_says_goodbye(path: Path) -> None:
    """The console as people open it; the desk at the door does not speak for it."""
    for role, expected in (("desk", ["closed", "closed"]), ("console", ["live", "closed"])):
        with MeetingFolder.open(path, role) as folder:
            app = MeetingApp(folder, role=role)  # type: ignore[arg-type]
            async with app.run_test() as pilot:
                app.tick()
                await pilot.pause()
                with Follower(path) as view:
                    said = [view.trust().state]
        later = steady_seconds() + 2
        with Follower(path, steady=lambda later=later: later) as view:  # type: ignore[misc]
            assert [*said, view.trust().state] == expected


async def test_a_console_that_cannot_write_any_more_does_not_seem_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the chair sees goes on only if the console's journal does."""
    monkeypatch.setattr(pulse, "_EVERY", 0.0)
    with MeetingFolder.open(path, "console") as folder:
        app = MeetingApp(folder)
        async with app.run_test() as pilot:
            app.tick()
            await pilot.pause()
            (path / JOURNAL).rename(path / "away")
            app.tick()
            assert app.desk.alarm
            (path / PULSE).unlink()
            app.tick()
        assert not (path / PULSE).exists()


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [1, -1])
@pytest.mark.parametrize("when", ["before", "while"])
def test_setting_the_laptops_clock_moves_no_countdown(
    path: Path, laptop: Laptop, follow: Follow, hours: int, when: str
) -> None:
    """Neither before the view is opened nor while it runs, and a console that died changes nothing."""
    desk = Desk(path, laptop)
    if when == "before":
        laptop.set_clock(hours)
    view = follow(path)
    laptop.set_clock(hours if when == "while" else 0)
    laptop.pass_seconds(0.3)
    assert view.now() == desk.clock.now() + timedelta(seconds=0.3)
    desk.die()
    states(view, laptop, 60)
    assert view.now() == desk.clock.now() + timedelta(seconds=60.3)
    assert follow(path).now() == view.now()


def test_a_day_that_is_rehearsed_has_its_own_time(path: Path, laptop: Laptop, follow: Follow) -> None:
    day = HandClock(rehearsal_start(valid_plan(path)))
    rehearsal = Pulse(path, day.now, speed=30, steady=laptop.steady)
    rehearsal.beat()
    view = follow(path)
    laptop.pass_seconds(2)
    assert view.now() == day.now() + timedelta(seconds=60)


def test_without_a_console_time_is_never_before_the_journal(
    path: Path, laptop: Laptop, follow: Follow
) -> None:
    """A desk at the door wrote while the laptop's clock was an hour ahead."""
    view = follow(path)
    ahead = HandClock(laptop.wall + timedelta(hours=1))
    with MeetingFolder.open(path, "desk", clock=ahead) as folder:
        folder.do(doors.add_people, people={"an": Person(name="An")})
    assert view.now() == laptop.wall
    view.poll()
    laptop.pass_seconds(60)
    assert abs(view.now() - ahead.now() - timedelta(seconds=60)) < timedelta(seconds=0.01)
    assert abs(follow(path).now() - ahead.now()) < timedelta(seconds=0.01)


def test_time_goes_on_from_a_meeting_that_came_back(path: Path, laptop: Laptop, follow: Follow) -> None:
    """It went on elsewhere, by a clock that is ahead."""
    Desk(path, laptop).die()
    (path / PULSE).unlink()
    view = follow(path)
    path.rename(path.with_name("away"))
    view.poll()
    laptop.set_clock(1)
    Desk(path.with_name("away"), laptop).add("an")
    (path.with_name("away") / PULSE).unlink()
    laptop.set_clock(-1)
    path.with_name("away").rename(path)
    states(view, laptop, 1.2)
    assert list(view.meeting.people) == ["an"]
    assert view.now() - laptop.wall > timedelta(minutes=59)


@pytest.mark.parametrize("known", [True, False], ids=["told apart", "not told apart"])
def test_after_a_new_start_an_old_beat_is_neither_alive_nor_a_clock(
    path: Path, laptop: Laptop, follow: Follow, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    """The steady seconds begin anew: a beat of before may lie in the future, or seem to be an hour old."""
    monkeypatch.setattr(pulse, "boot", lambda: "first" if known else "")
    Desk(path, laptop).die()
    monkeypatch.setattr(pulse, "boot", lambda: "second" if known else "")
    for seconds in (40.0, 5000.0 + 3600):
        laptop.seconds = seconds
        laptop.set_clock(24)
        view = follow(path)
        assert (view.trust().state, view.trust().age) == ("silent", None)
        assert view.now() == laptop.wall
    Desk(path, laptop)
    assert states(view, laptop, 1)[-1] == "live"


def test_the_beat_of_another_day_is_no_clock(path: Path, laptop: Laptop, follow: Follow) -> None:
    """A laptop that is never switched off, whose clock was put right since."""
    Desk(path, laptop).leave()
    laptop.pass_seconds(3 * 86400)
    laptop.set_clock(1)
    view = follow(path)
    assert view.now() == laptop.wall
    assert (view.trust().state, view.trust().age) == ("closed", None)


# -- the journal -----------------------------------------------------------------------------------------


def lost(view: Follower, laptop: Laptop) -> str:
    """That it is lost within a poll, and why, when it has been looked at again."""
    view.poll()
    assert view.trust().state == "lost"
    assert set(states(view, laptop, 2.5)) == {"lost"}
    return view.trust().code


@pytest.fixture
def held(path: Path, laptop: Laptop, follow: Follow) -> tuple[Desk, Follower]:
    """A console that has taken in three people, and who follows it."""
    desk = Desk(path, laptop)
    for name in ("an", "ba", "chi"):
        desk.add(name)
    view = follow(path)
    view.poll()
    return desk, view


def lines(path: Path) -> list[bytes]:
    return (path / JOURNAL).read_bytes().splitlines(keepends=True)


def put(path: Path, data: bytes) -> None:
    """In the journal's place, as a file manager or a synchronised folder does it."""
    (path / "coming").write_bytes(data)
    (path / "coming").replace(path / JOURNAL)


@pytest.mark.parametrize("what", ["journal", "folder"])
def test_what_was_moved_away_comes_back(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower], what: str
) -> None:
    """A stick that was pulled out and put in again; meanwhile the last that was whole is shown."""
    desk, view = held
    moved = path / JOURNAL if what == "journal" else path
    moved.rename(moved.with_name("away"))
    known = view.meeting
    assert lost(view, laptop) in ("gone", "no_folder")
    assert view.meeting is known and list(known.people) == ["an", "ba", "chi"]
    moved.with_name("away").rename(moved)
    desk.add("dung")
    assert states(view, laptop, 1.2)[-1] != "lost"
    assert "dung" in view.meeting.people
    desk.add("em")
    assert view.poll() and "em" in view.meeting.people


@pytest.mark.parametrize("way", ["replaced", "cut"])
def test_an_older_copy_is_not_believed(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower], way: str
) -> None:
    """The chair would see people unasked that were heard; the whole journal put back is taken again."""
    _, view = held
    whole = lines(path)
    if way == "replaced":
        put(path, b"".join(whole[:2]))
    else:
        os.truncate(path / JOURNAL, len(b"".join(whole[:2])) + 5)
    assert lost(view, laptop) == "older_copy"
    assert view.trust().facts == {"path": str(path), "known": 3, "found": 1}
    assert list(view.meeting.people) == ["an", "ba", "chi"]
    put(path, b"".join(whole))
    assert states(view, laptop, 1.2)[-1] != "lost"


def test_an_older_copy_that_a_new_console_goes_on_with_is_the_truth(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower]
) -> None:
    """Somebody decided so; the console that was open before does not decide it."""
    desk, view = held
    put(path, b"".join(lines(path)[:2]))
    desk.pulse.beat()
    assert lost(view, laptop) == "older_copy"
    desk.die()
    Desk(path, laptop).add("em")
    assert states(view, laptop, 1.2)[-1] == "live"
    assert list(view.meeting.people) == ["an", "em"]


def test_a_copy_that_holds_all_that_was_known_is_as_good(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower]
) -> None:
    """Put in the journal's place between two polls, it is not even mentioned."""
    desk, view = held
    desk.add("dung")
    put(path, (path / JOURNAL).read_bytes())
    assert view.poll()
    assert view.trust().state == "live"
    assert list(view.meeting.people) == ["an", "ba", "chi", "dung"]


def test_the_journal_of_another_meeting_is_not_shown(
    path: Path, tmp_path: Path, laptop: Laptop, held: tuple[Desk, Follower]
) -> None:
    """Another plan's, another day of the same plan, or something else."""
    _, view = held
    mine = (path / JOURNAL).read_bytes()
    for name, code in (("kon-plong-2024", "wrong_meeting"), ("ich-hau-2024", "replaced")):
        other = tmp_path / name
        other.mkdir()
        (other / PLAN).write_text(plan_text(SESSIONS / name), "utf-8")
        laptop.pass_seconds(1)
        with MeetingFolder.open(other, "console", clock=HandClock(laptop.wall)) as folder:
            folder.do(doors.add_people, people={"x": Person(name="Người khác")})
        put(path, (other / JOURNAL).read_bytes())
        assert lost(view, laptop) == code
        assert list(view.meeting.people) == ["an", "ba", "chi"]
    put(path, b"Danh sach\n")
    states(view, laptop, 1.2)
    assert view.trust().code == "not_a_journal"
    put(path, mine)
    assert states(view, laptop, 1.2)[-1] != "lost"


def test_a_day_that_is_begun_anew_is_another_journal(path: Path, laptop: Laptop, follow: Follow) -> None:
    """Nothing had happened yet in the first: even so it is not taken for its beginning."""
    Desk(path, laptop).die()
    view = follow(path)
    (path / JOURNAL).rename(path / "away")
    laptop.pass_seconds(60)
    Desk(path, laptop).die()
    put(path, (path / JOURNAL).read_bytes())
    laptop.pass_seconds(60)
    (path / PULSE).unlink()
    assert lost(view, laptop) == "replaced"


def test_damage_is_said_and_what_was_whole_stays(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower], follow: Follow
) -> None:
    """Also for who opens a view now: up to the damage, and it says so."""
    _, view = held
    whole = lines(path)
    spoilt = [*whole[:2], b"?" * 30 + b"\n", *whole[3:]]
    put(path, b"".join(spoilt))
    assert lost(view, laptop) == "damaged"
    assert len(view.meeting.people) == 3
    fresh = follow(path)
    assert (fresh.trust().state, fresh.trust().code) == ("lost", "damaged")
    assert list(fresh.meeting.people) == ["an"]
    put(path, b"".join(whole))
    for one in (view, fresh):
        assert states(one, laptop, 1.2)[-1] != "lost"
        assert len(one.meeting.people) == 3


def test_a_line_in_flight_or_torn_is_no_damage(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower]
) -> None:
    """A writer in the middle of a write, and one that was killed there; the next one cuts it off."""
    desk, view = held
    with (path / JOURNAL).open("ab") as journal:
        journal.write(b'0a1b2c3d {"n":4,"p":12')
    assert states(view, laptop, 2) == ["live"]
    desk.add("dung")
    assert view.poll()
    assert (view.trust().state, len(view.meeting.people)) == ("live", 4)


def test_a_plan_that_is_edited_meanwhile_disturbs_nobody(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower]
) -> None:
    """It is read again only when the meeting is; mistakes in it are said then."""
    _, view = held
    plan = (path / PLAN).read_bytes()
    (path / PLAN).write_text("id = [", "utf-8")
    assert states(view, laptop, 2) == ["live"]
    (path / JOURNAL).rename(path / "away")
    view.poll()
    (path / "away").rename(path / JOURNAL)
    assert lost(view, laptop) == "plan_invalid"
    (path / PLAN).write_bytes(plan)
    assert states(view, laptop, 1.2)[-1] != "lost"


def test_what_was_not_accepted_is_not_read_again_and_again(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view must not stutter every second for hours."""
    _, view = held
    put(path, b"".join(lines(path)[:2]))
    lost(view, laptop)
    monkeypatch.setattr(following, "MeetingFolder", None)
    assert states(view, laptop, 5) == ["lost"]


def test_an_idle_look_costs_next_to_nothing(
    path: Path, laptop: Laptop, held: tuple[Desk, Follower], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One `stat` a look, two looks a second for the beat."""
    _, view = held
    looked: list[str] = []
    stat, read = Path.stat, Path.read_bytes
    monkeypatch.setattr(Path, "stat", lambda self: looked.append("stat") or stat(self))
    monkeypatch.setattr(Path, "read_bytes", lambda self: looked.append("beat") or read(self))
    states(view, laptop, 2)
    assert (looked.count("stat"), looked.count("beat")) == (20, 4)


def test_a_follower_keeps_pace_with_a_real_writer(path: Path) -> None:
    """Ten polls a second are never behind by more than one, and never raise."""
    with MeetingFolder.open(path, "console") as folder, Follower(path) as view:
        began = time.monotonic()
        for number in range(200):
            folder.do(doors.add_people, people={f"p{number}": Person(name="An")})
            assert view.poll()
        assert len(view.meeting.people) == 200
        assert abs(view.now() - wall_clock()) < timedelta(seconds=1)
        assert time.monotonic() - began < 10
