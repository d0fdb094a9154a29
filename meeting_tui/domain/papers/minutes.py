"""Biên bản: the minutes of the day as a neutral tree.

Model 1.9 of decree 30/2020/ND-CP, and the party's form, filled as the handbook says (sections 1.4 and 2).
Before the meeting is closed they are a draft: the time of the end stays blank. Each closing approves a version.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from meeting_tui.domain.dates import clock, long_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.approval import version_lines
from meeting_tui.domain.papers.attendance_part import attendance, attendance_part
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Heading,
    Paper,
    Paragraph,
    Subject,
    Title,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.conclusion_part import closing_part, conclusion_part, outcome_of
from meeting_tui.domain.papers.content_part import content_part
from meeting_tui.domain.papers.frame import framed
from meeting_tui.domain.papers.letterhead import issuer, letterhead
from meeting_tui.domain.papers.phrases import event_full_name, event_in_sentence, sentence, subject
from meeting_tui.domain.papers.profile import Profile, section
from meeting_tui.domain.papers.signing import recipients, signatures
from meeting_tui.domain.papers.speeches_part import slip_count, spoken_count
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.versions import approval, version
from meeting_tui.domain.wording import BLANK, lower_first, noun, year

TITLE = "BIÊN BẢN"


def minutes(meeting: Meeting, now: datetime, profile: Profile, wording: Wording = STANDARD) -> Paper:
    """The minutes as they stand. `now` tells one draft from another; closed minutes are always the same."""
    title = f"Biên bản {lower_first(subject(meeting))}"
    blocks = _blocks(meeting, profile, wording)
    return framed(meeting, now, profile, "minutes", title, blocks, facts=_facts(meeting))


def _blocks(meeting: Meeting, profile: Profile, wording: Wording) -> Iterator[AnyBlock]:
    plan = meeting.plan
    yield letterhead(plan, profile, "BB")
    yield Title(text=TITLE)
    yield Subject(text=subject(meeting))
    yield from version_lines(meeting)
    yield opening(meeting, wording)
    yield Heading(text=section(profile, "I", wording.say("phan_thanh_phan")))
    yield from attendance_part(meeting, profile, wording)
    yield Heading(text=section(profile, "II", wording.say("phan_noi_dung", su_kien=noun(plan))))
    yield from content_part(meeting, profile, wording)
    yield Heading(text=section(profile, "III", wording.say("phan_ket_luan")))
    yield from conclusion_part(meeting, wording)
    yield from closing_part(meeting, profile, wording)
    yield signatures(meeting, profile)
    yield recipients(plan, profile)


def opening(meeting: Meeting, wording: Wording = STANDARD) -> Paragraph:
    """`Hôm nay, vào hồi 07 giờ 30 phút, ngày 14 tháng 6 năm 2024, tại …`: when it was really opened."""
    plan = meeting.plan
    event = event_in_sentence(plan, event_full_name(plan))
    where = one_line(plan.here.venue) or BLANK
    when = _beginning(meeting)
    said = wording.say("mo_dau", luc=when, dia_diem=where, don_vi=organiser(plan), hoi_nghi=event)
    return paragraph(sentence(initial_capital(said)))


def _beginning(meeting: Meeting) -> str:
    opened = meeting.day.opened_at
    if opened is None:
        when = f"ngày {BLANK} tháng {BLANK} năm {year(meeting) or BLANK}"
        return f"vào hồi {BLANK} giờ {BLANK} phút, {when}"
    here = opened.astimezone(meeting.plan.zone)
    return f"vào hồi {clock(here)}, {long_date(here.date())}"


def organiser(plan: Plan) -> str:
    """The plan's organiser, or the issuer; `phối hợp với …` alone says whom the issuer works with."""
    organiser = one_line(plan.organiser)
    if organiser.lower().startswith("phối hợp"):
        return f"{issuer(plan)} {lower_first(organiser)}"
    return organiser or issuer(plan)


def _facts(meeting: Meeting) -> dict[str, Any]:
    """The figures of the paper, for scripts."""
    people = attendance(meeting)
    ends = Counter(outcome_of(meeting, question) or "open" for question in meeting.questions.values())
    opened, closed = meeting.day.opened_at, meeting.day.closed_at
    ended, approved = meeting.ended_at, approval(meeting.day)
    return {
        "version": version(meeting.day),
        "approved_at": approved.at.isoformat() if approved else None,
        "approved_by": approved.by if approved else "",
        "opened_at": opened.isoformat() if opened else None,
        "closed_at": closed.isoformat() if closed else None,
        "ended_at": ended.isoformat() if ended else None,
        "invited": people.invited,
        "present": people.present,
        "absent": people.absent,
        "absent_excused": people.excused,
        "walk_ins": people.walk_ins,
        "speeches": len(meeting.heard),
        "questions": len(meeting.questions),
        "spoken": spoken_count(meeting),
        "slips": slip_count(meeting),
        "outcomes": dict(ends),
    }
