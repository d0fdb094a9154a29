"""Who approved the minutes; and from the second version on, which one each replaces, and why (handbook, 2.3)."""

from __future__ import annotations

from collections.abc import Iterator

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.dates import clock, long_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Paragraph, one_line, paragraph, run
from meeting_tui.domain.papers.phrases import hall, officers
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.records import Approval
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.versions import approvals


def approvers(meeting: Meeting, profile: Profile) -> str:
    """Who approves, as long as nobody says otherwise: the hall, with its chairs."""
    chairs = officers(profile, officers_of(meeting.plan, meeting.day, "chair"))
    return f"{initial_capital(hall(meeting.plan))}; chủ trì: {chairs}"


def version_lines(meeting: Meeting) -> Iterator[Paragraph]:
    """`(Bản thứ 2, thay bản thông qua lúc …; lý do sửa: …)`, for each version after the first; the newest first."""
    replaced = zip(approvals(meeting.day), meeting.day.reopened, strict=False)
    for number, (before, reason) in reversed([*enumerate(replaced, start=2)]):
        words = f"(Bản thứ {number}, thay bản thông qua {_when(meeting, before)}; lý do sửa: {_bare(reason)})"
        yield paragraph(run(words, italic=True), align="center")


def _when(meeting: Meeting, approval: Approval | None) -> str:
    if approval is None:
        return "trước đó"
    here = approval.at.astimezone(meeting.plan.zone)
    return f"lúc {clock(here)}, {long_date(here.date())}"


def _bare(reason: str) -> str:
    """Inside brackets a reason ends without a stop of its own."""
    return one_line(reason).strip().rstrip(".;")
