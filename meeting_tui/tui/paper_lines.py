"""A paper as lines of the terminal: the tree that Word and PDF are laid out from, in cells instead of millimetres.

Texts are plain strings with a style of the theme beside them; they become drawable where they are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import chop_cells

from meeting_tui.domain.papers.blocks import (
    Align,
    AnyBlock,
    Appendix,
    Heading,
    Imprint,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Run,
    Signatures,
    Signer,
    Span,
    Subject,
    Table,
    Title,
    To,
    plain,
)
from meeting_tui.export.balance import balanced
from meeting_tui.tui.drawing import cells

UPRIGHT, LANDSCAPE = 92, 150
"""Cells of a page's width; on a narrower screen all of it."""
INDENT = 4
QUIET = "$text-muted"
RULE = "───────"
GAP = " │ "
LONGEST = 10
"""Cells of a word that a column of a table makes room for; a longer one may be cut."""
BY_HAND = 3
"""Empty lines to sign on."""

Styled = tuple[str, str]
Line = tuple[Styled, ...]
"""Texts with their styles, one after the other."""
EMPTY: Line = ()
_WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """A paragraph, a row, a heading: what stays together when the paper changes around it."""

    text: str
    """What it says, by which it is found again."""
    lines: tuple[Line, ...]
    width: int
    """Of the page that it stands on."""


def pieces(papers: Iterable[Paper], room: int) -> list[Piece]:
    """The papers one after the other, on a screen `room` cells wide."""
    return [piece for paper in papers for piece in _paper(paper, room)]


def _paper(paper: Paper, room: int) -> Iterator[Piece]:
    width = _width(room, landscape=paper.landscape)
    if paper.draft:
        yield _piece("DỰ THẢO", _placed("DỰ THẢO", "$warning bold", width, "right"), width)
    blocks = list(paper.blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, Appendix):
            width = _width(room, landscape=block.landscape)
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Signatures) and block.left is None and isinstance(following, Recipients):
            yield _signed(block, _recipients(following), width)
        elif not (isinstance(block, Recipients) and _stands_left(blocks[at - 1] if at else None)):
            yield from _lines(block, width)


def _width(room: int, *, landscape: bool) -> int:
    return max(20, min(room, LANDSCAPE if landscape else UPRIGHT))


def _stands_left(block: AnyBlock | None) -> bool:
    """Whether the recipients that follow were drawn with it, in the place of the left signature."""
    return isinstance(block, Signatures) and block.left is None


# -- blocks ------------------------------------------------------------------------------------------------


@singledispatch
def _lines(block: AnyBlock, width: int) -> Iterator[Piece]:
    raise TypeError(block)


@_lines.register
def _letterhead(block: Letterhead, width: int) -> Iterator[Piece]:
    left = [*((line, "") for line in block.superior), *((line, "bold") for line in block.issuer)]
    left.append(("*" if block.style == "party" else RULE, QUIET))
    right = [*((line, "bold") for line in block.right), (RULE * 3, QUIET)]
    yield _piece(" ".join((*block.issuer, *block.right)), _halves(left, right, width), width)
    left = [(block.number, ""), *((line, "") for line in balanced(block.about, width // 2 - 2))]
    yield _piece(block.number, _halves(left, [(block.place_date, "italic")], width), width)


@_lines.register
def _title(block: Title, width: int) -> Iterator[Piece]:
    yield _piece(block.text, [EMPTY, *_placed(block.text, "bold", width, "center")], width)


@_lines.register
def _subject(block: Subject, width: int) -> Iterator[Piece]:
    found = [line for part in balanced(block.text) for line in _placed(part, "bold", width, "center")]
    yield _piece(block.text, [*found, *_placed(RULE * 2, QUIET, width, "center"), EMPTY], width)


@_lines.register
def _to(block: To, width: int) -> Iterator[Piece]:
    if len(block.lines) == 1:
        words = [(f"{block.title} {block.lines[0]}", "")]
    else:
        words = [(block.title, ""), *((f"- {line}", "") for line in block.lines)]
    found = [line for text, style in words for line in _set([(text, style)], width, before=INDENT * 3)]
    yield _piece(" ".join(block.lines), [*found, EMPTY], width)


@_lines.register
def _heading(block: Heading, width: int) -> Iterator[Piece]:
    found = _set([(block.text, "bold")], width, first=INDENT)
    yield _piece(block.text, [EMPTY, *found] if block.level == 1 else found, width)


@_lines.register
def _paragraph(block: Paragraph, width: int) -> Iterator[Piece]:
    runs = [(run.text, _style(run)) for run in block.runs]
    if block.align in ("center", "right"):
        found = _set(runs, width, align=block.align)
    else:
        found = _set(runs, width, before=INDENT * block.level, first=INDENT)
    yield _piece(plain(block.runs), found, width)


@_lines.register
def _signatures(block: Signatures, width: int) -> Iterator[Piece]:
    yield _signed(block, _signer(block.left) if block.left else [], width)


@_lines.register
def _listed(block: Recipients, width: int) -> Iterator[Piece]:
    found = [line for part in _recipients(block) for line in _set([part], width // 2)]
    yield _piece(" ".join(block.lines), [EMPTY, *found], width)


@_lines.register
def _imprint(block: Imprint, width: int) -> Iterator[Piece]:
    yield _piece(block.text, [EMPTY, *_set([(block.text, f"italic {QUIET}")], width)], width)


@_lines.register
def _appendix(block: Appendix, width: int) -> Iterator[Piece]:
    """A rule where the new page begins."""
    words = [(block.label, "bold"), (block.title, "bold"), (block.note, "italic")]
    found = [line for text, style in words if text for line in _placed(text, style, width, "center")]
    edge = (("┄" * width, QUIET),)
    yield _piece(f"{block.label} {block.title}", [EMPTY, edge, EMPTY, *found, EMPTY], width)


def _recipients(block: Recipients) -> list[Styled]:
    return [(block.title, "bold italic"), *((f"- {line}", "") for line in block.lines)]


def _signed(block: Signatures, left: list[Styled], width: int) -> Piece:
    """Two columns; on the left who signs there, or who gets the paper."""
    right = _signer(block.right)
    words = " ".join(text for text, _ in (*left, *right))
    return _piece(words, [EMPTY, *_halves(left, right, width, centred=block.left is not None)], width)


def _signer(signer: Signer) -> list[Styled]:
    head = [*((line, "bold") for line in signer.authority), (signer.role, "bold")]
    note = [(signer.note, "italic")] if signer.note else []
    return [*head, *note, *[("", "")] * BY_HAND, (signer.name, "bold")]


# -- tables ------------------------------------------------------------------------------------------------


@_lines.register
def _table(block: Table, width: int) -> Iterator[Piece]:
    """In columns; where they would be too narrow to read, each row as a list of what it says."""
    widths = _columns(block, width)
    if widths is None:
        yield from _listing(block, width)
        return
    heads = [[(column.header, "bold")] for column in block.columns]
    rule = (("─┼─".join("─" * one for one in widths), QUIET),)
    head = _row(heads, widths, ["center"] * len(widths))
    yield _piece(" ".join(column.header for column in block.columns), [EMPTY, *head, rule], width)
    aligns = [column.align for column in block.columns]
    for part in _parts(block):
        if isinstance(part, Span):
            yield _piece(part.text, [*_span(part, width), rule], width)
        else:
            found = _row([[(line, "") for line in cell.split("\n")] for cell in part], widths, aligns)
            yield _piece(" ".join(part), [*found, rule], width)
    yield _piece("", [EMPTY], width)


def _parts(table: Table) -> Iterator[Span | tuple[str, ...]]:
    """The rows, and between them the groups' names and subtotals."""
    for at in range(len(table.rows) + 1):
        yield from (span for span in table.spans if span.before == at)
        yield from table.rows[at : at + 1]


def _span(span: Span, width: int) -> list[Line]:
    return _placed(span.text, "bold" if span.bold else "", width, "left")


def _columns(table: Table, width: int) -> list[int] | None:
    """The columns' widths by their shares, but none too narrow for its words; None: there is no room."""
    room = width - len(GAP) * (len(table.columns) - 1)
    texts = [(column.header, *(row[at] for row in table.rows)) for at, column in enumerate(table.columns)]
    least = [
        min(LONGEST, max((len(word) for text in column for word in text.split()), default=1))
        for column in texts
    ]
    if sum(least) > room:
        return None
    widths = [0] * len(least)
    free, left = set(range(len(least))), room
    while narrow := [at for at in free if _share(table, at, free, left) < least[at]]:
        for at in narrow:
            widths[at] = least[at]
        free -= {*narrow}
        left = room - sum(widths)
    for at in sorted(free):
        widths[at] = _share(table, at, {n for n in free if n >= at}, left)
        left -= widths[at]
    return widths


def _share(table: Table, at: int, among: set[int], room: int) -> int:
    return table.columns[at].width * room // sum(table.columns[n].width for n in among)


def _row(row: Sequence[Sequence[Styled]], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[Line]:
    columns = [
        [line for part in cell for line in _set([part], width, align=align)]
        for cell, width, align in zip(row, widths, aligns, strict=True)
    ]
    return _beside(columns, widths, (GAP, QUIET))


def _listing(table: Table, width: int) -> Iterator[Piece]:
    heads = [column.header for column in table.columns]
    for part in _parts(table):
        if isinstance(part, Span):
            yield _piece(part.text, [EMPTY, *_span(part, width)], width)
        else:
            found = [line for pair in zip(heads, part, strict=True) for line in _entry(*pair, width)]
            yield _piece(" ".join(part), [EMPTY, *found], width)
    yield _piece("", [EMPTY], width)


def _entry(head: str, cell: str, width: int) -> Iterator[Line]:
    if cell.strip():
        yield from _set([(f"{head}: ", QUIET), (" / ".join(cell.split("\n")), "")], width, before=INDENT)


# -- lines -------------------------------------------------------------------------------------------------


def _piece(text: str, lines: Iterable[Line], width: int) -> Piece:
    return Piece(text, tuple(lines), width)


def _halves(left: list[Styled], right: list[Styled], width: int, *, centred: bool = True) -> Iterator[Line]:
    """Two columns side by side, each in its half of the page."""
    half = width // 2 - 1
    columns = [
        [line for text, style in part for line in _placed(text, style, half, "center" if middle else "left")]
        for part, middle in ((left, centred), (right, True))
    ]
    return _beside(columns, (half, half), ("  ", ""))


def _beside(columns: Sequence[Sequence[Line]], widths: Sequence[int], gap: Styled) -> Iterator[Line]:
    for lines in zip_longest(*columns, fillvalue=EMPTY):
        line: list[Styled] = []
        for at, (part, width) in enumerate(zip(lines, widths, strict=True)):
            used = sum(cells(text) for text, _ in part)
            line += [*([gap] if at else []), *part, (" " * (width - used), "")]
        yield tuple(line)


def _placed(text: str, style: str, width: int, align: Align) -> list[Line]:
    return _set([(text, style)], width, align=align)


def _set(
    runs: Sequence[Styled],
    width: int,
    *,
    before: int = 0,
    first: int = 0,
    align: Align = "left",
) -> list[Line]:
    """Text in lines of at most `width` cells, `before` of them blank, and `first` more on the first line."""
    text = "".join(part for part, _ in runs)
    room = width - before
    lines: list[Line] = []
    for start, end in breaks(text, room, first):
        indent = before + (0 if lines else first)
        if align in ("center", "right"):
            spare = width - cells(text[start:end])
            indent = spare // 2 if align == "center" else spare
        lines.append(((" " * indent, ""), *_cut(runs, start, end)))
    return lines or [EMPTY]


def breaks(text: str, room: int, first: int = 0) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends. A line ends before a word; a word wider than a line is cut.

    `room` cells a line, on the first one `first` less.
    """
    begin = end = None
    used, left = 0, room - first
    for word in _WORD.finditer(text):
        width = cells(word[0])
        if begin is not None and end is not None:
            blank = word.start() - end
            if used + blank + width <= left:
                end, used = word.end(), used + blank + width
                continue
            yield begin, end
            left = room
        begin, end, used = word.start(), word.end(), width
        if width > left:
            *full, rest = chop_cells(word[0], left)
            for part in full:
                yield begin, begin + len(part)
                begin += len(part)
            used, left = cells(rest), room
    if begin is not None and end is not None:
        yield begin, end


def _cut(runs: Sequence[Styled], start: int, end: int) -> Iterator[Styled]:
    """The part of the runs from one letter to another."""
    at = 0
    for text, style in runs:
        part = text[max(0, start - at) : max(0, end - at)]
        if part:
            yield part, style
        at += len(text)


def _style(run: Run) -> str:
    return " ".join(word for word, wanted in (("bold", run.bold), ("italic", run.italic)) if wanted)
