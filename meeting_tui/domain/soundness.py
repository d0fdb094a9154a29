"""What must hold on every day, whichever commands were taken back.

Commands keep these rules by themselves. An undo runs no command: it puts fields back that nobody has touched
since, and what others built upon a *document* in the meantime may then hang in the air.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meeting_tui.domain.closing import unfinished
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.promises import promise_of
from meeting_tui.domain.records import Promise, Question, Turn
from meeting_tui.domain.tx import R, Tables, from_document

Fault = tuple[str, str, str]
"""Table, key and field where the contradiction shows."""
Key = tuple[str, str]

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("turns", "person", "people"),
    ("turns", "spoken_by", "turns"),
    ("turns", "members", "turns"),
    ("questions", "person", "people"),
    ("questions", "turn", "turns"),
    ("questions", "merged_into", "questions"),
    ("promises", "question", "questions"),
    ("codes", "person", "people"),
)
"""A field of a table that holds keys of another."""

UNIQUE: tuple[tuple[str, str], ...] = (("people", "code"), ("turns", "number"), ("questions", "number"))
"""Fields in which no two documents may agree, unless they are empty."""

GONE = frozenset({"withdrawn", "written", "absent"})
"""States of a spokesperson through whom nobody can be heard."""


OF_A_SPEECH = ("paused_at", "paused_seconds", "pauses")
"""What a turn has only once it has begun to speak."""


def contradictions(commit: Commit, tables: Tables) -> list[Fault]:
    """What would be wrong with the day if `commit` were taken back, as `tables` already have it.

    Faults that were there before, somewhere else, are left alone.
    """
    touched = {(change.table, change.key) for change in commit.ch}
    rules = (_dangling, _twice, _floor, _clocks, _unheard, _chained, _owed)
    return [*(fault for rule in rules for fault in rule(tables, touched)), *_closed(tables, commit)]


def _rows(tables: Tables, table: str) -> list[tuple[str, Mapping[str, Any]]]:
    return list(tables.documents(table).documents())


def _dangling(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A turn without its person, a question carried by one that is gone."""
    for table, field, target in REFERENCES:
        there = {key for key, _ in _rows(tables, target)}
        for key, document in _rows(tables, table):
            gone = [other for other in _keys(document.get(field)) if other not in there]
            if gone and ((table, key) in touched or any((target, other) in touched for other in gone)):
                yield table, key, field


def _keys(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, (list, tuple)) else ()


def _twice(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """One number, or one code, on two of them."""
    for table, field in UNIQUE:
        owners: dict[object, list[str]] = {}
        for key, document in _rows(tables, table):
            if value := document.get(field):
                owners.setdefault(value, []).append(key)
        for keys in owners.values():
            if len(keys) > 1:
                yield from ((table, key, field) for key in keys if (table, key) in touched)


def _floor(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """Two who have the floor."""
    keys = [key for key, turn in _rows(tables, "turns") if turn.get("state") in ("called", "speaking")]
    if len(keys) > 1:
        yield from (("turns", key, "state") for key in keys if ("turns", key) in touched)


def _clocks(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A pause without a speech, a speaker without a limit."""
    for key, turn in _rows(tables, "turns"):
        if ("turns", key) not in touched:
            continue
        state = turn.get("state")
        if state not in ("speaking", "done"):
            yield from (("turns", key, field) for field in OF_A_SPEECH if turn.get(field))
        if state in ("called", "speaking") and not turn.get("limit_seconds"):
            yield "turns", key, "limit_seconds"


def _unheard(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A slip that is to be heard through somebody who will not speak any more."""
    turns = dict(_rows(tables, "turns"))
    for key, turn in turns.items():
        speaker = str(turn.get("spoken_by"))
        lost = turn.get("state") == "represented" and turns.get(speaker, {}).get("state") in GONE
        if lost and touched & {("turns", key), ("turns", speaker)}:
            yield "turns", key, "spoken_by"


def _chained(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A question carried by one that is carried itself: in a circle, nobody would answer either. Or by one
    that is redirected, whose text is not printed."""
    questions = dict(_rows(tables, "questions"))
    for key, question in questions.items():
        carrier = question.get("merged_into")
        lead = questions.get(carrier, {}) if carrier else {}
        lost = lead.get("merged_into") or lead.get("outcome") == "redirected"
        if lost and touched & {("questions", key), ("questions", str(carrier))}:
            yield "questions", key, "merged_into"


def _owed(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A question's own promise that another unit owes than the one which answers."""
    questions = dict(_rows(tables, "questions"))
    for key, promise in _rows(tables, "promises"):
        question = str(promise.get("question"))
        if key != promise_of(question) or not touched & {("promises", key), ("questions", question)}:
            continue
        if promise.get("unit") != questions.get(question, {}).get("unit"):
            yield "promises", key, "unit"


def _closed(tables: Tables, commit: Commit) -> Iterator[Fault]:
    """Anything under a meeting that is closed; a closing that comes back where nobody could close."""
    day = tables.documents("day").get_document("day") or {}
    if day.get("closed_at") is None:
        return
    of_the_closing = any("closed_at" in {**(change.was or {}), **(change.set or {})} for change in commit.ch)
    if not of_the_closing:
        yield "day", "day", "closed_at"
    left = unfinished(
        _records(tables, "turns", Turn),
        _records(tables, "questions", Question),
        _records(tables, "promises", Promise),
    )
    yield from (("turns", key, "state") for key in dict.fromkeys((*left.floor, *left.slips)))
    yield from (("questions", key, "outcome") for key in left.questions)


def _records(tables: Tables, table: str, record: type[R]) -> dict[str, R]:
    return {key: from_document(document, record) for key, document in _rows(tables, table)}
