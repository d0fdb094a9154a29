"""Every paper in every profile before a strict clerk, and the clerk before planted faults."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import msgspec
import pytest
from check_papers import docx_faults, pdf_faults, same_text
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from paper_samples import hostile_paper, state_paper
from papers_of_the_day import KINDS, PLANS, trees

from meeting_tui.domain.papers.blocks import Paper, Title, paragraph
from meeting_tui.export import look, to_docx, to_pdf


@pytest.mark.parametrize("profile", PLANS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_in_its_form_and_pdf_and_word_agree(kind: str, profile: str) -> None:
    """Page, margins, fonts, letterhead, number, title, body, signatures, recipients; text for text."""
    papers = trees(kind, profile)
    assert papers
    for paper in papers:
        word, pdf = to_docx(paper), to_pdf(paper)
        assert docx_faults(word, paper) == []
        assert pdf_faults(pdf, paper) == []
        assert same_text(word, pdf, paper) == ""


def test_a_hostile_draft_is_in_its_form_too() -> None:
    paper = hostile_paper()
    assert docx_faults(to_docx(paper), paper) == []
    assert pdf_faults(to_pdf(paper), paper) == []


# -- planted faults --------------------------------------------------------------------------------------


def line(document: Document, text: str) -> docx.text.paragraph.Paragraph:
    lines = (docx.text.paragraph.Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p")))
    return next(found for found in lines if found.text.startswith(text))


def _margin(document: Document) -> None:
    document.sections[0].left_margin = Mm(20)


def _paper_size(document: Document) -> None:
    document.sections[0].page_width = Mm(216)


def _number_on_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def _other_font(document: Document) -> None:
    line(document, "BIÊN BẢN").runs[0].font.name = "Arial"


def _theme_font(document: Document) -> None:
    del document.styles["Normal"].element.find(f".//{qn('w:rFonts')}").attrib[qn("w:cs")]


def _small_issuer(document: Document) -> None:
    line(document, "ỦY BAN").runs[0].font.size = Pt(10)


def _number_without_blank(document: Document) -> None:
    line(document, "Số:").runs[0].text = "Số: 5/BB-UBND"


def _rule_gone(document: Document) -> None:
    rule = document.tables[0].rows[0].cells[1]._tc.find(f".//{qn('w:pBdr')}")
    rule.getparent().remove(rule)


def _ragged(document: Document) -> None:
    line(document, "Hôm nay").alignment = 0


def _close_lines(document: Document) -> None:
    line(document, "Hôm nay").paragraph_format.space_before = Pt(0)


def _light_role(document: Document) -> None:
    line(document, "CHỦ TỌA").runs[0].bold = False


def _lonely_signatures(document: Document) -> None:
    line(document, "Hội nghị kết thúc").paragraph_format.keep_with_next = False


def _title_left(document: Document) -> None:
    line(document, "II. ").paragraph_format.keep_with_next = False


def _large_recipient(document: Document) -> None:
    line(document, "- Lưu").runs[0].font.size = Pt(14)


def _head_once(document: Document) -> None:
    for table in document.tables:
        for mark in list(table._tbl.iter(qn("w:tblHeader"))):
            mark.getparent().remove(mark)


def _language(document: Document) -> None:
    document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}").set(qn("w:val"), "en-US")


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (_margin, "section 1: left margin 20.0"),
        (_paper_size, "section 1: paper 216 x 297"),
        (_number_on_first_page, "section 1: page number on the first page"),
        (_other_font, "font Arial in the text"),
        (_theme_font, "Normal: fonts "),
        (_small_issuer, "issuer: 10.0 pt"),
        (_number_without_blank, "number line 'Số: 5/BB-UBND'"),
        (_rule_gone, "no rule under the country's name"),
        (_ragged, "body not justified"),
        (_close_lines, "less than 6 pt between paragraphs"),
        (_light_role, "role: style"),
        (_lonely_signatures, "signatures may stand alone"),
        (_title_left, "a title may stay behind: II. "),
        (_large_recipient, "recipient: 14.0 pt"),
        (_head_once, "a table does not repeat its head"),
        (_language, "language is not vi-VN"),
    ],
)
def test_a_planted_fault_is_found(plant: Callable[[Document], None], found: str) -> None:
    """A checker that sees nothing would let every paper through."""
    document = docx.Document(io.BytesIO(to_docx(state_paper())))
    plant(document)
    stream = io.BytesIO()
    document.save(stream)
    assert any(fault.startswith(found) for fault in docx_faults(stream.getvalue(), state_paper()))


@pytest.mark.parametrize(
    ("part", "value", "found"),
    [
        ("page.margins", (20, 5, 20, 40), "page 1: text in the right margin"),
        ("page.margins", (20, 25, 20, 20), "page 1: text in the left margin"),
        ("title.size", 18, "title: 18.0 pt"),
        ("body.size", 12, "body: 12.0 pt"),
        ("letterhead.number", 9, "number: 9.0 pt"),
        ("fonts.pdf", ("DejaVu Sans Mono",), "fonts ['DejaVuSansMono"),
    ],
)
def test_a_fault_in_the_pdf_is_found(
    part: str, value: object, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PDF is measured too, not only the settings it was made from."""
    table, key = part.split(".")
    wrong = look.look_of("nd30")
    wrong = msgspec.structs.replace(
        wrong, **{table: msgspec.structs.replace(getattr(wrong, table), **{key: value})}
    )
    monkeypatch.setattr("meeting_tui.export.pdf.look_of", lambda profile: wrong)
    monkeypatch.setattr("meeting_tui.export.pdf._look", _uncached)
    assert any(fault.startswith(found) for fault in pdf_faults(to_pdf(state_paper()), state_paper()))


def _uncached(profile: str) -> dict[str, object]:
    from meeting_tui.export import pdf

    told = pdf.look_of(profile)
    return {**msgspec.to_builtins(told), "lying": told.margins(landscape=True), "draft": 10}


def pushed_down(lines: int) -> Paper:
    """The minutes with so many lines more on their first page."""
    head, body = state_paper().blocks[:4], state_paper().blocks[4:]
    return msgspec.structs.replace(
        state_paper(), blocks=(*head, *(paragraph("dòng.") for _ in range(lines)), *body)
    )


@pytest.mark.parametrize("lines", range(0, 36, 3))
def test_no_page_ends_with_a_title(lines: int) -> None:
    """Wherever the page ends, what a title names is on its page."""
    assert [
        fault for fault in pdf_faults(to_pdf(pushed_down(lines)), pushed_down(lines)) if "title" in fault
    ] == []


def test_a_title_left_behind_in_the_pdf_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meeting_tui.export.pdf.introduces", lambda block: False)
    papers = [pushed_down(lines) for lines in range(0, 36, 3)]
    assert any("ends with a title" in fault for paper in papers for fault in pdf_faults(to_pdf(paper), paper))


def test_a_draft_without_its_mark_is_found() -> None:
    """Told to be a draft, the clerk looks for the mark on every page."""
    done = state_paper()
    draft = msgspec.structs.replace(done, draft=True)
    assert "section 1: draft not marked" in docx_faults(to_docx(done), draft)
    assert "page 2: draft not marked" in pdf_faults(to_pdf(done), draft)


def test_a_lost_or_moved_word_is_found() -> None:
    paper = state_paper()
    blocks = tuple(Title(text="BÁO CÁO") if isinstance(block, Title) else block for block in paper.blocks)
    other = msgspec.structs.replace(paper, blocks=blocks)
    assert "BÁOCÁO" in same_text(to_docx(other), to_pdf(paper), paper)
    shorter = msgspec.structs.replace(paper, blocks=paper.blocks[:-1])
    assert re.match(r"missing at the end|page \d", same_text(to_docx(paper), to_pdf(shorter), paper))


def test_swapped_lines_are_found() -> None:
    paper = state_paper()
    swapped: Paper = msgspec.structs.replace(
        paper, blocks=(*paper.blocks[:4], *paper.blocks[5:7], paper.blocks[4], *paper.blocks[7:])
    )
    assert same_text(to_docx(swapped), to_pdf(paper), paper)
