"""The field that questions are written in while somebody speaks.

`#` completes a topic and `@` a unit, searched without accents. Everything is decided inside the field, in the
order of the keys: an input method's burst, a completion and Enter at once do what they would do typed slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from meeting_tui.domain.text import clean_line, fold
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, fit, lines
from meeting_tui.tui.widgets.fields import LineField

TOPIC, UNIT = "#", "@"
SHOWN_MATCHES = 6


@dataclass(frozen=True)
class Choice:
    """One topic or unit: what is stored and what is shown."""

    code: str
    label: str
    folded: tuple[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", (_words(self.label), _words(self.code)))


class Token(NamedTuple):
    """What stands between a mark and the cursor."""

    mark: str
    start: int
    query: str


def matches(query: str, choices: Iterable[Choice]) -> list[Choice]:
    """The choices in which the words of `query` begin words, in order; those that begin with it first.

    A mark with a space behind it is only a sign in the text.
    """
    if query.startswith(" "):
        return []
    wanted = _words(query)
    found = [choice for choice in choices if any(_contains(key, wanted) for key in choice.folded)]
    return sorted(found, key=lambda choice: not choice.folded[0].startswith(wanted))


def token_before(value: str, cursor: int) -> Token | None:
    """The last mark at the start or after a space, with everything from there to the cursor."""
    for start in range(cursor - 1, -1, -1):
        if value[start] in (TOPIC, UNIT) and (start == 0 or value[start - 1].isspace()):
            return Token(value[start], start, value[start + 1 : cursor])
    return None


def _words(s: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(clean_line(s))).split())


def _contains(folded: str, wanted: str) -> bool:
    """Each wanted word begins a word of `folded`, one after the other."""
    words = iter(folded.split())
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


class NoteField(VerticalGroup):
    """A line for the question, a line for its topic and unit, and the matches while a token is typed."""

    DEFAULT_CSS = """
    NoteField {
        height: auto;
    }
    NoteField > #note-chips { height: 1; }
    NoteField > #note-matches {
        overlay: screen;
        display: none;
        width: auto;
        max-width: 100%;
        height: auto;
    }
    """

    class Submitted(Message):
        """Enter was pressed. The field is empty again, and ready for the next question."""

        def __init__(self, note: NoteField, text: str, topic: str | None, unit: str | None) -> None:
            super().__init__()
            self.note = note
            self.text = text
            self.topic = topic
            self.unit = unit

        @property
        def control(self) -> NoteField:
            return self.note

    def __init__(
        self,
        topics: Sequence[Choice] = (),
        units: Sequence[Choice] = (),
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._choices: dict[str, Sequence[Choice]] = {TOPIC: topics, UNIT: units}
        self._chips: dict[str, str] = {}
        self._token: Token | None = None
        self._dismissed: int | None = None
        self._found: list[Choice] = []
        self._place = 0
        self.line = _NoteLine(self, placeholder=placeholder)

    def compose(self) -> ComposeResult:
        yield self.line
        yield _Chips(id="note-chips")
        yield _Matches(id="note-matches")

    # What the owner does with it

    @property
    def text(self) -> str:
        return self.line.text_value

    @property
    def topic(self) -> str | None:
        return self._chips.get(TOPIC)

    @property
    def unit(self) -> str | None:
        return self._chips.get(UNIT)

    @property
    def is_open(self) -> bool:
        """Whether matches are offered now."""
        return bool(self._found)

    def load(self, text: str, topic: str | None = None, unit: str | None = None) -> None:
        """Put in a question to edit."""
        self._chips = {mark: code for mark, code in ((TOPIC, topic), (UNIT, unit)) if code}
        self.line.load(text)
        self._close()
        self._draw_chips()

    def clear(self) -> None:
        self.load("")

    def give_back(self, message: Submitted) -> None:
        """The question could not be saved: put it back, before what has been typed since."""
        self.load(f"{message.text} {self.text}", self.topic or message.topic, self.unit or message.unit)

    def set_choices(self, topics: Sequence[Choice], units: Sequence[Choice]) -> None:
        self._choices = {TOPIC: topics, UNIT: units}
        self._close()
        self._draw_chips()

    def focus(self, scroll_visible: bool = True, *, from_app_focus: bool = False) -> NoteField:
        self.line.focus(scroll_visible)
        return self

    # What the line asks for, key by key

    def edited(self) -> None:
        """The text has changed under the cursor: look for a token and what it may mean."""
        token = token_before(self.line.value, self.line.cursor_position)
        if token is None or token.start != self._dismissed:
            self._dismissed = None
        same = token == self._token
        self._token = token if self._dismissed is None else None
        self._found = matches(self._token.query, self._choices[self._token.mark]) if self._token else []
        self._place = self._place if same else 0
        self._draw_matches()

    def move(self, rows: int) -> None:
        self._place = (self._place + rows) % len(self._found)
        self._draw_matches()

    def pick(self, place: int) -> None:
        """A match was clicked."""
        if place < len(self._found):
            self._place = place
            self.accept()

    def accept(self) -> None:
        """The match under the cursor becomes a chip, and the token leaves the text."""
        token = self._token
        if token is None or not self._found:
            return
        self._chips.pop(token.mark, None)  # the newest is the last, and the first that Backspace takes
        self._chips[token.mark] = self._found[self._place].code
        self.line.take_out(token.start, self.line.cursor_position)
        self._close()
        self._draw_chips()

    def dismiss(self) -> None:
        """Leave the token as it is, as text."""
        self._dismissed = self._token.start if self._token else None
        self._close()

    def moved_away(self) -> None:
        self._close()

    def drop_chip(self) -> bool:
        if not self._chips:
            return False
        self._chips.popitem()
        self._draw_chips()
        return True

    def submit(self) -> bool:
        if not self.text:
            return False
        self.post_message(self.Submitted(self, self.text, self.topic, self.unit))
        self.clear()
        return True

    # Drawing

    def _close(self) -> None:
        self._token = None
        self._found = []
        self._draw_matches()

    def _draw_chips(self) -> None:
        for chips in self.query(_Chips):
            chips.show(self._chip_labels())

    def _chip_labels(self) -> list[str]:
        """In the order of the marks, not of typing: a chip always stands in its place."""
        return [f"{mark}{self._label_of(mark)}" for mark in (TOPIC, UNIT) if mark in self._chips]

    def _label_of(self, mark: str) -> str:
        code = self._chips[mark]
        return next((choice.label for choice in self._choices[mark] if choice.code == code), code)

    def _draw_matches(self) -> None:
        if self.is_mounted:
            self.query_one(_Matches).show(self._found, self._place, self._token)

    def on_mount(self) -> None:
        self._draw_chips()


class _NoteLine(LineField):
    """The text itself; while matches are offered some of its keys are theirs."""

    BINDINGS = [
        Binding("down", "next_match(1)", show=False, id="note.next"),
        Binding("up", "next_match(-1)", show=False, id="note.previous"),
        Binding("tab", "accept_match", show=False, id="note.accept"),
        Binding("escape", "dismiss_matches", show=False, id="note.dismiss"),
    ]
    DEFAULT_CSS = """
    _NoteLine { height: 1; border: none; padding: 0; }
    _NoteLine:focus { border: none; }
    """

    def __init__(self, note: NoteField, *, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._note = note
        self._editing = False

    def take_out(self, start: int, end: int) -> None:
        """Remove a token with the space before it."""
        head = self.value[:start].rstrip()
        tail = self.value[end:]
        joint = " " if head and not tail.startswith(" ") else ""
        self.value = head + joint + tail
        self.cursor_position = len(head + joint)

    def replace(self, text: str, start: int, end: int) -> None:
        """All that typing, deleting and pasting do goes through here."""
        self._editing = True
        super().replace(text, start, end)
        self._editing = False
        self._note.edited()

    def watch_selection(self) -> None:
        if not self._editing:
            self._note.moved_away()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("next_match", "accept_match", "dismiss_matches"):
            return self._note.is_open
        return super().check_action(action, parameters)

    def action_next_match(self, rows: int) -> None:
        self._note.move(rows)

    def action_accept_match(self) -> None:
        self._note.accept()

    def action_dismiss_matches(self) -> None:
        self._note.dismiss()

    async def action_submit(self) -> None:
        if self._note.is_open:
            self._note.accept()
        elif not self._note.submit():
            raise SkipAction

    def action_delete_left(self) -> None:
        if self.value or not self._note.drop_chip():
            super().action_delete_left()

    def on_blur(self) -> None:
        self._note.moved_away()


class _Chips(Static):
    """The topic and the unit of the question, or how to give them."""

    ALLOW_SELECT = False

    def show(self, labels: Sequence[str]) -> None:
        self.update(assemble(*self._pieces(labels)))

    def _pieces(self, labels: Sequence[str]) -> list[tuple[str, str]]:
        if not labels:
            return [(_("# topic   @ unit"), "$text-muted")]
        room = max(8, self.content_size.width // len(labels) - 2) if self.content_size.width else 30
        pieces: list[tuple[str, str]] = []
        for label in labels:
            pieces += [(fit(label, room), "$accent bold"), ("  ", "")]
        return pieces


class _Matches(Static):
    """The matches under the line, or above it where the screen ends."""

    ALLOW_SELECT = False
    _first = 0

    def show(self, found: Sequence[Choice], place: int, token: Token | None) -> None:
        self.display = bool(found)
        if not found or token is None:
            return
        first = max(0, min(place - SHOWN_MATCHES + 2, len(found) - SHOWN_MATCHES))
        self._first = first
        window = found[first : first + SHOWN_MATCHES]
        rows: list[Content] = [
            self._row(choice, first + n == place, token) for n, choice in enumerate(window)
        ]
        if len(found) > len(window):
            rows.append(assemble((_("  {count} more").format(count=len(found) - len(window)), "$text-muted")))
        self.update(lines(rows))
        self.styles.offset = (0, self._shift(len(rows)))

    def _row(self, choice: Choice, selected: bool, token: Token) -> Content:
        width = max(12, self.screen.size.width // 2)
        sign, style = (
            ("▶ ", "$block-cursor-foreground on $block-cursor-background") if selected else ("  ", "")
        )
        return assemble((f"{sign}{token.mark}{fit(choice.label, width)} ", style))

    def _shift(self, height: int) -> int:
        """How far from its place under the line of chips."""
        note = self.parent
        assert isinstance(note, NoteField)
        below = self.screen.size.height - 1 - note.line.region.bottom
        return -1 if height <= below else -height - 2

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Before the line loses the focus, and the matches with it."""
        note = self.parent
        assert isinstance(note, NoteField)
        event.stop()
        event.prevent_default()
        note.pick(self._first + event.y)
