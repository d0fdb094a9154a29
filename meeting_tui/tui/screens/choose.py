"""One out of a list, found by typing a part of it without accents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.domain.text import clean_line, fold
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.fields import LineField
from meeting_tui.tui.widgets.line_list import LineList

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Offer(Generic[T_co]):
    """A value that may be chosen, what it is called, and a quiet word to it."""

    value: T_co
    label: str
    detail: str = ""


class _Filter(LineField):
    """The search words. Cursor keys and, at the beginning, digits are for the list: told in their turn."""

    BINDINGS = [
        Binding(
            "enter", "submit", _("Choose"), tooltip=_("Take the line under the cursor"), id="choose.choose"
        ),
        Binding("up", "tell('move', -1)", show=False, id="choose.up"),
        Binding("down", "tell('move', 1)", show=False, id="choose.down"),
        Binding("pageup", "tell('page', -1)", show=False, id="choose.page_up"),
        Binding("pagedown", "tell('page', 1)", show=False, id="choose.page_down"),
    ]

    class Moved(Message):
        """A cursor key was pressed."""

        def __init__(self, how: str, *by: int) -> None:
            super().__init__()
            self.how = how
            self.by = by

    class Picked(Message):
        """A digit was pressed in the empty field."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def action_tell(self, how: str, by: int) -> None:
        self.post_message(self.Moved(how, by))

    picks = True
    """Whether digits pick; else they are searched for like letters."""

    async def _on_key(self, event: events.Key) -> None:
        if self.picks and not self.value and event.character and event.character in "123456789":
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked(int(event.character)))


class Choose(ModalScreen[T | None], Generic[T]):
    """`title` over a list of offers; while nothing is typed the digits 1-9 pick at once."""

    BINDINGS = [
        Binding("escape", "leave", _("Cancel"), tooltip=_("Go back, change nothing"), id="choose.leave"),
    ]

    def __init__(
        self,
        title: str,
        offers: Sequence[Offer[T]],
        *,
        at: int = 0,
        hint: str = "",
        other: Callable[[str], Offer[T]] | None = None,
    ) -> None:
        """`other` makes an offer of what is typed; then digits are typed as well, they do not pick."""
        super().__init__()
        self._other = other
        self._title = title
        self._hint = hint
        self._offers = [(fold(clean_line(f"{offer.label} {offer.detail}")), offer) for offer in offers]
        self._at = at
        self._shown: list[Offer[T]] = list(offers)

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog"):
            yield Static(text(self._title), classes="dialog-title")
            words = (
                _("Type to search, or press 1-9") if self._other is None else _("Type it, or a part of it")
            )
            line = _Filter(placeholder=words, compact=True)
            line.picks = self._other is None
            yield line
            offers: LineList[tuple[int, Offer[T]]] = LineList(self._draw, empty=_("Nothing found"))
            offers.can_focus = False
            yield offers
            if self._hint:
                yield Static(text(self._hint), classes="dialog-hint")
        yield KeyBar()

    def on_mount(self) -> None:
        found = self._list
        found.styles.height = min(max(len(self._offers), 1), 10 if self._hint else 12)
        self._search("")
        found.move_to(self._at)

    @property
    def _list(self) -> LineList[tuple[int, Offer[T]]]:
        return self.query_one(LineList)

    def _search(self, query: str) -> None:
        wanted = fold(query).split()
        if self._other is None:
            self._shown = [offer for key, offer in self._offers if all(word in key for word in wanted)]
        else:  # what is typed may be something new: thôn 9 is not found in thôn 19
            self._shown = [
                offer for key, offer in self._offers if all(f" {word}" in f" {key}" for word in wanted)
            ]
            self._shown += [self._other(typed)] if (typed := clean_line(query)) else []
        self._list.set_rows(list(enumerate(self._shown, 1)))
        self._list.move_to(0)

    def _draw(self, row: tuple[int, Offer[T]], width: int, selected: bool) -> Content:
        number, offer = row
        searching = bool(self.query_one(_Filter).value)
        digit = f" {number} " if number < 10 and not searching and self._other is None else "   "
        detail = fit(offer.detail, max(width // 3, width - 6 - cells(offer.label)))
        label = fit(offer.label, width - 5 - cells(detail))
        space = " " * (width - 4 - cells(label) - cells(detail))
        quiet = "" if selected else "$text-muted"
        return assemble((digit, quiet), label, space, (detail, quiet))

    def on_input_changed(self, event: LineField.Changed) -> None:
        self._search(event.value)

    def on_input_submitted(self) -> None:
        self.action_choose()

    @on(_Filter.Moved)
    def _move(self, event: _Filter.Moved) -> None:
        getattr(self._list, f"action_{event.how}")(*event.by)

    @on(_Filter.Picked)
    def _pick(self, event: _Filter.Picked) -> None:
        if event.number <= len(self._shown):
            self._leave_with(self._shown[event.number - 1].value)

    def on_line_list_chosen(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        if (row := self._list.highlighted) is not None:
            self._leave_with(row[1].value)

    def action_leave(self) -> None:
        self._leave_with(None)

    def _leave_with(self, value: T | None) -> None:
        if self.is_active:
            self.dismiss(value)
