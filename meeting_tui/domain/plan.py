"""The approved plan as frozen types: what a `plan.toml` may say. Reading it: `plan_file.py`."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime, time, timedelta, timezone, tzinfo
from typing import Annotated, Literal

import msgspec

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

Filled = Annotated[str, msgspec.Meta(min_length=1)]
"""A text that must say something."""
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
"""An identifier: it goes into the journal, into commands and into file names."""
OptionalName = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9_.-]*)?$")]
Lines = tuple[Filled, ...]
# The upper bounds keep a slipped finger from becoming a date past the calendar's end.
Count = Annotated[int, msgspec.Meta(gt=0, le=1_000_000)]
Minutes = Annotated[int, msgspec.Meta(gt=0, le=24 * 60)]
Days = Annotated[int, msgspec.Meta(gt=0, le=3660)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=60 * 60)]

VIETNAM: tzinfo = timezone(timedelta(hours=7), "+07")
"""Viet Nam keeps one time zone all year."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the plan."""


class Officer(Part, frozen=True, kw_only=True):
    """A chair, an invited co-chair or a secretary: an office, and a person if the plan names one."""

    title: Filled
    name: str = ""


class Quota(Part, frozen=True, kw_only=True):
    """How many people an organisation, a village, a profession or the households send."""

    people: Count
    org: str = ""
    village: str = ""
    profession: str = ""
    households: bool = False


class Event(Part, frozen=True, kw_only=True):
    """One time and place. A plan with several rounds or events has several of these."""

    date: Date | None = None
    start: time | None = None
    duration: str = ""
    period: str = ""
    """When the plan fixes only a period: the words that it uses."""
    not_before: Date | None = None
    not_after: Date | None = None
    finish_before: Date | None = None
    """`hoàn thành trước ngày …`: strict, the last good day is the day before."""
    venue: str = ""
    place: str = ""
    """The area met at this event, where it is not the plan's whole area."""
    village: str = ""
    public: str = ""
    expected: Count | None = None
    headcount: str = ""
    quotas: tuple[Quota, ...] = ()


class AgendaItem(Part, frozen=True, kw_only=True):
    """One step of the day."""

    title: Filled
    kind: StepKind
    minutes: Minutes
    id: OptionalName = ""
    who: str = ""
    script: str = ""


class Deadline(Part, frozen=True, kw_only=True):
    """One dated duty of the plan. `before` counts backwards from the anchor and never rolls."""

    id: Name
    kind: DeadlineKind
    what: Filled
    owner: str
    amount: Days
    unit: Literal["day", "workday"]
    anchor: Literal["conference", "conference_end", "notice"]
    dir: Literal["before", "after"]
    roll: Literal["next_workday", "none"] = "next_workday"


class Unit(Part, frozen=True, kw_only=True):
    """A body that answers. `topics` are codes of the handbook's taxonomy."""

    id: Name
    name: Filled
    short: str = ""
    topics: Lines = ()


class Task(Part, frozen=True, kw_only=True):
    who: Filled
    what: Lines


class Signature(Part, frozen=True, kw_only=True):
    authority: str = ""
    deputy: str = ""
    title: str = ""
    name: str = ""


class Recipient(Part, frozen=True, kw_only=True):
    """A line of `Nơi nhận`; `note` is the reason in brackets, such as `b/c`."""

    name: Filled
    note: str = ""


class Rules(Part, frozen=True, kw_only=True):
    """House rules: numbers and, if the plan has its own, the text."""

    speak_minutes: Minutes = 5
    answer_minutes: Minutes = 5
    warn_before_seconds: Seconds = 60
    second_turn: Literal["if_time", "no"] = "if_time"
    mode: Literal["batch", "interleaved"] = "batch"
    text: Lines = ()


class Plan(Part, frozen=True, kw_only=True):
    """The plan of one conference, with every variation of the five reference plans."""

    id: Name
    issuer: Filled
    abstract: Filled
    place: Filled
    """The area whose people are met, as it is printed after `Nhân dân`: `xã Ích Hậu`."""
    events: Annotated[tuple[Event, ...], msgspec.Meta(min_length=1)]
    chairs: Annotated[tuple[Officer, ...], msgspec.Meta(min_length=1)]
    event: Count = 1
    """Which of `events` (from 1) this folder is for."""
    doc_kind: Literal["KH"] = "KH"
    format_profile: Name = "nd30"
    """The guide that its papers follow; which there are is known to those who read the files in `profiles/`."""
    era: Era = "two_tier"
    level: Literal["xa", "huyen"] = "xa"
    superior: str = ""
    """The body over the issuer, printed above it; pre-reform papers often had one."""
    district: str = ""
    province: str = ""
    number: str = ""
    signed: Date | None = None
    event_name: str = "hội nghị tiếp xúc, đối thoại trực tiếp"
    form: str = ""
    organiser: str = ""
    basis: Lines = ()
    also_cites: Lines = ()
    motto: str = ""
    principles: Lines = ()
    purpose: Lines = ()
    requirements: Lines = ()
    topics: Lines = ()
    listen: Lines = ()
    content: Lines = ()
    preparation: Lines = ()
    co_chairs_invited: tuple[Officer, ...] = ()
    secretaries: tuple[Officer, ...] = ()
    delegates: Lines = ()
    delegates_village: Lines = ()
    guests_optional: Lines = ()
    villages: Lines = ()
    village_count: Count | None = None
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
    contact: str = ""
    """Who is asked about personal data, and corrects or deletes it: an office or a person. Empty: the issuer."""
    contact_phone: str = ""
    documents_made: Lines = ()
    quirks: Lines = ()

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
