"""What is said of papers and archives that were made or checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meeting_tui.language import N_, _, n_
from meeting_tui.sentences.filling import filled, word

PAPERS = {
    "agenda": N_("Agenda and house rules"),
    "invitations": N_("Invitations, with slip and code"),
    "slips": N_("Registration slips, with codes"),
    "blank_slips": N_("Blank slips for the door"),
    "mail_merge": N_("A list with codes for Word's mail merge"),
    "scanner_test": N_("A page to try the scanner with"),
    "attendance": N_("Attendance list"),
    "answer_sheets": N_("Answer sheets for the units"),
    "minutes": N_("Minutes"),
    "summary": N_("Summary of opinions"),
    "notice": N_("Conclusion notice"),
    "transfer_slips": N_("Transfer slips to the units"),
    "result_report": N_("Report on results"),
}
DOSSIER = {
    "no_archive": N_("{path}: this is no ZIP archive, or it is damaged. Take another copy."),
    "no_manifest": N_(
        "{path}: this archive has no list of what should be in it; it was not made by `dossier`."
    ),
    "newer": N_("{path}: made by a newer meeting-tui. Check it with that program."),
    "missing": N_("{path}: {name} is missing."),
    "unlisted": N_("{path}: {name} was added afterwards."),
    "changed": N_("{path}: {name} is not as it was: its checksum differs."),
    "twice": N_("{path}: {name} stands in it twice; programs disagree on which one counts."),
    "unsafe": N_("{path}: {name} cannot be unpacked safely on every computer; it was left alone."),
    "too_large": N_("{path}: too large to be the file of a conference."),
    "other_journal": N_("{path}: {name} was not made from the journal in it, or is damaged."),
}

NOT_PACKED = {
    "journal_damaged": N_(
        "{path}: from a damaged journal no file is packed, since acts would be missing in it. First: meeting-tui repair"
    ),
    "no_archive_there": N_("{path}: this is another file, and it stays. Give the archive another name."),
    "too_much": N_("{path}: more than an archive holds. Move large files, such as pictures and sound, away."),
}
PAPER_CHECKS = {
    "no_mark": N_(
        "{paper}: carries no journal's mark. Drafts have none; or give the digits printed on the paper."
    ),
    "damaged": N_("{paper}: damaged, so its mark cannot be read. Give the digits printed on the paper."),
    "other_journal": N_("{paper}: was not made from the journal in {folder}, or that was changed since."),
    "whole_journal": N_(
        "{paper}: its mark is that of the journal in {folder}; nothing came after. Only the mark was compared, not the text."
    ),
    "same_journal": N_(
        "{paper}: its mark is that of the journal in {folder}, up to act {act}; {later} acts came after. Only the mark "
        "was compared, not the text."
    ),
    "replaced": N_(
        "{paper}: its mark is that of an earlier version of the minutes in {folder}, approved by act {act}. Version "
        "{version} takes its place."
    ),
    "before_removal": N_(
        "{paper}: its mark is that of the journal in {folder} as it was before personal data was removed on {day}, up to "
        "act {act}. Only the mark was compared, not the text."
    ),
}


def stands_beside(old: str, new: str) -> str:
    """A paper that could not be written under its own name."""
    return _("{old} is open in another program, or may only be read; the new paper is {new}.").format(
        old=old, new=new
    )


def kept_aside(path: str, kept: str) -> str:
    """A paper of the closed meeting that said something else: perhaps the clerk wrote into it."""
    return _("{path} said something else before; that one is kept as {kept}.").format(path=path, kept=kept)


def without_code(count: int) -> str:
    """After the meeting no code is given out any more."""
    return n_(
        "{n} invited person has no code, and gets no paper.",
        "{n} invited people have no code, and get no paper.",
        count,
    ).format(n=count)


def archive_whole(path: str) -> str:
    """What `check` says of an archive in which nothing is wrong."""
    return _(
        "{path}: whole; every file is as it was packed, and the papers belong to the journal in it."
    ).format(path=path)


def making(paper: str, done: int, of: int) -> str:
    """Which paper is being made, and how far."""
    name = word(PAPERS, paper)
    if not of:
        return _("Making: {paper}").format(paper=name)
    return _("Making: {paper}, {done} of {of}").format(paper=name, done=done, of=of)


def lacking(path: str, letters: str) -> str:
    """A PDF whose font does not have some letters of the paper."""
    return _("{path}: the PDF's font lacks {letters}; each is printed as □.").format(
        path=path, letters=" ".join(letters)
    )


def no_digits(given: str) -> str:
    """What was typed instead of a mark."""
    return _(
        "“{given}” is no mark. Write the first 12 or more (64 at most) of the digits 0-9 and letters a-f that are printed "
        "on the paper."
    ).format(given=given)


def paper_checked(code: str, facts: Mapping[str, Any]) -> str:
    """Whether a paper was made from a journal."""
    return filled(PAPER_CHECKS, code, facts)


def not_packed(code: str, path: str) -> str:
    """Why there is no archive of the conference."""
    return filled(NOT_PACKED, code, {"path": path})


def dossier_holds(*, draft: bool) -> list[str]:
    """What whoever hands on an archive should know."""
    told = [_("The meeting is not closed: the papers in the archive are drafts.")] if draft else []
    return [
        *told,
        _(
            "The archive holds personal data (names, years of birth, telephone numbers): keep it as the office's files."
        ),
    ]


def dossier_fault(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with an archive of the conference."""
    return filled(DOSSIER, code, facts)
