"""Finding people, letting them in, and marking those who did not come."""

from __future__ import annotations

from typing import Literal

from meeting_tui import sentences
from meeting_tui.domain import doors
from meeting_tui.domain.records import PRESENT, Attendance, Person
from meeting_tui.domain.views import villages
from meeting_tui.language import _
from meeting_tui.store.folder import new_id
from meeting_tui.tui.desk import REFUSED, Desk
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.screens.find_person import FindPerson, NotOnList
from meeting_tui.tui.widgets.rows import person_words

STATUSES: tuple[Attendance, ...] = (
    "present",
    "late",
    "absent_excused",
    "absent_unexcused",
    "left_early",
    "expected",
)


async def find_person(desk: Desk, title: str) -> str | None:
    """A person by any part of the name; somebody who is not on the list is let in as a walk-in."""
    found = await desk.app.push_screen_wait(FindPerson(title, desk.meeting, desk.people))
    if isinstance(found, NotOnList):
        return await add_walk_in(desk, found.name)
    return found


async def pick_person(desk: Desk, title: str) -> str | None:
    """The same, where nobody is to be added."""
    found = await desk.app.push_screen_wait(FindPerson(title, desk.meeting, desk.people, adds=False))
    return found if isinstance(found, str) else None


async def add_walk_in(desk: Desk, name: str = "") -> str | None:
    """Somebody who is not on the list: salutation, village; the name, where it was not typed yet."""
    given = name or await desk.ask_needed(_("Name of the person who came"))
    if not given:
        return None
    salutation = await desk.choose(given, [Offer("Ông", "Ông"), Offer("Bà", "Bà"), Offer("", _("not said"))])
    village = None if salutation is None else await ask_village(desk)
    household = None if village is None else await ask_household(desk)
    if village is None or household is None:
        return None
    key, code = new_id(), desk.folder.new_codes(1)[0]
    told = {"name": given, "village": village, "salutation": salutation, "household": household}
    result = desk.do(doors.walk_in, person=key, code=code, **told)
    return None if result is REFUSED else key


async def ask_household(desk: Desk, value: str = "") -> str | None:
    """Whose household they stand for, where the plan counts households; empty elsewhere."""
    if desk.folder.plan.count_by != "household":
        return value
    return await desk.ask(_("Household: its head's name"), value=value, hint=_("Empty: one of their own"))


async def ask_village(desk: Desk) -> str | None:
    """One of the villages of the meeting, or another."""
    none = Offer("", _("not said"))
    known = [Offer(village, village) for village in villages(desk.meeting)]
    return await desk.choose(
        _("Village"), [*known, none], other=lambda typed: Offer(typed, typed, _("another"))
    )


async def correct_person(desk: Desk, person: str) -> None:
    """A name that was written wrongly must not go to the minutes."""
    record = desk.meeting.people[person]
    name = await desk.ask_needed(_("The right name"), value=record.name)
    if name is None:
        return
    village = await desk.ask(_("Village"), value=record.village)
    household = None if village is None else await ask_household(desk, record.household)
    if village is None or household is None:
        return
    desk.do(
        doors.correct_person,
        person=person,
        name=name,
        salutation=record.salutation,
        village=village,
        household=household,
    )


async def correct_somebody(desk: Desk) -> None:
    """The same, for anybody on the list."""
    found = await pick_person(desk, _("Whose name is wrong?"))
    if found is not None:
        await correct_person(desk, found)


async def add_invited(desk: Desk) -> None:
    """One invited person after the other, before the day; an empty name ends."""
    while name := await desk.ask(_("Name of the invited person"), hint=_("Empty: that is all")):
        village = await desk.ask(_("Village"), hint=_villages(desk))
        org = None if village is None else await desk.ask(_("Sent by which organisation? (may be empty)"))
        if village is None or org is None:
            return
        record = Person(name=name, village=village, org=org, code=desk.folder.new_codes(1)[0])
        desk.do(doors.add_person, person=new_id(), record=record)


def _villages(desk: Desk) -> str:
    """The first villages, to type one of them the same way."""
    return ", ".join(villages(desk.meeting)[:8])


async def offer_for_person(desk: Desk, person: str) -> Attendance | None:
    """Set somebody's attendance; absence with a reason asks for it. `present`, who is to come in, is given back."""
    record = desk.meeting.people[person]
    named = _("Name them in papers") if record.withhold_name else _("Do not name them in papers")
    offers: list[Offer[Attendance | Literal["correct", "withhold"]]] = [
        *(Offer(status, sentences.word(sentences.ATTENDANCE, status)) for status in STATUSES),
        Offer("correct", _("Correct the name or the village")),
        Offer("withhold", named),
    ]
    status = await desk.choose(person_words(record), offers)
    if status is None or (status == "present" and record.status not in PRESENT):
        return status
    if status == "correct":
        await correct_person(desk, person)
        return None
    if status == "withhold":
        desk.do(doors.withhold_name, person=person, withhold=not record.withhold_name)
        return None
    reason = await desk.ask(_("Reason")) if status in ("absent_excused", "left_early") else ""
    if reason is not None:
        desk.do(doors.mark_attendance, person=person, status=status, reason=reason)
    return None


async def set_attendance(desk: Desk) -> None:
    """The same, for anybody on the list."""
    found = await pick_person(desk, _("Whose attendance?"))
    if found is not None and await offer_for_person(desk, found) == "present":
        desk.do(doors.check_in, person=found)


def whole_number(text: str) -> int | None:
    """A number as somebody counts in a hall: of no more than six digits."""
    return int(text) if text.isdecimal() and len(text) <= 6 else None


async def announce_present(desk: Desk) -> None:
    """The number that is read out; the counted one is proposed."""
    text = await desk.ask(
        _("How many are present?"),
        value=str(desk.meeting.present),
        replace=True,
        fault=lambda t: _("Write a number.") if whole_number(t) is None else None,
    )
    if text is not None:
        desk.do(doors.announce_present, count=int(text))
