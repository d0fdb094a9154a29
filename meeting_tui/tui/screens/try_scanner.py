"""Trying the scanner: what came, how it ended, how fast, and what is wrong with it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from meeting_tui.domain.codes import TEST_CODE
from meeting_tui.intake.scan import Reading, read, shown
from meeting_tui.intake.scan_gate import Scan
from meeting_tui.language import N_, _
from meeting_tui.tui.drawing import assemble, lines, text
from meeting_tui.tui.widgets.bar import KeyBar
from meeting_tui.tui.widgets.qr import QrCode

MARK = 0
"""Of the test code."""

ENDS = {
    "enter": N_("Enter"),
    "linefeed": N_("Enter (line feed)"),
    "tab": N_("Tab"),
    "none": N_("nothing"),
}
CAUSES = {
    "whole": N_("All is well: this scanner can be used."),
    "tab": N_("It works. The scanner ends with Tab: its manual has a code that sets Enter (CR) instead."),
    "none": N_(
        "It works, a little later: the scanner sends no ending. Its manual has a code that adds Enter (CR)."
    ),
    "input_method": N_(
        "The Vietnamese input method is on: switch it to English (Ctrl+Shift, or its icon: E)."
    ),
    "vietnamese": N_(
        "The Vietnamese keyboard layout is on: choose English (US) in the system's keyboard settings."
    ),
    "french": N_("A French keyboard layout is on: choose English (US) in the system's keyboard settings."),
    "id_card": N_("An identity card was read. It works; nothing of the card is shown or kept here."),
    "slow": N_("It works, but slowly ({ms} ms a key): its manual has a code for a faster keyboard."),
    "half": N_("A part is missing: hold the scanner still, or set a longer delay between keys."),
    "digit": N_("A digit came wrong: hold the scanner still, or set a longer delay between keys."),
    "other": N_("It was read, but it is not the test code shown here. Scan that one."),
}
SLOW_MS = 25


class ScannerTest(ModalScreen[None]):
    """Scans come here while it is open; nobody is let in."""

    BINDINGS = [
        Binding("escape", "leave", _("Back"), tooltip=_("Back to the meeting"), id="scanner.leave"),
        Binding("f2", "larger", _("Larger"), tooltip=_("The test code with full cells"), id="scanner.larger"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""

    def compose(self) -> ComposeResult:
        with VerticalGroup(classes="dialog"):
            yield Static(text(_("Scanner test: scan this code, or any other")), classes="dialog-title")
            with Horizontal():
                yield QrCode(TEST_CODE)
                yield Static(text(_("Nothing has come yet.")), id="scanner-found")
        yield KeyBar()

    def take(self, scan: Scan) -> None:
        """Show what came."""
        if self.has_class("-larger"):
            self.action_larger()
        self._typed = ""
        reading = read(scan.text, MARK, disturbed=scan.disturbed)
        self._show(shown(scan.text), ENDS[scan.end], _pace(scan), cause(scan, reading))

    def on_key(self, event: events.Key) -> None:
        """What the gate did not take for a scan: a scanner that is very slow, or whose keys become something else."""
        if event.key in ("enter", "tab") and self._typed:
            reading = read(self._typed, MARK)
            code = "input_method" if reading.kind == "input_method" else reading.layout or "half"
            self._show(shown(self._typed), ENDS[event.key], "", _cause(code))
            self._typed = ""
        elif event.is_printable and event.character:
            self._typed = f"{self._typed}{event.character}"[-200:]
        else:
            return
        event.stop()
        event.prevent_default()

    def _show(self, came: str, end: str, pace: str, why: str) -> None:
        rows: list[Content] = [
            assemble((_("What came"), "$text-muted")),
            assemble((came or _("(not shown)"), "bold")),
            assemble((_("It ended with"), "$text-muted"), "  ", _(end)),
        ]
        rows += [assemble((_("How fast"), "$text-muted"), "  ", pace)] if pace else []
        self.query_one("#scanner-found", Static).update(lines([*rows, assemble(""), assemble((why, "bold"))]))

    def action_larger(self) -> None:
        picture = self.query_one(QrCode)
        self.set_class(not picture.full, "-larger")
        picture.show(full=not picture.full)

    def action_leave(self) -> None:
        if self.is_active:
            self.dismiss()


def cause(scan: Scan, reading: Reading) -> str:
    """What is wrong, and the cure, in one sentence."""
    ms = round(1000 * scan.seconds / max(1, scan.keys - 1))
    match reading.kind:
        case "id_card" | "input_method" as code:
            return _cause(code)
        case "damaged" if reading.why in ("half", "digit"):
            return _cause(reading.why)
        case _ if reading.layout:
            return _cause(reading.layout)
        case _ if reading.code != TEST_CODE:
            return _cause("other")
    if scan.end in ("tab", "none"):
        return _cause(scan.end)
    return _cause("slow").format(ms=ms) if ms > SLOW_MS else _cause("whole")


def _cause(code: str) -> str:
    return _(CAUSES[code])


def _pace(scan: Scan) -> str:
    ms = 1000 * scan.seconds / max(1, scan.keys - 1)
    return _("{keys} keys, {ms} ms each").format(keys=scan.keys, ms=f"{ms:.0f}")
