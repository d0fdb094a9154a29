"""What is wrong with a plan, a journal or a disk, and the way on."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from meeting_tui.domain.plan import VIETNAM
from meeting_tui.domain.plan_problems import Problem
from meeting_tui.language import N_, _
from meeting_tui.sentences.filling import filled, word

STORE = {
    "rewrite_unreadable": N_(
        "The new journal could not be read back whole. It was thrown away; the old one is untouched. Look at the disk, "
        "then do it again."
    ),
    "rewrite_differs": N_(
        "The new journal could not be read back whole. It was thrown away; the old one is untouched. Look at the disk, "
        "then do it again."
    ),
    "rewrite_leaks": N_(
        "{count} values that should be gone were still found in the new journal. It was thrown away; nothing was "
        "removed. Please report this."
    ),
    "commit_differs": N_(
        "{path}: act {n} is not what is in memory. Close every program on this meeting, open it again."
    ),
    "commits_missing": N_("{path}: {found} acts were found, {expected} were expected."),
    "conflict": N_("Cannot undo: what it did has been changed since. Undo the later acts first."),
    "damaged": N_(
        "{path}: damaged at line {line} (byte {offset}). Everything up to act {n} can be read, nothing is written. "
        "Save what is whole into a new folder: meeting-tui repair {folder} NEW-FOLDER"
    ),
    "day_needed": N_("The plan fixes no date ({period}). Say on which day it is held: --date 14/06/2024"),
    "day_open": N_("The plan fixes no date. Say on which day it is held: --date 14/06/2024"),
    "disk_full": N_("The disk is full: the last act was not kept. Make room, then open the meeting again."),
    "event_needed": N_("The plan has {count} events. Say which one: --event 1"),
    "flush_failed": N_(
        "The disk refused to keep the last act ({reason}); it is not certain whether it is there. Nothing more is "
        "written. Copy the meeting to another disk (^P), then open it again and look at the last act."
    ),
    "folder_read_only": N_(
        "{path}: this folder cannot be written, so the meeting can only be read. Copy it to another folder to run it."
    ),
    "folder_taken": N_("{path}: there is a meeting in this folder already. Choose another name."),
    "gone": N_(
        "{path}: the journal is gone from under the program. Nothing more is written. "
        "Copy the meeting to another folder (^P): it is still whole in memory."
    ),
    "interrupted": N_(
        "Writing was interrupted; it is not certain whether the last act is there. Open the meeting again and look."
    ),
    "journal_newer": N_(
        "{path}: written by a newer meeting-tui (format {found}; this one knows {known}). Install the newer program."
    ),
    "lock_timeout": N_(
        "Another program has been writing to this meeting for {seconds} seconds. Try again in a moment."
    ),
    "memory_differs": N_("{table} {key}: memory and journal differ. Open the meeting again."),
    "network_folder": N_(
        "{path}: this is a network folder, where nothing can be kept safely. Copy it to this laptop."
    ),
    "no_folder": N_("{path}: there is no such folder. Look at the spelling, or make one: meeting-tui new."),
    "no_plan": N_("{path}: this folder has no plan.toml, so it is not a meeting. Make one: meeting-tui new."),
    "no_such_event": N_("The plan has {count} events, there is no number {event}."),
    "not_a_journal": N_(
        "{path}: this is not a journal of meeting-tui. Move it away, or look for the right folder."
    ),
    "nothing_done": N_("Nothing has been done here that could be taken back."),
    "nothing_done_by": N_("{by} has done nothing here that could be taken back."),
    "nothing_to_undo": N_("There is nothing of yours to undo."),
    "plan_not_editable": N_(
        "{path}: the events of this plan are not written as [[events]] tables, so the date cannot be put in. "
        "Copy the plan and write event and date by hand."
    ),
    "plan_not_utf8": N_("{path}: not saved as UTF-8 (byte {offset}). Save it again as UTF-8."),
    "read_failed": N_("{path}: the disk cannot be read ({reason}). Copy the meeting to another disk (^P)."),
    "read_only": N_("This meeting is open for reading only."),
    "replaced": N_(
        "{path}: somebody has put another file in the journal's place. Nothing more is written. "
        "Copy the meeting to another folder (^P), then compare the two."
    ),
    "shorter": N_(
        "{path}: the journal is shorter than what was read before: an older copy was put back. Nothing more is "
        "written. Copy the meeting to another folder (^P): it is still whole in memory."
    ),
    "stale": N_("Other programs are writing too fast. Try again."),
    "synced_folder": N_(
        "{path}: this folder is synchronised by {service}, which may put an older copy in the journal's place while "
        "the meeting runs. Copy it to a folder that is only on this laptop."
    ),
    "target_exists": N_("{path}: there is a meeting already. Choose another folder."),
    "unknown_step": N_(
        "{path}: {count} entries name the step “{key}”, which is not in the plan. "
        "Give a step of the agenda this id again."
    ),
    "unknown_topic": N_("{path}: {count} entries name the topic “{key}”, which this program does not know."),
    "unknown_unit": N_(
        "{path}: {count} entries name the unit “{key}”, which is not in the plan. Give a unit this id again."
    ),
    "unreadable": N_("{path}: cannot be read: {reason}."),
    "write_failed": N_(
        "The disk refused the last act ({reason}). Nothing more is written. "
        "Copy the meeting to another disk (^P), then open it again."
    ),
    "wrong_meeting": N_(
        "{path}: this journal belongs to another meeting ({found}), the plan beside it is {expected}. "
        "Put the right plan.toml beside it, or move the journal away."
    ),
}

REASONS = {
    "ENOSPC": N_("the disk is full"),
    "EACCES": N_("access is not allowed"),
    "EPERM": N_("access is not allowed"),
    "EROFS": N_("the disk can only be read"),
    "EIO": N_("the disk does not answer"),
    "ENOENT": N_("it is not there"),
    "ENOTDIR": N_("it is no folder"),
    "EISDIR": N_("it is a folder"),
    "EEXIST": N_("a file of this name is in the way"),
}

PROBLEMS = {
    "bad_toml": N_("not TOML at line {line}, column {column}: {detail}. Correct that line."),
    "unknown_key": N_("unknown key. {nearest_hint}"),
    "missing": N_("missing. Write for example: {example}"),
    "wrong_type": N_("is a {got}, should be a {expected}. Write for example: {example}"),
    "not_one_of": N_("“{got}” is not known. {nearest_hint} Allowed: {allowed}."),
    "empty": N_("is empty. Write for example: {example}"),
    "not_positive": N_("is {got}, must be at least {least}."),
    "too_large": N_("is {got}, may be at most {most}."),
    "bad_id": N_("“{got}” has spaces or accents. Write: {nearest}"),
    "implausible_date": N_("{got} cannot be right: between {first} and {last}."),
    "duplicate_id": N_("“{id}” is used already at {first}. Give it another name."),
    "event_out_of_range": N_("event {got} is asked for, but the plan has {count}."),
    "unknown_topic": N_("“{got}” is no topic. {nearest_hint} Allowed: {allowed}."),
    "deadline_chain": N_(
        "“{id}” counts from the notice, but no deadline of kind “notice” says when that is due. Add one."
    ),
    "deadline_direction": N_('“{id}”: days before the notice cannot be known. Write dir = "after".'),
    "period_reversed": N_("the period ends ({last}) before it begins ({first}). Swap the dates."),
    "agenda_without_speeches": N_(
        "no step of kind “speeches”, so nobody could speak. Add one, or leave agenda out."
    ),
    "agenda_without_answers": N_("no step of kind “answers”; questions could only be promised in writing."),
    "agenda_without_conclusion": N_("no step of kind “conclusion”."),
    "date_outside_period": N_("{date} lies outside the plan's period ({bound}: {limit})."),
    "quota_sum": N_("the quotas make {sum} people, but {expected} are expected."),
    "no_venue": N_(
        "nowhere is said where it is held, and the papers would leave it open. Write for example: {example}"
    ),
    "no_signer": N_(
        "nobody is named who signs, and the papers would leave it open. Write for example: {example}"
    ),
    "no_superior": N_(
        "the Party's papers name the committee above the issuer, and nothing tells it. Write for example: {example}"
    ),
    "nameless_area": N_("“{text}” does not say which {word}. Write its name after it."),
    "abolished_body": N_("“{text}” names a {word}; that level is gone since {since}. Check the line."),
    "profile_out_of_date": N_("{got} does not fit a paper of {date} (change on {since}). Use {nearest}."),
    "era_mismatch": N_("{got} does not fit {date} (change on {since}). Use {nearest}."),
}

SHAPES = {
    "text": N_("text"),
    "integer": N_("whole number"),
    "float": N_("decimal number"),
    "boolean": N_("true or false"),
    "date": N_("date"),
    "datetime": N_("date and time"),
    "time": N_("time of day"),
    "list": N_("list"),
    "table": N_("table"),
}


def store_error(code: str, facts: Mapping[str, Any]) -> str:
    """Why the journal, the folder or the disk said no, and the way on."""
    number = facts.get("errno")
    reason = {"reason": os_reason(number)} if isinstance(number, int) else {}
    return filled(STORE, code, {**reason, **facts})


def problem(fault: Problem) -> str:
    """One fault of a plan: its key, what is wrong, what would be right."""
    facts: dict[str, Any] = dict(fault.facts)
    nearest = facts.get("nearest")
    facts["nearest_hint"] = _("Did you mean “{nearest}”?").format(nearest=nearest) if nearest else ""
    for name in ("expected", "got"):
        if fault.code == "wrong_type":
            facts[name] = word(SHAPES, str(facts[name]))
    where = fault.key or "plan.toml"
    return " ".join(f"{where}: {filled(PROBLEMS, fault.code, facts)}".split())


def os_reason(number: int) -> str:
    """Why the system refused, in the user's words where it is one of the usual reasons."""
    name = errno.errorcode.get(number, "")
    return _(REASONS[name]) if name in REASONS else os.strerror(number)


def os_error(error: OSError) -> str:
    return os_reason(error.errno) if error.errno else str(error)


def saved(last: str | None, *, alarm: bool) -> str:
    """Whether all is on the disk, and since when. `last`: the time of the last commit."""
    if alarm:
        return _("● NOT SAVED")
    if last is None:
        return _("● nothing to save yet")
    at = datetime.fromisoformat(last).astimezone(VIETNAM)
    return _("● saved {time}").format(time=at.strftime("%H:%M:%S"))
