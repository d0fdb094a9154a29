"""Draws docs/console.svg: the console of the demo while a citizen speaks. Run: python docs/picture.py"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from meeting_tui import places
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.app import MeetingApp

PICTURE = Path(__file__).with_name("console.svg")
FONT = "'DejaVu Sans Mono', 'Cascadia Mono', Menlo, monospace"
OPENING = ("f9", 10), ("f9", 0), ("enter", 4), ("f9", 0), ("enter", 11), ("f9", 1)
"""Keys, and the minutes that pass before each."""


async def draw() -> str:
    source = places.reference_plan("kon-plong-2024")
    assert source is not None
    clock = HandClock(datetime(2024, 6, 14, 0, 30, tzinfo=UTC))
    folder = prepare_demo(source, seed=1, clock=clock)
    with MeetingFolder.open(folder, "console", clock=clock) as opened:
        app = MeetingApp(opened, config=Path(tempfile.mkdtemp()))
        async with app.run_test(size=(118, 28)) as pilot:
            app.theme = "day"
            app.main.patience = 0.0  # the same key twice is meant here
            for key, minutes in OPENING:
                clock.pass_seconds(minutes * 60)
                await pilot.press(key)
                await pilot.pause()
            for heard in ("Đường trục thôn ngập khi mưa #giao", "Đề nghị công khai khoản thu #tai"):
                if app.folder.meeting.floor is None:
                    await pilot.press("f2")
                    clock.pass_seconds(15)
                    await pilot.press("f2")
                clock.pass_seconds(70)
                await pilot.press(*heard, "enter", "enter")
            await pilot.press(*"Đèn đường trước trường")
            app.tick()
            await pilot.pause(0.2)
            return app.export_screenshot(title="meeting-tui")


def without_network(svg: str) -> str:
    """No font is fetched from anywhere: the reader's own fixed-width font draws it."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"Fira Code", FONT.split(",")[0].strip("'"), svg).replace(", monospace", f", {FONT}")


if __name__ == "__main__":
    PICTURE.write_text(without_network(asyncio.run(draw())), "utf-8")
