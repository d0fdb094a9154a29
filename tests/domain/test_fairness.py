"""Who speaks next, and why: the handbook's order (section 3), and the chair's."""

from __future__ import annotations

from meeting_tui import language, sentences
from meeting_tui.domain import floor

from .builders import called, hall, speaking


def test_advance_slips_are_called_by_their_number() -> None:
    """In the order in which the Front numbered them, not in which the desk typed them."""
    desk = hall()
    for number in (3, 1, 2):
        desk.slip(number=number)
    assert [desk.turn(key).number for key in desk.order] == [1, 2, 3]
    assert desk.reasons == ["advance_slip"] * 3


def test_no_village_speaks_twice_before_all_have_spoken_once() -> None:
    """Slips 1, 2 and 5 are of one village: 3 and 4 come before its second."""
    desk = hall("thôn 1", "thôn 1", "thôn 2", "thôn 3", "thôn 1")
    assert desk.order == ["s1", "s3", "s4", "s2", "s5"]


def test_only_the_first_of_a_village_is_called_because_it_is_unheard() -> None:
    """Its second slip stands where its number says."""
    desk = hall("thôn 1", "thôn 1", "thôn 2")
    assert desk.order == ["s1", "s3", "s2"]
    assert desk.reasons == ["village_unheard", "village_unheard", "advance_slip"]


def test_the_rotation_remembers_who_had_the_floor() -> None:
    """Once thôn 1 has spoken, a late slip of thôn 2 comes before its next one."""
    desk = hall("thôn 1", "thôn 1")
    desk.speech()
    desk.slip("thôn 2")
    assert desk.order == ["s3", "s2"]
    assert desk.reasons == ["village_unheard", "advance_slip"]


def test_a_village_is_one_however_it_is_capitalised() -> None:
    """The list says Thôn 1, the slip thôn 1."""
    desk = hall("Thôn 1", "thôn 1", "thôn 2")
    assert desk.order == ["s1", "s3", "s2"]


def test_villages_that_differ_by_an_accent_are_two() -> None:
    """Thôn Đông is not thôn Đồng."""
    desk = hall("thôn Đông", "thôn Đồng", "thôn Đông")
    assert desk.order == ["s1", "s2", "s3"]
    assert desk.reasons == ["village_unheard", "village_unheard", "advance_slip"]


def test_walk_ins_come_after_the_slips_by_arrival() -> None:
    """Also when their village has not been heard."""
    desk = hall()
    first = desk.hand("thôn 9")
    desk.wait(seconds=1)
    second = desk.hand("thôn 8")
    slip = desk.slip("thôn 1")
    assert desk.order == [slip, first, second]
    assert desk.reasons == ["village_unheard", "walk_in", "walk_in"]


def test_a_slip_at_the_door_is_a_walk_in() -> None:
    """It came too late to be prepared."""
    desk = hall()
    door = desk.slip("thôn 1", number=1, source="door")
    advance = desk.slip("thôn 2", number=2)
    assert desk.order == [advance, door]


def test_second_turns_are_last() -> None:
    """Who has spoken waits until everybody has, walk-ins included."""
    desk = hall("thôn 1", "thôn 2")
    desk.speech()
    again = desk.hand(person=desk.turn("s1").person)
    walk_in = desk.hand("thôn 3")
    assert desk.order == ["s2", walk_in, again]
    assert desk.meeting.queue[-1].reason.code == "second_turn"
    assert desk.meeting.queue[-1].reason.nth == 2


def test_being_called_counts_as_the_villages_turn_only_while_it_lasts() -> None:
    """Twice absent, so thôn 1 has not been heard after all."""
    desk = called("thôn 1", "thôn 1", "thôn 2")
    assert desk.order == ["s3", "s2"]
    for _ in range(2):
        desk.do(floor.mark_absent, seen="s1")
    assert desk.order == ["s2", "s3", "s1"]
    assert desk.reasons == ["village_unheard", "village_unheard", "called_absent"]


def test_the_chair_moves_somebody_up_with_a_reason() -> None:
    """The last one moved up is the first, and the reason can be read."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    desk.do(floor.move_up, turn="s2", reason="người cao tuổi")
    desk.do(floor.move_up, turn="s3", reason="phải về sớm")
    assert desk.order == ["s3", "s2", "s1"]
    assert desk.reasons == ["moved_up", "moved_up", "village_unheard"]
    assert [place.reason.words for place in desk.meeting.queue] == ["phải về sớm", "người cao tuổi", ""]


def test_the_chair_moves_somebody_down_with_a_reason() -> None:
    """Behind walk-ins and second turns; the last one moved down is the last."""
    desk = hall("thôn 1", "thôn 2")
    hand = desk.hand("thôn 3")
    desk.do(floor.move_down, turn="s1", reason="chờ cán bộ địa chính")
    desk.do(floor.move_down, turn="s2", reason="trùng nội dung")
    assert desk.order == [hand, "s1", "s2"]
    assert desk.reasons == ["walk_in", "moved_down", "moved_down"]


def test_the_chairs_order_can_be_taken_back() -> None:
    """Back to the place that the rules give, and no reason is left behind."""
    desk = hall("thôn 1", "thôn 2")
    desk.do(floor.move_up, turn="s2", reason="người cao tuổi")
    desk.do(floor.restore_order, turn="s2")
    assert desk.order == ["s1", "s2"]
    assert desk.turn("s2").override_reason == ""


def test_a_move_needs_a_reason_and_a_waiting_turn() -> None:
    """The chair may, but not without saying why."""
    desk = speaking("thôn 1", "thôn 2")
    desk.refused("reason_needed", floor.move_up, turn="s2", reason="  ")
    desk.refused("reason_needed", floor.move_down, turn="s2", reason="")
    assert desk.refused("turn_state", floor.move_up, turn="s1", reason="x")["state"] == "speaking"


def test_reordering_keeps_the_running_speech() -> None:
    """munify#235: whoever speaks goes on speaking, with the time already used."""
    desk = speaking("thôn 1", "thôn 2", "thôn 3")
    before = desk.turn("s1")
    desk.do(floor.move_up, turn="s3", reason="người cao tuổi")
    assert desk.seen == "s1"
    assert desk.turn("s1") == before


def test_another_desk_sees_the_new_order_at_once_and_after_a_restart() -> None:
    """OpenSlides#2138, #4691: the second screen and a reload agree."""
    desk = hall("thôn 1", "thôn 2", "thôn 3")
    other = desk.beside("chủ trì")
    desk.do(floor.move_up, turn="s3", reason="người cao tuổi")
    other.refresh()
    assert other.order == desk.order == desk.beside("máy chiếu").order == ["s3", "s1", "s2"]


def test_an_advance_slip_typed_on_the_day_takes_the_place_of_its_number() -> None:
    """Typed after others, it still comes before them; without a number it comes after the numbered ones."""
    desk = hall()
    desk.slip("thôn 1", number=2)
    desk.slip("thôn 1", number=5)
    desk.hand("thôn 2")
    desk.slip("thôn 1", number=None)
    desk.slip("thôn 1", number=3)
    assert desk.order == ["s1", "s5", "s2", "s4", "h3"]
    assert desk.reasons == ["village_unheard", "advance_slip", "advance_slip", "advance_slip", "walk_in"]
    slip, hand = [sentences.reason(place.reason) for place in desk.meeting.queue][3:]
    assert language._("slip without a number") in slip
    assert language._("raised a hand") in hand


def test_an_advance_slip_of_somebody_who_is_not_here_waits_for_them() -> None:
    """Typed at any time; once they come it stands where its number says."""
    desk = hall("thôn 1", "thôn 1")
    desk.do(floor.withdraw, turn="s1")
    person = desk.person("thôn 1")
    args = {"person": person, "number": 1, "content": "x"}
    desk.refused("slip_number_taken", floor.register_slip, turn="n1", waiting=False, **args)
    desk.do(floor.register_slip, turn="n0", waiting=False, **{**args, "number": 0})
    assert (desk.turn("n0").state, desk.order) == ("registered", ["s2"])
    desk.do(floor.join_queue, turn="n0")
    assert desk.order == ["n0", "s2"]
