"""The settings file of each profile: whole, with its sources, and refused in words when it is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import meeting_tui
from meeting_tui.domain.papers.profile import BadProfile
from meeting_tui.export.look import PROFILES, look_of, read_look
from meeting_tui.store import guides

NAMES = list(guides.format_profiles())
PACKAGE = Path(meeting_tui.__file__).parent


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


def test_words_and_sizes_are_in_the_same_files() -> None:
    """One file for one guide: whoever adds a new one cannot forget its other half."""
    assert PROFILES == guides.PROFILES
    assert {path.stem for path in PROFILES.glob("*.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_names_its_source(name: str) -> None:
    """Whoever doubts a number can look it up."""
    lines = (PROFILES / f"{name}.toml").read_text("utf-8").splitlines()
    values = [line for line in lines if re.match(r"\w+ =", line)]
    assert len(values) > 55
    assert [line for line in values if not re.search(r"\S  +# \S.{4,}", line)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_key_is_idle(name: str) -> None:
    """What somebody changes in the file changes something on paper."""
    kinds = ("domain/**/*.py", "export/**/*.py", "export/typst/*.typ")
    code = "\n".join(path.read_text("utf-8") for kind in kinds for path in PACKAGE.glob(kind))
    tables = tomllib.loads((PROFILES / f"{name}.toml").read_text("utf-8"))
    read = {table: table if table in ("guide", "words") else r"\w" for table in tables}
    idle = [
        f"{table}.{key}"
        for table, keys in tables.items()
        for key in keys
        if not re.search(rf"{read[table]}\.{key}\b", code)
    ]
    assert idle == []


@pytest.mark.parametrize("name", NAMES)
def test_an_asterisk_stands_in_party_papers_only(name: str) -> None:
    style = guides.format_profiles()[name].guide.style
    assert (look_of(name).letterhead.issuer_rule == 0) == (style == "party")


def test_a_sheet_on_its_side_is_bound_at_the_top() -> None:
    """Punched holes of a landscape appendix lie on those of the paper."""
    look = look_of("nd30")
    assert look.margins(landscape=False) == (20, 15, 20, 30)
    assert look.margins(landscape=True) == (30, 20, 15, 20)
    assert look.text(landscape=True) == (257, 165)


def test_another_file_has_another_look(state_file: str, tmp_path: Path) -> None:
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
        (r"\[page\]", "[sheet]", "unknown field `sheet`"),
        (r"\[13, 14\]", "[13]", "letterhead.right: 1 sizes for the 2 lines of words.right"),
        (r"(?m)^salutation = .*$", "", "missing required field `salutation` - at `$.words`"),
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
