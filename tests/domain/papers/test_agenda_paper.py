"""The agenda with its hours, and the house rules behind it."""

from __future__ import annotations

from datetime import time

import msgspec
from paper_day import PARTY, STATE, PaperDay
from reading import only, rows, texts

from meeting_tui.domain.papers.agenda import agenda
from meeting_tui.domain.papers.blocks import Appendix, Letterhead, Paper, Recipients, Table
from meeting_tui.domain.plan import AgendaItem, Plan, Rules

AT_SEVEN = msgspec.structs.replace(STATE, events=(msgspec.structs.replace(STATE.here, start=time(7, 30)),))


def made(plan: Plan) -> Paper:
    day = PaperDay(plan)
    return agenda(day.meeting, day.now, day.profile)


def rules(paper: Paper) -> list[str]:
    at = next(place for place, block in enumerate(paper.blocks) if isinstance(block, Appendix))
    return texts(msgspec.structs.replace(paper, blocks=paper.blocks[at:]))


def test_hours_are_counted_from_the_announced_one_and_the_welcome_is_before_it() -> None:
    """Handbook, 5.2, hour by hour."""
    assert [row[1] for row in rows(made(AT_SEVEN))] == [
        "07:00 - 07:30",
        "07:30 - 07:40",
        "07:40 - 07:45",
        "07:45 - 07:55",
        "07:55 - 08:10",
        "08:10 - 09:30",
        "09:30 - 09:45",
        "09:45 - 09:50",
        "09:50 - 10:00",
        "10:00 - 10:50",
        "10:50 - 11:10",
        "11:10 - 11:20",
    ]
    assert rows(made(AT_SEVEN))[1] == (
        "2",
        "07:30 - 07:40",
        "Tuyên bố lý do, giới thiệu đại biểu, chủ trì và thư ký Hội nghị",
        "Người dẫn chương trình",
    )


def test_without_an_hour_it_says_how_long_each_takes() -> None:
    assert [row[1] for row in rows(made(STATE))][:2] == ["30 phút", "10 phút"]


def test_a_long_day_goes_over_midnight_without_a_fault() -> None:
    items = (
        AgendaItem(title="Đón tiếp", kind="welcome", minutes=24 * 60),
        AgendaItem(title="Khai mạc", kind="opening", minutes=24 * 60),
    )
    plan = msgspec.structs.replace(AT_SEVEN, agenda=items)
    assert [row[1] for row in rows(made(plan))] == ["07:30 - 07:30", "07:30 - 07:30"]


def test_who_does_what_has_no_column_where_the_plan_does_not_say_it() -> None:
    """Kon Plông: an empty column would be filled in by hand, or look forgotten."""
    steps = (
        AgendaItem(title="Khai mạc", kind="opening", minutes=10),
        AgendaItem(title="Nghe Nhân dân phát biểu", kind="speeches", minutes=80),
    )
    table = only(made(msgspec.structs.replace(AT_SEVEN, agenda=steps)), Table)
    assert [column.header for column in table.columns] == ["TT", "Thời gian", "Nội dung"]
    assert table.rows[0] == ("1", "07:30 - 07:40", "Khai mạc")
    said = (steps[0], msgspec.structs.replace(steps[1], who="Nhân dân"))
    table = only(made(msgspec.structs.replace(AT_SEVEN, agenda=said)), Table)
    assert [row[3] for row in table.rows] == ["", "Nhân dân"]


def test_number_and_place() -> None:
    head = only(made(STATE), Letterhead)
    assert (head.number, head.place_date) == ("Số:      /CTr-UBND", "Ích Hậu, ngày      tháng      năm 2024")
    assert only(made(PARTY), Letterhead).number == "Số      -CTr/ĐU"
    assert only(made(STATE), Recipients).lines[-1] == "Lưu: VT, VP."
    assert only(made(PARTY), Recipients).lines[-1] == "Lưu Văn phòng Đảng ủy."
    assert texts(made(AT_SEVEN))[:2] == [
        "Thời gian: 07 giờ 30 phút, ngày 14 tháng 6 năm 2024.",
        "Địa điểm: Hội trường UBND xã Ích Hậu.",
    ]


def test_the_house_rules_stand_on_a_page_of_their_own() -> None:
    """Handbook, 4, word for word."""
    paper = made(STATE)
    assert only(paper, Appendix).title == "NỘI QUY HỘI NGHỊ TIẾP XÚC, ĐỐI THOẠI"
    assert rules(paper) == [
        "1. Đến đúng giờ, điểm danh tại bàn đón tiếp, ngồi đúng vị trí theo hướng dẫn; trang phục lịch sự.",
        "2. Giữ trật tự, vệ sinh; để điện thoại ở chế độ im lặng; không hút thuốc, không sử dụng rượu, bia trước và "
        "trong Hội nghị.",
        "3. Muốn phát biểu: gửi Phiếu đăng ký hoặc giơ tay và chỉ phát biểu khi được chủ trì mời.",
        "4. Trước khi phát biểu, nêu rõ họ tên, thôn (bản, tổ dân phố).",
        "5. Mỗi người phát biểu một lần không quá 05 phút, ngắn gọn, đúng nội dung; không nêu lại ý kiến đã có người "
        "nêu. Phát biểu thêm khi còn thời gian và được chủ trì đồng ý.",
        "6. Mỗi thời điểm chỉ một người phát biểu; không ngắt lời, không tranh luận tay đôi.",
        "7. Nêu ý kiến trung thực, có căn cứ và chịu trách nhiệm về nội dung phát biểu; không xuyên tạc, vu khống, "
        "xúc phạm danh dự, nhân phẩm người khác; không lợi dụng Hội nghị gây mất an ninh, trật tự.",
        "8. Đơn khiếu nại, tố cáo không giải quyết tại Hội nghị mà gửi cho bộ phận tiếp công dân theo quy định.",
        "9. Người trả lời đi thẳng vào nội dung, mỗi ý kiến không quá 05 phút; nội dung chưa rõ thì hẹn thời gian "
        "trả lời bằng văn bản.",
        "10. Chấp hành sự điều hành của chủ trì; chỉ ghi âm, ghi hình khi được chủ trì đồng ý.",
    ]


def test_the_plans_own_numbers_and_rules_win() -> None:
    short = msgspec.structs.replace(STATE, rules=Rules(speak_minutes=3, answer_minutes=12, second_turn="no"))
    assert "không quá 03 phút" in rules(made(short))[4]
    assert rules(made(short))[4].endswith("Ý kiến bổ sung gửi bằng phiếu.")
    assert "không quá 12 phút" in rules(made(short))[8]
    own = msgspec.structs.replace(STATE, rules=Rules(text=("Đến đúng giờ", "Giữ trật tự;")))
    assert rules(made(own)) == ["1. Đến đúng giờ.", "2. Giữ trật tự;"]


def test_a_buoi_has_no_conference_in_its_default_steps() -> None:
    paper = made(msgspec.structs.replace(STATE, event_name="buổi tiếp xúc, đối thoại"))
    assert "Hội nghị" not in str(paper.blocks) and "HỘI NGHỊ" not in str(paper.blocks)
    assert "không giải quyết tại buổi tiếp xúc, đối thoại mà gửi" in rules(paper)[7]
    assert only(paper, Appendix).title == "NỘI QUY BUỔI TIẾP XÚC, ĐỐI THOẠI"
