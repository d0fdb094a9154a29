"""A storm of commands, as the console runs them in its worst minute, and how long until somebody else has seen one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from meeting_tui.domain import floor, hall
from meeting_tui.store.folder import MeetingFolder

A_SECOND = 30
"""Commands in a second; a secretary gives one every few seconds."""
EACH = 6
"""Every so many, one is looked for: a message in the hall, which stands in every view."""

Seen = Iterable[tuple[str, float]]


def latencies(path: Path, look: Callable[[float], Seen], count: int) -> list[float]:
    """Seconds from the end of a commit until it was seen. `look(seconds)` waits so long, and gives what it saw and when.

    A message that the next one overtook was seen with it.
    """
    found: list[float] = []
    pending: dict[str, float] = {}
    with MeetingFolder.open(path, "console") as folder:
        next_at, number = time.perf_counter(), 0
        while len(found) < count:
            if time.perf_counter() >= next_at:
                next_at += 1 / A_SECOND
                number += 1
                if number % EACH:
                    _something(folder, number)
                elif len(found) + len(pending) < count:
                    words = f"lookout {number:06d}"
                    folder.do(hall.put_up_message, text=words)
                    pending[words] = time.perf_counter()
            for words, at in look(max(0.0, next_at - time.perf_counter())):
                for earlier in [one for one in pending if one <= words]:
                    found.append(at - pending.pop(earlier))
            if pending and time.perf_counter() - min(pending.values()) > 10:
                raise TimeoutError(f"not seen: {min(pending)}")
    return found


def _something(folder: MeetingFolder, number: int) -> None:
    turn = folder.meeting.floor
    assert turn is not None
    folder.do(floor.add_time, seen=turn[0], seconds=60 if number % 2 else -60)
