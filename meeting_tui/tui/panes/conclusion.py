"""Conclusion and closing: the chair's words, the tasks with their dates, and what still stops the closing."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from meeting_tui.domain import closing
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.records import Promise
from meeting_tui.domain.views import counts
from meeting_tui.language import _
from meeting_tui.tui.acts import day_acts
from meeting_tui.tui.draft import Stillness
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.fields import TextField
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import quiet

Row = tuple[str, Promise]


class ConclusionPane(Pane):
    """The text is kept when it is left and by ^S; Enter on a task changes its date."""

    BINDINGS = [
        Binding("ctrl+s", "keep", _("Keep"), tooltip=_("Keep the conclusion"), id="conclusion.keep"),
        Binding("ctrl+n", "add", _("Task"), tooltip=_("A task with a unit and a date"), id="conclusion.add"),
    ]
    DEFAULT_CSS = """
    ConclusionPane > #reading { height: auto; padding: 0 2; }
    ConclusionPane > #conclusion { height: 1fr; min-height: 5; }
    ConclusionPane > #promises { height: 1fr; }
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._stillness = Stillness()
        self._loaded = ""
        self._refused: str | None = None
        """Words that could not be kept: not tried again by themselves until they change."""
        """The words as they were loaded: only what was typed since is written."""
        self._keeping = False
        """While the words are written down, the meeting that is drawn meanwhile may not take them away."""

    def compose(self) -> ComposeResult:
        yield Static(id="reading")
        field = TextField(id="conclusion", classes="box")
        field.border_title = text(_("The chair concludes"))
        yield field
        yield LineList[Row](self._draw, empty=_("No task yet: ^N adds one."), id="promises", classes="box")

    @property
    def _field(self) -> TextField:
        return self.query_one("#conclusion", TextField)

    def show(self, now: datetime) -> None:
        meeting = self.desk.meeting
        self.query_one("#reading", Static).update(self._reading())
        self._field.read_only = meeting.day.closed_at is not None
        kept = meeting.day.conclusion
        if not self._keeping and kept != self._loaded and self._field.text_value == self._loaded:
            self._field.load(kept)
            self._loaded = kept
        rows = sorted(meeting.promises.items(), key=lambda pair: (pair[1].due, pair[0]))
        tasks = self.query_one("#promises", LineList)
        if list(tasks.rows) != rows:
            tasks.set_rows(rows, keep=lambda row: row[0])
        tasks.border_title = text(_("Tasks and dates: {count}").format(count=len(rows)))

    def _reading(self) -> Content:
        """The day in numbers, for the chair to read out; and what stops the closing."""
        found = counts(self.desk.meeting)
        told = _("{present} present, {speeches} speeches, {questions} questions.").format(
            present=found.present, speeches=found.speeches, questions=found.questions
        )
        if self.desk.meeting.day.closed_at is not None:
            return assemble(told, "  ", (_("The meeting is closed."), "$success bold"))
        if found.open:
            stop = _("{count} questions have no outcome: the meeting cannot be closed.").format(
                count=found.open
            )
            return assemble(told, "  ", (stop, "$error bold"))
        return assemble(told, "  ", (_("Every question has an outcome."), "$success"))

    def keep_in_time(self, now: datetime) -> None:
        words = self._field.text_value
        if self._stillness.reached(words, now) and words != self._refused:
            self.keep_words()

    def enter(self) -> None:
        self._field.focus()

    def keep_words(self) -> bool:
        """Write down what was typed, if anything was; whether it is safe now."""
        words = self._field.text_value
        if self._keeping or words == self._loaded or self.desk.meeting.day.closed_at is not None:
            return True
        self._keeping = True
        kept = self.desk.done(closing.conclude, text=words, seen=self._loaded)
        self._keeping = False
        self._loaded = (
            words if kept else self.desk.meeting.day.conclusion
        )  # what somebody else wrote was said
        self._refused = None if kept else words
        return kept

    def on_descendant_blur(self) -> None:
        self.keep_words()

    def action_keep(self) -> None:
        if self.keep_words():
            self.desk.say(_("The conclusion is kept."))

    def action_add(self) -> None:
        self.act(day_acts.add_promise)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.act(day_acts.offer_for_promise, event.row[0])

    def _draw(self, row: Row, width: int, selected: bool) -> Content:
        promise = row[1]
        unit = self.desk.meeting.units.get(promise.unit)
        right = f"{unit.short or unit.name if unit else '…'}  {short_date(promise.due)}"
        number = self.desk.meeting.questions[promise.question].number if promise.question else ""
        left = fit(f"{number:>3} {promise.content}", width - cells(right) - 2)
        space = " " * max(1, width - cells(left) - cells(right))
        return assemble(left, space, (right, quiet(selected)))
