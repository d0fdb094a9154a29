"""The attendance list: everybody once, in groups, with what scripts read of it."""

from __future__ import annotations

import json
from datetime import datetime

import msgspec
from paper_day import STATE, PaperDay, whole_day

from meeting_tui.domain import doors
from meeting_tui.domain.attendance import delegations
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.papers.attendance import COLUMNS, attendance_list, entries
from meeting_tui.domain.papers.blocks import Heading, Paper, Paragraph, Signatures, Table, plain
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.records import Person


def made(day: PaperDay) -> Paper:
    return attendance_list(day.meeting, day.now, day.profile)


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def rows(paper: Paper) -> list[tuple[str, ...]]:
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


def test_groups_stand_as_the_minutes_count_them_and_walk_ins_last() -> None:
    assert headings(made(whole_day())) == [
        "1. Đại biểu: 1 người, có mặt 1",
        "2. Hội Nông dân: 3 người, có mặt 2",
        "3. Hội Phụ nữ: 2 người, có mặt 1",
        "4. Thành phần khác: 1 người, có mặt 1",
        "5. Ngoài thành phần mời: 1 người, có mặt 1",
    ]


def test_without_bodies_people_stand_by_village_in_the_plans_order() -> None:
    plan = msgspec.structs.replace(STATE, villages=("thôn 3", "thôn 1"))
    day = PaperDay(plan)
    for key, village in zip("abcd", ("thôn 10", "thôn 1", "thôn 3", "thôn 2"), strict=True):
        day.person(key, f"Nguyễn Văn {key.upper()}", village=village)
    groups = [heading.split(":")[0] for heading in headings(made(day))]
    assert groups == ["1. Thôn 3", "2. Thôn 1", "3. Thôn 2", "4. Thôn 10"]


def test_everybody_is_listed_once_and_counted_through() -> None:
    day = whole_day()
    listed = rows(made(day))
    assert [row[0] for row in listed] == [str(count) for count in range(1, 9)]
    assert sorted(row[1] for row in listed) == sorted(p.name for p in day.meeting.people.values())
    assert all(len(row) == len(COLUMNS) for row in listed)


def test_a_line_says_whether_and_when_somebody_came() -> None:
    """After the closing, who was asked and never came is absent without a reason, as in the minutes."""
    by_name = {row[1]: row for row in rows(made(whole_day()))}
    assert by_name["Nguyễn Văn An"][5:] == ("Có mặt", "07:00", "")
    assert by_name["Hồ Văn Em"][5:] == ("Vắng không lý do", "", "")
    assert by_name["Vũ Thị Gái"][5:] == ("Vắng có lý do", "", "ốm")


def test_before_the_closing_it_is_a_draft_and_nobody_is_called_absent() -> None:
    day = PaperDay()
    day.person("em", "Hồ Văn Em", here=False)
    paper = made(day)
    assert paper.draft and paper.draft_note == "lúc 07:00"
    assert rows(paper)[0][5] == "Chưa đến"
    assert not made(whole_day()).draft


def test_who_left_early_came_and_the_hour_is_noted() -> None:
    day = PaperDay()
    day.person("an", "Nguyễn Văn An")
    day.at("09:30").do(doors.mark_attendance, person="an", status="left_early", reason="có việc nhà")
    assert rows(made(day))[0][5:] == ("Có mặt", "07:00", "có việc nhà; về lúc 09:30")
    assert entries(day.meeting)[0].here


def test_the_full_name_stands_also_of_who_asked_not_to_be_named_and_no_phone() -> None:
    """It is signed and kept inside; what is published are the minutes."""
    day = PaperDay()
    day.person("d", "Phạm Thị Dung", withhold_name=True, phone="0912345678")
    assert rows(made(day))[0][1] == "Phạm Thị Dung"
    assert "0912345678" not in msgspec.json.encode(made(day)).decode()


def test_scripts_read_code_name_status_and_arrival() -> None:
    """`export FOLDER attendance --to json` is how another program learns who came."""
    day = PaperDay()
    code = make_code(1_164_855, 42, 7)
    day.person("an", "Nguyễn Văn An", code=code)
    day.person("em", "Hồ Văn Em", here=False)
    facts = json.loads(msgspec.json.encode(made(day)))["facts"]
    first, second = facts["people"]
    arrived = datetime.fromisoformat(first.pop("arrived_at"))
    assert arrived == day.meeting.people["an"].arrived_at
    assert arrived.utcoffset() is not None
    assert first == {"code": code, "name": "Nguyễn Văn An", "status": "present"}
    assert second == {"code": "", "name": "Hồ Văn Em", "status": "expected", "arrived_at": None}
    assert (facts["invited"], facts["present"], facts["walk_ins"]) == (2, 1, 0)


def test_it_ends_with_the_total_of_the_minutes_and_their_signatures() -> None:
    paper = made(whole_day())
    total, signed = paper.blocks[-2:]
    assert isinstance(total, Paragraph) and isinstance(signed, Signatures)
    assert plain(total.runs).startswith("Tổng số được mời (triệu tập): 7 người; có mặt: 5 người")
    assert signed.left is not None and signed.left.name == "Lê Thị Minh"


def test_an_empty_list_is_a_list() -> None:
    assert rows(made(PaperDay())) == []


def test_desk_minutes_and_list_count_the_same_bodies() -> None:
    """Written with other capitals it is still one organisation, at the door and on paper."""
    day = PaperDay()
    for key, org in [("a", "Hội Nông dân"), ("b", "hội nông dân"), ("c", "Hội  Nông Dân")]:
        day.do(doors.add_person, person=key, record=Person(name=f"Người {key}", org=org))
        day.do(doors.check_in, person=key)
    counted = [(part.name, part.came) for part in delegations(day.meeting) if part.came]
    assert counted == [("Hội Nông dân", 3)]
    assert {entry.group for entry in entries(day.meeting)} == {"Hội Nông dân"}
    assert "Hội Nông dân: 3 người" in str(minutes(day.meeting, day.now, day.profile))
