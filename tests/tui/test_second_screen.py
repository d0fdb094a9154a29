"""A window for another view: the right words for each terminal, and what to type where there is none."""

from __future__ import annotations

import asyncio
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from consoles import SMALL, USUAL, Console, console, demo

from meeting_tui.language import _
from meeting_tui.tui import settings
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.notice import Notice
from meeting_tui.tui.second_screen import program, start, to_type, window
from meeting_tui.tui.widgets.completion import NoteField
from meeting_tui.tui.widgets.line_list import LineList

FOLDERS = (
    "/srv/m",
    "/home/ủy ban/Hội nghị 2026",
    '/srv/it\'s "mine"',
    "/srv/-e",
    "/srv/$HOME `ls` ; *",
    "/srv/{command}",
)
COMMAND = ["/opt/bin/meeting-tui", "chair", "/home/ủy ban/Hội nghị 2026"]
BEFORE = {
    "ptyxis": ["--new-window", "--"],
    "gnome-terminal": ["--window", "--"],
    "kgx": ["--"],
    "konsole": ["-e"],
    "xfce4-terminal": ["-x"],
    "mate-terminal": ["--window", "-x"],
    "kitty": [],
    "alacritty": ["-e"],
    "wezterm": ["start", "--"],
    "foot": [],
    "x-terminal-emulator": ["-e"],
    "xterm": ["-e"],
}
SCREEN = {"DISPLAY": ":0"}


def only(*names: str) -> Callable[[str], str | None]:
    """A machine on which nothing else is installed."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


# -- the words for each terminal ---------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", BEFORE)
def test_every_terminal_gets_the_command_word_by_word(name: str, folder: str) -> None:
    """Nothing is quoted and nothing split: a folder's name stays one word, whatever is in it."""
    command = ["/opt/bin/meeting-tui", "chair", folder]
    found = window(command, environment=SCREEN, platform="linux", which=only(name))
    assert found == [f"/usr/bin/{name}", *BEFORE[name], *command]


def test_the_terminal_that_the_console_runs_in_comes_first() -> None:
    which = only("gnome-terminal", "konsole", "xterm")
    assert (window(COMMAND, environment=SCREEN, platform="linux", which=which) or [""])[0].endswith(
        "gnome-terminal"
    )
    inside = {**SCREEN, "KONSOLE_VERSION": "230804"}
    assert (window(COMMAND, environment=inside, platform="linux", which=which) or [""])[0].endswith("konsole")


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"TERM": "linux"}])
def test_without_a_desktop_there_is_no_window(environment: dict[str, str]) -> None:
    """On a bare console or over ssh a terminal program would only fail, or open on somebody else's screen."""
    assert window(COMMAND, environment=environment, platform="linux", which=only(*BEFORE)) is None
    assert window(COMMAND, environment={"WAYLAND_DISPLAY": "wayland-0"}, platform="linux", which=only("foot"))
    assert window(COMMAND, environment=environment, platform="darwin", which=only("kitty"))


def test_without_a_terminal_there_is_no_window() -> None:
    assert window(COMMAND, environment=SCREEN, platform="linux", which=only()) is None
    assert window(COMMAND, environment={}, platform="win32", which=only("xterm")) is None


def test_in_windows() -> None:
    """Windows Terminal in a window of its own; else the old console window."""
    command = ["C:\\py\\meeting-tui.exe", "chair", "D:\\Hội nghị; 2026"]
    found = window(command, environment={}, platform="win32", which=only("wt.exe", "conhost.exe"))
    assert found == ["/usr/bin/wt.exe", "-w", "new", "new-tab", *command[:2], "D:\\Hội nghị\\; 2026"]
    found = window(command, environment={}, platform="win32", which=only("conhost.exe"))
    assert found == ["/usr/bin/conhost.exe", *command]


# -- the user's own way ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_setting_comes_before_all_that_is_known(folder: str) -> None:
    """Also where no desktop is seen: whoever wrote it knows better."""
    command = ["/opt/bin/meeting-tui", "hall", folder]
    for setting in ("konsole --fullscreen -e {command}", "konsole  --fullscreen -e"):
        found = window(command, environment={}, platform="linux", which=only("xterm"), setting=setting)
        assert found == ["konsole", "--fullscreen", "-e", *command]


def test_a_setting_is_split_as_a_shell_would_and_read_by_none() -> None:
    setting = "'my term' --title \"Chủ trì # 1\" #2 $HOME `ls` ; -e {command}"
    found = window(COMMAND, environment={}, platform="linux", which=only(), setting=setting)
    assert found == ["my term", "--title", "Chủ trì # 1", "#2", "$HOME", "`ls`", ";", "-e", *COMMAND]


def test_a_terminal_that_wants_the_command_as_one_word() -> None:
    found = window(COMMAND, environment={}, platform="linux", which=only(), setting="t --command={command}")
    assert found is not None
    assert shlex.split(found[1].removeprefix("--command=")) == COMMAND


def test_in_windows_a_backslash_of_the_setting_is_part_of_a_path() -> None:
    setting = '"C:\\Program Files\\t.exe" C:\\x {command}'
    found = window(COMMAND, environment={}, platform="win32", which=only(), setting=setting)
    assert found == ["C:\\Program Files\\t.exe", "C:\\x", *COMMAND]


def test_a_quotation_mark_without_its_other_half() -> None:
    with pytest.raises(ValueError, match="quotation"):
        window(COMMAND, environment=SCREEN, platform="linux", which=only("xterm"), setting="konsole 'x")


# -- what to type ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_to_type_means_the_same_to_a_shell(folder: str) -> None:
    """Typed as it stands, it arrives as it is."""
    command = [sys.executable, "-c", "import sys; print(sys.argv[1:])", "chair", folder, "--lang", "en"]
    line = to_type(command, environment={}, platform="linux", which=only())
    said = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(command[3:])


def test_the_program_is_called_by_its_name_where_every_terminal_finds_it() -> None:
    which = {"meeting-tui": "/opt/bin/meeting-tui"}.get
    line = to_type(COMMAND, environment={}, platform="linux", which=which)
    assert line == "meeting-tui chair '/home/ủy ban/Hội nghị 2026'"
    for there, private in ((only(), ""), (which, "/opt")):  # nowhere; only while an environment is active
        line = to_type(COMMAND, environment={"VIRTUAL_ENV": private}, platform="linux", which=there)
        assert line == "/opt/bin/meeting-tui chair '/home/ủy ban/Hội nghị 2026'"


def test_what_to_type_in_windows() -> None:
    program = "C:\\Users\\Lan\\bin\\meeting-tui.EXE"
    line = to_type(
        [program, "hall", "D:\\Hội nghị & 2026"],
        environment={},
        platform="win32",
        which={"meeting-tui": program}.get,
    )
    assert line == 'meeting-tui hall "D:\\Hội nghị & 2026"'
    assert (
        to_type([program, "hall", "D:\\m"], environment={}, platform="win32", which=only())
        == f"{program} hall D:\\m"
    )


def test_the_program_as_it_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert program("/x/meeting_tui/__main__.py", "/x/python", only()) == ["/x/python", "-m", "meeting_tui"]
    assert program("/x/bin/meeting-tui", "/x/python", lambda name: name) == ["/x/bin/meeting-tui"]
    assert program(".venv/bin/meeting-tui", "p", lambda name: name) == [
        str(tmp_path / ".venv/bin/meeting-tui")
    ]
    assert program("meeting-tui", "p", only("meeting-tui")) == ["/usr/bin/meeting-tui"]


# -- starting it -------------------------------------------------------------------------------------------


def test_a_window_lives_on_by_itself(tmp_path: Path) -> None:
    """In a session of its own: closing the console's terminal does not close the chair's."""
    told = tmp_path / "told"
    code = "import os, sys, time; open(sys.argv[1], 'w').write(f'{os.getsid(0) == os.getpid()}'); time.sleep(0.5)"
    assert start([sys.executable, "-S", "-c", code, str(told)], patience=0.2) == ""
    while not (told.exists() and told.read_text()):
        time.sleep(0.01)
    assert told.read_text() == "True"


def test_what_fails_at_once_says_why() -> None:
    assert start(["true"]) == ""
    assert start(["/no/such/terminal"]).startswith("/no/such/terminal: ")
    assert start(["sh", "-c", "echo 'cannot open \x1b[31mdisplay' >&2; exit 1"]) == "cannot open [31mdisplay"
    assert "3" in start(["sh", "-c", "exit 3"])


# -- on the console ----------------------------------------------------------------------------------------


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A terminal of the user's own, which only writes down what it was asked to open."""
    told = tmp_path / "told"
    script = tmp_path / "terminal.py"
    script.write_text("import sys; open(sys.argv[1], 'w').write('\\n'.join(sys.argv[2:]))")
    monkeypatch.setenv("MEETING_TUI_TERMINAL", shlex.join([sys.executable, "-S", str(script), str(told)]))
    monkeypatch.setattr(sys, "argv", ["/opt/bin/meeting-tui", "run", "m"])
    return told


async def until(here: Console, ready: Callable[[], object]) -> None:
    """The terminal answers in its own time, while the console goes on."""
    for _n in range(200):
        await here.settle()
        if ready():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("nothing came")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_one_key_opens_the_chairs_view(tmp_path: Path, started: Path, size: tuple[int, int]) -> None:
    """Also from the line in which a question is being written, of which not a letter is lost."""
    path = demo(tmp_path / "Hội nghị 'một'")
    async with console(path, size=size, at="speeches") as here:
        await here.speaking()
        here.note.line.focus()
        await here.type("Đường ngập nước")
        await here.press("home", "ctrl+f")  # which deletes a word in some fields
        assert isinstance(here.screen, Choose)
        await here.press("1")
        await until(here, lambda: started.exists() and started.read_text())
        assert started.read_text().split("\n") == ["/opt/bin/meeting-tui", "chair", str(path)]
        await until(here, lambda: here.notices)
        assert here.at_console
        assert here.of(NoteField).text == "Đường ngập nước"


async def test_the_hall_by_name_and_in_the_language_that_is_spoken(
    tmp_path: Path, started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/x/meeting_tui/__main__.py", "--lang", "en", "run", "m"])
    path = demo(tmp_path / "m")
    async with console(path) as here:
        await here.command(_("The hall's display in a new window"))
        await until(here, lambda: started.exists() and started.read_text())
    wanted = [sys.executable, "-m", "meeting_tui", "hall", str(path), "--lang", "en"]
    assert started.read_text().split("\n") == wanted


@pytest.mark.parametrize(
    ("terminal", "reason"),
    [
        ("", _("No program is known here that could open a new window.")),
        ("konsole 'x", _("The setting “terminal” cannot be read: a quotation mark has no other half.")),
        ("/no/such/terminal -e", "/no/such/terminal"),
        ("sh -c 'echo cannot open display >&2; exit 1'", "cannot open display"),
    ],
)
async def test_where_no_window_opens_it_says_exactly_what_to_type(
    tmp_path: Path, started: Path, monkeypatch: pytest.MonkeyPatch, terminal: str, reason: str
) -> None:
    """A notice that stays until it is read; the day goes on behind it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MEETING_TUI_TERMINAL", terminal)
    path = demo(tmp_path / "Hội nghị 2026")
    async with console(path, size=SMALL) as here:
        await here.press("ctrl+f", "1")
        await until(here, lambda: isinstance(here.screen, Notice))
        shown = here.within(here.screen.query_one(".dialog-body"))
        assert f"/opt/bin/meeting-tui chair '{path}'".replace(" ", "") in "".join(shown.split())
        assert reason.replace(" ", "") in "".join(shown.split())
        await here.wait(60)
        assert isinstance(here.screen, Notice)
        await here.press("enter")
        assert here.at_console


async def test_for_a_tablet_it_says_what_to_type(tmp_path: Path, started: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, size=SMALL) as here:
        await here.press("ctrl+f")
        labels = [offer.label for _number, offer in here.of(LineList).rows]
        assert len(labels) == 4
        await here.choose(_("The views on a tablet or another computer"))
        shown = "".join(here.within(here.screen.query_one(".dialog-body")).split())
        assert f"/opt/bin/meeting-tuiserve{path}--lan" in shown
        assert not started.exists()


async def test_the_key_waits_while_something_is_asked(tmp_path: Path, started: Path) -> None:
    """A second list over a question would lose the act that asks it."""
    async with console(demo(tmp_path / "m")) as here:
        await here.press("ctrl+p")
        asked = here.screen
        await here.press("ctrl+f")
        assert here.screen is asked


# -- the settings ------------------------------------------------------------------------------------------


def test_a_colour_is_kept_and_the_terminal_stays(tmp_path: Path) -> None:
    """What the user wrote by hand is theirs, comments and unknown keys too."""
    own = "# của tôi\nterminal = 'konsole -e {command}'\ntheme = \"day\"  # ban ngày\nother = 1\n"
    (tmp_path / settings.FILE).write_text(own, "utf-8")
    settings.keep_theme(tmp_path, "night")
    assert (tmp_path / settings.FILE).read_text("utf-8") == own.replace(
        'theme = "day"  # ban ngày', 'theme = "night"'
    )
    read = settings.read(tmp_path)
    assert (read.theme, read.terminal) == ("night", "konsole -e {command}")


@pytest.mark.parametrize("own", ["", "terminal = 'x'\n", "\ufeffterminal = 'x'\r\n"])
def test_the_first_colour_that_is_kept(tmp_path: Path, own: str) -> None:
    (tmp_path / settings.FILE).write_bytes(own.encode())
    settings.keep_theme(tmp_path, "night")
    read = settings.read(tmp_path)
    assert (read.theme, read.terminal) == ("night", "x" if own else "")


@pytest.mark.parametrize("own", [b"not toml [", b"\xff\xfe\x00", b"terminal = 5"])
def test_settings_that_cannot_be_read_cost_nothing_else(tmp_path: Path, own: bytes) -> None:
    (tmp_path / settings.FILE).write_bytes(own)
    assert settings.read(tmp_path) == settings.Settings()
    settings.keep_theme(tmp_path, "night")
    assert own in (tmp_path / settings.FILE).read_bytes()
    assert settings.read(tmp_path / "nowhere") == settings.Settings()


async def test_the_terminal_of_the_settings(
    tmp_path: Path, started: Path, own_settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.environ["MEETING_TUI_TERMINAL"]
    monkeypatch.delenv("MEETING_TUI_TERMINAL")
    folder = own_settings / "meeting-tui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / settings.FILE).write_text(f"terminal = '''{own}'''\n", "utf-8")
    try:
        async with console(demo(tmp_path / "m")) as here:
            await here.press("ctrl+f", "2")
            await until(here, lambda: started.exists() and started.read_text())
    finally:
        (folder / settings.FILE).unlink()
