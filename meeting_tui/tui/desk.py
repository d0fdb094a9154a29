"""How the screens reach the meeting: one object that reads, commands, asks, and says what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from textual.app import App

from meeting_tui import sentences
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.dates import parse_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.tx import Refused
from meeting_tui.language import _
from meeting_tui.store.errors import StoreError
from meeting_tui.store.folder import MeetingFolder, write_copy
from meeting_tui.tui.drawing import say
from meeting_tui.tui.people_index import PeopleIndex
from meeting_tui.tui.screens.ask import Ask, Fault
from meeting_tui.tui.screens.choose import Choose, Offer
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.notice import Notice

T = TypeVar("T")

Asked = tuple[str, str]
"""A question and the value that it proposed: the same question about somebody else is another one."""

REFUSED = object()
"""What `do` gives back when nothing was done: some commands return None when they are done."""


class Desk:
    """The meeting as this console has it open. `changed` is called after every commit that was taken in."""

    def __init__(self, app: App[Any], folder: MeetingFolder, changed: Callable[[], None]) -> None:
        self.app = app
        self.folder = folder
        self.alarm = ""
        """Why nothing can be saved any more; empty while all is well."""
        self.making = ""
        """Which papers are being made now, and how far; empty while none are. The next tick draws it."""
        self.told_of_phrases = ""
        """What was said of the office's own phrases: it would cover the text again at every look."""
        self.people = PeopleIndex()
        self._changed = changed
        self._answers: dict[Asked, str] = {}
        """What was answered in the act that runs now."""
        self._unkept: dict[Asked, str] = {}
        """Answers to acts that were refused: asked again, they stand there again."""

    @property
    def meeting(self) -> Meeting:
        return self.folder.meeting

    # -- commanding --------------------------------------------------------------------------------------

    def do(self, command: Callable[..., T], /, **args: Any) -> T | object:
        """Run a command; a refusal is said, and gives REFUSED."""
        try:
            result = self.folder.do(command, **args)
        except Refused as refused:
            self._unkept |= self._answers
            self.say(sentences.refusal(refused), warning=True)
            return REFUSED
        except StoreError as error:
            self._unkept |= self._answers
            self.fail(error)
            return REFUSED
        finally:
            self._changed()
        for asked in self._answers:
            self._unkept.pop(asked, None)
        return result

    def begin(self) -> None:
        """A new act: what was answered before belongs to another."""
        self._answers.clear()

    def done(self, command: Callable[..., Any], /, **args: Any) -> bool:
        """Run a command; whether it was done."""
        return self.do(command, **args) is not REFUSED

    def take_back(self, n: int | None = None) -> Commit | None:
        return self._turn_back(lambda: self.folder.undo(n))

    def bring_back(self) -> Commit | None:
        return self._turn_back(self.folder.redo)

    def show(self) -> None:
        """Draw the meeting anew."""
        self._changed()

    def refresh(self) -> None:
        """Take in what others have done."""
        if self.folder.refresh():
            self._changed()
        fault = self.folder.store.broken or self.folder.store.damage
        if fault is not None and not self.alarm:
            self.fail(fault)

    def words(self, commit: Commit) -> str:
        """What a commit did, in words."""
        by_number = {other.n: other for other in self.folder.store.history()}
        return sentences.commit(commit, self.meeting, sentences.taken_back(commit, by_number))

    def _turn_back(self, turn: Callable[[], Commit]) -> Commit | None:
        try:
            commit = turn()
        except StoreError as error:
            self.fail(error)
            return None
        finally:
            self._changed()
        return commit

    def fail(self, error: StoreError) -> None:
        """Say why nothing was written; what stops all writing stays on the screen."""
        facts = {"path": str(self.folder.path), "folder": str(self.folder.path), **error.facts}
        sentence = sentences.store_error(error.code, facts)
        if not self.alarm and (self.folder.store.broken or self.folder.store.damage):
            self.alarm = sentence  # it stays on the screen: a toast would cover it with the same words
            self._changed()
        else:
            self.say(sentence, warning=True, seconds=12)

    # -- asking ------------------------------------------------------------------------------------------

    async def ask(
        self,
        question: str,
        *,
        value: str = "",
        hint: str = "",
        several_lines: bool = False,
        replace: bool = False,
        fault: Fault | None = None,
    ) -> str | None:
        asked = question, value
        shown = self._unkept.get(asked, value)
        screen = Ask(
            question, value=shown, hint=hint, several_lines=several_lines, replace=replace, fault=fault
        )
        answer = await self.app.push_screen_wait(screen)
        if answer:
            self._answers[asked] = answer
        return answer

    async def ask_needed(self, question: str, *, value: str = "", hint: str = "") -> str | None:
        """Text that may not be empty."""
        return await self.ask(
            question, value=value, hint=hint, fault=lambda text: None if text else _("Write something first.")
        )

    async def ask_date(self, question: str, *, value: date | None = None, hint: str = "") -> date | None:
        """A date as a secretary types it: 26/7, 26/07/2024, +30."""
        today = self.folder.today

        def fault(text: str) -> str | None:
            found = parse_date(text, today)
            if found is None:
                return _("Write a date such as 26/7 or 26/07/2026, or +30 for thirty days.")
            return _("This date has passed.") if found < today else None

        shown = value.strftime("%d/%m/%Y") if value else ""
        text = await self.ask(question, value=shown, hint=hint, replace=True, fault=fault)
        return None if text is None else parse_date(text, today)

    async def choose(
        self,
        title: str,
        offers: Sequence[Offer[T]],
        *,
        at: int = 0,
        hint: str = "",
        other: Callable[[str], Offer[T]] | None = None,
    ) -> T | None:
        return await self.app.push_screen_wait(Choose(title, offers, at=at, hint=hint, other=other))

    async def confirm(self, question: str, details: Sequence[str] = (), *, danger: bool = False) -> bool:
        return await self.app.push_screen_wait(Confirm(question, details, danger=danger))

    async def tell(self, title: str, details: Sequence[str]) -> None:
        """Something that must be read before going on."""
        await self.app.push_screen_wait(Notice(title, details))

    def say(self, sentence: str, *, warning: bool = False, seconds: float = 5) -> None:
        say(self.app, sentence, severity="warning" if warning else "information", timeout=seconds)

    async def copy_to(self, target: Path) -> None:
        """Save the whole meeting somewhere else, from memory: works when the disk here has failed."""
        files = self.folder.copy_files()
        self.say(_("Copying…"))
        try:
            await asyncio.to_thread(write_copy, target, files)
        except StoreError as error:
            self.say(sentences.store_error(error.code, error.facts), warning=True, seconds=12)
        except OSError as error:
            self.say(sentences.os_error(error), warning=True, seconds=12)
        else:
            self.say(_("Copied to {folder}.").format(folder=target), seconds=12)
