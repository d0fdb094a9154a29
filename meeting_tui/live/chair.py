"""The chair's view in words: who speaks, what about, how long still, who is next and why, and how the day stands."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from meeting_tui import sentences
from meeting_tui.domain import answering, attendance, views
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.forecast import forecast
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.readout import readout
from meeting_tui.domain.records import Person, Question
from meeting_tui.domain.taxonomy import topic_label
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.wording import short_title, unit_name
from meeting_tui.language import _
from meeting_tui.live.pages import (
    Answering,
    ChairPage,
    Countdown,
    Coverage,
    Fact,
    Floor,
    Next,
    Numbered,
    Share,
    Tone,
)

NEXT = 5
LATEST = 3
"""How many promises of other units stand with the unit that answers: the last one was made a moment ago."""
CONCLUDING = ("conclusion", "closing")
"""Kinds of step in which the chair may want to read the day's figures out."""


def chair_page(meeting: Meeting, now: datetime) -> ChairPage:
    item = meeting.item
    view = views.floor_view(meeting, now)
    outlook, outlook_tone, advice = _outlook(meeting, now)
    step, step_time, step_tone = _step(meeting, now)
    answers = item is not None and (item.kind == "answers" or bool(meeting.answers_due))
    return ChairPage(
        title=short_title(meeting.plan),
        date=short_date(now.astimezone(meeting.plan.zone).date()),
        clock=sentences.clock_time(now),
        step=step,
        step_time=step_time,
        step_tone=step_tone,
        outlook=outlook,
        outlook_tone=outlook_tone,
        advice=advice,
        floor=_floor(meeting, view) if view else None,
        idle="" if view else _idle(meeting),
        next=tuple(_next(row) for row in views.queue_rows(meeting)[:NEXT]),
        queue=_queue(meeting),
        hall=_hall(meeting),
        topics=_topics(meeting),
        villages=tuple(_coverage(part) for part in attendance.villages(meeting)),
        delegations=_delegations(meeting),
        answering=_answering(meeting, now) if answers else None,
        readout=tuple(readout(meeting)) if _concluding(meeting) else (),
        message=meeting.day.message,
    )


def _concluding(meeting: Meeting) -> bool:
    item = meeting.item
    return meeting.day.closed_at is not None or (item is not None and item.kind in CONCLUDING)


# -- the day ---------------------------------------------------------------------------------------------


def _step(meeting: Meeting, now: datetime) -> tuple[str, str, Tone]:
    """Where the day is, and how much of the step's time is gone."""
    if meeting.day.closed_at is not None:
        ended = meeting.ended_at or meeting.day.closed_at
        return _("The meeting is closed"), sentences.clock_time(ended), ""
    rows = views.agenda_rows(meeting, now)
    row = next((row for row in rows if row.state == "current"), None)
    if row is None:
        starts = meeting.plan.starts_at
        at = _("planned for {time}").format(time=sentences.clock_time(starts)) if starts else ""
        return _("The meeting has not begun"), at, "quiet"
    spent = row.minutes_spent or 0
    words = _("{number}/{count} {step}").format(
        number=row.number, count=len(rows), step=sentences.step_word(row.kind)
    )
    time = _("{spent}/{planned} min").format(spent=spent, planned=row.planned_minutes)
    return words, time, "warning" if spent > row.planned_minutes else ""


def _outlook(meeting: Meeting, now: datetime) -> tuple[str, Tone, str]:
    """When the day will end at this pace, and the limit that would let it end on time."""
    expected = forecast(meeting, now)
    if expected is None:
        return "", "", ""
    ends = _("ends about {time}").format(time=sentences.clock_time(expected.ends_at))
    late = round(expected.late_seconds / 60)
    words = f"{ends} ({sentences.pace(late)})"
    if expected.fit_seconds is None:
        return words, "warning" if late > 0 else "good", ""
    fit = sentences.minutes_seconds(expected.fit_seconds)
    return words, "warning", _("{time} for each speech would make it fit").format(time=fit)


def _queue(meeting: Meeting) -> tuple[Fact, ...]:
    counts = views.counts(meeting)
    facts = [
        Fact(label=_("heard"), value=str(counts.speeches)),
        Fact(label=_("waiting"), value=str(counts.waiting)),
        Fact(label=_("in writing"), value=str(counts.written)),
        Fact(label=_("with a slip, not here yet"), value=str(counts.expected)) if counts.expected else None,
        Fact(label=_("absent when called"), value=str(counts.absent)) if counts.absent else None,
        Fact(label=_("list of speakers"), value=_("closed"), tone="warning")
        if meeting.day.list_closed_at and not meeting.day.closed_at
        else None,
    ]
    return tuple(fact for fact in facts if fact)


def _hall(meeting: Meeting) -> tuple[Fact, ...]:
    counts = views.counts(meeting)
    owed = len(meeting.promises)
    facts = (
        Fact(label=_("present"), value=f"{counts.present}/{counts.invited}"),
        Fact(label=_("questions"), value=str(counts.questions)),
        Fact(
            label=_("without an outcome"), value=str(counts.open), tone="warning" if counts.open else "good"
        ),
    )
    return (*facts, Fact(label=_("promised"), value=str(owed))) if owed else facts


def _topics(meeting: Meeting) -> tuple[Share, ...]:
    """Topics of the questions, the most frequent first; those without one come last."""
    counted = Counter(question.topic for question in meeting.questions.values())
    named = [(topic, count) for topic, count in counted.most_common() if topic]
    shares = [Share(label=topic_label(topic), count=count) for topic, count in named]
    return (*shares, *([Share(label=_("no topic"), count=counted[""])] if counted[""] else []))


def _delegations(meeting: Meeting) -> tuple[Coverage, ...]:
    """None where nobody on the list belongs to one."""
    parts = attendance.delegations(meeting)
    return tuple(_coverage(part) for part in parts) if any(part.name for part in parts) else ()


def _coverage(part: attendance.Part) -> Coverage:
    return Coverage(
        name=part.name or _("(none given)"),
        invited=part.invited,
        present=part.came + part.walk_ins,
        spoken=part.spoke,
    )


# -- the floor and the queue -----------------------------------------------------------------------------


def _floor(meeting: Meeting, view: views.FloorView) -> Floor:
    state_words, tone = _state(view)
    about = [
        _("slip {number:02d}").format(number=view.number) if view.number is not None else "",
        _("first speech") if view.nth == 1 else _("speech no. {nth}").format(nth=view.nth),
        _("speaks for {count} others").format(count=view.members) if view.members else "",
    ]
    return Floor(
        state="called" if view.state == "called" else "paused" if view.paused else "speaking",
        state_words=state_words,
        tone=tone,
        name=_name(view.person),
        village=view.person.village,
        about=" · ".join(part for part in about if part),
        slip=clean_line(view.slip_text),
        topic=topic_label(view.topic) if view.topic else "",
        questions=tuple(_numbered(question) for _key, question in meeting.questions_of(view.turn)),
        countdown=Countdown(
            remaining=view.remaining,
            limit=view.limit,
            warn=meeting.plan.rules.warn_before_seconds,
            running=view.state == "speaking" and not view.paused,
        ),
    )


def _state(view: views.FloorView) -> tuple[str, Tone]:
    if view.state == "called":
        if view.remind_start:
            return _("called; the clock was not started"), "warning"
        return (_("called a second time") if view.absences else _("called")), ""
    if view.paused:
        return _("paused"), "warning"
    if view.remaining < 0:
        return _("over time"), "bad"
    return _("speaking"), "warning" if view.warning else "good"


def _idle(meeting: Meeting) -> str:
    item = meeting.item
    if meeting.day.closed_at is not None:
        return _("The meeting is closed.")
    if item is None:
        return _("First: {step}").format(step=meeting.agenda[0].title)
    if item.kind == "answers" and meeting.questions and not views.counts(meeting).open:
        return _("Every question has an outcome.")
    if item.kind != "speeches":
        return item.title
    return _("Nobody has been called yet.") if meeting.queue else _("Nobody is waiting to speak.")


def _next(row: views.QueueRow) -> Next:
    return Next(
        place=row.place,
        name=_name(row.person),
        village=row.person.village,
        why=sentences.reason(row.reason),
        about=topic_label(row.topic) if row.topic else clean_line(row.content),
    )


def _name(person: Person) -> str:
    return f"{person.salutation} {person.name}".strip()


def _numbered(question: Question) -> Numbered:
    return Numbered(number=question.number, text=clean_line(question.text))


def _asked(meeting: Meeting, question: Question) -> Numbered:
    """With who asked it: the chair asks them whether the answer is clear."""
    person = meeting.people.get(question.person or "")
    if person is None:
        return _numbered(question)
    who = ", ".join(part for part in (_name(person), person.village) if part)
    return Numbered(number=question.number, text=f"{clean_line(question.text)} ({who})")


# -- the answers -----------------------------------------------------------------------------------------


def _answering(meeting: Meeting, now: datetime) -> Answering | None:
    """The unit whose turn it is; None when everything has its answer and nobody was called."""
    found = answering.answering_now(meeting)
    if found is None:
        return None
    done = len(found.questions) - len(found.open)
    others = answering.open_elsewhere(meeting, found)
    return Answering(
        unit=found.name or _("no unit"),
        progress=_("{done}/{count} settled").format(done=done, count=len(found.questions)),
        open=tuple(_asked(meeting, question) for _key, question in found.open),
        promised=_promised(meeting, found),
        countdown=_answer_clock(meeting, found.since, now) if found.since else None,
        others=tuple(Share(label=name or _("no unit"), count=count) for name, count in others),
    )


def _promised(meeting: Meeting, found: answering.Answering) -> tuple[str, ...]:
    """What this unit has promised, then what others promised last: the next one is called before that was read."""
    own = [
        _("question {number}: in writing by {due}").format(
            number=question.number, due=short_date(promise.due)
        )
        for question, promise in found.promised
    ]
    here = {question.number for question, _promise in found.promised}
    others = [
        (promise, question)
        for promise in meeting.promises.values()
        if (question := meeting.questions.get(promise.question or "")) and question.number not in here
    ]
    others.sort(key=lambda pair: pair[0].made_at, reverse=True)
    latest = [
        _("question {number}: {unit}, in writing by {due}").format(
            number=question.number, unit=unit_name(meeting, promise.unit), due=short_date(promise.due)
        )
        for promise, question in others[:LATEST]
    ]
    return (*own, *latest)


def _answer_clock(meeting: Meeting, since: datetime, now: datetime) -> Countdown:
    rules = meeting.plan.rules
    limit = rules.answer_minutes * 60
    return Countdown(
        remaining=limit - (now - since).total_seconds(),
        limit=limit,
        warn=rules.warn_before_seconds,
        running=meeting.day.closed_at is None,
    )
