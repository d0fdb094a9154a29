"""Which journal a paper was made from: the SHA-256 of its lines up to one act.

It tells whether a given journal is the one; it is no signature, since whoever changes a journal can hash it again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.papers.frame import JournalMark
from meeting_tui.store.file_log import JOURNAL

_MARK = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")

SHORTEST = 12
"""Hex digits that are enough to type from a printed paper."""


def approving_act(commits: Iterable[Commit]) -> int | None:
    """The act that closed the meeting last, and with it approved the minutes; None while it is open."""
    found: int | None = None
    for commit in commits:
        for change in commit.ch:
            if change.table == "day" and "closed_at" in (change.set or {}):
                found = commit.n if (change.set or {})["closed_at"] else None
            elif change.table == "day" and "closed_at" in (change.was or {}):
                found = None
    return found


def fingerprint(journal: bytes, act: int) -> str | None:
    """64 hex digits over the journal's bytes to the end of act `act`; None if it is not that long."""
    end = -1
    for _ in range(act + 1):
        end = journal.find(b"\n", end + 1)
        if end < 0:
            return None
    return sha256(journal[: end + 1]).hexdigest()


def journal_mark(folder: Path, commits: Iterable[Commit]) -> JournalMark | None:
    """The mark for papers of the closed meeting in `folder`; None while it is open."""
    act = approving_act(commits)
    if act is None:
        return None
    found = fingerprint((folder / JOURNAL).read_bytes(), act)
    return JournalMark(act=act, sha256=found) if found else None


def marks_in(paper: bytes) -> list[str]:
    """The fingerprints that a paper carries, in whichever format; in Word's it is packed."""
    parts = [paper]
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(paper)) as packed:
        parts += [packed.read(name) for name in packed.namelist() if name.endswith(".xml")]
    return list(dict.fromkeys(found.decode() for part in parts for found in _MARK.findall(part)))


def act_of(journal: bytes, digits: str) -> int | None:
    """The act up to which the journal has this fingerprint, of which the first `SHORTEST` digits or more are given."""
    wanted = digits.lower()
    if len(wanted) < SHORTEST:
        return None
    so_far = sha256()
    for act, line in enumerate(journal.splitlines(keepends=True)):
        so_far.update(line)
        if line.endswith(b"\n") and so_far.hexdigest().startswith(wanted):
            return act
    return None
