"""What is said of papers and archives that were made or checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meeting_tui.language import N_, _
from meeting_tui.sentences.filling import filled

DOSSIER = {
    "no_archive": N_("{path}: this is no ZIP archive, or it is damaged. Take another copy."),
    "no_manifest": N_(
        "{path}: this archive has no list of what should be in it; it was not made by `dossier`."
    ),
    "newer": N_("{path}: made by a newer meeting-tui. Check it with that program."),
    "missing": N_("{path}: {name} is missing."),
    "unlisted": N_("{path}: {name} was added afterwards."),
    "changed": N_("{path}: {name} is not as it was: its checksum differs."),
    "unsafe": N_("{path}: {name} would lie outside the folder; it was left alone."),
    "too_large": N_("{path}: too large to be the file of a conference."),
}

PAPER_CHECKS = {
    "no_mark": N_(
        "{paper}: carries no journal's mark. Drafts have none; or give the digits printed on the paper."
    ),
    "other_journal": N_("{paper}: was not made from the journal in {folder}, or that was changed since."),
    "whole_journal": N_("{paper}: was made from the journal in {folder}; nothing came after."),
    "same_journal": N_(
        "{paper}: was made from the journal in {folder}, up to act {act}; {later} acts came after."
    ),
}


def lacking(path: str, letters: str) -> str:
    """A PDF whose font does not have some letters of the paper."""
    return _("{path}: the PDF's font lacks {letters}; each is printed as □.").format(
        path=path, letters=" ".join(letters)
    )


def paper_checked(code: str, facts: Mapping[str, Any]) -> str:
    """Whether a paper was made from a journal."""
    return filled(PAPER_CHECKS, code, facts)


def dossier_fault(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with an archive of the conference."""
    return filled(DOSSIER, code, facts)
