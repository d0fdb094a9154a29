"""The official Vietnamese of scripts and papers: how people, units and the event are named.

Papers and scripts are always Vietnamese (handbook, sections 2.3, 5.3 and 9), so nothing here is translated.
"""

from __future__ import annotations

from collections.abc import Iterable

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.records import Officer, Outcome, Person
from meeting_tui.domain.taxonomy import topic_label

BLANK = "…"
"""Stands where a fact is not known yet."""

OUTCOMES: dict[Outcome, str] = {
    "answered": "đã trả lời tại hội nghị",
    "answered_in_part": "trả lời một phần tại hội nghị",
    "owed": "hẹn trả lời bằng văn bản",
    "beyond_competence": "vượt thẩm quyền, báo cáo cấp trên",
    "noted": "ghi nhận, tiếp thu",
    "out_of_scope": "không thuộc phạm vi đối thoại",
    "redirected": "hướng dẫn gửi đơn đến bộ phận tiếp công dân",
    "withdrawn": "người có ý kiến rút",
}
REPLIES = {"agreed": "nhất trí", "unclear": "chưa rõ", "wants_writing": "đề nghị trả lời bằng văn bản"}


def noun(plan: Plan) -> str:
    """`Hội nghị`, or `Buổi tiếp xúc, đối thoại` where the plan says `buổi`."""
    return "Buổi tiếp xúc, đối thoại" if plan.event_name.lower().startswith("buổi") else "Hội nghị"


def event_title(plan: Plan) -> str:
    """The event's full name as it is printed: `Hội nghị … với Nhân dân xã Ích Hậu`."""
    name = plan.event_name[:1].upper() + plan.event_name[1:]
    return f"{name} với Nhân dân {place(plan)}"


def short_title(plan: Plan) -> str:
    """The event in a few words, for the head of a screen."""
    return f"Đối thoại với Nhân dân {place(plan)}"


def place(plan: Plan) -> str:
    """The area whose people are met at this event."""
    village, area = plan.here.village, plan.here.place or plan.place
    return f"{village}, {area}" if village and village not in area else area


def year(meeting: Meeting) -> int | None:
    """The year of the conference: of the day it was held, or is planned for."""
    opened, event = meeting.day.opened_at, meeting.plan.here
    if opened is not None:
        return opened.astimezone(meeting.plan.zone).year
    planned = event.date or event.not_before or event.not_after or event.finish_before
    return planned.year if planned else None


def salutation(person: Person) -> str:
    return person.salutation or "Ông (bà)"


def person_name(person: Person | None) -> str:
    """`Ông Nguyễn Văn An`."""
    return f"{salutation(person)} {person.name}" if person else f"Ông (bà) {BLANK}"


def person_line(person: Person | None) -> str:
    """`Ông Nguyễn Văn An, thôn 1`."""
    return ", ".join(part for part in (person_name(person), person.village if person else "") if part)


def lower_first(words: str) -> str:
    """For a name in the middle of a sentence: `ông Nguyễn Văn An`."""
    return words[:1].lower() + words[1:]


def in_sentence(name: str) -> str:
    """The same for whoever it is: `ông (bà) …`, but `Bí thư Huyện ủy` keeps its capital."""
    return lower_first(name) if _titled(name) else name


def officer_line(officer: Officer, salutation: str = "Ông (bà)") -> str:
    """`Ông (bà) Trần Văn Bình, Chủ tịch UBND xã`; only the office while nobody is named."""
    name = with_address(officer.name, salutation)
    return ", ".join(part for part in (name, officer.title) if part) or BLANK


def officers_line(officers: Iterable[Officer], salutation: str = "Ông (bà)") -> str:
    """`Ông Trần Văn Bình, Chủ tịch UBND xã; bà Lê Thị Hiền, …`: only the first begins with a capital."""
    first, *others = [officer_line(officer, salutation) for officer in officers] or [BLANK]
    return "; ".join((first, *map(in_sentence, others)))


def with_address(name: str, salutation: str) -> str:
    """The name with the form of address that papers would put before it; its own wins, and no name stays none."""
    return f"{salutation} {name}" if name and not _titled(name) else name


def unit_name(meeting: Meeting, unit: str) -> str:
    found = meeting.units.get(unit)
    return found.name if found else BLANK


def topic_name(topic: str) -> str:
    return topic_label(topic) if topic else BLANK


def _titled(name: str) -> bool:
    return name.lower().startswith(("ông ", "bà ", "ông (bà)", "đồng chí ", "đ/c "))
