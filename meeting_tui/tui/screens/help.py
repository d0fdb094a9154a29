"""The keys of the screen that asked, and what each does."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.widgets.bar import KeyBar, key_shown
from meeting_tui.tui.widgets.line_list import LineList


class KeyHelp(NamedTuple):
    """One key: how it is shown, what it does, more about it."""

    key: str
    name: str
    more: str


class Help(ModalScreen[None]):
    """Read from the bindings that work now, so it is never out of date."""

    BINDINGS = [
        Binding("escape,question_mark", "leave", _("Back"), tooltip=_("Back to the meeting"), id="help.leave")
    ]

    def __init__(self, screen: Screen[Any], *, hint: str = "") -> None:
        super().__init__()
        self._keys = keys_of(screen)
        self._hint = hint or _("^P finds everything by name. In a field, # is a topic and @ a unit.")

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog -tall"):
            yield Static(text(_("The keys of this screen")), classes="dialog-title")
            yield LineList[KeyHelp](_draw, self._keys, id="keys")
            yield Static(
                text(self._hint),
                classes="dialog-hint",
            )
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#keys").focus()

    def action_leave(self) -> None:
        if self.is_current:
            self.dismiss()


def keys_of(screen: Screen[Any]) -> list[KeyHelp]:
    """Every key with a description, as it works now."""
    found: dict[str, KeyHelp] = {}
    for _node, binding, _enabled, tooltip in screen.active_bindings.values():
        ours = binding.id is not None  # a field's own editing keys are known to everybody
        if ours and binding.description and binding.action not in found:
            found[binding.action] = KeyHelp(
                key_shown(screen.app, binding), binding.description, tooltip or ""
            )
    return list(found.values())


def _draw(row: KeyHelp, width: int, selected: bool) -> Content:
    key = fit(row.key, 10)
    name = fit(row.name, 24)
    more = fit(row.more if row.more != row.name else "", width - 38)
    quiet = "" if selected else "$text-muted"
    gap = " " * (11 - cells(key)), " " * (25 - cells(name))
    return assemble((key, "bold"), gap[0], name, gap[1], (more, quiet))
