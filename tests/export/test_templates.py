"""The office's own Word templates: nothing of a paper is lost in them, nothing in them is carried out."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from paper_day import whole_day
from paper_samples import hostile_paper, state_paper
from papers_of_the_day import PLANS, trees

from meeting_tui.domain.papers.blocks import (
    Appendix,
    Imprint,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    To,
    paragraph,
)
from meeting_tui.export import papers, to_docx
from meeting_tui.export.templates import LARGEST, load
from meeting_tui.export.templates_made import KINDS, original, read_me, write_originals
from meeting_tui.export.templates_names import FILES, FOLDER, TAGS, TemplateFault
from meeting_tui.export.templates_tags import MOST, faults_of
from meeting_tui.export.templates_texts import texts_of
from meeting_tui.export.word_template import STYLE, misfits

NAMES = {kind: "transfer_slips" if kind == "transfer_slip" else kind for kind in FILES}
Edit = Callable[[Document], object]


@cache
def made(kind: str = "minutes", profile: str = "nd30") -> bytes:
    day = whole_day(PLANS[profile])
    return original(kind, day.meeting, day.now, day.profile)


def edited(edit: Edit, data: bytes | None = None) -> bytes:
    """The template of the minutes, or another one, after somebody had it open in Word."""
    document = docx.Document(io.BytesIO(data or made()))
    edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(document: Document) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:p"))


def line_with(document: Document, text: str) -> Any:
    """The paragraph in which a tag stands, in a table too."""
    return next(line for line in lines(document) if text in printed(line))


def printed(line: Any) -> str:
    """The text of a paragraph as it is seen."""
    signs = {qn("w:noBreakHyphen"): "\u2011", qn("w:br"): " "}
    return "".join(
        part.text or "" if part.tag == qn("w:t") else signs.get(part.tag, "") for part in line.iter()
    )


def text_of(data: bytes) -> str:
    """All the text in its order, whatever lines it stands on."""
    return " ".join(" ".join(map(printed, lines(docx.Document(io.BytesIO(data))))).split())


def rewrite(tag: str, words: str) -> Edit:
    """Somebody types over a tag, wherever it stands."""

    def edit(document: Document) -> None:
        for line in [line for line in lines(document) if tag in printed(line)]:
            pieces = [text for text in line.iter(qn("w:t")) if text.text]
            pieces[0].text = "".join(piece.text for piece in pieces).replace(tag, words)
            for other in pieces[1:]:
                other.text = ""

    return edit


def split_runs(document: Document) -> None:
    """As Word cuts text into pieces while it is edited and checked: here into single letters."""
    for run in [run for line in lines(document) for run in line.iter(qn("w:r"))]:
        text = run.find(qn("w:t"))
        for letter in (text.text or "") if text is not None else "":
            piece = deepcopy(run)
            piece.find(qn("w:t")).text = letter
            piece.find(qn("w:t")).set(qn("xml:space"), "preserve")
            run.addprevious(piece)
            run.addprevious(OxmlElement("w:proofErr"))
        if text is not None:
            run.getparent().remove(run)


UNDER_ITS_LETTERHEAD = (
    *(
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Độc lập – Tự do – Hạnh phúc",
        "{{ co_quan_cap_tren }}",
        "{{ co_quan }}",
    ),
    *("{{ so }}", "{{ ngay_thang }}", "{{ tieu_de }}", "{{ trich_yeu }}"),
)
REST = (
    *("{{ ky_thay }}", "{{ chuc_vu }}", "{{ ghi_chu_ky }}"),
    *("{{ ben_trai_chuc_vu }}", "{{ ben_trai_ghi_chu }}", "{{ ben_trai_nguoi_ky }}"),
    "{% for noi in noi_nhan %}{{ noi }} {% endfor %}",
)
"""What a letterhead of an office's own must say for the minutes."""


def filled(paper: Paper, template: bytes) -> str:
    return text_of(to_docx(paper, template))


# -- what is printed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PLANS)
@pytest.mark.parametrize("kind", FILES)
def test_the_originals_print_what_is_printed_without_them(kind: str, profile: str) -> None:
    """An office that changes nothing gets the same paper."""
    assert trees(NAMES[kind], profile)
    for paper in trees(NAMES[kind], profile):
        assert filled(paper, made(kind, profile)) == text_of(to_docx(paper))


@pytest.mark.parametrize("profile", PLANS)
def test_what_a_paper_does_not_have_leaves_no_empty_line(profile: str) -> None:
    """Minutes have nobody on whose behalf they are signed, and here no body above: their conditions go whole."""

    def blanks(data: bytes) -> int:
        return sum(not printed(line).strip() for line in lines(docx.Document(io.BytesIO(data))))

    (paper,) = trees("minutes", profile)
    assert blanks(to_docx(paper, made("minutes", profile))) == blanks(to_docx(paper))


@pytest.mark.parametrize("profile", ["nd30", "dang_hd36"])
def test_rules_are_as_long_as_under_the_words(profile: str) -> None:
    """They are measured by the issuer's name, not by its tag."""

    def rules(data: bytes) -> list[Any]:
        document = docx.Document(io.BytesIO(data))
        found = document.element.body.xpath("//w:p[w:pPr/w:pBdr/w:top]/w:pPr/w:ind")
        return [ind.get(qn("w:left")) for ind in found]

    (paper,) = trees("minutes", profile)
    assert rules(to_docx(paper, made("minutes", profile))) == rules(to_docx(paper))


@pytest.mark.parametrize("profile", PLANS)
@pytest.mark.parametrize("kind", FILES)
def test_the_originals_have_no_fault(kind: str, profile: str) -> None:
    assert faults_of(made(kind, profile), "x") == []
    assert [misfits(paper, made(kind, profile)) for paper in trees(NAMES[kind], profile)] == [[]]


def test_tags_that_word_cut_into_pieces_are_found() -> None:
    template = edited(split_runs)
    assert faults_of(template, "x") == []
    assert filled(state_paper(), template) == text_of(to_docx(state_paper()))


def test_hostile_text_is_printed_as_it_stands() -> None:
    """Nothing that somebody said becomes a tag, a break or XML; also where a name or a role is hostile."""
    paper = hostile_paper()
    bad = "{{ so }} {% for x in y %} {_{ }_} &amp; <w:br/> \ue000 co_quan \ue001"
    received = [
        msgspec.structs.replace(block, lines=(bad, *block.lines)) if isinstance(block, Recipients) else block
        for block in paper.blocks
    ]
    paper = msgspec.structs.replace(paper, blocks=tuple(received))
    assert bad in filled(paper, made())
    assert filled(paper, made()) == text_of(to_docx(paper))


def test_what_the_office_wrote_stays_and_the_text_keeps_its_look() -> None:
    """A letterhead of the office's own with other fonts and spaces: the text is laid out as the guide wants."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].paragraph_format.space_after = Pt(10)
    document.styles.element.remove(document.styles["Table Grid"].element)
    for text in ("UBND XÃ MẪU", *UNDER_ITS_LETTERHEAD, "{{p noi_dung }}", "Người ký: {{ nguoi_ky }}", *REST):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    assert faults_of(stream.getvalue(), "x") == []
    paper = state_paper()
    found = docx.Document(io.BytesIO(to_docx(paper, stream.getvalue())))
    texts = [line.text for line in found.paragraphs]
    assert texts[0] == "UBND XÃ MẪU" and any(text.startswith("Người ký: ") for text in texts)
    said = next(line for line in found.paragraphs if line.text.startswith("Hôm nay"))
    assert said.style is not None and said.style.font.name == "Times New Roman"
    assert said.style.paragraph_format.space_after == 0
    assert all(
        cell.style.font.name == "Times New Roman" for cell in found.tables[0].rows[0].cells[0].paragraphs
    )  # type: ignore[union-attr]


def test_lists_may_go_through_rows_and_a_part_may_depend_on_a_text() -> None:
    def edit(document: Document) -> None:
        table = document.add_table(rows=3, cols=1)
        for row, text in enumerate(("{%tr for noi in noi_nhan %}", "hàng {{ noi }}", "{%tr endfor %}")):
            table.cell(row, 0).text = text
        document.add_paragraph("{% if co_quan_cap_tren %}cấp trên{% else %}không có{% endif %}")
        document.add_paragraph("{%p if not so %}")
        document.add_paragraph("chưa có số")
        document.add_paragraph("{%p endif %}")

    paper = state_paper()
    received = texts_of(paper)["noi_nhan"]
    text = filled(paper, edited(edit))
    assert text.count("hàng ") == len(received)
    assert text.endswith("không có")


def test_a_cell_keeps_a_paragraph_when_its_list_is_empty() -> None:
    """Without one Word calls the file damaged."""
    blocks = tuple(block for block in state_paper().blocks if not isinstance(block, Recipients))
    paper = msgspec.structs.replace(state_paper(), blocks=blocks)

    def edit(document: Document) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = "{%p for x in noi_nhan %}"
        cell = document.tables[-1].cell(0, 0)
        cell.add_paragraph("{{ x }}")
        cell.add_paragraph("{%p endfor %}")

    found = docx.Document(io.BytesIO(to_docx(paper, edited(edit))))
    assert all(cell[-1].tag == qn("w:p") for cell in found.element.body.iter(qn("w:tc")))


def test_marks_of_the_program_need_no_tag() -> None:
    """A draft is marked on every page, and the journal's mark is printed, whatever the office forgot."""
    paper = msgspec.structs.replace(state_paper(), draft=True, draft_note="in ngày mai")
    found = docx.Document(io.BytesIO(to_docx(paper, made())))
    assert found.paragraphs[0].text.startswith("DỰ THẢO")
    assert found.sections[0].header.paragraphs[-1].text == "Dự thảo, in ngày mai"

    def without_header(document: Document) -> None:
        for section in document.sections:
            for mark in section._sectPr.findall(qn("w:headerReference")):
                section._sectPr.remove(mark)

    bare = docx.Document(io.BytesIO(to_docx(paper, edited(without_header))))
    assert bare.sections[0].header.paragraphs[-1].text == "Dự thảo, in ngày mai"
    blocks = (*state_paper().blocks, Imprint(text="mã 1"), Appendix(title="PHỤ LỤC"), paragraph("sau"))
    sealed = msgspec.structs.replace(state_paper(), blocks=blocks)
    assert filled(sealed, made()).endswith(" mã 1 PHỤ LỤC sau")


def test_what_looks_like_a_tag_elsewhere_is_not_carried_out() -> None:
    """Names of bookmarks and descriptions of pictures are no place for tags."""

    def edit(document: Document) -> None:
        mark = OxmlElement("w:bookmarkStart")
        mark.set(qn("w:id"), "7")
        mark.set(qn("w:name"), "{{ so.__class__ }}")
        document.paragraphs[0]._p.append(mark)

    template = edited(edit)
    assert faults_of(template, "x") == []
    assert b"so.__class__" in zipfile.ZipFile(io.BytesIO(to_docx(state_paper(), template))).read(
        "word/document.xml"
    )


# -- what would be lost ----------------------------------------------------------------------------------


def lost_in(paper: Paper, template: bytes) -> list[tuple[str, str]]:
    """What is told of a template in which this paper would lose something; then it is laid out as without it."""
    assert faults_of(template, "x") == []
    told: list[TemplateFault] = []
    assert text_of(to_docx(paper, template, told.append)).casefold() == text_of(to_docx(paper)).casefold()
    assert misfits(paper, template) == told
    return [(fault.tag or fault.code, fault.place) for fault in told]


LOSSES: dict[str, tuple[Edit, str]] = {
    "typed over": (rewrite("{{ trich_yeu }}", "Về đối thoại"), "trich_yeu"),
    "hidden by an if": (rewrite("{{ trich_yeu }}", "{% if not so %}{{ trich_yeu }}{% endif %}"), "trich_yeu"),
    "a list without its lines": (rewrite("{{ dong }}", "x"), "noi_nhan"),
    "no number": (rewrite("{{ so }}", "Số: 12"), "so"),
    "no issuer": (rewrite("{{ co_quan }}", "UBND"), "co_quan"),
    "no chair": (rewrite("{{ chuc_vu }}", ""), "chuc_vu"),
    "no secretary": (rewrite("{{ ben_trai_chuc_vu }}", ""), "ben_trai_chuc_vu"),
    "one of two equal notes": (rewrite("{{ ben_trai_ghi_chu }}", ""), "ben_trai_ghi_chu"),
    "no country": (rewrite("Độc lập - Tự do - Hạnh phúc", ""), "loses_words"),
}


def minutes_of(profile: str = "nd30") -> Paper:
    (paper,) = trees("minutes", profile)
    both = [
        msgspec.structs.replace(
            block,
            left=msgspec.structs.replace(block.left, note="(Ký)") if block.left else None,
            right=msgspec.structs.replace(block.right, note="(Ký)"),
        )
        if isinstance(block, Signatures)
        else block
        for block in paper.blocks
    ]
    return msgspec.structs.replace(paper, blocks=tuple(both))


@pytest.mark.parametrize(("edit", "tag"), LOSSES.values(), ids=LOSSES)
def test_a_template_that_loses_a_text_is_not_used(edit: Edit, tag: str) -> None:
    """Silently empty is the worst a signed paper can be: what is lost is named, and the paper is whole."""
    assert [name for name, _ in lost_in(minutes_of(), edited(edit))] == [tag]


def test_words_typed_over_a_tag_may_stay_where_they_are_the_same() -> None:
    """An office that writes out its own name has lost nothing."""
    paper = minutes_of()
    name = str(texts_of(paper)["co_quan"]).replace("\n", "   ").title()
    assert lost_in(paper, edited(rewrite("{{ co_quan }}", name))) == []


def test_a_template_of_a_state_body_is_not_used_by_the_party() -> None:
    assert "loses_words" in [name for name, _ in lost_in(minutes_of("dang_hd36"), made("minutes", "nd30"))]


def test_what_the_plan_says_later_is_printed_by_templates_from_before() -> None:
    """On whose behalf somebody signs, and the body above: the originals have a place for both."""
    (paper,) = trees("notice", "nd30")
    later = [
        msgspec.structs.replace(block, right=msgspec.structs.replace(block.right, authority=("TM. HĐND",)))
        if isinstance(block, Signatures)
        else msgspec.structs.replace(block, superior=("UBND HUYỆN",))
        if isinstance(block, Letterhead)
        else block
        for block in paper.blocks
    ]
    paper = msgspec.structs.replace(paper, blocks=tuple(later))
    assert lost_in(paper, made("notice")) == []


@pytest.mark.parametrize("lines", [(), ("Huyện ủy",), ("UBND huyện;", "Thường trực HĐND.")], ids=len)
def test_a_letter_goes_to_none_one_or_several(lines: tuple[str, ...]) -> None:
    """Each on a line of its own where there are several; no label where there is nobody."""
    (paper,) = trees("result_report", "nd30")
    blocks = [block for block in paper.blocks if not isinstance(block, To)]
    if lines:
        blocks.insert(3, To(title="Kính gửi:", lines=lines))
    paper = msgspec.structs.replace(paper, blocks=tuple(blocks))
    assert lost_in(paper, made("result_report")) == []
    assert filled(paper, made("result_report")) == text_of(to_docx(paper))
    assert filled(paper, made("transfer_slip")).count("Kính gửi:") == 1


def test_a_wide_table_needs_its_page_on_its_side() -> None:
    """Twelve columns on an upright page are ten pages of single letters."""
    (paper,) = trees("summary", "nd30")
    assert [name for name, _ in lost_in(paper, made("notice"))] == ["upright"]


def test_whatever_a_template_does_the_paper_is_made() -> None:
    """Also a fault that nobody has foreseen: here a file that was never judged."""
    told: list[TemplateFault] = []
    assert text_of(to_docx(state_paper(), b"nothing", told.append)) == text_of(to_docx(state_paper()))
    assert [(fault.code, fault.file) for fault in told] == [("fails", "bien-ban.docx")]


# -- what the guide wants of the page ----------------------------------------------------------------------


def without_header(document: Document) -> None:
    """As LibreOffice leaves it when margins are changed in its page styles."""
    document.sections[0].header.is_linked_to_previous = True
    document.sections[0].different_first_page_header_footer = False


def counts_pages(data: bytes) -> tuple[bool, bool]:
    """Whether the header of the later pages counts them, and whether the first page has another."""
    section = docx.Document(io.BytesIO(data)).sections[0]
    fields = section.header._element.xpath(".//w:instrText")
    return [field.text for field in fields] == ["PAGE"], section.different_first_page_header_footer


def test_pages_are_counted_where_the_template_forgot_it() -> None:
    bare = edited(without_header)
    assert misfits(state_paper(), bare) == []
    assert counts_pages(to_docx(state_paper(), bare)) == (True, True)
    assert counts_pages(to_docx(state_paper(), made())) == (True, True)


def test_where_the_number_has_no_place_it_is_said() -> None:
    """A header on every page: another first page would take it away there. The template is used."""

    def edit(document: Document) -> None:
        without_header(document)
        document.sections[0].header.paragraphs[0].text = "UBND XÃ MẪU"

    (found,) = misfits(state_paper(), edited(edit))
    assert (found.code, found.is_note) == ("no_number", True)
    used = docx.Document(io.BytesIO(to_docx(state_paper(), edited(edit))))
    assert used.sections[0].header.paragraphs[0].text == "UBND XÃ MẪU"
    assert not used.sections[0].different_first_page_header_footer


def family_of(data: bytes, words: str) -> str | None:
    """The family in which a paragraph of the text is printed."""
    document = docx.Document(io.BytesIO(data))
    style = next(line for line in document.paragraphs if line.text.startswith(words)).style
    while style is not None and style.font.name is None:
        style = style.base_style
    return style.font.name if style is not None else None


def with_font(line: str) -> Edit:
    def edit(document: Document) -> None:
        for run in line_with(document, line).iter(qn("w:r")):
            run.get_or_add_rPr().insert(0, fonts("Arial"))

    return edit


def fonts(name: str) -> Any:
    made = OxmlElement("w:rFonts")
    for slot in ("ascii", "hAnsi", "cs"):
        made.set(qn(f"w:{slot}"), name)
    return made


def of_style(name: str) -> Edit:
    def edit(document: Document) -> None:
        document.styles[name].font.name = "Arial"

    return edit


@pytest.mark.parametrize(
    "edit", [with_font("{{ noi_dung }}"), of_style("Normal"), of_style(STYLE)], ids=["tag", "Normal", "own"]
)
def test_the_text_has_the_font_of_its_tag(edit: Edit) -> None:
    """Who changes the font of the whole template gets the whole paper in it."""
    paper = minutes_of()
    assert family_of(to_docx(paper, made()), "Hôm nay") == "Times New Roman"
    assert family_of(to_docx(paper, edited(edit)), "Hôm nay") == "Arial"


def test_titles_are_broken_by_hand_only_where_they_were_measured() -> None:
    """Lines that are even in Times New Roman leave single words in another font."""

    def breaks(template: bytes) -> int:
        document = docx.Document(io.BytesIO(to_docx(paper, template)))
        return len(line_with(document, "Hội nghị tiếp").xpath(".//w:br"))

    paper = minutes_of()
    assert breaks(made()) > 0
    assert breaks(edited(with_font("{{ trich_yeu }}"))) == 0


# -- what is refused -------------------------------------------------------------------------------------


def add(*texts: str) -> Edit:
    return lambda document: [document.add_paragraph(text) for text in texts]


def in_table(text: str) -> Edit:
    def edit(document: Document) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = text

    return edit


def link(document: Document) -> None:
    document.part.relate_to("http://192.0.2.1/a.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)


def anchored(document: Document) -> None:
    line_with(document, "{{ noi_dung }}").r_lst[0].append(OxmlElement("w:drawing"))


def with_section(document: Document) -> None:
    add("{%p if so %}", "{%p endif %}")(document)
    document.paragraphs[-2]._p.get_or_add_pPr().append(deepcopy(document.element.body.sectPr))


FAULTS: dict[str, tuple[Edit, str, str]] = {
    "misspelt": (rewrite("trich_yeu", "trich_yue"), "unknown_name", "trich_yue"),
    "accented": (rewrite("{{ so }}", "{{ số }}"), "unknown_name", "số"),
    "two words": (rewrite("{{ so }}", "{{ so van }}"), "expression", "{{ so van }}"),
    "code": (rewrite("{{ so }}", "{{ ''.__class__.__mro__ }}"), "expression", "{{ ''.__class__.__mro__ }}"),
    "call": (add("{% set x = cycler() %}"), "expression", "{% set x = cycler() %}"),
    "range": (add("{% for x in range(9) %}{% endfor %}"), "expression", "{% for x in range(9) %}"),
    "import": (add("{% include 'a' %}"), "expression", "{% include 'a' %}"),
    "attribute": (add("{{ so.x }}"), "expression", "{{ so.x }}"),
    "no end": (rewrite("{%p endfor %}", "…"), "unclosed", "for dong in noi_nhan"),
    "no beginning": (add("{% endif %}"), "unopened", "endif"),
    "crossed": (add("{% if so %}{% endfor %}{% endif %}"), "unopened", "endfor"),
    "across paragraphs": (add("{% if so %}", "{% endif %}"), "torn", "if so"),
    "not alone": (add("{%p if so %} và", "{%p endif %}"), "not_alone", "{%p if so %}"),
    "with a page break": (with_section, "not_alone", "{%p if so %}"),
    "nested": (add("{% for a in noi_nhan %}{% for b in noi_nhan %}{% endfor %}{% endfor %}"), "nested", "for b in noi_nhan"),
    "no list": (add("{% for a in so %}{% endfor %}"), "no_list", "so"),
    "a list": (add("{{ noi_nhan }}"), "is_list", "noi_nhan"),
    "name taken": (add("{% for so in noi_nhan %}{% endfor %}"), "name_taken", "so"),
    "half a tag": (rewrite("{{ so }}", "{{ so }"), "stray", "{{"),
    "half a tag at its end": (rewrite("{{ so }}", "{ so }}"), "stray", "}}"),
    "comment": (add("{# xem lại #}"), "stray", "{#"),
    "single braces": (rewrite("{{ so }}", "{ so }"), "one_brace", "so"),
    "no body": (rewrite("{{ noi_dung }}", "…"), "no_body", "noi_dung"),
    "a box at the body": (anchored, "body_anchor", "noi_dung"),
    "two bodies": (add("{{ noi_dung }}"), "body_twice", "noi_dung"),
    "body in a table": (in_table("{{ noi_dung }}"), "body_place", "noi_dung"),
    "body in a sentence": (rewrite("{{ noi_dung }}", "Sau đây {{ noi_dung }}"), "body_place", "noi_dung"),
    "body in a loop": (add("{%p if so %}", "{{ noi_dung }}", "{%p endif %}"), "body_place", "noi_dung"),
    "private letters": (add("\ue000 so \ue001"), "private_letters", ""),
    "from outside": (link, "external", ""),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "tag"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(edit: Edit, code: str, tag: str) -> None:
    """Every way in which a template goes wrong has its reason; none ends in an error or an empty place."""
    found = faults_of(edited(edit), "bien-ban.docx")
    assert (code, tag) in [(fault.code, fault.tag) for fault in found]
    assert {fault.file for fault in found} == {"bien-ban.docx"}


def test_a_fault_in_a_header_is_named_with_its_place() -> None:
    def edit(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Tờ {{ x }}"

    (found,) = faults_of(edited(edit), "f")
    assert (found.code, found.place) == ("unknown_name", "Tờ {{ x }}")


def test_all_faults_are_told_at_once() -> None:
    """A clerk puts everything right in one go."""
    found = faults_of(edited(add("{{ x1 }}", "{{ x2 }}", "{% endfor %}", "{{ a b }}")), "f")
    assert [fault.code for fault in found] == ["unknown_name", "unknown_name", "unopened", "expression"]


def test_the_nearest_name_is_offered() -> None:
    (found, *_) = faults_of(edited(rewrite("{{ nguoi_ky }}", "{{ nguoi_ki }}")), "f")
    assert (found.tag, found.like) == ("nguoi_ki", "nguoi_ky")


def test_a_fault_shows_the_letters_around_it() -> None:
    """In a long paragraph its beginning would not lead there."""
    (found,) = faults_of(edited(add(f"{'dài ' * 500}chỗ sai {{{{ x }}}} ở đây {'dài ' * 500}")), "f")
    assert "chỗ sai {{ x }} ở đây" in found.place and len(found.place) < 70


def test_one_slip_made_many_times_is_not_told_without_end() -> None:
    assert len(faults_of(edited(add(*(f"{{{{ sai_{n} }}}}" for n in range(500)))), "f")) == MOST


def rewritten(edit: Callable[[bytes], bytes]) -> bytes:
    """The template with another text of its document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made())) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, edit(data) if info.filename == "word/document.xml" else data)
    return stream.getvalue()


def declaring(data: bytes) -> bytes:
    return data.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY l "lol">]><w:document', 1)


def with_part(name: str, data: bytes, types: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            kept = old.read(info)
            new.writestr(info.filename, types or kept if info.filename == "[Content_Types].xml" else kept)
        new.writestr(name, data)
    return stream.getvalue()


PACKAGES = {
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "macros"),
    "text": (lambda: b"{{ noi_dung }}", "not_word"),
    "cut short": (lambda: made()[: len(made()) // 2], "not_word"),
    "a zip": (lambda: with_part("x", b"", types=b"<Types/>"), "not_word"),
    "entities": (lambda: rewritten(declaring), "not_word"),
    "entities in another encoding": (
        lambda: rewritten(lambda data: declaring(data).decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        "not_word",
    ),
    "no page": (lambda: rewritten(lambda data: re.sub(rb"(?s)<w:sectPr.*?</w:sectPr>", b"", data)), "not_word"),
    "bomb": (lambda: with_part("word/media/a.png", bytes(50 * 1024 * 1024)), "too_large"),
    "long part": (lambda: with_part("word/header9.xml", b" " * 5 * 1024 * 1024), "too_large"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), PACKAGES.values(), ids=PACKAGES)
def test_a_file_that_is_no_template_is_refused_unread(data: Callable[[], bytes], code: str) -> None:
    assert [fault.code for fault in faults_of(data(), "f")] == [code]


# -- the folder ------------------------------------------------------------------------------------------


def test_a_faulty_template_leaves_the_others_and_the_built_in_paper(tmp_path: Path) -> None:
    day = whole_day()
    write_originals(tmp_path, day.meeting, day.now, day.profile, restore=False)
    folder = tmp_path / FOLDER
    (folder / FILES["minutes"]).write_bytes(edited(add("{{ x }}")))
    (folder / FILES["notice"]).write_bytes(edited(add("của cơ quan"), made("notice")))
    (folder / FILES["agenda"]).write_bytes(bytes(LARGEST + 1))
    (folder / "biên bản.docx").write_bytes(b"")
    (folder / "~$en-ban.docx").write_bytes(b"")
    found = load(tmp_path, day.meeting, day.now, day.profile)
    assert {(fault.file, fault.code) for fault in found.faults} == {
        ("bien-ban.docx", "unknown_name"),
        ("chuong-trinh.docx", "too_large"),
        ("biên bản.docx", "stray_file"),
    }
    assert set(found.usable) == set(FILES) - {"minutes", "agenda"}
    plain, wish = (papers.Wish(profile=day.profile, templates=used) for used in ({}, found.usable))
    (minutes,) = papers.make("minutes", "docx", day.meeting, day.now, wish)
    (notice,) = papers.make("notice", "docx", day.meeting, day.now, wish)
    (built_in,) = papers.make("minutes", "docx", day.meeting, day.now, plain)
    assert text_of(minutes.data) == text_of(built_in.data)
    assert "của cơ quan" in text_of(notice.data)


def test_only_the_papers_that_are_written_are_judged(tmp_path: Path) -> None:
    """Who writes the notice is not told of the minutes' template."""
    day = whole_day()
    (tmp_path / FOLDER).mkdir()
    for name in FILES.values():
        (tmp_path / FOLDER / name).write_bytes(b"x")
    found = load(tmp_path, day.meeting, day.now, day.profile, ("notice",))
    assert [fault.file for fault in found.faults] == ["thong-bao-ket-luan.docx"]


def test_a_name_counts_whatever_its_capitals(tmp_path: Path) -> None:
    """Windows finds `Bien-ban.docx` where `bien-ban.docx` is asked for: so does every other machine."""
    day = whole_day()
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "Bien-ban.docx").write_bytes(made())
    found = load(tmp_path, day.meeting, day.now, day.profile)
    assert (set(found.usable), found.faults) == ({"minutes"}, ())
    written = write_originals(tmp_path, day.meeting, day.now, day.profile, restore=False)
    assert [path.name for path in written.kept] == ["Bien-ban.docx"]
    (tmp_path / FOLDER / "bien-ban.docx").write_bytes(made())
    found = load(tmp_path, day.meeting, day.now, day.profile)
    assert [(fault.code, fault.file) for fault in found.faults] == [("stray_file", "Bien-ban.docx")]


def test_what_is_no_file_is_neither_read_nor_lost(tmp_path: Path) -> None:
    """A pipe would be waited for without end; a folder is set aside like an edited template."""
    day = whole_day()
    folder = tmp_path / FOLDER
    (folder / "bien-ban.docx").mkdir(parents=True)
    os.mkfifo(folder / "chuong-trinh.docx")
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "bien-ban.docx.tmp", "DOC-TRUOC.txt"):
        (folder / name).write_bytes(b"")
    found = load(tmp_path, day.meeting, day.now, day.profile)
    assert {(fault.code, fault.file) for fault in found.faults} == {
        ("no_file", "bien-ban.docx"),
        ("no_file", "chuong-trinh.docx"),
    }
    written = write_originals(tmp_path, day.meeting, day.now, day.profile, restore=True)
    assert [path.name for path in written.aside] == ["bien-ban-cu.docx", "chuong-trinh-cu.docx"]
    assert load(tmp_path, day.meeting, day.now, day.profile).faults == ()


def test_no_folder_no_templates(tmp_path: Path) -> None:
    day = whole_day()
    assert load(tmp_path, day.meeting, day.now, day.profile).usable == {}


def test_an_edited_template_is_never_lost(tmp_path: Path) -> None:
    day = whole_day()
    first = write_originals(tmp_path, day.meeting, day.now, day.profile, restore=False)
    assert [path.name for path in first.made] == [*FILES.values(), "wording.toml"]
    edit = tmp_path / FOLDER / "bien-ban.docx"
    edit.write_bytes(b"sua")
    assert write_originals(tmp_path, day.meeting, day.now, day.profile, restore=False).made == ()
    assert edit.read_bytes() == b"sua"
    again = write_originals(tmp_path, day.meeting, day.now, day.profile, restore=True)
    assert again.aside == (edit.with_name("bien-ban-cu.docx"),)
    assert edit.with_name("bien-ban-cu.docx").read_bytes() == b"sua"
    assert load(tmp_path, day.meeting, day.now, day.profile).faults == ()


def test_the_page_for_the_office_names_every_tag_and_file() -> None:
    profile = whole_day().profile
    text = read_me(profile)
    assert profile.guide.title in text
    assert [name for name in (*TAGS, *FILES.values()) if name not in text] == []
    assert set(KINDS) == set(FILES)
