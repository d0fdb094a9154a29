"""The command line: the composition root. Commands open what is needed, pass it on, and say how it went."""

from __future__ import annotations

from meeting_tui.cli import doors, folders, papers
from meeting_tui.cli.screens import main

__all__ = ["doors", "folders", "main", "papers"]
