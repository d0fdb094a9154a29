"""The chair's view and the hall's display on pages made by hand, and on a meeting that somebody else writes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from consoles import Console, drawn, hand_clock, one_space
from textual import events

from meeting_tui.live.follower import Follower
from meeting_tui.live.pages import (
    Answering,
    ChairPage,
    Countdown,
    Coverage,
    Fact,
    Floor,
    HallPage,
    Next,
    Numbered,
    Ready,
    Share,
    Signal,
)
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.pulse import Pulse
from meeting_tui.tui.follower_app import FollowerApp, View
from meeting_tui.tui.widgets.board import Board

LIVE = Signal(state="live", tone="good", words="cập nhật 1 giây trước", age=1.0)
SILENT = Signal(
    state="silent", tone="bad", words="MẤT TÍN HIỆU 00:12", advice="Hãy nhờ thư ký xem lại máy.", age=12.0
)
CLOSED = Signal(state="closed", tone="warning", words="máy thư ký đã đóng", advice="Chưa có gì mới.", age=9.0)

FLOOR = Floor(
    state="speaking",
    state_words="đang phát biểu",
    tone="good",
    name="Ông Y Thử",
    village="thôn 1",
    about="phiếu 04 · lần đầu",
    slip="Đường thôn ngập khi mưa, đề nghị sớm làm mương thoát nước hai bên",
    topic="Giao thông",
    questions=(
        Numbered(number=11, text="Đường thôn ngập khi mưa, khi nào sửa?"),
        Numbered(number=12, text="Mương thoát nước ai làm?"),
    ),
    countdown=Countdown(remaining=139.0, limit=300.0, warn=60.0, running=True),
)
ANSWERING = Answering(
    unit="Phòng Thử nghiệm",
    progress="đã trả lời 2/5",
    open=tuple(
        Numbered(number=n, text=f"Câu hỏi thứ {n} về đường thôn và mương thoát nước") for n in (3, 7, 9)
    ),
    promised=("ý kiến 11: trả lời bằng văn bản trước 26/07/2024",),
    countdown=Countdown(remaining=200.0, limit=300.0, warn=60.0, running=True),
    others=(Share(label="Phòng Khác", count=4), Share(label="Công an", count=1)),
)
CHAIR = ChairPage(
    title="Đối thoại với Nhân dân xã Thử",
    date="26/07/2024",
    clock="08:33",
    step="4/8 Phát biểu",
    step_time="23/80 phút",
    step_tone="",
    outlook="dự kiến xong 11:05 (muộn 5 phút)",
    outlook_tone="warning",
    advice="mỗi người 04:00 thì kịp",
    floor=FLOOR,
    idle="",
    next=tuple(
        Next(place=n, name=f"Bà Y Chờ {n}", village=f"thôn {n}", why=f"phiếu 0{n}, lần đầu", about="Đất đai")
        for n in range(1, 6)
    ),
    queue=(
        Fact(label="đã nghe", value="9"),
        Fact(label="đang chờ", value="12"),
        Fact(label="gửi phiếu", value="3"),
    ),
    hall=(
        Fact(label="có mặt", value="112/130"),
        Fact(label="ý kiến", value="14"),
        Fact(label="chưa xong", value="6", tone="warning"),
    ),
    topics=(
        Share(label="Đất đai", count=4),
        Share(label="Giao thông", count=3),
        Share(label="Y tế", count=2),
    ),
    villages=tuple(Coverage(name=f"thôn {n}", invited=14, present=12, spoken=n % 3) for n in range(1, 10)),
    delegations=(
        Coverage(name="Hội Thử", invited=5, present=4, spoken=1),
        Coverage(name="Đoàn Thử", invited=6, present=6, spoken=0),
    ),
    answering=None,
    readout=(),
    message="",
)
HALL = HallPage(
    phase="speaking",
    title="Đối thoại với Nhân dân xã Thử",
    date="26/07/2024",
    clock="08:33",
    step="Phát biểu",
    eyebrow="Đang phát biểu",
    main="Nguyễn Thị Hồng Phượng Thử",
    under="thôn 1",
    lines=(),
    countdown=FLOOR.countdown,
    ready=tuple(Ready(name=f"Y Chờ {n}", village=f"thôn {n}") for n in range(1, 4)),
    message="",
)
READOUT = tuple(
    f"Câu thứ {n}: " + "cuộc đối thoại có nhiều ý kiến về đường, điện và nước. " * 4 for n in range(1, 9)
)

change = msgspec.structs.replace


class Shown:
    """A view on the screen, and what is seen of it."""

    def __init__(self, app: FollowerApp, pilot: Any, clock: Any) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def settle(self) -> None:
        await Console.settle(self)  # type: ignore[arg-type]

    async def show(self, page: ChairPage | HallPage, signal: Signal = LIVE) -> None:
        """A page made by hand."""
        self.app.main.show(page, signal)  # type: ignore[arg-type]
        await self.settle()

    async def tick(self, seconds: float, signal: Signal = LIVE) -> None:
        self.app.main.tick(seconds, signal)
        await self.settle()

    async def look(self, seconds: float = 0.0) -> None:
        """Time passes, and the program looks at the folder."""
        self.clock.pass_seconds(seconds)
        self.app.look()
        await self.settle()

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.settle()

    async def resize(self, size: tuple[int, int]) -> None:
        await Console.resize(self, size)  # type: ignore[arg-type]

    def see(self) -> str:
        return drawn(self.app.screen)

    def sees(self, *sentences: str) -> bool:
        """Whether all of it is on the screen, wherever lines and columns end."""
        seen = one_space(self.see())
        boards = one_space(" ".join(self.board(board) for board in self.app.screen.query(Board)))
        return all(one_space(s) in seen or one_space(s) in boards for s in sentences)

    def board(self, board: Board) -> str:
        x, y, width, height = board.content_region
        strips = self.app.screen._compositor.render_strips()[y : y + height]
        return "\n".join(strip.crop(x, x + width).text.rstrip() for strip in strips)


class Drawn:
    """How many lines the boards of a view have drawn."""

    def __init__(self, monkeypatch: Any) -> None:
        self.lines = 0
        draw = Board._draw

        def counted(board: Board, line: Any) -> Any:
            self.lines += 1
            return draw(board, line)

        monkeypatch.setattr(Board, "_draw", counted)

    def since(self) -> int:
        """Since this was asked last."""
        lines, self.lines = self.lines, 0
        return lines


@asynccontextmanager
async def view(
    path: Path, view: View, size: tuple[int, int] = (118, 28), clock: Any = None
) -> AsyncIterator[Shown]:
    """A view of a meeting's folder; it looks when it is told to."""
    clock = clock or hand_clock(path)
    with Follower(path, steady=lambda: steady(clock), wall=clock.now) as follower:
        app = FollowerApp(follower, view, config=path.parent / "config", steady=lambda: steady(clock))
        app.set_interval = lambda *_args, **_kwargs: None  # type: ignore[assignment,method-assign,return-value]
        async with app.run_test(size=size) as pilot:
            shown = Shown(app, pilot, clock)
            await shown.settle()
            yield shown


def steady(clock: Any) -> float:
    """Seconds, as the hand clock passes them."""
    now: datetime = clock.now()
    return now.timestamp()


def beating(folder: MeetingFolder, clock: Any) -> Pulse:
    """The console's sign of life."""
    return Pulse(folder.path, clock.now, steady=lambda: steady(clock))
