"""What is known of a file before anything is taken in: values, and nothing that reads or writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from meeting_tui.domain.roster import (
    Entry,
    FieldChange,
    Finding,
    LeftOut,
    Match,
    Result,
    SlipResult,
)
from meeting_tui.intake.columns import (
    Field,
    Ignored,
    Mapping,
)
from meeting_tui.intake.legacy_text import Encoding
from meeting_tui.intake.roster import Line
from meeting_tui.intake.sheets import Fault, Workbook

Place = tuple[str, int]
"""A row of the file: the sheet's name, and the row as Excel shows it."""
Choice = str | Place
"""Who a doubtful row is: the key of a person, `NEW`, or the earlier row that is about the same person."""

SAMPLES = 3
"""Values of a column that the clerk is shown."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a sheet that is read, for the clerk to confirm."""

    sheet: str
    index: int
    letter: str
    heading: str
    field: Field | None
    ignored: Ignored | None
    """Left alone on purpose; None together with `field=None`: not understood."""
    sample: str
    """The first values, converted; empty for a column of ID numbers."""
    encoding: Encoding
    before: str
    """The same sample before it was converted; empty if nothing of it was."""


class ReadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was understood, before anybody looked at the meeting."""

    path: Path
    year: int
    orgs: tuple[str, ...]
    workbook: Workbook
    mapping: Mapping
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[Finding, ...]
    fault: Fault | None = None
    """`no_name_column`: nothing can be imported until the clerk has said what the columns mean (`understood`)."""


class RowPreview(msgspec.Struct, frozen=True, kw_only=True):
    """What will become of one row."""

    sheet: str
    row: int
    result: Result
    entry: Entry | None
    """None: nothing could be made of the row."""
    person: str | None = None
    """The key of the person in the meeting, where the row is about somebody there."""
    candidates: tuple[str, ...] = ()
    """Doubtful: keys of the people in the meeting who have the name, the likeliest first."""
    earlier: tuple[Place, ...] = ()
    """Doubtful: the earlier rows about new people of this name."""
    changes: tuple[FieldChange, ...] = ()
    slip: SlipResult = ""
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> Place:
        return self.sheet, self.row

    @property
    def is_warned(self) -> bool:
        """Taken in, but something of it was left out or is odd."""
        taken = self.result not in ("error", "doubtful")
        return taken and any(found.level == "warning" for found in self.findings)


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Something for the clerk to look at, `more` times again in the same column."""

    finding: Finding
    row: RowPreview | None = None
    """None: it is about a sheet or the file."""
    more: int = 0


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would do."""

    read: ReadFile
    rows: tuple[RowPreview, ...]
    matches: tuple[Match, ...]
    """Of the rows that have an entry, in their order."""
    revision: int
    """Of the meeting with which it was compared."""
    decisions: dict[Place, Choice] = {}
    """What the clerk said of doubtful rows."""

    @property
    def mapping(self) -> Mapping:
        return self.read.mapping

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.read.columns

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is to be said of the file as a whole."""
        return self.read.notes

    @property
    def counts(self) -> Counter[str]:
        """Rows by result, slips as `slip_new`, `slip_update`, `slip_joined`; `warning`: rows taken in with a warning."""
        counts = Counter[str](row.result for row in self.rows)
        counts.update(f"slip_{row.slip}" for row in self.rows if row.slip in ("new", "update", "joined"))
        counts["warning"] = sum(row.is_warned for row in self.rows)
        return +counts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the file, then of every row, in their order."""
        return (*self.notes, *(found for row in self.rows for found in row.findings))

    def to_look_at(self) -> tuple[Look, ...]:
        """Errors, doubts, warnings, notes, each in the order of the file.

        What a column says in the same way of most of its rows would bury the rest: it is there once, as is every note.
        """
        looks = [Look(finding=found) for found in self.notes]
        looks += [Look(finding=found, row=row) for row in self.rows for found in row.findings]
        times = Counter(_kind_of(look) for look in looks)
        rows = Counter(row.sheet for row in self.rows)
        shown: dict[object, Look] = {}
        for at, look in enumerate(looks):
            kind, count = _kind_of(look), times[_kind_of(look)]
            most = count >= FEW and 2 * count > rows[look.finding.sheet]
            once = kind is not None and (look.finding.level == "note" or most)
            shown.setdefault(
                kind if once else at, msgspec.structs.replace(look, more=count - 1 if once else 0)
            )
        return tuple(sorted(shown.values(), key=_urgency))

    def without_updates(self) -> Preview:
        """The same where nobody on the list is corrected, and no slip of theirs."""
        return replace(
            self,
            rows=tuple(_unchanged(row) for row in self.rows),
            matches=tuple(_unchanged(match) for match in self.matches),
        )

    def with_result(self, *results: Result) -> tuple[RowPreview, ...]:
        """The rows with one of these results."""
        return tuple(row for row in self.rows if row.result in results)


FEW = 4
"""So many rows can be looked at one by one."""


def _kind_of(look: Look) -> tuple[str, ...] | None:
    """Equal for what a column says in the same way of several rows; None: it is about this one row."""
    found = look.finding
    about = found.column or str(found.facts.get("field", ""))
    own = found.level == "error" or not look.row or look.row.result in ("error", "doubtful") or not about
    return None if own else (found.sheet, about, found.level, found.code)


def _urgency(look: Look) -> int:
    if look.finding.level == "warning":
        return 1 if look.row and look.row.result == "doubtful" else 2
    return 0 if look.finding.level == "error" else 3


_RowOrMatch = TypeVar("_RowOrMatch", "RowPreview", Match)


def _unchanged(one: _RowOrMatch) -> _RowOrMatch:
    findings = tuple(found for found in one.findings if found.code != "slip_replaced")
    slip: SlipResult = "same" if one.slip == "update" else one.slip
    result: Result = "same" if one.result == "update" else one.result
    return replace(one, result=result, changes=(), slip=slip, findings=findings)


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. `workbook`: where the rows are that were not taken in, to be put right there."""

    added: int
    updated: int
    slips: int
    slips_updated: int
    same: int
    repeated: int
    doubtful: int
    errors: int
    left_out: tuple[LeftOut, ...]
    workbook: Path | None
