"""What a paper puts into the office's template, and whether all of it is there afterwards. Imports python-docx."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Title,
    To,
)
from meeting_tui.domain.text import clean, fold
from meeting_tui.export.templates_names import RECIPIENTS, SEVERAL
from meeting_tui.export.templates_tags import text_parts

Text = str | list[str]
IN_TEMPLATE = Letterhead | Title | Subject | To | Signatures | Recipients
"""What the template says in its own layout."""
_SIGNS = {qn("w:noBreakHyphen"): "-", qn("w:br"): " ", qn("w:tab"): " "}
_SHORT = 4
"""Letters of a text that other words may hold by chance."""


def main_blocks(paper: Paper) -> Iterator[AnyBlock]:
    """Everything before the appendices."""
    for block in paper.blocks:
        if isinstance(block, Appendix):
            return
        yield block


def texts_of(paper: Paper) -> dict[str, Text]:
    """What the paper puts into each tag but its body; empty where it has no such text."""
    found = {type(block): block for block in main_blocks(paper)}
    head, sign = found.get(Letterhead), found.get(Signatures)
    title, subject, to, received = (found.get(kind) for kind in (Title, Subject, To, Recipients))
    addressed = to.lines if isinstance(to, To) else ()
    several = len(addressed) > 1
    texts: dict[str, Text] = {
        "co_quan_cap_tren": "\n".join(head.superior) if isinstance(head, Letterhead) else "",
        "co_quan": "\n".join(head.issuer) if isinstance(head, Letterhead) else "",
        "so": head.number if isinstance(head, Letterhead) else "",
        "ngay_thang": head.place_date if isinstance(head, Letterhead) else "",
        "ve_viec": head.about if isinstance(head, Letterhead) else "",
        "tieu_de": title.text if isinstance(title, Title) else "",
        "trich_yeu": subject.text if isinstance(subject, Subject) else "",
        "kinh_gui": "; ".join(line.rstrip(";.") for line in addressed) if several else "".join(addressed),
        SEVERAL: list(addressed) if several else [],
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


def lost(paper: Paper, document: Document) -> list[tuple[str, str]]:
    """Texts that the filled template does not show, one of each tag; no tag: the country's or the Party's name.

    Each is looked for in what the longer ones left over: two who sign may have the same note, and `CHỦ TỊCH` stands in
    `KT. CHỦ TỊCH`, too.
    """
    printed = _compared(" ".join(_printed(document)))
    missing: dict[str, str] = {}
    for name, text in sorted(_wanted(paper), key=lambda pair: -len(_compared(pair[1]))):
        words = _compared(text)
        alone = r"(?<!\w){}(?!\w)" if len(words) < _SHORT else "{}"
        rest, found = re.subn(alone.format(re.escape(words)), "\n", printed, count=1)
        if words and not found:
            missing[name] = text
        printed = rest
    return [(name, " ".join(text.split())) for name, text in missing.items()]


def _wanted(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text that is printed beside the body, with its tag."""
    texts = texts_of(paper)
    for name, text in texts.items():
        if isinstance(text, str):
            if name != "kinh_gui" or not texts[SEVERAL]:
                yield name, text
        else:
            for one in text:
                yield name, one.rstrip(";.") if name == SEVERAL else one
    for block in paper.blocks:
        if isinstance(block, Letterhead):
            yield from (("", line) for line in block.right)


def _printed(document: Document) -> Iterator[str]:
    for root in text_parts(document):
        for line in root.iter(qn("w:p")):
            parts = line.iter(qn("w:t"), *_SIGNS)
            yield "".join(_SIGNS.get(part.tag) or part.text or "" for part in parts)


def _compared(text: str) -> str:
    """As somebody may have typed it over a tag: other capitals, spaces and dashes are the same words."""
    return fold(re.sub("[\u2010-\u2015]", "-", clean(text)))
