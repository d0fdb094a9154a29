"""The seam under the store: where commits are kept. A network engine will fit here too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol

from meeting_tui.domain.commits import Commit
from meeting_tui.store.errors import Stale
from meeting_tui.store.lines import seal, unseal


class CommitLog(Protocol):
    """Commits in one gapless order. Commit 0 is the header and changes nothing."""

    def head(self) -> int:
        """The last commit that I have seen; -1 while there is no journal yet."""
        ...

    def read(self, after: int) -> Iterator[Commit]:
        """Whole commits after `after`, in order; raises where they end in damage."""
        ...

    def append(self, after: int, body: dict[str, Any]) -> Commit:
        """Durable when it returns; raises Stale when the head is not `after`. Inside `exclusive()`."""
        ...

    def wait(self, after: int, timeout: float) -> bool:
        """Sleep until there may be a commit after `after`, for at most `timeout` seconds."""
        ...

    def exclusive(self) -> AbstractContextManager[object]:
        """Keep other writers out, as far as the engine can."""
        ...

    def close(self) -> None: ...


class MemoryLog:
    """A log in memory that several stores of one process may share.

    Like a network engine it locks nobody out: `append` alone decides who was first.
    """

    def __init__(self) -> None:
        self._commits = [Commit(n=0, t="")]

    def head(self) -> int:
        return len(self._commits) - 1

    def read(self, after: int) -> Iterator[Commit]:
        return iter(self._commits[after + 1 :])

    def append(self, after: int, body: dict[str, Any]) -> Commit:
        if after != self.head():
            raise Stale(after, self.head())
        line, _ = seal(after + 1, 0, body)
        self._commits.append(unseal(line))
        return self._commits[-1]

    def wait(self, after: int, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while self.head() <= after:
            if time.monotonic() >= until:
                return False
            time.sleep(0.005)
        return True

    def exclusive(self) -> AbstractContextManager[object]:
        return nullcontext()

    def close(self) -> None:
        """Others may still be using it."""
