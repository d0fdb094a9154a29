"""The numbers and rows that the screens draw."""

from __future__ import annotations

from typing import get_args

from meeting_tui.domain import agenda, doors, floor, opinions
from meeting_tui.domain.records import Person
from meeting_tui.domain.views import (
    FloorAction,
    agenda_rows,
    answer_sheets,
    counts,
    expected_slips,
    floor_actions,
    floor_view,
    merged_under,
    queue_rows,
    step_gates,
    unheard_villages,
    unit_sheets,
)

from .builders import Desk, asked, called, hall, plan_stepping, plan_with, speaking


def test_the_agenda_shows_what_is_done_now_ahead_and_skipped() -> None:
    """With the minutes planned and spent."""
    desk = Desk(plan_stepping("opening", "rules", "speeches", "closing"))
    desk.go("opening")
    desk.wait(minutes=7.9)
    desk.go("speeches")
    desk.wait(minutes=3)
    rows = [(row.number, row.id, row.state, row.minutes_spent) for row in agenda_rows(desk.meeting, desk.now)]
    assert rows == [
        (1, "opening", "done", 7),
        (2, "rules", "skipped", None),
        (3, "speeches", "current", 3),
        (4, "closing", "ahead", None),
    ]


def test_the_floor_shows_who_speaks_and_how_long() -> None:
    """Elapsed, left, the warning a minute before the end."""
    desk = speaking()
    desk.wait(seconds=239)
    view = floor_view(desk.meeting, desk.now)
    assert view is not None
    assert (view.person.name, view.number, view.nth) == ("Nguyễn Văn An", 1, 1)
    assert (view.elapsed, view.limit, view.remaining, view.warning) == (239, 300, 61, False)
    desk.wait(seconds=1)
    view = floor_view(desk.meeting, desk.now)
    assert view is not None and view.warning


def test_a_pause_is_shown_and_time_stands_still() -> None:
    """However long it takes."""
    desk = speaking()
    desk.wait(seconds=30)
    desk.do(floor.pause, seen="s1")
    desk.wait(minutes=9)
    view = floor_view(desk.meeting, desk.now)
    assert view is not None
    assert (view.paused, view.elapsed, view.warning) == (True, 30, False)


def test_somebody_called_has_all_of_their_time() -> None:
    """The clock has not begun, so there is nothing to warn of."""
    desk = called()
    desk.wait(minutes=10)
    view = floor_view(desk.meeting, desk.now)
    assert view is not None
    assert (view.state, view.elapsed, view.remaining, view.warning) == ("called", 0, 300, False)


def test_a_second_speech_is_no_longer_a_first() -> None:
    """client#2026: in the queue and on the floor."""
    desk = hall("thôn 1")
    desk.speech()
    desk.hand(person=desk.turn("s1").person)
    assert queue_rows(desk.meeting)[0].reason.nth == 2
    desk.call()
    view = floor_view(desk.meeting, desk.now)
    assert view is not None and view.nth == 2


def test_speeches_are_counted_by_person_not_by_name() -> None:
    """munify#235: another of the same name speaks for the first time."""
    desk = hall()
    for _ in range(2):
        desk.slip(person=desk.person("thôn 1", name="Nguyễn Văn Hùng"))
    desk.speech()
    assert [row.reason.nth for row in queue_rows(desk.meeting)] == [1]


def test_the_queue_shows_place_person_slip_and_reason() -> None:
    """What the chair looks at."""
    desk = hall("thôn 1", "thôn 2")
    row = queue_rows(desk.meeting)[1]
    assert (row.place, row.turn, row.person.village, row.number) == (2, "s2", "thôn 2", 2)
    assert (row.content, row.reason.code) == ("Đề nghị sửa đường", "village_unheard")


def test_slips_whose_person_is_not_here_are_listed_by_number() -> None:
    """So that the desk knows whom to look for."""
    desk = hall()
    for number in (12, 3):
        desk.slip(number=number, waiting=False)
    assert [turn.number for _, turn in expected_slips(desk.meeting)] == [3, 12]


def test_the_line_of_counts() -> None:
    """Present, speeches, questions, and what is still to be done."""
    desk = asked("một", "hai")
    desk.ask("ba", topic="")
    desk.settle("q1")
    desk.slip("thôn 2")
    desk.slip("thôn 3", waiting=False)
    desk.slip("thôn 4")
    desk.do(floor.put_into_writing, turn="s4")
    desk.do(doors.add_person, person="x", record=Person(name="Người vắng"))
    desk.do(doors.walk_in, person="w", name="Đỗ Văn Sáu")
    found = counts(desk.meeting)
    assert (found.present, found.invited) == (5, 5)
    assert (found.speeches, found.waiting, found.expected, found.written, found.absent) == (1, 1, 1, 1, 0)
    assert (found.questions, found.open, found.unclassified) == (4, 3, 2)


def test_villages_that_were_not_heard_yet() -> None:
    """Those of the plan and of the list, thôn 2 before thôn 10; heard through a spokesperson is heard."""
    desk = hall("thôn 1", "thôn 2", "thôn 3", plan=plan_with(villages=("thôn 10", "thôn 3")))
    desk.do(doors.walk_in, person="w", name="Đỗ Văn Sáu", village="bản Mỳ")
    assert unheard_villages(desk.meeting) == ["bản Mỳ", "thôn 1", "thôn 2", "thôn 3", "thôn 10"]
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    assert "thôn 2" in unheard_villages(desk.meeting)
    desk.speech()
    assert unheard_villages(desk.meeting) == ["bản Mỳ", "thôn 3", "thôn 10"]


def test_one_sheet_for_each_unit() -> None:
    """In the plan's order, merged questions under the one that carries them, nobody's last."""
    desk = asked("Đất", "Vẫn đất")
    desk.ask("Trộm", topic="an_ninh")
    desk.ask("Chưa rõ", topic="")
    desk.ask("Ruộng")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    desk.settle("q5")
    sheets = [(s.unit, [key for key, _ in s.rows], s.open) for s in unit_sheets(desk.meeting)]
    assert sheets == [("economy", ["q1", "q5"], 1), ("police", ["q3"], 1), ("", ["q4"], 1)]
    assert [key for key, _ in merged_under(desk.meeting, "q1")] == ["q2"]
    assert unit_sheets(desk.meeting)[0].name == "Phòng Kinh tế"


def test_while_answers_follow_each_speech_the_last_speakers_come_first() -> None:
    """Merged ones are answered with the question that carries them."""
    desk = asked("Đất", "Vẫn đất")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    sheets = [(s.unit, s.name, [key for key, _ in s.rows], s.open) for s in answer_sheets(desk.meeting)]
    assert sheets == [
        ("turn:s1", "Nguyễn Văn An", ["q1"], 1),
        ("economy", "Phòng Kinh tế", ["q1"], 1),
    ]
    desk.go("answers")
    assert [sheet.unit for sheet in answer_sheets(desk.meeting)] == ["economy"]


def test_the_gates_of_the_screen_are_those_of_the_command() -> None:
    """What is shown before Next is what Next would refuse."""
    desk = speaking("thôn 1", "thôn 2")
    shown = [(gate.code, gate.count) for gate in step_gates(desk.meeting)]
    assert desk.refused("gates_open", agenda.advance, seen=desk.step)["gates"] == shown
    assert step_gates(Desk().meeting) == []


def test_the_agenda_shows_all_visits_of_a_step() -> None:
    """Seven minutes, three elsewhere, two again."""
    desk = Desk(plan_stepping("opening", "rules", "speeches"))
    desk.go("opening")
    desk.wait(minutes=7)
    desk.go("rules")
    desk.wait(minutes=3)
    desk.go("opening")
    desk.wait(minutes=2)
    assert [row.minutes_spent for row in agenda_rows(desk.meeting, desk.now)] == [9, 3, None]


def test_what_can_be_done_with_the_floor() -> None:
    """Only what makes sense now: one key calls, starts and ends."""
    desk = hall("thôn 1", "thôn 2")
    assert floor_actions(desk.meeting) == {"call_next"}
    desk.call()
    assert floor_actions(desk.meeting) == {"start_speech", "mark_absent", "add_time"}
    desk.do(floor.start_speech, seen="s1")
    assert floor_actions(desk.meeting) == {"call_next", "pause", "add_time"}
    desk.do(floor.pause, seen="s1")
    assert floor_actions(desk.meeting) == {"call_next", "resume", "add_time"}
    desk.do(agenda.switch_mode, mode="interleaved")
    assert floor_actions(desk.meeting) == {"end_speech", "resume", "add_time"}
    desk.do(floor.end_speech, seen="s1")
    assert floor_actions(desk.meeting) == {"call_next"}
    desk.do(agenda.switch_mode, mode="batch")
    desk.call()
    desk.do(floor.start_speech, seen="s2")
    assert floor_actions(desk.meeting) == {"end_speech", "pause", "add_time"}  # nobody is left to be called
    desk.go("break")
    assert floor_actions(desk.meeting) == frozenset()


def test_every_act_of_the_floor_is_a_command() -> None:
    """Screens call it by its name."""
    assert all(callable(getattr(floor, name)) for name in get_args(FloorAction))
