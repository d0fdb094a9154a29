"""The agenda: a column where there is room, one line where there is not."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from meeting_tui import sentences
from meeting_tui.domain.script import Line
from meeting_tui.domain.views import StepRow
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, cells, fit, lines, text

SIGNS = {
    "done": ("✓", "$success"),
    "current": ("▶", "$primary bold"),
    "ahead": (" ", ""),
    "skipped": ("·", ""),
}


class AgendaColumn(Widget):
    """Every step with its minutes, and under it what is read out now."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    AgendaColumn { width: 30; height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="box")
        self._rows: list[StepRow] = []
        self._script: list[Line] = []
        self.border_title = text(_("Agenda"))

    def show(self, rows: list[StepRow], script: list[Line]) -> None:
        if rows != self._rows or script != self._script:
            self._rows, self._script = rows, script
            self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        shown = [_step_line(row, width) for row in self._rows]
        if self._script:
            shown += [text(""), assemble((_("to read out"), "$text-muted"))]
            shown += [assemble((f"“{line.text}”", "italic")) for line in self._script]
        return lines(shown)


class AgendaLine(Widget):
    """Where the day stands, on one line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    AgendaLine { height: 1; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[StepRow] = []

    def show(self, rows: list[StepRow]) -> None:
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def render(self) -> Content:
        here = next((row for row in self._rows if row.state == "current"), None)
        if here is None:
            begun = any(row.state != "ahead" for row in self._rows)
            words = _("The meeting is closed.") if begun else _("F9 begins the first step.")
            return assemble((words, "$text-muted"))
        head = f"{here.number}/{len(self._rows)} {sentences.step_word(here.kind)} {_spent(here)}"
        after = next((row for row in self._rows if row.number == here.number + 1), None)
        following = _("then: {step}").format(step=sentences.step_word(after.kind)) if after else ""
        width = self.content_size.width
        return assemble(
            (fit(f"▶ {head}", width), "$primary bold"),
            "   ",
            (fit(following, max(0, width - cells(head) - 5)), "$text-muted"),
        )


def _step_line(row: StepRow, width: int) -> Content:
    sign, style = SIGNS[row.state]
    spent = _spent(row)
    title = fit(f"{row.number} {sentences.step_word(row.kind)}", width - cells(spent) - 3)
    space = " " * max(1, width - 2 - cells(title) - cells(spent))
    over = row.state == "current" and (row.minutes_spent or 0) > row.planned_minutes
    return assemble(
        (f"{sign} ", style),
        (title, "bold" if row.state == "current" else ""),
        space,
        (spent, "$error bold" if over else "$text-muted"),
    )


def _spent(row: StepRow) -> str:
    if row.minutes_spent is None:
        return f"{row.planned_minutes}'"
    return f"{row.minutes_spent}/{row.planned_minutes}'"
