"""The summary: every opinion once, under its field, with what became of it."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from paper_day import STATE, PaperDay, whole_day
from reading import every, only, rows, texts

from meeting_tui.domain import opinions
from meeting_tui.domain.papers.blocks import Letterhead, Paper, Signatures, Subject, Table, Title
from meeting_tui.domain.papers.matters import ANONYMOUS, COMPLAINT
from meeting_tui.domain.papers.summary import columns, groups, sheet_rows, summary

NAME, TEXT, SHAPE, ANSWER, FURTHER, OWNER, DUE = 2, 3, 4, 6, 7, 8, 9
"""Columns on paper; in the spreadsheet the field stands before `SHAPE`."""


def made(day: PaperDay) -> Paper:
    return summary(day.meeting, day.now, day.profile)


@pytest.fixture(scope="module")
def whole() -> Paper:
    return made(whole_day())


def row(paper: Paper, number: int) -> tuple[str, ...]:
    (found,) = [found for found in rows(paper) if found[1] == str(number)]
    return found


def test_the_columns_are_those_of_the_model(whole: Paper) -> None:
    """Handbook, 2.4, in its order. On paper the field is not told again under its own name."""
    model = (
        "TT | Mã | Họ và tên, thôn | Nội dung ý kiến, kiến nghị | Lĩnh vực | Hình thức | Đơn vị trả lời | "
        "Kết quả trả lời tại Hội nghị | Nội dung tiếp tục giải quyết | Đơn vị chủ trì | Thời hạn | "
        "Kết quả, số văn bản trả lời"
    )
    assert " | ".join(column.header for column in columns(STATE, "Họ và tên, thôn")) == model
    printed = only(whole, Table)
    assert " | ".join(column.header for column in printed.columns) == model.replace(" | Lĩnh vực", "")
    assert {len(found) for found in printed.rows} == {len(printed.columns)}


def test_the_villages_have_the_plans_own_name() -> None:
    day = PaperDay(msgspec.structs.replace(STATE, villages=("bản Mỳ",)))
    day.person("an", "Lò Văn An", village="bản Mỳ")
    day.step("phat_bieu")
    day.speak("an", "Đường xấu")
    assert only(made(day), Table).columns[NAME].header == "Họ và tên, bản"


def test_it_is_landscape_in_small_letters_with_a_place_for_the_day(whole: Paper) -> None:
    assert whole.landscape
    assert only(whole, Table).size == "small"
    head = only(whole, Letterhead)
    assert (head.number, head.place_date) == ("", "Ích Hậu, ngày      tháng      năm 2024")
    assert only(whole, Title).text == "BẢNG TỔNG HỢP"
    assert only(whole, Subject).text.startswith("Ý kiến, kiến nghị của Nhân dân tại Hội nghị tiếp xúc")


def test_opinions_stand_by_field_with_a_subtotal(whole: Paper) -> None:
    """In the order of the handbook's list; what nobody classified comes last."""
    spans = only(whole, Table).spans
    assert [(span.before, span.text, span.bold) for span in spans[:4]] == [
        (0, "I. Lĩnh vực: Đất đai - địa chính", True),
        (1, "Cộng: 1 ý kiến; đã trả lời tại Hội nghị: 1; tiếp tục giải quyết: 0; vượt thẩm quyền: 0", False),
        (1, "II. Lĩnh vực: Giao thông, thủy lợi, điện, nước", True),
        (3, "Cộng: 2 ý kiến; đã trả lời tại Hội nghị: 0; tiếp tục giải quyết: 2; vượt thẩm quyền: 0", False),
    ]
    assert [span.text for span in spans if span.bold][-1] == "V. Lĩnh vực: Chưa phân loại"
    assert spans[-1].before == len(rows(whole))


def test_every_opinion_is_counted_through_and_the_last_number_is_the_total(whole: Paper) -> None:
    assert [found[0] for found in rows(whole)] == ["1", "2", "3", "4", "5", "6"]
    assert sorted(found[1] for found in rows(whole)) == ["1", "2", "3", "4", "5", "6"]
    assert texts(whole) == [
        "Tổng số: 6 ý kiến; đã trả lời tại Hội nghị: 1; tiếp tục giải quyết: 2; vượt thẩm quyền: 1; "
        "ghi nhận, tiếp thu: 1; hướng dẫn gửi đơn đến bộ phận tiếp công dân: 1./."
    ]


def test_a_row_says_who_what_by_whom_and_until_when(whole: Paper) -> None:
    assert row(whole, 1) == (
        "2",
        "1",
        "Ông Nguyễn Văn An - thôn 1",
        "Đề nghị sửa đường liên thôn",
        "Trực tiếp",
        "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
        "Hẹn trả lời bằng văn bản: Đã có trong kế hoạch.\nSẽ trả lời cụ thể.\n"
        "Người có ý kiến đề nghị trả lời bằng văn bản.",
        "Trả lời bằng văn bản",
        "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
        "26/07/2024",
        "",
    )
    assert (row(whole, 6)[SHAPE], row(whole, 6)[FURTHER]) == ("Phiếu", "Báo cáo, đề nghị cấp trên xem xét")


def test_a_merged_opinion_stands_under_the_one_that_carries_it(whole: Paper) -> None:
    """It keeps its own words, and is not answered twice. A row of the spreadsheet says all of it: it may be sorted."""
    numbers = [found[1] for found in rows(whole)]
    assert numbers.index("4") == numbers.index("1") + 1
    assert row(whole, 4)[TEXT:ANSWER] == ("Đường thôn 1 lầy lội", "Trực tiếp", "")
    (sheet,) = [found for found in sheet_rows(whole_day().meeting) if found[1] == 4]
    assert sheet[4] == "Giao thông, thủy lợi, điện, nước" and sheet[6]
    assert row(whole, 4)[ANSWER:] == ("Trả lời chung với ý kiến số 1", "", "", "", "")


def test_a_complaint_is_not_given_in_full(whole: Paper) -> None:
    """Neither what it said, nor which kind, nor by whom."""
    found = row(whole, 3)
    assert (found[NAME], found[TEXT]) == (ANONYMOUS, COMPLAINT)
    assert COMPLAINT == "Khiếu nại/tố cáo: chuyển theo quy định"
    assert "quyết định số 5" not in str(whole.blocks) and "P.T.D." not in str(whole.blocks)


def test_whoever_the_hall_does_not_name_is_not_named_here() -> None:
    """Who asked for it, and who complained in the same speech."""
    day = PaperDay()
    day.person("dung", "Phạm Thị Dung", salutation="Bà", village="thôn 3", withhold_name=True)
    day.person("em", "Hồ Văn Em", salutation="Ông", village="thôn 1")
    day.step("phat_bieu")
    day.speak("dung", "Đường xấu", topic="giao_thong_tl")
    _, complaint = day.speak("em", "Thiếu nước", "Tố cáo cán bộ", topic="giao_thong_tl")
    day.do(opinions.name_kind, question=complaint, kind="to_cao")
    paper = made(day)
    assert [row(paper, 1)[NAME], row(paper, 2)[NAME]] == ["Bà P.T.D. - thôn 3", "Ông H.V.E. - thôn 1"]
    assert "Dung" not in str(paper.blocks) and "Hồ Văn Em" not in str(paper.blocks)


def test_before_there_are_opinions_there_is_no_empty_table() -> None:
    paper = made(PaperDay())
    assert every(paper, Table) == []
    assert texts(paper)[0].startswith("Tổng số: 0 ý kiến;")
    assert paper.draft


def test_helping_units_stand_with_the_one_that_leads() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    question = day.ask(None, "Đèn đường hỏng", topic="giao_thong_tl")
    day.do(opinions.classify, question=question, topic="giao_thong_tl", support_units=["police", "finance"])
    day.settle(question, "answered_in_part", due=date(2024, 7, 1))
    found = row(made(day), 1)
    assert found[OWNER].splitlines()[1] == "Phối hợp: Công an xã, Công chức Tài chính - kế toán"
    assert (found[FURTHER], found[DUE]) == ("Trả lời bằng văn bản phần còn lại", "01/07/2024")


def test_the_secretary_has_put_it_together_and_the_plans_signer_signs(whole: Paper) -> None:
    signed = only(whole, Signatures)
    assert signed.left is not None
    assert (signed.left.role, signed.left.name) == ("NGƯỜI TỔNG HỢP", "Lê Thị Minh")


def test_the_spreadsheet_has_the_same_rows_with_numbers_and_dates_as_such() -> None:
    """Text that looks like a date sorts by its day."""
    meeting = whole_day().meeting
    listed = list(sheet_rows(meeting))
    assert [found[:2] for found in listed] == [(1, 2), (2, 1), (3, 4), (4, 6), (5, 5), (6, 3)]
    assert listed[1][DUE + 1] == date(2024, 7, 26)
    assert all(len(found) == len(columns(STATE, "Họ và tên, thôn")) for found in listed)
    printed = [line.opinion.text for _, lines in groups(meeting) for line in lines]
    assert [found[TEXT] for found in listed] == printed


def test_a_buoi_is_not_called_a_conference() -> None:
    plan = msgspec.structs.replace(STATE, event_name="buổi tiếp xúc, đối thoại")
    assert (
        columns(plan, "Họ và tên, thôn")[ANSWER + 1].header == "Kết quả trả lời tại Buổi tiếp xúc, đối thoại"
    )
    assert "tại buổi tiếp xúc, đối thoại" in only(made(PaperDay(plan)), Subject).text
