"""The doors: scans and names, and who has just come. The welcome step of the console, and the desk's whole screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import PRESENT
from meeting_tui.domain.views import floor_actions
from meeting_tui.language import _
from meeting_tui.tui.acts import door_acts, people_acts
from meeting_tui.tui.arrivals import Arrivals, Seen
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, cells, fit, lines, text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.arrival_card import SIGNS, ArrivalCard
from meeting_tui.tui.widgets.people_list import PeopleList
from meeting_tui.tui.widgets.rows import person_row, person_words

RECENT_LINES = 3
DOOR_ACTIONS = frozenset({"queue", "walk_in", "status", "take_back"})


class RosterPane(Pane):
    """Scan, or type a name and press Enter; Enter on somebody who is in offers the rest."""

    BINDINGS = [
        Binding("f2", "queue", _("Queue"), tooltip=_("The slip joins the queue"), id="door.queue"),
        Binding(
            "f3",
            "walk_in",
            _("Add person"),
            tooltip=_("Let in somebody who is not on the list"),
            id="door.walk_in",
        ),
        Binding("f4", "status", _("Absent…"), tooltip=_("Set the attendance"), id="door.status"),
        Binding("f8", "take_back", _("Undo scan"), tooltip=_("Undo the last one let in"), id="door.undo"),
        Binding("escape", "clear", show=False, tooltip=_("Forget what was typed"), id="door.clear"),
        Binding(
            "ctrl+s",
            "show_code",
            _("Code"),
            show=False,
            tooltip=_("Show this person's code on the screen"),
            id="door.code",
        ),
    ]
    DEFAULT_CSS = """
    RosterPane > #recent { height: 3; padding: 0 1; color: $text-muted; }
    RosterPane > #parts { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, desk: Desk, arrivals: Arrivals, *, id: str) -> None:
        super().__init__(desk, id=id)
        self._arrivals = arrivals
        self._drawn = -1
        self._filled = False
        self._dealt_with: Arrival | None = None
        """What stood on the card when somebody began to look for the next person."""

    def compose(self) -> ComposeResult:
        yield ArrivalCard()
        people = PeopleList(
            self.desk.people,
            person_row,
            careful=True,
            placeholder=_("Scan a code, or type a name or a village without accents"),
            missing=_("Nobody has this name. Enter: add them; of a typed code: check in."),
            id="roster",
        )
        people.add_class("box")
        people.border_title = text(_("Attendance"))
        yield people
        yield Static(text(_("No scan yet.")), id="recent")
        yield Static(id="parts")

    @property
    def _people(self) -> PeopleList:
        return self.query_one(PeopleList)

    def show(self, now: datetime) -> None:
        """The list comes after the first frame: a long one must not hold it up."""
        self.show_arrival()
        if self._filled:
            self._fill()
        else:
            self._filled = True
            self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        meeting = self.desk.meeting
        self._people.show(meeting.people)
        self._show_recent()
        if meeting.revision != self._drawn:
            self._drawn = meeting.revision
            self.query_one("#parts", Static).update(
                text(parts_words(meeting, 2 * max(20, self.size.width - 4)))
            )

    def on_resize(self) -> None:
        """What is cut to the width is cut anew."""
        self._drawn = -1
        if self._filled:
            self.call_after_refresh(self._fill)

    def show_arrival(self) -> None:
        """Only the card: all the rest follows with the next drawing. While the next person is looked for, it is empty."""
        card, latest = self.query_one(ArrivalCard), self._arrivals.latest
        if self._arrivals.undone:
            card.say(_("Undone: {what}").format(what=self._arrivals.undone))
        else:
            card.show(self.desk.meeting, None if latest is self._dealt_with else latest)

    def _show_recent(self) -> None:
        """Those before the one on the card, as many as there is room for."""
        box = self.query_one("#recent", Static)
        on_card = self._arrivals.latest is not self._dealt_with
        seen = list(self._arrivals.recent)[on_card : on_card + RECENT_LINES]
        none = [] if self._arrivals.recent else [text(_("No scan yet."))]
        box.update(lines([self._draw_recent(one, box.content_size.width) for one in seen] or none))

    def on_people_list_looked(self) -> None:
        """The person before is done with: their card must not stand over the next one's name."""
        if self._people.looking and self._dealt_with is not self._arrivals.latest:
            self._dealt_with = self._arrivals.latest
            self.show_arrival()
            self._show_recent()

    def enter(self) -> None:
        self._people.focus_filter()

    @property
    def person(self) -> str | None:
        """Whom a key is about: who was looked for, else who came last."""
        if self._people.looking:
            return self._people.highlighted
        latest = self._arrivals.latest
        return latest.person if latest else None

    def on_people_list_chosen(self, event: PeopleList.Chosen) -> None:
        person = self.desk.meeting.people.get(event.person)
        if person is None:
            return  # another desk took them back this very moment
        if person.status in PRESENT:
            self.act(self._offer, event.person)
        else:
            self._people.clear_filter()
            self.act(self._let_in, event.person)

    def on_people_list_missed(self, event: PeopleList.Missed) -> None:
        if door_acts.is_code(event.name):
            self._people.clear_filter()
            self.act(door_acts.take_typed, self._arrivals, event.name)
        elif event.near:
            self.act(self._choose_near, event.name, event.near)
        else:
            self.act(self._add, event.name)

    async def _choose_near(self, desk: Desk, name: str, near: list[str]) -> None:
        """Somebody with a name like the one that was typed, or somebody new: that is not for Enter to guess."""
        chosen = await door_acts.choose_near(desk, name, near)
        if chosen == door_acts.NOBODY:
            await self._add(desk, name)
        elif chosen is not None:
            self._people.clear_filter()
            await self._arrivals.let_in(chosen)

    async def _add(self, desk: Desk, name: str) -> None:
        """What was typed stays until the person is on the list."""
        if await door_acts.let_walk_in_in(desk, self._arrivals, name):
            self._people.clear_filter()

    def on_people_list_entered(self) -> None:
        """Nobody was looked for: it is about the slip of who came last, if there is one."""
        person = self.person
        if person is not None and door_acts.may_queue(self.desk, person):
            self.act(door_acts.queue_slip, person)

    def action_show_code(self) -> None:
        self.act(door_acts.show_code, self.person)

    def action_queue(self) -> None:
        self._about_somebody(door_acts.queue_slip)

    def action_status(self) -> None:
        self._about_somebody(self._offer)

    async def _offer(self, desk: Desk, person: str) -> None:
        """Whoever is present now came in at this desk."""
        if await people_acts.offer_for_person(desk, person) == "present":
            await self._arrivals.let_in(person)
        self._people.clear_filter()

    def action_clear(self) -> None:
        """First what is typed, then the card."""
        if not self._people.looking:
            self._dealt_with, self._arrivals.undone = self._arrivals.latest, ""
        self._people.clear_filter()
        self.show(self.desk.folder.now())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While citizens speak, the same keys are the floor's."""
        return not floor_actions(self.desk.meeting) if action in DOOR_ACTIONS else True

    def action_walk_in(self) -> None:
        name = self._people.query_text
        self.act(self._add, "" if door_acts.is_code(name) else name)

    def action_take_back(self) -> None:
        self._arrivals.take_back()
        self.show(self.desk.folder.now())

    def _about_somebody(self, act: Callable[[Desk, str], Awaitable[None]]) -> None:
        if self.person is None:
            self.desk.say(_("Scan a code or find a person first."), warning=True)
        else:
            self.act(act, self.person)

    async def _let_in(self, _desk: Desk, person: str) -> None:
        await self._arrivals.let_in(person)

    def _draw_recent(self, seen: Seen, width: int) -> Content:
        arrival = seen.arrival
        person = self.desk.meeting.people.get(arrival.person or "")
        who = f"{person_words(person)}, {person.village}" if person else ""
        words = f"{SIGNS.get(arrival.outcome, '✗')} {who or sentences.arrival(arrival)}"
        if arrival.outcome == "already_in":
            words = f"{words} · {sentences.arrival(arrival)}"
        time = sentences.clock_time(seen.at)
        return assemble((f"{time} ", "$text-muted"), fit(words, width - cells(time) - 1))


def parts_words(meeting: Meeting, width: int) -> str:
    """How many came, by household, delegation and village, against how many were to come."""
    return fit(" · ".join(door_acts.parts_told(meeting)), width)
