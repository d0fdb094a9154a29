"""The neutral tree on A4 in Word. Imports python-docx: load it through `export.docx`.

Sizes stand in `look.py`. Rules are borders of empty paragraphs, because
floating lines do not travel between Word and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Run,
    Signatures,
    Signer,
    Subject,
    Table,
    Title,
    plain,
)
from meeting_tui.domain.text import clean
from meeting_tui.export import look as sizes
from meeting_tui.export import word_xml as xml
from meeting_tui.export.balance import balanced
from meeting_tui.export.look import LOOKS, Look

EMPTY_LINES = 4
"""Room for a signature: about 22 mm."""

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Page:
    """A document being filled, and the sizes that its profile wants."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.document: Document = docx.Document()
        self.signed: _Cell | None = None
        """The left signature, while nothing has come after it."""

    def paragraph(self, *, align: str = "left", before: float = 0) -> WordParagraph:
        return _shaped(self.document.add_paragraph(), align, before)

    def table(self, widths: tuple[float, ...], *, padding: float = 0, style: str | None = None) -> WordTable:
        """A fixed table without borders of its own."""
        table: WordTable = self.document.add_table(rows=0, cols=len(widths), style=style)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        xml.pad(table, padding)
        return table


def document_bytes(paper: Paper) -> bytes:
    page = Page(LOOKS[paper.profile])
    _set_up(page, paper)
    if paper.draft:
        _draft_mark(page, paper.draft_note)
    for block in paper.blocks:
        if not isinstance(block, Recipients):
            page.signed = None
        _put(block, page)
    if page.signed is not None:
        _close_table(page)
    stream = BytesIO()
    page.document.save(stream)
    return stream.getvalue()


# -- the sheet -------------------------------------------------------------------------------------------


def _set_up(page: Page, paper: Paper) -> None:
    _set_paper(page)
    _set_fonts(page)
    _set_header(page)
    properties = page.document.core_properties
    properties.title = clean(paper.title)[:250]
    properties.language = "vi-VN"
    properties.author = properties.comments = ""


def _set_paper(page: Page) -> None:
    section = page.document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in sizes.PAGE)
    top, right, bottom, left = (Mm(margin) for margin in sizes.MARGINS)
    section.top_margin, section.bottom_margin = top, bottom
    section.left_margin, section.right_margin = left, right
    section.header_distance = section.footer_distance = Mm(sizes.HEADER_DISTANCE)
    section.different_first_page_header_footer = True


def _set_fonts(page: Page) -> None:
    """One family in all four slots, in the defaults and in Normal; theme fonts would win over names."""
    styles = page.document.styles
    normal = styles["Normal"]
    defaults = styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (defaults, normal.element.get_or_add_rPr()):
        xml.name_font(properties, sizes.FONT)
        xml.name_language(properties, "vi-VN")
    normal.font.size = Pt(page.look.body)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing, shape.widow_control = 1.0, True


def _set_header(page: Page) -> None:
    """The page's number in the top margin, from the second page on."""
    line = page.document.sections[0].header.paragraphs[0]
    xml.add_page_number(_shaped(line, "center", 0), page.look.page_number)


def _draft_mark(page: Page, note: str) -> None:
    """A box over the issuer's name."""
    box = page.paragraph(align="center")
    box.paragraph_format.right_indent = Mm(sizes.TEXT_WIDTH - 65)
    box.paragraph_format.space_after = Pt(10)
    _write(box, "DỰ THẢO", page.look.body, bold=True)
    if note:
        box.add_run().add_break()
        _write(box, note, 10, italic=True)
    xml.border(box, ("top", "left", "bottom", "right"))


# -- blocks ----------------------------------------------------------------------------------------------


@singledispatch
def _put(block: AnyBlock, page: Page) -> None:
    raise TypeError(f"no Word layout for {type(block).__name__}")


@_put.register
def _letterhead(block: Letterhead, page: Page) -> None:
    look = page.look
    table = page.table(look.columns)
    _, (left, right) = xml.add_row(table, look.columns)
    for line in block.superior:
        _add(left, line, look.superior)
    for line in block.issuer:
        _add(left, line, look.issuer, bold=True)
    if look.asterisk:
        _add(left, "*", look.issuer)
    else:
        longest = max(map(len, block.issuer), default=0) * sizes.CAPITAL * look.issuer
        xml.add_rule(left, look.columns[0], 0.45 * longest)
    for line, size in zip(block.right, look.right, strict=False):
        _add(right, line, size, bold=True)
    xml.add_rule(right, look.columns[1], look.right_rule)
    _number_row(table, block, page)


def _number_row(table: WordTable, block: Letterhead, page: Page) -> None:
    _, (left, right) = xml.add_row(table, page.look.columns)
    _add(left, block.number, page.look.number, before=4)
    _add(right, block.place_date, page.look.place_date, italic=True, before=4)


@_put.register
def _title(block: Title, page: Page) -> None:
    _write(page.paragraph(align="center", before=18), block.text, page.look.title, bold=True)


@_put.register
def _subject(block: Subject, page: Page) -> None:
    for line in balanced(block.text):
        _write(page.paragraph(align="center"), line, page.look.subject, bold=True)
    if not page.look.subject_rule:
        _write(page.paragraph(align="center"), "-----", page.look.subject)
        return
    rule = xml.add_rule(page.document, sizes.TEXT_WIDTH, page.look.subject_rule)
    rule.paragraph_format.space_after = Pt(8)


@_put.register
def _heading(block: Heading, page: Page) -> None:
    line = _body(page, before=page.look.before * 1.5)
    line.paragraph_format.keep_with_next = True
    xml.outline(line, block.level)
    _write(line, block.text, page.look.body, bold=True)


@_put.register
def _paragraph(block: Paragraph, page: Page) -> None:
    line = _body(page, block.align, page.look.before)
    line.paragraph_format.left_indent = Mm(page.look.step * block.level)
    # What introduces something does not stay behind at the end of a page.
    line.paragraph_format.keep_with_next = plain(block.runs).rstrip().endswith(":") or None
    _write_runs(line, block.runs, page.look.body)


@_put.register
def _table(block: Table, page: Page) -> None:
    space = page.paragraph()
    space.paragraph_format.line_spacing = Pt(4)
    space.paragraph_format.keep_with_next = True
    widths = _shared([column.width for column in block.columns])
    table = page.table(widths, padding=1.5, style="Table Grid")
    head, cells = xml.add_row(table, widths)
    xml.repeat(head)
    for cell, column in zip(cells, block.columns, strict=True):
        _fill(cell, column.header, page.look.table, "center", bold=True)
    for row in block.rows:
        _, cells = xml.add_row(table, widths, whole=sum(map(len, row)) <= sizes.LONG_ROW)
        for cell, text, column in zip(cells, row, block.columns, strict=True):
            _fill(cell, text, page.look.table, column.align)


@_put.register
def _signatures(block: Signatures, page: Page) -> None:
    """Never alone on a page: the last lines of the text come with them."""
    if page.document.paragraphs:
        page.document.paragraphs[-1].paragraph_format.keep_with_next = True
    table = page.table((82, 83))
    _, cells = xml.add_row(table, (82, 83))
    for cell, signer in zip(cells, (block.left, block.right), strict=True):
        if signer is not None:
            _signer(cell, signer, page.look)
    page.signed = cells[0]


def _signer(cell: _Cell, signer: Signer, look: Look) -> None:
    for count, line in enumerate(signer.authority):
        _add(cell, line, look.body, bold=True, before=0 if count else 12)
    below = bool(signer.authority)
    _add(cell, signer.role, look.body, bold=not (below and look.asterisk), before=0 if below else 12)
    _add(cell, signer.note, look.note, italic=True)
    for _ in range(EMPTY_LINES):
        _add(cell, "", look.body)
    _add(cell, signer.name, look.body, bold=True)


@_put.register
def _recipients(block: Recipients, page: Page) -> None:
    """Under the left signature and in its row, so they never go to a page of their own."""
    look, place = page.look, page.signed or page.document
    head = _shaped(_next(place), "left", 12 if _is_fresh(place) else 6)
    run = head.add_run(clean(block.title))
    run.font.size = Pt(look.recipients_title)
    run.underline = look.recipients_underlined or None
    run.bold = run.italic = not look.recipients_underlined
    for text in block.lines:
        _write(_shaped(_next(place), "left", 0), f"- {text}", look.recipients)


def _close_table(page: Page) -> None:
    """Word wants a paragraph after a table; a tiny one does not make a page."""
    shape = page.paragraph().paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


# -- paragraphs ------------------------------------------------------------------------------------------


def _shaped(line: WordParagraph, align: str, before: float) -> WordParagraph:
    line.alignment = _ALIGN[align]
    line.paragraph_format.space_before = Pt(before)
    return line


def _body(page: Page, align: str = "justify", before: float = 0) -> WordParagraph:
    """A paragraph of the text, with the profile's first line and spacing."""
    line = page.paragraph(align=align, before=before)
    line.paragraph_format.first_line_indent = Mm(page.look.first_line if align in ("left", "justify") else 0)
    if page.look.line is not None:
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(page.look.line)
    return line


def _add(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, before: float = 0
) -> None:
    """A centred line of a cell."""
    _write(_shaped(_next(cell), "center", before), text, size, bold=bold, italic=italic)


def _next(place: Document | _Cell) -> WordParagraph:
    """A new paragraph; the first line of a cell takes the one that every cell has."""
    return place.paragraphs[0] if _is_fresh(place) else place.add_paragraph()


def _is_fresh(place: Document | _Cell) -> bool:
    if not isinstance(place, _Cell) or len(place.paragraphs) > 1:
        return False
    return not place.paragraphs[0].runs and place.paragraphs[0].paragraph_format.space_before is None


def _fill(cell: _Cell, text: str, size: float, align: str, *, bold: bool = False) -> None:
    """A cell of a table; each line of its text is a paragraph."""
    for count, part in enumerate(text.split("\n")):
        line = cell.paragraphs[0] if count == 0 else cell.add_paragraph()
        _write(_shaped(line, align, 2), part, size, bold=bold)
    cell.paragraphs[-1].paragraph_format.space_after = Pt(2)


def _write(line: WordParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    _write_runs(line, (Run(text, bold, italic),), size)


def _write_runs(line: WordParagraph, runs: Iterable[Run], size: float) -> None:
    for part in runs:
        run = line.add_run(clean(part.text))
        run.font.size = Pt(size)
        run.bold, run.italic = part.bold or None, part.italic or None


def _shared(widths: list[int]) -> tuple[float, ...]:
    """The columns' shares of the text's width."""
    return tuple(width * sizes.TEXT_WIDTH / sum(widths) for width in widths)
