"""A paper as a neutral tree: what it says, in order, with no fonts and no millimetres of a page in it.

Exporters lay it out, so that DOCX, Markdown and JSON say the same thing. Every block is tagged: JSON decodes
back into the same tree. Text from outside becomes a `Run`, which is where it is cleaned once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from meeting_tui.domain.plan import Name
from meeting_tui.domain.text import clean

Align = Literal["left", "center", "right", "justify"]

_SPACES = re.compile(r"\s+")


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


class Block(msgspec.Struct, frozen=True, kw_only=True, tag=True, omit_defaults=True):
    """Something that stands by itself on the page."""


class Letterhead(Block, frozen=True, kw_only=True):
    """Who issues the paper, opposite the name of the country or of the Party (handbook, 1.2 and 1.4)."""

    style: Literal["state", "party"]
    issuer: tuple[str, ...]
    right: tuple[str, ...]
    number: str = ""
    superior: tuple[str, ...] = ()
    place_date: str = ""
    """Empty for minutes: their date is in the text (model 1.9)."""
    about: str = ""
    """What a letter without a name is about, under its number: `V/v …` (box 5b)."""


class Title(Block, frozen=True, kw_only=True):
    """What kind of paper it is: `BIÊN BẢN`."""

    text: str


class Subject(Block, frozen=True, kw_only=True):
    """What the paper is about, under its title."""

    text: str


class To(Block, frozen=True, kw_only=True):
    """`Kính gửi:` and who gets the letter (box 9a): one stands on the same line, several are a list."""

    title: str
    lines: tuple[str, ...]


class Heading(Block, frozen=True, kw_only=True):
    text: str
    level: int = 1


class Paragraph(Block, frozen=True, kw_only=True):
    """Running text. `level` counts steps of indentation below the body."""

    runs: Runs
    level: int = 0
    align: Align = "justify"


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A column of a table; `width` in mm says how the columns share the page."""

    header: str
    width: int
    align: Align = "left"


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row over the whole table: a group's name, or its subtotal."""

    before: int
    """Index of the row that it stands before; the number of rows: at the end."""
    text: str
    bold: bool = True


class Table(Block, frozen=True, kw_only=True):
    """A cell may hold line feeds: each line is a paragraph of the cell."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = ()
    size: Literal["", "small"] = ""
    """Small letters, for many columns."""


class Signer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where somebody signs. No name: the place stays blank."""

    role: str
    authority: tuple[str, ...] = ()
    """On whose behalf, over the role: `TM. ỦY BAN NHÂN DÂN` (handbook, 1.2, box 7a)."""
    note: str = ""
    name: str = ""


class Signatures(Block, frozen=True, kw_only=True):
    """The list of recipients that follows stands left: under the left signature, or in place of it."""

    right: Signer
    left: Signer | None = None


class Recipients(Block, frozen=True, kw_only=True):
    """`Nơi nhận:` and its lines, without their dashes."""

    title: str
    lines: tuple[str, ...]


class Appendix(Block, frozen=True, kw_only=True):
    """A new section on a new page with its own page numbers."""

    label: str = ""
    """`Phụ lục I`."""
    title: str
    note: str = ""
    """To which paper it belongs: `(Kèm theo Thông báo số …)`."""
    landscape: bool = False


class Imprint(Block, frozen=True, kw_only=True):
    """A discreet line in small print: what the paper was made from."""

    text: str


AnyBlock = (
    Letterhead
    | Title
    | Subject
    | To
    | Heading
    | Paragraph
    | Table
    | Signatures
    | Recipients
    | Appendix
    | Imprint
)


class Paper(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One official paper."""

    kind: str
    profile: Name
    title: str
    """For lists and file properties; what is printed is in the blocks."""
    blocks: tuple[AnyBlock, ...]
    landscape: bool = False
    """Of the first section."""
    file: str = ""
    """Stem of the file's name where one kind gives several papers: `transfer_slip-economy`; empty: the kind."""
    draft: bool = False
    draft_note: str = ""
    """Tells one draft of the day from another."""
    facts: dict[str, Any] = {}
    """Figures that a script may read from the JSON; plain JSON values."""


def run(text: str, *, bold: bool = False, italic: bool = False) -> Run:
    """A run of clean text on one line; a space at its ends stays."""
    return Run(one_line(text), bold, italic)


def paragraph(*runs: Run | str, level: int = 0, align: Align = "justify") -> Paragraph:
    made = (run(part) if isinstance(part, str) else part for part in runs)
    return Paragraph(runs=tuple(part for part in made if part.text), level=level, align=align)


def paragraphs(text: str, *, level: int = 0) -> list[Paragraph]:
    """A text of several lines as one paragraph each: a line feed in justified text would stretch the line."""
    return [paragraph(line, level=level) for line in lines(text)]


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line for line in map(one_line, clean(text).split("\n")) if line.strip()]


def cell(text: str) -> str:
    """A text as a table cell keeps it."""
    return "\n".join(line.strip() for line in lines(text))


def one_line(text: str) -> str:
    return _SPACES.sub(" ", clean(text))


def plain(runs: Iterable[Run]) -> str:
    return "".join(part.text for part in runs)
