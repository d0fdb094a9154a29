"""What concerns the whole day: steps, officers, the conclusion, the closing, papers, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from weakref import WeakKeyDictionary

import msgspec

from meeting_tui import sentences
from meeting_tui.domain import agenda, closing, floor, promises
from meeting_tui.domain.dates import hm, short_date
from meeting_tui.domain.records import Officer
from meeting_tui.domain.tx import Refused
from meeting_tui.domain.versions import approvals, version
from meeting_tui.domain.views import step_gates
from meeting_tui.domain.wording import with_address
from meeting_tui.language import _
from meeting_tui.store.folder import new_id
from meeting_tui.store.guides import profile_of
from meeting_tui.tui.acts.floor_acts import ask_time, name_of
from meeting_tui.tui.acts.people_acts import whole_number
from meeting_tui.tui.acts.preview_acts import read_out
from meeting_tui.tui.acts.question_acts import choose_unit
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer

Role = Literal["chair", "co_chair", "secretary", "mc"]


async def next_step(desk: Desk) -> None:
    """To the next step; what is not done yet is shown first. After the last step: close the meeting."""
    day = desk.meeting.day
    if day.step is not None and desk.meeting.item is desk.meeting.agenda[-1]:
        await close_meeting(desk)
        return
    before = day.step
    if leaving := await _leave(desk):
        overrides, unheard = leaving
        desk.do(agenda.advance, seen=before, overrides=overrides, unheard=unheard)


async def _leave(desk: Desk) -> tuple[list[str], agenda.Unheard] | None:
    """Everything is asked before anything is done: the gates that are passed, and what becomes of slips."""
    gates = step_gates(desk.meeting)
    unheard: agenda.Unheard | None = "wait"
    for gate in gates:
        if gate.code == "slips_waiting":
            unheard = await _ask_unheard(desk, gate.count)
    if unheard is None:
        return None
    settled = {"slips_waiting", "floor_taken"} if unheard == "write" else {"slips_waiting"}
    asked = [gate for gate in gates if gate.code not in settled]
    item = desk.meeting.item
    title = _("“{step}” is not finished. Leave it all the same?").format(step=item.title if item else "")
    if asked and not await desk.confirm(title, [f"○ {sentences.gate(gate)}" for gate in asked]):
        return None
    # What is put into writing has no answer yet: that gate opens with it.
    return [*(gate.code for gate in gates), "unanswered"], unheard


async def _ask_unheard(desk: Desk, count: int) -> agenda.Unheard | None:
    """What becomes of the slips that were not heard; letting them wait is the safe choice."""
    offers: list[Offer[agenda.Unheard]] = [
        Offer("wait", _("Go on and let them wait: they are heard later")),
        Offer("write", _("End the speeches: they become written questions")),
    ]
    names = ", ".join(name_of(desk, turn) for turn, _record in floor.to_be_written(desk.meeting.turns))
    title = _("What becomes of the {count} slips that were not heard?").format(count=count)
    return await desk.choose(title, offers, hint=names)


async def go_back(desk: Desk) -> None:
    before = desk.meeting.day.step
    if await desk.confirm(_("Go back to the step before?")):
        desk.do(agenda.go_back, seen=before)


async def go_to_step(desk: Desk) -> None:
    """Any step; those jumped over are marked."""
    before = desk.meeting.day.step
    offers = [
        Offer(item.id, f"{number} {sentences.step_word(item.kind)}", item.title)
        for number, item in enumerate(desk.meeting.agenda, start=1)
        if item.id != before
    ]
    step = await desk.choose(_("Go to which step?"), offers)
    if step is None:
        return
    if leaving := await _leave(desk):
        overrides, unheard = leaving
        desk.do(agenda.go_to_step, step=step, seen=before, overrides=overrides, unheard=unheard)


async def switch_mode(desk: Desk) -> None:
    mode: Literal["batch", "interleaved"] = "interleaved" if desk.meeting.day.mode == "batch" else "batch"
    question = _("From now on: {mode}?").format(mode=sentences.word(sentences.MODES, mode))
    if await desk.confirm(question):
        desk.do(agenda.switch_mode, mode=mode)


async def name_officers(desk: Desk, role: Role) -> None:
    """One after the other, each with name and office; an empty name ends.

    Papers print the name as it is written here, so the form of address is asked for: nobody guesses it from a name.
    """
    named = agenda.officers_of(desk.folder.plan, desk.meeting.day, role)
    profile = profile_of(desk.folder.plan)
    address = profile.words.salutation
    example = with_address("Trần Minh Quân", address if profile.guide.style == "party" else "Ông")
    how = _("As papers print it, with the form of address: {example}.").format(example=example)
    given: list[Officer] = []
    for place in range(6):
        old = named[place] if place < len(named) else Officer(role=role, name="")
        title = _("{role} no. {n}: name").format(role=sentences.word(sentences.ROLES, role), n=place + 1)
        hint = old.title or _("Empty: that is all")
        name = await desk.ask(title, value=with_address(old.name, address), hint=f"{how} {hint}")
        if not name:  # empty or Escape: that is all, and what was given stays
            break
        office = await desk.ask(_("Office of {name}").format(name=name), value=old.title)
        if office is None:
            return
        given.append(Officer(role=role, name=name, title=office))
    if given:
        desk.do(agenda.name_officers, role=role, officers=given)


async def record_text(desk: Desk, step: str) -> None:
    """What goes to the minutes for a step."""
    record = desk.meeting.steps.get(step)
    text = await desk.ask(
        _("For the minutes"),
        value=record.text if record else "",
        several_lines=True,
        hint=_("Enter begins a line, ^S accepts"),
    )
    if text is not None:
        desk.do(agenda.record_step, step=step, text=text)


async def record_presenter(desk: Desk, step: str) -> None:
    record = desk.meeting.steps.get(step)
    name = await desk.ask(_("Who presents? Name and office"), value=record.presenter if record else "")
    if name is not None:
        desk.do(agenda.record_step, step=step, presenter=name)


async def record_result(desk: Desk, step: str) -> None:
    """How the hall adopted the programme and the rules; official wording, so Vietnamese."""
    record = desk.meeting.steps.get(step)
    result = await desk.ask(
        _("How did the hall decide?"), value=(record.result if record else "") or "nhất trí 100%"
    )
    if result is not None:
        desk.do(agenda.record_step, step=step, result=result)


async def add_promise(desk: Desk) -> None:
    """A task that the chair gives in the conclusion."""
    content = await desk.ask_needed(_("What is to be done?"))
    if content is None:
        return
    unit = await choose_unit(desk, title=_("Which unit does it?"))
    if unit is None:
        return
    proposal = promises.proposed_due(desk.folder.plan, desk.folder.calendar, desk.folder.conference_date)
    due = await desk.ask_date(_("By when?"), value=proposal.due if proposal else None)
    if due is not None:
        desk.do(promises.promise, promise=new_id(), unit=unit, content=content, due=due)


async def offer_for_promise(desk: Desk, promise: str) -> None:
    record = desk.meeting.promises[promise]
    offers = [
        Offer("due", _("Another date")),
        *([Offer("drop", _("Drop this task"))] if not record.question else []),
    ]
    act = await desk.choose(record.content, offers)
    if act == "due":
        due = await desk.ask_date(_("By when?"), value=record.due)
        if due is not None:
            desk.do(promises.set_due, promise=promise, due=due)
    elif act == "drop":
        desk.do(promises.drop_promise, promise=promise)


class _Closing(msgspec.Struct):
    """What was answered on the way to a closing that somebody left again."""

    version: int
    read_back: str = ""
    approved_by: str = ""
    copies: str = ""


_left: WeakKeyDictionary[Desk, _Closing] = WeakKeyDictionary()


def _closing(desk: Desk) -> _Closing:
    """What was answered for this version already: asked again, it stands there again."""
    number = version(desk.meeting.day)
    kept = _left.get(desk)
    if kept is None or kept.version != number:
        kept = _left[desk] = _Closing(version=number)
    return kept


async def close_meeting(desk: Desk) -> None:
    """Read the minutes out, take additions, note who approves, close. Open questions stop it, and are named."""
    if slips := floor.to_be_written(desk.meeting.turns):
        title = _("Cannot close: {count} slips were neither heard nor put into writing.").format(
            count=len(slips)
        )
        if await desk.confirm(title, [_("Put them into writing now? Each becomes a numbered question.")]):
            desk.do(floor.write_down_unheard)
        return
    if still_open := desk.meeting.open_questions:
        details = [f"○ {question.number} {question.text}" for _key, question in still_open]
        title = _("Cannot close: {count} questions have no outcome.").format(count=len(still_open))
        await desk.tell(title, [_("Give each an answer, or a unit with a date."), *details])
        return
    if not await read_out(desk):
        return
    from meeting_tui.domain.papers.approval import approvers

    said = _closing(desk)
    question = (
        _("The minutes were read. Does the hall ask to add anything?")
        if said.version == 1
        else _("The new version was read. Is anything to be added?")
    )
    read_back = await desk.ask(question, value=said.read_back, hint=_("Empty: approved as they are"))
    if read_back is None:
        return
    said.read_back = read_back
    usual = approvers(desk.meeting, profile_of(desk.meeting.plan))
    approved_by = await desk.ask_needed(
        _("Who approves the minutes?"),
        value=said.approved_by or usual,
        hint=usual,  # longer than the field, and printed in the signed paper
    )
    if approved_by is None:
        return
    said.approved_by = approved_by if approved_by != usual else ""
    copies = await desk.ask(
        _("How many copies?"),
        value=said.copies or str(desk.meeting.day.copies),
        replace=True,
        fault=lambda t: None if whole_number(t) else _("Write a number."),
    )
    if copies is None:
        return
    said.copies = copies
    still = [f"○ {sentences.gate(gate)}" for gate in step_gates(desk.meeting)]
    title = _("Close the meeting and approve the minutes now?")
    if not await desk.confirm(title, [*still, _version(desk)]):
        return
    if desk.done(closing.close_meeting, read_back=read_back, copies=int(copies), approved_by=approved_by):
        desk.say(_("The meeting is closed. Write the minutes from the commands: ^P."))


def _version(desk: Desk) -> str:
    """What an approval now means."""
    day = desk.meeting.day
    number, before = version(day), approvals(day)
    if number == 1:
        return _("A change afterwards makes a new version of the minutes.")
    if (replaced := before[-1]) is None:
        return _("The minutes become version {version} and replace version {before}.").format(
            version=number, before=number - 1
        )
    here = replaced.at.astimezone(desk.folder.plan.zone)
    return _(
        "The minutes become version {version} and replace version {before}, approved at {time} on {date}."
    ).format(version=number, before=number - 1, time=hm(here), date=short_date(here.date()))


async def reopen_meeting(desk: Desk) -> None:
    hint = _("The approved minutes stay on record: the next closing makes version {version}.").format(
        version=version(desk.meeting.day) + 1
    )
    if reason := await desk.ask_needed(_("Why is the meeting opened again?"), hint=hint):
        desk.do(closing.reopen_meeting, reason=reason)


async def correct_day_times(desk: Desk) -> None:
    """The clock was wrong, or F9 came late: when the meeting really began, and ended."""
    day = desk.meeting.day
    if day.opened_at is None:
        desk.say(sentences.refusal(Refused("not_opened")), warning=True)
        return
    start = await ask_time(desk, _("When did the meeting begin? (hh:mm:ss)"), day.opened_at)
    if start is None:
        return
    end = None
    if day.ended_at is not None:
        end = await ask_time(desk, _("When did it end? (hh:mm:ss)"), day.ended_at)
        if end is None:
            return
    if reason := await desk.ask_needed(_("Why is it corrected?")):
        desk.do(closing.correct_day_times, opened_at=start, ended_at=end, reason=reason)


async def undo(desk: Desk) -> None:
    """Say in words what will be taken back, then take it back."""
    commit = desk.folder.store.undoable()
    if commit is None:
        desk.say(_("There is nothing of yours to undo."))
        return
    if await desk.confirm(_("Undo: {what}?").format(what=desk.words(commit))) and desk.take_back(commit.n):
        desk.say(_("Undone."))


async def redo(desk: Desk) -> None:
    commit = desk.folder.store.redoable()
    if commit is None:
        desk.say(_("There is nothing to bring back."))
        return
    undone = next((c for c in desk.folder.store.history() if c.n == commit.undo), commit)
    if await desk.confirm(_("Bring back: {what}?").format(what=desk.words(undone))):
        desk.bring_back()


async def save_elsewhere(desk: Desk) -> None:
    """The whole meeting onto another disk, from memory."""
    target = await desk.ask_needed(_("Copy the meeting into which folder?"), hint="/media/usb/hoi-nghi")
    if target is not None:
        desk.app.run_worker(desk.copy_to(_folder(target)), group="copy")


def _folder(typed: str) -> Path:
    """A path as it was typed; `~name` of nobody is only a name."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)
