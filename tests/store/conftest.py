"""Stores that are closed when the test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from meeting_tui.store import CommitLog, MeetingStore

from .builders import PLAN, ticking

Opener = Callable[..., MeetingStore]


@pytest.fixture
def open_store() -> Iterator[Opener]:
    """`open_store(where, who="desk", plan=PLAN, **options)`."""
    opened: list[MeetingStore] = []

    def opener(where: Path | CommitLog, who: str = "desk", plan: Any = PLAN, **options: Any) -> MeetingStore:
        opened.append(MeetingStore.open(where, who, plan, **{"now": ticking(), **options}))
        return opened[-1]

    yield opener
    for store in opened:
        store.close()


@pytest.fixture
def store(tmp_path: Path, open_store: Opener) -> MeetingStore:
    """A desk on an empty meeting in `tmp_path`."""
    return open_store(tmp_path)
