"""A message for the hall: put up, changed, never forgotten, taken down."""

from __future__ import annotations

from pathlib import Path

import pytest
from consoles import SMALL, USUAL, console, demo, words

from meeting_tui import sentences
from meeting_tui.domain import closing, floor, hall, promises
from meeting_tui.language import _
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.history import HistoryScreen
from meeting_tui.tui.widgets.fields import LineField
from meeting_tui.tui.widgets.note_line import NoteLine

WATER = "Mời đại biểu uống nước, 9 giờ tiếp tục"


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_it_stands_on_the_console_until_it_is_taken_down(tmp_path: Path, size: tuple[int, int]) -> None:
    """A message that the secretary forgot would stand behind the speakers all day."""
    seen = words("the hall reads: “{text}”", text=WATER)
    async with console(demo(tmp_path / "m"), size=size, at="speeches") as here:
        assert not here.of(NoteLine, "#hall-line").display
        await here.command(_("Show a message in the hall"))
        await here.answer(f"  {WATER}  ")
        assert here.meeting.day.message == WATER
        assert here.sees(seen)
        await here.press("f9")  # the day goes on, the message stays
        await here.press("escape")
        await here.go("answers")
        assert here.sees(seen)
        await here.command(_("Take the hall's message down"))
        assert (here.meeting.day.message, here.of(NoteLine, "#hall-line").display) == ("", False)


async def test_it_is_found_where_the_other_screens_are(tmp_path: Path) -> None:
    """What a secretary wants of the hall's screen is behind one key; taken down is only what stands."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("ctrl+f")
        assert not here.sees(_("Take the hall's message down"))
        await here.press("4")
        await here.answer(WATER)
        assert here.meeting.day.message == WATER
        await here.press("ctrl+f")
        await here.press("5")
        assert here.meeting.day.message == ""


async def test_the_one_that_stands_is_there_to_be_changed(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.do(hall.put_up_message, text=WATER)
        before = here.folder.store.head
        await here.command(_("Show a message in the hall"))
        assert here.of(LineField).text_value == WATER
        await here.press("enter")  # nothing changed, nothing is written
        assert here.folder.store.head == before
        await here.command(_("Show a message in the hall"))
        await here.answer(f"{WATER} đúng")
        assert here.meeting.day.message == f"{WATER} đúng"


async def test_what_cannot_be_read_from_the_last_row_is_refused_in_words(tmp_path: Path) -> None:
    """And what was written is not lost by it."""
    long = "dài " * 60
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.command(_("Show a message in the hall"))
        await here.answer(long)
        most = hall.LONGEST_MESSAGE
        said = words(sentences.REFUSALS["message_too_long"], length=len(long.strip()), most=most)
        assert (here.notices[-1], here.meeting.day.message) == (said, "")
        await here.command(_("Show a message in the hall"))
        assert here.of(LineField).text_value == long.strip()
        await here.answer("", "ngắn")
        assert here.meeting.day.message == "ngắn"


async def test_it_can_only_be_taken_down_while_it_stands(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("ctrl+p")
        assert isinstance(here.screen, Choose)
        labels = {offer.label for _key, offer in here.screen._offers}
        assert _("Show a message in the hall") in labels
        assert _("Take the hall's message down") not in labels


async def test_it_can_be_undone_and_is_told_in_the_history(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.do(hall.put_up_message, text=WATER)
        await here.press("ctrl+o")
        assert words(sentences.DONE["put_up_message"], text=WATER) in here.text(".dialog-title")
        await here.press("enter")
        assert here.meeting.day.message == ""
        await here.do(hall.put_up_message, text=WATER)
        await here.command(_("Take the hall's message down"))
        await here.press("ctrl+o", "enter")
        assert here.meeting.day.message == WATER
        await here.command(_("History: who did what when"))
        assert isinstance(here.screen, HistoryScreen)
        assert here.sees(words(sentences.DONE["put_up_message"], text=WATER))


async def test_a_message_is_only_letters(tmp_path: Path) -> None:
    """Neither markup nor control sequences come to life on the console; see `drawn`."""
    async with console(demo(tmp_path / "m"), at="speeches", size=SMALL) as here:
        await here.do(hall.put_up_message, text="[red]nóng[/b] \x1b[31m<b>\u202e")
        assert "[red]nóng[/b]" in here.see()
        await here.do(hall.put_up_message, text="ô" * hall.LONGEST_MESSAGE)
        assert here.of(NoteLine, "#hall-line").size.height == 1
        assert "…" in here.within(here.of(NoteLine, "#hall-line"))


async def test_a_closed_meeting_shows_nothing_more(tmp_path: Path) -> None:
    """The hall says thanks then, whatever stood there."""
    async with console(demo(tmp_path / "m"), at="conclusion") as here:
        await here.do(hall.put_up_message, text=WATER)
        await here.do(floor.write_down_unheard)
        for key, _question in here.meeting.open_questions:
            await here.do(promises.settle, question=key, outcome="noted")
        await here.do(closing.close_meeting)
        assert not here.of(NoteLine, "#hall-line").display
        await here.command(_("Show a message in the hall"))
        await here.answer("Quên nói")
        assert here.notices[-1] == _(sentences.REFUSALS["meeting_closed"])


async def test_escape_changes_nothing(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.command(_("Show a message in the hall"))
        assert isinstance(here.screen, Ask)
        await here.type("dở dang")
        await here.press("escape")
        assert (here.at_console, here.meeting.day.message) == (True, "")
