"""The transaction that a command reads and writes through, and how it says no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from meeting_tui.domain.plan import Plan
from meeting_tui.domain.records import Code, Day, Note, Person, Promise, Question, Record, Scan, Step, Turn
from meeting_tui.domain.text import clean

R = TypeVar("R", bound=Record)

RECORDS: dict[str, type[Record]] = {
    "day": Day,
    "steps": Step,
    "people": Person,
    "turns": Turn,
    "questions": Question,
    "promises": Promise,
    "notes": Note,
    "codes": Code,
    "scans": Scan,
}
"""Every table of the meeting and the record that it holds."""

INDEXES: tuple[tuple[str, str], ...] = (("people", "code"),)
"""Fields that `Table.find` may be asked for in constant time."""


class Refused(Exception):
    """The command cannot be done now. `code` and `facts` become a sentence at the screen."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


SHOWN = 200
"""As much of a text as a refusal repeats."""


def require_unchanged(kept: str, seen: str | None) -> None:
    """The text is still the one that the caller saw. `seen=None`: the caller did not look."""
    if seen is not None and clean(seen).strip() != kept:
        raise Refused("changed_meanwhile", now=kept if len(kept) <= SHOWN else f"{kept[: SHOWN - 1]}…")


class Documents(Protocol):
    """One raw table: documents of JSON values by key. Nothing that is handed out may be changed."""

    def get_document(self, key: str) -> Mapping[str, Any] | None: ...
    def find_document(self, field: str, value: object) -> tuple[str, Mapping[str, Any]] | None: ...
    def documents(self) -> Iterator[tuple[str, Mapping[str, Any]]]: ...
    def put_document(self, key: str, document: dict[str, Any]) -> None: ...
    def remove_document(self, key: str) -> None: ...


class Tables(Protocol):
    """Raw tables by name."""

    def documents(self, table: str) -> Documents: ...


class Table(Generic[R]):
    """A raw table seen through its record type."""

    def __init__(self, raw: Documents, record: type[R]) -> None:
        self._raw = raw
        self._record = record

    def get(self, key: str) -> R | None:
        document = self._raw.get_document(key)
        return None if document is None else from_document(document, self._record)

    def find(self, field: str, value: object) -> tuple[str, R] | None:
        found = self._raw.find_document(field, value)
        return None if found is None else (found[0], from_document(found[1], self._record))

    def items(self) -> list[tuple[str, R]]:
        return [(key, from_document(document, self._record)) for key, document in self._raw.documents()]

    def put(self, key: str, record: R) -> R:
        """Raises `msgspec.ValidationError` for a value that could not be read again: it must never be kept."""
        document = to_document(record)
        checked = from_document(document, self._record)
        self._raw.put_document(key, document)
        return checked

    def change(self, key: str, record: R, **fields: object) -> R:
        """Put `record` with some fields replaced."""
        return self.put(key, msgspec.structs.replace(record, **fields))

    def remove(self, key: str) -> None:
        self._raw.remove_document(key)


class Tx:
    """What a command may touch: typed tables, the plan, the time and the writer's name.

    `now` is aware UTC and `today` is the date at the venue. A command may be run again when somebody
    else was faster, so it draws nothing from anywhere else.
    """

    def __init__(self, tables: Tables, plan: Plan, now: datetime, by: str) -> None:
        self._tables = tables
        self.plan = plan
        self.now = now
        self.by = by

    @property
    def today(self) -> date:
        return self.now.astimezone(self.plan.zone).date()

    def raw(self, table: str) -> Documents:
        """The untyped table: for the store's own tests and for migrations."""
        return self._tables.documents(table)

    def _typed(self, name: str, record: type[R]) -> Table[R]:
        return Table(self._tables.documents(name), record)

    @cached_property
    def steps(self) -> Table[Step]:
        return self._typed("steps", Step)

    @cached_property
    def people(self) -> Table[Person]:
        return self._typed("people", Person)

    @cached_property
    def turns(self) -> Table[Turn]:
        return self._typed("turns", Turn)

    @cached_property
    def questions(self) -> Table[Question]:
        return self._typed("questions", Question)

    @cached_property
    def promises(self) -> Table[Promise]:
        return self._typed("promises", Promise)

    @cached_property
    def notes(self) -> Table[Note]:
        return self._typed("notes", Note)

    @cached_property
    def codes(self) -> Table[Code]:
        return self._typed("codes", Code)

    @cached_property
    def scans(self) -> Table[Scan]:
        return self._typed("scans", Scan)

    @cached_property
    def _day(self) -> Table[Day]:
        return self._typed("day", Day)

    @property
    def day(self) -> Day:
        """Where the meeting stands; a fresh one before the first command."""
        return self._day.get("day") or Day(mode=self.plan.rules.mode)

    def require_open(self) -> None:
        """After the closing only `reopen_meeting` may write."""
        if self.day.closed_at is not None:
            raise Refused("meeting_closed")

    def set_day(self, **fields: object) -> Day:
        return self._day.change("day", self.day, **fields)


def from_document(document: Mapping[str, Any], record: type[R]) -> R:
    return msgspec.convert(document, record)


def to_document(record: Record) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(record)
    return document
