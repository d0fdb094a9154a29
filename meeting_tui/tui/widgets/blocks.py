"""Blocks of lines that share one screen: each gets what it needs, the most important first."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.content import Content

from meeting_tui.live.pages import Countdown
from meeting_tui.tui.drawing import Part, assemble, cells, fit, text
from meeting_tui.tui.widgets.board import Line

DOTS = " · "


class Block(NamedTuple):
    """A part of a page."""

    rank: int
    """The smaller, the more important."""
    heights: Sequence[int]
    """Lines at which it looks well, ascending: the least that it should have first."""
    draw: Callable[[int], Sequence[Line]]
    """At most so many lines; also asked for fewer than the least, and then it says that something is missing."""
    apart: bool = True
    """Whether a free line belongs above it, if there is one."""


class Stacked(NamedTuple):
    lines: list[Line]
    whole: bool
    """Whether every block got the least that it needs."""


def stack(blocks: Sequence[Block], height: int, *, gap: int = 1) -> Stacked:
    """The blocks one under the other: by rank first the least of each, then what makes them look better, then
    up to `gap` free lines between them."""
    order = sorted(range(len(blocks)), key=lambda n: blocks[n].rank)
    given = [0] * len(blocks)
    left = height
    for n in order:
        given[n] = min(blocks[n].heights[0], left)
        left -= given[n]
    whole = all(given[n] >= blocks[n].heights[0] for n in order)
    for n in order:
        better = [lines for lines in blocks[n].heights if given[n] < lines <= given[n] + left]
        if better and whole:
            left -= better[-1] - given[n]
            given[n] = better[-1]
    drawn = [blocks[n].draw(given[n]) if given[n] else [] for n in range(len(blocks))]
    shown = [n for n in range(len(blocks)) if drawn[n]]
    left = height - sum(len(lines) for lines in drawn)
    above = dict.fromkeys(shown, 0)
    for _round in range(gap):
        for n in shown[1:]:
            if blocks[n].apart and left > 0:
                above[n] += 1
                left -= 1
    lines = [line for n in shown for line in (*[Content()] * above[n], *drawn[n])]
    return Stacked(lines, whole)


def one(rank: int, line: Line, *, apart: bool = True) -> Block:
    """A block of one line that is ready."""
    return Block(rank, (1,), lambda _height: [line], apart)


def prose(rank: int, s: str, width: int, style: str = "", *, least: int = 1, apart: bool = True) -> Block:
    """A block of running text: at least `least` lines, and more until all of it stands there."""
    most = len(paragraph(s, width))
    heights = range(min(least, most), most + 1)
    return Block(rank, heights, lambda height: paragraph(s, width, height, style), apart)


def paragraph(s: str, width: int, height: int | None = None, style: str = "") -> list[Content]:
    """`s` in whole words on lines of `width`; what finds no room in `height` lines ends in `…`."""
    found = text(s, style).wrap(max(1, width))
    if height is None or len(found) <= height:
        return found
    rest = " ".join(line.plain for line in found[height - 1 :])
    return [*found[: height - 1], text(fit(rest, width), style)]


def flow(parts: Sequence[Content], width: int, height: int | None = None, gap: str = DOTS) -> list[Content]:
    """Pieces that are not broken, as many as fit on each line; the last of `height` lines counts what is missing."""
    rows: list[list[Content]] = []
    used = width
    for part in parts:
        if used + len(gap) + part.cell_length > width:
            rows.append([])
            used = -len(gap)
        rows[-1].append(part)
        used += len(gap) + part.cell_length
    if height is not None and len(rows) > height:
        hidden = sum(len(row) for row in rows[height:])
        rows = rows[:height]
        while len(rows[-1]) > 1 and _length(rows[-1], gap) + len(_more(hidden)) > width:
            rows[-1].pop()
            hidden += 1
        last = Content(gap).join(rows[-1]).truncate(max(1, width - len(_more(hidden))), ellipsis=True)
        return [
            *(Content(gap).join(row) for row in rows[:-1]),
            assemble(last, (_more(hidden), "$text-muted")),
        ]
    return [Content(gap).join(row).truncate(width, ellipsis=True) for row in rows]


def ends(left: Content, right: Content, width: int) -> Content:
    """One at the left end of a line, one at the right; the left one gives way."""
    right = right.truncate(width, ellipsis=True)
    room = max(0, width - right.cell_length - (2 if right else 0))
    left = left.truncate(room, ellipsis=True)
    return assemble(left, " " * max(0, width - left.cell_length - right.cell_length), right)


def centred(line: Content, width: int) -> Content:
    return line.pad_left(max(0, (width - line.cell_length) // 2))


def column(part: Part, width: int, *, right: bool = False) -> Content:
    """A cell of a table, cut or filled up to `width`."""
    content = assemble(part).truncate(width, ellipsis=True)
    blank = " " * (width - content.cell_length)
    return assemble(blank, content) if right else assemble(content, blank)


def widest(words: Sequence[str]) -> int:
    """Cells of the longest."""
    return max((cells(s) for s in words), default=0)


def left_after(countdown: Countdown, seconds: float) -> float:
    """What remains when the page is so many seconds old."""
    return countdown.remaining - (seconds if countdown.running else 0.0)


def holds(countdown: Countdown | None) -> float:
    """Seconds until a running time is nearly up, or over: then its page has other words."""
    if countdown is None or not countdown.running:
        return math.inf
    ahead = (countdown.remaining - countdown.warn, countdown.remaining)
    return min((left for left in ahead if left > 0), default=math.inf)


def _more(count: int) -> str:
    return f" … +{count}"


def _length(row: Sequence[Content], gap: str) -> int:
    return sum(part.cell_length for part in row) + len(gap) * (len(row) - 1)
