"""A meeting's folder made from a plan: one event of it, on one date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from meeting_tui.domain.plan import Plan
from meeting_tui.domain.plan_edit import NotEditable, with_event
from meeting_tui.domain.plan_file import read_plan
from meeting_tui.domain.plan_problems import Problem
from meeting_tui.store.durable import write_new
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, FolderError, PlanInvalid, plan_text, valid_plan
from meeting_tui.store.guides import format_profiles


def create(folder: Path, source: Path, event: int | None, day: date | None) -> list[Problem]:
    """Make `folder` with the plan of `source` for one event and date. Returns warnings about the result.

    Raises FolderError when something that the plan leaves open was not said: it is asked for, never guessed.
    """
    plan = valid_plan(source)
    _require_answers(plan, event, day)
    if any((folder / name).exists() for name in (PLAN, JOURNAL)):
        raise FolderError("folder_taken", path=str(folder))
    try:
        text = with_event(plan_text(source), event, day)
    except NotEditable:
        raise FolderError("plan_not_editable", path=str(source)) from None
    made, problems = read_plan(text, format_profiles())
    if made is None:
        raise PlanInvalid(folder, problems)
    folder.mkdir(parents=True, exist_ok=True)
    write_new(folder / PLAN, text.encode())
    return problems


def _require_answers(plan: Plan, event: int | None, day: date | None) -> None:
    count = len(plan.events)
    if event is None and count > 1:
        raise FolderError("event_needed", count=count)
    if event is not None and not 1 <= event <= count:
        raise FolderError("no_such_event", event=event, count=count)
    chosen = plan.events[(event or plan.event) - 1]
    if day is None and chosen.date is None:
        period = chosen.period or " - ".join(
            str(bound) for bound in (chosen.not_before, chosen.finish_before or chosen.not_after) if bound
        )
        raise FolderError("day_needed", period=period) if period else FolderError("day_open")
