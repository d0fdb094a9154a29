"""The only text fields of the program: stock ones lose the marks of Vietnamese input methods.

An input method sends "backspace, ê" in one burst. Textual inserts printable keys in the widget at once but
sends backspace on a way through the whole app first, so the letter comes before the deletion. `OrderedKeys`
carries out every key in its turn. Pilot cannot show the difference: it waits after every key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input, TextArea

from meeting_tui.domain.text import clean, clean_line

if TYPE_CHECKING:
    from textual.widget import Widget as Mixed
else:
    Mixed = object  # a real widget here would hide the styles of the field it is mixed into


class OrderedKeys(Mixed):
    """Put before `Input` or `TextArea`: keys of the field's own bindings act in the order of pressing."""

    async def _on_key(self, event: events.Key) -> None:
        """Textual calls the handler of each base class in turn, until one prevents the default."""
        if event.is_printable:
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if not binding.priority and await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return


class LineField(OrderedKeys, Input):
    """One line of text.

    What is typed stays as typed, mark by mark, so that a backspace of the input method takes what it meant to
    take. What is loaded or pasted is cleaned at once; `text_value` and `Submitted` are clean and composed.
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        password: bool = False,
        max_length: int = 0,
        compact: bool = False,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            clean_line(value),
            clean_line(placeholder),
            password=password,
            max_length=max_length,
            compact=compact,
            select_on_focus=False,
            id=id,
            classes=classes,
            disabled=disabled,
        )

    @property
    def text_value(self) -> str:
        """The text as everybody else may see it."""
        return clean_line(self.value)

    def load(self, value: str) -> None:
        """Put in `value`, the cursor behind it."""
        self.value = clean_line(value)
        self.cursor_position = len(self.value)

    def validate_value(self, value: str) -> str:
        """Nothing that could reach the terminal as a control sequence gets in, whoever sets it."""
        return value if value.isprintable() else " ".join(clean(value).split("\n"))

    def on_mount(self) -> None:
        self.cursor_blink = False  # a blinking cursor costs more than the clock, and is never looked for here

    async def action_submit(self) -> None:
        self.post_message(self.Submitted(self, self.text_value))

    def action_paste(self) -> None:
        self._put(self.app.clipboard)

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines become one, instead of losing all but the first."""
        self._put(event.text)
        event.stop()
        event.prevent_default()

    def _put(self, pasted: str) -> None:
        start, end = sorted(self.selection)
        text = clean_line(pasted)
        if self.max_length:
            text = text[: max(self.max_length - len(self.value) + end - start, 0)]
        if text:
            self.replace(text, start, end)


class TextField(OrderedKeys, TextArea):
    """Several lines of text; Tab leaves it, Enter begins a line."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        compact: bool = False,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(
            clean(value),
            placeholder=clean(placeholder),
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
            compact=compact,
            id=id,
            classes=classes,
            disabled=disabled,
        )

    @property
    def text_value(self) -> str:
        """The text as everybody else may see it: no blank lines around it, no blanks at the ends of lines."""
        return "\n".join(line.rstrip() for line in clean(self.text).split("\n")).strip()

    def load(self, value: str) -> None:
        """Put in `value`, the cursor behind it."""
        self.load_text(value)
        self.move_cursor(self.document.end)

    def load_text(self, text: str) -> None:
        super().load_text(clean(text))

    def on_mount(self) -> None:
        self.cursor_blink = False  # a blinking cursor costs more than the clock, and is never looked for here

    def action_paste(self) -> None:
        self._put(self.app.clipboard)

    async def _on_paste(self, event: events.Paste) -> None:
        self._put(event.text)
        event.stop()
        event.prevent_default()

    def _put(self, pasted: str) -> None:
        if not self.read_only and (done := self.replace(clean(pasted), *self.selection)):
            self.move_cursor(done.end_location)
