"""Whether two people of one name are one person: by village, sex, year of birth, household and phone.

Also whether a name is that of two people, and whether two names of an organisation are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

import msgspec

from meeting_tui.domain.text import fold


class Described(Protocol):
    """What a record of the meeting and a row of a roster both say of somebody."""

    @property
    def name(self) -> str: ...
    @property
    def village(self) -> str: ...
    @property
    def salutation(self) -> str: ...
    @property
    def birth_year(self) -> int | None: ...
    @property
    def household(self) -> str: ...
    @property
    def phone(self) -> str: ...


Who: TypeAlias = str | int
"""A person: the key of one in the meeting, or the place of the entry that brings them."""

Likeness = Literal["proven", "likely", "unsure", "other"]


class Traits(msgspec.Struct, frozen=True, gc=False):
    """What tells apart people of one name."""

    who: Who
    village: tuple[str, str]
    """Its kind and its name, folded: `("thon", "dong")`."""
    salutation: str
    birth_year: int | None
    household: str
    heads_it: bool
    """The head of the household: that they share its name tells nothing."""
    phone: str


def traits_of(who: Who, record: Described) -> Traits:
    return Traits(
        who,
        village_key(record.village),
        record.salutation,
        record.birth_year,
        fold(record.household),
        fold(record.household) == fold(record.name),
        record.phone,
    )


_KINDS_OF_VILLAGE = (
    "to dan pho", "khu dan cu", "khu pho", "khoi pho", "tieu khu", "tdp",
    "thon", "ban", "lang", "xom", "ap", "buon", "bon", "phum", "soc", "khoi", "khu", "to",
)  # fmt: skip


def village_key(village: str) -> tuple[str, str]:
    """The kind of a village and its name, folded: `Thôn Đông` is `("thon", "dong")`, `Đông` is `("", "dong")`."""
    folded = fold(village).replace(".", " ")
    for kind in _KINDS_OF_VILLAGE:
        if folded.startswith(f"{kind} "):
            name = folded[len(kind) :].strip()
            return "to dan pho" if kind in ("tdp", "to") else kind, name.lstrip("0") or name
    return "", folded.lstrip("0") or folded


def same_village(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """One of them may leave out what kind of village it is."""
    return a[1] == b[1] and (a[0] == b[0] or not a[0] or not b[0])


def differ(a: object, b: object) -> bool:
    """Both are known, and they are not the same."""
    return bool(a) and bool(b) and a != b


def likeness(own: Traits, other: Traits) -> Likeness:
    """How surely two people of one name are one person."""
    same_phone = bool(own.phone) and own.phone == other.phone
    if differ(own.birth_year, other.birth_year) or differ(own.household, other.household):
        return "unsure" if same_phone else "other"
    if same_phone:
        return "proven"
    nowhere = not own.village[1] or not other.village[1]
    neighbours = same_village(own.village, other.village)
    if not neighbours and not nowhere:
        return "other"
    if differ(own.salutation, other.salutation):
        return "unsure"
    shared_year = own.birth_year is not None and own.birth_year == other.birth_year
    shared_household = bool(own.household) and own.household == other.household and not own.heads_it
    if shared_year or shared_household:
        return "proven"
    return "likely" if neighbours else "unsure"


_BETWEEN_NAMES = re.compile(r"\s*[,;/&+\n]\s*|\s+[-–]\s+|\s+(?i:và)\s+")


def is_several(name: str) -> bool:
    """Whether a name is that of several people: `Hoàng Thị Mão, Trần Văn Tý`."""
    parts = [part.split() for part in _BETWEEN_NAMES.split(name.strip())]
    return len(parts) > 1 and all(len(part) > 1 and all(word[0].isupper() for word in part) for part in parts)


_BODIES = ("chi hoi", "chi doan", "hoi", "doan")


def same_body(a: str, b: str) -> bool:
    """Whether two names are one organisation: `CCB`, `Hội CCB`, `Hội Cựu chiến binh`."""
    bare = [
        next((words[len(kind) :].split() for kind in _BODIES if words.startswith(f"{kind} ")), words.split())
        for words in map(fold, (a, b))
    ]
    return bool(bare[0]) and _same_or_short(*bare)


def _same_or_short(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the words are the same where a word of one may be the initials of several of the other."""
    if not a or not b:
        return not a and not b
    if a[0] == b[0] and _same_or_short(a[1:], b[1:]):
        return True
    for short, long in ((a, b), (b, a)):
        count = len(short[0])
        initials = "".join(word[0] for word in long[:count])
        if 1 < count <= len(long) and initials == short[0] and _same_or_short(short[1:], long[count:]):
            return True
    return False


def alike(people: Sequence[Traits]) -> bool:
    """Whether it makes no difference which of them is meant."""
    return len({msgspec.structs.replace(one, who="") for one in people}) == 1
