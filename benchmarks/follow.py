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
    seconds = settings.times(20, 5)
    section = Section(
        f"Following a console, {PEOPLE} people", "ten looks a second at a file, one line a second"
    )
    with folders.demo(PEOPLE) as folder, settings.home() as home, settings.scratch() as scratch:
        speaker = folders.let_somebody_speak(folder)
        least_file = scratch / "words"
        least_file.write_text("start", "utf-8")
        with (
            Terminal([str(APPS / "polling.py"), str(least_file)], home) as least,
            Terminal(["-m", "meeting_tui", "chair", str(folder)], home) as chair,
            Terminal(["-m", "meeting_tui", "hall", str(folder)], home) as hall,
            Terminal(["-m", "meeting_tui", "run", str(folder)], home) as console,
        ):
            terminals = [least, chair, hall, console]
            least.wait_for("hello")
            for one in (chair, hall, console):
                one.wait_for(speaker.split()[-1])
            listen(terminals, 3.0)
            rounds = [_idle(terminals, seconds) for _ in range(settings.times(5, 1))]
            memory = [one.memory() for one in terminals]
            floor = _floor(least, least_file, settings.times(100, 10))
            seen = latencies(
                folder, lambda wait: _look(chair, [hall, console], wait), settings.times(300, 20)
            )
    by_program = list(zip(*rounds, strict=True))
    section.figures.extend(
        [
            Figure("commit to frame, chair's view, in a storm", seen, floor, Limit("p99", 0.150)),
            Figure("floor: a file to a frame", floor),
            Figure(
                "chair's view idle, of one core", by_program[1], by_program[0], Limit("ratio", 1.0), unit="%"
            ),
            Figure(
                "hall's display idle, of one core",
                by_program[2],
                by_program[0],
                Limit("ratio", 1.0),
                unit="%",
            ),
            Figure("floor, of one core", by_program[0], unit="%"),
            Figure("memory: chair's view", [memory[1]], [memory[0]], unit="MiB"),
            Figure("memory: hall's display", [memory[2]], [memory[0]], unit="MiB"),
            Figure("memory: console", [memory[3]], [memory[0]], unit="MiB"),
        ]
    )
    section.notes.append(
        "Idle: somebody speaks and the clock runs. All four run side by side in the same seconds."
    )
    return section


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
