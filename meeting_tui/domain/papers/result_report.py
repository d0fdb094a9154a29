"""Báo cáo kết quả giải quyết: what was answered, what is owed and how it stands on the day of the report.

It says only what the journal knows: a written answer that nobody recorded is not reported as given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from meeting_tui.domain.dates import long_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    Subject,
    Title,
    To,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.conclusion_part import tasks, totals_line
from meeting_tui.domain.papers.frame import framed
from meeting_tui.domain.papers.letterhead import belongs_to, issuer, letterhead, place_date
from meeting_tui.domain.papers.minutes import organiser
from meeting_tui.domain.papers.notice import held_on, told, told_owed
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.outcome_tables import Annex, Annexes, annexes
from meeting_tui.domain.papers.phrases import event_in_sentence, sentence
from meeting_tui.domain.papers.profile import Profile, section
from meeting_tui.domain.papers.signing import addressed, recipient_lines, recipients, signer
from meeting_tui.domain.papers.speeches_part import slip_count, spoken_count
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.wording import BLANK, event_title, lower_first, noun, unit_name, year

TITLE = "BÁO CÁO"
_BODY = r"(?=ĐU\b|Đảng ủy|Huyện ủy|HĐND|UBMTTQ)"
_IN_FULL = (
    (re.compile(rf"\bTV\.? {_BODY}"), "Thường vụ "),
    (re.compile(rf"\bTT\.? {_BODY}"), "Thường trực "),
    (re.compile(r"\bĐU\b"), "Đảng ủy"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
)
"""Short forms that a list of recipients may have, and an address may not."""


def result_report(meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """How everything stands on the day of `now`; a draft until the meeting is closed."""
    today = now.astimezone(meeting.plan.zone).date()
    late = [promise for _, promise in tasks(meeting) if promise.due < today]
    return framed(
        meeting,
        now,
        profile,
        "result_report",
        f"Báo cáo {lower_first(_subject(meeting))}",
        _blocks(meeting, profile, today),
        facts={"today": today.isoformat(), "owed": len(tasks(meeting)), "overdue": len(late)},
    )


def _blocks(meeting: Meeting, profile: Profile, today: date) -> Iterator[AnyBlock]:
    plan, lists, above = meeting.plan, annexes(meeting, today), _reported_to(meeting.plan)
    yield letterhead(plan, profile, "BC", place_date(plan, today.year))
    yield Title(text=TITLE)
    yield Subject(text=_subject(meeting))
    if above:
        yield To(title="Kính gửi:", lines=addressed([_in_full(name) for name, _ in above]))
    yield paragraph(_opening(meeting, today))
    yield Heading(text=section(profile, "I", "Tình hình chung"))
    yield from _overview(meeting)
    yield Heading(text=section(profile, "II", "Kết quả giải quyết, trả lời"))
    yield from _results(meeting, lists, today)
    yield paragraph(
        "Trên đây là báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân tại "
        f"{event_in_sentence(plan, noun(plan))}{profile.words.end}"
    )
    yield Signatures(right=signer(plan))
    yield recipients(
        plan, profile, *(["Như trên"] if above else []), without=tuple(line for _, line in above), sent=True
    )
    yield from lists.blocks(belongs_to(plan, profile, "BC", "Báo cáo", today.year))


def _subject(meeting: Meeting) -> str:
    event = event_in_sentence(meeting.plan, event_title(meeting.plan))
    return (
        f"Kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân tại {event} năm {year(meeting) or BLANK}"
    )


def _reported_to(plan: Plan) -> list[tuple[str, str]]:
    """Recipients to whom the plan says that it reports (`b/c`): the name, and the whole line."""
    reported = {one_line(to.name) for to in plan.recipients if "b/c" in to.note or "báo cáo" in to.note}
    lines = [(line.partition(" (")[0], line) for line in recipient_lines(plan)]
    return [(name, line) for name, line in lines if name in reported]


def _in_full(name: str) -> str:
    for short, full in _IN_FULL:
        name = short.sub(full, name)
    return name


def _opening(meeting: Meeting, today: date) -> str:
    plan, held = meeting.plan, held_on(meeting)
    day = f"{long_date(held)[:1].upper()}{long_date(held)[1:]}" if held else f"Ngày {BLANK}"
    event = sentence(event_in_sentence(plan, event_title(plan)))
    return (
        f"{day}, tại {one_line(plan.here.venue) or BLANK}, {organiser(plan)} đã tổ chức {event} "
        f"{issuer(plan)} báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân "
        f"tính đến {long_date(today)} như sau:"
    )


def _overview(meeting: Meeting) -> Iterator[Paragraph]:
    """Speakers and opinions, counted separately, and how they ended."""
    slips = slip_count(meeting)
    by_slip = f"; {number(slips)} ý kiến gửi bằng phiếu" if slips else ""
    yield paragraph(
        f"{noun(meeting.plan)} có {number(len(meeting.heard))} lượt người phát biểu với "
        f"{number(spoken_count(meeting))} ý kiến, kiến nghị{by_slip}."
    )
    yield paragraph(totals_line(meeting))


def _results(meeting: Meeting, lists: Annexes, today: date) -> Iterator[Paragraph]:
    event = event_in_sentence(meeting.plan, noun(meeting.plan))
    answered, beyond = told(meeting, "answered"), told(meeting, "beyond_competence")
    yield paragraph(f"1. Đã trả lời, giải quyết tại {event}: {answered}{_in(lists.answered)}.")
    yield paragraph(f"2. Giao cơ quan, đơn vị tiếp tục giải quyết: {told_owed(meeting)}{_in(lists.owed)}.")
    yield from _standing(meeting, today)
    yield paragraph(f"3. Vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét: {beyond}{_in(lists.beyond)}.")


def _in(annex: Annex | None) -> str:
    return f" ({annex.label})" if annex else ""


def _standing(meeting: Meeting, today: date) -> Iterator[Paragraph]:
    """What is late, due today and still in time; the late ones by unit."""
    promised = [promise for _, promise in tasks(meeting)]
    if not promised:
        return
    late = Counter(promise.unit for promise in promised if promise.due < today)
    due_today = sum(promise.due == today for promise in promised)
    stands = (
        ("đã quá thời hạn", late.total()),
        ("đến hạn trong ngày", due_today),
        ("còn trong thời hạn", len(promised) - late.total() - due_today),
    )
    counts = "; ".join(f"{words}: {number(many)} nội dung" for words, many in stands if many)
    yield paragraph(f"Tính đến {long_date(today)}: {counts}.")
    if late:
        units = "; ".join(
            f"{one_line(unit_name(meeting, unit))}: {number(many)}" for unit, many in late.items()
        )
        yield paragraph(f"Các đơn vị có nội dung quá thời hạn, chưa ghi nhận văn bản trả lời: {units}.")
