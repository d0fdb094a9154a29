"""The one place where data becomes something drawable.

A bare `str` given to a widget is markup: it may carry an action, crash on `[/b]`, and raw escape sequences
pass to the terminal. So widgets get what the functions here return, and every string in it was cleaned.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from rich.cells import cell_len, chop_cells
from textual.app import App
from textual.content import Content

from meeting_tui.domain.text import clean, clean_line

Part = str | Content | tuple[str, str]
Severity = Literal["information", "warning", "error"]


def text(s: str, style: str = "") -> Content:
    """`s` as it stands, in a style of the theme (`$warning bold`); line feeds stay."""
    return Content.styled(clean(s), style)


def assemble(*parts: Part) -> Content:
    """Several pieces one after the other; a pair is a text and its style."""
    return Content.assemble(*(_part(part) for part in parts))


def lines(rows: Iterable[Part]) -> Content:
    """One piece a line."""
    return Content("\n").join([assemble(row) for row in rows])


def say(app: App[Any], s: str, *, severity: Severity = "information", timeout: float | None = None) -> None:
    """A short message that goes away by itself. Never the only sign of anything important."""
    app.notify(clean(s), severity=severity, timeout=timeout, markup=False)


def cells(s: str) -> int:
    """How many cells of the terminal `s` takes, drawn on one line; blanks at its ends count too."""
    return cell_len(clean(s))


def fit(s: str, width: int) -> str:
    """`s` on one line of at most `width` cells; what does not fit is replaced by `…`."""
    line = clean_line(s)
    if cell_len(line) <= width:
        return line
    return (chop_cells(line, width - 1)[0].rstrip() + "…") if width > 1 else "…"[: max(width, 0)]


def meter(fraction: float, width: int, style: str = "$primary") -> Content:
    """How much of something is gone, as a thin line of `width` cells."""
    if width <= 0:
        return Content()
    filled = round(min(max(fraction, 0.0), 1.0) * width)
    done = "━" * filled
    left = ("╺" + "━" * (width - filled - 1)) if filled < width else ""
    return Content.assemble((done, style), (left, "$text-disabled"))


def _part(part: Part) -> str | Content | tuple[str, str]:
    if isinstance(part, tuple):
        return clean(part[0]), part[1]
    return clean(part) if isinstance(part, str) else part
