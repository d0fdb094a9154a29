"""Data is drawn as it stands, whatever it contains."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from meeting_tui.tui.drawing import assemble, cells, fit, lines, meter, say, text

HOSTILE = (
    "[red]x[/red][@click=app.bell]K[/]",
    "[/b] hỏng [1/2]",
    "\x1b]0;tên\x07\x1b[31mđỏ\x1b[0m",
    "\x9b31mC1\x90",
    "an\u202enáhp",
    "Nguye\u0302\u0303n Thi\u0323 Phu\u031bo\u031b\u0323ng",
    "$primary {x} %s",
)
"""Names as they may stand in an imported sheet."""


@pytest.mark.parametrize("name", HOSTILE)
def test_text_is_literal_and_clean(name: str) -> None:
    for content in (text(name, "bold"), assemble(name, (name, "$warning")), lines([name, (name, "bold")])):
        assert "\x1b" not in content.plain
        assert "\x9b" not in content.plain
        assert "\u202e" not in content.plain
    assert "[red]x[/red]" in text(HOSTILE[0]).plain
    assert text(HOSTILE[5]).plain == "Nguyễn Thị Phượng"


def test_styles_stay_on_their_own_piece() -> None:
    """Cleaning a part does not shift the styles of the next."""
    content = assemble("\x1b\x1bab", ("cd", "bold"), "ef")
    assert content.plain == "abcdef"
    assert [(span.start, span.end) for span in content.spans] == [(2, 4)]


@pytest.mark.parametrize(
    ("s", "width", "shown"),
    [
        ("Trần Thị Hoa", 12, "Trần Thị Hoa"),
        ("Trần Thị Hoa", 9, "Trần Thị…"),
        ("Trần Thị Hoa", 6, "Trần…"),
        ("Trần Thị Hoa", 1, "…"),
        ("Trần Thị Hoa", 0, ""),
        ("Trần Thị Hoa", -3, ""),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("a\nb\x1b[31m", 20, "a b[31m"),
        ("", 5, ""),
    ],
)
def test_fit_counts_cells(s: str, width: int, shown: str) -> None:
    assert fit(s, width) == shown
    assert cells(fit(s, width)) <= max(width, 0)


def test_cells_of_decomposed_text() -> None:
    assert cells("Thi\u0323 漢") == 6


@pytest.mark.parametrize("fraction", [-1.0, 0.0, 0.3, 0.999, 1.0, 7.0])
def test_meter_always_has_its_width(fraction: float) -> None:
    assert meter(fraction, 10).cell_length == 10


def test_meter_shows_the_share() -> None:
    assert meter(0.0, 4).plain == "╺━━━"
    assert meter(0.5, 4).plain == "━━╺━"
    assert meter(1.0, 4).plain == "━━━━"
    assert meter(0.5, 0).plain == ""


async def test_a_said_message_is_literal() -> None:
    class Saying(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(lines(HOSTILE))

    app = Saying()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for name in HOSTILE:
            say(app, name, severity="warning")
        await pilot.pause()
        drawn = "".join(segment.text for line in app.screen._compositor.render_strips() for segment in line)
        assert "[/b] hỏng" in drawn
        assert "\x1b" not in drawn
        assert len(app._notifications) == len(HOSTILE)
