"""What the journal says: one commit is one command, with its intent and its effect."""

from __future__ import annotations

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One document's change.

    `was=None` inserts `set`; `set=None` deletes (`was` is the whole document); both given: only the
    fields that change, where a field only in `set` was added and a field only in `was` was removed.
    """

    table: str
    key: str
    was: dict[str, Any] | None
    set: dict[str, Any] | None

    def inverse(self) -> Change:
        return Change(self.table, self.key, self.set, self.was)


PASSED_OVER = frozenset({"note_scan", "redact"})
"""Commands that undo looks past: a scan that did nothing, and a removal that cannot be brought back."""


class Commit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the journal. `n` is the order; `t` is for people to read."""

    n: int
    t: str
    by: str = ""
    do: str = ""
    args: dict[str, Any] = msgspec.field(default_factory=dict)
    id: str = ""
    undo: int | None = None
    ch: list[Change] = msgspec.field(default_factory=list)


def applied(document: dict[str, Any] | None, change: Change) -> dict[str, Any] | None:
    """The document after the change; None when it is gone. The argument is not touched."""
    if change.set is None:
        return None
    if change.was is None or document is None:
        return dict(change.set)
    kept = {field: value for field, value in document.items() if field not in change.was}
    return {**kept, **change.set}
