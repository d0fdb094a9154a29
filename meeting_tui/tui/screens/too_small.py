"""What is shown instead of everything else while the terminal is too small to work in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.language import _
from meeting_tui.tui.drawing import text

if TYPE_CHECKING:
    from textual.app import App

    Mixed = App[Any]
else:
    Mixed = object

NEEDED = Size(80, 24)


def fits(size: Size) -> bool:
    return size.width >= NEEDED.width and size.height >= NEEDED.height


class TooSmall(ModalScreen[None]):
    """Names the size that is needed and the size that there is, and leaves by itself."""

    def compose(self) -> ComposeResult:
        yield Static(id="too-small")

    def on_resize(self, event: events.Resize) -> None:
        self._look(event.size)

    def on_screen_resume(self) -> None:
        self._look(self.app.size)

    def _look(self, size: Size) -> None:
        if fits(size) and self.is_active:
            self.dismiss()
        else:
            self.query_one(Static).update(text(self._words(size)))

    @staticmethod
    def _words(size: Size) -> str:
        return _(
            "This window is too small.\n\nNeeded: {needed}\nNow: {now}\n\n"
            "Make it larger, or the letters smaller."
        ).format(needed=_size(NEEDED), now=_size(size))


class KeepsRoom(Mixed):
    """For the App: shows `TooSmall` for as long as the terminal is. Put it before `App` among the bases."""

    def on_resize(self, event: events.Resize) -> None:
        if not fits(event.size):
            self.call_later(self._say_too_small)

    def _say_too_small(self) -> None:
        if not fits(self.size) and not any(isinstance(screen, TooSmall) for screen in self.screen_stack):
            self.push_screen(TooSmall())


def _size(size: Size) -> str:
    return f"{size.width} × {size.height}"
