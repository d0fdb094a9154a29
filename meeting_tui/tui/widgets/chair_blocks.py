"""The chair's page as lines: one column, or two where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size

from meeting_tui import sentences
from meeting_tui.language import _
from meeting_tui.live.pages import ChairPage, Fact
from meeting_tui.tui.drawing import assemble, fit, text
from meeting_tui.tui.widgets.bar import TONES
from meeting_tui.tui.widgets.blocks import Block, flow, paragraph, prose, stack
from meeting_tui.tui.widgets.board import Line
from meeting_tui.tui.widgets.chair_floor import answering_blocks, floor_blocks
from meeting_tui.tui.widgets.chair_hall import coverage_block, next_block, topics_block
from meeting_tui.tui.widgets.chair_look import (
    CLOCK,
    DAY,
    DELEGATIONS,
    FACTS,
    HEAD,
    LARGE,
    MAIN,
    MESSAGE,
    TALL,
    VILLAGES,
)

TWO_COLUMNS = 100
"""Cells from which on the day stands beside the floor."""

KEPT = 5
"""Lines that the read-out leaves to the rest, where it has not room enough anyway."""


@dataclass
class Scroll:
    """How far down the read-out is; `most` is known once it was drawn."""

    at: int = 0
    most: int = 0


def one_column(page: ChairPage, size: Size, scroll: Scroll) -> list[Line]:
    """Everything on one board."""
    width = size.width
    floor = _floor_side(page, size, scroll, LARGE)
    return _stacked([*_day(page, width), *floor, *_hall_side(page, width)], size, scroll)


def floor_column(page: ChairPage, size: Size, scroll: Scroll) -> list[Line]:
    """What is going on now, and who is next: the left one of two boards."""
    return _stacked(_floor_side(page, size, scroll, CLOCK), size, scroll)


def day_column(page: ChairPage, size: Size) -> list[Line]:
    """How the day stands, and who was heard: the right one."""
    return _stacked([*_day(page, size.width), *_hall_side(page, size.width)], size)


def _stacked(blocks: list[Block], size: Size, scroll: Scroll | None = None) -> list[Line]:
    """The blocks; where not all of them have room, the last line says so."""
    width, height = size
    if scroll is not None:
        scroll.most = 0
    gap = 2 if height >= TALL else 1
    found = stack(blocks, height, gap=gap)
    if found.whole or height < 2:
        return found.lines
    lines = stack(blocks, height - 1, gap=gap).lines
    return [*lines, *[Content()] * (height - 1 - len(lines)), _cut(width)]


def _cut(width: int) -> Content:
    return text(fit(_("… more than fits: make the window larger"), width), "$warning")


def _floor_side(page: ChairPage, size: Size, scroll: Scroll, digits: int) -> list[Block]:
    """What is going on now, and who is next. `digits`: the rank of the time in large ones."""
    width = size.width
    now = [*floor_blocks(page.floor, size, digits)] if page.floor else []
    if page.readout:
        now.append(_readout(page.readout, size, scroll))
    elif page.answering:
        now += answering_blocks(page.answering, width)
    if not now:
        now = [prose(MAIN, page.idle, width, "bold")]
    blocks = [*now, *([next_block(page.next, size)] if page.next else [])]
    if page.message:
        blocks.append(prose(MESSAGE, sentences.hall_reads(page.message), width, "$warning"))
    return blocks


def _hall_side(page: ChairPage, width: int) -> list[Block]:
    """How many, who was heard and who was not, and what about."""
    blocks = [_facts(page, width)]
    for rank, title, legend, parts in (
        (VILLAGES, _("By village"), _("By village, ○ not heard yet"), page.villages),
        (DELEGATIONS, _("By delegation"), _("By delegation, ○ not heard yet"), page.delegations),
    ):
        if parts:
            blocks.append(coverage_block(rank, title, legend, parts, width))
    return [*blocks, *([topics_block(page.topics, width)] if page.topics else [])]


# -- the day --------------------------------------------------------------------------------------------


def _day(page: ChairPage, width: int) -> list[Block]:
    step = assemble(
        (page.step, "bold"), " " if page.step_time else "", (page.step_time, TONES[page.step_tone])
    )
    parts = [step, text(page.outlook, TONES[page.outlook_tone]), text(page.advice, "$warning bold")]
    parts = [part for part in parts if part]
    return [Block(DAY, (len(flow(parts, width)),), lambda height: flow(parts, width, height))]


def _facts(page: ChairPage, width: int) -> Block:
    """Of the speeches, and below of the hall: a number is looked for where it stood before."""
    queue, hall = ([_fact(fact) for fact in facts] for facts in (page.queue, page.hall))
    apart = [*flow(queue, width), *flow(hall, width)]

    def draw(height: int) -> list[Content]:
        return apart if height >= len(apart) else flow([*queue, *hall], width, height)

    return Block(FACTS, (len(apart),), draw)


def _fact(fact: Fact) -> Content:
    return assemble((fact.label, "$text-muted"), " ", (fact.value, TONES[fact.tone] or "bold"))


# -- the read-out ---------------------------------------------------------------------------------------


def _readout(lines: Sequence[str], size: Size, scroll: Scroll) -> Block:
    """Nothing of it is cut: what finds no room is scrolled to."""
    width, height = size
    title = text(fit(_("To be read out"), width), HEAD)
    close = [title, *(piece for line in lines for piece in paragraph(line, width))]
    wide = [title, *(piece for line in lines for piece in [Content(), *paragraph(line, width)])]

    def draw(height: int) -> list[Content]:
        shown = wide if height >= len(wide) else close
        if height >= len(shown) or height < 2:
            return shown[:height]
        scroll.most = len(shown) - (height - 1)
        scroll.at = min(scroll.at, scroll.most)
        below = scroll.most - scroll.at
        words = _("↑↓ {count} more lines").format(count=below) if below else _("↑↓ the end")
        return [*shown[scroll.at : scroll.at + height - 1], text(fit(words, width), "$warning")]

    least = min(len(close), max(4, height - KEPT))
    return Block(MAIN, (*range(least, len(close) + 1), len(wide)), draw)
