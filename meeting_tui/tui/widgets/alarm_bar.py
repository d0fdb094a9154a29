"""Across the whole screen when what is shown cannot be trusted: what is wrong, and what to do."""

from __future__ import annotations

from textual.widgets import Static

from meeting_tui.live.pages import Signal
from meeting_tui.tui.drawing import assemble


class AlarmBar(Static):
    """Hidden while the console writes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    AlarmBar { display: none; height: auto; max-height: 50%; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = ("", "", "")

    def show(self, signal: Signal) -> None:
        alarmed = signal.tone in ("warning", "bad")
        shown = (signal.words, signal.advice, signal.tone) if alarmed else ("", "", "")
        if shown == self._shown:
            return
        self._shown = shown
        self.display = alarmed
        self.set_class(signal.tone == "bad", "-bad")
        self.update(assemble((f"▲ {signal.words}", "bold"), f"   {signal.advice}"))
