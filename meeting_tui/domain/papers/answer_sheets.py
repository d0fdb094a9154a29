"""Phiếu trả lời: for each unit the opinions that it answers, with room to write, each on a page of its own.

A working paper for the break between speeches and answers; complaints are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Paper,
    Table,
    cell,
    one_line,
    paragraph,
    run,
)
from meeting_tui.domain.papers.cells import who_said_what
from meeting_tui.domain.papers.matters import Matter, matters, whole_text
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.phrases import outcome_words, subject
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.wording import BLANK, lower_first

TITLE = "PHIẾU TRẢ LỜI Ý KIẾN, KIẾN NGHỊ"
NOBODYS = "Ý kiến chưa giao cơ quan, đơn vị"
ROOM = "\n" * 5
"""Empty lines to write on."""
COLUMNS = (
    Column(header="Ý kiến số", width=15, align="center"),
    Column(header="Người có ý kiến", width=37),
    Column(header="Nội dung ý kiến, kiến nghị", width=52),
    Column(header="Nội dung trả lời", width=61),
)
ANSWERER = f"Người trả lời (họ tên, chức vụ): {BLANK * 14}"
LATER = f"Ý kiến số {BLANK * 4} hẹn trả lời bằng văn bản chậm nhất ngày {BLANK * 4}"


def answer_sheets(meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """The sheets as the opinions stand now, unit by unit in the plan's order; never a draft."""
    return Paper(
        kind="answer_sheets",
        profile=profile.name,
        title=f"Phiếu trả lời ý kiến, kiến nghị tại {lower_first(subject(meeting))}",
        blocks=tuple(_blocks(meeting)),
    )


def by_unit(meeting: Meeting) -> list[tuple[str, list[Matter]]]:
    """Units by name with what they answer, in the plan's order; last, what nobody was given."""
    asked: dict[str, list[Matter]] = {}
    for matter in matters(meeting):
        if not matter.complaint:
            asked.setdefault(matter.lead.unit, []).append(matter)
    order = [*meeting.units, *(unit for unit in asked if unit not in meeting.units)]
    return [
        (one_line(meeting.units[unit].name) if unit in meeting.units else NOBODYS, asked[unit])
        for unit in order
        if unit in asked
    ]


def _blocks(meeting: Meeting) -> Iterator[AnyBlock]:
    sheets = by_unit(meeting)
    for name, asked in sheets:
        yield Appendix(label=name, title=TITLE, note=f"(Tại {subject(meeting)})")
        many = sum(len(matter.opinions) for matter in asked)
        yield paragraph(run(f"Số ý kiến: {number(many)}.", italic=True))
        yield Table(columns=COLUMNS, rows=tuple(_row(meeting, matter) for matter in asked))
        yield paragraph(LATER, align="left")
        yield paragraph(ANSWERER, align="left")
    if not sheets:
        yield Appendix(title=TITLE, note=f"(Tại {subject(meeting)})")
        yield paragraph("Chưa có ý kiến, kiến nghị.")


def _row(meeting: Meeting, matter: Matter) -> tuple[str, ...]:
    """The opinion and those answered with it; what was answered already, or room to write."""
    answer = cell(matter.lead.answer)
    if matter.outcome is not None:
        answer = "\n".join(filter(None, (answer, f"({outcome_words(meeting.plan, matter.lead)})")))
    return (
        "\n".join(str(opinion.number) for opinion in matter.opinions),
        who_said_what(matter),
        whole_text(matter),
        answer or ROOM,
    )
