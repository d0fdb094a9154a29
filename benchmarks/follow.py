"""The chair's and the hall's view beside a console: how soon they follow, and what they cost while nothing happens."""

from __future__ import annotations

import re
import time
from pathlib import Path

from benchmarks import folders
from benchmarks.common import APPS, Figure, Limit, Section, Settings
from benchmarks.storm import Seen, latencies
from benchmarks.terminal import Terminal, listen

PEOPLE = 500
_WORDS = re.compile(r"lookout \d{6}")


def run(settings: Settings) -> Section:
    section = Section(f"Following a console, {PEOPLE} people", "ten looks a second at a file")
    with folders.demo(PEOPLE) as folder, settings.home() as home, settings.scratch() as scratch:
        file = scratch / "words"
        file.write_text("start", "utf-8")
        section.figures.extend(_still(settings, folder, home, file))
        section.figures.extend(_running(settings, folder, home, file))
    section.notes.append(
        "Idle: what is shown does not change. In a speech: the clock runs, the floor has one line a second."
    )
    section.notes.append("Programs that are compared run side by side in the same seconds.")
    return section


def _still(settings: Settings, folder: Path, home: dict[str, str], file: Path) -> list[Figure]:
    """Nobody speaks, and nobody writes."""
    with (
        Terminal([str(APPS / "polling.py"), str(file)], home) as least,
        Terminal(["-m", "meeting_tui", "chair", str(folder)], home) as chair,
        Terminal(["-m", "meeting_tui", "hall", str(folder)], home) as hall,
    ):
        terminals = [least, chair, hall]
        least.wait_for("hello")
        listen(terminals, 5.0)
        floor, of_chair, of_hall = _rounds(settings, terminals)
        memory = [one.memory() for one in terminals]
    return [
        Figure("chair's view idle, of one core", of_chair, floor, Limit("ratio", 1.0), unit="%"),
        Figure("hall's display idle, of one core", of_hall, floor, Limit("ratio", 1.0), unit="%"),
        Figure("floor idle, of one core", floor, unit="%"),
        Figure("memory: chair's view", [memory[1]], [memory[0]], unit="MiB"),
        Figure("memory: hall's display", [memory[2]], [memory[0]], unit="MiB"),
    ]


def _running(settings: Settings, folder: Path, home: dict[str, str], file: Path) -> list[Figure]:
    """Somebody speaks; then the console runs a storm of commands."""
    speaker = folders.let_somebody_speak(folder)
    with (
        Terminal([str(APPS / "polling.py"), str(file), "--clock"], home) as least,
        Terminal(["-m", "meeting_tui", "chair", str(folder)], home) as chair,
        Terminal(["-m", "meeting_tui", "hall", str(folder)], home) as hall,
        Terminal(["-m", "meeting_tui", "run", str(folder)], home) as console,
    ):
        terminals = [least, chair, hall, console]
        least.wait_for("hello")
        for one in (chair, hall, console):
            one.wait_for(speaker.split()[-1])
        listen(terminals, 3.0)
        floor, of_chair, of_hall, _of_console = _rounds(settings, terminals)
        appearing = _floor(least, file, settings.times(100, 10))
        seen = latencies(folder, lambda wait: _look(chair, [hall, console], wait), settings.times(300, 20))
    return [
        Figure("chair's view in a speech, of one core", of_chair, floor, unit="%"),
        Figure("hall's display in a speech, of one core", of_hall, floor, unit="%"),
        Figure("floor with a clock, of one core", floor, unit="%"),
        Figure("commit to frame, chair's view, in a storm", seen, appearing, Limit("p99", 0.150)),
        Figure("floor: a file to a frame", appearing),
    ]


def _rounds(settings: Settings, terminals: list[Terminal]) -> list[list[float]]:
    """The shares of one core of each program, round by round."""
    rounds = [_idle(terminals, settings.times(20, 5)) for _ in range(settings.times(5, 1))]
    return [list(one) for one in zip(*rounds, strict=True)]


def _look(chair: Terminal, others: list[Terminal], wait: float) -> Seen:
    """What the chair's next frames show; the others are only listened to."""
    for other in others:
        other.frames(0)
    return [(words, frame.at) for frame in chair.frames(wait) for words in _WORDS.findall(frame.text)]


def _floor(least: Terminal, file: Path, count: int) -> list[float]:
    """From a file's new line to the frame that shows it."""
    found: list[float] = []
    for number in range(count):
        words = f"lookout {number:06d}"
        with file.open("a", encoding="utf-8") as out:
            out.write(f"\n{words}")
        start = time.perf_counter()
        found.append(least.wait_for(words, 10) - start)
        time.sleep(0.137)  # no multiple of the timer's tenth
    return found


def _idle(terminals: list[Terminal], seconds: float) -> list[float]:
    """Percent of one core, of each."""
    before = [terminal.cpu_seconds() for terminal in terminals]
    start = time.perf_counter()
    listen(terminals, seconds)
    wall = time.perf_counter() - start
    return [
        100 * (terminal.cpu_seconds() - cpu) / wall for terminal, cpu in zip(terminals, before, strict=True)
    ]
