"""The agenda: stepping through the day, and what should be done before leaving a step.

Gates warn; leaving all the same is allowed and recorded. Only the closing cannot be forced
(`closing.close_meeting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

import msgspec

from meeting_tui.domain import floor
from meeting_tui.domain.agenda_default import agenda_of
from meeting_tui.domain.meeting import current_turn, is_open
from meeting_tui.domain.opinions import is_classified
from meeting_tui.domain.plan import AgendaItem, Plan
from meeting_tui.domain.records import Day, Mode, Officer, Question, Step, Turn
from meeting_tui.domain.text import clean, clean_line
from meeting_tui.domain.tx import Refused, Tx, require_unchanged

GateCode = Literal[
    "chair_unnamed",
    "secretary_unnamed",
    "present_unannounced",
    "rules_not_adopted",
    "floor_taken",
    "slips_waiting",
    "unclassified",
    "unanswered",
    "no_conclusion",
]


Unheard = Literal["wait", "write"]


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Something that should be done before the step is left."""

    code: GateCode
    count: int = 1


def advance(
    tx: Tx, *, seen: str | None, overrides: list[str] | None = None, unheard: Unheard = "wait"
) -> str:
    """Leave the current step for the next. Returns the next step's id.

    Gates that are open must be named in `overrides`, which says that somebody saw them.
    """
    _require_seen(tx, seen)
    items = agenda_of(tx.plan)
    here = _here(items, tx.day.step)
    if here + 1 >= len(items):
        raise Refused("last_step")
    return go_to_step(tx, step=items[here + 1].id, seen=seen, overrides=overrides, unheard=unheard)


def go_back(tx: Tx, *, seen: str | None) -> str:
    """Return to the step before."""
    _require_seen(tx, seen)
    items = agenda_of(tx.plan)
    here = _here(items, tx.day.step)
    if here < 1:
        raise Refused("first_step")
    overrides: list[str] = [gate.code for gate in open_gates(tx)]
    return go_to_step(tx, step=items[here - 1].id, seen=seen, overrides=overrides)


def go_to_step(
    tx: Tx, *, step: str, seen: str | None, overrides: list[str] | None = None, unheard: Unheard = "wait"
) -> str:
    """Go to any step; those jumped over are marked as skipped. `unheard`: what becomes of slips not heard yet.

    Also from a step that the plan no longer has: nobody knows then what was jumped over.
    """
    _require_seen(tx, seen)
    items = agenda_of(tx.plan)
    target, here = _index(items, step), _index(items, tx.day.step)
    if target < 0:
        raise Refused("no_such_step", step=step)
    if target == here:
        raise Refused("same_step")
    if unheard == "write":
        floor.write_down_unheard(tx)
    leave_step(tx, overrides or [])
    unknown = here < 0 and tx.day.step is not None
    for item in () if unknown else items[here + 1 : target]:
        passed = tx.steps.get(item.id) or Step()
        if passed.started_at is None:
            tx.steps.change(item.id, passed, skipped=True)
    tx.steps.put(step, enter(tx.steps.get(step) or Step(), tx.now))
    opened = tx.day.opened_at
    if opened is None and items[target].kind != "welcome":
        opened = tx.now
    tx.set_day(step=step, opened_at=opened)
    return step


def leave_step(tx: Tx, overrides: list[str] | None = None) -> None:
    """End the current step, if there is one. `overrides=None`: whatever is open is recorded."""
    day = tx.day
    if day.step is None:
        return
    gates = open_gates(tx)
    if overrides is not None and (missing := [gate for gate in gates if gate.code not in overrides]):
        raise Refused("gates_open", gates=[(gate.code, gate.count) for gate in missing])
    floor.clear_floor(tx)
    record = tx.steps.get(day.step) or Step(started_at=tx.now)
    tx.steps.change(day.step, record, ended_at=tx.now, overrides=tuple(gate.code for gate in gates))


def enter(record: Step, now: datetime) -> Step:
    """The step begins, or goes on after the day was somewhere else."""
    if record.started_at is None:
        return msgspec.structs.replace(record, started_at=now, skipped=False)
    spent = seconds_spent(record, now)
    return msgspec.structs.replace(record, entered_at=now, ended_at=None, spent_before=spent, skipped=False)


def seconds_spent(record: Step, now: datetime) -> float:
    """How long the day has been in this step, all visits together."""
    begun = record.entered_at or record.started_at
    if begun is None:
        return 0.0
    return record.spent_before + max(0.0, ((record.ended_at or now) - begun).total_seconds())


def record_step(
    tx: Tx,
    *,
    step: str,
    text: str | None = None,
    presenter: str | None = None,
    result: str | None = None,
    seen: str | None = None,
) -> Step:
    """What goes to the minutes for a step: what was said, who presented, how the hall decided.

    `seen`: the step's text as the caller saw it.
    """
    tx.require_open()
    if _index(agenda_of(tx.plan), step) < 0:
        raise Refused("no_such_step", step=step)
    record = tx.steps.get(step) or Step()
    require_unchanged(record.text, seen)
    fields = {"text": text, "presenter": presenter, "result": result}
    given = {name: clean(value).strip() for name, value in fields.items() if value is not None}
    return tx.steps.change(step, record, **given)


def name_officers(
    tx: Tx, *, role: Literal["chair", "co_chair", "secretary", "mc"], officers: list[Officer]
) -> None:
    """Name those who conduct the meeting; replaces everybody of that role."""
    tx.require_open()
    others = [officer for officer in tx.day.officers if officer.role != role]
    named = [
        Officer(role=role, name=clean_line(officer.name), title=clean_line(officer.title))
        for officer in officers
        if clean_line(officer.name)
    ]
    tx.set_day(officers=(*others, *named))


def switch_mode(tx: Tx, *, mode: Mode) -> None:
    """Answers after all speeches, or after each; may change in the middle."""
    tx.require_open()
    if tx.day.mode == mode:
        raise Refused("same_mode")
    tx.set_day(mode=mode)


def open_gates(tx: Tx) -> list[Gate]:
    day = tx.day
    item = next((item for item in agenda_of(tx.plan) if item.id == day.step), None)
    if item is None:
        return []
    questions = [question for _, question in tx.questions.items()]
    return gates(tx.plan, item, day, tx.steps.get(item.id) or Step(), dict(tx.turns.items()), questions)


def gates(
    plan: Plan,
    item: AgendaItem,
    day: Day,
    step: Step,
    turns: Mapping[str, Turn],
    questions: Iterable[Question],
) -> list[Gate]:
    """What should be done before `item` is left."""
    counts = _counts(plan, item, day, step, turns, list(questions))
    return [Gate(code=code, count=count) for code, count in counts.items() if count]


def officers_of(plan: Plan, day: Day, role: str) -> list[Officer]:
    """Who has the role: those named on the day, else those whom the plan names by office."""
    named = [officer for officer in day.officers if officer.role == role]
    if named:
        return named
    offices = {"chair": plan.chairs, "co_chair": plan.co_chairs_invited, "secretary": plan.secretaries}
    return [
        Officer(role=role, name=office.name, title=office.title)  # type: ignore[arg-type]
        for office in offices.get(role, ())
    ]


def _counts(
    plan: Plan, item: AgendaItem, day: Day, step: Step, turns: Mapping[str, Turn], questions: list[Question]
) -> dict[GateCode, int]:
    open_count = sum(is_open(question) for question in questions)
    match item.kind:
        case "opening":
            return {
                "chair_unnamed": int(not any(o.name for o in officers_of(plan, day, "chair"))),
                "secretary_unnamed": int(not any(o.name for o in officers_of(plan, day, "secretary"))),
                "present_unannounced": int(day.announced_present is None),
            }
        case "rules":
            return {"rules_not_adopted": int(not step.result)}
        case "speeches":
            return {
                "floor_taken": int(current_turn(turns.items()) is not None),
                "slips_waiting": len(floor.to_be_written(turns)),
                "unanswered": open_count if day.mode == "interleaved" else 0,
            }
        case "synthesis":
            return {"unclassified": sum(not is_classified(question) for question in questions)}
        case "answers":
            return {"unanswered": open_count}
        case "conclusion":
            return {"no_conclusion": int(not day.conclusion), "unanswered": open_count}
        case _:
            return {}


def _require_seen(tx: Tx, seen: str | None) -> None:
    """The step is still the one that the caller saw."""
    tx.require_open()
    if tx.day.step != seen:
        raise Refused("moved_on")


def _here(items: tuple[AgendaItem, ...], step: str | None) -> int:
    """The place of the current step; -1 before the first. Refused when the plan was edited and lost it."""
    place = _index(items, step)
    if step is not None and place < 0:
        raise Refused("step_gone", step=step)
    return place


def _index(items: tuple[AgendaItem, ...], step: str | None) -> int:
    return next((place for place, item in enumerate(items) if item.id == step), -1)
