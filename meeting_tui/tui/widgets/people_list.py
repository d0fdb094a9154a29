"""All people under a line to filter them by, fast enough for ten thousand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from meeting_tui.domain.records import Person
from meeting_tui.language import _
from meeting_tui.tui.people_index import PeopleIndex, Row
from meeting_tui.tui.widgets.fields import LineField
from meeting_tui.tui.widgets.line_list import LineList


class PeopleList(Vertical):
    """Type any part of a name or a village; the arrows move, Enter chooses."""

    DEFAULT_CSS = """
    PeopleList { height: 1fr; }
    PeopleList > LineField { height: 1; border: none; padding: 0; }
    """

    class Chosen(Message):
        """Enter on a person."""

        def __init__(self, person: str) -> None:
            super().__init__()
            self.person = person

    class Entered(Message):
        """Enter, and nobody was looked for: it is about something else on the screen."""

    class Looked(Message):
        """Somebody began to look for a person, or stopped."""

    class Missed(Message):
        """Enter, and nobody has the name that was typed; `near`: people with a name like it."""

        def __init__(self, name: str, near: list[str]) -> None:
            super().__init__()
            self.name = name
            self.near = near

    def __init__(
        self,
        index: PeopleIndex,
        draw: Callable[[Person, int, bool], Content],
        *,
        careful: bool = False,
        placeholder: str = "",
        missing: str = "",
        id: str | None = None,
    ) -> None:
        """`careful`: Enter chooses only after something was typed, or the cursor was moved. `missing`: what is said
        where nobody has the name."""
        super().__init__(id=id)
        self._index = index
        self._draw = draw
        self._placeholder = placeholder or _("Name or village, without accents")
        self._missing = missing or _("Nobody has this name.")
        self._careful = careful
        self._moved = False
        self._exact = 0

    def compose(self) -> ComposeResult:
        yield _Filter(placeholder=self._placeholder, compact=True)
        people = LineList[Row](self._draw_row, empty=self._missing)
        people.can_focus = False
        yield people

    @property
    def _list(self) -> LineList[Row]:
        return self.query_one(LineList)

    @property
    def highlighted(self) -> str | None:
        """Who is meant. Somebody with a name that is only like the one that was typed must be moved to."""
        row = self._list.highlighted if self._exact or self._moved else None
        return row[0] if row else None

    @property
    def query_text(self) -> str:
        return self.query_one(_Filter).text_value

    def focus_filter(self) -> None:
        self.query_one(_Filter).focus()

    def clear_filter(self) -> None:
        self.load_filter("")

    def load_filter(self, query: str) -> None:
        self._moved = False
        self.query_one(_Filter).load(query)

    def show(self, people: Mapping[str, Person]) -> None:
        """Show these people, in the order of names."""
        self._index.take(people)
        self._filter()

    def _filter(self) -> None:
        found = self._index.search(self.query_text)
        self._exact = self._index.exact_count  # of this search: the index belongs to other lists, too
        self._list.set_rows(found, keep=lambda row: row[0])

    def _draw_row(self, row: Row, width: int, selected: bool) -> Content:
        return self._draw(row[1], width, selected)

    def on_input_changed(self, event: LineField.Changed) -> None:
        event.stop()
        self._moved = False
        self._filter()
        self._list.move_to(0)
        self.post_message(self.Looked())

    def on_input_submitted(self, event: LineField.Submitted) -> None:
        event.stop()
        self._choose()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self._choose()

    @property
    def looking(self) -> bool:
        """Whether somebody is being looked for."""
        return bool(self.query_text) or self._moved or not self._careful

    def _choose(self) -> None:
        if not self.looking:
            self.post_message(self.Entered())
        elif self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))
        elif self.query_text:
            self.post_message(self.Missed(self.query_text, [key for key, _person in self._list.rows]))

    def move(self, how: str, *by: int) -> None:
        self._moved = True
        getattr(self._list, f"action_{how}")(*by)


class _Filter(LineField):
    """The filter; its cursor keys move in the list, each in its turn."""

    BINDINGS = [
        Binding("up", "move('move', -1)", show=False, id="people.up"),
        Binding("down", "move('move', 1)", show=False, id="people.down"),
        Binding("pageup", "move('page', -1)", show=False, id="people.page_up"),
        Binding("pagedown", "move('page', 1)", show=False, id="people.page_down"),
    ]

    def action_move(self, how: str, by: int) -> None:
        assert isinstance(self.parent, PeopleList)
        self.parent.move(how, by)
