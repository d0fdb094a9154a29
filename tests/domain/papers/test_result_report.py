"""The report on results: how everything stands on its day, and nothing that nobody recorded."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from paper_day import PARTY, STATE, PaperDay, whole_day
from reading import every, only, rows, texts

from meeting_tui.domain.papers.blocks import Appendix, Letterhead, Paper, Recipients, Subject, To
from meeting_tui.domain.papers.outcome_tables import standing
from meeting_tui.domain.papers.result_report import result_report
from meeting_tui.domain.plan import Recipient


def made(day: PaperDay, days: int = 0) -> Paper:
    day.at("08:00", days=days)
    return result_report(day.meeting, day.now, day.profile)


def after(paper: Paper, heading: str) -> list[str]:
    lines = texts(paper)
    return lines[lines.index(heading) + 1 :]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2024, 7, 10), "Quá hạn 1.000 ngày"),
        (date(2027, 4, 5), "Quá hạn 1 ngày"),
        (date(2027, 4, 6), "Đến hạn hôm nay"),
        (date(2027, 4, 7), "Còn 1 ngày"),
    ],
)
def test_a_date_is_late_only_when_it_has_passed(due: date, words: str) -> None:
    """The last day is still in time (handbook, 6.3)."""
    assert standing(due, date(2027, 4, 6)) == words


def test_the_head_the_subject_and_to_whom() -> None:
    """A report goes to those for whom the plan says `b/c`; they are not listed twice."""
    paper = made(whole_day())
    assert only(paper, Letterhead).number == "Số:      /BC-UBND"
    assert only(paper, Subject).text == (
        "Kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân tại Hội nghị tiếp xúc, đối thoại trực tiếp "
        "với Nhân dân xã Ích Hậu năm 2024"
    )
    assert only(paper, To) == To(title="Kính gửi:", lines=("Thường trực Đảng ủy – Hội đồng nhân dân xã",))
    assert only(paper, Recipients).lines == (
        "Như trên;",
        "UBMTTQ và các tổ chức đoàn thể;",
        "Lưu: VT, VP.",
    )


def test_several_who_are_addressed_are_a_list_and_told_in_full() -> None:
    """Box 9a: each on its line, `;` between and `.` at the end; short forms are for the list of recipients."""
    names = ("UBND huyện", "TV ĐU – TT HĐND xã", "TT. Huyện ủy", "Trung tâm TT huyện")
    reported = tuple(Recipient(name=name, note="b/c") for name in names)
    paper = made(PaperDay(msgspec.structs.replace(STATE, recipients=reported)))
    assert only(paper, To).lines == (
        "Ủy ban nhân dân huyện;",
        "Thường vụ Đảng ủy – Thường trực Hội đồng nhân dân xã;",
        "Thường trực Huyện ủy;",
        "Trung tâm TT huyện.",
    )
    assert only(paper, Recipients).lines == ("Như trên;", "Lưu: VT.")


def test_without_a_superior_in_the_plan_nobody_is_addressed() -> None:
    paper = made(PaperDay(msgspec.structs.replace(STATE, recipients=())))
    assert every(paper, To) == []
    assert only(paper, Recipients).lines == ("Lưu: VT.",)


def test_what_is_late_is_told_by_unit_on_the_day_of_the_report() -> None:
    """One task was due on 14/07, the other on 26/07."""
    paper = made(whole_day(), days=31)
    assert after(paper, "II. KẾT QUẢ GIẢI QUYẾT, TRẢ LỜI") == [
        "1. Đã trả lời, giải quyết tại Hội nghị: 1 ý kiến (Phụ lục I).",
        "2. Giao cơ quan, đơn vị tiếp tục giải quyết: 2 ý kiến và 1 nhiệm vụ khác (Phụ lục II).",
        "Tính đến ngày 15 tháng 7 năm 2024: đã quá thời hạn: 1 nội dung; còn trong thời hạn: 1 nội dung.",
        "Các đơn vị có nội dung quá thời hạn, chưa ghi nhận văn bản trả lời: Công chức Văn phòng - thống kê: 1.",
        "3. Vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét: 1 ý kiến (Phụ lục III).",
        "Trên đây là báo cáo kết quả giải quyết, trả lời ý kiến, kiến nghị của Nhân dân tại Hội nghị./.",
    ]
    assert [row[-2:] for row in rows(paper)[1:3]] == [
        ("26/07/2024", "Còn 11 ngày"),
        ("14/07/2024", "Quá hạn 1 ngày"),
    ]
    assert paper.facts["overdue"] == 1 and paper.facts["today"] == "2024-07-15"


def test_what_is_due_on_the_day_is_told_and_what_there_is_none_of_is_not() -> None:
    """`0 nội dung` in a report reads as a form that nobody filled in."""
    day = PaperDay()
    day.step("phat_bieu")
    day.settle(day.ask(None, "Đường", topic="giao_thong_tl"), "owed", due=date(2024, 6, 14))
    assert after(made(day), "II. KẾT QUẢ GIẢI QUYẾT, TRẢ LỜI")[:4] == [
        "1. Đã trả lời, giải quyết tại Hội nghị: không có.",
        "2. Giao cơ quan, đơn vị tiếp tục giải quyết: 1 ý kiến (Phụ lục I).",
        "Tính đến ngày 14 tháng 6 năm 2024: đến hạn trong ngày: 1 nội dung.",
        "3. Vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét: không có.",
    ]


def test_a_buoi_keeps_its_small_letter_in_a_sentence() -> None:
    plan = msgspec.structs.replace(STATE, event_name="buổi tiếp xúc, đối thoại")
    told = after(made(PaperDay(plan)), "II. KẾT QUẢ GIẢI QUYẾT, TRẢ LỜI")
    assert told[0] == "1. Đã trả lời, giải quyết tại buổi tiếp xúc, đối thoại: không có."
    assert told[-1].endswith("của Nhân dân tại buổi tiếp xúc, đối thoại./.")


def test_the_overview_counts_speakers_and_opinions_apart() -> None:
    paper = made(whole_day())
    assert after(paper, "I. TÌNH HÌNH CHUNG")[:2] == [
        "Hội nghị có 4 lượt người phát biểu với 5 ý kiến, kiến nghị; 1 ý kiến gửi bằng phiếu.",
        "Tổng số: 6 ý kiến; đã trả lời tại Hội nghị: 1; tiếp tục giải quyết: 2; vượt thẩm quyền: 1; "
        "ghi nhận, tiếp thu: 1; hướng dẫn gửi đơn đến bộ phận tiếp công dân: 1.",
    ]


def test_complaints_are_in_no_table() -> None:
    assert "quyết định số 5" not in str(made(whole_day()).blocks)


def test_an_empty_meeting_reports_nothing() -> None:
    paper = made(PaperDay(PARTY))
    assert every(paper, Appendix) == []
    assert not any("quá thời hạn" in line for line in texts(paper))
    assert paper.draft


def test_what_others_decide_is_handled_in_the_plans_own_words() -> None:
    plan = msgspec.structs.replace(STATE, beyond_competence="tổng hợp, đề nghị cấp có thẩm quyền xem xét")
    assert rows(made(whole_day(plan)))[-1][-1] == "Tổng hợp, đề nghị cấp có thẩm quyền xem xét"
