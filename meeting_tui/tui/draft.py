"""What is being typed and is no act yet, kept so that a pulled plug costs a second of typing, not a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from meeting_tui.domain.text import clean_line

FILE = "note.draft"


class Draft:
    """The half-written question in a file beside the journal. It is a help, never the truth: a disk that
    refuses it is passed over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._kept = self._read()

    @property
    def words(self) -> str:
        return self._kept

    def keep(self, words: str) -> None:
        if words == self._kept:
            return
        self._kept = words
        try:
            if words:
                self._path.write_text(words, "utf-8")
            else:
                self._path.unlink(missing_ok=True)
        except OSError:
            return

    def _read(self) -> str:
        try:
            return clean_line(self._path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            return ""


class Stillness:
    """Whether the typing has paused: then a long text is kept without being asked."""

    PAUSE = timedelta(seconds=2)

    def __init__(self) -> None:
        self._words = ""
        self._since: datetime | None = None

    def reached(self, words: str, now: datetime) -> bool:
        if words != self._words or self._since is None:
            self._words, self._since = words, now
        return now - self._since >= self.PAUSE
