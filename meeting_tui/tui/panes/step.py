"""Steps that are led by the chair or the master of ceremonies: what to read out, and what to record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.plan import AgendaItem
from meeting_tui.domain.records import Step
from meeting_tui.domain.script import script
from meeting_tui.domain.wording import officers_line
from meeting_tui.language import _
from meeting_tui.tui.acts import day_acts, people_acts
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, cells, fit, lines, text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.line_list import LineList


class Task(NamedTuple):
    """Something to record in this step: what it is, what is recorded now, and how to record it."""

    label: str
    value: str
    act: Callable[[Desk], Awaitable[None]]


class StepPane(Pane):
    """The script, large; under it what belongs to this step in the minutes."""

    BINDINGS = [
        Binding(
            "pagedown",
            "read(1)",
            _("Script"),
            tooltip=_("Turn the page of what is read out"),
            priority=True,  # before the list, which is never longer than it is high
            id="step.read",
        ),
        Binding("pageup", "read(-1)", show=False, priority=True, id="step.read_back"),
    ]
    DEFAULT_CSS = """
    StepPane > #step-script { height: 1fr; min-height: 4; }
    StepPane > #step-tasks { height: auto; max-height: 8; }
    """

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="step-script", classes="box", can_focus=False):
            yield Static(id="step-lines")
        tasks = LineList[Task](_draw, id="step-tasks", classes="box")
        tasks.border_title = text(_("To record: Enter"))
        yield tasks

    @property
    def _tasks(self) -> LineList[Task]:
        return self.query_one("#step-tasks", LineList)

    def show(self, now: datetime) -> None:
        meeting, item = self.desk.meeting, self.desk.meeting.item
        box = self.query_one("#step-script")
        if item is None:
            closed = meeting.day.closed_at is not None
            box.border_title = text(_("The meeting is closed.") if closed else _("The meeting has not begun"))
            self.query_one("#step-lines", Static).update(text("" if closed else _before_the_day(self.desk)))
            self._tasks.set_rows([])
            return
        box.border_title = text(item.title)
        said = [
            assemble((f"{_voice(line.voice)}  ", "$text-muted"), line.text) for line in script(meeting, item)
        ]
        self.query_one("#step-lines", Static).update(Content("\n\n").join(said) if said else lines([]))
        tasks = tasks_of(self.desk, item)
        self._tasks.styles.height = len(tasks) + 2
        self._tasks.set_rows(tasks, keep=lambda task: task.label)

    def enter(self) -> None:
        """At the beginning of the script, on the first thing that is not recorded yet."""
        self._tasks.focus()
        self._tasks.move_to(next((n for n, task in enumerate(self._tasks.rows) if not task.value), 0))
        self.query_one("#step-script").scroll_home(animate=False)

    def action_read(self, pages: int) -> None:
        """What has no room in the box is reached without leaving the list."""
        box = self.query_one("#step-script")
        box.scroll_relative(y=pages * max(1, box.scrollable_content_region.height - 1), animate=False)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        task: Task = event.row
        self.act(self._record, task)

    async def _record(self, desk: Desk, task: Task) -> None:
        """Then on to the next thing that is not recorded yet."""
        await task.act(desk)
        here, rows = self._tasks.cursor, self._tasks.rows
        if rows and rows[here].value:
            self._tasks.move_to(next((n for n, row in enumerate(rows) if n > here and not row.value), here))


def tasks_of(desk: Desk, item: AgendaItem) -> list[Task]:
    """What can be recorded in a step, in the order in which it happens."""
    meeting, day = desk.meeting, desk.meeting.day
    record = meeting.steps.get(item.id, Step())

    def officers(role: day_acts.Role) -> str:
        named = [officer for officer in officers_of(desk.folder.plan, day, role) if officer.name]
        return officers_line(named) if named else ""

    offices = {
        "opening": [
            Task(_("Chair"), officers("chair"), lambda desk: day_acts.name_officers(desk, "chair")),
            Task(_("Co-chair"), officers("co_chair"), lambda desk: day_acts.name_officers(desk, "co_chair")),
            Task(
                _("Secretary"), officers("secretary"), lambda desk: day_acts.name_officers(desk, "secretary")
            ),
            Task(_("Number present"), _announced(day.announced_present), people_acts.announce_present),
        ],
        "rules": [Task(_("Adopted"), record.result, lambda desk: day_acts.record_result(desk, item.id))],
    }
    return [
        *offices.get(item.kind, []),
        Task(_("Presented by"), record.presenter, lambda desk: day_acts.record_presenter(desk, item.id)),
        Task(_("For the minutes"), record.text, lambda desk: day_acts.record_text(desk, item.id)),
    ]


def _announced(count: int | None) -> str:
    return "" if count is None else str(count)


def _draw(task: Task, width: int, selected: bool) -> Content:
    sign = ("✓", "" if selected else "$success") if task.value else ("○", "" if selected else "$warning")
    label = fit(task.label, 20)
    value = fit(task.value.replace("\n", " / ") or "…", width - 24)
    return assemble(sign, " ", label, " " * (21 - cells(label)), (value, "bold" if task.value else ""))


def _voice(voice: str) -> str:
    return _("chair:") if voice == "chair" else _("MC:")


def _before_the_day(desk: Desk) -> str:
    plan, planned, today = desk.folder.plan, desk.folder.plan.here.date, desk.folder.today
    first = sentences.step_word(desk.meeting.agenda[0].kind)
    words = _("{issuer}\n{venue}\n\nF9 begins the first step: {step}.").format(
        issuer=plan.issuer, venue=plan.here.venue, step=first
    )
    if planned is None or planned == today:
        return words
    other = _("The plan says {planned}, and today is {today}: the papers will print today's date.")
    return f"{words}\n\n{other.format(planned=short_date(planned), today=short_date(today))}"
