"""Bảng tổng hợp ý kiến, kiến nghị: every opinion by its field, and what became of it (handbook, 2.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

import msgspec

from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Column,
    Paper,
    Signatures,
    Span,
    Subject,
    Table,
    Title,
    cell,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.cells import who_and_village
from meeting_tui.domain.papers.conclusion_part import outcome_of, tally
from meeting_tui.domain.papers.frame import framed
from meeting_tui.domain.papers.letterhead import letterhead, place_date
from meeting_tui.domain.papers.matters import Matter, Opinion, helpers, matters, unit_of
from meeting_tui.domain.papers.numbers import roman
from meeting_tui.domain.papers.phrases import beyond_competence, event_in_sentence, outcome_words, subject
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.signing import recipients, secretary, signer
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.promises import promise_of
from meeting_tui.domain.records import Outcome, Question
from meeting_tui.domain.taxonomy import TOPIC_BY_CODE
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import REPLIES, lower_first, noun, topic_name, unit_name, year

T = TypeVar("T")

TITLE = "BẢNG TỔNG HỢP"
UNSORTED = "Chưa phân loại"
SPOKEN, ON_SLIP = "Trực tiếp", "Phiếu"
WIDTHS = (8, 9, 27, 34, 19, 14, 30, 46, 24, 30, 23, 26)
"""Of the columns, in mm; a date does not fit less than 23."""
_FIELD = 4
"""On paper the rows of a field stand under its name, so its column is only in the spreadsheet."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the table. `place` counts through all groups; what was carried by another has no outcome of its own."""

    place: int
    opinion: Opinion
    topic: str
    unit: str
    answer: str
    further: str
    owner: str
    due: tuple[date, ...]
    outcome: Outcome | None
    carried: bool = False
    """It was answered with the opinion above."""


def summary(meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """The opinions as they stand; a draft until the meeting is closed."""
    ends = Counter(outcome_of(meeting, question) or "open" for question in meeting.questions.values())
    return framed(
        meeting,
        now,
        profile,
        "summary",
        f"Bảng tổng hợp {lower_first(_subject(meeting))}",
        _blocks(meeting, profile),
        landscape=True,
        facts={"questions": len(meeting.questions), "outcomes": dict(ends)},
    )


def columns(plan: Plan, who: str) -> tuple[Column, ...]:
    """The model's columns, with the event's own name; `who`: the head over people and their villages."""
    headers = (
        "TT",
        "Mã",
        who,
        "Nội dung ý kiến, kiến nghị",
        "Lĩnh vực",
        "Hình thức",
        "Đơn vị trả lời",
        f"Kết quả trả lời tại {noun(plan)}",
        "Nội dung tiếp tục giải quyết",
        "Đơn vị chủ trì",
        "Thời hạn",
        "Kết quả, số văn bản trả lời",
    )
    centred = {"TT", "Mã", "Hình thức", "Thời hạn"}
    return tuple(
        Column(header=header, width=width, align="center" if header in centred else "left")
        for header, width in zip(headers, WIDTHS, strict=True)
    )


def groups(meeting: Meeting) -> list[tuple[str, list[Line]]]:
    """Fields in the order of the handbook's list, with their opinions; those that are carried follow their lead."""
    by_topic: dict[str, list[Matter]] = {}
    for matter in matters(meeting):
        by_topic.setdefault(matter.lead.topic, []).append(matter)
    known = [*TOPIC_BY_CODE]
    order = sorted(by_topic, key=lambda code: (not code, known.index(code) if code in known else len(known)))
    made: list[tuple[str, list[Line]]] = []
    place = 0
    for code in order:
        topic = one_line(topic_name(code)) if code else UNSORTED
        listed = [line for matter in by_topic[code] for line in _lines(meeting, matter, topic)]
        numbered = [
            msgspec.structs.replace(line, place=place + at) for at, line in enumerate(listed, start=1)
        ]
        made.append((topic, numbered))
        place += len(listed)
    return made


def sheet_rows(meeting: Meeting) -> Iterator[tuple[str | int | date | None, ...]]:
    """The same as plain rows of a spreadsheet: numbers and dates as such, to sort and to filter."""
    for _, listed in groups(meeting):
        for line in listed:
            due = line.due[0] if len(line.due) == 1 else _dates(line)
            yield (line.place, line.opinion.number, *_cells(line)[2:10], due or None, None)


def _blocks(meeting: Meeting, profile: Profile) -> Iterator[AnyBlock]:
    plan, parts = meeting.plan, groups(meeting)
    yield letterhead(plan, profile, "", place_date(plan, year(meeting)))
    yield Title(text=TITLE)
    yield Subject(text=_subject(meeting))
    if parts:
        yield _table(meeting, parts)
    ends = Counter(line.outcome for _, listed in parts for line in listed)
    yield paragraph(f"{tally(plan, 'Tổng số', ends)}{profile.words.end}")
    yield Signatures(left=secretary(meeting, profile, "NGƯỜI TỔNG HỢP"), right=signer(plan))
    yield recipients(plan, profile, sent=True)


def _subject(meeting: Meeting) -> str:
    return f"Ý kiến, kiến nghị của Nhân dân tại {event_in_sentence(meeting.plan, subject(meeting))}"


def _table(meeting: Meeting, parts: list[tuple[str, list[Line]]]) -> Table:
    plan = meeting.plan
    rows: list[tuple[str, ...]] = []
    spans: list[Span] = []
    for count, (topic, listed) in enumerate(parts, start=1):
        spans.append(Span(before=len(rows), text=f"{roman(count)}. Lĩnh vực: {topic}"))
        rows += [_printed(line) for line in listed]
        ends = Counter(line.outcome for line in listed)
        spans.append(Span(before=len(rows), text=tally(plan, "Cộng", ends), bold=False))
    heads = _without_field(columns(plan, who_and_village(meeting)))
    return Table(columns=heads, rows=tuple(rows), spans=tuple(spans), size="small")


def _printed(line: Line) -> tuple[str, ...]:
    """On paper, what was carried stands under its lead and does not repeat its unit."""
    cells = _cells(line)
    return _without_field((*cells[:6], "", *cells[7:]) if line.carried else cells)


def _without_field(cells: tuple[T, ...]) -> tuple[T, ...]:
    return cells[:_FIELD] + cells[_FIELD + 1 :]


def _cells(line: Line) -> tuple[str, ...]:
    return (
        str(line.place),
        str(line.opinion.number),
        line.opinion.who,
        line.opinion.text,
        line.topic,
        ON_SLIP if line.opinion.by_slip else SPOKEN,
        line.unit,
        line.answer,
        line.further,
        line.owner,
        _dates(line),
        "",
    )


def _dates(line: Line) -> str:
    return "\n".join(map(short_date, line.due))


def _lines(meeting: Meeting, matter: Matter, topic: str) -> Iterator[Line]:
    question = matter.lead
    owed = [
        promise
        for _, promise in sorted(
            meeting.promises.items(), key=lambda pair: (pair[0] != promise_of(matter.key), pair[1].made_at)
        )
        if promise.question == matter.key
    ]
    owners = [one_line(unit_name(meeting, promise.unit)) for promise in owed]
    helping = helpers(meeting, question)
    first, *others = matter.opinions
    yield Line(
        place=0,
        opinion=first,
        topic=topic,
        unit=unit_of(meeting, question),
        answer=_answer(meeting.plan, matter),
        further=_further(meeting, matter, [cell(promise.content) for promise in owed]),
        owner="\n".join([*owners, *([f"Phối hợp: {helping}"] if helping and owners else [])]),
        due=tuple(promise.due for promise in owed),
        outcome=matter.outcome,
    )
    for opinion in others:
        yield Line(
            place=0,
            opinion=opinion,
            topic=topic,
            unit=unit_of(meeting, question),
            answer=f"Trả lời chung với ý kiến số {first.number}",
            further="",
            owner="",
            due=(),
            outcome=matter.outcome,
            carried=True,
        )


def _answer(plan: Plan, matter: Matter) -> str:
    """The outcome, what was said, and what the citizen said to it. Of a complaint, only where it went."""
    question: Question = matter.lead
    words = initial_capital(outcome_words(plan, question).rstrip(" …"))
    if matter.complaint:
        return words
    said = cell(question.answer)
    reply = f"Người có ý kiến {REPLIES[question.reply]}." if question.reply else ""
    return "\n".join(part for part in (f"{words}: {said}" if said else f"{words}.", reply) if part)


def _further(meeting: Meeting, matter: Matter, owed: list[str]) -> str:
    """What is still to be done; a promise in the question's own words is not said twice."""
    asked = cell(matter.lead.text)
    said = [content for content in owed if content != asked]
    match matter.outcome:
        case "owed":
            said.insert(0, "Trả lời bằng văn bản")
        case "answered_in_part":
            said.insert(0, "Trả lời bằng văn bản phần còn lại")
        case "beyond_competence":
            said.insert(0, beyond_competence(meeting.plan))
    return "\n".join(said)
