"""Papers by name: made as trees, laid out in each format, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers import attendance as attendance_paper
from meeting_tui.domain.papers import mail_merge as merge
from meeting_tui.domain.papers import summary as summary_paper
from meeting_tui.domain.papers.agenda import agenda
from meeting_tui.domain.papers.answer_sheets import answer_sheets
from meeting_tui.domain.papers.attendance import By
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.frame import JournalMark, sealed
from meeting_tui.domain.papers.invitation import bound, invitations
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.notice import notice
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.result_report import result_report
from meeting_tui.domain.papers.slip import blank_slips, slips
from meeting_tui.domain.papers.transfer_slips import transfer_slips
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.export import pdf, render, to_docx
from meeting_tui.export.files import write_atomically
from meeting_tui.export.letters import AT_ONCE, letters_docx
from meeting_tui.export.xlsx import sheet_bytes

BLANKS = 50
"""So many blank slips are made unless it is said how many."""
LETTERS_PER_MM = 1 / 1.6
"""A spreadsheet measures its columns in letters."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper is made with."""

    profile: Profile
    """The guide that it follows: `store.guides.profile_of`."""
    only: Container[str] | None = None
    """Keys of the people it is for; None: everybody who is invited."""
    count: int = BLANKS
    """How many blank slips."""
    by: By = ""
    """How the attendance list is parted."""
    journal: JournalMark | None = None
    """What approved papers say of the journal that they were made from."""
    templates: Mapping[str, bytes] = {}
    """The office's own Word templates that can be used, by kind of paper: `export.templates.load`."""
    wording: Wording = STANDARD
    """The office's own phrases of the minutes."""


class Made(NamedTuple):
    """A paper in one format, and the stem of its file's name."""

    stem: str
    data: bytes
    lacking: str = ""
    """Letters that its font does not have: a box stands in their place."""


Lacking = Callable[[Path, str], None]
"""Told of a file that was written, and of the letters that it lacks."""


Tree = Callable[[Meeting, datetime, Wish], Iterable[Paper]]
Maker = Callable[[Meeting, datetime, Wish], Iterable[Made]]


class Unsupported(ValueError):
    """A paper that does not exist, or not in that format. `code`: `no_such_paper` or `no_such_format`."""

    def __init__(self, code: str, paper: str, to: str = "") -> None:
        super().__init__(code, paper, to)
        self.code, self.paper, self.to = code, paper, to


def _of_trees(trees: Tree, *formats: str) -> dict[str, Maker]:
    """Each paper of the neutral tree in a file of its own."""

    def maker(to: str) -> Maker:
        def made(meeting: Meeting, now: datetime, wish: Wish) -> Iterator[Made]:
            for paper in trees(meeting, now, wish):
                lacking = pdf.unprintable(paper) if to == "pdf" else ""
                yield Made(stem_of(paper), _laid_out(sealed(paper, wish.journal), to, wish), lacking)

        return made

    return {to: maker(to) for to in formats}


def _laid_out(paper: Paper, to: str, wish: Wish) -> bytes:
    template = wish.templates.get(paper.kind)
    return to_docx(paper, template) if template is not None and to == "docx" else render(paper, to)


def _of_tree(make: Callable[[Meeting, datetime, Profile], Paper], *formats: str) -> dict[str, Maker]:
    return _of_trees(lambda meeting, now, wish: (make(meeting, now, wish.profile),), *formats)


def _one(stem: str, data: Callable[[Meeting, Wish], bytes], *, drafts: bool = False) -> Maker:
    """A paper that is no tree. `drafts`: it is a draft until the meeting is closed."""

    def made(meeting: Meeting, now: datetime, wish: Wish) -> Iterator[Made]:
        yield Made(_stem(stem, draft=drafts and meeting.day.closed_at is None), data(meeting, wish))

    return made


def _attendance(meeting: Meeting, now: datetime, wish: Wish) -> tuple[Paper]:
    return (attendance_paper.attendance_list(meeting, now, wish.profile, wish.by),)


def _attendance_sheet(meeting: Meeting, wish: Wish) -> bytes:
    """One table with the group in a column, to filter and to sort."""
    columns = [
        ("Nhóm", 24.0),
        *((column.header, column.width * LETTERS_PER_MM) for column in attendance_paper.COLUMNS),
    ]
    rows = (
        (e.group, e.number, e.name, e.birth_year, e.village, e.body, e.status, e.arrived, e.note)
        for e in attendance_paper.entries(meeting, wish.by)
    )
    return sheet_bytes("Danh sách điểm danh", columns, rows)


def _summary_sheet(meeting: Meeting, wish: Wish) -> bytes:
    """One row for each opinion: no groups and no subtotals between them."""
    columns = [
        (column.header, column.width * LETTERS_PER_MM) for column in summary_paper.columns(meeting.plan)
    ]
    return sheet_bytes("Tổng hợp ý kiến, kiến nghị", columns, summary_paper.sheet_rows(meeting))


def _invitations(meeting: Meeting, wish: Wish) -> bytes:
    return pdf.invitations_pdf(invitations(meeting, wish.profile, wish.only), wish.profile)


def _letters(meeting: Meeting, wish: Wish) -> bytes:
    made = invitations(meeting, wish.profile, wish.only)
    papers = bound(meeting, wish.profile, made, AT_ONCE)
    return letters_docx(papers, [slip.code for slip in made.sheets.slips])


def _mail_merge(meeting: Meeting, wish: Wish) -> bytes:
    return sheet_bytes(merge.TITLE, merge.FIELDS, merge.merge_rows(meeting, wish.only))


_WHOLE = ("docx", "pdf", "md", "json")

PAPERS: Mapping[str, Mapping[str, Maker]] = {
    "agenda": _of_tree(agenda, *_WHOLE),
    "invitations": {"pdf": _one("invitations", _invitations), "docx": _one("invitations", _letters)},
    "slips": {"pdf": _one("slips", lambda meeting, wish: pdf.slips_pdf(slips(meeting, wish.only)))},
    "blank_slips": {
        "pdf": _one(
            "blank_slips", lambda meeting, wish: pdf.blank_slips_pdf(blank_slips(meeting, wish.count))
        )
    },
    "mail_merge": {"xlsx": _one("mail_merge", _mail_merge)},
    "scanner_test": {"pdf": _one("scanner_test", lambda meeting, wish: pdf.scanner_test_pdf())},
    "attendance": {
        **_of_trees(_attendance, *_WHOLE),
        "xlsx": _one("attendance", _attendance_sheet, drafts=True),
    },
    "answer_sheets": _of_tree(answer_sheets, *_WHOLE),
    "minutes": _of_trees(
        lambda meeting, now, wish: (minutes(meeting, now, wish.profile, wish.wording),), *_WHOLE
    ),
    "summary": {
        **_of_tree(summary_paper.summary, *_WHOLE),
        "xlsx": _one("summary", _summary_sheet, drafts=True),
    },
    "notice": _of_tree(notice, *_WHOLE),
    "transfer_slips": _of_trees(
        lambda meeting, now, wish: transfer_slips(meeting, now, wish.profile), *_WHOLE
    ),
    "result_report": _of_tree(result_report, *_WHOLE),
}
"""How each paper is made in each of its formats, the usual one first; the papers in the order of their use."""

WITH_CODES = frozenset({"slips", "invitations", "mail_merge"})
"""Papers for people who have a check-in code: it is given out before they are made."""


def formats_of(paper: str) -> tuple[str, ...]:
    """The formats of a paper, the usual one first. Raises Unsupported."""
    if paper not in PAPERS:
        raise Unsupported("no_such_paper", paper)
    return tuple(PAPERS[paper])


def make(paper: str, to: str, meeting: Meeting, now: datetime, wish: Wish) -> list[Made]:
    """One paper in one format; transfer slips are several, or none. Raises Unsupported."""
    if to not in formats_of(paper):
        raise Unsupported("no_such_format", paper, to)
    return list(PAPERS[paper][to](meeting, now, wish))


def export(
    meeting: Meeting,
    now: datetime,
    names: Iterable[str],
    formats: Iterable[str],
    out: Path,
    wish: Wish,
    lacking: Lacking | None = None,
) -> list[Path]:
    """Write each paper in each format into `out`; no format: its usual one. Returns the files.

    Raises Unsupported before anything is written, OSError with the file that could not be. Each file is whole or
    not there. Who has no code gets no slip and no letter: `domain.papers.slip.without_code` counts them.
    """
    formats = tuple(formats)
    wanted = [(name, to) for name in names for to in formats or formats_of(name)[:1]]
    for name, to in wanted:
        if to not in formats_of(name):
            raise Unsupported("no_such_format", name, to)
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, to in wanted:
        for made in make(name, to, meeting, now, wish):
            written.append(write_atomically(out / f"{made.stem}.{to}", made.data))
            if made.lacking and lacking is not None:
                lacking(written[-1], made.lacking)
    return written


def write(paper: Paper, formats: Iterable[str], out: Path) -> list[Path]:
    """One paper in several formats."""
    out.mkdir(parents=True, exist_ok=True)
    return [write_atomically(out / f"{stem_of(paper)}.{to}", render(paper, to)) for to in formats]


def stem_of(paper: Paper) -> str:
    """The name of its file. A draft is called a draft there too."""
    return _stem(paper.file or paper.kind, draft=paper.draft)


def _stem(name: str, *, draft: bool) -> str:
    return f"{name}-draft" if draft else name
