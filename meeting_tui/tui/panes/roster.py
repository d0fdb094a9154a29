"""The welcome step: who has come, found by name. The desk at the door has its own screen."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult

from meeting_tui.domain import doors
from meeting_tui.domain.records import PRESENT
from meeting_tui.language import _
from meeting_tui.tui.acts import people_acts
from meeting_tui.tui.drawing import text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.people_list import PeopleList
from meeting_tui.tui.widgets.rows import person_row, person_words


class RosterPane(Pane):
    """Type a name, Enter checks the person in; Enter on somebody who is in offers the rest."""

    def compose(self) -> ComposeResult:
        people = PeopleList(self.desk.people, person_row, id="roster")
        people.add_class("box")
        people.border_title = text(_("Attendance: type a name, Enter checks in"))
        yield people

    def show(self, now: datetime) -> None:
        self.query_one(PeopleList).show(self.desk.meeting.people)

    def enter(self) -> None:
        self.query_one(PeopleList).focus_filter()

    def on_people_list_chosen(self, event: PeopleList.Chosen) -> None:
        person = self.desk.meeting.people[event.person]
        if person.status in PRESENT:
            self.act(people_acts.offer_for_person, event.person)
        elif self.desk.done(doors.check_in, person=event.person):
            self.desk.say(_("Checked in: {name}").format(name=person_words(person)))
            self.query_one(PeopleList).clear_filter()

    def on_people_list_missed(self, event: PeopleList.Missed) -> None:
        self.act(people_acts.add_walk_in, event.name)
