"""Words of WordprocessingML that python-docx has no names for. Imports python-docx."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from meeting_tui.export.unbroken import HYPHEN

TWENTIETHS = 56.7
"""Of a point, in a millimetre."""
_AFTER_INDENT = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
"""What the schema wants after a paragraph's borders."""
_AFTER_NUMBERS = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
)
"""What the schema wants after a section's page numbers."""


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def name_font(properties: Any, font: str) -> None:
    """The font in all four slots; what named a theme font goes, since it would win."""
    _drop(properties, "w:rFonts")
    slots = {f"w:{slot}": font for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
    properties.insert(0, element("w:rFonts", **slots))


def name_language(properties: Any, language: str) -> None:
    """Without it Word underlines every word in red."""
    _drop(properties, "w:lang")
    properties.append(element("w:lang", **{"w:val": language, "w:eastAsia": language, "w:bidi": language}))


def name_fallback(document: Document, font: str, fallback: str) -> None:
    """What a machine without the font draws with: the table of fonts says it to Word and to LibreOffice."""
    table = next(
        part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
    )
    fonts = parse_xml(table.blob)
    named = next(entry for entry in fonts if entry.get(qn("w:name")) == font)
    named.insert(0, element("w:altName", **{"w:val": fallback}))
    table._blob = serialize_part_xml(fonts)


def border(line: Paragraph, sides: Iterable[str]) -> None:
    borders = element("w:pBdr")
    for side in sides:
        stroke = {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "auto"}
        borders.append(element(f"w:{side}", **stroke))
    line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def write(run: Run, text: str) -> None:
    """The text, with hyphens that no line ends at as Word writes them: their letter is in few fonts."""
    for count, part in enumerate(text.split(HYPHEN)):
        if count:
            run._r.append(element("w:noBreakHyphen"))
        if part:
            run.add_text(part)


def number_anew(section: Section) -> None:
    """The section's pages are counted from 1."""
    for inherited in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(inherited)
    mark = element("w:pgNumType", **{"w:start": "1"})
    section._sectPr.insert_element_before(mark, *_AFTER_NUMBERS)


def add_rule(container: Document | _Cell, width: float, length: float) -> Paragraph:
    """A line of `length` mm in the middle of `width`: the top border of an almost empty paragraph."""
    line = container.add_paragraph()
    shape = line.paragraph_format
    shape.space_before = Pt(3)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    border(line, ("top",))
    return line


def outline(line: Paragraph, level: int) -> None:
    """A heading shows in Word's navigation without taking on the look of its heading styles."""
    mark = element("w:outlineLvl", **{"w:val": str(level - 1)})
    line._p.get_or_add_pPr().insert_element_before(mark, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr")


def add_page_number(line: Paragraph, size: float) -> None:
    for kind in ("begin", "PAGE", "separate", "2", "end"):
        run = line.add_run()
        run.font.size = Pt(size)
        if kind == "PAGE":
            code = element("w:instrText")
            code.text = kind
            run._r.append(code)
        elif kind == "2":
            run.add_text(kind)
        else:
            run._r.append(element("w:fldChar", **{"w:fldCharType": kind}))


def add_row(table: Table, widths: Iterable[float], *, whole: bool = True) -> tuple[_Row, list[_Cell]]:
    """A row and its cells, with the widths that Word wants in every cell."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    if whole:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    return row, list(row.cells)


def let_split(cell: _Cell) -> None:
    """The cell's row may go over the end of a page."""
    properties = cell._tc.getparent().get_or_add_trPr()
    _drop(properties, "w:cantSplit")


def size_mark(line: Paragraph, size: float) -> None:
    """The paragraph's mark: in an empty cell LibreOffice measures the line by it."""
    properties = line._p.get_or_add_pPr()
    mark = element("w:rPr")
    mark.append(element("w:sz", **{"w:val": str(round(size * 2))}))
    properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")


def span(row: _Row) -> _Cell:
    """One cell over the whole row."""
    cells = row.cells
    return cells[0].merge(cells[-1]) if len(cells) > 1 else cells[0]


def keep_row(row: Any) -> None:
    """The row (a `w:tr`) stays on the page of what follows it."""
    for line in row.iter(qn("w:p")):
        line.get_or_add_pPr().get_or_add_keepNext()


def repeat(row: _Row) -> None:
    """The row stands on top of every page that the table reaches."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def pad(table: Table, padding: float) -> None:
    """The distance of text from the cell's sides in mm; Word's own is 1.9. The border keeps to the margin."""
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", **{"w:w": str(round(padding * TWENTIETHS)), "w:type": "dxa"}))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)
    indent = element("w:tblInd", **{"w:w": str(round(padding * TWENTIETHS)), "w:type": "dxa"})
    properties.insert_element_before(indent, *_AFTER_INDENT)


def _drop(properties: Any, tag: str) -> None:
    old = properties.find(qn(tag))
    if old is not None:
        properties.remove(old)
