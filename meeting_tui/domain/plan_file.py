"""Reading a `plan.toml`: every fault at once, each with its place and with what would be right.

A plan with a fault of structure is not returned, but what is sound in it is still checked for sense, so that
one pass shows everything. Short forms that are understood, and nothing else is guessed:

    chairs, co_chairs_invited, secretaries    "Chủ tịch UBND xã"   = { title = "Chủ tịch UBND xã" }
    recipients                                "UBND huyện (b/c)"   = { name = "UBND huyện", note = "b/c" }
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Final

import msgspec
from msgspec import inspect, structs

from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Officer, Plan, Recipient
from meeting_tui.domain.plan_checks import checks_apart_from
from meeting_tui.domain.plan_problems import Problem, Shape, fault, nearest, plain_word
from meeting_tui.domain.text import clean


def read_plan(text: str, profiles: Mapping[str, Profile]) -> tuple[Plan | None, list[Problem]]:
    """The plan and all its problems; no plan if it is not TOML or a value does not fit its key.

    `profiles`: the guides that it may choose from, by name, the oldest of a kind first; among them the default.
    """
    data, broken = parse(text)
    return (None, [broken]) if broken is not None else judge(data, profiles)


def judge(data: Mapping[str, Any], profiles: Mapping[str, Profile]) -> tuple[Plan | None, list[Problem]]:
    """The same for tables that were read already."""
    found: list[Problem] = []
    sound = _table(data, _schema(profiles), "", found)
    plan = msgspec.convert(sound, Plan)
    doubtful = [_doubt(problem) for problem in found]
    sense = [problem for check in checks_apart_from(doubtful, profiles) for problem in check(plan)]
    return (None if found else plan), found + sense


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parse(text: str) -> tuple[dict[str, Any], Problem | None]:
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
    return fault(
        "",
        "bad_toml",
        line=int(line or last),
        column=int(column or len(text) - text.rfind("\n")),
        detail=clean(_PLACE.sub("", message)),
    )


_SCHEMA: Final[Any] = inspect.type_info(Plan)
_FAULTY: Final = object()
"""What the walk gives back for a value that it has reported."""

_RECIPIENT = re.compile(r"^(?P<name>.+?)\s*\((?P<note>(?:để )?(?:b/c|p/h|t/h|t/d))\)$")


def _schema(profiles: Iterable[str]) -> inspect.StructType:
    """What a plan may say, with the guides that are known as those to choose from."""
    known = inspect.LiteralType(values=tuple(profiles))
    fields = (
        structs.replace(field, type=known) if field.name == "format_profile" else field
        for field in _SCHEMA.fields
    )
    schema: inspect.StructType = structs.replace(_SCHEMA, fields=tuple(fields))
    return schema


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
    return fault(key, "wrong_type", expected=_WANTED[type(want)], got=_shape(raw), example=example)


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
        found.append(fault(key, "missing", example=_example(key, field.type)))
    return _FAULTY


def _unknown(name: str, fields: Mapping[str, object], key: str) -> Problem:
    name = clean(name)
    return fault(f"{key}.{name}" if key else name, "unknown_key", nearest=nearest(name, fields))


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
        found.append(fault(key, "empty", example=_example(key, want)))
        return _FAULTY
    items = (_value(item, want.item_type, f"{key}[{at}]", found) for at, item in enumerate(raw))
    return [_stand_in(want.item_type) if item is _FAULTY else item for item in items]


def _text(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    text = clean(raw).strip()
    if len(text) >= (want.min_length or 0) and re.search(want.pattern or "", text):
        return text
    if text:
        found.append(fault(key, "bad_id", got=text, nearest=plain_word(text) or "x"))
    else:
        found.append(fault(key, "empty", example=_example(key, want)))
    return _FAULTY


def _choice(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    text, allowed = clean(raw).strip(), list(want.values)
    if text in allowed:
        return text
    meant = nearest(text, allowed)
    found.append(fault(key, "not_one_of", allowed=", ".join(allowed), got=text, nearest=meant))
    return _FAULTY


def _integer(raw: Any, want: Any, key: str, found: list[Problem]) -> object:
    least = want.ge if want.gt is None else want.gt + 1
    got = max(-_FAR, min(raw, _FAR))
    if raw < least:
        found.append(fault(key, "not_positive", got=got, least=least))
    elif raw > want.le:
        found.append(fault(key, "too_large", got=got, most=want.le))
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
    found.append(fault(key, "implausible_date", **facts))
    return _FAULTY


_READERS: Final[dict[type[inspect.Type], Callable[[Any, Any, str, list[Problem]], object]]] = {
    inspect.StructType: _table,
    inspect.VarTupleType: _list,
    inspect.StrType: _text,
    inspect.LiteralType: _choice,
    inspect.IntType: _integer,
    inspect.DateType: _date,
}


def _doubt(problem: Problem) -> str:
    """The key, without places in lists, whose value is not known because of this problem."""
    key, meant = problem.key, problem.facts.get("nearest")
    if problem.code == "unknown_key" and meant:
        key = f"{key.rpartition('.')[0]}.{meant}".removeprefix(".")
    return _without_places(key)
