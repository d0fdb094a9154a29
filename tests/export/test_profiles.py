"""The settings file of each profile: whole, with its sources, and refused in words when it is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from meeting_tui.domain.papers.profile import PROFILES as WORDS
from meeting_tui.domain.plan import FormatProfile
from meeting_tui.export.look import PROFILES, BadProfile, look_of, read_look

NAMES = get_args(FormatProfile)


@pytest.fixture
def state_file() -> str:
    return (PROFILES / "nd30.toml").read_text("utf-8")


def read(text: str, folder: Path) -> str:
    """What is said about a settings file with this text."""
    file = folder / "new_guide.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadProfile) as refused:
        read_look(file)
    return str(refused.value)


def test_every_profile_of_a_plan_has_its_file_and_no_file_is_idle() -> None:
    assert {path.stem for path in PROFILES.glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_names_its_source(name: str) -> None:
    """Whoever doubts a number can look it up."""
    lines = (PROFILES / f"{name}.toml").read_text("utf-8").splitlines()
    values = [line for line in lines if re.match(r"\w+ =", line)]
    assert len(values) > 40
    assert [line for line in values if not re.search(r"\S  +# \S.{4,}", line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_sizes_and_words_of_a_profile_fit(name: FormatProfile) -> None:
    """Each line on the right of the letterhead has its size, and an asterisk stands in party papers only."""
    look = look_of(name)
    assert len(look.letterhead.right) == len(WORDS[name].right)
    assert (look.letterhead.issuer_rule == 0) == (WORDS[name].style == "party")


def test_a_sheet_on_its_side_is_bound_at_the_top() -> None:
    """Punched holes of a landscape appendix lie on those of the paper."""
    look = look_of("nd30")
    assert look.margins(landscape=False) == (20, 15, 20, 30)
    assert look.margins(landscape=True) == (30, 20, 15, 20)
    assert look.text(landscape=True) == (257, 165)


def test_a_new_guide_is_a_new_file(state_file: str, tmp_path: Path) -> None:
    file = tmp_path / "new_guide.toml"
    file.write_text(
        state_file.replace("size = 14                     # box 6", "size = 13  # box 6"), "utf-8"
    )
    assert read_look(file).body.size == 13


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            r"(?m)^first_line = .*$",
            "",
            "new_guide.toml: Object missing required field `first_line` - at `$.body`",
        ),
        (r"(?m)^\[table\](.|\n)*?\n\n", "", "missing required field `table`"),
        (r"(?m)^room = 22", "room = 'hai'", "Expected `float`, got `str` - at `$.signatures.room`"),
        (r"(?m)^header = 10", "header = 1000", "`$.page.header`"),
        (r"(?m)^step = 0", "steps = 0", "unknown field `steps` - at `$.body`"),
        (r"20, 15, 20, 30", "20, 15, 20", "`$.page.margins`"),
        (r"20, 15, 20, 30", "20, 100, 20, 110", "page.margins: no room is left for text"),
        (r"65, 100", "65, 120", "letterhead.columns: together 185 mm, the text has 165"),
        (r"82, 83", "82, 80", "signatures.columns: together 162 mm, the text has 165"),
        (r"\[page\]", "[page", "new_guide.toml: "),
    ],
)
def test_a_fault_is_named_with_its_place(
    before: str, after: str, said: str, state_file: str, tmp_path: Path
) -> None:
    """Who writes a new guide learns what is missing, not that a paper could not be made."""
    assert said in read(re.sub(before, after, state_file, count=1), tmp_path)


def test_a_profile_without_its_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadProfile, match=r"nobody\.toml"):
        read_look(tmp_path / "nobody.toml")
