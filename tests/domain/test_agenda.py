"""Stepping through the day: gates, skipping, going back, and two people who press at once."""

from __future__ import annotations

import pytest

from meeting_tui.domain import agenda, closing, doors, floor, opinions
from meeting_tui.domain.plan import Officer as Office
from meeting_tui.domain.records import Officer, Step

from .builders import Desk, asked, at, called, closed, hall, plan_ruled, plan_stepping, plan_with, speaking

ALL_NAMED = {"chair": "Trần Văn Bình", "secretary": "Lê Thị Hoa"}


def opening() -> Desk:
    desk = Desk(plan_stepping("opening", "rules", "speeches", "conclusion", "closing"))
    desk.go("opening")
    return desk


def test_the_first_step_is_the_agendas_first() -> None:
    """Before the day begins there is no step; next goes to the first one."""
    desk = Desk()
    assert desk.do(agenda.advance, seen=None) == "don_tiep"
    assert desk.meeting.item == desk.meeting.agenda[0]


def test_the_meeting_is_opened_by_the_first_step_after_the_welcome() -> None:
    """Receiving people is not yet the meeting."""
    desk = Desk()
    desk.do(agenda.advance, seen=None)
    assert desk.meeting.day.opened_at is None
    desk.wait(minutes=30)
    desk.do(agenda.advance, seen="don_tiep")
    assert desk.meeting.day.opened_at == at("07:30")
    desk.do(agenda.go_back, seen="khai_mac")
    desk.wait(minutes=5)
    desk.go("opening")
    assert desk.meeting.day.opened_at == at("07:30")


def test_a_step_keeps_when_it_began_and_ended() -> None:
    """What the minutes need of each step."""
    desk = Desk()
    desk.go("welcome")
    desk.wait(minutes=30)
    desk.go("opening")
    assert desk.meeting.steps["don_tiep"] == Step(started_at=at("07:00"), ended_at=at("07:30"))


def test_open_gates_are_named_and_hold() -> None:
    """Leaving the opening without a count of those present is refused until somebody says that it is meant."""
    desk = opening()
    facts = desk.refused("gates_open", agenda.advance, seen="opening")
    assert facts["gates"] == [("present_unannounced", 1)]


def test_a_gate_that_was_overridden_is_recorded() -> None:
    """The file shows that the step was left all the same."""
    desk = opening()
    desk.do(agenda.advance, seen="opening", overrides=["present_unannounced"])
    assert desk.meeting.steps["opening"].overrides == ("present_unannounced",)


def test_naming_another_gate_does_not_open_this_one() -> None:
    """An override is for what was seen, not for whatever is open by now."""
    desk = opening()
    desk.refused("gates_open", agenda.advance, seen="opening", overrides=["slips_waiting"])


def test_a_gate_that_is_done_needs_no_override() -> None:
    """Announced, so nothing is in the way and nothing is recorded."""
    desk = opening()
    desk.do(doors.announce_present, count=87)
    assert desk.do(agenda.advance, seen="opening") == "rules"
    assert desk.meeting.steps["opening"].overrides == ()


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_the_opening_asks_for_names(role: str) -> None:
    """An office without a person is no name."""
    desk = Desk(plan_stepping("opening", "speeches"))
    desk.go("opening")
    desk.do(agenda.name_officers, role=role, officers=[Officer(role=role, name="", title="Chủ tịch")])
    assert f"{role}_unnamed" not in desk.gates  # the plan names one
    nobody = Desk(plan_with(chairs=(Office(title="Chủ tịch UBND xã"),), secretaries=()))
    nobody.go("opening")
    assert f"{role}_unnamed" in nobody.gates
    nobody.do(agenda.name_officers, role=role, officers=[Officer(role=role, name=ALL_NAMED[role])])
    assert f"{role}_unnamed" not in nobody.gates


def test_the_rules_must_be_adopted_with_a_result() -> None:
    """How the hall decided is what the minutes need."""
    desk = opening()
    desk.go("rules")
    assert desk.gates == ["rules_not_adopted"]
    desk.do(agenda.record_step, step="rules", result="Hội nghị nhất trí 100%")
    assert desk.gates == []


def test_the_speeches_wait_for_the_floor_and_the_slips() -> None:
    """Somebody speaks and somebody waits: both are shown, with how many."""
    desk = speaking("thôn 1", "thôn 2", "thôn 3")
    facts = desk.refused("gates_open", agenda.advance, seen="phat_bieu")
    assert facts["gates"] == [("floor_taken", 1), ("slips_waiting", 2)]


def test_a_raised_hand_without_words_holds_no_gate() -> None:
    """There is nothing to write down."""
    desk = hall()
    desk.hand("thôn 1")
    assert desk.gates == []


def test_the_gate_counts_what_would_be_written_down() -> None:
    """Those who are to be heard through somebody, and whoever was called, with the others."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.slip("thôn 4", waiting=False)
    desk.do(floor.join_turns, spokesperson="s2", members=["s3"])
    desk.hand("thôn 5")
    desk.call()
    facts = desk.refused("gates_open", agenda.advance, seen="phat_bieu")
    assert facts["gates"] == [("floor_taken", 1), ("slips_waiting", 4)]
    assert desk.do(floor.write_down_unheard) == 4
    assert desk.gates == []


def test_the_synthesis_waits_for_a_topic_and_a_unit() -> None:
    """Each question must be carried to somebody before the answers begin."""
    desk = asked()
    desk.ask("Còn việc kia?", topic="")
    desk.go("synthesis")
    assert desk.gates == ["unclassified"]
    desk.do(opinions.classify, question="q2", topic="y_te")
    assert desk.gates == []


def test_the_answers_wait_for_every_outcome() -> None:
    """Answered or owed, none is forgotten."""
    desk = asked("một", "hai")
    desk.go("answers")
    facts = desk.refused("gates_open", agenda.advance, seen="tra_loi")
    assert facts["gates"] == [("unanswered", 2)]
    desk.settle("q1")
    desk.owe("q2")
    assert desk.gates == []


def test_in_the_interleaved_mode_the_speeches_wait_for_answers() -> None:
    """Ask, answer, next: so no question is left when the speeches end."""
    desk = asked(plan=plan_ruled(mode="interleaved"))
    assert "unanswered" in desk.gates
    desk.do(agenda.switch_mode, mode="batch")
    assert "unanswered" not in desk.gates


def test_the_conclusion_must_be_written() -> None:
    """It is read from the paper afterwards."""
    desk = Desk()
    desk.go("conclusion")
    assert desk.gates == ["no_conclusion"]
    desk.do(closing.conclude, text="Ghi nhận, cảm ơn Nhân dân.")
    assert desk.gates == []


def test_steps_that_are_jumped_over_are_skipped() -> None:
    """Also one for which something was noted beforehand."""
    desk = opening()
    desk.do(agenda.record_step, step="rules", presenter="Lê Thị Hoa")
    desk.go("speeches")
    assert desk.meeting.steps["rules"].skipped
    assert desk.meeting.steps["rules"].presenter == "Lê Thị Hoa"


def test_a_skipped_step_is_no_longer_skipped_once_it_is_done() -> None:
    """The day came back to it."""
    desk = opening()
    desk.go("speeches")
    desk.do(agenda.go_back, seen="speeches")
    assert desk.step == "rules"
    assert not desk.meeting.steps["rules"].skipped


def test_going_back_keeps_when_a_step_first_began() -> None:
    """And does not call the steps in between skipped."""
    desk = opening()
    desk.wait(minutes=5)
    desk.go("rules")
    desk.wait(minutes=5)
    assert desk.do(agenda.go_back, seen="rules") == "opening"
    assert desk.meeting.steps["opening"].started_at == at("07:00")
    assert desk.meeting.steps["opening"].ended_at is None
    desk.go("speeches")
    assert not desk.meeting.steps["rules"].skipped


def test_next_pressed_twice_advances_once() -> None:
    """The second press saw the step before."""
    desk = Desk()
    desk.do(agenda.advance, seen=None)
    desk.refused("moved_on", agenda.advance, seen=None)
    assert desk.step == "don_tiep"


def test_next_pressed_at_two_desks_advances_once() -> None:
    """One journal, two laptops, the same moment."""
    desk = Desk()
    other = desk.beside("chủ trì")
    desk.do(agenda.advance, seen=None)
    other.refused("moved_on", agenda.advance, seen=None)
    other.refresh()
    assert other.step == desk.step == "don_tiep"


def test_next_pressed_twice_before_the_last_step_says_that_the_day_moved_on() -> None:
    """Not that this is the last step: the second press meant the first one."""
    desk = opening()
    desk.go("conclusion")
    desk.do(agenda.advance, seen="conclusion", overrides=["no_conclusion"])
    desk.refused("moved_on", agenda.advance, seen="conclusion", overrides=["no_conclusion"])
    desk.refused("last_step", agenda.advance, seen="closing")


def test_a_running_speech_ends_with_its_step() -> None:
    """Nobody keeps the floor during the break."""
    desk = speaking()
    desk.wait(minutes=2)
    desk.go("break")
    assert desk.turn("s1").state == "done"
    assert desk.turn("s1").ended_at == at("08:12")


def test_a_call_is_taken_back_when_the_step_ends() -> None:
    """Who was called and did not speak still waits."""
    desk = called()
    desk.go("break")
    assert desk.turn("s1").state == "waiting"
    assert desk.meeting.floor is None


def test_officers_are_replaced_by_role() -> None:
    """Naming the chair again leaves the secretary alone; empty names are left out."""
    desk = Desk()
    desk.do(agenda.name_officers, role="secretary", officers=[Officer(role="secretary", name="Lê Thị Hoa")])
    for name in ("Trần Văn Bình", "Ngô  Văn\tCường"):
        officers = [Officer(role="chair", name=name, title="Chủ tịch"), Officer(role="chair", name=" ")]
        desk.do(agenda.name_officers, role="chair", officers=officers)
    assert [(officer.role, officer.name) for officer in desk.meeting.day.officers] == [
        ("secretary", "Lê Thị Hoa"),
        ("chair", "Ngô Văn Cường"),
    ]


def test_the_mode_may_change_in_the_middle() -> None:
    """Answers after all speeches, or after each."""
    desk = speaking()
    desk.do(agenda.switch_mode, mode="interleaved")
    assert desk.meeting.day.mode == "interleaved"
    desk.refused("same_mode", agenda.switch_mode, mode="interleaved")


def test_nothing_moves_after_the_closing() -> None:
    """Only reopening does."""
    desk = closed()
    desk.refused("meeting_closed", agenda.advance, seen="be_mac")
    desk.refused("meeting_closed", agenda.go_back, seen="be_mac")
    assert desk.meeting.item is None


def test_a_step_that_the_plan_lost_is_not_a_day_that_starts_over() -> None:
    """The plan was edited in the middle: say so, and let the secretary choose where the day is."""
    old = opening()
    old.go("speeches")
    desk = Desk(plan_stepping("opening", "rules", "break", "conclusion"), old.log, old.clock)
    assert desk.meeting.item is None
    assert desk.gates == []
    for command in (agenda.advance, agenda.go_back):
        assert desk.refused("step_gone", command, seen="speeches") == {"step": "speeches"}
    desk.wait(minutes=5)
    desk.do(agenda.go_to_step, step="conclusion", seen="speeches")
    assert desk.meeting.steps["speeches"].ended_at == desk.now
    assert "break" not in desk.meeting.steps, "nobody knows what was jumped over"
    desk.do(agenda.go_back, seen="conclusion")
    assert desk.step == "break"


def test_a_step_counts_the_time_of_all_its_visits() -> None:
    """Two minutes, three elsewhere, four again."""
    desk = opening()
    desk.wait(minutes=2)
    desk.go("rules")
    desk.wait(minutes=3)
    desk.go("opening")
    desk.wait(minutes=4)
    assert agenda.seconds_spent(desk.meeting.steps["opening"], desk.now) == 360
    desk.go("speeches")
    desk.wait(minutes=30)
    assert agenda.seconds_spent(desk.meeting.steps["opening"], desk.now) == 360
    assert agenda.seconds_spent(Step(), desk.now) == 0


def test_a_reopened_meeting_was_not_in_its_last_step_all_night() -> None:
    """One minute before the closing, one after the reopening."""
    desk = Desk()
    desk.go("closing")
    desk.wait(minutes=1)
    desk.close()
    desk.wait(minutes=600)
    desk.do(closing.reopen_meeting, reason="x")
    desk.wait(minutes=1)
    assert agenda.seconds_spent(desk.meeting.steps["be_mac"], desk.now) == 120


def test_what_was_said_in_a_step_is_not_overwritten_unseen() -> None:
    """Another desk wrote it meanwhile."""
    desk = opening()
    desk.do(agenda.record_step, step="rules", text="Đã đọc nội quy", seen="")
    args = {"step": "rules", "text": "Đã đọc"}
    facts = desk.refused("changed_meanwhile", agenda.record_step, **args, seen="")
    assert facts == {"now": "Đã đọc nội quy"}
    desk.do(agenda.record_step, **args, seen="Đã đọc nội quy ")
