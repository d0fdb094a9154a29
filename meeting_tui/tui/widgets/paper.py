"""A paper to read on the screen: only the lines that are seen are drawn, and a change leaves the reader where he is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from meeting_tui.domain.text import fold
from meeting_tui.tui.drawing import assemble

if TYPE_CHECKING:
    from meeting_tui.domain.papers.blocks import Paper
    from meeting_tui.tui.paper_lines import Line, Piece

MARGIN = 1
"""Cells that stay free on both sides."""


class PaperView(ScrollView, can_focus=True, inherit_bindings=False):
    """Papers one under the other, in the middle of the screen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"paper-view--found"}
    DEFAULT_CSS = """
    PaperView {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-color: $primary;
        scrollbar-background: $background;
        & > .paper-view--found {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False, id="paper.up"),
        Binding("down", "move(1)", show=False, id="paper.down"),
        Binding("pageup", "page(-1)", show=False, id="paper.page_up"),
        Binding("pagedown,space", "page(1)", show=False, id="paper.page_down"),
        Binding("home", "first", show=False, id="paper.first"),
        Binding("end", "last", show=False, id="paper.last"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._papers: Sequence[Paper] = ()
        self._pieces: list[Piece] = []
        self._lines: list[tuple[Line, int]] = []
        """Every line, and the width of its page."""
        self._found: int | None = None
        """The line in which something was found last."""

    # What the owner does with it

    def show(self, papers: Sequence[Paper]) -> None:
        """Show these papers. What stood at the top of the screen stays there, wherever it has come to be."""
        if papers != self._papers:
            self._papers = papers
            self._lay_out()

    def find(self, wanted: str) -> bool:
        """Go to the next place that says this, marks and case aside; from the end on to the beginning."""
        places = list(self._places(fold(wanted)))
        if not places:
            return False
        here = self._top - 1 if self._found is None else self._found
        self._found = next((place for place in places if place > here), places[0])
        self._go_to(self._found - self._height // 3)
        self.refresh()
        return True

    # Lines

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        from meeting_tui.tui.paper_lines import pieces

        width = self.scrollable_content_region.width
        if not width:
            return
        before, (place, offset) = self._pieces, self._place()
        self._pieces = pieces(self._papers, width - 2 * MARGIN)
        self._lines = [(line, piece.width) for piece in self._pieces for line in piece.lines]
        self._found = None
        self.virtual_size = Size(width, len(self._lines))
        self._go_to(self._start_of(_moved(before, self._pieces, place)) + offset)
        self.refresh()

    def _place(self) -> tuple[int, int]:
        """The piece at the top of the screen, and how many of its lines are over the edge."""
        at = 0
        for place, piece in enumerate(self._pieces):
            if at + len(piece.lines) > self._top:
                return place, self._top - at
            at += len(piece.lines)
        return 0, 0

    def _start_of(self, place: int) -> int:
        return sum(len(piece.lines) for piece in self._pieces[:place])

    def _places(self, wanted: str) -> Iterator[int]:
        """The lines that say it; of a paragraph in which it goes over the end of a line, the first."""
        starts = accumulate((len(piece.lines) for piece in self._pieces), initial=0)
        for start, piece in zip(starts, self._pieces, strict=False):
            if wanted in fold(piece.text):
                whole = [at for at, line in enumerate(piece.lines) if wanted in fold(_words(line))]
                written = [at for at, line in enumerate(piece.lines) if _words(line).strip()]
                yield from (start + at for at in whole or written[:1])

    def render_line(self, y: int) -> Strip:
        region = self.scrollable_content_region
        at = y + self._top
        if not 0 <= at < len(self._lines):
            return Strip.blank(region.width, self.rich_style)
        line, page = self._lines[at]
        style = self.get_visual_style(*(["paper-view--found"] if at == self._found else []))
        content = assemble(" " * ((region.width - page) // 2), *line).truncate(region.width)
        strips = Visual.to_strips(self, content, region.width, 1, style)
        return (strips[0] if strips else Strip([])).extend_cell_length(region.width, style.rich_style)

    # Going through them

    @property
    def _top(self) -> int:
        return round(self.scroll_y)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _go_to(self, line: int) -> None:
        self.scroll_to(y=max(0, line), animate=False, force=True, immediate=True)

    def action_move(self, lines: int) -> None:
        self._go_to(self._top + lines)

    def action_page(self, pages: int) -> None:
        self._go_to(self._top + pages * max(1, self._height - 1))

    def action_first(self) -> None:
        self._go_to(0)

    def action_last(self) -> None:
        self._go_to(len(self._lines))


def _moved(before: list[Piece], now: list[Piece], place: int) -> int:
    """Where a piece has come to stand; one that was changed keeps its place between those that were not."""
    matcher = SequenceMatcher(None, [p.text for p in before], [p.text for p in now], autojunk=False)
    old_end = new_end = 0
    for old, new, size in matcher.get_matching_blocks():
        if old <= place < old + size:
            return new + place - old
        if place < old:
            return min(new_end + place - old_end, new)
        old_end, new_end = old + size, new + size
    return 0


def _words(line: Line) -> str:
    return "".join(text for text, _ in line)
