"""What may be wrong with a plan: every fault has its place, a code and facts.

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
    no_venue                  example                       warning
    no_signer                 example                       warning
    no_superior               example                       warning: above a committee of the Party
    nameless_area             text, word                    warning: `UBND huyện`, and no key says of which
    abolished_body            text, word, since             warning
    profile_out_of_date       got, nearest, date, since     warning
    era_mismatch              got, nearest, date, since     warning

Dates in facts are written as in the file: `2025-08-31`. Warnings are for what may be so all the same: a
meeting that was put off is held although its plan is not amended, and a plan that names no signer can be rehearsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Final, Literal

import msgspec

from meeting_tui.domain.text import fold

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
    "no_venue",
    "no_signer",
    "no_superior",
    "nameless_area",
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
        "no_venue",
        "no_signer",
        "no_superior",
        "nameless_area",
        "abolished_body",
        "profile_out_of_date",
        "era_mismatch",
    }
)

REFORM: Final = date(2025, 7, 1)
"""The district level is gone from this day on (handbook, 10)."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault of a plan: where it is, what it is, and what would be right."""

    key: str
    code: Code
    facts: dict[str, str | int] = {}
    level: Level = "error"


def fault(key: str, code: Code, **facts: str | int) -> Problem:
    """A problem with the level that its code has."""
    return Problem(key=key, code=code, facts=facts, level="warning" if code in WARNINGS else "error")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known word that was probably meant. Accents, case, blanks and hyphens are what hands get wrong."""
    plain = {plain_word(word): word for word in known}
    return next((plain[word] for word in get_close_matches(plain_word(name), plain, n=1)), "")


def plain_word(name: str) -> str:
    """Small letters without accents, joined by underscores: what an identifier may be."""
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")
