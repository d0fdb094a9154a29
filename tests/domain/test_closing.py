"""Nothing closes while a question has neither an answer nor an owner with a date."""

from __future__ import annotations

import pytest

from meeting_tui.domain import closing, floor, opinions, promises
from meeting_tui.domain.papers.conclusion_part import closing_part
from meeting_tui.domain.records import Approval, Correction, Outcome
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


def test_each_closing_approves_a_version_of_the_minutes() -> None:
    """Who, when, with what added; the next one replaces it and leaves it on record."""
    desk = speaking()
    desk.do(closing.close_meeting, read_back="Bổ sung tên thôn", approved_by=" Hội nghị,\nchủ trì ")
    first = Approval(at=at("08:10"), by="Hội nghị, chủ trì", additions="Bổ sung tên thôn")
    assert desk.meeting.day.approvals == (first,)
    desk.do(closing.reopen_meeting, reason="ghi sót")
    desk.wait(minutes=5)
    desk.close()
    assert desk.meeting.day.approvals == (first, Approval(at=at("08:15"), by="", additions=""))


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
    """The last step goes on, and the meeting can be closed again: at the hour that the papers already say."""
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
    assert desk.meeting.ended_at == at("07:00")


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


def end_of(desk: Desk) -> str:
    """How the minutes end."""
    return "".join(run.text for run in list(closing_part(desk.meeting, desk.profile))[-1].runs)


def test_the_papers_keep_the_hour_of_the_first_closing() -> None:
    """Opened again the next day for a name: the meeting did not last until then."""
    desk = closed()
    hour = "kết thúc vào hồi 07 giờ 00 phút cùng ngày."
    assert hour in end_of(desk)
    desk.wait(minutes=26 * 60)
    desk.do(closing.reopen_meeting, reason="sửa tên")
    assert desk.meeting.ended_at is None
    desk.close()
    assert hour in end_of(desk)
    assert desk.meeting.day.closed_at == desk.now


def test_a_day_that_an_older_program_closed_keeps_its_hour_too() -> None:
    """It kept only the state."""
    desk = closed()
    desk.store.run("old", lambda tx: tx.set_day(ended_at=None))
    desk.refresh()
    assert desk.meeting.ended_at == at("07:00")
    desk.wait(minutes=30)
    desk.do(closing.reopen_meeting, reason="x")
    desk.close()
    assert desk.meeting.ended_at == at("07:00")


def test_the_hours_of_the_day_are_corrected_with_a_trace() -> None:
    """Opened before the key was pressed, closed long after the hall had gone."""
    desk = Desk()
    desk.wait_until("07:40")
    desk.go("opening")
    desk.wait_until("12:10")
    args = {"opened_at": at("07:30"), "ended_at": at("11:20")}
    desk.refused("reason_needed", closing.correct_day_times, **args, reason=" \n")
    desk.do(closing.correct_day_times, **args, reason="quên bấm")
    desk.close()
    day = desk.meeting.day
    assert (day.opened_at, desk.meeting.ended_at, day.closed_at) == (at("07:30"), at("11:20"), at("12:10"))
    assert day.corrections == (
        Correction(started_at=at("07:40"), ended_at=None, at=at("12:10"), by="thư ký", reason="quên bấm"),
    )
    assert "11 giờ 20 phút cùng ngày" in end_of(desk)


def test_correcting_the_opening_leaves_the_end() -> None:
    """Of a day that was closed and opened again."""
    desk = Desk()
    desk.wait_until("07:30")
    desk.go("closing")
    desk.wait_until("11:20")
    desk.close()
    desk.do(closing.reopen_meeting, reason="sửa giờ")
    desk.do(closing.correct_day_times, opened_at=at("07:35"), reason="muộn")
    assert desk.meeting.day.ended_at == at("11:20")
    correct = closing.correct_day_times
    desk.refused("times_out_of_order", correct, opened_at=at("11:21"), reason="x")
    late = at("12:00")
    desk.refused("times_out_of_order", correct, opened_at=at("07:35"), ended_at=late, reason="x")
    Desk().refused("not_opened", correct, opened_at=at("07:00"), reason="x")


def test_a_conclusion_that_was_changed_meanwhile_is_not_overwritten() -> None:
    """Two desks write it; the second is told what the first one wrote."""
    desk = Desk()
    desk.do(closing.conclude, text="Ghi nhận", seen="")
    facts = desk.refused("changed_meanwhile", closing.conclude, text="Cảm ơn", seen="")
    assert facts == {"now": "Ghi nhận"}
    desk.do(closing.conclude, text="Cảm ơn " * 100, seen="Ghi nhận\n")
    shown = desk.refused("changed_meanwhile", closing.conclude, text="x", seen="Ghi nhận")["now"]
    assert isinstance(shown, str)
    assert (len(shown), shown[-1]) == (200, "…")
    desk.do(closing.conclude, text="x")
