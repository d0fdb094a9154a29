"""The conclusion notice: counts that add up, who does what by when, and nothing that the chair did not say."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from paper_day import PARTY, STATE, PaperDay, whole_day
from reading import every, only, rows, texts

from meeting_tui.domain import opinions, promises
from meeting_tui.domain.papers.blocks import (
    Appendix,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Subject,
    Table,
)
from meeting_tui.domain.papers.notice import notice
from meeting_tui.domain.plan import Deadline, Officer, Recipient, Signature


def made(day: PaperDay) -> Paper:
    return notice(day.meeting, day.now, day.profile)


@pytest.fixture(scope="module")
def whole() -> Paper:
    return made(whole_day())


def test_the_head_the_subject_and_the_opening(whole: Paper) -> None:
    """Handbook, 1.7."""
    assert only(whole, Letterhead).number == "Số:      /TB-UBND"
    assert only(whole, Subject).text == (
        "Kết luận của Chủ tịch UBND xã tại Hội nghị tiếp xúc, đối thoại trực tiếp với Nhân dân xã Ích Hậu "
        "ngày 14/06/2024"
    )
    assert texts(whole)[:2] == [
        "Ngày 14 tháng 6 năm 2024, tại Hội trường UBND xã Ích Hậu, Chủ tịch UBND xã Trần Văn Bình chủ trì "
        "Hội nghị tiếp xúc, đối thoại trực tiếp với Nhân dân xã Ích Hậu. Dự Hội nghị có 6 đại biểu, công dân.",
        "Sau khi nghe 4 lượt ý kiến phát biểu của Nhân dân, ý kiến giải trình, trả lời của các cơ quan, đơn vị, "
        "Chủ tịch UBND xã kết luận như sau:",
    ]


def test_what_the_chair_said_and_how_the_opinions_ended(whole: Paper) -> None:
    lines = texts(whole)
    start = lines.index("I. ĐÁNH GIÁ CHUNG")
    assert lines[start + 1 : lines.index("III. TỔ CHỨC THỰC HIỆN")] == [
        "1. Giao Văn phòng theo dõi, đôn đốc.",
        "2. Đề nghị MTTQ xã giám sát.",
        "II. KẾT LUẬN CÁC NỘI DUNG CỤ THỂ",
        "1. Các nội dung đã được trả lời, giải quyết tại Hội nghị: 1 ý kiến (Phụ lục I).",
        "2. Các nội dung giao cơ quan, đơn vị giải quyết: 2 ý kiến và 1 nhiệm vụ khác (Phụ lục II).",
        "3. Các nội dung vượt thẩm quyền, báo cáo, đề nghị cấp trên xem xét: 1 ý kiến (Phụ lục III).",
        "4. Các nội dung chưa đủ cơ sở giải quyết hoặc không thuộc phạm vi đối thoại: 1 ý kiến.",
        "- Ý kiến số 3: nội dung thuộc trình tự khiếu nại, tố cáo; đã hướng dẫn công dân gửi đơn đến bộ phận "
        "tiếp công dân để được giải quyết theo quy định.",
        "5. Các nội dung ghi nhận, tiếp thu: 1 ý kiến.",
        "- Ý kiến số 5: Đề nghị tăng giờ tiếp dân.",
    ]


def test_what_was_noted_or_withdrawn_is_listed_but_no_complaint() -> None:
    """The citizen looks for the own opinion in the notice."""
    day = PaperDay()
    day.step("phat_bieu")
    road, light = day.ask(None, "Đường lầy lội"), day.ask(None, "Đèn đường hỏng")
    again, angry = day.ask(None, "Đường ngập"), day.ask(None, "Tôi tố cáo ông X")
    day.ask(None, "Nước giếng đục")
    day.do(opinions.name_kind, question=angry, kind="to_cao")
    day.do(opinions.merge, into=road, questions=[again])
    day.settle(road, "noted")
    day.settle(light, "withdrawn")
    lines = texts(made(day))
    start = lines.index("5. Các nội dung ghi nhận, tiếp thu: 2 ý kiến.")
    assert lines[start + 1 : start + 6] == [
        "- Ý kiến số 1, 3: Đường lầy lội.",
        "6. Các nội dung người có ý kiến đã rút: 1 ý kiến.",
        "- Ý kiến số 2: Đèn đường hỏng.",
        "7. Các nội dung chưa có kết quả: 1 ý kiến.",
        "- Ý kiến số 5: Nước giếng đục.",
    ]
    assert not any("tố cáo ông X" in line for line in lines)


def test_tasks_of_the_conclusion_alone_are_no_opinions() -> None:
    day = PaperDay()
    day.do(promises.promise, promise="p", unit="office", content="Niêm yết", due=date(2024, 7, 1))
    assert "2. Các nội dung giao cơ quan, đơn vị giải quyết: 1 nhiệm vụ khác (Phụ lục I)." in texts(made(day))


def test_who_does_what_by_when(whole: Paper) -> None:
    """`Chậm nhất` includes the day, as the date in the table does; `trước` would not (handbook, 6.3)."""
    lines = texts(whole)
    assert lines[lines.index("III. TỔ CHỨC THỰC HIỆN") + 1 :] == [
        "1. Công chức Địa chính - xây dựng - nông nghiệp và môi trường giải quyết nội dung số 1 Phụ lục II, "
        "hoàn thành chậm nhất ngày 26/07/2024.",
        "2. Công chức Văn phòng - thống kê giải quyết nội dung số 2 Phụ lục II, "
        "hoàn thành chậm nhất ngày 14/07/2024.",
        "3. Các cơ quan, đơn vị được giao thông báo kết quả bằng văn bản đến người có ý kiến, đồng thời báo cáo "
        "Chủ tịch UBND xã (qua công chức Văn phòng - thống kê).",
        "4. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã giám sát việc trả lời, giải quyết các ý kiến, kiến nghị.",
        "5. Công chức Văn phòng - thống kê theo dõi, đôn đốc, tổng hợp báo cáo.",
        "Ủy ban nhân dân xã Ích Hậu thông báo để các cơ quan, đơn vị, cá nhân liên quan biết, thực hiện./.",
    ]


def test_the_appendices_say_what_the_numbers_stand_for(whole: Paper) -> None:
    found = every(whole, Appendix)
    assert [(annex.label, annex.title) for annex in found] == [
        ("Phụ lục I", "CÁC NỘI DUNG ĐÃ ĐƯỢC TRẢ LỜI, GIẢI QUYẾT TẠI HỘI NGHỊ"),
        ("Phụ lục II", "CÁC NỘI DUNG GIAO CƠ QUAN, ĐƠN VỊ GIẢI QUYẾT"),
        ("Phụ lục III", "CÁC NỘI DUNG VƯỢT THẨM QUYỀN, BÁO CÁO, ĐỀ NGHỊ CẤP TRÊN XEM XÉT"),
    ]
    note = (
        "(Kèm theo Thông báo số      /TB-UBND ngày      tháng      năm 2024 của Ủy ban nhân dân xã Ích Hậu)"
    )
    assert {annex.note for annex in found} == {note}
    _, owed, _ = every(whole, Table)
    assert [column.header for column in owed.columns] == [
        "TT",
        "Nội dung",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời hạn",
    ]
    assert owed.rows == (
        (
            "1",
            "Đề nghị sửa đường liên thôn (ý kiến số 1; cùng nội dung: ý kiến số 4)",
            "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
            "",
            "26/07/2024",
        ),
        ("2", "Niêm yết công khai kết quả giải quyết.", "Công chức Văn phòng - thống kê", "", "14/07/2024"),
    )


def test_appendices_are_counted_through_whatever_is_missing() -> None:
    """A notice with a Phụ lục II and no Phụ lục I would be sent back."""
    day = PaperDay()
    day.step("phat_bieu")
    day.settle(day.ask(None, "Thiếu nước", topic="giao_thong_tl"), "beyond_competence")
    paper = made(day)
    assert [annex.label for annex in every(paper, Appendix)] == ["Phụ lục I"]
    assert "1. Các nội dung đã được trả lời, giải quyết tại Hội nghị: không có." in texts(paper)
    assert any(line.endswith("cấp trên xem xét: 1 ý kiến (Phụ lục I).") for line in texts(paper))


def test_one_unit_with_several_dates_is_sent_to_the_table() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    for month in (7, 8):
        question = day.ask(None, f"Việc tháng {month}", topic="dat_dai")
        day.settle(question, "owed", due=date(2024, month, 1))
    assert any(
        "nội dung số 1, 2 Phụ lục I, hoàn thành theo thời hạn tại Phụ lục I." in t for t in texts(made(day))
    )


def test_out_of_scope_says_why() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    day.settle(day.ask(None, "Xin đổi giờ tàu"), "out_of_scope", answer="Thuộc ngành đường sắt")
    assert "- Ý kiến số 1: Xin đổi giờ tàu. Lý do: Thuộc ngành đường sắt." in texts(made(day))


def test_the_partys_notice_has_its_own_marks() -> None:
    paper = made(
        whole_day(
            msgspec.structs.replace(PARTY, signature=Signature(authority="T/M BAN THƯỜNG VỤ", title="BÍ THƯ"))
        )
    )
    assert only(paper, Letterhead).number == "Số      -TB/ĐU"
    assert "I- ĐÁNH GIÁ CHUNG" in texts(paper)
    assert texts(paper)[-1].endswith("biết, thực hiện.")
    signed = only(paper, Signatures).right
    assert (signed.authority, signed.role) == (("T/M BAN THƯỜNG VỤ",), "BÍ THƯ")
    assert only(paper, Recipients).lines[-1] == "Lưu Văn phòng Đảng ủy."
    assert every(paper, Appendix)[0].note.startswith("(Kèm theo Thông báo số      -TB/ĐU ngày")


def test_the_office_speaks_where_its_head_signs_by_order() -> None:
    """`TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG`; the plan says which office gives notice (handbook, 12.4 and 12.5)."""
    duty = Deadline(
        id="n",
        kind="notice",
        what="thông báo kết luận",
        owner="Văn phòng HĐND và UBND xã (phối hợp Văn phòng Đảng ủy)",
        amount=7,
        unit="day",
        anchor="conference_end",
        dir="after",
    )
    plan = msgspec.structs.replace(
        STATE, deadlines=(duty,), signature=Signature(authority="TL. CHỦ TỊCH", title="CHÁNH VĂN PHÒNG")
    )
    lines = texts(made(PaperDay(plan)))
    assert lines[-1].startswith("Văn phòng HĐND và UBND xã thông báo để")
    assert "2. Văn phòng HĐND và UBND xã theo dõi, đôn đốc, tổng hợp báo cáo." in lines


def test_before_anything_is_known_the_blanks_stay() -> None:
    """A plan without a date, an hour or a place: nothing is invented."""
    here = msgspec.structs.replace(STATE.here, date=None, venue="")
    day = PaperDay(msgspec.structs.replace(STATE, events=(here,), delegates=()))
    lines = texts(made(day))
    assert lines[0].startswith(
        "Ngày … tháng … năm …, tại …, Bí thư Đảng ủy - Chủ tịch HĐND xã và Chủ tịch UBND xã chủ trì"
    )
    assert lines[0].endswith("Dự Hội nghị có … đại biểu, công dân.")
    assert lines[1].startswith("Sau khi nghe ý kiến của Nhân dân,")
    assert only(made(day), Subject).text.endswith("ngày …/…/…")
    assert rows(made(day)) == []


def test_an_officers_form_of_address_is_not_repeated() -> None:
    plan = msgspec.structs.replace(
        STATE, chairs=(Officer(title="Chủ tịch UBND xã", name="Đồng chí Lê Văn Bảo"),)
    )
    assert ", Chủ tịch UBND xã Lê Văn Bảo chủ trì" in texts(made(PaperDay(plan)))[0]


@pytest.mark.parametrize(
    ("days", "year"),
    [(7, 2024), (210, 2025), (2 * 365, 2024), (-400, 2024)],
    ids=["soon", "January", "found in the archive", "printed ahead"],
)
def test_the_year_beside_the_place_is_that_in_which_it_is_signed(days: int, year: int) -> None:
    """A meeting of December is concluded in January; a copy that is printed years later is no paper of that year."""
    day = whole_day() if days > 0 else PaperDay()
    paper = made(day.at("08:00", days=days))
    assert only(paper, Letterhead).place_date.endswith(f"năm {year}")
    assert only(paper, Subject).text.endswith("14/06/2024")


def test_who_was_invited_to_chair_too_is_named() -> None:
    """The handbook's plan 12.3: the Front's chairman."""
    plan = msgspec.structs.replace(
        STATE,
        chairs=(Officer(title="Chủ tịch UBND xã", name="Ông Lê Văn Bảo"),),
        co_chairs_invited=(Officer(title="Chủ tịch UBMTTQ xã"),),
    )
    assert (
        ", Chủ tịch UBND xã Lê Văn Bảo chủ trì, Chủ tịch UBMTTQ xã đồng chủ trì Hội nghị"
        in texts(made(PaperDay(plan)))[0]
    )


def test_a_buoi_keeps_its_small_letter_in_a_sentence() -> None:
    plan = msgspec.structs.replace(STATE, event_name="buổi tiếp xúc, đối thoại", delegates=())
    lines = texts(made(PaperDay(plan)))
    assert lines[0].endswith("Dự buổi tiếp xúc, đối thoại có … đại biểu, công dân.")
    assert "1. Các nội dung đã được trả lời, giải quyết tại buổi tiếp xúc, đối thoại: không có." in lines


@pytest.mark.parametrize(
    ("kept", "line"),
    [
        ("Lưu: VT", "Lưu: VT."),
        ("Lưu", "Lưu: VT."),
        ("Lưu VP", "Lưu: VT, VP."),
        ("Lưu: VT, VP.", "Lưu: VT, VP."),
        ("Lưu: VT, Hồ sơ; TC-KH, VHXH", "Lưu: VT, TC-KH, VHXH."),
    ],
)
def test_a_copy_is_kept_by_who_drafts_the_offices_papers(kept: str, line: str) -> None:
    """Box 9b: `Lưu: VT, <đơn vị soạn thảo>`; `Hồ sơ` belongs to minutes (model 1.9)."""
    plan = msgspec.structs.replace(STATE, recipients=(Recipient(name="Công an xã"), Recipient(name=kept)))
    assert only(made(PaperDay(plan)), Recipients).lines == ("Công an xã;", line)


def test_an_issuer_without_the_name_of_its_area_gets_it_from_the_plan() -> None:
    """`HỘI ĐỒNG NHÂN DÂN HUYỆN` alone says of no body who it is."""
    plan = msgspec.structs.replace(
        STATE, issuer="Thường trực Hội đồng nhân dân huyện", place="huyện Kon Plông", level="huyen"
    )
    paper = made(whole_day(plan))
    assert only(paper, Letterhead).issuer == ("THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN", "HUYỆN KON PLÔNG")
    assert texts(paper)[-1].startswith("Thường trực Hội đồng nhân dân huyện Kon Plông thông báo")
    assert every(paper, Appendix)[0].note.endswith("của Thường trực Hội đồng nhân dân huyện Kon Plông)")
