"""Phiếu chuyển ý kiến, kiến nghị: to each unit what it still owes, by when (handbook, 1.8).

A state body sends a `PHIẾU CHUYỂN`, on which the unit signs that it has got it; the Party has no paper of this name
and sends a letter (handbook, 1.2 and 1.3).
It goes to the unit that must answer the citizen, so it has the full name and, if there is one, the phone. It is not
published.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from meeting_tui.domain.dates import long_date, short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Column,
    Paper,
    Signatures,
    Signer,
    Subject,
    Table,
    Title,
    To,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.conclusion_part import task_text, tasks
from meeting_tui.domain.papers.frame import framed
from meeting_tui.domain.papers.letterhead import issuer, letterhead, place_date
from meeting_tui.domain.papers.matters import ANONYMOUS, COMPLAINT, UNKNOWN, Matter, matters, whole_text
from meeting_tui.domain.papers.notice import held_on, signed_year
from meeting_tui.domain.papers.phrases import (
    chairs_titles,
    event_in_sentence,
    lower_chair,
    office,
    unit_in_sentence,
)
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.signing import recipient_lines, recipients, signer
from meeting_tui.domain.promises import promise_of
from meeting_tui.domain.records import Question
from meeting_tui.domain.views import merged_under
from meeting_tui.domain.wording import BLANK, event_title, person_line, unit_name

TITLE = "PHIẾU CHUYỂN"
SUBJECT = "Ý kiến, kiến nghị của công dân"
COLUMNS = (
    Column(header="TT", width=10, align="center"),
    Column(header="Mã ý kiến", width=14, align="center"),
    Column(header="Người có ý kiến", width=38),
    Column(header="Nội dung", width=50),
    Column(header="Yêu cầu", width=30),
    Column(header="Thời hạn", width=26, align="center"),
)


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a slip. No date: a complaint, which has its own procedure."""

    number: int
    who: str
    text: str
    asked: str
    due: date | None


def transfer_slips(meeting: Meeting, now: datetime, profile: Profile) -> tuple[Paper, ...]:
    """One for each unit that has something to do, in the plan's order; drafts until the meeting is closed."""
    owed = owed_by_unit(meeting)
    order = [unit for unit in meeting.units if unit in owed]
    order += [unit for unit in owed if unit not in meeting.units]
    return tuple(transfer_slip(meeting, now, profile, unit, owed[unit]) for unit in order)


def transfer_slip(meeting: Meeting, now: datetime, profile: Profile, unit: str, owed: list[Owed]) -> Paper:
    """The slip of one unit; with nothing owed it is a form."""
    return framed(
        meeting,
        now,
        profile,
        "transfer_slip",
        f"Phiếu chuyển ý kiến, kiến nghị: {one_line(unit_name(meeting, unit))}",
        _blocks(meeting, now, profile, unit, owed),
        file=f"transfer_slip-{unit}",
    )


def owed_by_unit(meeting: Meeting) -> dict[str, list[Owed]]:
    """What is owed for opinions, then complaints that were redirected, by unit."""
    found: dict[str, list[Owed]] = {}
    by_key = {matter.key: matter for matter in matters(meeting)}
    for key, promise in tasks(meeting):
        matter = by_key.get(promise.question or "")
        if matter is not None:
            part = matter.outcome == "answered_in_part"
            line = Owed(
                number=matter.lead.number,
                who=_whole(meeting, matter),
                text=whole_text(matter)
                if key == promise_of(matter.key)
                else task_text(meeting, key, promise),
                asked="Trả lời phần còn lại bằng văn bản" if part else "Giải quyết, trả lời bằng văn bản",
                due=promise.due,
            )
            found.setdefault(promise.unit, []).append(line)
    for matter in matters(meeting, {"redirected"}):
        if matter.lead.unit:
            line = Owed(
                number=matter.lead.number,
                who=ANONYMOUS,
                text=COMPLAINT,
                asked="Hướng dẫn công dân theo quy định",
                due=None,
            )
            found.setdefault(matter.lead.unit, []).append(line)
    return found


def _blocks(
    meeting: Meeting, now: datetime, profile: Profile, unit: str, owed: list[Owed]
) -> Iterator[AnyBlock]:
    plan, name = meeting.plan, one_line(unit_name(meeting, unit))
    place, is_letter = place_date(plan, signed_year(meeting, now)), profile.guide.style == "party"
    if is_letter:
        yield msgspec.structs.replace(
            letterhead(plan, profile, "CV", place), about=f"Chuyển {SUBJECT[:1].lower()}{SUBJECT[1:]}"
        )
    else:
        yield letterhead(plan, profile, "PC", place)
        yield Title(text=TITLE)
        yield Subject(text=SUBJECT)
    yield To(title="Kính gửi:", lines=(name,))
    yield paragraph(_grounds(meeting))
    yield Table(columns=COLUMNS, rows=tuple(_row(place, line) for place, line in enumerate(owed, start=1)))
    yield paragraph(
        f"Đề nghị {unit_in_sentence(name)} xem xét, giải quyết, trả lời bằng văn bản đến người có ý kiến đúng thời hạn, "
        f"đồng thời báo cáo {lower_chair(chairs_titles(meeting))} (qua {unit_in_sentence(office(meeting))}) "
        f"để theo dõi, tổng hợp{profile.words.end}"
    )
    received = Signer(role="NGƯỜI NHẬN", note=f"(Ký, ghi rõ họ tên; ngày nhận {BLANK}/{BLANK}/{BLANK})")
    yield Signatures(left=None if is_letter else received, right=signer(plan))
    own = tuple(recipient_lines(plan))
    yield recipients(plan, profile, "Như trên", without=own, sent=True)


def _grounds(meeting: Meeting) -> str:
    """On what it rests: the notice, whose number the office fills in."""
    plan, held = meeting.plan, held_on(meeting)
    when = f" {long_date(held)}" if held else ""
    event = event_in_sentence(plan, event_title(plan))
    return (
        f"Căn cứ Thông báo số {BLANK * 3} ngày {BLANK}/{BLANK}/{BLANK} về kết luận của {chairs_titles(meeting)} "
        f"tại {event}{when}, {issuer(plan)} chuyển các ý kiến, kiến nghị sau:"
    )


def _row(place: int, line: Owed) -> tuple[str, ...]:
    due = short_date(line.due) if line.due else "Theo quy định"
    return str(place), str(line.number), line.who, line.text, line.asked, due


def _whole(meeting: Meeting, matter: Matter) -> str:
    """Everybody who raised it, each with the phone at which the answer can be sent."""
    asked = [matter.lead, *(question for _, question in merged_under(meeting, matter.key))]
    return "\n".join(dict.fromkeys(_person(meeting, question) for question in asked))


def _person(meeting: Meeting, question: Question) -> str:
    person = meeting.people.get(question.person or "")
    if person is None:
        return UNKNOWN
    notes = [
        *([f"điện thoại {one_line(person.phone)}"] if person.phone else []),
        *(["đề nghị không nêu tên khi công bố"] if person.withhold_name else []),
    ]
    return one_line(person_line(person)) + (f" ({'; '.join(notes)})" if notes else "")
