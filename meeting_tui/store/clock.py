"""The meeting's clock: it starts at the wall clock and then runs by itself.

A laptop whose clock is set back an hour during a speech must not change how long somebody has spoken, and
nothing may seem to happen before what is already in the journal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def wall_clock() -> datetime:
    return datetime.now(UTC)


def steady_seconds() -> float:
    """Seconds that no one can set, running on while the laptop sleeps where the system offers that."""
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot_time is None else time.clock_gettime(boot_time)


class Clock:
    """Aware UTC. `not_before` is the time of the journal's last line."""

    def __init__(
        self,
        wall: Callable[[], datetime] = wall_clock,
        steady: Callable[[], float] = steady_seconds,
        not_before: datetime | None = None,
    ) -> None:
        self._wall = wall
        self._steady = steady
        started = wall()
        self._origin = max(started, not_before) if not_before else started
        self._started = steady()
        self.behind_at_start = self._origin - started
        """How far the wall clock lay behind the journal when this clock began; zero is as it should be."""

    def now(self) -> datetime:
        return self._origin + timedelta(seconds=self._steady() - self._started)

    def drift(self) -> timedelta:
        """How far the wall clock is from this one now; below zero: it was set back."""
        return self._wall() - self.now()


class HandClock:
    """A clock that goes only when it is told to: for rehearsals and tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def pass_seconds(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)

    def drift(self) -> timedelta:
        return timedelta()
