"""Part III of the minutes, and how they end: the chair's conclusion, the tasks given, the closing formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from meeting_tui.domain.dates import clock, long_date, short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.approval import approved_by, approved_when, others_who_approved
from meeting_tui.domain.papers.blocks import (
    Column,
    Paragraph,
    Table,
    cell,
    one_line,
    paragraph,
    paragraphs,
)
from meeting_tui.domain.papers.matters import Matter, matters, numbers
from meeting_tui.domain.papers.numbers import number, two_digits
from meeting_tui.domain.papers.phrases import hall, is_complaint, sentence
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.promises import promise_of
from meeting_tui.domain.records import Outcome, Promise, Question
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.versions import additions, version
from meeting_tui.domain.wording import BLANK, OUTCOMES, noun, unit_name

TASKS = (
    Column(header="TT", width=12, align="center"),
    Column(header="Nội dung", width=81, align="justify"),
    Column(header="Đơn vị chủ trì", width=44),
    Column(header="Thời hạn", width=28, align="center"),
)

_REST: tuple[Outcome, ...] = ("noted", "out_of_scope", "redirected", "withdrawn")
"""Outcomes that the totals name only when there are any."""


def conclusion_part(meeting: Meeting, wording: Wording = STANDARD) -> Iterator[Paragraph | Table]:
    yield from paragraphs(meeting.day.conclusion) or [paragraph(BLANK)]
    if tasks := task_rows(meeting):
        yield paragraph(f"{wording.say('giao_giai_quyet')}:")
        yield Table(columns=TASKS, rows=tuple(tasks))
    if meeting.questions:
        yield paragraph(totals_line(meeting))


def task_rows(meeting: Meeting) -> list[tuple[str, ...]]:
    """What each unit owes: from questions by number, then from the conclusion; never from a complaint."""
    by_key = {matter.key: matter for matter in matters(meeting)}
    return [
        (
            str(count),
            task_of(meeting, by_key, key, promise),
            one_line(unit_name(meeting, promise.unit)),
            short_date(promise.due),
        )
        for count, (key, promise) in enumerate(tasks(meeting), start=1)
    ]


def tasks(meeting: Meeting) -> list[tuple[str, Promise]]:
    """The promises that papers tell, in their order."""
    kept = sorted(meeting.promises.items(), key=lambda pair: _order(meeting, pair[1]))
    return [(key, promise) for key, promise in kept if not _of_complaint(meeting, promise)]


def totals_line(meeting: Meeting) -> str:
    """How every opinion ended; one that is carried by another ended with it (handbook, 2.4)."""
    ends = Counter(outcome_of(meeting, question) for question in meeting.questions.values())
    return sentence(tally(meeting.plan, "Tổng số", ends))


def tally(plan: Plan, name: str, ends: Counter[Outcome | None]) -> str:
    """`Tổng số: 25 ý kiến; đã trả lời tại Hội nghị: 19; …`, without a full stop."""
    part = ends["answered_in_part"]
    parts = [
        f"{name}: {number(ends.total())} ý kiến",
        f"đã trả lời tại {noun(plan)}: {number(ends['answered'])}",
        f"tiếp tục giải quyết: {number(ends['owed'] + part)}"
        + (f" (trong đó đã trả lời một phần: {number(part)})" if part else ""),
        f"vượt thẩm quyền: {number(ends['beyond_competence'])}",
    ]
    parts += [f"{OUTCOMES[end]}: {number(ends[end])}" for end in _REST if ends[end]]
    if ends[None]:
        parts.append(f"chưa có kết quả: {number(ends[None])}")
    return "; ".join(parts)


def outcome_of(meeting: Meeting, question: Question) -> Outcome | None:
    lead = meeting.questions.get(question.merged_into or "")
    return (lead or question).outcome


def closing_part(meeting: Meeting, profile: Profile, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    """What was to be added, who approved, then the closing formula with the profile's end mark."""
    for made_for, added in additions(meeting.day):
        said = (
            wording.say("bo_sung", nguoi_nghe=hall(meeting.plan), noi_dung=sentence(added))
            if made_for == 1
            else wording.say("bo_sung_ban_sau", ban=str(made_for), noi_dung=sentence(added))
        )
        yield paragraph(initial_capital(said))
    if version(meeting.day) == 1 and (by := others_who_approved(meeting, profile)):
        yield paragraph(initial_capital(sentence(wording.say("nguoi_thong_qua", nguoi_thong_qua=by))))
    yield paragraph(f"{_formula(meeting, wording).rstrip(' ./')}{profile.words.end}")


def _formula(meeting: Meeting, wording: Wording) -> str:
    """The hall heard the first version; a later one says who approved it, and when."""
    facts = {
        "su_kien": noun(meeting.plan),
        "luc": _end(meeting),
        "so_ban": two_digits(meeting.day.copies),
    }
    if (now := version(meeting.day)) == 1:
        return wording.say("ket_thuc", nguoi_nghe=hall(meeting.plan), **facts)
    when, by = approved_when(meeting), approved_by(meeting)
    return wording.say("ket_thuc_ban_sau", ban=str(now), luc_thong_qua=when, nguoi_thong_qua=by, **facts)


def _end(meeting: Meeting) -> str:
    """`11 giờ 20 phút cùng ngày`; the full date when it ended on another day."""
    opened, closed = meeting.day.opened_at, meeting.ended_at
    if closed is None:
        return f"{BLANK} giờ {BLANK} phút cùng ngày"
    zone = meeting.plan.zone
    here = closed.astimezone(zone)
    if opened is not None and opened.astimezone(zone).date() == here.date():
        return f"{clock(here)} cùng ngày"
    return f"{clock(here)}, {long_date(here.date())}"


def task_of(meeting: Meeting, by_key: Mapping[str, Matter], key: str, promise: Promise) -> str:
    """What is to be done, and for which opinions: `… (ý kiến số 1; cùng nội dung: ý kiến số 4)`."""
    matter, question = by_key.get(promise.question or ""), meeting.questions.get(promise.question or "")
    of = numbers(matter) if matter else f"ý kiến số {question.number}" if question else ""
    return task_text(meeting, key, promise) + (f" ({of})" if of else "")


def _order(meeting: Meeting, promise: Promise) -> tuple[int, float]:
    question = meeting.questions.get(promise.question or "")
    return question.number if question else 10**9, promise.made_at.timestamp()


def _of_complaint(meeting: Meeting, promise: Promise) -> bool:
    question = meeting.questions.get(promise.question or "")
    return question is not None and is_complaint(question)


def task_text(meeting: Meeting, key: str, promise: Promise) -> str:
    """A question's own promise says what the question says now, corrections included."""
    question = meeting.questions.get(promise.question or "")
    own = question is not None and key == promise_of(promise.question or "")
    return cell(question.text if question is not None and own else promise.content)
