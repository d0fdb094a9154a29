"""Figures, their floors and goals, and how they are printed. Times are kept in seconds, shown in milliseconds."""

from __future__ import annotations

import gc
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
APPS = Path(__file__).parent / "apps"
CHILD = {**os.environ, "PYTHONPATH": str(ROOT)}
"""The environment of every command that is measured: this checkout's package."""


@dataclass(frozen=True)
class Settings:
    """How thorough a run is, and where it writes."""

    quick: bool = False
    folder: Path | None = None

    def times(self, thorough: int, quick: int) -> int:
        return quick if self.quick else thorough

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of one benchmark, taken away at its end."""
        with tempfile.TemporaryDirectory(prefix="meeting-tui-bench-", dir=self.folder) as name:
            yield Path(name)


class Goal(NamedTuple):
    """What was promised, and whether this run kept it."""

    words: str
    met: bool


@dataclass(frozen=True)
class Figure:
    """One line of a table. `floor` is what it is a multiple of; `note` stands behind the name."""

    what: str
    values: Sequence[float]
    floor: Sequence[float] | None = None
    goals: tuple[Goal, ...] = ()
    unit: str = "ms"
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        """Median to median."""
        return None if not self.floor else self.median / statistics.median(self.floor)

    def shown(self, value: float) -> str:
        if self.unit == "ms":
            value *= 1000
        digits = 3 if abs(value) < 1 else 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
        return f"{value:.{digits}f} {self.unit}".strip()


@dataclass(frozen=True)
class Section:
    """One benchmark's table and what must be known to read it."""

    title: str
    floor: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` percent of the others lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]


def at_most(value: float, limit: float, words: str) -> Goal:
    return Goal(words, value <= limit)


def markdown(section: Section) -> str:
    """The table of a section."""
    head = f"| figure | n | median | p95 | p99 | x floor ({section.floor}) | goal |"
    rows = [f"## {section.title}", "", head, "|---|---|---|---|---|---|---|"]
    rows += [_row(figure) for figure in section.figures]
    return "\n".join(rows + [""] * bool(section.notes) + [f"- {note}" for note in section.notes])


def _row(figure: Figure) -> str:
    shares = [figure.shown(percentile(figure.values, share)) for share in (95, 99)]
    spread = shares if len(figure.values) >= 5 else ["", ""]
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}x"
    goals = "; ".join(f"{goal.words}: {'met' if goal.met else '**not met**'}" for goal in figure.goals)
    what = f"{figure.what} ({figure.note})" if figure.note else figure.what
    count = str(len(figure.values))
    return "| " + " | ".join([what, count, figure.shown(figure.median), *spread, ratio, goals]) + " |"


def machine() -> str:
    """One line about where this ran: figures of a busy machine are worth little."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}, "
        f"{os.cpu_count()} cores, load {load}"
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def collected() -> Iterator[None]:
    """Rubbish of what ran before is swept first, so that nobody pays for another's."""
    gc.collect()
    yield


def command(arguments: Sequence[str], folder: Path | None = None) -> float:
    """Seconds for one Python process with these arguments."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=CHILD, cwd=folder, capture_output=True, check=True)
    return time.perf_counter() - start


def bare_python() -> float:
    return command(["-c", "pass"])
