"""A QR drawn with characters: black on white in every theme, for a scanner or a phone held to the screen."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from meeting_tui.export.qr import matrix

MARGIN = 2
"""White modules around it; a screen needs fewer than paper."""
FULL_MARGIN = 1
"""With full cells: then it fits 24 lines, keys included."""
BLACK, WHITE = "#000000", "#ffffff"


class QrCode(Widget):
    """Half blocks (25 × 13 cells), or full cells (46 × 23) where the terminal's font draws half blocks badly."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    def __init__(self, code: str, *, full: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._dark = matrix(code)
        self.show(full=full)

    def show(self, *, full: bool) -> None:
        self.full = full
        margin = FULL_MARGIN if full else MARGIN
        side = (False,) * margin
        rows = [side + row + side for row in self._dark]
        blank = [(False,) * len(rows[0])] * margin
        self._rows = [*blank, *rows, *blank]
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return len(self._rows) * (2 if self.full else 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows) if self.full else (len(self._rows) + 1) // 2

    def render_line(self, y: int) -> Strip:
        if self.full:
            row = self._rows[y] if y < len(self._rows) else ()
            return Strip([Segment("  ", _cell(dark, dark)) for dark in row])
        upper, lower = self._rows[2 * y : 2 * y + 1], self._rows[2 * y + 1 : 2 * y + 2]
        if not upper:
            return Strip([])
        below = lower[0] if lower else (False,) * len(upper[0])
        pairs = zip(upper[0], below, strict=True)
        return Strip([Segment(" " if a == b else "▀", _cell(a, b)) for a, b in pairs])


def _cell(upper: bool, lower: bool) -> Style:
    """The upper half in the foreground, the lower one in the background."""
    return Style(color=BLACK if upper else WHITE, bgcolor=BLACK if lower else WHITE)
