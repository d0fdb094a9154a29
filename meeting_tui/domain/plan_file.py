"""Reading a `plan.toml`: every fault at once, each with its place and with what would be right.

Problems carry a code and facts, no prose: the screens and the command line make the sentences. Keys are
written as in `deadlines[2].unit`, lists counted from 0. What each code tells in `facts`:

    bad_toml                  line, column, detail          the file is not TOML; nothing else could be read
    unknown_key               nearest ("" if none)
    missing                   example
    wrong_type                expected, got (both a `Shape`), example
    not_one_of                allowed (joined by ", "), got, nearest ("" if none)
    empty                     example                       a text or a list that must say something
    not_positive              got, least
    too_large                 got, most
    bad_id                    got, nearest                  an identifier with spaces, accents or other marks
    implausible_date          got, first, last
    duplicate_id              id, first (the key of its first use)
    event_out_of_range        got, count
    unknown_topic             got, nearest, allowed
    deadline_chain            id                            counts from a notice that no deadline announces
    deadline_direction        id, dir, anchor               a day before the notice cannot be known
    period_reversed           first, last
    agenda_without_speeches   (none)
    agenda_without_answers    (none)                        warning
    agenda_without_conclusion (none)                        warning
    date_outside_period       date, bound (the key that is broken), limit         warning
    quota_sum                 sum, expected                 warning
    abolished_body            text, word, since             warning
    profile_out_of_date       got, nearest, date, since     warning
    era_mismatch              got, nearest, date, since     warning

Dates in facts are written as in the file: `2025-08-31`. Warnings are for what may be so all the same: a
meeting that was put off is held although its plan is not amended.

A plan with a fault of structure is not returned, but what is sound in it is still checked for sense, so that
one pass shows everything. Short forms that are understood, and nothing else is guessed:

    chairs, co_chairs_invited, secretaries    "Chủ tịch UBND xã"   = { title = "Chủ tịch UBND xã" }
    recipients                                "UBND huyện (b/c)"   = { name = "UBND huyện", note = "b/c" }
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, Final, Literal

import msgspec
from msgspec import inspect

from meeting_tui.domain.plan import AgendaItem, Deadline, Event, Officer, Plan, Recipient
from meeting_tui.domain.taxonomy import TOPIC_BY_CODE
from meeting_tui.domain.text import clean, fold

Level = Literal["error", "warning"]
Shape = Literal["text", "integer", "float", "boolean", "date", "datetime", "time", "list", "table"]
Code = Literal[
    "bad_toml",
    "unknown_key",
    "missing",
    "wrong_type",
    "not_one_of",
    "empty",
    "not_positive",
    "too_large",
    "bad_id",
    "implausible_date",
    "duplicate_id",
    "event_out_of_range",
    "unknown_topic",
    "deadline_chain",
    "deadline_direction",
    "period_reversed",
    "agenda_without_speeches",
    "agenda_without_answers",
    "agenda_without_conclusion",
    "date_outside_period",
    "quota_sum",
    "abolished_body",
    "profile_out_of_date",
    "era_mismatch",
]
WARNINGS: Final[frozenset[Code]] = frozenset(
    {
        "agenda_without_answers",
        "agenda_without_conclusion",
        "date_outside_period",
        "quota_sum",
        "abolished_body",
        "profile_out_of_date",
        "era_mismatch",
    }
)

REFORM: Final = date(2025, 7, 1)
"""The district level is gone from this day on (handbook, 10)."""
PARTY_GUIDE_05: Final = date(2026, 5, 27)
"""Hướng dẫn 05-HD/VPTW replaces Hướng dẫn 36-HD/VPTW from this day on (handbook, 1.1)."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of a plan: where it is, what it is, and what would be right."""

    key: str
    code: Code
    facts: dict[str, str | int] = {}
    level: Level = "error"


def read_plan(text: str) -> tuple[Plan | None, list[Problem]]:
    """The plan and all its problems; no plan if it is not TOML or a value does not fit its key."""
    data, broken = _parse(text)
    if broken is not None:
        return None, [broken]
    found: list[Problem] = []
    sound = _table(data, _SCHEMA, "", found)
    plan = msgspec.convert(sound, Plan)
    doubtful = [_doubt(problem) for problem in found]
    sense = [problem for reads, check in _CHECKS if not _touches(doubtful, reads) for problem in check(plan)]
    return (None if found else plan), found + sense


def problems(plan: Plan) -> list[Problem]:
    """What makes no sense in a plan whose values all fit their keys."""
    return [problem for _, check in _CHECKS for problem in check(plan)]


def _problem(key: str, code: Code, **facts: str | int) -> Problem:
    return Problem(key=key, code=code, facts=facts, level="warning" if code in WARNINGS else "error")


# -- TOML ----------------------------------------------------------------------------------------------------

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _parse(text: str) -> tuple[dict[str, Any], Problem | None]:
    """The raw tables. Windows Notepad puts a byte order mark in front: that is no fault of the clerk."""
    text = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(text), None
    except (ValueError, RecursionError) as error:  # an endless number, or ten thousand brackets
        return {}, _bad_toml(str(error), text)


def _bad_toml(message: str, text: str) -> Problem:
    place = _PLACE.search(message)
    line, column = place.groups() if place else ("1", "1")
    last = text.count("\n") + 1
    return _problem(
        "",
        "bad_toml",
        line=int(line or last),
        column=int(column or len(text) - text.rfind("\n")),
        detail=clean(_PLACE.sub("", message)),
    )


# -- Setting the event and its date ------------------------------------------------------------------------

_HEADER = re.compile(r"\s*\[")
_EVENTS_HEADER = re.compile(r"\s*\[\[\s*events\s*\]\]")


class NotEditable(ValueError):
    """The text is no plan whose events are written as `[[events]]` tables, or has no such event."""


def with_event(text: str, event: int | None, date: date | None) -> str:
    """The plan's text for one of its events, from 1, and that event's date; all other words and marks stay.

    Without `event` the date goes to the one that the plan is for already. The result is read again: what
    would say anything else than asked for is refused.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).split("\n")
    data = _editable(lines)
    here = data.get("event", 1) if event is None else event
    wanted = _with_event_data(data, event, here, date)
    if event is not None:
        _set_key(lines, 0, "event", str(event))
    if date is not None:
        _set_key(lines, _event_headers(lines)[here - 1] + 1, "date", date.isoformat())
    if _editable(lines) != wanted:
        raise NotEditable("the edit would change more than the event")
    return mark + "\n".join(lines)


def _editable(lines: list[str]) -> dict[str, Any]:
    data, broken = _parse("\n".join(lines))
    if broken is not None:
        raise NotEditable("not TOML")
    return data


def _with_event_data(data: dict[str, Any], event: int | None, here: int, date: date | None) -> dict[str, Any]:
    """What the text must say after the edit."""
    events = data.get("events")
    if type(events) is not list or type(here) is not int or not 1 <= here <= len(events):
        raise NotEditable("no such event")
    changed = [{**item, "date": date} if at == here - 1 and date else item for at, item in enumerate(events)]
    return data | ({"event": event} if event is not None else {}) | {"events": changed}


def _event_headers(lines: list[str]) -> list[int]:
    found = [at for at, line in enumerate(lines) if _EVENTS_HEADER.match(line) and _starts_here(lines, at)]
    if not found:
        raise NotEditable("the events are not written as [[events]]")
    return found


def _starts_here(lines: list[str], at: int) -> bool:
    """Whether a line is its own, and not a part of a text or a list over several lines."""
    return _parse("\n".join([*lines[:at], ""]))[1] is None


def _set_key(lines: list[str], start: int, key: str, value: str) -> None:
    """Set a key of the table that begins at `start`, where it stands or else as the table's first."""
    pattern = re.compile(rf"(\s*{key}\s*=\s*)[^\s#]+(.*)", re.DOTALL)
    for at in range(start, len(lines)):
        if _HEADER.match(lines[at]) and _starts_here(lines, at):
            break
        if (match := pattern.fullmatch(lines[at])) and _starts_here(lines, at):
            lines[at] = f"{match[1]}{value}{match[2]}"
            return
    at = start or _after_comment(lines)
    lines.insert(at, f"{key} = {value}" + ("\r" if lines[0].endswith("\r") else ""))


def _after_comment(lines: list[str]) -> int:
    """The first line that is no comment at the head of the file."""
    return next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))


# -- The walk: data against the types ------------------------------------------------------------------------

_SCHEMA = inspect.type_info(Plan)
_FAULTY: Final = object()
"""What the walk gives back for a value that it has reported."""

_RECIPIENT = re.compile(r"^(?P<name>.+?)\s*\((?P<note>(?:để )?(?:b/c|p/h|t/h|t/d))\)$")


def _officer(text: str) -> dict[str, str]:
    return {"title": text}


def _recipient(text: str) -> dict[str, str]:
    """The bracket is split off only if it is a known note: `UBND xã (2 bản)` stays a name."""
    match = _RECIPIENT.match(text.strip())
    return match.groupdict() if match else {"name": text}


SHORT_FORMS: Final[Mapping[type[msgspec.Struct], Callable[[str], dict[str, str]]]] = {
    Officer: _officer,
    Recipient: _recipient,
}

_SHAPES: Final[dict[type, Shape]] = {
    str: "text",
    int: "integer",
    float: "float",
    bool: "boolean",
    date: "date",
    datetime: "datetime",
    time: "time",
    list: "list",
    dict: "table",
}
_WANTED: Final[dict[type[inspect.Type], Shape]] = {
    inspect.StrType: "text",
    inspect.LiteralType: "text",
    inspect.IntType: "integer",
    inspect.BoolType: "boolean",
    inspect.DateType: "date",
    inspect.TimeType: "time",
    inspect.VarTupleType: "list",
    inspect.StructType: "table",
}
_EXAMPLES: Final[dict[Shape, str]] = {
    "text": '"…"',
    "integer": "10",
    "boolean": "true",
    "date": "2026-08-20",
    "time": "07:30:00",
    "list": '["…", "…"]',
}
_EXAMPLES_BY_NAME: Final[dict[str, str]] = {
    "id": '"xa_2026"',
    "issuer": '"Ủy ban nhân dân xã Ích Hậu"',
    "abstract": '"Tổ chức tiếp xúc, đối thoại với Nhân dân năm 2026"',
    "place": '"xã Ích Hậu"',
    "chairs": '["Chủ tịch UBND xã"]',
    "owner": '"Văn phòng HĐND và UBND"',
    "who": '"Văn phòng HĐND và UBND"',
}


def _value(raw: object, want: inspect.Type, key: str, found: list[Problem]) -> object:
    """The value as the type wants it, or `_FAULTY` after it has been reported."""
    want = _not_none(want)
    if isinstance(raw, str) and (longer := _short_form(want)):
        raw = longer(raw)
    if _shape(raw) != _WANTED[type(want)]:
        found.append(_wrong_type(raw, want, key))
        return _FAULTY
    return _READERS.get(type(want), _as_it_is)(raw, want, key, found)


def _not_none(want: inspect.Type) -> inspect.Type:
    """The only unions are of one type and None, which TOML cannot write."""
    return want.types[0] if isinstance(want, inspect.UnionType) else want


def _short_form(want: inspect.Type) -> Callable[[str], dict[str, str]] | None:
    return SHORT_FORMS.get(want.cls) if isinstance(want, inspect.StructType) else None


def _shape(raw: object) -> Shape:
    """By exact type: a boolean is no integer here, and a date with an hour is no date."""
    return _SHAPES[type(raw)]


def _wrong_type(raw: object, want: inspect.Type, key: str) -> Problem:
    example = _example(key, want)
    return _problem(key, "wrong_type", expected=_WANTED[type(want)], got=_shape(raw), example=example)


def _example(key: str, want: inspect.Type) -> str:
    """How a right value is written in the file."""
    path = _without_places(key)
    match _not_none(want):
        case inspect.LiteralType(values=values):
            return f'"{values[0]}"'
        case inspect.VarTupleType(item_type=inspect.StructType() as item) if not _short_form(item):
            return f"[[{path}]]"
        case inspect.StructType() as table if _short_form(table):
            return _EXAMPLES["text"]
        case inspect.StructType():
            return f"[[{path}]]" if key.endswith("]") else f"[{path}]"
        case plain:
            return _EXAMPLES_BY_NAME.get(key.rpartition(".")[2], _EXAMPLES[_WANTED[type(plain)]])


def _without_places(key: str) -> str:
    return re.sub(r"\[\d+\]", "", key)


def _as_it_is(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    return raw


def _table(raw: Any, want: Any, key: str, found: list[Problem]) -> dict[str, object]:
    """One table. A faulty value gives way to its default or to a stand-in: the rest can still be checked."""
    fields = {field.name: field for field in want.fields}
    found.extend(_unknown(name, fields, key) for name in raw if name not in fields)
    read: dict[str, object] = {}
    for name, field in fields.items():
        value = _field(raw, field, f"{key}.{name}" if key else name, found)
        if value is not _FAULTY:
            read[name] = value
        elif field.required:
            read[name] = _stand_in(field.type)
    return read


def _field(raw: Mapping[str, object], field: inspect.Field, key: str, found: list[Problem]) -> object:
    if field.name in raw:
        return _value(raw[field.name], field.type, key, found)
    if field.required:
        found.append(_problem(key, "missing", example=_example(key, field.type)))
    return _FAULTY


def _unknown(name: str, fields: Mapping[str, object], key: str) -> Problem:
    name = clean(name)
    return _problem(f"{key}.{name}" if key else name, "unknown_key", nearest=_nearest(name, fields))


def _nearest(name: str, known: Iterable[str]) -> str:
    """The known word that was probably meant. Accents, case, blanks and hyphens are what hands get wrong."""
    plain = {_plain(word): word for word in known}
    return next((plain[word] for word in get_close_matches(_plain(name), plain, n=1)), "")


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")


def _stand_in(want: inspect.Type) -> object:
    """Any value of the type, in the place of a faulty one."""
    match want:
        case inspect.StructType():
            return {field.name: _stand_in(field.type) for field in want.fields if field.required}
        case inspect.VarTupleType():
            return [_stand_in(want.item_type)] * (want.min_length or 0)
        case inspect.LiteralType():
            return want.values[0]
        case inspect.IntType():
            return 1
        case _:  # no other type is required anywhere
            return "x"


def _list(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    """A list; faulty items keep their place, so that the places of the others stay right."""
    if len(raw) < (want.min_length or 0):
        found.append(_problem(key, "empty", example=_example(key, want)))
        return _FAULTY
    items = (_value(item, want.item_type, f"{key}[{at}]", found) for at, item in enumerate(raw))
    return [_stand_in(want.item_type) if item is _FAULTY else item for item in items]


def _text(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    text = clean(raw).strip()
    if len(text) >= (want.min_length or 0) and re.search(want.pattern or "", text):
        return text
    if text:
        found.append(_problem(key, "bad_id", got=text, nearest=_plain(text) or "x"))
    else:
        found.append(_problem(key, "empty", example=_example(key, want)))
    return _FAULTY


def _choice(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    text, allowed = clean(raw).strip(), list(want.values)
    if text in allowed:
        return text
    nearest = _nearest(text, allowed)
    found.append(_problem(key, "not_one_of", allowed=", ".join(allowed), got=text, nearest=nearest))
    return _FAULTY


def _integer(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    least = want.ge if want.gt is None else want.gt + 1
    got = max(-_FAR, min(raw, _FAR))
    if raw < least:
        found.append(_problem(key, "not_positive", got=got, least=least))
    elif raw > want.le:
        found.append(_problem(key, "too_large", got=got, most=want.le))
    else:
        return raw
    return _FAULTY


_FAR: Final = 10**12
"""Numbers are not told beyond this: Python itself refuses to write out the longest that TOML can hold."""
_FIRST_DATE: Final = date(2000, 1, 1)
_LAST_DATE: Final = date(2099, 12, 31)


def _date(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    """A slipped year is caught here: deadlines are counted from it, and the calendar has an end."""
    if _FIRST_DATE <= raw <= _LAST_DATE:
        return raw
    facts = {"got": str(raw), "first": str(_FIRST_DATE), "last": str(_LAST_DATE)}
    found.append(_problem(key, "implausible_date", **facts))
    return _FAULTY


_READERS: Final[dict[type[inspect.Type], Callable[[Any, Any, str, list[Problem]], object]]] = {
    inspect.StructType: _table,
    inspect.VarTupleType: _list,
    inspect.StrType: _text,
    inspect.LiteralType: _choice,
    inspect.IntType: _integer,
    inspect.DateType: _date,
}

# -- Sense ---------------------------------------------------------------------------------------------------
# Each check names the keys that it reads, to be left out where one of them is already reported as faulty.


def _doubt(problem: Problem) -> str:
    """The key, without places in lists, whose value is not known because of this problem."""
    key, nearest = problem.key, problem.facts.get("nearest")
    if problem.code == "unknown_key" and nearest:
        key = f"{key.rpartition('.')[0]}.{nearest}".removeprefix(".")
    return _without_places(key)


def _touches(doubtful: list[str], reads: tuple[str, ...]) -> bool:
    """Whether a doubtful key is one that is read, or holds it."""
    return any(f"{read}.".startswith(f"{key}.") for key in doubtful for read in reads)


def _event_number(plan: Plan) -> Iterator[Problem]:
    if not 1 <= plan.event <= len(plan.events):
        yield _problem("event", "event_out_of_range", got=plan.event, count=len(plan.events))


def _periods(plan: Plan) -> Iterator[Problem]:
    for at, event in enumerate(plan.events):
        first, last = event.not_before, _last_day(event)
        if first and last and first > last:
            yield _problem(f"events[{at}]", "period_reversed", first=str(first), last=str(last))
        yield from _outside(f"events[{at}].date", event)


def _last_day(event: Event) -> date | None:
    strict = event.finish_before - timedelta(days=1) if event.finish_before else None
    return min((day for day in (event.not_after, strict) if day), default=None)


def _outside(key: str, event: Event) -> Iterator[Problem]:
    day = event.date
    if day is None:
        return
    bounds = (
        ("not_before", event.not_before, event.not_before and day < event.not_before),
        ("not_after", event.not_after, event.not_after and day > event.not_after),
        ("finish_before", event.finish_before, event.finish_before and day >= event.finish_before),
    )
    for bound, limit, broken in bounds:
        if broken:
            yield _problem(key, "date_outside_period", date=str(day), bound=bound, limit=str(limit))


def _quotas(plan: Plan) -> Iterator[Problem]:
    for at, event in enumerate(plan.events):
        total = sum(quota.people for quota in event.quotas)
        if event.quotas and event.expected not in (None, total):
            yield _problem(f"events[{at}].expected", "quota_sum", sum=total, expected=event.expected or 0)


def _duplicates(field: str, ids: list[str]) -> Iterator[Problem]:
    for at, name in enumerate(ids):
        first = ids.index(name)
        if name and first < at:
            yield _problem(f"{field}[{at}].id", "duplicate_id", id=name, first=f"{field}[{first}].id")


def _agenda_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("agenda", [item.id for item in plan.agenda])


def _deadline_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("deadlines", [deadline.id for deadline in plan.deadlines])


def _unit_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("units", [unit.id for unit in plan.units])


def _agenda_kinds(plan: Plan) -> Iterator[Problem]:
    """A plan without any agenda takes the default, which has everything."""
    if plan.agenda:
        yield from _missing_steps(plan.agenda, plan.rules.mode)


def _missing_steps(agenda: tuple[AgendaItem, ...], mode: str) -> Iterator[Problem]:
    kinds = {item.kind for item in agenda}
    if "speeches" not in kinds:
        yield _problem("agenda", "agenda_without_speeches")
    if "answers" not in kinds and mode == "batch":  # else the answers come between the speeches
        yield _problem("agenda", "agenda_without_answers")
    if "conclusion" not in kinds:
        yield _problem("agenda", "agenda_without_conclusion")


def _topics(plan: Plan) -> Iterator[Problem]:
    allowed = ", ".join(TOPIC_BY_CODE)
    for at, unit in enumerate(plan.units):
        for place, topic in enumerate(unit.topics):
            if topic not in TOPIC_BY_CODE:
                key, nearest = f"units[{at}].topics[{place}]", _nearest(topic, TOPIC_BY_CODE)
                yield _problem(key, "unknown_topic", got=topic, nearest=nearest, allowed=allowed)


def _chain(plan: Plan) -> Iterator[Problem]:
    """Counting from the notice needs a deadline for the notice that itself counts from the conference."""
    announced = any(_is_notice(deadline) for deadline in plan.deadlines)
    for at, deadline in enumerate(plan.deadlines):
        if deadline.anchor == "notice" and not announced:
            yield _problem(f"deadlines[{at}].anchor", "deadline_chain", id=deadline.id)


def _is_notice(deadline: Deadline) -> bool:
    return deadline.kind == "notice" and deadline.anchor != "notice"


def _directions(plan: Plan) -> Iterator[Problem]:
    for at, deadline in enumerate(plan.deadlines):
        if deadline.anchor == "notice" and deadline.dir == "before":
            facts = {"id": deadline.id, "dir": deadline.dir, "anchor": deadline.anchor}
            yield _problem(f"deadlines[{at}].dir", "deadline_direction", **facts)


_ABOLISHED = re.compile(r"\b(huyện|quận|thị xã|thị trấn)\b", re.IGNORECASE)


def _abolished(plan: Plan) -> Iterator[Problem]:
    if plan.era != "two_tier":
        return
    for key, text in _bodies(plan):
        if match := _ABOLISHED.search(text):
            yield _problem(key, "abolished_body", text=text, word=match[0], since=str(REFORM))


def _bodies(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text that names a body to write to, to invite or to charge with something."""
    yield "issuer", plan.issuer
    yield "superior", plan.superior
    yield "district", plan.district
    yield "level", "huyện" if plan.level == "huyen" else ""
    for field in ("chairs", "co_chairs_invited", "secretaries"):
        yield from ((f"{field}[{at}].title", who.title) for at, who in enumerate(getattr(plan, field)))
    for field in ("delegates", "delegates_village", "guests_optional"):
        yield from ((f"{field}[{at}]", text) for at, text in enumerate(getattr(plan, field)))
    yield from ((f"recipients[{at}].name", body.name) for at, body in enumerate(plan.recipients))
    yield from ((f"deadlines[{at}].owner", duty.owner) for at, duty in enumerate(plan.deadlines))
    yield from ((f"tasks[{at}].who", task.who) for at, task in enumerate(plan.tasks))
    yield from ((f"units[{at}].name", unit.name) for at, unit in enumerate(plan.units))


def _side(plan: Plan, turn: date) -> tuple[bool, date] | None:
    """Whether this folder's event is on or after the turn, and a day that shows it; None if nobody knows."""
    if not 1 <= plan.event <= len(plan.events):
        return None
    first = plan.here.date or plan.here.not_before
    last = plan.here.date or _last_day(plan.here)
    if first and first >= turn:
        return True, first
    return (False, last) if last and last < turn else None


def _profile(plan: Plan) -> Iterator[Problem]:
    side = _side(plan, PARTY_GUIDE_05)
    if side and plan.format_profile != "nd30":
        right = "dang_hd05" if side[0] else "dang_hd36"
        yield from _out_of_time("format_profile", "profile_out_of_date", plan.format_profile, right, side[1])


def _era(plan: Plan) -> Iterator[Problem]:
    if side := _side(plan, REFORM):
        right = "two_tier" if side[0] else "pre_2025_07"
        yield from _out_of_time("era", "era_mismatch", plan.era, right, side[1])


def _out_of_time(key: str, code: Code, got: str, right: str, day: date) -> Iterator[Problem]:
    since = REFORM if key == "era" else PARTY_GUIDE_05
    if got != right:
        yield _problem(key, code, got=got, nearest=right, date=str(day), since=str(since))


_PERIOD = ("events.date", "events.not_before", "events.not_after", "events.finish_before")

_CHECKS: Final[tuple[tuple[tuple[str, ...], Callable[[Plan], Iterator[Problem]]], ...]] = (
    (("event", "events"), _event_number),
    (_PERIOD, _periods),
    (("events.expected", "events.quotas.people"), _quotas),
    (("agenda.id",), _agenda_ids),
    (("agenda.kind", "rules.mode"), _agenda_kinds),
    (("deadlines.id",), _deadline_ids),
    (("deadlines.kind", "deadlines.anchor"), _chain),
    (("deadlines.dir", "deadlines.anchor"), _directions),
    (("units.id",), _unit_ids),
    (("units.topics",), _topics),
    (("era",), _abolished),
    (("format_profile", "event", *_PERIOD), _profile),
    (("era", "event", *_PERIOD), _era),
)
