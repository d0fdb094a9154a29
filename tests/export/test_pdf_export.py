"""PDF papers, looked at: codes that can be read from worn paper, text that is only text, nothing cut off."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random

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
from meeting_tui.domain.papers.blocks import Heading, Paper, Paragraph, Table, paragraph, plain, run
from meeting_tui.domain.papers.invitation import invitations
from meeting_tui.domain.papers.slip import blank_slips, slips
from meeting_tui.domain.plan import Plan, Signature
from meeting_tui.domain.records import Person
from meeting_tui.export.pdf import blank_slips_pdf, invitations_pdf, slips_pdf, to_pdf

DPI = 200
MM = 72 / 25.4
HOSTILE_NAME = "#panic(1) *x* $y$ \u202e@z <b> [c](d) \\ -- 1."
PHONE = "0912345678"


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
    made = invitations(listed("Nguyễn Văn An"))
    data = invitations_pdf(made, "nd30")
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
    for data in (slips_pdf(slips(meeting)), invitations_pdf(invitations(meeting), "nd30")):
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
    made = invitations(listed("Nguyễn Văn An", plan=msgspec.structs.replace(STATE, signature=sign)))
    text = squeezed(texts_of(invitations_pdf(made, "nd30"))[0])
    assert text.index("TM.ỦYBANNHÂNDÂN") < text.index("CHỦTỊCHTrầnVănBình")


def test_nothing_private_is_printed() -> None:
    meeting = listed("Nguyễn Văn An")
    printed = texts_of(invitations_pdf(invitations(meeting), "nd30")) + texts_of(slips_pdf(slips(meeting)))
    assert not any(PHONE in text or "1950" in text for text in printed)


def test_a_draft_says_so() -> None:
    day = PaperDay()
    assert "DỰ THẢO" in texts_of(to_pdf(attendance_list(day.meeting, day.now)))[0]
    day = whole_day()
    assert "DỰ THẢO" not in texts_of(to_pdf(attendance_list(day.meeting, day.now)))[0]


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
    assert len(texts_of(invitations_pdf(invitations(meeting), "nd30"))) == 22
    blank = texts_of(blank_slips_pdf(blank_slips(meeting, 3)))
    assert len(blank) == 2
    assert all(text.count("Nội dung ý kiến, kiến nghị:") in (1, 2) for text in blank)


@pytest.mark.parametrize("plan", [STATE, PARTY])
def test_a_letter_has_one_page_also_when_little_is_fixed(plan: Plan) -> None:
    event = msgspec.structs.replace(plan.here, date=None, venue="", period="6 tháng đầu năm")
    made = invitations(listed("H'Hen Niê", plan=msgspec.structs.replace(plan, events=(event,))))
    front, back = texts_of(invitations_pdf(made, plan.format_profile))
    assert "GIẤY MỜI" in front and "PHIẾU ĐĂNG KÝ" not in front
    assert "PHIẾU ĐĂNG KÝ" in back and "Dành cho Ban Tổ chức:" in back


def test_a_table_repeats_its_head_on_every_page_and_pages_are_numbered() -> None:
    day = PaperDay()
    meeting = day.meeting
    for count in range(80):
        meeting.people[f"p{count}"] = Person(name=f"Nguyễn Văn {count}", village="thôn 1")
    pages = texts_of(to_pdf(attendance_list(meeting, day.now)))
    assert len(pages) > 2
    assert all("Họ và tên" in text for text in pages[:-1])
    assert [text.split()[0] for text in pages[1:]] == [str(at) for at in range(2, len(pages) + 1)]


def test_the_same_paper_is_the_same_file() -> None:
    """No clock is read: an archive can compare."""
    made = invitations(listed("Nguyễn Văn An"))
    sheets = blank_slips(Meeting(STATE), 1)

    def files() -> list[bytes]:
        return [
            to_pdf(state_paper()),
            invitations_pdf(made, "nd30"),
            slips_pdf(made.sheets),
            blank_slips_pdf(sheets),
        ]

    assert files() == files()
    assert not any(re.search(rb"CreationDate|CreateDate|ModDate", data) for data in files())


def test_nobody_to_write_to_is_an_empty_sheet() -> None:
    """A list on which nobody has a code makes a file, not an error."""
    empty = Meeting(STATE)
    assert texts_of(slips_pdf(slips(empty))) == [""]
    assert texts_of(invitations_pdf(invitations(empty), "nd30")) == [""]
