"""Every paper of the program, of whole days: what the tests of the layout are tried on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from paper_day import PARTY, STATE, whole_day

from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.catalogue import PAPERS
from meeting_tui.domain.plan import Plan
from meeting_tui.export.as_json import from_json
from meeting_tui.export.papers import Wish, make

PLANS: dict[str, Plan] = {
    "nd30": STATE,
    "dang_hd36": PARTY,
    "dang_hd05": msgspec.structs.replace(PARTY, format_profile="dang_hd05"),
}
KINDS = [name for name, kind in PAPERS.items() if "json" in kind.formats]


@cache
def trees(kind: str, profile: str) -> tuple[Paper, ...]:
    """The papers of one kind of a whole day, as neutral trees."""
    day = whole_day(PLANS[profile])
    return tuple(
        from_json(made.data) for made in make(kind, "json", day.meeting, day.now, Wish(profile=day.profile))
    )


def all_trees() -> Iterator[Paper]:
    for profile in PLANS:
        for kind in KINDS:
            yield from trees(kind, profile)
