"""Set phrases of the papers: people, sentences, outcomes (handbook, 2.3, 8 and 9)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.hall import is_masked
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import abbreviated
from meeting_tui.domain.papers.blocks import one_line
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.plan import AgendaItem, Plan
from meeting_tui.domain.records import Officer, Person, Question
from meeting_tui.domain.records import is_complaint as is_complaint  # also for those who write papers
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import (
    BLANK,
    event_title,
    lower_first,
    noun,
    officers_line,
    place,
    salutation,
    topic_name,
    year,
)

REDIRECTED = (
    "nội dung thuộc trình tự khiếu nại, tố cáo; đã hướng dẫn công dân gửi đơn đến bộ phận tiếp công dân "
    "để được giải quyết theo quy định"
)
"""All that a paper says of a complaint. Which of the two it was, and what it said, stay out."""

_STOPS = (".", "!", "?", "…", ":", ";")
_MINUTE_TAKER = re.compile(r"\s*\([^()]*biên bản[^()]*\)", re.IGNORECASE)
"""What a plan adds to the secretary's office, and the title of the line says already."""


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a stop of its own."""
    text = text.strip()
    return text if not text or text.endswith(_STOPS) else f"{text}."


def speaker(person: Person | None, *, masked: bool = False) -> str:
    """`Ông Nguyễn Văn An - thôn 1`; initials for people who asked not to be named, and for `masked`."""
    if person is None:
        return f"Ông (bà) {BLANK}"
    name = abbreviated(person.name) if person.withhold_name or masked else person.name
    named = f"{salutation(person)} {name}"
    return f"{named} - {person.village}" if person.village else named


def speaker_of(meeting: Meeting, question: Question) -> str:
    """Whose opinion it is, for the middle of a sentence; empty when nobody is known."""
    person = meeting.people.get(question.person or "")
    return lower_first(speaker(person, masked=masked(meeting, question.turn))) if person else ""


def masked(meeting: Meeting, turn: str | None) -> bool:
    """Whether who speaks by this slip stands in papers by initials (`domain.hall.is_masked`)."""
    return turn in meeting.turns and is_masked(meeting, turn)


def officers(profile: Profile, people: Iterable[Officer]) -> str:
    """Those who conduct the meeting, with the salutation of the profile."""
    return officers_line(people, profile.words.salutation)


def secretaries(meeting: Meeting, profile: Profile) -> str:
    """Who writes the minutes: `Bà Nguyễn Thị An, Văn phòng HĐND và UBND`."""
    named = officers_of(meeting.plan, meeting.day, "secretary")
    return officers(
        profile,
        [msgspec.structs.replace(one, title=_MINUTE_TAKER.sub("", one.title)) for one in named],
    )


def doing(who: str, what: str) -> str:
    """`Ông Lê Văn Cường trình bày`; an office after the name stands between commas."""
    return f"{who}, {what}" if "," in who else f"{who} {what}"


def outcome_words(plan: Plan, question: Question, wording: Wording = STANDARD) -> str:
    """The outcome in words, with the event's own name."""
    if question.outcome is None:
        return f"chưa có kết quả {BLANK}"
    return at_event(plan, wording.outcome(question.outcome))


def at_event(plan: Plan, words: str) -> str:
    return words.replace("hội nghị", noun(plan))


def chairs_titles(meeting: Meeting) -> str:
    """Those who conclude, by their offices: `Bí thư Đảng ủy và Chủ tịch UBND xã`."""
    titles = [one_line(chair.title) for chair in officers_of(meeting.plan, meeting.day, "chair")]
    return listed([title for title in titles if title]) or "Chủ trì"


def lower_chair(titles: str) -> str:
    """The same in the middle of a sentence: an office keeps its capital, `chủ trì` has none."""
    return lower_first(titles) if titles == "Chủ trì" else titles


def listed(names: Sequence[str]) -> str:
    """`một, hai và ba`; two are joined by `và` alone."""
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def step_title(plan: Plan, item: AgendaItem) -> str:
    """The step's title; the default agenda speaks of a conference, whatever the plan calls the event."""
    title = one_line(item.title)
    return title if plan.agenda else title.replace("Hội nghị", noun(plan))


def unit_in_sentence(name: str) -> str:
    """`công chức Tư pháp - hộ tịch`, but `Phòng Kinh tế` and `Công an xã` keep their capital."""
    return (
        lower_first(name)
        if name.startswith(("Công chức ", "Cán bộ ", "Các ", "Bộ phận ", "Đại diện "))
        else name
    )


def office(meeting: Meeting) -> str:
    """Who follows things up: whom the plan gives the notice to, else the office among the units."""
    duty = next((duty for duty in meeting.plan.deadlines if duty.kind == "notice" and duty.owner), None)
    if duty is not None:
        return one_line(duty.owner.partition("(")[0]).strip(" ;,")
    return meeting.units["office"].name if "office" in meeting.units else "Văn phòng"


def hall(plan: Plan) -> str:
    """Those who decide and listen: a conference does, an encounter does not."""
    return "Hội nghị" if noun(plan) == "Hội nghị" else "những người có mặt"


def about(question: Question) -> str:
    """` về đất đai - địa chính`; nothing where the topic says nothing."""
    return f" về {lower_first(topic_name(question.topic))}" if question.topic not in ("", "khac") else ""


def event_full_name(plan: Plan) -> str:
    """The event with the parties of the dialogue (handbook, 2.2): `Hội nghị … giữa … với Nhân dân …`."""
    offices = [one_line(chair.title) for chair in plan.chairs]
    if " giữa " in plan.event_name or not all(offices):
        return event_title(plan)
    heads = " và ".join(offices) if len(offices) < 3 else ", ".join(offices)
    return f"{initial_capital(plan.event_name)} giữa {heads} với Nhân dân {place(plan)}"


def event_in_sentence(plan: Plan, name: str) -> str:
    """The event's name in the middle of a sentence: a conference keeps its capital."""
    return one_line(name if noun(plan) == "Hội nghị" else lower_first(name))


def beyond_competence(plan: Plan) -> str:
    """What is done with what others decide: the plan's own words, or the handbook's (1.7)."""
    return initial_capital(one_line(plan.beyond_competence)) or "Báo cáo, đề nghị cấp trên xem xét"


def subject(meeting: Meeting) -> str:
    """The event's full name and its year."""
    held = year(meeting)
    return one_line(f"{event_full_name(meeting.plan)} năm {held or BLANK}")
