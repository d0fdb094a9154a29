"""Which journal a paper was made from: the SHA-256 of its lines up to one act.

It tells whether a given journal is the one; it is no signature, since whoever changes a journal can hash it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.papers.frame import JournalMark
from meeting_tui.store.file_log import JOURNAL

SHORTEST = 12
"""Hex digits that are enough to type from a printed paper."""
KEPT = "marks"
"""The argument of an act that began the journal anew: the marks of the old one, by act."""


class Approved(NamedTuple):
    """The acts that closed the meeting, and with it approved a version of the minutes."""

    replaced: tuple[int, ...]
    current: int | None
    """None while the meeting is open."""


def approved(commits: Iterable[Commit]) -> Approved:
    """Every version that was approved. A closing that was undone approved nothing."""
    replaced: list[int] = []
    closed: int | None = None
    for commit in commits:
        for change in commit.ch:
            if change.table != "day" or not {"closed_at", "reopened"} & {
                *(change.set or ()),
                *(change.was or ()),
            }:
                continue
            told = change.set or {}
            if "reopened" in told:
                if closed is not None and len(told["reopened"]) > len(replaced):
                    replaced.append(closed)
                    closed = None
                while len(replaced) > len(told["reopened"]):
                    closed = replaced.pop()
            if not told.get("closed_at"):
                closed = None
            elif closed is None:
                closed = commit.n
    return Approved(tuple(replaced), closed)


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
    act = approved(commits).current
    return None if act is None else mark_at((folder / JOURNAL).read_bytes(), act)


def mark_at(journal: bytes, act: int) -> JournalMark | None:
    """The mark of papers that were made from the journal up to this act; None if it is not that long."""
    found = fingerprint(journal, act)
    return JournalMark(act=act, sha256=found) if found else None


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


def marks_of(journal: bytes, commits: Iterable[Commit]) -> dict[str, str]:
    """The marks of every version by act, for a journal that will take this one's place."""
    replaced, current = approved(commits)
    acts = [*replaced, *([] if current is None else [current])]
    return {str(act): mark for act in acts if (mark := fingerprint(journal, act))}


def act_before(commits: Iterable[Commit], digits: str) -> tuple[int, Commit] | None:
    """The act of an older journal that has this fingerprint, and the act that took that journal's place."""
    wanted = digits.lower()
    for commit in commits:
        for act, mark in dict(commit.args.get(KEPT, {})).items():
            if len(wanted) >= SHORTEST and mark.startswith(wanted):
                return int(act), commit
    return None
