"""Which version of the minutes stands, and who approved it."""

from __future__ import annotations

from meeting_tui.domain import agenda, closing
from meeting_tui.domain.papers.approval import approvers
from meeting_tui.domain.records import Officer
from meeting_tui.domain.versions import additions, approval, approvals, version

from .builders import Desk, at, closed, plan_with


def test_each_reopening_begins_a_version() -> None:
    """The draft already bears the number that its approval gives it."""
    desk = Desk()
    assert (version(desk.meeting.day), approval(desk.meeting.day)) == (1, None)
    desk = closed()
    assert version(desk.meeting.day) == 1
    desk.do(closing.reopen_meeting, reason="sót")
    assert (version(desk.meeting.day), approval(desk.meeting.day)) == (2, None)
    desk.wait(minutes=5)
    desk.do(closing.close_meeting, approved_by="Chủ trì")
    found = approval(desk.meeting.day)
    assert version(desk.meeting.day) == 2
    assert found is not None
    assert (found.at, found.by) == (desk.now, "Chủ trì")
    assert [one.at for one in approvals(desk.meeting.day) if one] == [at("07:00"), desk.now]


def test_a_closing_that_is_undone_approved_nothing() -> None:
    desk = closed()
    desk.undo()
    assert (version(desk.meeting.day), approvals(desk.meeting.day)) == (1, [])


def test_an_older_program_left_a_version_without_its_approval() -> None:
    """The later ones keep their numbers."""
    desk = closed()
    desk.store.run("old", lambda tx: tx.set_day(approvals=(), read_back="cũ"))
    desk.refresh()
    assert approvals(desk.meeting.day) == [None]
    assert additions(desk.meeting.day) == [(1, "cũ")]
    desk.do(closing.reopen_meeting, reason="sót")
    desk.close()
    first, second = approvals(desk.meeting.day)
    assert (first, second) == (None, approval(desk.meeting.day))


def test_the_hall_approves_with_its_chairs() -> None:
    """An event that is no conference has no hall that decides."""
    desk = Desk()
    assert (
        approvers(desk.meeting, desk.profile) == "Hội nghị; chủ trì: Ông (bà) Trần Văn Bình, Chủ tịch UBND xã"
    )
    other = Desk(
        plan_with(event_name="buổi đối thoại", chairs=(Officer(role="chair", name="", title="Bí thư"),))
    )
    assert approvers(other.meeting, other.profile) == "Những người có mặt; chủ trì: Bí thư"


def test_a_later_version_is_approved_by_those_who_answer_for_it() -> None:
    """The hall has gone home."""
    desk = closed()
    desk.do(closing.reopen_meeting, reason="sót")
    usual = approvers(desk.meeting, desk.profile)
    assert usual.startswith("Chủ trì (ông (bà) Trần Văn Bình, Chủ tịch UBND xã) và thư ký (")
    assert "Hội nghị" not in usual


def test_what_was_added_belongs_to_the_version_that_it_was_asked_for() -> None:
    desk = Desk()
    desk.do(agenda.go_to_step, step=desk.meeting.agenda[-1].id, seen=None, overrides=[])
    desk.do(closing.close_meeting, read_back="một")
    desk.do(closing.reopen_meeting, reason="sót")
    assert additions(desk.meeting.day) == [(1, "một")]
    desk.do(closing.close_meeting, read_back="hai")
    assert additions(desk.meeting.day) == [(1, "một"), (2, "hai")]
