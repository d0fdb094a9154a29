"""Save what can be saved from a damaged journal, into a new folder. The old one is only read."""

from __future__ import annotations

from pathlib import Path

import msgspec

from meeting_tui.domain.commits import Change, Commit
from meeting_tui.store.durable import write_new
from meeting_tui.store.errors import NotAJournal
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.lines import header_in, journal_bytes, read_lines, records, unseal
from meeting_tui.store.reversal import mismatches
from meeting_tui.store.tables import Database

LOST = "lost"
"""`do` of the empty commit that keeps the number of a line which could not be read."""


class RepairReport(msgspec.Struct, frozen=True):
    """What became of the journal. Numbers of commits are the old ones: they stay."""

    kept: int
    """Lines that were whole, without the header."""
    lost: tuple[int, ...]
    """Commits whose line could not be read."""
    skipped: tuple[tuple[int, str, str], ...]
    """`(n, table, key)`: changes of whole lines that rested on something lost."""


def repair(source: Path, target: Path, *, meeting: str = "") -> RepairReport:
    """Write what `salvage` gives into the folder `target`."""
    journal, report = salvage(source, meeting=meeting)
    target.mkdir(parents=True, exist_ok=True)
    write_new(target / JOURNAL, journal)
    return report


def salvage(source: Path, *, meeting: str = "") -> tuple[bytes, RepairReport]:
    """A journal of the whole lines of the one in `source`; `meeting` if even the header is lost.

    Lines before the damage count as they are. A change after it is carried over only if the document
    is still what the change says that it was; a lost line keeps its number, so undos still find theirs.
    """
    data = (source / JOURNAL).read_bytes()
    before = read_lines(data)
    header = before.header or header_in(data)
    if header is None and not meeting:
        raise NotAJournal("not_a_journal")
    commits = before.commits or [Commit(n=0, t=header.t if header else "")]
    tables = Database()
    for commit in commits:
        tables.take_in(commit)
    kept, lost = len(commits) - 1, list[int]()
    skipped: list[tuple[int, str, str]] = []
    for commit in _whole(data, before.end):
        if commit.n <= commits[-1].n:
            continue
        for missing in range(commits[-1].n + 1, commit.n):
            commits.append(Commit(n=missing, t=commits[-1].t, do=LOST))
            lost.append(missing)
        fitting: list[Change] = []
        for change in commit.ch:
            table = tables.documents(change.table)
            if mismatches(table.get_document(change.key), change):
                skipped.append((commit.n, change.table, change.key))
            else:
                table.take_in(change)
                fitting.append(change)
        commits.append(msgspec.structs.replace(commit, ch=fitting))
        kept += 1
    journal = journal_bytes(header.meeting if header else meeting, commits)
    return journal, RepairReport(kept, tuple(lost), tuple(skipped))


def _whole(data: bytes, start: int) -> list[Commit]:
    """The commits of all whole lines from `start` on."""
    found: list[Commit] = []
    for _, line in records(data, start):
        try:
            found.append(unseal(line))
        except msgspec.MsgspecError:
            continue  # the header, or a line of a format that we do not know
    return found
