"""TinyDB tables that follow the journal.

Reading works anywhere, with all of TinyDB's interface. Writing works only inside a command, and goes to
an overlay: TinyDB changes stored documents in place before they are saved, which must not reach memory.
Three internal methods of `tinydb.Table` are overridden: hence `tinydb>=4.9,<5`, and a test that compares.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from meeting_tui.domain.commits import Change, Commit, applied
from meeting_tui.store.overlay import Draft, Index, Overlay, Rows


class Shelf(Storage):
    """TinyDB's storage: the committed rows of every table. Only a commit writes here."""

    def __init__(self) -> None:
        self.rows: dict[str, Rows] = {}

    def read(self) -> dict[str, dict[str, Any]]:
        return cast(dict[str, dict[str, Any]], self.rows)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        raise RuntimeError("tables are written by MeetingStore.run() only")


class JournalTable(Table):
    """One table: TinyDB's interface, and `Documents` of `domain/tx.py` without copying."""

    document_id_class = str  # type: ignore[assignment]

    def __init__(self, database: Database, name: str, fields: tuple[str, ...]) -> None:
        self._database = database
        self._fields = fields
        self._rows = database.shelf.rows.setdefault(name, {})
        self._indexes = {field: Index(field) for field in fields}
        self._overlay: Overlay | None = None
        super().__init__(database.shelf, name)

    # Documents, for commands

    def get_document(self, key: str) -> Mapping[str, Any] | None:
        return self._view().get(key)

    def find_document(self, field: str, value: object) -> tuple[str, Mapping[str, Any]] | None:
        index = self._indexes.get(field)
        if index is None:
            raise ValueError(f"{self.name}.{field} has no index")
        overlay = self._overlay
        key = next(index.keys(value), None) if overlay is None else overlay.find(field, value, index)
        return None if key is None else (key, self._view()[key])

    def documents(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """As they are when asked for; the caller may write while it goes through them."""
        return iter(list(self._view().items()))

    def put_document(self, key: str, document: dict[str, Any]) -> None:
        self._open_overlay().put(key, document)

    def remove_document(self, key: str) -> None:
        if key in self._view():
            self._open_overlay().put(key, None)

    # TinyDB

    def find(self, field: str, value: object) -> Document | None:
        """The first document with `value` in an indexed field, in constant time."""
        found = self.find_document(field, value)
        return None if found is None else Document(found[1], cast(int, found[0]))

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """As TinyDB's; the matching documents are found first, so that only they are copied."""
        return super().update(fields, None, self._matching(cond, doc_ids))

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        return super().remove(None, self._matching(cond, doc_ids))

    def _matching(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> Iterable[int] | None:
        if doc_ids is not None or cond is None:
            return doc_ids
        return [cast(int, key) for key, document in self._view().items() if cond(document)]

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast(dict[str, Mapping[str, Any]], self._view())

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        draft = Draft(self._open_overlay())
        updater(cast(dict[int, Mapping[str, Any]], draft))
        draft.settle()
        self.clear_cache()

    def _get_next_id(self) -> str:
        """Two desks that count upwards would meet; random ids do not."""
        return os.urandom(6).hex()

    # the database's side

    def _view(self) -> Mapping[str, dict[str, Any]]:
        return self._rows if self._overlay is None else self._overlay

    def _open_overlay(self) -> Overlay:
        if self._overlay is None:
            self._database.touch(self)
            self._overlay = Overlay(self._rows, self._fields)
        return self._overlay

    def changes(self) -> list[Change]:
        return [] if self._overlay is None else self._overlay.changes(self.name)

    def drop_overlay(self) -> None:
        self._overlay = None
        self.clear_cache()

    def take_in(self, change: Change) -> None:
        """Make one committed change everybody's."""
        old = self._rows.get(change.key)
        new = applied(old, change)
        if new is None:
            self._rows.pop(change.key, None)
        else:
            self._rows[change.key] = new
        for index in self._indexes.values():
            if old is not None:
                index.discard(change.key, old)
            if new is not None:
                index.add(change.key, new)
        self.clear_cache()  # another process may have written; TinyDB cannot know


class Database:
    """All tables of a meeting, by name. Fulfils `Tables` of `domain/tx.py`."""

    def __init__(self, indexes: Iterable[tuple[str, str]] = ()) -> None:
        self.shelf = Shelf()
        self._indexes = tuple(indexes)
        self._tables: dict[str, JournalTable] = {}
        self._touched: list[JournalTable] = []
        self.writing = False

    def documents(self, table: str) -> JournalTable:
        found = self._tables.get(table)
        if found is None:
            fields = tuple(field for name, field in self._indexes if name == table)
            found = self._tables[table] = JournalTable(self, table, fields)
        return found

    def rows(self) -> dict[str, Rows]:
        """Everything that is committed, without tables that are empty."""
        return {name: rows for name, rows in self.shelf.rows.items() if rows}

    def take_in(self, commit: Commit) -> None:
        for change in commit.ch:
            self.documents(change.table).take_in(change)

    def __enter__(self) -> Database:
        """Begin a command; its writes go to overlays, which leaving drops."""
        if self.writing:
            raise RuntimeError("a command is running; it must not run another one on the same store")
        self.writing = True
        return self

    def __exit__(self, *_: object) -> None:
        self.writing = False
        for table in self._touched:
            table.drop_overlay()
        self._touched.clear()

    def touch(self, table: JournalTable) -> None:
        if not self.writing:
            raise RuntimeError(f"{table.name} is written inside MeetingStore.run() only")
        self._touched.append(table)

    def changes(self) -> list[Change]:
        """What the command that is running has changed so far."""
        return [change for table in self._touched for change in table.changes()]
