"""A paper in the office's own Word template. Imports python-docx and jinja2; for templates without faults.

jinja2 alone, without docxtpl: that repairs broken XML by leaving text out and changes values that look like tags. Here
every value is text, escaped; the sandbox is the second fence, after `templates_tags.faults_of`. What was filled is read
again: a template that lost a text, by a tag that is not there or by an `if`, is not used for that paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

import docx
import msgspec
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.font import Font
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from meeting_tui.domain.papers.blocks import AnyBlock, Imprint, Paper
from meeting_tui.domain.text import clean
from meeting_tui.export import templates_tags as tags
from meeting_tui.export import word
from meeting_tui.export import word_xml as xml
from meeting_tui.export.layout import landscapes, title_lines
from meeting_tui.export.templates_names import FILES, TemplateFault
from meeting_tui.export.templates_texts import IN_TEMPLATE, Text, lost, main_blocks, texts_of
from meeting_tui.export.unbroken import HYPHEN, unbroken

STYLE = "Meeting text"
GRID = "Table Grid"
_SHOWN = 60
_NEXT_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_NO_BREAK = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


class Unfit(Exception):
    """This paper cannot be made with this template. `faults`: why."""

    def __init__(self, faults: list[TemplateFault]) -> None:
        super().__init__(faults)
        self.faults = faults


def document_bytes(paper: Paper, template: bytes) -> bytes:
    """The paper: letterhead, title, signatures and recipients from the template, the rest as it is laid out without one.

    Raises Unfit, whatever goes wrong with the template.
    """
    try:
        page = _filled(paper, template)
        _number_pages(page)
        _lay_out(page, *_parted(paper))
        word.set_properties(page)
        stream = BytesIO()
        page.document.save(stream)
    except Unfit:
        raise
    except Exception as error:  # what a file from outside does to python-docx, lxml and jinja2, who knows
        raise Unfit([_fault(paper, "fails")]) from error
    return stream.getvalue()


def misfits(paper: Paper, template: bytes) -> list[TemplateFault]:
    """What would be lost of this paper, and notes on a template that can be used."""
    parts = tuple(block for block in paper.blocks if isinstance(block, IN_TEMPLATE))
    try:
        document_bytes(msgspec.structs.replace(paper, blocks=parts), template)
    except Unfit as unfit:
        return unfit.faults
    document = docx.Document(BytesIO(template))
    return [] if _numbered(document) or _has_room(document.sections[0]) else [_fault(paper, "no_number")]


def _parted(paper: Paper) -> tuple[list[AnyBlock], list[AnyBlock], list[AnyBlock]]:
    """The text, the small print under the signatures, the appendices; without what the template says."""
    main = list(main_blocks(paper))
    text: list[AnyBlock] = [block for block in main if not isinstance(block, IN_TEMPLATE | Imprint)]
    return text, [block for block in main if isinstance(block, Imprint)], list(paper.blocks[len(main) :])


def _fault(paper: Paper, code: str, *, tag: str = "", place: str = "") -> TemplateFault:
    shown = place if len(place) <= _SHOWN else f"{place[:_SHOWN]}…"
    return TemplateFault(code=code, file=FILES.get(paper.kind, paper.kind), tag=tag, place=shown)


# -- filling ---------------------------------------------------------------------------------------------


def _filled(paper: Paper, template: bytes) -> word.Page:
    """Raises Unfit where a text of the paper would be lost."""
    document = docx.Document(BytesIO(template))
    page, texts = word.Page(paper, document), texts_of(paper)
    if landscapes(paper)[0] and page.width < page.height:
        raise Unfit([_fault(paper, "upright")])
    printed = {**texts, **{name: _titled(page, name, str(texts[name])) for name in ("tieu_de", "trich_yeu")}}
    _fill(document, {name: _value(text) for name, text in printed.items()})
    if gone := lost(paper, document):
        raise Unfit(
            [_fault(paper, "loses" if tag else "loses_words", tag=tag, place=text) for tag, text in gone]
        )
    return page


def _titled(page: word.Page, name: str, text: str) -> str:
    """Broken into even lines where they can be measured: alone over the page's width, in our font."""
    # not `document.paragraphs`: it would hold fast to a body that filling puts another in the place of
    for line in (WordParagraph(found, page.document) for found in page.document.element.body.p_lst):
        if re.fullmatch(rf"\s*\{{\{{\s*{name}\s*\}}\}}\s*", line.text):
            family, size = _font(next(run for run in line.runs if "{" in run.text), line)
            if family == page.look.fonts.word and size:
                return "\n".join(title_lines(text, page.width, size))
    return text


def _font(run: WordRun, line: WordParagraph) -> tuple[str | None, float | None]:
    """Family and size in which a run is printed: its own, else of its paragraph's style and those under that."""
    fonts: list[Font] = [run.font]
    style = line.style
    while style is not None:
        fonts.append(style.font)
        style = style.base_style
    family = next((font.name for font in fonts if font.name), None)
    size = next((font.size.pt for font in fonts if font.size), None)
    return family, size


def _value(text: Text) -> Markup | list[Markup]:
    """As it stands inside a `w:t`."""
    if isinstance(text, list):
        return [one for one in map(_value, text) if isinstance(one, Markup)]
    told = escape(unbroken(clean(text)))
    return Markup(str(told).replace("\n", _NEXT_LINE).replace(HYPHEN, _NO_BREAK))


def _fill(document: Document, values: dict[str, Any]) -> None:
    for root in list(tags.text_parts(document)):
        made = parse_xml(_environment().from_string(tags.make_ready(root)).render(values).encode())
        for cell in made.iter(qn("w:tc"), qn("w:hdr"), qn("w:ftr")):
            if not len(cell) or cell[-1].tag != qn("w:p"):
                cell.append(xml.element("w:p"))
        root[:] = list(made)


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        variable_start_string=tags.OPEN,
        variable_end_string=tags.CLOSE,
        block_start_string=tags.BEGIN,
        block_end_string=tags.END,
        comment_start_string="\ue004",
        comment_end_string="\ue005",
        keep_trailing_newline=True,
    )


# -- page numbers ----------------------------------------------------------------------------------------


def _numbered(document: Document) -> bool:
    """Whether a header or a footer counts the pages: LibreOffice drops those that it finds no place for."""
    return any(
        re.search(r"\bPAGE\b", field.get(qn("w:instr")) or field.text or "")
        for root in tags.text_parts(document)
        for field in root.iter(qn("w:instrText"), qn("w:fldSimple"))
    )


def _has_room(section: Section) -> bool:
    """Whether our number can stand in the header, from the second page on, and nothing goes from the first."""
    shows = any(_shows(part) for part in (section.header, section.footer))
    return section.different_first_page_header_footer or not shows


def _shows(part: Any) -> bool:
    seen = ".//w:t[text()] | .//w:drawing | .//w:pict | .//w:object"
    return not part.is_linked_to_previous and bool(part._element.xpath(seen))


def _number_pages(page: word.Page) -> None:
    """The number that the guide wants, where the office's template has none."""
    first = page.document.sections[0]
    if _numbered(page.document) or not _has_room(first):
        return
    first.different_first_page_header_footer = True
    if _shows(first.header):
        line = first.header.add_paragraph()
    else:
        line, first.header_distance = first.header.paragraphs[0], Mm(page.look.page.header)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    xml.add_page_number(line, page.look.page.number)


# -- laying out ------------------------------------------------------------------------------------------


def _lay_out(
    page: word.Page, text: list[AnyBlock], small: list[AnyBlock], appendices: list[AnyBlock]
) -> None:
    """The text in the place of its tag; what follows the tag in the template stays behind the text."""
    body = page.document.element.body
    place = next(mark for mark in body if _is_place(mark))
    own = WordRun(place.r_lst[0], page.document).font.name
    rest = [element for element in place.itersiblings() if element.tag != qn("w:sectPr")]
    of_office = [*place.itersiblings(preceding=True), *rest]
    for element in (place, *rest):
        body.remove(element)
    style = _text_style(page, own)
    word.lay(page, text)
    word.keep_last(page)
    for element in rest:
        body.sectPr.addprevious(element)
    if page.paper.draft:
        word.mark_template(page)
    word.lay(page, [*small, *appendices])
    _name_style(style, [element for element in body if element not in of_office])


def _is_place(element: Any) -> bool:
    return bool(element.xpath("./w:pPr/w:pStyle/@w:val") == [tags.BODY_STYLE])


def _text_style(page: word.Page, family: str | None) -> str:
    """The id of what the text is laid out with: as the template has it, else as the guide wants, since an office's own
    `Normal` may have another family and other spaces. `family`: that of the tag, which goes before both."""
    styles = page.document.styles
    if GRID not in styles:
        styles.element.append(deepcopy(docx.Document().styles[GRID].element))
    if STYLE not in styles:
        style = add_style(page.document)
        xml.name_font(style.element.get_or_add_rPr(), page.look.fonts.word)
        xml.name_language(style.element.get_or_add_rPr(), page.look.fonts.language)
        style.font.size = Pt(page.look.body.size)
    style = styles[STYLE]
    if family:
        xml.name_font(style.element.get_or_add_rPr(), family)
    return str(style.style_id)


def add_style(document: Document) -> Any:
    """The spaces of the text; its family is that of `Normal`, sizes stand at the words."""
    style = document.styles.add_style(STYLE, WD_STYLE_TYPE.PARAGRAPH)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing, shape.widow_control = 1.0, True
    return style


def _name_style(name: str, elements: Iterable[Any]) -> None:
    for element in elements:
        for line in element.iter(qn("w:p")):
            properties = line.get_or_add_pPr()
            if properties.pStyle is None:
                properties.style = name
