"""The journal of a meeting, and TinyDB tables in memory that follow it.

One command is one checksummed line, on the disk before anybody is told that it was saved. The sentence
for each error is made by the interface, from its `code` and `facts`.
"""

from meeting_tui.store.commit_log import CommitLog, MemoryLog
from meeting_tui.store.errors import (
    Conflict,
    JournalCorrupt,
    JournalNewer,
    LockTimeout,
    NotAJournal,
    NothingToUndo,
    ReadOnly,
    Stale,
    StoreBroken,
    StoreError,
    TargetExists,
    WrongMeeting,
)
from meeting_tui.store.file_log import JOURNAL, FileLog
from meeting_tui.store.history import ANY
from meeting_tui.store.meeting_store import MeetingStore
from meeting_tui.store.repair import RepairReport, repair
from meeting_tui.store.tables import Database, JournalTable

__all__ = [
    "ANY",
    "JOURNAL",
    "CommitLog",
    "Conflict",
    "Database",
    "FileLog",
    "JournalCorrupt",
    "JournalNewer",
    "JournalTable",
    "LockTimeout",
    "MeetingStore",
    "MemoryLog",
    "NotAJournal",
    "NothingToUndo",
    "ReadOnly",
    "RepairReport",
    "Stale",
    "StoreBroken",
    "StoreError",
    "TargetExists",
    "WrongMeeting",
    "repair",
]
