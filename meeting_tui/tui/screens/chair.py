"""The chair's view: who speaks, who is next and why, how the day stands. Everything at one look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen

from meeting_tui.domain.meeting import Meeting
from meeting_tui.live.chair import chair_page
from meeting_tui.live.pages import ChairPage, Countdown, Signal
from meeting_tui.tui.widgets.alarm_bar import AlarmBar
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.blocks import holds
from meeting_tui.tui.widgets.board import Board, Line
from meeting_tui.tui.widgets.chair_blocks import TWO_COLUMNS, Scroll, day_column, floor_column, one_column

SIGNS = {"warning": "▲", "bad": "▲"}


class ChairScreen(Screen[None]):
    """Draws a `ChairPage`; takes no keys but to move in what is read out."""

    AUTO_FOCUS = None
    BINDINGS = [
        Binding("up", "move(-1)", show=False, id="chair.up"),
        Binding("down", "move(1)", show=False, id="chair.down"),
        Binding("pageup", "move(-8)", show=False, id="chair.page_up"),
        Binding("pagedown", "move(8)", show=False, id="chair.page_down"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page: ChairPage | None = None
        self._is_over = False
        """Whether the meeting is closed: then nobody waits for the console."""
        self._scroll = Scroll()
        self._status = StatusBar()
        self._alarm = AlarmBar(id="alarm")
        self._floor = Board(self._floor_lines, id="floor")
        self._day = Board(self._day_lines, id="day")

    def compose(self) -> ComposeResult:
        yield self._status
        yield self._alarm
        with Horizontal():
            yield self._floor
            yield self._day
        yield KeyBar()

    def follow(self, meeting: Meeting, now: datetime, signal: Signal) -> None:
        self._is_over = meeting.day.closed_at is not None
        self.show(chair_page(meeting, now), signal)

    def show(self, page: ChairPage, signal: Signal) -> None:
        if not page.readout:
            self._scroll = Scroll()
        self._page = page
        self._status.show(title=page.title, date=page.date, time=page.clock)
        self._floor.show()
        self._day.show()
        self.tell(signal)

    def tick(self, seconds: float, signal: Signal) -> None:
        """The page is so many seconds old."""
        self._floor.tick(seconds)
        self.tell(signal)

    def tell(self, signal: Signal) -> None:
        """How far the page can be trusted."""
        if self._is_over and signal.state == "closed":
            signal = msgspec.structs.replace(signal, tone="quiet")
        words = f"{SIGNS.get(signal.tone, '●')} {signal.words}"
        self._status.show(saved=words, saved_tone=signal.tone)
        self._alarm.show(signal)

    @property
    def lasts(self) -> float:
        """Seconds for which the page's words hold."""
        return min(map(holds, self._clocks), default=math.inf) if self._page else 0.0

    @property
    def ticks(self) -> bool:
        """Whether a clock of the page runs."""
        return any(clock is not None and clock.running for clock in self._clocks)

    @property
    def _clocks(self) -> list[Countdown | None]:
        page = self._page
        return [part.countdown for part in (page.floor, page.answering) if part] if page else []

    def _floor_lines(self, size: Size) -> Sequence[Line]:
        if self._page is None:
            return []
        arrange = floor_column if self._has_two_columns else one_column
        return arrange(self._page, size, self._scroll)

    def _day_lines(self, size: Size) -> Sequence[Line]:
        return day_column(self._page, size) if self._page and self._has_two_columns else []

    @property
    def _has_two_columns(self) -> bool:
        return self.size.width >= TWO_COLUMNS

    def action_move(self, lines: int) -> None:
        self._scroll.at = max(0, min(self._scroll.at + lines, self._scroll.most))
        self._floor.show()
