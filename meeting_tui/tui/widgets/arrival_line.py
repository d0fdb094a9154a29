"""Who has just come in, on one line of the console, while the secretary works on something else."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from meeting_tui import sentences
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.meeting import Meeting
from meeting_tui.tui.drawing import fit, text
from meeting_tui.tui.widgets.arrival_card import SIGNS, TONES, slip_words
from meeting_tui.tui.widgets.rows import person_words

SHOWN_SECONDS = 8.0


def arrival_words(meeting: Meeting, arrival: Arrival) -> str:
    """`✓ Bà Trần Thị Hoa, thôn 3 · đã điểm danh lúc 07:42 · có phiếu phát biểu …`."""
    person = meeting.people.get(arrival.person or "") if arrival.outcome in ("in", "already_in") else None
    who = ", ".join(part for part in (person_words(person), person.village) if part) if person else ""
    slip = slip_words(meeting, arrival.person or "", key=False) if person else ""
    parts = (who, sentences.arrival(arrival), sentences.arrival_advice(arrival), slip)
    return f"{SIGNS.get(arrival.outcome, '✗')} {' · '.join(part for part in parts if part)}"


class ArrivalLine(Widget):
    """Hidden until somebody comes, and again a while after; the next one takes the place of the last."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArrivalLine { display: none; height: 1; padding: 0 1; color: $background; text-style: bold; }
    ArrivalLine.-good { background: $success; }
    ArrivalLine.-known { background: $warning; }
    ArrivalLine.-refused { background: $error; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = ""

    def show(self, meeting: Meeting, arrival: Arrival) -> None:
        self._words = arrival_words(meeting, arrival)
        tone = TONES.get(arrival.outcome, "-refused")
        for name in ("-good", "-known", "-refused"):
            self.set_class(name == tone, name)
        self.display = True
        self.refresh()

    def hide(self) -> None:
        self.display = False

    def render(self) -> Content:
        return text(fit(self._words, self.content_size.width))
