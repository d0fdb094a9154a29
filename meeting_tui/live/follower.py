"""A meeting that somebody else writes: followed, never written, and taken up again when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.live.pages import SignalState
from meeting_tui.store.clock import Clock, steady_seconds, wall_clock
from meeting_tui.store.errors import StoreError
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import FolderError, MeetingFolder, PlanInvalid
from meeting_tui.store.meeting_store import MeetingStore
from meeting_tui.store.pulse import SILENT, Beat, last_beat, place_of
from meeting_tui.store.stamps import unstamp

LISTEN_EVERY = 0.5
"""Seconds between two looks for the console's sign of life."""
TRY_EVERY = 1.0
"""Seconds between two tries to open a meeting again that was lost."""
TAKEN_OVER = 1.5
"""Seconds after a last word in which another console on the same folder takes over."""
SPENT = 12 * 3600.0
"""Seconds after which a beat says nothing any more: it is another day."""


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """How far what is followed can be trusted."""

    state: SignalState
    age: float | None
    """Seconds since the console's last sign of life; None: none is known."""
    code: str = ""
    """When lost: why, as the store says it, or `older_copy`, `plan_invalid`."""
    facts: dict[str, Any] = {}
    """`path`, and what else a sentence about `code` needs."""


class _Loss(msgspec.Struct, kw_only=True):
    """Why the meeting cannot be followed now, since when, and what was tried."""

    since: float
    tried: float
    code: str
    facts: dict[str, Any]
    judged: object = None
    """What was found and not accepted: it is not read again while it stays the same."""


class Follower:
    """A meeting's folder, read only. `meeting` is the last that was whole; another object after a re-opening."""

    def __init__(
        self,
        path: Path,
        *,
        steady: Callable[[], float] = steady_seconds,
        wall: Callable[[], datetime] = wall_clock,
    ) -> None:
        """Raises PlanInvalid or StoreError where there is no meeting to follow; a journal may still come."""
        self.path = path
        self._steady = steady
        self._wall = wall
        self._beat: Beat | None = None
        self._alive = ""
        """The last console that was met alive."""
        self._listened = float("-inf")
        self._loss: _Loss | None = None
        self._journal = path / JOURNAL
        self._read_upto: tuple[int, ...] | None = None
        """The journal as it was before it was read last: the same again holds nothing new."""
        self._folder = self._open()
        self._place = place_of(path)
        self._clock = self._wall_clock()
        self._listen()
        self._notice_loss()

    @property
    def meeting(self) -> Meeting:
        return self._folder.meeting

    def now(self) -> datetime:
        """The console's own time, whatever was done to the laptop's clock; without a console, this program's."""
        steady = self._steady()
        beat = self._known_beat(steady)
        return beat.time_at(steady) if beat else self._clock.now()

    def poll(self) -> bool:
        """Take in what was committed since; ten times a second. Whether the meeting changed."""
        self._listen()
        changed = self._take_in()
        if changed and (last := self._last_time()) and last > self._clock.now():
            self._clock = self._wall_clock()
        return changed

    def trust(self) -> Trust:
        steady = self._steady()
        beat = self._known_beat(steady)
        age = beat.age(steady) if beat else None
        if self._loss is not None:
            facts = {"path": str(self.path), **self._loss.facts}
            return Trust(state="lost", age=age, code=self._loss.code, facts=facts)
        if self._folder.store.head < 0:
            return Trust(state="waiting", age=age)
        return Trust(state=self._life(age), age=age)

    def close(self) -> None:
        self._folder.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the console's sign of life ------------------------------------------------------------------------

    def _listen(self) -> None:
        steady = self._steady()
        if steady - self._listened < LISTEN_EVERY:
            return
        self._listened = steady
        beat = last_beat(self.path)
        if beat is None or beat.place != self._place:
            return
        self._beat = beat
        if beat.is_mine(self._place, steady) and beat.age(steady) < SILENT:
            self._alive = beat.id

    def _known_beat(self, steady: float) -> Beat | None:
        """The last beat, if it is from this day and this start of the system.

        Where the system does not tell its starts apart, only of a console that was met alive: by chance an
        older beat may fit, but not within seconds.
        """
        beat = self._beat
        if beat is None or not beat.is_mine(self._place, steady) or beat.age(steady) > SPENT:
            return None
        return beat if beat.boot or beat.id == self._alive else None

    def _life(self, age: float | None) -> SignalState:
        beat = self._beat
        if beat is None or (beat.closed and (age is None or age >= TAKEN_OVER)):
            return "closed"
        return "live" if age is not None and age < SILENT else "silent"

    # -- the journal ---------------------------------------------------------------------------------------

    def _open(self) -> MeetingFolder:
        try:
            return MeetingFolder.open(self.path, "follower", read_only=True)
        except OSError as error:
            raise FolderError("unreadable", path=str(self.path), errno=error.errno) from error

    def _take_in(self) -> bool:
        if self._loss is not None:
            return self._try_again(self._loss)
        seen = self._seen()
        if seen is not None and seen == self._read_upto:
            return False
        changed = bool(self._folder.refresh())
        self._read_upto = seen
        return self._notice_loss() or changed

    def _seen(self) -> tuple[int, ...] | None:
        """What tells one state of the journal from another, at the cost of one look; None where it cannot be seen."""
        try:
            found = self._journal.stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev

    def _notice_loss(self) -> bool:
        """See whether the store has stopped reading; what replaces the journal may be as good: try it at once."""
        fault = self._folder.store.broken or self._folder.store.damage
        if fault is None:
            return False
        now = self._steady()
        self._loss = _Loss(since=now, tried=now - TRY_EVERY, code=fault.code, facts=fault.facts)
        return self._try_again(self._loss)

    def _try_again(self, loss: _Loss) -> bool:
        """Open the folder again, and take it if it is the same meeting; whether it is."""
        now = self._steady()
        if now - loss.tried < TRY_EVERY:
            return False
        loss.tried = now
        found_there = self._what_is_there()
        if found_there is not None and found_there == loss.judged:
            return False
        try:
            found = self._open()
        except PlanInvalid:
            loss.code, loss.facts = "plan_invalid", {}
            return False
        except StoreError as error:
            loss.code, loss.facts = error.code, error.facts
            return False
        refused = self._why_not(found.store, loss)
        if refused is not None:
            found.close()
            loss.code, loss.facts = refused
            loss.judged = found_there
            return False
        self._folder.close()
        self._folder, self._loss, self._read_upto = found, None, None
        return True

    def _what_is_there(self) -> object:
        """What tells one state of the folder from another; None while there is no journal."""
        try:
            found = (self.path / JOURNAL).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, self._beat and self._beat.id

    def _why_not(self, found: MeetingStore, loss: _Loss) -> tuple[str, dict[str, Any]] | None:
        """Why what is there now is not what was followed; None: it is, or a new console has taken it for true."""
        if (fault := found.broken or found.damage) is not None:
            return fault.code, fault.facts
        known = self._folder.store
        if _holds(found, known) or (found.head >= 0 and self._is_taken_for_true(loss)):
            return None
        if found.head < 0:
            return "gone", {}
        if (found.last_saved or "") > (known.last_saved or ""):
            return "replaced", {}
        return "older_copy", {"known": known.head, "found": found.head}

    def _is_taken_for_true(self, loss: _Loss) -> bool:
        """Whether a console that was opened after the loss works on what is there."""
        now = self._steady()
        beat = self._known_beat(now)
        return beat is not None and beat.began > loss.since and not beat.closed and beat.age(now) < SILENT

    def _wall_clock(self) -> Clock:
        return Clock(self._wall, self._steady, self._last_time())

    def _last_time(self) -> datetime | None:
        last = self._folder.store.last_saved
        return None if last is None else unstamp(last)


def _holds(store: MeetingStore, known: MeetingStore) -> bool:
    """Whether a journal goes on from another: what stands at the other's end is there, with its random id."""
    if known.head < 0:
        return True
    return store.began == known.began and _act(store, known.head) == _act(known, known.head)


def _act(store: MeetingStore, n: int) -> Commit | None:
    """Act `n`, if it is there; the header is none."""
    return next((act for act in store.history(after=n - 1) if act.n == n), None)
