"""What papers of one meeting have in common: the profile, and whether they are still a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from meeting_tui.domain.dates import clock, short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import AnyBlock, Appendix, Imprint, Paper, one_line
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Plan


def framed(
    meeting: Meeting,
    now: datetime,
    profile: Profile,
    kind: str,
    title: str,
    blocks: Iterable[AnyBlock],
    *,
    file: str = "",
    landscape: bool = False,
    facts: dict[str, Any] | None = None,
) -> Paper:
    """A paper of the day: a draft until the meeting is closed. The facts say of which meeting, and when."""
    draft = meeting.day.closed_at is None
    return Paper(
        kind=kind,
        profile=profile.name,
        title=one_line(title),
        file=file,
        landscape=landscape,
        draft=draft,
        draft_note=draft_note(meeting.plan, now) if draft else "",
        blocks=tuple(blocks),
        facts={**_facts(meeting), **(facts or {})},
    )


def _facts(meeting: Meeting) -> dict[str, Any]:
    opened, closed = meeting.day.opened_at, meeting.day.closed_at
    return {
        "meeting": meeting.plan.meeting_id,
        "revision": meeting.revision,
        "opened_at": opened.isoformat() if opened else None,
        "closed_at": closed.isoformat() if closed else None,
    }


class JournalMark(msgspec.Struct, frozen=True, kw_only=True):
    """Which journal a paper was made from: the fingerprint of its lines up to the act that approved the minutes."""

    act: int
    sha256: str


def sealed(paper: Paper, mark: JournalMark | None) -> Paper:
    """An approved paper with its journal's mark, after the recipients; a draft has none."""
    if mark is None or paper.draft:
        return paper
    blocks = list(paper.blocks)
    end = next((at for at, block in enumerate(blocks) if at and isinstance(block, Appendix)), len(blocks))
    blocks.insert(end, Imprint(text=f"Nhật ký hội nghị đến việc số {mark.act}: SHA-256 {mark.sha256}"))
    facts = {**paper.facts, "journal_act": mark.act, "journal_sha256": mark.sha256}
    return msgspec.structs.replace(paper, blocks=tuple(blocks), facts=facts)


def draft_note(plan: Plan, now: datetime) -> str:
    """Tells one draft of the day from another: `in lúc 10 giờ 05 phút, ngày 14/06/2024`."""
    here = now.astimezone(plan.zone)
    return f"in lúc {clock(here)}, ngày {short_date(here.date())}"
