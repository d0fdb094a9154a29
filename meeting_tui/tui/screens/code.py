"""One person's check-in code, to be scanned or photographed from the screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.domain.codes import short_form
from meeting_tui.domain.records import Person
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, text
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.qr import QrCode
from meeting_tui.tui.widgets.rows import person_words


class CodeScreen(ModalScreen[None]):
    """The picture with its digits under it; the larger one fills a window of 80 × 24."""

    BINDINGS = [
        Binding(
            "f2",
            "larger",
            _("Larger"),
            tooltip=_("For terminals whose half blocks cannot be read; again: smaller"),
            id="code.larger",
        ),
        Binding("escape,enter", "leave", _("Back"), tooltip=_("Back to the meeting"), id="code.leave"),
    ]

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog"):
            yield Static(text(person_words(self._person), "bold"), classes="code-words")
            with Center():
                yield QrCode(self._person.code)
            yield Static(_digits(self._person.code), classes="code-words")
        yield KeyBar()

    def action_larger(self) -> None:
        picture = self.query_one(QrCode)
        self.set_class(not picture.full, "-larger")
        picture.show(full=not picture.full)

    def action_leave(self) -> None:
        if self.is_active:
            self.dismiss()


def _digits(code: str) -> Content:
    return assemble((short_form(code), "bold"), f"   {code}")
