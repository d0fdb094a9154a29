"""Whose turn it is to answer: the unit that was called, else the one that stands first."""

from __future__ import annotations

from meeting_tui.domain import floor, opinions, promises
from meeting_tui.domain.answering import answering_now, open_elsewhere

from .builders import NEXT_MONTH, Desk, asked, hall, plan_ruled


def answers() -> Desk:
    """Two questions for the economy office and one for the police, in the answers."""
    desk = asked("Đường ngập", "Đất đai", "Trộm cắp")
    desk.do(opinions.reassign, questions=["q1", "q2"], unit="economy")
    desk.do(opinions.reassign, questions=["q3"], unit="police")
    desk.go("answers")
    return desk


def now(desk: Desk) -> str:
    found = answering_now(desk.meeting)
    return found.unit if found else ""


def test_the_first_unit_with_open_questions_answers_until_another_is_called() -> None:
    """The console's own order."""
    desk = answers()
    assert now(desk) == "economy"
    desk.do(promises.call_unit, unit="police")
    found = answering_now(desk.meeting)
    assert found is not None
    assert (found.unit, found.since) == ("police", desk.now)
    assert [question.number for _, question in found.open] == [3]


def test_a_unit_that_has_answered_everything_gives_way() -> None:
    """When the secretary forgets to call the next one, the display does not lag behind."""
    desk = answers()
    desk.do(promises.call_unit, unit="police")
    desk.settle("q3")
    assert now(desk) == "economy"
    desk.settle("q1")
    desk.settle("q2")
    assert now(desk) == "police"  # all is answered: whoever spoke last stands there


def test_what_was_promised_stands_beside_what_is_open() -> None:
    """The chair can repeat the date at once."""
    desk = answers()
    desk.owe("q1")
    found = answering_now(desk.meeting)
    assert found is not None
    assert [(question.number, promise.due) for question, promise in found.promised] == [(1, NEXT_MONTH)]
    assert [question.number for _, question in found.open] == [2]
    assert open_elsewhere(desk.meeting, found) == [("Công an xã", 1)]


def test_nobody_answers_where_nothing_was_asked() -> None:
    """An empty sheet is no unit."""
    desk = Desk()
    desk.go("answers")
    assert answering_now(desk.meeting) is None


def test_after_a_speech_its_own_questions_are_answered() -> None:
    """Whoever was called before."""
    desk = answers()
    assert now(desk) == "economy"
    turn = asked("Trộm cắp", plan=plan_ruled(mode="interleaved"))
    turn.do(opinions.reassign, questions=["q1"], unit="police")
    turn.do(floor.end_speech, seen="s1")
    assert now(turn) == "police"


def test_a_unit_that_answered_after_one_speech_is_called_anew_after_the_next() -> None:
    """Or its clock would count from an answer of long ago."""
    desk = hall("thôn 1", "thôn 2", plan=plan_ruled(mode="interleaved"))
    for question in ("q1", "q2"):
        speaker = desk.start()
        desk.ask("Trộm cắp")
        desk.do(opinions.reassign, questions=[question], unit="police")
        desk.wait(minutes=1)
        desk.do(floor.end_speech, seen=speaker)
        found = answering_now(desk.meeting)
        assert found is not None and (found.unit, found.since) == ("police", None)
        desk.do(promises.call_unit, unit="police")
        found = answering_now(desk.meeting)
        assert found is not None and found.since == desk.now
        desk.refused("called_already", promises.call_unit, unit="police")
        desk.settle(question)


def test_a_unit_is_called_once_and_must_be_known() -> None:
    """Pressed twice, its clock does not begin again."""
    desk = answers()
    desk.do(promises.call_unit, unit="police")
    desk.wait(seconds=30)
    desk.refused("called_already", promises.call_unit, unit="police")
    desk.refused("no_such_unit", promises.call_unit, unit="nasa")
    desk.refused("owner_needed", promises.call_unit, unit="")
