"""What the input method meant is what stands in the field."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widget import Widget

from meeting_tui.tui.widgets.completion import Choice, NoteField, matches, token_before
from meeting_tui.tui.widgets.fields import LineField, TextField

TEXT = "nguyễn thị phượng"
STEPS = "n g u y e <ê n <<ễn _ t h i <ị _ p h u <ư o <<ươ n g <<<ợng"
"""What Telex sends for it: `<` is a backspace, `_` a space."""
TOPICS = [
    Choice("dat-dai", "Đất đai"),
    Choice("giao-thong", "Giao thông"),
    Choice("tai-chinh", "Tài chính, ngân sách"),
    *(Choice(f"khac-{n}", f"Khác {n}") for n in range(9)),
]
UNITS = [
    Choice("vhxh", "Phòng Văn hóa - Xã hội"),
    Choice("kt", "Phòng Kinh tế"),
    Choice("ca", "Công an xã [/b]"),
]


class Fields(App[None]):
    """The three fields, and what they sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str | None, str | None]] = []
        self.lines: list[str] = []
        self.left = 0

    BINDINGS = [("escape", "leave", "Leave")]

    def compose(self) -> ComposeResult:
        yield LineField(id="line", placeholder="[/b] \x1b[31mgõ tên")
        yield TextField(id="text")
        yield NoteField(TOPICS, UNITS)

    def on_note_field_submitted(self, event: NoteField.Submitted) -> None:
        self.sent.append((event.text, event.topic, event.unit))

    def on_input_submitted(self, event: LineField.Submitted) -> None:
        self.lines.append(event.value)

    def action_leave(self) -> None:
        self.left += 1


def burst(app: App[None], keys: str) -> None:
    """Send the keys without waiting, as a terminal does: `<` backspace, `|` Enter, `>` Tab, `v` stays `v`."""
    special = {"<": ("backspace", None), "|": ("enter", "\r"), ">": ("tab", "\t"), "~": ("escape", None)}
    for key in keys:
        name, character = special.get(key, (key if key.isalnum() else "any", key))
        app.post_message(events.Key(name, character))


def telex() -> str:
    return STEPS.replace(" ", "").replace("_", " ")


@pytest.mark.parametrize("which", ["#line", "#text", "_NoteLine"])
async def test_a_burst_of_an_input_method_arrives_whole(which: str) -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one(which, Widget)
        field.focus()
        await pilot.pause()
        for _ in range(5):
            burst(app, telex())
            await pilot.pause()
            assert isinstance(field, LineField | TextField)
            assert field.text_value == TEXT
            field.load("")


async def test_pasted_lines_become_one() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one("#line", LineField)
        line.focus()
        line.load("trước sau")
        line.cursor_position = 6
        app.post_message(events.Paste("một\r\nhai\rba\n\x1b[31m\u202e" + unicodedata.normalize("NFD", "Thị")))
        await pilot.pause()
        assert line.value == "trước một hai ba [31mThịsau"
        await pilot.press("enter")
        assert app.lines == ["trước một hai ba [31mThịsau"]


async def test_a_paste_is_cut_to_the_room_there_is() -> None:
    class Short(App[None]):
        def compose(self) -> ComposeResult:
            yield LineField("ab", max_length=5)

    app = Short()
    async with app.run_test() as pilot:
        app.post_message(events.Paste("cdefgh"))
        await pilot.pause()
        assert app.query_one(LineField).value == "abcde"
        app.post_message(events.Paste("x"))
        await pilot.pause()
        assert app.query_one(LineField).value == "abcde"


async def test_pasted_text_keeps_its_lines_and_loses_the_rest() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one("#text", TextField)
        field.focus()
        app.post_message(events.Paste("một  \r\nhai\rba\x1b]0;x\x07\x9b\n"))
        await pilot.pause()
        assert field.text_value == "một\nhai\nba]0;x"
        assert "\x1b" not in field.text
        field.load("\x1b[31m bốn")
        assert field.text == "[31m bốn"


async def test_decomposed_typing_is_composed_when_it_leaves() -> None:
    """Some keyboards send marks as characters of their own, and take them back one by one."""
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one("#line", LineField)
        line.focus()
        burst(app, "Phu\u031bo\u031b\u0323ng thi\u0301<\u0323")
        await pilot.pause()
        assert line.text_value == "Phượng thị"


async def test_a_value_set_by_the_program_is_clean_too() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one("#line", LineField)
        line.value = "a\nb\x1b]52;c;eA==\x07"
        await pilot.pause()
        assert line.value == "a b]52;c;eA=="


async def test_focus_does_not_select_and_the_cursor_does_not_blink() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        line = app.query_one("#line", LineField)
        line.load("Trần")
        app.query_one("#text").focus()
        await pilot.pause()
        await pilot.press("shift+tab", "x")
        assert line.value == "Trầnx"
        assert not line.cursor_blink
        assert not app.query_one("#text", TextField).cursor_blink


async def test_tab_leaves_the_text_and_escape_goes_back() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#text").focus()
        await pilot.press("tab")
        assert app.focused is app.query_one(NoteField).line
        await pilot.press("escape")
        assert app.left == 1


async def test_nothing_drawn_is_a_control_sequence() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(NoteField).load(
            "[/b] \x1b[31m" + unicodedata.normalize("NFD", "Phượng"), "\x1b[0m", "ca"
        )
        await pilot.pause()
        drawn = screen_text(app)
        assert "\x1b" not in drawn
        assert "[/b] [31mPhượng" in drawn
        assert "@Công an xã [/b]" in drawn


# The field for questions


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("dat", ["dat-dai"]),
        ("đất", ["dat-dai"]),
        ("ngan sach", ["tai-chinh"]),
        ("tai ngan", ["tai-chinh"]),
        ("ngan tai", []),
        ("giao-th", ["giao-thong"]),
        ("at", []),
        (" dat", []),
        ("tai-chinh", ["tai-chinh"]),
    ],
)
def test_matching_without_accents(query: str, codes: list[str]) -> None:
    assert [choice.code for choice in matches(query, TOPICS)] == codes


def test_matches_that_begin_with_it_come_first() -> None:
    choices = [Choice("a", "Phòng Kinh tế"), Choice("b", "Kinh tế")]
    assert [choice.code for choice in matches("kinh", choices)] == ["b", "a"]
    assert len(matches("", TOPICS)) == len(TOPICS)


@pytest.mark.parametrize(
    ("value", "token"),
    [
        ("#dat", ("#", 0, "dat")),
        ("đường @kinh te", ("@", 6, "kinh te")),
        ("a@b.com", None),
        ("#a @b", ("@", 3, "b")),
        ("", None),
        ("số nhà", None),
    ],
)
def test_where_a_token_begins(value: str, token: tuple[str, int, str] | None) -> None:
    assert token_before(value, len(value)) == token


async def note_app_burst(keys: str) -> tuple[list[tuple[str, str | None, str | None]], NoteField]:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        await pilot.pause()
        burst(app, keys)
        await pilot.pause()
        return app.sent, note


@pytest.mark.parametrize(
    ("keys", "sent"),
    [
        ("ngập #dat>|", ("ngập", "dat-dai", None)),
        ("ngập #dat||", ("ngập", "dat-dai", None)),
        ("#dat> ngập @kinh te||", ("ngập", "dat-dai", "kt")),
        ("ngập @kinh te> nặng|", ("ngập nặng", None, "kt")),
        ("ngập #dat>#giao>|", ("ngập", "giao-thong", None)),
        ("ngập #zzz|", ("ngập #zzz", None, None)),
        ("số # 12|", ("số # 12", None, None)),
        ("thư a@kt.vn|", ("thư a@kt.vn", None, None)),
        ("ngập #dat~|", ("ngập #dat", None, None)),
        ("ngập #dat~x y|", ("ngập #datx y", None, None)),
        ("#dat>@kinh><ngập|", ("ngập", "dat-dai", None)),
        ("#đa<<dda<<<đất>ngập|", ("ngập", "dat-dai", None)),
    ],
)
async def test_a_question_in_one_burst(keys: str, sent: tuple[str, str | None, str | None]) -> None:
    done, note = await note_app_burst(keys)
    assert done == [sent]
    assert (note.text, note.topic, note.unit) == ("", None, None)


async def test_what_is_typed_after_enter_belongs_to_the_next_question() -> None:
    sent, note = await note_app_burst("một|hai|ba #dat>")
    assert [question for question, _, _ in sent] == ["một", "hai"]
    assert (note.text, note.topic) == ("ba", "dat-dai")


async def test_nothing_is_sent_without_text() -> None:
    sent, note = await note_app_burst("  |#dat>|")
    assert sent == []
    assert note.topic == "dat-dai"


async def test_cursor_keys_choose_a_match_and_escape_only_closes() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        await pilot.press("#")
        assert note.is_open
        await pilot.press("down", "down", "up", "tab")
        assert note.topic == "giao-thong"
        await pilot.press("@", "up", "enter")
        assert note.unit == "ca"
        await pilot.press("a", "space", "#", "escape")
        assert app.left == 0
        assert not note.is_open
        await pilot.press("escape")
        assert app.left == 1
        await pilot.press("x")
        assert not note.is_open


async def test_a_token_in_the_middle_of_the_text() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        note.load("đường ngập nặng")
        note.line.cursor_position = 6
        await pilot.press(*"#dat", "tab")
        assert (note.line.value, note.topic) == ("đường ngập nặng", "dat-dai")


async def test_leaving_the_field_closes_the_matches() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        await pilot.press("#", "left")
        assert not note.is_open
        await pilot.press("end", "d")
        assert note.is_open
        app.query_one("#line").focus()
        await pilot.pause()
        assert not note.is_open
        assert not note.query_one("#note-matches").display


async def test_a_click_takes_a_match() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        await pilot.press("#")
        await pilot.pause()
        await pilot.click("#note-matches", offset=(5, 1))
        await pilot.pause()
        assert note.topic == "giao-thong"
        assert note.line.has_focus


async def test_a_question_to_edit_and_one_given_back() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        note.load("đèn hỏng", "giao-thong", "kt")
        await pilot.pause()
        assert "#Giao thông  @Phòng Kinh tế" in screen_text(app)
        await pilot.press("backspace", "backspace", "enter")
        assert app.sent == [("đèn hỏ", "giao-thong", "kt")]
        await pilot.press("m")
        note.give_back(NoteField.Submitted(note, "đèn hỏ", "giao-thong", "kt"))
        assert (note.text, note.topic, note.unit) == ("đèn hỏ m", "giao-thong", "kt")


@pytest.mark.parametrize("size", [(80, 24), (118, 28)])
@pytest.mark.parametrize("at", ["top", "bottom"])
async def test_the_matches_are_seen_wherever_the_field_is(size: tuple[int, int], at: str) -> None:
    class Placed(App[None]):
        CSS = f"Screen {{ align: left {at}; }} NoteField {{ width: 40; }}"

        def compose(self) -> ComposeResult:
            yield NoteField(TOPICS, UNITS)

    app = Placed()
    async with app.run_test(size=size) as pilot:
        note = app.query_one(NoteField)
        note.focus()
        await pilot.press("#")
        await pilot.pause()
        drawn = screen_text(app).split("\n")
        assert sum("#Đất đai" in line for line in drawn) == 1
        assert any("6 " in line for line in drawn)
        found = note.query_one("#note-matches").region
        assert not found.overlaps(note.line.region)
        assert app.screen.region.contains_region(found)


def screen_text(app: App[None]) -> str:
    return "\n".join(
        "".join(segment.text for segment in line) for line in app.screen._compositor.render_strips()
    )
