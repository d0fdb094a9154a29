"""The whole registration slip as blocks, for an office that edits its letters in Word (handbook, 3)."""

from __future__ import annotations

from collections.abc import Iterator

from meeting_tui.domain.papers.blocks import AnyBlock, Appendix, Column, Run, Table, paragraph, run
from meeting_tui.domain.papers.slip import Slip, Slips
from meeting_tui.domain.wording import BLANK

BOX = "□"
LINES = 5
"""Dotted lines for the opinion; Word has room for more where a line is long."""
_FULL = BLANK * 30
_REST = BLANK * 12


def form(sheets: Slips, slip: Slip) -> Iterator[AnyBlock]:
    """On a page of its own. A line that is nothing but the code stands where the symbol goes."""
    label = sheets.labels
    yield Appendix(title=sheets.title, note=sheets.event)
    yield paragraph(run(sheets.return_note, italic=True), align="center")
    yield paragraph(f"{label['slip_code']} {_REST}", align="left")
    yield paragraph(slip.code, align="right")
    who = f"{slip.salutation or label['salutation']} {slip.name}"
    yield paragraph(f"{label['full_name']} ", run(who, bold=True), align="left")
    yield paragraph(f"{label['village']} ", run(slip.place, bold=True), align="left")
    for names in (("represents", "birth_year"), ("phone",)):
        yield paragraph(
            " ".join(f"{label[name]} {_REST[: 8 if len(names) > 1 else 12]}" for name in names), align="left"
        )
    yield paragraph(f"{BOX} {label['speak']}; {BOX} {label['write']}", align="left")
    yield paragraph(f"{label['topic']} {_REST}", align="left")
    yield paragraph(label["content"], align="left")
    for _ in range(LINES):
        yield paragraph(Run(_FULL), align="center")
    yield paragraph(f"{label['addressee']} {_REST}", align="left")
    yield paragraph(f"{label['attachments']} {_REST}", align="left")
    yield paragraph(f"{BOX} {label['withhold_name']}", align="left")
    yield paragraph(run(slip.notice, italic=True))
    yield paragraph(f"{BOX} {label['consent']} {label['signed']} {_REST}", align="left")
    yield paragraph(run(label["office"], bold=True), align="left")
    office = ("received_at", "received_by", "queue_no", "prepared_by")
    columns = tuple(Column(header=label[name].rstrip(":"), width=41, align="center") for name in office)
    yield Table(columns=columns, rows=(("",) * len(office),))
