"""Taking a commit back, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meeting_tui.domain.commits import Change, Commit, applied
from meeting_tui.domain.soundness import contradictions
from meeting_tui.domain.tx import Tables
from meeting_tui.store.errors import Conflict

WHOLE = "*"
"""Stands for the whole document where no single field can be named."""

_NOTHING = object()


def mismatches(document: Mapping[str, Any] | None, change: Change) -> list[str]:
    """The fields in which `document` is not what `change` says that it was."""
    if change.was is None:
        return [] if document is None else [WHOLE]
    if document is None:
        return [WHOLE]
    if change.set is None:
        return [field for field in {**document, **change.was} if _differs(document, change.was, field)]
    return [field for field in {**change.was, **change.set} if _differs(document, change.was, field)]


def take_back(commit: Commit, tables: Tables) -> None:
    """Write the inverse of a commit, unless something that it touched has changed since, or was built upon."""
    conflicts: list[tuple[str, str, str]] = []
    for change in reversed(commit.ch):
        inverse = change.inverse()
        documents = tables.documents(change.table)
        current = documents.get_document(change.key)
        fields = mismatches(current, inverse)
        if fields:
            conflicts += [(change.table, change.key, field) for field in fields]
            continue
        restored = applied(None if current is None else dict(current), inverse)
        if restored is None:
            documents.remove_document(change.key)
        else:
            documents.put_document(change.key, restored)
    if conflicts := conflicts or contradictions(commit, tables):
        raise Conflict(commit.n, conflicts)


def _differs(document: Mapping[str, Any], was: Mapping[str, Any], field: str) -> bool:
    return bool(document.get(field, _NOTHING) != was.get(field, _NOTHING))
