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
from meeting_tui.domain.papers.catalogue import PAPERS, is_kept
from meeting_tui.domain.papers.cells import who_and_village
from meeting_tui.domain.papers.frame import JournalMark, sealed
from meeting_tui.domain.papers.invitation import bound, invitations
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.notice import notice
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.result_report import result_report
from meeting_tui.domain.papers.slip import blank_slips, slips
from meeting_tui.domain.papers.transfer_slips import transfer_slips
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.export import measure, pdf, render, to_docx
from meeting_tui.export.docx import Refused
from meeting_tui.export.files import put
from meeting_tui.export.letters import AT_ONCE, letters_docx
from meeting_tui.export.xlsx import sheet_bytes

BLANKS = 50
"""So many blank slips are made unless it is said how many."""
LETTERS_PER_MM = 1 / 1.6
"""A spreadsheet measures its columns in letters."""


Progress = Callable[[str, int, int], None]


def silent(paper: str, done: int, of: int) -> None:
    """Nobody waits."""


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
    refused: Refused | None = None
    """Told why a template was not used for a paper after all."""
    progress: Progress = silent
    """Told which paper is being made, and of a long one how many of how many pieces are laid out."""


class Made(NamedTuple):
    """A paper in one format, and the stem of its file's name."""

    stem: str
    data: bytes
    lacking: str = ""
    """Letters that its font does not have: a box stands in their place."""


class Written(NamedTuple):
    """A file that was written; the rest is for whoever looks for it, or at it."""

    path: Path
    instead_of: Path | None
    """The name that it should have: that file is open in another program."""
    kept: Path | None
    """A copy of the one that it replaced, which said something else."""
    lacking: str
    """Letters that its font does not have."""


Tree = Callable[[Meeting, datetime, Wish], Iterable[Paper]]
Sheet = Callable[[Meeting, Wish], tuple[object, bytes]]
"""A paper that is no tree: what it says, and how that is laid out."""


class Unsupported(ValueError):
    """A paper that does not exist, or not in that format. `code`: `no_such_paper` or `no_such_format`."""

    def __init__(self, code: str, paper: str, to: str = "") -> None:
        super().__init__(code, paper, to)
        self.code, self.paper, self.to = code, paper, to


def _laid_out(paper: Paper, to: str, wish: Wish) -> bytes:
    template = wish.templates.get(paper.kind)
    if template is None or to != "docx":
        return render(paper, to)
    return to_docx(paper, template, wish.refused)


TREES: Mapping[str, Tree] = {
    "agenda": lambda meeting, now, wish: (agenda(meeting, now, wish.profile),),
    "attendance": lambda meeting, now, wish: (
        attendance_paper.attendance_list(meeting, now, wish.profile, wish.by),
    ),
    "answer_sheets": lambda meeting, now, wish: (answer_sheets(meeting, now, wish.profile),),
    "minutes": lambda meeting, now, wish: (minutes(meeting, now, wish.profile, wish.wording),),
    "summary": lambda meeting, now, wish: (summary_paper.summary(meeting, now, wish.profile),),
    "notice": lambda meeting, now, wish: (notice(meeting, now, wish.profile),),
    "transfer_slips": lambda meeting, now, wish: transfer_slips(meeting, now, wish.profile),
    "result_report": lambda meeting, now, wish: (result_report(meeting, now, wish.profile),),
}
"""Papers that are neutral trees, laid out in every format but those of `SHEETS`."""


def _attendance_sheet(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    """One table with the group in a column, to filter and to sort."""
    heads = attendance_paper.columns(meeting)
    columns = [("Nhóm", 24.0), *((column.header, column.width * LETTERS_PER_MM) for column in heads)]
    rows = [
        (e.group, e.number, e.name, e.birth_year, e.village, e.body, e.status, e.arrived, e.note)
        for e in attendance_paper.entries(meeting, wish.by)
    ]
    return rows, sheet_bytes("Danh sách điểm danh", columns, rows, draft=meeting.day.closed_at is None)


def _summary_sheet(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    """One row for each opinion: no groups and no subtotals between them."""
    heads = summary_paper.columns(meeting.plan, who_and_village(meeting))
    columns = [(column.header, column.width * LETTERS_PER_MM) for column in heads]
    rows = list(summary_paper.sheet_rows(meeting))
    return rows, sheet_bytes("Tổng hợp ý kiến, kiến nghị", columns, rows, draft=meeting.day.closed_at is None)


def _invitations(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    made = invitations(meeting, wish.profile, wish.only)
    return made, pdf.invitations_pdf(made, wish.profile)


def _letters(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    made = invitations(meeting, wish.profile, wish.only)

    def told() -> Iterator[Paper]:
        for count, some in enumerate(bound(meeting, wish.profile, made, AT_ONCE)):
            wish.progress("invitations", count * AT_ONCE, len(made.letters))
            yield some

    return made, letters_docx(told(), [slip.code for slip in made.sheets.slips])


def _slips(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    made = slips(meeting, wish.only)
    return made, pdf.slips_pdf(made)


def _blank_slips(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    made = blank_slips(meeting, wish.count)
    return made, pdf.blank_slips_pdf(made)


def _mail_merge(meeting: Meeting, wish: Wish) -> tuple[object, bytes]:
    rows = list(merge.merge_rows(meeting, wish.only))
    return rows, sheet_bytes(merge.TITLE, merge.FIELDS, rows)


SHEETS: Mapping[tuple[str, str], Sheet] = {
    ("invitations", "pdf"): _invitations,
    ("invitations", "docx"): _letters,
    ("slips", "pdf"): _slips,
    ("blank_slips", "pdf"): _blank_slips,
    ("mail_merge", "xlsx"): _mail_merge,
    ("scanner_test", "pdf"): lambda meeting, wish: (None, pdf.scanner_test_pdf()),
    ("attendance", "xlsx"): _attendance_sheet,
    ("summary", "xlsx"): _summary_sheet,
}


def formats_of(paper: str) -> tuple[str, ...]:
    """The formats of a paper, the usual one first. Raises Unsupported."""
    if paper not in PAPERS:
        raise Unsupported("no_such_paper", paper)
    return PAPERS[paper].formats


def make(paper: str, to: str, meeting: Meeting, now: datetime, wish: Wish) -> list[Made]:
    """One paper in one format; transfer slips are several, or none. Raises Unsupported."""
    if to not in formats_of(paper):
        raise Unsupported("no_such_format", paper, to)
    wish.progress(paper, 0, 0)
    if sheet := SHEETS.get((paper, to)):
        said, data = sheet(meeting, wish)
        draft = PAPERS[paper].of_day and meeting.day.closed_at is None
        return [Made(_stem(paper, draft=draft), data, _lacking(said, to))]
    return [
        Made(stem_of(tree), _laid_out(sealed(tree, wish.journal), to, wish), _lacking(tree.blocks, to))
        for tree in TREES[paper](meeting, now, wish)
    ]


def wanted(names: Iterable[str], formats: Iterable[str]) -> list[tuple[str, str]]:
    """Each paper in each format; no format: its usual one. Raises Unsupported if one of them cannot be made."""
    formats = tuple(formats)
    found = [(name, to) for name in names for to in formats or formats_of(name)[:1]]
    for name, to in found:
        if to not in formats_of(name):
            raise Unsupported("no_such_format", name, to)
    return found


def write(paper: str, to: str, meeting: Meeting, now: datetime, out: Path, wish: Wish) -> list[Written]:
    """One paper in one format, written into `out`. Raises Unsupported, and OSError with the file that could not be.

    A file is whole or not there, and none that somebody may have written into is lost by another that says something else.
    Who has no code gets no slip and no letter: `domain.papers.slip.without_code` counts them.
    """
    out.mkdir(parents=True, exist_ok=True)
    keep = is_kept(PAPERS[paper], closed=meeting.day.closed_at is not None)
    return [
        Written(*put(out / f"{made.stem}.{to}", made.data, keep=keep), made.lacking)
        for made in make(paper, to, meeting, now, wish)
    ]


def export(
    meeting: Meeting, now: datetime, names: Iterable[str], formats: Iterable[str], out: Path, wish: Wish
) -> list[Path]:
    """`write` for each that is `wanted`. Raises Unsupported before anything is written."""
    return [
        one.path for paper, to in wanted(names, formats) for one in write(paper, to, meeting, now, out, wish)
    ]


def _lacking(said: object, to: str) -> str:
    """The letters that a PDF shows as a box, each once; what Word lacks it takes from other fonts."""
    if to != "pdf":
        return ""
    return "".join(sorted(measure.unprintable(msgspec.json.encode(said).decode())))


def stem_of(paper: Paper) -> str:
    """The name of its file. A draft is called a draft there too, and a later version by its number."""
    version = paper.facts.get("version", 1)
    name = paper.file or paper.kind
    return _stem(f"{name}-{version}" if version > 1 else name, draft=paper.draft)


def _stem(name: str, *, draft: bool) -> str:
    return f"{name}-draft" if draft else name
