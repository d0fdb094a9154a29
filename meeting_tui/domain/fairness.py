"""Who speaks next, and why.

The default order of the handbook (section 3): advance slips by number, villages in rotation so that none
speaks twice before all have spoken once; then walk-ins by arrival; second turns after everybody's first.
The chair may move anybody; the reason is kept and shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from meeting_tui.domain.records import Turn, TurnSource

ReasonCode = Literal[
    "moved_up", "moved_down", "called_absent", "second_turn", "village_unheard", "advance_slip", "walk_in"
]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a turn stands where it stands; the screen makes a sentence of it."""

    code: ReasonCode
    number: int | None = None
    source: TurnSource = "advance"
    nth: int = 1
    village: str = ""
    received_at: datetime | None = None
    words: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting turn, its place from 1, and the reason for the place."""

    turn: str
    place: int
    reason: Reason


HEARD = frozenset({"called", "speaking", "done", "represented"})
"""States of a turn that count as its village having the floor."""


def speeches_of(turns: Iterable[Turn]) -> Counter[str]:
    """How often each person has had the floor."""
    return Counter(turn.person for turn in turns if turn.state in HEARD)


def order(turns: Mapping[str, Turn], village_of: Callable[[str], str]) -> list[Place]:
    """The waiting turns in the order in which they are called."""
    waiting = {key: turn for key, turn in turns.items() if turn.state == "waiting"}
    spoken = speeches_of(turns.values())
    heard = Counter(_group(village_of(turn.person)) for turn in turns.values() if turn.state in HEARD)
    up, advance, walk_in, repeat, down = _tiers(waiting, spoken)
    keys = [*up, *_rotated(advance, waiting, heard, village_of), *walk_in, *repeat, *down]
    return list(_places(keys, waiting, spoken, heard, village_of))


def _places(
    keys: list[str],
    waiting: Mapping[str, Turn],
    spoken: Mapping[str, int],
    heard: Mapping[str, int],
    village_of: Callable[[str], str],
) -> Iterator[Place]:
    """Each turn with its place. Only the first of an unheard village says that it is unheard."""
    met = {"", *(group for group, times in heard.items() if times)}
    for place, key in enumerate(keys, start=1):
        turn, village = waiting[key], village_of(waiting[key].person)
        nth = spoken.get(turn.person, 0) + 1
        unheard = _group(village) not in met
        met.add(_group(village))
        yield Place(turn=key, place=place, reason=_reason(turn, nth, village, unheard))


def _tiers(waiting: Mapping[str, Turn], spoken: Mapping[str, int]) -> tuple[list[str], ...]:
    """Moved up, advance slips, walk-ins, second turns, moved down: each in its own order."""
    tiers: tuple[list[str], ...] = ([], [], [], [], [])
    for key, turn in waiting.items():
        tiers[_tier(turn, spoken)].append(key)
    up, advance, walk_in, repeat, down = tiers
    up.sort(key=lambda key: waiting[key].override)
    down.sort(key=lambda key: (waiting[key].override, waiting[key].received_at, key))
    for tier in (advance, walk_in, repeat):
        tier.sort(key=lambda key: _arrival(waiting[key], key))
    return up, advance, walk_in, repeat, down


def _tier(turn: Turn, spoken: Mapping[str, int]) -> int:
    if turn.override < 0:
        return 0
    if turn.override > 0 or turn.moved_down:
        return 4
    if spoken.get(turn.person):
        return 3
    return 1 if turn.source == "advance" else 2


def _arrival(turn: Turn, key: str) -> tuple[bool, int, datetime, str]:
    in_advance = turn.source == "advance" and turn.number is not None
    return (not in_advance, turn.number or 0 if in_advance else 0, turn.received_at, key)


def _rotated(
    keys: list[str], waiting: Mapping[str, Turn], heard: Counter[str], village_of: Callable[[str], str]
) -> list[str]:
    """Always the earliest slip of a village that has had the floor least often."""
    counts = Counter(heard)
    queues: dict[str, list[str]] = {}
    for key in keys:
        queues.setdefault(_group(village_of(waiting[key].person)), []).append(key)
    rank = {key: place for place, key in enumerate(keys)}
    rotated: list[str] = []
    while queues:
        village = min(queues, key=lambda name: (counts[name] if name else 0, rank[queues[name][0]]))
        rotated.append(queues[village].pop(0))
        counts[village] += 1
        if not queues[village]:
            del queues[village]
    return rotated


def _group(village: str) -> str:
    """The village as it is counted: `Thôn 1` of the list is `thôn 1` of the slip."""
    return village.casefold()


def _reason(turn: Turn, nth: int, village: str, unheard: bool) -> Reason:
    return Reason(
        code=_code(turn, nth, unheard),
        number=turn.number,
        source=turn.source,
        nth=nth,
        village=village,
        received_at=turn.received_at,
        words=turn.override_reason,
    )


def _code(turn: Turn, nth: int, village_unheard: bool) -> ReasonCode:
    if turn.override < 0:
        return "moved_up"
    if turn.override > 0:
        return "moved_down"
    if turn.moved_down:
        return "called_absent"
    if nth > 1:
        return "second_turn"
    if turn.source == "advance":
        return "village_unheard" if village_unheard else "advance_slip"
    return "walk_in"
