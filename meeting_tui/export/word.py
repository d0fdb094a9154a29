"""The neutral tree on A4 in Word. Imports python-docx: load it through `export.docx`.

Sizes stand in the profile's settings file. Rules are borders of empty paragraphs, because
floating lines do not travel between Word and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import singledispatch
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Heading,
    Imprint,
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
    To,
)
from meeting_tui.domain.text import clean
from meeting_tui.export import measure
from meeting_tui.export import word_xml as xml
from meeting_tui.export.layout import (
    DRAFT,
    about_lines,
    columns,
    draft_line,
    head_lines,
    header_at,
    introduces,
    is_long,
    is_long_list,
    keywords,
    landscapes,
    letter_size,
    rule_under,
    shared,
    side,
    title_lines,
    to_list,
)
from meeting_tui.export.look import Look, look_of
from meeting_tui.export.unbroken import unbroken

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Page:
    """A document being filled, and the sizes that its profile wants."""

    def __init__(self, paper: Paper, template: Document | None = None) -> None:
        self.paper = paper
        self.look: Look = look_of(paper.profile)
        self.document: Document = template or docx.Document()
        self.signed: _Cell | None = None
        """The left signature, while nothing has come after it."""
        first = self.document.sections[0]
        if template is None:
            self.lie(first, landscape=landscapes(paper)[0])
        else:
            self.width, self.height = _text_of(first)

    def lie(self, section: Section, *, landscape: bool) -> None:
        """Put the section's sheets upright or on their side."""
        look = self.look
        section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = (Mm(side) for side in look.sides(landscape=landscape))
        top, right, bottom, left = (Mm(margin) for margin in look.margins(landscape=landscape))
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin, section.right_margin = left, right
        section.header_distance = section.footer_distance = Mm(header_at(self.paper, look))
        section.different_first_page_header_footer = True
        self.width, self.height = look.text(landscape=landscape)
        """What the margins leave, in mm."""

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

    @property
    def last(self) -> Any:
        """The last paragraph or table, as XML; None on an empty page."""
        found = self.document.element.body.xpath("./*[self::w:p or self::w:tbl][last()]")
        return found[0] if found else None


def document_bytes(paper: Paper) -> bytes:
    page = Page(paper)
    _set_up(page)
    if paper.draft:
        _draft_mark(page, paper.draft_note)
    lay(page, paper.blocks)
    stream = BytesIO()
    page.document.save(stream)
    return stream.getvalue()


def lay(page: Page, blocks: Iterable[AnyBlock]) -> None:
    """Put the blocks at the end of the document."""
    for block in blocks:
        if not isinstance(block, Recipients | Appendix):
            page.signed = None
        _put(block, page)
    if page.signed is not None or _ends_with_table(page):
        _tiny(page.paragraph())


# -- the sheet -------------------------------------------------------------------------------------------


def _set_up(page: Page) -> None:
    _set_fonts(page)
    _set_header(page)
    set_properties(page)


def set_properties(page: Page) -> None:
    properties = page.document.core_properties
    properties.title = clean(page.paper.title)[:250]
    properties.language = page.look.fonts.language
    properties.author = properties.comments = ""
    properties.keywords = ", ".join(keywords(page.paper))


def _set_fonts(page: Page) -> None:
    """One family in all four slots, in the defaults and in Normal; theme fonts would win over names."""
    fonts, styles = page.look.fonts, page.document.styles
    normal = styles["Normal"]
    defaults = styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (defaults, normal.element.get_or_add_rPr()):
        xml.name_font(properties, fonts.word)
        xml.name_language(properties, fonts.language)
    xml.name_fallback(page.document, fonts.word, fonts.pdf[0])
    normal.font.size = Pt(page.look.body.size)
    shape = normal.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing, shape.widow_control = 1.0, True


def _set_header(page: Page) -> None:
    """The page's number in the top margin, from the second page on; under it, that the paper is a draft."""
    header = page.document.sections[0].header
    xml.add_page_number(_shaped(header.paragraphs[0], "center", 0), page.look.page.number)
    if page.paper.draft:
        _draft_header(header.add_paragraph(), page)


def _draft_header(line: WordParagraph, page: Page) -> None:
    _write(_shaped(line, "center", 0), draft_line(page.paper), DRAFT, italic=True)


def mark_template(page: Page) -> None:
    """The marks of a draft in a document that has its own headers."""
    _draft_mark(page, page.paper.draft_note)
    body = page.document.element.body
    body.insert(0, page.last)
    for at, section in enumerate(page.document.sections):
        own = [section.header]
        if page.document.settings.odd_and_even_pages_header_footer:
            own.append(section.even_page_header)
        if at:
            own = [header for header in own if not header.is_linked_to_previous]
        for header in own:
            _draft_header(header.add_paragraph(), page)


def _draft_mark(page: Page, note: str) -> None:
    """A box over the issuer's name."""
    box = page.paragraph(align="center")
    box.paragraph_format.right_indent = Mm(page.width - 65)
    box.paragraph_format.space_after = Pt(10)
    _write(box, "DỰ THẢO", page.look.body.size, bold=True)
    if note:
        box.add_run().add_break()
        _write(box, note, DRAFT, italic=True)
    xml.border(box, ("top", "left", "bottom", "right"))


# -- blocks ----------------------------------------------------------------------------------------------


@singledispatch
def _put(block: AnyBlock, page: Page) -> None:
    raise TypeError(f"no Word layout for {type(block).__name__}")


@_put.register
def _letterhead(block: Letterhead, page: Page) -> None:
    look, halves = page.look.letterhead, shared(page.look.letterhead.columns, page.width)
    table = page.table(halves)
    _, (left, right) = xml.add_row(table, halves)
    issuer = head_lines(block.issuer, halves[0], look.issuer)
    for line in head_lines(block.superior, halves[0], look.superior):
        _add(left, line, look.superior)
    for line in issuer:
        _add(left, line, look.issuer, bold=True)
    if look.issuer_rule:
        longest = max((measure.width(line, look.issuer, bold=True) for line in issuer), default=0)
        xml.add_rule(left, halves[0], min(halves[0], look.issuer_rule * longest))
    else:
        _add(left, "*", look.issuer)
    for line, size in zip(block.right, look.right, strict=False):
        _add(right, line, size, bold=True)
    length = look.right_rule * measure.width(block.right[-1], look.right[-1], bold=True)
    xml.add_rule(right, halves[1], min(halves[1], length))
    _, (left, right) = xml.add_row(table, halves)
    _add(left, block.number, look.number, before=4)
    for line in about_lines(block.about, page.look):
        _add(left, line, look.about, italic=look.about_italic)
    _add(right, block.place_date, look.place_date, italic=True, before=4)


@_put.register
def _title(block: Title, page: Page) -> None:
    look = page.look.title
    for count, line in enumerate(title_lines(block.text, page.width, look.size)):
        centred = page.paragraph(align="center", before=0 if count else look.before)
        centred.paragraph_format.keep_with_next = True
        _write(centred, line, look.size, bold=True)


@_put.register
def _subject(block: Subject, page: Page) -> None:
    look = page.look.title
    lines = title_lines(block.text, page.width, look.subject)
    for line in lines:
        _write(page.paragraph(align="center"), line, look.subject, bold=True)
    if not look.rule:
        _write(page.paragraph(align="center"), "-----", look.subject)
        return
    rule = xml.add_rule(page.document, page.width, rule_under(lines, look.subject, look.rule, page.width))
    rule.paragraph_format.space_after = Pt(8)


@_put.register
def _to(block: To, page: Page) -> None:
    """One on the line of `Kính gửi:`; the dashes of several stand under its colon (box 9a)."""
    size, before = page.look.recipients.to, page.look.body.before
    if len(block.lines) == 1:
        _write(page.paragraph(align="center", before=before * 2), f"{block.title} {block.lines[0]}", size)
        return
    listed = to_list(block, page.look, page.width)
    head = page.paragraph(before=before * 2)
    head.paragraph_format.left_indent = Mm(listed.left)
    head.paragraph_format.keep_with_next = True
    _write(head, block.title, size)
    for text in block.lines:
        line = page.paragraph()
        line.paragraph_format.left_indent = Mm(listed.dashes)
        _write(line, f"- {text}", size)


@_put.register
def _heading(block: Heading, page: Page) -> None:
    line = _body(page, before=page.look.body.heading_before)
    line.paragraph_format.keep_with_next = True
    xml.outline(line, block.level)
    _write(line, block.text, page.look.body.size, bold=True)


@_put.register
def _paragraph(block: Paragraph, page: Page) -> None:
    line = _body(page, side(block), page.look.body.before)
    line.paragraph_format.left_indent = Mm(page.look.body.step * block.level)
    line.paragraph_format.keep_with_next = introduces(block) or None
    _write_runs(line, block.runs, page.look.body.size)


@_put.register
def _table(block: Table, page: Page) -> None:
    space = page.paragraph()
    space.paragraph_format.line_spacing = Pt(4)
    space.paragraph_format.keep_with_next = True
    look = page.look.table
    size, widths = letter_size(block, page.look), columns(block, page.look, page.width)
    table = page.table(widths, padding=look.padding, style="Table Grid")
    head, cells = xml.add_row(table, widths)
    xml.repeat(head)
    for cell, column in zip(cells, block.columns, strict=True):
        _fill(cell, column.header, size, "center", bold=True)
    xml.keep_row(head._tr)
    rows = _Rows(table, block, widths, size)
    for at, row in enumerate(block.rows):
        _spans(block, at, table, widths, size)
        rows.add(row, whole=not is_long(row, widths, size, look.padding, page.height))
    _spans(block, len(block.rows), table, widths, size)


class _Rows:
    """Rows of one table: copies of one that is made with care, ten times as fast as making each."""

    def __init__(self, table: WordTable, block: Table, widths: tuple[float, ...], size: float) -> None:
        made, cells = xml.add_row(table, widths)
        for cell, column in zip(cells, block.columns, strict=True):
            _fill(cell, "", size, column.align)
        table._tbl.remove(made._tr)
        self.table, self.model = table, made._tr

    def add(self, texts: tuple[str, ...], *, whole: bool) -> None:
        row = deepcopy(self.model)
        if not whole:
            marks = row.get_or_add_trPr()
            marks.remove(marks.find(qn("w:cantSplit")))
        for cell, text in zip(row.tc_lst, texts, strict=True):
            (line,) = cell.p_lst
            *above, last = text.split("\n")
            for part in above:
                other = deepcopy(line)
                line.addprevious(other)
                other.get_or_add_pPr().spacing_after = Pt(0)
                self._write(other, part)
            self._write(line, last)
        self.table._tbl.append(row)

    def _write(self, line: Any, text: str) -> None:
        run = WordRun(line.r_lst[0], self.table)
        xml.write(run, unbroken(clean(text), narrow=True))


def _spans(block: Table, at: int, table: WordTable, widths: tuple[float, ...], size: float) -> None:
    """Rows over all columns. What stands straight before a row names its group, and stays with it."""
    found = [span for span in block.spans if span.before == at]
    for count, span in enumerate(found, start=1):
        row, _ = xml.add_row(table, widths)
        _fill(xml.span(row), span.text, size, "left", bold=span.bold)
        if count == len(found) and at < len(block.rows):
            xml.keep_row(row._tr)


@_put.register
def _signatures(block: Signatures, page: Page) -> None:
    """Never alone on a page: the last lines of the text, or the last row of a table, come with them."""
    keep_last(page)
    halves = shared(page.look.signatures.columns, page.width)
    table = page.table(halves)
    _, cells = xml.add_row(table, halves)
    for cell, signer in zip(cells, (block.left, block.right), strict=True):
        if signer is not None:
            _signer(cell, signer, page.look, noted=any(one and one.note for one in (block.left, block.right)))
    page.signed = cells[0]


def keep_last(page: Page) -> None:
    """The last lines stay on the page of what follows; a table does not grow together with another."""
    last = page.last
    if last is None:
        return
    xml.keep_row(last.tr_lst[-1] if _is_table(last) else last)
    if _is_table(last):
        between = page.paragraph()
        _tiny(between)
        between.paragraph_format.keep_with_next = True


def _signer(cell: _Cell, signer: Signer, look: Look, *, noted: bool) -> None:
    """`noted`: under one of the roles stands a note, so that under the other there is its line."""
    size = look.signatures.size
    for count, line in enumerate(signer.authority):
        _add(cell, line, size, bold=True, before=0 if count else look.signatures.before)
    below = bool(signer.authority)
    _add(
        cell,
        signer.role,
        size,
        bold=look.signatures.role_bold or not below,
        before=0 if below else look.signatures.before,
    )
    if noted:
        _add(cell, signer.note, look.signatures.note, italic=True)
    _add(cell, signer.name, size, bold=True, before=look.signatures.room / measure.MM)


@_put.register
def _recipients(block: Recipients, page: Page) -> None:
    """Under the left signature and in its row, so they never go to a page of their own."""
    look, place = page.look.recipients, page.signed or page.document
    if page.signed is not None and is_long_list(block, page.look, (page.width, page.height)):
        xml.let_split(page.signed)
    head = _shaped(_next(place), "left", page.look.signatures.before if _is_fresh(place) else 6)
    run = head.add_run()
    xml.write(run, unbroken(clean(block.title)))
    run.font.size = Pt(look.title)
    run.underline = look.title_underlined or None
    run.bold = run.italic = not look.title_underlined
    for text in block.lines:
        _write(_shaped(_next(place), "left", 0), f"- {text}", look.lines)


@_put.register
def _imprint(block: Imprint, page: Page) -> None:
    line = page.paragraph(before=page.look.imprint.before)
    _write(line, block.text, page.look.imprint.size)
    for run in line.runs:
        run.font.color.rgb = RGBColor.from_string(page.look.imprint.colour)


@_put.register
def _appendix(block: Appendix, page: Page) -> None:
    """A new section: its pages are counted anew, and its first page shows no number either."""
    if block is not page.paper.blocks[0]:
        _new_section(page, landscape=block.landscape)
    look = page.look.appendix
    if block.label:
        _write(page.paragraph(align="center"), block.label, look.label, bold=True)
    for line in title_lines(block.title, page.width, look.title):
        _write(page.paragraph(align="center"), line, look.title, bold=True)
    for line in title_lines(block.note, page.width, look.note) if block.note else ():
        _write(page.paragraph(align="center"), line, look.note, italic=True)


def _new_section(page: Page, *, landscape: bool) -> None:
    section = page.document.add_section(WD_SECTION.NEW_PAGE)
    _tiny(page.document.paragraphs[-1])
    page.signed = None
    page.lie(section, landscape=landscape)
    xml.number_anew(section)
    if page.paper.draft:
        first = section.first_page_header
        first.is_linked_to_previous = False
        _draft_header(first.paragraphs[0], page)


def _text_of(section: Section) -> tuple[float, float]:
    """Width and height that the section's margins leave, in mm."""
    width, height = section.page_width or Mm(210), section.page_height or Mm(297)
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    ends = (section.top_margin or 0) + (section.bottom_margin or 0)
    return Length(width - sides).mm, Length(height - ends).mm


def _is_table(found: Any) -> bool:
    return bool(found.tag == qn("w:tbl"))


def _ends_with_table(page: Page) -> bool:
    """Word wants a paragraph after a table."""
    return page.last is not None and _is_table(page.last)


def _tiny(line: WordParagraph) -> None:
    """So low that it never makes a page."""
    shape = line.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


# -- paragraphs ------------------------------------------------------------------------------------------


def _shaped(line: WordParagraph, align: str, before: float) -> WordParagraph:
    line.alignment = _ALIGN[align]
    line.paragraph_format.space_before = Pt(before)
    return line


def _body(page: Page, align: str = "justify", before: float = 0) -> WordParagraph:
    """A paragraph of the text, with the profile's first line and spacing."""
    look = page.look.body
    line = page.paragraph(align=align, before=before)
    line.paragraph_format.first_line_indent = Mm(look.first_line if align in ("left", "justify") else 0)
    if look.line:
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(look.line)
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
        _write_runs(_shaped(line, align, 2), (Run(part, bold),), size, narrow=True)
        xml.size_mark(line, size)
    cell.paragraphs[-1].paragraph_format.space_after = Pt(2)


def _write(line: WordParagraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    _write_runs(line, (Run(text, bold, italic),), size)


def _write_runs(line: WordParagraph, runs: Iterable[Run], size: float, *, narrow: bool = False) -> None:
    for part in runs:
        run = line.add_run()
        xml.write(run, unbroken(clean(part.text), narrow=narrow))
        run.font.size = Pt(size)
        run.bold, run.italic = part.bold or None, part.italic or None
