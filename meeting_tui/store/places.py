"""Folders that are no good home for a journal."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath

_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
}


def looks_synced(path: PurePath) -> str | None:
    """The name of the cloud service whose folder this seems to be in; two copies would drift apart."""
    for part in path.parts:
        word = part.casefold()
        for mark, name in _SYNCED.items():
            if word == mark or word.startswith((f"{mark} -", f"{mark}-", f"{mark} (")):
                return name
    return None


def is_network_share(path: PurePath) -> bool:
    r"""Whether this is `\\server\share`, where locks cannot be trusted."""
    return isinstance(path, PureWindowsPath) and path.drive.startswith("\\\\") and path.drive[2] not in "?."
