"""The one way in which a journal is ever replaced: to take out what must not be kept any longer.

1. Lock out every writer; read the journal, which must be whole. Bytes of a torn last line are not carried over.
2. Write the new one beside it, under another name, and flush it.
3. Read it back from the disk: its chain is whole, its replay gives exactly the rows that were meant, and none of
   the values that should be gone is anywhere in its bytes.
4. Put it in the old one's place in one step, flush the folder, unlock.

A crash at any moment leaves the old journal whole, or the new one; what may stay beside the old one is a copy of
the new. Nothing keeps the old bytes: whoever has them open sees a journal that was replaced and stops. What the
disk itself remembers of a deleted file is out of reach here.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from meeting_tui.domain.commits import Change, Commit
from meeting_tui.store.durable import sync_folder, write_new
from meeting_tui.store.errors import JournalCorrupt, StoreError
from meeting_tui.store.file_log import JOURNAL, LOCK
from meeting_tui.store.header import refusal
from meeting_tui.store.journal_file import forbidden
from meeting_tui.store.lines import journal_bytes, read_lines
from meeting_tui.store.lock import LIMIT, FileLock
from meeting_tui.store.overlay import Rows
from meeting_tui.store.tables import Database

FRESH = f"{JOURNAL}.new"
"""The new journal until it takes the old one's place."""

_START = 6  # bytes by which a value is looked up


class NewBeginning(msgspec.Struct, frozen=True, kw_only=True):
    """What the new journal holds instead of its history."""

    acts: tuple[Commit, ...]
    """What it says of itself, oldest first. Numbers and effects are given by the writing."""
    rows: dict[str, Rows]
    """All documents by table; the effect of the last act."""
    gone: Collection[str] = ()
    """Values of at least six bytes that may be nowhere in the file."""


class NotVerified(StoreError):
    """The new journal is not what it should be. It was thrown away; the old one is untouched."""


def rewrite(
    folder: Path, meeting: str, make: Callable[[list[Commit]], NewBeginning], *, limit: float = LIMIT
) -> None:
    """Replace the journal of `folder` by what `make` gives for its commits; the header stays.

    What `make` raises is passed on and changes nothing. Raises StoreError for a journal that is damaged, newer or
    of another meeting, and for a new one that does not verify; OSError when the disk refuses.
    """
    path = (folder / JOURNAL).resolve()
    with _alone(folder, limit):
        commits, _ = _read(path, meeting)
        wanted = make(commits)
        fresh = path.with_name(FRESH)
        fresh.unlink(missing_ok=True)
        try:
            write_new(fresh, journal_bytes(meeting, _written(commits[0], wanted)))
            shutil.copymode(path, fresh)
            _verify(fresh, meeting, commits[0], wanted)
            fresh.replace(path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextmanager
def _alone(folder: Path, limit: float) -> Iterator[None]:
    try:
        lock = FileLock(folder / LOCK, limit)
    except OSError as error:
        raise forbidden(error, folder) from error
    try:
        with lock:
            yield
    finally:
        lock.close()


def _read(path: Path, meeting: str) -> tuple[list[Commit], int]:
    """The commits of a sound journal, and the number of its bytes that are lines."""
    data = path.read_bytes()
    reading = read_lines(data)
    if (refused := refusal(reading.header, data, meeting)) is not None:
        raise refused
    if reading.damaged or not reading.commits:
        raise JournalCorrupt("damaged", n=reading.n, offset=reading.end)
    return reading.commits, reading.end


def _written(header: Commit, wanted: NewBeginning) -> list[Commit]:
    """The commits of the new journal; its last act inserts every document.

    It inserts the first one twice, which reads the same and which no undo can take back, in any version of the
    program: the inverse would not bring anything back, but empty the meeting.
    """
    changes = [
        Change(table, key, None, document)
        for table, documents in wanted.rows.items()
        for key, document in documents.items()
    ]
    acts = [msgspec.structs.replace(act, n=n, undo=None, ch=[]) for n, act in enumerate(wanted.acts, start=1)]
    acts[-1] = msgspec.structs.replace(acts[-1], ch=[*changes[:1], *changes])
    return [header, *acts]


def _verify(path: Path, meeting: str, header: Commit, wanted: NewBeginning) -> None:
    """Judge what the disk gives back as a reader does who knows nothing of how it was made."""
    try:
        commits, end = _read(path, meeting)
    except StoreError:
        raise NotVerified("rewrite_unreadable") from None
    if commits[0] != header or end != path.stat().st_size:
        raise NotVerified("rewrite_unreadable")
    tables = Database()
    for commit in commits:
        tables.take_in(commit)
    if tables.rows() != wanted.rows:
        raise NotVerified("rewrite_differs")
    if count := len(set(_found(wanted.gone, path.read_bytes()))):
        raise NotVerified("rewrite_leaks", count=count)


def _found(values: Collection[str], data: bytes) -> Iterator[bytes]:
    """Which of the values are in the file, written as JSON writes them; one pass, however many they are."""
    by_start: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for value in values:
        written = msgspec.json.encode(value)[1:-1]
        by_start[written[:_START]].append(written)
    for at in range(len(data)):
        for written in by_start.get(data[at : at + _START], ()):
            if data.startswith(written, at):
                yield written
