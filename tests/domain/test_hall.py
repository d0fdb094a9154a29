"""What the hall may see, phase by phase, and the message that the secretary puts up there."""

from __future__ import annotations

import msgspec
import pytest

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain import hall as display
from meeting_tui.domain.hall import HallView, Public, hall_view, public

from .builders import Desk, asked, at, called, closed, hall, plan_ruled, plan_stepping, speaking, welcoming


def seen(desk: Desk) -> HallView:
    return hall_view(desk.meeting, desk.now)


# -- phases ----------------------------------------------------------------------------------------------


def test_the_phases_of_a_day_follow_its_steps() -> None:
    """Or the hall would say "welcome" while a citizen speaks."""
    desk = Desk(
        plan_stepping("welcome", "opening", "speeches", "break", "synthesis", "answers", "conclusion")
    )
    assert seen(desk).phase == "welcome"
    for kind, phase in (
        ("welcome", "welcome"),
        ("opening", "step"),
        ("speeches", "speeches"),
        ("break", "break"),
        ("synthesis", "step"),
        ("answers", "answers"),
        ("conclusion", "conclusion"),
    ):
        desk.go(kind)  # type: ignore[arg-type]
        assert seen(desk).phase == phase


def test_a_closed_meeting_thanks() -> None:
    """And says nothing of what was put up before."""
    desk = Desk()
    desk.go("closing")
    desk.do(display.put_up_message, text="Mời bà con nhận tài liệu")
    desk.close()
    assert (seen(desk).phase, seen(desk).message) == ("thanks", "")


def test_who_is_called_and_who_speaks_is_shown_with_the_next_three() -> None:
    """Elderly speakers start walking early."""
    desk = called("thôn 1", "thôn 2", "thôn 3", "thôn 4", "thôn 5")
    view = seen(desk)
    assert (view.phase, view.speaker) == ("called", public(desk.meeting, "s1"))
    assert [one.number for one in view.ready] == [2, 3, 4]
    desk.do(floor.start_speech, seen="s1")
    assert seen(desk).phase == "speaking"


def test_between_two_speakers_the_next_are_still_shown() -> None:
    """So that they get up while the last one sits down."""
    desk = hall("thôn 1", "thôn 2")
    assert (seen(desk).phase, seen(desk).speaker, len(seen(desk).ready)) == ("speeches", None, 2)


def test_a_break_says_when_it_ends() -> None:
    """Counted from when the day came to it, not from the plan."""
    desk = Desk(plan_stepping("opening", "break", "closing", minutes=15))
    desk.wait_until("09:07")
    desk.go("break")
    assert seen(desk).goes_on_at == at("09:22")


def test_in_turn_with_the_answers_the_answering_unit_follows_the_speech() -> None:
    """Until the next one is called."""
    desk = asked("Bao giờ sửa đường?", plan=plan_ruled(mode="interleaved"))
    desk.do(floor.end_speech, seen="s1")
    view = seen(desk)
    unit = desk.meeting.units[desk.question("q1").unit]
    assert (view.phase, view.unit) == ("answers", unit.name)
    assert view.topics == ("dat_dai",)


def test_where_units_are_called_the_display_calls_none_by_itself() -> None:
    """A unit that has answered everything gives way to the step's title until the next is called."""
    desk = asked("Đường ngập", "Trộm cắp")
    desk.do(opinions.reassign, questions=["q1"], unit="economy")
    desk.do(opinions.reassign, questions=["q2"], unit="police")
    desk.go("answers")
    assert seen(desk).unit == "Phòng Kinh tế"  # nobody is called here: the first one answers
    desk.do(promises.call_unit, unit="economy")
    desk.settle("q1")
    assert seen(desk).unit == ""
    desk.do(promises.call_unit, unit="police")
    assert seen(desk).unit == "Công an xã"


def test_the_view_itself_holds_nothing_private() -> None:
    """Not only its words: no field of it could carry a question, a slip or a person."""
    desk = asked("Ông X chiếm đất của tôi")
    views = [seen(desk)]
    desk.go("answers")
    views.append(seen(desk))
    for view in views:
        told = msgspec.json.encode(view).decode()
        assert "Ông X" not in told and "Đề nghị sửa đường" not in told and '"phone"' not in told


# -- who is not named ------------------------------------------------------------------------------------


def test_who_asked_not_to_be_named_is_known_by_the_slip_alone() -> None:
    """Village and number stay: they must know themselves."""
    desk = called("thôn 3")
    desk.do(doors.withhold_name, person="p1", withhold=True)
    assert seen(desk).speaker == Public(name="", village="thôn 3", number=1)


@pytest.mark.parametrize("kind", ["khieu_nai", "to_cao"])
def test_who_complains_is_masked_as_soon_as_it_is_known(kind: str) -> None:
    """Also in the middle of the speech."""
    desk = asked("Ông X lấn đất")
    assert seen(desk).speaker == public(desk.meeting, "s1") and seen(desk).speaker.name  # type: ignore[union-attr]
    desk.do(opinions.name_kind, question="q1", kind=kind)
    assert seen(desk).speaker == Public(name="", village="thôn 1", number=1)


def test_who_is_sent_to_the_reception_of_citizens_is_masked_too() -> None:
    """The papers hide such an opinion like a complaint: the hall and they must not differ."""
    desk = asked("Ông X lấn đất")
    desk.settle("q1", "redirected")
    assert seen(desk).speaker == Public(name="", village="thôn 1", number=1)
    desk.do(promises.reopen_question, question="q1")
    assert seen(desk).speaker == public(desk.meeting, "s1") and seen(desk).speaker.name  # type: ignore[union-attr]


def test_a_spokesperson_is_named_and_those_who_are_heard_through_them_are_not() -> None:
    """Neither as speakers nor among those who get ready; nor does the number of them mask anybody."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.do(doors.withhold_name, person="p2", withhold=True)
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    desk.do(floor.call_next, seen=None)
    assert seen(desk).speaker == public(desk.meeting, "s1") and seen(desk).speaker.name  # type: ignore[union-attr]
    assert [one.number for one in seen(desk).ready] == [3]
    desk.do(doors.withhold_name, person="p1", withhold=True)
    assert seen(desk).speaker == Public(name="", village="thôn 1", number=1)


def test_the_topic_of_a_complaint_is_not_shown() -> None:
    """With the unit alone nobody can guess what is complained of."""
    desk = asked("Ông X lấn đất", "Đường ngập")
    desk.do(opinions.classify, question="q2", topic="giao_thong_tl")
    desk.do(opinions.reassign, questions=["q1", "q2"], unit="economy")
    desk.do(opinions.name_kind, question="q1", kind="to_cao")
    desk.go("answers")
    assert seen(desk).topics == ("giao_thong_tl",)


def test_those_who_get_ready_are_masked_too() -> None:
    """Or the display would name them a minute before it hides them."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(doors.withhold_name, person="p2", withhold=True)
    assert [one.name for one in seen(desk).ready] == ["Nguyễn Văn An", ""]


# -- the message -----------------------------------------------------------------------------------------


def test_a_message_is_put_up_replaced_and_taken_down() -> None:
    """One line, clean, and undone like everything else."""
    desk = welcoming()
    assert desk.do(display.put_up_message, text="  Xe 38A\x1b[31m chắn\nlối ra ") == "Xe 38A[31m chắn lối ra"
    desk.do(display.put_up_message, text="Nghỉ 5 phút")
    assert seen(desk).message == "Nghỉ 5 phút"
    desk.undo()
    assert seen(desk).message.startswith("Xe 38A")
    desk.do(display.take_down_message)
    assert seen(desk).message == ""


def test_a_message_says_something_that_can_be_read_from_the_last_row() -> None:
    """And nothing is taken down where nothing stands."""
    desk = welcoming()
    desk.refused("text_needed", display.put_up_message, text=" \n")
    assert desk.refused("message_too_long", display.put_up_message, text="à" * 201) == {
        "length": 201,
        "most": 200,
    }
    desk.refused("no_message", display.take_down_message)


def test_after_the_closing_no_message_is_put_up() -> None:
    """The journal of a closed meeting stays as it is."""
    desk = closed()
    desk.refused("meeting_closed", display.put_up_message, text="x")
    desk.refused("meeting_closed", display.take_down_message)
    desk.refused("meeting_closed", promises.call_unit, unit="police")
    desk.do(closing.reopen_meeting, reason="sót một ý kiến")
    desk.do(display.put_up_message, text="x")


def test_the_hall_shows_the_step_that_the_day_went_back_to() -> None:
    """Back at the reception after the opening is no second welcome."""
    desk = speaking()
    desk.do(agenda.go_to_step, step=desk.item("welcome").id, seen=desk.step, overrides=desk.gates)
    assert seen(desk).phase == "step"
