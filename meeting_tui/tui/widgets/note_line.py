"""Something that goes on meanwhile, on one line of the console: a message in the hall, papers that are being made."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from meeting_tui.tui.drawing import fit, text


class NoteLine(Widget):
    """Hidden while there is nothing to say."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    NoteLine { display: none; height: 1; padding: 0 1; color: $warning; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""

    def show(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.display = bool(words)
            self.refresh()

    def render(self) -> Content:
        return text(fit(self._words, self.content_size.width))
