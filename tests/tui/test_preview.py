"""A paper on the screen: it reads as it will be printed, follows the meeting, and leaves the reader where he is."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from consoles import SMALL, USUAL, Console, console, demo, hand_clock, words
from textual.app import App, ComposeResult

from meeting_tui.domain import closing, floor, opinions, promises
from meeting_tui.domain.papers.blocks import (
    Appendix,
    Column,
    Imprint,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Signer,
    Span,
    Subject,
    Table,
    Title,
    To,
    paragraph,
    run,
)
from meeting_tui.language import _
from meeting_tui.sentences import PAPERS
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.templating import in_short
from meeting_tui.tui.acts.preview_acts import makers
from meeting_tui.tui.drawing import cells
from meeting_tui.tui.paper_lines import breaks, pieces
from meeting_tui.tui.screens.preview import PreviewScreen
from meeting_tui.tui.widgets.fields import LineField, TextField
from meeting_tui.tui.widgets.paper import PaperView

EVIL = "[red]x[/red][@click=app.bell]K[/] [/b] \x1b]0;tên\x07\x1b[31mđỏ an\u202enáhp <b>"
LONG = " ".join(f"tiếng{count}" for count in range(3500))


def paper(*blocks: object, draft: bool = False) -> Paper:
    return Paper(kind="x", profile="nd30", title="Giấy", blocks=blocks, draft=draft)  # type: ignore[arg-type]


def laid(*blocks: object, room: int = 80, draft: bool = False) -> list[str]:
    """The lines, without the blanks at their ends."""
    found = pieces([paper(*blocks, draft=draft)], room)
    return ["".join(text for text, _ in line).rstrip() for piece in found for line in piece.lines]


# -- lines ---------------------------------------------------------------------------------------------------


def test_a_paragraph_begins_with_an_indent_and_ends_its_lines_before_words() -> None:
    assert laid(paragraph("một hai ba bốn năm sáu"), room=20) == ["    một hai ba bốn", "năm sáu"]
    assert laid(paragraph("một hai ba bốn năm", level=1), room=20) == ["        một hai ba", "    bốn năm"]


def test_a_run_keeps_its_style_over_the_end_of_a_line() -> None:
    found = pieces([paper(paragraph("một hai ", run("ba bốn năm", bold=True)))], 20)[0].lines
    assert [part for line in found for part in line if part[0].strip()] == [
        ("một hai ", ""),
        ("ba bốn", "bold"),
        ("năm", "bold"),
    ]


@pytest.mark.parametrize("text", [LONG, "a" * 1000, "nhà 🏠 👩‍🌾 " * 90, "", "   "])
@pytest.mark.parametrize("room", [1, 7, 40])
def test_no_letter_is_lost_between_lines(text: str, room: int) -> None:
    """Only blanks go; a word that is wider than a line is cut."""
    lines = [text[start:end] for start, end in breaks(text, room)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(cells, lines), default=0) <= max(room, 2)  # an emoji has two cells


def test_letterhead_and_signatures_stand_side_by_side() -> None:
    head = Letterhead(
        style="state", issuer=("UBND", "XÃ A"), right=("CỘNG HÒA", "Độc lập"), number="Số:  /BB"
    )
    left, right = Signer(role="THƯ KÝ", note="(Ký)", name="Bà Hai"), Signer(role="CHỦ TỌA", name="Ông Ba")
    lines = laid(head, Signatures(left=left, right=right))
    assert [line.split() for line in lines[:2]] == [["UBND", "CỘNG", "HÒA"], ["XÃ", "A", "Độc", "lập"]]
    assert "Số:  /BB" in lines[3]
    assert any(line.split() == ["THƯ", "KÝ", "CHỦ", "TỌA"] for line in lines)
    assert any("Bà Hai" in line for line in lines) and any("Ông Ba" in line for line in lines)


def test_recipients_take_the_place_of_a_left_signature() -> None:
    names = Recipients(title="Nơi nhận:", lines=("Như trên;", "Lưu."))
    lines = laid(Signatures(right=Signer(role="CHỦ TỊCH")), names)
    assert next(line for line in lines if "Nơi nhận:" in line).endswith("CHỦ TỊCH")
    assert sum("Nơi nhận:" in line for line in lines) == 1


def test_titles_are_in_the_middle_and_an_appendix_begins_with_a_rule() -> None:
    lines = laid(
        Title(text="BIÊN BẢN"),
        Subject(text="Hội nghị"),
        Appendix(label="Phụ lục I", title="BẢNG", note="(x)"),
    )
    for text in ("BIÊN BẢN", "Hội nghị", "Phụ lục I", "BẢNG"):
        line = next(line for line in lines if line.strip() == text)
        assert abs(line.index(text) * 2 + len(text) - 80) <= 1
    assert "┄" * 80 in lines


TABLE = Table(
    columns=(
        Column(header="TT", width=10),
        Column(header="Nội dung", width=60),
        Column(header="Hạn", width=20),
    ),
    rows=(("1", "Sửa đường\nrồi sửa cầu", "26/07/2024"), ("2", "Cấp sổ", "14/07/2024")),
    spans=(Span(before=1, text="Nhóm hai"), Span(before=2, text="Cộng: 2")),
)


def test_a_table_stands_in_columns() -> None:
    lines = [[cell.strip() for cell in line.split("│")] for line in laid(TABLE) if line and "─" not in line]
    assert lines == [
        ["TT", "Nội dung", "Hạn"],
        ["1", "Sửa đường", "26/07/2024"],
        ["", "rồi sửa cầu", ""],
        ["Nhóm hai"],
        ["2", "Cấp sổ", "14/07/2024"],
        ["Cộng: 2"],
    ]


def test_a_table_without_room_becomes_a_list() -> None:
    """Twelve columns on 80 cells would be single letters."""
    lines = [line.strip() for line in laid(TABLE, room=20) if line]
    assert lines[:4] == ["TT: 1", "Nội dung: Sửa", "đường / rồi sửa", "cầu"]
    assert lines[-1] == "Cộng: 2"


def test_a_draft_is_called_a_draft_and_the_journals_mark_is_there() -> None:
    lines = laid(To(title="Kính gửi:", lines=("A", "B")), Imprint(text="SHA-256 abc"), draft=True)
    assert lines[0].strip() == "DỰ THẢO"
    assert [line.strip() for line in lines if line] == ["DỰ THẢO", "Kính gửi:", "- A", "- B", "SHA-256 abc"]


# -- the reader's place --------------------------------------------------------------------------------------


class Reader(App[None]):
    def compose(self) -> ComposeResult:
        yield PaperView()

    def top(self) -> str:
        """The first line that is seen."""
        strips = self.screen._compositor.render_strips()
        return "".join(segment.text for segment in strips[0]).strip()


BEFORE = ("a", "b", *(f"đoạn {n}" for n in range(1, 60)))


@pytest.mark.parametrize(
    ("now", "top"),
    [
        ((*BEFORE, "y", "z"), "đoạn 9"),
        (("x", *BEFORE), "đoạn 9"),
        (("x", "a", "y", *BEFORE[2:]), "đoạn 9"),
        (BEFORE[1:], "đoạn 9"),
        ((*BEFORE[:10], "khác", *BEFORE[11:]), "khác"),
        (("x", *BEFORE[:10], "khác", *BEFORE[11:]), "khác"),
        ((*BEFORE[:10], *BEFORE[11:]), "đoạn 10"),
        ((*BEFORE[:5], *BEFORE[20:]), "đoạn 19"),
    ],
)
async def test_what_stood_at_the_top_stays_there(now: tuple[str, ...], top: str) -> None:
    """Whatever came in above or below; what was changed itself keeps its place, what is gone leaves it to the next."""
    app = Reader()
    async with app.run_test(size=SMALL) as pilot:
        reader = app.query_one(PaperView)
        for texts in (BEFORE, now):
            reader.show([paper(*map(paragraph, texts))])
            await pilot.pause()
            if texts is BEFORE:
                reader.scroll_to(y=BEFORE.index("đoạn 9"), animate=False)
                await pilot.pause()
        assert app.top() == top


# -- the screen ----------------------------------------------------------------------------------------------


def view(here: Console) -> PaperView:
    return here.of(PaperView)


async def ask_something(here: Console, count: int, start: int = 1) -> None:
    for number in range(start, start + count):
        await here.do(opinions.write_down, question=f"q{number}", text=f"Ý số {number} của dân", turn=None)


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_one_key_away_at_any_moment(tmp_path: Path, size: tuple[int, int]) -> None:
    """Also while somebody types, and back to the same words."""
    async with console(demo(tmp_path / "m"), at="speeches", size=size) as here:
        await here.speaking()
        await here.type("Câu gõ dở")
        await here.press("ctrl+e")
        assert isinstance(here.screen, PreviewScreen)
        assert here.sees("BIÊN BẢN") and here.sees("DỰ THẢO") and here.sees(_("draft"))
        await here.press("enter", "ctrl+e")  # Enter says nothing here: it is not read out
        assert here.at_console
        assert here.note.text == "Câu gõ dở"
        await here.go("conclusion")
        await here.type("Kết luận dở")
        await here.press("ctrl+e")
        view(here).find("ket luan do")
        await here.settle()
        assert here.sees("Kết luận dở")


async def test_the_key_is_in_the_footer_where_there_is_room_and_always_in_the_palette(tmp_path: Path) -> None:
    """It gives way to the keys of the floor, also while a field has the focus that knows it."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        footer = here.see().splitlines()[-1]
        assert footer.rstrip().endswith(f"^E {_('Minutes')}   ^G {_('Help')}")
        await here.press("f2", "f2")
        await here.resize(SMALL)
        footer = here.see().splitlines()[-1]
        assert "F3" in footer and "^E" not in footer
        await here.command(_("The minutes as they stand"))
        assert isinstance(here.screen, PreviewScreen)


async def test_keys_go_through_it(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="conclusion", size=SMALL) as here:
        await ask_something(here, 30)
        await here.press("ctrl+e")
        last, page = view(here).max_scroll_y, view(here).size.height
        for key, line in (
            *(("down", 1), ("up", 0), ("up", 0), ("pagedown", page - 1), ("space", 2 * page - 2)),
            *(("pageup", page - 1), ("end", last), ("down", last), ("home", 0)),
        ):
            await here.press(key)
            assert view(here).scroll_y == line, key


async def test_it_follows_and_stays_at_its_place(tmp_path: Path) -> None:
    """Another desk writes above what is being read."""
    path = demo(tmp_path / "m", people=6)
    clock = hand_clock(path)
    async with console(path, clock=clock, at="conclusion", size=SMALL) as here:
        await ask_something(here, 20)
        await here.press("ctrl+e")
        view(here).find("ý số 16")
        await here.settle()
        before = here.within(view(here)).splitlines()
        with MeetingFolder.open(path, "second", clock=clock) as second:
            for number, text in ((5, "Dài hơn " * 40), (19, "Khác")):
                second.do(opinions.reword, question=f"q{number}", text=text)
            await here.wait()
            assert here.within(view(here)).splitlines()[:8] == before[:8]
            await here.press("home")
            second.do(opinions.reword, question="q3", text="Sửa lại từ bàn kia")
            await here.wait()
            view(here).find("sua lai tu ban kia")
            await here.settle()
            assert here.sees("Sửa lại từ bàn kia")


async def test_another_width_shows_the_same_place(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="conclusion", size=USUAL) as here:
        await ask_something(here, 30)
        await here.press("ctrl+e")
        view(here).find("ý số 17")
        await here.settle()
        top = here.within(view(here)).splitlines()[0].strip()
        await here.resize(SMALL)
        assert here.within(view(here)).splitlines()[0].strip()[:20] == top[:20]


async def test_words_are_found_without_their_marks_and_one_after_the_other(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="conclusion", size=SMALL) as here:
        await ask_something(here, 12)
        await here.press("ctrl+e")
        await here.press("slash")
        await here.type("y so 1")
        await here.press("enter")
        places = [view(here)._found]
        for found in ("Ý số 10 của dân", "Ý số 11 của dân", "Ý số 12 của dân", "Ý số 1 của dân"):
            await here.press("slash")
            assert here.of(LineField).text_value == "y so 1"
            await here.press("enter")
            assert here.sees(found)
            places.append(view(here)._found)
        assert places[0] == places[-1]  # round again
        assert len({*places}) == 4
        await here.press("slash")
        await here.answer("không có đâu")
        assert words("“{words}” is not in this paper.", words="không có đâu") in here.notices


async def test_it_says_what_counts(tmp_path: Path) -> None:
    """A draft, approved when, and of which version."""
    async with console(demo(tmp_path / "m", people=6), at="conclusion") as here:
        await here.do(floor.write_down_unheard)
        for key, _question in here.meeting.open_questions:
            await here.do(promises.settle, question=key, outcome="noted")
        await here.press("ctrl+e")
        assert here.sees(_("draft"))
        await here.do(closing.close_meeting)
        time = here.folder.now().astimezone(here.folder.plan.zone)
        facts = {"time": f"{time:%H:%M}", "date": f"{time:%d/%m/%Y}"}
        assert here.sees(words("approved at {time} on {date}", **facts)) and not here.sees("DỰ THẢO")
        await here.do(closing.reopen_meeting, reason="sót một ý")
        assert here.sees(words("draft of version {n}", n=2)) and here.sees("lý do sửa: sót một ý)")
        await here.do(closing.close_meeting)
        approved = words("version {n}, approved at {time} on {date}", n=2, **facts)
        assert here.sees(approved)
        await here.press("escape")
        await here.command(_("Look at another paper on the screen"))
        await here.choose(_(PAPERS["summary"]))
        assert not here.sees(approved)  # it is the minutes that are approved


async def test_every_paper_that_is_a_tree_can_be_looked_at(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="conclusion", size=SMALL) as here:
        await ask_something(here, 3)
        for name in makers(here.folder):
            await here.command(_("Look at another paper on the screen"))
            await here.choose(_(PAPERS[name]))
            if name == "transfer_slips":
                assert _("There is nothing to look at: no unit owes anything.") in here.notices
                assert here.at_console
                continue
            assert isinstance(here.screen, PreviewScreen)
            assert len(view(here)._lines) > 10
            await here.press("end", "escape")


async def test_phrases_that_cannot_be_used_are_told_in_one_sentence(tmp_path: Path) -> None:
    """What is read out to the hall must not differ unseen from what the office wrote."""
    path = demo(tmp_path / "m")
    (path / "wording.toml").write_text('thu_ki = "x"\nmo_dau = "Hôm nay"\nnhan_dan = "Dân làng"\n', "utf-8")
    told = in_short(path, ["", ""])
    async with console(path, at="conclusion", size=SMALL) as here:
        await here.press("ctrl+e")
        assert here.notices.count(told) == 1
        await here.press("escape")
        await here.press("ctrl+e")  # said once: it would cover the text at every look
        assert here.notices.count(told) == 1
        assert view(here).find("Dân làng")
        await here.press("escape")
        await here.command(_("Look at another paper on the screen"))
        await here.choose(_(PAPERS["summary"]))
        assert here.notices.count(told) == 1  # it has none of these phrases


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_hostile_text_is_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    """Nothing of it reaches the terminal as anything but letters (`drawn` proves it), and nothing is cut off."""
    async with console(demo(tmp_path / "m"), at="conclusion", size=size) as here:
        for number, text in enumerate((EVIL, unicodedata.normalize("NFD", "Nguyễn"), LONG), start=1):
            await here.do(opinions.write_down, question=f"q{number}", text=text, turn=None)
        await here.press("ctrl+e")
        view(here).find("[/b]")
        await here.settle()
        assert here.sees("[red]x[/red][@click=app.bell]K[/] [/b] ]0;tên[31mđỏ annáhp <b>")
        assert view(here).find("nguyen") and view(here).find("tieng3499")
        await here.settle()
        assert here.sees("tiếng3499")


async def test_typing_after_a_visit_goes_where_it_went(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="conclusion") as here:
        await here.press("ctrl+e", "escape")
        await here.type("Tiếp")
        assert here.of(TextField, "#conclusion").text_value == "Tiếp"
