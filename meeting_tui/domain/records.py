"""One frozen struct per table of the meeting.

Every record is keyed by an id that the caller chose. Times are aware UTC; durations are seconds.
Official words (statuses, kinds) are the identifiers of the handbook's glossary.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Attendance = Literal["expected", "present", "late", "absent_excused", "absent_unexcused", "left_early"]
PersonKind = Literal["citizen", "delegate", "guest"]
TurnSource = Literal["advance", "door", "hand"]
TurnState = Literal[
    "registered",  # on a slip, the person has not come in yet
    "waiting",
    "called",
    "speaking",
    "done",
    "absent",  # called and not there, with nothing on the slip to answer in writing
    "withdrawn",
    "written",  # the slip's text became a written question
    "represented",  # heard through a spokesperson
]
OpinionKind = Literal["y_kien", "kien_nghi", "de_xuat", "phan_anh", "cau_hoi", "gop_y", "khieu_nai", "to_cao"]
Outcome = Literal[
    "answered",
    "answered_in_part",
    "owed",
    "beyond_competence",
    "noted",
    "out_of_scope",
    "redirected",
    "withdrawn",
]
Reply = Literal["agreed", "unclear", "wants_writing"]
Mode = Literal["batch", "interleaved"]
NoteKind = Literal["remark", "order", "note"]
ScanOutcome = Literal[
    "in",
    "already_in",
    "unknown",
    "damaged",
    "other_meeting",
    "input_method",  # what came was changed on its way, by an input method or the keyboard's layout
    "id_card",
]

PRESENT: frozenset[Attendance] = frozenset({"present", "late", "left_early"})
"""Statuses of people who came, whether or not they are still in the hall."""

COMPLAINTS: frozenset[OpinionKind] = frozenset({"khieu_nai", "to_cao"})
"""Not handled here: moved to the citizen-reception procedure."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the journal with its types."""


class Officer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who conducts the meeting."""

    role: Literal["chair", "co_chair", "secretary", "mc"]
    name: str
    title: str = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The times of a speech, or of the whole day, as they were before somebody corrected them."""

    started_at: datetime | None
    ended_at: datetime | None
    at: datetime
    by: str
    reason: str


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes were read to the hall and approved: a version of them. The next one replaces it."""

    at: datetime
    by: str
    """Who approved: the hall, or those who are named. Empty: nobody said."""
    additions: str = ""


class Day(Record, frozen=True, kw_only=True):
    """Where the meeting stands. One document, key `day`."""

    step: str | None = None
    mode: Mode = "batch"
    officers: tuple[Officer, ...] = ()
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    """The state: None while the meeting runs, also when it was opened again."""
    ended_at: datetime | None = None
    """The hour of the papers: that of the first closing, however often it was opened again since."""
    list_closed_at: datetime | None = None
    announced_present: int | None = None
    speak_seconds: int | None = None
    """The limit that the chair set during the day; None: the plan's."""
    conclusion: str = ""
    read_back: str = ""
    """How the hall took the minutes when they were read: empty means approved as they are."""
    copies: int = 2
    reopened: tuple[str, ...] = ()
    """Reasons for which the closed meeting was opened again."""
    corrections: tuple[Correction, ...] = ()
    message: str = ""
    """What the secretary put up in the hall."""
    answering: str | None = None
    """The unit that was called to answer."""
    answering_since: datetime | None = None
    approvals: tuple[Approval, ...] = ()
    """One for each closing, in their order: who approved the minutes, and when."""


class Step(Record, frozen=True, kw_only=True):
    """What happened in one step of the agenda. Key: the step's id in the plan."""

    started_at: datetime | None = None
    """When it first began."""
    ended_at: datetime | None = None
    entered_at: datetime | None = None
    """When the day came back to it; None: it was begun once."""
    spent_before: float = 0.0
    """Seconds of the visits before this one."""
    skipped: bool = False
    overrides: tuple[str, ...] = ()
    """Gate codes that were open when the step was left all the same."""
    presenter: str = ""
    text: str = ""
    """What goes to the minutes for this step."""
    result: str = ""
    """For `rules`: how the hall adopted them."""


class Person(Record, frozen=True, kw_only=True):
    """Somebody on the list, or who walked in."""

    name: str
    salutation: Literal["", "Ông", "Bà"] = ""
    kind: PersonKind = "citizen"
    title: str = ""
    village: str = ""
    org: str = ""
    birth_year: int | None = None
    phone: str = ""
    household: str = ""
    sort_given: str = ""
    code: str = ""
    invited: bool = True
    withhold_name: bool = False
    status: Attendance = "expected"
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    reason: str = ""


class Code(Record, frozen=True, kw_only=True):
    """A check-in code that was given out. Key: its short form, which is therefore given out once."""

    person: str
    code: str
    revoked_at: datetime | None = None


class Scan(Record, frozen=True, kw_only=True):
    """A scan that let nobody in. What came is kept only where it is a code: anything else may be private."""

    outcome: ScanOutcome
    at: datetime
    code: str = ""
    person: str | None = None


class Pause(msgspec.Struct, frozen=True, array_like=True):
    """A pause of a speech that is over."""

    began_at: datetime
    ended_at: datetime


class Turn(Record, frozen=True, kw_only=True):
    """One request to speak, from the slip to the end of the speech."""

    person: str
    source: TurnSource
    received_at: datetime
    number: int | None = None
    """The slip's number; None for a raised hand."""
    content: str = ""
    topic: str = ""
    addressee: str = ""
    state: TurnState = "waiting"
    absences: int = 0
    moved_down: bool = False
    override: int = 0
    """Below 0: moved up by the chair, the lowest first; above 0: moved down."""
    override_reason: str = ""
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    paused_seconds: float = 0.0
    """All pauses that are over, as far as they lie in the speech."""
    pauses: tuple[Pause, ...] = ()
    """The same one by one, for when the times are corrected; older journals have only the sum."""
    limit_seconds: int = 0
    members: tuple[str, ...] = ()
    """Turns that are heard through this one."""
    spoken_by: str | None = None
    """The turn through which this one is heard."""
    corrections: tuple[Correction, ...] = ()


class Question(Record, frozen=True, kw_only=True):
    """One numbered question. The number is given once and stays for ever."""

    number: int
    text: str
    asked_at: datetime
    person: str | None = None
    turn: str | None = None
    source: Literal["speech", "slip"] = "speech"
    kind: OpinionKind = "kien_nghi"
    topic: str = ""
    unit: str = ""
    support_units: tuple[str, ...] = ()
    split_from: str | None = None
    merged_into: str | None = None
    """The question that stands for this one in the summary; the minutes keep both."""
    outcome: Outcome | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    reply: Reply | None = None


def is_complaint(question: Question) -> bool:
    """It belongs to another procedure: its text stays out of papers, and who brought it is not named in public
    (handbook, glossary and 5.3)."""
    return question.kind in COMPLAINTS or question.outcome == "redirected"


class Promise(Record, frozen=True, kw_only=True):
    """What a unit owes, and by when. Comes from a question, or from the chair's conclusion."""

    unit: str
    content: str
    due: date
    made_at: datetime
    question: str | None = None
    rule: str = ""
    """The deadline of the plan that proposed the date; empty: the chair's own date."""


class Note(Record, frozen=True, kw_only=True):
    """An interjection by the chair, or a remark of the secretary."""

    kind: NoteKind
    text: str
    at: datetime
    turn: str | None = None
    step: str | None = None
