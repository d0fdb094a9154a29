"""Importing people and slips from a clerk's file: read, understood, compared with the meeting, taken in, given back.

    read = read_file(path, year=folder.conference_date.year, orgs=orgs_of(folder))      fit for a thread
    shown = compare_with(folder, read)                            what would happen; changes nothing
    done = run(folder, shown, with_updates=True, out=None)        ONE undoable command, and the rows to be put right

`preview` is the first two. `words` says all of it in sentences.
"""

from __future__ import annotations

from meeting_tui.importing.comparing import compare_with, decided, preview
from meeting_tui.importing.previews import (
    Choice,
    Column,
    Imported,
    Look,
    Place,
    Preview,
    ReadFile,
    RowPreview,
)
from meeting_tui.importing.reading import chosen, orgs_of, read_file, understood
from meeting_tui.importing.taking_in import run
from meeting_tui.importing.words import as_objects

__all__ = [
    "Choice",
    "Column",
    "Imported",
    "Look",
    "Place",
    "Preview",
    "ReadFile",
    "RowPreview",
    "as_objects",
    "chosen",
    "compare_with",
    "decided",
    "orgs_of",
    "preview",
    "read_file",
    "run",
    "understood",
]
