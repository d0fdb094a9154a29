"""Danh sách điểm danh: who was asked, who came and when, as an appendix of the minutes.

An internal paper that is signed and kept with the file: it has full names, also of people who asked not to be
named in what is published. No phone stands in it, and no reason of an absence: often it is an illness.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

import msgspec

from meeting_tui.domain.dates import hm
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import PartKey, by_number, name_key, sort_key
from meeting_tui.domain.papers.attendance_part import attendance, total_line
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Heading,
    Paper,
    Table,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.cells import village_word
from meeting_tui.domain.papers.frame import draft_note
from meeting_tui.domain.papers.letterhead import belongs_to
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.phrases import subject
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.signing import signatures
from meeting_tui.domain.records import PRESENT, Person
from meeting_tui.domain.records import Attendance as Status
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import event_title, lower_first, year

TITLE = "DANH SÁCH ĐIỂM DANH"
DELEGATES = "Đại biểu"
WALK_INS = "Ngoài thành phần mời"
OTHERS = "Thành phần khác"
_FIXED = {DELEGATES: -1.0, OTHERS: 1e6, WALK_INS: 1e7}

COLUMNS = (
    Column(header="TT", width=9, align="center"),
    Column(header="Họ và tên", width=47),
    Column(header="Năm sinh", width=19, align="center"),
    Column(header="Thôn", width=22),
    Column(header="Đơn vị", width=33),
    Column(header="Điểm danh", width=37, align="center"),
    Column(header="Giờ đến", width=16, align="center"),
    Column(header="Ghi chú", width=25),
)
_VILLAGE = 3
_IF_IT_SAYS_SOMETHING = (2, _VILLAGE, 4, 7)
"""Columns that a table leaves out when they are empty, or repeat the group that stands over it in every row."""

STATUSES: dict[Status, str] = {
    "expected": "Chưa đến",
    "present": "Có mặt",
    "late": "Đến muộn",
    "absent_excused": "Vắng có lý do",
    "absent_unexcused": "Vắng không lý do",
    "left_early": "Có mặt",
}


By = Literal["", "village", "delegation"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list. `number` counts through all groups; `arrived` is `07:15`, empty if nobody knows."""

    group: str
    number: int
    name: str
    birth_year: int | None
    village: str
    body: str
    status: str
    arrived: str
    note: str
    here: bool


def attendance_list(meeting: Meeting, now: datetime, profile: Profile, by: By = "") -> Paper:
    """The list as it stands at `now`; a draft until the meeting is closed."""
    draft = meeting.day.closed_at is None
    return Paper(
        kind="attendance",
        profile=profile.name,
        title=f"Danh sách điểm danh {lower_first(subject(meeting))}",
        draft=draft,
        draft_note=draft_note(meeting.plan, now) if draft else "",
        blocks=tuple(_blocks(meeting, now, profile, by)),
        facts=_facts(meeting, by),
    )


class Groups:
    """How the list is parted: delegates, then citizens, then who was not asked.

    Citizens by village or by delegation; unless it is said how, as the minutes count them.
    """

    def __init__(self, meeting: Meeting, by: By = "") -> None:
        plan = meeting.plan
        citizens = [person for person in meeting.people.values() if person.kind == "citizen"]
        self.by_body = by == "delegation" or (not by and any(person.org for person in citizens))
        order = [quota.org for quota in plan.here.quotas] if self.by_body else plan.villages
        bodies = [person.org if self.by_body else person.village for person in citizens]
        self._spelled = {name_key(name): _named(name) for name in reversed([*order, *bodies])}
        self._order = {_named(name): at for at, name in enumerate(order)}

    def name(self, person: Person) -> str:
        if not person.invited:
            return WALK_INS
        if person.kind != "citizen":
            return DELEGATES
        return self._spelled[name_key(person.org if self.by_body else person.village)] or OTHERS

    def place(self, person: Person) -> tuple[float, list[tuple[int, PartKey]]]:
        """The plan's own order, then by number and letter."""
        name = self.name(person)
        if name in _FIXED:
            return _FIXED[name], []
        return self._order.get(name, len(self._order)), by_number(name)


def entries(meeting: Meeting, by: By = "") -> list[Entry]:
    """Everybody on the list, in its order."""
    groups = Groups(meeting, by)
    people = enumerate(_in_order(meeting, groups), start=1)
    return [_entry(meeting, person, groups.name(person), count) for count, person in people]


def _in_order(meeting: Meeting, groups: Groups) -> list[Person]:
    return sorted(
        meeting.people.values(),
        key=lambda person: (groups.place(person), sort_key(person.name, person.sort_given)),
    )


def _blocks(meeting: Meeting, now: datetime, profile: Profile, by: By) -> Iterator[AnyBlock]:
    plan, held = meeting.plan, year(meeting)
    event = one_line(event_title(plan) + (f" năm {held}" if held else ""))
    yield Appendix(
        label="Phụ lục",
        title=f"{TITLE} {event.upper()}",
        note=belongs_to(plan, profile, "BB", "Biên bản", held or now.astimezone(plan.zone).year),
    )
    heads = columns(meeting)
    groups: dict[str, list[Entry]] = {}
    for entry in entries(meeting, by):
        groups.setdefault(entry.group, []).append(entry)
    for count, (name, listed) in enumerate(groups.items(), start=1):
        here = sum(entry.here for entry in listed)
        yield Heading(text=f"{count}. {name}: {number(len(listed))} người, có mặt {number(here)}", level=2)
        yield _table(heads, name, listed)
    yield paragraph(total_line(meeting))
    yield signatures(meeting, profile)


def columns(meeting: Meeting) -> tuple[Column, ...]:
    """With the plan's own word for its villages."""
    word = village_word(meeting)
    return tuple(
        msgspec.structs.replace(column, header=word) if at == _VILLAGE else column
        for at, column in enumerate(COLUMNS)
    )


def _table(heads: tuple[Column, ...], group: str, listed: list[Entry]) -> Table:
    rows = [_row(entry) for entry in listed]
    known = {name_key(""), name_key(group)}
    kept = [
        at
        for at in range(len(heads))
        if at not in _IF_IT_SAYS_SOMETHING or any(name_key(row[at]) not in known for row in rows)
    ]
    return Table(
        columns=tuple(heads[at] for at in kept), rows=tuple(tuple(row[at] for at in kept) for row in rows)
    )


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.number),
        entry.name,
        str(entry.birth_year or ""),
        entry.village,
        entry.body,
        entry.status,
        entry.arrived,
        entry.note,
    )


def _entry(meeting: Meeting, person: Person, group: str, count: int) -> Entry:
    zone = meeting.plan.zone
    left = f"về lúc {hm(person.left_at.astimezone(zone))}" if person.left_at else ""
    return Entry(
        group=group,
        number=count,
        name=one_line(person.name),
        birth_year=person.birth_year,
        village=one_line(person.village),
        body=one_line(person.org or person.title),
        status=_status(meeting, person),
        arrived=hm(person.arrived_at.astimezone(zone)) if person.arrived_at else "",
        note=left,
        here=person.status in PRESENT,
    )


def _status(meeting: Meeting, person: Person) -> str:
    """Who was asked and never came is absent without a reason once the meeting is over (as in the minutes)."""
    missing = person.status == "expected" and meeting.day.closed_at is not None
    return STATUSES["absent_unexcused" if missing else person.status]


def _named(part: str) -> str:
    return initial_capital(one_line(part).strip())


def _facts(meeting: Meeting, by: By) -> dict[str, Any]:
    """Each person with code, name, status and hour of arrival (ISO 8601, or null), in the list's order."""
    figures = attendance(meeting)
    return {
        "meeting": meeting.plan.meeting_id,
        "revision": meeting.revision,
        "invited": figures.invited,
        "present": figures.present,
        "absent": figures.absent,
        "absent_excused": figures.excused,
        "walk_ins": figures.walk_ins,
        "people": [
            {
                "code": person.code,
                "name": person.name,
                "status": person.status,
                "arrived_at": person.arrived_at.isoformat().replace("+00:00", "Z")
                if person.arrived_at
                else None,
            }
            for person in _in_order(meeting, Groups(meeting, by))
        ],
    }
