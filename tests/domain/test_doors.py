"""The doors: who is on the list, who came, who did not."""

from __future__ import annotations

from meeting_tui.domain import doors
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.records import Person

from .builders import Desk, at, closed, welcoming

CODE, SECOND, THIRD = (make_code(first, 7, 47) for first in (5_830_412, 9_041_177, 1_500_000))
OTHER_MEETING = make_code(5_830_412, 7, 3)


def invited(**fields: object) -> Desk:
    """One person on the list, `p`, who has not come yet."""
    desk = welcoming()
    desk.do(doors.add_person, person="p", record=Person(name="Nguyễn Văn An", code=CODE, **fields))  # type: ignore[arg-type]
    return desk


def test_somebody_comes_in() -> None:
    """By name, with the time."""
    desk = invited()
    desk.wait(minutes=12)
    desk.do(doors.check_in, person="p")
    assert (desk.meeting.people["p"].status, desk.meeting.people["p"].arrived_at) == ("present", at("07:12"))
    assert (desk.meeting.present, desk.meeting.invited) == (1, 1)


def test_the_same_code_scanned_twice_never_marks_absent() -> None:
    """OpenSlides toggles; we say when the person came, and by which name."""
    desk = invited()
    desk.do(doors.check_in_code, code=CODE)
    desk.wait(minutes=5)
    facts = desk.refused("came_already", doors.check_in_code, code=CODE)
    assert facts == {"name": "Nguyễn Văn An", "at": at("07:00"), "person": "p"}
    assert desk.meeting.people["p"].status == "present"


def test_two_desks_scan_the_same_code() -> None:
    """One lets the person in, the other says that they are in."""
    desk = invited()
    other = desk.beside("bàn 2")
    desk.do(doors.check_in_code, code=CODE)
    other.refused("came_already", doors.check_in_code, code=CODE)


def test_two_desks_scan_two_people_at_once_and_both_are_in() -> None:
    """Eventra#11074 swallowed the second one."""
    desk = invited()
    desk.do(doors.add_person, person="p2", record=Person(name="Trần Thị Ân", code=SECOND))
    other = desk.beside("bàn 2")
    desk.do(doors.check_in_code, code=CODE)
    other.do(doors.check_in_code, code=SECOND)
    desk.refresh()
    assert desk.meeting.present == 2


def test_an_unknown_code_lets_nobody_in() -> None:
    """Neither a whole one, nor a part of one that is known."""
    desk = invited()
    for code in (SECOND, OTHER_MEETING, CODE[:8] + SECOND[8:], CODE[:5], ""):
        desk.refused("unknown_code", doors.check_in_code, code=code)


def test_a_code_belongs_to_one_person() -> None:
    """And an empty code to nobody."""
    desk = invited()
    other = Person(name="Nguyễn Văn An", code=f" {CODE} ")
    assert desk.refused("code_taken", doors.add_person, person="p2", record=other) == {"code": CODE}
    for key in ("p3", "p4"):
        desk.do(doors.add_person, person=key, record=Person(name="Nguyễn Văn An"))


def test_what_is_typed_or_imported_is_cleaned() -> None:
    """NFC, one line, nothing invisible; whoever it comes from."""
    desk = welcoming()
    record = Person(name=" Nguye\u0302\u0303n  Va\u0306n\tAn\u200b ", village="thôn\n1", org="\x1b[31mHội")
    desk.do(doors.add_person, person="p", record=record)
    person = desk.meeting.people["p"]
    assert (person.name, person.village, person.org) == ("Nguyễn Văn An", "thôn 1", "[31mHội")
    for unseen in ("\u200b ", "\u3164", "\u2800", "\u200c\u200d"):
        desk.refused("name_needed", doors.add_person, person="q", record=Person(name=unseen))


def test_a_list_is_one_command_or_nothing() -> None:
    """One undo takes it back; one bad line and nobody is added; the same list twice is refused."""
    desk = welcoming()
    people = {"a": Person(name="An"), "b": Person(name="Bình")}
    assert desk.do(doors.add_people, people=people) == 2
    desk.refused("person_exists", doors.add_people, people=people)
    desk.refused("name_needed", doors.add_people, people={"c": Person(name="Cường"), "d": Person(name="")})
    desk.undo()
    assert desk.meeting.people == {}


def test_a_walk_in_is_there_at_once_and_was_not_invited() -> None:
    """Counted among those present, not among those invited."""
    desk = invited()
    desk.do(doors.walk_in, person="w", name="Đỗ  Văn Sáu", village=" thôn 2 ", salutation="Ông")
    person = desk.meeting.people["w"]
    assert (person.name, person.village, person.salutation) == ("Đỗ Văn Sáu", "thôn 2", "Ông")
    assert (person.status, person.arrived_at, person.invited) == ("present", at("07:00"), False)
    assert (desk.meeting.present, desk.meeting.invited) == (1, 1)
    desk.refused("name_needed", doors.walk_in, person="x", name=" ")


def test_absent_with_a_reason() -> None:
    """Excused; and should the person come after all, the excuse is gone."""
    desk = invited()
    desk.do(doors.mark_attendance, person="p", status="absent_excused", reason=" ốm,\nbáo trước ")
    assert desk.meeting.people["p"].reason == "ốm, báo trước"
    assert desk.meeting.present == 0
    desk.do(doors.check_in, person="p")
    assert (desk.meeting.people["p"].status, desk.meeting.people["p"].reason) == ("present", "")


def test_late_and_left_early_both_came() -> None:
    """They count as present; whoever leaves keeps the time of coming."""
    desk = invited()
    desk.do(doors.mark_attendance, person="p", status="late")
    desk.wait(minutes=30)
    desk.do(doors.mark_attendance, person="p", status="left_early")
    person = desk.meeting.people["p"]
    assert (person.arrived_at, person.left_at) == (at("07:00"), at("07:30"))
    assert desk.meeting.present == 1


def test_a_check_in_by_mistake_is_taken_back() -> None:
    """Not come after all: no time of arrival is left."""
    desk = invited()
    desk.do(doors.check_in, person="p")
    desk.do(doors.mark_attendance, person="p", status="expected")
    assert desk.meeting.people["p"].arrived_at is None
    assert desk.meeting.present == 0


def test_two_people_of_one_name_are_two() -> None:
    """Three Nguyễn Văn Hùng in one village are common."""
    desk = welcoming()
    for key in ("a", "b"):
        desk.do(doors.add_person, person=key, record=Person(name="Nguyễn Văn Hùng", village="thôn 1"))
    desk.do(doors.check_in, person="b")
    assert desk.meeting.people["a"].status == "expected"


def test_the_number_that_was_read_out_is_kept_apart_from_the_count() -> None:
    """People go on coming in."""
    desk = invited()
    desk.do(doors.announce_present, count=87)
    desk.do(doors.check_in, person="p")
    assert (desk.meeting.day.announced_present, desk.meeting.present) == (87, 1)


def test_the_doors_are_shut_with_the_meeting() -> None:
    """What the minutes say of those present does not change behind their back."""
    desk = closed()
    record = Person(name="Nguyễn Văn An")
    desk.refused("meeting_closed", doors.add_person, person="p", record=record)
    desk.refused("meeting_closed", doors.walk_in, person="p", name="An")
    desk.refused("meeting_closed", doors.check_in, person="p")
    desk.refused("meeting_closed", doors.check_in_code, code=CODE)
    desk.refused("meeting_closed", doors.mark_attendance, person="p", status="late")
    desk.refused("meeting_closed", doors.announce_present, count=1)


def test_a_name_written_wrongly_is_corrected_and_the_person_stays() -> None:
    """The minutes print what is on the list at the end; the queue and the attendance do not move."""
    desk = invited()
    desk.do(doors.check_in, person="p")
    desk.do(doors.correct_person, person="p", name=" Nguyễn  Văn Ân ", salutation="Ông", village="thôn 2")
    person = desk.meeting.people["p"]
    assert (person.name, person.village, person.status) == ("Nguyễn Văn Ân", "thôn 2", "present")
    desk.refused("name_needed", doors.correct_person, person="p", name=" ")
    desk.refused("no_such_person", doors.correct_person, person="x", name="An")


def test_a_name_is_withheld_when_somebody_asks_for_it() -> None:
    """And named again when they agree; who they are stays on the list."""
    desk = invited()
    desk.do(doors.withhold_name, person="p", withhold=True)
    assert desk.meeting.people["p"].withhold_name
    desk.do(doors.withhold_name, person="p", withhold=False)
    assert not desk.meeting.people["p"].withhold_name
    desk.refused("no_such_person", doors.withhold_name, person="nobody", withhold=True)


def test_the_short_form_that_a_clerk_types_is_enough() -> None:
    """A scanner may fail all morning."""
    desk = invited()
    desk.do(doors.check_in_code, code=CODE[:8])
    assert desk.meeting.people["p"].status == "present"


def test_who_left_early_and_comes_back_is_here_again() -> None:
    """Since the first time: attendance is counted once."""
    desk = invited()
    desk.do(doors.check_in_code, code=CODE)
    desk.wait(minutes=30)
    desk.do(doors.mark_attendance, person="p", status="left_early", reason="đón cháu")
    desk.wait(minutes=30)
    desk.do(doors.check_in_code, code=CODE)
    person = desk.meeting.people["p"]
    assert (person.status, person.arrived_at, person.left_at) == ("present", at("07:00"), None)


def test_a_code_is_given_once_and_so_is_its_short_form() -> None:
    """Two people of one short form could not be told apart at the door; who has a code keeps it."""
    desk = invited()
    desk.do(doors.add_person, person="p2", record=Person(name="Trần Thị Ân"))
    twin = make_code(5_830_412, 8, 47)
    assert desk.refused("code_taken", doors.give_codes, codes={"p2": twin}) == {"code": twin}
    desk.refused("not_a_code", doors.give_codes, codes={"p2": "123456789012345"})
    assert desk.do(doors.give_codes, codes={"p": SECOND, "p2": THIRD}) == 1
    assert (desk.meeting.people["p"].code, desk.meeting.people["p2"].code) == (CODE, THIRD)


def test_a_revoked_code_lets_nobody_in_and_is_never_given_again() -> None:
    """Whoever found the paper must not come in with it."""
    desk = invited()
    desk.do(doors.revoke_code, person="p", code=SECOND)
    facts = desk.refused("code_revoked", doors.check_in_code, code=CODE)
    assert facts == {"at": at("07:00"), "person": "p"}
    desk.do(doors.check_in_code, code=SECOND)
    desk.refused("code_taken", doors.revoke_code, person="p", code=CODE)
    desk.do(doors.revoke_code, person="p")
    assert desk.meeting.people["p"].code == ""
    desk.refused("no_code", doors.revoke_code, person="p")


def test_a_scan_that_let_nobody_in_is_kept_without_what_is_private() -> None:
    """A code may be kept, whosever it is; anything else may be somebody's identity number."""
    desk = invited()
    desk.do(doors.note_scan, scan="s1", outcome="other_meeting", code=OTHER_MEETING)
    desk.do(doors.note_scan, scan="s2", outcome="damaged", code="001090000001")
    kept = [(scan.outcome, scan.code) for scan in desk.meeting.scans.values()]
    assert kept == [("other_meeting", OTHER_MEETING), ("damaged", "")]


def test_undo_takes_back_the_check_in_and_not_the_scan_behind_it() -> None:
    """A scan that did nothing is no act of anybody."""
    desk = invited()
    desk.do(doors.check_in_code, code=CODE)
    desk.do(doors.note_scan, scan="s1", outcome="damaged")
    desk.undo()
    assert desk.meeting.people["p"].status == "expected"
    assert len(desk.meeting.scans) == 1


def test_an_identity_number_is_left_out_of_everything_about_a_person() -> None:
    """Wherever a clerk may write it, it is not needed and never kept."""
    desk = welcoming()
    number = "001090000001"
    record = Person(
        name=f"Lê Văn Bình {number}", village=f"thôn 2, CCCD {number}", title=number, phone=number
    )
    desk.do(doors.add_person, person="p", record=record)
    desk.do(doors.walk_in, person="w", name=f"Lò Thị Hà {number}", village=number)
    desk.do(doors.correct_person, person="p", name=f"Lê Văn Bình {number}", village=number)
    desk.do(doors.mark_attendance, person="p", status="absent_excused", reason=f"ốm {number}")
    desk.refused("name_needed", doors.walk_in, person="x", name=number)
    assert number not in str(desk.meeting.people)
    assert desk.meeting.people["p"].name == "Lê Văn Bình"
