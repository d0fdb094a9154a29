"""The wording of every paper, whole: a clerk signs it, so no word changes unseen.

After a change of words that is meant:

    REWRITE_GOLDEN=1 python -m pytest tests/domain/papers/test_golden_papers.py

and read the difference before it is committed.
"""

from __future__ import annotations

import os
from datetime import time
from functools import cache
from pathlib import Path

import msgspec
import pytest
from paper_day import PARTY, STATE, whole_day
from reading import written
from test_hostile_papers import PAPERS

from meeting_tui.domain.codes import make_code
from meeting_tui.domain.plan import Plan, Signature

GOLDEN = Path(__file__).parent / "golden"
PLANS: dict[str, Plan] = {
    "nd30": msgspec.structs.replace(
        STATE,
        signature=Signature(authority="TM. ỦY BAN NHÂN DÂN", deputy="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH"),
        events=(msgspec.structs.replace(STATE.here, start=time(7, 30)),),
    ),
    "dang_hd36": msgspec.structs.replace(
        PARTY, signature=Signature(authority="T/M BAN THƯỜNG VỤ", title="BÍ THƯ")
    ),
}


@cache
def text_of(paper: str, profile: str) -> str:
    """A month after the whole day; one person has a code, so that there is a letter."""
    plan = PLANS.get(profile) or msgspec.structs.replace(PLANS["dang_hd36"], format_profile=profile)
    day = whole_day(plan).at("08:00", days=31)
    meeting = day.meeting
    code = make_code(1_164_855, 42, 7)
    meeting.people["an"] = msgspec.structs.replace(meeting.people["an"], code=code, phone="0912 345 678")
    return "\n".join(map(written, PAPERS[paper](meeting, day.now, day.profile)))


@pytest.mark.parametrize("profile", PLANS)
@pytest.mark.parametrize("paper", PAPERS)
def test_every_word_is_as_it_was(paper: str, profile: str) -> None:
    path = GOLDEN / f"{paper}-{profile}.md"
    text = text_of(paper, profile)
    if "REWRITE_GOLDEN" in os.environ:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_partys_newer_guide_has_the_same_words(paper: str) -> None:
    """Guide 05-HD/VPTW is known to differ in sizes only (handbook, 1.1)."""
    assert text_of(paper, "dang_hd05") == text_of(paper, "dang_hd36")


def test_no_file_is_left_of_a_paper_that_is_gone() -> None:
    known = {f"{paper}-{profile}.md" for paper in PAPERS for profile in PLANS}
    assert {path.name for path in GOLDEN.iterdir()} == known
