"""The command line: the composition root. Commands open what is needed, pass it on, and say how it went."""

from __future__ import annotations

from meeting_tui.cli import doors, dossier, folders, live, papers, serve, templates
from meeting_tui.cli.screens import main

__all__ = ["doors", "dossier", "folders", "live", "main", "papers", "serve", "templates"]
