"""A question with yes and no."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.language import _
from meeting_tui.tui.drawing import lines, text
from meeting_tui.tui.widgets.bar import KeyBar


class Confirm(ModalScreen[bool]):
    """`question`, with `details` under it, a line each; `danger` marks what cannot be taken back."""

    BINDINGS = [
        Binding("enter", "answer(True)", _("Yes"), tooltip=_("Do it"), id="confirm.yes"),
        Binding("escape", "answer(False)", _("No"), tooltip=_("Go back, change nothing"), id="confirm.no"),
        Binding("up", "scroll(-1)", show=False, id="confirm.up"),
        Binding("down", "scroll(1)", show=False, id="confirm.down"),
        Binding("pageup", "scroll(-8)", show=False, id="confirm.page_up"),
        Binding("pagedown", "scroll(8)", show=False, id="confirm.page_down"),
    ]

    def __init__(self, question: str, details: Sequence[str] = (), *, danger: bool = False) -> None:
        super().__init__()
        self._question = question
        self._details = details
        self._danger = danger

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog -danger" if self._danger else "dialog"):
            yield Static(text(self._question), classes="dialog-title")
            if self._details:
                with VerticalScroll(classes="dialog-body", can_focus=False):
                    yield Static(lines(self._details))
        yield KeyBar()

    def action_answer(self, answer: bool) -> None:
        if self.is_active:  # a second Enter of an impatient finger would close the screen below
            self.dismiss(answer)

    def action_scroll(self, rows: int) -> None:
        for body in self.query(".dialog-body"):
            body.scroll_relative(y=rows, animate=False)
