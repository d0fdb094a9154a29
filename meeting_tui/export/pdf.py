"""Papers as PDF. The only module that knows typst, which is loaded when the first one is made.

Templates lie in `typst/`. What a paper says reaches them as JSON, never as a piece of a template, so nothing in a
name can be an instruction. The bytes depend on nothing but the paper: no clock is read.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from meeting_tui.domain.codes import TEST_CODE, short_form
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.invitation import Invitations
from meeting_tui.domain.papers.slip import Slips
from meeting_tui.domain.plan import FormatProfile
from meeting_tui.export import look as sizes
from meeting_tui.export import qr
from meeting_tui.export.balance import balanced

if TYPE_CHECKING:
    from typst import Fonts

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"
FAMILIES = ("Liberation Serif", "Libertinus Serif")
"""Liberation Serif 2.1 has every Vietnamese letter, and the widths of Times New Roman. The second one comes with
typst. The machine's own fonts are left alone: a PDF is the same wherever it is made."""


TEST_TITLE = "Trang thử máy quét mã"
TEST_LINES = (
    "1. Mở chương trình, chọn “Thử máy quét”, rồi quét mã trên trang này.",
    "2. Màn hình báo những gì máy quét đã gửi, tốc độ, ký tự kết thúc và cách khắc phục nếu có lỗi.",
    "3. Tắt bộ gõ tiếng Việt (chuyển sang chữ E) ở máy dùng để quét; bàn phím đặt là English (US).",
    "4. Máy quét nên đặt ký tự kết thúc là Enter (CR): xem sách hướng dẫn của máy quét.",
    "5. Nếu máy quét hỏng: gõ 8 chữ số in cạnh mã, hoặc tìm theo tên.",
)
"""Printed, so Vietnamese in every language of the interface."""


def to_pdf(paper: Paper) -> bytes:
    """Any paper of the neutral tree, as in Word."""
    return _compiled("paper", {"paper": _tree(paper), "look": _look(paper.profile)}, tags=True)


def slips_pdf(sheets: Slips) -> bytes:
    """Ten slips on a page, to be cut apart."""
    return _compiled("slips", _sheets(sheets))


def blank_slips_pdf(sheets: Slips) -> bytes:
    """Two forms on a page."""
    return _compiled("blank_slips", _sheets(sheets))


def invitations_pdf(made: Invitations, profile: FormatProfile) -> bytes:
    """Each letter, and on a page of its own the slip that goes with it."""
    return _compiled(
        "invitations",
        {
            "letters": [_tree(letter) for letter in made.letters],
            "look": _look(profile),
            **_sheets(made.sheets),
        },
    )


def scanner_test_pdf() -> bytes:
    """The code to try a scanner with, as large as on a slip, and what to do when it does not work."""
    return _compiled(
        "scanner_test",
        {"title": TEST_TITLE, "lines": TEST_LINES, "qr": qr.svg(TEST_CODE), "short": short_form(TEST_CODE)},
    )


def _compiled(template: str, data: dict[str, Any], *, tags: bool = False) -> bytes:
    import typst

    page = {"fonts": FAMILIES, "margins": sizes.MARGINS, "header": sizes.HEADER_DISTANCE}
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": msgspec.json.encode({**data, "page": page}).decode()},
        format="pdf",
        pdf_tags=tags,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _look(profile: FormatProfile) -> dict[str, Any]:
    look: dict[str, Any] = msgspec.to_builtins(sizes.LOOKS[profile])
    return look | {"long_row": sizes.LONG_ROW}


def _tree(paper: Paper) -> dict[str, Any]:
    """The tree, with the lines of its subject as they are broken in Word."""
    tree: dict[str, Any] = msgspec.to_builtins(paper)
    for block in tree["blocks"]:
        if block["type"] == "Subject":
            block["lines"] = balanced(block["text"])
    return tree


def _sheets(sheets: Slips) -> dict[str, Any]:
    """What all slips say, and the slips."""
    sheet: dict[str, Any] = msgspec.to_builtins(sheets)
    slips = [slip | {"qr": qr.svg(slip["code"]) if slip["code"] else ""} for slip in sheet.pop("slips")]
    return {"sheet": sheet, "slips": slips}
