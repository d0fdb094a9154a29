"""Dialogs, bars and the notice of a small window: by keyboard, literal, at the smallest size."""

from __future__ import annotations

from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen, Screen

from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose, Offer
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.too_small import KeepsRoom, TooSmall
from meeting_tui.tui.themes import STYLES
from meeting_tui.tui.widgets.bar import KeyBar, StatusBar
from meeting_tui.tui.widgets.fields import LineField

HOSTILE = "[/b] hỏng [red]x[/red][@click=app.bell]K[/] \x1b]0;x\x07\x9b31m an\u202enáhp"
SIZES = pytest.mark.parametrize("size", [(80, 24), (118, 28)])
KEYS = [
    ("f2", "Mời tiếp"),
    ("f3", "Tạm dừng"),
    ("f4", "+1 phút"),
    ("f8", "Vắng"),
    ("f9", "Sang bước"),
    ("ctrl+o", "Hoàn tác"),
    ("ctrl+l", "Lệnh"),
    ("question_mark", "Trợ giúp"),
]


class Asking(KeepsRoom, App[None]):
    CSS_PATH = [STYLES]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding(key, f"do('{key}')", name, tooltip=name, id=name) for key, name in KEYS]

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield StatusBar("Đối thoại trực tiếp với Nhân dân xã Ngọc Tem", "14/06/2024")
        yield KeyBar()

    def action_do(self, key: str) -> None:
        self.done.append(key)

    def ask(self, dialog: ModalScreen[Any]) -> None:
        self.push_screen(dialog, self.answers.append)


def screen_text(app: App[None]) -> str:
    """What is seen, and proof that none of it is a control sequence."""
    lines = ["".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()]
    drawn = "\n".join(lines)
    assert not set(drawn) & {"\x1b", "\x9b", "\x07", "\u202e"}
    return drawn


@SIZES
async def test_confirm(size: tuple[int, int]) -> None:
    app = Asking()
    async with app.run_test(size=size) as pilot:
        app.ask(Confirm(f"Đóng hội nghị? {HOSTILE}", [HOSTILE, "12 Đèn đường"], danger=True))
        await pilot.pause()
        drawn = screen_text(app)
        assert "[/b] hỏng [red]x[/red]" in drawn
        assert "12 Đèn đường" in drawn
        assert "Enter" in drawn.split("\n")[-1]
        await pilot.press("f2", "enter")
        app.ask(Confirm("Đóng?"))
        await pilot.press("escape")
        assert app.answers == [True, False]
        assert app.done == []


async def test_long_details_scroll() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask(Confirm("Đóng?", [f"dòng {n}" for n in range(60)]))
        await pilot.pause()
        assert "dòng 0" in screen_text(app)
        await pilot.press(*["pagedown"] * 8)
        await pilot.pause()
        assert "dòng 59" in screen_text(app)


async def test_two_enters_at_once_answer_once() -> None:
    """The second one must not close what lies below."""
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Screen(name="below"))
        for dialog in (Confirm("Đóng?"), Ask("Lý do?", value="x"), Choose("Ai?", [Offer(1, "một")])):
            app.ask(dialog)
            await pilot.pause()
            for _ in range(3):
                app.post_message(events.Key("enter", "\r"))
            await pilot.pause()
            await pilot.pause()
            assert app.screen.name == "below"
        assert app.answers == [True, "x", 1]


@SIZES
async def test_ask_one_line(size: tuple[int, int]) -> None:
    app = Asking()
    async with app.run_test(size=size) as pilot:
        app.ask(Ask(f"Lý do? {HOSTILE}", hint=HOSTILE, value="Cụ già", placeholder=HOSTILE))
        await pilot.pause()
        assert "[/b] hỏng" in screen_text(app)
        await pilot.press("space", "Đ", "i", "space", "space", "x", "enter")
        app.ask(Ask("Lý do?"))
        await pilot.press("a", "escape")
        app.ask(Ask("Lý do?"))
        await pilot.press("a", "ctrl+s")
        assert app.answers == ["Cụ già Đi x", None, "a"]


async def test_ask_several_lines() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask(Ask("Câu trả lời", value="một\x1b[31m", several_lines=True))
        await pilot.pause()
        await pilot.press("enter", "h", "a", "i", "ctrl+s")
        assert app.answers == ["một[31m\nhai"]


async def test_a_fault_is_said_and_can_be_mended() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask(
            Ask("Số phút?", hint="1 đến 30", fault=lambda s: None if s.isdigit() else f"Không phải số: {s}")
        )
        await pilot.pause()
        assert "1 đến 30" in screen_text(app)
        await pilot.press("[", "/", "]", "enter")
        await pilot.pause()
        assert "✗ Không phải số: [/]" in screen_text(app)
        assert app.answers == []
        await pilot.press("backspace", "backspace", "backspace", "5")
        await pilot.pause()
        assert "1 đến 30" in screen_text(app)
        await pilot.press("enter")
        assert app.answers == ["5"]


OFFERS = [
    Offer(n, name, f"{n} ý kiến") for n, name in enumerate(["Kinh tế", "Văn hóa - Xã hội", "Công an [/b]"])
]


@SIZES
@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["enter"], 0),
        (["down", "down", "down", "enter"], 2),
        (["up", "enter"], 0),
        (["2"], 1),
        (["x", "a", "space", "h", "enter"], 1),
        (["c", "o", "n", "g", "enter"], 2),
        (["h", "o", "i", "enter"], 1),
        (["escape"], None),
        (["9", "0", "escape"], None),
        (["z", "z", "enter", "escape"], None),
        (["a", "2", "backspace", "backspace", "3"], 2),
    ],
)
async def test_choose(size: tuple[int, int], keys: list[str], value: int | None) -> None:
    app = Asking()
    async with app.run_test(size=size) as pilot:
        app.ask(Choose("Chuyển cho ai? [/b]", OFFERS, hint=HOSTILE))
        await pilot.pause()
        assert "Công an [/b]" in screen_text(app)
        await pilot.press(*keys)
        await pilot.pause()
        assert app.answers == [value]


async def test_choose_in_one_burst() -> None:
    """Letters, Enter: the list has followed the letters before Enter counts."""
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask(Choose("Ai?", OFFERS))
        await pilot.pause()
        for letter in "cong":
            app.post_message(events.Key(letter, letter))
        app.post_message(events.Key("enter", "\r"))
        await pilot.pause()
        await pilot.pause()
        assert app.answers == [2]


async def test_choose_begins_where_it_is_told_and_can_be_long() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask(Choose("Ai?", [Offer(str(n), f"Thôn {n}") for n in range(300)], at=200))
        await pilot.pause()
        assert "Thôn 200" in screen_text(app)
        await pilot.press("down", "enter")
        assert app.answers == ["201"]


async def test_every_key_of_a_dialog_can_be_remapped_and_is_explained() -> None:
    for dialog in (Confirm, Ask, Choose):
        for binding in dialog.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.tooltip or not binding.show


async def test_too_small_and_back() -> None:
    app = Asking()
    async with app.run_test(size=(60, 15)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TooSmall)
        assert "80 × 24" in screen_text(app)
        assert "60 × 15" in screen_text(app)
        await pilot.press("f2", "escape")
        assert app.done == []
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        assert "20 × 5" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not isinstance(app.screen, TooSmall)
        await pilot.press("f2")
        assert app.done == ["f2"]


async def test_too_small_under_a_dialog() -> None:
    """A dialog that comes while the window is small does not keep the notice alive after it."""
    app = Asking()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(70, 24)
        await pilot.pause()
        app.ask(Confirm("Đóng?"))
        await pilot.pause()
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen_stack == [app.screen]


async def test_the_status_bar_shows_what_it_is_told() -> None:
    app = Asking()
    async with app.run_test(size=(118, 28)) as pilot:
        bar = app.query_one(StatusBar)
        bar.show(time="08:33", pace="sớm 2 phút", pace_tone="good", saved="● đã lưu 08:33:02")
        await pilot.pause()
        top = screen_text(app).split("\n")[0]
        assert top.startswith(" Đối thoại trực tiếp với Nhân dân xã Ngọc Tem · 14/06/2024")
        assert top.endswith("08:33   sớm 2 phút   ● đã lưu 08:33:02 ")
        bar.show(title=HOSTILE, time="08:34")
        await pilot.pause()
        assert "[/b] hỏng [red]x[/red]" in screen_text(app).split("\n")[0]


async def test_the_status_bar_gives_way_on_the_left() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(StatusBar).show(time="08:33", pace="muộn 12 phút", saved="● đã lưu 08:33:02")
        await pilot.pause()
        top = screen_text(app).split("\n")[0]
        assert "…" in top
        assert top.endswith("08:33   muộn 12 phút   ● đã lưu 08:33:02 ")


async def test_the_status_bar_draws_only_what_changed() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.query_one(StatusBar)
        bar.show(time="08:33")
        await pilot.pause()
        drawn: list[int] = []
        whole = bar.render

        def counted() -> Content:
            drawn.append(1)
            return whole()

        bar.render = counted  # type: ignore[method-assign]
        bar.show(time="08:33", pace="")
        await pilot.pause()
        assert drawn == []
        bar.show(time="08:34")
        await pilot.pause()
        assert drawn == [1]


async def test_the_key_bar_always_fits_and_never_loses_help() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bottom = screen_text(app).split("\n")[-1]
        assert bottom.startswith(" F2 Mời tiếp")
        assert bottom.rstrip().endswith("? Trợ giúp")
        assert "…" not in bottom
        await pilot.resize_terminal(118, 28)
        await pilot.pause()
        bottom = screen_text(app).split("\n")[-1]
        assert all(name in bottom for _, name in KEYS)


async def test_the_key_bar_follows_the_focus_and_the_mouse() -> None:
    app = Asking()
    async with app.run_test(size=(118, 28)) as pilot:
        await pilot.click(KeyBar, offset=(18, 0))
        await pilot.pause()
        assert app.done == ["f3"]
        await app.mount(LineField())
        app.query_one(LineField).focus()
        await pilot.pause()
        assert "?" not in screen_text(app).split("\n")[-1]
