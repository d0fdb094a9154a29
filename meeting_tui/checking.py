"""`check` and `repair`: what is wrong with a meeting's folder, in sentences, and what can be saved of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from meeting_tui import sentences, templating
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.plan_drift import unknown_keys
from meeting_tui.export import templates
from meeting_tui.export.templates_names import FOLDER
from meeting_tui.language import _
from meeting_tui.store.errors import StoreError
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import PLAN, plan_text, read_plan_file, write_copy
from meeting_tui.store.guides import profile_of
from meeting_tui.store.meeting_store import MeetingStore
from meeting_tui.store.places import looks_synced
from meeting_tui.store.repair import salvage


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One problem: where, what and what would be right, as a sentence and as codes for scripts."""

    level: Literal["error", "warning"]
    key: str
    code: str
    text: str


def check_folder(path: Path) -> Iterator[Finding]:
    """Every problem of the plan, the office's templates and phrases, the journal. Raises FolderError without a plan."""
    plan, problems = read_plan_file(path)
    for problem in problems:
        yield Finding(
            level=problem.level, key=problem.key, code=problem.code, text=sentences.problem(problem)
        )
    folder = path if path.is_dir() else path.parent
    if service := looks_synced(folder.resolve()):
        facts = {"path": str(folder), "service": service}
        text = sentences.store_error("synced_folder", facts)
        yield Finding(level="warning", key="", code="synced_folder", text=text)
    if plan is not None and not any(problem.level == "error" for problem in problems):
        yield from _check_templates(folder, plan)
    yield from _check_wording(folder)
    if plan is not None and (folder / JOURNAL).exists():
        yield from _check_journal(folder, plan)


def repair_folder(source: Path, target: Path) -> Iterator[str]:
    """Save what is whole into a new folder, and say what became of the rest."""
    plan, _problems = read_plan_file(source)
    journal, report = salvage(source, meeting=plan.meeting_id if plan else "")
    write_copy(target, {PLAN: plan_text(source).encode(), JOURNAL: journal})
    yield _("{count} acts are whole and were kept.").format(count=report.kept)
    if report.lost:
        numbers = ", ".join(str(n) for n in report.lost)
        yield _("Lost, because their line cannot be read: {numbers}.").format(numbers=numbers)
    if report.skipped:
        numbers = ", ".join(str(n) for n in sorted({n for n, _table, _key in report.skipped}))
        yield _("Kept in part, because they rested on what was lost: {numbers}.").format(numbers=numbers)
    yield _("Saved in {folder}; the old folder was not touched.").format(folder=target)


def _check_templates(folder: Path, plan: Plan) -> Iterator[Finding]:
    for fault in templates.load(folder, Meeting(plan), datetime.now(UTC), profile_of(plan)).faults:
        yield Finding(
            level="warning" if fault.is_note else "error",
            key=f"{FOLDER}/{fault.file}",
            code=f"template_{fault.code}",
            text=templating.fault_words(fault),
        )


def _check_wording(folder: Path) -> Iterator[Finding]:
    for fault in templating.read_wording(folder)[1]:
        yield Finding(
            level="error",
            key=f"{WORDING}: {fault.key}" if fault.key else WORDING,
            code=f"wording_{fault.code}",
            text=templating.wording_words(fault),
        )


def _check_journal(folder: Path, plan: Plan) -> Iterator[Finding]:
    try:
        store = MeetingStore.open(folder, "check", plan, read_only=True)
    except StoreError as error:
        yield _finding(folder, error.code, error.facts)
        return
    try:
        if store.damage is not None:
            yield _finding(folder, store.damage.code, store.damage.facts)
            return
        for problem in store.verify().problems:
            yield _finding(folder, problem.code, problem.facts)
        for unknown in unknown_keys(Meeting.load(plan, store, store.head)):
            yield _finding(folder, f"unknown_{unknown.kind}", {"key": unknown.key, "count": unknown.count})
    finally:
        store.close()


def _finding(folder: Path, code: str, facts: dict[str, object]) -> Finding:
    told = {**facts, "path": str(folder / JOURNAL), "folder": str(folder)}
    return Finding(level="error", key=JOURNAL, code=code, text=sentences.store_error(code, told))
