"""What an import would do to the meeting as it is now. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Dict
from pathlib import Path

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.roster import (
    Fact,
    Finding,
    Match,
)
from meeting_tui.domain.roster_compare import compare
from meeting_tui.importing.previews import (
    Choice,
    Place,
    Preview,
    ReadFile,
    RowPreview,
)
from meeting_tui.importing.reading import orgs_of, read_file
from meeting_tui.intake.columns import (
    Mapping,
)
from meeting_tui.intake.roster import Line
from meeting_tui.intake.sheets import Fault
from meeting_tui.store.folder import MeetingFolder


def preview(
    folder: MeetingFolder,
    path: Path,
    mapping: Mapping | None = None,
    progress: Callable[[int], None] | None = None,
) -> Preview | Fault:
    """`read_file` and `compare_with`; also a fault where no column of names was found."""
    year, orgs = folder.conference_date.year, orgs_of(folder)
    read = read_file(path, year=year, orgs=orgs, mapping=mapping, progress=progress)
    if isinstance(read, Fault):
        return read
    return read.fault or compare_with(folder, read)


def compare_with(
    folder: MeetingFolder, read: ReadFile, decisions: Dict[Place, Choice] | None = None
) -> Preview:
    """What the import would do to the meeting as it is now."""
    told = dict(decisions or {})
    lines = [line for line in read.lines if line.entry is not None]
    place = {line.place: at for at, line in enumerate(lines)}
    matches = compare(
        [line.entry for line in lines if line.entry is not None],
        folder.meeting,
        mark=folder.code_mark,
        by_hand=_by_hand(folder),
        decisions={
            place[row]: choice if isinstance(choice, str) else place[choice]
            for row, choice in told.items()
            if row in place and (isinstance(choice, str) or choice in place)
        },
    )
    by_place = {line.place: match for line, match in zip(lines, matches, strict=True)}
    return Preview(
        read=read,
        rows=tuple(_row(line, by_place.get(line.place), lines) for line in read.lines),
        matches=tuple(matches),
        revision=folder.meeting.revision,
        decisions=told,
    )


def decided(folder: MeetingFolder, shown: Preview, place: Place, choice: Choice | None) -> Preview:
    """The clerk's word on a doubtful row; None: undecided."""
    others = {one: key for one, key in shown.decisions.items() if one != place}
    return compare_with(folder, shown.read, others if choice is None else {**others, place: choice})


def _row(line: Line, match: Match | None, lines: Sequence[Line]) -> RowPreview:
    if match is None:
        return RowPreview(sheet=line.sheet, row=line.row, result="error", entry=None, findings=line.findings)
    return RowPreview(
        sheet=line.sheet,
        row=line.row,
        result=match.result,
        entry=line.entry,
        person=match.person,
        candidates=match.candidates,
        earlier=tuple(lines[at].place for at in match.earlier),
        changes=match.changes,
        slip=match.slip,
        findings=(*line.findings, *(_placed(found, line, lines) for found in match.findings)),
    )


def _placed(found: Finding, line: Line, lines: Sequence[Line]) -> Finding:
    """The finding with its row, and an earlier entry as its row in the file."""
    first = found.facts.get("first")
    facts: dict[str, Fact] = found.facts
    if isinstance(first, int):
        facts = {**facts, "first": lines[first].row, "first_sheet": lines[first].sheet}
    return msgspec.structs.replace(found, facts=facts, sheet=line.sheet, row=line.row)


_IMPORTS = frozenset({"add_people", "import_people"})


def _by_hand(folder: MeetingFolder) -> dict[str, set[str]]:
    """Fields of people that somebody has changed since they came onto the list, other than by an import."""
    changed: dict[str, set[str]] = {}
    commits = list(folder.store.history())
    undone = _undone(commits)
    for commit in commits:
        if commit.do in _IMPORTS or commit.undo is not None or commit.n in undone:
            continue
        for change in commit.ch:
            if change.table == "people" and change.was is not None and change.set is not None:
                changed.setdefault(change.key, set()).update(change.set)
    return changed


def _undone(commits: Sequence[Commit]) -> set[int]:
    """Acts that are taken back as it stands: an undo may have been undone."""
    undone: set[int] = set()
    for commit in reversed(commits):
        if commit.undo is not None and commit.n not in undone:
            undone.add(commit.undo)
    return undone
