"""PDF papers, looked at: codes that can be read from worn paper, text that is only text, nothing cut off."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import msgspec
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from paper_day import PARTY, STATE, PaperDay, whole_day
from paper_samples import hostile_paper, party_paper, state_paper
from PIL import Image, ImageFilter

from meeting_tui.domain.codes import make_code
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import LETTERS, TONES
from meeting_tui.domain.papers.attendance import attendance_list
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Run,
    Signatures,
    Signer,
    Span,
    Subject,
    Table,
    Title,
    To,
    paragraph,
    plain,
    run,
)
from meeting_tui.domain.papers.invitation import Invitations, invitations
from meeting_tui.domain.papers.slip import blank_slips, slips
from meeting_tui.domain.plan import Plan, Signature
from meeting_tui.domain.records import Person
from meeting_tui.export.measure import BORROWED, width
from meeting_tui.export.pdf import blank_slips_pdf, invitations_pdf, slips_pdf, to_pdf, unprintable
from meeting_tui.store.guides import profile_of

DPI = 200
MM = 72 / 25.4
HOSTILE_NAME = "#panic(1) *x* $y$ \u202e@z <b> [c](d) \\ -- 1."
PHONE = "0912345678"
DATED = {"closed_at": "2024-06-14T11:20:00+07:00"}


def listed(*names: str, plan: Plan = STATE) -> Meeting:
    """A meeting with these people on its list, each in a village of their own."""
    meeting = Meeting(plan)
    chance = Random(7)
    for count, name in enumerate(names):
        meeting.people[f"p{count}"] = Person(
            name=name,
            village=f"thôn {count + 1}",
            code=make_code(chance.randrange(10**6, 10**7), chance.randrange(100), 7),
            phone=PHONE,
            birth_year=1950,
        )
    return meeting


def letters(meeting: Meeting) -> Invitations:
    return invitations(meeting, profile_of(meeting.plan))


def letters_pdf(meeting: Meeting) -> bytes:
    return invitations_pdf(letters(meeting), profile_of(meeting.plan))


def texts_of(data: bytes) -> list[str]:
    """The text of each page, without the places where a line may break."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range().replace("\u200b", "") for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


# -- worn paper ------------------------------------------------------------------------------------------


def blurred(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(2))


def turned(page: Image.Image) -> Image.Image:
    return page.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def noisy(page: Image.Image, strength: float = 40) -> Image.Image:
    grain = np.random.default_rng(3).normal(0, strength, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))


def faded(page: Image.Image) -> Image.Image:
    return page.point(lambda tone: 255 - (255 - tone) * 0.25)


def badly_lit(page: Image.Image) -> Image.Image:
    """A shadow over the page, out of focus, grainy, and compressed by a telephone."""
    shadow = np.linspace(0.35, 1, page.width)[None, :] * np.linspace(0.7, 1, page.height)[:, None]
    dark = Image.fromarray((np.asarray(page) * shadow).astype(np.uint8))
    stream = io.BytesIO()
    noisy(blurred(dark), 12).save(stream, "JPEG", quality=40)
    return Image.open(stream)


@cache
def slip_pages() -> tuple[list[str], list[Image.Image]]:
    """The codes of 25 slips, and their pages at 200 dpi."""
    made = slips(listed(*(f"Nguyễn Văn {count}" for count in range(25))))
    with pypdfium2.PdfDocument(slips_pdf(made)) as document:
        pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    return sorted(slip.code for slip in made.slips), pages


@pytest.mark.parametrize("wear", [lambda page: page, blurred, turned, noisy, faded, badly_lit])
def test_every_code_is_read_from_worn_paper(wear: Callable[[Image.Image], Image.Image]) -> None:
    """A slip that lay in a pocket and is held into bad light still lets its owner in."""
    codes, pages = slip_pages()
    formats = zxingcpp.BarcodeFormat.QRCode
    found = [
        code.text
        for page in pages
        for code in zxingcpp.read_barcodes(np.asarray(wear(page)), formats=formats)
    ]
    assert sorted(found) == codes


def test_a_letter_has_the_code_twice_and_prints_what_a_clerk_can_type() -> None:
    """The letter stays with the person; the slip goes back with its own."""
    made = letters(listed("Nguyễn Văn An"))
    data = invitations_pdf(made, profile_of(STATE))
    with pypdfium2.PdfDocument(data) as document:
        read = [zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text for page in document]
    (slip,) = made.sheets.slips
    assert read == [slip.code, slip.code]
    assert all(slip.short in text for text in texts_of(data))


# -- text ------------------------------------------------------------------------------------------------


def test_a_name_is_never_markup() -> None:
    """Names come from files: what typst would run or dress up prints as it stands, cleaned."""
    clean = HOSTILE_NAME.replace("\u202e", "")
    meeting = listed(HOSTILE_NAME)
    for data in (slips_pdf(slips(meeting)), letters_pdf(meeting)):
        assert all(squeezed(clean) in squeezed(text) for text in texts_of(data))


def test_names_are_composed() -> None:
    """With loose marks other programs find nothing in the PDF."""
    name = "Nguye\u0302\u0303n Thi\u0323 Ngo\u0323c H'Hen Niê"
    (text,) = texts_of(slips_pdf(slips(listed(name))))
    assert unicodedata.normalize("NFC", name) in text.replace("\r\n", " ")


def test_every_vietnamese_letter_is_in_the_shipped_font() -> None:
    """Older Liberation fonts lack 92 of the 134 letters: they would be drawn in another shape."""
    toned = ("".join(LETTERS) + "iy").replace("d", "").replace("đ", "")
    letters = "".join(
        unicodedata.normalize("NFC", letter + tone) for letter in toned for tone in ("", *TONES)
    )
    every = f"{letters}đ {letters.upper()}Đ"
    styles = [run(every, bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)]
    paper = Paper(kind="x", profile="nd30", title="x", blocks=(paragraph(*styles),))
    assert len(set(every)) >= 134
    assert fonts_of(to_pdf(paper)) == {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
        "LiberationSerif-BoldItalic",
    }


def fonts_of(data: bytes) -> set[str]:
    return {name.decode() for name in re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", data)}


@pytest.mark.parametrize("made", [state_paper, party_paper, hostile_paper])
def test_the_pages_say_all_that_the_tree_says(made: Callable[[], Paper]) -> None:
    """A PDF of the minutes is the minutes."""
    paper = made()
    printed = squeezed("".join(texts_of(to_pdf(paper))))
    told = [plain(b.runs) if isinstance(b, Paragraph) else b.text for b in paper.blocks
            if isinstance(b, Paragraph | Heading)]  # fmt: skip
    cells = [cell for b in paper.blocks if isinstance(b, Table) for row in b.rows for cell in row]
    missing = [text for text in (*told, *cells) if not stands(squeezed(text), printed)]
    assert missing == []


def stands(text: str, printed: str) -> bool:
    """Whether the text is there, whole or parted by the end of a page and its number."""
    return text in printed or any(
        re.search(f"{re.escape(text[:at])}.{{0,3}}{re.escape(text[at:])}", printed) for at in range(len(text))
    )


def test_signers_and_their_authority_stand_over_the_name() -> None:
    sign = Signature(authority="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH", name="Trần Văn Bình")
    made = letters(listed("Nguyễn Văn An", plan=msgspec.structs.replace(STATE, signature=sign)))
    text = squeezed(texts_of(invitations_pdf(made, profile_of(STATE)))[0])
    assert text.index("TM.ỦYBANNHÂNDÂN") < text.index("CHỦTỊCHTrầnVănBình")


def test_nothing_private_is_printed() -> None:
    meeting = listed("Nguyễn Văn An")
    printed = texts_of(letters_pdf(meeting)) + texts_of(slips_pdf(slips(meeting)))
    assert not any(PHONE in text or "1950" in text for text in printed)


def test_a_draft_says_so() -> None:
    day = PaperDay()
    assert "DỰ THẢO" in texts_of(to_pdf(attendance_list(day.meeting, day.now, day.profile)))[0]
    day = whole_day()
    assert "DỰ THẢO" not in texts_of(to_pdf(attendance_list(day.meeting, day.now, day.profile)))[0]


# -- layout ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Nguyễn " * 40, "X" * 200, "Công Tằng Tôn Nữ Hoàng Kim Phượng Trường Khánh"]
)
def test_a_long_name_stays_whole_on_its_slip(name: str) -> None:
    """It wraps and shrinks; it is not cut, and it does not run into the QR or the neighbour's slip."""
    data = slips_pdf(slips(listed(name)))
    (text,) = texts_of(data)
    assert squeezed(name) in squeezed(text)
    with pypdfium2.PdfDocument(data) as document:
        page = document[0].get_textpage()
        start = page.search(name.split()[0][:7]).get_next()
        assert start is not None
        boxes = [page.get_charbox(start[0] + at) for at in range(len(name.strip()))]
    left, bottom, right, top = 8 * MM, (297 - 8 - 31) * MM, (8 + 97 - 2.5 - 25) * MM, (297 - 8) * MM
    seen = [box for box in boxes if box[2] > box[0]]
    assert all(left <= box[0] and box[2] <= right and bottom <= box[1] and box[3] <= top for box in seen)


def test_ten_slips_on_a_page_two_forms_on_a_page_two_pages_for_a_letter() -> None:
    meeting = listed(*(f"Nguyễn Văn {count}" for count in range(11)))
    assert len(texts_of(slips_pdf(slips(meeting)))) == 2
    assert len(texts_of(letters_pdf(meeting))) == 22
    blank = texts_of(blank_slips_pdf(blank_slips(meeting, 3)))
    assert len(blank) == 2
    assert all(text.count("Nội dung ý kiến, kiến nghị:") in (1, 2) for text in blank)


@pytest.mark.parametrize("plan", [STATE, PARTY])
def test_a_letter_has_one_page_also_when_little_is_fixed(plan: Plan) -> None:
    event = msgspec.structs.replace(plan.here, date=None, venue="", period="6 tháng đầu năm")
    made = letters(listed("H'Hen Niê", plan=msgspec.structs.replace(plan, events=(event,))))
    front, back = texts_of(invitations_pdf(made, profile_of(plan)))
    assert "GIẤY MỜI" in front and "PHIẾU ĐĂNG KÝ" not in front
    assert "PHIẾU ĐĂNG KÝ" in back and "Dành cho Ban Tổ chức:" in back


def test_a_table_repeats_its_head_on_every_page_and_pages_are_numbered() -> None:
    day = PaperDay()
    meeting = day.meeting
    for count in range(80):
        meeting.people[f"p{count}"] = Person(name=f"Nguyễn Văn {count}", village="thôn 1")
    pages = texts_of(to_pdf(attendance_list(meeting, day.now, day.profile)))
    assert len(pages) > 2
    assert all("Họ và tên" in text for text in pages[:-1])
    assert [text.split()[0] for text in pages[1:]] == [str(at) for at in range(2, len(pages) + 1)]


def test_the_same_paper_is_the_same_file() -> None:
    """No clock is read: an archive can compare."""
    made = letters(listed("Nguyễn Văn An"))
    sheets = blank_slips(Meeting(STATE), 1)

    def files() -> list[bytes]:
        return [
            to_pdf(state_paper()),
            invitations_pdf(made, profile_of(STATE)),
            slips_pdf(made.sheets),
            blank_slips_pdf(sheets),
        ]

    assert files() == files()
    minutes, *others = files()
    assert set(re.findall(rb"(?:CreationDate|ModDate) ?\(D:(\d{14})", minutes)) == {b"20240614042001"}
    assert not any(re.search(rb"CreationDate|CreateDate|ModDate", data) for data in others)


def test_a_paper_that_knows_its_day_is_made_for_the_archive() -> None:
    """PDF/A wants a date, and none is invented for a paper that has none."""
    dated = to_pdf(state_paper())
    assert b"<pdfaid:part>2</pdfaid:part>" in dated and b"<pdfaid:conformance>B</pdfaid:conformance>" in dated
    undated = Paper(kind="x", profile="nd30", title="x", blocks=(paragraph("một"),))
    assert b"pdfaid" not in to_pdf(undated)


def test_no_letter_vanishes() -> None:
    """What no font has is a box that can be seen and counted; what a second font has is drawn."""
    typed = "Đất 😀👍🏽 漢字 ☑ → ① ✓"
    paper = Paper(kind="x", profile="nd30", title="x", blocks=(paragraph(typed),), facts=DATED)
    (text,) = texts_of(to_pdf(paper))
    assert squeezed(text) == squeezed("Đất □□□ □□ ☑ → ① ✓")
    assert unprintable(paper) == "".join(sorted("漢字👍🏽😀"))
    assert unprintable(state_paper()) == ""


def test_a_space_that_is_drawn_makes_a_paper_too() -> None:
    """Ogham's is a stroke, which no font of ours has: for the archive it must not stay a letter without a shape."""
    paper = Paper(
        kind="x", profile="nd30", title="x", blocks=(Paragraph(runs=(run("a"), Run("\u1680"))),), facts=DATED
    )
    assert squeezed("".join(texts_of(to_pdf(paper)))) == "a□"


def test_every_borrowed_letter_is_drawn() -> None:
    """For the archive, a letter without a shape is refused: then there would be no paper at all."""
    borrowed = " ".join(sorted(BORROWED))
    to_pdf(Paper(kind="x", profile="nd30", title="x", blocks=(paragraph(borrowed),), facts=DATED))


def test_the_widths_are_those_that_were_measured_in_word() -> None:
    """Rules are as long as their text only if text is measured right."""
    assert width("Độc lập - Tự do - Hạnh phúc", 14, bold=True) == pytest.approx(60.4, abs=0.2)
    assert width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True) == pytest.approx(95, abs=1)


def of(*blocks: AnyBlock, **fields: Any) -> Paper:
    return Paper(kind="x", profile="nd30", title="x", blocks=blocks, **fields)


def lined(count: int, *, columns: int = 2) -> Table:
    heads = tuple(Column(header=f"Cột {at}", width=10) for at in range(columns))
    return Table(
        columns=heads, rows=tuple(tuple(f"{row}.{at}" for at in range(columns)) for row in range(count))
    )


def test_appendices_have_pages_and_numbers_of_their_own() -> None:
    """Each from 1, hidden on its first page, lying where it is said to."""
    paper = of(
        *(paragraph("dòng") for _ in range(60)),
        Appendix(label="Phụ lục I", title="MỘT", note="(Kèm theo)", landscape=True),
        lined(60),
        Appendix(label="Phụ lục II", title="HAI"),
        lined(60),
    )
    with pypdfium2.PdfDocument(to_pdf(paper)) as document:
        lies = [page.get_width() > page.get_height() for page in document]
    starts = [text.split()[0] for text in texts_of(to_pdf(paper))]
    assert starts == ["dòng", "2", "Phụ", "2", "3", "Phụ", "2"]
    assert lies == [False, False, True, True, True, False, False]


def test_a_paper_that_begins_with_an_appendix_has_no_empty_page() -> None:
    paper = of(
        Appendix(title="PHIẾU", landscape=True), paragraph("một"), Appendix(title="PHIẾU"), paragraph("hai")
    )
    assert [squeezed(text) for text in texts_of(to_pdf(paper))] == ["PHIẾUmột", "PHIẾUhai"]


@pytest.mark.parametrize("lines", range(26, 40))
def test_signatures_never_stand_alone_nor_split(lines: int) -> None:
    """However full the page is, the last line of the text goes with them."""
    sign = Signatures(right=Signer(role="CHỦ TỌA", name="Trần Văn Bình"))
    list_ = Recipients(title="Nơi nhận:", lines=("Như trên;", "Lưu: VT."))
    for before in ([paragraph(f"dòng {at}.") for at in range(lines)], [lined(lines + 12)]):
        last = squeezed(texts_of(to_pdf(of(*before, sign, list_)))[-1])
        assert re.search(r"(dòng\d+|\d\.1)\.?Nơinhận:-Nhưtrên;-Lưu:VT\.CHỦTỌATrầnVănBình$", last)


@pytest.mark.parametrize("rows", range(30, 44))
def test_a_groups_name_stays_with_its_rows(rows: int) -> None:
    """At the end of a page it would name nothing."""
    spans = (Span(before=rows, text="Cộng trước", bold=False), Span(before=rows, text="TÊN NHÓM"))
    table = msgspec.structs.replace(lined(rows + 3), spans=spans)
    pages = [squeezed(text) for text in texts_of(to_pdf(of(table)))]
    assert any(f"TÊNNHÓM{rows}.0" in page for page in pages)


def test_a_draft_says_so_on_every_page() -> None:
    paper = of(
        *(paragraph("dòng") for _ in range(60)),
        Appendix(title="MỘT"),
        lined(60),
        draft=True,
        draft_note="in lúc x",
    )
    first, *others = texts_of(to_pdf(paper))
    assert "DỰ THẢO" in first
    assert len(others) == 3 and all("Dự thảo, in lúc x" in text for text in others)


def test_dates_keep_on_one_line() -> None:
    """Wherever the line ends, the date does not, nor a number with its unit."""
    held = ("ngày 05 tháng 02 năm 2026", "số 45/KH-UBND", "1 250 000 đồng", "thôn 5")
    text = "".join(texts_of(to_pdf(of(*(paragraph("a " * at + " ".join(held)) for at in range(20, 50))))))
    assert {piece: text.count(piece) for piece in held} == dict.fromkeys(held, 30)


LONG = "A-B" * 3000


def test_a_text_without_spaces_does_not_leave_the_page() -> None:
    """In one box it would run over the foot of the page, and be lost."""
    data = to_pdf(of(paragraph(LONG)))
    assert len(texts_of(data)) > 1
    assert "".join(texts_of(data)).count("A") == "".join(texts_of(data)).count("B") == 3000
    assert outside(data) == []


@pytest.mark.parametrize(
    "word", ["X" * 300, "HOPTACXANONGNGHIEP@LAICHAU.GOV.VN", "hoptacxa.nongnghiep@laichau.gov.vn"]
)
def test_a_long_word_keeps_to_its_line_and_its_cell(word: str) -> None:
    """An address of the net, or a key that was leant on: over the neighbour's text neither can be read."""
    columns = (Column(header="Đơn vị", width=25), Column(header="Điểm danh", width=140))
    head = Letterhead(style="state", superior=(word,), issuer=(word,), right=("B", "C"), place_date=word)
    signs = Signatures(right=Signer(role=word, name=word))
    tree = of(
        head,
        Title(text=word),
        Subject(text=word),
        Heading(text=word),
        To(title="Kính gửi:", lines=(word, "b")),
    )
    for paper in (
        tree,
        of(Table(columns=columns, rows=((word, "Có mặt"),))),
        of(signs, Recipients(title="Nơi nhận:", lines=(word,))),
    ):
        assert outside(to_pdf(paper)) == []
    text = texts_of(to_pdf(of(Table(columns=columns, rows=((word, "Có mặt"),)))))[0]
    assert "Cómặt" in squeezed(text)
    left, cell = 30 * MM, (30 + 25) * MM
    with pypdfium2.PdfDocument(to_pdf(of(Table(columns=columns, rows=((word, "Có mặt"),))))) as document:
        page = document[0].get_textpage()
        ends = [box[2] for box in map(page.get_charbox, range(page.count_chars())) if left <= box[0] < cell]
    assert max(ends) <= cell + 0.5


def outside(data: bytes) -> list[tuple[int, float]]:
    """Letters that stand outside the margins: page and place."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage()
            boxes = (text.get_charbox(at) for at in range(text.count_chars()))
            found += [
                (number, box[2])
                for box in boxes
                if box[2] > box[0] and (box[0] < 29 * MM or box[2] > 195.5 * MM or box[1] < 19 * MM)
            ]
    return found


@pytest.mark.parametrize("lines", range(30, 44))
def test_a_title_does_not_stay_behind_at_the_end_of_a_page(lines: int) -> None:
    """What it names would stand on the next one."""
    step = (paragraph(run("7. Đại diện các đoàn thể phát biểu.", bold=True)), paragraph("NỘI DUNG của bước."))
    pages = texts_of(to_pdf(of(*(paragraph("dòng") for _ in range(lines)), *step)))
    assert any("7. Đại diện" in page and "NỘI DUNG" in page for page in pages)


def test_room_for_a_pen_is_kept() -> None:
    """The clerk writes the number after signing."""
    head = Letterhead(style="state", issuer=("A",), right=("B", "C"), number="Số:      /BB-UBND")
    assert "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/BB-UBND" in texts_of(to_pdf(of(head)))[0].replace(
        " ", "\u00a0"
    )


def test_nobody_to_write_to_is_an_empty_sheet() -> None:
    """A list on which nobody has a code makes a file, not an error."""
    empty = Meeting(STATE)
    assert texts_of(slips_pdf(slips(empty))) == [""]
    assert texts_of(letters_pdf(empty)) == [""]
