"""Line 0 of a journal: what kind of file this is, and of which meeting."""

from __future__ import annotations

from typing import Any

import msgspec

from meeting_tui.store.errors import JournalNewer, NotAJournal, StoreError, WrongMeeting

FORMAT = "meeting-journal"
VERSION = 1
SCHEMA = 1

_START = b'{"n":0,"p":0,"format":"meeting-journal"'
_CHECKSUM = 9  # hex digits and a space before the body
_BLOCK = 4096


class Header(msgspec.Struct, frozen=True, kw_only=True):
    n: int = 0
    p: int = 0
    format: str = FORMAT
    v: int = VERSION
    meeting: str
    schema: int = SCHEMA
    t: str
    ch: list[Any] = []


def refusal(header: Header | None, data: bytes, meeting: str) -> StoreError | None:
    """Why a file that begins with `data` cannot be the journal of `meeting`."""
    if header is None:
        return None if could_become_a_header(data) else NotAJournal("not_a_journal")
    if header.format != FORMAT:
        return NotAJournal("not_a_journal")
    if header.v > VERSION:
        return JournalNewer(header.v, VERSION)
    if header.schema > SCHEMA:
        return JournalNewer(header.schema, SCHEMA)
    if header.meeting != meeting:
        return WrongMeeting(header.meeting, meeting)
    return None


def could_become_a_header(data: bytes) -> bool:
    """Whether `data` may be a header whose write was cut short: its beginning, or blocks of zeroes."""
    begun = data.rstrip(b"\0")[_CHECKSUM:]
    return b"\n" not in data and len(data) < _BLOCK and begun[: len(_START)] == _START[: len(begun)]
