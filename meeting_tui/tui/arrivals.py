"""What this desk saw at the door: scans in the order in which they came, and what became of each."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from meeting_tui import checking_in, sentences
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.tx import Refused
from meeting_tui.intake.scan import Reading, read
from meeting_tui.intake.scan_gate import Scan
from meeting_tui.language import _
from meeting_tui.store.errors import LockTimeout, StoreError
from meeting_tui.tui.desk import Desk

KEPT = 200
"""Arrivals that stay listed."""
AGAIN_SECONDS = 3.0
"""A scanner that is held still reads twice: the same code within this time is the same scan."""
PATIENCE_SECONDS = 5.0
"""How long a scan waits for another desk that writes."""
LETTING_IN = frozenset({"check_in", "check_in_code", "walk_in"})
"""Commands that `take_back` takes back."""


class Seen(NamedTuple):
    """An arrival, and when this desk saw it: who came already came at another time."""

    at: datetime
    arrival: Arrival


class Arrivals:
    """Takes scans one by one. `shown` is called with each result, `card` with an identity card."""

    def __init__(self, desk: Desk, shown: Callable[[Arrival], None], card: Callable[[Reading], None]) -> None:
        self.desk = desk
        self.recent: deque[Seen] = deque(maxlen=KEPT)
        """The latest first."""
        self.undone = ""
        """Whom the last key took back; empty once somebody else came."""
        self._shown = shown
        self._card = card
        self._waiting: deque[Scan] = deque()
        self._last: tuple[str, float] = ("", 0.0)

    @property
    def latest(self) -> Arrival | None:
        return self.recent[0].arrival if self.recent else None

    def scanned(self, scan: Scan) -> None:
        """Take this scan, behind those that are still waiting for the disk."""
        self._waiting.append(scan)
        if len(self._waiting) == 1:
            self.desk.app.run_worker(self._work(), group="scans")

    async def _work(self) -> None:
        while self._waiting:
            scan = self._waiting[0]
            try:
                await self.take(read(scan.text, self.desk.folder.code_mark, disturbed=scan.disturbed))
            finally:
                self._waiting.popleft()

    async def take(self, reading: Reading) -> None:
        """Let in whose code it is."""
        if reading.kind == "id_card":
            self._card(reading)
        elif self._is_again(reading.code):
            self._shown(self.recent[0].arrival)
        else:
            await self._take(lambda: checking_in.take_reading(self.desk.folder, reading))

    async def let_in(self, person: str) -> None:
        """Somebody who was found by name."""
        await self._take(lambda: checking_in.take_person(self.desk.folder, person))

    def add(self, arrival: Arrival) -> None:
        """Something that was let in elsewhere, such as a walk-in."""
        self._last = (arrival.code, time.monotonic())
        self.undone = ""
        self.recent.appendleft(Seen(self.desk.folder.now(), arrival))
        self._shown(arrival)

    def take_back(self) -> None:
        """Undo the last one whom this desk let in."""
        store = self.desk.folder.store
        commit = store.undoable(among=LETTING_IN)
        if commit is None:
            self.desk.say(_("This desk has let nobody in that could be taken back."), warning=True)
            return
        words = self.desk.words(commit)
        people = {change.key for change in commit.ch if change.table == "people"}
        self._leave_the_queue(people, after=commit.n)
        if self.desk.take_back(commit.n) is not None:
            kept = [seen for seen in self.recent if seen.arrival.person not in people]
            self.recent = deque(kept, maxlen=KEPT)
            self._last = ("", 0.0)
            self.undone = words
            self.desk.show()

    def _leave_the_queue(self, people: set[str], *, after: int) -> None:
        """Who is not here waits for nothing: a slip that joined the queue since then leaves it first."""
        turns = self.desk.meeting.turns
        for commit in reversed(
            list(self.desk.folder.store.history(by=self.desk.folder.store.who, after=after))
        ):
            turn = turns.get(str(commit.args.get("turn"))) if commit.do == "join_queue" else None
            if turn is not None and turn.person in people and turn.state == "waiting":
                self.desk.take_back(commit.n)

    async def _take(self, taking: Callable[[], Arrival]) -> None:
        """Another desk may be writing: the scan waits, nobody has to scan again."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                arrival = taking()
            except LockTimeout as error:
                if time.monotonic() > until:
                    self.desk.fail(error)
                    return
                await asyncio.sleep(0.05)
            except Refused as refused:
                self.desk.say(sentences.refusal(refused), warning=True)
                return
            except StoreError as error:
                self.desk.fail(error)
                return
            else:
                break
        self.add(arrival)
        self.desk.show()

    def _is_again(self, code: str) -> bool:
        last, at = self._last
        return bool(code) and code == last and time.monotonic() - at < AGAIN_SECONDS and bool(self.recent)
