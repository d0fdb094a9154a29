"""Why a command was not done, and what to do about it."""

from __future__ import annotations

from meeting_tui.domain.agenda import Gate
from meeting_tui.domain.tx import Refused
from meeting_tui.language import N_, _
from meeting_tui.sentences.day import STATES
from meeting_tui.sentences.filling import filled, word

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


def refusal(refused: Refused) -> str:
    """Why a command was not done, and what to do about it."""
    facts = dict(refused.facts)
    if refused.code == "turn_state":
        facts["state"] = word(STATES, str(facts["state"]))
    return filled(REFUSALS, refused.code, facts)


def gate(open_gate: Gate) -> str:
    return _(GATES[open_gate.code]).format(count=open_gate.count)
