"""A whole situation of the day in one line, over a log in memory and a clock that goes by hand.

Everything is done through the commands themselves, so no test starts from a state that cannot happen.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import VIETNAM, AgendaItem, Event, Officer, Plan, Rules, StepKind
from meeting_tui.domain.plan_file import read_plan
from meeting_tui.domain.records import Person, Question, Turn
from meeting_tui.domain.tx import Refused
from meeting_tui.domain.views import step_gates
from meeting_tui.store import MeetingStore, MemoryLog
from meeting_tui.store.clock import HandClock
from meeting_tui.store.guides import format_profiles, profile_of

T = TypeVar("T")

DAY = date(2026, 8, 20)
NEXT_MONTH = date(2026, 9, 21)
PLAN = Plan(
    id="test",
    issuer="UBND xã Ích Hậu",
    abstract="Tổ chức đối thoại với Nhân dân",
    place="xã Ích Hậu",
    events=(Event(date=DAY, start=time(7, 30)),),
    chairs=(Officer(title="Chủ tịch UBND xã", name="Trần Văn Bình"),),
    secretaries=(Officer(title="công chức Văn phòng", name="Lê Thị Hoa"),),
)
"""The default agenda: 230 minutes from 07:30, so the day should end at 11:20."""

NAMES = ("Nguyễn Văn An", "Trần Thị Ân", "Lê Văn Anh", "Phạm Thị Ánh", "Đỗ Thị Dung", "Vũ Văn Đức")
SESSIONS = Path(__file__).parents[2] / "sessions"


def at(clock: str) -> datetime:
    """`08:10` or `08:10:30` of the day, at the venue."""
    return datetime.combine(DAY, time.fromisoformat(clock), VIETNAM)


def plan_with(**fields: Any) -> Plan:
    return msgspec.structs.replace(PLAN, **fields)


def plan_ruled(**rules: Any) -> Plan:
    """The plan under other house rules."""
    return plan_with(rules=Rules(**rules))


def plan_stepping(*kinds: StepKind, minutes: int = 10) -> Plan:
    """A plan with these steps, each called after its kind."""
    return plan_with(agenda=tuple(AgendaItem(title=kind, kind=kind, minutes=minutes) for kind in kinds))


def reference_plan(name: str) -> Plan:
    """A plan that ships with the program."""
    plan, _ = read_plan((SESSIONS / name / "plan.toml").read_text("utf-8"), format_profiles())
    assert plan is not None
    return plan


class Desk:
    """One desk of the meeting: it runs commands as a screen does, and sees what came of them."""

    def __init__(
        self,
        plan: Plan = PLAN,
        log: MemoryLog | None = None,
        clock: HandClock | None = None,
        who: str = "thư ký",
    ) -> None:
        self.plan = plan
        self.log = log or MemoryLog()
        self.clock = clock or HandClock(at("07:00"))
        self.store = MeetingStore.open(self.log, who, plan, now=self.clock.now)
        self.meeting = Meeting.load(plan, self.store, self.store.head)

    @property
    def profile(self) -> Profile:
        """What the meeting's papers are made by."""
        return profile_of(self.plan)

    def beside(self, who: str) -> Desk:
        """A second desk on the same journal."""
        return Desk(self.plan, self.log, self.clock, who)

    def refresh(self) -> None:
        """Take in what was committed since, here or at another desk."""
        self.meeting.take(self.store.poll())

    def do(self, command: Callable[..., T], /, **args: Any) -> T:
        try:
            return self.store.run(command.__name__, command, **args)
        finally:
            self.refresh()

    def refused(self, code: str, command: Callable[..., Any], /, **args: Any) -> dict[str, object]:
        """The command is refused with this code and changes nothing. Returns the facts."""
        self.refresh()
        before = self.rows(), self.log.head()
        with pytest.raises(Refused) as caught:
            self.do(command, **args)
        assert caught.value.code == code
        assert (self.rows(), self.log.head()) == before
        return caught.value.facts

    def undo(self, n: int | None = None) -> Commit:
        try:
            return self.store.undo(n)
        finally:
            self.refresh()

    def rows(self) -> dict[str, dict[str, Any]]:
        """Everything that is committed."""
        return {name: dict(rows) for name, rows in self.store.tables.rows().items()}

    # -- time --------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def wait(self, *, minutes: float = 0, seconds: float = 0) -> None:
        self.clock.pass_seconds(minutes * 60 + seconds)

    def wait_until(self, clock: str) -> None:
        self.clock.pass_seconds((at(clock) - self.now).total_seconds())

    # -- what is where -----------------------------------------------------------------------------------

    @property
    def step(self) -> str | None:
        return self.meeting.day.step

    @property
    def seen(self) -> str | None:
        """The turn on the floor, as this desk sees it."""
        return self.meeting.floor[0] if self.meeting.floor else None

    @property
    def order(self) -> list[str]:
        """The waiting turns as they will be called."""
        return [place.turn for place in self.meeting.queue]

    @property
    def reasons(self) -> list[str]:
        return [place.reason.code for place in self.meeting.queue]

    @property
    def gates(self) -> list[str]:
        return [gate.code for gate in step_gates(self.meeting)]

    def turn(self, key: str) -> Turn:
        return self.meeting.turns[key]

    def question(self, key: str) -> Question:
        return self.meeting.questions[key]

    def number(self, key: str) -> int:
        return self.meeting.questions[key].number

    def item(self, kind: StepKind) -> AgendaItem:
        return next(item for item in self.meeting.agenda if item.kind == kind)

    # -- situations --------------------------------------------------------------------------------------

    def go(self, kind: StepKind) -> None:
        """To a step, whatever is still open."""
        self.do(agenda.go_to_step, step=self.item(kind).id, seen=self.step, overrides=self.gates)

    def person(self, village: str = "", name: str = "", **fields: Any) -> str:
        """Somebody more on the list, who has come in."""
        count = len(self.meeting.people)
        key = f"p{count + 1}"
        record = Person(name=name or NAMES[count % len(NAMES)], village=village, salutation="Ông", **fields)
        self.do(doors.add_person, person=key, record=record)
        self.do(doors.check_in, person=key)
        return key

    def slip(self, village: str = "", content: str = "Đề nghị sửa đường", **args: Any) -> str:
        """The next advance slip: `s1` with number 1, then `s2`."""
        number = 1 + len(self.meeting.turns)
        args = {"person": args.pop("person", None) or self.person(village), "number": number, **args}
        self.do(floor.register_slip, turn=f"s{number}", content=content, **args)
        return f"s{number}"

    def hand(self, village: str = "", person: str = "", content: str = "") -> str:
        """The next raised hand: `h3` if two turns are there already."""
        key = f"h{1 + len(self.meeting.turns)}"
        self.do(floor.raise_hand, turn=key, person=person or self.person(village), content=content)
        return key

    def call(self) -> str:
        """The next one is called."""
        self.do(floor.call_next, seen=self.seen)
        assert self.seen is not None
        return self.seen

    def start(self) -> str:
        """The next one is called and begins to speak."""
        key = self.call()
        self.do(floor.start_speech, seen=key)
        return key

    def speech(self, minutes: float = 3) -> str:
        """The next one is called, speaks and ends."""
        key = self.start()
        self.wait(minutes=minutes)
        self.do(floor.end_speech, seen=key)
        return key

    def ask(self, *texts: str, topic: str = "dat_dai", **args: Any) -> list[str]:
        """Questions of the one who has the floor: `q1`, `q2`, by number."""
        return [self._ask(text, topic=topic, **args) for text in texts]

    def _ask(self, text: str, **args: Any) -> str:
        key = f"q{1 + len(self.meeting.questions)}"
        self.do(opinions.write_down, **{"question": key, "text": text, "turn": self.seen, **args})
        return key

    def settle(self, question: str, outcome: str = "answered", **args: Any) -> Question:
        return self.do(promises.settle, question=question, outcome=outcome, **args)

    def owe(self, question: str, due: date = NEXT_MONTH, **args: Any) -> Question:
        return self.settle(question, "owed", due=due, **args)

    def close(self) -> None:
        self.do(closing.close_meeting)


def welcoming(plan: Plan = PLAN) -> Desk:
    """People are coming in."""
    desk = Desk(plan)
    desk.go("welcome")
    return desk


def hall(*villages: str, plan: Plan = PLAN) -> Desk:
    """The speeches begin at 08:10, with a waiting slip from each of the villages: `s1`, `s2`…"""
    desk = Desk(plan)
    for village in villages:
        desk.slip(village)
    desk.wait_until("08:10")
    desk.go("speeches")
    return desk


def speaking(*villages: str, plan: Plan = PLAN) -> Desk:
    """The first of the hall has the floor and speaks."""
    desk = hall(*(villages or ("thôn 1",)), plan=plan)
    desk.start()
    return desk


def called(*villages: str, plan: Plan = PLAN) -> Desk:
    """The first of the hall was called and has not begun."""
    desk = hall(*(villages or ("thôn 1",)), plan=plan)
    desk.call()
    return desk


def asked(*texts: str, plan: Plan = PLAN) -> Desk:
    """Somebody speaks and has asked this: `q1`, `q2`…"""
    desk = speaking(plan=plan)
    desk.ask(*(texts or ("Bao giờ sửa đường thôn 1?",)))
    return desk


def closed(plan: Plan = PLAN) -> Desk:
    """A meeting that was opened and is closed."""
    desk = Desk(plan)
    desk.go("closing")
    desk.close()
    return desk


def fresh(desk: Desk) -> Meeting:
    """The meeting as somebody sees it who opens it now."""
    return Meeting.load(desk.plan, desk.store, desk.store.head)


def seen_of(meeting: Meeting) -> dict[str, Any]:
    """All that a meeting says, for comparing two of them."""
    tables = ("day", "steps", "people", "turns", "questions", "promises", "notes", "statuses", "revision")
    asked_often = ("queue", "heard", "numbered", "floor", "item", "present", "invited")
    return {name: getattr(meeting, name) for name in (*tables, *asked_often)}
