"""The approved plan as frozen types: what a `plan.toml` may say. Reading it: `plan_file.py`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal

import msgspec

FormatProfile = Literal["nd30", "dang_hd36", "dang_hd05"]
Era = Literal["pre_2025_07", "two_tier"]
StepKind = Literal[
    "welcome",
    "opening",
    "rules",
    "statement",
    "report",
    "speeches",
    "break",
    "synthesis",
    "remarks",
    "answers",
    "conclusion",
    "closing",
]
DeadlineKind = Literal["announce", "collect", "notice", "result", "publish", "other"]

VIETNAM: tzinfo = timezone(timedelta(hours=7), "+07")
"""Viet Nam keeps one time zone all year."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the plan."""


class Officer(Part):
    """A chair, an invited co-chair or a secretary: an office, and a person if the plan names one."""

    title: str
    name: str = ""


class Quota(Part):
    """How many people an organisation, a village, a profession or the households send."""

    people: int
    org: str = ""
    village: str = ""
    profession: str = ""
    households: bool = False


class Event(Part):
    """One time and place. A plan with several rounds or events has several of these."""

    date: date | None = None
    start: time | None = None
    duration: str = ""
    period: str = ""
    """When the plan fixes only a period: the words that it uses."""
    not_before: date | None = None
    not_after: date | None = None
    finish_before: date | None = None
    """`hoàn thành trước ngày …`: strict, the last good day is the day before."""
    venue: str = ""
    village: str = ""
    public: str = ""
    expected: int | None = None
    headcount: str = ""
    quotas: tuple[Quota, ...] = ()


class AgendaItem(Part):
    """One step of the day."""

    title: str
    kind: StepKind
    minutes: int
    id: str = ""
    who: str = ""
    script: str = ""


class Deadline(Part):
    """One dated duty of the plan. `before` counts backwards from the anchor and never rolls."""

    id: str
    kind: DeadlineKind
    what: str
    owner: str
    amount: int
    unit: Literal["day", "workday"]
    anchor: Literal["conference", "conference_end", "notice"]
    dir: Literal["before", "after"]
    roll: Literal["next_workday", "none"] = "next_workday"


class Unit(Part):
    """A body that answers. `topics` are codes of the handbook's taxonomy."""

    id: str
    name: str
    short: str = ""
    topics: tuple[str, ...] = ()


class Task(Part):
    who: str
    what: tuple[str, ...]


class Signature(Part):
    authority: str = ""
    deputy: str = ""
    title: str = ""
    name: str = ""


class Recipient(Part):
    """A line of `Nơi nhận`; `note` is the reason in brackets, such as `b/c`."""

    name: str
    note: str = ""


class Rules(Part):
    """House rules: numbers and, if the plan has its own, the text."""

    speak_minutes: int = 5
    answer_minutes: int = 5
    warn_before_seconds: int = 60
    second_turn: Literal["if_time", "no"] = "if_time"
    mode: Literal["batch", "interleaved"] = "batch"
    text: tuple[str, ...] = ()


class Plan(Part):
    """The plan of one conference, with every variation of the five reference plans."""

    id: str
    issuer: str
    abstract: str
    place: str
    """The area whose people are met, as it is printed after `Nhân dân`: `xã Ích Hậu`."""
    events: tuple[Event, ...]
    chairs: tuple[Officer, ...]
    event: int = 1
    """Which of `events` (from 1) this folder is for."""
    doc_kind: Literal["KH"] = "KH"
    format_profile: FormatProfile = "nd30"
    era: Era = "two_tier"
    level: Literal["xa", "huyen"] = "xa"
    superior: str = ""
    """The body over the issuer, printed above it; pre-reform papers often had one."""
    district: str = ""
    province: str = ""
    number: str = ""
    signed: date | None = None
    event_name: str = "hội nghị tiếp xúc, đối thoại trực tiếp"
    form: str = ""
    organiser: str = ""
    basis: tuple[str, ...] = ()
    also_cites: tuple[str, ...] = ()
    motto: str = ""
    principles: tuple[str, ...] = ()
    purpose: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    listen: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    preparation: tuple[str, ...] = ()
    co_chairs_invited: tuple[Officer, ...] = ()
    secretaries: tuple[Officer, ...] = ()
    delegates: tuple[str, ...] = ()
    delegates_village: tuple[str, ...] = ()
    guests_optional: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    village_count: int | None = None
    count_by: Literal["person", "household"] = "person"
    agenda: tuple[AgendaItem, ...] = ()
    rules: Rules = Rules()
    units: tuple[Unit, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    beyond_competence: str = ""
    complex_matter: str = ""
    tasks: tuple[Task, ...] = ()
    budget: str = ""
    signature: Signature = Signature()
    recipients: tuple[Recipient, ...] = ()
    documents_made: tuple[str, ...] = ()
    quirks: tuple[str, ...] = ()

    @property
    def zone(self) -> tzinfo:
        return VIETNAM

    @property
    def meeting_id(self) -> str:
        """The name that the journal's header keeps: one plan may have several meetings."""
        return self.id if len(self.events) == 1 else f"{self.id}/{self.event}"

    @property
    def here(self) -> Event:
        """The event that this folder is for."""
        return self.events[self.event - 1]

    @property
    def starts_at(self) -> datetime | None:
        """The announced start, aware; None while the plan fixes no date or no hour."""
        event = self.here
        if event.date is None or event.start is None:
            return None
        return datetime.combine(event.date, event.start, VIETNAM)
