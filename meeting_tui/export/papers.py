"""Papers by name: made as a tree, laid out in each format, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers import attendance as attendance_paper
from meeting_tui.domain.papers import mail_merge as merge
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.invitation import invitations
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.slip import blank_slips, slips
from meeting_tui.export import pdf, render
from meeting_tui.export.files import write_atomically
from meeting_tui.export.xlsx import sheet_bytes

BLANKS = 50
"""So many blank slips are made unless it is said how many."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a paper that is made for people."""

    only: Container[str] | None = None
    """Keys of the people it is for; None: everybody who is invited."""
    count: int = BLANKS
    """How many blank slips."""


Maker = Callable[[Meeting, datetime, Wish], bytes]


class Unsupported(ValueError):
    """A paper that does not exist, or not in that format. `code`: `no_such_paper` or `no_such_format`."""

    def __init__(self, code: str, paper: str, to: str = "") -> None:
        super().__init__(code, paper, to)
        self.code, self.paper, self.to = code, paper, to


def _of_tree(make: Callable[[Meeting, datetime], Paper], *formats: str) -> dict[str, Maker]:
    def maker(to: str) -> Maker:
        return lambda meeting, now, wish: render(make(meeting, now), to)

    return {to: maker(to) for to in formats}


def _attendance_sheet(meeting: Meeting, now: datetime, wish: Wish) -> bytes:
    """One table with the group in a column, to filter and to sort."""
    columns = [("Nhóm", 24.0), *((column.header, column.width / 1.6) for column in attendance_paper.COLUMNS)]
    rows = (
        (e.group, e.number, e.name, e.birth_year, e.village, e.body, e.status, e.arrived, e.note)
        for e in attendance_paper.entries(meeting)
    )
    return sheet_bytes("Danh sách điểm danh", columns, rows)


PAPERS: Mapping[str, Mapping[str, Maker]] = {
    "minutes": _of_tree(minutes, "docx", "md", "json", "pdf"),
    "attendance": {
        **_of_tree(attendance_paper.attendance_list, "docx", "md", "json", "pdf"),
        "xlsx": _attendance_sheet,
    },
    "slips": {"pdf": lambda meeting, now, wish: pdf.slips_pdf(slips(meeting, wish.only))},
    "invitations": {
        "pdf": lambda meeting, now, wish: pdf.invitations_pdf(
            invitations(meeting, wish.only), meeting.plan.format_profile
        )
    },
    "blank_slips": {"pdf": lambda meeting, now, wish: pdf.blank_slips_pdf(blank_slips(meeting, wish.count))},
    "scanner_test": {"pdf": lambda meeting, now, wish: pdf.scanner_test_pdf()},
    "mail_merge": {
        "xlsx": lambda meeting, now, wish: sheet_bytes(
            merge.TITLE, merge.FIELDS, merge.merge_rows(meeting, wish.only)
        )
    },
}
"""How each paper is made in each of its formats, the usual one first."""

WITH_CODES = frozenset({"slips", "invitations", "mail_merge"})
"""Papers for people who have a check-in code: it is given out before they are made."""

DRAFTS = frozenset({"minutes", "attendance"})
"""Papers that are drafts until the meeting is closed."""


def formats_of(paper: str) -> tuple[str, ...]:
    """The formats of a paper, the usual one first. Raises Unsupported."""
    if paper not in PAPERS:
        raise Unsupported("no_such_paper", paper)
    return tuple(PAPERS[paper])


def make(paper: str, to: str, meeting: Meeting, now: datetime, wish: Wish | None = None) -> bytes:
    """One paper in one format. Raises Unsupported."""
    if to not in formats_of(paper):
        raise Unsupported("no_such_format", paper, to)
    return PAPERS[paper][to](meeting, now, wish or Wish())


def export(
    meeting: Meeting,
    now: datetime,
    names: Iterable[str],
    formats: Iterable[str],
    out: Path,
    wish: Wish | None = None,
) -> list[Path]:
    """Write each paper in each format into `out`; no format: its usual one. Returns the files.

    Raises Unsupported before anything is written. Who has no code gets no slip and no letter:
    `domain.papers.slip.without_code` counts them.
    """
    formats = tuple(formats)
    wanted = [(name, to) for name in names for to in formats or formats_of(name)[:1]]
    for name, to in wanted:
        if to not in formats_of(name):
            raise Unsupported("no_such_format", name, to)
    out.mkdir(parents=True, exist_ok=True)
    return [
        write_atomically(
            out / file_name(name, to, draft=meeting.day.closed_at is None), make(name, to, meeting, now, wish)
        )
        for name, to in wanted
    ]


def write(paper: Paper, formats: Iterable[str], out: Path) -> list[Path]:
    """One paper in several formats."""
    out.mkdir(parents=True, exist_ok=True)
    return [
        write_atomically(out / file_name(paper.kind, to, draft=paper.draft), render(paper, to))
        for to in formats
    ]


def file_name(paper: str, to: str, *, draft: bool) -> str:
    """A draft is called a draft in the file's name too."""
    return f"{paper}-draft.{to}" if draft and paper in DRAFTS else f"{paper}.{to}"
