"""A roster on its way into the meeting: what its rows say, and the one command that takes them in.

What is wrong with a row is a `Finding`: a code and facts, no prose. Who is who: `roster_compare`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from meeting_tui.domain import doors, floor
from meeting_tui.domain.likeness import Traits, likeness, traits_of
from meeting_tui.domain.names import PartKey, name_key
from meeting_tui.domain.records import PRESENT, Person, PersonKind, Turn
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx

Level = Literal["error", "warning", "note"]
Result = Literal["new", "same", "repeat", "update", "doubtful", "error"]
"""`repeat`: the same person as in an earlier row."""
SlipResult = Literal["", "new", "same", "update", "joined"]
"""`joined`: another matter of somebody who waits already; its words go to the slip that waits."""
Fact = str | int
FieldValue = str | int | bool | None

NEW = ""
"""A clerk's decision on a doubtful row: this is a person of their own."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something about one cell, one row or the whole file that its owner should hear.

    `row` as Excel shows it, 0 for the whole sheet; `column` is its letter; `value` never holds an ID number.
    """

    level: Level
    code: str
    facts: dict[str, Fact] = {}
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What a row says of a request to speak."""

    number: int | None = None
    content: str = ""
    topic: str = ""
    addressee: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a roster as the meeting understands it. Empty: the row does not say."""

    name: str
    salutation: Literal["", "Ông", "Bà"] = ""
    kind: PersonKind | Literal[""] = ""
    title: str = ""
    village: str = ""
    org: str = ""
    birth_year: int | None = None
    phone: str = ""
    household: str = ""
    code: str = ""
    withhold_name: bool = False
    slip: Slip | None = None


class FieldChange(msgspec.Struct, frozen=True):
    """A field of a person that the roster knows better, or knows at last."""

    field: str
    was: FieldValue
    now: FieldValue


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an entry."""

    result: Result
    person: str | None = None
    """The person's key in the meeting; None: new, or not settled."""
    like: int | None = None
    """The earlier entry that this one repeats or cannot be told from."""
    candidates: tuple[str, ...] = ()
    """Doubtful: the people of the meeting who have the name, the likeliest first."""
    earlier: tuple[int, ...] = ()
    """Doubtful: the earlier entries of this name that are new people."""
    code: str = ""
    """New, with a code that the file brings and the meeting can give out."""
    changes: tuple[FieldChange, ...] = ()
    slip: SlipResult = ""
    turn: str | None = None
    """The key of the slip, where it is in the meeting already."""
    findings: tuple[Finding, ...] = ()


class SlipIntake(msgspec.Struct, frozen=True, kw_only=True):
    """A slip on its way into the meeting. `turn`: a new key, or that of the slip whose words change.

    `joins`: its words are added to those of the turn, if that is there; otherwise they take their place.
    """

    turn: str
    person: str
    slip: Slip
    joins: bool = False


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What was not imported because the meeting had changed since it was compared."""

    key: str
    """Of the person or of the turn."""
    code: str
    facts: dict[str, Any] = {}


class ImportResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one import did."""

    added: int = 0
    updated: int = 0
    slips: int = 0
    slips_updated: int = 0
    left_out: tuple[LeftOut, ...] = ()


def as_person(entry: Entry, code: str) -> Person:
    """The record of somebody new."""
    return Person(
        name=entry.name,
        salutation=entry.salutation,
        kind=entry.kind or "citizen",
        title=entry.title,
        village=entry.village,
        org=entry.org,
        birth_year=entry.birth_year,
        phone=entry.phone,
        household=entry.household,
        code=code,
        withhold_name=entry.withhold_name,
    )


def has_words(text: str, words: str) -> bool:
    """Whether these words are paragraphs of the text."""
    return f"\n{_paragraphs(words)}\n" in f"\n{_paragraphs(text)}\n"


def joined(text: str, words: str) -> str:
    """The text with these words as a further paragraph, unless it has them already."""
    return text if has_words(text, words) else f"{text}\n{clean(words).strip()}".strip()


def _paragraphs(text: str) -> str:
    return "\n".join(filter(None, map(clean_line, clean(text).split("\n"))))


def slip_changes(turn: Turn, slip: Slip) -> dict[str, Any]:
    """What the slip says otherwise than the turn; what it does not say is left, and so is what was added to it."""
    told = {
        "number": slip.number,
        "content": clean(slip.content).strip(),
        "topic": slip.topic,
        "addressee": clean_line(slip.addressee),
    }
    changes = {
        field: now for field, now in told.items() if now not in (None, "") and now != getattr(turn, field)
    }
    if has_words(turn.content, slip.content):
        changes.pop("content", None)
    return changes


def slip_additions(turn: Turn, slip: Slip) -> dict[str, Any]:
    """What the turn gets from another slip of the same person: its words, and what the turn does not say."""
    content = joined(turn.content, slip.content)
    missing = {
        field: now for field, now in slip_changes(turn, slip).items() if getattr(turn, field) in (None, "")
    }
    return missing | ({"content": content} if content != turn.content else {})


# -- the command -----------------------------------------------------------------------------------------


def import_people(
    tx: Tx,
    *,
    people: dict[str, Person],
    updates: dict[str, list[FieldChange]],
    slips: list[SlipIntake],
    seen: Collection[str] = (),
) -> ImportResult:
    """A roster in one undoable command: new people, what is known better of others, and slips.

    `seen`: the people that it was compared with. What does not fit any more is left out and told: somebody who was
    put on the list meanwhile under the same name, a field that has changed, a slip that is refused now.
    """
    tx.require_open()
    left_out: list[LeftOut] = []
    newcomers = _newcomers(tx, seen)
    added = sum(_add(tx, key, record, newcomers, left_out) for key, record in people.items())
    updated = sum(_update(tx, key, changes, left_out) for key, changes in updates.items())
    taken = [_take_in(tx, one, left_out) for one in slips]
    return ImportResult(
        added=added,
        updated=updated,
        slips=taken.count("new"),
        slips_updated=taken.count("update"),
        left_out=tuple(left_out),
    )


def _newcomers(tx: Tx, seen: Collection[str]) -> dict[PartKey, list[Traits]]:
    """People who came onto the list since it was compared, by name."""
    known = frozenset(seen)
    found: dict[PartKey, list[Traits]] = {}
    for key, _ in tx.raw("people").documents():
        if key not in known and (person := tx.people.get(key)) is not None:
            found.setdefault(name_key(person.name), []).append(traits_of(key, person))
    return found


def _add(
    tx: Tx,
    key: str,
    record: Person,
    newcomers: Mapping[PartKey, Sequence[Traits]],
    left_out: list[LeftOut],
) -> bool:
    own = traits_of(key, record)
    here = [
        other.who for other in newcomers.get(name_key(record.name), ()) if likeness(own, other) != "other"
    ]
    if here:
        if key not in here:  # otherwise this very import was run before
            left_out.append(LeftOut(key=key, code="came_meanwhile", facts={"name": record.name}))
        return False
    try:
        doors.add_person(tx, person=key, record=record)
    except Refused as refused:
        left_out.append(LeftOut(key=key, code=refused.code, facts={"name": record.name, **refused.facts}))
        return False
    return True


def _update(tx: Tx, key: str, changes: Iterable[FieldChange], left_out: list[LeftOut]) -> bool:
    record = tx.people.get(key)
    if record is None:
        left_out.append(LeftOut(key=key, code="no_such_person"))
        return False
    good = {one.field: one.now for one in changes if getattr(record, one.field) == one.was}
    for one in changes:
        if one.field not in good and getattr(record, one.field) != one.now:
            facts = {"name": record.name, "field": one.field, "now": getattr(record, one.field)}
            left_out.append(LeftOut(key=key, code="changed_meanwhile", facts=facts))
    if good:
        tx.people.change(key, record, **good)
    return bool(good)


def _take_in(tx: Tx, one: SlipIntake, left_out: list[LeftOut]) -> SlipResult:
    person = tx.people.get(one.person)
    facts = {"name": person.name if person else "", "number": one.slip.number}
    turn = tx.turns.get(one.turn)
    if turn is not None:
        changes = slip_additions(turn, one.slip) if one.joins else slip_changes(turn, one.slip)
        if changes and turn.state not in floor.UNHEARD:
            left_out.append(LeftOut(key=one.turn, code="slip_heard", facts=facts))
            return ""
        if changes:
            tx.turns.change(one.turn, turn, **changes)
        return "update" if changes else "same"
    try:
        floor.register_slip(
            tx,
            turn=one.turn,
            person=one.person,
            number=one.slip.number,
            content=one.slip.content,
            topic=one.slip.topic,
            addressee=one.slip.addressee,
            waiting=person is not None and person.status in PRESENT,
        )
    except Refused as refused:
        left_out.append(LeftOut(key=one.turn, code=refused.code, facts={**facts, **refused.facts}))
        return ""
    return "new"
