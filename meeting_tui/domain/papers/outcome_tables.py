"""What became of the opinions, as tables: the appendices of the notice and of the report (handbook, 1.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Appendix, Column, Table, cell, one_line
from meeting_tui.domain.papers.cells import who_and_village, who_said_what
from meeting_tui.domain.papers.conclusion_part import task_text, tasks
from meeting_tui.domain.papers.matters import Matter, helpers, matters, numbers, unit_of
from meeting_tui.domain.papers.numbers import number, roman
from meeting_tui.domain.papers.phrases import beyond_competence
from meeting_tui.domain.records import Promise
from meeting_tui.domain.wording import noun, unit_name

_NUMBER = Column(header="TT", width=10, align="center")
ANSWERED = (
    Column(header="Nội dung ý kiến, kiến nghị", width=44),
    Column(header="Đơn vị trả lời", width=29),
    Column(header="Nội dung trả lời", width=46),
)
OWED = (
    _NUMBER,
    Column(header="Nội dung", width=61),
    Column(header="Đơn vị chủ trì", width=36),
    Column(header="Đơn vị phối hợp", width=32),
    Column(header="Thời hạn", width=26, align="center"),
)
STANDING = (
    _NUMBER,
    Column(header="Nội dung", width=51),
    Column(header="Đơn vị chủ trì", width=31),
    Column(header="Đơn vị phối hợp", width=25),
    Column(header="Thời hạn", width=25, align="center"),
    Column(header="Tình trạng", width=23, align="center"),
)
BEYOND = (
    Column(header="Nội dung ý kiến, kiến nghị", width=51),
    Column(header="Nội dung trả lời", width=35),
    Column(header="Hướng giải quyết", width=32),
)


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """An appendix before it is laid out: `Phụ lục II`, its title, its table."""

    label: str
    title: str
    table: Table


class Annexes(msgspec.Struct, frozen=True, kw_only=True):
    """Those that have something in them, counted through. None: nothing of the kind."""

    answered: Annex | None
    owed: Annex | None
    beyond: Annex | None

    def blocks(self, note: str) -> Iterator[Appendix | Table]:
        """`note`: to which paper they belong."""
        for annex in filter(None, (self.answered, self.owed, self.beyond)):
            yield Appendix(label=annex.label, title=annex.title, note=note)
            yield annex.table


def annexes(meeting: Meeting, today: date | None = None) -> Annexes:
    """`today`: how each date stands on that day, for a report."""
    event = noun(meeting.plan).upper()
    columns = STANDING if today else OWED
    who = (_NUMBER, Column(header=who_and_village(meeting), width=36))
    tables = (
        (
            f"CÁC NỘI DUNG ĐÃ ĐƯỢC TRẢ LỜI, GIẢI QUYẾT TẠI {event}",
            Table(columns=(*who, *ANSWERED), rows=tuple(_answered(meeting))),
        ),
        (
            "CÁC NỘI DUNG GIAO CƠ QUAN, ĐƠN VỊ GIẢI QUYẾT",
            Table(columns=columns, rows=tuple(_owed(meeting, today))),
        ),
        (
            "CÁC NỘI DUNG VƯỢT THẨM QUYỀN, BÁO CÁO, ĐỀ NGHỊ CẤP TRÊN XEM XÉT",
            Table(columns=(*who, *BEYOND), rows=tuple(_beyond(meeting))),
        ),
    )
    made: list[Annex | None] = []
    for title, table in tables:
        label = f"Phụ lục {roman(1 + sum(annex is not None for annex in made))}"
        made.append(Annex(label=label, title=title, table=table) if table.rows else None)
    answered, owed, beyond = made
    return Annexes(answered=answered, owed=owed, beyond=beyond)


def standing(due: date, today: date) -> str:
    """`Quá hạn 3 ngày` (handbook, 5.4)."""
    days = (due - today).days
    if days < 0:
        return f"Quá hạn {number(-days)} ngày"
    return f"Còn {number(days)} ngày" if days else "Đến hạn hôm nay"


def _answered(meeting: Meeting) -> Iterator[tuple[str, ...]]:
    for place, matter in enumerate(matters(meeting, {"answered"}), start=1):
        answer = cell(matter.lead.answer) or f"Đã trả lời tại {noun(meeting.plan)}"
        yield str(place), who_said_what(matter), _asked(matter), unit_of(meeting, matter.lead), answer


def _owed(meeting: Meeting, today: date | None) -> Iterator[tuple[str, ...]]:
    by_key = {matter.key: matter for matter in matters(meeting)}
    for place, (key, promise) in enumerate(tasks(meeting), start=1):
        row = (
            str(place),
            _task(meeting, by_key, key, promise),
            *_owners(meeting, promise),
            short_date(promise.due),
        )
        yield (*row, standing(promise.due, today)) if today else row


def _beyond(meeting: Meeting) -> Iterator[tuple[str, ...]]:
    for place, matter in enumerate(matters(meeting, {"beyond_competence"}), start=1):
        answer = cell(matter.lead.answer)
        yield str(place), who_said_what(matter), _asked(matter), answer, beyond_competence(meeting.plan)


def _asked(matter: Matter) -> str:
    return f"{matter.opinions[0].text} ({numbers(matter)})"


def _task(meeting: Meeting, by_key: dict[str, Matter], key: str, promise: Promise) -> str:
    matter = by_key.get(promise.question or "")
    of = f" ({numbers(matter)})" if matter else ""
    return task_text(meeting, key, promise) + of


def _owners(meeting: Meeting, promise: Promise) -> tuple[str, str]:
    question = meeting.questions.get(promise.question or "")
    helping = helpers(meeting, question) if question is not None else ""
    return one_line(unit_name(meeting, promise.unit)), helping
