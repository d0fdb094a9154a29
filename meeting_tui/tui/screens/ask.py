"""A question that is answered with text."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.language import _
from meeting_tui.tui.drawing import text
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.fields import LineField, TextField

Fault = Callable[[str], str | None]
"""What is wrong with the text, as a sentence; None when nothing is."""


class _Answer(LineField):
    """One line, accepted with Enter."""

    BINDINGS = [Binding("enter", "submit", _("Accept"), tooltip=_("Take this text"), id="ask.submit")]


class Ask(ModalScreen[str | None]):
    """`question` with a field for one line, or for several; gives back clean text, or None when left."""

    BINDINGS = [
        Binding("ctrl+s", "accept", _("Accept"), tooltip=_("Take this text"), id="ask.accept"),
        Binding("escape", "leave", _("Cancel"), tooltip=_("Go back, change nothing"), id="ask.leave"),
    ]

    def __init__(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        placeholder: str = "",
        several_lines: bool = False,
        password: bool = False,
        replace: bool = False,
        fault: Fault | None = None,
    ) -> None:
        """`replace`: the first key takes the proposed value away, as for a number or a date."""
        super().__init__()
        self._replace = replace
        self._question = question
        self._hint = hint
        self._fault = fault
        self._field: LineField | TextField = (
            TextField(value, placeholder=placeholder)
            if several_lines
            else _Answer(value, placeholder=placeholder, password=password)
        )

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog"):
            yield Static(text(self._question), classes="dialog-title")
            yield self._field
            yield Static(text(self._hint), classes="dialog-hint")
        yield KeyBar()

    def on_mount(self) -> None:
        self._field.focus()
        if self._replace:
            self._field.select_all()
        if isinstance(self._field, TextField):
            self._field.move_cursor(self._field.document.end)
        self.query_one(".dialog-hint").display = bool(self._hint)

    def on_input_submitted(self) -> None:
        self.action_accept()

    def on_input_changed(self) -> None:
        self._show_hint()

    def on_text_area_changed(self) -> None:
        self._show_hint()

    def action_accept(self) -> None:
        answer = self._field.text_value
        fault = self._fault(answer) if self._fault else None
        if fault:
            self._show_fault(fault)
        elif self.is_active:
            self.dismiss(answer)

    def action_leave(self) -> None:
        if self.is_active:
            self.dismiss(None)

    def _show_hint(self) -> None:
        line = self.query_one(".dialog-hint", Static)
        if line.has_class("-fault"):
            line.remove_class("-fault")
            line.update(text(self._hint))
            line.display = bool(self._hint)

    def _show_fault(self, fault: str) -> None:
        line = self.query_one(".dialog-hint", Static)
        line.add_class("-fault")
        line.update(text(f"✗ {fault}"))
        line.display = True
