"""What Word and PDF decide alike, so that both say the same on the same lines: lines of titles, columns, rows to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from meeting_tui.domain.papers.blocks import Appendix, Paper, Paragraph, Recipients, Table, To, plain
from meeting_tui.export import measure
from meeting_tui.export.balance import balanced
from meeting_tui.export.look import Look

DRAFT = 10
"""Size of the line that says so, in points."""
HALF = 0.5
"""Of a page: a higher row may go over its end, since kept whole it could leave half a page white."""
DOTS = "……………"
"""Room for a pen that is wider than any word."""
SHORT = 12
"""Letters of a word that is never parted: a date, a word of a table's head."""


class ToList(msgspec.Struct, frozen=True):
    """Where `Kính gửi:` and the dashes under its colon begin, in mm."""

    left: float
    dashes: float


def draft_line(paper: Paper) -> str:
    """`Dự thảo, in lúc …`: on every page but the first, which has a box."""
    return f"Dự thảo, {paper.draft_note}" if paper.draft_note else "Dự thảo"


def keywords(paper: Paper) -> list[str]:
    """Properties of the file by which a program finds the journal's mark again."""
    mark = paper.facts.get("journal_sha256")
    return [f"sha256:{mark}"] if mark else []


def landscapes(paper: Paper) -> list[bool]:
    """Of each section whether it lies on its side. A paper that begins with an appendix has no page before it."""
    appendices = [block.landscape for block in paper.blocks if isinstance(block, Appendix)]
    begins = bool(paper.blocks) and isinstance(paper.blocks[0], Appendix)
    return appendices if begins else [paper.landscape, *appendices]


def title_lines(text: str, room: float, size: float) -> list[str]:
    """Centred bold text, even over as few lines as there is room for (mm)."""
    return balanced(text, measure.fitting(room, size), measure.letters)


def head_lines(lines: Sequence[str], room: float, size: float) -> list[str]:
    """The issuer's lines, each even over as few as the column has room for (mm)."""
    return [part for line in lines for part in title_lines(line, room - 4, size)]


def rule_under(lines: Sequence[str], size: float, share: float, room: float) -> float:
    """How long the rule under bold lines is: a share of the last one, at most the room (mm)."""
    return min(room, share * max((measure.width(line, size, bold=True) for line in lines[-1:]), default=0))


def about_lines(text: str, look: Look) -> list[str]:
    """What a letter is about, in the left column under its number."""
    head = look.letterhead
    return title_lines(text, head.columns[0] - 4, head.about) if text else []


def to_list(block: To, look: Look, room: float) -> ToList:
    """The list in the middle of the page, by its longest line."""
    size = look.recipients.to
    colon = measure.width(block.title.rstrip(":"), size)
    longest = max((measure.width(f"- {line}", size) for line in block.lines), default=0)
    left = max(look.body.first_line, (room - colon - longest) / 2)
    return ToList(left=left, dashes=left + colon)


def is_long_list(block: Recipients, look: Look, page: tuple[float, float]) -> bool:
    """Whether the list may go over the end of a page (width and height in mm): kept whole it might not fit on any."""
    size, room = look.recipients.lines, shared(look.signatures.columns, page[0])[0]
    return (
        sum(measure.lines(f"- {line}", room, size) for line in block.lines) * size * measure.LINE * measure.MM
        > HALF * page[1]
    )


def shared(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """The columns' shares of the text's width."""
    whole = sum(widths)
    return tuple(width * room / whole for width in widths)


def introduces(block: Paragraph) -> bool:
    """Whether it is a title, or ends with a colon: it does not stay behind at the end of a page."""
    said = plain(block.runs).rstrip()
    return said.endswith(":") or (bool(said) and all(part.bold for part in block.runs if part.text.strip()))


def header_at(paper: Paper, look: Look) -> float:
    """From the paper's edge to the page's number, in mm; a draft has a line more there."""
    return look.page.header - (DRAFT * measure.LINE * measure.MM if paper.draft else 0)


def side(block: Paragraph) -> str:
    """How a paragraph is aligned. Dots to write on make one long word: justified, the words before it would fly apart."""
    dotted = block.align == "justify" and DOTS in plain(block.runs)
    return "left" if dotted else block.align


def columns(table: Table, look: Look, room: float) -> tuple[float, ...]:
    """The widths of the table's columns in mm: their shares, but none too narrow for a date or a word of its head."""
    size, spare = letter_size(table, look), 2 * look.table.padding + 0.3
    least = [_widest(table, at, size) + spare for at in range(len(table.columns))]
    widths = shared([column.width for column in table.columns], room)
    for _ in widths:
        narrow = [at for at, width in enumerate(widths) if width <= least[at]]
        fixed = sum(least[at] for at in narrow)
        wide = sum(width for at, width in enumerate(widths) if at not in narrow)
        if not wide or fixed >= room:
            return widths
        widths = tuple(
            least[at] if at in narrow else width * (room - fixed) / wide for at, width in enumerate(widths)
        )
    return widths


def letter_size(table: Table, look: Look) -> float:
    """The size of the table's letters, in points."""
    return look.table.small if table.size == "small" else look.table.size


def _widest(table: Table, at: int, size: float) -> float:
    """The widest short word of the column: a long one may be parted."""
    head = (measure.width(word, size, bold=True) for word in _short(table.columns[at].header))
    rest = (measure.width(word, size) for word in {word for row in table.rows for word in _short(row[at])})
    return max((*head, *rest), default=0.0)


def _short(text: str) -> list[str]:
    return [word for word in text.split() if len(word) <= SHORT]


def is_long(row: Iterable[str], widths: Iterable[float], size: float, padding: float, room: float) -> bool:
    """Whether a row is so high that it may be split: more than half of a page `room` mm high."""
    return measure.height(row, [width - 2 * padding for width in widths], size) > HALF * room
