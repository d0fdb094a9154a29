"""Personal data that has served its purpose: when it may go, what goes, and what stays (handbook, 8).

What the papers of the office say stays: questions, answers, promises, who spoke and for how long, and every
figure. Whoever is in none of those papers becomes a record without a name, so that all counts are the same.
Of people the fields that stay are listed, of slips those that go; a test asks about every new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta, tzinfo
from typing import Any, Literal

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import abbreviated
from meeting_tui.domain.records import PRESENT, Person, Record
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import RECORDS, Refused

REDACT = "redact"
"""The line of the history that says so."""

RETENTION = timedelta(days=90)
"""How long check-in log and phones are kept after the last opinion has ended (handbook, 8)."""

REMOVED_NAME = "(đã xóa)"
"""The name of a record that has none any more."""

COUNTED = ("kind", "village", "org", "invited", "status")
"""What stays of everybody on the list: what the totals are counted by."""
NAMED = (*COUNTED, "name", "salutation", "title", "sort_given", "withhold_name")
"""What stays of those whom the papers name."""
NOT_OF_A_TURN = ("content", "addressee", "override_reason")
"""The slip's own words and the chair's: what was taken from them stands in the questions."""
WHOLE = ("day", "steps", "questions", "promises", "notes")
"""Tables that stay as they are. Codes and scans go altogether."""

HEARD = frozenset({"done", "represented", "written"})
"""States of a slip that ended in a speech or in a question."""

TEXTS = (
    ("questions", "text"),
    ("questions", "answer"),
    ("promises", "content"),
    ("notes", "text"),
    ("steps", "text"),
    ("day", "conclusion"),
    ("day", "read_back"),
    ("day", "message"),
)
"""Free texts that stay: whatever was said may name anybody."""

PERSONAL = {
    "people": ("name", "phone", "code", "household", "reason"),
    "turns": ("content", "override_reason"),
    "codes": ("code",),
    "scans": ("code",),
}
"""Fields whose values can be told from everything else in a journal, as a year or an hour cannot."""

Kind = Literal[
    "acts", "names", "initials", "phones", "birth_years", "households", "codes", "times", "reasons", "slips",
    "scans",
]  # fmt: skip
"""What is counted of what goes. `acts`: lines of the history. `initials`: names of people who asked not to
be named; only the initials stay, as in the papers."""

Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]
Rows = dict[str, dict[str, dict[str, Any]]]
"""Documents by table and key, as a journal gives them back."""

_PHONE = re.compile(r"(?<!\d)(?:\+84|0)(?:[ .-]?\d){9}(?!\d)")
_SHORTEST = 6
"""Bytes of a value that is looked for: shorter ones occur by chance."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A text that stays and holds a removed name, or a phone number: somebody should read it again."""

    table: str
    field: str
    number: int | None
    """The question's number; None where there is no question."""


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """What is left, and what went."""

    rows: Rows
    removed: dict[Kind, int]
    gone: frozenset[str]
    """Values that must be found nowhere any more: in no record, no key and no line of the history."""
    mentions: tuple[Mention, ...]


def last_end(meeting: Meeting, zone: tzinfo) -> date:
    """The day at the venue on which the last opinion of a closed meeting ended: answered, or due.

    No record says when a promise was kept. Opening the meeting again to put a word right begins nothing anew.
    """
    answered = (question.answered_at for question in meeting.questions.values())
    days = [at.astimezone(zone).date() for at in (meeting.ended_at, *answered) if at is not None]
    return max([*days, *(promise.due for promise in meeting.promises.values())])


def require_redactable(meeting: Meeting, today: date, *, even_now: bool = False, reason: str = "") -> None:
    """The meeting is closed, and its last opinion ended long enough ago, or there is a reason not to wait."""
    if meeting.day.closed_at is None:
        raise Refused("not_closed")
    ended = last_end(meeting, meeting.plan.zone)
    if today >= ended + RETENTION:
        return
    if not even_now:
        raise Refused("redaction_too_early", ended=ended, until=ended + RETENTION, days=RETENTION.days)
    if not clean_line(reason):
        raise Refused("reason_needed")


def redacted(meeting: Meeting, tables: Tables, history: Iterable[Commit]) -> Redacted:
    """The tables of `meeting` without what has served its purpose.

    `tables` and `history` are the same meeting as documents and as commits. Raises Refused for data of a newer
    program: what is not known cannot be judged.
    """
    _require_known(tables)
    commits = list(history)
    removed: Counter[Kind] = Counter()
    removed["acts"] = sum(commit.n > 0 and commit.do != REDACT for commit in commits)
    kept: dict[str, Mapping[str, Any]] = {name: tables.get(name, {}) for name in WHOLE}
    kept["people"] = _people(meeting, removed)
    kept["turns"] = _turns(meeting, removed)
    removed["codes"] = len(_codes(meeting))
    removed["scans"] = len(meeting.scans)
    rows = _as_kept({name: documents for name, documents in kept.items() if documents})
    names, others = _personal(commits)
    said = "\n".join(_strings(rows))
    return Redacted(
        rows=rows,
        removed={kind: count for kind, count in removed.items() if count},
        gone=frozenset(value for value in names | others if value not in said),
        mentions=tuple(_mentions(rows, names - {row["name"] for row in rows.get("people", {}).values()})),
    )


# -- people and slips ------------------------------------------------------------------------------------


def _people(meeting: Meeting, removed: Counter[Kind]) -> dict[str, Record]:
    """Everybody on the list, in the same order and under the same keys."""
    named = _named(meeting)
    households = _households(meeting)
    left: dict[str, Record] = {}
    for key, person in meeting.people.items():
        fields = {field: getattr(person, field) for field in (NAMED if key in named else COUNTED)}
        name = fields.setdefault("name", REMOVED_NAME)
        if fields.get("withhold_name"):
            fields |= {"name": initials(name), "sort_given": ""}
        after = Person(household=households.get(person.household, ""), **fields)
        removed["initials" if key in named else "names"] += after.name != person.name
        removed["phones"] += bool(person.phone)
        removed["birth_years"] += person.birth_year is not None
        removed["households"] += after.household != person.household
        removed["times"] += person.arrived_at is not None or person.left_at is not None
        removed["reasons"] += bool(person.reason)
        left[key] = after
    return left


def initials(name: str) -> str:
    """`N. V. A.`: what `names.abbreviated` makes `N.V.A.` of, as of the whole name."""
    return " ".join(f"{letter}." for letter in abbreviated(name).split(".") if letter) or REMOVED_NAME


def _named(meeting: Meeting) -> set[str]:
    """Whom the papers name: who spoke or was heard through somebody, whose slip or question was taken down,
    and the delegates who came."""
    on_record = {turn.person for turn in meeting.turns.values() if turn.state in HEARD or turn.started_at}
    asked = {question.person for question in meeting.questions.values() if question.person}
    delegates = {
        key
        for key, person in meeting.people.items()
        if person.kind != "citizen" and person.status in PRESENT and person.name != REMOVED_NAME
    }
    return on_record | asked | delegates


def _households(meeting: Meeting) -> dict[str, str]:
    """A number for each household, where people are counted by them; they count the same by it."""
    if meeting.plan.count_by != "household":
        return {}
    names = dict.fromkeys(person.household for person in meeting.people.values() if person.household)
    return {name: f"hộ {number}" for number, name in enumerate(names, start=1)}


def _turns(meeting: Meeting, removed: Counter[Kind]) -> dict[str, Record]:
    left: dict[str, Record] = {}
    for key, turn in meeting.turns.items():
        removed["slips"] += bool(turn.content)
        removed["reasons"] += bool(turn.override_reason)
        left[key] = msgspec.structs.replace(turn, **dict.fromkeys(NOT_OF_A_TURN, ""))
    return left


def _codes(meeting: Meeting) -> set[str]:
    given = {code.code for code in meeting.codes.values()}
    return {*given, *(person.code for person in meeting.people.values() if person.code)}


# -- values ----------------------------------------------------------------------------------------------


def _personal(history: Iterable[Commit]) -> tuple[set[str], set[str]]:
    """Every name that people have ever had in this journal, and every other personal value."""
    names, others = set[str](), set[str]()
    for commit in history:
        for change in commit.ch:
            for field in PERSONAL.get(change.table, ()):
                (names if field == "name" else others).add(str((change.set or {}).get(field) or ""))
    return set(filter(_is_distinctive, names)), set(filter(_is_distinctive, others))


def _is_distinctive(value: str) -> bool:
    """Whether the value, found again, can only be itself: nothing that the program writes looks like it."""
    if value.isdecimal():
        return len(value) > _SHORTEST
    return len(value.encode()) >= _SHORTEST and (" " in value or not value.isascii())


def _strings(value: object) -> Iterator[str]:
    """Each text of the rows once; keys are not among them."""
    met: set[str] = set()
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            met.add(one)
        elif isinstance(one, Mapping):
            pending += one.values()
        elif isinstance(one, list | tuple):
            pending += one
    return iter(met)


def _mentions(rows: Rows, names: set[str]) -> Iterator[Mention]:
    questions = rows.get("questions", {})
    for table, field in TEXTS:
        for key, row in rows.get(table, {}).items():
            text = str(row.get(field) or "")
            if _PHONE.search(text) or any(name in text for name in names):
                question = questions.get(key if table == "questions" else row.get("question") or "")
                yield Mention(table=table, field=field, number=question["number"] if question else None)


def _as_kept(tables: Mapping[str, Mapping[str, object]]) -> Rows:
    """As a journal gives it back: tuples are lists there, and times are text."""
    kept: Rows = msgspec.json.decode(msgspec.json.encode(tables))
    return kept


def _require_known(tables: Tables) -> None:
    """A table that is gone again leaves nothing to judge."""
    fields = {name: set(record.__struct_fields__) for name, record in RECORDS.items()}
    unknown = {name for name, documents in tables.items() if documents and name not in fields}
    unknown |= {
        f"{name}.{field}"
        for name, documents in tables.items()
        for document in documents.values()
        for field in document
        if name in fields and field not in fields[name]
    }
    if unknown:
        raise Refused("unknown_data", names=sorted(unknown))
