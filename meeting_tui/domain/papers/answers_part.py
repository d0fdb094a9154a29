"""What was answered: unit by unit, whether the units answered at the end or after each speech."""

from __future__ import annotations

from collections.abc import Iterator

from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
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
from meeting_tui.domain.promises import DATED, promise_of
from meeting_tui.domain.records import Question
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.views import merged_under, unit_sheets
from meeting_tui.domain.wording import REPLIES

Rows = list[tuple[str, Question]]


def answers_part(meeting: Meeting, place: int, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    """The sub-items of item `place`: one per unit, complaints last."""
    for count, (title, rows) in enumerate(_groups(meeting, wording), start=1):
        yield paragraph(f"{place}.{count}. {title}:")
        for key, question in rows:
            yield from _answer(meeting, key, question, wording)


def has_answers(meeting: Meeting) -> bool:
    return any(question.outcome or question.answer for question in meeting.questions.values())


def _groups(meeting: Meeting, wording: Wording) -> Iterator[tuple[str, Rows]]:
    complaints: Rows = []
    for sheet in unit_sheets(meeting):
        rows = [(key, question) for key, question in sheet.rows if not is_complaint(question)]
        complaints += [(key, question) for key, question in sheet.rows if is_complaint(question)]
        if rows:
            yield sheet.name or wording.say("chua_giao"), rows
    if complaints:
        yield wording.say("huong_dan_cong_dan"), sorted(complaints, key=lambda row: row[1].number)


def _answer(meeting: Meeting, key: str, question: Question, wording: Wording) -> Iterator[Paragraph]:
    if is_complaint(question):
        numbers = [question.number, *(other.number for _, other in merged_under(meeting, key))]
        yield paragraph(sentence(f"Ý kiến số {', '.join(map(str, numbers))}: {REDIRECTED}"), level=1)
        return
    which = f"ý kiến số {question.number}{_of(meeting, question)}{about(question)}{_merged(meeting, key)}"
    said, result = lines(sentence(question.answer)), _result(meeting, key, question, wording)
    if not said:
        yield paragraph(f"{initial_capital(which)}: {result}", level=1)
        return
    yield paragraph(f"{_answerer(question)} {which}: {said[0]}", level=1)
    for line in said[1:]:
        yield paragraph(line, level=1)
    yield paragraph(run(f"{wording.say('ket_qua')}:", italic=True), f" {result}", level=1)


def _answerer(question: Question) -> str:
    """`Ông Lê Văn Cường, công chức Địa chính, trả lời`."""
    name = initial_capital(one_line(question.answered_by).strip(" ,"))
    if not name:
        return "Trả lời"
    return f"{name}, trả lời" if "," in name else f"{name} trả lời"


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
