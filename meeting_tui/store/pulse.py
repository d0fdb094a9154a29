"""The console's sign of life, and its clock: a small file beside the journal, written once a second.

Whoever follows the meeting sees from it whether the console still writes, and what time it is there, whatever
somebody did to the laptop's clock. It is a help, never the truth: a disk that refuses it is passed over, nothing is
flushed, and in a copy of the folder or after a new start of the system it counts for nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4
from zlib import crc32

import msgspec

from meeting_tui.store.clock import steady_seconds
from meeting_tui.store.durable import O_BINARY, O_CLOEXEC
from meeting_tui.store.lines import frame, is_whole

PULSE = "console.pulse"
SILENT = 4.0
"""Seconds without a beat after which a console does not live any more."""

_EVERY = 1.0
_TAKE_OVER = 2.0
"""Seconds after which another console on the same folder beats in the place of one that fell silent."""
_WIDTH = 320
"""Bytes of a beat: always the same, so that the next one covers it."""
_CHECKSUM = 9  # what `frame` puts before it


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """One beat. `steady` and `began` are steady seconds, which all programs of one start of the system share."""

    id: str
    """Of this opening of the console, drawn at random."""
    place: int
    """Of which folder, see `place_of`."""
    boot: str
    """Of which start of the system, see `boot`."""
    began: float
    """When the console was opened."""
    steady: float
    """When this beat was made."""
    t: datetime
    """The meeting's time at that moment."""
    speed: float = 1.0
    """How fast the meeting's time goes; only in a rehearsal another than a real day's."""
    closed: bool = False
    """The console was left: this is its last word."""

    def age(self, steady: float) -> float:
        """Seconds since then."""
        return steady - self.steady

    def time_at(self, steady: float) -> datetime:
        """The meeting's time. It goes on after the last beat; fast only while the console would still live."""
        age = self.age(steady)
        return self.t + timedelta(seconds=age + (self.speed - 1) * min(age, SILENT))

    def is_mine(self, place: int, steady: float) -> bool:
        """Whether it was made on this folder and, as far as one can know, since the system was started."""
        return (self.place, self.boot) == (place, boot()) and self.age(steady) >= 0


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Beat).decode


def last_beat(folder: Path) -> Beat | None:
    """The last beat on a folder; None when there is none that is whole."""
    try:
        line = (folder / PULSE).read_bytes().partition(b"\n")[0]
        return _decode(line[_CHECKSUM:]) if is_whole(line) else None
    except (OSError, msgspec.MsgspecError):
        return None


def place_of(folder: Path) -> int:
    """A number for the place of a folder: a copy of it lies elsewhere."""
    return crc32(os.fsencode(folder.resolve()))


@cache
def boot() -> str:
    """Which start of the system this is; empty where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


class Pulse:
    """The sign of life of one opening. Of several consoles on a folder one beats; the next takes over from it."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        *,
        speed: float = 1.0,
        steady: Callable[[], float] = steady_seconds,
    ) -> None:
        self._folder = folder
        self._now = now
        self._steady = steady
        began = steady()
        self._first = Beat(
            id=uuid4().hex,
            place=place_of(folder),
            boot=boot(),
            began=began,
            steady=began,
            t=now(),
            speed=speed,
        )
        self._due = began

    def beat(self) -> None:
        """Call it as often as you like: once a second it is done."""
        steady = self._steady()
        if steady >= self._due:
            self._due = steady + _EVERY
            self._say(steady, self._first.speed, closed=False)

    def close(self) -> None:
        """The last word of a console that is left as it should be."""
        self._say(self._steady(), 1.0, closed=True)

    def _say(self, steady: float, speed: float, *, closed: bool) -> None:
        if self._another_speaks(steady):
            return
        beat = msgspec.structs.replace(
            self._first, steady=steady, t=self._now().astimezone(UTC), speed=speed, closed=closed
        )
        with suppress(OSError):
            self._write(frame(_encode(beat).ljust(_WIDTH))[0])

    def _another_speaks(self, steady: float) -> bool:
        other = last_beat(self._folder)
        return (
            other is not None
            and other.id != self._first.id
            and not other.closed
            and other.is_mine(self._first.place, steady)
            and other.age(steady) < _TAKE_OVER
        )

    def _write(self, line: bytes) -> None:
        """Over the one before, in the same file: a new file each second would keep the disk awake."""
        fd = os.open(self._folder / PULSE, os.O_WRONLY | os.O_CREAT | O_BINARY | O_CLOEXEC, 0o644)
        try:
            os.write(fd, line)
        finally:
            os.close(fd)

    def __enter__(self) -> Pulse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
