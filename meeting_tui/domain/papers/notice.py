"""Thông báo kết luận: what the chair concluded, who does what by when (model 1.4, worded as in the handbook, 1.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.dates import long_date, short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    Subject,
    Title,
    one_line,
    paragraph,
    paragraphs,
)
from meeting_tui.domain.papers.conclusion_part import tasks
from meeting_tui.domain.papers.frame import framed
from meeting_tui.domain.papers.letterhead import belongs_to, issuer, letterhead, place_date
from meeting_tui.domain.papers.matters import OWED, Matter, count, matters
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.outcome_tables import Annex, Annexes, annexes
from meeting_tui.domain.papers.phrases import (
    REDIRECTED,
    chairs_titles,
    event_in_sentence,
    listed,
    lower_chair,
    office,
    sentence,
    unit_in_sentence,
)
from meeting_tui.domain.papers.profile import Profile, section
from meeting_tui.domain.papers.signing import bare_name, recipients, signer
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.records import Outcome
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import BLANK, event_title, lower_first, noun, unit_name, year

TITLE = "THÔNG BÁO"
A_YEAR = timedelta(days=365)
ELSEWHERE: frozenset[Outcome] = frozenset({"out_of_scope", "redirected"})
"""What the notice gives a reason for instead of a date."""


def notice(meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """The notice; a draft until the meeting is closed."""
    title = f"Thông báo {lower_first(_subject(meeting))}"
    return framed(meeting, now, profile, "notice", title, _blocks(meeting, now, profile))


def _blocks(meeting: Meeting, now: datetime, profile: Profile) -> Iterator[AnyBlock]:
    plan, lists, signed = meeting.plan, annexes(meeting), signed_year(meeting, now)
    yield letterhead(plan, profile, "TB", place_date(plan, signed))
    yield Title(text=TITLE)
    yield Subject(text=_subject(meeting))
    yield from _opening(meeting)
    yield Heading(text=section(profile, "I", "Đánh giá chung"))
    yield from paragraphs(meeting.day.conclusion) or [paragraph(BLANK)]
    yield Heading(text=section(profile, "II", "Kết luận các nội dung cụ thể"))
    yield from _conclusions(meeting, lists)
    yield Heading(text=section(profile, "III", "Tổ chức thực hiện"))
    yield from _tasks(meeting, lists.owed)
    yield paragraph(
        f"{_speaker(meeting)} thông báo để các cơ quan, đơn vị, cá nhân liên quan biết, thực hiện{profile.words.end}"
    )
    yield Signatures(right=signer(plan))
    yield recipients(plan, profile, sent=True)
    yield from lists.blocks(belongs_to(plan, profile, "TB", "Thông báo", signed))


def _subject(meeting: Meeting) -> str:
    """`Kết luận của … tại Hội nghị … ngày 14/06/2024`."""
    event, held = event_in_sentence(meeting.plan, event_title(meeting.plan)), held_on(meeting)
    day = short_date(held) if held else f"{BLANK}/{BLANK}/{BLANK}"
    return f"Kết luận của {chairs_titles(meeting)} tại {event} ngày {day}"


def held_on(meeting: Meeting) -> date | None:
    """The day on which the meeting was opened, or is planned."""
    opened = meeting.day.opened_at
    return opened.astimezone(meeting.plan.zone).date() if opened else meeting.plan.here.date


def signed_year(meeting: Meeting, now: datetime) -> int:
    """The year in which a paper that follows the meeting is signed: that of `now` for a year, which is January after
    a meeting of December; printed earlier or much later, the meeting's own."""
    held, today = held_on(meeting), now.astimezone(meeting.plan.zone).date()
    follows = held is not None and held <= today < held + A_YEAR
    return today.year if follows else year(meeting) or today.year


def _opening(meeting: Meeting) -> Iterator[Paragraph]:
    plan, held = meeting.plan, held_on(meeting)
    day = initial_capital(long_date(held)) if held else f"Ngày {BLANK} tháng {BLANK} năm {BLANK}"
    where = one_line(plan.here.venue) or BLANK
    event = event_in_sentence(plan, event_title(plan))
    yield paragraph(f"{day}, tại {where}, {_conducted(meeting)} {sentence(event)} {_attended(meeting)}")
    spoken = len(meeting.heard)
    heard = f"{number(spoken)} lượt ý kiến phát biểu" if spoken else "ý kiến"
    yield paragraph(
        f"Sau khi nghe {heard} của Nhân dân, ý kiến giải trình, trả lời của các cơ quan, đơn vị, "
        f"{lower_chair(chairs_titles(meeting))} kết luận như sau:"
    )


def _conducted(meeting: Meeting) -> str:
    """`Chủ tịch UBND xã Lê Văn An chủ trì`, and who was invited to chair it with them."""
    invited = _named(meeting, "co_chair")
    return f"{_named(meeting, 'chair') or BLANK} chủ trì" + (f", {invited} đồng chủ trì" if invited else "")


def _named(meeting: Meeting, role: str) -> str:
    """`Chủ tịch UBND xã Lê Văn An`: the office, then the name."""
    found = officers_of(meeting.plan, meeting.day, role)
    return listed([f"{one_line(one.title)} {bare_name(one.name)}".strip() for one in found])


def _attended(meeting: Meeting) -> str:
    """Who was there: the bodies of the plan, unless delegates are listed by name; and how many in all."""
    plan = meeting.plan
    by_name = any(person.kind != "citizen" for person in meeting.people.values())
    bodies = (
        ""
        if by_name
        else "; ".join(
            unit_in_sentence(one_line(body)) for body in (*plan.delegates, *plan.delegates_village)
        )
    )
    told = meeting.day.announced_present
    people = number(meeting.present or told or 0) if meeting.people or told is not None else BLANK
    event = event_in_sentence(plan, noun(plan))
    return f"Dự {event} có {f'{bodies} và ' if bodies else ''}{people} đại biểu, công dân."


def _conclusions(meeting: Meeting, lists: Annexes) -> Iterator[Paragraph]:
    """The handbook's four items; further ones only where there is something in them."""
    event = event_in_sentence(meeting.plan, noun(meeting.plan))
    answered, beyond = told(meeting, "answered"), told(meeting, "beyond_competence")
    yield _item(1, f"Các nội dung đã được trả lời, giải quyết tại {event}", answered, lists.answered)
    yield _item(2, "Các nội dung giao cơ quan, đơn vị giải quyết", told_owed(meeting), lists.owed)
    yield _item(3, "Các nội dung vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét", beyond, lists.beyond)
    yield _item(
        4,
        "Các nội dung chưa đủ cơ sở giải quyết hoặc không thuộc phạm vi đối thoại",
        told(meeting, *ELSEWHERE),
    )
    yield from _reasons(meeting)
    further: tuple[tuple[str, Outcome | None], ...] = (
        ("Các nội dung ghi nhận, tiếp thu", "noted"),
        ("Các nội dung người có ý kiến đã rút", "withdrawn"),
        ("Các nội dung chưa có kết quả", None),
    )
    place = 4
    for title, outcome in further:
        if found := matters(meeting, {outcome}):
            place += 1
            yield _item(place, title, told(meeting, outcome))
            yield from (_listed(matter) for matter in found)


def told(meeting: Meeting, *outcomes: Outcome | None, besides: int = 0) -> str:
    """`2 ý kiến và 1 nhiệm vụ khác`; what there is none of is not told as 0."""
    found = count(matters(meeting, outcomes))
    opinions = [f"{number(found)} ý kiến"] if found else []
    others = [f"{number(besides)} nhiệm vụ khác"] if besides else []
    return listed([*opinions, *others]) or "không có"


def told_owed(meeting: Meeting) -> str:
    """What units still owe; tasks of the conclusion come from no opinion."""
    return told(meeting, *OWED, besides=sum(promise.question is None for _, promise in tasks(meeting)))


def _item(place: int, title: str, counts: str, annex: Annex | None = None) -> Paragraph:
    return paragraph(f"{place}. {title}: {counts}{f' ({annex.label})' if annex else ''}.")


def _reasons(meeting: Meeting) -> Iterator[Paragraph]:
    """Why each of them is not settled here, and where the citizen was sent."""
    for matter in matters(meeting, ELSEWHERE):
        reason = one_line(matter.lead.answer) or "không thuộc phạm vi đối thoại"
        yield _listed(matter, f" Lý do: {sentence(reason)}")


def _listed(matter: Matter, reason: str = "") -> Paragraph:
    """Of a complaint nothing but the way that it goes."""
    which = ", ".join(str(opinion.number) for opinion in matter.opinions)
    if matter.complaint:
        return paragraph(f"- Ý kiến số {which}: {sentence(REDIRECTED)}", level=1)
    asked = one_line(matter.opinions[0].text)
    return paragraph(f"- Ý kiến số {which}: {sentence(asked)}{reason}", level=1)


def _tasks(meeting: Meeting, owed: Annex | None) -> Iterator[Paragraph]:
    """What each unit does by when, who watches over it, who follows it up."""
    follows = unit_in_sentence(office(meeting))
    lines = [
        *(_unit_task(meeting, unit, owed.label) for unit in _units(meeting) if owed),
        *(
            [
                "Các cơ quan, đơn vị được giao thông báo kết quả bằng văn bản đến người có ý kiến, "
                f"đồng thời báo cáo {lower_chair(chairs_titles(meeting))} (qua {follows})."
            ]
            if owed
            else []
        ),
        f"Đề nghị {_front(meeting)} giám sát việc trả lời, giải quyết các ý kiến, kiến nghị.",
        f"{initial_capital(follows)} theo dõi, đôn đốc, tổng hợp báo cáo.",
    ]
    for place, line in enumerate(lines, start=1):
        yield paragraph(f"{place}. {line}")


def _units(meeting: Meeting) -> list[str]:
    return list(dict.fromkeys(promise.unit for _, promise in tasks(meeting)))


def _unit_task(meeting: Meeting, unit: str, annex: str) -> str:
    """`Công an xã giải quyết nội dung số 1, 3 Phụ lục II, hoàn thành chậm nhất ngày 29/06/2024.`"""
    mine = [
        (place, promise) for place, (_, promise) in enumerate(tasks(meeting), start=1) if promise.unit == unit
    ]
    which = ", ".join(str(place) for place, _ in mine)
    dues = sorted({promise.due for _, promise in mine})
    until = f"chậm nhất ngày {short_date(dues[-1])}" if len(dues) == 1 else f"theo thời hạn tại {annex}"
    return f"{one_line(unit_name(meeting, unit))} giải quyết nội dung số {which} {annex}, hoàn thành {until}."


def _front(meeting: Meeting) -> str:
    return (
        one_line(meeting.units["front"].name) if "front" in meeting.units else "Ủy ban MTTQ Việt Nam cùng cấp"
    )


def _speaker(meeting: Meeting) -> str:
    """Who gives notice: the office where its head signs by order, else the issuer."""
    plan: Plan = meeting.plan
    by_order = plan.signature.authority.upper().startswith(("TL", "T/L"))
    return initial_capital(office(meeting)) if by_order else issuer(plan)
