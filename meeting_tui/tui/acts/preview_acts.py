"""Papers on the screen, as they stand: nothing is written. What makes them is loaded when one is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from meeting_tui.language import _
from meeting_tui.store.guides import profile_of
from meeting_tui.tui.acts.paper_acts import BEFORE_CLOSING, PAPERS
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer

if TYPE_CHECKING:
    from meeting_tui.store.folder import MeetingFolder
    from meeting_tui.tui.screens.preview import Make, PreviewScreen


def trees(folder: MeetingFolder) -> Mapping[str, Make]:
    """The papers that are neutral trees, in the order in which the day needs them."""
    from meeting_tui.domain.papers.agenda import agenda
    from meeting_tui.domain.papers.answer_sheets import answer_sheets
    from meeting_tui.domain.papers.attendance import attendance_list
    from meeting_tui.domain.papers.minutes import minutes
    from meeting_tui.domain.papers.notice import notice
    from meeting_tui.domain.papers.result_report import result_report
    from meeting_tui.domain.papers.summary import summary
    from meeting_tui.domain.papers.transfer_slips import transfer_slips
    from meeting_tui.templating import read_wording

    profile, (wording, _faults) = profile_of(folder.plan), read_wording(folder.path)
    return {
        "agenda": lambda meeting, now: (agenda(meeting, now, profile),),
        "attendance": lambda meeting, now: (attendance_list(meeting, now, profile),),
        "answer_sheets": lambda meeting, now: (answer_sheets(meeting, now, profile),),
        "minutes": lambda meeting, now: (minutes(meeting, now, profile, wording),),
        "summary": lambda meeting, now: (summary(meeting, now, profile),),
        "notice": lambda meeting, now: (notice(meeting, now, profile),),
        "transfer_slips": lambda meeting, now: transfer_slips(meeting, now, profile),
        "result_report": lambda meeting, now: (result_report(meeting, now, profile),),
    }


def minutes_screen(desk: Desk, *, reading: bool = False) -> PreviewScreen:
    from meeting_tui.tui.screens.preview import PreviewScreen

    return PreviewScreen(desk, trees(desk.folder)["minutes"], reading=reading)


async def preview_paper(desk: Desk) -> None:
    from meeting_tui.tui.screens.preview import PreviewScreen

    made = trees(desk.folder)
    draft = "" if desk.meeting.day.closed_at is not None else _("draft")
    offers = [Offer(name, _(PAPERS[name]), draft if name in BEFORE_CLOSING else "") for name in made]
    paper = await desk.choose(_("Look at which paper?"), offers)
    if paper is None:
        return
    if made[paper](desk.meeting, desk.folder.now()):
        desk.app.push_screen(PreviewScreen(desk, made[paper]))
    else:
        desk.say(_("There is nothing to look at: no unit owes anything."), warning=True)


async def read_out(desk: Desk) -> bool:
    """The minutes, to be read to the hall; whether that was done."""
    return await desk.app.push_screen_wait(minutes_screen(desk, reading=True))
