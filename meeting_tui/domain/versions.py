"""Versions of the minutes: each closing approves one, and each re-opening begins the next (handbook, 2.3)."""

from __future__ import annotations

from meeting_tui.domain.records import Approval, Day
from meeting_tui.domain.text import clean_line


def version(day: Day) -> int:
    """Of the minutes as they stand; while the meeting is open they are a draft of it. The first is 1."""
    return len(day.reopened) + 1


def approvals(day: Day) -> list[Approval | None]:
    """Of every version that was approved, in their order. None: an older program closed, and kept nothing of it."""
    closings = len(day.reopened) + (day.closed_at is not None)
    return [*[None] * (closings - len(day.approvals)), *day.approvals]


def approval(day: Day) -> Approval | None:
    """That of the minutes as they stand; None while they are a draft."""
    return approvals(day)[-1] if day.closed_at is not None else None


def additions(day: Day) -> list[tuple[int, str]]:
    """What was to be added, with the version for which it was first asked; each once."""
    approved = approvals(day)
    told = [(number, found.additions) for number, found in enumerate(approved, start=1) if found]
    first: dict[str, int] = {}
    for number, text in (*told, (max(1, len(approved)), day.read_back)):
        first.setdefault(clean_line(text), number)
    return [(number, text) for text, number in first.items() if text]
