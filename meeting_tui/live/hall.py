"""The hall's display in words, by phase. Whom it may name is decided in `domain/hall.py`."""

from __future__ import annotations

from datetime import datetime

from meeting_tui import sentences
from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.hall import HallView, Public, hall_view
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.taxonomy import topic_label
from meeting_tui.domain.wording import event_title, short_title
from meeting_tui.language import _
from meeting_tui.live.pages import Countdown, HallPage, Ready


def hall_page(meeting: Meeting, now: datetime) -> HallPage:
    view = hall_view(meeting, now)
    eyebrow, main, under = _SAYS[view.phase](meeting, view)
    return HallPage(
        phase=view.phase,
        title=short_title(meeting.plan),
        date=short_date(now.astimezone(meeting.plan.zone).date()),
        clock=sentences.clock_time(now),
        step=view.item.title if view.item else "",
        eyebrow=eyebrow,
        main=main,
        under=under,
        lines=_lines(meeting, view),
        countdown=_countdown(meeting, view, now),
        ready=tuple(_ready(one) for one in view.ready),
        message=view.message,
    )


Said = tuple[str, str, str]
"""Above the main line, the main line, below it."""


def _welcome(meeting: Meeting, view: HallView) -> Said:
    return _("Welcome, everybody"), event_title(meeting.plan), meeting.plan.here.venue


def _step(meeting: Meeting, view: HallView) -> Said:
    return "", view.item.title if view.item else event_title(meeting.plan), ""


def _speeches(meeting: Meeting, view: HallView) -> Said:
    closed = meeting.day.list_closed_at is not None and not meeting.queue
    under = _("The list of speakers is closed") if closed else ""
    return _("The people speak"), view.item.title if view.item else "", under


def _called(meeting: Meeting, view: HallView) -> Said:
    again = view.clock is not None and view.clock.called_again
    words = _("Please come to the microphone (second call)") if again else _("Please come to the microphone")
    return words, *_speaker(view)


def _speaking(meeting: Meeting, view: HallView) -> Said:
    paused = view.clock is not None and view.clock.paused
    return _("Paused") if paused else _("Speaking"), *_speaker(view)


def _speaker(view: HallView) -> tuple[str, str]:
    """Who is not named is told apart by the slip's number."""
    if view.speaker is None:
        return "", ""
    one = view.speaker
    slip = (
        _("slip no. {number:02d}").format(number=one.number)
        if one.number is not None and not one.name
        else ""
    )
    return one.name or _("A citizen"), " · ".join(part for part in (one.village, slip) if part)


def _break(meeting: Meeting, view: HallView) -> Said:
    back = (
        _("We go on at {time}").format(time=sentences.clock_time(view.goes_on_at)) if view.goes_on_at else ""
    )
    return "", _("Break"), back


def _answers(meeting: Meeting, view: HallView) -> Said:
    if not view.unit:
        return "", view.item.title if view.item else "", ""
    return _("Answering"), view.unit, " · ".join(topic_label(topic) for topic in view.topics)


def _conclusion(meeting: Meeting, view: HallView) -> Said:
    chairs = [officer for officer in officers_of(meeting.plan, meeting.day, "chair") if officer.name]
    under = " · ".join(part for part in (chairs[0].name, chairs[0].title) if part) if chairs else ""
    return "", _("Conclusion"), under


def _thanks(meeting: Meeting, view: HallView) -> Said:
    return "", _("Thank you, everybody"), event_title(meeting.plan)


_SAYS = {
    "welcome": _welcome,
    "step": _step,
    "speeches": _speeches,
    "called": _called,
    "speaking": _speaking,
    "break": _break,
    "answers": _answers,
    "conclusion": _conclusion,
    "thanks": _thanks,
}


def _lines(meeting: Meeting, view: HallView) -> tuple[str, ...]:
    """Smaller lines under the main ones."""
    if view.phase == "welcome":
        starts = meeting.plan.starts_at
        begins = (
            _("Begins at {time}, {date}").format(
                time=sentences.clock_time(starts),
                date=short_date(starts.astimezone(meeting.plan.zone).date()),
            )
            if starts
            else ""
        )
        how = _("To speak, fill in a slip at the reception desk, or hand it to the secretary.")
        return tuple(line for line in (begins, how) if line)
    if view.phase == "step" and view.item is not None and view.item.kind == "rules":
        minutes, seconds = divmod(meeting.speak_seconds(), 60)
        limit = f"{minutes}:{seconds:02d}" if seconds else str(minutes)
        return (_("Each speech: at most {minutes} minutes").format(minutes=limit),)
    if view.phase == "thanks":
        return (_("The answers that are still owed are sent in writing."),) if meeting.promises else ()
    return ()


def _countdown(meeting: Meeting, view: HallView, now: datetime) -> Countdown | None:
    """The speaker's time, or what is left of the break."""
    if view.clock is not None:
        return Countdown(
            remaining=view.clock.remaining,
            limit=view.clock.limit,
            warn=meeting.plan.rules.warn_before_seconds,
            running=view.clock.running,
        )
    if view.goes_on_at is None or view.item is None:
        return None
    left = (view.goes_on_at - now).total_seconds()
    return Countdown(remaining=max(0.0, left), limit=view.item.minutes * 60, warn=60, running=left > 0)


def _ready(one: Public) -> Ready:
    if one.name:
        return Ready(name=one.name, village=one.village)
    slip = _("slip no. {number:02d}").format(number=one.number) if one.number is not None else _("A citizen")
    return Ready(name=slip, village=one.village)
