"""The commits of a meeting in memory: who did what, what is undone, and what can be undone next."""

from __future__ import annotations

from collections.abc import Container, Iterator

from meeting_tui.domain.commits import PASSED_OVER, Commit

UNDO = "undo"
REDO = "redo"
ANY = "*"
"""In place of a writer's name: whoever it was."""


class History:
    """Every commit by its number. An undo is a commit too; undoing it brings its target back."""

    def __init__(self) -> None:
        self.commits: list[Commit] = []
        self._by_id: dict[str, Commit] = {}
        self._undone: set[int] = set()
        self._done_by: dict[str, list[Commit]] = {}
        self._undos_by: dict[str, list[Commit]] = {}

    @property
    def head(self) -> int:
        return len(self.commits) - 1

    @property
    def last(self) -> Commit | None:
        return self.commits[-1] if self.commits else None

    def add(self, commit: Commit) -> None:
        self.commits.append(commit)
        if commit.id:
            self._by_id[commit.id] = commit
        if commit.undo is None:
            self._done_by.setdefault(commit.by, []).append(commit)
            return
        if is_undo(commit):
            self._undos_by.setdefault(commit.by, []).append(commit)
        # Undoing an undo brings its target back, and so on down the line.
        target, undone = commit.undo, True
        while True:
            (self._undone.add if undone else self._undone.discard)(target)
            below = self.commits[target].undo
            if below is None:
                break
            target, undone = below, not undone

    def with_id(self, id: str) -> Commit | None:
        return self._by_id.get(id)

    def after(self, n: int) -> list[Commit]:
        """Commits after `n`, without the header."""
        return self.commits[max(n, 0) + 1 :]

    def reversible(self, n: int) -> Commit | None:
        """Commit `n`, if it changed something and is not undone."""
        known = 0 < n <= self.head and n not in self._undone
        return self.commits[n] if known and self.commits[n].ch else None

    def undoable(self, who: str, among: Container[str] | None = None) -> Commit | None:
        """The last command of `who` (or of `ANY`) that is not undone; `among`: one of these commands."""
        if who == ANY:
            return self._last_standing([commit for commit in self.commits if commit.undo is None], among)
        return self._last_standing(self._done_by.get(who, []), among)

    def redoable(self, who: str) -> Commit | None:
        """The last undo of `who` that is not undone, if `who` has done nothing new since."""
        undo = self._last_standing(self._undos_by.get(who, []))
        done = self._done_by.get(who, [])
        return None if undo is None or (done and done[-1].n > undo.n) else undo

    def select(
        self, table: str | None = None, key: str | None = None, by: str | None = None, after: int = 0
    ) -> Iterator[Commit]:
        for commit in self.after(after):
            if by is not None and commit.by != by:
                continue
            touched = any(table in (None, change.table) and key in (None, change.key) for change in commit.ch)
            if touched or (table is None and key is None):
                yield commit

    def _last_standing(self, commits: list[Commit], among: Container[str] | None = None) -> Commit | None:
        done = (
            commit
            for commit in reversed(commits)
            if commit.do not in PASSED_OVER and (among is None or commit.do in among)
        )
        return next((commit for commit in done if self.reversible(commit.n)), None)


def is_undo(commit: Commit) -> bool:
    """Whether a commit takes back a command, rather than an undo."""
    return commit.undo is not None and commit.do == UNDO
