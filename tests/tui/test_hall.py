"""The hall's display: the name first, at every size, and nothing that alarms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from consoles import demo, go, hand_clock, words
from test_console_hostile import ALL, BROKEN, HOSTILE, NFD, hostile
from textual.geometry import Size
from views import CLOSED, FLOOR, HALL, LIVE, SILENT, Drawn, beating, change, view

from meeting_tui.cli import main
from meeting_tui.domain import floor
from meeting_tui.live.pages import HallPage, Ready
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.widgets import big_time
from meeting_tui.tui.widgets.hall_blocks import hall_lines

SIZES = [(30, 8), (45, 14), (80, 24), (118, 28), (200, 60), (70, 60)]
MESSAGE = "Mời bà con nghỉ giải lao 15 phút"


@pytest.mark.parametrize("size", SIZES)
async def test_who_speaks_is_seen_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """Large letters leave few cells: the name, the village and the time stay to the last."""
    async with view(demo(tmp_path / "m"), "hall", size) as shown:
        await shown.show(HALL)
        assert shown.sees(HALL.main, HALL.under, HALL.eyebrow, "Y Chờ 1")
        large = [big_time.big_time("02:19", scale)[0].plain for scale in (1, 2, 3, 4)]
        assert shown.sees("02:19") or any(shown.sees(digits) for digits in large)
        if size[1] >= 14:
            assert shown.sees(*(one.name for one in HALL.ready), *(one.village for one in HALL.ready))
        if size[1] >= 24:
            assert shown.sees(HALL.title, HALL.clock, HALL.date)


@pytest.mark.parametrize("size", SIZES)
async def test_it_stands_in_the_middle(tmp_path: Path, size: tuple[int, int]) -> None:
    """A name at the edge is missed."""
    async with view(demo(tmp_path / "m"), "hall", size) as shown:
        await shown.show(change(HALL, main="Y Thử", ready=()))
        line = next(line for line in shown.see().splitlines() if "Y Thử" in line)
        before = len(line) - len(line.lstrip())
        assert abs(before + len("Y Thử") / 2 - size[0] / 2) <= 2


@pytest.mark.parametrize("size", SIZES)
async def test_a_message_takes_the_middle(tmp_path: Path, size: tuple[int, int]) -> None:
    """What the secretary put up is what the hall reads, until it is taken down; who speaks keeps the time."""
    async with view(demo(tmp_path / "m"), "hall", size) as shown:
        await shown.show(change(HALL, message=MESSAGE, ready=()))
        lines = [line.strip() for line in shown.see().splitlines() if line.strip()]
        below = next(line for line in lines if line.endswith("02:19"))
        assert shown.sees(MESSAGE)
        assert below.startswith((HALL.eyebrow, "Nguyễn Thị Hồng")) and HALL.under not in lines
        await shown.tick(9.0)
        assert shown.sees("02:10")
        await shown.show(HALL)
        assert shown.sees(HALL.main)
        assert not shown.sees(MESSAGE)


async def test_other_steps_have_their_lines(tmp_path: Path) -> None:
    """Who wants to speak must read how, while people sit down."""
    welcome = HallPage(
        phase="welcome",
        title=HALL.title,
        date=HALL.date,
        clock=HALL.clock,
        step="",
        eyebrow="Chào mừng",
        main="Hội nghị đối thoại với Nhân dân xã Thử",
        under="Nhà văn hóa thôn Thử",
        lines=("Bắt đầu lúc 07:30", "Muốn phát biểu, xin điền phiếu ở bàn tiếp đón."),
        countdown=None,
        ready=(),
        message="",
    )
    for size in SIZES[1:]:
        async with view(demo(tmp_path / f"m{size[0]}"), "hall", size) as shown:
            await shown.show(welcome)
            assert shown.sees(welcome.eyebrow, welcome.main, welcome.under, *welcome.lines)


@pytest.mark.parametrize("size", SIZES)
async def test_a_lost_signal_is_told_quietly(tmp_path: Path, size: tuple[int, int]) -> None:
    """The hall is not alarmed: one line of words, and no advice to the secretary."""
    async with view(demo(tmp_path / "m"), "hall", size) as shown:
        for signal in (SILENT, CLOSED):
            await shown.show(HALL, signal)
            assert shown.sees(signal.words, HALL.main)
            assert not shown.sees(signal.advice)
        await shown.tick(1.0, change(SILENT, words="MẤT TÍN HIỆU 00:13"))
        assert shown.sees("MẤT TÍN HIỆU 00:13")
        await shown.show(HALL, LIVE)
        assert not shown.sees(LIVE.words)


@pytest.mark.parametrize("size", SIZES)
async def test_no_word_is_left_alone_on_a_line(tmp_path: Path, size: tuple[int, int]) -> None:
    """A long title is read in lines of about one length."""
    title = "Đại diện Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội huyện phát biểu ý kiến"
    async with view(demo(tmp_path / "m"), "hall", size) as shown:
        await shown.show(change(HALL, phase="step", eyebrow="", main=title, under="", countdown=None))
        lines = [line.strip() for line in shown.see().splitlines() if line.strip() and line.strip() in title]
        assert " ".join(lines) == title
        assert len(lines[-1]) >= len(max(lines, key=len)) / 3


async def test_after_the_thanks_a_closed_console_is_as_it_should_be(tmp_path: Path) -> None:
    """The last thing that the hall reads is the thanks; while the day goes on it is not deceived."""
    async with view(demo(tmp_path / "m"), "hall") as shown:
        await shown.show(change(HALL, phase="thanks"), CLOSED)
        assert not shown.sees(CLOSED.words)
        await shown.show(change(HALL, phase="thanks"), SILENT)
        assert shown.sees(SILENT.words)


async def test_the_hint_for_the_projector_is_gone_when_the_day_begins(tmp_path: Path) -> None:
    """It is meant for who sets up the screen, not for the hall."""
    hint = words("Ctrl and + together make the letters larger")
    async with view(demo(tmp_path / "m"), "hall") as shown:
        await shown.show(change(HALL, phase="welcome"))
        assert shown.sees(hint)
        await shown.show(HALL)
        assert not shown.sees(hint)


async def test_only_the_time_is_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs all day on the laptop of the console."""
    async with view(demo(tmp_path / "m"), "hall", (45, 8)) as shown:
        await shown.show(HALL)
        drawn = Drawn(monkeypatch)
        await shown.show(HALL)
        assert drawn.since() == 0
        await shown.tick(9.0)
        assert drawn.since() == 1
        assert shown.sees("02:10")
        await shown.show(change(HALL, countdown=change(FLOOR.countdown, running=False)))
        drawn.since()
        await shown.tick(30.0)
        assert drawn.since() == 0


def test_digits_are_whole_and_told_apart() -> None:
    """A time that is read wrongly from the last row is worse than none."""
    shapes = {tuple(line.plain for line in big_time.big_time(sign, 1)) for sign in "0123456789:-"}
    assert len(shapes) == 12
    for time in ("02:19", "-00:41", "125:00"):
        for scale in (1, 2, 3):
            lines = big_time.big_time(time, scale)
            assert len(lines) == scale * big_time.HEIGHT
            assert {line.cell_length for line in lines} == {big_time.width_of(time, scale)}


@pytest.mark.parametrize("width", [1, 2, 7, 20, 30, 45, 79, 200])
@pytest.mark.parametrize("height", [1, 2, 3, 8, 14, 24, 60])
def test_it_fits_any_screen(width: int, height: int) -> None:
    """Nothing is drawn over an edge, however large the letters."""
    for page in (
        HALL,
        change(HALL, message=MESSAGE * 9),
        change(HALL, main=ALL, under=ALL, lines=(ALL, ALL)),
    ):
        lines = hall_lines(page, SILENT, Size(width, height))
        assert len(lines) <= max(height, 3)
        drawn = [line(3.0) if callable(line) else line for line in lines]
        if width >= 20:
            assert max(line.cell_length for line in drawn) <= width


async def test_a_call_is_seen_at_once(tmp_path: Path) -> None:
    """Whoever is called must know it before the secretary repeats it."""
    path, clock = demo(tmp_path / "m"), hand_clock(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=clock) as folder, beating(folder, clock) as pulse:
        go(folder, "speeches")
        pulse.beat()
        async with view(path, "hall", clock=clock) as shown:
            assert shown.sees(words("The people speak"))
            folder.do(floor.call_next, seen=None)
            await shown.look(0.1)
            assert folder.meeting.floor is not None
            name = folder.meeting.people[folder.meeting.floor[1].person].name
            assert shown.sees(words("Please come to the microphone"), name)


@pytest.mark.parametrize("size", [(45, 14), (118, 28)])
async def test_hostile_words_are_letters(tmp_path: Path, size: tuple[int, int]) -> None:
    """A name may not colour, link, or move anything in front of five hundred people."""
    async with view(hostile(tmp_path / "m"), "hall", size) as shown:
        shown.see()
        await shown.look(61.0)
        shown.see()
        for evil in HOSTILE:
            ready = tuple(Ready(name=evil, village=evil) for _ in range(3))
            await shown.show(change(HALL, main=evil, under=evil, eyebrow=evil, title=evil, ready=ready))
            seen = shown.see()
            if evil in (BROKEN, NFD):
                assert ("[/b] hỏng" if evil == BROKEN else "Nguyễn Thị Phượng") in seen
            await shown.show(change(HALL, message=evil, lines=(evil,)))
            shown.see()


@pytest.mark.parametrize("command", ["chair", "hall"])
def test_without_a_terminal_or_a_meeting_it_is_said(command: str, tmp_path: Path) -> None:
    """A clear sentence and exit code 1, never a traceback."""
    from click.testing import CliRunner

    done = CliRunner().invoke(main, [command, str(tmp_path / json.dumps("none"))])
    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert done.output.strip()
