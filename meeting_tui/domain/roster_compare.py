"""A roster beside the people of the meeting: who is new, who is there already, who cannot be told apart.

Somebody is known by their code; without one by name and village, told apart by year of birth, household or phone.
Nobody is merged on a guess: what stays open is `doubtful` and is for the clerk to decide. An empty field of the
roster says nothing, and what was corrected by hand during the day stays.

What is wrong with a row is a `Finding`: a code and facts, no prose. Here:

    doubtful           name, count, people     could be one of these people of the meeting
    doubtful_row       name, first             cannot be told from the person of row `first`
    same_name_elsewhere name, people           warning: somebody of this name and year lives in another village
    of_this_name       name, people            warning, beside `doubtful_row`: people of the meeting
    several_people     name                    warning: one cell names several people
    repeats_row        name, first             warning: the same person as in row `first`
    code_other_name    name, code              the code belongs to somebody of another name
    code_repeated      code, first             row `first` has this code too
    code_unknown       code                    warning: not of this meeting; the person gets a new one
    kept_by_hand       field, now              note: corrected by hand during the day, so the file's value is left
    slip_number_taken  number, name            another person of the meeting has this slip
    slip_repeated      number, first           row `first` has this slip number too
    second_slip        name                    waits to speak already, with a slip of another number
    slip_joined        name                    note: waits to speak already; these words are added to that slip
    slip_replaced      number, was             warning: the slip was taken in with other words
    spoken_already     name                    has spoken, and the rules allow one speech
    slip_heard         number                  warning: the slip was heard already; its text stays as it was
    list_closed        (none)                  the list of speakers is closed
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from meeting_tui.domain import fairness, floor
from meeting_tui.domain.codes import LENGTH, SHORT, judge
from meeting_tui.domain.likeness import (
    Traits,
    Who,
    alike,
    differ,
    is_several,
    likeness,
    same_village,
    traits_of,
    village_key,
)
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import PartKey, name_key
from meeting_tui.domain.records import Person, Turn
from meeting_tui.domain.roster import (
    NEW,
    Entry,
    Fact,
    FieldChange,
    Finding,
    Level,
    Match,
    Result,
    Slip,
    SlipResult,
    has_words,
    joined,
    slip_changes,
)
from meeting_tui.domain.text import clean_line, fold


def compare(
    entries: Sequence[Entry],
    meeting: Meeting,
    *,
    mark: int,
    by_hand: Mapping[str, Collection[str]] | None = None,
    decisions: Mapping[int, str | int] | None = None,
) -> list[Match]:
    """What becomes of each entry, in their order; the meeting is only read.

    `mark`: the meeting's own in its codes. `by_hand`: fields that somebody corrected during the day, by person.
    `decisions`: what the clerk said of doubtful entries, by the entry's place: a person's key, `NEW`, or the place of
    the earlier entry that is the same person.
    """
    comparing = _Comparing(entries, meeting, mark, decisions or {})
    comparing.settle_people()
    slips = _Slips(meeting, comparing).judged()
    matches: list[Match] = []
    for at in range(len(entries)):
        matches.append(_match(at, comparing, slips, by_hand or {}))
        if matches[at].result == "error":
            comparing.leave_out(at)
    return matches


class _Comparing:
    """Who each entry is: `settled` has the person, `doubts` the people who it may be."""

    def __init__(
        self, entries: Sequence[Entry], meeting: Meeting, mark: int, decisions: Mapping[int, Who]
    ) -> None:
        self.entries = entries
        self.meeting = meeting
        self.settled: dict[int, Who] = {}
        self.doubts: dict[int, list[Who]] = {}
        self.findings: dict[int, list[Finding]] = {}
        self.new_codes: dict[int, str] = {}
        """Codes of the file that the meeting can give out."""
        self._mark = mark
        self._decisions = decisions
        self._claims: dict[Who, int] = {}
        self._repeats: dict[int, list[int]] | None = None
        """The entries that repeat an earlier one, by that; None until it is asked for."""
        self._people: dict[PartKey, list[Traits]] = {}
        self._folded: dict[str, list[Traits]] = {}
        """The same people by their names without marks."""
        for key, person in meeting.people.items():
            traits = traits_of(key, person)
            self._people.setdefault(name_key(person.name), []).append(traits)
            self._folded.setdefault(fold(person.name), []).append(traits)

    def settle_people(self) -> None:
        """Codes first, then what is proven by year, household or phone, then the rest in order.

        Of what is proven, those go first who are on the list just so: a phone may be shared by two villages.
        """
        names = [name_key(entry.name) for entry in self.entries]
        traits = [traits_of(at, entry) for at, entry in enumerate(self.entries)]
        self._settle_codes()
        for at, who in self._decisions.items():
            if who == NEW or who in self.meeting.people:
                self._settle(at, at if who == NEW else who)
        self._doubt_several(names)
        for exactly in (True, False):
            for at, own in enumerate(traits):
                if self._is_open(at):
                    self._settle_proven(at, own, self._people.get(names[at], []), exactly)
        for at, own in enumerate(traits):
            known = self._people.setdefault(names[at], [])
            same = self._decisions.get(at)
            if isinstance(same, int) and same in self.settled and at not in self.settled:
                self.settled[at] = self.settled[same]
            elif self._is_open(at):
                self._settle_rest(at, own, known)
            if self.settled.get(at) == at:
                known.append(own)
                self._folded.setdefault(fold(self.entries[at].name), []).append(own)

    def leave_out(self, at: int) -> None:
        """An entry is not taken in: of those that repeat it the first one stands for the person."""
        if self._repeats is None:
            self._repeats = {}
            for other, who in sorted(self.settled.items()):
                if isinstance(who, int) and who != other:
                    self._repeats.setdefault(who, []).append(other)
        if at not in self._repeats:
            return
        first, *others = self._repeats.pop(at)
        for other in (first, *others):
            self.settled[other] = first
            self.findings[other] = [one for one in self.findings.get(other, ()) if one.code != "repeats_row"]
        for other in others:
            self._say(other, "warning", "repeats_row", name=self.entries[other].name, first=first)
        if others:
            self._repeats[first] = others

    def of_this_name(self, at: int) -> list[Who]:
        """Everybody of the entry's name: people of the meeting, and earlier entries that are new."""
        return [one.who for one in self._people.get(name_key(self.entries[at].name), ())]

    def is_wrong(self, at: int) -> bool:
        return any(found.level == "error" for found in self.findings.get(at, ()))

    def _is_open(self, at: int) -> bool:
        return at not in self.settled and at not in self.doubts and at not in self.findings

    def _doubt_several(self, names: Sequence[PartKey]) -> None:
        """Two names in one cell are nobody's, unless the clerk has taken them for one before."""
        for at, entry in enumerate(self.entries):
            if self._is_open(at) and names[at] not in self._people and is_several(entry.name):
                self.doubts[at] = []

    def _settle(self, at: int, who: Who) -> None:
        self.settled[at] = who
        self._claims.setdefault(who, at)

    def _say(self, at: int, level: Level, about: str, /, **facts: Fact) -> None:
        self.findings.setdefault(at, []).append(Finding(level=level, code=about, facts=facts))

    def _settle_codes(self) -> None:
        first: dict[str, int] = {}
        for at, entry in enumerate(self.entries):
            if not entry.code:
                continue
            short = entry.code[:SHORT]
            given = self.meeting.codes.get(short)
            person = self.meeting.people.get(given.person) if given else None
            if short in first:
                self._say(at, "error", "code_repeated", code=entry.code, first=first[short])
            elif given and person and given.code.startswith(entry.code):
                if name_key(person.name) == name_key(entry.name):
                    self._settle(at, given.person)
                elif at not in self._decisions:
                    self._say(at, "error", "code_other_name", code=entry.code, name=person.name)
            elif given is None and len(entry.code) == LENGTH and judge(entry.code, self._mark) == "whole":
                self.new_codes[at] = entry.code
            first.setdefault(short, at)

    def _settle_proven(self, at: int, own: Traits, known: Sequence[Traits], exactly: bool) -> None:
        proven = [other for other in known if likeness(own, other) == "proven"]
        free = [other for other in proven if other.who not in self._claims]
        if exactly:
            free = [other for other in free if alike([own, other])]
            if free:
                self._settle(at, free[0].who)
        elif free and alike(free):
            self._settle(at, free[0].who)
        elif free:
            self.doubts[at] = [other.who for other in free]
        elif proven:
            self._repeat_or_doubt(at, proven[0].who)

    def _settle_rest(self, at: int, own: Traits, known: Sequence[Traits]) -> None:
        like = {other.who: likeness(own, other) for other in known}
        possible = [other for other in known if like[other.who] != "other"]
        free = [other for other in possible if other.who not in self._claims]
        likely = [other for other in free if like[other.who] == "likely"]
        if likely and alike(likely):
            self._settle(at, likely[0].who)
            return
        if free:
            self.doubts[at] = [other.who for other in likely or free]
            return
        claimed = [
            other
            for other in possible
            if not differ(own.salutation, other.salutation) and self._may_be_claimed_by(own, other.who)
        ]
        if claimed:
            self._repeat_or_doubt(at, claimed[0].who)
        elif near := self._near(at, own, known):
            self.doubts[at] = near
        else:
            self._settle(at, at)
            self._warn_of_namesakes(at, own, known)

    def _near(self, at: int, own: Traits, known: Sequence[Traits]) -> list[Who]:
        """Whoever this may be though the marks of the name are others, or the village is.

        A name typed without marks may be anybody's; two names with marks of their own, in one file, are two people.
        """
        name = self.entries[at].name
        same_name = {other.who for other in known}
        marked: list[Who] = []
        for other in self._folded.get(fold(name), ()):
            like = likeness(own, other)
            bare = name.isascii() or self._name_of(other.who).isascii()
            may_be = bare or other.who not in self._claims
            if other.who not in same_name and may_be and (like == "proven" or (bare and like == "likely")):
                marked.append(other.who)
        return marked or [other.who for other in self._namesakes(own, known) if not _told_apart(own, other)]

    def _namesakes(self, own: Traits, known: Sequence[Traits]) -> list[Traits]:
        """People on the list of this name and year whom no entry is."""
        return [
            other
            for other in known
            if isinstance(other.who, str)
            and other.who not in self._claims
            and own.birth_year is not None
            and own.birth_year == other.birth_year
        ]

    def _warn_of_namesakes(self, at: int, own: Traits, known: Sequence[Traits]) -> None:
        there = [
            self.meeting.people[one.who] for one in self._namesakes(own, known) if isinstance(one.who, str)
        ]
        if there:
            people = "; ".join(map(_told, there[:MOST_TOLD]))
            self._say(at, "warning", "same_name_elsewhere", name=self.entries[at].name, people=people)

    def _name_of(self, who: Who) -> str:
        return self.entries[who].name if isinstance(who, int) else self.meeting.people[who].name

    def _may_be_claimed_by(self, own: Traits, who: Who) -> bool:
        """The entry that is that person already does not contradict this one."""
        first = self._claims[who]
        return likeness(own, traits_of(first, self.entries[first])) != "other"

    def _repeat_or_doubt(self, at: int, who: Who) -> None:
        """Another entry is that person already: this one says the same again, or nobody can tell."""
        first = self._claims[who]
        own, other = self.entries[at], self.entries[first]
        told_apart = own.household and fold(own.household) != fold(own.name)
        if _same_words(own, other) and (own.birth_year or own.phone or told_apart):
            self.settled[at] = who
            self._say(at, "warning", "repeats_row", name=own.name, first=first)
        else:
            self.doubts[at] = [who]


def _told_apart(own: Traits, other: Traits) -> bool:
    """Something beside the village says that they are two."""
    return (
        differ(own.phone, other.phone)
        or differ(own.household, other.household)
        or differ(own.salutation, other.salutation)
    )


def _same_words(a: Entry, b: Entry) -> bool:
    empty: dict[str, Any] = {"slip": None, "code": "", "name": ""}
    return msgspec.structs.replace(a, **empty) == msgspec.structs.replace(b, **empty)


# -- slips -----------------------------------------------------------------------------------------------


Judgement: TypeAlias = tuple[SlipResult, str | None, list[Finding]]
"""What becomes of a slip, its key where it is in the meeting, what is to be said of it."""


class _Slips:
    """The slips of the meeting and of the entries, by number and by person."""

    def __init__(self, meeting: Meeting, comparing: _Comparing) -> None:
        self._meeting = meeting
        self._comparing = comparing
        self._by_number = {turn.number: key for key, turn in meeting.turns.items() if turn.number is not None}
        self._of: dict[str, list[str]] = {}
        for key, turn in meeting.turns.items():
            self._of.setdefault(turn.person, []).append(key)
        self._numbers: dict[int, int] = {}
        self._waits: dict[Who, Slip] = {}
        """What waits of somebody, as the entries so far leave it."""

    def judged(self) -> dict[int, Judgement]:
        """What becomes of the slip of each settled entry; those with a number first, which may change a text."""
        slips = [
            (at, entry.slip)
            for at, entry in enumerate(self._comparing.entries)
            if entry.slip and at in self._comparing.settled and not self._comparing.is_wrong(at)
        ]
        return {
            at: self._judge(at, slip) for at, slip in sorted(slips, key=lambda pair: pair[1].number is None)
        }

    def _judge(self, at: int, slip: Slip) -> Judgement:
        who = self._comparing.settled[at]
        name = self._comparing.entries[at].name
        first = self._numbers.get(slip.number, at) if slip.number is not None else at
        if first != at:
            again = self._comparing.entries[first].slip == slip and self._comparing.settled[first] == who
            if again:
                return "same", None, []
            return _wrong("slip_repeated", number=slip.number or 0, first=first)
        told = self._beside_the_meeting(who, slip, name)
        if slip.number is not None and told[0]:
            self._numbers[slip.number] = at
        return told

    def _beside_the_meeting(self, who: Who, slip: Slip, name: str) -> Judgement:
        key = self._by_number.get(slip.number) if slip.number is not None else None
        if key is not None and self._meeting.turns[key].person != who:
            owner = self._meeting.people.get(self._meeting.turns[key].person)
            return _wrong("slip_number_taken", number=slip.number or 0, name=owner.name if owner else "")
        turns = self._of.get(who, []) if isinstance(who, str) else []
        key = key or self._same_slip(who, turns, slip)
        if key is not None:
            told = _known(key, self._meeting.turns[key], slip)
            if told[0] == "update" and slip.content:
                self._waits[who] = slip
            return told
        if self._meeting.day.list_closed_at is not None:
            return _wrong("list_closed")
        held = {one: self._meeting.turns[one] for one in turns}
        if any(turn.state == "called" for turn in held.values()):
            return _wrong("second_slip", name=name)
        key = next((one for one, turn in held.items() if turn.state in floor.UNHEARD), None)
        if key is not None:
            self._waits.setdefault(who, Slip(number=held[key].number, content=held[key].content))
        if who in self._waits:
            return self._beside_what_waits(who, key, slip, name)
        spoken = any(turn.state in fairness.HEARD for turn in held.values())
        if spoken and self._meeting.plan.rules.second_turn == "no":
            return _wrong("spoken_already", name=name)
        self._waits[who] = slip
        return "new", None, []

    def _beside_what_waits(self, who: Who, key: str | None, slip: Slip, name: str) -> Judgement:
        """Of one person one slip waits: the words of another one are added to it, and none are lost.

        Two numbers are two sheets of paper; which of them counts is for the clerk to say.
        """
        waits = self._waits[who]
        if waits.number is not None and slip.number is not None:
            return _wrong("second_slip", name=name)
        both = Slip(number=waits.number or slip.number, content=joined(waits.content, slip.content))
        if both == msgspec.structs.replace(waits, topic="", addressee=""):
            return "same", None, []
        self._waits[who] = both
        return "joined", key, [Finding(level="note", code="slip_joined", facts={"name": name})]

    def _same_slip(self, who: Who, turns: Iterable[str], slip: Slip) -> str | None:
        """The person's slip that has these words or gets its number, where one of both has none."""
        for key in turns:
            turn = self._meeting.turns[key]
            changed = who in self._waits and turn.state in floor.UNHEARD
            if changed or (turn.number is not None and slip.number is not None):
                continue
            if not slip.content and turn.state in floor.UNHEARD:
                return key
            same = fold(turn.content) == fold(slip.content) or has_words(turn.content, slip.content)
            if slip.content and same:
                return key
        return None


SHOWN = 80
"""Characters that are repeated of a slip whose words change."""


def _known(key: str, turn: Turn, slip: Slip) -> Judgement:
    """A slip that was taken in already: its words may change until it is heard."""
    changes = slip_changes(turn, slip)
    if not changes:
        return "same", key, []
    facts: dict[str, Fact] = {"number": slip.number or 0}
    if turn.state not in floor.UNHEARD:
        return "same", key, [Finding(level="warning", code="slip_heard", facts=facts)]
    if "content" not in changes or not turn.content or fold(turn.content) == fold(slip.content):
        return "update", key, []
    was = clean_line(turn.content)
    facts["was"] = was if len(was) <= SHOWN else f"{was[: SHOWN - 1]}…"
    return "update", key, [Finding(level="warning", code="slip_replaced", facts=facts)]


def _wrong(code: str, **facts: Fact) -> tuple[SlipResult, None, list[Finding]]:
    return "", None, [Finding(level="error", code=code, facts=facts)]


# -- what came of it -------------------------------------------------------------------------------------


def _match(
    at: int, comparing: _Comparing, slips: Mapping[int, Judgement], by_hand: Mapping[str, Collection[str]]
) -> Match:
    entry = comparing.entries[at]
    findings = list(comparing.findings.get(at, ()))
    if comparing.is_wrong(at):
        return Match(result="error", findings=tuple(findings))
    if at not in comparing.settled:
        return _doubtful(at, comparing)
    who = comparing.settled[at]
    if entry.code and who == at and at not in comparing.new_codes:
        findings.append(Finding(level="warning", code="code_unknown", facts={"code": entry.code}))
    slip, turn, wrong = slips.get(at, ("", None, []))
    findings += wrong
    if any(found.level == "error" for found in wrong):
        return Match(result="error", findings=tuple(findings))
    if isinstance(who, int):
        like = None if who == at else who
        result: Result = "new" if who == at else "repeat"
        code = comparing.new_codes.get(at, "") if result == "new" else ""
        return Match(result=result, like=like, code=code, slip=slip, turn=turn, findings=tuple(findings))
    changes, kept = _changes(entry, comparing.meeting.people[who], by_hand.get(who, ()))
    repeats = any(found.code == "repeats_row" for found in findings)
    return Match(
        result="repeat" if repeats else "update" if changes else "same",
        person=who,
        changes=() if repeats else changes,
        slip=slip,
        turn=turn,
        findings=(*findings, *kept),
    )


def _doubtful(at: int, comparing: _Comparing) -> Match:
    """Nobody knows who it is: whoever has the name may be the one, the likeliest first."""
    entry, whom = comparing.entries[at], comparing.doubts[at]
    of_this_name = [who for who in comparing.of_this_name(at) if who not in whom]
    keys = tuple(who for who in (*whom, *of_this_name) if isinstance(who, str))
    earlier = tuple(who for who in (*whom, *of_this_name) if isinstance(who, int) and who < at)
    like = next((who for who in whom if isinstance(who, int)), None)
    people = "; ".join(_told(comparing.meeting.people[key]) for key in keys[:MOST_TOLD])
    facts: dict[str, Fact] = {"name": entry.name}
    if not whom:
        found = [Finding(level="warning", code="several_people", facts=facts)]
    elif any(isinstance(who, str) for who in whom):
        facts |= {"count": len(keys), "people": people}
        found = [Finding(level="warning", code="doubtful", facts=facts)]
    else:
        first: dict[str, Fact] = {**facts, "first": whom[0]}
        found = [Finding(level="warning", code="doubtful_row", facts=first)]
        if keys:
            told: dict[str, Fact] = {**facts, "people": people}
            found.append(Finding(level="warning", code="of_this_name", facts=told))
    return Match(result="doubtful", like=like, candidates=keys, earlier=earlier, findings=tuple(found))


MOST_TOLD = 20
"""People of one name whom a sentence lists; all of them can be chosen."""


def _told(person: Person) -> str:
    """Somebody of a common name, with what tells them apart."""
    year = str(person.birth_year) if person.birth_year else ""
    parts = (f"{person.salutation} {person.name}".strip(), person.village, year, person.household)
    return ", ".join(filter(None, parts))


_FIELDS = ("salutation", "kind", "title", "village", "org", "birth_year", "phone", "household")


def _changes(
    entry: Entry, person: Person, by_hand: Collection[str]
) -> tuple[tuple[FieldChange, ...], list[Finding]]:
    """What the entry knows otherwise. A name is withheld by a roster, and never given away by one."""
    changes: list[FieldChange] = []
    kept: list[Finding] = []
    for field in _FIELDS:
        now, was = getattr(entry, field), getattr(person, field)
        if not now or now == was or _same_text(field, now, was):
            continue
        if field in by_hand:
            facts: dict[str, Fact] = {"field": field, "now": now}
            kept.append(Finding(level="note", code="kept_by_hand", facts=facts))
        else:
            changes.append(FieldChange(field, was, now))
    if entry.withhold_name and not person.withhold_name and "withhold_name" not in by_hand:
        changes.append(FieldChange("withhold_name", False, True))
    return tuple(changes), kept


def _same_text(field: str, now: object, was: object) -> bool:
    """Whether only capitals differ, or the roster leaves out what kind of village it is."""
    if not isinstance(now, str) or not isinstance(was, str):
        return False
    bare = field == "village" and not village_key(now)[0] and bool(was)
    return now.casefold() == was.casefold() or (bare and same_village(village_key(now), village_key(was)))
