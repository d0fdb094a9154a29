"""All good rows in one undoable command, and the others back to the clerk."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from pathlib import Path

from meeting_tui.domain.roster import (
    Entry,
    FieldChange,
    ImportResult,
    Match,
    SlipIntake,
    as_person,
    import_people,
)
from meeting_tui.importing.comparing import compare_with
from meeting_tui.importing.give_back import give_back
from meeting_tui.importing.previews import (
    Imported,
    Preview,
)
from meeting_tui.store.folder import EXPORTS, MeetingFolder, new_id


def run(
    folder: MeetingFolder, shown: Preview, *, with_updates: bool = True, out: Path | None = None
) -> Imported:
    """Take in all good rows in one undoable command, and write the others to `<name>_loi.xlsx`.

    `out`: the folder for that workbook; None: the meeting's exports. Undecided doubtful rows are not taken in.
    Raises Refused (`meeting_closed`) or a StoreError.
    """
    folder.refresh()
    if folder.meeting.revision != shown.revision:
        shown = compare_with(folder, shown.read, shown.decisions)
    if not with_updates:
        shown = shown.without_updates()
    done = _take_in(folder, shown)
    counts = shown.counts
    return Imported(
        added=done.added,
        updated=done.updated,
        slips=done.slips,
        slips_updated=done.slips_updated,
        same=counts["same"],
        repeated=counts["repeat"],
        doubtful=counts["doubtful"],
        errors=counts["error"],
        left_out=done.left_out,
        workbook=give_back(shown, out or folder.path / EXPORTS),
    )


def _take_in(folder: MeetingFolder, shown: Preview) -> ImportResult:
    entries = [line.entry for line in shown.read.lines if line.entry is not None]
    keys = _keys(shown.matches)
    new = [at for at, match in enumerate(shown.matches) if match.result == "new"]
    codes = iter(folder.new_codes(len(new)))
    people = {keys[at]: as_person(entries[at], shown.matches[at].code or next(codes)) for at in new}
    updates: dict[str, list[FieldChange]] = {}
    for match in shown.matches:
        if match.person is not None and match.changes:
            updates.setdefault(match.person, []).extend(match.changes)
    slips = _slips(shown.matches, entries, keys)
    if not (people or updates or slips):
        return ImportResult()
    seen = list(folder.meeting.people)
    return folder.do(import_people, people=people, updates=updates, slips=slips, seen=seen)


def _slips(matches: Sequence[Match], entries: Sequence[Entry], keys: Dict[int, str]) -> list[SlipIntake]:
    """What joins a slip comes after everything else: it must not be written over."""
    turns: dict[str, str] = {}
    slips = [
        SlipIntake(
            turn=match.turn or turns.setdefault(keys[at], new_id()),
            person=keys[at],
            slip=slip,
            joins=match.slip == "joined",
        )
        for at, match in enumerate(matches)
        if match.slip in ("new", "update", "joined") and (slip := entries[at].slip) is not None
    ]
    return sorted(slips, key=lambda one: one.joins)


def _keys(matches: Sequence[Match]) -> dict[int, str]:
    """The person's key of every entry that is settled, by its place."""
    keys: dict[int, str] = {}
    for at, match in enumerate(matches):
        if match.person is not None:
            keys[at] = match.person
        elif match.result == "new":
            keys[at] = new_id()
        elif match.like is not None and match.result == "repeat":
            keys[at] = keys[match.like]
    return keys
