"""A console on a meeting that is ready to be opened, with a clock that goes by hand.

Nothing here waits for real time: `Console.wait` moves the clock and lets the program tick.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from meeting_tui import places
from meeting_tui.domain import agenda, floor
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import Question, Turn
from meeting_tui.domain.text import fold
from meeting_tui.domain.views import step_gates
from meeting_tui.language import _
from meeting_tui.rehearsal.citizens import invent, with_codes
from meeting_tui.rehearsal.demo import CAME, fill
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text, valid_plan
from meeting_tui.tui.app import MeetingApp
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.console import ConsoleScreen
from meeting_tui.tui.widgets.completion import NoteField
from meeting_tui.tui.widgets.fields import LineField, TextField
from meeting_tui.tui.widgets.line_list import LineList

W = TypeVar("W", bound=Widget)

AT_ONCE = 0.06
"""Seconds: Textual puts off the work of a new screen by 0.05."""
SMALL, USUAL = (80, 24), (118, 28)
KON_PLONG, ICH_HAU = "kon-plong-2024", "ich-hau-2024"
CONTROLS = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200f"}
SPECIAL = {"<": ("backspace", None), "|": ("enter", "\r"), ">": ("tab", "\t")}


def demo(path: Path, plan: str = KON_PLONG, *, seed: int = 1, people: int | None = 40) -> Path:
    """A meeting's folder as the demo makes it: invented people, most of them in the hall, and their slips."""
    source = places.reference_plan(plan)
    assert source is not None
    path.mkdir(parents=True, exist_ok=True)
    (path / PLAN).write_text(plan_text(source), "utf-8")
    rng = Random(seed)
    with MeetingFolder.open(path, "door", clock=HandClock(rehearsal_start(valid_plan(path)))) as folder:
        cast = with_codes(invent(folder.plan, rng, people), rng, folder.code_mark)
        came = sorted(person for person in sorted(cast.people) if rng.random() < CAME)
        folder.do(fill, people=cast.people, slips=list(cast.slips), came=came, first="s")
    return path


def hand_clock(path: Path) -> HandClock:
    """Ten minutes after the door opened."""
    clock = HandClock(rehearsal_start(valid_plan(path)))
    clock.pass_seconds(600)
    return clock


def go(folder: MeetingFolder, kind: str) -> None:
    """To the first step of a kind, whatever is still open."""
    step = next(item.id for item in folder.meeting.agenda if item.kind == kind)
    if folder.meeting.day.step != step:
        gates = [gate.code for gate in step_gates(folder.meeting)]
        folder.do(agenda.go_to_step, step=step, seen=folder.meeting.day.step, overrides=gates)


def drawn(screen: Screen[Any]) -> str:
    """What is seen, and proof that none of it can reach the terminal as anything but letters."""
    rows = ["".join(segment.text for segment in row) for row in screen._compositor.render_strips()]
    for row in rows:
        assert not set(row) & CONTROLS, ascii(row)
    return "\n".join(row.rstrip() for row in rows)


def one_space(s: str) -> str:
    """The words of a text, wherever its lines end."""
    return " ".join(s.split())


class Console:
    """The program, its keyboard, and what the meeting became."""

    def __init__(self, app: MeetingApp, pilot: Any, clock: Any) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.folder = app.folder

    @property
    def meeting(self) -> Meeting:
        return self.folder.meeting

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def at_console(self) -> bool:
        return isinstance(self.screen, ConsoleScreen)

    @property
    def kind(self) -> str | None:
        return self.meeting.item.kind if self.meeting.item else None

    # -- the floor ---------------------------------------------------------------------------------------

    @property
    def on_floor(self) -> str | None:
        return self.meeting.floor[0] if self.meeting.floor else None

    @property
    def turn(self) -> Turn:
        """Who has the floor."""
        assert self.meeting.floor is not None
        return self.meeting.floor[1]

    @property
    def waiting(self) -> list[str]:
        return [place.turn for place in self.meeting.queue]

    @property
    def questions(self) -> list[Question]:
        return [question for _key, question in self.meeting.numbered]

    def name(self, turn: str) -> str:
        return self.meeting.people[self.meeting.turns[turn].person].name

    # -- the keyboard ------------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Each key, and what comes of it."""
        for key in keys:
            self.burst_keys(key)
            await self.settle()

    async def at_once(self, *keys: str) -> None:
        """All keys before anything is drawn, as an impatient hand or a stalled terminal sends them."""
        self.burst_keys(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Letters; `<` is a backspace, `|` Enter, `>` Tab."""
        for letter in text:
            name, character = SPECIAL.get(letter, (letter if letter.isalnum() else "letter", letter))
            self.app.post_message(events.Key(name, character))
        await self.settle()

    def burst_keys(self, *keys: str) -> None:
        characters = {"enter": "\r", "tab": "\t", "space": " ", "question_mark": "?", "plus": "+"}
        for key in keys:
            character = characters.get(key, key if len(key) == 1 else None)
            self.app.post_message(events.Key(key, character))

    async def settle(self) -> None:
        """Until what was pressed has been done and drawn.

        `Pilot.pause` sleeps until the whole process looks idle, which costs more than all the work of a test.
        Here the loop itself is asked: nothing is ready to run, and no timer is due at once.
        """
        loop: Any = asyncio.get_running_loop()
        end = loop.time() + 5
        while loop.time() < end:
            await _nothing_ready(loop)
            self.app.screen._on_timer_update()
            await _nothing_ready(loop)
            due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=end)
            if due - loop.time() > AT_ONCE and not getattr(self.app, "holding", False):
                return
            await asyncio.sleep(max(0.001, due - loop.time()))

    # -- dialogs -----------------------------------------------------------------------------------------

    async def answer(self, *texts: str) -> None:
        """One dialog after the other: its field gets this text, and is accepted."""
        for text in texts:
            assert isinstance(self.screen, Ask), self.screen
            field: LineField | TextField = next(
                iter([*self.screen.query(LineField), *self.screen.query(TextField)])
            )
            field.load(text)
            await self.press("ctrl+s")

    async def choose(self, *labels: str) -> None:
        """One list after the other: the offer with this label."""
        for label in labels:
            assert isinstance(self.screen, Choose), self.screen
            rows = self.screen.query_one(LineList).rows
            place = next(n for n, (_number, offer) in enumerate(rows) if offer.label == label)
            self.screen.query_one(LineList).move_to(place)
            await self.press("enter")

    async def command(self, name: str) -> None:
        """From the palette, by its name without accents."""
        await self.press("ctrl+p")
        await self.type(fold(name))
        await self.choose(name)

    # -- what is seen ------------------------------------------------------------------------------------

    def see(self) -> str:
        return drawn(self.screen)

    def text(self, selector: str) -> str:
        """What a line of the screen says."""
        return str(self.screen.query_one(selector, Static).visual)

    def within(self, widget: Widget) -> str:
        """What is seen where a widget is, its frame left out."""
        x, y, width, height = widget.scrollable_content_region
        strips = self.screen._compositor.render_strips()[y : y + height]
        return "\n".join(strip.crop(x, x + width).text.rstrip() for strip in strips)

    def sees(self, sentence: str) -> bool:
        """Whether a sentence is on the screen, wherever its lines end."""
        return one_space(sentence) in one_space(self.see())

    @property
    def notices(self) -> list[str]:
        """The short messages that are shown now."""
        return [notice.message for notice in self.app._notifications]

    def of(self, kind: type[W], selector: str = "") -> W:
        return self.screen.query_one(selector, kind) if selector else self.screen.query_one(kind)

    @property
    def note(self) -> NoteField:
        return self.app.main.query_one(NoteField)

    # -- time and other hands ----------------------------------------------------------------------------

    async def wait(self, seconds: float = 0) -> None:
        if seconds:
            self.clock.pass_seconds(seconds)
        self.app.tick()
        await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        await self.pilot.resize_terminal(*size)
        self.app.screen.post_message(events.Resize(Size(*size), Size(*size)))
        await self.settle()

    async def go(self, kind: str) -> None:
        go(self.folder, kind)
        self.app.show_meeting()
        await self.settle()

    async def do(self, command: Callable[..., Any], /, **args: Any) -> Any:
        """A command of this desk, without its keys."""
        result = self.folder.do(command, **args)
        self.app.show_meeting()
        await self.settle()
        return result

    async def speaking(self) -> str:
        """The next in the queue has the floor and the clock runs."""
        await self.do(floor.call_next, seen=self.on_floor)
        await self.do(floor.start_speech, seen=self.on_floor)
        assert self.on_floor is not None
        return self.on_floor


@asynccontextmanager
async def console(
    path: Path, *, size: tuple[int, int] = USUAL, clock: Any = None, who: str = "console", at: str = ""
) -> AsyncIterator[Console]:
    """The program on a folder; `at` goes to a step first. The user's settings lie beside the folder."""
    clock = clock or hand_clock(path)
    with MeetingFolder.open(path, who, clock=clock) as folder:
        if at:
            go(folder, at)
        async with running(MeetingApp(folder, config=path.parent / "config"), clock, size) as here:
            yield here


@asynccontextmanager
async def running(app: MeetingApp, clock: Any, size: tuple[int, int] = USUAL) -> AsyncIterator[Console]:
    app.set_interval = _no_timer  # type: ignore[assignment,method-assign]
    app.main.patience = 0.0  # every key here is meant
    async with app.run_test(size=size, notifications=True) as pilot:
        here = Console(app, pilot, clock)
        await here.settle()
        yield here


async def _nothing_ready(loop: Any) -> None:
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1


def _no_timer(*_args: object, **_kwargs: object) -> None:
    """Time passes by hand alone: see `Console.wait`."""


def words(message: str, **facts: object) -> str:
    """A message of the interface as it is shown."""
    return _(message).format(**facts)
