"""Everything that the store may refuse. `code` and `facts` become a sentence at the screen."""

from __future__ import annotations

from collections.abc import Sequence


class StoreError(Exception):
    """Base of all; `code` names the reason, `facts` holds what a sentence about it needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class JournalCorrupt(StoreError):
    """Bytes that were once accepted are damaged, gone or replaced.

    `n` is the last commit that is good; the damage begins at byte `offset`, in line `line` (from 1).
    """

    def __init__(self, code: str, *, n: int, offset: int) -> None:
        super().__init__(code, n=n, offset=offset, line=n + 2)
        self.n = n
        self.offset = offset
        self.line = n + 2  # line 1 is the header, which is commit 0


class NotAJournal(StoreError):
    """The first line is not the header of a journal."""


class JournalNewer(StoreError):
    """A later program wrote this journal, in a format that we would only be guessing at."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__("journal_newer", found=found, known=known)


class WrongMeeting(StoreError):
    """The journal belongs to another plan than the one beside it."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__("wrong_meeting", found=found, expected=expected)


class StoreBroken(StoreError):
    """The disk refused a write or a flush: whether the last command was kept is not certain."""


class ReadOnly(StoreError):
    """Opened for reading only, or on a disk that cannot be written."""


class LockTimeout(StoreError):
    """Another desk kept the journal for too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__("lock_timeout", seconds=seconds)


class Stale(StoreError):
    """Somebody else was faster: the journal's head is no longer what the command saw."""

    def __init__(self, after: int, head: int) -> None:
        super().__init__("stale", after=after, head=head)


class Conflict(StoreError):
    """What should be undone was changed since. Fields are `(table, key, field)`; `*`: the document."""

    def __init__(self, n: int, fields: Sequence[tuple[str, str, str]]) -> None:
        super().__init__("conflict", n=n, fields=tuple(fields))
        self.fields = tuple(fields)


class NothingToUndo(StoreError):
    """There is no such commit of mine, or it is undone already."""


class TargetExists(StoreError):
    """A copy never overwrites a journal that is already there."""

    def __init__(self, path: str) -> None:
        super().__init__("target_exists", path=path)
