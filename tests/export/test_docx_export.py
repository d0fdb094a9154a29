"""The Word document, read again: text, order, layout of the decree and of the party's guide."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from check_papers import text_of
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from paper_samples import CLEANED, HOSTILE, hostile_paper, party_paper, state_paper

from meeting_tui.domain.papers.blocks import (
    Appendix,
    Column,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Span,
    Table,
    To,
    paragraph,
    plain,
)
from meeting_tui.export import to_docx
from meeting_tui.export.measure import width


def opened(paper: Paper) -> Document:
    return docx.Document(io.BytesIO(to_docx(paper)))


@pytest.fixture(scope="module")
def state() -> Document:
    return opened(state_paper())


@pytest.fixture(scope="module")
def party() -> Document:
    return opened(party_paper())


def all_text(document: Document) -> list[str]:
    """Paragraphs in order, tables included."""
    return [text_of(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]


def paragraph_with(document: Document, text: str) -> Any:
    return next(found for found in document.paragraphs if text in text_of(found._p))


def test_text_stands_in_the_order_of_the_tree(state: Document) -> None:
    printed = iter(all_text(state))
    wanted = [plain(block.runs) for block in state_paper().blocks if isinstance(block, Paragraph)]
    assert all(text in printed for text in ["ỦY BAN NHÂN DÂN", "Số:      /BB-UBND", "BIÊN BẢN", *wanted])
    assert all(text in printed for text in ["THƯ KÝ", "Nơi nhận:", "- Lưu: VT, Hồ sơ.", "CHỦ TỌA"])


def test_sheet_and_margins(state: Document) -> None:
    section = state.sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides if side] == [20, 15, 20, 30]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_page_number_from_the_second_page_on(state: Document) -> None:
    section = state.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == 1
    assert not section.first_page_header.paragraphs[0].text


def test_fonts_in_all_four_slots_and_language(state: Document) -> None:
    fonts = state.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert len(fonts.attrib) == 4
    assert not re.search(r"w:rFonts[^>]*Theme", state.styles["Normal"].element.xml)
    language = state.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_letterhead_columns_and_rules(state: Document) -> None:
    head = state.tables[0]
    assert [round(cell.width.mm) for cell in head.rows[0].cells] == [65, 100]
    assert [cell._tc.xml.count('<w:top w:val="single"') for cell in head.rows[0].cells] == [1, 1]


def test_party_letterhead_has_an_asterisk_and_no_motto(party: Document) -> None:
    left, right = (cell.text.split("\n") for cell in party.tables[0].rows[0].cells)
    assert left == ["ĐẢNG BỘ HUYỆN HƯƠNG SƠN", "ĐẢNG ỦY XÃ SƠN GIANG", "*"]
    assert right[0] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert "-----" in [found.text for found in party.paragraphs]


def test_body_of_each_profile(state: Document, party: Document) -> None:
    for document, first, line in ((state, 12.7, None), (party, 10, Pt(18))):
        shape = paragraph_with(document, "Hôm nay").paragraph_format
        assert shape.alignment == 3
        assert abs(shape.first_line_indent.mm - first) < 0.1
        assert shape.space_before == Pt(6)
        assert shape.line_spacing == line
    assert state.styles["Normal"].font.size == Pt(14)


def test_what_introduces_something_stays_with_it(state: Document) -> None:
    assert paragraph_with(state, "5.1. Ông Nguyễn Văn An").paragraph_format.keep_with_next
    assert paragraph_with(state, "III. ").paragraph_format.keep_with_next
    assert not paragraph_with(state, "Ý kiến số 1:").paragraph_format.keep_with_next


def test_signatures_and_recipients_never_stand_alone(state: Document) -> None:
    """One row that is not split, bound to the last lines of the text."""
    table = state.tables[-1]
    assert len(table.rows) == 1
    assert table._tbl.tr_lst[0].find(f".//{qn('w:cantSplit')}") is not None
    left, right = (cell.text.split("\n") for cell in table.rows[0].cells)
    assert [line for line in left if line][-2:] == ["- UBMTTQ và các tổ chức đoàn thể;", "- Lưu: VT, Hồ sơ."]
    assert right[-1] == "Trần Văn Bình"
    assert paragraph_with(state, "kết thúc vào hồi").paragraph_format.keep_with_next


def test_recipients_take_the_place_of_a_missing_left_signature() -> None:
    """As in a notice: the list is level with the signature."""
    blocks = (Signatures(right=Signer(role="CHỦ TỊCH")), Recipients(title="Nơi nhận:", lines=("Lưu: VT.",)))
    table = opened(Paper(kind="x", profile="nd30", title="x", blocks=blocks)).tables[0]
    assert table.rows[0].cells[0].text == "Nơi nhận:\n- Lưu: VT."
    assert table.rows[0].cells[1].text.startswith("CHỦ TỊCH")


@pytest.mark.parametrize(("count", "whole"), [(5, True), (60, False)])
def test_a_list_longer_than_half_a_page_may_go_over_its_end(count: int, whole: bool) -> None:
    """Held together it would take the signature away from the text, to a page of its own."""
    names = tuple(f"Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể xã số {at};" for at in range(count))
    signs = Signatures(left=Signer(role="THƯ KÝ"), right=Signer(role="CHỦ TỌA"))
    blocks = (paragraph("Hết."), signs, Recipients(title="Nơi nhận:", lines=names))
    (row,) = opened(Paper(kind="x", profile="nd30", title="x", blocks=blocks)).tables[0]._tbl.tr_lst
    assert (row.find(f".//{qn('w:cantSplit')}") is not None) == whole


def test_an_empty_cell_is_no_higher_than_the_others() -> None:
    """LibreOffice measures it by the paragraph's mark, which would have the size of the text."""
    table = Table(columns=(Column(header="A", width=50), Column(header="B", width=50)), rows=(("x", ""),))
    document = opened(Paper(kind="x", profile="nd30", title="x", blocks=(table,)))
    marks = [
        line.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:sz')}")
        for line in document.tables[0]._tbl.iter(qn("w:p"))
    ]
    assert [mark is not None and mark.get(qn("w:val")) for mark in marks] == ["24"] * 4


def test_a_centred_line_stands_in_the_middle() -> None:
    """The first line's indentation would push it to the right."""
    paper = Paper(kind="x", profile="nd30", title="x", blocks=(paragraph("Phụ lục", align="center"),))
    assert opened(paper).paragraphs[0].paragraph_format.first_line_indent == 0


@pytest.mark.parametrize(("profile", "bold"), [("nd30", True), ("dang_hd36", None)])
def test_on_whose_behalf_stands_over_the_role(profile: str, bold: bool | None) -> None:
    """State papers set both bold; in the party's the role under `T/M …` is upright (handbook, 1.4)."""
    signer = Signer(authority=("T/M BAN THƯỜNG VỤ",), role="BÍ THƯ", name="Hồ Văn Hai")
    blocks = (Signatures(right=signer),)
    cell = opened(Paper(kind="x", profile=profile, title="x", blocks=blocks)).tables[0].rows[0].cells[1]
    above, role = cell.paragraphs[:2]
    assert (above.text, role.text) == ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
    assert (above.runs[0].bold, role.runs[0].bold) == (True, bold)


def test_tasks_repeat_their_header_and_keep_short_rows_whole() -> None:
    rows = tuple((str(count), "x" * (3000 if count == 2 else 20)) for count in range(1, 41))
    columns = (Column(header="TT", width=10), Column(header="Nội dung", width=90))
    paper = Paper(kind="x", profile="nd30", title="x", blocks=(Table(columns=columns, rows=rows),))
    table = opened(paper).tables[0]
    first, second, long = table._tbl.tr_lst[:3]
    assert first.find(f".//{qn('w:tblHeader')}") is not None
    assert second.find(f".//{qn('w:tblHeader')}") is None
    whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in (first, second, long)]
    assert whole == [True, True, False]
    assert sum(cell.width for cell in table.rows[0].cells) == pytest.approx(Mm(165), rel=0.001)


def test_appendices_are_sections_of_their_own() -> None:
    """Their pages are counted from 1, the number hidden on the first; a wide one lies on its side."""
    blocks = (
        paragraph("một"),
        Appendix(label="Phụ lục I", title="DANH SÁCH", note="(Kèm theo)", landscape=True),
        paragraph("hai"),
        Appendix(label="Phụ lục II", title="BẢNG"),
        paragraph("ba"),
    )
    document = opened(Paper(kind="x", profile="nd30", title="x", blocks=blocks))
    first, wide, last = document.sections
    assert [round(section.page_width.mm) for section in (first, wide, last)] == [210, 297, 210]
    sides = (wide.top_margin, wide.right_margin, wide.bottom_margin, wide.left_margin)
    assert [round(side.mm) for side in sides] == [30, 20, 15, 20]
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in (first, wide, last)]
    assert [None if mark is None else mark.get(qn("w:start")) for mark in starts] == [None, "1", "1"]
    assert all(section.different_first_page_header_footer for section in document.sections)
    assert all("PAGE" in section.header._element.xml for section in document.sections)


def test_spans_reach_over_the_table_and_names_stay_with_their_rows() -> None:
    columns = (Column(header="TT", width=10), Column(header="Nội dung", width=90))
    spans = (
        Span(before=0, text="Đất đai"),
        Span(before=1, text="Cộng: 1", bold=False),
        Span(before=1, text="Y tế"),
    )
    spans = (*spans, Span(before=2, text="Cộng: 1", bold=False))
    table = Table(columns=columns, rows=(("1", "a"), ("2", "b")), spans=spans, size="small")
    (made,) = opened(Paper(kind="x", profile="nd30", title="x", blocks=(table,))).tables
    assert [row.cells[0].text for row in made.rows] == [
        "TT",
        "Đất đai",
        "1",
        "Cộng: 1",
        "Y tế",
        "2",
        "Cộng: 1",
    ]
    assert [row.cells[0]._tc is row.cells[1]._tc for row in made.rows] == [
        False,
        True,
        False,
        True,
        True,
        False,
        True,
    ]
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in made.rows]
    assert kept == [True, True, False, False, True, False, False]
    assert {run.font.size for row in made.rows for cell in row.cells for run in cell.paragraphs[0].runs} == {
        Pt(11)
    }


def test_one_who_gets_a_letter_stands_on_its_line_and_several_under_the_colon() -> None:
    def lines(*names: str) -> list[str]:
        paper = Paper(kind="x", profile="nd30", title="x", blocks=(To(title="Kính gửi:", lines=names),))
        return all_text(opened(paper))

    assert lines("Công an xã") == ["Kính gửi: Công an xã"]
    assert lines("Công an xã;", "Trạm y tế.") == ["Kính gửi:", "- Công an xã;", "- Trạm y tế."]


def test_what_a_letter_is_about_stands_under_its_number() -> None:
    head = Letterhead(
        style="state", issuer=("A",), right=("B", "C"), number="Số: 120/UBND-VP", about="V/v chuyển"
    )
    cell = opened(Paper(kind="x", profile="nd30", title="x", blocks=(head,))).tables[0].rows[1].cells[0]
    assert [text_of(line._p) for line in cell.paragraphs] == ["Số: 120/UBND-VP", "V/v chuyển"]
    assert cell.paragraphs[1].runs[0].font.size == Pt(12)


def test_dates_hold_together_with_words_own_marks() -> None:
    """A no-break space, and Word's own hyphen: its letter is missing in many fonts."""
    (line,) = opened(
        Paper(kind="x", profile="nd30", title="x", blocks=(paragraph("ngày 05 tháng 02, số 45/KH-UBND"),))
    ).paragraphs
    assert "ngày\u00a005\u00a0tháng\u00a002, số\u00a045/KH" in line.text
    assert len(list(line._p.iter(qn("w:noBreakHyphen")))) == 1
    assert "\u2011" not in line._p.xml


def test_a_machine_without_the_font_is_told_what_to_draw_with(state: Document) -> None:
    table = next(part for part in state.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    assert b'w:altName w:val="Liberation Serif"' in table.blob


def test_no_column_is_too_narrow_for_a_date() -> None:
    """Broken in the middle, 06/09/2025 is read as another date."""
    columns = (Column(header="Nội dung", width=97), Column(header="Hạn", width=3))
    table = Table(columns=columns, rows=(("x" * 400, "06/09/2025"),))
    (made,) = opened(Paper(kind="x", profile="nd30", title="x", blocks=(table,))).tables
    assert made.rows[1].cells[1].width.mm > width("06/09/2025", 12) + 3
    assert sum(cell.width.mm for cell in made.rows[1].cells) == pytest.approx(165, abs=0.2)


def test_a_draft_says_so_on_every_page() -> None:
    blocks = (paragraph("một"), Appendix(title="HAI"), paragraph("hai"))
    document = opened(
        Paper(kind="x", profile="nd30", title="x", blocks=blocks, draft=True, draft_note="in lúc x")
    )
    first, second = document.sections
    assert all(section.header.paragraphs[1].text == "Dự thảo, in lúc x" for section in (first, second))
    assert second.first_page_header.paragraphs[0].text == "Dự thảo, in lúc x"
    assert document.paragraphs[0].text.startswith("DỰ THẢO")


def test_a_draft_says_so_on_top() -> None:
    lines = opened(hostile_paper()).paragraphs
    assert lines[0].text.startswith("DỰ THẢO\nin lúc ")
    assert "DỰ THẢO" not in "\n".join(all_text(opened(state_paper())))


def test_hostile_text_is_literal_and_clean() -> None:
    printed = all_text(opened(hostile_paper()))
    whole = "\n".join(printed)
    for text in HOSTILE:
        assert sum(text in line for line in printed) >= 4, text
    assert CLEANED in whole
    assert unicodedata.is_normalized("NFC", whole)
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", whole)


def test_every_part_is_well_formed_and_in_the_order_of_the_schema(state: Document) -> None:
    """Word refuses what LibreOffice forgives: properties of a paragraph in the wrong order."""
    order = ["pStyle", "keepNext", "keepLines", "widowControl", "pBdr", "spacing", "ind", "jc", "outlineLvl"]
    for properties in state.element.body.iter(qn("w:pPr")):
        names = [name for name in _names(properties) if name in order]
        assert names == sorted(names, key=order.index)
    table_order = ["tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for properties in state.element.body.iter(qn("w:tblPr")):
        names = _names(properties)
        assert names == sorted(names, key=table_order.index)
    with zipfile.ZipFile(io.BytesIO(to_docx(state_paper()))) as archive:
        assert archive.testzip() is None


def _names(properties: Any) -> list[str]:
    return [str(child.tag).split("}")[1] for child in properties]


def test_properties_name_the_paper_and_nobody(state: Document) -> None:
    assert state.core_properties.title.startswith("Biên bản hội nghị tiếp xúc")
    assert (state.core_properties.author, state.core_properties.comments) == ("", "")


def _headings(document: Document) -> Iterator[str]:
    for found in document.paragraphs:
        if found._p.find(f".//{qn('w:outlineLvl')}") is not None:
            yield found.text


def test_headings_show_in_the_navigation(state: Document) -> None:
    assert [heading.split(".")[0] for heading in _headings(state)] == ["I", "II", "III"]
