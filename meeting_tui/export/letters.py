"""Letters in Word with the symbol of each check-in code in them, for an office that edits its invitations."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from meeting_tui.domain.codes import short_form
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.export import qr
from meeting_tui.export.docx import to_docx

if TYPE_CHECKING:
    from docx.document import Document

SIDE_MM = 25
"""With its quiet zone: read when blurred, creased and badly lit."""
ROOM_MM = 28
"""What symbol and short code are centred in, at the side of the page where the line stands."""
PIXELS = 10
"""Of one module: Word does not blur what it need not enlarge."""
AT_ONCE = 20
"""So many letters are laid out together: python-docx takes four times as long for twice as many."""


def letters_docx(papers: Iterable[Paper], codes: Collection[str]) -> bytes:
    """The papers in one document. Every paragraph that is nothing but one of these codes becomes its symbol, with the
    short code in the middle under it."""
    import docx

    first, *others = (docx.Document(BytesIO(to_docx(paper))) for paper in papers)
    for other in others:
        _append(first, other)
    _draw(first, set(codes))
    stream = BytesIO()
    first.save(stream)
    return stream.getvalue()


def _append(document: Document, other: Document) -> None:
    """What the other says, on new pages. All are made alike, so styles and the page's header are those of the first."""
    from docx.oxml.ns import qn

    from meeting_tui.export.word_xml import number_anew

    begins = other.sections[0]
    for reference in begins._sectPr.findall(qn("w:headerReference")):
        begins._sectPr.remove(reference)
    number_anew(begins)
    body, end = document.element.body, document.element.body.sectPr
    end.getprevious().get_or_add_pPr().append(end)
    body.extend(list(other.element.body))


def _draw(document: Document, codes: set[str]) -> None:
    """One picture of each code, however often it is printed; the numbers of drawings are counted here, because
    python-docx looks through all of them for the next one."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.shape import CT_Inline
    from docx.shared import Length, Mm

    page = document.sections[0]
    margins = (page.left_margin or 0) + (page.right_margin or 0)
    spare = Length((page.page_width or 0) - margins - Mm(ROOM_MM))
    keys: dict[str, str] = {}
    drawn = 0
    for line in document.paragraphs:
        code = line.text
        if code not in codes:
            continue
        if code not in keys:
            keys[code], _ = document.part.get_or_add_image(BytesIO(png(code)))
        drawn += 1
        side = Mm(SIDE_MM)
        for run in line.runs:
            run.text = ""
        shape = line.paragraph_format
        at_right = line.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        shape.left_indent, shape.right_indent = (spare, Mm(0)) if at_right else (Mm(0), spare)
        shape.first_line_indent, shape.line_spacing, shape.alignment = Mm(0), 1.0, WD_ALIGN_PARAGRAPH.CENTER
        symbol = CT_Inline.new_pic_inline(drawn, keys[code], f"{drawn}.png", side, side)
        for edge in ("distT", "distB", "distL", "distR"):
            symbol.set(edge, "0")  # LibreOffice would leave 3 mm at each edge
        line.runs[0]._r.add_drawing(symbol)
        line.runs[0].add_break()
        line.runs[0].add_text(short_form(code))


def png(code: str) -> bytes:
    """The symbol with its quiet zone, black on white, one bit a pixel (PNG, third edition, 11.2)."""
    side = (qr.SIDE + 2 * qr.QUIET) * PIXELS
    modules = (
        [[False] * qr.SIDE] * qr.QUIET
        + [list(row) for row in qr.matrix(code)]
        + [[False] * qr.SIDE] * qr.QUIET
    )
    rows = b"".join(b"\0" + _bits(row, side) for row in modules for _ in range(PIXELS))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _bits(row: list[bool], side: int) -> bytes:
    """One line of pixels; 1 is white."""
    modules = [False] * qr.QUIET + row + [False] * qr.QUIET
    bits = "".join(("0" if dark else "1") * PIXELS for dark in modules)
    return int(bits.ljust(-(-side // 8) * 8, "1"), 2).to_bytes(-(-side // 8), "big")
