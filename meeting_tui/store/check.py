"""Is what we hold in memory what the journal says?"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import msgspec

from meeting_tui.store.commit_log import CommitLog
from meeting_tui.store.errors import StoreError
from meeting_tui.store.history import History
from meeting_tui.store.tables import Database


class Problem(msgspec.Struct, frozen=True):
    """One fault; `code` and `facts` become a sentence at the screen."""

    code: str
    facts: dict[str, Any]


class Report(msgspec.Struct, frozen=True):
    """What `verify` found; `commits` is how many were read again and found whole."""

    commits: int
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def verify(log: CommitLog, history: History, tables: Database) -> Report:
    """Read the log from its beginning and compare it with memory, up to what memory has."""
    problems: list[Problem] = []
    replayed = Database()
    count = 0
    try:
        for commit in takewhile(lambda commit: commit.n <= history.head, log.read(-1)):
            replayed.take_in(commit)
            if commit != history.commits[commit.n]:
                problems.append(Problem("commit_differs", {"n": commit.n}))
            count += 1
    except StoreError as error:
        problems.append(Problem(error.code, error.facts))
    if count <= history.head:
        problems.append(Problem("commits_missing", {"found": count, "expected": history.head + 1}))
        return Report(count, tuple(problems))
    truth, memory = replayed.rows(), tables.rows()
    for table in sorted({*truth, *memory}):
        stored, held = truth.get(table, {}), memory.get(table, {})
        for key in sorted({*stored, *held}):
            if stored.get(key) != held.get(key):
                problems.append(Problem("memory_differs", {"table": table, "key": key}))
    return Report(count, tuple(problems))
