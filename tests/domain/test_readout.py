"""What the chair reads out before concluding fits into a minute and says every figure of the day."""

from __future__ import annotations

from meeting_tui.domain import opinions
from meeting_tui.domain.readout import MOST_SYLLABLES, readout
from meeting_tui.domain.taxonomy import TOPICS, units_of

from .builders import NEXT_MONTH, Desk, asked, hall


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
        "Hội nghị có 3 người dự; 2 người phát biểu, đến từ 2 thôn.",
        "Đã tiếp nhận 4 ý kiến: giao thông 2, đất đai 1, lĩnh vực khác 1.",
        "1 ý kiến đã được trả lời ngay; 1 việc được hẹn trả lời bằng văn bản hoặc giao giải quyết; "
        "1 ý kiến được ghi nhận, giải thích hoặc hướng dẫn gửi nơi có thẩm quyền; còn 1 ý kiến chưa có trả lời.",
        "Đơn vị chịu trách nhiệm: Phòng Kinh tế 1. Chậm nhất ngày 21/09/2026.",
    ]


def test_an_empty_day_says_only_who_came() -> None:
    """No sentence about nothing."""
    desk = Desk()
    desk.person("thôn 1")
    assert readout(desk.meeting) == ["Hội nghị có 1 người dự."]


def test_every_question_is_in_one_of_the_figures() -> None:
    """A chair who reads out three and two of six is asked about the sixth."""
    desk = asked("Đường ngập", "Đường vẫn ngập", "Sổ đỏ", "Đèn hỏng", "Lương hưu", "Trộm cắp")
    desk.do(opinions.merge, questions=["q2"], into="q1")
    desk.settle("q1")
    desk.owe("q3")
    desk.settle("q4", "noted")
    desk.settle("q5", "beyond_competence")
    assert readout(desk.meeting)[2] == (
        "1 ý kiến đã được trả lời ngay; 1 việc được hẹn trả lời bằng văn bản hoặc giao giải quyết; "
        "2 ý kiến được ghi nhận, giải thích hoặc hướng dẫn gửi nơi có thẩm quyền; 1 ý kiến trùng được gộp; "
        "còn 1 ý kiến chưa có trả lời."
    )


def test_villages_are_called_what_they_call_themselves() -> None:
    """A ward has residential groups, a mountain commune has bản: both at once only where both are."""
    alike, mixed = hall("bản Đông", "bản Tây"), hall("thôn 1", "Tổ dân phố 2")
    for desk in (alike, mixed):
        desk.start()
        desk.start()
    assert "đến từ 2 bản." in readout(alike.meeting)[0]
    assert "đến từ 2 thôn, tổ dân phố." in readout(mixed.meeting)[0]


def test_who_was_answered_in_part_waits_for_the_rest() -> None:
    """It is in both figures, which together are more than the questions: the sentence says so."""
    desk = asked("Đường ngập", "Sổ đỏ")
    desk.settle("q1")
    desk.settle("q2", "answered_in_part", due=NEXT_MONTH)
    assert readout(desk.meeting)[2].startswith(
        "2 ý kiến đã được trả lời ngay, trong đó 1 ý kiến mới trả lời một phần; 1 việc được hẹn"
    )


def test_a_topic_is_read_by_words_that_stand_alone() -> None:
    """“Nông 1” is no topic."""
    desk = asked("Giống lúa")
    desk.do(opinions.classify, question="q1", topic="nong_nghiep")
    assert readout(desk.meeting)[1] == "Đã tiếp nhận 1 ý kiến: nông lâm nghiệp 1."


def test_slips_answered_in_writing_are_counted_apart() -> None:
    """They were not heard in the hall."""
    desk = asked("Đường ngập")
    desk.do(opinions.write_down, question="w", text="Đèn hỏng", turn="s1", topic="dat_dai", source="slip")
    assert "Đã tiếp nhận 2 ý kiến, trong đó 1 ý kiến gửi bằng phiếu: đất đai 2." in readout(desk.meeting)


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
