"""What one guide wants papers to say: the type, and what its settings file may say (handbook, 1.2 to 1.4).

The files are `profiles/*.toml`, read in `store/guides.py`; the sizes in them are for `export/look.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec

from meeting_tui.domain.plan import Filled, Name


class BadProfile(ValueError):
    """A settings file that cannot be used; says which one, and what is missing or wrong where."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file}: {fault}")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file. Nothing has a default but the days that nobody knows."""


class Guide(Part, frozen=True, kw_only=True):
    """The text that the profile follows."""

    title: Filled
    style: Literal["state", "party"]
    since: date | None = None
    """The first day of its papers; None: not known."""
    until: date | None = None
    """The last day of its papers; None: it is in force."""


class Words(Part, frozen=True, kw_only=True):
    """The set words. `{…}` are filled by those who use them."""

    right: Annotated[tuple[Filled, ...], msgspec.Meta(min_length=1)]
    """The lines opposite the issuer."""
    number: Filled
    section: Filled
    end: str
    """What stands after the last sentence."""
    salutation: Filled
    """Before the name of those who conduct the meeting."""
    secretary: Filled
    chair: Filled
    chair_note: str
    secretary_note: str
    archive: Filled
    """The last line of `Nơi nhận` in what stays in the file of the conference, without its full stop."""
    archive_sent: Filled
    """The same in papers that are sent out."""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A guide by its name in the plan: the stem of its file."""

    name: Name
    guide: Guide
    words: Words


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "number": ("kind", "organ"),
    "section": ("roman", "title"),
    "chair": ("event",),
    "archive": ("committee",),
    "archive_sent": ("committee", "drafters"),
}
"""What may stand in the braces of which words."""
_NEEDED = ("number", "section")
"""Words that would lose a fact without their fields."""
_BRACES = re.compile(r"\{(\w+)\}")


def parse_profile(name: str, tables: Mapping[str, object]) -> Profile:
    """A profile from the tables of its file, `guide` and `words`; the others are not looked at. Raises BadProfile."""
    told = {key: tables[key] for key in ("guide", "words") if key in tables}
    try:
        profile = msgspec.convert({"name": name, **told}, Profile)
    except msgspec.ValidationError as error:
        raise BadProfile(f"{name}.toml", str(error)) from error
    for fault in _faults(profile):
        raise BadProfile(f"{name}.toml", fault)
    return profile


def section(profile: Profile, roman: str, title: str) -> str:
    """`I. THÀNH PHẦN THAM DỰ`; in party papers `I- …`."""
    return profile.words.section.format(roman=roman, title=title.upper())


def _faults(profile: Profile) -> Iterator[str]:
    since, until = profile.guide.since, profile.guide.until
    if since and until and until < since:
        yield f"guide.until: {until} is before guide.since, {since}"
    for key, value in msgspec.structs.asdict(profile.words).items():
        text, known = " ".join(value) if isinstance(value, tuple) else value, _FIELDS.get(key, ())
        given = _BRACES.findall(text)
        for field in given:
            if field not in known:
                yield f"words.{key}: nothing is known for {{{field}}}"
        if set("{}") & set(_BRACES.sub("", text)):
            yield f"words.{key}: a brace has no partner, or more than a name stands between two"
        if key in _NEEDED:
            yield from (f"words.{key}: {{{field}}} is missing" for field in known if field not in given)
