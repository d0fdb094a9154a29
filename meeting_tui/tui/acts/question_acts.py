"""What can be done to one question, or to several that were marked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import get_args

from meeting_tui import sentences
from meeting_tui.domain import opinions, promises
from meeting_tui.domain.records import OpinionKind, Outcome, Question, Reply
from meeting_tui.domain.taxonomy import TOPICS, first_unit
from meeting_tui.language import _
from meeting_tui.store.folder import new_id
from meeting_tui.tui.acts.floor_acts import name_of
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import fit
from meeting_tui.tui.screens.choose import Offer

TITLE_CELLS = 280

QuestionAct = Callable[[Desk, str], Awaitable[None]]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""In the order of the digits 1 to 8."""


async def offer_for_question(desk: Desk, question: str) -> None:
    """Everything that can be done to a question."""
    record = desk.meeting.questions[question]
    offers: list[Offer[QuestionAct]] = [
        Offer(classify, _("Topic and unit")),
        Offer(reword, _("Change the words")),
        Offer(split, _("Split in two")),
        Offer(merge_into, _("The same as another question")),
    ]
    if record.merged_into is not None:
        offers.append(Offer(unmerge, _("Separate again")))
    if record.outcome is None:
        offers.append(Offer(settle, _("Outcome")))
    else:
        offers += [Offer(note_reply, _("The citizen's reply")), Offer(reopen, _("Open again"))]
    offers += [
        Offer(name_kind, _("Kind: request, complaint, …")),
        Offer(help_from, _("Units that help")),
        Offer(reattribute, _("Said by somebody else")),
    ]
    act = await desk.choose(_title(record), offers)
    if act is not None:
        await act(desk, question)


def _title(question: Question) -> str:
    """Short enough to leave room for what is asked about it."""
    return fit(_("Question {number}: {text}").format(number=question.number, text=question.text), TITLE_CELLS)


async def classify(desk: Desk, question: str) -> None:
    """The topic first; its own unit is proposed."""
    topic = await desk.choose(_("Topic"), [Offer(topic.code, topic.label) for topic in TOPICS])
    if topic is None:
        return
    proposed = first_unit(desk.meeting.units.values(), topic)
    unit = await choose_unit(desk, first=proposed.id if proposed else "")
    if unit is not None:
        desk.do(opinions.classify, question=question, topic=topic, unit=unit)


async def choose_unit(desk: Desk, *, first: str = "", title: str = "") -> str | None:
    units = sorted(desk.meeting.units.values(), key=lambda unit: unit.id != first)
    return await desk.choose(title or _("Which unit answers?"), [Offer(unit.id, unit.name) for unit in units])


async def give_to_unit(desk: Desk, questions: list[str]) -> bool:
    """One unit for several questions."""
    title = _("Which unit answers these {count} questions?").format(count=len(questions))
    unit = await choose_unit(desk, title=title)
    return unit is not None and desk.done(opinions.reassign, questions=questions, unit=unit)


async def merge_marked(desk: Desk, questions: list[str]) -> bool:
    """Several marked questions become one in the summary."""
    lead = await _choose_question(desk, _("Which one stands for all of them?"), questions)
    return lead is not None and desk.done(opinions.merge, into=lead, questions=questions)


async def reword(desk: Desk, question: str) -> None:
    record = desk.meeting.questions[question]
    text = await desk.ask(_title(record), value=record.text, several_lines=True)
    if text is not None and text != record.text:
        desk.do(opinions.reword, question=question, text=text)


async def split(desk: Desk, question: str) -> None:
    """The first part keeps the number."""
    record = desk.meeting.questions[question]
    hint = _("The first part keeps number {number}.").format(number=record.number)
    first = await desk.ask_needed(_("First part"), value=record.text, hint=hint)
    if first is None:
        return
    second = await desk.ask_needed(_("Second part"), value=record.text)
    if second is not None:
        desk.do(opinions.split, question=question, first=first, new=new_id(), second=second)


async def merge_into(desk: Desk, question: str) -> None:
    others = [key for key, other in desk.meeting.numbered if key != question and other.merged_into is None]
    lead = await _choose_question(desk, _("Which question says the same?"), others)
    if lead is not None:
        desk.do(opinions.merge, into=lead, questions=[question])


async def unmerge(desk: Desk, question: str) -> None:
    desk.do(opinions.unmerge, question=question)


async def name_kind(desk: Desk, question: str) -> None:
    offers: list[Offer[OpinionKind]] = [
        Offer(kind, sentences.word(sentences.KINDS, kind))  # type: ignore[arg-type]
        for kind in sentences.KINDS
    ]
    hint = _("Complaints and denunciations are redirected to the reception of citizens.")
    kind = await desk.choose(_("What is it?"), offers, hint=hint)
    if kind is not None:
        desk.do(opinions.name_kind, question=question, kind=kind)


async def help_from(desk: Desk, question: str) -> None:
    """A unit that helps the leading one."""
    record = desk.meeting.questions[question]
    unit = await choose_unit(desk, title=_("Which unit helps?"))
    if unit is not None:
        helpers = (
            [*record.support_units, unit] if unit not in record.support_units else list(record.support_units)
        )
        desk.do(
            opinions.classify, question=question, topic=record.topic, unit=record.unit, support_units=helpers
        )


async def reattribute(desk: Desk, question: str) -> None:
    offers = [Offer(key, name_of(desk, key)) for key, _turn in reversed(desk.meeting.heard)]
    turn = await desk.choose(_("Who said it?"), offers)
    if turn is not None:
        desk.do(opinions.reattribute, question=question, turn=turn)


async def settle(desk: Desk, question: str) -> None:
    """Choose the outcome from a list."""
    offers: list[Offer[Outcome]] = [Offer(o, sentences.word(sentences.OUTCOMES, o)) for o in OUTCOMES]
    record = desk.meeting.questions[question]
    outcome = await desk.choose(_title(record), offers)
    if outcome is not None:
        await settle_as(desk, question, outcome)


async def settle_as(desk: Desk, question: str, outcome: Outcome, answer: str | None = None) -> bool:
    """Give the outcome; what is owed asks for the unit, if it has none, and for the date."""
    record = desk.meeting.questions[question]
    if record.outcome is not None and not await _change_outcome(desk, record):
        return False
    if outcome in ("redirected", "withdrawn") and not await desk.confirm(
        _("Question {number}: {outcome}?").format(
            number=record.number, outcome=sentences.word(sentences.OUTCOMES, outcome)
        ),
        [record.text],
    ):
        return False
    unit, due, rule = record.unit, None, ""
    if outcome in promises.DATED:
        if not unit:
            chosen = await choose_unit(desk)
            if chosen is None:
                return False
            unit = chosen
        proposal = promises.proposed_due(desk.folder.plan, desk.folder.calendar, desk.folder.conference_date)
        title = _("Question {number}: answered in writing by").format(number=record.number)
        kept = desk.meeting.promises.get(promises.promise_of(question))
        proposed = kept.due if kept else proposal.due if proposal else None
        due = await desk.ask_date(title, value=proposed, hint=_due_hint(desk, proposal))
        if due is None:
            return False
        rule = proposal.rule if proposal and proposal.due == due else ""
    return desk.done(
        promises.settle,
        question=question,
        outcome=outcome,
        answer=record.answer if answer is None else answer,
        answered_by=record.answered_by,
        due=due,
        unit=unit,
        rule=rule,
    )


async def _change_outcome(desk: Desk, record: Question) -> bool:
    """A digit pressed on a question that is done must not change it unseen."""
    now = sentences.word(sentences.OUTCOMES, str(record.outcome))
    title = _("Question {number} has an outcome: {outcome}. Change it?").format(
        number=record.number, outcome=now
    )
    return await desk.confirm(title)


def _due_hint(desk: Desk, proposal: promises.Proposal | None) -> str:
    """Where the proposed date comes from, and how sure it is."""
    if proposal is None:
        return _("The plan has no rule for written answers: the chair sets the date. +30 is thirty days.")
    rule = promises.result_rule(desk.folder.plan)
    assert rule is not None
    unit = _("working days") if rule.unit == "workday" else _("days")
    hint = _("By the plan: {amount} {unit} after the notice ({rule}).").format(
        amount=rule.amount, unit=unit, rule=rule.id
    )
    if proposal.provisional and not desk.folder.calendar.knows(proposal.due.year):
        return (
            hint + " " + _("No holiday calendar for {year} yet: provisional.").format(year=proposal.due.year)
        )
    return hint + (" " + _("Provisional until the notice is issued.") if proposal.provisional else "")


async def note_reply(desk: Desk, question: str) -> None:
    offers: list[Offer[Reply]] = [
        Offer(reply, sentences.word(sentences.REPLIES, reply))  # type: ignore[arg-type]
        for reply in sentences.REPLIES
    ]
    reply = await desk.choose(_("What does the citizen say to the answer?"), offers)
    if reply is not None:
        desk.do(promises.note_reply, question=question, reply=reply)


async def reopen(desk: Desk, question: str) -> None:
    desk.do(promises.reopen_question, question=question)


async def name_answerer(desk: Desk, question: str) -> None:
    """Who speaks for the unit."""
    record = desk.meeting.questions[question]
    name = await desk.ask(_("Who answers? Name and office"), value=record.answered_by)
    if name is not None:
        desk.do(promises.write_answer, question=question, answer=record.answer, answered_by=name)


async def _choose_question(desk: Desk, title: str, keys: list[str]) -> str | None:
    questions = desk.meeting.questions
    return await desk.choose(
        title, [Offer(key, f"{questions[key].number} {questions[key].text}") for key in keys]
    )
