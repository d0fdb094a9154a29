"""How papers look, per format profile: the sizes in its settings file in `profiles/`, every value with its source.

Lengths are in mm, sizes of letters in points. What the same file says in words is read in `store/guides.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from meeting_tui.domain.papers.profile import BadProfile, Profile, parse_profile

FONT = "Times New Roman"
"""Of spreadsheets, which have no profile."""
PROFILES = Path(__file__).parent.parent / "profiles"

Points = Annotated[float, msgspec.Meta(ge=6, le=36)]
Space = Annotated[float, msgspec.Meta(ge=0, le=72)]
"""Points between lines; 0 where the file says what it stands for."""
Length = Annotated[float, msgspec.Meta(ge=0, le=300)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file. Nothing has a default: what a guide says is said in the file."""


class Sheet(Part, frozen=True, kw_only=True):
    size: tuple[Length, Length]
    """Width and height, upright."""
    margins: tuple[Length, Length, Length, Length]
    """Top, right, bottom, left, upright."""
    header: Length
    """From the edge to the page's number."""
    number: Points


class Fonts(Part, frozen=True, kw_only=True):
    word: str
    pdf: tuple[str, ...]
    """The first that has a letter draws it."""
    language: str


class Head(Part, frozen=True, kw_only=True):
    columns: tuple[Length, Length]
    superior: Points
    issuer: Points
    issuer_rule: Share
    """Of the text's width; 0: an asterisk instead."""
    right: tuple[Points, ...]
    right_rule: Share
    number: Points
    place_date: Points
    about: Points
    about_italic: bool


class Titles(Part, frozen=True, kw_only=True):
    size: Points
    before: Space
    subject: Points
    rule: Share
    """Of the last line's width; 0: five hyphens instead."""


class Body(Part, frozen=True, kw_only=True):
    size: Points
    line: Space
    """Exact distance of lines; 0: single."""
    first_line: Length
    step: Length
    """Further indentation of each level."""
    before: Space
    heading_before: Space


class Tables(Part, frozen=True, kw_only=True):
    size: Points
    small: Points
    padding: Length


class Signing(Part, frozen=True, kw_only=True):
    columns: tuple[Length, Length]
    before: Space
    size: Points
    note: Points
    room: Length
    role_bold: bool
    """Whether the role is bold under a line that says on whose behalf."""


class Received(Part, frozen=True, kw_only=True):
    to: Points
    title: Points
    title_underlined: bool
    lines: Points


class Appendices(Part, frozen=True, kw_only=True):
    label: Points
    title: Points
    note: Points


class Imprinted(Part, frozen=True, kw_only=True):
    size: Points
    before: Space
    colour: Annotated[str, msgspec.Meta(pattern="^[0-9A-F]{6}$")]
    """Red, green and blue in hex digits."""


class Look(Part, frozen=True, kw_only=True):
    """What one profile's settings file says besides `guide` and `words`."""

    page: Sheet
    fonts: Fonts
    letterhead: Head
    title: Titles
    body: Body
    table: Tables
    signatures: Signing
    recipients: Received
    appendix: Appendices
    imprint: Imprinted

    def sides(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height of the sheet."""
        width, height = self.page.size
        return (height, width) if landscape else (width, height)

    def margins(self, *, landscape: bool) -> tuple[float, float, float, float]:
        """Top, right, bottom, left. A sheet on its side is bound where it would be bound upright: at the top."""
        top, right, bottom, left = self.page.margins
        return (left, top, right, bottom) if landscape else (top, right, bottom, left)

    def text(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height that the margins leave."""
        width, height = self.sides(landscape=landscape)
        top, right, bottom, left = self.margins(landscape=landscape)
        return width - left - right, height - top - bottom


@cache
def look_of(profile: str) -> Look:
    """The look of a format profile. Raises BadProfile."""
    return read_look(PROFILES / f"{profile}.toml")


def read_look(path: Path) -> Look:
    """A settings file. Raises BadProfile for one that is not there, not TOML, or lacks or mistakes a value."""
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
        told = {name: table for name, table in tables.items() if name not in ("guide", "words")}
        look = msgspec.convert(told, Look)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BadProfile(path.name, str(error)) from error
    for fault in _misfits(look, parse_profile(path.stem, tables)):
        raise BadProfile(path.name, fault)
    return look


def _misfits(look: Look, profile: Profile) -> Iterator[str]:
    """Values that are right by themselves, but not together."""
    width, height = look.text(landscape=False)
    if width <= 0 or height <= 0:
        yield "page.margins: no room is left for text"
    for name, columns in (("letterhead", look.letterhead.columns), ("signatures", look.signatures.columns)):
        if abs(sum(columns) - width) > 0.5:
            yield f"{name}.columns: together {sum(columns):g} mm, the text has {width:g}"
    sizes, lines = look.letterhead.right, profile.words.right
    if len(sizes) != len(lines):
        yield f"letterhead.right: {len(sizes)} sizes for the {len(lines)} lines of words.right"
