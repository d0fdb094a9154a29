"""What stands on the hall's display, in words; and what never does."""

from __future__ import annotations

import msgspec

from meeting_tui.domain import doors, floor, opinions
from meeting_tui.domain import hall as display
from meeting_tui.language import _
from meeting_tui.live.hall import hall_page
from meeting_tui.live.pages import HallPage, Ready
from tests.domain.builders import Desk, asked, called, closed, hall, plan_stepping, speaking, welcoming

SECRET = "Ông X chiếm đất của tôi"


def page(desk: Desk) -> HallPage:
    return hall_page(desk.meeting, desk.now)


def test_the_welcome_says_what_where_when_and_how_to_register() -> None:
    """Whoever comes in sits down knowing how to get the floor."""
    found = page(welcoming())
    assert "xã Ích Hậu" in found.main
    assert any("07:30" in line and "20/08/2026" in line for line in found.lines)
    assert _("To speak, fill in a slip at the reception desk, or hand it to the secretary.") in found.lines


def test_the_speaker_s_name_village_and_time() -> None:
    """The name without its salutation is the largest thing on the wall."""
    desk = speaking("thôn 1", "thôn 2")
    desk.wait(seconds=60)
    found = page(desk)
    assert (found.eyebrow, found.main, found.under) == (_("Speaking"), "Nguyễn Văn An", "thôn 1")
    assert found.countdown is not None and (found.countdown.remaining, found.countdown.running) == (240, True)
    assert found.ready == (Ready(name="Trần Thị Ân", village="thôn 2"),)


def test_a_second_call_is_told_from_the_first() -> None:
    """Whoever stands outside hears that their turn is about to pass."""
    desk = called("thôn 1")
    assert page(desk).eyebrow == _("Please come to the microphone")
    desk.do(floor.mark_absent, seen="s1")
    assert page(desk).eyebrow == _("Please come to the microphone (second call)")


def test_who_is_not_named_is_called_by_the_slip_s_number() -> None:
    """On the main line and among those who get ready."""
    desk = called("thôn 1", "thôn 2")
    for person in ("p1", "p2"):
        desk.do(doors.withhold_name, person=person, withhold=True)
    found = page(desk)
    assert (found.main, found.under) == (
        _("A citizen"),
        "thôn 1 · " + _("slip no. {number:02d}").format(number=1),
    )
    assert found.ready == (Ready(name=_("slip no. {number:02d}").format(number=2), village="thôn 2"),)


def test_no_text_of_a_question_and_no_answer_reaches_the_hall() -> None:
    """In no phase of the day."""
    desk = asked(SECRET)
    desk.do(opinions.reassign, questions=["q1"], unit="police")
    pages = [page(desk)]
    desk.settle("q1", "noted", answer="Đã rõ: " + SECRET)
    for kind in ("break", "synthesis", "answers", "conclusion", "closing"):
        if any(item.kind == kind for item in desk.meeting.agenda):
            desk.go(kind)  # type: ignore[arg-type]
            pages.append(page(desk))
    for found in pages:
        written = msgspec.json.encode(found).decode()
        assert SECRET not in written and "Đề nghị sửa đường" not in written


def test_the_break_counts_down_to_nothing_and_stops_there() -> None:
    """It does not run over before 300 people."""
    desk = Desk(plan_stepping("opening", "break", "closing", minutes=15))
    desk.go("break")
    desk.wait(minutes=10)
    found = page(desk)
    assert found.countdown is not None and (found.countdown.remaining, found.countdown.running) == (300, True)
    desk.wait(minutes=10)
    found = page(desk)
    assert found.countdown is not None and (found.countdown.remaining, found.countdown.running) == (0, False)


def test_in_the_answers_unit_and_topic_stand_there() -> None:
    """Nothing of what was asked."""
    desk = asked("Đường ngập")
    desk.do(opinions.reassign, questions=["q1"], unit="economy")
    desk.go("answers")
    found = page(desk)
    assert (found.main, found.under) == ("Phòng Kinh tế", "Đất đai - địa chính")


def test_the_rules_say_how_long_one_may_speak() -> None:
    """As the chair set it last."""
    desk = Desk(plan_stepping("rules", "speeches"))
    desk.do(floor.set_speaking_time, seconds=150)
    desk.go("rules")
    assert page(desk).lines == (_("Each speech: at most {minutes} minutes").format(minutes="2:30"),)


def test_the_secretary_s_message_is_on_the_page() -> None:
    """Word for word."""
    desk = hall("thôn 1")
    desk.do(display.put_up_message, text="Xe 38A-123.45 chắn lối ra <b>")
    assert page(desk).message == "Xe 38A-123.45 chắn lối ra <b>"


def test_the_closing_thanks_the_hall() -> None:
    """And counts nothing down."""
    found = page(closed())
    assert (found.phase, found.main, found.countdown) == ("thanks", _("Thank you, everybody"), None)
