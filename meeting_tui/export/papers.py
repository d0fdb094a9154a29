"""Papers by name: made as a tree, laid out in each format, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.export import render
from meeting_tui.export.files import write_atomically

PAPERS: dict[str, Callable[[Meeting, datetime], Paper]] = {"minutes": minutes}


def export(
    meeting: Meeting, now: datetime, names: Iterable[str], formats: Iterable[str], out: Path
) -> list[Path]:
    """Write each paper in each format into `out`. Returns the files."""
    formats = tuple(formats)
    return [path for name in names for path in write(PAPERS[name](meeting, now), formats, out)]


def write(paper: Paper, formats: Iterable[str], out: Path) -> list[Path]:
    """One paper in several formats; a draft is called a draft in the file's name too."""
    out.mkdir(parents=True, exist_ok=True)
    name = f"{paper.kind}-draft" if paper.draft else paper.kind
    return [write_atomically(out / f"{name}.{to}", render(paper, to)) for to in formats]
