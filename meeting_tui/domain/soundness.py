"""What must hold on every day, whichever commands were taken back.

Commands keep these rules by themselves. An undo runs no command: it puts fields back that nobody has touched
since, and what others built upon a *document* in the meantime may then hang in the air.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.tx import Tables

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
)
"""A field of a table that holds keys of another."""

UNIQUE: tuple[tuple[str, str], ...] = (("people", "code"), ("turns", "number"), ("questions", "number"))
"""Fields in which no two documents may agree, unless they are empty."""

GONE = frozenset({"withdrawn", "written", "absent"})
"""States of a spokesperson through whom nobody can be heard."""


def contradictions(commit: Commit, tables: Tables) -> list[Fault]:
    """What would be wrong with the day if `commit` were taken back, as `tables` already have it.

    Faults that were there before, somewhere else, are left alone.
    """
    touched = {(change.table, change.key) for change in commit.ch}
    found = [*_dangling(tables, touched), *_twice(tables, touched), *_floor(tables, touched)]
    return [*found, *_unheard(tables, touched), *_chained(tables, touched), *_closed(tables, commit)]


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


def _unheard(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A slip that is to be heard through somebody who will not speak any more."""
    turns = dict(_rows(tables, "turns"))
    for key, turn in turns.items():
        speaker = str(turn.get("spoken_by"))
        lost = turn.get("state") == "represented" and turns.get(speaker, {}).get("state") in GONE
        if lost and touched & {("turns", key), ("turns", speaker)}:
            yield "turns", key, "spoken_by"


def _chained(tables: Tables, touched: set[Key]) -> Iterator[Fault]:
    """A question carried by one that is carried itself: in a circle, nobody would answer either."""
    carriers = {key: question.get("merged_into") for key, question in _rows(tables, "questions")}
    for key, carrier in carriers.items():
        if carrier and carriers.get(carrier) and touched & {("questions", key), ("questions", carrier)}:
            yield "questions", key, "merged_into"


def _closed(tables: Tables, commit: Commit) -> Iterator[Fault]:
    """Anything under a meeting that is closed; a closing that comes back over an open question."""
    day = tables.documents("day").get_document("day") or {}
    if day.get("closed_at") is None:
        return
    of_the_closing = any("closed_at" in {**(change.was or {}), **(change.set or {})} for change in commit.ch)
    if not of_the_closing:
        yield "day", "day", "closed_at"
    for key, question in _rows(tables, "questions"):
        if question.get("outcome") is None and question.get("merged_into") is None:
            yield "questions", key, "outcome"
