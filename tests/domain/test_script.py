"""What is read out at each step, with the names filled in."""

from __future__ import annotations

from typing import get_args

import pytest

from meeting_tui.domain import agenda, floor, opinions, promises
from meeting_tui.domain.plan import AgendaItem, StepKind
from meeting_tui.domain.records import Officer
from meeting_tui.domain.script import call_line, script

from .builders import DAY, NEXT_MONTH, Desk, asked, called, hall, plan_with, speaking

KINDS: tuple[StepKind, ...] = get_args(StepKind)


def said(desk: Desk, kind: StepKind) -> str:
    """All lines of the step, one under the other."""
    return "\n".join(f"{line.voice}: {line.text}" for line in script(desk.meeting, desk.item(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_has_something_to_say_before_anything_is_known(kind: StepKind) -> None:
    """Blanks are dots, never code."""
    desk = Desk()
    lines = script(desk.meeting, desk.item(kind))
    assert lines
    assert all(line.text[0].isupper() or line.text[0] == "(" for line in lines)
    assert not any(word in said(desk, kind) for word in ("None", "{", "}", "()", "  "))


def test_a_plans_own_script_wins() -> None:
    """The office wrote its own words."""
    item = AgendaItem(title="Khai mạc", kind="opening", minutes=5, script="Kính thưa các đồng chí!")
    desk = Desk(plan_with(agenda=(item,)))
    assert said(desk, "opening") == "mc: Kính thưa các đồng chí!"


def test_the_opening_names_plan_guests_chair_and_secretary() -> None:
    """Those of the plan until others are named on the day."""
    desk = Desk(plan_with(number="45/KH-UBND", delegates=("Thường trực Đảng ủy",)))
    officers = [Officer(role="secretary", name="Ngô Thị Lan", title="công chức")]
    desk.do(agenda.name_officers, role="secretary", officers=officers)
    text = said(desk, "opening")
    assert "Thực hiện Kế hoạch số 45/KH-UBND của UBND xã Ích Hậu" in text
    assert "với Nhân dân xã Ích Hậu." in text
    assert "giới thiệu: Thường trực Đảng ủy." in text
    assert (
        "Chủ trì Hội nghị: Ông (bà) Trần Văn Bình, Chủ tịch UBND xã. Thư ký: Ông (bà) Ngô Thị Lan, công chức."
        in text
    )


def test_the_chair_says_the_limit_that_holds() -> None:
    """The plan's five minutes, or what the chair set, to the second."""
    desk = Desk()
    assert "mỗi người không quá 05 phút;" in said(desk, "statement")
    desk.do(floor.set_speaking_time, seconds=150)
    assert "mỗi người không quá 02 phút 30 giây;" in said(desk, "statement")


def test_a_report_is_announced_with_its_own_presenter() -> None:
    """Also while another step is the current one."""
    desk = Desk()
    desk.do(agenda.record_step, step="bao_cao", presenter="bà Lê Thị Hoa")
    desk.do(agenda.record_step, step="don_tiep", presenter="ông X")
    desk.go("welcome")
    assert said(desk, "report") == "mc: Xin mời bà Lê Thị Hoa báo cáo tóm tắt tình hình."


def test_the_dialogue_opens_with_the_number_of_slips() -> None:
    """Before the first is called."""
    text = said(hall("thôn 1", "thôn 2"), "speeches")
    assert text == "chair: Sau đây Hội nghị chuyển sang phần đối thoại. Có 2 người đăng ký phát biểu."


def test_a_call_names_the_speaker_and_who_gets_ready() -> None:
    """Name and village, so that three of one name are told apart; long names are not cut."""
    desk = called("thôn 1", "thôn 2")
    assert call_line(desk.meeting) == (
        "Xin mời ông Nguyễn Văn An, thôn 1 phát biểu. Chuẩn bị tiếp theo: ông Trần Thị Ân, thôn 2."
    )
    desk.do(floor.mark_absent, seen="s1")
    assert "phát biểu (mời lần 2)." in call_line(desk.meeting)


def test_the_last_of_the_queue_is_called_alone() -> None:
    """Nobody gets ready; and without a call there is no line."""
    assert call_line(called().meeting) == "Xin mời ông Nguyễn Văn An, thôn 1 phát biểu."
    assert call_line(hall().meeting) == ""


def test_the_end_of_a_speech_is_ready_to_be_read() -> None:
    """A minute left, and time over: in the speaker's own form of address."""
    text = said(speaking(), "speeches")
    assert "chair: (sắp hết giờ) Ông còn một phút, xin tóm tắt ý chính." in text
    assert "chair: (hết giờ) Xin cảm ơn ông. Phần còn lại ông có thể gửi bằng phiếu cho thư ký." in text


def test_between_two_speeches_and_after_the_last() -> None:
    """Thanks; and, once the list is closed and empty, where the rest is answered."""
    desk = hall("thôn 1", "thôn 2")
    desk.speech()
    assert said(desk, "speeches") == "mc: Xin cảm ơn. Xin mời người tiếp theo."
    desk.do(floor.write_down_unheard)
    assert "sẽ được trả lời bằng văn bản." in said(desk, "speeches")


def test_the_synthesis_counts_speeches_questions_and_topics() -> None:
    """Each topic once, in the order in which it came up."""
    desk = asked("Đất", "Vẫn đất")
    desk.ask("Thuốc", topic="y_te")
    assert said(desk, "synthesis") == (
        "mc: Qua 1 lượt phát biểu, thư ký tổng hợp được 3 ý kiến, tập trung vào các lĩnh vực: "
        "Đất đai - địa chính; Y tế, BHYT, dân số."
    )


def test_the_answers_go_from_one_open_question_to_the_next() -> None:
    """Unit, number, topic, and who asked; never the text."""
    desk = asked("Đất nhà tôi", "Điện")
    assert said(desk, "answers") == (
        "mc: Kính mời đại diện Phòng Kinh tế trả lời ý kiến số 1 về đất đai - địa chính.\n"
        "chair: Ông Nguyễn Văn An đã rõ chưa, có ý kiến gì thêm không?"
    )
    desk.settle("q1")
    assert "ý kiến số 2" in said(desk, "answers")
    desk.settle("q2")
    assert said(desk, "answers").startswith("mc: Các ý kiến đã được trả lời.")


def test_the_conclusion_gives_each_unit_its_questions_and_a_date() -> None:
    """One sentence for a unit and a date; the nearest date first."""
    desk = asked("một", "hai", "ba")
    desk.do(opinions.reassign, questions=["q2"], unit="police")
    desk.owe("q1")
    desk.owe("q2", due=DAY)
    desk.owe("q3")
    assert said(desk, "conclusion").split("\n")[1:] == [
        "chair: Giao Công an xã giải quyết, trả lời bằng văn bản ý kiến số 2, chậm nhất ngày 20/08/2026.",
        "chair: Giao Phòng Kinh tế giải quyết, trả lời bằng văn bản ý kiến số 1, 3, chậm nhất ngày 21/09/2026.",
    ]
    assert NEXT_MONTH.isoformat() == "2026-09-21"


def test_a_complaint_is_never_read_out() -> None:
    """No line of any step has its text."""
    desk = speaking()
    desk.ask("Tố cáo ông X lấy tiền", kind="to_cao")
    for kind in KINDS:
        assert "ông X" not in said(desk, kind)


def test_an_event_may_be_called_a_meeting_of_another_kind() -> None:
    """Where the plan says `buổi`."""
    desk = Desk(plan_with(event_name="buổi tiếp xúc, đối thoại trực tiếp"))
    assert "bế mạc Buổi tiếp xúc, đối thoại." in said(desk, "closing")


def test_after_a_speech_its_questions_are_called_for_before_the_next_speaker() -> None:
    """Where an answer follows each speech, the next is called only when nothing is due."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(agenda.switch_mode, mode="interleaved")
    desk.call()
    desk.do(floor.start_speech, seen="s1")
    desk.do(opinions.write_down, question="q", text="Đường ngập", turn="s1", topic="giao_thong_tl")
    desk.do(floor.end_speech, seen="s1")
    assert "trả lời ý kiến số 1" in said(desk, "speeches")
    desk.do(promises.settle, question="q", outcome="answered")
    assert "Xin mời người tiếp theo" in said(desk, "speeches")
