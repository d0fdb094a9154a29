"""The floor: slips, calls, the clock, interjections, and closing the list."""

from __future__ import annotations

from datetime import timedelta

import pytest

from meeting_tui.domain import agenda, floor
from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.domain.views import floor_view

from .builders import Desk, asked, at, called, hall, plan_ruled, speaking


def joined(minutes: int | None = None) -> Desk:
    """`s1` will speak for `s2` and `s3`."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2", "s3"], minutes=minutes)
    return desk


# -- slips -----------------------------------------------------------------------------------------------


def test_an_advance_slip_waits_for_its_person() -> None:
    """Numbered by the Front weeks ago; it joins the queue when the person has come."""
    desk = hall()
    slip = desk.slip("thôn 1", waiting=False)
    assert desk.order == []
    desk.do(floor.join_queue, turn=slip)
    assert desk.order == [slip]


def test_a_person_waits_only_once() -> None:
    """A second slip of somebody who waits is refused; after the speech it is welcome."""
    desk = hall("thôn 1")
    person = desk.turn("s1").person
    desk.refused("waits_already", floor.raise_hand, turn="h", person=person)
    desk.call()
    desk.refused("waits_already", floor.raise_hand, turn="h", person=person)


def test_who_spoke_last_may_ask_for_the_floor_again() -> None:
    """client#2991: with any other entry in the queue, or none."""
    desk = hall("thôn 1")
    desk.speech()
    again = desk.hand(person=desk.turn("s1").person)
    assert desk.order == [again]


def test_house_rules_may_allow_one_speech_only() -> None:
    """second_turn = "no"."""
    desk = hall("thôn 1", plan=plan_ruled(second_turn="no"))
    desk.speech()
    desk.refused("spoken_already", floor.raise_hand, turn="h", person=desk.turn("s1").person)


def test_a_slip_number_is_given_once() -> None:
    """Two slips 07 would be called by the same number."""
    desk = hall("thôn 1")
    person = desk.person()
    assert desk.refused("slip_number_taken", floor.register_slip, turn="x", person=person, number=1) == {
        "number": 1
    }


def test_a_slip_on_an_unknown_topic_is_refused_when_it_comes_in() -> None:
    """Not at the end of the day, when it should become a written question with all the others."""
    desk = hall()
    desk.refused("no_such_topic", floor.register_slip, turn="x", person=desk.person(), topic="duong_sa")


def test_the_text_of_a_slip_is_cleaned() -> None:
    """Control and direction characters do not reach the hall."""
    desk = hall()
    desk.slip(content="  Đường\u202e hỏng\x1b[2J \n", addressee=" Chủ tịch \n xã ")
    assert desk.turn("s1").content == "Đường hỏng[2J"
    assert desk.turn("s1").addressee == "Chủ tịch xã"


# -- calling ---------------------------------------------------------------------------------------------


def test_a_slip_read_wrongly_is_corrected() -> None:
    """What was taken from it already keeps its words."""
    desk = hall("thôn 1")
    (turn,) = desk.meeting.turns
    desk.do(floor.correct_slip, turn=turn, content="Đường ngập", topic="giao_thong_tl")
    assert desk.meeting.turns[turn].content == "Đường ngập"
    desk.refused("no_such_topic", floor.correct_slip, turn=turn, content="x", topic="duong")
    desk.refused("no_such_turn", floor.correct_slip, turn="x", content="x")


def test_next_pressed_twice_calls_once() -> None:
    """The second press saw an empty floor."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(floor.call_next, seen=None)
    desk.refused("moved_on", floor.call_next, seen=None)
    assert desk.seen == "s1"


def test_next_pressed_at_two_desks_calls_once() -> None:
    """Both saw the first speaker; one press ends the speech and calls, the other is told."""
    desk = speaking("thôn 1", "thôn 2", "thôn 3")
    other = desk.beside("chủ trì")
    desk.do(floor.call_next, seen="s1")
    other.refused("moved_on", floor.call_next, seen="s1")
    assert desk.seen == other.seen == "s2"
    assert desk.turn("s3").state == "waiting"


def test_next_ends_the_running_speech() -> None:
    """One key between two speakers."""
    desk = speaking("thôn 1", "thôn 2")
    desk.wait(minutes=4)
    desk.do(floor.call_next, seen="s1")
    assert desk.turn("s1").state == "done"
    assert desk.turn("s1").ended_at == at("08:14")
    assert desk.seen == "s2"


def test_next_with_nobody_waiting_leaves_the_speaker_alone() -> None:
    """The refusal does not end the speech."""
    desk = speaking("thôn 1")
    desk.refused("queue_empty", floor.call_next, seen="s1")
    assert desk.turn("s1").state == "speaking"


def test_somebody_called_must_start_or_be_absent_first() -> None:
    """Otherwise one key too many loses a person."""
    desk = called("thôn 1", "thôn 2")
    desk.refused("called_not_started", floor.call_next, seen="s1")
    desk.refused("called_not_started", floor.call_turn, turn="s2", seen="s1", reason="x")


def test_the_chair_calls_out_of_order_with_a_reason() -> None:
    """The reason stays on the turn."""
    desk = speaking("thôn 1", "thôn 2", "thôn 3")
    desk.refused("reason_needed", floor.call_turn, turn="s3", seen="s1", reason="")
    desk.do(floor.call_turn, turn="s3", seen="s1", reason="cùng nội dung")
    assert desk.seen == "s3"
    assert desk.turn("s3").override_reason == "cùng nội dung"
    assert desk.turn("s1").state == "done"


def test_a_call_by_mistake_is_taken_back() -> None:
    """Back to the same place, without counting as absent."""
    desk = called("thôn 1", "thôn 2")
    desk.do(floor.call_off, seen="s1")
    assert desk.order == ["s1", "s2"]
    assert desk.turn("s1").absences == 0


def test_absent_when_called_twice_goes_down_and_then_into_writing() -> None:
    """First call, second call, to the end of the queue, and at last a written question: nobody is lost."""
    desk = called("thôn 1", "thôn 2")
    desk.do(floor.mark_absent, seen="s1")
    assert desk.seen == "s1"
    desk.do(floor.mark_absent, seen="s1")
    assert desk.order == ["s2", "s1"]
    desk.speech()
    desk.call()
    desk.do(floor.mark_absent, seen="s1")
    assert desk.turn("s1").state == "written"
    assert [(q.text, q.source) for _, q in desk.meeting.questions_of("s1")] == [("Đề nghị sửa đường", "slip")]


def test_absent_with_an_empty_slip_is_only_absent() -> None:
    """There is nothing to answer in writing."""
    desk = hall()
    hand = desk.hand("thôn 1")
    desk.call()
    for _ in range(2):
        desk.do(floor.mark_absent, seen=hand)
    desk.call()
    desk.do(floor.mark_absent, seen=hand)
    assert desk.turn(hand).state == "absent"
    assert desk.meeting.questions == {}


def test_who_was_absent_may_raise_a_hand_later() -> None:
    """Or withdraw the old one."""
    desk = hall()
    hand = desk.hand("thôn 1")
    for _ in range(3):
        if desk.seen is None:
            desk.call()
        desk.do(floor.mark_absent, seen=hand)
    again = desk.hand(person=desk.turn(hand).person)
    assert desk.order == [again]
    desk.do(floor.withdraw, turn=hand)
    assert desk.turn(hand).state == "withdrawn"


# -- spokespersons ---------------------------------------------------------------------------------------


def test_several_slips_are_heard_through_one_with_a_longer_time() -> None:
    """The others leave the queue and are not lost."""
    desk = joined(minutes=8)
    assert desk.order == ["s1"]
    assert desk.turn("s1").members == ("s2", "s3")
    assert desk.turn("s2").spoken_by == "s1"
    desk.start()
    assert desk.turn("s1").limit_seconds == 480


def test_a_represented_slip_may_be_heard_by_itself_after_all() -> None:
    """It goes back to its place; when the last one leaves, the longer time goes too."""
    desk = joined(minutes=8)
    desk.do(floor.separate_turn, turn="s3")
    assert desk.turn("s1").members == ("s2",)
    assert desk.turn("s1").limit_seconds == 480
    desk.do(floor.separate_turn, turn="s2")
    assert desk.order == ["s1", "s2", "s3"]
    desk.call()
    assert desk.turn("s1").limit_seconds == 300


def test_naming_the_same_slip_twice_counts_once() -> None:
    """And the spokesperson does not represent themselves."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2", "s2", "s1"])
    assert desk.turn("s1").members == ("s2",)


def test_spokespersons_must_make_sense() -> None:
    """Somebody to represent, no chains, at least a minute."""
    desk = joined()
    desk.slip("thôn 4")
    desk.refused("nobody_to_represent", floor.join_turns, spokesperson="s1", members=["s1"])
    desk.refused("spokesperson_already", floor.join_turns, spokesperson="s4", members=["s1"])
    desk.refused("turn_state", floor.join_turns, spokesperson="s4", members=["s2"])
    desk.refused("limit_too_short", floor.join_turns, spokesperson="s1", members=["s4"], minutes=0)


@pytest.mark.parametrize("leave", [floor.withdraw, floor.put_into_writing])
def test_when_the_spokesperson_leaves_the_others_wait_again(leave: object) -> None:
    """Otherwise their slips would be heard by nobody."""
    desk = joined()
    desk.do(leave, turn="s1")  # type: ignore[arg-type]
    assert desk.order == ["s2", "s3"]
    assert desk.turn("s2").spoken_by is None


def test_when_the_spokesperson_never_comes_the_others_wait_again() -> None:
    """Three times absent."""
    desk = joined()
    for _ in range(3):
        if desk.seen is None:
            desk.call()
        desk.do(floor.mark_absent, seen="s1")
    assert desk.turn("s1").state == "written"
    assert desk.order == ["s2", "s3"]


def test_a_village_heard_through_a_spokesperson_counts_as_heard() -> None:
    """thôn 2 had its say through thôn 1."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    desk.slip("thôn 2")
    assert desk.order == ["s1", "s3", "s4"]


# -- closing the list ------------------------------------------------------------------------------------


def test_a_closed_list_takes_no_more_but_hears_those_on_it() -> None:
    """deutsche-apotheker-zeitung: a closed list is not a closed debate."""
    desk = hall("thôn 1")
    late = desk.slip("thôn 2", waiting=False)
    person = desk.person()
    assert desk.do(floor.close_list) == 2
    desk.refused("list_closed", floor.raise_hand, turn="h", person=person)
    desk.refused("list_closed", floor.close_list)
    desk.do(floor.join_queue, turn=late)
    assert desk.call() == "s1"


def test_the_list_can_be_opened_again() -> None:
    """There is time after all."""
    desk = hall()
    desk.refused("list_open", floor.open_list)
    desk.do(floor.close_list)
    desk.do(floor.open_list)
    assert desk.order == [] and desk.hand("thôn 1") in desk.order


def test_closing_never_drops_a_slip() -> None:
    """Waiting, not yet here, represented: each becomes a numbered written question, by slip number."""
    desk = joined()
    desk.slip("thôn 4", waiting=False, content="Nước sạch", topic="giao_thong_tl")
    assert desk.do(floor.write_down_unheard) == 4
    assert [(q.number, q.turn, q.source) for _, q in desk.meeting.numbered] == [
        (1, "s1", "slip"),
        (2, "s2", "slip"),
        (3, "s3", "slip"),
        (4, "s4", "slip"),
    ]
    assert {turn.state for turn in desk.meeting.turns.values()} == {"written"}
    assert desk.meeting.day.list_closed_at is not None
    assert desk.question("s4-w").unit == desk.meeting.questions["s4-w"].unit == "economy"


def test_writing_down_the_unheard_ends_the_speech() -> None:
    """Who speaks was heard. And done twice it does nothing more."""
    desk = speaking("thôn 1", "thôn 2")
    desk.wait(minutes=2)
    assert desk.do(floor.write_down_unheard) == 1
    assert desk.do(floor.write_down_unheard) == 0
    assert desk.turn("s1").state == "done"
    assert desk.turn("s1").ended_at == desk.now
    assert [question.turn for question in desk.meeting.questions.values()] == ["s2"]


def test_writing_down_the_unheard_takes_the_call_back() -> None:
    """The slip of whoever was called and has not begun is not dropped; it keeps its place by number."""
    desk = called("thôn 1", "thôn 2")
    assert desk.do(floor.write_down_unheard) == 2
    assert [question.turn for _, question in desk.meeting.numbered] == ["s1", "s2"]
    assert desk.meeting.floor is None


def test_what_will_be_written_down_is_known_before() -> None:
    """Waiting, not here yet, called, represented; not a hand without words, nor what was heard or withdrawn."""
    desk = hall("thôn 1", "thôn 2", "thôn 3", "thôn 4")
    desk.do(floor.withdraw, turn="s4")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    desk.slip("thôn 5", waiting=False)
    hand = desk.hand("thôn 6")
    before = [key for key, _ in floor.to_be_written(desk.meeting.turns)]
    assert before == ["s1", "s2", "s3", "s5"]
    desk.speech()
    assert [key for key, _ in floor.to_be_written(desk.meeting.turns)] == ["s3", "s5"]
    assert desk.do(floor.write_down_unheard) == 2
    assert desk.turn(hand).state == "absent"
    assert floor.to_be_written(desk.meeting.turns) == []


def test_an_empty_slip_cannot_go_into_writing() -> None:
    """The secretary is told, instead of the request vanishing."""
    desk = hall()
    hand = desk.hand("thôn 1")
    desk.refused("text_needed", floor.put_into_writing, turn=hand)


def test_a_slip_in_writing_is_numbered_at_once() -> None:
    """The person prefers it so."""
    desk = asked()
    desk.slip("thôn 2", content="Xin trả lời bằng văn bản")
    desk.do(floor.put_into_writing, turn="s2")
    assert desk.number("s2-w") == 2
    assert desk.turn("s2").state == "written"


# -- the clock -------------------------------------------------------------------------------------------


def test_a_pause_does_not_count() -> None:
    """Two pauses; the clock shows the speech without them."""
    desk = speaking()
    for _ in range(2):
        desk.wait(seconds=60)
        desk.do(floor.pause, seen="s1")
        desk.wait(seconds=45)
        assert elapsed_seconds(desk.turn("s1"), desk.now) % 60 == 0
        desk.do(floor.resume, seen="s1")
    desk.wait(seconds=30)
    desk.do(floor.end_speech, seen="s1")
    assert desk.turn("s1").paused_seconds == 90
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 150


def test_a_speech_that_ends_in_a_pause_ended_when_the_pause_began() -> None:
    """The pause ends with it."""
    desk = speaking()
    desk.wait(seconds=100)
    desk.do(floor.pause, seen="s1")
    desk.wait(seconds=500)
    desk.do(floor.end_speech, seen="s1")
    assert desk.turn("s1").paused_at is None
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 100


def test_pausing_twice_or_going_on_without_a_pause_is_refused() -> None:
    """The total would be wrong."""
    desk = speaking()
    desk.refused("not_paused", floor.resume, seen="s1")
    desk.do(floor.pause, seen="s1")
    desk.refused("paused_already", floor.pause, seen="s1")


def test_an_overrun_is_counted_and_nobody_is_cut_off() -> None:
    """Never cut a speaker off: only show it."""
    desk = speaking()
    desk.wait(minutes=6)
    view = floor_view(desk.meeting, desk.now)
    assert view is not None
    assert (view.state, view.remaining, view.warning) == ("speaking", -60, True)


def test_a_minute_more_or_less() -> None:
    """With the floor, and never under a minute in all."""
    desk = speaking()
    assert desk.do(floor.add_time, seen="s1", seconds=60).limit_seconds == 360
    assert desk.do(floor.add_time, seen="s1", seconds=-120).limit_seconds == 240
    assert desk.do(floor.add_time, seen="s1", seconds=-600).limit_seconds == 60


def test_the_chairs_limit_is_for_the_speeches_to_come() -> None:
    """The running one keeps its own."""
    desk = speaking("thôn 1", "thôn 2")
    desk.do(floor.set_speaking_time, seconds=180)
    assert desk.turn("s1").limit_seconds == 300
    desk.do(floor.call_next, seen="s1")
    assert desk.turn("s2").limit_seconds == 180
    desk.refused("limit_too_short", floor.set_speaking_time, seconds=59)


@pytest.mark.parametrize("back", [floor.call_off, floor.mark_absent])
def test_the_limit_is_that_of_the_last_call(back: object) -> None:
    """Called under five minutes, called again under three."""
    desk = called("thôn 1")
    while desk.seen:
        desk.do(back, seen="s1")  # type: ignore[arg-type]
    desk.do(floor.set_speaking_time, seconds=180)
    desk.call()
    assert desk.turn("s1").limit_seconds == 180


def test_a_reminder_when_somebody_was_called_and_the_clock_not_started() -> None:
    """OnlyT#73: after twenty seconds, and again after the second call."""
    desk = called()
    assert not _reminds(desk)
    desk.wait(seconds=20)
    assert _reminds(desk)
    desk.do(floor.mark_absent, seen="s1")
    assert not _reminds(desk)
    desk.do(floor.start_speech, seen="s1")
    desk.wait(seconds=60)
    assert not _reminds(desk)


def _reminds(desk: Desk) -> bool:
    view = floor_view(desk.meeting, desk.now)
    assert view is not None
    return view.remind_start


def test_times_are_corrected_afterwards_with_a_trace() -> None:
    """Started late, stopped late: the old times, who and why are kept."""
    desk = speaking()
    desk.wait(minutes=5)
    desk.do(floor.end_speech, seen="s1")
    times = {"started_at": at("08:09"), "ended_at": at("08:13")}
    desk.do(floor.correct_times, turn="s1", **times, reason="bấm muộn")
    desk.do(floor.correct_times, turn="s1", started_at=at("08:08"), ended_at=at("08:13"), reason="xem lại")
    turn = desk.turn("s1")
    assert elapsed_seconds(turn, desk.now) == 300
    assert [(c.started_at, c.ended_at, c.by, c.reason) for c in turn.corrections] == [
        (at("08:10"), at("08:15"), "thư ký", "bấm muộn"),
        (at("08:09"), at("08:13"), "thư ký", "xem lại"),
    ]


def test_a_pause_outside_the_corrected_times_does_not_count() -> None:
    """5 minutes, 2 of pause, 1 minute: only the last minute was this speech; then only the first six."""
    desk = speaking()
    desk.wait(minutes=5)
    desk.do(floor.pause, seen="s1")
    desk.wait(minutes=2)
    desk.do(floor.resume, seen="s1")
    desk.wait(minutes=1)
    desk.do(floor.end_speech, seen="s1")
    args = {"turn": "s1", "reason": "bấm sớm"}
    desk.do(floor.correct_times, started_at=at("08:17"), ended_at=at("08:18"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 60
    desk.do(floor.correct_times, started_at=at("08:10"), ended_at=at("08:16"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 300
    desk.do(floor.correct_times, started_at=at("08:10"), ended_at=at("08:18"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 360
    desk.do(floor.correct_times, started_at=at("08:15"), ended_at=at("08:17"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 120, "who corrects says that somebody spoke"


def test_the_pauses_of_an_older_journal_never_swallow_the_corrected_speech() -> None:
    """Only their sum is known."""
    desk = speaking()
    desk.wait(minutes=8)
    desk.do(floor.end_speech, seen="s1")
    desk.store.run("old", lambda tx: tx.turns.change("s1", desk.turn("s1"), paused_seconds=120.0))
    desk.refresh()
    args = {"turn": "s1", "reason": "bấm sớm"}
    desk.do(floor.correct_times, started_at=at("08:14"), ended_at=at("08:18"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 120
    desk.do(floor.correct_times, started_at=at("08:17"), ended_at=at("08:18"), **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 60


def test_a_speech_that_began_after_its_pause_is_not_paused() -> None:
    """The clock was started, and paused, for somebody who had not begun."""
    desk = speaking()
    desk.wait(minutes=1)
    desk.do(floor.pause, seen="s1")
    desk.wait(minutes=2)
    start = at("08:12:30")
    desk.do(floor.correct_times, turn="s1", started_at=start, ended_at=None, reason="bấm sớm")
    desk.wait(seconds=30)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 60


def test_a_pause_that_goes_on_survives_another_start() -> None:
    """It began within the speech."""
    desk = speaking()
    desk.wait(minutes=2)
    desk.do(floor.pause, seen="s1")
    desk.wait(minutes=1)
    desk.do(floor.correct_times, turn="s1", started_at=at("08:09"), ended_at=None, reason="bấm muộn")
    assert desk.turn("s1").paused_at == at("08:12")
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 180


def test_a_speech_begins_without_the_pauses_of_a_start_that_was_undone() -> None:
    """In a journal of an older program, which let that happen."""
    desk = called()
    desk.store.run(
        "old",
        lambda tx: tx.turns.change("s1", desk.turn("s1"), paused_seconds=120.0, paused_at=desk.now),
    )
    desk.do(floor.start_speech, seen="s1")
    desk.wait(minutes=2)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 120


def test_times_are_corrected_with_a_reason() -> None:
    """As whatever else departs from what the clock said."""
    desk = speaking()
    args = {"turn": "s1", "started_at": at("08:09"), "ended_at": None}
    desk.refused("reason_needed", floor.correct_times, **args, reason=" \n")


def test_a_running_speech_gets_only_another_start() -> None:
    """It has no end yet."""
    desk = speaking()
    desk.wait(minutes=1)
    args = {"turn": "s1", "reason": "quên bấm"}
    desk.refused("still_speaking", floor.correct_times, started_at=at("08:09"), ended_at=desk.now, **args)
    desk.do(floor.correct_times, started_at=at("08:09"), ended_at=None, **args)
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 120
    desk.do(floor.end_speech, seen="s1")
    desk.refused("end_time_needed", floor.correct_times, started_at=at("08:09"), ended_at=None, **args)


def test_corrected_times_stay_in_order_and_in_the_past() -> None:
    """Nobody stops before they begin, or tomorrow."""
    desk = speaking()
    desk.wait(minutes=1)
    desk.do(floor.end_speech, seen="s1")
    later = desk.now + timedelta(minutes=1)
    for started, ended in ((at("08:11"), at("08:10")), (at("08:10"), later), (later, later)):
        desk.refused(
            "times_out_of_order",
            floor.correct_times,
            turn="s1",
            started_at=started,
            ended_at=ended,
            reason="",
        )


def test_removing_somebody_who_waits_does_not_touch_the_running_clock() -> None:
    """client#4200."""
    desk = speaking("thôn 1", "thôn 2")
    desk.wait(minutes=1)
    before = desk.turn("s1")
    desk.do(floor.withdraw, turn="s2")
    assert desk.turn("s1") == before
    assert elapsed_seconds(desk.turn("s1"), desk.now) == 60


# -- interjections ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["remark", "order"])
def test_the_chair_speaks_in_between_and_the_turn_goes_on(kind: str) -> None:
    """It pauses the clock and does not end the speech."""
    desk = speaking()
    desk.wait(seconds=30)
    desk.do(floor.interject, note="n1", kind=kind, text="Xin đi thẳng vào nội dung.", seen="s1")
    desk.wait(seconds=20)
    desk.do(floor.interject, note="n2", kind="order", text="Xin giữ trật tự.", seen="s1")
    desk.wait(seconds=20)
    desk.do(floor.resume, seen="s1")
    assert desk.turn("s1").state == "speaking"
    assert desk.turn("s1").paused_seconds == 40
    assert desk.meeting.notes["n1"].turn == "s1"
    assert desk.meeting.notes["n1"].kind == kind


def test_interjections_keep_their_order() -> None:
    """OpenSlides#5816."""
    desk = speaking()
    for key in ("n3", "n1", "n2"):
        desk.do(floor.interject, note=key, kind="order", text="Trật tự", seen="s1")
    assert list(desk.meeting.notes) == ["n3", "n1", "n2"]


def test_a_note_belongs_to_the_step_and_to_whoever_speaks() -> None:
    """Or to nobody."""
    desk = speaking()
    desk.do(floor.write_note, note="n1", text="Mất điện 5 phút")
    desk.do(floor.end_speech, seen="s1")
    desk.do(floor.write_note, note="n2", text="Có điện lại")
    assert [(note.turn, note.step) for note in desk.meeting.notes.values()] == [
        ("s1", "phat_bieu"),
        (None, "phat_bieu"),
    ]
    desk.refused("text_needed", floor.write_note, note="n3", text=" \n")


def test_an_act_on_the_floor_is_for_the_turn_that_was_seen() -> None:
    """Ending, pausing or more time, meant for the speaker before, does nothing to the next one."""
    desk = speaking("thôn 1", "thôn 2")
    desk.do(floor.call_next, seen="s1")
    for act in (
        floor.start_speech,
        floor.end_speech,
        floor.pause,
        floor.resume,
        floor.mark_absent,
        floor.call_off,
    ):
        desk.refused("moved_on", act, seen="s1")
    desk.refused("moved_on", floor.add_time, seen="s1", seconds=60)


def test_nobody_on_the_floor_is_said_in_so_many_words() -> None:
    """Every act of the floor needs somebody there."""
    desk = hall("thôn 1")
    for act in (
        floor.start_speech,
        floor.end_speech,
        floor.pause,
        floor.resume,
        floor.mark_absent,
        floor.call_off,
    ):
        desk.refused("nobody_on_floor", act, seen=None)


def test_the_floor_outlives_a_change_of_step_back_and_forth() -> None:
    """The break ended the speech; coming back calls the next one."""
    desk = speaking("thôn 1", "thôn 2")
    desk.go("break")
    desk.do(agenda.go_back, seen="giai_lao")
    assert desk.call() == "s2"
