"""A `CommitLog` in a file: read by everybody, written by whoever holds the lock.

After a failed write or flush nothing is written or read any more until the journal is opened again:
the system may have dropped the bytes and call them clean. Damage stops writing, not what was read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from meeting_tui.domain.commits import Commit
from meeting_tui.store.clock import wall_clock
from meeting_tui.store.durable import sync_folder
from meeting_tui.store.errors import (
    JournalCorrupt,
    ReadOnly,
    Stale,
    StoreBroken,
    StoreError,
)
from meeting_tui.store.header import refusal
from meeting_tui.store.journal_file import JournalFile, Lost, forbidden
from meeting_tui.store.lines import Reading, read_lines, seal, seal_header, unseal
from meeting_tui.store.lock import LIMIT, FileLock
from meeting_tui.store.places import is_network_share
from meeting_tui.store.stamps import instant, stamp

JOURNAL = "journal.log"
LOCK = "journal.lock" if sys.platform == "win32" else "."
"""What a writer locks: the folder itself, which stays when somebody tidies up the files in it.

Windows cannot lock a folder, but lets nobody delete a file that is open. The journal is no choice: there
a locked file cannot be read either.
"""

_MARK = 64  # bytes of the last line that must stay where they are: its checksum, number and time


class FileLog:
    """The journal of one folder. One object belongs to one thread.

    `limit` is the wait for the lock. Opening waits as long as is usual: nobody has pressed a key yet.
    """

    def __init__(
        self,
        folder: Path,
        meeting: str,
        *,
        read_only: bool = False,
        now: Callable[[], datetime] = wall_clock,
        limit: float = LIMIT,
    ) -> None:
        if is_network_share(folder):
            raise StoreError("network_folder", folder=str(folder))
        self._meeting = meeting
        self._now = now
        self._file = JournalFile(folder / JOURNAL, read_only=read_only)
        self._lock: FileLock | None = None
        self._failed: StoreError | None = None
        self._n = -1
        self._crc = 0
        self._end = 0  # where the lines end that I know
        self._mark: tuple[int, bytes] = (0, b"")
        self._unread: list[Commit] = []  # seen while opening, not handed out yet
        try:
            if not read_only:
                try:
                    self._lock = FileLock(folder / LOCK)
                except OSError as error:
                    raise forbidden(error, folder) from error
            self._open()
            if self._lock is not None:
                self._lock.limit = limit
        except BaseException:
            self.close()
            raise

    def head(self) -> int:
        return self._n

    def read(self, after: int) -> Iterator[Commit]:
        seen = self._n
        commits = self._news()
        if after == -1 and self._unread:
            commits = self._unread + commits
        elif after != seen and not isinstance(self._failed, StoreBroken):
            commits = self._again(after)
        self._unread = []
        yield from commits
        if self._failed is not None:
            raise self._failed

    def append(self, after: int, body: dict[str, Any]) -> Commit:
        if self._lock is None:
            raise ReadOnly("read_only")
        if not self._lock.held:
            raise RuntimeError("append() belongs inside exclusive()")
        if self._failed is not None:
            raise self._failed
        try:
            self._make_room(after)
            line, crc = seal(after + 1, self._crc, body)
            self._file.append(line, self._end)
        except Lost as lost:
            raise self._corrupt(str(lost)) from None
        except StoreBroken as broken:
            self._failed = broken
            raise
        except KeyboardInterrupt:
            # The line may be there, but nobody knows whether the disk has it.
            self._failed = StoreBroken("interrupted")
            raise
        self._n, self._crc = after + 1, crc
        self._mark = (self._end, line[:_MARK])
        self._end += len(line)
        return unseal(line)

    def wait(self, after: int, timeout: float) -> bool:
        until = time.monotonic() + timeout
        while self._n <= after and not self._has_changed():
            if time.monotonic() >= until:
                return False
            time.sleep(0.01)
        return True

    def exclusive(self) -> AbstractContextManager[object]:
        if self._lock is None:
            raise ReadOnly("read_only")
        return self._lock

    def close(self) -> None:
        self._file.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _open(self) -> None:
        """Read what there is; a writer makes the header, and refuses what a reader may still look at."""
        if self._lock is None:
            self._unread = self._news()
        else:
            self._file.open()
            with self._lock:
                self._unread = self._news()
                if self._n < 0 and self._failed is None:
                    self._create()
                    self._unread = self._news()
        if self._failed and (self._lock or not isinstance(self._failed, JournalCorrupt)):
            raise self._failed

    def _create(self) -> None:
        """Write the header, over nothing or over a header that a crash cut short."""
        if torn := self._file.read(0):
            self._file.set_aside(torn, 0, f"{JOURNAL}.torn-0")
        line, _ = seal_header(self._meeting, stamp(instant(self._now())))
        self._file.append(line, 0)
        sync_folder(self._file.path.parent)

    def _has_changed(self) -> bool:
        try:
            return self._file.is_open and self._file.size(self._end) != self._end
        except (Lost, StoreError):
            return True

    def _news(self) -> list[Commit]:
        """What was appended since I last looked; an idle look is one `stat`."""
        if self._failed is not None:
            return []
        try:
            if not (self._file.is_open or self._file.open()) or self._file.size(self._end) == self._end:
                return []
            self._check_mark()
            reading = self._tail()
            if reading.damaged:
                # A reader holds no lock: a tail that is being cut and written anew can look like this.
                time.sleep(0.005)
                reading = self._tail()
        except Lost as lost:
            self._corrupt(str(lost))
            return []
        except StoreBroken as broken:
            self._failed = broken
            return []
        return self._learn(reading)

    def _tail(self) -> Reading:
        return read_lines(self._file.read(self._end), self._n, self._crc)

    def _learn(self, reading: Reading) -> list[Commit]:
        if self._n < 0 and (reading.header is not None or not reading.damaged):
            self._failed = refusal(reading.header, self._file.read(0, 4096), self._meeting)
            if self._failed is not None:
                return []
        if reading.commits:
            last = self._end + reading.last
            self._mark = (last, self._file.read(last, _MARK))
        self._n, self._crc = reading.n, reading.crc
        self._end += reading.end
        if reading.damaged:
            self._corrupt("damaged")
        return reading.commits

    def _again(self, after: int) -> list[Commit]:
        """Read the file from its beginning, as somebody who opens it would."""
        if not self._file.is_open:
            return []
        reading = read_lines(self._file.read(0))
        if reading.n < self._n:
            self._failed = self._failed or JournalCorrupt("damaged", n=reading.n, offset=reading.end)
        return [commit for commit in reading.commits if commit.n > after]

    def _make_room(self, after: int) -> None:
        """See that my line will follow the one that I know, with nothing torn in between."""
        size = self._file.size(self._end)
        self._check_mark()
        if size > self._end:
            reading = self._tail()
            if reading.damaged:
                raise self._corrupt("damaged")
            if reading.commits:
                raise Stale(after, reading.n)
            self._file.set_aside(self._file.read(self._end), self._end, f"{JOURNAL}.torn-{self._n + 1}")
        if after != self._n:
            raise Stale(after, self._n)

    def _check_mark(self) -> None:
        """The last line that I know must still be where it was."""
        offset, start = self._mark
        if self._file.read(offset, len(start)) != start:
            raise Lost("replaced")

    def _corrupt(self, code: str) -> JournalCorrupt:
        self._failed = error = JournalCorrupt(code, n=self._n, offset=self._end)
        return error
