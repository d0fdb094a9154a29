"""The hall's display: the name that is called now, as large as the terminal's letters are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from meeting_tui.domain.meeting import Meeting
from meeting_tui.live.hall import hall_page
from meeting_tui.live.pages import HallPage, Signal
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.blocks import holds
from meeting_tui.tui.widgets.board import Board, Line
from meeting_tui.tui.widgets.hall_blocks import hall_lines


class HallScreen(Screen[None]):
    """Draws a `HallPage`, in which nothing is private."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[HallPage, Signal] | None = None
        self._board = Board(self._lines, id="board")

    def compose(self) -> ComposeResult:
        yield self._board
        yield KeyBar()

    def follow(self, meeting: Meeting, now: datetime, signal: Signal) -> None:
        self.show(hall_page(meeting, now), signal)

    def show(self, page: HallPage, signal: Signal) -> None:
        self._shown = (page, signal)
        self._board.show()

    def tick(self, seconds: float, signal: Signal) -> None:
        """The page is so many seconds old."""
        if self._shown and signal.words != self._shown[1].words:
            self._shown = (self._shown[0], signal)
            self._board.show()
        self._board.tick(seconds)

    @property
    def lasts(self) -> float:
        """Seconds for which the page's words hold."""
        return holds(self._shown[0].countdown) if self._shown else 0.0

    @property
    def ticks(self) -> bool:
        """Whether a clock of the page runs."""
        clock = self._shown[0].countdown if self._shown else None
        return clock is not None and clock.running

    def _lines(self, size: Size) -> Sequence[Line]:
        return hall_lines(*self._shown, size) if self._shown else []
