"""A rehearsal at a speed that can be watched: its clock runs evenly, so many times as fast as a real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from meeting_tui.store.clock import HandClock, steady_seconds

SLICE = 0.25
"""Seconds that nothing sleeps longer than: so often there is a beat, and so soon Ctrl+C is heard."""


class Pace:
    """Waits as a clock with `speed` would, and moves the clock as it goes. `beat` is called after every slice.

    What the acts themselves took is waited for no more; a machine that cannot keep up plays as fast as it can.
    """

    def __init__(
        self,
        clock: HandClock,
        speed: float,
        beat: Callable[[], None],
        *,
        steady: Callable[[], float] = steady_seconds,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._speed = speed
        self._beat = beat
        self._steady = steady
        self._sleep = sleep
        self._at = steady()
        """The real moment that the clock stands for."""

    def wait(self, seconds: float) -> None:
        """Ends when the clock has gone exactly `seconds` of the meeting's time."""
        until = self._clock.now() + timedelta(seconds=seconds)
        while (left := (until - self._clock.now()).total_seconds()) > 0:
            ahead = left / self._speed - (self._steady() - self._at)
            if ahead > 0:
                self._sleep(min(SLICE, ahead))
            passed = min(left, (self._steady() - self._at) * self._speed)
            self._clock.pass_seconds(passed)
            self._at += passed / self._speed
            self._beat()
