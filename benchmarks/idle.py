"""What the console costs while nobody does anything but speak: the clock runs."""

from __future__ import annotations

import time

from benchmarks import folders
from benchmarks.common import APPS, Figure, Limit, Section, Settings
from benchmarks.terminal import Terminal, listen

PEOPLE = 500


def run(settings: Settings) -> Section:
    seconds = settings.times(20, 5)
    section = Section(f"Idle with a running clock, {seconds} s", "one line a second, 4 Hz timer")
    with folders.demo(PEOPLE) as folder, settings.home() as home:
        speaker = folders.let_somebody_speak(folder)
        with (
            Terminal([str(APPS / "ticking.py")], home) as least,
            Terminal(["-m", "meeting_tui", "run", str(folder)], home) as console,
        ):
            least.wait_for("hello")
            console.wait_for(speaker)
            listen([least, console], 3.0)
            rounds = [_round([least, console], seconds) for _ in range(settings.times(5, 1))]
    floor, ours = ([one[place] for one in rounds] for place in (0, 1))
    cpu, written = ([one[0] for one in ours], [one[1] for one in ours])
    least_cpu, least_written = ([one[0] for one in floor], [one[1] for one in floor])
    section.figures.extend(
        [
            Figure("console, of one core", cpu, least_cpu, Limit("ratio", 1.3), unit="%"),
            Figure("floor, of one core", least_cpu, unit="%"),
            Figure("console writes", written, least_written, unit="B/s"),
            Figure("floor writes", least_written, unit="B/s"),
        ]
    )
    section.notes.append("Both run side by side in the same seconds.")
    return section


def _round(terminals: list[Terminal], seconds: float) -> list[tuple[float, float]]:
    """Percent of one core and bytes a second, of each."""
    before = [(terminal.cpu_seconds(), terminal.written) for terminal in terminals]
    start = time.perf_counter()
    listen(terminals, seconds)
    wall = time.perf_counter() - start
    return [
        (100 * (terminal.cpu_seconds() - cpu) / wall, (terminal.written - written) / wall)
        for terminal, (cpu, written) in zip(terminals, before, strict=True)
    ]
