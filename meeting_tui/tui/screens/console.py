"""The secretary's console: the whole day on one screen."""

from __future__ import annotations

import time
from datetime import datetime
from typing import get_args

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Static

from meeting_tui import sentences
from meeting_tui.domain import floor, promises, views
from meeting_tui.domain.answering import answering_now
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.script import Line, script
from meeting_tui.domain.wording import short_title
from meeting_tui.language import _
from meeting_tui.tui.acting import Act, begin
from meeting_tui.tui.acts import day_acts, floor_acts, view_acts
from meeting_tui.tui.acts.preview_acts import minutes_screen
from meeting_tui.tui.arrivals import Arrivals
from meeting_tui.tui.commands import commands
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, text
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
from meeting_tui.tui.widgets.arrival_line import SHOWN_SECONDS, ArrivalLine
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.counts import CountsLine
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.note_line import NoteLine
from meeting_tui.tui.widgets.queue import QueuePanel

PANES: dict[str, type[Pane]] = {
    "step": StepPane,
    "speeches": SpeechesPane,
    "synthesis": SynthesisPane,
    "answers": AnswersPane,
    "conclusion-pane": ConclusionPane,
}
"""Panes by their ids; the roster is made with what came through the door."""

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


FLOOR_ACTIONS = frozenset(get_args(views.FloorAction))
PATIENCE_SECONDS = 1.0
"""Between two presses of F2 that count."""


class ConsoleScreen(Screen[None]):
    """Status, agenda, the pane of this step, the queue, the counts, the keys."""

    AUTO_FOCUS = None  # the pane says where its work begins
    BINDINGS = [
        Binding(
            "f2", "call_next", _("Call next"), tooltip=_("End this speech and call the next"), id="floor.next"
        ),
        Binding("f2", "start_speech", _("Start"), tooltip=_("Start the clock"), id="floor.start"),
        Binding("f2", "end_speech", _("End"), tooltip=_("End this speech; then the answers"), id="floor.end"),
        Binding("f2", "call_unit", _("Call unit"), tooltip=_("Call this unit to answer"), id="answers.call"),
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
            "ctrl+f",
            "open_view",
            _("Screens"),
            tooltip=_("The chair's view, the hall's display: on another screen"),
            id="view.open",
        ),
        Binding(
            "ctrl+e",
            "preview",
            _("Minutes"),
            tooltip=_("The minutes as they stand now"),
            priority=True,  # in a field, too: there End does the same
            id="day.minutes",
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

    def __init__(self, desk: Desk, arrivals: Arrivals, themes: list[Offer[str]]) -> None:
        super().__init__()
        self.desk = desk
        self.arrivals = arrivals
        self.themes = themes
        self.patience = PATIENCE_SECONDS
        self._step: str | None = None
        self._entered = False
        self._ringing = False
        self._pressed_at = 0.0
        self._script_shown = ""
        self._drawn: object = None
        """What the last tick drew from: the same again needs no drawing."""
        self._status = StatusBar(short_title(desk.folder.plan), short_date(desk.folder.conference_date))
        self._agenda_line = AgendaLine(id="agenda-line")
        self._agenda = AgendaColumn(id="agenda")
        self._queue = QueuePanel(id="queue-panel")
        self._script = Static(id="script")
        self._alarm = Static(id="alarm")
        self._arrival = ArrivalLine(id="arrival")
        self._arrival_at = 0.0
        self._hall = NoteLine(id="hall-line")
        self._making = NoteLine(id="making")
        self._counts = CountsLine(id="counts")
        self._panes: dict[str, Pane] = {}
        self._open = self._pane_now()

    @property
    def meeting(self) -> Meeting:
        return self.desk.meeting

    @property
    def pane(self) -> Pane:
        return self._panes[self._open]

    def compose(self) -> ComposeResult:
        yield self._status
        yield self._agenda_line
        with Horizontal(id="body"):
            yield self._agenda
            with Vertical(id="work"):
                with ContentSwitcher(initial=self._open, id="panes"):
                    yield self._make(self._open)  # the others come after the first frame
                yield self._script
            yield self._queue
        yield self._alarm
        yield self._arrival
        yield self._hall
        yield self._making
        yield self._counts
        yield KeyBar()

    def _make(self, name: str) -> Pane:
        if name == "roster-pane":
            self._panes[name] = RosterPane(self.desk, self.arrivals, id=name)
        else:
            self._panes[name] = PANES[name](self.desk, id=name)
        return self._panes[name]

    # -- drawing -------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.show()
        self.call_after_refresh(self._mount_the_rest)

    def on_resize(self) -> None:
        self._drawn = None
        self.call_after_refresh(self.show)

    async def _mount_the_rest(self) -> None:
        made = [self._make(name) for name in (*PANES, "roster-pane") if name not in self._panes]
        for pane in made:
            pane.display = False
        await self.query_one("#panes", ContentSwitcher).mount_all(made)

    def show(self) -> None:
        """Draw the meeting after a change."""
        if not self._panes:
            return
        now = self.desk.folder.now()
        if self.meeting.day.step != self._step or not self._entered:
            self._step, self._entered = self.meeting.day.step, True
            self.open_pane(self._pane_now())
        self.pane.show(now)
        self._show_queue()
        self._alarm.display = bool(self.desk.alarm)
        self._alarm.update(text(self.desk.alarm))
        self._show_script()
        self._hall.show(sentences.hall_reads(self._in_the_hall()))
        self.refresh_bindings()
        self._drawn = None
        self.tick(now)

    def _in_the_hall(self) -> str:
        return self.meeting.day.message if self.meeting.day.closed_at is None else ""

    def tick(self, now: datetime) -> None:
        """Draw what only time changes: once a second, and after every change."""
        if not self._panes:
            return
        self.pane.keep_in_time(now)
        self._making.show(self.desk.making)
        if self._arrival_at and time.monotonic() - self._arrival_at > SHOWN_SECONDS:
            self._arrival_at = 0.0
            self._arrival.hide()
        drawn = (int(now.timestamp()), self._open, self.size)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        behind = views.behind_minutes(self.meeting, now)
        self._status.show(
            date=short_date(self.desk.folder.conference_date),
            time=sentences.clock_time(now),
            pace=sentences.pace(behind),
            pace_tone="warning" if (behind or 0) > 0 else "good",
            saved=sentences.saved(self.desk.folder.store.last_saved, alarm=bool(self.desk.alarm)),
            saved_tone="bad" if self.desk.alarm else "good",
        )
        agenda = views.agenda_rows(self.meeting, now)
        self._agenda.show(agenda, self._said())
        self._agenda_line.show(agenda)
        self._counts.show(self.meeting, now)
        self.pane.tick(now)
        self._show_script()
        self._ring(now)

    def _said(self) -> list[Line]:
        """What is read out now, beside the work; the step's own pane shows it large."""
        item = self.meeting.item
        return script(self.meeting, item) if item and self._open != "step" else []

    def _show_queue(self) -> None:
        self._queue.display = self._open == "speeches"
        if self._queue.display:
            closed = self.meeting.day.list_closed_at is not None
            unheard = views.unheard_villages(self.meeting)
            self._queue.show(views.queue_rows(self.meeting), views.counts(self.meeting), closed, unheard)

    def _show_script(self) -> None:
        """Where there is no room for the agenda's column, the line to read out stands under the work."""
        line = self._line_now()
        self._script.set_class(not line, "-empty")
        if line != self._script_shown:
            self._script_shown = line
            self._script.update(assemble((f"“{line}”", "italic $text-muted")) if line else text(""))

    def _line_now(self) -> str:
        """The one line that there is room for: while somebody speaks, what the clock asks for."""
        said = self._said()
        view = views.floor_view(self.meeting, self.desk.folder.now())
        if view is None or view.state != "speaking" or len(said) < 3:
            return said[0].text if said else ""
        return said[2 if view.remaining < 0 else 1 if view.warning else 0].text

    def _ring(self, now: datetime) -> None:
        """One bell when the time is nearly up, and one when a call was forgotten."""
        view = views.floor_view(self.meeting, now)
        ringing = view is not None and (view.warning or view.remind_start)
        if ringing and not self._ringing:
            self.app.bell()
        self._ringing = ringing

    def show_arrival(self, arrival: Arrival) -> bool:
        """Whether the result of a scan can be seen: on the card, or on a line of its own; else it must be said."""
        roster = self._panes.get("roster-pane")
        if self._open == "roster-pane" and isinstance(roster, RosterPane) and roster.is_mounted:
            roster.show_arrival()
        else:
            self._arrival.show(self.meeting, arrival)
            self._arrival_at = time.monotonic()
        return self.is_current

    # -- panes ---------------------------------------------------------------------------------------------

    def open_pane(self, name: str) -> None:
        if name not in self._panes:
            self.call_after_refresh(self.open_pane, name)
            return
        self._open = name
        self.query_one("#panes", ContentSwitcher).current = name
        self.pane.show(self.desk.folder.now())
        self._show_queue()
        self.call_after_refresh(self.pane.enter)

    def _pane_now(self) -> str:
        if self.meeting.day.closed_at is not None:
            return PANE_OF["closing"]
        item = self.meeting.item
        if item is not None and item.kind == "speeches" and self.meeting.answers_due:
            return "answers"
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
        if action == "call_unit" or (action == "call_next" and self._unit_first()):
            return action == "call_unit" and self._unit_first()
        return action in views.floor_actions(self.meeting) if action in FLOOR_ACTIONS else True

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys of this screen stand in their own order, also one that the field with the focus has, too."""
        found = super().active_bindings
        ours = [key for key in self._bindings.key_to_bindings if key in found and found[key].node is self]
        return {key: found[key] for key in (*(key for key in found if key not in ours), *ours)}

    def _unit_first(self) -> bool:
        """Whether F2 calls a unit: in the answers always, so that a refusal is said; after a speech once, then it calls the next."""
        meeting, pane = self.meeting, self._panes.get(self._open)
        if not isinstance(pane, AnswersPane) or meeting.floor is not None or meeting.item is None:
            return False
        if meeting.item.kind == "speeches":
            now = answering_now(meeting) if meeting.answers_due else None
            return now is not None and now.since is None and now.unit == pane.unit != ""
        return meeting.item.kind == "answers"

    def _too_soon(self) -> bool:
        """F2 means another thing at each press: an impatient finger must not run through all of them."""
        pressed, self._pressed_at = self._pressed_at, time.monotonic()
        return self._pressed_at - pressed < self.patience

    def action_call_next(self) -> None:
        if self._too_soon():
            return
        if self.desk.done(floor.call_next, seen=floor_acts.seen(self.desk)) and self.pane.id == "answers":
            self.open_pane("speeches")
            self.show()
        elif self._open == "speeches":
            self.pane.enter()  # what is typed now is a question

    def action_start_speech(self) -> None:
        if self._too_soon():
            return
        if self.desk.done(floor.start_speech, seen=floor_acts.seen(self.desk)):
            self.pane.enter()

    def action_end_speech(self) -> None:
        """In turn with the answers, a speech is followed by its answers."""
        if self._too_soon():
            return
        speaker = floor_acts.seen(self.desk)
        ended = self.desk.done(floor.end_speech, seen=speaker)
        if ended and self.meeting.answers_due:
            self.open_pane("answers")
        self.show()

    def action_call_unit(self) -> None:
        if isinstance(self.pane, AnswersPane) and not self._too_soon():
            self.desk.do(promises.call_unit, unit=self.pane.unit)

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

    def action_open_view(self) -> None:
        self.act(view_acts.open_view)

    def action_preview(self) -> None:
        self.keep_words()
        self.app.push_screen(minutes_screen(self.desk))

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

    def _run_chosen(self, act: Act | None) -> None:
        if act is not None:
            self.act(act)

    def act(self, act: Act) -> None:
        """Run something that asks; what stands in a field is kept first: the act may end the step, or the day."""
        self.keep_words()
        begin(self, self.desk, act)

    def keep_words(self) -> None:
        """Before leaving: what stands in a field and is not kept yet."""
        for pane in self._panes.values():
            if pane.is_mounted:
                pane.keep_words()

    # -- the queue -----------------------------------------------------------------------------------------

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        if event.line_list.id == "queue":
            event.stop()
            turn: str = event.row.turn
            self.act(lambda desk: floor_acts.offer_for_turn(desk, turn))
