"""Answers: unit by unit, one key for the outcome, and the words of the answer."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from meeting_tui import sentences
from meeting_tui.domain import promises
from meeting_tui.domain.answering import answering_now
from meeting_tui.domain.meeting import is_open
from meeting_tui.domain.records import Question
from meeting_tui.domain.views import UnitSheet, answer_sheets
from meeting_tui.language import _
from meeting_tui.tui.acts import question_acts
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.draft import Stillness
from meeting_tui.tui.drawing import text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.widgets.fields import TextField
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import question_row

Row = tuple[str, Question]


class AnswersPane(Pane):
    """Left and right: the unit; F2 of the console calls it. Digits on the list: the outcome. Enter: the words; ^S keeps them."""

    BINDINGS = [
        Binding(
            "right", "sheet(1)", _("Next unit"), tooltip=_("The next unit's questions"), id="answers.next"
        ),
        Binding("left", "sheet(-1)", show=False, id="answers.previous"),
        *[
            Binding(
                str(digit),
                f"settle({digit})",
                sentences.word(sentences.OUTCOMES, outcome),
                show=False,
                tooltip=_("The outcome of the question under the cursor"),
                id=f"answers.outcome{digit}",
            )
            for digit, outcome in enumerate(question_acts.OUTCOMES, start=1)
        ],
        Binding(
            "a", "answerer", _("Who answers"), show=False, tooltip=_("Name and office"), id="answers.answerer"
        ),
        Binding(
            "space", "offer", _("More"), tooltip=_("What can be done with this line"), id="answers.offer"
        ),
        Binding("escape", "leave_words", show=False, id="answers.leave"),
        Binding(
            "ctrl+s", "keep", _("Keep"), tooltip=_("Keep the answer and give the outcome"), id="answers.keep"
        ),
    ]
    DEFAULT_CSS = """
    AnswersPane > #sheet { height: 1fr; }
    AnswersPane > #outcomes { height: auto; max-height: 2; padding: 0 2; color: $text-muted; }
    AnswersPane > #answer { height: 7; }
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._stillness = Stillness()
        self._sheet: str | None = None
        """The unit, or the speech, whose sheet is shown; None: the first that has something open."""
        self._shown: UnitSheet | None = None
        self._spoke = ""
        """The sheet of the last speech when it was looked for last."""
        self._unsaved: dict[str, str] = {}
        """Words that could not be written down when the cursor left their question."""
        self._refused: str | None = None
        """Words that could not be kept: not tried again by themselves until they change."""
        self._loaded: tuple[str, str] = ("", "")
        """The question whose answer stands in the field, and the words as they were loaded."""
        self._keeping = False
        """While the words are written down, the meeting that is drawn meanwhile may not take them away."""

    def compose(self) -> ComposeResult:
        yield LineList[Row](self._draw, row_height=2, empty=_("No question."), id="sheet", classes="box")
        yield Static(text(_legend()), id="outcomes")
        yield TextField(id="answer", classes="box")

    @property
    def _list(self) -> LineList[Row]:
        return self.query_one("#sheet", LineList)

    @property
    def _field(self) -> TextField:
        return self.query_one("#answer", TextField)

    @property
    def _key(self) -> str | None:
        row = self._list.highlighted
        return row[0] if row else None

    @property
    def unit(self) -> str:
        """Who answers the sheet that is open; of a speech, who answers its first open question. Empty: nobody yet."""
        sheet = self._shown
        if sheet is None or not sheet.unit.startswith("turn:"):
            return sheet.unit if sheet else ""
        return next((question.unit for _key, question in sheet.rows if is_open(question)), "")

    def show(self, now: datetime) -> None:
        sheets = answer_sheets(self.desk.meeting)
        sheet = self._shown = self._current(sheets)
        rows = list(sheet.rows) if sheet else []
        if list(self._list.rows) != rows:
            self._list.set_rows(rows, keep=lambda row: row[0])
        self._list.border_title = text(self._title(sheets, sheet))
        self._field.read_only = self.desk.meeting.day.closed_at is not None
        self._load()

    def keep_in_time(self, now: datetime) -> None:
        words = self._field.text_value
        if self._stillness.reached(words, now) and words != self._refused:
            self.keep_words()

    def enter(self) -> None:
        self._list.focus()
        self._go_to_open()

    def _current(self, sheets: list[UnitSheet]) -> UnitSheet | None:
        spoke = next((sheet.unit for sheet in sheets if sheet.unit.startswith("turn:")), "")
        if spoke != self._spoke:
            self._spoke, self._sheet = spoke, spoke or None
        found = next((sheet for sheet in sheets if sheet.unit == self._sheet), None)
        found = found or next((sheet for sheet in sheets if sheet.open), sheets[0] if sheets else None)
        self._sheet = found.unit if found else None
        return found

    def _title(self, sheets: list[UnitSheet], sheet: UnitSheet | None) -> str:
        if sheet is None:
            return _("No question yet")
        name = sheet.name or _("no unit")
        done = len(sheet.rows) - sheet.open
        place = f"{sheets.index(sheet) + 1}/{len(sheets)}"
        title = _("{place} {unit}: {done} of {count} done").format(
            place=place, unit=name, done=done, count=len(sheet.rows)
        )
        called = answering_now(self.desk.meeting)
        if called is None or called.since is None:
            return title
        return f"▶ {title}" if called.unit == sheet.unit else f"{title} · ▶ {called.name}"

    def _draw(self, row: Row, width: int, selected: bool) -> list[Content]:
        return question_row(self.desk.meeting, *row, width, selected)

    # -- the words of the answer ---------------------------------------------------------------------------

    def _load(self) -> None:
        """Show the answer of the question under the cursor; what was typed for another is kept first."""
        if self._keeping:
            return
        key, (before, loaded) = self._key or "", self._loaded
        answer = self.desk.meeting.questions[key].answer if key else ""
        if key == before and (answer == loaded or self._field.text_value != loaded):
            return
        if key != before and not self.keep_words():
            self._unsaved[before] = self._field.text_value
        self._loaded = (key, answer)
        self._field.load(self._unsaved.pop(key, answer))
        number = self.desk.meeting.questions[key].number if key else ""
        self._field.border_title = text(_("Answer to question {number}").format(number=number))

    def keep_words(self) -> bool:
        """Write down what was typed, if anything was; whether it is safe now."""
        key, loaded = self._loaded
        words = self._field.text_value
        if self._keeping or not key or words == loaded or key not in self.desk.meeting.questions:
            return True
        self._keeping = True
        kept = self.desk.done(promises.write_answer, question=key, answer=words, seen=loaded)
        self._keeping = False
        now = self.desk.meeting.questions[key].answer  # what somebody else wrote meanwhile was said
        self._loaded = (key, words if kept else now)
        self._refused = None if kept else words
        return kept

    def on_line_list_highlighted(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._load()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self._field.focus()

    def on_descendant_blur(self) -> None:
        self.keep_words()

    # -- acts ----------------------------------------------------------------------------------------------

    def action_sheet(self, by: int) -> None:
        sheets = answer_sheets(self.desk.meeting)
        if sheets:
            names = [sheet.unit for sheet in sheets]
            place = names.index(self._sheet) if self._sheet in names else 0
            self._sheet = names[(place + by) % len(names)]
            self.show(self.desk.folder.now())
            self._go_to_open()
            self.refresh_bindings()

    def action_settle(self, digit: int) -> None:
        if self._key and self.keep_words():
            self.act(self._settle, self._key, digit)

    async def _settle(self, desk: Desk, key: str, digit: int) -> None:
        if await question_acts.settle_as(desk, key, question_acts.OUTCOMES[digit - 1]):
            self._go_on()

    def action_answerer(self) -> None:
        if self._key:
            self.act(question_acts.name_answerer, self._key)

    def action_keep(self) -> None:
        if self._key and self.keep_words():
            self._list.focus()
            self.act(self._choose_outcome, self._key)

    async def _choose_outcome(self, desk: Desk, key: str) -> None:
        await question_acts.settle(desk, key)
        self._go_on()

    def action_leave_words(self) -> None:
        """Out of the words, back to the list: there the digits are outcomes."""
        self._list.focus()

    def action_offer(self) -> None:
        """Everything else that can be done to the question under the cursor."""
        if self._key:
            self.act(question_acts.offer_for_question, self._key)

    def _go_on(self) -> None:
        """To the next open question: of this unit while it has one, then of the next unit that has."""
        sheets = answer_sheets(self.desk.meeting)
        names = [sheet.unit for sheet in sheets]
        here = names.index(self._sheet) if self._sheet in names else 0
        following = [sheet for sheet in (*sheets[here:], *sheets[:here]) if sheet.open]
        if following and following[0].unit != self._sheet:
            self._sheet = following[0].unit
            self.show(self.desk.folder.now())
        self._go_to_open()

    def _go_to_open(self) -> None:
        """To the first question of this unit that has no outcome yet."""
        rows = self._list.rows
        place = next((n for n, (_key, question) in enumerate(rows) if question.outcome is None), None)
        if place is not None:
            self._list.move_to(place)


def _legend() -> str:
    """Which digit gives which outcome."""
    return "  ".join(
        f"{digit} {sentences.word(sentences.OUTCOMES, outcome)}"
        for digit, outcome in enumerate(question_acts.OUTCOMES, start=1)
    )
