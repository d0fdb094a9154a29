"""The message that stands in the hall, on one line of the console, so that nobody forgets it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from meeting_tui.language import _
from meeting_tui.tui.drawing import fit, text


class HallLine(Widget):
    """Hidden while no message stands."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    HallLine { display: none; height: 1; padding: 0 1; color: $warning; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._message = ""

    def show(self, message: str) -> None:
        if message != self._message:
            self._message = message
            self.display = bool(message)
            self.refresh()

    def render(self) -> Content:
        words = _("the hall reads: “{text}”").format(text=self._message)
        return text(fit(f"▣ {words}", self.content_size.width))
