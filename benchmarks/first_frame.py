"""From the start of the program to the end of the first frame that shows the meeting."""

from __future__ import annotations

from benchmarks import folders
from benchmarks.common import APPS, Figure, Limit, Section, Settings, bare_python
from benchmarks.terminal import Terminal
from meeting_tui.store.folder import valid_plan

PEOPLE = 500


def run(settings: Settings) -> Section:
    section = Section(f"First frame, {PEOPLE} people", "hello-world Textual app")
    with folders.demo(PEOPLE) as demo, folders.demo(PEOPLE, folders.WITH_WELCOME) as welcome:
        top = folders.go_to(welcome, "welcome")
        issuer = valid_plan(demo).issuer
        with settings.home() as home:
            lanes = {
                "hello world": ([str(APPS / "hello.py")], "hello"),
                "console on the demo": (["-m", "meeting_tui", "run", str(demo)], issuer),
                "console on the roster": (["-m", "meeting_tui", "run", str(welcome)], top),
            }
            times: dict[str, list[float]] = {name: [] for name in lanes}
            bare: list[float] = []
            for number in range(settings.times(15, 4) + 1):
                bare.append(bare_python())
                for name, (arguments, shows) in lanes.items():
                    times[name].append(_start(arguments, shows, home))
                if number == 0:  # to get warm
                    bare.clear()
                    for values in times.values():
                        values.clear()
    floor = times.pop("hello world")
    section.figures.extend(Figure(name, values, floor, Limit("ratio", 1.5)) for name, values in times.items())
    section.figures.append(Figure("floor: hello world", floor))
    section.figures.append(Figure("python -c pass", bare, floor))
    section.notes.append(
        "The roster is that of the welcome step; the demo has no such step and opens before it."
    )
    return section


def _start(arguments: list[str], shows: str, home: dict[str, str]) -> float:
    with Terminal(arguments, home) as terminal:
        return terminal.wait_for(shows) - terminal.started
