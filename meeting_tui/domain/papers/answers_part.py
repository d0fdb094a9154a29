"""What was answered: after its speech where it was answered then, the rest unit by unit (model 1.9: as it went)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import name_key
from meeting_tui.domain.papers.blocks import Paragraph, lines, one_line, paragraph, run
from meeting_tui.domain.papers.phrases import (
    REDIRECTED,
    about,
    is_complaint,
    outcome_words,
    sentence,
    speaker_of,
)
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.plan import StepKind
from meeting_tui.domain.promises import DATED, promise_of
from meeting_tui.domain.records import Question, Step
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.views import merged_under, unit_sheets
from meeting_tui.domain.wording import REPLIES

Rows = list[tuple[str, Question]]


def answers_part(meeting: Meeting, place: int, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    """The sub-items of item `place`: one per unit, complaints last."""
    for count, (title, rows) in enumerate(_groups(meeting, wording), start=1):
        yield paragraph(f"{place}.{count}. {title}:")
        for key, question in rows:
            if is_complaint(question):
                yield _redirected(meeting, key, question)
            else:
                yield from _answer(meeting, key, question, wording)


def answer_after_speech(
    meeting: Meeting, key: str, question: Question, wording: Wording
) -> Iterator[Paragraph]:
    """The answer where the speech has just named who asked, and nothing yet says who answers."""
    who = _named(question) or initial_capital(_unit_name(meeting, question))
    which = f"ý kiến số {question.number}{about(question)}{_merged(meeting, key)}"
    yield from _said(meeting, key, question, wording, who, which)


def at_once(meeting: Meeting) -> frozenset[str]:
    """What was answered while the people still spoke. A complaint is told whole where it was brought."""
    if not _begun(meeting, "speeches"):
        return frozenset()
    until = _speeches_end(meeting)
    return frozenset(
        key
        for key, question in meeting.questions.items()
        if question.outcome is not None
        and not is_complaint(question)
        and question.answered_at is not None
        and (until is None or question.answered_at < until)
    )


def has_answers(meeting: Meeting) -> bool:
    """Whether anything was answered that does not stand after its speech."""
    told = at_once(meeting)
    return any(
        (question.outcome or question.answer) and key not in told and not (told and is_complaint(question))
        for key, question in meeting.questions.items()
    )


def _speeches_end(meeting: Meeting) -> datetime | None:
    """When the units began to answer apart from the speeches, or the last of these was over; None before both."""
    ended = [step.ended_at for step in _begun(meeting, "speeches")]
    ends = [step.started_at for step in _begun(meeting, "answers")] + ([] if None in ended else ended[-1:])
    return min(filter(None, ends), default=None)


def _begun(meeting: Meeting, kind: StepKind) -> list[Step]:
    steps = [meeting.steps.get(item.id, Step()) for item in meeting.agenda if item.kind == kind]
    return [step for step in steps if step.started_at is not None]


def _groups(meeting: Meeting, wording: Wording) -> Iterator[tuple[str, Rows]]:
    told = at_once(meeting)
    complaints: Rows = []
    for sheet in unit_sheets(meeting):
        rest = [(key, question) for key, question in sheet.rows if key not in told]
        rows = [(key, question) for key, question in rest if not is_complaint(question)]
        complaints += [(key, question) for key, question in rest if is_complaint(question)]
        if rows:
            yield sheet.name or wording.say("chua_giao"), rows
    if complaints and not told:
        yield wording.say("huong_dan_cong_dan"), sorted(complaints, key=lambda row: row[1].number)


def _redirected(meeting: Meeting, key: str, question: Question) -> Paragraph:
    numbers = [question.number, *(other.number for _, other in merged_under(meeting, key))]
    return paragraph(sentence(f"Ý kiến số {', '.join(map(str, numbers))}: {REDIRECTED}"), level=1)


def _answer(meeting: Meeting, key: str, question: Question, wording: Wording) -> Iterator[Paragraph]:
    """The answer under the name of its unit, which is not said again."""
    who, unit = _named(question), _unit_name(meeting, question)
    named = {name_key(unit), name_key(f"đại diện {unit}")}
    name, _, office = who.partition(", ")
    if name_key(office) in named:
        who = name
    elif name_key(who) in named:
        who = ""
    which = f"ý kiến số {question.number}{_of(meeting, question)}{about(question)}{_merged(meeting, key)}"
    yield from _said(meeting, key, question, wording, who, which)


def _said(
    meeting: Meeting, key: str, question: Question, wording: Wording, who: str, which: str
) -> Iterator[Paragraph]:
    """Who answered which opinion, with what, and what came of it."""
    said, result = lines(sentence(question.answer)), _result(meeting, key, question, wording)
    if not said:
        yield paragraph(f"{initial_capital(which)}: {result}", level=1)
        return
    yield paragraph(f"{_answers(who, _unit_name(meeting, question))} {which}: {said[0]}", level=1)
    for line in said[1:]:
        yield paragraph(line, level=1)
    yield paragraph(run(f"{wording.say('ket_qua')}:", italic=True), f" {result}", level=1)


def _named(question: Question) -> str:
    return initial_capital(one_line(question.answered_by).strip(" ,"))


def _unit_name(meeting: Meeting, question: Question) -> str:
    unit = meeting.units.get(question.unit)
    return one_line(unit.name) if unit else ""


def _answers(who: str, unit: str) -> str:
    """`Ông Lê Văn Cường, công chức Địa chính, trả lời`; a comma in the unit's own name is none of these."""
    if not who:
        return "Trả lời"
    beside = "," in who.lower().replace(unit.lower(), "")
    return f"{who}, trả lời" if beside else f"{who} trả lời"


def _of(meeting: Meeting, question: Question) -> str:
    whose = speaker_of(meeting, question)
    return f" của {whose}" if whose else ""


def _merged(meeting: Meeting, key: str) -> str:
    """The opinions that were answered together with this one."""
    others = [
        f"ý kiến số {question.number}{_of(meeting, question)}" for _, question in merged_under(meeting, key)
    ]
    return f" (cùng nội dung: {'; '.join(others)})" if others else ""


def _result(meeting: Meeting, key: str, question: Question, wording: Wording) -> str:
    """The outcome, by when the rest is owed, and what the citizen said to it."""
    words = outcome_words(meeting.plan, question, wording)
    promise = meeting.promises.get(promise_of(key))
    if question.outcome in DATED and promise is not None:
        words += f", thời hạn {short_date(promise.due)}"
    if question.reply is not None:
        words += f"; người có ý kiến {REPLIES[question.reply]}"
    return sentence(words)
