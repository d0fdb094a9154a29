"""The least that a key can cost: one line drawn anew."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Counting(App[None]):
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("hello")

    def on_key(self) -> None:
        self.pressed += 1
        self.query_one(Static).update(f"hello {self.pressed}")


if __name__ == "__main__":
    Counting().run()
