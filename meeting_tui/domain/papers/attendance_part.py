"""Part I of the minutes: who was there (handbook, 2.2; decree 59/2023, form 03, for households)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.attendance import came, households
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import by_number, name_key
from meeting_tui.domain.papers.blocks import Paragraph, one_line, paragraph, run
from meeting_tui.domain.papers.numbers import number, percent
from meeting_tui.domain.papers.phrases import officers, secretaries, sentence
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.records import Person
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import BLANK, in_sentence, noun, salutation

NAMED_DELEGATES = 12
"""So many delegates are named one by one; more are counted by their body."""


class Attendance(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of the total line. Walk-ins are apart."""

    invited: int
    present: int
    excused: int
    walk_ins: int

    @property
    def absent(self) -> int:
        return self.invited - self.present


def attendance(meeting: Meeting) -> Attendance:
    """Whoever was invited and is not known to have come or to have a reason is absent without one."""
    invited = [person for person in meeting.people.values() if person.invited]
    return Attendance(
        invited=len(invited),
        present=sum(came(person) for person in invited),
        excused=sum(person.status == "absent_excused" for person in invited),
        walk_ins=sum(came(person) for person in meeting.people.values() if not person.invited),
    )


def is_counted(meeting: Meeting) -> bool:
    """Whether the figures are known: the number was announced, or it has begun. Until then people still come in."""
    return meeting.day.opened_at is not None or meeting.day.announced_present is not None


def attendance_part(meeting: Meeting, profile: Profile, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    yield from _conducting(meeting, profile, wording)
    yield _item(3, wording.say("dai_bieu"), _delegates(meeting))
    count = _households if meeting.plan.count_by == "household" else _citizens
    yield _item(4, wording.say("nhan_dan"), count(meeting))
    yield paragraph(total_line(meeting))
    if meeting.people:
        yield paragraph(run(wording.say("kem_danh_sach"), italic=True))


def total_line(meeting: Meeting) -> str:
    """Word for word as in the handbook, 2.2; without a list only the number that was announced is known."""
    figures = attendance(meeting)
    if not figures.invited:
        told = meeting.day.announced_present
        count = number(meeting.present or told or 0) if meeting.people or told is not None else BLANK
        return f"Tổng số có mặt: {count} người."
    known = [number(figures.present), percent(figures.present, figures.invited), number(figures.absent)]
    known += map(number, (figures.excused, figures.absent - figures.excused, figures.walk_ins))
    present, share, absent, excused, unexcused, walk_ins = known if is_counted(meeting) else [BLANK] * 6
    return (
        f"Tổng số được mời (triệu tập): {number(figures.invited)} người; "
        f"có mặt: {present} người (đạt {share}); "
        f"vắng: {absent} người (có lý do: {excused}; không lý do: {unexcused}). "
        f"Ngoài thành phần mời: {walk_ins} người."
    )


def _conducting(meeting: Meeting, profile: Profile, wording: Wording) -> Iterator[Paragraph]:
    plan, day = meeting.plan, meeting.day
    yield _item(1, wording.say("chu_tri"), officers(profile, officers_of(plan, day, "chair")))
    if beside := officers_of(plan, day, "co_chair"):
        yield paragraph(f"{wording.say('dong_chu_tri')}: {sentence(officers(profile, beside))}")
    yield _item(2, wording.say("thu_ky"), secretaries(meeting, profile))


def _item(count: int, title: str, text: str) -> Paragraph:
    return paragraph(run(f"{count}. {title}:", bold=True), f" {sentence(text)}")


def _delegates(meeting: Meeting) -> str:
    """Those on the list who came; the bodies of the plan where the list has no delegates, or nobody is counted yet."""
    listed = [person for person in meeting.people.values() if person.kind != "citizen"]
    present = [person for person in listed if came(person)]
    if not listed or not is_counted(meeting):
        bodies = "; ".join((*meeting.plan.delegates, *meeting.plan.delegates_village))
        return initial_capital(one_line(bodies)) or BLANK
    if len(present) > NAMED_DELEGATES:
        return _broken_down(present, lambda person: person.org or person.title)
    names = "; ".join(in_sentence(_delegate(person)) for person in present)
    return f"{len(present)} người, gồm: {names}" if names else f"{len(present)} người"


def _delegate(person: Person) -> str:
    named, office = f"{salutation(person)} {person.name}", person.title or person.org
    return f"{named}, {office}" if office else named


def _citizens(meeting: Meeting) -> str:
    """All citizens who came, by organisation where the list has any, else by village."""
    listed = [person for person in meeting.people.values() if person.kind == "citizen"]
    if not listed or not is_counted(meeting):
        return BLANK
    by_org = any(person.org for person in listed)
    villages = sorted({person.village for person in listed}, key=by_number)
    order = (
        [quota.org for quota in meeting.plan.here.quotas] if by_org else [*meeting.plan.villages, *villages]
    )
    present = [person for person in listed if came(person)]
    return _broken_down(present, lambda person: person.org if by_org else person.village, order)


def _broken_down(
    people: Iterable[Person], part_of: Callable[[Person], str], order: Iterable[str] = ()
) -> str:
    """`86 người, trong đó: Hội Nông dân: 28 người; …`: in this order, then as listed; the rest last.

    As at the door, capitals and spaces make no other body.
    """
    listed = [part_of(person) for person in people]
    counts = Counter(name_key(name) for name in listed)
    total, rest = counts.total(), counts.pop(name_key(""), 0)
    if not counts:
        return f"{number(total)} người"
    names = {name_key(name): name for name in reversed([*order, *listed])}
    keys = dict.fromkeys(name_key(name) for name in (*order, *listed))
    parts = [f"{one_line(names[key])}: {number(counts[key])} người" for key in keys if counts[key]]
    parts += [f"thành phần khác: {number(rest)} người"] if rest else []
    return f"{number(total)} người, trong đó: {'; '.join(parts)}"


def _households(meeting: Meeting) -> str:
    """Households with somebody here."""
    figures = households(meeting)
    if figures is None or not figures.asked:
        return BLANK
    asked = figures.asked
    known = [number(figures.here), percent(figures.here, asked), number(asked - figures.here)]
    here, share, missing = known if is_counted(meeting) else [BLANK] * 3
    return (
        f"{number(asked)} hộ, trong đó {here} hộ có đại diện dự {noun(meeting.plan)} "
        f"(đạt {share}); {missing} hộ không có đại diện"
    )
