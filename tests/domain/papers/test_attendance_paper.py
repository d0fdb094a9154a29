"""The attendance list: everybody once, in groups, with what scripts read of it."""

from __future__ import annotations

import json
from datetime import datetime

import msgspec
import pypdfium2
from paper_day import PARTY, STATE, PaperDay, whole_day

from meeting_tui.domain import doors
from meeting_tui.domain.attendance import delegations
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.papers.attendance import attendance_list, entries
from meeting_tui.domain.papers.blocks import Appendix, Heading, Paper, Paragraph, Signatures, Table, plain
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.records import Person
from meeting_tui.export.pdf import to_pdf


def made(day: PaperDay) -> Paper:
    return attendance_list(day.meeting, day.now, day.profile)


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def tables(paper: Paper) -> list[Table]:
    return [block for block in paper.blocks if isinstance(block, Table)]


def heads(table: Table) -> str:
    return " | ".join(column.header for column in table.columns)


def lines(paper: Paper) -> list[dict[str, str]]:
    """Each person by the heads of the columns."""
    return [
        dict(zip((column.header for column in table.columns), row, strict=True))
        for table in tables(paper)
        for row in table.rows
    ]


def head_of(*villages: str, plan: Plan = STATE) -> str:
    """How the column of these villages is headed, of people who stand by their bodies."""
    day = PaperDay(plan)
    for count, village in enumerate(villages):
        day.person(f"p{count}", f"Người {count}", village=village, org="Hội Nông dân")
    return tables(made(day))[0].columns[2].header


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
    listed = lines(made(day))
    assert [line["TT"] for line in listed] == [str(count) for count in range(1, 9)]
    assert sorted(line["Họ và tên"] for line in listed) == sorted(
        person.name for person in day.meeting.people.values()
    )


def test_no_column_is_empty_or_repeats_the_group_over_it() -> None:
    """Their room makes a line of each person: 37 on a page, not 16."""
    delegates, farmers, *_ = tables(made(whole_day()))
    assert heads(delegates) == "TT | Họ và tên | Đơn vị | Điểm danh | Giờ đến"
    assert heads(farmers) == "TT | Họ và tên | Thôn | Điểm danh | Giờ đến"
    day = PaperDay()
    day.person("an", "Nguyễn Văn An", village="thôn 1", birth_year=1950)
    day.person("em", "Hồ Văn Em", village="Thôn  1")
    assert heads(tables(made(day))[0]) == "TT | Họ và tên | Năm sinh | Điểm danh | Giờ đến"


def test_the_hour_has_its_column_also_before_anybody_came() -> None:
    """It is filled in with a pen."""
    day = PaperDay()
    day.person("em", "Hồ Văn Em", here=False)
    assert heads(tables(made(day))[0]) == "TT | Họ và tên | Điểm danh | Giờ đến"


def test_villages_are_called_what_they_call_themselves() -> None:
    """Nobody comes from the `thôn` bản Mỳ."""
    assert head_of("thôn 1", "Thôn 10") == "Thôn"
    assert head_of("tổ dân phố 3") == "Tổ dân phố"
    assert head_of("bản Mỳ", "thôn 2") == head_of("Phú Lễ") == "Thôn (bản, tổ)"
    heads_of_villages = msgspec.structs.replace(STATE, delegates_village=("Bí thư chi bộ", "Trưởng bản"))
    assert head_of("thôn 1", plan=heads_of_villages) == "Thôn"
    named = msgspec.structs.replace(STATE, villages=("bản Mỳ",))
    assert head_of("bản Hua Cần", plan=named) == "Bản"


def test_it_is_an_appendix_of_the_minutes() -> None:
    """The clerk who writes the number of the minutes has a place for it here too."""
    (state,) = [block for block in made(whole_day()).blocks if isinstance(block, Appendix)]
    assert state.label == "Phụ lục"
    assert state.title == (
        "DANH SÁCH ĐIỂM DANH HỘI NGHỊ TIẾP XÚC, ĐỐI THOẠI TRỰC TIẾP VỚI NHÂN DÂN XÃ ÍCH HẬU NĂM 2024"
    )
    assert state.note == (
        "(Kèm theo Biên bản số      /BB-UBND ngày      tháng      năm 2024 của Ủy ban nhân dân xã Ích Hậu)"
    )
    (party,) = [block for block in made(whole_day(PARTY)).blocks if isinstance(block, Appendix)]
    assert party.note.startswith("(Kèm theo Biên bản số      -BB/ĐU ngày ")


def test_a_line_says_whether_and_when_somebody_came() -> None:
    """After the closing, who was asked and never came is absent without a reason, as in the minutes."""
    came = {line["Họ và tên"]: (line["Điểm danh"], line["Giờ đến"]) for line in lines(made(whole_day()))}
    assert came["Nguyễn Văn An"] == ("Có mặt", "07:00")
    assert came["Hồ Văn Em"] == ("Vắng không lý do", "")
    assert came["Vũ Thị Gái"] == ("Vắng có lý do", "")


def test_why_somebody_did_not_come_is_not_printed() -> None:
    """It is an illness as a rule, beside a name and a year of birth (handbook, 8)."""
    day = whole_day()
    assert day.meeting.people["ga"].reason == "ốm"
    assert "ốm" not in msgspec.json.encode(made(day)).decode().lower()
    assert not any("ốm" in entry.note for entry in entries(day.meeting))


def test_before_the_closing_it_is_a_draft_and_nobody_is_called_absent() -> None:
    day = PaperDay()
    day.person("em", "Hồ Văn Em", here=False)
    paper = made(day)
    assert paper.draft and paper.draft_note == "in lúc 07 giờ 00 phút, ngày 14/06/2024"
    assert lines(paper)[0]["Điểm danh"] == "Chưa đến"
    assert not made(whole_day()).draft


def test_who_left_early_came_and_the_hour_is_noted() -> None:
    day = PaperDay()
    day.person("an", "Nguyễn Văn An")
    day.at("09:30").do(doors.mark_attendance, person="an", status="left_early", reason="có việc nhà")
    (line,) = lines(made(day))
    assert (line["Điểm danh"], line["Giờ đến"], line["Ghi chú"]) == ("Có mặt", "07:00", "về lúc 09:30")
    assert entries(day.meeting)[0].here


def test_the_full_name_stands_also_of_who_asked_not_to_be_named_and_no_phone() -> None:
    """It is signed and kept inside; what is published are the minutes."""
    day = PaperDay()
    day.person("d", "Phạm Thị Dung", withhold_name=True, phone="0912345678")
    assert lines(made(day))[0]["Họ và tên"] == "Phạm Thị Dung"
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
    assert tables(made(PaperDay())) == []


def test_desk_minutes_and_list_count_the_same_bodies() -> None:
    """Written with other capitals it is still one organisation, at the door and on paper."""
    day = PaperDay()
    for key, org in [("a", "Hội Nông dân"), ("b", "hội nông dân"), ("c", "Hội  Nông Dân")]:
        day.do(doors.add_person, person=key, record=Person(name=f"Người {key}", org=org))
        day.do(doors.check_in, person=key)
    day.step("khai_mac")
    counted = [(part.name, part.came) for part in delegations(day.meeting) if part.came]
    assert counted == [("Hội Nông dân", 3)]
    assert {entry.group for entry in entries(day.meeting)} == {"Hội Nông dân"}
    assert "Hội Nông dân: 3 người" in str(minutes(day.meeting, day.now, day.profile))


def test_a_page_holds_thirty_seven_people() -> None:
    """Neither a usual name nor how somebody was absent needs a second line."""
    day = PaperDay()
    meeting = day.meeting
    for count in range(80):
        meeting.people[f"p{count}"] = Person(
            name="Nguyễn Thị Thu Hồng",
            village="thôn 10",
            org="Hội Nông dân",
            birth_year=1950,
            status="absent_unexcused",
        )
    with pypdfium2.PdfDocument(to_pdf(attendance_list(meeting, day.now, day.profile))) as document:
        text = document[1].get_textpage().get_text_bounded()
    assert text.count("Vắng không lý do") == text.count("Nguyễn Thị Thu Hồng") >= 37
