"""`check` and `repair` as functions: what they find, and that they leave nothing half done."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import signed

from meeting_tui import places, sentences
from meeting_tui.checking import check_folder, repair_folder
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.store.errors import NotAJournal, TargetExists
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, FolderError, MeetingFolder, plan_text, valid_plan


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("held") / "m"
    source = places.reference_plan("khoen-on-2025")
    assert source is not None
    rehearse_into(source, target, seed=2)
    shutil.rmtree(target / EXPORTS)
    return signed(target)


@pytest.fixture
def held(held_once: Path, tmp_path: Path) -> Path:
    """A meeting that was held and closed."""
    return shutil.copytree(held_once, tmp_path / "m")


def flip(folder: Path, line: int) -> None:
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    lines[line] = lines[line][:40] + bytes([lines[line][40] ^ 1]) + lines[line][41:]
    (folder / JOURNAL).write_bytes(b"".join(lines))


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in check_folder(folder)]


def test_nothing_is_found_in_a_sound_folder(held: Path) -> None:
    assert codes(held) == codes(held / PLAN) == []


def test_there_must_be_a_plan(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no_plan"):
        list(check_folder(tmp_path))
    with pytest.raises(FolderError, match="no_folder"):
        list(check_folder(tmp_path / "gone"))


def test_a_plan_with_faults_hides_no_damage(held: Path) -> None:
    """Where the plan can still be read, the journal is looked at too."""
    (held / PLAN).write_text("event = 7\n" + plan_text(held), "utf-8")
    assert codes(held) == ["event_out_of_range"]
    flip(held, 9)
    found = codes(held)
    assert found == ["event_out_of_range", "damaged"]


STEPS = ", ".join(
    f'{{id = "{kind}-2", kind = "{kind}", title = "{kind}", minutes = 9}}'
    for kind in ("speeches", "answers", "conclusion")
)


@pytest.mark.parametrize(
    ("edited", "code", "key"),
    [
        (f"agenda = [{STEPS}]", "unknown_step", "khai_mac"),
        ('agenda = []\nunits = [{id = "cong_an", name = "Công an xã"}]', "unknown_unit", ""),
    ],
)
def test_a_plan_that_was_edited_after_the_day_had_begun(held: Path, edited: str, code: str, key: str) -> None:
    """A step or a unit that the journal names is gone: its entries hang in the air."""
    text = plan_text(held)
    assert text.count("\nagenda = []") == 1 and "\nunits" not in text
    (held / PLAN).write_text(text.replace("\nagenda = []", f"\n{edited}"), "utf-8")
    found = list(check_folder(held))
    assert {finding.code for finding in found} == {code}
    assert all(finding.level == "error" and finding.key == JOURNAL for finding in found)
    assert any(f"“{key}" in finding.text for finding in found)
    assert not any("…" in finding.text for finding in found)


def test_every_finding_says_where(held: Path) -> None:
    flip(held, 9)
    [found] = check_folder(held)
    assert (found.level, found.key) == ("error", JOURNAL)
    assert str(held / JOURNAL) in found.text and f"repair {held} " in found.text


@pytest.mark.parametrize(
    ("above", "service"),
    [("OneDrive - UBND xã", "OneDrive"), ("Dropbox", "Dropbox"), ("Google Drive", "Google Drive")],
)
def test_a_synchronised_folder(held: Path, tmp_path: Path, above: str, service: str) -> None:
    """Also by a way that does not show it."""
    synced = tmp_path / above / "m"
    shutil.copytree(held, synced)
    (tmp_path / "short").symlink_to(synced)
    for folder in (synced, tmp_path / "short", synced / PLAN):
        [found] = check_folder(folder)
        assert (found.level, found.code) == ("warning", "synced_folder")
        assert service in found.text


def test_repair_tells_what_became_of_the_journal(held: Path, tmp_path: Path) -> None:
    flip(held, 5)
    told = list(repair_folder(held, tmp_path / "saved"))
    assert len(told) >= 3 and str(tmp_path / "saved") in told[-1]
    assert codes(tmp_path / "saved") == []
    plan = valid_plan(held)
    with MeetingFolder.open(tmp_path / "saved", "console") as folder:
        assert folder.plan == plan


def test_repair_of_what_is_no_journal_leaves_nothing(held: Path, tmp_path: Path) -> None:
    (held / JOURNAL).write_text("ghi chép\n", "utf-8")
    (held / PLAN).write_text("id = [", "utf-8")
    with pytest.raises(NotAJournal):
        list(repair_folder(held, tmp_path / "saved"))
    assert not (tmp_path / "saved").exists()


def test_repair_of_a_meeting_that_was_not_begun(held: Path, tmp_path: Path) -> None:
    (held / JOURNAL).unlink()
    with pytest.raises(OSError) as refused:
        list(repair_folder(held, tmp_path / "saved"))
    assert refused.value.filename == str(held / JOURNAL)
    assert not (tmp_path / "saved").exists()


def test_a_repair_that_failed_can_be_tried_again(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flip(held, 5)
    write, room = os.write, [5000]

    def full(fd: int, data: Any) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = write(fd, bytes(data)[: room[0]])
        room[0] -= written
        return written

    target = tmp_path / "saved"
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError) as refused:
            list(repair_folder(held, target))
    assert sentences.os_error(refused.value) == sentences.os_reason(errno.ENOSPC)
    assert list(target.iterdir()) == []
    list(repair_folder(held, target))
    assert codes(target) == []


def test_repair_looks_at_both_names_first(held: Path, tmp_path: Path) -> None:
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / JOURNAL).touch()
    with pytest.raises(TargetExists):
        list(repair_folder(held, tmp_path / "saved"))
    assert [path.name for path in (tmp_path / "saved").iterdir()] == [JOURNAL]
