"""A meeting is a folder: its plan, its journal, and the read model over both."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar
from uuid import uuid4

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.id_numbers import scrubbed
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.plan_file import read_plan
from meeting_tui.domain.plan_problems import Problem
from meeting_tui.domain.workdays import Calendar, parse_calendar
from meeting_tui.store.clock import Clock
from meeting_tui.store.durable import write_new
from meeting_tui.store.errors import StoreError, TargetExists
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.guides import format_profiles
from meeting_tui.store.lock import LIMIT
from meeting_tui.store.meeting_store import MeetingStore
from meeting_tui.store.random_codes import draw_codes, mark_of

T = TypeVar("T")

PLAN = "plan.toml"
EXPORTS = "exports"
DRAFT = "note.draft"
"""What is being typed and is no act yet; no part of the meeting."""
CALENDARS = Path(__file__).parent.parent / "calendars"


class FolderError(StoreError):
    """The folder cannot be opened as a meeting; `code` and `facts` become a sentence."""


class PlanInvalid(Exception):
    """The plan has problems that must be put right first: all of them."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems


class Ticking(Protocol):
    """Where the time comes from: a `Clock`, or a `HandClock` in a rehearsal."""

    def now(self) -> datetime: ...
    def drift(self) -> timedelta: ...


def plan_text(path: Path) -> str:
    """The text of a plan file, or of the plan in a folder."""
    file = path / PLAN if path.is_dir() else path
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise FolderError("no_plan" if path.is_dir() else "no_folder", path=str(path)) from None
    except UnicodeDecodeError as error:
        raise FolderError("plan_not_utf8", path=str(file), offset=error.start) from None
    except OSError as error:
        raise FolderError("unreadable", path=str(file), errno=error.errno) from None


def read_plan_file(path: Path) -> tuple[Plan | None, list[Problem]]:
    """The plan in a file or in a meeting's folder, and every problem of it."""
    return read_plan(plan_text(path), format_profiles())


def valid_plan(path: Path) -> Plan:
    """The plan, or every problem at once."""
    return _valid(path, plan_text(path))


def _valid(path: Path, text: str) -> Plan:
    plan, problems = read_plan(text, format_profiles())
    faults = [problem for problem in problems if problem.level == "error"]
    if plan is None or faults:
        raise PlanInvalid(path, faults)
    return plan


@cache
def vietnamese_calendar() -> Calendar:
    """Public holidays and swapped days as they were announced, from the package's own file."""
    return parse_calendar(tomllib.loads((CALENDARS / "vn.toml").read_text("utf-8")))


def write_copy(target: Path, files: Mapping[str, bytes]) -> None:
    """Write all of these files into `target`, over none that is there, or leave none of them behind."""
    for name in files:
        if (target / name).exists():
            raise TargetExists(str(target / name))
    target.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    try:
        for name, data in files.items():
            write_new(target / name, data)
            written.append(target / name)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def new_id() -> str:
    """A key for a new record; random, so that two desks never make the same one. Never a mere number."""
    return f"k{uuid4().hex[:11]}"


class MeetingFolder:
    """An open meeting: `do` writes, `meeting` is what everybody reads.

    One process holds one of these; other processes on the same folder see its commits through `refresh`.
    """

    def __init__(self, path: Path, text: str, plan: Plan, store: MeetingStore, clock: Ticking) -> None:
        self.path = path
        self.plan_text = text
        """The plan's file as it was when the meeting was opened."""
        self.plan = plan
        self.store = store
        self.clock = clock
        self.calendar = vietnamese_calendar()
        self.meeting = Meeting.load(plan, store, store.head)

    @classmethod
    def open(
        cls,
        path: Path,
        who: str,
        *,
        read_only: bool = False,
        clock: Ticking | None = None,
        lock_limit: float = LIMIT,
    ) -> Self:
        """Raises PlanInvalid, or a StoreError that says why the journal cannot be used."""
        if path.is_file():
            raise FolderError("no_folder", path=str(path))
        text = plan_text(path)
        plan = _valid(path, text)
        ticking = _LateClock(clock)
        store = MeetingStore.open(
            path / JOURNAL, who, plan, read_only=read_only, now=ticking.now, lock_limit=lock_limit
        )
        ticking.start(_last_time(store))
        return cls(path, text, plan, store, ticking.clock)

    def now(self) -> datetime:
        return self.clock.now()

    @property
    def code_mark(self) -> int:
        """What tells this meeting's check-in codes from those of another."""
        return mark_of(self.plan.meeting_id, self.store.began)

    def new_codes(self, count: int) -> list[str]:
        """Check-in codes that nobody has yet, ready to be given out."""
        return draw_codes(count, self.meeting.codes, self.code_mark)

    @property
    def clock_was_behind(self) -> bool:
        """Whether the laptop's clock lay behind the journal when it was opened."""
        return getattr(self.clock, "behind_at_start", timedelta()) > timedelta(minutes=1)

    def drift_seconds(self) -> float:
        """How far the laptop's clock was set since then; below 0: back."""
        return self.clock.drift().total_seconds()

    @property
    def today(self) -> date:
        return self.now().astimezone(self.plan.zone).date()

    @property
    def conference_date(self) -> date:
        """The day from which deadlines count: when it was opened, or is planned, or today."""
        opened = self.meeting.day.opened_at
        if opened is not None:
            return opened.astimezone(self.plan.zone).date()
        return self.plan.here.date or self.today

    def do(self, command: Callable[..., T], /, **args: Any) -> T:
        """Run a command of the domain, durably, and take it into the meeting. Raises Refused or StoreError.

        The journal keeps the command's own name, so history can say what was done. What somebody typed, pasted or
        imported comes through here on its way to the disk: identity numbers stay behind (handbook, 8).
        """
        try:
            return self.store.run(
                command.__name__, command, id=uuid4().hex, **scrubbed(args, self.meeting.has_key)
            )
        finally:
            self.refresh()

    def undo(self, n: int | None = None) -> Commit:
        try:
            return self.store.undo(n)
        finally:
            self.refresh()

    def redo(self) -> Commit:
        try:
            return self.store.redo()
        finally:
            self.refresh()

    def refresh(self) -> list[Commit]:
        """Take in what was committed since, here or by others."""
        commits = [] if self.store.broken else self.store.poll()
        self.meeting.take(commits)
        return commits

    def copy_files(self) -> dict[str, bytes]:
        """The plan and the journal as memory has them: for `write_copy`, which may run in a thread."""
        return {PLAN: self.plan_text.encode(), JOURNAL: self.store.journal_bytes()}

    def copy_to(self, target: Path) -> None:
        """The plan and the journal, from memory, into another folder."""
        write_copy(target, self.copy_files())

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _LateClock:
    """The store needs a clock before the journal has said where time stands."""

    def __init__(self, clock: Ticking | None) -> None:
        self.given = clock
        self.clock: Ticking = clock or Clock()

    def start(self, not_before: datetime | None) -> None:
        if self.given is None:
            self.clock = Clock(not_before=not_before)

    def now(self) -> datetime:
        return self.clock.now()


def _last_time(store: MeetingStore) -> datetime | None:
    return None if store.last_saved is None else msgspec.convert(store.last_saved, datetime).astimezone(UTC)
