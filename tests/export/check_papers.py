"""A strict clerk: reads a finished DOCX or PDF again and says what is wrong with its form.

What is wanted stands here once more, by the decree and the party's guides and not by the settings files, so that a
slip of the finger in a settings file is found too. Lengths in mm, sizes in points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import msgspec
import pypdfium2
import pypdfium2.raw as pdfium
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph as Line

from meeting_tui.domain.papers.blocks import (
    Appendix,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Table,
    Title,
    plain,
)
from meeting_tui.export.layout import draft_line
from meeting_tui.export.measure import printable

MM = 72 / 25.4
FONT = "Times New Roman"
INVISIBLE = "\u200b\u2060\ufeff"
Range = tuple[float, float]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile wants; ranges from the smallest to the largest value."""

    margins: tuple[Range, Range, Range, Range]
    """Top, right, bottom, left, upright."""
    page_number: Range = (13, 14)
    superior: Range
    issuer: Range
    right: tuple[Range, ...]
    asterisk: bool
    number: Range
    number_line: str
    place_date: Range
    title: Range
    subject: Range
    body: Range
    first_line: tuple[float, ...]
    exact_line: Range | None
    signing: Range
    authority: str
    role_bold: bool
    recipients_title: Range
    underlined: bool
    recipients: Range
    archive: str
    end: str


ND30 = Form(
    margins=((20, 25), (15, 20), (20, 25), (30, 35)),
    superior=(12, 13),
    issuer=(12, 13),
    right=((12, 13), (13, 14)),
    asterisk=False,
    number=(13, 13),
    number_line=r"Số:( +|\d{2,})/[A-ZĐ]+[A-Za-zĐ]*-[A-ZĐ-]+",
    place_date=(13, 14),
    title=(13, 14),
    subject=(13, 14),
    body=(13, 14),
    first_line=(10, 12.7),
    exact_line=None,
    signing=(13, 14),
    authority=r"(TM|KT|TL|TUQ|Q)\. ",
    role_bold=True,
    recipients_title=(12, 12),
    underlined=False,
    recipients=(11, 11),
    archive=r"- Lưu: VT.*\.",
    end="./.",
)
HD36 = Form(
    margins=((20, 20), (15, 15), (20, 20), (30, 30)),
    superior=(14, 14),
    issuer=(14, 14),
    right=((15, 15),),
    asterisk=True,
    number=(14, 14),
    number_line=r"Số( +| \d+)-[A-ZĐ]+[A-Za-zĐ]*/[A-ZĐ]+",
    place_date=(14, 14),
    title=(15, 16),
    subject=(14, 15),
    body=(14, 15),
    first_line=(10,),
    exact_line=(18, 19),
    signing=(14, 15),
    authority=r"(T/M|K/T|T/L) ",
    role_bold=False,
    recipients_title=(14, 14),
    underlined=True,
    recipients=(11, 12),
    archive=r"- Lưu Văn phòng (Đảng|Huyện) ủy\.",
    end=".",
)
FORMS = {
    "nd30": ND30,
    "dang_hd36": HD36,
    "dang_hd05": msgspec.structs.replace(HD36, title=(14, 16), recipients_title=(12, 14)),
}


# -- Word ------------------------------------------------------------------------------------------------


def docx_faults(data: bytes, paper: Paper) -> list[str]:
    """Everything that is wrong with the form of the Word file of `paper`."""
    return sorted(set(_WordCheck(data, paper).faults()))


def docx_text(data: bytes) -> str:
    """The text of the body in order, without white space."""
    document = docx.Document(io.BytesIO(data))
    return squeezed("\n".join(text_of(line) for line in document.element.body.iter(qn("w:p"))))


def text_of(line: Any) -> str:
    """A `w:p` as it was typed: spaces and hyphens that no line ends at are plain ones."""
    return "".join(
        "-" if node.tag == qn("w:noBreakHyphen") else (node.text or "").replace("\u00a0", " ")
        for node in line.iter(qn("w:t"), qn("w:noBreakHyphen"))
    )


class _WordCheck:
    def __init__(self, data: bytes, paper: Paper) -> None:
        self.document: Document = docx.Document(io.BytesIO(data))
        self.paper = paper
        self.form = FORMS[paper.profile]
        self.lines = [Line(line, self.document._body) for line in self.document.element.body.iter(qn("w:p"))]
        """Of tables too, in order."""

    def faults(self) -> Iterator[str]:
        yield from self._sheets()
        yield from self._fonts()
        for block in self.paper.blocks:
            check = getattr(self, f"_{type(block).__name__.lower()}", None)
            yield from check(block) if check else ()
        yield from self._rows()

    # -- pages --

    def _sheets(self) -> Iterator[str]:
        wanted = [b.landscape for b in self.paper.blocks if isinstance(b, Appendix)]
        if not isinstance(self.paper.blocks[0], Appendix):
            wanted.insert(0, self.paper.landscape)
        if len(self.document.sections) != len(wanted):
            yield f"{len(self.document.sections)} sections instead of {len(wanted)}"
            return
        for count, (section, landscape) in enumerate(
            zip(self.document.sections, wanted, strict=True), start=1
        ):
            for fault in self._sheet(section, landscape, count):
                yield f"section {count}: {fault}"

    def _sheet(self, section: Section, landscape: bool, count: int) -> Iterator[str]:
        sides = (round(section.page_width.mm), round(section.page_height.mm))
        if sides != ((297, 210) if landscape else (210, 297)):
            yield f"paper {sides[0]} x {sides[1]}"
        top, right, bottom, left = self.form.margins
        wanted = (left, top, right, bottom) if landscape else (top, right, bottom, left)
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        for side, found, (low, high) in zip(("top", "right", "bottom", "left"), margins, wanted, strict=True):
            if not low - 0.1 <= found.mm <= high + 0.1:
                yield f"{side} margin {found.mm:.1f}"
        header = section.header.paragraphs[0]
        if "PAGE" not in header._p.xml or header.alignment != 1:
            yield "no page number in the middle of the top margin"
        yield from self._sized("page number", header, self.form.page_number)
        if not section.different_first_page_header_footer or "PAGE" in section.first_page_header._element.xml:
            yield "page number on the first page"
        if count > 1 and section._sectPr.find(qn("w:pgNumType")) is None:
            yield "pages are not counted anew"
        said = any("Dự thảo" in line.text for line in section.header.paragraphs)
        on_first = any("Dự thảo" in line.text for line in section.first_page_header.paragraphs)
        on_first = on_first or (count == 1 and self.lines[0].text.startswith("DỰ THẢO"))
        if said != self.paper.draft or on_first != self.paper.draft:
            yield "draft not marked" if self.paper.draft else "marked as a draft"

    def _fonts(self) -> Iterator[str]:
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults"))
        for name, where in (("defaults", defaults), ("Normal", styles["Normal"].element)):
            fonts = where.find(f".//{qn('w:rFonts')}")
            slots = {} if fonts is None else {key.split("}")[1]: value for key, value in fonts.attrib.items()}
            if slots != dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT):
                yield f"{name}: fonts {slots}"
        language = defaults.find(f".//{qn('w:lang')}")
        if language is None or language.get(qn("w:val")) != "vi-VN":
            yield "language is not vi-VN"
        for fonts in self.document.element.iter(qn("w:rFonts")):
            yield f"font {next(iter(fonts.attrib.values()))} in the text"

    # -- blocks --

    def _letterhead(self, block: Letterhead) -> Iterator[str]:
        form, table = self.form, self.document.tables[0]
        left, right = table.rows[0].cells
        found = iter(left.paragraphs)
        for text in block.superior:
            yield from self._looks("superior", next(found), text, form.superior, bold=False)
        for text in block.issuer:
            line = next(found)
            yield from self._looks("issuer", line, text, form.issuer, bold=True)
            if text != text.upper():
                yield f"issuer not in capitals: {text}"
        last = next(found)
        if form.asterisk != (last.text == "*") or form.asterisk == _is_rule(last):
            yield "no asterisk under the issuer" if form.asterisk else "no rule under the issuer"
        lines = iter(right.paragraphs)
        for text, size in zip(block.right, form.right, strict=True):
            yield from self._looks("country", next(lines), text, size, bold=True)
        if not _is_rule(next(lines)):
            yield "no rule under the country's name"
        number, dated = (cell.paragraphs[0] for cell in table.rows[1].cells)
        if block.number:
            yield from self._looks("number", number, block.number, form.number, bold=False)
            if not re.fullmatch(form.number_line, number.text.replace("\u00a0", " ")):
                yield f"number line {number.text!r}"
        if block.place_date:
            yield from self._looks("date", dated, block.place_date, form.place_date, bold=False, italic=True)

    def _title(self, block: Title) -> Iterator[str]:
        yield from self._centred("title", block.text, self.form.title)
        if block.text != block.text.upper():
            yield f"title not in capitals: {block.text}"

    def _subject(self, block: Subject) -> Iterator[str]:
        last = yield from self._centred("subject", block.text, self.form.subject)
        below = self.lines[last + 1]
        if self.form.asterisk != (below.text == "-----") or self.form.asterisk == _is_rule(below):
            yield "subject without its line"

    def _centred(self, name: str, text: str, size: Range) -> Iterator[str]:
        """A centred text over one line or several. Returns the index of its last line, -1 if it is not there."""
        wanted = squeezed(text)
        starts = (
            at for at, line in enumerate(self.lines) if line.text and wanted.startswith(squeezed(line.text))
        )
        for start in starts:
            told = ""
            for at in range(start, min(start + 12, len(self.lines))):
                told += squeezed(self.lines[at].text)
                if told == wanted:
                    for line in self.lines[start : at + 1]:
                        yield from self._looks(name, line, line.text, size, bold=True)
                        if line.alignment != 1:
                            yield f"{name} not in the middle"
                    return at
        yield f"{name} is missing: {text}"
        return -1

    def _heading(self, block: Heading) -> Iterator[str]:
        line = self._line(block.text)
        if line is None:
            yield f"heading is missing: {block.text}"
        elif not line.paragraph_format.keep_with_next:
            yield f"a title may stay behind: {block.text[:40]}"

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        line = self._line(plain(block.runs))
        if line is None:
            yield f"paragraph is missing: {plain(block.runs)[:60]}"
            return
        form, shape = self.form, line.paragraph_format
        if _titled(block) and not shape.keep_with_next:
            yield f"a title may stay behind: {_titled(block)[:40]}"
        yield from self._sized("body", line, form.body)
        if block.align == "justify" and "……………" not in plain(block.runs):
            if line.alignment != 3:
                yield "body not justified"
            if shape.first_line_indent is None or not any(
                abs(shape.first_line_indent.mm - wanted) < 0.1 for wanted in form.first_line
            ):
                yield "first line of a paragraph"
        if (shape.space_before or 0) + (shape.space_after or 0) < 6 * 12700:
            yield "less than 6 pt between paragraphs"
        spacing = shape.line_spacing
        if form.exact_line is None:
            if spacing is not None and not (isinstance(spacing, float) and 1 <= spacing <= 1.5):
                yield f"distance of lines {spacing}"
        elif not (hasattr(spacing, "pt") and form.exact_line[0] <= spacing.pt <= form.exact_line[1]):
            yield f"distance of lines {spacing}"

    def _signatures(self, block: Signatures) -> Iterator[str]:
        role = squeezed(block.right.role)
        table = next(
            (
                t
                for t in self.document.tables
                if role in squeezed(t.rows[0].cells[-1].text) and len(t.rows) == 1
            ),
            None,
        )
        if table is None:
            yield f"no signatures: {block.right.role}"
            return
        if table._tbl.find(f".//{qn('w:cantSplit')}") is None:
            yield "signatures may be split"
        before = table._tbl.getprevious()
        kept = None if before is None else before.find(f".//{qn('w:keepNext')}")
        if kept is None or kept.get(qn("w:val")) == "0":
            yield "signatures may stand alone"
        for cell, signer in zip(table.rows[0].cells, (block.left, block.right), strict=True):
            if signer is not None:
                yield from self._signer([line for line in cell.paragraphs if line.text], signer)
        at = self.paper.blocks.index(block)
        last = self.paper.blocks[at - 1] if at else None
        own = any(isinstance(other, Letterhead) for other in self.paper.blocks)
        if own and isinstance(last, Paragraph) and not plain(last.runs).endswith(self.form.end):
            yield f"the text does not end with {self.form.end}"

    def _signer(self, lines: list[Line], signer: Signer) -> Iterator[str]:
        form = self.form
        for text, line in zip(signer.authority, lines, strict=False):
            yield from self._looks("authority", line, text, form.signing, bold=True)
            if not re.match(form.authority, text):
                yield f"authority {text!r}"
        role = lines[len(signer.authority)]
        bold = form.role_bold or not signer.authority
        yield from self._looks("role", role, signer.role, form.signing, bold=bold)
        if signer.role != signer.role.upper():
            yield f"role not in capitals: {signer.role}"
        if signer.name:
            name = next((line for line in lines if line.text == signer.name), None)
            if name is None:
                yield f"the signer's name is missing: {signer.name}"
            else:
                yield from self._looks("name", name, signer.name, form.signing, bold=True)

    def _recipients(self, block: Recipients) -> Iterator[str]:
        form, head = self.form, self._line(block.title)
        if head is None:
            yield "recipients are missing"
            return
        underlined, slanted = bool(head.runs[0].underline), bool(head.runs[0].bold and head.runs[0].italic)
        if underlined != form.underlined or slanted == form.underlined:
            yield "style of the recipients' title"
        yield from self._sized("recipients' title", head, form.recipients_title)
        for text in block.lines:
            line = self._line(f"- {text}")
            if line is None:
                yield f"recipient is missing: {text}"
            else:
                yield from self._sized("recipient", line, form.recipients)
        if not re.fullmatch(form.archive, f"- {block.lines[-1]}"):
            yield f"last recipient: {block.lines[-1]}"

    def _rows(self) -> Iterator[str]:
        tables = [block for block in self.paper.blocks if isinstance(block, Table)]
        found = [table for table in self.document.tables if table.style and table.style.name == "Table Grid"]
        if len(found) != len(tables):
            yield f"{len(found)} tables instead of {len(tables)}"
        for table in found:
            head = table._tbl.tr_lst[0]
            if head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
                yield "a table does not repeat its head"
            if head.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None:
                yield "a table's head may be split"

    # -- lines --

    def _line(self, text: str) -> Line | None:
        return next((line for line in self.lines if text_of(line._p).strip() == text.strip()), None)

    def _looks(
        self, name: str, line: Line, text: str, size: Range, *, bold: bool, italic: bool = False
    ) -> Iterator[str]:
        if squeezed(text_of(line._p)) != squeezed(text):
            yield f"{name}: {line.text!r} instead of {text!r}"
        yield from self._sized(name, line, size)
        for run in line.runs:
            if (bool(run.bold), bool(run.italic)) != (bold, italic):
                yield f"{name}: style"

    def _sized(self, name: str, line: Line, size: Range) -> Iterator[str]:
        for run in line.runs:
            points = run.font.size.pt if run.font.size else None
            if points is None or not size[0] <= points <= size[1]:
                yield f"{name}: {points} pt"


def _is_rule(line: Line) -> bool:
    return line._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None and not line.text


# -- PDF -------------------------------------------------------------------------------------------------


def pdf_faults(data: bytes, paper: Paper) -> list[str]:
    """Everything that is wrong with the form of the PDF of `paper`."""
    with pypdfium2.PdfDocument(data) as document:
        return sorted(set(_pdf_faults(document, data, paper)))


def _pdf_faults(document: pypdfium2.PdfDocument, data: bytes, paper: Paper) -> Iterator[str]:
    form = FORMS[paper.profile]
    fonts = {name.decode() for name in re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", data)}
    if not any(name.startswith("LiberationSerif") for name in fonts):
        yield f"fonts {sorted(fonts)}"
    dated = paper.facts.get("closed_at") or paper.facts.get("opened_at")
    if bool(dated) != (b"pdfaid:part" in data):
        yield "not made for the archive" if dated else "a file for the archive without a date"
    for count, page in enumerate(document, start=1):
        width, height = (side / MM for side in page.get_size())
        landscape = width > height
        if sorted((round(width), round(height))) != [210, 297]:
            yield f"page {count}: paper {width:.0f} x {height:.0f}"
        for fault in _outside(page, form, landscape, width, height):
            yield f"page {count}: {fault}"
        text = squeezed(page.get_textpage().get_text_range())
        if paper.draft != (("dựthảo" if count > 1 else "DỰTHẢO") in (text.lower() if count > 1 else text)):
            yield f"page {count}: draft not marked" if paper.draft else f"page {count}: marked as a draft"
    texts = [page.get_textpage() for page in document]
    yield from _left_behind(texts, paper)
    for block in paper.blocks:
        if isinstance(block, Title):
            yield from _print_size("title", texts, block.text, form.title)
        elif isinstance(block, Letterhead):
            yield from _print_size("issuer", texts, block.issuer[0], form.issuer)
            for text, size in zip(block.right, form.right, strict=True):
                yield from _print_size("country", texts, text, size)
            if block.number:
                yield from _print_size("number", texts, block.number[:3], form.number)
    body = next((plain(block.runs) for block in paper.blocks if isinstance(block, Paragraph)), "")
    if body:
        yield from _print_size("body", texts, " ".join(body.split()[:2]), form.body)


def _left_behind(pages: list[Any], paper: Paper) -> Iterator[str]:
    """Titles at the end of a page, whose text is on the next one."""
    titles = [text for text in map(_titled, paper.blocks) if text]
    for count, page in enumerate(pages[:-1], start=1):
        said = squeezed(page.get_text_range())
        for text in titles:
            if said.endswith(squeezed(printable(text))):
                yield f"page {count}: ends with a title: {text[:40]}"


def _titled(block: Any) -> str:
    """What the block says if it is a title, or introduces something; else nothing."""
    if isinstance(block, Heading):
        return block.text
    if not isinstance(block, Paragraph):
        return ""
    said = plain(block.runs).strip()
    return said if said.endswith(":") or all(part.bold for part in block.runs) else ""


def _outside(page: Any, form: Form, landscape: bool, width: float, height: float) -> Iterator[str]:
    """What is printed beyond the margins; the page's number stands in the upper one."""
    top, right, bottom, left = form.margins
    top, right, bottom, left = (left, top, right, bottom) if landscape else (top, right, bottom, left)
    text = page.get_textpage()
    letters = enumerate(text.get_text_range())
    for x0, y0, x1, _ in (text.get_charbox(at) for at, char in letters if not char.isspace()):
        x0, y0, x1 = x0 / MM, y0 / MM, x1 / MM
        if x0 < left[0] - 1:
            yield "text in the left margin"
        if x1 > width - right[0] + 1:
            yield "text in the right margin"
        if y0 < bottom[0] - 1:
            yield "text in the lower margin"


def _print_size(name: str, pages: list[Any], text: str, size: Range) -> Iterator[str]:
    """Whether the first place where the text is printed has its size."""
    for page in pages:
        if (found := page.search(text, match_case=True).get_next()) is not None:
            points = round(pdfium.FPDFText_GetFontSize(page, found[0]), 1)
            if not size[0] <= points <= size[1]:
                yield f"{name}: {points} pt"
            return
    yield f"{name} is missing: {text}"


def same_text(word: bytes, pdf: bytes, paper: Paper) -> str:
    """Empty when the PDF says what the Word file says, letter for letter and in order; else where they part.

    What stands on every page of the PDF only is left aside: its number, that it is a draft, heads of tables that
    go on. A letter that no font has is a box in the PDF.
    """
    wanted = squeezed(printable(docx_text(word)))
    at = 0
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    for count, text in enumerate(pages, start=1):
        rest = next(
            (form for form in _without_margin(text, count, paper) if wanted.startswith(form, at)), None
        )
        if rest is None:
            ends = next(n for n in range(len(text) + 1) if not wanted.startswith(text[: n + 1], at))
            return f"page {count}: {text[max(0, ends - 30) : ends + 60]!r} instead of {wanted[at + max(0, ends - 30) : at + ends + 60]!r}"
        at += len(rest)
    return "" if at == len(wanted) else f"missing at the end: {wanted[at : at + 80]!r}"


def _without_margin(text: str, count: int, paper: Paper) -> Iterator[str]:
    """The page's text, and the same with what may stand over it taken away."""
    yield text
    if count == 1:
        return
    heads = {squeezed("".join(c.header for c in b.columns)) for b in paper.blocks if isinstance(b, Table)}
    for number in range(4):
        if not text[:number].isdigit() and number:
            return
        rest = text[number:].removeprefix(squeezed(draft_line(paper)) if paper.draft else "")
        yield rest
        yield from (rest.removeprefix(head) for head in heads if rest.startswith(head))


def squeezed(text: str) -> str:
    """Without white space and invisible letters; a hyphen at the end of a line is a hyphen."""
    text = text.replace("\x02", "-").replace("\ufffe", "-").replace("\u2011", "-")
    return "".join(char for char in text if not char.isspace() and char not in INVISIBLE)
