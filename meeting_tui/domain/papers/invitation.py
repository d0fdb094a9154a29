"""Giấy mời: one letter for each invited person, with the slip to send back.

Model 1.7 of decree 30/2020/ND-CP, worded as the handbook says (1.6); the party's form where the plan asks for it.
No phone and no date of birth is printed: letters pass through many hands.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import timedelta

import msgspec

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.codes import short_form
from meeting_tui.domain.dates import clock, long_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Paper,
    Paragraph,
    Recipients,
    Signatures,
    Subject,
    Title,
    one_line,
    paragraph,
    run,
)
from meeting_tui.domain.papers.letterhead import issuer, letterhead, place_date
from meeting_tui.domain.papers.phrases import event_full_name, event_in_sentence, officers, sentence
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.signing import archive, signer
from meeting_tui.domain.papers.slip import Slip, Slips, has_code, in_order, sent_back, slips
from meeting_tui.domain.papers.slip_form import form
from meeting_tui.domain.plan import Event, Plan
from meeting_tui.domain.records import Person
from meeting_tui.domain.wording import BLANK, event_title, lower_first, salutation, year

TITLE = "GIẤY MỜI"
_PEN = BLANK * 2
"""Room to write a number by hand."""
_YEAR = re.compile(r"\b20\d\d\b")


class Invitations(msgspec.Struct, frozen=True, kw_only=True):
    """The letters, and the slip of each at the same place of `sheets.slips`."""

    letters: tuple[Paper, ...]
    sheets: Slips


def invitations(meeting: Meeting, profile: Profile, only: Container[str] | None = None) -> Invitations:
    """A letter for each invited person who has a code; `only`: the keys of those who are wanted."""
    people = [person for _, person in in_order(meeting, only) if has_code(person)]
    letters = tuple(invitation(meeting, profile, person) for person in people)
    return Invitations(letters=letters, sheets=slips(meeting, only))


def bound(meeting: Meeting, profile: Profile, made: Invitations, size: int) -> Iterator[Paper]:
    """The letters with the slip behind each, `size` to a paper: a long document is slow to make.

    A line that is nothing but the code stands where the symbol goes: under the letter, and on the slip.
    """
    pairs = list(zip(made.letters, made.sheets.slips, strict=True))
    for start in range(0, len(pairs), size) or (0,):
        yield Paper(
            kind="invitations",
            profile=profile.name,
            title=one_line(f"Giấy mời dự {lower_first(event_title(meeting.plan))}"),
            blocks=tuple(_bound(made.sheets, pairs[start : start + size])),
        )


def _bound(sheets: Slips, pairs: list[tuple[Paper, Slip]]) -> Iterator[AnyBlock]:
    for at, (letter, slip) in enumerate(pairs):
        if at:
            yield Appendix(title="")
        yield from letter.blocks
        yield paragraph(slip.code, align="left")
        yield from form(sheets, slip)


def invitation(meeting: Meeting, profile: Profile, person: Person) -> Paper:
    plan = meeting.plan
    return Paper(
        kind="invitation",
        profile=profile.name,
        title=one_line(f"Giấy mời dự {lower_first(event_title(plan))}"),
        blocks=tuple(_blocks(meeting, profile, person)),
    )


def _blocks(meeting: Meeting, profile: Profile, person: Person) -> Iterator[AnyBlock]:
    plan, held = meeting.plan, year(meeting)
    yield letterhead(plan, profile, "GM", place_date(plan, held))
    yield Title(text=TITLE)
    yield Subject(text=f"Dự {event_in_sentence(plan, event_title(plan))} năm {held or BLANK}")
    yield _invited(plan, person)
    yield paragraph(f"Tới dự: {sentence(event_in_sentence(plan, event_full_name(plan)))}")
    for label, role in (("Chủ trì", "chair"), ("Đồng chủ trì", "co_chair")):
        if found := officers_of(plan, meeting.day, role):
            yield paragraph(f"{label}: {sentence(officers(profile, found))}")
    yield paragraph(f"Thời gian: {sentence(when(plan))}")
    yield paragraph(f"Địa điểm: {sentence(one_line(plan.here.venue) or BLANK * 20)}")
    if content := plan.content or plan.topics:
        yield paragraph(f"Nội dung: {sentence('; '.join(one_line(item).rstrip(' ;.') for item in content))}")
    yield paragraph(_note(plan, person))
    yield paragraph(f"Rất mong {salutation(person)} đến dự đúng giờ{profile.words.end}")
    yield Signatures(right=signer(plan))
    yield Recipients(title="Nơi nhận:", lines=("Như trên;", archive(plan, profile, sent=True)))


def _invited(plan: Plan, person: Person) -> Paragraph:
    """`Ủy ban nhân dân xã … trân trọng kính mời: Ông Nguyễn Văn An, thôn 1`."""
    rest = ", ".join(
        part for part in (one_line(person.title or person.org), one_line(person.village)) if part
    )
    return paragraph(
        f"{issuer(plan)} trân trọng kính mời: ",
        run(f"{salutation(person)} {person.name}", bold=True),
        f", {sentence(rest)}" if rest else ".",
    )


def when(plan: Plan) -> str:
    """`07 giờ 30 phút, ngày 14 tháng 6 năm 2024`; room to write what the plan does not fix."""
    event = plan.here
    hour = clock(event.start) if event.start else f"{_PEN} giờ {_PEN} phút"
    return f"{hour}, {long_date(event.date) if event.date else _some_day(event)}"


def _some_day(event: Event) -> str:
    """`ngày …… tháng 8 năm 2025`: the month and the year only where the plan's period leaves no other."""
    before = event.finish_before and event.finish_before - timedelta(days=1)
    bounds = [day for day in (event.not_before, event.not_after, before) if day]
    months = {long_date(day).partition(" tháng ")[2] for day in bounds}
    if event.not_before and len(bounds) > 1 and len(months) == 1:
        return f"ngày {_PEN} tháng {months.pop()}"
    years = {str(day.year) for day in bounds} or set(_YEAR.findall(event.period))
    return f"ngày {_PEN} tháng {_PEN} năm {years.pop() if len(years) == 1 else _PEN}"


def _note(plan: Plan, person: Person) -> str:
    back = sent_back(plan)
    asked = f" Đề nghị gửi lại Phiếu cho {back}." if back else ""
    return (
        f"Ghi chú: Kèm theo Phiếu đăng ký phát biểu.{asked} "
        f"Mang theo giấy mời này để điểm danh (mã: {short_form(person.code)})."
    )
