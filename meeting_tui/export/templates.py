"""The office's own Word templates, in the meeting's `templates/`: which there are, which can be used, what is wrong.

A template is text with tags: names in two braces, and lists that are gone through. It is judged whole before it is used,
and filled once with the meeting's own paper, which must lose nothing by it; `templates_tags.py` has the rules of tags,
`word_template.py` those of filling. Word itself is loaded when there is a template.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.export.templates_names import FILES, FOLDER, TemplateFault, files_in

LARGEST = 5 * 1024 * 1024
"""Bytes of a template; letterheads with a coat of arms have a tenth."""

_KEPT = re.compile(r"(.+)-cu(?:-\d+)?\.docx", re.IGNORECASE)
"""What `--restore` set aside."""
_NO_NAME = re.compile(
    r"~\$.*|\..*|.*\.(?:txt|toml|tmp|wbk|bak)|thumbs\.db|desktop\.ini|__macosx", re.IGNORECASE
)
"""Notes of the office, and what Word, LibreOffice and file managers leave behind."""


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """The templates of a meeting by kind of paper: those that can be used, and all that is wrong with the others."""

    usable: Mapping[str, bytes] = {}
    faults: tuple[TemplateFault, ...] = ()


def load(
    meeting_folder: Path,
    meeting: Meeting,
    now: datetime,
    profile: Profile,
    kinds: Container[str] = FILES,
) -> Templates:
    """Read and judge what stands in the meeting's `templates/` for these kinds of papers. No such folder: no templates."""
    folder = meeting_folder / FOLDER
    if not folder.is_dir():
        return Templates()
    there = files_in(folder)
    usable: dict[str, bytes] = {}
    faults: list[TemplateFault] = []
    for kind, name in FILES.items():
        if name not in there or kind not in kinds:
            continue
        data, found = _read(there[name])
        if data is not None:
            found = _judged(kind, data, meeting, now, profile)
            if all(fault.is_note for fault in found):
                usable[kind] = data
        faults += found
    for path in sorted(folder.iterdir()):
        if path not in there.values() and path.is_file() and not _is_known(path.name):
            faults.append(TemplateFault(code="stray_file", file=path.name))
    return Templates(usable=usable, faults=tuple(faults))


def _is_known(name: str) -> bool:
    """Whether nobody wonders why the file is not used."""
    kept = _KEPT.fullmatch(name)
    return bool(_NO_NAME.fullmatch(name) or (kept and f"{kept[1]}.docx".casefold() in FILES.values()))


def _read(path: Path) -> tuple[bytes | None, list[TemplateFault]]:
    try:
        if not path.is_file():
            return None, [TemplateFault(code="no_file", file=path.name)]
        if path.stat().st_size > LARGEST:
            return None, [TemplateFault(code="too_large", file=path.name)]
        return path.read_bytes(), []
    except OSError:
        return None, [TemplateFault(code="unreadable", file=path.name)]


def _judged(kind: str, data: bytes, meeting: Meeting, now: datetime, profile: Profile) -> list[TemplateFault]:
    from meeting_tui.export.templates_made import samples
    from meeting_tui.export.templates_tags import faults_of
    from meeting_tui.export.word_template import misfits

    if faults := faults_of(data, FILES[kind]):
        return faults
    for paper in samples(kind, meeting, now, profile):
        if faults := misfits(paper, data):
            return faults
    return []
