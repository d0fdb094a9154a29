"""The meeting's store: commands in, durable commits out, tables in memory that always agree with them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.tx import INDEXES, Tx
from meeting_tui.store import check
from meeting_tui.store.clock import wall_clock
from meeting_tui.store.commit_log import CommitLog
from meeting_tui.store.durable import write_new
from meeting_tui.store.errors import NothingToUndo, ReadOnly, Stale, StoreBroken, StoreError
from meeting_tui.store.file_log import JOURNAL, FileLog
from meeting_tui.store.history import REDO, UNDO, History, is_undo
from meeting_tui.store.lines import journal_bytes
from meeting_tui.store.lock import LIMIT
from meeting_tui.store.reversal import take_back
from meeting_tui.store.stamps import instant, stamp, unstamp
from meeting_tui.store.tables import Database, JournalTable

T = TypeVar("T")

_TRIES = 100  # somebody being faster this often in a row is a fault, not bad luck


class _Intent(msgspec.Struct):
    """What a line will say besides its effect."""

    do: str
    args: dict[str, Any]
    id: str = ""
    undo: int | None = None


LONG = 20
"""A list or table longer than this is told by its length: what is in it stands in the line's effect."""


def _told(args: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the journal keeps them; a roster of 10,000 people is not written twice.

    `seen` only guards against somebody who was faster: it is no part of what was meant.
    """
    told = {
        name: {"count": len(value)} if isinstance(value, dict | list | tuple) and len(value) > LONG else value
        for name, value in args.items()
        if name != "seen"
    }
    return cast(dict[str, Any], msgspec.to_builtins(told))


class MeetingStore:
    """One desk's view of a meeting, and its way to write. Belongs to one thread."""

    def __init__(
        self,
        log: CommitLog,
        who: str,
        plan: Plan,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = wall_clock,
        indexes: Iterable[tuple[str, str]] = INDEXES,
    ) -> None:
        self.who = who
        self.plan = plan
        self.read_only = read_only
        self.broken: StoreBroken | None = None
        """Set when the disk failed: nothing is written or read until the meeting is opened again."""
        self.damage: StoreError | None = None
        """Set when the journal is damaged, replaced or not ours: what was read before stays readable."""
        self.tables = Database(indexes)
        """Committed documents; reading only. Inside a command they are reached through its `Tx`."""
        self._log = log
        self._now = now
        self._history = History()
        self._catch_up()
        self._polled = self.head

    @classmethod
    def open(
        cls,
        where: Path | CommitLog,
        who: str,
        plan: Plan,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = wall_clock,
        indexes: Iterable[tuple[str, str]] = INDEXES,
        lock_limit: float = LIMIT,
    ) -> MeetingStore:
        """Open the journal of a folder (made if it is missing), by either's path, or another log.

        For writing, a damaged journal raises; read only, it opens up to the damage and says so.
        `lock_limit`: how many seconds a command waits for another writer before LockTimeout.
        """
        if isinstance(where, Path):
            folder = where.parent if where.name == JOURNAL else where
            log: CommitLog = FileLog(folder, plan.meeting_id, read_only=read_only, now=now, limit=lock_limit)
        else:
            log = where
        return cls(log, who, plan, read_only=read_only, now=now, indexes=indexes)

    def close(self) -> None:
        self._log.close()

    # -- writing ------------------------------------------------------------------------------------

    def run(self, do: str, fn: Callable[..., T], /, *, id: str | None = None, **args: Any) -> T:
        """Run a command and return what it returns, when its line is on the disk.

        `fn(tx, **args)` may be called again when somebody else was faster. A command that changes
        nothing writes no line. One whose `id` is in the journal already is not run again; what it
        returned then is not known any more, so it returns None: see `commit_with_id`.
        """
        intent = _Intent(do, _told(args), id or "")
        result, _ = self._write(intent, lambda now: fn(Tx(self.tables, self.plan, now, self.who), **args))
        return cast(T, result)

    def undo(self, n: int | None = None) -> Commit:
        """Take back commit `n`, or my last one that is not undone; Conflict if it was built upon."""
        return self._take_back(lambda: self.undoable() if n is None else self._history.reversible(n))

    def redo(self) -> Commit:
        """Take back my last undo, if I have done nothing new since."""
        return self._take_back(self.redoable)

    def undoable(self, by: str | None = None, among: Container[str] | None = None) -> Commit | None:
        """What `undo()` would take back; `by`: of another writer, or of `ANY`; `among`: of these commands."""
        return self._history.undoable(by or self.who, among)

    def redoable(self) -> Commit | None:
        """The undo that `redo()` would take back."""
        return self._history.redoable(self.who)

    def _take_back(self, choose: Callable[[], Commit | None]) -> Commit:
        intent = _Intent(UNDO, {})

        def work(_: datetime) -> None:
            target = choose()
            if target is None:
                raise NothingToUndo("nothing_to_undo")
            intent.undo, intent.do = target.n, REDO if is_undo(target) else UNDO
            take_back(target, self.tables)

        commit = self._write(intent, work)[1]
        assert commit is not None  # only commits with an effect can be chosen
        return commit

    def _write(self, intent: _Intent, work: Callable[[datetime], T]) -> tuple[T | None, Commit | None]:
        """Lock, catch up, work on an overlay, append one line, publish. No commit if nothing changed."""
        if self.read_only:
            raise ReadOnly("read_only")
        for _ in range(_TRIES):
            with self._log.exclusive():
                self._catch_up()
                self._refuse_if_unfit()
                if intent.id and self._history.with_id(intent.id) is not None:
                    return None, None
                now, t = self._moment()
                with self.tables:
                    result = work(now)
                    changes = self.tables.changes()
                if not changes:
                    return result, None
                body = {"t": t, "by": self.who, **msgspec.structs.asdict(intent), "ch": changes}
                try:
                    commit = self._log.append(self.head, body)
                except Stale:
                    continue
                except StoreError as error:
                    self._note(error)
                    raise
                self._take_in(commit)
                return result, commit
        raise Stale(self.head, self._log.head())

    def _moment(self) -> tuple[datetime, str]:
        """Now, and as text; never before the last line, whatever the laptop's clock says."""
        now = instant(self._now())
        t, last = stamp(now), self.last_saved or ""
        return (now, t) if t >= last else (unstamp(last), last)

    # -- following ----------------------------------------------------------------------------------

    def poll(self) -> list[Commit]:
        """Commits, of others and mine, since the last call. Never raises: see `broken` and `damage`."""
        self._catch_up()
        fresh = self._history.after(self._polled)
        self._polled = self.head
        return fresh

    def _catch_up(self) -> None:
        if self.broken or self.damage:
            return
        try:
            for commit in self._log.read(self.head):
                self._take_in(commit)
        except StoreError as error:
            self._note(error)

    def _take_in(self, commit: Commit) -> None:
        self.tables.take_in(commit)
        self._history.add(commit)

    def _note(self, error: StoreError) -> None:
        if isinstance(error, StoreBroken):
            self.broken = error
        else:
            self.damage = error

    def _refuse_if_unfit(self) -> None:
        if error := self.broken or self.damage:
            raise error

    # -- reading ------------------------------------------------------------------------------------

    @property
    def head(self) -> int:
        return self._history.head

    @property
    def began(self) -> str:
        """The time of the journal's header."""
        return self._history.commits[0].t if self._history.commits else ""

    @property
    def last_saved(self) -> str | None:
        """The time of the last commit."""
        last = self._history.last
        return last.t or None if last else None

    def table(self, name: str) -> JournalTable:
        """A TinyDB table: read it anywhere, write it inside a command."""
        return self.tables.documents(name)

    def documents(self, table: str) -> JournalTable:
        """The same, raw: a store can be read as the `Tables` of `domain/tx.py`."""
        return self.tables.documents(table)

    def commit_with_id(self, id: str) -> Commit | None:
        """Was my command taken?"""
        return self._history.with_id(id)

    def history(
        self, table: str | None = None, key: str | None = None, by: str | None = None, after: int = 0
    ) -> Iterator[Commit]:
        """Who did what when, oldest first."""
        return self._history.select(table, key, by, after)

    def at(self, n: int) -> Database:
        """The tables as they were after commit `n`."""
        tables = Database()
        for commit in self._history.commits[: n + 1]:
            tables.take_in(commit)
        return tables

    # -- looking after it ---------------------------------------------------------------------------

    def verify(self) -> check.Report:
        """Read the journal again from its beginning and compare it with memory."""
        return check.verify(self._log, self._history, self.tables)

    def copy_to(self, folder: Path) -> None:
        """Write the journal anew from memory to another folder; works when the disk here has failed."""
        folder.mkdir(parents=True, exist_ok=True)
        write_new(folder / JOURNAL, self.journal_bytes())

    def journal_bytes(self) -> bytes:
        """The whole journal as memory has it."""
        return journal_bytes(self.plan.meeting_id, self._history.commits)
