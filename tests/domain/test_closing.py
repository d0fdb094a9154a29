"""Nothing closes while a question has neither an answer nor an owner with a date."""

from __future__ import annotations

import pytest

from meeting_tui.domain import closing, floor, opinions, promises
from meeting_tui.domain.records import Outcome
from meeting_tui.domain.views import step_gates

from .builders import NEXT_MONTH, Desk, asked, at, called, closed, hall, speaking


def test_closing_names_the_questions_that_have_no_outcome() -> None:
    """By number, so that the chair can ask for them."""
    desk = asked("một", "hai", "ba")
    desk.settle("q2")
    assert desk.refused("questions_open", closing.close_meeting) == {"numbers": [1, 3], "count": 2}


@pytest.mark.parametrize(
    "outcome", ["answered", "beyond_competence", "noted", "out_of_scope", "redirected", "withdrawn"]
)
def test_any_outcome_lets_the_meeting_close(outcome: Outcome) -> None:
    """Answered, or settled in another way."""
    desk = asked()
    desk.settle("q1", outcome)
    desk.close()
    assert desk.meeting.day.closed_at == desk.now


@pytest.mark.parametrize("outcome", ["owed", "answered_in_part"])
def test_what_is_owed_by_somebody_and_by_a_date_lets_the_meeting_close(outcome: Outcome) -> None:
    """An owner with a date is an outcome."""
    desk = asked()
    desk.settle("q1", outcome, due=NEXT_MONTH)
    desk.close()
    assert desk.meeting.day.closed_at is not None


def test_a_carried_question_does_not_stop_the_closing() -> None:
    """The one that stands for it would."""
    desk = asked("một", "hai")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    desk.settle("q1")
    desk.close()


def test_opening_a_question_again_stops_the_closing() -> None:
    """It is as open as on the first day."""
    desk = asked()
    desk.settle("q1")
    desk.do(promises.reopen_question, question="q1")
    assert desk.refused("questions_open", closing.close_meeting)["numbers"] == [1]


def test_a_slip_that_nobody_heard_stops_the_closing() -> None:
    """Waiting, not here yet, called or represented: put it into writing first, and then answer it."""
    desk = called("thôn 1", "thôn 2", "thôn 3")
    desk.do(floor.join_turns, spokesperson="s2", members=["s3"])
    desk.slip("thôn 4", waiting=False)
    assert desk.refused("slips_unheard", closing.close_meeting) == {"count": 4}
    desk.do(floor.call_off, seen="s1")
    desk.do(floor.write_down_unheard)
    assert desk.refused("questions_open", closing.close_meeting)["numbers"] == [1, 2, 3, 4]


def test_a_raised_hand_does_not_stop_the_closing() -> None:
    """There is nothing on it to answer."""
    desk = hall()
    desk.hand("thôn 1")
    desk.close()


def test_a_withdrawn_slip_does_not_stop_the_closing() -> None:
    """Its person wished it so."""
    desk = hall("thôn 1")
    desk.do(floor.withdraw, turn="s1")
    desk.close()


def test_closing_ends_the_step_and_the_speech() -> None:
    """And keeps what was asked to be added to the minutes."""
    desk = speaking()
    desk.wait(minutes=2)
    desk.do(closing.close_meeting, read_back=" Bổ sung\ný kiến số 1 ", copies=3)
    day = desk.meeting.day
    assert (day.closed_at, day.read_back, day.copies) == (at("08:12"), "Bổ sung ý kiến số 1", 3)
    assert desk.meeting.steps["phat_bieu"].ended_at == at("08:12")
    assert desk.turn("s1").state == "done"
    assert desk.meeting.item is None
    assert step_gates(desk.meeting) == []


def test_gates_of_the_last_step_are_recorded_when_it_closes() -> None:
    """Closing from the conclusion, with nothing written."""
    desk = Desk()
    desk.go("conclusion")
    desk.close()
    assert desk.meeting.steps["ket_luan"].overrides == ("no_conclusion",)


def test_a_meeting_that_was_never_opened_cannot_be_closed() -> None:
    """Receiving people is not the meeting."""
    desk = Desk()
    desk.refused("not_opened", closing.close_meeting)
    desk.go("welcome")
    desk.refused("not_opened", closing.close_meeting)


def test_a_closed_meeting_is_closed_once() -> None:
    """The hour in the minutes is the first one."""
    closed().refused("meeting_closed", closing.close_meeting)


def test_reopening_needs_a_reason_and_keeps_it() -> None:
    """The last step goes on, and the meeting can be closed again."""
    desk = closed()
    desk.refused("reason_needed", closing.reopen_meeting, reason=" \n")
    desk.do(closing.reopen_meeting, reason=" sót một\ný kiến ")
    desk.refused("not_closed", closing.reopen_meeting, reason="x")
    assert desk.meeting.day.reopened == ("sót một ý kiến",)
    assert desk.meeting.steps["be_mac"].ended_at is None
    assert desk.meeting.item is not None
    desk.wait(minutes=5)
    desk.close()
    assert desk.meeting.steps["be_mac"].ended_at == desk.meeting.day.closed_at == desk.now


def test_the_conclusion_is_written_and_written_again() -> None:
    """Line by line while the chair speaks."""
    desk = asked()
    desk.do(closing.conclude, text="Ghi nhận\x07")
    desk.do(closing.conclude, text="Ghi nhận, cảm ơn.\nGiao Phòng Kinh tế. ")
    assert desk.meeting.day.conclusion == "Ghi nhận, cảm ơn.\nGiao Phòng Kinh tế."


def test_closing_can_be_undone() -> None:
    """One key too early."""
    desk = speaking()
    desk.close()
    desk.undo()
    assert desk.meeting.day.closed_at is None
    assert desk.seen == "s1"
