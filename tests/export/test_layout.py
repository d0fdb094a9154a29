"""What Word and PDF decide alike."""

from __future__ import annotations

import time

import pypdfium2
import pytest
from check_papers import squeezed

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Column,
    Paper,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Table,
    Title,
    To,
    paragraph,
    run,
)
from meeting_tui.export import to_docx, to_pdf
from meeting_tui.export.layout import (
    about_lines,
    columns,
    head_lines,
    introduces,
    rule_under,
    side,
    title_lines,
)
from meeting_tui.export.look import look_of
from meeting_tui.export.measure import width

SUBJECT = (
    "Kết luận của Bí thư Đảng ủy - Chủ tịch HĐND xã và Chủ tịch UBND xã tại Hội nghị tiếp xúc, đối thoại trực tiếp "
    "với Nhân dân xã Ích Hậu ngày 14/6/2024"
)


def test_lines_of_a_title_are_even_and_fit() -> None:
    """None is wider than the page, and no word stands alone on the last one."""
    lines = title_lines(SUBJECT, 165, 14)
    widths = [width(line, 14, bold=True) for line in lines]
    assert " ".join(lines) == SUBJECT
    assert max(widths) <= 165
    assert min(widths) > 0.5 * max(widths)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        (
            "Hội nghị tiếp xúc, đối thoại trực tiếp giữa Bí thư Đảng ủy - Chủ tịch HĐND xã và Chủ tịch UBND xã "
            "với Nhân dân xã Ích Hậu năm 2024",
            165,
            [
                "Hội nghị tiếp xúc, đối thoại trực tiếp",
                "giữa Bí thư Đảng ủy - Chủ tịch HĐND xã",
                "và Chủ tịch UBND xã với Nhân dân xã Ích Hậu năm 2024",
            ],
        ),
        (
            "BAN THƯỜNG TRỰC ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM",
            71,
            ["BAN THƯỜNG TRỰC", "ỦY BAN MẶT TRẬN", "TỔ QUỐC VIỆT NAM"],
        ),
        ("THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", 71, ["THƯỜNG TRỰC", "HỘI ĐỒNG NHÂN DÂN"]),
        ("HỘI ĐỒNG NHÂN DÂN - ỦY BAN NHÂN DÂN", 71, ["HỘI ĐỒNG NHÂN DÂN -", "ỦY BAN NHÂN DÂN"]),
    ],
)
def test_no_line_ends_in_the_middle_of_an_office_or_a_body(text: str, room: float, lines: list[str]) -> None:
    """`Chủ tịch | HĐND xã` and `ỦY | BAN` are read twice; a line more is read once."""
    assert title_lines(text, room, 14) == lines


def test_a_wide_page_needs_fewer_lines() -> None:
    assert len(title_lines(SUBJECT, 257, 14)) < len(title_lines(SUBJECT, 165, 14))


def test_room_for_a_pen_is_not_where_a_line_ends() -> None:
    note = "(Kèm theo Thông báo số      /TB-UBND ngày      tháng      năm 2024)"
    assert title_lines(note, 165, 14) == [note]
    assert all(gap in " | ".join(title_lines(note, 60, 14)) for gap in ("số      /TB", "ngày      tháng"))


def test_what_a_letter_is_about_keeps_to_its_column() -> None:
    look = look_of("nd30")
    lines = about_lines("V/v chuyển ý kiến, kiến nghị của Nhân dân tại Hội nghị đối thoại", look)
    assert len(lines) > 1
    assert all(width(line, look.letterhead.about) <= look.letterhead.columns[0] for line in lines)


@pytest.mark.parametrize(
    "issuer", ["BAN THƯỜNG TRỰC ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "ỦY BAN NHÂN DÂN " + "XÃ " * 20, "X" * 150]
)
def test_the_issuers_lines_are_even_and_the_rule_is_measured_on_them(issuer: str) -> None:
    """A rule of 1/3 to 1/2 of the text (decree 30, box 2), and no word alone under a long line."""
    room = 65.0
    lines = head_lines((issuer,), room, 12)
    assert " ".join(lines) == issuer.strip()
    rule = rule_under(lines, 12, 0.45, room)
    assert rule <= room
    if " " in issuer:
        widths = [width(line, 12, bold=True) for line in lines]
        assert max(widths) <= room and min(widths) > 0.5 * max(widths)
        assert widths[-1] / 3 <= rule <= widths[-1] / 2


def test_a_title_introduces_what_follows() -> None:
    """A step's name in bold, or a sentence that ends with a colon; not the text under it."""
    assert introduces(paragraph(run("7. Đại diện các đoàn thể phát biểu.", bold=True)))
    assert introduces(paragraph("Các nội dung giao giải quyết:"))
    assert not introduces(paragraph(run("2. Thông qua nội quy:", bold=True), " nhất trí 100%."))
    assert not introduces(paragraph("")) and not introduces(paragraph("Nội dung."))


def test_dots_to_write_on_are_not_justified() -> None:
    """The words before them would fly apart over the whole line."""
    assert side(paragraph("Người trả lời (họ tên, chức vụ): ………………")) == "left"
    assert side(paragraph("Người trả lời: Ông An …")) == "justify"
    assert side(paragraph("Căn cứ Thông báo số ……… ngày …/…/… về kết luận")) == "justify"
    assert side(paragraph("………………", align="center")) == "center"


def test_columns_share_the_page_and_none_parts_a_date() -> None:
    table = Table(
        columns=tuple(
            Column(header=head, width=share) for head, share in (("TT", 1), ("Nội dung", 90), ("Hạn", 2))
        ),
        rows=(("1", "x", "06/09/2025"),),
    )
    look = look_of("nd30")
    widths = columns(table, look, 165)
    assert sum(widths) == pytest.approx(165)
    assert widths[2] >= width("06/09/2025", look.table.size) + 2 * look.table.padding
    assert widths[0] >= width("TT", look.table.size, bold=True) + 2 * look.table.padding


def test_columns_that_cannot_all_fit_keep_their_shares() -> None:
    heads = tuple(Column(header="Nghiêngngả", width=1) for _ in range(12))
    assert columns(Table(columns=heads, rows=()), look_of("nd30"), 165) == pytest.approx([165 / 12] * 12)


def test_nothing_is_lost_over_the_end_of_a_page() -> None:
    """A list of recipients longer than a page, a speech longer than four, a row longer than two."""
    many = Recipients(title="Nơi nhận:", lines=tuple(f"Đơn vị thứ {count};" for count in range(120)))
    speech = paragraph(" ".join(f"câu{count}." for count in range(3000)))
    row = Table(
        columns=(Column(header="A", width=1),), rows=((" ".join(f"ô{count}." for count in range(3000)),),)
    )
    sign = Signatures(right=Signer(role="CHỦ TỌA", name="Trần Văn Bình"))
    for blocks in (
        (speech, sign, many),
        (row, sign),
        (speech, Table(columns=CELLS, rows=(("1", "2"),)), sign),
    ):
        paper = Paper(kind="x", profile="nd30", title="x", blocks=blocks)
        printed = squeezed(text_of_pdf(to_pdf(paper)))
        told = [
            *(f"câu{count}." for count in range(3000) if speech in blocks),
            *(f"ô{count}." for count in range(3000) if row in blocks),
        ]
        told += [f"Đơnvịthứ{count};" for count in range(120) if many in blocks]
        assert [text for text in told if text not in printed] == []
        assert "TrầnVănBình" in printed


def text_of_pdf(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


LONG = "đất đai " * 4000
WORD = "đ" * 30_000
SIGN = Signatures(right=Signer(role=""))
CELLS = (Column(header="", width=1), Column(header="A", width=1))


@pytest.mark.parametrize(
    "block",
    [
        Title(text=""),
        Title(text=LONG),
        Title(text=WORD),
        Subject(text=""),
        Subject(text=LONG),
        paragraph(""),
        paragraph(LONG),
        paragraph(WORD),
        To(title="Kính gửi:", lines=()),
        To(title="Kính gửi:", lines=(WORD, LONG)),
        Table(columns=CELLS, rows=()),
        Table(columns=CELLS, rows=((LONG, WORD),)),
        Recipients(title="", lines=()),
    ],
    ids=lambda block: type(block).__name__,
)
def test_the_edges_of_every_block_make_a_paper(block: AnyBlock) -> None:
    """Nothing, and far too much: a paper comes out, and soon."""
    paper = Paper(
        kind="x",
        profile="nd30",
        title="x",
        blocks=(block, SIGN, Recipients(title="Nơi nhận:", lines=("A.",))),
    )
    began = time.perf_counter()
    assert to_docx(paper)[:2] == b"PK"
    assert to_pdf(paper)[:4] == b"%PDF"
    assert time.perf_counter() - began < 5
