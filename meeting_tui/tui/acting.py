"""Beginning an act: something that asks, then commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from textual.dom import DOMNode
from textual.worker import WorkType

from meeting_tui.tui.desk import Desk

Act = Callable[..., Awaitable[object]]


def begin(node: DOMNode, desk: Desk, act: Act, *args: Any) -> None:
    """One at a time, so that a key pressed twice asks once."""
    work: WorkType[None] = partial(_done, desk, act, *args)
    node.run_worker(work, exclusive=True, group="act")


async def _done(desk: Desk, act: Act, *args: Any) -> None:
    """Only now is the act begun: one that gives way to a second press leaves nothing behind."""
    desk.begin()
    await act(desk, *args)
