"""Scans are caught here, before any binding or field sees their keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message

from meeting_tui.intake.scan_gate import Scan, ScanGate, scan_in_paste

if TYPE_CHECKING:
    Mixed = App[str]
else:
    Mixed = object


@runtime_checkable
class TriesScans(Protocol):
    """A screen on which a scan lets nobody in."""

    def take(self, scan: Scan) -> None: ...


class TakesScans(Mixed):
    """Put before `App`: keys go through the gate; `scanned` is called with every scan, wherever the focus is.

    `App.on_event` is the one place that every driver passes before priority bindings. Keys carry the time at
    which the input thread read them, so a busy screen does not stretch a burst.
    """

    _gate: ScanGate[events.Key]
    _due: asyncio.TimerHandle | None = None

    @property
    def holding(self) -> bool:
        """Whether keys wait in the gate for what comes next."""
        return self._keys().deadline is not None

    def scanned(self, scan: Scan) -> None:
        """A scan came."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self._pass_on(self._keys().feed(event.key, event.character, event.time, event))
        elif isinstance(event, events.Paste) and not event.is_forwarded and scan_in_paste(event.text):
            self.scanned(Scan(event.text.strip(), "none", len(event.text), 0.0))
        else:
            await super().on_event(event)

    def _keys(self) -> ScanGate[events.Key]:
        if not hasattr(self, "_gate"):
            self._gate = ScanGate()
        return self._gate

    async def _pass_on(self, done: list[events.Key | Scan]) -> None:
        for n, one in enumerate(done):
            if n:
                await self._breathe()
            if isinstance(one, Scan):
                self.scanned(one)
            else:
                await super().on_event(one)
        self._wait()

    @staticmethod
    async def _breathe() -> None:
        """Keys that waited together are pressed one after the other: what the first began must not give way to the second."""
        for _ in range(20):
            await asyncio.sleep(0)

    def _wait(self) -> None:
        """Come back when the held keys have waited long enough."""
        deadline = self._gate.deadline
        if deadline is not None and self._due is None:
            delay = max(0.0, deadline - _now())
            self._due = asyncio.get_running_loop().call_later(delay, self._time_is_up)

    def _time_is_up(self) -> None:
        """Behind everything that is in the queue, twice: keys that were read while the screen was busy go first."""
        self._due = None
        self.call_later(self.call_later, self._expire)

    async def _expire(self) -> None:
        await self._pass_on(self._gate.expire(_now()))


def _now() -> float:
    """The time as events carry it."""
    return Message().time
