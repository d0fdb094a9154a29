"""What a clerk's file would do to the meeting: its columns, its rows, what is doubtful. Nothing is done before F9."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from meeting_tui import importing, sentences
from meeting_tui.domain.records import Person
from meeting_tui.domain.roster import NEW, Entry, Result
from meeting_tui.domain.tx import Refused
from meeting_tui.importing import Choice, Column, Look, Preview, RowPreview, words
from meeting_tui.intake.columns import FIELDS, Field, Mapping, SheetMapping, find_columns, propose
from meeting_tui.intake.legacy_text import Encoding, convert
from meeting_tui.intake.sheets import Fault, ReadingStopped
from meeting_tui.language import N_, _
from meeting_tui.store.errors import StoreError
from meeting_tui.tui.acting import begin
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.screens.choose import Offer
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.rows import person_words, quiet

SIGNS: dict[Result, tuple[str, str]] = {
    "new": ("+", "$success"),
    "update": ("~", "$primary"),
    "same": ("=", "$text-muted"),
    "repeat": ("=", "$text-muted"),
    "doubtful": ("?", "$warning"),
    "error": ("✗", "$error"),
}
"""One cell each, before a row."""
ENCODINGS: dict[Encoding, str] = {
    "unicode": N_("As it stands (Unicode)"),
    "tcvn3": N_("TCVN3 (ABC): fonts .VnTime"),
    "vni": N_("VNI: fonts VNI-Times"),
}


_LATER = "?"
"""No key of a person: the row stays doubtful."""


class Line(NamedTuple):
    """A line of the lower list: a row, something found in it, or something about the whole file."""

    row: RowPreview | None
    look: Look | None = None


class ImportRoster(Screen[None]):
    """The columns above, each with its meaning and a sample; below them the rows, or what is to be said of them."""

    BINDINGS = [
        Binding(
            "escape",
            "leave",
            _("Back"),
            tooltip=_("Back to the meeting, nothing is imported"),
            id="import.leave",
        ),
        Binding(
            "f9",
            "import",
            _("Import"),
            tooltip=_("Take in all good rows; one undo takes them back"),
            id="import.import",
        ),
        Binding(
            "f4",
            "trouble",
            _("To look at"),
            tooltip=_("Only what needs a look, or all rows"),
            id="import.trouble",
        ),
        Binding(
            "f8",
            "updates",
            _("Changes"),
            tooltip=_("Whether people on the list are corrected as well"),
            id="import.updates",
        ),
        Binding(
            "f3",
            "encoding",
            _("Old font"),
            tooltip=_("What the column under the cursor was typed with"),
            id="import.encoding",
        ),
        Binding("f2", "sheet", _("Sheet"), tooltip=_("Read another sheet of the file"), id="import.sheet"),
        Binding(
            "tab", "app.focus_next", _("Columns/rows"), tooltip=_("To the other list"), id="import.other"
        ),
    ]
    DEFAULT_CSS = """
    ImportRoster #import-counts { height: auto; max-height: 3; padding: 0 2; }
    ImportRoster #import-columns { height: auto; max-height: 40%; min-height: 3; }
    ImportRoster #import-rows { height: 1fr; }
    """

    class RowsRead(Message):
        """So many rows were read. Sent by the thread that reads."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self.desk = desk
        self.path = path
        self.shown: Preview | None = None
        """None while the file is read."""
        self.with_updates = True
        self._only_trouble = False
        self._left = False
        """Left while the file was read: the thread gives up at its next report."""

    def compose(self) -> ComposeResult:
        yield StatusBar(_("Import: {file}").format(file=self.path.name))
        yield Static(text(_("Reading the file…")), id="import-counts")
        yield LineList[Column](self._draw_column, id="import-columns", classes="box")
        yield LineList[Line](self._draw_line, empty=_("Nothing here."), id="import-rows", classes="box")
        yield KeyBar()

    @property
    def columns(self) -> LineList[Column]:
        return self.query_one("#import-columns", LineList)

    @property
    def rows(self) -> LineList[Line]:
        return self.query_one("#import-rows", LineList)

    # -- reading -----------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.columns.border_title = text(_("Columns"))
        self.columns.border_subtitle = text(_("Enter: what it holds · F3: typed in an old font"))
        self.rows.focus()
        self.run_worker(self._read(), group="import")

    async def _read(self) -> None:
        year, orgs = self.desk.folder.conference_date.year, importing.orgs_of(self.desk.folder)
        try:
            read = await asyncio.to_thread(
                importing.read_file, self.path, year=year, orgs=orgs, progress=self._tell
            )
        except ReadingStopped:
            return
        if self._left:
            return
        if isinstance(read, Fault):
            await self.desk.tell(self.path.name, [words.fault(read)])
            self.action_leave()
        else:
            self._show(importing.compare_with(self.desk.folder, read))

    def _tell(self, count: int) -> None:
        """In the thread that reads."""
        if self._left:
            raise ReadingStopped
        self.post_message(self.RowsRead(count))

    def on_import_roster_rows_read(self, message: RowsRead) -> None:
        if self.shown is None:
            self._say(_("Reading the file… {count} rows").format(count=message.count))

    # -- showing -----------------------------------------------------------------------------------------

    def _show(self, shown: Preview) -> None:
        self.shown = shown
        self.columns.set_rows(shown.columns, keep=lambda column: (column.sheet, column.index))
        self._show_rows()
        if shown.read.fault:
            self.columns.focus()
        self.refresh_bindings()

    def _show_rows(self) -> None:
        if self.shown is None:
            return
        shown = self.shown if self.with_updates else self.shown.without_updates()
        if shown.read.fault:
            self._say(words.fault(shown.read.fault), bad=True)
        else:
            self._say(" ".join(words.counts(shown)))
        trouble = [Line(look.row, look) for look in shown.to_look_at()]
        self.rows.set_row_height(2 if self._only_trouble else 1)
        self.rows.set_rows(trouble if self._only_trouble else [Line(row) for row in shown.rows])
        title = _("{count} rows; {remarks} things to look at (F4)")
        if self._only_trouble:
            title = _("{remarks} things to look at; {count} rows (F4)")
        self.rows.border_title = text(title.format(count=len(shown.rows), remarks=len(trouble)))
        updates = _("F8: people on the list are not corrected")
        if self.with_updates:
            updates = _("F8: people on the list are corrected")
        self.rows.border_subtitle = text(updates)

    def _say(self, sentence: str, *, bad: bool = False) -> None:
        self.query_one("#import-counts", Static).update(text(sentence, "$error bold" if bad else ""))

    def _draw_column(self, column: Column, width: int, selected: bool) -> Content:
        """Place, heading, meaning, sample; for a legacy font what the sample was before."""
        several = self.shown is not None and len(self.shown.mapping.sheets) > 1
        place = fit(f"{column.sheet} {column.letter}" if several else column.letter, width // 6)
        heading, means = fit(column.heading or "…", width // 4), fit(_meaning(column), width // 4)
        head = place + " " * max(1, (width // 6 if several else 3) - cells(place)) + heading
        head += " " * max(1, width * 5 // 12 - cells(head))
        gap = " " * max(1, width // 4 + 1 - cells(means))
        sample = f"{column.before} → {column.sample}" if column.before else column.sample
        shown = fit(sample, width - cells(head) - cells(means) - cells(gap))
        style = "" if selected else "$warning" if column.before else "$text-muted"
        return assemble(head, (means, "bold" if column.field else quiet(selected)), gap, (shown, style))

    def _draw_line(self, line: Line, width: int, selected: bool) -> Content | list[Content]:
        """A row; what is to be looked at on two lines, where and what."""
        sign, style = SIGNS[line.row.result] if line.row else ("!", "$warning")
        head = (f"{sign} ", "" if selected else style)
        if line.row is not None and line.look is None:
            return assemble(head, fit(words.row(line.row), width - 2))
        where, what = _words(line)
        return [
            assemble(head, fit(where, width - 2)),
            assemble("  ", (fit(what, width - 2), quiet(selected))),
        ]

    # -- changing what is understood ----------------------------------------------------------------------

    @on(LineList.Chosen, "#import-columns")
    def _choose_meaning(self, event: LineList.Chosen) -> None:
        begin(self, self.desk, self._change_meaning, event.row)

    async def _change_meaning(self, desk: Desk, column: Column) -> None:
        """Another field for a column, or none."""
        offers: list[Offer[Field | Literal[""]]] = [Offer("", _("left alone"))]
        offers += [Offer(field, words.field(field)) for field in FIELDS]
        title = _("What does column {letter} hold?").format(letter=column.letter)
        here = next((at for at, offer in enumerate(offers) if offer.value == column.field), 0)
        field = await desk.choose(title, offers, at=here, hint=f"{column.heading}: {column.sample}")
        if field is not None and self.shown is not None:
            mapping = _sheet(self.shown.mapping, column.sheet)
            after = mapping.with_column(field, column.index) if field else mapping.without(column.index)
            await self._understand(self.shown.mapping.put(after))

    def action_encoding(self) -> None:
        if (column := self.columns.highlighted) is not None:
            begin(self, self.desk, self._change_encoding, column)

    async def _change_encoding(self, desk: Desk, column: Column) -> None:
        """What a column was typed with; those of its sheet that were taken for the same are changed alike."""
        raw = column.before or column.sample
        offers = [Offer(encoding, _(words), convert(raw, encoding)) for encoding, words in ENCODINGS.items()]
        title = _("What was column {letter} typed with?").format(letter=column.letter)
        encoding = await desk.choose(title, offers, hint=raw)
        if encoding is None or self.shown is None:
            return
        mapping = _sheet(self.shown.mapping, column.sheet)
        for other in self.shown.columns:
            alike = other.sheet == column.sheet and other.encoding == column.encoding != "unicode"
            if alike or other == column:
                mapping = mapping.with_encoding(other.index, encoding)
        await self._understand(self.shown.mapping.put(mapping))

    def action_sheet(self) -> None:
        begin(self, self.desk, self._change_sheet)

    async def _change_sheet(self, desk: Desk) -> None:
        """One sheet of the file, or all that name people."""
        if self.shown is None:
            return
        workbook = self.shown.read.workbook
        offers: list[Offer[int]] = [
            Offer(n, sheet.name, _("{count} rows").format(count=len(sheet.rows)))
            for n, sheet in enumerate(workbook.sheets)
        ]
        chosen = await desk.choose(_("Which sheet?"), [Offer(-1, _("All that name people")), *offers])
        if chosen is None:
            return
        orgs = self.shown.read.orgs
        if chosen < 0:
            found = find_columns(workbook, orgs)
        else:
            found = Mapping(sheets=(propose(workbook.sheets[chosen], orgs),))
        if isinstance(found, Mapping):
            await self._understand(found)
        else:
            desk.say(words.fault(found), warning=True)

    async def _understand(self, mapping: Mapping) -> None:
        """The same file, read with another meaning. Long files take a while: not in the way of the screen."""
        if self.shown is not None:
            read = await asyncio.to_thread(importing.understood, self.shown.read, mapping)
            self._show(importing.compare_with(self.desk.folder, read, self.shown.decisions))

    # -- doubtful rows -----------------------------------------------------------------------------------

    @on(LineList.Chosen, "#import-rows")
    def _choose_person(self, event: LineList.Chosen) -> None:
        row: RowPreview | None = event.row.row
        decided = self.shown.decisions if self.shown else {}
        if row is not None and (row.result == "doubtful" or row.place in decided):
            begin(self, self.desk, self._decide, row)
        else:
            begin(self, self.desk, _read_out, event.row)

    async def _decide(self, desk: Desk, row: RowPreview) -> None:
        """Who somebody is whom the file alone does not tell."""
        if row.entry is None:
            return
        offers: list[Offer[Choice]] = [
            Offer(key, person_words(person), _about(person))
            for key in row.candidates
            if (person := desk.meeting.people.get(key)) is not None
        ]
        offers += [
            Offer(other.place, _("The same as in row {row}").format(row=other.row), _about(other.entry))
            for other in (self.shown.rows if self.shown else ())
            if other.place in row.earlier and other.entry is not None
        ]
        offers += [
            Offer(NEW, _("Somebody else, to be added")),
            Offer(_LATER, _("Not now: leave the row out")),
        ]
        title = _("Row {row}: who is {name}?").format(row=row.row, name=row.entry.name)
        choice = await desk.choose(title, offers)
        if choice is not None and self.shown is not None:
            decided = None if choice == _LATER else choice
            self._show(importing.decided(desk.folder, self.shown, row.place, decided))

    # -- keys --------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "import":
            return self.shown is not None and self.shown.read.fault is None
        if action in ("encoding", "trouble", "updates"):
            return self.shown is not None
        if action == "sheet":
            return self.shown is not None and len(self.shown.read.workbook.sheets) > 1
        return super().check_action(action, parameters)

    def action_trouble(self) -> None:
        self._only_trouble = not self._only_trouble
        self._show_rows()

    def action_updates(self) -> None:
        self.with_updates = not self.with_updates
        self._show_rows()

    def action_leave(self) -> None:
        self._left = True
        if self.is_current:
            self.app.pop_screen()

    def action_import(self) -> None:
        begin(self, self.desk, self._import)

    async def _import(self, desk: Desk) -> None:
        """All good rows in one command; then where the others are."""
        if self.shown is None:
            return
        try:
            done = importing.run(desk.folder, self.shown, with_updates=self.with_updates)
        except Refused as refused:
            desk.say(sentences.refusal(refused), warning=True)
            return
        except StoreError as error:
            desk.fail(error)
            return
        finally:
            desk.show()
        await desk.tell(_("Imported"), words.imported(done))
        self.action_leave()


def _words(line: Line) -> tuple[str, str]:
    """Where something is and who it is about; and what it is."""
    if line.look is None:
        return "", ""
    where = words.place(line.look.finding)
    entry = line.row.entry if line.row else None
    whole = " · ".join(filter(None, (where, entry.name if entry else "")))
    return whole or _("The file as a whole"), words.look(line.look, placed=False)


async def _read_out(desk: Desk, line: Line) -> None:
    """A line in full: the list cuts what is long."""
    if line.look is not None:
        where, what = _words(line)
        await desk.tell(where, [what])
    elif line.row is not None:
        findings = [words.finding(finding) for finding in line.row.findings]
        await desk.tell(words.row(line.row), findings)


def _sheet(mapping: Mapping, name: str) -> SheetMapping:
    return next((one for one in mapping.sheets if one.sheet == name), SheetMapping(sheet=name))


def _meaning(column: Column) -> str:
    if column.field:
        return words.field(column.field)
    return sentences.word(words.IGNORED, column.ignored or "other")


def _about(person: Person | Entry) -> str:
    facts = (person.village, person.org, str(person.birth_year or ""), person.household)
    return " · ".join(filter(None, facts))
