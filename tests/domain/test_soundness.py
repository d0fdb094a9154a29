"""An undo in the middle never leaves a day that no command could have made."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from meeting_tui.domain import closing, doors, floor, opinions, promises
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Refused, Tx
from meeting_tui.store import Conflict, NothingToUndo

from .builders import Desk, asked, called, closed, hall, speaking
from .test_meeting import Step, any_command, one_of_each, sane


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


def test_a_reopening_is_not_undone_under_a_speaker_and_those_who_wait() -> None:
    """The closed meeting would have somebody on the floor, and slips that nobody heard."""
    desk = closed()
    reopened = after(desk, closing.reopen_meeting, reason="sót một phiếu")
    desk.slip("thôn 1")
    desk.slip("thôn 2")
    desk.start()
    assert no_undo(desk, reopened) == [("turns", "s1", "state"), ("turns", "s2", "state")]
    desk.do(floor.write_down_unheard)
    assert no_undo(desk, reopened) == [("questions", "s2-w", "outcome")]
    desk.settle("s2-w")
    desk.undo(reopened)
    assert desk.meeting.day.closed_at is not None


def test_a_reopening_is_not_undone_over_a_debt_without_a_promise() -> None:
    """An older journal may hold one; what stops a closing stops this as well."""
    desk = asked()
    desk.owe("q1")
    desk.close()
    reopened = after(desk, closing.reopen_meeting, reason="x")
    desk.store.run("old", lambda tx: tx.promises.remove("q1-p"))
    assert no_undo(desk, reopened) == [("questions", "q1", "outcome")]


@pytest.mark.parametrize("resumed", [True, False])
def test_the_start_of_a_speech_is_not_undone_under_a_pause(resumed: bool) -> None:
    """The next start would begin with it."""
    desk = called()
    start = after(desk, floor.start_speech, seen="s1")
    desk.wait(seconds=60)
    desk.do(floor.pause, seen="s1")
    fields = ["paused_at"]
    if resumed:
        desk.wait(seconds=60)
        desk.do(floor.resume, seen="s1")
        fields = ["paused_seconds", "pauses"]
    assert no_undo(desk, start) == [("turns", "s1", field) for field in fields]


def test_a_longer_time_is_not_undone_under_the_speaker() -> None:
    """There would be no limit at all."""
    desk = hall("thôn 1", "thôn 2")
    joined = after(desk, floor.join_turns, spokesperson="s1", members=["s2"], minutes=10)
    desk.call()
    assert no_undo(desk, joined) == [("turns", "s1", "limit_seconds")]
    desk.do(floor.start_speech, seen="s1")
    assert no_undo(desk, joined) == [("turns", "s1", "limit_seconds")]


def test_the_unit_of_a_question_is_not_undone_under_its_promise() -> None:
    """One would answer, another would owe."""
    desk = asked()
    given = after(desk, opinions.classify, question="q1", topic="an_ninh")
    desk.owe("q1")
    assert no_undo(desk, given) == [("promises", "q1-p", "unit")]
    desk.do(promises.reopen_question, question="q1")
    reopened = desk.store.head
    desk.undo(given)
    assert no_undo(desk, reopened) == [("promises", "q1-p", "unit")]


def test_a_question_is_not_given_back_to_one_that_was_redirected() -> None:
    """Its words would be printed in place of those that are not."""
    desk = asked("một", "hai")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    separated = after(desk, opinions.unmerge, question="q2")
    desk.settle("q1", "redirected")
    assert no_undo(desk, separated) == [("questions", "q2", "merged_into")]


def test_a_fault_elsewhere_does_not_stop_an_undo() -> None:
    """An old journal may hold what we would not allow today."""
    desk = hall()
    lost = Person(name="x", code="1")
    desk.store.run("old", lambda tx: [tx.people.put(key, lost) for key in ("a", "b")])
    note = after(desk, floor.write_note, note="n", text="x")
    desk.undo(note)
    assert desk.meeting.notes == {}


def wind_up(tx: Tx) -> None:
    """Everything that a closing needs, and the closing."""
    floor.write_down_unheard(tx)
    for key, question in tx.questions.items():
        if question.outcome is None and question.merged_into is None:
            promises.settle(tx, question=key, outcome="noted")
    closing.close_meeting(tx)


def some_line(rng: Random, head: int) -> int:
    """Any line of the journal, more often one of the last."""
    return rng.randrange(1 if rng.random() < 0.3 else max(1, head - 12), head + 1)


def some_command(desk: Desk, rng: Random, number: int, areas: tuple[str, ...]) -> Step:
    """Mostly of a few areas of the day, so that much happens to the same things."""
    if desk.meeting.day.closed_at is not None:
        return closing.reopen_meeting, {"reason": "x"}
    if rng.random() < 0.02:
        return wind_up, {}
    found = [any_command(desk.meeting, rng, number) for _ in range(8)]
    return next((step for step in found if step[0].__module__.endswith(areas)), found[0])


@pytest.mark.parametrize("seed", range(30))
def test_any_commands_undone_in_any_order_leave_a_day_that_makes_sense(seed: int) -> None:
    """Two desks, commands and undos of any line of the journal, in no sensible order."""
    rng = Random(1000 + seed)
    desk = Desk()
    for command, args in one_of_each()[: rng.randrange(24, 49)]:
        desk.do(command, **args)
    desks = [desk, desk.beside("thư ký 2")]
    areas = (("floor",), ("opinions", "promises"), ("floor", "opinions", "promises", "agenda"))[seed % 3]
    undone = 0
    for number in range(200):
        here = rng.choice(desks)
        here.refresh()
        desk.wait(seconds=rng.randrange(90))
        try:
            if rng.random() < 0.3:
                here.undo(some_line(rng, here.store.head))
                undone += 1
            else:
                command, args = some_command(here, rng, number, areas)
                here.do(command, **args)
        except (Refused, Conflict, NothingToUndo):
            pass
        here.refresh()
        sane(here.meeting)
    assert undone > 5
