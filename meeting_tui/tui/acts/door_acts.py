"""At the door: what a scan or a typed line asks for, codes, and the slip of who has just come."""

from __future__ import annotations

from meeting_tui import checking_in
from meeting_tui.domain import doors, floor
from meeting_tui.domain.attendance import Part, delegations, households, villages
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.near_names import holders
from meeting_tui.domain.views import slip_of
from meeting_tui.intake.id_card import IdCard
from meeting_tui.intake.scan import read
from meeting_tui.language import _
from meeting_tui.tui.acts.people_acts import add_walk_in, pick_person
from meeting_tui.tui.arrivals import Arrivals
from meeting_tui.tui.desk import REFUSED, Desk
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.screens.find_person import FindPerson, NotOnList
from meeting_tui.tui.widgets.rows import person_words

NOBODY, ANOTHER = "\0", "\1"
"""Chosen instead of a person's key: somebody new, or somebody to be looked for."""


def is_code(line: str) -> bool:
    """Whether a typed line is meant as a code, and not as a name."""
    return sum(char.isdecimal() for char in line) >= 6 or not any(char.isalpha() for char in line)


async def take_typed(desk: Desk, arrivals: Arrivals, line: str) -> None:
    """A code that was typed. The short form might be a slip of the finger: the person is asked about."""
    reading = read(line, desk.folder.code_mark)
    person = checking_in.whose(desk.folder, reading.code) if reading.kind == "short_form" else None
    if person is None or await _is_this(desk, person):
        await arrivals.take(reading)


async def take_card(desk: Desk, arrivals: Arrivals, card: IdCard | None) -> None:
    """Find the person of an identity card by name and year of birth, and ask. The card itself is gone by then."""
    name = card.name if card else ""
    name = name.title() if name.isupper() else name  # cards may have it in capitals
    found = holders(desk.meeting.people, name, card.birth_year) if card else []
    read_off = ", ".join(str(part) for part in (name, card.birth_year) if part) if card else ""
    title = _("Identity card: {name}").format(name=read_off) if card else _("An identity card")
    hint = _("Only the name is used, to find the person; the number is not kept.")
    if card and card.damaged:
        hint = _("Some letters may have been read wrongly: compare with the card.")
    offers = [
        *(Offer(key, person_words(desk.meeting.people[key]), _about(desk, key)) for key in found),
        *([Offer(NOBODY, _("Not on the list: add {name}").format(name=name))] if name else []),
        Offer(ANOTHER, _("Find by another name")),
    ]
    chosen = await desk.choose(title, offers, hint=hint)
    if chosen == NOBODY:
        await let_walk_in_in(desk, arrivals, name)
    elif chosen == ANOTHER:
        await _let_somebody_in(desk, arrivals, name)
    elif chosen is not None:
        await arrivals.let_in(chosen)


async def choose_near(desk: Desk, name: str, near: list[str]) -> str | None:
    """One of the people with a name like this; NOBODY for none of them."""
    offers = [Offer(key, person_words(desk.meeting.people[key]), _about(desk, key)) for key in near]
    none = Offer(NOBODY, _("Not on the list: add {name}").format(name=name))
    return await desk.choose(_("Nobody is called “{name}”. Who is it?").format(name=name), [*offers, none])


async def _let_somebody_in(desk: Desk, arrivals: Arrivals, query: str) -> None:
    """Whoever it is: on the list, or not."""
    screen = FindPerson(_("Who has come?"), desk.meeting, desk.people, query=query)
    found = await desk.app.push_screen_wait(screen)
    if isinstance(found, NotOnList):
        await let_walk_in_in(desk, arrivals, found.name)
    elif found is not None:
        await arrivals.let_in(found)


async def let_walk_in_in(desk: Desk, arrivals: Arrivals, name: str = "") -> bool:
    """Somebody who is not on the list; whether they are now."""
    key = await add_walk_in(desk, name)
    if key is not None:
        arrivals.add(checking_in.arrived(desk.folder, key))
        desk.show()
    return key is not None


def may_queue(desk: Desk, person: str) -> bool:
    """Whether this person has a slip that is to join the queue."""
    found = slip_of(desk.meeting, person)
    return found is not None and found[1].state == "registered"


async def queue_slip(desk: Desk, person: str) -> None:
    """The slip of who has come joins the queue."""
    found = slip_of(desk.meeting, person)
    if found is None or not may_queue(desk, person):
        desk.say(_("There is no slip of this person that could join the queue."), warning=True)
    elif desk.done(floor.join_queue, turn=found[0]):
        name = person_words(desk.meeting.people[person])
        desk.say(_("In the queue: {name}").format(name=name), seconds=2)


async def show_code(desk: Desk, person: str | None = None) -> None:
    """The person's code as a picture to be scanned from the screen; made now where there is none."""
    from meeting_tui.tui.screens.code import CodeScreen

    key = person or await pick_person(desk, _("Whose code?"))
    if key is None:
        return
    if not desk.meeting.people[key].code and not desk.done(
        doors.give_codes, codes={key: desk.folder.new_codes(1)[0]}
    ):
        return
    await desk.app.push_screen_wait(CodeScreen(desk.meeting.people[key]))


async def replace_code(desk: Desk) -> None:
    """A paper was lost: its code lets nobody in any more, and there is a new one."""
    key = await pick_person(desk, _("Whose code was lost?"))
    if key is None:
        return
    name = person_words(desk.meeting.people[key])
    sure = await desk.confirm(
        _("A new code for {name}?").format(name=name), [_("The old one lets nobody in any more.")]
    )
    if sure and desk.do(doors.revoke_code, person=key, code=desk.folder.new_codes(1)[0]) is not REFUSED:
        await show_code(desk, key)


def parts_told(meeting: Meeting) -> list[str]:
    """How many came, by household, delegation and village, against how many were to come: `thôn 1 8/10`."""
    found = households(meeting)
    told = [_("households {here}/{asked}").format(here=found.here, asked=found.asked)] if found else []
    return told + [_part(part) for part in (*delegations(meeting), *villages(meeting)) if part.name]


def _part(part: Part) -> str:
    """Walk-ins apart: a quota counts those who were asked."""
    walk_ins = f" +{part.walk_ins}" if part.walk_ins else ""
    return f"{part.name} {part.came}/{part.quota or part.invited}{walk_ins}"


async def show_parts(desk: Desk) -> None:
    """The same in full, one a line."""
    await desk.tell(_("Attendance by delegation and village"), parts_told(desk.meeting))


async def show_notice(desk: Desk) -> None:
    """What people are told about their data, to be read out or turned towards them. Official, so Vietnamese."""
    from meeting_tui.domain.papers.personal_data import notice

    await desk.tell(_("About personal data"), [notice(desk.folder.plan)])


async def test_scanner(desk: Desk) -> None:
    """What the scanner sends, and what is wrong with it."""
    from meeting_tui.tui.screens.try_scanner import ScannerTest

    await desk.app.push_screen_wait(ScannerTest())


async def _is_this(desk: Desk, person: str) -> bool:
    record = desk.meeting.people[person]
    return await desk.confirm(_("Is this {name}?").format(name=person_words(record)), [_about(desk, person)])


def _about(desk: Desk, person: str) -> str:
    record = desk.meeting.people[person]
    return " · ".join(part for part in (record.village, record.org, str(record.birth_year or "")) if part)
