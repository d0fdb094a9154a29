"""A new terminal window for another view of the meeting, and what to type where none can be opened."""

from __future__ import annotations

import re
import shlex
import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath, PureWindowsPath
from typing import NamedTuple

from meeting_tui import sentences
from meeting_tui.domain.text import clean_line
from meeting_tui.language import _

COMMAND = "{command}"
"""Where the command stands in the user's own setting; behind it, if nowhere."""
PATIENCE_SECONDS = 0.7
"""A terminal that cannot open a window says so within this time."""

Which = Callable[[str], str | None]
"""Where a program is; None: nowhere."""


class Terminal(NamedTuple):
    """A terminal program, its words before the command, and the variable by which those inside it know it."""

    program: str
    before: tuple[str, ...]
    sign: str = ""


ON_WINDOWS = (
    Terminal("wt.exe", ("-w", "new", "new-tab"), "WT_SESSION"),
    Terminal("conhost.exe", ()),
)
ELSEWHERE = (
    Terminal("ptyxis", ("--new-window", "--"), "PTYXIS_VERSION"),
    Terminal("gnome-terminal", ("--window", "--"), "GNOME_TERMINAL_SCREEN"),
    Terminal("kgx", ("--",)),
    Terminal("konsole", ("-e",), "KONSOLE_VERSION"),
    Terminal("xfce4-terminal", ("-x",)),
    Terminal("mate-terminal", ("--window", "-x")),
    Terminal("kitty", (), "KITTY_WINDOW_ID"),
    Terminal("alacritty", ("-e",), "ALACRITTY_WINDOW_ID"),
    Terminal("wezterm", ("start", "--"), "WEZTERM_PANE"),
    Terminal("foot", ()),
    Terminal("x-terminal-emulator", ("-e",)),
    Terminal("xterm", ("-e",), "XTERM_VERSION"),
)
"""The one that the console runs in is asked first, then the first that is there."""


def program(first: str, executable: str, which: Which) -> list[str]:
    """The program as it was started: `first` is what the system calls it, `executable` the Python that runs it."""
    if PurePath(first).name == "__main__.py":
        return [executable, "-m", "meeting_tui"]
    return [str(Path(which(first) or first).absolute())]


def window(
    command: Sequence[str], *, environment: Mapping[str, str], platform: str, which: Which, setting: str = ""
) -> list[str] | None:
    """What opens a new window with this command in it; None where nothing is known that could.

    `setting` is the user's own way, such as `konsole --fullscreen -e {command}`; no shell reads it. Raises
    ValueError when its quotes do not match.
    """
    if setting:
        return _as_set(setting, command, platform)
    windows, display = (
        platform == "win32",
        {"DISPLAY", "WAYLAND_DISPLAY"} & {n for n in environment if environment[n]},
    )
    if not (windows or platform == "darwin" or display):
        return None
    known = sorted(
        ON_WINDOWS if windows else ELSEWHERE, key=lambda terminal: terminal.sign not in environment
    )
    for terminal in known:
        if found := which(terminal.program):
            words = [_for_wt(word) for word in command] if terminal.program == "wt.exe" else command
            return [found, *terminal.before, *words]
    return None


def start(argv: Sequence[str], patience: float = PATIENCE_SECONDS) -> str:
    """Start a program that lives on by itself. What went wrong within `patience` seconds; empty if nothing did."""
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
            code = process.wait(patience)
        except OSError as error:
            return f"{argv[0]}: {sentences.os_error(error)}"
        except subprocess.TimeoutExpired:
            threading.Thread(target=process.wait, daemon=True).start()  # when it ends it is not left over
            return ""
        said.seek(0)
        words = said.read().decode("utf-8", "replace").splitlines()
    if code == 0:
        return ""
    last = next((line for line in map(clean_line, reversed(words)) if line), "")
    return last or _("{program} ended with code {code}").format(program=argv[0], code=code)


def to_type(command: Sequence[str], *, environment: Mapping[str, str], platform: str, which: Which) -> str:
    """The line to type in another terminal: the program by its name where every terminal finds it."""
    path = PureWindowsPath(command[0]) if platform == "win32" else PurePath(command[0])
    name = path.stem if platform == "win32" else path.name
    private = environment.get("VIRTUAL_ENV", "")
    if which(name) == command[0] and not (private and path.is_relative_to(private)):
        command = [name, *command[1:]]
    return _quoted(command, platform)


def _as_set(setting: str, command: Sequence[str], platform: str) -> list[str]:
    found: list[str] = []
    words = _split(clean_line(setting), platform)
    for word in words if any(COMMAND in word for word in words) else [*words, COMMAND]:
        if word == COMMAND:
            found += command
        else:
            found.append(word.replace(COMMAND, _quoted(command, platform)))
    return found


def _split(setting: str, platform: str) -> list[str]:
    """The words of a setting; in Windows a backslash is part of a path."""
    reading = shlex.shlex(setting, posix=True, punctuation_chars=False)
    reading.whitespace_split, reading.commenters = True, ""
    if platform == "win32":
        reading.escape = ""
    return list(reading)


def _quoted(command: Sequence[str], platform: str) -> str:
    if platform != "win32":
        return shlex.join(command)
    return " ".join(word if re.fullmatch(r"[\w\\:./=-]+", word) else f'"{word}"' for word in command)


def _for_wt(word: str) -> str:
    """Windows Terminal takes a bare semicolon for the end of the command."""
    return word.replace(";", "\\;")
