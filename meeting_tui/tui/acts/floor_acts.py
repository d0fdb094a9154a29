"""What can be done to a slip in the queue, and to whoever has the floor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from meeting_tui import sentences
from meeting_tui.domain import floor, opinions
from meeting_tui.domain.records import PRESENT, Turn, TurnSource
from meeting_tui.domain.tx import Refused
from meeting_tui.domain.views import expected_slips
from meeting_tui.language import _
from meeting_tui.store.folder import new_id
from meeting_tui.tui.acts.people_acts import find_person, whole_number
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.widgets.rows import person_words

TurnAct = Callable[[Desk, str], Awaitable[None]]


def seen(desk: Desk) -> str | None:
    """The turn on the floor as this screen shows it."""
    return desk.meeting.floor[0] if desk.meeting.floor else None


def name_of(desk: Desk, turn: str) -> str:
    record = desk.meeting.turns.get(turn)
    person = desk.meeting.people.get(record.person) if record else None
    return person_words(person) if person else "…"


async def offer_for_turn(desk: Desk, turn: str) -> None:
    """Everything that can be done to a waiting slip."""
    offers: list[Offer[TurnAct]] = [
        Offer(call_now, _("Call now, out of order"), _("asks for the reason")),
        Offer(move_up, _("Move up"), _("asks for the reason")),
        Offer(move_down, _("Move to the end"), _("asks for the reason")),
        Offer(usual_place, _("Back to the usual place")),
        Offer(speak_for_others, _("Speaks for other slips too")),
        Offer(correct_slip, _("Correct the slip's text")),
        Offer(in_writing, _("Answer in writing instead")),
        Offer(withdraw, _("Withdraw the slip")),
    ]
    act = await desk.choose(name_of(desk, turn), offers, hint=_slip_words(desk.meeting.turns.get(turn)))
    if act is not None:
        await act(desk, turn)


def _slip_words(turn: Turn | None) -> str:
    return _("On the slip: {text}").format(text=turn.content) if turn and turn.content else ""


async def call_now(desk: Desk, turn: str) -> None:
    before = seen(desk)
    if reason := await desk.ask_needed(_("Why is {name} called now?").format(name=name_of(desk, turn))):
        desk.do(floor.call_turn, turn=turn, seen=before, reason=reason)


async def move_up(desk: Desk, turn: str) -> None:
    if reason := await desk.ask_needed(_("Why is {name} moved up?").format(name=name_of(desk, turn))):
        desk.do(floor.move_up, turn=turn, reason=reason)


async def move_down(desk: Desk, turn: str) -> None:
    if reason := await desk.ask_needed(_("Why is {name} moved down?").format(name=name_of(desk, turn))):
        desk.do(floor.move_down, turn=turn, reason=reason)


async def usual_place(desk: Desk, turn: str) -> None:
    desk.do(floor.restore_order, turn=turn)


async def in_writing(desk: Desk, turn: str) -> None:
    desk.do(floor.put_into_writing, turn=turn)


async def correct_slip(desk: Desk, turn: str) -> None:
    record = desk.meeting.turns[turn]
    text = await desk.ask(_("What does the slip say?"), value=record.content, several_lines=True)
    if text is not None and text != record.content:
        desk.do(floor.correct_slip, turn=turn, content=text, topic=record.topic)


async def withdraw(desk: Desk, turn: str) -> None:
    desk.do(floor.withdraw, turn=turn)


async def speak_for_others(desk: Desk, turn: str) -> None:
    """Choose the slips one after the other; Escape ends the choice."""
    members: list[str] = []
    while True:
        offers = [
            Offer(place.turn, name_of(desk, place.turn), desk.meeting.turns[place.turn].content)
            for place in desk.meeting.queue
            if place.turn != turn and place.turn not in members
        ]
        title = _("{name} speaks for: {count} slips chosen").format(
            name=name_of(desk, turn), count=len(members)
        )
        chosen = await desk.choose(title, offers, hint=_("Escape when all are chosen")) if offers else None
        if chosen is None:
            break
        members.append(chosen)
    if members:
        minutes = await desk.ask(
            _("Minutes for this speech"),
            hint=_("Empty: the usual time"),
            fault=lambda t: None if not t or _minutes(t) else _("Write 1 to 60."),
        )
        if minutes is not None:
            desk.do(floor.join_turns, spokesperson=turn, members=members, minutes=_minutes(minutes))


async def separate(desk: Desk) -> None:
    """A represented slip is heard by itself after all."""
    offers = [
        Offer(key, name_of(desk, key), turn.content)
        for key, turn in desk.meeting.turns.items()
        if turn.state == "represented"
    ]
    if not offers:
        desk.say(_("No slip is heard through a spokesperson."))
        return
    turn = await desk.choose(_("Which slip is heard by itself?"), offers)
    if turn is not None:
        desk.do(floor.separate_turn, turn=turn)


async def raise_hand(desk: Desk) -> None:
    """Somebody in the hall wants to speak: find them, or add them as a walk-in."""
    if desk.meeting.day.list_closed_at is not None:
        desk.say(sentences.refusal(Refused("list_closed")), warning=True)
        return
    person = await find_person(desk, _("Who raises a hand?"))
    if person is None:
        return
    content = await desk.ask(_("What about? (may be empty)"))
    if content is not None:
        desk.do(floor.raise_hand, turn=new_id(), person=person, content=content)


def take_slip_text(desk: Desk) -> None:
    """The slip's own text becomes a question."""
    on_floor = desk.meeting.floor
    if on_floor is None or not on_floor[1].content:
        desk.say(_("There is no text on the slip."))
        return
    key, turn = on_floor
    desk.do(opinions.write_down, question=new_id(), text=turn.content, topic=turn.topic, turn=key)


async def take_slip(desk: Desk) -> None:
    """A slip handed in at the door or brought to the table."""
    person = await find_person(desk, _("Whose slip is it?"))
    if person is None:
        return
    number = await desk.ask(_("Number of the slip"), hint=_("Empty if it has none"), fault=_number_fault)
    if number is None:
        return
    offers: list[Offer[TurnSource]] = [
        Offer("door", _("Handed in at the door")),
        Offer("advance", _("Sent in advance, in time")),
    ]
    source = await desk.choose(_("When did the slip come?"), offers)
    if source is None:
        return
    content = await desk.ask(_("What does the slip say?"), several_lines=True)
    if content is not None:
        given = int(number) if number else None
        here = desk.meeting.people[person].status in PRESENT
        desk.do(
            floor.register_slip,
            turn=new_id(),
            person=person,
            number=given,
            content=content,
            source=source,
            waiting=here,
        )


def _number_fault(text: str) -> str | None:
    return None if not text or whole_number(text) is not None else _("Write a number, or leave it empty.")


async def seat_expected(desk: Desk) -> None:
    """The person of an advance slip has come: the slip joins the queue."""
    offers = [
        Offer(key, name_of(desk, key), _("slip {number:02d}").format(number=turn.number or 0))
        for key, turn in expected_slips(desk.meeting)
    ]
    if not offers:
        desk.say(_("All advance slips are in the queue."))
        return
    turn = await desk.choose(_("Who has come?"), offers)
    if turn is not None:
        desk.do(floor.join_queue, turn=turn)


async def interject(desk: Desk) -> None:
    """The chair speaks in between; the speaker's clock waits."""
    before = seen(desk)
    on_floor = desk.meeting.floor
    if on_floor is None:
        desk.say(_("Nobody has the floor."), warning=True)
        return
    if on_floor[1].state == "speaking" and on_floor[1].paused_at is None:
        desk.do(floor.pause, seen=before)  # at once: the words are typed on nobody's time
    kind = await desk.choose(
        _("The chair interrupts"),
        [
            Offer("remark", _("Remark"), _("pauses the clock")),
            Offer("order", _("Call to order"), _("pauses the clock")),
        ],
    )
    if kind is None:
        return
    if text := await desk.ask_needed(_("What does the chair say?")):
        desk.do(floor.interject, note=new_id(), kind=kind, text=text, seen=before)


async def write_note(desk: Desk) -> None:
    if text := await desk.ask_needed(_("Note for the file")):
        desk.do(floor.write_note, note=new_id(), text=text)


async def set_limit(desk: Desk, seconds: int | None = None) -> None:
    """The chair's limit for the speeches to come."""
    if seconds is None:
        minutes = await desk.ask(
            _("Minutes for each speech from now on"),
            fault=lambda t: None if _minutes(t) else _("Write 1 to 60."),
        )
        seconds = 60 * (_minutes(minutes) or 0) if minutes else None
    if seconds:
        desk.do(floor.set_speaking_time, seconds=seconds)


def _minutes(text: str) -> int | None:
    number = whole_number(text)
    return number if number is not None and 1 <= number <= 60 else None


async def correct_times(desk: Desk) -> None:
    """A clock started late, or stopped late: put the times of a speech right."""
    offers = [Offer(key, name_of(desk, key), _times(turn)) for key, turn in reversed(desk.meeting.heard)]
    if not offers:
        desk.say(_("Nobody has spoken yet."))
        return
    turn = await desk.choose(_("Whose times are wrong?"), offers)
    if turn is None:
        return
    record = desk.meeting.turns[turn]
    start = await ask_time(desk, _("When did it begin? (hh:mm:ss)"), record.started_at)
    if start is None:
        return
    end = None
    if record.state != "speaking":
        end = await ask_time(desk, _("When did it end? (hh:mm:ss)"), record.ended_at)
        if end is None:
            return
    if reason := await desk.ask_needed(_("Why is it corrected?")):
        desk.do(floor.correct_times, turn=turn, started_at=start, ended_at=end, reason=reason)


def _times(turn: Turn) -> str:
    shown = [sentences.clock_time(at) for at in (turn.started_at, turn.ended_at) if at]
    return " - ".join(shown)


async def ask_time(desk: Desk, question: str, at: datetime | None) -> datetime | None:
    """A time of day near `at`, on the same day."""
    zone = desk.folder.plan.zone
    base = (at or desk.folder.now()).astimezone(zone)
    text = await desk.ask(
        question,
        value=base.strftime("%H:%M:%S"),
        fault=lambda t: None if _time_on(base, t) else _("Write a time such as 08:33 or 08:33:20."),
    )
    return _time_on(base, text) if text else None


def _time_on(base: datetime, text: str) -> datetime | None:
    for pattern in ("%H:%M:%S", "%H:%M"):
        try:
            clock = datetime.strptime(text, pattern)
        except ValueError:
            continue
        day = base.replace(hour=0, minute=0, second=0, microsecond=0)
        return day + timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return None


async def end_speeches(desk: Desk) -> None:
    """Every slip that was not heard becomes a written question."""
    waiting = floor.to_be_written(desk.meeting.turns)
    question = _("End the speeches? {count} slips become written questions.").format(count=len(waiting))
    if await desk.confirm(question, [_("No slip is lost: each is numbered and answered in writing.")]):
        desk.do(floor.write_down_unheard)
