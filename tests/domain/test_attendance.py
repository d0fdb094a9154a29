"""Who came, by delegation, village and household: what the chair asks for before the meeting opens."""

from __future__ import annotations

import time
from typing import Any

from meeting_tui.domain.attendance import Households, Part, absent, delegations, households, villages
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import Event, Plan, Quota
from meeting_tui.domain.records import Person
from tests.domain.builders import PLAN, plan_with


def meeting_of(plan: Plan = PLAN, *people: Person) -> Meeting:
    meeting = Meeting(plan)
    meeting.people = {str(place): person for place, person in enumerate(people)}
    return meeting


def listed(*, came: bool = False, invited: bool = True, **fields: Any) -> Person:
    return Person(name="Nguyễn Văn An", invited=invited, status="present" if came else "expected", **fields)


def quotas(*wanted: Quota) -> tuple[Event, ...]:
    return (Event(quotas=wanted),)


def test_delegations_stand_as_in_the_plan_with_what_it_asks_of_them() -> None:
    """A delegation from which nobody is on the list yet is the one to ring up."""
    plan = plan_with(
        events=quotas(
            Quota(people=30, org="Hội Nông dân"),
            Quota(people=50, profession="giáo viên"),
            Quota(people=9, village="thôn 1"),
        )
    )
    meeting = meeting_of(
        plan,
        listed(org="Hội Cựu chiến binh"),
        listed(org="Hội Nông dân", came=True),
        listed(org="Hội Nông dân"),
        listed(),
    )
    assert delegations(meeting) == [
        Part(name="Hội Nông dân", came=1, invited=2, quota=30),
        Part(name="giáo viên", quota=50),
        Part(name="Hội Cựu chiến binh", invited=1),
        Part(name="", invited=1),
    ]


def test_villages_stand_as_in_the_plan_then_by_their_numbers() -> None:
    plan = plan_with(villages=("thôn Đông", "thôn 3"), events=quotas(Quota(people=9, village="thôn 3")))
    meeting = meeting_of(
        plan,
        listed(village="thôn 10"),
        listed(village="thôn 2", came=True),
        listed(village="thôn 3"),
        listed(),
    )
    assert [(part.name, part.came, part.invited, part.quota) for part in villages(meeting)] == [
        ("thôn Đông", 0, 0, None),
        ("thôn 3", 0, 1, 9),
        ("thôn 2", 1, 1, None),
        ("thôn 10", 0, 1, None),
        ("", 0, 1, None),
    ]


def test_walk_ins_are_apart() -> None:
    """Otherwise more come than were invited."""
    meeting = meeting_of(
        PLAN,
        listed(village="thôn 1", came=True, invited=False),
        listed(village="thôn 1", invited=False),
        listed(village="thôn 1"),
    )
    assert villages(meeting) == [Part(name="thôn 1", came=0, invited=1, walk_ins=1)]


def test_who_is_late_or_left_early_came() -> None:
    meeting = meeting_of(
        PLAN, *(Person(name="A", status=status) for status in ("late", "left_early", "absent_excused"))
    )
    assert delegations(meeting) == [Part(name="", came=2, invited=3)]


def test_spelling_makes_no_other_part_but_a_tone_does() -> None:
    """Two desks write one village in two ways; thôn Lộc and thôn Lốc are two."""
    plan = plan_with(villages=("thôn Hòa",))
    meeting = meeting_of(plan, *(listed(village=name) for name in ("Thôn  Hoà", "thôn hòa", "thôn Hóa")))
    assert [(part.name, part.invited) for part in villages(meeting)] == [("thôn Hòa", 2), ("thôn Hóa", 1)]


def test_a_quota_given_in_two_lines_is_one() -> None:
    plan = plan_with(events=quotas(Quota(people=3, org="Hội Phụ nữ"), Quota(people=4, org="Hội phụ nữ")))
    assert delegations(meeting_of(plan)) == [Part(name="Hội Phụ nữ", quota=7)]


def test_delegates_and_guests_are_not_counted_with_the_people() -> None:
    """As in part I of the minutes."""
    meeting = meeting_of(PLAN, Person(name="A", kind="delegate", org="UBND"), Person(name="B", kind="guest"))
    assert delegations(meeting) == villages(meeting) == []


def test_a_household_is_here_when_one_of_it_is() -> None:
    """Who has none on the list stands for one; a walk-in of an invited household represents it, others do not count."""
    plan = plan_with(count_by="household")
    meeting = meeting_of(
        plan,
        listed(household="hộ 1", came=True),
        listed(household="hộ 1"),
        listed(household="hộ 2"),
        listed(household="hộ 2", came=True, invited=False),
        listed(household="hộ 9", came=True, invited=False),
        listed(),
        Person(name="đại biểu", kind="delegate", status="present"),
    )
    assert households(meeting) == Households(here=2, asked=3)


def test_households_are_counted_only_where_the_plan_does() -> None:
    assert households(meeting_of(PLAN, listed(household="hộ 1"))) is None


def test_the_absent_are_those_invited_who_have_not_come() -> None:
    """With a reason or without; who walked in and is not here was never expected."""
    people = (
        listed(came=True),
        listed(),
        Person(name="B", status="absent_excused"),
        Person(name="C", status="left_early"),
        listed(invited=False),
    )
    assert absent(meeting_of(PLAN, *people)) == [("1", people[1]), ("2", people[2])]


def test_ten_thousand_people_are_counted_after_every_commit() -> None:
    """5 ms on the machine that measured it; the bound is loose for a busy one."""
    meeting = meeting_of(
        PLAN, *(listed(village=f"thôn {n % 40}", org=f"hội {n % 9}", came=n % 3 == 0) for n in range(10_000))
    )
    started = time.perf_counter()
    villages(meeting)
    assert time.perf_counter() - started < 0.1


def test_a_delegation_counts_to_the_quota_that_shortens_its_name() -> None:
    """Otherwise the plan's quota stays empty and the same people stand below it once more."""
    plan = plan_with(events=quotas(Quota(people=9, org="Hội CCB"), Quota(people=5, org="Hội Nông dân")))
    meeting = meeting_of(plan, listed(org="Hội Cựu chiến binh", came=True), listed(org="CCB"))
    assert delegations(meeting) == [
        Part(name="Hội CCB", came=1, invited=2, quota=9),
        Part(name="Hội Nông dân", quota=5),
    ]
