"""The least that a follower can be: ten looks a second at a file, and a line drawn anew when it has changed.

`--clock`: also when the second has changed.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static

FILE, CLOCK = Path(sys.argv[1]), "--clock" in sys.argv


class Polling(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("hello")

    def on_mount(self) -> None:
        self.length, self.words, self.shown = -1, "", (-1, "")
        self.set_interval(1 / 10, self.look)

    def look(self) -> None:
        length = FILE.stat().st_size
        if length != self.length:
            self.length = length
            self.words = FILE.read_text("utf-8")[-40:]
        now = (int(time.monotonic()) if CLOCK else 0, self.words)
        if now != self.shown:
            self.shown = now
            self.query_one(Static).update(f"hello {now[0]} {now[1]}")


if __name__ == "__main__":
    Polling().run()
