"""The line at the top (what and how far) and the line at the bottom (which keys)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from meeting_tui.domain.text import clean_line
from meeting_tui.tui.drawing import assemble, cells, fit, text

Tone = Literal["", "good", "warning", "bad", "quiet"]
TONES: dict[str, str] = {
    "": "",
    "good": "$success bold",
    "warning": "$warning bold",
    "bad": "$error bold",
    "quiet": "$text-muted",
}
GAP = "   "
KEY_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "delete": "Del",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True)
class _Shown:
    """What stands in the line now."""

    title: str = ""
    date: str = ""
    time: str = ""
    pace: str = ""
    pace_tone: Tone = ""
    saved: str = ""
    saved_tone: Tone = "good"


def key_shown(app: App[Any], binding: Binding) -> str:
    """How a key is written on the screen: F9, ^O, Esc."""
    shown = KEY_NAMES.get(binding.key) or clean_line(app.get_key_display(binding))
    return shown.upper() if re.fullmatch(r"f\d+|\^\w", shown) else shown


class StatusBar(Widget):
    """Left: what and when. Right: the time, the pace, whether all is saved; the left side gives way."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusBar { dock: top; height: 1; padding: 0 1; }
    """

    def __init__(self, title: str = "", date: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = _Shown(clean_line(title), clean_line(date))

    def show(
        self,
        *,
        title: str | None = None,
        date: str | None = None,
        time: str | None = None,
        pace: str | None = None,
        pace_tone: Tone | None = None,
        saved: str | None = None,
        saved_tone: Tone | None = None,
    ) -> None:
        """Show these values; what is not given stays. Nothing is drawn when nothing changed."""
        given = {
            "title": title,
            "date": date,
            "time": time,
            "pace": pace,
            "pace_tone": pace_tone,
            "saved": saved,
            "saved_tone": saved_tone,
        }
        shown = replace(self._shown, **{k: clean_line(v) for k, v in given.items() if v is not None})  # type: ignore[arg-type]
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        shown, width = self._shown, self.content_size.width
        right = [
            (shown.time, "bold"),
            (shown.pace, TONES[shown.pace_tone]),
            (shown.saved, TONES[shown.saved_tone]),
        ]
        right = [part for part in right if part[0]]
        room = width - sum(cells(part) for part, _ in right) - len(GAP) * len(right)
        left = self._left(shown, room)
        spread = " " * max(0, room - left.cell_length)
        parts = [piece for part in right for piece in (GAP, part)]
        return assemble(left, spread, *parts).truncate(width, ellipsis=True)

    @staticmethod
    def _left(shown: _Shown, room: int) -> Content:
        date = f" · {shown.date}" if shown.date and shown.title else shown.date
        if cells(shown.title) + cells(date) > room and room < 40:
            date = ""
        return assemble((fit(shown.title, room - cells(date)), "bold"), (date, "$text-muted"))


class KeyBar(Widget):
    """The keys that work now, on one line that always fits: what has no room is left out from the right.

    Unlike the stock footer it is one widget that draws itself, not one for each key that is made anew
    whenever the focus moves; and its last key (help) never falls off.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-bar--key", "key-bar--off"}
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._spans: list[tuple[int, int, str, str]] = []

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        keys = self._keys()
        width = self.content_size.width
        gap = 3 if self._width_of(keys, 3) <= width else 2
        gap = gap if self._width_of(keys, gap) <= width else 1
        while len(keys) > 1 and self._width_of(keys, gap) > width:
            del keys[-2]
        parts: list[Content] = []
        self._spans = []
        at = 0
        for key, shown, description, enabled, tooltip in keys:
            name = text(shown, "$footer-key-foreground bold" if enabled else "$text-disabled")
            part = assemble(name, " ", (description, "" if enabled else "$text-disabled"))
            self._spans.append((at, at + part.cell_length, key, tooltip))
            at += part.cell_length + gap
            parts.append(part)
        return Content(" " * gap).join(parts).truncate(width, ellipsis=True)

    def _keys(self) -> list[tuple[str, str, str, bool, str]]:
        """(key, how it is shown, what it does, whether it works now, more about it), one for each action."""
        seen: set[str] = set()
        keys = []
        for _node, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.description and binding.description not in seen:
                seen.add(binding.description)
                keys.append(
                    (
                        binding.key,
                        key_shown(self.app, binding),
                        clean_line(binding.description),
                        enabled,
                        tooltip,
                    )
                )
        return keys

    @staticmethod
    def _width_of(keys: list[tuple[str, str, str, bool, str]], gap: int) -> int:
        return sum(cells(key[1]) + 1 + cells(key[2]) for key in keys) + gap * (len(keys) - 1)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.tooltip = next((text(span[3]) for span in self._spans if self._under(event, span)), None)

    def on_click(self, event: events.Click) -> None:
        for span in self._spans:
            if self._under(event, span):
                self.app.simulate_key(span[2])

    def _under(self, event: events.MouseEvent, span: tuple[int, int, str, str]) -> bool:
        return span[0] <= event.x - self.styles.padding.left < span[1]
