"""Báo cáo kết quả giải quyết: what was answered, what is owed and how it stands on the day of the report.

It says only what the journal knows: a written answer that nobody recorded is not reported as given.
"""

from __future__ import annotations

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
from meeting_tui.domain.papers.letterhead import belongs_to, letterhead, place_date
from meeting_tui.domain.papers.matters import OWED, count, matters
from meeting_tui.domain.papers.minutes import organiser
from meeting_tui.domain.papers.notice import held_on
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.outcome_tables import Annex, Annexes, annexes
from meeting_tui.domain.papers.phrases import event_in_sentence, listed, sentence
from meeting_tui.domain.papers.profile import Profile, section
from meeting_tui.domain.papers.signing import recipient_lines, recipients, signer
from meeting_tui.domain.papers.speeches_part import slip_count, spoken_count
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.wording import BLANK, event_title, lower_first, noun, unit_name, year

TITLE = "BÁO CÁO"


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
        yield To(title="Kính gửi:", lines=tuple(name for name, _ in above))
    yield paragraph(_opening(meeting, today))
    yield Heading(text=section(profile, "I", "Tình hình chung"))
    yield from _overview(meeting)
    yield Heading(text=section(profile, "II", "Kết quả giải quyết, trả lời"))
    yield from _results(meeting, lists, today)
    yield paragraph(
        f"Trên đây là báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân tại {noun(plan)}"
        f"{profile.words.end}"
    )
    yield Signatures(right=signer(plan))
    yield recipients(
        plan, profile, *(["Như trên"] if above else []), without=tuple(line for _, line in above)
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


def _opening(meeting: Meeting, today: date) -> str:
    plan, held = meeting.plan, held_on(meeting)
    day = f"{long_date(held)[:1].upper()}{long_date(held)[1:]}" if held else f"Ngày {BLANK}"
    event = sentence(event_in_sentence(plan, event_title(plan)))
    return (
        f"{day}, tại {one_line(plan.here.venue) or BLANK}, {organiser(plan)} đã tổ chức {event} "
        f"{one_line(plan.issuer)} báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân "
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
    answered = count(matters(meeting, {"answered"}))
    beyond = count(matters(meeting, {"beyond_competence"}))
    yield paragraph(
        f"1. Đã trả lời, giải quyết tại {noun(meeting.plan)}: {number(answered)} ý kiến{_in(lists.answered)}."
    )
    yield paragraph(f"2. Giao cơ quan, đơn vị tiếp tục giải quyết: {_owed(meeting)}{_in(lists.owed)}.")
    yield from _standing(meeting, today)
    yield paragraph(
        f"3. Vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét: {number(beyond)} ý kiến{_in(lists.beyond)}."
    )


def _in(annex: Annex | None) -> str:
    return f" ({annex.label})" if annex else ""


def _owed(meeting: Meeting) -> str:
    besides = sum(promise.question is None for _, promise in tasks(meeting))
    given = [f"{number(count(matters(meeting, OWED)))} ý kiến"]
    return listed([*given, f"{number(besides)} nhiệm vụ khác"] if besides else given)


def _standing(meeting: Meeting, today: date) -> Iterator[Paragraph]:
    """What is late, due today and still in time; the late ones by unit."""
    promised = [promise for _, promise in tasks(meeting)]
    if not promised:
        return
    late = Counter(promise.unit for promise in promised if promise.due < today)
    due_today = sum(promise.due == today for promise in promised)
    yield paragraph(
        f"Tính đến {long_date(today)}: đã quá thời hạn: {number(late.total())} nội dung; "
        f"đến hạn hôm nay: {number(due_today)} nội dung; "
        f"còn trong thời hạn: {number(len(promised) - late.total() - due_today)} nội dung."
    )
    if late:
        units = "; ".join(
            f"{one_line(unit_name(meeting, unit))}: {number(many)}" for unit, many in late.items()
        )
        yield paragraph(f"Các đơn vị có nội dung quá thời hạn, chưa ghi nhận văn bản trả lời: {units}.")
