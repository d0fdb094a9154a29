"""The minutes: official lines word for word, and what may and may not be in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from paper_day import PARTY, STATE, PaperDay, whole_day

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.papers.approval import approvers
from meeting_tui.domain.papers.blocks import (
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Signatures,
    Subject,
    Table,
    plain,
)
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.plan import AgendaItem, Event, Plan, Unit


def paper_of(day: PaperDay) -> Paper:
    return minutes(day.meeting, day.now, day.profile)


def texts(paper: Paper) -> list[str]:
    """The headings and paragraphs as plain lines."""
    return [
        plain(block.runs) if isinstance(block, Paragraph) else block.text
        for block in paper.blocks
        if isinstance(block, Paragraph | Heading)
    ]


def only(paper: Paper, kind: type[Any]) -> Any:
    found = [block for block in paper.blocks if isinstance(block, kind)]
    assert len(found) == 1
    return found[0]


def line(paper: Paper, beginning: str) -> str:
    found = [text for text in texts(paper) if text.startswith(beginning)]
    assert len(found) == 1, (beginning, found)
    return found[0]


def after(paper: Paper, beginning: str, count: int = 1) -> list[str]:
    """The lines that follow the one that begins so."""
    lines = texts(paper)
    at = next(place for place, text in enumerate(lines) if text.startswith(beginning))
    return lines[at + 1 : at + 1 + count]


def plan_with(**fields: Any) -> Plan:
    return msgspec.structs.replace(STATE, **fields)


@pytest.fixture(scope="module")
def whole() -> Paper:
    return paper_of(whole_day())


@pytest.fixture(scope="module")
def party() -> Paper:
    return paper_of(whole_day(PARTY))


# -- the frame -------------------------------------------------------------------------------------------


def test_state_letterhead_has_two_lines_each_and_no_date(whole: Paper) -> None:
    head = only(whole, Letterhead)
    assert head.issuer == ("ỦY BAN NHÂN DÂN", "XÃ ÍCH HẬU")
    assert head.right == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert head.number == "Số:      /BB-UBND"
    assert head.place_date == ""


def test_party_letterhead(party: Paper) -> None:
    head = only(party, Letterhead)
    assert head.style == "party"
    assert (head.superior, head.issuer) == (("ĐẢNG BỘ HUYỆN HƯƠNG SƠN",), ("ĐẢNG ỦY XÃ SƠN GIANG",))
    assert head.right == ("ĐẢNG CỘNG SẢN VIỆT NAM",)
    assert head.number == "Số      -BB/ĐU"


def test_subject_names_both_sides_of_the_dialogue(whole: Paper) -> None:
    assert only(whole, Subject).text == (
        "Hội nghị tiếp xúc, đối thoại trực tiếp giữa Bí thư Đảng ủy - Chủ tịch HĐND xã và Chủ tịch UBND xã "
        "với Nhân dân xã Ích Hậu năm 2024"
    )


def test_opening_line_has_the_real_time(whole: Paper) -> None:
    assert texts(whole)[0].startswith(
        "Hôm nay, vào hồi 07 giờ 30 phút, ngày 14 tháng 6 năm 2024, tại Hội trường UBND xã Ích Hậu, "
        "Ủy ban nhân dân xã Ích Hậu tổ chức Hội nghị tiếp xúc, đối thoại trực tiếp"
    )


def test_headings_of_both_profiles(whole: Paper, party: Paper) -> None:
    titles = ["THÀNH PHẦN THAM DỰ", "NỘI DUNG HỘI NGHỊ", "KẾT LUẬN CỦA CHỦ TRÌ"]
    numbers = ["I", "II", "III"]
    headings = [[b.text for b in paper.blocks if isinstance(b, Heading)] for paper in (whole, party)]
    assert headings[0] == [f"{n}. {title}" for n, title in zip(numbers, titles, strict=True)]
    assert headings[1] == [f"{n}- {title}" for n, title in zip(numbers, titles, strict=True)]


def test_signatures(whole: Paper, party: Paper) -> None:
    state, other = only(whole, Signatures), only(party, Signatures)
    assert (state.left.role, state.right.role) == ("THƯ KÝ", "CHỦ TỌA")
    assert state.left.note == "(Ký, ghi rõ họ tên)"
    assert state.right.note == "(Ký, ghi rõ họ tên, đóng dấu nếu có)"
    assert (state.left.name, state.right.name) == ("Lê Thị Minh", "Trần Văn Bình")
    assert (other.left.role, other.right.role) == ("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ")


def test_no_name_is_invented_for_a_signature() -> None:
    signed = only(paper_of(PaperDay()), Signatures)
    assert (signed.left.name, signed.right.name) == ("", "")


def test_a_signature_has_no_form_of_address() -> None:
    day = PaperDay()
    day.officers("chair", ("Ông Trần Văn Bình", "Chủ tịch UBND xã"))
    assert only(paper_of(day), Signatures).right.name == "Trần Văn Bình"
    assert "1. Chủ trì (chủ tọa): Ông Trần Văn Bình, Chủ tịch UBND xã." in texts(paper_of(day))


def test_recipients_end_with_the_profiles_archive(whole: Paper, party: Paper) -> None:
    assert only(whole, Recipients).lines == (
        "TT Đảng ủy – HĐND xã (b/c);",
        "UBMTTQ và các tổ chức đoàn thể;",
        "Lưu: VT, Hồ sơ.",
    )
    assert only(party, Recipients).lines == ("Thường trực Huyện ủy (để b/c);", "Lưu Văn phòng Đảng ủy.")


# -- I ---------------------------------------------------------------------------------------------------


def test_total_line_word_for_word(whole: Paper) -> None:
    assert line(whole, "Tổng số được mời") == (
        "Tổng số được mời (triệu tập): 7 người; có mặt: 5 người (đạt 71,4%); "
        "vắng: 2 người (có lý do: 1; không lý do: 1). Ngoài thành phần mời: 1 người."
    )
    assert "(Danh sách điểm danh kèm theo)" in texts(whole)


def test_people_by_organisation_with_the_rest_last(whole: Paper) -> None:
    assert line(whole, "4. Nhân dân") == (
        "4. Nhân dân: 5 người, trong đó: Hội Nông dân: 2 người; Hội Phụ nữ: 1 người; "
        "thành phần khác: 2 người."
    )
    assert line(whole, "3. Đại biểu") == (
        "3. Đại biểu: 1 người, gồm: ông Phan Văn Khách, Phó Chủ tịch UBMTTQ huyện."
    )


def test_officials_are_comrades_in_party_papers(party: Paper) -> None:
    assert line(party, "1. Chủ trì") == "1. Chủ trì (chủ tọa): Đồng chí Trần Văn Bình, Chủ tịch UBND xã."


def test_only_the_first_of_several_begins_with_a_capital() -> None:
    """`; đồng chí …`, `; bà …`: inside a sentence a form of address has none."""
    day = PaperDay(PARTY)
    day.officers("chair", ("Trần Văn Bình", "Bí thư"), ("Lê Thị Hiền", "Chủ tịch UBND xã"))
    assert line(paper_of(day), "1. Chủ trì") == (
        "1. Chủ trì (chủ tọa): Đồng chí Trần Văn Bình, Bí thư; đồng chí Lê Thị Hiền, Chủ tịch UBND xã."
    )
    day = PaperDay()
    day.officers("chair", ("Ông Trần Văn Bình", "Bí thư"), ("Bà Lê Thị Hiền", "Chủ tịch UBND xã"))
    assert line(paper_of(day), "1. Chủ trì").endswith(
        ": Ông Trần Văn Bình, Bí thư; bà Lê Thị Hiền, Chủ tịch UBND xã."
    )


def test_the_line_of_who_writes_does_not_say_so_twice() -> None:
    """A plan may name the office as `Văn phòng (ghi biên bản)`."""
    day = PaperDay()
    day.officers("secretary", ("Bà Lê Thị Minh", "Văn phòng HĐND và UBND (ghi biên bản)"))
    assert line(paper_of(day), "2. ") == (
        "2. Thư ký (người ghi biên bản): Bà Lê Thị Minh, Văn phòng HĐND và UBND."
    )


def test_before_it_begins_nobody_is_called_absent() -> None:
    """Figures that nobody knows yet are blanks; the invited are known."""
    day = PaperDay()
    day.person("an", "Nguyễn Văn An", village="thôn 1")
    day.person("binh", "Trần Thị Bình", village="thôn 1", here=False)
    paper = paper_of(day)
    assert line(paper, "4. Nhân dân") == "4. Nhân dân: …"
    assert line(paper, "Tổng số được mời") == (
        "Tổng số được mời (triệu tập): 2 người; có mặt: … người (đạt …); "
        "vắng: … người (có lý do: …; không lý do: …). Ngoài thành phần mời: … người."
    )
    day.do(doors.announce_present, count=1)
    assert "có mặt: 1 người (đạt 50%); vắng: 1 người" in line(paper_of(day), "Tổng số được mời")


def test_before_anybody_is_named_offices_and_invited_bodies_stand() -> None:
    paper = paper_of(PaperDay())
    assert line(paper, "1.") == "1. Chủ trì (chủ tọa): Bí thư Đảng ủy - Chủ tịch HĐND xã; Chủ tịch UBND xã."
    assert line(paper, "2.") == "2. Thư ký (người ghi biên bản): Văn phòng xã Ích Hậu."
    assert line(paper, "3.") == "3. Đại biểu: Thường trực Đảng ủy; lãnh đạo Ủy ban nhân dân."
    assert line(paper, "Tổng số") == "Tổng số có mặt: … người."


def test_without_a_list_the_announced_number_stands() -> None:
    day = PaperDay()
    day.do(doors.announce_present, count=1234)
    assert "Tổng số có mặt: 1.234 người." in texts(paper_of(day))


def test_households_are_counted_once() -> None:
    day = PaperDay(plan_with(count_by="household"))
    day.step("khai_mac")
    for key, home, here in (("a", "h1", True), ("b", "h1", True), ("c", "h2", False), ("d", "", True)):
        day.person(key, f"Nguyễn Văn {key}", household=home, here=here)
    assert line(paper_of(day), "4. Nhân dân") == (
        "4. Nhân dân: 3 hộ, trong đó 2 hộ có đại diện dự Hội nghị (đạt 66,7%); 1 hộ không có đại diện."
    )


def test_many_delegates_are_counted_by_body() -> None:
    day = PaperDay()
    day.step("khai_mac")
    for count in range(13):
        day.person(f"d{count}", f"Trần Văn {count}", kind="delegate", org="UBND xã" if count else "Đảng ủy")
    assert line(paper_of(day), "3.") == (
        "3. Đại biểu: 13 người, trong đó: Đảng ủy: 1 người; UBND xã: 12 người."
    )


# -- II --------------------------------------------------------------------------------------------------


def test_steps_are_numbered_as_they_were_run(whole: Paper) -> None:
    """Welcome, break, and the steps that were jumped over leave no number."""
    numbered = [text.split(".")[0] for text in texts(whole) if text[:1].isdigit() and text[1:3] == ". "]
    assert numbered == ["1", "2", "3", "4", "1", "2", "3", "4", "5", "6", "7", "1", "2"]
    assert line(whole, "2. Thông qua") == (
        "2. Thông qua chương trình, nội quy tiếp xúc, đối thoại: Bà Lê Thị Minh trình bày; "
        "Hội nghị nhất trí 100%."
    )
    assert after(whole, "4. Báo cáo", 2) == ["Dòng một.", "Dòng hai."]
    assert not any("Giải lao" in text or "Đón tiếp" in text for text in texts(whole))


def test_speakers_and_opinions_are_counted_separately(whole: Paper) -> None:
    assert line(whole, "5. ").endswith(
        ": có 4 lượt người phát biểu với 5 ý kiến, kiến nghị; 1 ý kiến gửi bằng phiếu. Cụ thể:"
    )


def test_a_speech_with_everything_in_place(whole: Paper) -> None:
    head = "5.1. Ông Nguyễn Văn An - thôn 1, đồng thời thay mặt ông Lê Văn Châu - thôn 3:"
    assert after(whole, head, 5) == [
        "Ý kiến số 1: Đề nghị sửa đường liên thôn.",
        "(Chủ trì trao đổi: Đề nghị nói rõ đoạn nào)",
        "Ý kiến số 2: Chậm cấp giấy chứng nhận",
        "Từ năm 2021 đến nay.",
        "5.2. Bà Trần Thị Bình - thôn 2: phát biểu, không nêu kiến nghị cụ thể.",
    ]


def test_second_speech_and_merged_opinion(whole: Paper) -> None:
    assert after(whole, "5.4. Ông Nguyễn Văn An - thôn 1 (phát biểu lần 2):") == [
        "Ý kiến số 4: Đường thôn 1 lầy lội. (Cùng nội dung với ý kiến số 1.)"
    ]


def test_a_complaint_is_only_redirected(whole: Paper) -> None:
    assert "quyết định số 5" not in str(msgspec.to_builtins(whole))
    said = after(whole, "5.3. Ông (bà) P.T.D. - thôn 3:")[0]
    assert said.startswith("Ý kiến số 3: nội dung thuộc trình tự khiếu nại, tố cáo; đã hướng dẫn công dân")
    assert "Phạm Thị Dung" not in str(msgspec.to_builtins(whole))


def test_a_promise_made_before_it_was_a_complaint_stays_out() -> None:
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    question = day.ask(None, "Nội dung kín", topic="dat_dai")
    day.settle(question, "owed", due=day.now.date() + timedelta(days=9))
    day.do(opinions.name_kind, question=question, kind="to_cao")
    assert "Nội dung kín" not in str(msgspec.to_builtins(paper_of(day)))


def test_opinions_of_nobody_and_slips_stand_apart(whole: Paper) -> None:
    assert after(whole, "5.5. Ý kiến khác nêu trực tiếp:", 3) == [
        "Ý kiến số 5: Đề nghị tăng giờ tiếp dân.",
        "5.6. Ý kiến gửi bằng phiếu:",
        "Ý kiến số 6 (ông Đỗ Văn Hải - thôn 4): Xin miễn khoản thu quỹ.",
    ]


def test_an_answer_names_question_asker_topic_and_outcome(whole: Paper) -> None:
    assert after(whole, "6.1. Công chức Địa chính", 5) == [
        "Ông Lê Văn Cường, công chức Địa chính, trả lời ý kiến số 1 của ông Nguyễn Văn An - thôn 1 "
        "về giao thông, thủy lợi, điện, nước (cùng nội dung: ý kiến số 4 của ông Nguyễn Văn An - thôn 1): "
        "Đã có trong kế hoạch.",
        "Sẽ trả lời cụ thể.",
        "Kết quả: hẹn trả lời bằng văn bản, thời hạn 26/07/2024; "
        "người có ý kiến đề nghị trả lời bằng văn bản.",
        "Ông Lê Văn Cường, công chức Địa chính, trả lời ý kiến số 2 của ông Nguyễn Văn An - thôn 1 "
        "về đất đai - địa chính: Đã giải quyết xong hồ sơ.",
        "Kết quả: đã trả lời tại Hội nghị; người có ý kiến nhất trí.",
    ]


UNITS_ANSWER = "Đại diện các cơ quan, đơn vị trả lời những vấn đề Nhân dân nêu"


def answered_in_turn() -> PaperDay:
    """Two speak; the first has an answer before the second begins."""
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    day.person("an", "Nguyễn Văn An", village="thôn 1")
    day.person("binh", "Trần Thị Bình", village="thôn 2")
    day.do(agenda.switch_mode, mode="interleaved")
    day.step("phat_bieu")
    first, second = day.speak("an", "Hỏi về đường", "Xin bản đồ", topic="giao_thong_tl")
    day.settle(first, "answered", answer="Sẽ sửa", answered_by="Ông Cường, công chức Địa chính")
    day.settle(second, "noted")
    return day


AFTER_AN = [
    "Ý kiến số 1: Hỏi về đường.",
    "Ý kiến số 2: Xin bản đồ.",
    "Ông Cường, công chức Địa chính, trả lời ý kiến số 1 về giao thông, thủy lợi, điện, nước: Sẽ sửa.",
    "Kết quả: đã trả lời tại Hội nghị.",
    "Ý kiến số 2 về giao thông, thủy lợi, điện, nước: ghi nhận, tiếp thu.",
]


def test_an_answer_stands_after_its_speech_when_it_was_given_then() -> None:
    """Minutes tell the meeting as it went (model 1.9); a step in which nothing was left says so."""
    day = answered_in_turn()
    paper = paper_of(day)
    assert after(paper, "2.1. Ông (bà) Nguyễn Văn An", 5) == AFTER_AN
    day.step("ket_luan")
    paper = paper_of(day)
    assert after(paper, "2.1. Ông (bà) Nguyễn Văn An", 6) == [*AFTER_AN, "III. KẾT LUẬN CỦA CHỦ TRÌ"]
    day = answered_in_turn()
    day.step("tra_loi")
    assert line(paper_of(day), f"3. {UNITS_ANSWER}") == (
        f"3. {UNITS_ANSWER}: các ý kiến đã được trả lời ngay sau từng lượt phát biểu."
    )


def test_the_units_later_tell_only_the_rest() -> None:
    """The day changed its way in the middle; who had no answer yet gets it there. A complaint is told once."""
    day = answered_in_turn()
    asked = day.speak("binh", "Hỏi về thuốc", topic="y_te")[0]
    complaint = day.speak("binh", "Tôi khiếu nại")[0]
    day.do(opinions.name_kind, question=complaint, kind="khieu_nai")
    day.do(agenda.switch_mode, mode="batch")
    day.step("tra_loi")
    day.settle(asked, "answered", answer="Đã có")
    paper = paper_of(day)
    assert after(paper, "2.1. Ông (bà) Nguyễn Văn An", 5) == AFTER_AN
    assert after(paper, f"3. {UNITS_ANSWER}.", 4) == [
        f"3.1. {day.meeting.units[day.meeting.questions[asked].unit].name}:",
        "Trả lời ý kiến số 3 của ông (bà) Trần Thị Bình - thôn 2 về y tế, BHYT, dân số: Đã có.",
        "Kết quả: đã trả lời tại Hội nghị.",
        "III. KẾT LUẬN CỦA CHỦ TRÌ",
    ]


def test_a_complaint_alone_makes_no_part_of_answers() -> None:
    """Where it was brought stands all that there is to tell of it."""
    day = answered_in_turn()
    complaint = day.speak("binh", "Tôi khiếu nại")[0]
    day.do(opinions.name_kind, question=complaint, kind="khieu_nai")
    day.step("ket_luan")
    told, then = after(paper_of(day), "2.2. Ông (bà) T.T.B. - thôn 2:", 2)
    assert told.startswith("Ý kiến số 3: nội dung thuộc trình tự khiếu nại, tố cáo;")
    assert then == "III. KẾT LUẬN CỦA CHỦ TRÌ"


def test_a_late_speaker_does_not_move_the_answers_of_before() -> None:
    """The units have begun to answer apart: what they say stays there when the day goes back to the speeches."""
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    day.person("an", "Nguyễn Văn An")
    day.step("phat_bieu")
    asked = day.speak("an", "Hỏi về thuốc", topic="y_te")[0]
    day.step("tra_loi")
    day.settle(asked, "noted")
    day.step("phat_bieu")
    paper = paper_of(day)
    assert after(paper, "2.1. Ông (bà) Nguyễn Văn An", 2) == [
        "Ý kiến số 1: Hỏi về thuốc.",
        f"3. {UNITS_ANSWER}.",
    ]


def test_an_answer_on_the_spot_to_a_slip_stands_under_it() -> None:
    day = answered_in_turn()
    slip = day.slip("binh", "Xin miễn khoản thu", topic="tai_chinh")
    day.do(floor.put_into_writing, turn=slip)
    number = len(day.meeting.questions)
    key = next(key for key, question in day.meeting.questions.items() if question.number == number)
    day.settle(key, "answered", answer="Sẽ xem")
    unit = day.meeting.units[day.meeting.questions[key].unit].name
    assert after(paper_of(day), "2.2. Ý kiến gửi bằng phiếu:", 2) == [
        "Ý kiến số 3 (ông (bà) Trần Thị Bình - thôn 2): Xin miễn khoản thu.",
        f"{unit} trả lời ý kiến số 3 về tài chính, ngân sách, các khoản thu: Sẽ xem.",
    ]


def test_the_unit_of_the_heading_is_not_named_again() -> None:
    """Somebody who is named is; a comma of the unit's own name is no apposition."""
    unit = "Cán bộ Nông nghiệp, Hợp tác xã"
    day = PaperDay(plan_with(units=(Unit(id="farm", name=unit, topics=("nong_nghiep",)),)))
    day.at("07:30").step("khai_mac")
    day.step("phat_bieu")
    asked = [day.ask(None, text, topic="nong_nghiep") for text in ("Một", "Hai", "Ba", "Bốn")]
    day.step("tra_loi")
    by_whom = (unit, f"Đại diện {unit}", f"Bà Mơ, cán bộ {unit.removeprefix('Cán bộ ')}", f"Lãnh đạo {unit}")
    for question, by in zip(asked, by_whom, strict=True):
        day.settle(question, "answered", answer="Rồi", answered_by=by)
    said = after(paper_of(day), f"3.1. {unit}:", 7)[::2]
    assert [text.partition(" ý kiến số ")[0] for text in said] == [
        "Trả lời",
        "Trả lời",
        "Bà Mơ trả lời",
        f"Lãnh đạo {unit} trả lời",
    ]


def test_who_presents_stands_between_commas_with_an_office() -> None:
    day = PaperDay()
    day.at("07:30").step("thong_qua", presenter="Ông Dũng, Phó Chủ tịch UBND xã", result="nhất trí")
    assert line(paper_of(day), "1. Thông qua").endswith(
        ": Ông Dũng, Phó Chủ tịch UBND xã, trình bày; Hội nghị nhất trí."
    )


def test_who_complains_is_not_named_by_anything_in_the_minutes() -> None:
    """Not in the speech, not where another opinion of the same speech is answered (handbook, 8)."""
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    day.person("lan", "Ngô Thanh Lan", salutation="Bà", village="thôn 4")
    day.step("phat_bieu")
    other, complaint = day.speak("lan", "Hỏi về thuốc", "Tố cáo cán bộ", topic="y_te")
    day.do(opinions.name_kind, question=complaint, kind="to_cao")
    day.step("tra_loi")
    day.settle(other, "answered", answer="Đã có")
    paper = paper_of(day)
    assert line(paper, "2.1.") == "2.1. Bà N.T.L. - thôn 4:"
    assert line(paper, "Trả lời ý kiến số 1 của bà N.T.L. - thôn 4")
    assert "Ngô Thanh Lan" not in str(msgspec.to_builtins(paper.blocks))


def test_steps_stand_in_the_order_in_which_they_began() -> None:
    day = PaperDay()
    for step in ("khai_mac", "muc_dich", "thong_qua"):
        day.step(step)
    titles = [text[:12] for text in after(paper_of(day), "II.", 3)]
    assert titles == ["1. Tuyên bố ", "2. Chủ trì n", "3. Thông qua"]


def test_the_synthesis_says_what_was_read_out() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    day.person("an", "Nguyễn Văn An")
    day.speak("an", "Một", topic="y_te")
    day.ask(None, "Hai", topic="dat_dai")
    day.step("tong_hop", presenter="Thư ký")
    assert line(paper_of(day), "2. Tổng hợp") == (
        "2. Tổng hợp ý kiến phát biểu của Nhân dân: Thư ký trình bày; qua 1 lượt phát biểu, "
        "Hội nghị có 2 ý kiến, kiến nghị, tập trung vào các lĩnh vực: y tế, BHYT, dân số; đất đai - địa chính."
    )


def test_the_synthesis_adds_up() -> None:
    """What came on slips is said, so that the speeches are not taken for all; what has no topic comes last."""
    day = PaperDay()
    day.step("phat_bieu")
    day.person("an", "Nguyễn Văn An")
    day.speak("an", "Một", topic="khac")
    day.do(floor.put_into_writing, turn=day.slip("an", "Hai", topic="y_te"))
    day.step("tong_hop")
    assert line(paper_of(day), "2. Tổng hợp").endswith(
        ": qua 1 lượt phát biểu, Hội nghị có 2 ý kiến, kiến nghị (trong đó 1 ý kiến gửi bằng phiếu), "
        "tập trung vào các lĩnh vực: y tế, BHYT, dân số; lĩnh vực khác."
    )


def test_questions_of_the_represented_stand_under_the_spokesperson() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    for key, name in (("an", "An"), ("bo", "Bộ")):
        day.person(key, name, village="thôn 1")
    bo, an = day.slip("bo"), day.slip("an")
    day.do(floor.join_turns, spokesperson=an, members=[bo])
    day.start(an)
    day.ask(bo, "Ý của Bộ")
    assert after(paper_of(day), "1.1. Ông (bà) An") == ["Ý kiến số 1 (ông (bà) Bộ - thôn 1): Ý của Bộ."]


# -- III and the end -------------------------------------------------------------------------------------


def test_conclusion_tasks_and_totals(whole: Paper) -> None:
    assert after(whole, "III.", 2) == ["1. Giao Văn phòng theo dõi, đôn đốc.", "2. Đề nghị MTTQ xã giám sát."]
    table = only(whole, Table)
    assert [column.header for column in table.columns] == ["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"]
    assert table.rows == (
        (
            "1",
            "Đề nghị sửa đường liên thôn (ý kiến số 1; cùng nội dung: ý kiến số 4)",
            "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
            "26/07/2024",
        ),
        ("2", "Niêm yết công khai kết quả giải quyết.", "Công chức Văn phòng - thống kê", "14/07/2024"),
    )
    assert line(whole, "Tổng số: ") == (
        "Tổng số: 6 ý kiến; đã trả lời tại Hội nghị: 1; tiếp tục giải quyết: 2; vượt thẩm quyền: 1; "
        "ghi nhận, tiếp thu: 1; hướng dẫn gửi đơn đến bộ phận tiếp công dân: 1."
    )


def test_closing_formula_of_both_profiles(whole: Paper, party: Paper) -> None:
    formula = (
        "Hội nghị kết thúc vào hồi 11 giờ 20 phút cùng ngày. Biên bản đã được đọc cho Hội nghị cùng nghe, "
        "thống nhất thông qua và lập thành 03 bản"
    )
    assert texts(whole)[-2:] == ["Hội nghị đề nghị bổ sung: ghi rõ số liệu tại ý kiến số 1.", f"{formula}./."]
    assert texts(party)[-1] == f"{formula}."


def test_an_end_on_another_day_has_its_date() -> None:
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    day.at("08:05", days=1).close()
    assert "kết thúc vào hồi 08 giờ 05 phút, ngày 15 tháng 6 năm 2024. " in texts(paper_of(day))[-1]


def reopened(day: PaperDay, reason: str) -> PaperDay:
    day.do(closing.reopen_meeting, reason=reason)
    return day


def versions(paper: Paper) -> list[str]:
    return [text for text in texts(paper) if text.startswith("(Bản thứ ")]


def test_the_first_version_says_nothing_of_versions(whole: Paper) -> None:
    assert versions(whole) == []
    assert whole.facts["version"] == 1
    assert whole.facts["approved_at"] == "2024-06-14T04:20:01+00:00"


def test_a_later_version_says_which_it_replaces_and_why() -> None:
    """Under the subject, before anything is read; while it is open it is a draft of that version."""
    day = reopened(whole_day().at("14:00"), "sót một ý kiến.")
    said = "(Bản thứ 2, thay bản thông qua lúc 11 giờ 20 phút, ngày 14 tháng 6 năm 2024; lý do sửa: sót một ý kiến)"
    draft = paper_of(day)
    assert (draft.draft, texts(draft)[0]) == (True, said)
    assert (draft.facts["version"], draft.facts["approved_at"]) == (2, None)
    day.at("14:05").close(copies=3, approved_by="Chủ trì và thư ký")
    second = paper_of(day)
    assert (second.draft, versions(second)) == (False, [said])
    assert texts(second)[-1] == (
        "Hội nghị kết thúc vào hồi 11 giờ 20 phút cùng ngày. Biên bản đã sửa (bản thứ 2) được thông qua "
        "lúc 14 giờ 05 phút, ngày 14 tháng 6 năm 2024, lập thành 03 bản; người thông qua: Chủ trì và thư ký./."
    )
    assert texts(draft)[-1].endswith(
        "(bản thứ 2) được thông qua lúc … giờ … phút, ngày … tháng … năm …, lập thành 03 bản; người thông qua: …./."
    )
    assert second.facts["version"] == 2
    assert second.facts["approved_at"] == "2024-06-14T07:05:01+00:00"
    assert second.facts["approved_by"] == "Chủ trì và thư ký"


def test_every_version_leaves_its_trace() -> None:
    """The newest first: nobody takes an old one for the last."""
    day = reopened(whole_day(), "sót một ý kiến")
    day.at("14:05").close()
    reopened(day.at("08:00", days=1), "sai tên thôn;")
    assert versions(paper_of(day)) == [
        "(Bản thứ 3, thay bản thông qua lúc 14 giờ 05 phút, ngày 14 tháng 6 năm 2024; lý do sửa: sai tên thôn)",
        "(Bản thứ 2, thay bản thông qua lúc 11 giờ 20 phút, ngày 14 tháng 6 năm 2024; lý do sửa: sót một ý kiến)",
    ]


def test_who_approved_the_first_version_stands_where_it_was_not_the_hall() -> None:
    """The closing formula says that the hall did; another name that was written down is not lost."""
    day = PaperDay()
    day.at("07:30").step("khai_mac")
    usual = approvers(day.meeting, day.profile)
    day.at("11:00").close(approved_by="Chủ trì và thư ký.")
    said, formula = texts(paper_of(day))[-2:]
    assert said == "Người thông qua biên bản: Chủ trì và thư ký."
    assert "đã được đọc cho Hội nghị cùng nghe, thống nhất thông qua" in formula
    for by in (usual, "hội nghị", ""):
        day = PaperDay()
        day.at("07:30").step("khai_mac")
        day.at("11:00").close(approved_by=by)
        assert "Người thông qua" not in "\n".join(texts(paper_of(day)))


def test_what_each_reading_added_stands_once() -> None:
    """Nothing that the hall asked for is lost when the next reading adds nothing, or the same."""
    day = reopened(whole_day(), "x")
    day.close(read_back="")
    reopened(day, "y").close(read_back="ghi rõ tên thôn")
    reopened(day, "z").close(read_back="ghi rõ tên thôn")
    assert texts(paper_of(day))[-3:-1] == [
        "Hội nghị đề nghị bổ sung: ghi rõ số liệu tại ý kiến số 1.",
        "Nội dung bổ sung ở bản thứ 3: ghi rõ tên thôn.",
    ]


def test_a_closing_that_an_older_program_kept_has_no_hour() -> None:
    day = whole_day()
    day.store.run("old", lambda tx: tx.set_day(approvals=()))
    assert paper_of(day).facts["approved_at"] is None
    reopened(day, "sót").close()
    assert versions(paper_of(day)) == ["(Bản thứ 2, thay bản thông qua trước đó; lý do sửa: sót)"]
    assert paper_of(day).facts["version"] == 2


def test_an_open_meeting_is_a_draft_with_a_blank_end() -> None:
    day = whole_day()
    day.do(closing.reopen_meeting, reason="bổ sung ý kiến")
    paper = minutes(day.meeting, day.at("12:05").now, day.profile)
    assert paper.draft
    assert paper.draft_note == "in lúc 12 giờ 05 phút, ngày 14/06/2024"
    assert "Hội nghị kết thúc vào hồi … giờ … phút cùng ngày." in texts(paper)[-1]


def test_closed_minutes_do_not_depend_on_when_they_are_printed(whole: Paper) -> None:
    day = whole_day()
    assert not whole.draft
    assert minutes(day.meeting, day.now + timedelta(days=40), day.profile) == whole


def test_a_meeting_that_has_not_begun_has_blanks() -> None:
    assert texts(paper_of(PaperDay()))[0].startswith(
        "Hôm nay, vào hồi … giờ … phút, ngày … tháng … năm 2024, tại Hội trường UBND xã Ích Hậu,"
    )


def test_a_buoi_is_not_called_hoi_nghi() -> None:
    """Plans that say `buổi` never get `Hội nghị` into their papers (handbook, 12.2)."""
    plan = plan_with(
        event_name="buổi tiếp xúc, đối thoại",
        place="xã Hoằng Trường",
        agenda=(AgendaItem(id="nq", kind="rules", minutes=5, title="Thông qua nội quy"),),
        events=(Event(date=date(2023, 12, 8), venue="Hội trường công sở"),),
    )
    day = PaperDay(plan)
    day.step("nq", result="Hội nghị nhất trí")
    day.settle(day.ask(None, "Một", topic="y_te"), "answered", answer="Rồi")
    day.do(closing.conclude, text="Xong")
    day.at("11:00").close()
    paper = paper_of(day)
    assert "hội nghị" not in str(msgspec.to_builtins(paper.blocks)).lower()
    assert "II. NỘI DUNG BUỔI TIẾP XÚC, ĐỐI THOẠI" in texts(paper)
    assert "1. Thông qua nội quy: những người có mặt nhất trí." in texts(paper)
    assert "tổ chức buổi tiếp xúc, đối thoại giữa" in texts(paper)[0]


def test_facts_for_scripts(whole: Paper) -> None:
    people = {"invited": 7, "present": 5, "absent": 2, "absent_excused": 1, "walk_ins": 1}
    wanted = people | {"speeches": 4, "questions": 6, "spoken": 5, "slips": 1}
    assert wanted.items() <= whole.facts.items()
    assert whole.facts["outcomes"]["owed"] == 2


def test_hostile_text_is_clean_and_literal() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    day.person("an", "Nguyễn\x1b[31m Văn\u202e An", village="thôn\u200b 1")
    day.speak("an", "a\x07 {{ x }} =1+1\u202e </w:t>\r\nNFD: Nguye\u0302\u0303n")
    lines = texts(paper_of(day))
    assert "1.1. Ông (bà) Nguyễn[31m Văn An - thôn 1:" in lines
    assert "Ý kiến số 1: a {{ x }} =1+1 </w:t>" in lines
    assert "NFD: Nguyễn." in lines


def test_promises_follow_a_reworded_question() -> None:
    day = PaperDay()
    day.step("phat_bieu")
    question = day.ask(None, "Sửa đườn", topic="giao_thong_tl")
    day.settle(question, "owed", due=day.now.date() + timedelta(days=9))
    day.do(opinions.reword, question=question, text="Sửa đường")
    day.do(promises.set_due, promise=f"{question}-p", due=date(2024, 7, 1))
    assert only(paper_of(day), Table).rows[0][1:] == (
        "Sửa đường (ý kiến số 1)",
        "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
        "01/07/2024",
    )
