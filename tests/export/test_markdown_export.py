"""Markdown that reads well as it is and renders to what was typed."""

from __future__ import annotations

import pytest
from paper_samples import CLEANED, HOSTILE, hostile_paper, party_paper, state_paper

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Letterhead,
    Paper,
    Paragraph,
    Run,
    Span,
    Table,
    To,
    paragraph,
    plain,
)
from meeting_tui.export import to_markdown
from meeting_tui.export.text import escaped, opening

markdown_it = pytest.importorskip("markdown_it")


def paper_with(*blocks: AnyBlock) -> Paper:
    return Paper(kind="x", profile="nd30", title="x", blocks=blocks)


def rendered(markdown: str) -> list[str]:
    """The text of every block as a reader of the rendered page sees it."""
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    texts = []
    for token in tokens:
        if token.type == "inline":
            breaks = {"hardbreak", "softbreak"}
            texts.append("".join("\n" if c.type in breaks else c.content for c in token.children or []))
        elif token.type in ("html_block", "code_block", "fence"):
            raise AssertionError(f"{token.type}: {token.content}")
    return texts


def test_official_lines_survive_rendering() -> None:
    shown = rendered(to_markdown(state_paper()))
    for block in state_paper().blocks:
        if isinstance(block, Paragraph):
            assert plain(block.runs) in shown


def test_letterhead_stands_in_two_columns() -> None:
    lines = to_markdown(state_paper()).split("\n")
    assert lines[:4] == [
        "| **ỦY BAN NHÂN DÂN** | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM** |",
        "| :-----------------: | :------------------------------------: |",
        "|   **XÃ ÍCH HẬU**    |    **Độc lập - Tự do - Hạnh phúc**     |",
        "|  Số:      /BB-UBND  |                                        |",
    ]


def test_party_letterhead_and_heading() -> None:
    text = to_markdown(party_paper())
    assert r"\*" in text.split("\n")[3]
    assert "\n## I- THÀNH PHẦN THAM DỰ\n" in text
    assert text.endswith("- Lưu Văn phòng Đảng ủy.\n")


def test_hostile_text_renders_as_typed() -> None:
    text = to_markdown(hostile_paper())
    shown = rendered(text)
    for typed in HOSTILE:
        assert sum(typed in line for line in shown) >= 4, typed
    assert CLEANED in text.replace("\\", "")
    assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_paragraph_of_nothing_but_hostile_text(typed: str) -> None:
    assert rendered(to_markdown(paper_with(paragraph(typed)))) == [typed]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_cell_of_hostile_text(typed: str) -> None:
    columns = (Column(header="TT", width=1), Column(header="Nội dung", width=9))
    shown = rendered(to_markdown(paper_with(Table(columns=columns, rows=(("1", typed),)))))
    assert shown == ["TT", "Nội dung", "1", typed.strip()]


def test_marks_hug_their_words() -> None:
    block = Paragraph(runs=(Run(" a: ", bold=True), Run("b", italic=True), Run("c*", bold=True, italic=True)))
    assert to_markdown(paper_with(block)).strip() == r"**a:** *b****c\****"


def test_lines_of_a_cell_are_kept() -> None:
    columns = (Column(header="A", width=1, align="right"),)
    assert "| a<br>b |" in to_markdown(paper_with(Table(columns=columns, rows=(("a\nb",),))))


def test_an_appendix_begins_after_a_rule() -> None:
    blocks = (
        paragraph("một"),
        Appendix(label="Phụ lục I", title="DANH SÁCH", note="(Kèm theo)"),
        paragraph("hai"),
    )
    assert to_markdown(paper_with(*blocks)) == (
        "một\n\n---\n\n**Phụ lục I**\n\n# DANH SÁCH\n\n*(Kèm theo)*\n\nhai\n"
    )


def test_a_span_stands_in_the_first_cell_of_its_row() -> None:
    columns = (Column(header="TT", width=1), Column(header="Nội dung", width=9))
    spans = (Span(before=0, text="Đất | đai"), Span(before=1, text="Cộng: 1", bold=False))
    text = to_markdown(paper_with(Table(columns=columns, rows=(("1", "a"),), spans=spans)))
    assert rendered(text)[2:] == ["Đất | đai", "", "1", "a", "Cộng: 1", ""]


def test_who_gets_a_letter_and_what_it_is_about() -> None:
    one = To(title="Kính gửi:", lines=("Công an xã",))
    several = To(title="Kính gửi:", lines=("Công an xã;", "Trạm y tế."))
    assert to_markdown(paper_with(one)) == "Kính gửi: Công an xã\n"
    assert to_markdown(paper_with(several)) == "Kính gửi:\n\n- Công an xã;\n- Trạm y tế.\n"
    head = Letterhead(
        style="state", issuer=("A",), right=("B", "C"), number="Số: 1/UBND-VP", about="V/v chuyển"
    )
    assert "V/v chuyển" in rendered(to_markdown(paper_with(head)))


def test_a_draft_says_so_on_top() -> None:
    assert to_markdown(hostile_paper()).startswith("**DỰ THẢO** (in lúc ")
    assert "DỰ THẢO" not in to_markdown(state_paper())


def test_openings() -> None:
    assert [opening(text) for text in ("1. a", "5.1. a", "2024", "- a", "=1", "a - b")] == [
        r"1\. a",
        "5.1. a",
        "2024",
        r"\- a",
        r"\=1",
        "a - b",
    ]
    assert escaped("a_b") == r"a\_b"
