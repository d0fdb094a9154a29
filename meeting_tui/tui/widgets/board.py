"""A page that draws itself as lines, and only those that changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

Ticking = Callable[[float], Content]
"""A line that time changes: drawn from the seconds since its page was made."""
Line = Content | Ticking
Arrange = Callable[[Size], Sequence[Line]]
"""The lines of a page for a size in cells; more than its height are not seen."""


class Board(Widget):
    """What stands at a wall: it takes no keys and no focus."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Board { height: 1fr; padding: 0 1; }
    """

    def __init__(self, arrange: Arrange, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._arrange = arrange
        self._lines: list[Content] = []
        self._ticking: list[tuple[int, Ticking]] = []
        self._seconds = 0.0
        self._strips: dict[int, Strip] = {}

    def show(self) -> None:
        """Another page: arrange it, and draw the lines that are not the same."""
        size = self.content_size
        if not size:
            return
        lines = self._arrange(size)[: size.height]
        self._seconds = 0.0
        self._ticking = [(y, line) for y, line in enumerate(lines) if not isinstance(line, Content)]
        drawn = [line if isinstance(line, Content) else line(0.0) for line in lines]
        before, self._lines = self._lines, drawn + [Content()] * (size.height - len(drawn))
        kept = min(len(before), size.height)
        self._redraw([y for y in range(size.height) if y >= kept or not _same(before[y], self._lines[y])])

    def tick(self, seconds: float) -> None:
        """The same page, so many seconds old."""
        self._seconds = seconds
        changed = []
        for y, draw in self._ticking:
            line = draw(seconds)
            if not _same(line, self._lines[y]):
                self._lines[y] = line
                changed.append(y)
        self._redraw(changed)

    def _redraw(self, changed: Sequence[int]) -> None:
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            self.refresh(*(Region(0, y, self.content_size.width, 1) for y in changed))

    def on_resize(self) -> None:
        seconds = self._seconds
        self._strips.clear()
        self.show()
        self.tick(seconds)

    def notify_style_update(self) -> None:
        """Another theme: the kept lines have the old colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        if (strip := self._strips.get(y)) is None:
            line = self._lines[y] if y < len(self._lines) else Content()
            above = (
                self._strips.get(y - 1) if 0 < y < len(self._lines) and line is self._lines[y - 1] else None
            )
            strip = self._strips[y] = above or self._draw(line)
        return strip

    def _draw(self, line: Content) -> Strip:
        width, style = self.content_size.width, self.visual_style
        strips = Visual.to_strips(self, line.truncate(width, ellipsis=True), width, 1, style)
        return (strips[0] if strips else Strip([])).extend_cell_length(width, style.rich_style)


def _same(a: Content, b: Content) -> bool:
    return a is b or a.is_same(b)
