"""Who has the floor, and how long still."""

from __future__ import annotations

import math

import msgspec
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from meeting_tui import sentences
from meeting_tui.domain.views import FloorView
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, cells, fit, lines, meter, text
from meeting_tui.tui.widgets.rows import person_words, topic_words


class FloorCard(Widget):
    """Name, slip, clock, and the slip's own text."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FloorCard { height: 4; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: FloorView | None = None
        self._idle = ""

    def show(self, view: FloorView | None, idle: str) -> None:
        """`idle`: what to say while nobody has the floor. Drawn once a second: the clock's line, and the meter's when it moved."""
        view = view and _to_the_second(view)
        if (view, idle) == (self._view, self._idle):
            return
        before, self._view, self._idle = self._view, view, idle
        if view and before and _at_the_time_of(view, before) == before:
            width = self.content_size.width
            moved = _meter(view, width) != _meter(before, width)
            self.refresh(Region(0, 1, width, 2 if moved else 1))
        else:
            self.refresh()

    def render(self) -> Content:
        view = self._view
        if view is None:
            return assemble((self._idle, "$text-muted"))
        width = self.content_size.width
        return lines([_name(view, width), _clock(view, width), _meter(view, width), _slip(view, width)])


def _to_the_second(view: FloorView) -> FloorView:
    """What can be seen of it: nobody sees a quarter of a second."""
    remaining = float(math.ceil(view.remaining))
    return msgspec.structs.replace(view, remaining=remaining, elapsed=view.limit - remaining)


def _at_the_time_of(view: FloorView, other: FloorView) -> FloorView:
    return msgspec.structs.replace(view, remaining=other.remaining, elapsed=other.elapsed)


def _name(view: FloorView, width: int) -> Content:
    village = f" · {view.person.village}" if view.person.village else ""
    return assemble((fit(f"{person_words(view.person)}{village}", width), "bold"))


def _clock(view: FloorView, width: int) -> Content:
    left = ", ".join(
        part
        for part in (
            _("slip {number:02d}").format(number=view.number) if view.number is not None else "",
            _("first speech") if view.nth == 1 else _("speech no. {nth}").format(nth=view.nth),
            _("speaks for {count} others").format(count=view.members) if view.members else "",
        )
        if part
    )
    right, style = _time(view)
    left = fit(left, width - cells(right) - 1)
    return assemble((left, "$text-muted"), " " * max(1, width - cells(left) - cells(right)), (right, style))


def _time(view: FloorView) -> tuple[str, str]:
    if view.state == "called":
        if view.remind_start:
            return _("clock not started! F2 starts it"), "$error bold"
        if view.absences:
            return _("called a second time"), "$warning bold"
        return _("called, F2 starts the clock"), "$primary bold"
    time = sentences.minutes_seconds(view.remaining)
    if view.paused:
        return _("paused, {time} left").format(time=time), "$warning bold"
    if view.remaining < 0:
        return _("over time {time}").format(time=time.lstrip("-")), "$error bold"
    return _("{time} left").format(time=time), "$warning bold" if view.warning else "$success bold"


def _meter(view: FloorView, width: int) -> Content:
    share = view.elapsed / view.limit if view.limit else 0.0
    style = "$error" if view.remaining < 0 else "$warning" if view.warning else "$primary"
    return meter(share, width, style)


def _slip(view: FloorView, width: int) -> Content:
    if not view.slip_text:
        return text("")
    topic = f" #{topic_words(view.topic)}" if view.topic else ""
    take = _("^Y takes it")
    words = fit(_("On the slip: {text}").format(text=view.slip_text) + topic, width - cells(take) - 2)
    return assemble((words, "italic"), "  ", (take, "$text-muted"))
