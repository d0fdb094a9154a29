"""Synthesis: every question grouped by unit, by topic or by number; merged, given away, put right."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from meeting_tui.domain.records import Question
from meeting_tui.domain.taxonomy import topic_label
from meeting_tui.language import _
from meeting_tui.tui.acts import question_acts
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, fit, text
from meeting_tui.tui.panes.base import Pane
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import question_row

Grouping = Literal["unit", "topic", "number"]
GROUPINGS: tuple[Grouping, ...] = ("unit", "topic", "number")


class Row(NamedTuple):
    """A question, or the head of a group (`key` is empty)."""

    key: str
    question: Question | None
    head: str = ""


class SynthesisPane(Pane):
    """Space marks, Enter acts on what is marked or on the line; left and right group anew."""

    BINDINGS = [
        Binding("space", "mark", _("Mark"), tooltip=_("Mark this question"), id="synthesis.mark"),
        Binding(
            "right", "group(1)", _("Group"), tooltip=_("Group by unit, topic, number"), id="synthesis.group"
        ),
        Binding("left", "group(-1)", show=False, id="synthesis.group_back"),
    ]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._marked: set[str] = set()
        self._grouping: Grouping = "unit"

    def compose(self) -> ComposeResult:
        yield LineList[Row](self._draw, row_height=2, empty=_("No question yet."), id="all", classes="box")

    @property
    def _list(self) -> LineList[Row]:
        return self.query_one("#all", LineList)

    def show(self, now: datetime) -> None:
        meeting = self.desk.meeting
        self._marked &= set(meeting.questions)
        rows = self._rows()
        if list(self._list.rows) != rows:
            self._list.set_rows(rows, keep=lambda row: row.key or row.head)
        words = {"unit": _("by unit"), "topic": _("by topic"), "number": _("by number")}
        title = _("{count} questions, {grouping}").format(
            count=len(meeting.questions), grouping=words[self._grouping]
        )
        marked = " · " + _("{count} marked").format(count=len(self._marked)) if self._marked else ""
        self._list.border_title = text(title + marked)
        self._list.refresh_rows()

    def enter(self) -> None:
        """On the first question, past the head of its group."""
        self._list.focus()
        rows = self._list.rows
        self._list.move_to(next((place for place, row in enumerate(rows) if row.key), 0))

    def _rows(self) -> list[Row]:
        groups: dict[str, list[Row]] = {}
        for key, question in self.desk.meeting.numbered:
            groups.setdefault(self._group_of(question), []).append(Row(key, question))
        if self._grouping == "number":
            return [row for rows in groups.values() for row in rows]
        # What nobody has classified yet comes first: that is the work of this step.
        nobody = _("no unit") if self._grouping == "unit" else _("no topic")
        ordered = sorted(groups.items(), key=lambda group: (group[0] != "", group[0]))
        return [
            row for name, rows in ordered for row in (Row("", None, f"{name or nobody} ({len(rows)})"), *rows)
        ]

    def _group_of(self, question: Question) -> str:
        if self._grouping == "unit":
            unit = self.desk.meeting.units.get(question.unit)
            return unit.name if unit else ""
        if self._grouping == "topic":
            return topic_label(question.topic) if question.topic else ""
        return ""

    def _draw(self, row: Row, width: int, selected: bool) -> list[Content]:
        if row.question is None:
            return [text(""), assemble((fit(row.head, width), "bold" if selected else "$primary bold"))]
        mark = "*" if row.key in self._marked else " "
        return question_row(self.desk.meeting, row.key, row.question, width, selected, mark=mark)

    def action_mark(self) -> None:
        row = self._list.highlighted
        if row is not None and row.key:
            self._marked ^= {row.key}
            self.show(self.desk.folder.now())
            self._list.action_move(1)

    def action_group(self, by: int) -> None:
        place = (GROUPINGS.index(self._grouping) + by) % len(GROUPINGS)
        self._grouping = GROUPINGS[place]
        self.show(self.desk.folder.now())

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        row: Row = event.row
        if self._marked:
            self.act(self._act_on_marked)
        elif row.key:
            self.act(question_acts.offer_for_question, row.key)

    async def _act_on_marked(self, desk: Desk) -> None:
        """Merging and giving away; the marks stay until something was done."""
        marked = [key for key, _question in self.desk.meeting.numbered if key in self._marked]
        offers = [
            Offer("merge", _("Merge: one stands for all")),
            Offer("unit", _("Give all to one unit")),
            Offer("clear", _("Take the marks away")),
        ]
        act = await desk.choose(_("{count} questions marked").format(count=len(marked)), offers)
        done = act == "clear"
        if act == "merge":
            done = await question_acts.merge_marked(desk, marked)
        elif act == "unit":
            done = await question_acts.give_to_unit(desk, marked)
        if done:
            self._marked.clear()
            self.show(self.desk.folder.now())
