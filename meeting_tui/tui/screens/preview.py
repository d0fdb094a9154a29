"""A paper as it stands now, from the same tree that Word and PDF are laid out from; it follows what is done meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from meeting_tui.domain.dates import hm, short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.versions import approval, version
from meeting_tui.language import _
from meeting_tui.tui.acting import begin
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.stands_over import StandsOver
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.paper import PaperView

if TYPE_CHECKING:
    from meeting_tui.domain.papers.blocks import Paper

Make = Callable[[Meeting, datetime], Sequence["Paper"]]


class PreviewScreen(StandsOver, Screen[bool]):
    """`reading`: it is read out to the hall, and Enter says that this was done."""

    BINDINGS = [
        Binding(
            "enter", "leave(True)", _("It was read: go on"), tooltip=_("To the approval"), id="preview.read"
        ),
        Binding(
            "escape,ctrl+e", "leave(False)", _("Back"), tooltip=_("Back to the meeting"), id="preview.leave"
        ),
        Binding(
            "slash",
            "find",
            _("Find"),
            tooltip=_("Find words in the paper"),
            key_display="/",
            id="preview.find",
        ),
    ]

    def __init__(self, desk: Desk, make: Make, *, reading: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self._make = make
        self._reading = reading
        self._wanted = ""
        self._status = StatusBar()
        self._view = PaperView(id="paper")

    def compose(self) -> ComposeResult:
        yield self._status
        yield self._view
        yield KeyBar()

    def on_mount(self) -> None:
        self._view.focus()

    def on_screen_resume(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the paper after a change."""
        papers = tuple(self._make(self.desk.meeting, self.desk.folder.now()))
        draft = any(paper.draft for paper in papers)
        self._status.show(
            title=papers[0].title if papers else "",
            pace=self._standing(papers, draft=draft),
            pace_tone="warning" if draft else "good",
        )
        self._view.show(papers)

    def _standing(self, papers: Sequence[Paper], *, draft: bool) -> str:
        """Whether it counts. Of the minutes, which are approved: a draft of which version, or approved when."""
        if not any(paper.kind == "minutes" for paper in papers):
            return _("draft") if draft else ""
        day = self.desk.meeting.day
        number, approved = version(day), approval(day)
        if draft:
            return _("draft") if number == 1 else _("draft of version {n}").format(n=number)
        if approved is None:
            return ""
        here = approved.at.astimezone(self.desk.folder.plan.zone)
        facts = {"time": hm(here), "date": short_date(here.date())}
        if number == 1:
            return _("approved at {time} on {date}").format(**facts)
        return _("version {n}, approved at {time} on {date}").format(n=number, **facts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._reading if parameters == (True,) else True

    def action_leave(self, done: bool) -> None:
        if self.is_active:  # a second press of an impatient finger would close the screen below
            self.dismiss(done)

    def action_find(self) -> None:
        begin(self, self.desk, self._find)

    async def _find(self, desk: Desk) -> None:
        hint = _("Enter again finds the next place")
        wanted = await desk.ask(_("Find which words?"), value=self._wanted, hint=hint, replace=True)
        if not wanted:
            return
        self._wanted = wanted
        if not self._view.find(wanted):
            desk.say(_("“{words}” is not in this paper.").format(words=wanted))
