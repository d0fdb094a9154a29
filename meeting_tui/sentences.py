"""Codes and facts become sentences in the user's language. The rules themselves know no prose."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from meeting_tui.domain.agenda import Gate
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.dates import hm, short_date
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.fairness import Reason
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import VIETNAM
from meeting_tui.domain.plan_problems import Problem
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused
from meeting_tui.language import N_, _, n_

REFUSALS = {
    "called_not_started": N_("Somebody has been called. Start the clock, or mark them absent, first."),
    "came_already": N_("{name} checked in at {at} already."),
    "called_already": N_("This unit has been called."),
    "message_too_long": N_("The message has {length} characters; the hall can read {most}. Say it shorter."),
    "no_message": N_("No message stands in the hall."),
    "changed_meanwhile": N_("Somebody has changed this text meanwhile. It now says: “{now}”"),
    "code_taken": N_("Code {code} belongs to somebody else."),
    "date_needed": N_("The plan fixes no date. Give one with --date."),
    "due_in_past": N_("{due} has passed. Give a later date."),
    "due_needed": N_("Question {number} needs a date by which it is answered in writing."),
    "end_time_needed": N_("This speech has ended: give the time when it ended as well."),
    "first_step": N_("This is the first step."),
    "gates_open": N_("This step is not finished."),
    "has_outcome": N_("Question {number} has an outcome already. Reopen it first."),
    "last_step": N_("This is the last step. Close the meeting to end the day."),
    "limit_too_short": N_("A speech needs at least one minute."),
    "list_closed": N_("The list of speakers is closed. Open it again to add somebody."),
    "list_open": N_("The list of speakers is open."),
    "meeting_closed": N_("The meeting is closed. Reopen it, with a reason, to change anything."),
    "merged_already": N_("Question {number} is carried by another question."),
    "moved_on": N_("The meeting has moved on meanwhile. Look again before you press."),
    "name_needed": N_("A name is needed."),
    "no_outcome_yet": N_("Question {number} has no outcome yet."),
    "no_such_person": N_("This person is not on the list any more."),
    "no_such_promise": N_("This promise does not exist any more."),
    "no_such_question": N_("This question does not exist any more."),
    "no_such_step": N_("The agenda has no step “{step}”."),
    "no_such_topic": N_("There is no topic “{topic}”."),
    "no_such_turn": N_("This slip does not exist any more."),
    "no_such_unit": N_("There is no unit “{unit}”."),
    "redaction_too_early": N_(
        "The last matter ends on {ended}. Personal data stays until {until}, {days} days later; --even-now with "
        "--reason removes it now."
    ),
    "unknown_data": N_("A newer program wrote parts of this meeting ({names}). Use that program for this."),
    "nothing_to_redact": N_("There is nothing left here to remove."),
    "console_open": N_("This meeting is open in a console. Close it there first: it still holds the names."),
    "reason_names_somebody": N_(
        "The reason names somebody whose data is removed. Give it without names and numbers."
    ),
    "nobody_on_floor": N_("Nobody has the floor."),
    "nobody_to_represent": N_("Choose at least one other slip to be heard through the spokesperson."),
    "not_closed": N_("The meeting is not closed."),
    "not_merged": N_("Question {number} is not merged."),
    "not_opened": N_("The meeting has not been opened."),
    "not_paused": N_("The clock is not paused."),
    "owner_needed": N_("Choose the unit that answers."),
    "paused_already": N_("The clock is paused already."),
    "person_exists": N_("This person is on the list already."),
    "promise_of_question": N_("This promise belongs to a question. Change the question's outcome instead."),
    "question_exists": N_("This question was written down already."),
    "questions_open": N_(
        "Cannot close: {count} questions have neither an answer nor a unit with a date: {numbers}."
    ),
    "queue_empty": N_("Nobody is waiting to speak."),
    "reason_needed": N_("Give a reason; it goes into the file."),
    "same_mode": N_("The meeting runs this way already."),
    "same_step": N_("This is the current step."),
    "slip_number_taken": N_("Slip {number} is in use already."),
    "slips_unheard": N_("Cannot close: {count} slips were neither heard nor put into writing."),
    "spoken_already": N_("This person has spoken, and the rules allow one speech."),
    "spokesperson_already": N_("A spokesperson of others cannot be represented."),
    "stands_for_others": N_("Question {number} stands for others. Separate those first."),
    "step_gone": N_("The plan no longer has the step “{step}” of this day. Choose the step to go on with."),
    "still_speaking": N_("This speech has not ended: leave its end empty."),
    "text_needed": N_("There is nothing written yet."),
    "times_out_of_order": N_("The start must come before the end, and neither may lie in the future."),
    "turn_exists": N_("This slip was taken in already."),
    "turn_state": N_("That cannot be done now: {state}."),
    "unknown_code": N_("This code is not on the list. Find the person by name."),
    "code_revoked": N_("This code was revoked at {at}. Find the person by name."),
    "no_code": N_("This person has no code."),
    "not_a_code": N_("{code} is no check-in code: its check digits are wrong."),
    "waits_already": N_("This person is waiting to speak already."),
}

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

STATES = {
    "registered": N_("registered, not here yet"),
    "waiting": N_("waiting"),
    "called": N_("called"),
    "speaking": N_("speaking"),
    "done": N_("has spoken"),
    "absent": N_("absent when called"),
    "withdrawn": N_("withdrawn"),
    "written": N_("answered in writing"),
    "represented": N_("heard through a spokesperson"),
}

GATES = {
    "chair_unnamed": N_("the chair is not named"),
    "secretary_unnamed": N_("the secretary is not named"),
    "present_unannounced": N_("the number present was not announced"),
    "rules_not_adopted": N_("the rules were not adopted"),
    "floor_taken": N_("somebody has the floor"),
    "slips_waiting": N_("{count} slips were not heard"),
    "unclassified": N_("{count} questions have no topic or unit"),
    "unanswered": N_("{count} questions have no outcome"),
    "no_conclusion": N_("the conclusion is not written"),
}

CLOSED = N_("meeting closed")
"""The same, where nobody said who approved the minutes."""

DONE = {
    "add_people": N_("{count} people put on the list"),
    "add_person": N_("{name} put on the list"),
    "walk_in": N_("{name} came without an invitation"),
    "correct_person": N_("corrected: {person}"),
    "withhold_name": N_("{person}: whether to be named in papers"),
    "check_in": N_("{person} checked in"),
    "check_in_code": N_("{person} checked in by code"),
    "note_scan": N_("scanned: {scanned}"),
    "give_codes": N_("{count} check-in codes given out"),
    "redact": N_("personal data removed"),
    "import_people": N_("list imported: {count} new people"),
    "revoke_code": N_("code of {person} revoked"),
    "mark_attendance": N_("{person}: attendance changed"),
    "announce_present": N_("{count} present announced"),
    "advance": N_("next step: {step}"),
    "go_to_step": N_("step: {step}"),
    "go_back": N_("back to the step before"),
    "record_step": N_("text for the minutes: {step}"),
    "name_officers": N_("{role} named"),
    "switch_mode": N_("mode: {mode}"),
    "register_slip": N_("slip taken in: {person}"),
    "raise_hand": N_("hand raised: {person}"),
    "correct_slip": N_("slip corrected: {person}"),
    "join_queue": N_("{person} joined the queue"),
    "close_list": N_("list of speakers closed"),
    "open_list": N_("list of speakers opened"),
    "write_down_unheard": N_("unheard slips became written questions"),
    "put_into_writing": N_("{person}: to be answered in writing"),
    "withdraw": N_("{person} withdrew"),
    "move_up": N_("{person} moved up: {reason}"),
    "move_down": N_("{person} moved down: {reason}"),
    "restore_order": N_("{person} back to the usual place"),
    "join_turns": N_("{person} speaks for others"),
    "separate_turn": N_("{person} speaks for themselves again"),
    "call_next": N_("called {person}"),
    "call_turn": N_("called {person} out of order: {reason}"),
    "start_speech": N_("{person} began to speak"),
    "end_speech": N_("{person} ended"),
    "mark_absent": N_("{person} absent when called"),
    "call_off": N_("call taken back: {person}"),
    "pause": N_("clock paused: {person}"),
    "resume": N_("clock goes on: {person}"),
    "add_time": N_("{minutes} min for {person}"),
    "interject": N_("the chair: {text}"),
    "write_note": N_("note: {text}"),
    "correct_times": N_("times corrected: {person}"),
    "set_speaking_time": N_("limit of a speech: {time}"),
    "write_down": N_("question {number}: {text}"),
    "reword": N_("question {number} reworded: {text}"),
    "classify": N_("question {number} classified"),
    "name_kind": N_("question {number}: kind changed"),
    "reassign": N_("{count} questions given to {unit}"),
    "split": N_("question {number} split"),
    "merge": N_("questions merged into {number}"),
    "unmerge": N_("question {number} separated"),
    "reattribute": N_("question {number} given to another speaker"),
    "call_unit": N_("{unit} called to answer"),
    "put_up_message": N_("message in the hall: {text}"),
    "take_down_message": N_("the hall's message taken down"),
    "settle": N_("question {number}: {outcome}"),
    "write_answer": N_("answer to question {number} written"),
    "reopen_question": N_("question {number} open again"),
    "note_reply": N_("reply to question {number} noted"),
    "promise": N_("task for {unit}: {content}"),
    "set_due": N_("due date changed to {due}"),
    "drop_promise": N_("task dropped"),
    "conclude": N_("conclusion written"),
    "close_meeting": N_("meeting closed, minutes approved: {approved_by}"),
    "correct_day_times": N_("times of the meeting corrected: {reason}"),
    "reopen_meeting": N_("meeting reopened: {reason}"),
    "undo": N_("undid: {what}"),
    "redo": N_("brought back: {what}"),
    "lost": N_("this act was lost: its line of the journal could not be read"),
    "fill": N_("{count} invented people and their slips"),
}

ARRIVALS = {
    "in": N_("checked in at {time}"),
    "already_in": N_("came already, at {time}"),
    "unknown": N_("this code is not on the list"),
    "revoked": N_("this code was revoked"),
    "damaged": N_("the code was not read whole"),
    "other_meeting": N_("a code of another meeting"),
    "input_method": N_("the Vietnamese input method is on"),
    "id_card": N_("an identity card"),
}
"""What came of a scan."""

ADVICE = {
    "unknown": N_("Find the person by name, or add them as not on the list."),
    "test": N_("It is the code to test scanners with: this scanner works."),
    "revoked": N_("Ask for the newer paper, or find the person by name."),
    "half": N_("A part is missing. Scan again, holding still."),
    "digit": N_("A digit is wrong. Scan again, or type the eight digits beside the picture."),
    "glued": N_("Two scans ran together. Scan each once more, one after the other."),
    "long": N_("It is too long to be a check-in code. Find the person by name."),
    "foreign": N_("It is no check-in code. Find the person by name."),
    "other_meeting": N_("Find the person by name, or add them as not on the list."),
    "input_method": N_("Switch it to English (E), then scan again."),
    "id_card": N_("Only the name is used, to find the person; the number is not kept."),
    "vietnamese": N_(
        "The Vietnamese keyboard layout is on; the digits were recovered. Switch to English (US)."
    ),
    "french": N_("The French keyboard layout is on; the digits were recovered. Switch to English (US)."),
}
"""What to do about it."""

STEPS = {
    "welcome": N_("Welcome"),
    "opening": N_("Opening"),
    "rules": N_("House rules"),
    "statement": N_("Chair's statement"),
    "report": N_("Report"),
    "speeches": N_("Speeches"),
    "break": N_("Break"),
    "synthesis": N_("Synthesis"),
    "remarks": N_("Front's remarks"),
    "answers": N_("Answers"),
    "conclusion": N_("Conclusion"),
    "closing": N_("Closing"),
}
"""Short names of steps for the screen; papers print the plan's own titles."""

OUTCOMES = {
    "answered": N_("answered"),
    "answered_in_part": N_("answered in part"),
    "owed": N_("owed in writing"),
    "beyond_competence": N_("beyond competence"),
    "noted": N_("noted"),
    "out_of_scope": N_("out of scope"),
    "redirected": N_("redirected"),
    "withdrawn": N_("withdrawn"),
}
REPLIES = {
    "agreed": N_("agrees"),
    "unclear": N_("not clear"),
    "wants_writing": N_("wants it in writing"),
}
WRITERS = {
    "console": N_("console"),
    "desk": N_("desk at the door"),
    "checkin": N_("check-in by script"),
    "import": N_("list import"),
    "rehearsal": N_("rehearsal"),
    "demo": N_("demo"),
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
}
ROLES = {
    "chair": N_("chair"),
    "co_chair": N_("co-chair"),
    "secretary": N_("secretary"),
    "mc": N_("master of ceremonies"),
}
MODES = {"batch": N_("answers after all speeches"), "interleaved": N_("an answer after each speech")}
ATTENDANCE = {
    "expected": N_("not here yet"),
    "present": N_("present"),
    "late": N_("late"),
    "absent_excused": N_("absent, excused"),
    "absent_unexcused": N_("absent"),
    "left_early": N_("left early"),
}
KINDS = {
    "y_kien": N_("opinion"),
    "kien_nghi": N_("request"),
    "de_xuat": N_("proposal"),
    "phan_anh": N_("report of a fact"),
    "cau_hoi": N_("question"),
    "gop_y": N_("comment"),
    "khieu_nai": N_("complaint"),
    "to_cao": N_("denunciation"),
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


def refusal(refused: Refused) -> str:
    """Why a command was not done, and what to do about it."""
    facts = dict(refused.facts)
    if refused.code == "turn_state":
        facts["state"] = word(STATES, str(facts["state"]))
    return _filled(REFUSALS, refused.code, facts)


def store_error(code: str, facts: Mapping[str, Any]) -> str:
    """Why the journal, the folder or the disk said no, and the way on."""
    number = facts.get("errno")
    reason = {"reason": os_reason(number)} if isinstance(number, int) else {}
    return _filled(STORE, code, {**reason, **facts})


def lacking(path: str, letters: str) -> str:
    """A PDF whose font does not have some letters of the paper."""
    return _("{path}: the PDF's font lacks {letters}; each is printed as □.").format(
        path=path, letters=" ".join(letters)
    )


def paper_checked(code: str, facts: Mapping[str, Any]) -> str:
    """Whether a paper was made from a journal."""
    return _filled(PAPER_CHECKS, code, facts)


def dossier_fault(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with an archive of the conference."""
    return _filled(DOSSIER, code, facts)


def problem(fault: Problem) -> str:
    """One fault of a plan: its key, what is wrong, what would be right."""
    facts: dict[str, Any] = dict(fault.facts)
    nearest = facts.get("nearest")
    facts["nearest_hint"] = _("Did you mean “{nearest}”?").format(nearest=nearest) if nearest else ""
    for name in ("expected", "got"):
        if fault.code == "wrong_type":
            facts[name] = word(SHAPES, str(facts[name]))
    where = fault.key or "plan.toml"
    return " ".join(f"{where}: {_filled(PROBLEMS, fault.code, facts)}".split())


def gate(open_gate: Gate) -> str:
    return _(GATES[open_gate.code]).format(count=open_gate.count)


def reason(why: Reason) -> str:
    """Why somebody stands at this place of the queue."""
    slip = _slip(why)
    match why.code:
        case "moved_up":
            return _("the chair: {words}").format(words=why.words)
        case "moved_down":
            return _("moved down by the chair: {words}").format(words=why.words)
        case "called_absent":
            return _("absent when called, {slip}").format(slip=slip)
        case "second_turn":
            return _("speech no. {nth}, {slip}").format(nth=why.nth, slip=slip)
        case "village_unheard":
            return _("{slip}, first from {village}").format(slip=slip, village=why.village)
        case "advance_slip":
            return _("{slip}, first speech").format(slip=slip)
        case "walk_in":
            at = clock_time(why.received_at) if why.received_at else ""
            return _("{slip} at {time}, first speech").format(slip=slip, time=at)


def _slip(why: Reason) -> str:
    if why.number is not None:
        return _("slip {number:02d}").format(number=why.number)
    return _("raised a hand") if why.source == "hand" else _("slip without a number")


def arrival(came: Arrival) -> str:
    """What came of a scan, in a few words."""
    code = "revoked" if came.why == "revoked" else came.outcome
    return _(ARRIVALS[code]).format(time=clock_time(came.at))


def arrival_advice(came: Arrival) -> str:
    """What to do about it; empty where all is well."""
    code = next((c for c in (came.why, came.layout, came.outcome) if c in ADVICE), "")
    return _(ADVICE[code]) if code else ""


def taken_back(done: Commit, by_number: Mapping[int, Commit]) -> Commit | None:
    """The act that an undo took back or a redo brought back, however often both were pressed."""
    found: Commit | None = done
    while found is not None and found.undo is not None:
        found = by_number.get(found.undo)
    return None if found is done else found


def commit(done: Commit, meeting: Meeting, undone: Commit | None = None) -> str:
    """What a line of the journal did, in words. `undone`: the act that it took back, or brought back."""
    if done.do in ("undo", "redo") and undone is not None:
        return _(DONE[done.do]).format(what=commit(undone, meeting))
    template = DONE.get(done.do)
    if template is None:
        return done.do
    if done.do == "close_meeting" and not done.args.get("approved_by"):
        template = CLOSED
    return clean_line(_(template).format_map(_Facts(_facts(done, meeting))))


def writer(by: str) -> str:
    """Who wrote a line: the program's own desks by name, others as they call themselves."""
    name, dash, number = by.partition("-")
    if dash and number.isdecimal() and name in WRITERS:
        return f"{word(WRITERS, name)} {number}"
    return clean_line(word(WRITERS, by))


def os_reason(number: int) -> str:
    """Why the system refused, in the user's words where it is one of the usual reasons."""
    name = errno.errorcode.get(number, "")
    return _(REASONS[name]) if name in REASONS else os.strerror(number)


def os_error(error: OSError) -> str:
    return os_reason(error.errno) if error.errno else str(error)


def word(words: Mapping[str, str], code: str) -> str:
    """The word for a code; the code itself if there is none."""
    return _(words[code]) if code in words else code


def step_word(kind: str) -> str:
    return word(STEPS, kind)


def clock_time(at: datetime) -> str:
    """`08:33` at the venue."""
    return hm(at.astimezone(VIETNAM))


def minutes_seconds(seconds: float) -> str:
    """`02:19`; `-00:41` once the time has run over."""
    whole = int(-(-seconds // 1)) if seconds > 0 else -int(-seconds // 1)
    sign = "-" if whole < 0 else ""
    return f"{sign}{abs(whole) // 60:02d}:{abs(whole) % 60:02d}"


def saved(last: str | None, *, alarm: bool) -> str:
    """Whether all is on the disk, and since when. `last`: the time of the last commit."""
    if alarm:
        return _("● NOT SAVED")
    if last is None:
        return _("● nothing to save yet")
    at = datetime.fromisoformat(last).astimezone(VIETNAM)
    return _("● saved {time}").format(time=at.strftime("%H:%M:%S"))


def pace(minutes: int | None) -> str:
    """How the day stands against the plan."""
    if minutes is None:
        return ""
    if minutes == 0:
        return _("on time")
    late = abs(minutes)
    if minutes > 0:
        return n_("{n} minute late", "{n} minutes late", late).format(n=late)
    return n_("{n} minute early", "{n} minutes early", late).format(n=late)


def _filled(templates: Mapping[str, str], code: str, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts; an unknown code is shown as it is rather than hidden."""
    if code not in templates:
        return f"{code} {dict(facts)}" if facts else code
    return clean_line(_(templates[code]).format_map(_Facts(facts)))


class _Facts(dict[str, Any]):
    """Facts as they are printed; one that is not known is a dash, never an error."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _printed(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return "…"


def _printed(value: object) -> object:
    if isinstance(value, datetime):
        return clock_time(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(str(_printed(item)) for item in value)
    return value if isinstance(value, int | float) else str(value)


def _facts(done: Commit, meeting: Meeting) -> dict[str, Any]:
    """What can be said of a commit: its arguments, and the names behind its keys."""
    facts: dict[str, Any] = {name: value for name, value in done.args.items() if not isinstance(value, dict)}
    facts["person"] = _person_of(done, meeting)
    facts["number"] = _number_of(done, meeting)
    for name, words in (("outcome", OUTCOMES), ("mode", MODES), ("role", ROLES)):
        if name in facts:
            facts[name] = word(words, str(facts[name]))
    if facts.get("unit") in meeting.units:
        facts["unit"] = meeting.units[facts["unit"]].name
    if isinstance(seconds := facts.get("seconds"), int):
        facts |= {"minutes": f"{seconds / 60:+g}", "time": minutes_seconds(seconds)}
    step = facts.get("step") or next((c.set["step"] for c in done.ch if c.set and "step" in c.set), None)
    facts["step"] = next((item.title for item in meeting.agenda if item.id == step), step or "")
    if done.do == "note_scan":
        facts["scanned"] = _scanned(done, meeting)
    facts.setdefault("count", _count_of(next((done.args[name] for name in COUNTED if name in done.args), ())))
    return facts


def _scanned(done: Commit, meeting: Meeting) -> str:
    """What came of a scan that let nobody in; who had come already, when."""
    person = meeting.people.get(str(done.args.get("person")))
    time = clock_time(person.arrived_at) if person and person.arrived_at else ""
    words = word(ARRIVALS, str(done.args.get("outcome"))).format(time=time)
    return f"{person.name}, {words}" if person else words


COUNTED = ("people", "questions", "codes")
"""Arguments of which the history tells how many there were."""


def _person_of(done: Commit, meeting: Meeting) -> str:
    """The person that a commit is about: named, or behind the turn that it touched last."""
    for change in reversed(done.ch):
        key = change.key if change.table == "people" else None
        if change.table == "turns" and change.key in meeting.turns:
            key = meeting.turns[change.key].person
        if key in meeting.people:
            person = meeting.people[key]
            return f"{person.salutation} {person.name}".strip()
    return str(done.args.get("name", "…"))


def _count_of(told: Any) -> int:
    """How many; a long list is told by its length only (`store.meeting_store`)."""
    return int(told["count"]) if isinstance(told, dict) and set(told) == {"count"} else len(told)


def _number_of(done: Commit, meeting: Meeting) -> object:
    key = done.args.get("question") or done.args.get("into")
    if isinstance(key, str) and key in meeting.questions:
        return meeting.questions[key].number
    added = next(
        (c.set["number"] for c in done.ch if c.table == "questions" and c.set and "number" in c.set), None
    )
    return added if added is not None else "…"
