"""The secretary's console: the whole day on one screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from meeting_tui import sentences
from meeting_tui.domain import floor, views
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.forecast import forecast
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.script import script
from meeting_tui.domain.wording import short_title
from meeting_tui.language import _
from meeting_tui.tui.acts import day_acts, floor_acts
from meeting_tui.tui.commands import commands
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, cells, text
from meeting_tui.tui.panes.answers import AnswersPane
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.panes.conclusion import ConclusionPane
from meeting_tui.tui.panes.roster import RosterPane
from meeting_tui.tui.panes.speeches import SpeechesPane
from meeting_tui.tui.panes.step import StepPane
from meeting_tui.tui.panes.synthesis import SynthesisPane
from meeting_tui.tui.screens.choose import Choose, Offer
from meeting_tui.tui.screens.help import Help
from meeting_tui.tui.screens.history import HistoryScreen
from meeting_tui.tui.widgets.agenda import AgendaColumn, AgendaLine
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.queue import QueuePanel

PANES: dict[str, type[Pane]] = {
    "step": StepPane,
    "roster-pane": RosterPane,
    "speeches": SpeechesPane,
    "synthesis": SynthesisPane,
    "answers": AnswersPane,
    "conclusion-pane": ConclusionPane,
}
"""Every pane by its id."""

PANE_OF = {
    "welcome": "roster-pane",
    "speeches": "speeches",
    "break": "synthesis",
    "synthesis": "synthesis",
    "answers": "answers",
    "conclusion": "conclusion-pane",
    "closing": "conclusion-pane",
}
"""The pane of each kind of step; the others are led by their script."""


class ConsoleScreen(Screen[None]):
    """Status, agenda, the pane of this step, the queue, the counts, the keys."""

    BINDINGS = [
        Binding(
            "f2", "call_next", _("Call next"), tooltip=_("End this speech and call the next"), id="floor.next"
        ),
        Binding("f2", "start_speech", _("Start"), tooltip=_("Start the clock"), id="floor.start"),
        Binding("f2", "end_speech", _("End"), tooltip=_("End this speech; then the answers"), id="floor.end"),
        Binding("f3", "pause", _("Pause"), tooltip=_("Stop the clock for a while"), id="floor.pause"),
        Binding("f3", "resume", _("Go on"), tooltip=_("Let the clock go on"), id="floor.resume"),
        Binding("f4", "add_time(60)", _("+1 min"), tooltip=_("One minute more"), id="floor.more"),
        Binding("f8", "mark_absent", _("Absent"), tooltip=_("Called and not there"), id="floor.absent"),
        Binding("f9", "next_step", _("Next step"), tooltip=_("Leave this step for the next"), id="day.next"),
        Binding("ctrl+o", "undo", _("Undo"), tooltip=_("Take back your last act"), id="day.undo"),
        Binding(
            "ctrl+p", "commands", _("Commands"), tooltip=_("Everything that can be done"), id="day.commands"
        ),
        Binding(
            "question_mark,ctrl+g",
            "help",
            _("Help"),
            tooltip=_("The keys of this screen"),
            id="day.help",
            key_display="^G",
        ),
        Binding("ctrl+t", "view", _("View"), show=False, tooltip=_("Another pane"), id="day.view"),
        Binding(
            "ctrl+n",
            "raise_hand",
            _("Raised hand"),
            show=False,
            tooltip=_("Somebody wants to speak"),
            id="floor.hand",
        ),
        Binding(
            "ctrl+l",
            "interject",
            _("Chair speaks"),
            show=False,
            tooltip=_("The chair interrupts"),
            id="floor.interject",
        ),
        Binding(
            "ctrl+y",
            "take_slip",
            _("Take the slip's text"),
            show=False,
            tooltip=_("The slip's text becomes a question"),
            id="floor.slip",
        ),
        Binding(
            "ctrl+r", "add_time(-60)", _("-1 min"), show=False, tooltip=_("One minute less"), id="floor.less"
        ),
    ]

    def __init__(self, desk: Desk, themes: list[Offer[str]]) -> None:
        super().__init__()
        self.desk = desk
        self.themes = themes
        self._step: str | None = None
        self._entered = False
        self._ringing = False
        self._drawn: object = None
        """What the last tick drew from: the same again needs no drawing."""

    @property
    def meeting(self) -> Meeting:
        return self.desk.meeting

    def compose(self) -> ComposeResult:
        yield StatusBar(short_title(self.desk.folder.plan), short_date(self.desk.folder.conference_date))
        yield AgendaLine(id="agenda-line")
        with Horizontal(id="body"):
            yield AgendaColumn(id="agenda")
            with Vertical(id="work"):
                first = self._pane_now()
                with ContentSwitcher(initial=first, id="panes"):
                    yield PANES[first](self.desk, id=first)  # the others come after the first frame
                yield Static(id="script")
            yield QueuePanel(id="queue-panel")
        yield Static(id="alarm")
        yield Static(id="counts")
        yield KeyBar()

    # -- drawing -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.show()
        self.call_after_refresh(self._mount_the_rest)

    def on_resize(self) -> None:
        self._drawn = None
        self.call_after_refresh(self.show)

    async def _mount_the_rest(self) -> None:
        panes = [kind(self.desk, id=name) for name, kind in PANES.items() if not self.query(f"#{name}")]
        for pane in panes:
            pane.display = False
        await self.query_one("#panes", ContentSwitcher).mount_all(panes)

    def show(self) -> None:
        """Draw the meeting after a change."""
        now = self.desk.folder.now()
        if self.meeting.day.step != self._step or not self._entered:
            self._step, self._entered = self.meeting.day.step, True
            self.open_pane(self._pane_now())
        self.pane.show(now)
        rows = views.queue_rows(self.meeting)
        queue = self.query_one(QueuePanel)
        queue.display = self.pane.id == "speeches"
        if queue.display:
            closed = self.meeting.day.list_closed_at is not None
            queue.show(rows, views.counts(self.meeting), closed, views.unheard_villages(self.meeting))
        self._show_alarm()
        self._show_script()
        self.refresh_bindings()
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Draw what only time changes: once a second, and after every change."""
        drawn = (int(now.timestamp()), self.meeting.revision, self.desk.alarm, self.pane.id, self.size)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        behind = views.behind_minutes(self.meeting, now)
        self.query_one(StatusBar).show(
            time=sentences.clock_time(now),
            pace=sentences.pace(behind),
            pace_tone="warning" if (behind or 0) > 0 else "good",
            saved=self._saved(),
            saved_tone="bad" if self.desk.alarm else "good",
        )
        agenda = views.agenda_rows(self.meeting, now)
        beside_work = self.meeting.item is not None and self.pane.id != "step"
        said = script(self.meeting, self.meeting.item) if beside_work and self.meeting.item else []
        self.query_one(AgendaColumn).show(agenda, said)
        self.query_one(AgendaLine).show(agenda)
        self._update("#counts", self._counts(now))
        self.pane.tick(now)
        self._ring(now)

    def _saved(self) -> str:
        if self.desk.alarm:
            return _("● NOT SAVED")
        last = self.desk.folder.store.last_saved
        if last is None:
            return _("● nothing to save yet")
        at = datetime.fromisoformat(last).astimezone(self.desk.folder.plan.zone)
        return _("● saved {time}").format(time=at.strftime("%H:%M:%S"))

    def _counts(self, now: datetime) -> str:
        found = views.counts(self.meeting)
        room = self.size.width - 2
        found_words = self._count_words(found)
        late = self._forecast(now)
        return next((line for line in _lines(found_words, late) if cells(line) <= room), found_words[0])

    def _count_words(self, found: views.Counts) -> list[str]:
        parts = [
            _("present {present}/{invited}").format(present=found.present, invited=found.invited),
            _("{count} speeches").format(count=found.speeches),
            _("{count} questions").format(count=found.questions),
            _("{count} open").format(count=found.open) if found.open else "",
            _("{count} not classified").format(count=found.unclassified) if found.unclassified else "",
        ]
        return [part for part in parts if part]

    def _forecast(self, now: datetime) -> list[str]:
        """When the day will end: in full, and shorter."""
        expected = forecast(self.meeting, now)
        if expected is None:
            return [""]
        short = _("ends about {time}").format(time=sentences.clock_time(expected.ends_at))
        words = short
        late = round(expected.late_seconds / 60)
        if late:
            words = f"{words} ({sentences.pace(late)})"
        if expected.fit_seconds:
            fit = sentences.minutes_seconds(expected.fit_seconds)
            words = _("{words}; {fit} each would fit").format(words=words, fit=fit)
        return [words, short]

    def _show_alarm(self) -> None:
        alarm = self.query_one("#alarm", Static)
        alarm.display = bool(self.desk.alarm)
        self._update("#alarm", self.desk.alarm)

    def _show_script(self) -> None:
        """Where there is no room for the agenda's column, the line to read out stands under the work."""
        item = self.meeting.item
        said = script(self.meeting, item) if item and self.pane.id != "step" else []
        line = self.query_one("#script", Static)
        line.set_class(not said, "-empty")
        line.update(assemble((f"“{said[0].text}”", "italic $text-muted")) if said else text(""))

    def _update(self, selector: str, words: str) -> None:
        """Only what differs is drawn again."""
        line = self.query_one(selector, Static)
        if getattr(line, "_words", None) != words:
            line._words = words  # type: ignore[attr-defined]
            line.update(text(words))

    def _ring(self, now: datetime) -> None:
        """One bell when the time is nearly up, and one when a call was forgotten."""
        view = views.floor_view(self.meeting, now)
        ringing = view is not None and (view.warning or view.remind_start)
        if ringing and not self._ringing:
            self.app.bell()
        self._ringing = ringing

    # -- panes ---------------------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        current = self.query_one("#panes", ContentSwitcher).current
        return self.query_one(f"#{current}", Pane)

    def open_pane(self, name: str) -> None:
        if not self.query(f"#{name}"):
            self.call_after_refresh(self.open_pane, name)
            return
        self.query_one("#panes", ContentSwitcher).current = name
        self.pane.show(self.desk.folder.now())
        self.query_one(QueuePanel).display = name == "speeches"
        self.call_after_refresh(self.pane.enter)

    def _pane_now(self) -> str:
        if self.meeting.day.closed_at is not None:
            return PANE_OF["closing"]
        item = self.meeting.item
        return PANE_OF.get(item.kind, "step") if item else "step"

    @property
    def pane_offers(self) -> list[Offer[str]]:
        return [
            Offer("step", _("This step: script and record")),
            Offer("roster-pane", _("Attendance")),
            Offer("speeches", _("Speeches and questions")),
            Offer("synthesis", _("Synthesis")),
            Offer("answers", _("Answers")),
            Offer("conclusion-pane", _("Conclusion and tasks")),
        ]

    # -- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """F2 and F3 are what fits the floor now; keys of the floor show only while citizens speak."""
        item, on_floor = self.meeting.item, self.meeting.floor
        speaking = on_floor is not None and on_floor[1].state == "speaking"
        called = on_floor is not None and on_floor[1].state == "called"
        paused = on_floor is not None and on_floor[1].paused_at is not None
        in_speeches = item is not None and item.kind == "speeches"
        ends_first = speaking and self.meeting.day.mode == "interleaved"
        match action:
            case "call_next":
                return (in_speeches or speaking) and not called and not ends_first
            case "end_speech":
                return ends_first
            case "start_speech" | "mark_absent":
                return called
            case "pause":
                return speaking and not paused
            case "resume":
                return paused
            case "add_time":
                return on_floor is not None
        return True

    def action_call_next(self) -> None:
        if self.desk.done(floor.call_next, seen=floor_acts.seen(self.desk)) and self.pane.id == "answers":
            self.open_pane("speeches")
            self.show()

    def action_start_speech(self) -> None:
        self.desk.do(floor.start_speech, seen=floor_acts.seen(self.desk))

    def action_end_speech(self) -> None:
        """In turn with the answers, a speech is followed by its answers."""
        speaker = floor_acts.seen(self.desk)
        if self.desk.done(floor.end_speech, seen=speaker) and speaker and self.meeting.questions_of(speaker):
            self.open_pane("answers")
        self.show()

    def action_pause(self) -> None:
        self.desk.do(floor.pause, seen=floor_acts.seen(self.desk))

    def action_resume(self) -> None:
        self.desk.do(floor.resume, seen=floor_acts.seen(self.desk))

    def action_add_time(self, seconds: int) -> None:
        self.desk.do(floor.add_time, seen=floor_acts.seen(self.desk), seconds=seconds)

    def action_mark_absent(self) -> None:
        self.desk.do(floor.mark_absent, seen=floor_acts.seen(self.desk))

    def action_take_slip(self) -> None:
        floor_acts.take_slip_text(self.desk)

    def action_next_step(self) -> None:
        self.act(day_acts.next_step)

    def action_undo(self) -> None:
        self.act(day_acts.undo)

    def action_raise_hand(self) -> None:
        self.act(floor_acts.raise_hand)

    def action_interject(self) -> None:
        self.act(floor_acts.interject)

    def action_help(self) -> None:
        self.app.push_screen(Help(self))

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self.desk))

    def action_view(self) -> None:
        self.app.push_screen(Choose(_("Which pane?"), self.pane_offers), self._open_chosen)

    def _open_chosen(self, name: str | None) -> None:
        if name is not None:
            self.open_pane(name)
            self.show()

    def action_commands(self) -> None:
        self.app.push_screen(Choose(_("What do you want to do?"), commands(self)), self._run_chosen)

    def _run_chosen(self, act: Callable[[Desk], Awaitable[None]] | None) -> None:
        if act is not None:
            self.act(act)

    def act(self, act: Callable[[Desk], Awaitable[None]]) -> None:
        """Run something that asks; one at a time, so that a key pressed twice asks once.

        What stands in a field is kept first: the act may end the step, or the meeting.
        """
        self.keep_words()
        self.run_worker(act(self.desk), exclusive=True, group="act")

    def keep_words(self) -> None:
        """Before leaving: what stands in a field and is not kept yet."""
        for pane in self.query(Pane):
            pane.keep_words()

    # -- the queue -----------------------------------------------------------------------------------------

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        if event.line_list.id == "queue":
            event.stop()
            turn: str = event.row.turn
            self.act(lambda desk: floor_acts.offer_for_turn(desk, turn))


def _lines(counts: list[str], forecasts: list[str]) -> Iterator[str]:
    """The line above the keys, the fullest first: the forecast is cut before the counts are."""
    for forecast_words in (*forecasts, ""):
        yield " · ".join([*counts, *([forecast_words] if forecast_words else [])])
    for kept in range(len(counts) - 1, 0, -1):
        yield " · ".join(counts[:kept])
