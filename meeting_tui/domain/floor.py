"""The floor: slips, the queue, calling, speaking, the clock, interjections.

A turn moves only along these lines; anything else is refused and changes nothing:

    registered -> waiting -> called -> speaking -> done
    called -> called (first absence) -> waiting, moved down (second) -> written | absent (third)
    registered, waiting, absent -> withdrawn
    registered, waiting -> written
    waiting -> represented -> waiting          (heard through a spokesperson, or not after all)

When a spokesperson withdraws or goes into writing, those who were to be heard through them wait again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec

from meeting_tui.domain import fairness
from meeting_tui.domain.meeting import current_turn
from meeting_tui.domain.opinions import known_topic, write_down
from meeting_tui.domain.records import Correction, Note, NoteKind, Pause, Turn, TurnSource
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx

UNHEARD = ("registered", "waiting")
"""States of a turn that is still to be heard."""

CAN_LEAVE = (*UNHEARD, "absent")
"""States from which a turn may be withdrawn."""


# -- slips and raised hands ------------------------------------------------------------------------------


def register_slip(
    tx: Tx,
    *,
    turn: str,
    person: str,
    number: int | None = None,
    content: str = "",
    topic: str = "",
    addressee: str = "",
    source: TurnSource = "advance",
    waiting: bool = True,
) -> Turn:
    """Take in a request to speak. `waiting=False`: the person has not come in yet."""
    tx.require_open()
    if tx.turns.get(turn) is not None:
        raise Refused("turn_exists")
    if tx.people.get(person) is None:
        raise Refused("no_such_person")
    if tx.day.list_closed_at is not None:
        raise Refused("list_closed")
    turns = tx.turns.items()
    if any(other.person == person and other.state in (*UNHEARD, "called") for _, other in turns):
        raise Refused("waits_already")
    if number is not None and any(other.number == number for _, other in turns):
        raise Refused("slip_number_taken", number=number)
    spoken = any(other.person == person and other.state in fairness.HEARD for _, other in turns)
    if spoken and tx.plan.rules.second_turn == "no":
        raise Refused("spoken_already")
    return tx.turns.put(
        turn,
        Turn(
            person=person,
            source=source,
            received_at=tx.now,
            number=number,
            content=clean(content).strip(),
            topic=known_topic(topic),
            addressee=clean_line(addressee),
            state="waiting" if waiting else "registered",
        ),
    )


def correct_slip(tx: Tx, *, turn: str, content: str, topic: str = "") -> Turn:
    """The slip was read or typed wrongly. Questions that were taken from it keep their words."""
    tx.require_open()
    record = tx.turns.get(turn)
    if record is None:
        raise Refused("no_such_turn")
    return tx.turns.change(turn, record, content=clean(content).strip(), topic=known_topic(topic))


def raise_hand(tx: Tx, *, turn: str, person: str, content: str = "", topic: str = "") -> Turn:
    """A request from the hall, without a slip."""
    return register_slip(tx, turn=turn, person=person, content=content, topic=topic, source="hand")


def join_queue(tx: Tx, *, turn: str) -> Turn:
    """The person of an advance slip has come: the slip waits for its turn."""
    tx.require_open()
    record = _turn(tx, turn, "registered")
    return tx.turns.change(turn, record, state="waiting")


def close_list(tx: Tx) -> int:
    """No more requests. Those on the list are still heard; see `write_down_unheard` for the rest."""
    tx.require_open()
    if tx.day.list_closed_at is not None:
        raise Refused("list_closed")
    tx.set_day(list_closed_at=tx.now)
    return sum(turn.state in UNHEARD for _, turn in tx.turns.items())


def open_list(tx: Tx) -> None:
    tx.require_open()
    if tx.day.list_closed_at is None:
        raise Refused("list_open")
    tx.set_day(list_closed_at=None)


def write_down_unheard(tx: Tx) -> int:
    """End the speeches: every slip that was not heard becomes a written question. Returns how many.

    Nobody keeps the floor. A running speech ends, so it was heard; a call is taken back, so that slip is
    written down with the others and not dropped. A raised hand has nothing to write and is only absent.
    """
    tx.require_open()
    if tx.day.list_closed_at is None:
        tx.set_day(list_closed_at=tx.now)
    clear_floor(tx)
    unheard = to_be_written(dict(tx.turns.items()))
    for key, turn in tx.turns.items():
        if turn.state in UNHEARD:
            _release(tx, key, turn)
    hands = (key for key, turn in tx.turns.items() if turn.state in UNHEARD and not turn.content)
    for key in (*(key for key, _ in unheard), *hands):
        _into_writing(tx, key, _turn(tx, key, *UNHEARD))
    return len(unheard)


def to_be_written(turns: Mapping[str, Turn]) -> list[tuple[str, Turn]]:
    """Slips with something to answer that were not heard, nor by a spokesperson: what `write_down_unheard`
    writes, in its order, and what stops a closing."""
    pending = (*UNHEARD, "called")
    found = [
        (key, turn)
        for key, turn in turns.items()
        if turn.content and turns.get(turn.spoken_by or key, turn).state in pending
    ]
    return sorted(found, key=lambda pair: (pair[1].number or 10**6, pair[1].received_at))


def clear_floor(tx: Tx) -> None:
    """Nobody keeps the floor: a running speech ends, a call is taken back."""
    current = current_turn(tx.turns.items())
    if current is None:
        return
    if current[1].state == "speaking":
        _end(tx, *current)
    else:
        _uncalled(tx, *current)


def put_into_writing(tx: Tx, *, turn: str) -> Turn:
    """The person prefers, or has, to be answered in writing."""
    tx.require_open()
    record = _turn(tx, turn, *UNHEARD)
    if not record.content:
        raise Refused("text_needed")
    return _into_writing(tx, turn, record)


def withdraw(tx: Tx, *, turn: str) -> Turn:
    tx.require_open()
    record = _release(tx, turn, _turn(tx, turn, *CAN_LEAVE))
    return tx.turns.change(turn, record, state="withdrawn")


def _into_writing(tx: Tx, key: str, turn: Turn) -> Turn:
    """A slip with no text has nothing to answer, so its turn is only marked absent."""
    turn = _release(tx, key, turn)
    if not turn.content:
        return tx.turns.change(key, turn, state="absent")
    write_down(tx, question=f"{key}-w", text=turn.content, turn=key, topic=turn.topic, source="slip")
    return tx.turns.change(key, turn, state="written")


def _release(tx: Tx, key: str, turn: Turn) -> Turn:
    """Nobody is heard through this turn any more: those who were, wait by themselves again."""
    if not turn.members:
        return turn
    for member in turn.members:
        if record := tx.turns.get(member):
            tx.turns.change(member, record, state="waiting", spoken_by=None)
    return tx.turns.change(key, turn, members=(), limit_seconds=0)


# -- the chair's order -----------------------------------------------------------------------------------


def move_up(tx: Tx, *, turn: str, reason: str) -> Turn:
    """The chair calls this one next; the last one moved up is the first."""
    lowest = min((other.override for _, other in tx.turns.items()), default=0)
    return _move(tx, turn, min(lowest, 0) - 1, reason)


def move_down(tx: Tx, *, turn: str, reason: str) -> Turn:
    """The chair hears this one last."""
    highest = max((other.override for _, other in tx.turns.items()), default=0)
    return _move(tx, turn, max(highest, 0) + 1, reason)


def restore_order(tx: Tx, *, turn: str) -> Turn:
    """Back to the place that the rules give."""
    tx.require_open()
    record = _turn(tx, turn, "waiting")
    return tx.turns.change(turn, record, override=0, override_reason="", moved_down=False)


def _move(tx: Tx, turn: str, override: int, reason: str) -> Turn:
    tx.require_open()
    if not clean_line(reason):
        raise Refused("reason_needed")
    record = _turn(tx, turn, "waiting")
    return tx.turns.change(turn, record, override=override, override_reason=clean_line(reason))


def join_turns(tx: Tx, *, spokesperson: str, members: list[str], minutes: int | None = None) -> Turn:
    """Several slips on one matter are heard through one spokesperson, perhaps with a longer time."""
    tx.require_open()
    if minutes is not None and minutes < 1:
        raise Refused("limit_too_short")
    record = _turn(tx, spokesperson, "waiting")
    others = [(key, _turn(tx, key, "waiting")) for key in dict.fromkeys(members) if key != spokesperson]
    if not others:
        raise Refused("nobody_to_represent")
    for key, other in others:
        if other.members:
            raise Refused("spokesperson_already")
        tx.turns.change(key, other, state="represented", spoken_by=spokesperson)
    joined = (*record.members, *(key for key, _ in others))
    limit = minutes * 60 if minutes else record.limit_seconds
    return tx.turns.change(spokesperson, record, members=joined, limit_seconds=limit)


def separate_turn(tx: Tx, *, turn: str) -> Turn:
    """A represented slip wants to be heard by itself after all."""
    tx.require_open()
    record = _turn(tx, turn, "represented")
    if record.spoken_by and (speaker := tx.turns.get(record.spoken_by)):
        members = tuple(member for member in speaker.members if member != turn)
        limit = speaker.limit_seconds if members or speaker.state != "waiting" else 0
        tx.turns.change(record.spoken_by, speaker, members=members, limit_seconds=limit)
    return tx.turns.change(turn, record, state="waiting", spoken_by=None)


# -- calling and speaking --------------------------------------------------------------------------------


def call_next(tx: Tx, *, seen: str | None) -> Turn:
    """End the running speech, if any, and call the first in the queue.

    `seen` is the turn that the caller saw on the floor: pressed twice, or on two machines, it advances once.
    """
    current = _seen(tx, seen)
    if current and current[1].state == "called":
        raise Refused("called_not_started")
    if current:
        _end(tx, *current)
    turns = dict(tx.turns.items())
    queue = fairness.order(turns, lambda person: _village(tx, person))
    if not queue:
        raise Refused("queue_empty")
    return _call(tx, queue[0].turn, turns[queue[0].turn])


def call_turn(tx: Tx, *, turn: str, seen: str | None, reason: str) -> Turn:
    """Call somebody out of order, with the chair's reason."""
    current = _seen(tx, seen)
    if current and current[1].state == "called":
        raise Refused("called_not_started")
    if current:
        _end(tx, *current)
    return _call(tx, turn, move_up(tx, turn=turn, reason=reason))


def start_speech(tx: Tx, *, seen: str | None) -> Turn:
    key, turn = _on_floor(tx, seen, "called")
    # The pauses of a start that was undone are not those of this speech.
    fresh = {"paused_at": None, "paused_seconds": 0.0, "pauses": ()}
    return tx.turns.change(key, turn, state="speaking", started_at=tx.now, **fresh)


def end_speech(tx: Tx, *, seen: str | None) -> Turn:
    return _end(tx, *_on_floor(tx, seen, "speaking"))


def mark_absent(tx: Tx, *, seen: str | None) -> Turn:
    """Called and not there: call again; then to the end of the queue; then into writing."""
    key, turn = _on_floor(tx, seen, "called")
    absences = turn.absences + 1
    if absences == 1:
        return tx.turns.change(key, turn, absences=absences, called_at=tx.now)
    if absences == 2:
        waiting = _uncalled(tx, key, turn)
        return tx.turns.change(key, waiting, absences=absences, moved_down=True, override=0)
    return _into_writing(tx, key, tx.turns.change(key, turn, absences=absences))


def call_off(tx: Tx, *, seen: str | None) -> Turn:
    """Called by mistake: back to the place in the queue."""
    key, turn = _on_floor(tx, seen, "called")
    return _uncalled(tx, key, turn)


def pause(tx: Tx, *, seen: str | None) -> Turn:
    key, turn = _on_floor(tx, seen, "speaking")
    if turn.paused_at is not None:
        raise Refused("paused_already")
    return tx.turns.change(key, turn, paused_at=tx.now)


def resume(tx: Tx, *, seen: str | None) -> Turn:
    key, turn = _on_floor(tx, seen, "speaking")
    if turn.paused_at is None:
        raise Refused("not_paused")
    return tx.turns.put(key, _resumed(turn, tx.now))


def add_time(tx: Tx, *, seen: str | None, seconds: int) -> Turn:
    """A minute more, or less; never below one minute in all."""
    key, turn = _on_floor(tx, seen, "speaking", "called")
    return tx.turns.change(key, turn, limit_seconds=max(60, turn.limit_seconds + seconds))


def interject(tx: Tx, *, note: str, kind: Literal["remark", "order"], text: str, seen: str | None) -> Note:
    """The chair speaks in between: the speaker is paused, the turn goes on after `resume`."""
    key, turn = _on_floor(tx, seen, "speaking")
    if turn.paused_at is None:
        tx.turns.change(key, turn, paused_at=tx.now)
    return _note(tx, note, kind, text, key)


def write_note(tx: Tx, *, note: str, text: str) -> Note:
    """Something that happened and belongs in the file."""
    tx.require_open()
    current = current_turn(tx.turns.items())
    return _note(tx, note, "note", text, current[0] if current else None)


def correct_times(tx: Tx, *, turn: str, started_at: datetime, ended_at: datetime | None, reason: str) -> Turn:
    """A clock started late or stopped late is put right, and the old times are kept.

    A pause counts only as far as it lies between the corrected times.
    """
    tx.require_open()
    record = _turn(tx, turn, "speaking", "done")
    if (ended_at is None) != (record.state == "speaking"):
        raise Refused("end_time_needed" if ended_at is None else "still_speaking")
    if started_at > tx.now or (ended_at is not None and not started_at <= ended_at <= tx.now):
        raise Refused("times_out_of_order")
    if not clean_line(reason):
        raise Refused("reason_needed")
    trace = Correction(
        started_at=record.started_at, ended_at=record.ended_at, at=tx.now, by=tx.by, reason=clean_line(reason)
    )
    moved = _replace(
        record, started_at=started_at, ended_at=ended_at, corrections=(*record.corrections, trace)
    )
    return tx.turns.put(turn, _with_fitting_pauses(moved, tx.now))


def set_speaking_time(tx: Tx, *, seconds: int) -> None:
    """The chair's limit for the speeches to come, such as the one that lets the day end on time."""
    tx.require_open()
    if seconds < 60:
        raise Refused("limit_too_short")
    tx.set_day(speak_seconds=seconds)


# -- shared ----------------------------------------------------------------------------------------------


def elapsed_seconds(turn: Turn, now: datetime) -> float:
    """How long somebody has spoken, pauses left out; never below 0, whatever the clock did."""
    if turn.started_at is None:
        return 0.0
    end = turn.ended_at or turn.paused_at or now
    return max(0.0, (end - turn.started_at).total_seconds() - turn.paused_seconds)


def _turn(tx: Tx, key: str, *states: str) -> Turn:
    turn = tx.turns.get(key)
    if turn is None:
        raise Refused("no_such_turn")
    if turn.state not in states:
        raise Refused("turn_state", state=turn.state)
    return turn


def _seen(tx: Tx, seen: str | None) -> tuple[str, Turn] | None:
    """The turn on the floor, if the caller still sees the same."""
    tx.require_open()
    current = current_turn(tx.turns.items())
    if (current[0] if current else None) != seen:
        raise Refused("moved_on")
    return current


def _on_floor(tx: Tx, seen: str | None, *states: str) -> tuple[str, Turn]:
    current = _seen(tx, seen)
    if current is None:
        raise Refused("nobody_on_floor")
    if current[1].state not in states:
        raise Refused("turn_state", state=current[1].state)
    return current


def _call(tx: Tx, key: str, turn: Turn) -> Turn:
    limit = turn.limit_seconds or tx.day.speak_seconds or tx.plan.rules.speak_minutes * 60
    return tx.turns.change(key, turn, state="called", called_at=tx.now, limit_seconds=limit)


def _uncalled(tx: Tx, key: str, turn: Turn) -> Turn:
    """Waiting again, under the limit of the next call; only a spokesperson keeps the time that was given."""
    limit = turn.limit_seconds if turn.members else 0
    return tx.turns.change(key, turn, state="waiting", called_at=None, limit_seconds=limit)


def _end(tx: Tx, key: str, turn: Turn) -> Turn:
    """A speech ends; a pause that was running ends with it."""
    return tx.turns.put(key, _replace(_resumed(turn, tx.now), state="done", ended_at=tx.now))


def _resumed(turn: Turn, now: datetime) -> Turn:
    if turn.paused_at is None:
        return turn
    paused = max(0.0, (now - turn.paused_at).total_seconds())
    pauses = (*turn.pauses, Pause(turn.paused_at, now))
    return _replace(turn, paused_at=None, paused_seconds=turn.paused_seconds + paused, pauses=pauses)


def _with_fitting_pauses(turn: Turn, now: datetime) -> Turn:
    """A pause before the start, or after the end, was none of this speech.

    Whoever corrects the times says that somebody spoke in them, so pauses that would fill them all are none.
    """
    start = turn.started_at or now
    paused_at = turn.paused_at if turn.paused_at and turn.paused_at > start else None
    end = turn.ended_at or paused_at or now
    paused = sum(_overlap(pause, start, end) for pause in turn.pauses) if turn.pauses else turn.paused_seconds
    fits = paused < (end - start).total_seconds()
    return _replace(turn, paused_at=paused_at, paused_seconds=paused if fits else 0.0)


def _overlap(pause: Pause, start: datetime, end: datetime) -> float:
    return max(0.0, (min(pause.ended_at, end) - max(pause.began_at, start)).total_seconds())


def _replace(turn: Turn, **fields: object) -> Turn:
    return msgspec.structs.replace(turn, **fields)


def _note(tx: Tx, key: str, kind: NoteKind, text: str, turn: str | None) -> Note:
    if not clean(text).strip():
        raise Refused("text_needed")
    return tx.notes.put(
        key, Note(kind=kind, text=clean(text).strip(), at=tx.now, turn=turn, step=tx.day.step)
    )


def _village(tx: Tx, person: str) -> str:
    found = tx.people.get(person)
    return found.village if found else ""
