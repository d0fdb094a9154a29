"""A person out of thousands, found while the name is typed, without accents."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import Person
from meeting_tui.language import _
from meeting_tui.tui.drawing import text
from meeting_tui.tui.people_index import PeopleIndex
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.people_list import PeopleList
from meeting_tui.tui.widgets.rows import person_row


class NotOnList(NamedTuple):
    """Nobody of this name was found, and somebody is to be added."""

    name: str


class FindPerson(ModalScreen["str | NotOnList | None"]):
    """Gives back the person's key, or the name that was typed when nobody has it."""

    BINDINGS = [
        Binding(
            "enter", "choose", _("Choose"), tooltip=_("Take the line under the cursor"), id="find.choose"
        ),
        Binding(
            "ctrl+n", "add", _("Not on the list"), tooltip=_("Add this name as a walk-in"), id="find.add"
        ),
        Binding("escape", "leave", _("Cancel"), tooltip=_("Go back, change nothing"), id="find.leave"),
    ]

    def __init__(
        self, title: str, meeting: Meeting, index: PeopleIndex, *, adds: bool = True, query: str = ""
    ) -> None:
        """`adds`: whether somebody who is not on the list may be given back as NotOnList. `query`: searched for at
        once."""
        super().__init__()
        self._adds = adds
        self._query = query
        self._title = title
        self._meeting = meeting
        self._index = index

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog -tall"):
            yield Static(text(self._title), classes="dialog-title")
            yield PeopleList(self._index, _row, id="found")
        yield KeyBar()

    def on_mount(self) -> None:
        people = self.query_one(PeopleList)
        people.show(self._meeting.people)
        people.load_filter(self._query)
        people.focus_filter()

    def on_people_list_chosen(self, event: PeopleList.Chosen) -> None:
        self._leave_with(event.person)

    def on_people_list_missed(self, event: PeopleList.Missed) -> None:
        if self._adds:
            self._leave_with(NotOnList(event.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._adds if action == "add" else True

    def action_choose(self) -> None:
        people = self.query_one(PeopleList)
        if people.highlighted is not None:
            self._leave_with(people.highlighted)
        elif self._adds:
            self.action_add()

    def action_add(self) -> None:
        self._leave_with(NotOnList(self.query_one(PeopleList).query_text))

    def action_leave(self) -> None:
        self._leave_with(None)

    def _leave_with(self, found: str | NotOnList | None) -> None:
        if self.is_current:
            self.dismiss(found)


def _row(person: Person, width: int, selected: bool) -> Content:
    return person_row(person, width, selected)
