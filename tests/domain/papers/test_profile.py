"""What a guide wants papers to say: taken from its tables, or refused in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from meeting_tui.domain.papers.profile import BadProfile, parse_profile, section

GUIDE = {"title": "Hướng dẫn mới", "style": "party"}
WORDS = {
    "right": ["ĐẢNG CỘNG SẢN VIỆT NAM"],
    "number": "Số      -{kind}/{organ}",
    "section": "{roman}) {title}",
    "end": "",
    "salutation": "Đồng chí",
    "secretary": "THƯ KÝ",
    "chair": "CHỦ TRÌ",
    "chair_note": "",
    "secretary_note": "",
    "archive": "Lưu",
    "archive_sent": "Lưu",
}


def tables(guide: dict[str, Any] | None = None, **words: Any) -> dict[str, object]:
    return {"guide": {**GUIDE, **(guide or {})}, "words": {**WORDS, **words}}


def test_a_profile_is_its_name_its_guide_and_its_words() -> None:
    """Sizes in the same file are for those who lay papers out."""
    profile = parse_profile("moi", {**tables({"since": date(2028, 1, 1)}), "page": {"size": "?"}})
    assert (profile.name, profile.guide.title, profile.guide.style) == ("moi", "Hướng dẫn mới", "party")
    assert (profile.guide.since, profile.guide.until) == (date(2028, 1, 1), None)
    assert profile.words.right == ("ĐẢNG CỘNG SẢN VIỆT NAM",)
    assert section(profile, "II", "Nội dung") == "II) NỘI DUNG"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "moi.toml: Object missing required field `guide`"),
        ({"guide": GUIDE}, "missing required field `words`"),
        (tables(tone="cao"), "unknown field `tone` - at `$.words`"),
        (tables({"author": "x"}), "unknown field `author` - at `$.guide`"),
        (tables({"style": "church"}), "Invalid enum value 'church' - at `$.guide.style`"),
        (tables({"title": ""}), "at `$.guide.title`"),
        (tables({"since": datetime(2028, 1, 1)}), "got `datetime` - at `$.guide.since`"),
        (
            tables({"since": date(2028, 1, 2), "until": date(2028, 1, 1)}),
            "guide.until: 2028-01-01 is before guide.since, 2028-01-02",
        ),
        (tables(right=[]), "at `$.words.right`"),
        (tables(secretary=5), "Expected `str`, got `int` - at `$.words.secretary`"),
        (tables(number="Số: /{kind}"), "words.number: {organ} is missing"),
        (tables(section="{title}"), "words.section: {roman} is missing"),
        (tables(chair="CHỦ TRÌ {evnt}"), "words.chair: nothing is known for {evnt}"),
        (tables(right=["A", "{kind}"]), "words.right: nothing is known for {kind}"),
        (tables(archive="Lưu {committee"), "words.archive: a brace has no partner"),
        (tables(archive="Lưu{drafters}"), "words.archive: nothing is known for {drafters}"),
        (tables(number="{kind}{organ}{}"), "words.number: a brace has no partner"),
    ],
)
def test_a_fault_is_named_with_its_place(told: dict[str, object], said: str) -> None:
    """Found when the guide is read, not in the middle of a paper on the day."""
    with pytest.raises(BadProfile) as refused:
        parse_profile("moi", told)
    assert said in str(refused.value)


def test_a_file_whose_name_no_plan_could_write_is_refused() -> None:
    with pytest.raises(BadProfile, match=r"nd 30 - Copy\.toml"):
        parse_profile("nd 30 - Copy", tables())
