"""How one thing looks as a row of a list: people, places of the queue, questions, commits."""

from __future__ import annotations

from textual.content import Content

from meeting_tui import sentences
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.promises import promise_of
from meeting_tui.domain.records import PRESENT, Person, Question
from meeting_tui.domain.taxonomy import topic_label
from meeting_tui.domain.views import QueueRow
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, cells, fit

OUTCOME_SIGNS = {"answered": "✓", "noted": "✓", "withdrawn": "·", "out_of_scope": "·", "redirected": "→"}
"""One cell each; anything else that has an outcome is still owed by somebody."""


def person_words(person: Person) -> str:
    """`Bà Trần Thị Hoa`."""
    return f"{person.salutation} {person.name}".strip()


def quiet(selected: bool) -> str:
    """The style of what is said beside the main thing; on the cursor's own ground it keeps its colour."""
    return "" if selected else "$text-muted"


def queue_row_or_line(row: QueueRow, width: int, selected: bool) -> list[Content]:
    """The two lines of a place; where they are wide enough, the first says it all."""
    if width < 60:
        return queue_row(row, width, selected)
    village = f" · {row.person.village}" if row.person.village else ""
    name = fit(f"{person_words(row.person)}{village}", width // 2)
    why = fit(sentences.reason(row.reason), width - cells(name) - 6)
    return [assemble((f"{row.place:>2} ", quiet(selected)), name, "   ", (why, quiet(selected)))]


def queue_row(row: QueueRow, width: int, selected: bool) -> list[Content]:
    name, why = person_words(row.person), sentences.reason(row.reason)
    if row.person.village:
        whole = f"{name} · {row.person.village}"
        if cells(whole) <= width - 3:
            name = whole
        else:
            why = f"{row.person.village} · {why}"
    place = (f"{row.place:>2} ", quiet(selected))
    return [assemble(place, fit(name, width - 3)), assemble("   ", (fit(why, width - 3), quiet(selected)))]


def person_row(person: Person, width: int, selected: bool) -> Content:
    came = person.status in PRESENT
    sign = ("✓ ", "" if selected else "$success") if came else ("○ ", quiet(selected))
    status = sentences.word(sentences.ATTENDANCE, person.status)
    if came and person.arrived_at:
        status = f"{status} {sentences.clock_time(person.arrived_at)}"
    about = " · ".join(part for part in (person.village, person.org, str(person.birth_year or "")) if part)
    right = fit(status, 22)
    name = fit(person_words(person), max(10, (width - cells(right) - 4) // 2))
    about = fit(about, width - cells(right) - cells(name) - 6)
    space = " " * max(1, width - 4 - cells(name) - cells(about) - cells(right))
    return assemble(sign, name, "  ", (about, quiet(selected)), space, (right, quiet(selected)))


def question_row(
    meeting: Meeting,
    key: str,
    question: Question,
    width: int,
    selected: bool,
    *,
    mark: str = " ",
    asker: bool = True,
) -> list[Content]:
    """Two lines: the number and the text; then who asked, the topic, the unit and how it ended."""
    sign, style = question_sign(question)
    head = f"{mark}{question.number:>3} "
    text = fit(question.text, width - cells(head) - 2)
    about = " · ".join(part for part in question_facts(meeting, key, question, asker=asker) if part)
    return [
        assemble((sign, "" if selected else style), head, text),
        assemble(" " * (cells(head) + 1), (fit(about, width - cells(head) - 1), quiet(selected))),
    ]


def question_sign(question: Question) -> tuple[str, str]:
    """A sign of one cell and its colour: how far a question has come."""
    if question.merged_into is not None:
        return "↳", "$text-muted"
    if question.outcome is None:
        return "○", "$warning"
    return OUTCOME_SIGNS.get(question.outcome, "●"), "$success"


def question_facts(meeting: Meeting, key: str, question: Question, *, asker: bool) -> list[str]:
    """How it ended comes first, so that it is never cut off."""
    unit = meeting.units.get(question.unit)
    person = meeting.people.get(question.person or "")
    lead = meeting.questions.get(question.merged_into or "")
    promise = meeting.promises.get(promise_of(key))
    return [
        sentences.word(sentences.OUTCOMES, question.outcome) if question.outcome else "",
        short_date(promise.due) if promise else "",
        sentences.word(sentences.REPLIES, question.reply) if question.reply else "",
        (person_words(person) if person else "") if asker else "",
        f"#{topic_words(question.topic)}" if question.topic else _("no topic"),
        f"@{unit.short or unit.name}" if unit else _("no unit"),
        _("with question {number}").format(number=lead.number) if lead else "",
    ]


def topic_words(topic: str) -> str:
    return topic_label(topic)
