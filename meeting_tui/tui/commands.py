"""Everything that can be done from the console, by name. Keys are only the shorter way."""

from __future__ import annotations

from typing import Protocol

from meeting_tui.domain import floor
from meeting_tui.domain.forecast import forecast
from meeting_tui.language import _
from meeting_tui.tui.acting import Act
from meeting_tui.tui.acts import (
    day_acts,
    door_acts,
    floor_acts,
    import_acts,
    paper_acts,
    people_acts,
    preview_acts,
    view_acts,
)
from meeting_tui.tui.arrivals import Arrivals
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer


class Host(Protocol):
    """What the commands need of the screen that offers them."""

    desk: Desk
    arrivals: Arrivals
    themes: list[Offer[str]]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None: ...


def commands(screen: Host) -> list[Offer[Act]]:
    """The acts that make sense now, the most usual first."""
    item = screen.desk.meeting.item
    speeches = item is not None and item.kind == "speeches"
    first = [_floor, _day] if speeches else [_day, _floor]
    return [offer for part in (*first, _views, _after, _program) for offer in part(screen)]


def _floor(screen: Host) -> list[Offer[Act]]:
    offers = [
        Offer(_key(screen, "call_next"), _("Call the next speaker"), "F2"),
        Offer(_key(screen, "start_speech"), _("Start the speaker's clock"), "F2"),
        Offer(_key(screen, "end_speech"), _("End the speech"), ""),
        Offer(_key(screen, "pause"), _("Pause the clock"), "F3"),
        Offer(_key(screen, "resume"), _("Let the clock go on"), "F3"),
        Offer(_key(screen, "add_time", 60), _("One minute more"), "F4"),
        Offer(_key(screen, "add_time", -60), _("One minute less"), "^R"),
        Offer(_key(screen, "mark_absent"), _("Absent when called"), "F8"),
    ]
    shown = [offer for offer, name in zip(offers, _FLOOR_ACTIONS, strict=True) if _allowed(screen, name)]
    speaking = screen.desk.meeting.floor is not None and not _allowed(screen, "start_speech")
    if speaking and not _allowed(screen, "end_speech"):
        shown.append(Offer(_key(screen, "end_speech"), _("End the speech"), ""))
    if _allowed(screen, "call_unit"):
        shown.insert(0, Offer(_key(screen, "call_unit"), _("Call this unit to answer"), "F2"))
    return [
        *shown,
        Offer(floor_acts.raise_hand, _("A raised hand: somebody wants to speak"), "^N"),
        Offer(floor_acts.take_slip, _("Take in a slip"), ""),
        Offer(floor_acts.seat_expected, _("The person of an advance slip has come"), ""),
        Offer(floor_acts.interject, _("The chair interrupts: remark or order"), "^L"),
        Offer(_call_off, _("Take the call back"), ""),
        Offer(floor_acts.set_limit, _("Minutes for each speech"), ""),
        *_fit(screen),
        Offer(floor_acts.correct_times, _("Correct the times of a speech"), ""),
        Offer(floor_acts.separate, _("A represented slip is heard by itself"), ""),
        Offer(_close_list, _("Close the list of speakers"), "")
        if screen.desk.meeting.day.list_closed_at is None
        else Offer(_open_list, _("Open the list of speakers"), ""),
        Offer(floor_acts.end_speeches, _("End the speeches: unheard slips go into writing"), ""),
        Offer(floor_acts.write_note, _("Write a note for the file"), ""),
    ]


_FLOOR_ACTIONS = (
    "call_next",
    "start_speech",
    "end_speech",
    "pause",
    "resume",
    "add_time",
    "add_time",
    "mark_absent",
)


def _fit(screen: Host) -> list[Offer[Act]]:
    """The limit that would let the day end on time, with one choice."""
    expected = forecast(screen.desk.meeting, screen.desk.folder.now())
    seconds = expected.fit_seconds if expected else None
    if seconds is None:
        return []

    async def fit(desk: Desk) -> None:
        await floor_acts.set_limit(desk, seconds)

    minutes, rest = divmod(seconds, 60)
    label = _("Fit to finish: {minutes}:{seconds:02d} for each speech").format(minutes=minutes, seconds=rest)
    return [Offer(fit, label, "")]


def _day(screen: Host) -> list[Offer[Act]]:
    return [
        Offer(day_acts.next_step, _("Go to the next step"), "F9"),
        Offer(day_acts.go_back, _("Back to the step before"), ""),
        Offer(day_acts.go_to_step, _("Go to another step"), ""),
        Offer(day_acts.switch_mode, _("Answers after each speech, or after all"), ""),
        Offer(_officers("chair"), _("Name the chair"), ""),
        Offer(_officers("co_chair"), _("Name the co-chair"), ""),
        Offer(_officers("secretary"), _("Name the secretary"), ""),
        Offer(people_acts.announce_present, _("Announce the number present"), ""),
        *_doors(screen),
        Offer(people_acts.correct_somebody, _("Correct somebody's name or village"), ""),
        Offer(_panes(screen), _("Another pane"), "^T"),
        Offer(day_acts.undo, _("Undo"), "^O"),
        Offer(day_acts.redo, _("Bring back what was undone"), ""),
        Offer(day_acts.correct_day_times, _("Correct when the meeting began or ended"), ""),
        Offer(_key(screen, "history"), _("History: who did what when"), ""),
    ]


def door_commands(screen: Host) -> list[Offer[Act]]:
    """What the desk at the door can do."""
    return [
        *_doors(screen),
        Offer(floor_acts.take_slip, _("Take in a slip"), ""),
        Offer(paper_acts.export_attendance, _("Write the attendance list (draft before the closing)"), ""),
        Offer(day_acts.undo, _("Undo"), "^O"),
        Offer(day_acts.redo, _("Bring back what was undone"), ""),
        Offer(_key(screen, "history"), _("History: who did what when"), ""),
        Offer(day_acts.save_elsewhere, _("Copy the meeting to another disk"), ""),
        *_program(screen),
    ]


def _doors(screen: Host) -> list[Offer[Act]]:
    async def walk_in(desk: Desk) -> None:
        await door_acts.let_walk_in_in(desk, screen.arrivals)

    async def take_back(_desk: Desk) -> None:
        screen.arrivals.take_back()

    return [
        Offer(walk_in, _("Somebody came who is not on the list"), ""),
        Offer(people_acts.set_attendance, _("Absent with a reason, late, left early"), ""),
        Offer(take_back, _("Undo the last one let in at this desk"), ""),
        Offer(people_acts.add_invited, _("Put invited people on the list"), ""),
        Offer(import_acts.import_roster, _("Take in people or slips from a spreadsheet"), ""),
        Offer(door_acts.show_code, _("Show somebody's code on the screen"), "^S"),
        Offer(door_acts.replace_code, _("A new code for a lost paper"), ""),
        Offer(door_acts.show_parts, _("Attendance by delegation and village"), ""),
        Offer(door_acts.test_scanner, _("Test the scanner"), ""),
        Offer(door_acts.show_notice, _("The notice about personal data"), ""),
        Offer(paper_acts.print_slips, _("Print registration slips, with codes"), ""),
        Offer(paper_acts.print_invitations, _("Print invitations, with slip and code"), ""),
        Offer(paper_acts.print_blank_slips, _("Print blank slips for the door"), ""),
        Offer(paper_acts.print_mail_merge, _("A list with codes for Word's mail merge"), ""),
    ]


def _views(screen: Host) -> list[Offer[Act]]:
    """What others see: the chair, the hall."""
    return [*view_acts.view_offers(), *view_acts.message_offers(screen.desk)]


def _after(screen: Host) -> list[Offer[Act]]:
    closed = screen.desk.meeting.day.closed_at is not None
    return [
        Offer(day_acts.add_promise, _("A task with a date (conclusion)"), ""),
        Offer(day_acts.reopen_meeting, _("Open the closed meeting again"), "")
        if closed
        else Offer(day_acts.close_meeting, _("Close the meeting"), ""),
        Offer(_key(screen, "preview"), _("The minutes as they stand"), "^E"),
        Offer(preview_acts.preview_paper, _("Look at another paper on the screen"), ""),
        Offer(paper_acts.export_minutes, _("Write the minutes (draft before the closing)"), ""),
        Offer(paper_acts.export_attendance, _("Write the attendance list (draft before the closing)"), ""),
        Offer(paper_acts.write_paper, _("Write another paper: summary, notice, transfer slips…"), ""),
        Offer(paper_acts.put_templates, _("The office's own Word templates and phrases"), ""),
        Offer(paper_acts.pack_dossier, _("Pack the file of the conference: plan, journal, papers"), ""),
        Offer(day_acts.save_elsewhere, _("Copy the meeting to another disk"), ""),
    ]


def _program(screen: Host) -> list[Offer[Act]]:
    async def theme(desk: Desk) -> None:
        name = await desk.choose(_("Which colours?"), screen.themes)
        if name is not None:
            desk.app.theme = name

    return [
        Offer(theme, _("Colours: day, night, projector"), ""),
        Offer(_key(screen, "help"), _("Help: the keys of this screen"), "?"),
        Offer(_quit, _("Leave the program (everything is saved)"), "^Q"),
    ]


def _allowed(screen: Host, action: str) -> bool:
    return bool(screen.check_action(action, ()))


def _key(screen: Host, action: str, *args: int) -> Act:
    """What a key of the console does, as an act."""

    async def press(desk: Desk) -> None:
        getattr(screen, f"action_{action}")(*args)

    return press


def _panes(screen: Host) -> Act:
    return _key(screen, "view")


def _officers(role: day_acts.Role) -> Act:
    async def name(desk: Desk) -> None:
        await day_acts.name_officers(desk, role)

    return name


async def _call_off(desk: Desk) -> None:
    desk.do(floor.call_off, seen=floor_acts.seen(desk))


async def _close_list(desk: Desk) -> None:
    desk.do(floor.close_list)


async def _open_list(desk: Desk) -> None:
    desk.do(floor.open_list)


async def _quit(desk: Desk) -> None:
    await desk.app.run_action("leave")
