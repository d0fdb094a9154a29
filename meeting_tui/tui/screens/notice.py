"""Something to read, with one key to go on."""

from __future__ import annotations

from textual.binding import Binding

from meeting_tui.language import _
from meeting_tui.tui.screens.confirm import Confirm


class Notice(Confirm, inherit_bindings=False):
    """A Confirm to which there is only one answer."""

    BINDINGS = [
        Binding(
            "enter,escape", "answer(True)", _("Close"), tooltip=_("Back to the meeting"), id="notice.close"
        ),
        Binding("up", "scroll(-1)", show=False, id="notice.up"),
        Binding("down", "scroll(1)", show=False, id="notice.down"),
    ]
