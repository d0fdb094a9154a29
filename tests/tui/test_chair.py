"""The chair's view: everything at one look, at every size, and only what is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from consoles import demo, go, hand_clock, words
from test_console_hostile import ALL, BROKEN, HOSTILE, hostile
from textual.geometry import Size
from views import (
    ANSWERING,
    CHAIR,
    CLOSED,
    FLOOR,
    LIVE,
    READOUT,
    SILENT,
    Drawn,
    beating,
    change,
    view,
)

from meeting_tui.domain import closing, floor, opinions, promises
from meeting_tui.live.pages import ChairPage, Coverage, Fact, Next, Numbered, Share
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, MeetingFolder
from meeting_tui.tui.follower_app import FollowerApp
from meeting_tui.tui.widgets import big_time
from meeting_tui.tui.widgets.alarm_bar import AlarmBar
from meeting_tui.tui.widgets.chair_blocks import Scroll, one_column

SIZES = [(80, 24), (118, 28), (200, 60), (70, 60), (60, 80)]


def told(page: ChairPage) -> list[str]:
    """Every fact that the chair must see without touching a key."""
    facts = [f"{fact.label} {fact.value}" for fact in (*page.queue, *page.hall)]
    people = [f"{row.place} {row.name} · {row.village}" for row in page.next]
    why = [row.why for row in page.next]
    day = [page.clock, page.step, page.step_time, page.outlook, page.advice]
    return [*day, *facts, *people, *why]


def of_the_floor() -> list[str]:
    return [FLOOR.name, FLOOR.village, "02:19", FLOOR.state_words, FLOOR.about, FLOOR.slip, FLOOR.topic]


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_seen_while_somebody_speaks(tmp_path: Path, size: tuple[int, int]) -> None:
    """A fact that is hidden at one of the usual sizes has to be asked for across the table."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        await shown.show(CHAIR)
        assert [fact for fact in (*told(CHAIR), *of_the_floor(), LIVE.words) if not shown.sees(fact)] == []
        assert shown.sees(*(question.text for question in FLOOR.questions))
        assert size[0] < 80 or shown.sees(CHAIR.title, CHAIR.date)
        for part in (*CHAIR.villages, *CHAIR.delegations):
            assert shown.sees(part.name)
        for topic in CHAIR.topics:
            assert shown.sees(topic.label)
        assert not shown.sees(words("… more than fits: make the window larger"))


@pytest.mark.parametrize("size", SIZES)
async def test_the_unit_that_answers_takes_the_speakers_place(tmp_path: Path, size: tuple[int, int]) -> None:
    """The chair must see what is still unanswered, and what was promised."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        await shown.show(change(CHAIR, floor=None, answering=ANSWERING))
        assert shown.sees(ANSWERING.unit, ANSWERING.progress, words("{time} left", time="03:20"))
        assert shown.sees(*(question.text for question in ANSWERING.open), *ANSWERING.promised)
        assert shown.sees(*(f"{share.label} {share.count}" for share in ANSWERING.others))


@pytest.mark.parametrize("size", SIZES)
async def test_nobody_has_the_floor(tmp_path: Path, size: tuple[int, int]) -> None:
    """The chair sees why nobody speaks, and what the hall reads meanwhile."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        await shown.show(change(CHAIR, floor=None, idle="Chưa có ai phát biểu.", message="Mời uống nước"))
        assert shown.sees("Chưa có ai phát biểu.")
        assert shown.sees(words("the hall reads: “{text}”", text="Mời uống nước"))


@pytest.mark.parametrize("size", [(118, 28), (200, 60), (70, 60)])
async def test_the_readout_is_complete_where_it_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    """Sixty seconds of reading must not need a key."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        await shown.show(change(CHAIR, floor=None, readout=READOUT[:4]))
        assert shown.sees(*READOUT[:4])


async def test_a_long_readout_is_scrolled_and_nothing_of_it_lost(tmp_path: Path) -> None:
    """The last sentence is what is owed: it must be reached with one key."""
    async with view(demo(tmp_path / "m"), "chair", (80, 24)) as shown:
        await shown.show(change(CHAIR, floor=None, readout=READOUT))
        assert shown.sees(READOUT[0])
        assert not shown.sees(READOUT[-1])
        for _ in range(6):
            await shown.press("pagedown")
        assert shown.sees(READOUT[-1])
        assert shown.sees(words("↑↓ the end"))
        await shown.press("up")
        assert not shown.sees(READOUT[-1])
        await shown.press("pageup", "pageup", "pageup", "pageup", "pageup")
        assert shown.sees(READOUT[0])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("signal", [SILENT, CLOSED])
async def test_what_cannot_be_trusted_is_unmistakable(
    tmp_path: Path, size: tuple[int, int], signal: Any
) -> None:
    """A frozen page that looks alive is worse than none."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        await shown.show(CHAIR, signal)
        bar = shown.app.screen.query_one(AlarmBar)
        assert bar.region.width == size[0]
        assert shown.sees(f"▲ {signal.words}", signal.advice, FLOOR.name, "02:19")
        assert bar.has_class("-bad") == (signal.tone == "bad")
        await shown.tick(1.0, LIVE)
        assert not bar.display
        assert not shown.sees(signal.advice)


async def test_over_time_and_called_are_said_in_words(tmp_path: Path) -> None:
    """Colour alone is not seen by everybody."""
    async with view(demo(tmp_path / "m"), "chair") as shown:
        late = change(FLOOR.countdown, remaining=-41.0)
        over = change(FLOOR, state_words="quá giờ", tone="bad", countdown=late)
        await shown.show(change(CHAIR, floor=over))
        assert shown.sees("quá giờ 00:41")
        await shown.tick(2.0)
        assert shown.sees("quá giờ 00:43")
        called = change(FLOOR, state="called", state_words="đã gọi", countdown=change(late, running=False))
        await shown.show(change(CHAIR, floor=called))
        assert shown.sees("đã gọi")
        assert not shown.sees("00:41")


@pytest.mark.parametrize("size", [(118, 28), (130, 40), (200, 60)])
async def test_the_large_time_stays_where_it_is(tmp_path: Path, size: tuple[int, int]) -> None:
    """Who looks up for a second finds it: called, speaking, with no question taken down or with six, over time."""
    asked = tuple(Numbered(number=n, text=f"Câu hỏi thứ {n} về đường thôn") for n in range(1, 7))
    floors = [
        change(FLOOR, state="called", countdown=change(FLOOR.countdown, running=False)),
        change(FLOOR, questions=()),
        change(FLOOR, questions=asked),
        change(FLOOR, tone="bad", countdown=change(FLOOR.countdown, remaining=-139.0)),
    ]
    top = big_time.big_time("02:19", 2 if size[1] >= 40 else 1)[0].plain.strip()
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        places = []
        for floor in floors:
            await shown.show(change(CHAIR, floor=floor))
            lines = shown.see().splitlines()
            places.append(next(y for y, line in enumerate(lines) if top in line))
            assert all(shown.sees(row.name, row.why) for row in CHAIR.next)
        assert len(set(places)) == 1


@pytest.mark.parametrize("size", [(80, 24), (118, 28)])
async def test_a_long_name_of_a_unit_is_not_cut(tmp_path: Path, size: tuple[int, int]) -> None:
    """The chair reads it out to call it."""
    unit = "Công chức Địa chính - nông nghiệp - xây dựng và môi trường, bộ phận đo đạc đất đai"
    long = change(ANSWERING, unit=unit)
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        for answering in (long, change(long, countdown=None)):
            await shown.show(change(CHAIR, floor=None, answering=answering))
            assert shown.sees(unit, ANSWERING.progress)
        await shown.show(change(CHAIR, floor=None, answering=long))
        await shown.tick(20.0)
        assert shown.sees(words("{time} left", time="03:00"))


async def test_after_the_closing_a_closed_console_alarms_nobody(tmp_path: Path) -> None:
    """The day is over: nothing new is waited for, and the read-out has its lines."""
    path, clock = demo(tmp_path / "m"), hand_clock(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=clock) as folder, beating(folder, clock) as pulse:
        go(folder, "conclusion")
        pulse.beat()
        async with view(path, "chair", clock=clock) as shown:
            alarm = shown.app.screen.query_one(AlarmBar)
            pulse.close()
            await shown.look(5.0)
            assert alarm.display
            folder.do(floor.write_down_unheard)
            for key, _question in folder.meeting.open_questions:
                folder.do(promises.settle, question=key, outcome="noted")
            folder.do(closing.close_meeting)
            await shown.look(1.0)
            assert not alarm.display
            assert shown.sees(words("console closed"))


async def test_the_time_goes_on_between_two_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the lines with the time are drawn again; a paused time stands."""
    async with view(demo(tmp_path / "m"), "chair") as shown:
        await shown.show(CHAIR)
        drawn = Drawn(monkeypatch)
        await shown.tick(9.0)
        assert shown.sees(words("{time} left", time="02:10"))
        assert 1 <= drawn.since() <= 7
        paused = change(FLOOR, state="paused", countdown=change(FLOOR.countdown, running=False))
        await shown.show(change(CHAIR, floor=paused))
        drawn.since()
        await shown.tick(9.0)
        assert drawn.since() == 0
        assert shown.sees(words("{time} left", time="02:19"))


async def test_nothing_is_drawn_when_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An idle view must cost nothing: it runs on the laptop of the console."""
    async with view(demo(tmp_path / "m"), "chair") as shown:
        await shown.show(CHAIR)
        drawn = Drawn(monkeypatch)
        await shown.show(CHAIR)
        assert drawn.since() == 0
        await shown.show(change(CHAIR, message="Mời uống nước"))
        assert 0 < drawn.since() < 16


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q", "ctrl+c"])
async def test_one_key_leaves(tmp_path: Path, key: str) -> None:
    """Opened on the operator's only screen it must not stand in the way."""
    async with view(demo(tmp_path / "m"), "chair") as shown:
        assert shown.sees(f"q {words('Leave')}")
        await shown.press(key)
        assert shown.app._exit


async def test_the_colours_change_for_this_window_only(tmp_path: Path) -> None:
    """What is remembered belongs to the console."""
    async with view(demo(tmp_path / "m"), "chair") as shown:
        before = shown.app.theme
        await shown.press("t")
        assert shown.app.theme != before
        assert not (tmp_path / "config").exists()


@pytest.mark.parametrize("size", [(59, 19), (40, 12), (20, 5), (8, 3), (2, 1)])
async def test_a_window_too_small_says_so_and_keeps_what_counts(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Cut silently, a page would look complete."""
    async with view(demo(tmp_path / "m"), "chair", size) as shown:
        for page in (CHAIR, change(CHAIR, floor=None, answering=ANSWERING), change(CHAIR, readout=READOUT)):
            for signal in (LIVE, SILENT):
                await shown.show(page, signal)
                shown.see()
        await shown.show(CHAIR)
        if size[0] >= 40:
            assert shown.sees(FLOOR.name, "02:19")
            assert "… " in shown.see()


@pytest.mark.parametrize("width", [*range(1, 30, 3), 60, 78, 140])
@pytest.mark.parametrize("height", [1, 2, 5, 9, 22, 58])
def test_no_line_is_wider_and_no_page_higher_than_the_screen(width: int, height: int) -> None:
    """A long list may not push the speaker off the screen."""
    many = change(
        CHAIR,
        villages=tuple(Coverage(name=f"thôn {n}", invited=1, present=1, spoken=n % 2) for n in range(60)),
        topics=tuple(Share(label=f"Chủ đề số {n}", count=n) for n in range(30)),
        queue=tuple(Fact(label=f"nhãn {n}", value="1") for n in range(20)),
        floor=change(FLOOR, questions=tuple(Numbered(number=n, text="hỏi " * 30) for n in range(40))),
    )
    for page in (CHAIR, many, change(many, floor=None, answering=ANSWERING), change(many, readout=READOUT)):
        lines = one_column(page, Size(width, height), Scroll())
        assert len(lines) <= height
        if width >= 20:
            drawn = [line(5.0) if callable(line) else line for line in lines]
            assert max(line.cell_length for line in drawn) <= width


def test_villages_without_a_speaker_stay_when_not_all_have_room() -> None:
    """Who was not heard is what the chair looks for."""
    parts = tuple(Coverage(name=f"thôn {n}", invited=9, present=9, spoken=int(n != 40)) for n in range(1, 41))
    page = change(CHAIR, villages=parts)
    drawn = [line(0.0) if callable(line) else line for line in one_column(page, Size(78, 22), Scroll())]
    seen = "\n".join(line.plain for line in drawn)
    assert "thôn 40 9/9 ○" in seen
    assert "… +" in seen


# -- a meeting that somebody else writes -----------------------------------------------------------------


async def test_a_call_in_the_console_is_seen_at_once(tmp_path: Path) -> None:
    """The chair sees what the secretary does without asking."""
    path, clock = demo(tmp_path / "m"), hand_clock(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=clock) as folder, beating(folder, clock) as pulse:
        go(folder, "speeches")
        pulse.beat()
        async with view(path, "chair", clock=clock) as shown:
            assert shown.sees(words("Nobody has been called yet."))
            assert not shown.app.screen.query_one(AlarmBar).display
            folder.do(floor.call_next, seen=None)
            await shown.look(0.1)
            assert folder.meeting.floor is not None
            turn, called = folder.meeting.floor
            assert shown.sees(folder.meeting.people[called.person].name, words("called"))
            folder.do(floor.start_speech, seen=turn)
            folder.do(opinions.write_down, question="q1", text="Khi nào sửa đường?", turn=turn)
            await shown.look(0.1)
            assert shown.sees(words("speaking"), "Khi nào sửa đường?")


async def test_a_console_that_falls_silent_is_told_and_comes_back(tmp_path: Path) -> None:
    """Nobody has to restart the view when the console is back."""
    path, clock = demo(tmp_path / "m"), hand_clock(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=clock) as folder, beating(folder, clock) as pulse:
        pulse.beat()
        async with view(path, "chair", clock=clock) as shown:
            bar = shown.app.screen.query_one(AlarmBar)
            await shown.look(1.0)
            assert not bar.display
            await shown.look(5.0)
            assert bar.display
            assert bar.has_class("-bad")
            assert shown.sees(words("NO SIGNAL {time}", time="00:06"))
            pulse.beat()
            await shown.look(1.0)
            assert not bar.display


async def test_without_a_journal_it_waits_and_says_so(tmp_path: Path) -> None:
    """A view that is opened too early is no mistake."""
    path = tmp_path / "m"
    demo(path)
    (path / JOURNAL).unlink()
    assert (path / PLAN).exists()
    async with view(path, "chair") as shown:
        assert shown.sees(words("no journal yet, waiting"))
        assert shown.app.screen.query_one(AlarmBar).display


async def test_the_words_change_when_the_time_is_nearly_up(tmp_path: Path) -> None:
    """The page is made anew when its countdown comes to where it warns, not seconds later."""
    path, clock = demo(tmp_path / "m"), hand_clock(tmp_path / "m")
    with MeetingFolder.open(path, "console", clock=clock) as folder:
        go(folder, "speeches")
        folder.do(floor.call_next, seen=None)
        clock.pass_seconds(30 - clock.now().second)  # the full minute makes a page of its own
        assert folder.meeting.floor is not None
        folder.do(floor.start_speech, seen=folder.meeting.floor[0])
        limit = folder.meeting.floor[1].limit_seconds
        async with view(path, "chair", clock=clock) as shown:
            await shown.look(limit - 1.0)
            assert not shown.sees(words("over time"))
            await shown.look(1.5)
            assert shown.sees(f"{words('over time')} 00:00") or shown.sees(f"{words('over time')} 00:01")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@pytest.mark.parametrize("kind", ["opening", "speeches", "answers", "conclusion"])
async def test_hostile_words_are_letters(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    """A name may not colour, link, or move anything on the chair's screen."""
    path = hostile(tmp_path / "m")
    if kind != "speeches":
        with MeetingFolder.open(path, "console", clock=hand_clock(path)) as folder:
            go(folder, kind)
    async with view(path, "chair", size) as shown:
        shown.see()
        await shown.look(61.0)
        shown.see()
        evil = tuple(Next(place=n, name=s, village=s, why=s, about=s) for n, s in enumerate(HOSTILE))
        numbered = tuple(Numbered(number=n, text=s) for n, s in enumerate(HOSTILE))
        page = change(
            CHAIR,
            next=evil,
            floor=change(FLOOR, name=BROKEN, village=ALL, slip=ALL, topic=ALL, questions=numbered),
            villages=tuple(Coverage(name=s, invited=1, present=1, spoken=0) for s in HOSTILE),
            message=ALL,
        )
        for shape in (page, change(page, readout=HOSTILE), change(page, title=ALL, step=ALL, outlook=ALL)):
            await shown.show(shape, change(SILENT, advice=ALL))
            assert "[/b]" in shown.see()


def test_the_program_offers_nothing_that_writes() -> None:
    """Read-only: keys that leave, change the colours, or move in the read-out, and no palette."""
    assert not FollowerApp.ENABLE_COMMAND_PALETTE
    actions = {binding.action for binding in FollowerApp.BINDINGS}  # type: ignore[union-attr]
    assert actions == {"quit", "next_theme"}
