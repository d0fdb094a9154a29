"""Who looks on. Every viewer has room for one message: whoever is slow or asleep misses some, and piles up nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from meeting_tui.live.pages import VIEWS, View

VIEWERS = 100
"""Of both views together."""


class Mailbox:
    """One place: what comes before the last was taken replaces it."""

    def __init__(self) -> None:
        self._message = b""
        self._came = asyncio.Event()

    def put(self, message: bytes) -> None:
        self._message = message
        self._came.set()

    async def take(self) -> bytes:
        await self._came.wait()
        self._came.clear()
        return self._message


class Viewers:
    """The mailboxes of all who look on, by view."""

    def __init__(self) -> None:
        self._boxes: dict[View, set[Mailbox]] = {view: set() for view in VIEWS}

    def __len__(self) -> int:
        return sum(map(len, self._boxes.values()))

    @property
    def full(self) -> bool:
        return len(self) >= VIEWERS

    def watched(self) -> list[View]:
        """The views that somebody looks at."""
        return [view for view, boxes in self._boxes.items() if boxes]

    def put(self, view: View, message: bytes) -> None:
        for box in self._boxes[view]:
            box.put(message)

    @contextmanager
    def joined(self, view: View) -> Iterator[Mailbox]:
        """A mailbox for as long as somebody looks on."""
        box = Mailbox()
        self._boxes[view].add(box)
        try:
            yield box
        finally:
            self._boxes[view].discard(box)
