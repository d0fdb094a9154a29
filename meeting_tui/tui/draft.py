"""What is being typed and is no act yet, kept so that a pulled plug costs a second of typing, not a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from meeting_tui.domain.id_numbers import without_id_numbers
from meeting_tui.store.errors import StoreError
from meeting_tui.store.folder import DRAFT
from meeting_tui.store.lock import FileLock


class HalfQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that is not finished, and whose it is."""

    words: str = ""
    turn: str | None = None
    topic: str = ""
    unit: str = ""


NOTHING = HalfQuestion()


class Draft:
    """The half-written question in a file beside the journal, of the first console on the folder only.

    It is a help, never the truth: a disk that refuses it is passed over.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / DRAFT
        self._lock = _lock(folder / f"{DRAFT}.lock")
        self.half = self._read() if self._lock else NOTHING

    def keep(self, half: HalfQuestion) -> None:
        half = msgspec.structs.replace(half, words=without_id_numbers(half.words)) if half.words else NOTHING
        if self._lock is None or half == self.half:
            return
        self.half = half
        try:
            self._write(half)
        except OSError:
            return

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _write(self, half: HalfQuestion) -> None:
        if half == NOTHING:
            self._path.unlink(missing_ok=True)
            return
        fresh = self._path.with_name(f"new-{DRAFT}")
        fresh.write_bytes(msgspec.json.encode(half))
        fresh.replace(self._path)

    def _read(self) -> HalfQuestion:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=HalfQuestion)
        except (OSError, msgspec.DecodeError):
            return NOTHING


class Stillness:
    """When a long text is kept without being asked."""

    PAUSE = timedelta(seconds=2)
    LONGEST = timedelta(seconds=5)
    """Without a pause."""

    def __init__(self) -> None:
        self._words = ""
        self._since: datetime | None = None
        self._begun: datetime | None = None

    def reached(self, words: str, now: datetime) -> bool:
        """Whether it is time to keep `words`: nobody has typed for a while, or somebody types on and on."""
        if words != self._words or self._since is None:
            self._words, self._since = words, now
            self._begun = self._begun or now
        if now - self._since < self.PAUSE and now - (self._begun or now) < self.LONGEST:
            return False
        self._begun = None
        return True


def _lock(path: Path) -> FileLock | None:
    """Held while this program lives; None when another console has it, or the disk cannot be written."""
    try:
        lock = FileLock(path, limit=0)
    except OSError:
        return None
    try:
        return lock.__enter__()
    except StoreError:
        lock.close()
        return None
