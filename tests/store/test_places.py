"""Folders that are no good home for a journal."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from meeting_tui.store.places import is_network_share, looks_synced


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"C:\Users\ha\OneDrive - UBND xã\hop"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ha\Dropbox\hop"), "Dropbox"),
        (PurePosixPath("/home/ha/Google Drive/hop"), "Google Drive"),
        (PurePosixPath("/Users/ha/Library/Mobile Documents/hop"), "iCloud Drive"),
        (PurePosixPath("/home/ha/hop"), None),
        (PurePosixPath("/home/ha/dropboxes"), None),
    ],
)
def test_a_synced_folder_is_recognised(path: PurePosixPath, name: str | None) -> None:
    assert looks_synced(path) == name


def test_a_network_share_is_recognised() -> None:
    assert is_network_share(PureWindowsPath(r"\\server\share\hop"))
    assert not is_network_share(PureWindowsPath(r"C:\hop"))
    assert not is_network_share(PureWindowsPath(r"\\?\C:\hop"))
    assert not is_network_share(PurePosixPath("/home/ha"))
