"""Who is next, who was heard and who was not, and what about: a part of the chair's view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from textual.content import Content
from textual.geometry import Size

from meeting_tui.language import _
from meeting_tui.live.pages import Coverage, Next, Share
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.widgets.bar import TONES
from meeting_tui.tui.widgets.blocks import DOTS, Block, column, flow, widest
from meeting_tui.tui.widgets.chair_look import HEAD, NEXT, TALL, TOPICS, share_cell

HEARD, UNHEARD = "●", "○"
Styled = tuple[str, str]


def next_block(rows: tuple[Next, ...], size: Size) -> Block:
    """One or two lines for each; on a wall a free one above them."""
    width = size.width
    heights = [1 + lines * len(rows) for lines in ((1, 2, 3) if size.height >= TALL else (1, 2))]

    def draw(height: int) -> list[Content]:
        return _next_lines(rows, width, (height - 1) // len(rows))[:height]

    return Block(NEXT, heights, draw)


@lru_cache(maxsize=8)
def _next_lines(rows: tuple[Next, ...], width: int, lines_each: int) -> list[Content]:
    """Place, name and village, why, what about: one after the other in a line, or in two."""
    title = text(fit(_("Waiting to speak"), width), HEAD)
    if lines_each < 2:
        return [title, *_next_table(rows, width)]
    lines = [title]
    for row in rows:
        name = (fit(_named(row), width - 2), "bold")
        words = f"{row.why}{DOTS}{row.about}" if row.about else row.why
        lines += [Content()] * (lines_each - 2)
        lines.append(assemble((f"{row.place} ", "$primary bold"), name))
        lines.append(text("  " + fit(words, width - 2), "$text-muted"))
    return lines


def _next_table(rows: tuple[Next, ...], width: int) -> list[Content]:
    who = min(widest([_named(row) for row in rows]), round(width * 0.45))
    why = min(widest([row.why for row in rows]), max(0, width - who - 4))
    about = width - who - why - 6
    lines = []
    for row in rows:
        place = text(f"{row.place} ", "$primary bold")
        what = "  " + fit(row.about, about) if about >= 8 else ""
        named = column((_named(row), "bold"), who)
        lines.append(assemble(place, named, "  ", column(row.why, why), (what, "$text-muted")))
    return lines


def _named(row: Next) -> str:
    return f"{row.name}{DOTS}{row.village}" if row.village else row.name


def coverage_block(rank: int, title: str, legend: str, parts: tuple[Coverage, ...], width: int) -> Block:
    """A table where it has room; else cells one after the other, those not heard yet first if not all fit."""
    return _listing(rank, len(parts), lambda rows: _coverage_lines(title, legend, parts, width, rows))


@lru_cache(maxsize=16)
def _coverage_lines(
    title: str, legend: str, parts: tuple[Coverage, ...], width: int, rows: int | None
) -> list[Content]:
    """The `legend` instead of the title where it costs no line."""
    if rows is not None and rows > len(parts):
        return _coverage_table(title, parts, width)
    head = text(f"{title}:", HEAD)
    told = flow([text(f"{legend}:", HEAD), *map(_coverage_cell, parts)], width, gap="  ")
    all_cells = flow([head, *map(_coverage_cell, parts)], width, gap="  ")
    if rows is None or len(all_cells) <= rows:
        return told if len(told) == len(all_cells) else all_cells
    unheard_first = sorted(parts, key=lambda part: part.spoken > 0)
    return flow([head, *map(_coverage_cell, unheard_first)], width, rows, "  ")


def _coverage_cell(part: Coverage) -> Content:
    sign = (f"{HEARD}{part.spoken}", "$success") if part.spoken else (UNHEARD, TONES["warning"])
    return assemble(
        (part.name, "" if part.spoken else TONES["warning"]), f" {part.present}/{part.invited} ", sign
    )


def _coverage_table(title: str, parts: tuple[Coverage, ...], width: int) -> list[Content]:
    heads = [_("invited"), _("present"), _("spoken")]
    widths = [max(cells(head), 4) for head in heads]
    most = max(cells(title), widest([part.name for part in parts]))
    name = max(6, min(most, width - sum(widths) - 2 * len(widths)))

    def row(first: Styled, values: Sequence[Styled]) -> Content:
        rest = [column(value, wide + 2, right=True) for value, wide in zip(values, widths, strict=True)]
        return assemble(column(first, name), *rest).truncate(width, ellipsis=True)

    lines = [row((title, HEAD), [(head, "$text-muted") for head in heads])]
    for part in parts:
        tone = "" if part.spoken else TONES["warning"]
        spoken = (f"{HEARD} {part.spoken}", "$success") if part.spoken else (UNHEARD, tone)
        lines.append(row((part.name, tone), [(str(part.invited), ""), (str(part.present), ""), spoken]))
    return lines


def topics_block(topics: tuple[Share, ...], width: int) -> Block:
    return _listing(TOPICS, len(topics), lambda rows: _topic_lines(topics, width, rows))


@lru_cache(maxsize=16)
def _topic_lines(topics: tuple[Share, ...], width: int, rows: int | None) -> list[Content]:
    if rows is not None and rows > len(topics):
        most = widest([str(topic.count) for topic in topics])
        lines = [
            assemble(
                column((str(topic.count), "bold"), most, right=True), " ", fit(topic.label, width - most - 1)
            )
            for topic in topics
        ]
        return [text(fit(_("Topics"), width), HEAD), *lines]
    return flow([text(f"{_('Topics')}:", HEAD), *map(share_cell, topics)], width, rows, "  ")


def _listing(rank: int, count: int, draw: Callable[[int | None], list[Content]]) -> Block:
    """Running on over a few lines at least; as a list with a heading where there is room."""
    running = len(draw(None))
    heights = [*range(min(2, running), running + 1)]
    return Block(rank, [*heights, *([1 + count] if 1 + count > running else [])], draw)
