"""Who approved the minutes; and from the second version on, which one each replaces, and why (handbook, 2.3).

The hall hears the first version. By the time of the next it has gone: that one is approved by those who are named.
"""

from __future__ import annotations

from collections.abc import Iterator

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.dates import clock, long_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Paragraph, one_line, paragraph, run
from meeting_tui.domain.papers.phrases import hall, officers, secretaries
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.records import Approval
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.versions import approval, approvals, version
from meeting_tui.domain.wording import BLANK, in_sentence


def approvers(meeting: Meeting, profile: Profile) -> str:
    """Who approves, as long as nobody says otherwise: the hall with its chairs, later the chairs and who wrote."""
    chairs = officers(profile, officers_of(meeting.plan, meeting.day, "chair"))
    if version(meeting.day) > 1:
        return f"Chủ trì ({in_sentence(chairs)}) và thư ký ({in_sentence(secretaries(meeting, profile))})"
    return f"{initial_capital(hall(meeting.plan))}; chủ trì: {chairs}"


def others_who_approved(meeting: Meeting, profile: Profile) -> str:
    """Who approved the first version, where that is more than the closing formula says: that the hall did."""
    found = approval(meeting.day)
    by = _bare(found.by) if found else ""
    said = {_bare(usual).lower() for usual in (approvers(meeting, profile), hall(meeting.plan))}
    return "" if by.lower() in said else by


def approved_by(meeting: Meeting) -> str:
    """Of the version as it stands; a blank while it is a draft."""
    found = approval(meeting.day)
    return (_bare(found.by) if found else "") or BLANK


def approved_when(meeting: Meeting) -> str:
    """`lúc 14 giờ 05 phút, ngày 14 tháng 6 năm 2024`."""
    found = approval(meeting.day)
    if found is None:
        return f"lúc {BLANK} giờ {BLANK} phút, ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return _when(meeting, found)


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


def _bare(words: str) -> str:
    """Inside a sentence it ends without a stop of its own."""
    return one_line(words).strip().rstrip(".;")
