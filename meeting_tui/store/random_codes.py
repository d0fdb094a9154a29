"""Drawing check-in codes that nobody can guess. Commands draw nothing: they get codes as arguments."""

from __future__ import annotations

from collections.abc import Container
from random import Random, SystemRandom
from zlib import crc32

from meeting_tui.domain.codes import FIRSTS, MARKS, SECONDS, SHORT, TEST_CODE, make_code


def draw_codes(count: int, taken: Container[str], mark: int, rng: Random | None = None) -> list[str]:
    """New codes whose short form is not among `taken` (short forms). `rng`: a rehearsal's own chance."""
    draw = rng or SystemRandom()
    drawn: dict[str, str] = {}
    while len(drawn) < count:
        code = make_code(draw.choice(FIRSTS), draw.choice(SECONDS), mark)
        if code[:SHORT] not in taken and code[:SHORT] != TEST_CODE[:SHORT]:
            drawn.setdefault(code[:SHORT], code)
    return list(drawn.values())


def mark_of(meeting: str, began: str) -> int:
    """The meeting's mark in its codes, from what its journal's header says: two meetings of one plan differ."""
    return crc32(f"{meeting}\n{began}".encode()) % len(MARKS)
