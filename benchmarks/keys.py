"""From a key to the end of the last frame that it caused, with 5,000 people on the roster."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import folders
from benchmarks.common import APPS, Figure, Limit, Section, Settings
from benchmarks.terminal import Terminal

PEOPLE = 5_000
QUERIES = ("nguyen thi lan", "tran van", "ho quang duc", "thi mo", "thon 3")
STILL = {"TEXTUAL_ANIMATIONS": "none"}
"""No blinking cursor: every frame is the answer to a key."""


def run(settings: Settings) -> Section:
    section = Section(f"Key to frame, {PEOPLE:,} people", "a line redrawn at a key")
    with folders.demo(PEOPLE, folders.WITH_WELCOME) as folder, settings.home() as home:
        top = folders.go_to(folder, "welcome")
        environment = home | STILL
        with (
            Terminal([str(APPS / "counting.py")], environment) as least,
            Terminal(["-m", "meeting_tui", "run", str(folder)], environment) as console,
        ):
            least.wait_for("hello")
            console.wait_for(top)
            console.rest(1.0)
            section.figures.extend(_measured(settings, least, console))
    return section


def _measured(settings: Settings, least: Terminal, console: Terminal) -> list[Figure]:
    cursor: list[float] = []
    page: list[float] = []
    letter: list[float] = []
    erase: list[float] = []
    floor: list[float] = []
    for query in QUERIES[: settings.times(len(QUERIES), 1)] * settings.times(3, 1):
        cursor += _press(console, ["down"] * 20)
        page += _press(console, ["pagedown"] * 10)
        floor += _press(least, ["x"] * 20)
        letter += _press(console, query)
        erase += _press(console, ["backspace"] * len(query))
    return [
        Figure("cursor down", cursor, floor, Limit("p99", 0.050)),
        Figure("page down", page, floor),
        Figure("letter in the filter", letter, floor, Limit("p95", 0.075)),
        Figure("backspace in the filter", erase, floor),
        Figure("floor: a line redrawn", floor),
    ]


def _press(terminal: Terminal, keys: Sequence[str]) -> list[float]:
    """The seconds of each key; one that drew nothing has none, and is missing from `n`."""
    return [seconds for key in keys if (seconds := terminal.press(key)) is not None]
