"""Lines of the journal in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.text import clean_line
from meeting_tui.language import N_, _
from meeting_tui.sentences.day import ARRIVALS, MODES, OUTCOMES, ROLES
from meeting_tui.sentences.filling import Facts, clock_time, minutes_seconds, word

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

WRITERS = {
    "console": N_("console"),
    "desk": N_("desk at the door"),
    "checkin": N_("check-in by script"),
    "import": N_("list import"),
    "rehearsal": N_("rehearsal"),
    "demo": N_("demo"),
}

COUNTED = ("people", "questions", "codes")
"""Arguments of which the history tells how many there were."""


def commit(done: Commit, meeting: Meeting, undone: Commit | None = None) -> str:
    """What a line of the journal did, in words. `undone`: the act that it took back, or brought back."""
    if done.do in ("undo", "redo") and undone is not None:
        return _(DONE[done.do]).format(what=commit(undone, meeting))
    template = DONE.get(done.do)
    if template is None:
        return done.do
    if done.do == "close_meeting" and not done.args.get("approved_by"):
        template = CLOSED
    return clean_line(_(template).format_map(Facts(_facts(done, meeting))))


def taken_back(done: Commit, by_number: Mapping[int, Commit]) -> Commit | None:
    """The act that an undo took back or a redo brought back, however often both were pressed."""
    found: Commit | None = done
    while found is not None and found.undo is not None:
        found = by_number.get(found.undo)
    return None if found is done else found


def writer(by: str) -> str:
    """Who wrote a line: the program's own desks by name, others as they call themselves."""
    name, dash, number = by.partition("-")
    if dash and number.isdecimal() and name in WRITERS:
        return f"{word(WRITERS, name)} {number}"
    return clean_line(word(WRITERS, by))


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
