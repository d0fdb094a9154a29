"""What every test may rely on: the interface speaks Vietnamese, and the user's own settings are not touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from meeting_tui import language


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
    return folder
