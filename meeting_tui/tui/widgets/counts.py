"""The line above the keys: how many, how far, and when the day will end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from textual.content import Content
from textual.widget import Widget

from meeting_tui import sentences
from meeting_tui.domain.forecast import Forecast, forecast
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.views import Counts, counts
from meeting_tui.language import _
from meeting_tui.tui.drawing import cells, fit, text


class CountsLine(Widget):
    """The fullest line that fits: the forecast is cut before the counts are."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    CountsLine { height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[str, ...] = ()

    def show(self, meeting: Meeting, now: datetime) -> None:
        lines = tuple(_lines(_counted(counts(meeting)), _foreseen(forecast(meeting, now))))
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render(self) -> Content:
        room = self.content_size.width
        return text(fit(next((line for line in self._lines if cells(line) <= room), ""), room))


def _lines(counted: list[str], foreseen: list[str]) -> Iterator[str]:
    for words in (*foreseen, ""):
        yield " · ".join([*counted, *([words] if words else [])])
    for kept in range(len(counted) - 1, 0, -1):
        yield " · ".join(counted[:kept])


def _counted(found: Counts) -> list[str]:
    parts = [
        _("present {present}/{invited}").format(present=found.present, invited=found.invited),
        _("{count} speeches").format(count=found.speeches),
        _("{count} questions").format(count=found.questions),
        _("{count} open").format(count=found.open) if found.open else "",
        _("{count} not classified").format(count=found.unclassified) if found.unclassified else "",
    ]
    return [part for part in parts if part]


def _foreseen(expected: Forecast | None) -> list[str]:
    """When the day will end: in full, and shorter."""
    if expected is None:
        return []
    short = _("ends about {time}").format(time=sentences.clock_time(expected.ends_at))
    late = round(expected.late_seconds / 60)
    words = f"{short} ({sentences.pace(late)})" if late else short
    if expected.fit_seconds:
        limit = sentences.minutes_seconds(expected.fit_seconds)
        words = _("{words}; {fit} each would fit").format(words=words, fit=limit)
    return [words, short]
