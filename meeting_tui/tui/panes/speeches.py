"""While citizens speak: who has the floor, and the questions as they are heard."""

from __future__ import annotations

import re
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from meeting_tui.domain import opinions
from meeting_tui.domain.records import Question
from meeting_tui.domain.taxonomy import TOPICS
from meeting_tui.domain.views import floor_view
from meeting_tui.language import _
from meeting_tui.store.folder import new_id
from meeting_tui.tui.acts import question_acts
from meeting_tui.tui.acts.floor_acts import name_of
from meeting_tui.tui.draft import Draft, HalfQuestion
from meeting_tui.tui.drawing import text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.completion import Choice, NoteField
from meeting_tui.tui.widgets.floor_card import FloorCard
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import question_row

Row = tuple[str, Question]
LEFT_OVER = re.compile(r"(?:^|\s)([#@]\w[^#@]*)")
"""A mark that completed nothing."""


class SpeechesPane(Pane):
    """Card, questions of this speech, and the line in which the next one is written."""

    DEFAULT_CSS = """
    SpeechesPane > #floor-box { height: 6; }
    SpeechesPane > #asked { height: 1fr; }
    SpeechesPane > #note { height: 4; }
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._draft = Draft(self.desk.folder.path)
        self._asker: str | None = None
        """Whose question stands in the field: it stays theirs when the next one is called meanwhile."""

    def compose(self) -> ComposeResult:
        with Vertical(id="floor-box", classes="box"):
            yield FloorCard()
        asked = LineList[Row](
            self._draw, row_height=2, empty=_("No question yet."), id="asked", classes="box"
        )
        yield asked
        topics = [Choice(topic.code, topic.label) for topic in TOPICS]
        units = [Choice(unit.id, unit.name) for unit in self.desk.meeting.units.values()]
        note = NoteField(
            topics, units, placeholder=_("Question…  #topic  @unit  Enter"), id="note", classes="box"
        )
        yield note

    @property
    def speaker(self) -> str | None:
        """Whose questions are written: who has the floor, else who spoke last."""
        meeting = self.desk.meeting
        if meeting.floor is not None:
            return meeting.floor[0]
        return meeting.heard[-1][0] if meeting.heard else None

    def show(self, now: datetime) -> None:
        meeting, speaker = self.desk.meeting, self.speaker
        rows = meeting.questions_of(speaker) if speaker else []
        asked = self.query_one("#asked", LineList)
        if list(asked.rows) != rows:
            asked.set_rows(rows, keep=lambda row: row[0])
            asked.move_to(len(rows) - 1)
        name = name_of(self.desk, speaker) if speaker else ""
        asked.border_title = text(_("Questions of {name}").format(name=name) if name else _("Questions"))
        self._follow_the_floor()
        self.tick(now)

    def on_mount(self) -> None:
        """A question that was half written when the program was killed stands there again."""
        half = self._draft.half
        if half.turn in self.desk.meeting.turns:
            self._asker = half.turn
        self.query_one(NoteField).load(half.words, half.topic or None, half.unit or None)

    def on_unmount(self) -> None:
        self._draft.close()

    def keep_words(self) -> bool:
        note = self.query_one(NoteField)
        half = HalfQuestion(words=note.text, turn=self._asker, topic=note.topic or "", unit=note.unit or "")
        self._draft.keep(half)
        return True

    def keep_in_time(self, now: datetime) -> None:
        self.keep_words()

    def tick(self, now: datetime) -> None:
        view = floor_view(self.desk.meeting, now)
        self.query_one(FloorCard).show(view, self._idle())

    def _follow_the_floor(self) -> None:
        """An empty field is for whoever speaks now."""
        note = self.query_one(NoteField)
        if not note.text or self._asker is None:
            self._asker = self.speaker
        note.border_title = text(self._note_title())

    def _note_title(self) -> str:
        numbers = (question.number for question in self.desk.meeting.questions.values())
        title = _("Question {number}").format(number=1 + max(numbers, default=0))
        if self._asker in (None, self.speaker):
            return title
        return f"{title} · {name_of(self.desk, str(self._asker))}"

    def _idle(self) -> str:
        if self.desk.meeting.queue:
            return _("Nobody has the floor. F2 calls {name}.").format(
                name=name_of(self.desk, self.desk.meeting.queue[0].turn)
            )
        return _("Nobody is waiting. ^N takes in a raised hand, F9 goes to the next step.")

    def enter(self) -> None:
        self.query_one(NoteField).focus()

    def on_note_field_submitted(self, event: NoteField.Submitted) -> None:
        event.stop()
        asker = self._asker or self.speaker
        if asker is None:
            self.desk.say(_("Nobody has spoken yet: call somebody first (F2)."), warning=True)
            event.note.give_back(event)
            return
        written = self.desk.done(
            opinions.write_down,
            question=new_id(),
            text=event.text,
            turn=asker,
            topic=event.topic or "",
            unit=event.unit or "",
        )
        if not written:
            event.note.give_back(event)
        elif left := LEFT_OVER.search(event.text):
            words = _(
                "“{mark}” is no topic and no unit: it stands in the text. Enter on the question changes it."
            )
            self.desk.say(words.format(mark=left[1]), warning=True, seconds=8)

    def on_input_changed(self) -> None:
        self._follow_the_floor()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.act(question_acts.offer_for_question, event.row[0])

    def _draw(self, row: Row, width: int, selected: bool) -> list[Content]:
        return question_row(self.desk.meeting, *row, width, selected, asker=False)
