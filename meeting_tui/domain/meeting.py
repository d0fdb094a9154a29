"""Meeting: the typed read model of one day, taking in commits one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any, Self

from meeting_tui.domain import fairness
from meeting_tui.domain.agenda_default import agenda_of
from meeting_tui.domain.commits import Change, Commit, applied
from meeting_tui.domain.plan import AgendaItem, Plan
from meeting_tui.domain.records import (
    PRESENT,
    Code,
    Day,
    Note,
    Person,
    Promise,
    Question,
    Record,
    Scan,
    Step,
    Turn,
)
from meeting_tui.domain.taxonomy import units_of
from meeting_tui.domain.tx import RECORDS, Tables, from_document


class Meeting:
    """What is known of the day. Cost follows the change, not the roster.

    `revision` is the number of the last commit that was taken in; -1 before the first.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.agenda: tuple[AgendaItem, ...] = agenda_of(plan)
        self.units = {unit.id: unit for unit in units_of(plan)}
        self.day = Day(mode=plan.rules.mode)
        self.steps: dict[str, Step] = {}
        self.people: dict[str, Person] = {}
        self.turns: dict[str, Turn] = {}
        self.questions: dict[str, Question] = {}
        self.promises: dict[str, Promise] = {}
        self.notes: dict[str, Note] = {}
        self.codes: dict[str, Code] = {}
        """Every code that was given out, by its short form."""
        self.scans: dict[str, Scan] = {}
        self.statuses: Counter[str] = Counter()
        """How many people have each attendance status; walk-ins apart as `walk_in`."""
        self.revision = -1
        self._documents: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in RECORDS}
        self._order: list[fairness.Place] | None = None

    @classmethod
    def load(cls, plan: Plan, tables: Tables, revision: int) -> Self:
        """The meeting as the tables have it after commit `revision`."""
        meeting = cls(plan)
        for name in RECORDS:
            for key, document in tables.documents(name).documents():
                meeting._set(name, key, dict(document))
        meeting.revision = revision
        return meeting

    def take(self, commits: Iterable[Commit]) -> int:
        """Take in what was committed since; commits already taken in are passed over. Returns how many."""
        taken = 0
        for commit in commits:
            if commit.n <= self.revision:
                continue
            for change in commit.ch:
                self._change(change)
            self.revision = commit.n
            taken += 1
        return taken

    def _change(self, change: Change) -> None:
        if change.table in self._documents:
            was = self._documents[change.table].get(change.key)
            self._set(change.table, change.key, applied(was, change))

    def _set(self, name: str, key: str, document: dict[str, Any] | None) -> None:
        if name not in self._documents:
            return
        if document is None:
            self._documents[name].pop(key, None)
            self._store(name, key, None)
            return
        self._documents[name][key] = document
        self._store(name, key, from_document(document, RECORDS[name]))

    def _store(self, name: str, key: str, record: Record | None) -> None:
        self._order = None
        if name == "day":
            self.day = record if isinstance(record, Day) else Day(mode=self.plan.rules.mode)
            return
        table: dict[str, Record] = getattr(self, name)
        old = table.pop(key, None) if record is None else table.get(key)
        if record is not None:
            table[key] = record
        if name == "people":
            self._count(old, -1)
            self._count(record, +1)

    def _count(self, person: Record | None, by: int) -> None:
        if isinstance(person, Person):
            self.statuses[person.status] += by
            if not person.invited:
                self.statuses["walk_in"] += by

    def snapshot(self) -> Self:
        """The meeting as it is now, for a thread that takes its time. Records never change, so their tables are enough."""
        still = copy(self)
        for name in set(RECORDS) - {"day"}:
            setattr(still, name, dict(getattr(self, name)))
        still.statuses = Counter(self.statuses)
        return still

    def has_key(self, text: str) -> bool:
        """Whether this is the key of a record."""
        return any(text in self._documents[name] for name in RECORDS)

    # -- what everybody asks ------------------------------------------------------------------------------

    @property
    def present(self) -> int:
        """How many came, walk-ins included."""
        return sum(self.statuses[status] for status in PRESENT)

    @property
    def invited(self) -> int:
        return len(self.people) - self.statuses["walk_in"]

    @property
    def item(self) -> AgendaItem | None:
        """The current step of the agenda; None before the first and after the closing."""
        if self.day.closed_at is not None:
            return None
        return next((item for item in self.agenda if item.id == self.day.step), None)

    @property
    def ended_at(self) -> datetime | None:
        """The hour at which the meeting ended, as papers say it; None while it is open."""
        return self.day.closed_at and (self.day.ended_at or self.day.closed_at)

    @property
    def floor(self) -> tuple[str, Turn] | None:
        """The turn that was called or is speaking."""
        return current_turn(self.turns.items())

    @property
    def queue(self) -> list[fairness.Place]:
        """The waiting turns in order; computed once per change."""
        if self._order is None:
            self._order = fairness.order(self.turns, self.village_of)
        return self._order

    def village_of(self, person: str) -> str:
        found = self.people.get(person)
        return found.village if found else ""

    def questions_of(self, turn: str) -> list[tuple[str, Question]]:
        found = [(key, question) for key, question in self.questions.items() if question.turn == turn]
        return sorted(found, key=lambda pair: pair[1].number)

    @property
    def numbered(self) -> list[tuple[str, Question]]:
        """All questions by number."""
        return sorted(self.questions.items(), key=lambda pair: pair[1].number)

    @property
    def open_questions(self) -> list[tuple[str, Question]]:
        """Questions that still need an outcome of their own, by number."""
        return [(key, question) for key, question in self.numbered if is_open(question)]

    @property
    def answers_due(self) -> list[tuple[str, Question]]:
        """Where an answer follows each speech: the open questions of who spoke last, until the next is called."""
        if self.day.mode != "interleaved" or self.floor is not None or not self.heard:
            return []
        last, _ = self.heard[-1]
        return [(key, question) for key, question in self.questions_of(last) if is_open(question)]

    @property
    def heard(self) -> list[tuple[str, Turn]]:
        """Speeches that were begun, in the order in which they began."""
        begun = [(key, turn) for key, turn in self.turns.items() if turn.started_at is not None]
        return sorted(begun, key=lambda pair: (pair[1].started_at or datetime.min, pair[0]))

    def speak_seconds(self) -> int:
        """The limit of one speech now."""
        return self.day.speak_seconds or self.plan.rules.speak_minutes * 60


def current_turn(turns: Iterable[tuple[str, Turn]]) -> tuple[str, Turn] | None:
    """The one turn that has the floor: called, or speaking."""
    return next(((key, turn) for key, turn in turns if turn.state in ("called", "speaking")), None)


def is_open(question: Question) -> bool:
    """No outcome yet. A merged question is carried by the one that stands for it."""
    return question.outcome is None and question.merged_into is None
