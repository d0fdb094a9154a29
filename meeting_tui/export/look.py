"""Sizes of printed papers, per format profile: points and millimetres.

State: decree 30/2020/ND-CP, appendix I. Party: guides 36-HD/VPTW and 05-HD/VPTW (handbook, 1.4); only
secondary accounts of the second were at hand.
"""

from __future__ import annotations

import msgspec

from meeting_tui.domain.plan import FormatProfile

FONT = "Times New Roman"
PAGE = (210, 297)
MARGINS = (20, 15, 20, 30)
"""Top, right, bottom, left."""
TEXT_WIDTH = PAGE[0] - MARGINS[1] - MARGINS[3]
HEADER_DISTANCE = 10
LONG_ROW = 700
"""A row of more letters may go over the page's end: kept whole it would leave half a page white."""
CAPITAL = 0.225
"""How wide a bold capital is, in mm for each point of its size: measured on the set texts."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Text sizes in points, lengths in mm."""

    columns: tuple[int, int] = (65, 100)
    superior: float = 12
    issuer: float = 12
    right: tuple[float, ...] = (13, 14)
    right_rule: float = 60.4
    """As long as the last line on the right."""
    asterisk: bool = False
    number: float = 13
    place_date: float = 14
    title: float = 14
    subject: float = 14
    subject_rule: int = 38
    """0: five hyphens instead."""
    body: float = 14
    line: float | None = None
    """Exact distance of lines; None: single."""
    first_line: float = 12.7
    step: float = 0.0
    """Further indentation of each level."""
    before: float = 6
    table: float = 12
    note: float = 13
    recipients_title: float = 12
    recipients: float = 11
    recipients_underlined: bool = False
    page_number: float = 13


_STATE = Look()
_PARTY_2018 = Look(
    columns=(80, 85),
    superior=14,
    issuer=14,
    right=(15,),
    right_rule=73,
    asterisk=True,
    number=14,
    title=16,
    subject=14,
    subject_rule=0,
    line=18,
    first_line=10,
    recipients_title=14,
    recipients=12,
    recipients_underlined=True,
)
LOOKS: dict[FormatProfile, Look] = {
    "nd30": _STATE,
    "dang_hd36": _PARTY_2018,
    "dang_hd05": msgspec.structs.replace(_PARTY_2018, recipients_title=12),
}
