"""What the chair reads out before concluding fits into a minute and says every figure of the day."""

from __future__ import annotations

from meeting_tui.domain import opinions
from meeting_tui.domain.readout import MOST_SYLLABLES, readout
from meeting_tui.domain.taxonomy import TOPICS, units_of

from .builders import Desk, asked, hall


def test_the_day_in_four_sentences() -> None:
    """Present, speakers, villages, questions by topic, answered, owed: one of each wrong would be said aloud."""
    desk = hall("thôn 1", "thôn 2")
    desk.person("thôn 3")
    desk.start()
    desk.ask("Đường ngập", "Cầu hỏng", topic="giao_thong_tl")
    desk.start()
    desk.ask("Sổ đỏ", topic="dat_dai")
    desk.ask("Khác")
    desk.do(opinions.classify, question="q4", topic="khac")
    desk.settle("q1")
    desk.owe("q2")
    desk.settle("q4", "noted")
    assert readout(desk.meeting) == [
        "Hội nghị có 3 người dự; 2 người phát biểu, đến từ 2 thôn, tổ dân phố.",
        "Thư ký ghi 4 ý kiến: giao thông 2, đất đai 1, khác 1.",
        "1 ý kiến đã được trả lời ngay; 1 việc được hẹn trả lời bằng văn bản hoặc giao giải quyết; "
        "còn 1 ý kiến chưa có trả lời.",
        "Đơn vị chịu trách nhiệm: Phòng Kinh tế 1. Chậm nhất ngày 21/09/2026.",
    ]


def test_an_empty_day_says_only_who_came() -> None:
    """No sentence about nothing."""
    desk = Desk()
    desk.person("thôn 1")
    assert readout(desk.meeting) == ["Hội nghị có 1 người dự."]


def test_slips_answered_in_writing_are_counted_apart() -> None:
    """They were not heard in the hall."""
    desk = asked("Đường ngập")
    desk.do(opinions.write_down, question="w", text="Đèn hỏng", turn="s1", topic="dat_dai", source="slip")
    assert "Thư ký ghi 2 ý kiến, trong đó 1 ý kiến gửi bằng phiếu: đất đai 2." in readout(desk.meeting)


def test_the_longest_day_is_read_in_a_minute() -> None:
    """Every topic, every unit: still no more syllables than can be read aloud in sixty seconds."""
    desk = asked()
    units = [unit.id for unit in units_of(desk.plan)]
    for number, topic in enumerate([topic.code for topic in TOPICS] * 3, start=2):
        desk.do(opinions.write_down, question=f"x{number}", text="x", turn="s1", topic=topic)
        desk.do(opinions.reassign, questions=[f"x{number}"], unit=units[number % len(units)])
        desk.owe(f"x{number}")
    lines = readout(desk.meeting)
    assert sum(len(line.split()) for line in lines) <= MOST_SYLLABLES
    assert "lĩnh vực khác" in lines[1] and "đơn vị khác" in lines[3]
