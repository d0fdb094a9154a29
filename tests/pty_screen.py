"""A program in a pseudo-terminal: wait for a word on its screen, press keys, see how it ends.

Standard library only, so that `.ci/run` can use it before anything is installed:

    python3 tests/pty_screen.py WORD -- COMMAND...      waits for WORD, leaves with Enter and ^Q
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
from collections.abc import Mapping, Sequence
from types import TracebackType

ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)|[()][0-9A-B]|[=>78cDEHM])"
)
ENTER, LEAVE = "\r", "\x11"


class Screen:
    """A running command and everything it has drawn."""

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        size: tuple[int, int] = (118, 28),
    ) -> None:
        self._drawn = b""
        self._status: int | None = None
        environment = {**(os.environ if env is None else env), "TERM": "xterm-256color"}
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            try:
                os.chdir(cwd or ".")
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                os.execvpe(command[0], list(command), environment)
            finally:
                os._exit(127)

    def __enter__(self) -> Screen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Whatever happened, nothing is left running."""
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)
            self._reap()
        os.close(self._fd)

    @property
    def text(self) -> str:
        """What was drawn so far, without colours and cursor movements."""
        return ESCAPES.sub(b"", self._drawn).decode("utf-8", "replace")

    def wait_for(self, word: str, seconds: float = 20) -> bool:
        """Whether the word appears in time."""
        end = time.monotonic() + seconds
        while word not in self.text:
            if time.monotonic() > end or not self._read(0.1):
                return word in self.text
        return True

    def press(self, keys: str) -> None:
        os.write(self._fd, keys.encode())

    def wait_for_end(self, seconds: float = 20) -> int | None:
        """The exit code; None if the program goes on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not self._read(0.1):
                return self._reap()
        return None

    def _read(self, seconds: float) -> bool:
        """Take what is there; False once the program has closed its terminal."""
        if select.select([self._fd], [], [], seconds)[0]:
            try:
                drawn = os.read(self._fd, 65536)
            except OSError:  # so Linux says that the other side is gone
                return False
            self._drawn += drawn
            return bool(drawn)
        return True

    def _reap(self) -> int:
        self._status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return self._status


def main() -> str | int:
    word, mark, *command = sys.argv[1:]
    assert mark == "--"
    with Screen(command) as screen:
        if not screen.wait_for(word, seconds=600):
            return f"{screen.text}\n“{word}” never came on the screen."
        screen.press(ENTER + LEAVE)
        code = screen.wait_for_end()
        if code is None:
            return f"{screen.text}\nIt does not end."
    print(f"“{word}” came on the screen; left with exit code {code}.")
    return code


if __name__ == "__main__":
    sys.exit(main())
