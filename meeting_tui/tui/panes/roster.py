"""The doors: scans and names, and who has just come. The welcome step of the console, and the desk's whole screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain.attendance import Part, delegations, households, villages
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import PRESENT
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


class RosterPane(Pane):
    """Scan, or type a name and press Enter; Enter on somebody who is in offers the rest."""

    BINDINGS = [
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

    def compose(self) -> ComposeResult:
        yield ArrivalCard()
        people = PeopleList(
            self.desk.people,
            person_row,
            careful=True,
            placeholder=_("Scan a code, or type a name or a village without accents"),
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
        meeting = self.desk.meeting
        self._people.show(meeting.people)
        self.show_arrival()
        self._show_recent()
        if meeting.revision != self._drawn:
            self._drawn = meeting.revision
            self.query_one("#parts", Static).update(
                text(parts_words(meeting, 2 * max(20, self.size.width - 4)))
            )

    def on_resize(self) -> None:
        self._drawn = -1

    def show_arrival(self) -> None:
        """Only the card: all the rest follows with the next drawing."""
        self.query_one(ArrivalCard).show(self.desk.meeting, self._arrivals.latest)

    def _show_recent(self) -> None:
        """Those before the one on the card, as many as there is room for."""
        box = self.query_one("#recent", Static)
        seen = list(self._arrivals.recent)[1 : 1 + RECENT_LINES]
        if seen:
            box.update(lines([self._draw_recent(one, box.content_size.width) for one in seen]))

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
            self.act(people_acts.offer_for_person, event.person)
        else:
            self._people.clear_filter()
            self.act(self._let_in, event.person)

    def on_people_list_missed(self, event: PeopleList.Missed) -> None:
        self._people.clear_filter()
        if door_acts.is_code(event.name):
            self.act(door_acts.take_typed, self._arrivals, event.name)
        else:
            self.act(door_acts.let_walk_in_in, self._arrivals, event.name)

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
        self._about_somebody(people_acts.offer_for_person)

    def action_walk_in(self) -> None:
        name = self._people.query_text
        self._people.clear_filter()
        self.act(door_acts.let_walk_in_in, self._arrivals, "" if door_acts.is_code(name) else name)

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
    """How many came, by delegation and by village, against how many were to come."""
    found = households(meeting)
    told = [_("households {here}/{asked}").format(here=found.here, asked=found.asked)] if found else []
    told += [_part(part) for part in (*delegations(meeting), *villages(meeting)) if part.name]
    return fit(" · ".join(told), width)


def _part(part: Part) -> str:
    walk_ins = f" +{part.walk_ins}" if part.walk_ins else ""
    return f"{part.name} {part.came}/{part.quota or part.invited}{walk_ins}"
