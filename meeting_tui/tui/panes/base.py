"""What all panes share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from textual.containers import Vertical

from meeting_tui.tui.acting import Act, begin
from meeting_tui.tui.desk import Desk


class Pane(Vertical):
    """One kind of work in the middle of the console.

    `show` draws the meeting after a change; `tick` draws what only time changes, once a second.
    """

    DEFAULT_CSS = """
    Pane { height: 1fr; }
    """

    def __init__(self, desk: Desk, *, id: str) -> None:
        super().__init__(id=id)
        self.desk = desk

    def show(self, now: datetime) -> None:
        """Draw the meeting as it is now."""

    def tick(self, now: datetime) -> None:
        """Draw the passing of time."""

    def keep_in_time(self, now: datetime) -> None:
        """Called four times a second: keep what is typed, before a pulled plug could take it."""

    def keep_words(self) -> bool:
        """Write down what stands in a field and is not kept yet; whether it is safe now."""
        return True

    def enter(self) -> None:
        """Put the focus where this work begins."""

    def act(self, act: Act, *args: Any) -> None:
        """Run something that asks, about what stands in this pane."""
        begin(self, self.desk, act, *args)
