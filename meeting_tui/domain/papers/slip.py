"""Phiếu đăng ký phát biểu: what stands on the slips before somebody writes on them (handbook, 3).

A slip asks for no ID-card number, and prints no phone and no year of birth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from datetime import date, timedelta

import msgspec

from meeting_tui.domain.codes import is_whole, short_form
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import by_number, name_key, sort_key
from meeting_tui.domain.papers.blocks import one_line
from meeting_tui.domain.papers.personal_data import CONSENT, notice
from meeting_tui.domain.plan import Deadline, Plan
from meeting_tui.domain.records import Person
from meeting_tui.domain.wording import event_title, noun, year

TITLE = "PHIẾU ĐĂNG KÝ PHÁT BIỂU Ý KIẾN, KIẾN NGHỊ"
EITHER = "Ông (bà)"
"""How the notice calls whoever reads it."""

LABELS = {
    "slip_code": "Số phiếu:",
    "full_name": "Họ và tên:",
    "salutation": "Ông / Bà",
    "men": "Ông",
    "women": "Bà",
    "birth_year": "Năm sinh:",
    "village": "Thôn (bản, tổ dân phố):",
    "represents": "Đại diện cho (nếu có):",
    "phone": "Số điện thoại (để nhận trả lời):",
    "speak": "Phát biểu trực tiếp",
    "write": "Gửi ý kiến bằng phiếu",
    "topic": "Lĩnh vực:",
    "content": "Nội dung ý kiến, kiến nghị:",
    "addressee": "Đề nghị người trả lời (nếu có):",
    "attachments": "Tài liệu kèm theo:",
    "withhold_name": "Đề nghị không nêu tên khi công bố",
    "consent": CONSENT,
    "signed": "Ký tên:",
    "office": "Dành cho Ban Tổ chức:",
    "received_at": "Giờ nhận:",
    "received_by": "Người nhận:",
    "queue_no": "STT phát biểu:",
    "prepared_by": "Đơn vị chuẩn bị:",
}
"""The fields by their names in the handbook. Boxes and lines are drawn by the layout."""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed on one slip. Without a code it belongs to nobody yet."""

    code: str = ""
    short: str = ""
    """The part of the code that a clerk can type: `1164 8553`."""
    number: int | None = None
    salutation: str = ""
    """Empty: both are offered."""
    name: str = ""
    place: str = ""
    """The village; of who has none, the body or the office."""
    notice: str
    """What becomes of the person's data, with the salutation of whose slip it is."""


class Slips(msgspec.Struct, frozen=True, kw_only=True):
    """Slips of one meeting, and what all of them say."""

    title: str
    event: str
    return_note: str
    """To whom it goes: `(Gửi về … trước ngày …; có thể đăng ký tại Hội nghị)`."""
    labels: dict[str, str]
    slips: tuple[Slip, ...]


def slips(meeting: Meeting, only: Container[str] | None = None) -> Slips:
    """A slip for each invited person who has a code; `only`: the keys of those who are wanted."""
    people, twice = in_order(meeting, only), namesakes(meeting)
    told = notice(meeting.plan)
    made = tuple(slip_of(person, told, year=key in twice) for key, person in people if has_code(person))
    return _sheets(meeting, made, return_note(meeting))


def blank_slips(meeting: Meeting, count: int) -> Slips:
    """Numbered slips for the door. They go on after the last number that was given to a slip."""
    first = 1 + max((turn.number or 0 for turn in meeting.turns.values()), default=0)
    told = notice(meeting.plan)
    made = tuple(Slip(number=number, notice=told) for number in range(first, first + count))
    return _sheets(meeting, made, "(Gửi lại bàn đón tiếp hoặc Thư ký)")


def namesakes(meeting: Meeting) -> set[str]:
    """Keys of people who share their name with somebody of the same village."""
    named = {key: (name_key(person.name), name_key(person.village)) for key, person in meeting.people.items()}
    count = Counter(named.values())
    return {key for key, name in named.items() if count[name] > 1}


def has_code(person: Person) -> bool:
    """Whether there is a code that the door would take; older journals may hold anything."""
    return is_whole(person.code)


def slip_of(person: Person, told: str, *, year: bool = False) -> Slip:
    """`told`: the notice to whoever it is; `year`: somebody else of the village has the same name, and the clerk must know whose slip it is."""
    place = one_line(person.village or person.org or person.title)
    born = f"sinh năm {person.birth_year}" if year and person.birth_year else ""
    return Slip(
        code=person.code,
        short=short_form(person.code),
        salutation=person.salutation,
        name=one_line(person.name),
        place=", ".join(filter(None, (place, born))),
        notice=told.replace(EITHER, person.salutation or EITHER),
    )


def in_order(meeting: Meeting, only: Container[str] | None = None) -> list[tuple[str, Person]]:
    """Who is invited, as papers are handed out: village by village, then by name."""
    chosen = [
        (key, person)
        for key, person in meeting.people.items()
        if person.invited and (only is None or key in only)
    ]
    return sorted(
        chosen,
        key=lambda pair: (by_number(pair[1].village), sort_key(pair[1].name, pair[1].sort_given), pair[0]),
    )


def without_code(meeting: Meeting, only: Container[str] | None = None) -> int:
    """How many of them get no slip and no letter, because they have no code yet, or one that no door would take."""
    return sum(not has_code(person) for _, person in in_order(meeting, only))


def return_note(meeting: Meeting) -> str:
    """To whom a slip goes back and by when, as far as the plan says it."""
    plan = meeting.plan
    at_the_door = f"có thể đăng ký tại {noun(plan)}"
    back = sent_back(plan)
    return f"(Gửi về {back}; {at_the_door})" if back else f"({at_the_door[:1].upper()}{at_the_door[1:]})"


def sent_back(plan: Plan) -> str:
    """`Ủy ban MTTQ xã trước ngày 24/07/2025`: the collector has to hand over on that day."""
    duty = next((duty for duty in plan.deadlines if duty.kind == "collect"), None)
    if duty is None:
        return ""
    day = _due(duty, plan.here.date)
    return f"{one_line(duty.owner)} trước ngày {short_date(day)}" if day else one_line(duty.owner)


def _due(duty: Deadline, conference: date | None) -> date | None:
    """Calendar days before the conference; working days would need a calendar, so they give no date."""
    if conference is None or (duty.unit, duty.dir, duty.anchor) != ("day", "before", "conference"):
        return None
    return conference - timedelta(days=duty.amount)


def _sheets(meeting: Meeting, made: tuple[Slip, ...], back: str) -> Slips:
    return Slips(
        title=TITLE,
        event=_event(meeting),
        return_note=back,
        labels=LABELS,
        slips=made,
    )


def _event(meeting: Meeting) -> str:
    held = year(meeting)
    return one_line(event_title(meeting.plan) + (f" năm {held}" if held else ""))
