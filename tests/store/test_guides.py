"""The settings files of the guides: all that lie in the folder, or a word about the one that cannot be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from meeting_tui.domain.papers.profile import BadProfile
from meeting_tui.domain.plan import Event, Officer, Plan
from meeting_tui.store.guides import PROFILES, format_profiles, profile_of


def test_the_states_guide_comes_first_then_the_partys_by_age() -> None:
    """In this order a clerk is told what a plan may choose."""
    assert list(format_profiles()) == ["nd30", "dang_hd36", "dang_hd05"]
    assert [one.guide.style for one in format_profiles().values()] == ["state", "party", "party"]


def test_one_guide_follows_the_other_to_the_day() -> None:
    old, new = (format_profiles()[name].guide for name in ("dang_hd36", "dang_hd05"))
    assert old.until is not None and new.since is not None
    assert ((new.since - old.until).days, new.until) == (1, None)


def test_a_plan_has_the_profile_that_it_names() -> None:
    plan = Plan(id="x", issuer="x", abstract="x", place="x", events=(Event(),), chairs=(Officer(title="x"),))
    assert profile_of(plan).name == "nd30"
    assert profile_of(msgspec.structs.replace(plan, format_profile="dang_hd05")).name == "dang_hd05"


def test_whatever_lies_in_the_folder_is_known(tmp_path: Path) -> None:
    shutil.copytree(PROFILES, tmp_path / "profiles")
    shutil.copy(PROFILES / "nd30.toml", tmp_path / "profiles" / "nd99.toml")
    (tmp_path / "profiles" / "notes.txt").write_text("x")
    assert list(format_profiles(tmp_path / "profiles")) == ["nd30", "nd99", "dang_hd36", "dang_hd05"]
    assert "nd99" not in format_profiles()


@pytest.mark.parametrize("data", [b"[guide", b"\xff\xfe", b"", b"[guide]\n[words]\n"])
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "moi.toml").write_bytes(data)
    with pytest.raises(BadProfile, match=r"^moi\.toml: .{10}"):
        format_profiles(tmp_path)
