"""Opinions as papers tell them outside: by the matter, and nobody named who must not be (handbook, 2.3, 2.4, 8)."""

from __future__ import annotations

from collections.abc import Container

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import cell, one_line
from meeting_tui.domain.papers.phrases import is_complaint, masked, speaker
from meeting_tui.domain.records import Outcome, Question
from meeting_tui.domain.views import merged_under
from meeting_tui.domain.wording import BLANK, unit_name

OWED: frozenset[Outcome | None] = frozenset({"owed", "answered_in_part"})
COMPLAINT = "Khiếu nại/tố cáo: chuyển theo quy định"
"""All that a table says of one: neither which of the two it was, nor what it said, nor by whom."""
ANONYMOUS = "Một công dân"
UNKNOWN = "(không ghi tên)"


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion as it may be read by everybody."""

    number: int
    who: str
    """`Bà Trần Thị Bình - thôn 2`."""
    text: str
    by_slip: bool


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion that was answered, and those that were answered with it."""

    key: str
    lead: Question
    complaint: bool
    opinions: tuple[Opinion, ...]
    """The one that carries the others first."""

    @property
    def outcome(self) -> Outcome | None:
        return self.lead.outcome


def matters(meeting: Meeting, outcomes: Container[Outcome | None] | None = None) -> list[Matter]:
    """Every matter by the number of its first opinion; `outcomes`: only those that ended so."""
    return [
        _matter(meeting, key, question)
        for key, question in meeting.numbered
        if question.merged_into not in meeting.questions
        and (outcomes is None or question.outcome in outcomes)
    ]


def count(found: list[Matter]) -> int:
    """How many opinions these are."""
    return sum(len(matter.opinions) for matter in found)


def who_said(meeting: Meeting, question: Question) -> str:
    """Whom a published paper names: initials where the hall sees none (`domain.hall.is_masked`)."""
    person = meeting.people.get(question.person or "")
    if person is None:
        return UNKNOWN
    return one_line(speaker(person, masked=masked(meeting, question.turn)))


def unit_of(meeting: Meeting, question: Question) -> str:
    """Who answers; empty while the question is nobody's."""
    return one_line(unit_name(meeting, question.unit)) if question.unit else ""


def helpers(meeting: Meeting, question: Question) -> str:
    return ", ".join(one_line(unit_name(meeting, unit)) for unit in question.support_units)


def numbers(matter: Matter) -> str:
    """`ý kiến số 1; cùng nội dung: ý kiến số 4, 9`."""
    first, *others = (str(opinion.number) for opinion in matter.opinions)
    return f"ý kiến số {first}" + (f"; cùng nội dung: ý kiến số {', '.join(others)}" if others else "")


def whole_text(matter: Matter) -> str:
    """What the first says, and of the others what they say otherwise."""
    first, *others = matter.opinions
    besides = [f"(Ý kiến số {other.number}: {other.text})" for other in others if other.text != first.text]
    return "\n".join([first.text, *besides])


def _matter(meeting: Meeting, key: str, lead: Question) -> Matter:
    members = [lead, *(question for _, question in merged_under(meeting, key))]
    return Matter(
        key=key,
        lead=lead,
        complaint=is_complaint(lead),
        opinions=tuple(_opinion(meeting, question, is_complaint(lead)) for question in members),
    )


def _opinion(meeting: Meeting, question: Question, complaint: bool) -> Opinion:
    hidden = complaint or is_complaint(question)
    return Opinion(
        number=question.number,
        who=ANONYMOUS if hidden else who_said(meeting, question),
        text=COMPLAINT if hidden else cell(question.text) or BLANK,
        by_slip=question.source == "slip",
    )
