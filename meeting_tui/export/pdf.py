"""Papers as PDF. The only module that knows typst, which is loaded when the first one is made.

Templates lie in `typst/`. What a paper says reaches them as JSON, never as a piece of a template, so nothing in a
name can be an instruction. The bytes depend on nothing but the paper: no clock is read, and the machine's own fonts
are left alone. A paper that knows its day is made for the archive: PDF/A-2b, which wants a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from meeting_tui.domain.codes import TEST_CODE, short_form
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Subject,
    Table,
    Title,
    To,
)
from meeting_tui.domain.papers.invitation import Invitations
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.slip import Slips
from meeting_tui.export import measure, qr
from meeting_tui.export.layout import (
    DRAFT,
    about_lines,
    columns,
    draft_line,
    head_lines,
    header_at,
    introduces,
    is_long,
    is_long_list,
    keywords,
    landscapes,
    letter_size,
    rule_under,
    shared,
    side,
    title_lines,
    to_list,
)
from meeting_tui.export.look import Look, look_of
from meeting_tui.export.unbroken import SPACE, unbroken

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).parent / "typst"

_GAP = re.compile("  +")
"""Room for a pen: typst makes one space of several."""

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
    return _compiled(
        "paper", {"paper": _tree(paper), "look": _look(paper.profile)}, tags=True, day=_day(paper)
    )


def unprintable(paper: Paper) -> str:
    """The letters of the paper that its PDF shows as a box, each once: whoever exports it is told."""
    return "".join(sorted(measure.unprintable(msgspec.json.encode(paper.blocks).decode())))


def slips_pdf(sheets: Slips) -> bytes:
    """Six slips on a page, to be cut apart."""
    return _compiled("slips", _sheets(sheets))


def blank_slips_pdf(sheets: Slips) -> bytes:
    """Two forms on a page."""
    return _compiled("blank_slips", _sheets(sheets))


def invitations_pdf(made: Invitations, profile: Profile) -> bytes:
    """Each letter, and on a page of its own the slip that goes with it."""
    return _compiled(
        "invitations",
        {
            "letters": [_tree(letter) for letter in made.letters],
            "look": _look(profile.name),
            **_sheets(made.sheets),
        },
    )


def scanner_test_pdf() -> bytes:
    """The code to try a scanner with, as large as on a slip, and what to do when it does not work."""
    return _compiled(
        "scanner_test",
        {"title": TEST_TITLE, "lines": TEST_LINES, "qr": qr.svg(TEST_CODE), "short": short_form(TEST_CODE)},
    )


def _compiled(
    template: str, data: dict[str, Any], *, tags: bool = False, day: datetime | None = None
) -> bytes:
    import typst

    data |= {"dated": day is not None, "fonts": look_of("nd30").fonts.pdf}
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": msgspec.json.encode(data).decode()},
        format="pdf",
        pdf_tags=tags,
        pdf_standards=["a-2b"] if day else [],
        timestamp=day,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[measure.FONTS])


def _day(paper: Paper) -> datetime | None:
    """When what the paper tells was over, or began."""
    told = paper.facts.get("closed_at") or paper.facts.get("opened_at")
    return datetime.fromisoformat(told).replace(microsecond=0) if isinstance(told, str) else None


@cache
def _look(profile: str) -> dict[str, Any]:
    look = look_of(profile)
    told: dict[str, Any] = msgspec.to_builtins(look)
    return told | {"lying": look.margins(landscape=True), "draft": DRAFT}


def _tree(paper: Paper) -> dict[str, Any]:
    """The paper in sections, each with its blocks and what layout decides about them."""
    look = look_of(paper.profile)
    sections: list[dict[str, Any]] = [{"landscape": lies, "blocks": []} for lies in landscapes(paper)]
    at = 0
    for block in paper.blocks:
        at += isinstance(block, Appendix) and block is not paper.blocks[0]
        here = sections[at]
        here["blocks"].append(_block(block, look, look.text(landscape=here["landscape"])))
    return {
        "title": paper.title,
        "keywords": keywords(paper),
        "draft": paper.draft,
        "draft_note": _printed(paper.draft_note),
        "draft_line": _printed(draft_line(paper)) if paper.draft else "",
        "header": header_at(paper, look),
        "sections": sections,
    }


def _block(block: AnyBlock, look: Look, room: tuple[float, float]) -> dict[str, Any]:
    """A block as it is printed; `room`: width and height of the page, in mm."""
    told: dict[str, Any] = msgspec.to_builtins(block)
    width, height = room
    if isinstance(block, Title):
        told["lines"] = title_lines(block.text, width, look.title.size)
    elif isinstance(block, Subject):
        told["lines"] = lines = title_lines(block.text, width, look.title.subject)
        told["rule"] = rule_under(lines, look.title.subject, look.title.rule, width)
    elif isinstance(block, Appendix):
        told["lines"] = title_lines(block.title, width, look.appendix.title)
        told["note_lines"] = title_lines(block.note, width, look.appendix.note) if block.note else []
    elif isinstance(block, Paragraph):
        told |= {"align": side(block), "introduces": introduces(block)}
    elif isinstance(block, Recipients):
        told["long"] = is_long_list(block, look, room)
    elif isinstance(block, To):
        told |= msgspec.to_builtins(to_list(block, look, width))
    elif isinstance(block, Table):
        told["widths"] = widths = columns(block, look, width)
        told["rows"] = _rows(block, look, widths, height)
    elif isinstance(block, Letterhead):
        head, column = look.letterhead, shared(look.letterhead.columns, width)[0]
        told["about_lines"] = about_lines(block.about, look)
        told["superior"] = head_lines(block.superior, column, head.superior)
        told["issuer"] = head_lines(block.issuer, column, head.issuer)
    printed: dict[str, Any] = _printed(told, narrow=isinstance(block, Table))
    return printed


def _rows(table: Table, look: Look, widths: tuple[float, ...], height: float) -> list[dict[str, Any]]:
    """Rows and spans in order. The span straight before a row names its group; the others are subtotals."""
    size = letter_size(table, look)
    rows: list[dict[str, Any]] = []
    for at, row in enumerate([*table.rows, None]):
        spans = [span for span in table.spans if span.before == at]
        for count, span in enumerate(spans, start=1):
            rows.append(
                {"span": span.text, "bold": span.bold, "names": row is not None and count == len(spans)}
            )
        if row is not None:
            rows.append({"cells": row, "long": is_long(row, widths, size, look.table.padding, height)})
    return rows


def _printed(told: Any, *, narrow: bool = False) -> Any:
    """Every text in there as it is printed: nothing parted that belongs together, a box for what no font has."""
    return _changed(
        told,
        lambda text: _GAP.sub(
            lambda gap: SPACE * len(gap[0]), measure.printable(unbroken(text, narrow=narrow))
        ),
    )


def _changed(told: Any, change: Callable[[str], str]) -> Any:
    """Plain data with every text in it changed."""
    if isinstance(told, str):
        return change(told)
    if isinstance(told, dict):
        return {key: _changed(value, change) for key, value in told.items()}
    if isinstance(told, list | tuple):
        return [_changed(value, change) for value in told]
    return told


def _sheets(sheets: Slips) -> dict[str, Any]:
    """What all slips say, and the slips."""
    sheet: dict[str, Any] = _changed(msgspec.to_builtins(sheets), measure.printable)
    slips = [slip | {"qr": qr.svg(slip["code"]) if slip["code"] else ""} for slip in sheet.pop("slips")]
    return {"sheet": sheet, "slips": slips}
