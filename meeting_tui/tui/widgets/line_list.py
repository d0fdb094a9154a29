"""A list that draws only the lines on the screen, so 5,000 people cost what 50 do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from meeting_tui.language import _
from meeting_tui.tui.drawing import text

Row = TypeVar("Row")
KEPT_ROWS = 500
"""Drawn rows that are kept, so that a row that only moves is not drawn again."""

Render = Callable[[Row, int, bool], "Content | Sequence[Content]"]


class LineList(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of a fixed height under a cursor.

    `render(row, width, selected)` gives a row's line or lines, each cut at the width. The row under the
    cursor is drawn on another ground, on which other colours are hard to read: use none when `selected`.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"line-list--cursor", "line-list--cursor-blurred", "line-list--empty"}
    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", show=False, id="list.up"),
        Binding("down", "move(1)", show=False, id="list.down"),
        Binding("pageup", "page(-1)", show=False, id="list.page_up"),
        Binding("pagedown", "page(1)", show=False, id="list.page_down"),
        Binding("home", "first", show=False, id="list.first"),
        Binding("end", "last", show=False, id="list.last"),
        Binding(
            "enter", "choose", _("Choose"), tooltip=_("What can be done with this line"), id="list.choose"
        ),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the row under the cursor; 0 in an empty list."""

    class Highlighted(Message):
        """The cursor came to stand on another row (on none: index -1). Only the last of a flood arrives."""

        def __init__(self, line_list: LineList[Any], row: Any, index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.row = row
            self.index = index

        @property
        def control(self) -> LineList[Any]:
            return self.line_list

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, LineList.Highlighted) and message.line_list is self.line_list

    class Chosen(Message):
        """Enter was pressed on a row, or it was clicked twice."""

        def __init__(self, line_list: LineList[Any], row: Any, index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.row = row
            self.index = index

        @property
        def control(self) -> LineList[Any]:
            return self.line_list

    def __init__(
        self,
        render: Render[Row],
        rows: Sequence[Row] = (),
        *,
        row_height: int = 1,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._render_row = render
        self._rows: list[Row] = list(rows)
        self._row_height = row_height
        self._empty = empty
        self._strips: dict[tuple[int, int, bool], list[Strip]] = {}
        self.virtual_size = Size(1, len(self._rows) * row_height)

    # What the owner does with it

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def highlighted(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def set_rows(self, rows: Sequence[Row], *, keep: Callable[[Row], Hashable] | None = None) -> None:
        """Show other rows. The cursor stays on the row with the same key, else at the same place."""
        before = self.highlighted
        place = self.cursor
        self._rows = list(rows)
        self._strips.clear()
        if keep is not None and before is not None:
            place = self._place_of(keep(before), keep, place)
        self.virtual_size = Size(1, len(self._rows) * self._row_height)
        self.set_reactive(LineList.cursor, self.validate_cursor(place))
        self._show_cursor()
        self.refresh()
        if self.highlighted is not before:
            self._tell_highlighted()

    def set_row_height(self, height: int) -> None:
        """Give each row more lines, or fewer: there is more room now, or less."""
        if height != self._row_height:
            self._row_height = height
            self._strips.clear()
            self.virtual_size = Size(1, len(self._rows) * height)
            self._show_cursor()
            self.refresh()

    def move_to(self, index: int) -> None:
        """Put the cursor on the row with this index, or on the nearest one."""
        self.cursor = index

    def refresh_rows(self) -> None:
        """Draw all rows anew: what `render` reads has changed."""
        self._strips.clear()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, line = divmod(y + round(self.scroll_y), self._row_height)
        if not 0 <= index < len(self._rows):
            return self._line_without_row(y, width)
        return self._strips_of(index, width)[line]

    def _strips_of(self, index: int, width: int) -> list[Strip]:
        selected = index == self.cursor
        key = (index, width, selected)
        if (strips := self._strips.get(key)) is None:
            if len(self._strips) > KEPT_ROWS:
                self._strips.clear()
            strips = self._strips[key] = self._draw(self._rows[index], width, selected)
        return strips

    def _draw(self, row: Row, width: int, selected: bool) -> list[Strip]:
        style = self.get_visual_style(*([self._cursor_class] if selected else []))
        blank = Strip.blank(width, style.rich_style)
        drawn = self._render_row(row, width, selected)
        strips: list[Strip] = []
        for content in [drawn] if isinstance(drawn, Content) else drawn[: self._row_height]:
            line = content.truncate(width, ellipsis=True)
            strips += [
                strip.extend_cell_length(width, style.rich_style)
                for strip in Visual.to_strips(self, line, width, 1, style)[:1] or [blank]
            ]
        return strips + [blank] * (self._row_height - len(strips))

    @property
    def _cursor_class(self) -> str:
        lit = self.has_focus or not self.can_focus
        return "line-list--cursor" if lit else "line-list--cursor-blurred"

    def _line_without_row(self, y: int, width: int) -> Strip:
        style = self.get_visual_style(*([] if self._rows else ["line-list--empty"]))
        drawn = [] if self._rows else Visual.to_strips(self, text(self._empty), width, None, style)
        line = drawn[y] if y < len(drawn) else Strip([])
        return line.extend_cell_length(width, style.rich_style)

    def notify_style_update(self) -> None:
        """Focus, theme or class changed: the kept lines have the old colours."""
        super().notify_style_update()
        self._strips.clear()

    # The cursor

    def validate_cursor(self, index: int) -> int:
        return max(0, min(index, len(self._rows) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        for index in (before, now):
            self.refresh_lines(index * self._row_height, self._row_height)
        self._show_cursor()
        self._tell_highlighted()

    def on_resize(self) -> None:
        self._strips.clear()
        self._show_cursor()

    def _show_cursor(self) -> None:
        top = self.cursor * self._row_height
        if self.scrollable_content_region.height:
            region = Region(0, top, 1, self._row_height)
            self.scroll_to_region(region, animate=False, force=True, immediate=True, x_axis=False)

    def _tell_highlighted(self) -> None:
        index = self.cursor if self._rows else -1
        self.post_message(self.Highlighted(self, self.highlighted, index))

    def _place_of(self, wanted: Hashable, key: Callable[[Row], Hashable], default: int) -> int:
        return next((index for index, row in enumerate(self._rows) if key(row) == wanted), default)

    def action_move(self, rows: int) -> None:
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        self.cursor += pages * max(1, self.scrollable_content_region.height // self._row_height - 1)

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self._rows) - 1

    def action_choose(self) -> None:
        if not self._rows:
            raise SkipAction
        self.post_message(self.Chosen(self, self.highlighted, self.cursor))

    def on_click(self, event: events.Click) -> None:
        index = (event.y + round(self.scroll_y)) // self._row_height
        if index < len(self._rows):
            self.cursor = index
            if event.chain > 1:
                self.action_choose()
