"""What units get: sheets to answer from, and slips with what they owe."""

from __future__ import annotations

from datetime import date

import pytest
from paper_day import PARTY, STATE, PaperDay, whole_day
from reading import every, only, rows, texts

from meeting_tui.domain import opinions
from meeting_tui.domain.papers.answer_sheets import ANSWERER, LATER, ROOM, TITLE, answer_sheets
from meeting_tui.domain.papers.blocks import (
    Appendix,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Subject,
    Table,
    Title,
    To,
)
from meeting_tui.domain.papers.matters import ANONYMOUS, COMPLAINT
from meeting_tui.domain.papers.transfer_slips import transfer_slips
from meeting_tui.domain.plan import Plan

LAND = "Công chức Địa chính - xây dựng - nông nghiệp và môi trường"


def asked_day(plan: Plan = STATE) -> PaperDay:
    """The break between speeches and answers."""
    day = PaperDay(plan)
    day.person("an", "Nguyễn Văn An", salutation="Ông", village="thôn 1", phone="0912 345 678")
    day.person("dung", "Phạm Thị Dung", salutation="Bà", village="thôn 3", withhold_name=True)
    day.step("phat_bieu")
    first, _ = day.speak("an", "Đường lầy lội", "Đèn đường hỏng", topic="giao_thong_tl")
    (third,) = day.speak("dung", "Đường thôn 3 ngập", topic="giao_thong_tl")
    day.do(opinions.merge, into=first, questions=[third])
    day.speak("dung", "Mất trộm trâu", topic="an_ninh")
    day.ask(None, "Việc chung")
    complaint = day.ask(None, "Khiếu nại về đất", topic="dat_dai")
    day.do(opinions.name_kind, question=complaint, kind="khieu_nai")
    return day


# -- sheets ----------------------------------------------------------------------------------------------


def sheets(day: PaperDay) -> Paper:
    return answer_sheets(day.meeting, day.now, day.profile)


def test_each_unit_has_a_sheet_of_its_own_on_a_new_page() -> None:
    found = every(sheets(asked_day()), Appendix)
    assert [sheet.label for sheet in found] == [LAND, "Công an xã", "Ý kiến chưa giao cơ quan, đơn vị"]
    assert {sheet.title for sheet in found} == {TITLE}


def test_a_sheet_has_the_number_who_the_text_and_room_to_write() -> None:
    """What was merged is answered together, and still says what it said, and who it was."""
    day = asked_day()
    first, *_ = every(sheets(day), Table)
    assert first.rows == (
        (
            "1\n3",
            "Số 1: Ông Nguyễn Văn An - thôn 1\nSố 3: Bà P.T.D. - thôn 3",
            "Đường lầy lội\n(Ý kiến số 3: Đường thôn 3 ngập)",
            ROOM,
        ),
        ("2", "Ông Nguyễn Văn An - thôn 1", "Đèn đường hỏng", ROOM),
    )
    assert texts(sheets(day))[:3] == ["Số ý kiến: 3.", LATER, ANSWERER]


def test_one_person_with_two_opinions_of_one_matter_stands_there_once() -> None:
    day = PaperDay()
    day.person("an", "Nguyễn Văn An", salutation="Ông", village="thôn 1")
    day.person("chau", "Lê Văn Châu", salutation="Ông", village="thôn 3")
    day.step("phat_bieu")
    first, second = day.speak("an", "Đường lầy lội", "Đường vẫn lầy lội")
    day.do(opinions.merge, into=first, questions=[second])
    assert rows(sheets(day))[0][:2] == ("1\n2", "Ông Nguyễn Văn An - thôn 1")
    (third,) = day.speak("chau", "Đường thôn 3 ngập")
    day.do(opinions.merge, into=first, questions=[third])
    assert rows(sheets(day))[0][:2] == (
        "1\n2\n3",
        "Số 1, 2: Ông Nguyễn Văn An - thôn 1\nSố 3: Ông Lê Văn Châu - thôn 3",
    )


def test_complaints_are_on_no_sheet() -> None:
    assert "Khiếu nại" not in str(sheets(asked_day()).blocks)


def test_what_was_answered_already_stands_in_its_place() -> None:
    day = asked_day()
    question = next(key for key, question in day.meeting.numbered if question.number == 2)
    day.settle(question, "answered", answer="Đã thay bóng")
    assert rows(sheets(day))[1][3] == "Đã thay bóng\n(đã trả lời tại Hội nghị)"


def test_a_sheet_is_no_draft_and_without_opinions_it_says_so() -> None:
    assert not sheets(asked_day()).draft
    assert texts(sheets(PaperDay())) == ["Chưa có ý kiến, kiến nghị."]


# -- slips -----------------------------------------------------------------------------------------------


def owing_day(plan: Plan = STATE) -> PaperDay:
    day = asked_day(plan)
    by_number = {question.number: key for key, question in day.meeting.questions.items()}
    day.settle(by_number[1], "owed", due=date(2024, 7, 26))
    day.settle(by_number[2], "answered_in_part", answer="Đã đặt hàng", due=date(2024, 6, 20))
    day.settle(by_number[4], "answered")
    return day


def slips(day: PaperDay) -> tuple[Paper, ...]:
    return transfer_slips(day.meeting, day.now, day.profile)


def test_only_a_unit_that_owes_something_gets_a_slip_in_a_file_of_its_own() -> None:
    """Complaints that were redirected go on the slip of the unit that they were given to."""
    found = slips(owing_day())
    assert [paper.file for paper in found] == ["transfer_slip-land"]
    assert slips(asked_day())[0].file == "transfer_slip-land"
    assert slips(PaperDay()) == ()


def test_a_state_slip_says_what_is_owed_by_when_and_to_whom_to_send_it() -> None:
    """Handbook, 1.8. The full name and the phone: this paper goes to those who must answer."""
    (paper,) = slips(owing_day())
    assert only(paper, Letterhead).number == "Số:      /PC-UBND"
    assert (only(paper, Title).text, only(paper, Subject).text) == (
        "PHIẾU CHUYỂN",
        "Ý kiến, kiến nghị của công dân",
    )
    assert only(paper, To) == To(title="Kính gửi:", lines=(LAND,))
    assert rows(paper) == [
        (
            "1",
            "1",
            "Ông Nguyễn Văn An, thôn 1 (điện thoại 0912 345 678)\n"
            "Bà Phạm Thị Dung, thôn 3 (đề nghị không nêu tên khi công bố)",
            "Đường lầy lội\n(Ý kiến số 3: Đường thôn 3 ngập)",
            "Giải quyết, trả lời bằng văn bản",
            "26/07/2024",
        ),
        (
            "2",
            "2",
            "Ông Nguyễn Văn An, thôn 1 (điện thoại 0912 345 678)",
            "Đèn đường hỏng",
            "Trả lời phần còn lại bằng văn bản",
            "20/06/2024",
        ),
        ("3", "6", ANONYMOUS, COMPLAINT, "Hướng dẫn công dân theo quy định", "Theo quy định"),
    ]
    signed = only(paper, Signatures)
    assert signed.left is not None and signed.left.role == "NGƯỜI NHẬN"
    assert only(paper, Recipients).lines == ("Như trên;", "Lưu: VT, VP.")


def test_the_party_sends_a_letter_instead() -> None:
    """It has no transfer slip among its papers (handbook, 1.3), and no `V/v` (1.4)."""
    (paper,) = slips(owing_day(PARTY))
    head = only(paper, Letterhead)
    assert (head.number, head.about) == ("Số      -CV/ĐU", "Chuyển ý kiến, kiến nghị của công dân")
    assert every(paper, Title) == []
    assert texts(paper)[-1].endswith("để theo dõi, tổng hợp.")
    assert only(paper, Signatures).left is None  # a letter is no slip that is signed for


def test_a_task_of_the_conclusion_is_no_opinion() -> None:
    """It is in the notice; a slip transfers what citizens said."""
    for paper in slips(whole_day()):
        assert "Niêm yết" not in str(paper.blocks)


@pytest.mark.parametrize("closed", [False, True])
def test_slips_are_drafts_until_the_meeting_is_closed(closed: bool) -> None:
    day = owing_day()
    if closed:
        by_number = {question.number: key for key, question in day.meeting.questions.items()}
        day.settle(by_number[5], "noted")
        day.close()
    assert {paper.draft for paper in slips(day)} == {not closed}
