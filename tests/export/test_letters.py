"""Letters in Word: each has its code as a symbol that a scanner reads, twice, and the slip behind it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

import docx
import pypdfium2
import pytest
import zxingcpp
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from paper_day import PARTY, STATE, PaperDay
from PIL import Image

from meeting_tui.domain.codes import make_code, short_form
from meeting_tui.domain.papers.invitation import bound, invitations
from meeting_tui.domain.plan import Plan
from meeting_tui.export import to_docx
from meeting_tui.export.letters import SIDE_MM, letters_docx, png
from meeting_tui.export.pdf import invitations_pdf

CODES = [make_code(1_164_855 + count, 42, 7) for count in range(2)]


def day_of(plan: Plan = STATE) -> PaperDay:
    day = PaperDay(plan)
    for code, village in zip(CODES, ("thôn 1", "thôn 2"), strict=True):
        day.person(village, "Nguyễn Văn An", here=False, village=village, salutation="Ông", code=code)
    return day


def letters(plan: Plan = STATE, at_once: int = 20) -> bytes:
    return letters_of(day_of(plan), at_once, CODES)


def letters_of(day: PaperDay, at_once: int, codes: list[str]) -> bytes:
    meeting, profile = day.meeting, day.profile
    return letters_docx(bound(meeting, profile, invitations(meeting, profile), at_once), codes)


def read(picture: bytes) -> str:
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return str(found.text)


def test_the_symbol_is_read_again() -> None:
    assert [read(png(code)) for code in CODES] == CODES


@pytest.mark.parametrize("at_once", [1, 20])
@pytest.mark.parametrize("plan", [STATE, PARTY], ids=["state", "party"])
def test_each_letter_and_each_slip_has_the_symbol_of_its_person(plan: Plan, at_once: int) -> None:
    document = docx.Document(io.BytesIO(letters(plan, at_once)))
    lines = [line for line in document.paragraphs if line.text.strip() in map(short_form, CODES)]
    assert [line.text.strip() for line in lines] == [short_form(code) for code in CODES for _ in range(2)]
    for line, code in zip(lines, [code for code in CODES for _ in range(2)], strict=True):
        (blip,) = line._p.xpath(".//a:blip")
        key = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
        assert read(document.part.related_parts[key].blob) == code
    assert {round(shape.width.mm) for shape in document.inline_shapes} == {25}


@pytest.mark.parametrize("plan", [STATE, PARTY], ids=["state", "party"])
def test_the_short_code_stands_in_the_middle_under_its_symbol(plan: Plan) -> None:
    """Left under the letter, right on the slip, as in the printed ones."""
    document = docx.Document(io.BytesIO(letters(plan)))
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    lines = [line for line in document.paragraphs if line.text.strip() in map(short_form, CODES)]
    for line, at_right in zip(lines, [False, True] * len(CODES), strict=True):
        shape = line.paragraph_format
        assert (shape.alignment, shape.first_line_indent) == (WD_ALIGN_PARAGRAPH.CENTER, 0)
        left, right = shape.left_indent, shape.right_indent
        assert (left > 0, right > 0) == (at_right, not at_right)
        assert Mm(SIDE_MM) < room - left - right < Mm(SIDE_MM + 5)


@pytest.mark.parametrize("plan", [STATE, PARTY], ids=["state", "party"])
def test_letters_say_in_word_what_they_say_in_print(plan: Plan) -> None:
    """The office edits the one and prints the other; nobody compares them."""
    day = day_of(plan)
    made = invitations(day.meeting, day.profile)
    with pypdfium2.PdfDocument(invitations_pdf(made, day.profile)) as printed:
        in_print = words(" ".join(page.get_textpage().get_text_range() for page in printed))
    document = docx.Document(io.BytesIO(letters_of(day, 20, CODES)))
    in_word = words(" ".join(text_of(line) for line in document.element.body.iter(qn("w:p"))))
    assert in_word - in_print == Counter()
    assert in_print - in_word == Counter()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def text_of(line: Any) -> str:
    hyphen = qn("w:noBreakHyphen")
    return "".join("-" if part.tag == hyphen else part.text for part in line.iter(qn("w:t"), hyphen))


def test_letters_that_were_laid_out_apart_are_one_document() -> None:
    """Each letter and each slip begins a section on a new page, with its own page numbers and one header for all."""
    documents = [docx.Document(io.BytesIO(letters(at_once=size))) for size in (1, 20)]
    said = [[line.text for line in document.paragraphs if line.text] for document in documents]
    assert said[0] == said[1]
    for document in documents:
        assert len(document.sections) == 4
        assert [section.header.is_linked_to_previous for section in document.sections] == [
            False,
            True,
            True,
            True,
        ]


def test_no_code_is_left_as_bare_digits() -> None:
    with zipfile.ZipFile(io.BytesIO(letters())) as packed:
        body = packed.read("word/document.xml").decode()
    assert not any(code in body for code in CODES)


def test_the_slip_has_the_fields_of_the_printed_one() -> None:
    """Handbook, 3; no number of an ID card is asked for."""
    day = day_of()
    made = invitations(day.meeting, day.profile)
    (paper,) = bound(day.meeting, day.profile, made, 20)
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(to_docx(paper))).paragraphs)
    text = text.replace("\xa0", " ")
    office = ("received_at", "received_by", "queue_no", "prepared_by")
    unused = {"salutation", "men", "women", *office}
    assert [
        label for name, label in made.sheets.labels.items() if name not in unused and label not in text
    ] == []
    assert "Ông Nguyễn Văn An" in text
    assert made.sheets.slips[0].notice in text


def test_nobody_invited_makes_an_empty_paper() -> None:
    assert letters_of(PaperDay(), 20, []).startswith(b"PK")
