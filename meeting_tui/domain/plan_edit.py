"""Setting the event and its date in the text of a plan, without touching anything else in it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from meeting_tui.domain.plan_file import parse

_HEADER = re.compile(r"\s*\[")
_EVENTS_HEADER = re.compile(r"\s*\[\[\s*events\s*\]\]")


class NotEditable(ValueError):
    """The text is no plan whose events are written as `[[events]]` tables, or has no such event."""


def with_event(text: str, event: int | None, date: date | None) -> str:
    """The plan's text for one of its events, from 1, and that event's date; all other words and marks stay.

    Without `event` the date goes to the one that the plan is for already. The result is read again: what
    would say anything else than asked for is refused.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).split("\n")
    data = _editable(lines)
    here = data.get("event", 1) if event is None else event
    wanted = _with_event_data(data, event, here, date)
    if event is not None:
        _set_key(lines, 0, "event", str(event))
    if date is not None:
        _set_key(lines, _event_headers(lines)[here - 1] + 1, "date", date.isoformat())
    if _editable(lines) != wanted:
        raise NotEditable("the edit would change more than the event")
    return mark + "\n".join(lines)


def _editable(lines: list[str]) -> dict[str, Any]:
    data, broken = parse("\n".join(lines))
    if broken is not None:
        raise NotEditable("not TOML")
    return data


def _with_event_data(data: dict[str, Any], event: int | None, here: int, date: date | None) -> dict[str, Any]:
    """What the text must say after the edit."""
    events = data.get("events")
    if type(events) is not list or type(here) is not int or not 1 <= here <= len(events):
        raise NotEditable("no such event")
    changed = [{**item, "date": date} if at == here - 1 and date else item for at, item in enumerate(events)]
    return data | ({"event": event} if event is not None else {}) | {"events": changed}


def _event_headers(lines: list[str]) -> list[int]:
    found = [at for at, line in enumerate(lines) if _EVENTS_HEADER.match(line) and _starts_here(lines, at)]
    if not found:
        raise NotEditable("the events are not written as [[events]]")
    return found


def _starts_here(lines: list[str], at: int) -> bool:
    """Whether a line is its own, and not a part of a text or a list over several lines."""
    return parse("\n".join([*lines[:at], ""]))[1] is None


def _set_key(lines: list[str], start: int, key: str, value: str) -> None:
    """Set a key of the table that begins at `start`, where it stands or else as the table's first."""
    pattern = re.compile(rf"(\s*{key}\s*=\s*)[^\s#]+(.*)", re.DOTALL)
    for at in range(start, len(lines)):
        if _HEADER.match(lines[at]) and _starts_here(lines, at):
            break
        if (match := pattern.fullmatch(lines[at])) and _starts_here(lines, at):
            lines[at] = f"{match[1]}{value}{match[2]}"
            return
    at = start or _after_comment(lines)
    lines.insert(at, f"{key} = {value}" + ("\r" if lines[0].endswith("\r") else ""))


def _after_comment(lines: list[str]) -> int:
    """The first line that is no comment at the head of the file."""
    return next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
