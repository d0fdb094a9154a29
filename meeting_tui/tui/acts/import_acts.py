"""Taking people and slips in from a clerk's file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from meeting_tui.domain.text import clean_line
from meeting_tui.language import _
from meeting_tui.tui.desk import Desk


async def import_roster(desk: Desk) -> None:
    """Ask for the file, then show what would become of it."""
    from meeting_tui.tui.screens.import_roster import ImportRoster

    typed = await desk.ask(
        _("Which file holds the list of people or slips?"),
        hint=_("Excel or CSV. The file may be dragged into this window."),
        fault=_fault,
    )
    if typed and (path := typed_path(typed)):
        desk.app.push_screen(ImportRoster(desk, path))


def typed_path(typed: str) -> Path | None:
    """A file as it is typed, pasted or dragged into a terminal: in quotes, with `~`, escaped, or as `file://…`.

    None if there is no such file.
    """
    text = typed.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    with suppress(OSError, RuntimeError):  # a name too long; `~somebody` who is not there
        for written in (text, text.replace("\\ ", " ")):
            path = _as_it_is_called(Path(written).expanduser())
            if path.is_file():
                return path
    return None


def _as_it_is_called(path: Path) -> Path:
    """The same file where its name has other blanks or other marks than a text field gives back."""
    if path.exists() or not path.parent.is_dir():
        return path
    alike = (other for other in path.parent.iterdir() if clean_line(other.name) == clean_line(path.name))
    return next(alike, path)


def _fault(typed: str) -> str | None:
    return None if not typed or typed_path(typed) else _("There is no file of this name.")
