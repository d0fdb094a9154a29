"""An undo in the middle never leaves a day that no command could have made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from meeting_tui.domain import closing, doors, floor, opinions
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Refused
from meeting_tui.store import Conflict, NothingToUndo

from .builders import Desk, asked, hall, speaking
from .test_meeting import any_command, one_of_each, sane


def after(desk: Desk, command: Callable[..., Any], **args: Any) -> int:
    """Do it, and say which line of the journal it is."""
    desk.do(command, **args)
    return desk.store.head


def no_undo(desk: Desk, n: int | None = None) -> list[tuple[str, str, str]]:
    """Undo is refused and changes nothing. Returns where the contradiction would have been."""
    desk.refresh()
    before = desk.rows()
    with pytest.raises(Conflict) as caught:
        desk.undo(n)
    assert desk.rows() == before
    return list(caught.value.fields)


def test_the_end_of_a_speech_is_not_undone_under_the_next_speaker() -> None:
    """Two would have the floor."""
    desk = speaking("thôn 1", "thôn 2")
    end = after(desk, floor.end_speech, seen="s1")
    desk.call()
    assert no_undo(desk, end) == [("turns", "s1", "state")]
    desk.do(floor.call_off, seen="s2")
    desk.undo(end)
    assert desk.seen == "s1"


def test_a_question_that_carries_another_is_not_undone() -> None:
    """The other would be open for nobody and stop no closing."""
    desk = asked("một")
    first = desk.store.head
    desk.ask("hai")
    desk.beside("thư ký 2").do(opinions.merge, into="q1", questions=["q2"])
    assert no_undo(desk, first) == [("questions", "q2", "merged_into")]


def test_questions_never_carry_one_another_in_a_circle() -> None:
    """Separated, then merged the other way round: undoing the separation would leave both to nobody."""
    desk = asked("một", "hai")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    separated = after(desk, opinions.unmerge, question="q2")
    desk.do(opinions.merge, into="q2", questions=["q1"])
    assert no_undo(desk, separated) == [
        ("questions", "q1", "merged_into"),
        ("questions", "q2", "merged_into"),
    ]


def test_a_number_is_not_brought_back_once_it_is_given_again() -> None:
    """One desk undoes question 1, another writes a new question 1, the first one presses redo."""
    desk = speaking()
    desk.ask("một")
    desk.undo()
    other = desk.beside("thư ký 2")
    other.do(opinions.write_down, question="k", text="khác")
    assert other.number("k") == 1
    with pytest.raises(Conflict):
        desk.store.redo()
    desk.refresh()
    assert list(desk.meeting.questions) == ["k"]


def test_a_person_who_has_a_slip_is_not_undone() -> None:
    """The slip would be nobody's."""
    desk = hall()
    added = after(desk, doors.add_person, person="p", record=Person(name="Nguyễn Văn An"))
    desk.do(floor.raise_hand, turn="h", person="p")
    assert no_undo(desk, added) == [("turns", "h", "person")]


def test_a_slip_that_a_question_came_from_is_not_undone() -> None:
    """The question would have been asked by nobody."""
    desk = hall("thôn 1")
    slip = desk.store.head - 1  # the last line is the step
    desk.do(opinions.write_down, question="q", text="x", turn="s1")
    assert no_undo(desk, slip) == [("questions", "q", "turn")]


def test_nobody_is_given_back_to_a_spokesperson_who_left() -> None:
    """Separated, then the spokesperson withdrew: undoing the first would lose the slip."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    separated = after(desk, floor.separate_turn, turn="s2")
    desk.do(floor.withdraw, turn="s1")
    assert no_undo(desk, separated) == [("turns", "s2", "spoken_by")]


def test_nothing_is_undone_under_a_closed_meeting() -> None:
    """The answer that allowed the closing least of all; the closing itself can be undone."""
    desk = asked()
    desk.settle("q1")
    answer = desk.store.head
    desk.beside("chủ trì").do(closing.close_meeting)
    assert ("day", "day", "closed_at") in no_undo(desk, answer)
    assert ("questions", "q1", "outcome") in no_undo(desk, answer)


def test_a_reopening_is_not_undone_over_an_open_question() -> None:
    """The meeting would be closed with it."""
    desk = speaking()
    desk.close()
    reopened = after(desk, closing.reopen_meeting, reason="sót một ý kiến")
    desk.ask("một", turn="s1")
    assert no_undo(desk, reopened) == [("questions", "q1", "outcome")]
    desk.settle("q1")
    desk.undo(reopened)
    assert desk.meeting.day.closed_at is not None


def test_a_fault_elsewhere_does_not_stop_an_undo() -> None:
    """An old journal may hold what we would not allow today."""
    desk = hall()
    lost = Person(name="x", code="1")
    desk.store.run("old", lambda tx: [tx.people.put(key, lost) for key in ("a", "b")])
    note = after(desk, floor.write_note, note="n", text="x")
    desk.undo(note)
    assert desk.meeting.notes == {}


@pytest.mark.parametrize("seed", range(12))
def test_any_commands_undone_in_any_order_leave_a_day_that_makes_sense(seed: int) -> None:
    """Two desks, commands and undos of any line of the journal, in no sensible order."""
    rng = Random(1000 + seed)
    desk = Desk()
    for command, args in one_of_each()[: rng.randrange(20, 45)]:
        desk.do(command, **args)
    desks = [desk, desk.beside("thư ký 2")]
    undone = 0
    for number in range(200):
        here = rng.choice(desks)
        here.refresh()
        desk.wait(seconds=rng.randrange(90))
        try:
            if rng.random() < 0.3:
                here.undo(rng.randrange(1, here.store.head + 1))
                undone += 1
            else:
                command, args = any_command(here.meeting, rng, number)
                here.do(command, **args)
        except (Refused, Conflict, NothingToUndo):
            pass
        here.refresh()
        sane(here.meeting)
    assert undone > 5
