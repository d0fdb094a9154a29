"""The guides that papers are made by: one settings file each in `profiles/`. A new guide is a new file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from meeting_tui.domain.papers.profile import BadProfile, Profile, parse_profile
from meeting_tui.domain.plan import Plan

PROFILES = Path(__file__).parent.parent / "profiles"


@cache
def format_profiles(folder: Path = PROFILES) -> Mapping[str, Profile]:
    """Every profile of the folder by its name: the state's first, each kind by age. Raises BadProfile."""
    found = map(_read, folder.glob("*.toml"))
    return {profile.name: profile for profile in sorted(found, key=_order)}


def profile_of(plan: Plan) -> Profile:
    """The profile that a valid plan has chosen."""
    return format_profiles()[plan.format_profile]


def _read(path: Path) -> Profile:
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(path.name, str(error)) from error
    return parse_profile(path.stem, tables)


def _order(profile: Profile) -> tuple[bool, date, str]:
    return profile.guide.style == "party", profile.guide.since or date.min, profile.name
