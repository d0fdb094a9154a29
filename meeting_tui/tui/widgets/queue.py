"""Who is next and why, and what else the chair may want to know of the queue."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meeting_tui.domain.views import Counts, QueueRow
from meeting_tui.language import _
from meeting_tui.tui.drawing import text
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import queue_row_or_line


class QueuePanel(Vertical):
    """The queue in its order; Enter on a place offers what can be done to it."""

    DEFAULT_CSS = """
    QueuePanel { width: 34; height: 1fr; }
    QueuePanel > #queue-note { height: auto; max-height: 4; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="box")
        self._note = ""

    def compose(self) -> ComposeResult:
        yield LineList[QueueRow](queue_row_or_line, row_height=2, empty=_("Nobody is waiting."), id="queue")
        yield Static(id="queue-note")

    @property
    def places(self) -> LineList[QueueRow]:
        return self.query_one("#queue", LineList)

    def on_resize(self) -> None:
        """One line a place where the panel is low."""
        self.places.set_row_height(1 if self.screen.has_class("-narrow") else 2)

    def show(self, rows: list[QueueRow], counts: Counts, closed: bool, unheard: list[str]) -> None:
        state = _("closed") if closed else _("open")
        self.border_title = text(_("Queue: {count} · {state}").format(count=len(rows), state=state))
        if rows != self.places.rows:
            self.places.set_rows(rows, keep=lambda row: row.turn)
        note = _queue_note(counts, unheard)
        if note != self._note:
            self._note = note
            self.query_one("#queue-note", Static).update(text(note))


def _queue_note(counts: Counts, unheard: list[str]) -> str:
    lines = [
        _("not here yet: {count}").format(count=counts.expected) if counts.expected else "",
        _("absent when called: {count}").format(count=counts.absent) if counts.absent else "",
        _("in writing: {count}").format(count=counts.written) if counts.written else "",
    ]
    villages = _("not heard: {villages}").format(villages=", ".join(unheard)) if unheard else ""
    return "\n".join(part for part in (" · ".join(line for line in lines if line), villages) if part)
