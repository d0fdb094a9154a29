"""What gives way last where a board of the chair's view has no room for all, and the look that its parts share."""

from __future__ import annotations

from textual.content import Content

from meeting_tui.live.pages import Share
from meeting_tui.tui.drawing import assemble

MAIN, CLOCK, NEXT, DAY, FACTS, MESSAGE, VILLAGES, DELEGATIONS, TAKEN_DOWN, TOPICS, LARGE = range(11)
"""What gives way last comes first."""

WALL = 36
"""Lines from which the time may stand in digits twice as large."""
TALL = 45
"""Lines from which two free ones stand between the parts."""
HEAD = "$primary bold"
SPARE = 6
"""Free cells beside a name whose time may become longer."""


def share_cell(share: Share) -> Content:
    return assemble(share.label, " ", (str(share.count), "bold"))
