"""The chair's page says who speaks, what about, how long still, who is next and why, and how the day stands."""

from __future__ import annotations

from typing import Any

from meeting_tui.domain import doors, floor, opinions, promises
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.records import Person
from meeting_tui.language import _
from meeting_tui.live.chair import chair_page
from meeting_tui.live.pages import ChairPage, Coverage
from tests.domain.builders import NEXT_MONTH, Desk, asked, called, closed, hall, plan_ruled, speaking


def page(desk: Desk) -> ChairPage:
    return chair_page(desk.meeting, desk.now)


def facts(found: Any) -> dict[str, str]:
    return {fact.label: fact.value for fact in found}


def test_the_speaker_the_slip_and_what_was_written_down_so_far() -> None:
    """The chair asks the secretary nothing."""
    desk = asked("Bao giờ sửa đường?", "Đèn hỏng")
    desk.wait(seconds=61)
    found = page(desk).floor
    assert found is not None
    assert (found.name, found.village, found.state, found.tone) == (
        "Ông Nguyễn Văn An",
        "thôn 1",
        "speaking",
        "good",
    )
    assert found.slip == "Đề nghị sửa đường"
    assert [(one.number, one.text) for one in found.questions] == [(1, "Bao giờ sửa đường?"), (2, "Đèn hỏng")]
    assert (found.countdown.remaining, found.countdown.running) == (239, True)


def test_the_clock_stands_while_called_or_paused_and_goes_below_zero() -> None:
    """Overrun is counted, not cut."""
    desk = called()
    assert page(desk).floor.countdown.running is False  # type: ignore[union-attr]
    desk.do(floor.start_speech, seen="s1")
    desk.wait(seconds=330)
    over = page(desk).floor
    assert over is not None and (over.countdown.remaining, over.tone) == (-30, "bad")
    desk.do(floor.pause, seen="s1")
    paused = page(desk).floor
    assert paused is not None and (paused.state, paused.countdown.running) == ("paused", False)


def test_a_forgotten_clock_is_seen_from_the_chair_too() -> None:
    """Twenty seconds after the call."""
    desk = called()
    desk.wait(seconds=21)
    found = page(desk).floor
    assert found is not None
    assert (found.state_words, found.tone) == (_("called; the clock was not started"), "warning")


def test_the_next_five_come_with_their_reasons() -> None:
    """ "Why is this one next" is on the page."""
    desk = hall(*(f"thôn {n}" for n in range(1, 8)))
    found = page(desk).next
    assert [one.place for one in found] == [1, 2, 3, 4, 5]
    assert all(one.why and one.name for one in found)
    assert found[0].village == "thôn 1"


def test_withheld_names_and_complaints_stand_in_full_before_the_chair() -> None:
    """They are masked in the hall only: the chair must know whom to address."""
    desk = asked("Ông X lấn đất")
    desk.do(doors.withhold_name, person="p1", withhold=True)
    desk.do(opinions.name_kind, question="q1", kind="to_cao")
    found = page(desk).floor
    assert (
        found is not None and found.name == "Ông Nguyễn Văn An" and found.questions[0].text == "Ông X lấn đất"
    )


def test_coverage_counts_invited_present_and_spoken() -> None:
    """By village and by organisation; a walk-in is present and was not invited."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(
        doors.add_person, person="x", record=Person(name="Lê Văn Xa", village="thôn 2", org="Hội Nông dân")
    )
    desk.do(doors.walk_in, person="w", name="Đỗ Văn Sáu", village="thôn 9")
    desk.speech()
    found = page(desk)
    assert found.villages == (
        Coverage(name="thôn 1", invited=1, present=1, spoken=1),
        Coverage(name="thôn 2", invited=2, present=1, spoken=0),
        Coverage(name="thôn 9", invited=0, present=1, spoken=0),
    )
    assert [
        (one.name, one.invited, one.present) for one in found.delegations if one.name == "Hội Nông dân"
    ] == [("Hội Nông dân", 1, 0)]


def test_no_organisations_no_table_of_them() -> None:
    """An empty row says nothing."""
    assert page(hall("thôn 1")).delegations == ()


def test_a_late_day_offers_the_limit_that_would_fit() -> None:
    """And says how late."""
    desk = hall(*(f"thôn {n}" for n in range(25)))
    desk.wait(minutes=10)
    found = page(desk)
    assert found.outlook_tone == "warning" and found.advice


def test_in_the_answers_the_unit_its_open_questions_and_its_promises() -> None:
    """With its own clock once it was called."""
    desk = asked("Đường ngập", "Sổ đỏ", "Trộm cắp")
    desk.do(opinions.reassign, questions=["q1", "q2"], unit="economy")
    desk.do(opinions.reassign, questions=["q3"], unit="police")
    desk.go("answers")
    desk.owe("q1")
    first = page(desk).answering
    assert first is not None and first.countdown is None
    assert ([one.number for one in first.open], len(first.promised)) == ([2], 1)
    assert first.open[0].text == "Sổ đỏ (Ông Nguyễn Văn An, thôn 1)"
    assert [(other.label, other.count) for other in first.others] == [("Công an xã", 1)]
    desk.do(promises.call_unit, unit="police")
    desk.wait(seconds=60)
    second = page(desk).answering
    assert second is not None and second.countdown is not None
    assert (second.unit, second.countdown.remaining) == ("Công an xã", 240)


def test_the_last_promise_is_seen_when_the_next_unit_already_stands_there() -> None:
    """With its last question a unit leaves the page: what it promised would never have been read."""
    desk = asked("Đường ngập", "Trộm cắp")
    desk.do(opinions.reassign, questions=["q1"], unit="economy")
    desk.do(opinions.reassign, questions=["q2"], unit="police")
    desk.go("answers")
    assert _("promised") not in facts(page(desk).hall)
    desk.owe("q1")
    found = page(desk)
    words = _("question {number}: {unit}, in writing by {due}")
    assert found.answering is not None and found.answering.unit == "Công an xã"
    assert found.answering.promised == (
        words.format(number=1, unit="Phòng Kinh tế", due=short_date(NEXT_MONTH)),
    )
    assert facts(found.hall)[_("promised")] == "1"


def test_when_all_is_answered_the_page_says_so() -> None:
    """The chair need not ask whether something is still to come."""
    desk = asked("Đường ngập")
    desk.go("answers")
    desk.settle("q1")
    found = page(desk)
    assert (found.answering, found.idle) == (None, _("Every question has an outcome."))


def test_interleaved_answers_are_shown_between_two_speeches() -> None:
    """The step is still that of the speeches."""
    desk = asked("Đường ngập", plan=plan_ruled(mode="interleaved"))
    assert page(desk).answering is None
    desk.do(floor.end_speech, seen="s1")
    assert page(desk).answering is not None


def test_the_readout_comes_with_the_conclusion() -> None:
    """And stays after the closing."""
    desk = speaking()
    assert page(desk).readout == ()
    desk.go("conclusion")
    assert page(desk).readout
    assert page(closed()).readout


def test_the_counts_of_the_queue_and_of_the_hall() -> None:
    """Heard, waiting, in writing; present, questions, open."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.start()
    desk.ask("Đường ngập")
    found = page(desk)
    assert facts(found.queue) == {_("heard"): "1", _("waiting"): "2", _("in writing"): "0"}
    assert facts(found.hall) == {_("present"): "3/3", _("questions"): "1", _("without an outcome"): "1"}
    desk.do(floor.close_list)
    assert facts(page(desk).queue)[_("list of speakers")] == _("closed")


def test_a_day_that_has_not_begun_has_a_page() -> None:
    """Whoever opens the view in the morning sees what is planned, not an error."""
    desk = Desk()
    found = page(desk)
    assert (found.floor, found.next, found.outlook) == (None, (), "")
    assert found.step and desk.meeting.agenda[0].title in found.idle
