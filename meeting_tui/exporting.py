"""Papers as an office makes them: by what it has set for the meeting, and what is odd about each, in words."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from meeting_tui import sentences
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.attendance import By
from meeting_tui.domain.papers.catalogue import PAPERS
from meeting_tui.domain.papers.slip import without_code
from meeting_tui.export.papers import BLANKS, Progress, Wish, Written, silent
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.proof import journal_mark
from meeting_tui.templating import fault_words, office_of


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting as it was at one moment: papers are made from it in a thread, while the day goes on."""

    folder: Path
    meeting: Meeting
    commits: tuple[Commit, ...]
    now: datetime

    @classmethod
    def of(cls, opened: MeetingFolder) -> Self:
        return cls(
            folder=opened.path,
            meeting=opened.meeting.snapshot(),
            commits=tuple(opened.store.history()),
            now=opened.now(),
        )


class Order(NamedTuple):
    """What papers are made with, and what must be told of what the office has set."""

    wish: Wish
    told: tuple[str, ...]
    """What was known before, in sentences."""
    in_short: str
    """The same in one; empty where nothing is wrong."""
    later: list[str]
    """Grows while papers are made, where a template turns out not to fit one of them."""


def order_of(
    source: Source,
    papers: Collection[str] | None = None,
    *,
    only: Container[str] | None = None,
    count: int = BLANKS,
    by: By = "",
    progress: Progress = silent,
) -> Order:
    """For these papers; None: for all. Reads the office's files."""
    office = office_of(source.folder, source.meeting, source.now, papers)
    later: list[str] = []
    wish = Wish(
        profile=office.profile,
        only=only,
        count=count,
        by=by,
        journal=journal_mark(source.folder, source.commits),
        templates=office.templates,
        wording=office.wording,
        refused=lambda fault: later.append(fault_words(fault)),
        progress=progress,
    )
    if any(PAPERS[name].with_codes for name in papers or ()) and (n := without_code(source.meeting, only)):
        later.append(sentences.without_code(n))
    return Order(wish, office.words, office.in_short, later)


def odd(written: Written) -> Iterator[str]:
    """What whoever looks for the paper must know."""
    if written.instead_of is not None:
        yield sentences.stands_beside(written.instead_of.name, written.path.name)
    if written.kept is not None:
        yield sentences.kept_aside(written.path.name, written.kept.name)
    if written.lacking:
        yield sentences.lacking(written.path.name, written.lacking)
