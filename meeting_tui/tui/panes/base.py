"""What all panes share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from textual.containers import Vertical
from textual.worker import WorkType

from meeting_tui.tui.desk import Desk


class Pane(Vertical):
    """One kind of work in the middle of the console.

    `show` draws the meeting after a change; `tick` draws what only time changes, four times a second.
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

    def keep_words(self) -> bool:
        """Write down what stands in a field and is not kept yet; whether it is safe now."""
        return True

    def enter(self) -> None:
        """Put the focus where this work begins."""

    def act(self, act: Callable[..., Awaitable[object]], *args: object) -> None:
        """Run something that asks; one at a time, so that a key pressed twice asks once."""
        begun: WorkType[None] = partial(_done, act, self.desk, *args)
        self.run_worker(begun, exclusive=True, group="act")


async def _done(act: Callable[..., Awaitable[object]], *args: object) -> None:
    """Only now is the act begun: one that gives way to a second press leaves nothing behind."""
    await act(*args)
