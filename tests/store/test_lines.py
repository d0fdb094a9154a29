"""A line says one commit, and a reader believes only what follows what it knows."""

from __future__ import annotations

import json

from meeting_tui.domain.commits import Change, Commit
from meeting_tui.store.lines import is_whole, journal_bytes, read_lines, seal, unseal

BODY = {
    "t": "2026-11-22T03:04:42.759Z",
    "by": "bàn 1",
    "do": "check_in",
    "args": {"code": "12"},
    "ch": [Change("people", "P1", {"status": "expected"}, {"status": "present", "name": "Đỗ\nThị"})],
}


def commits(count: int) -> list[Commit]:
    return [Commit(n=0, t="t0"), *(unseal(seal(n, 0, BODY)[0]) for n in range(1, count + 1))]


def test_a_line_is_a_checksum_and_compact_json_with_the_documented_keys() -> None:
    line, crc = seal(2, 77, BODY)
    assert line.startswith(b"%08x {" % crc)
    assert line.endswith(b"}\n")
    assert line.count(b"\n") == 1
    assert list(json.loads(line[9:])) == ["n", "p", "t", "by", "do", "args", "ch"]
    assert "bàn 1".encode() in line
    assert json.loads(line[9:])["ch"] == [
        ["people", "P1", {"status": "expected"}, {"status": "present", "name": "Đỗ\nThị"}]
    ]


def test_the_header_says_format_version_meeting_and_schema() -> None:
    first = journal_bytes("m", [Commit(n=0, t="2026")]).splitlines()[0]
    assert first[9:] == (
        b'{"n":0,"p":0,"format":"meeting-journal","v":1,"meeting":"m","schema":1,"t":"2026","ch":[]}'
    )


def test_what_was_written_is_read_again() -> None:
    reading = read_lines(journal_bytes("m", commits(5)))
    assert reading.commits == commits(5)
    assert (reading.n, reading.damaged) == (5, False)


def test_bytes_without_a_line_feed_are_not_a_line_yet() -> None:
    data = journal_bytes("m", commits(3))
    reading = read_lines(data[:-1])
    assert (reading.n, reading.damaged) == (2, False)
    assert data[reading.end :].startswith(data[reading.end : reading.end + 8])


def test_a_bad_last_line_is_a_torn_write() -> None:
    data = journal_bytes("m", commits(3))
    reading = read_lines(data[:-10] + b"x" * 9 + b"\n")
    assert (reading.n, reading.damaged) == (2, False)


def test_a_bad_line_before_a_whole_one_is_damage() -> None:
    data = journal_bytes("m", commits(3)).splitlines(keepends=True)
    data[2] = data[2].replace(b"present", b"absent!")
    reading = read_lines(b"".join(data))
    assert (reading.n, reading.damaged) == (1, True)


def test_two_lines_glued_by_a_lost_line_feed_are_damage() -> None:
    """Otherwise both would be dropped as a torn write."""
    data = journal_bytes("m", commits(3)).splitlines(keepends=True)
    data[2] = data[2].replace(b"\n", b"J")
    reading = read_lines(b"".join(data))
    assert (reading.n, reading.damaged) == (1, True)


def test_a_line_of_another_file_breaks_the_chain() -> None:
    ours = journal_bytes("m", commits(3)).splitlines(keepends=True)
    theirs = journal_bytes("another", commits(3)).splitlines(keepends=True)
    reading = read_lines(b"".join([*ours[:2], theirs[2]]))
    assert is_whole(theirs[2][:-1])
    assert (reading.n, reading.damaged) == (1, True)


def test_a_missing_line_breaks_the_order() -> None:
    lines = journal_bytes("m", commits(4)).splitlines(keepends=True)
    reading = read_lines(b"".join([*lines[:2], *lines[3:]]))
    assert (reading.n, reading.damaged) == (1, True)
