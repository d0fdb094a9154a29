"""The lines of a journal: how a commit becomes bytes, and which bytes are believed. Pure.

A line is eight hex digits of CRC-32, a space, compact JSON and a line feed. Each line carries its
number and the checksum of the line before, so a line cannot go missing or come from another file.
"""

from __future__ import annotations

import re
from typing import Any
from zlib import crc32

import msgspec

from meeting_tui.domain.commits import Change, Commit
from meeting_tui.store.header import FORMAT, Header

_BODY = 9  # where the JSON begins in a line
_RECORD = re.compile(rb'[0-9a-f]{8} \{"n":')


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A commit as it is written: with `p`, the checksum of the line before."""

    n: int
    p: int
    t: str
    by: str = ""
    do: str = ""
    args: dict[str, Any] = {}
    id: str = ""
    undo: int | None = None
    ch: list[Change] = []


class Reading(msgspec.Struct, kw_only=True):
    """What a run of bytes says: its good lines, and what comes after them."""

    n: int
    """The last good commit."""
    crc: int
    """Its checksum, which the next line must name."""
    header: Header | None = None
    commits: list[Commit] = []
    end: int = 0
    """Where the good lines end."""
    last: int = 0
    """Where the last good line begins."""
    damaged: bool = False
    """A bad line has a whole record in it or after it: no torn write looks like that."""


_encode = msgspec.json.Encoder().encode
_decode_line = msgspec.json.Decoder(Line).decode
_decode_header = msgspec.json.Decoder(Header).decode


def frame(body: bytes) -> tuple[bytes, int]:
    """The line around a body, and its checksum."""
    crc = crc32(body)
    return b"%08x %b\n" % (crc, body), crc


def seal(n: int, previous: int, body: dict[str, Any]) -> tuple[bytes, int]:
    """The line of a new commit, and its checksum."""
    return frame(_encode(Line(n=n, p=previous, **body)))


def seal_header(meeting: str, t: str) -> tuple[bytes, int]:
    return frame(_encode(Header(meeting=meeting, t=t)))


def unseal(line: bytes) -> Commit:
    """The commit of a line that is known to be whole: memory holds what a reader would read."""
    return _commit(_decode_line(line[_BODY:]))


def body_of(commit: Commit) -> dict[str, Any]:
    """What `seal` needs to write a commit again."""
    return {field: getattr(commit, field) for field in ("t", "by", "do", "args", "id", "undo", "ch")}


def journal_bytes(meeting: str, commits: list[Commit]) -> bytes:
    """A whole journal, written anew; `commits` begins with the header's."""
    line, crc = seal_header(meeting, commits[0].t if commits else "")
    lines = [line]
    for commit in commits[1:]:
        line, crc = seal(commit.n, crc, body_of(commit))
        lines.append(line)
    return b"".join(lines)


def is_whole(line: bytes) -> bool:
    """Whether the checksum of a line (without its line feed) is right."""
    return line[8:_BODY] == b" " and b"%08x" % crc32(line[_BODY:]) == line[:8]


def records(data: bytes, start: int = 0) -> list[tuple[int, bytes]]:
    """Every whole record from `start` on, wherever it begins: `(offset, line)`."""
    found: list[tuple[int, bytes]] = []
    for match in _RECORD.finditer(data, start):
        stop = data.find(b"\n", match.start())
        if stop < 0:
            break
        line = data[match.start() : stop]
        if is_whole(line):
            found.append((match.start(), line))
    return found


def read_lines(data: bytes, n: int = -1, crc: int = 0) -> Reading:
    """Read a snapshot of the bytes that follow commit `n`, whose checksum is `crc`.

    What comes after the last line feed is not a line yet, and not an error: it may be in flight.
    """
    reading = Reading(n=n, crc=crc)
    while (stop := data.find(b"\n", reading.end)) >= 0:
        line = data[reading.end : stop]
        if not is_whole(line) or not _accept(reading, line[_BODY:]):
            reading.damaged = bool(records(data, reading.end))
            break
        reading.crc = int(line[:8], 16)
        reading.n += 1
        reading.last = reading.end
        reading.end = stop + 1
    return reading


def _accept(reading: Reading, body: bytes) -> bool:
    """Take in a body whose checksum is right, if it is the next one."""
    if reading.n < 0:
        reading.header = _header(body)
        if reading.header is None:
            return False
        reading.commits.append(Commit(n=0, t=reading.header.t))
        return True
    try:
        line = _decode_line(body)
    except msgspec.MsgspecError:
        return False
    if line.n != reading.n + 1 or line.p != reading.crc:
        return False
    reading.commits.append(_commit(line))
    return True


def _commit(line: Line) -> Commit:
    return Commit(
        n=line.n, t=line.t, by=line.by, do=line.do, args=line.args, id=line.id, undo=line.undo, ch=line.ch
    )


def header_in(data: bytes) -> Header | None:
    """The first header that can still be read."""
    for _, line in records(data):
        header = _header(line[_BODY:])
        if header is not None and header.format == FORMAT:
            return header
    return None


def _header(body: bytes) -> Header | None:
    try:
        header = _decode_header(body)
    except msgspec.MsgspecError:
        return None
    return header if header.n == 0 else None
