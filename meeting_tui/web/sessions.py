"""The PIN and who has given it. Everything is in memory: it ends with the server.

Six digits are safe only while they cannot be tried often. So a try counts before it is looked at, the tries of one
address wait for one another, and after ten wrong ones that address gets no more, a right one included.
"""

from __future__ import annotations

import hmac
import secrets

import msgspec

from meeting_tui.live.pages import VIEWS, View

TRIES = 10
"""Wrong tries of one address."""
TRIES_IN_ALL = 100
"""Wrong tries of all addresses together: one in ten thousand guesses the PIN. It bounds what is remembered, too."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Seconds before the second try of an address is looked at; twice as many before each further one, up to the longest."""


def new_pin() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**6):06d}"


class _Tries(msgspec.Struct):
    count: int = 0
    free_at: float = 0.0
    """When the last of them is looked at."""


class Door:
    """Who may see which view. One key for each: whoever gave the PIN has it, and no list of them can grow."""

    def __init__(self, pin: str) -> None:
        self._pin = pin
        self._keys = {view: secrets.token_urlsafe(32) for view in VIEWS}
        self._tries: dict[str, _Tries] = {}
        self._count = 0

    def admits(self, view: View, key: str) -> bool:
        return _same(key, self._keys[view])

    def tries_left(self, address: str) -> int:
        known = self._tries.get(address)
        return min(TRIES - (known.count if known else 0), TRIES_IN_ALL - self._count)

    def knock(self, address: str, now: float) -> float | None:
        """Count a try. When it may be looked at, in the seconds of `now`; None: never."""
        if self.tries_left(address) == 0:
            return None
        tries = self._tries.setdefault(address, _Tries())
        pause = min(FIRST_PAUSE * 2 ** (tries.count - 1), LONGEST_PAUSE) if tries.count else 0.0
        tries.free_at = max(now, tries.free_at) + pause
        tries.count += 1
        self._count += 1
        return tries.free_at

    def enter(self, address: str, view: View, pin: str) -> str | None:
        """Look at a try that knocked. The view's key if the PIN is right; then it does not count after all."""
        if not _same("".join(pin.split()), self._pin):
            return None
        self._count -= 1
        self._tries[address].count -= 1
        if self._tries[address].count == 0:
            del self._tries[address]
        return self._keys[view]


def _same(given: str, known: str) -> bool:
    """Compared in a time that tells nothing; whatever bytes a browser sends."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), known.encode())
