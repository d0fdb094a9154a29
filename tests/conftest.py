"""What every test may rely on: the interface speaks Vietnamese, and the user's own settings are not touched."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Cli, Done

from meeting_tui import language


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """`-n auto`: half as many again as there are cores, since half of the tests wait for a screen most of the time."""
    return (os.cpu_count() or 2) * 3 // 2


@pytest.fixture(autouse=True)
def speaking_vietnamese() -> Iterator[None]:
    """Whatever a test speaks, the next one begins in the language of the program."""
    yield
    language.use(language.LANGUAGES[0])


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of the user's settings."""
    folder = tmp_path_factory.getbasetemp() / "settings"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "MEETING_TUI_TERMINAL"):
        monkeypatch.delenv(name, raising=False)  # no test opens a window
    return folder


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """`cli("history", folder)`, in this process and in a folder of its own; nobody named the desk."""
    from meeting_tui.cli import main

    monkeypatch.delenv("MEETING_TUI_DESK", raising=False)
    monkeypatch.delenv("MEETING_TUI_SESSIONS", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments], prog_name="meeting-tui")
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return run
