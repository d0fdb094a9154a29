"""A small fake terminal: runs a full-screen program in a pty and tells when each of its frames ended.

Linux only. It says that it knows synchronised output, so Textual closes every frame with a mark.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from benchmarks.common import CHILD

COLUMNS, LINES = 118, 28
"""A 1366x768 laptop at 125 %."""
FRAME_END = b"\x1b[?2026l"
REPLIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resize reports: not known
}
_QUERY = re.compile(b"|".join(map(re.escape, REPLIES)))
_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cDEHM])")
KEYS = {"down": b"\x1b[B", "pagedown": b"\x1b[6~", "home": b"\x1b[H", "backspace": b"\x7f"}


class Frame(NamedTuple):
    """What was written up to the end of one frame, and when that had come."""

    at: float
    data: bytes

    @property
    def text(self) -> str:
        """Its letters, without colours and cursor movements."""
        return _ESCAPE.sub(b"", self.data).decode("utf-8", "replace")

    def shows(self, words: str) -> bool:
        return words in self.text


class Terminal:
    """One program in a terminal. `arguments` go to this Python."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self.written = 0
        self._frame = bytearray()
        self._tail = b""
        argv = [sys.executable, *arguments]
        env = {**CHILD, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        env |= environment or {}
        for name in ("COLUMNS", "LINES", "TMUX", "TERM_PROGRAM", "NO_COLOR"):
            env.pop(name, None)
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        self.started = time.perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:  # the child: it becomes the program, or ends
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execve(sys.executable, argv, env)
            finally:
                os._exit(127)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)

    def frames(self, timeout: float) -> list[Frame]:
        """Read once: the frames that this ended."""
        if not select.select([self._fd], [], [], max(0.0, timeout))[0]:
            return []
        try:
            chunk = os.read(self._fd, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            raise EOFError(f"the program ended: {bytes(self._frame)[-2000:]!r}")
        at = time.perf_counter()
        self._answer(chunk)
        self.written += len(chunk)
        self._frame += chunk
        *ended, rest = bytes(self._frame).split(FRAME_END)
        self._frame = bytearray(rest)
        return [Frame(at, data) for data in ended]

    def wait_for(self, words: str, timeout: float = 60.0) -> float:
        """When the first frame that shows these words had come."""
        until = time.perf_counter() + timeout
        while (left := until - time.perf_counter()) > 0:
            for frame in self.frames(left):
                if frame.shows(words):
                    return frame.at
        raise TimeoutError(f"{words!r} was not shown in {timeout} s")

    def rest(self, quiet: float = 0.3, timeout: float = 10.0) -> None:
        """Read until the program has nothing to say for a while."""
        until = time.perf_counter() + timeout
        while time.perf_counter() < until:
            before = self.written
            self.frames(quiet)
            if self.written == before:
                return

    def press(self, key: str, quiet: float = 0.15, patience: float = 2.0) -> float | None:
        """Seconds from the key to the end of the last frame that it caused; None if it caused none.

        The last one: a letter may stand in its field before the list below it has followed.
        """
        start = time.perf_counter()
        os.write(self._fd, KEYS.get(key, key.encode()))
        last: float | None = None
        until = start + patience
        while (left := until - time.perf_counter()) > 0:
            for frame in self.frames(left):
                last = frame.at
                until = last + quiet
        return None if last is None else last - start

    def cpu_seconds(self) -> float:
        """CPU time of the whole process so far."""
        return cpu_of(self._pid)

    def memory(self) -> float:
        """MiB that are resident now."""
        return memory_of(self._pid)

    def _answer(self, chunk: bytes) -> None:
        """A terminal answers what it is asked, also when a question comes in two pieces."""
        seen = self._tail + chunk
        answered = 0
        for query in _QUERY.finditer(seen):
            os.write(self._fd, REPLIES[query[0]])
            answered = query.end()
        self._tail = seen[max(answered, len(seen) - 12) :]


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far, to the nanosecond: Linux's clock of another process."""
    return time.clock_gettime((~pid << 3) | 2)


def memory_of(pid: int) -> float:
    """MiB of a process that are resident now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def listen(terminals: Sequence[Terminal], seconds: float) -> None:
    """Let programs run side by side, reading what they write."""
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        for terminal in terminals:
            terminal.frames(0)
        time.sleep(min(left, 0.02))
