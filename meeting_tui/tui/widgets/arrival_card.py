"""The result of the last scan, to be read from two metres away: its colour first, then the name."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from meeting_tui import sentences
from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.views import slip_of
from meeting_tui.language import _
from meeting_tui.tui.drawing import assemble, fit, lines
from meeting_tui.tui.widgets.rows import person_words

SIGNS = {"in": "✓", "already_in": "●", "id_card": "→"}
"""One cell each; whatever else lets nobody in is `✗`."""
TONES = {"in": "-good", "already_in": "-known", "id_card": "-known"}


class ArrivalCard(Widget):
    """Who came in, or why nobody did, and what can be done about it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArrivalCard { height: 5; padding: 0 2; background: $panel; color: $foreground; }
    ArrivalCard.-good { background: $success; color: $background; }
    ArrivalCard.-known { background: $warning; color: $background; }
    ArrivalCard.-refused { background: $error; color: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: list[Content] = [assemble(""), assemble((_waiting_words(), "bold"))]

    def show(self, meeting: Meeting, arrival: Arrival | None) -> None:
        """Draw it anew even where nothing changed: the same scan again is seen to have been read."""
        if arrival is None:
            self.say(_waiting_words())
        else:
            self._draw(TONES.get(arrival.outcome, "-refused"), _rows(meeting, arrival))

    def say(self, sentence: str) -> None:
        """Something that is nobody's arrival, on a ground without colour."""
        self._draw("", [assemble(""), assemble((sentence, "bold"))])

    def _draw(self, tone: str, rows: list[Content]) -> None:
        for name in ("-good", "-known", "-refused"):
            self.set_class(name == tone, name)
        self._rows = rows
        self.refresh()

    def render(self) -> Content:
        width = self.content_size.width
        return lines([row.truncate(width, ellipsis=True) for row in self._rows])


def _waiting_words() -> str:
    return _("Scan a code, or type a name.")


def _rows(meeting: Meeting, arrival: Arrival) -> list[Content]:
    """Sign and name; what happened; who it is; the slip."""
    sign = SIGNS.get(arrival.outcome, "✗")
    person = meeting.people.get(arrival.person or "")
    happened = sentences.arrival(arrival)
    if person is None or arrival.outcome not in ("in", "already_in"):
        about = [fit(sentences.arrival_advice(arrival), 200)]
        return [assemble(""), assemble((f"{sign}  {happened.upper()}", "bold")), assemble("   ", *about)]
    about = [part for part in (person.village, person.org, str(person.birth_year or "")) if part]
    return [
        assemble((f"{sign}  {person_words(person).upper()}", "bold")),
        assemble(f"   {' · '.join(about)}"),
        assemble("   ", (initial_capital(happened), "bold")),
        assemble("   ", slip_words(meeting, arrival.person or "") or sentences.arrival_advice(arrival)),
    ]


def slip_words(meeting: Meeting, person: str, *, key: bool = True) -> str:
    """Whether the person is on the list of speakers; `key`: and which key puts them there."""
    found = slip_of(meeting, person)
    if found is None:
        return ""
    turn = found[1]
    name = _("slip {number:02d}").format(number=turn.number) if turn.number else _("slip without a number")
    if turn.state == "registered" and key:
        return _("Wants to speak ({slip})  →  Enter: into the queue").format(slip=name)
    state = sentences.word(sentences.STATES, turn.state)
    return _("Wants to speak ({slip}): {state}").format(slip=name, state=state)
