"""What the journal names and the plan does not know: the plan was edited after the day had begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.taxonomy import TOPIC_BY_CODE

Kind = Literal["step", "unit", "topic"]


class UnknownKey(msgspec.Struct, frozen=True, kw_only=True):
    """A step, unit or topic that is gone, and how many records still name it."""

    kind: Kind
    key: str
    count: int


def unknown_keys(meeting: Meeting) -> list[UnknownKey]:
    """Steps, then units, then topics, each in the order in which the journal names them."""
    known: dict[Kind, set[str]] = {
        "step": {item.id for item in meeting.agenda},
        "unit": set(meeting.units),
        "topic": set(TOPIC_BY_CODE),
    }
    named = Counter((kind, key) for kind, key in _named(meeting) if key and key not in known[kind])
    order = list(known)
    found = [UnknownKey(kind=kind, key=key, count=count) for (kind, key), count in named.items()]
    return sorted(found, key=lambda unknown: order.index(unknown.kind))


def _named(meeting: Meeting) -> Iterator[tuple[Kind, str]]:
    yield "step", meeting.day.step or ""
    yield from (("step", step) for step in meeting.steps)
    yield from (("step", note.step or "") for note in meeting.notes.values())
    yield from (("topic", turn.topic) for turn in meeting.turns.values())
    for question in meeting.questions.values():
        yield "topic", question.topic
        yield from (("unit", unit) for unit in dict.fromkeys((question.unit, *question.support_units)))
    yield from (("unit", promise.unit) for promise in meeting.promises.values())
