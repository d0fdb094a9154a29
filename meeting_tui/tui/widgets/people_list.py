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

    class Missed(Message):
        """Enter, and nobody has the name that was typed."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(
        self, index: PeopleIndex, draw: Callable[[Person, int, bool], Content], *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._index = index
        self._draw = draw

    def compose(self) -> ComposeResult:
        yield _Filter(placeholder=_("Name or village, without accents"), compact=True)
        people = LineList[Row](self._draw_row, empty=_("Nobody has this name."))
        people.can_focus = False
        yield people

    @property
    def _list(self) -> LineList[Row]:
        return self.query_one(LineList)

    @property
    def highlighted(self) -> str | None:
        row = self._list.highlighted
        return row[0] if row else None

    @property
    def query_text(self) -> str:
        return self.query_one(_Filter).text_value

    def focus_filter(self) -> None:
        self.query_one(_Filter).focus()

    def clear_filter(self) -> None:
        self.query_one(_Filter).load("")

    def show(self, people: Mapping[str, Person]) -> None:
        """Show these people, in the order of names."""
        self._index.take(people)
        self._filter()

    def _filter(self) -> None:
        self._list.set_rows(self._index.search(self.query_text), keep=lambda row: row[0])

    def _draw_row(self, row: Row, width: int, selected: bool) -> Content:
        return self._draw(row[1], width, selected)

    def on_input_changed(self, event: LineField.Changed) -> None:
        event.stop()
        self._filter()
        self._list.move_to(0)

    def on_input_submitted(self, event: LineField.Submitted) -> None:
        event.stop()
        self._choose()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self._choose()

    def _choose(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Chosen(self.highlighted))
        elif self.query_text:
            self.post_message(self.Missed(self.query_text))

    def move(self, how: str, *by: int) -> None:
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
