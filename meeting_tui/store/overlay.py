"""What one command has changed and not yet written, laid over the rows that everybody sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from meeting_tui.domain.commits import Change

Rows = dict[str, dict[str, Any]]

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Index:
    """The keys of the documents that have a value in a field. Values that cannot be hashed are left out."""

    def __init__(self, field: str) -> None:
        self.field = field
        self._keys: dict[object, dict[str, None]] = {}

    def keys(self, value: object) -> Iterator[str]:
        return iter(self._keys.get(value, ()))

    def add(self, key: str, document: Mapping[str, Any]) -> None:
        value = document.get(self.field)
        if isinstance(value, (str, int, float)):
            self._keys.setdefault(value, {})[key] = None

    def discard(self, key: str, document: Mapping[str, Any]) -> None:
        value = document.get(self.field)
        if isinstance(value, (str, int, float)) and (keys := self._keys.get(value)):
            keys.pop(key, None)
            if not keys:
                del self._keys[value]


class Overlay(Mapping[str, dict[str, Any]]):
    """A table as its command sees it: reads see its own writes, the rows below are not touched."""

    def __init__(self, rows: Mapping[str, dict[str, Any]], fields: tuple[str, ...]) -> None:
        self._rows = rows
        self._touched: dict[str, dict[str, Any] | None] = {}
        self._indexes = {field: Index(field) for field in fields}

    def __getitem__(self, key: str) -> dict[str, Any]:
        document = self._touched[key] if key in self._touched else self._rows.get(key)
        if document is None:
            raise KeyError(key)
        return document

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._rows if self._touched.get(key, self) is not None)
        yield from (key for key, new in self._touched.items() if new is not None and key not in self._rows)

    def __len__(self) -> int:
        added = sum((new is not None) - (key in self._rows) for key, new in self._touched.items())
        return len(self._rows) + added

    def find(self, field: str, value: object, committed: Index) -> str | None:
        """The first key that has `value` in an indexed field."""
        for key in self._indexes[field].keys(value):
            return key
        for key in committed.keys(value):
            if key not in self._touched:
                return key
        return None

    def put(self, key: str, document: dict[str, Any] | None) -> None:
        """Set a document, or take it away with None."""
        before = self._touched.get(key)
        for index in self._indexes.values():
            if before is not None:
                index.discard(key, before)
            if document is not None:
                index.add(key, document)
        self._touched[key] = document

    def changes(self, table: str) -> list[Change]:
        """The effect of the command on this table: what differs, and nothing else."""
        found: list[Change] = []
        for key, new in self._touched.items():
            old = self._rows.get(key)
            # As the journal will give it back: tuples are lists there, and times are text.
            change = _difference(table, key, old, None if new is None else _decode(_encode(new)))
            if change is not None:
                found.append(change)
        return found


class Draft(Overlay, MutableMapping[str, dict[str, Any]]):
    """A table as TinyDB's updaters want it: a dict whose documents may be changed in place.

    It lends copies, and lies over the command's overlay until the updater has come to its end.
    """

    def __init__(self, below: Overlay) -> None:
        super().__init__(below, ())
        self._below = below

    def __getitem__(self, key: str) -> dict[str, Any]:
        document = super().__getitem__(str(key))
        if str(key) not in self._touched:
            document = self._touched[str(key)] = _decode(_encode(document))
        return document

    def __setitem__(self, key: str, document: Mapping[str, Any]) -> None:
        self.put(str(key), dict(document))

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self.put(str(key), None)

    def __contains__(self, key: object) -> bool:
        found = self._touched.get(str(key), self)
        return str(key) in self._below if found is self else found is not None

    def clear(self) -> None:
        for key in list(self):
            self.put(key, None)

    def settle(self) -> None:
        for key, document in self._touched.items():
            self._below.put(key, document)


def _difference(
    table: str, key: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> Change | None:
    if old is None or new is None:
        return None if old is new else Change(table, key, old, new)
    was = {field: value for field, value in old.items() if field not in new or new[field] != value}
    now = {field: value for field, value in new.items() if field not in old or old[field] != value}
    return Change(table, key, was, now) if was or now else None
