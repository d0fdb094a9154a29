"""Older and foreign workbooks: `.xls`, `.xlsb`, `.ods`. They come without fonts and without hidden rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from meeting_tui.intake.calamine_process import PASSWORD
from meeting_tui.intake.sheets import BLANK, Cell, Fault, Merge, Row, Sheet, Workbook
from meeting_tui.intake.values import plain, serial_of, value_of

EXTRA = "sheets"
"""The optional part of the program that installs python-calamine."""
MOST_SECONDS = 20
"""10,000 rows take one. Some damaged files are read for ever."""
_PROGRAM = Path(__file__).with_name("calamine_process.py")
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a console would open."""


def read_other(data: bytes, name: str, tick: Callable[[], None]) -> Workbook | Fault:
    """Every sheet that holds something; `name` is what the format is called."""
    if find_spec("python_calamine") is None:
        return Fault("needs_extra", {"extra": EXTRA, "format": name})
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM)],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            creationflags=_NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Fault("damaged", {"detail": f"{name}: more than {MOST_SECONDS} seconds"})
    if done.returncode == PASSWORD:
        return Fault("password")
    if done.returncode:
        return Fault("damaged", {"detail": plain(done.stderr.decode("utf-8", "replace"))[-200:]})
    sheets: list[Sheet] = []
    notes = [Fault("fonts_unknown", {"format": name})]
    for found in json.loads(done.stdout):
        sheet_name = plain(found["name"])
        if "rows" not in found:
            notes.append(Fault("chart_sheet", {"sheet": sheet_name}))
        elif rows := tuple(_rows(found["rows"], tick)):
            sheets.append(Sheet(sheet_name, rows, tuple(_merges(found["merges"])), found["hidden"]))
            if found["hidden"]:
                notes.append(Fault("hidden_sheet", {"sheet": sheet_name}))
    return Workbook(tuple(sheets), tuple(notes))


def _rows(found: Sequence[Sequence[Any]], tick: Callable[[], None]) -> Iterator[Row]:
    for number, raw in enumerate(found, start=1):
        cells: list[Cell] = []
        for column, value in enumerate(map(value_of, map(_untagged, raw))):
            if value is not None:
                cells += [BLANK] * (column - len(cells))
                cells.append(Cell(value, serial=serial_of(value)))
        if cells:
            yield Row(number, tuple(cells))
            tick()


def _untagged(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["date"]) if "date" in value else value["time"]


def _merges(ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Merge]:
    for (top, left), (bottom, right) in ranges:
        yield Merge(top + 1, left, bottom + 1, right)
