"""Figures, their floors and goals, and how they are printed. Times are kept in seconds, shown in milliseconds."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

ROOT = Path(__file__).parent.parent
APPS = Path(__file__).parent / "apps"
BYTECODE = tempfile.TemporaryDirectory(prefix="meeting-tui-bench-bytecode-")
"""Compiled modules, as an installed program has them, whatever this shell's environment says; gone at the end."""
CHILD = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(ROOT),
    "PYTHONPYCACHEPREFIX": BYTECODE.name,
}
"""The environment of every command that is measured: this checkout's package. Its first run compiles."""


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

    @contextmanager
    def home(self) -> Iterator[dict[str, str]]:
        """Environment in which nobody has settings or themes of their own."""
        with self.scratch() as folder:
            yield {"XDG_CONFIG_HOME": str(folder)}


class Limit(NamedTuple):
    """A promise: the median's multiple of the floor, or a share of the values, is at most so much."""

    of: Literal["ratio", "median", "p95", "p99"]
    most: float


@dataclass(frozen=True)
class Figure:
    """One line of a table. `floor` is what it is a multiple of."""

    what: str
    values: Sequence[float]
    floor: Sequence[float] | None = None
    goal: Limit | None = None
    unit: str = "ms"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        """Median to median."""
        return None if not self.floor else self.median / statistics.median(self.floor)

    @property
    def met(self) -> bool | None:
        """Whether the goal was kept in this run; None without one."""
        if self.goal is None:
            return None
        found = {
            "ratio": self.ratio or 0.0,
            "median": self.median,
            "p95": percentile(self.values, 95),
            "p99": percentile(self.values, 99),
        }
        return found[self.goal.of] <= self.goal.most

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        ratio = self.goal.of == "ratio"
        most = f"{self.goal.most:g}x the floor" if ratio else f"{self.goal.of} {self.shown(self.goal.most)}"
        return f"<= {most}: {'met' if self.met else '**not met**'}"

    def shown(self, value: float) -> str:
        """A value with its unit, to about three digits."""
        if self.unit == "ms":
            value *= 1000
        return f"{value:.{max(0, 2 - len(str(int(abs(value)))) + (abs(value) < 1))}f} {self.unit}".strip()


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
    count = str(len(figure.values))
    cells = [figure.what, count, figure.shown(figure.median), *spread, ratio, figure.verdict]
    return f"| {' | '.join(cells)} |"


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


def command(
    arguments: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> float:
    """Seconds for one Python process with these arguments."""
    start = time.perf_counter()
    env = {**CHILD, **(environment or {})}
    subprocess.run([sys.executable, *arguments], env=env, cwd=folder, capture_output=True, check=True)
    return time.perf_counter() - start


def bare_python() -> float:
    return command(["-c", "pass"])
