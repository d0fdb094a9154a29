"""Instants as the journal writes them: UTC, milliseconds, `Z`. Written so, they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(when: datetime) -> datetime:
    """`when` in UTC, with no more precision than a stamp keeps."""
    when = when.astimezone(UTC)
    return when.replace(microsecond=when.microsecond // 1000 * 1000)


def stamp(when: datetime) -> str:
    """An instant in UTC as text."""
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def unstamp(text: str) -> datetime:
    return datetime.fromisoformat(text)
