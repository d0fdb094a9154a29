"""Who did what when; any act can be taken back from here, if nothing was built upon it."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from meeting_tui import sentences
from meeting_tui.domain.commits import Commit
from meeting_tui.language import _
from meeting_tui.tui.acting import begin
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, fit, text
from meeting_tui.tui.screens.stands_over import StandsOver
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.line_list import LineList


class HistoryScreen(StandsOver, Screen[None]):
    """The newest first."""

    BINDINGS = [
        Binding("escape", "leave", _("Back"), tooltip=_("Back to the meeting"), id="history.leave"),
        Binding(
            "delete",
            "undo",
            _("Undo this"),
            tooltip=_("Take back the act under the cursor"),
            id="history.undo",
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        yield StatusBar(_("History"))
        yield LineList[Commit](self._draw, empty=_("Nothing has happened yet."), id="history", classes="box")
        yield KeyBar()

    def on_mount(self) -> None:
        self.show()
        self.query_one("#history").focus()

    def show(self) -> None:
        commits = [commit for commit in self.desk.folder.store.history() if commit.ch]
        self._by_number = {commit.n: commit for commit in commits}
        self._undone = {commit.undo for commit in commits if commit.undo is not None}
        found = self.query_one("#history", LineList)
        found.set_rows(commits[::-1], keep=lambda commit: commit.n)
        found.border_title = text(_("{count} acts").format(count=len(commits)))

    def action_undo(self) -> None:
        commit = self.query_one("#history", LineList).highlighted
        if commit is not None:
            begin(self, self.desk, self._undo, commit)

    def on_line_list_chosen(self) -> None:
        self.action_undo()

    async def _undo(self, desk: Desk, commit: Commit) -> None:
        if await desk.confirm(_("Undo: {what}?").format(what=self._words(commit))):
            desk.take_back(commit.n)
            self.show()

    def action_leave(self) -> None:
        self.app.pop_screen()

    def _words(self, commit: Commit) -> str:
        undone = sentences.taken_back(commit, self._by_number)
        return sentences.commit(commit, self.desk.meeting, undone)

    def _draw(self, commit: Commit, width: int, selected: bool) -> Content:
        at = datetime.fromisoformat(commit.t).astimezone(self.desk.folder.plan.zone).strftime("%H:%M:%S")
        head = f"{commit.n:>5}  {at}  {fit(sentences.writer(commit.by), 10):<10}  "
        gone = _(" (undone)") if commit.n in self._undone else ""
        words = fit(self._words(commit) + gone, width - len(head))
        quiet = "" if selected else "$text-muted"
        return assemble((head, quiet), (words, quiet if gone else ""))
