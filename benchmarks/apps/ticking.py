"""The least that a clock can cost: four looks a second, one line drawn anew when its second has changed."""

from __future__ import annotations

import time

from textual.app import App, ComposeResult
from textual.widgets import Static


class Ticking(App[None]):
    shown = -1

    def compose(self) -> ComposeResult:
        yield Static("hello")

    def on_mount(self) -> None:
        self.set_interval(1 / 4, self.tick)

    def tick(self) -> None:
        second = int(time.monotonic())
        if second != self.shown:
            self.shown = second
            self.query_one(Static).update(f"hello {second}")


if __name__ == "__main__":
    Ticking().run()
