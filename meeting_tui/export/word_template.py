"""A paper in the office's own Word template. Imports python-docx and jinja2; for templates without faults.

jinja2 alone, without docxtpl: that repairs broken XML by leaving text out and changes values that look like tags. Here
every value is text, escaped; the sandbox is the second fence, after `templates_tags.faults_of`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Imprint,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Title,
    To,
)
from meeting_tui.domain.text import clean
from meeting_tui.export import templates_tags as tags
from meeting_tui.export import word
from meeting_tui.export import word_xml as xml
from meeting_tui.export.layout import title_lines
from meeting_tui.export.templates import RECIPIENTS
from meeting_tui.export.unbroken import HYPHEN, unbroken

Text = str | list[str]
_IN_TEMPLATE = Letterhead | Title | Subject | To | Signatures | Recipients
STYLE = "Meeting text"
GRID = "Table Grid"
_NEXT_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_NO_BREAK = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'


def document_bytes(paper: Paper, template: bytes) -> bytes:
    """The paper: letterhead, title, signatures and recipients from the template, the rest as it is laid out without one."""
    document = docx.Document(BytesIO(template))
    texts = texts_of(paper)
    page = word.Page(paper, document)
    for name, size in (("tieu_de", page.look.title.size), ("trich_yeu", page.look.title.subject)):
        texts[name] = "\n".join(title_lines(str(texts[name]), page.width, size))
    _fill(document, {name: _value(text) for name, text in texts.items()})
    _lay_out(page, *_parted(paper))
    word.set_properties(page)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts_of(paper: Paper) -> dict[str, Text]:
    """What the paper puts into each tag but its body; empty where it has no such text."""
    main, _, _ = _parted(paper, whole=True)
    found = {type(block): block for block in main}
    head, sign = found.get(Letterhead), found.get(Signatures)
    title, subject, to, received = (found.get(kind) for kind in (Title, Subject, To, Recipients))
    texts: dict[str, Text] = {
        "co_quan_cap_tren": "\n".join(head.superior) if isinstance(head, Letterhead) else "",
        "co_quan": "\n".join(head.issuer) if isinstance(head, Letterhead) else "",
        "so": head.number if isinstance(head, Letterhead) else "",
        "ngay_thang": head.place_date if isinstance(head, Letterhead) else "",
        "ve_viec": head.about if isinstance(head, Letterhead) else "",
        "tieu_de": title.text if isinstance(title, Title) else "",
        "trich_yeu": subject.text if isinstance(subject, Subject) else "",
        "kinh_gui": "; ".join(to.lines) if isinstance(to, To) else "",
        RECIPIENTS: list(received.lines) if isinstance(received, Recipients) else [],
    }
    right = sign.right if isinstance(sign, Signatures) else Signer(role="")
    left = (isinstance(sign, Signatures) and sign.left) or Signer(role="")
    texts |= {
        "ky_thay": "\n".join(right.authority),
        "chuc_vu": right.role,
        "ghi_chu_ky": right.note,
        "nguoi_ky": right.name,
        "ben_trai_chuc_vu": "\n".join((*left.authority, left.role)),
        "ben_trai_ghi_chu": left.note,
        "ben_trai_nguoi_ky": left.name,
    }
    return texts


def _parted(paper: Paper, *, whole: bool = False) -> tuple[list[AnyBlock], list[AnyBlock], list[AnyBlock]]:
    """The text, the small print under the signatures, the appendices. `whole`: with what the template says."""
    blocks = list(paper.blocks)
    end = next((at for at, block in enumerate(blocks) if isinstance(block, Appendix)), len(blocks))
    main = [block for block in blocks[:end] if whole or not isinstance(block, _IN_TEMPLATE | Imprint)]
    return main, [block for block in blocks[:end] if isinstance(block, Imprint)], blocks[end:]


# -- filling ---------------------------------------------------------------------------------------------


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


# -- laying out ------------------------------------------------------------------------------------------


def _lay_out(
    page: word.Page, text: list[AnyBlock], small: list[AnyBlock], appendices: list[AnyBlock]
) -> None:
    """The text in the place of its tag; what follows the tag in the template stays behind the text."""
    body = page.document.element.body
    place = next(mark for mark in body if _is_place(mark))
    rest = [element for element in place.itersiblings() if element.tag != qn("w:sectPr")]
    of_office = [*place.itersiblings(preceding=True), *rest]
    for element in (place, *rest):
        body.remove(element)
    _add_styles(page)
    word.lay(page, text)
    word.keep_last(page)
    for element in rest:
        body.sectPr.addprevious(element)
    if page.paper.draft:
        word.mark_template(page)
    word.lay(page, [*small, *appendices])
    _name_style(page, [element for element in body if element not in of_office])


def _is_place(element: Any) -> bool:
    return bool(element.xpath("./w:pPr/w:pStyle/@w:val") == [tags.BODY_STYLE])


def _add_styles(page: word.Page) -> None:
    """What the text is laid out with: an office's own `Normal` may have another family and other spaces."""
    styles, look = page.document.styles, page.look
    if GRID not in styles:
        styles.element.append(deepcopy(docx.Document().styles[GRID].element))
    if STYLE in styles:
        return
    style = styles.add_style(STYLE, WD_STYLE_TYPE.PARAGRAPH)
    xml.name_font(style.element.get_or_add_rPr(), look.fonts.word)
    xml.name_language(style.element.get_or_add_rPr(), look.fonts.language)
    style.font.size = Pt(look.body.size)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing, shape.widow_control = 1.0, True


def _name_style(page: word.Page, elements: Iterable[Any]) -> None:
    name = page.document.styles[STYLE].style_id
    for element in elements:
        for line in element.iter(qn("w:p")):
            properties = line.get_or_add_pPr()
            if properties.pStyle is None:
                properties.style = name
