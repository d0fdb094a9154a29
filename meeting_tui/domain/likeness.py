"""Whether two people of one name are one person: by village, sex, year of birth, household and phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeAlias

import msgspec

from meeting_tui.domain.text import fold


class Described(Protocol):
    """What a record of the meeting and a row of a roster both say of somebody."""

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
    phone: str


def traits_of(who: Who, record: Described) -> Traits:
    return Traits(
        who,
        village_key(record.village),
        record.salutation,
        record.birth_year,
        fold(record.household),
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
    if shared_year or (own.household and own.household == other.household):
        return "proven"
    return "likely" if neighbours else "unsure"


def alike(people: Sequence[Traits]) -> bool:
    """Whether it makes no difference which of them is meant."""
    return len({msgspec.structs.replace(one, who="") for one in people}) == 1
