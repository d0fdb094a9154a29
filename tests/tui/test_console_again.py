"""Closed and opened again, and two consoles on one meeting."""

from __future__ import annotations

from pathlib import Path

from consoles import Console, console, demo, hand_clock

from meeting_tui import sentences
from meeting_tui.domain import agenda, closing, floor, opinions, promises
from meeting_tui.domain.views import floor_view
from meeting_tui.language import _
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.screens.history import HistoryScreen
from meeting_tui.tui.widgets.fields import TextField
from meeting_tui.tui.widgets.floor_card import FloorCard
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.queue import QueuePanel


async def test_opened_again_it_is_the_same_place_and_the_same_clock(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, at="speeches", clock=clock) as here:
        await here.press("f2", "f2")
        speaker = here.on_floor
        await here.type("Câu đã ghi|")
        await here.wait(90)
        await here.press("f3")
        await here.wait(30)
        await here.press("f3")
        await here.wait(10)
        card = here.within(here.of(FloorCard))
        queue = here.within(here.of(QueuePanel))
    clock.pass_seconds(20)
    async with console(path, clock=clock) as here:
        assert (here.kind, here.on_floor) == ("speeches", speaker)
        assert here.app.main.pane.id == "speeches"
        view = floor_view(here.meeting, here.folder.now())
        assert view is not None
        assert (view.elapsed, view.paused) == (120, False)
        assert here.within(here.of(FloorCard)).split("\n")[0] == card.split("\n")[0]
        assert here.within(here.of(QueuePanel)) == queue
        assert [question.text for question in here.questions] == ["Câu đã ghi"]
        await here.press("f2")  # and it goes on
        assert here.meeting.turns[str(speaker)].state == "done"


async def test_every_step_of_the_day_comes_back(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="speeches") as here:
        await here.speaking()
        await here.do(opinions.write_down, question="q1", text="Câu một", turn=here.on_floor)
        await here.do(opinions.write_down, question="q2", text="Câu hai", turn=here.on_floor)
        await here.go("answers")
        await here.press("down", "enter")
        await here.type("Đang trả lời dở")
        await here.press("ctrl+q", "enter")
    async with console(path) as here:
        assert (here.kind, here.app.main.pane.id) == ("answers", "answers")
        assert here.meeting.questions["q2"].answer == "Đang trả lời dở"
        await here.press("down")
        assert here.of(TextField, "#answer").text_value == "Đang trả lời dở"
        await here.go("conclusion")
        await here.type("Kết luận dở")
        await here.press("ctrl+q", "enter")
    async with console(path) as here:
        assert here.app.main.pane.id == "conclusion-pane"
        assert here.of(TextField, "#conclusion").text_value == "Kết luận dở"


async def test_a_second_console_sees_what_the_first_does(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, clock=clock) as here:
        with MeetingFolder.open(path, "second", clock=clock) as second:
            second.do(agenda.go_to_step, step="speeches", seen=None, overrides=[])
            await here.wait()
            assert (here.kind, here.app.main.pane.id) == ("speeches", "speeches")
            second.do(floor.call_next, seen=None)
            await here.wait()
            first = here.on_floor
            assert here.name(str(first)) in here.within(here.of(FloorCard))
            await here.type("Gõ dở")
            second.do(floor.start_speech, seen=first)
            second.do(opinions.write_down, question="x", text="Câu của bàn kia", turn=first)
            await here.wait()
            assert "Câu của bàn kia" in here.see()
            assert here.note.text == "Gõ dở"
            # Both press at once: it advances once, and the slower one is told.
            second.do(floor.call_next, seen=first)
            await here.press("f2")
            assert here.meeting.turns[str(first)].state == "done"
            assert here.notices == [_(sentences.REFUSALS["moved_on"])]
            assert len(here.meeting.heard) == 1
            called = here.on_floor
            await here.press("f2")
            assert (here.on_floor, here.turn.state) == (called, "speaking")
            # Undo takes back only what is mine.
            await here.press("ctrl+o", "enter")
            assert here.turn.state == "called"
            assert second.refresh()
            assert second.meeting.floor is not None
            assert second.meeting.floor[1].state == "called"


async def test_what_was_built_upon_cannot_be_taken_back(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, clock=clock, at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu một|")
        key = here.meeting.numbered[0][0]
        with MeetingFolder.open(path, "second", clock=clock) as second:
            second.do(opinions.reword, question=key, text="Sửa ở bàn kia")
            await here.wait()
            await here.press("ctrl+o", "enter")
            assert here.notices == [_(sentences.STORE["conflict"])]
            assert [question.text for question in here.questions] == ["Sửa ở bàn kia"]
            await here.command(_("History: who did what when"))
            assert isinstance(here.screen, HistoryScreen)
            assert "second" in here.see()


async def test_two_programs_on_one_folder(tmp_path: Path) -> None:
    """Two whole consoles, one after the other with the keyboard."""
    path = demo(tmp_path / "m")
    clock = hand_clock(path)

    async def same(one: Console, other: Console) -> None:
        await one.wait()
        await other.wait()
        assert one.meeting.turns == other.meeting.turns
        assert one.meeting.questions == other.meeting.questions
        assert one.meeting.day == other.meeting.day

    async with console(path, clock=clock, at="speeches", who="one") as one:
        await one.press("f2", "f2")
        async with console(path, clock=clock, who="two") as two:
            await two.type("Câu ghi ở máy hai|")
            await same(one, two)
        await one.wait()
        assert [question.text for question in one.questions] == ["Câu ghi ở máy hai"]
        assert [row[1].text for row in one.of(LineList, "#asked").rows] == ["Câu ghi ở máy hai"]


async def test_another_desk_changes_the_text_that_stands_in_a_field(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, clock=clock, at="conclusion") as here:
        with MeetingFolder.open(path, "second", clock=clock) as second:
            second.do(closing.conclude, text="Từ bàn kia")
            await here.wait()
            assert here.of(TextField, "#conclusion").text_value == "Từ bàn kia"
            await here.press("ctrl+q", "escape")
            assert here.meeting.day.conclusion == "Từ bàn kia"
            second.do(promises.promise, promise="p", unit="police", content="Việc", due=second.today)
            await here.wait()
            assert "Việc" in here.see()


async def test_a_half_written_question_is_there_again(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, at="speeches", clock=clock) as here:
        await here.press("f2", "f2")
        await here.type("Chưa xong")
        await here.press("ctrl+q", "enter")
    async with console(path, clock=clock) as here:
        assert here.note.text == "Chưa xong"
        await here.type(" nay xong|")
        assert [question.text for question in here.questions] == ["Chưa xong nay xong"]
    async with console(path, clock=clock) as here:
        assert here.note.text == ""


async def test_a_half_written_question_is_still_its_speakers(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, at="speeches", clock=clock) as here:
        await here.press("f2", "f2")
        first = here.on_floor
        await here.type("Của người thứ nhất #dat dai|")
        await here.press("f2")
        await here.wait(1)
    async with console(path, clock=clock) as here:
        await here.press("enter")
        assert [(q.turn, q.topic) for q in here.questions] == [(first, "dat_dai")]


async def test_a_half_written_question_is_this_consoles_own(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    clock = hand_clock(path)
    async with console(path, at="speeches", clock=clock, who="one") as one:
        await one.press("f2", "f2")
        await one.type("Ở máy một")
        await one.wait(1)
        async with console(path, clock=clock, who="two") as two:
            assert two.note.text == ""


async def test_the_clock_goes_on_behind_a_dialog(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2", "ctrl+p")
        await here.wait(60)
        assert sentences.clock_time(here.folder.now()) in here.see()
        await here.press("escape")
        assert "04:00" in here.see()


async def test_an_answer_is_kept_two_seconds_after_the_last_key(tmp_path: Path) -> None:
    """Looked at four times a second, though the screen is drawn once."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Câu hỏi|")
        await here.go("answers")
        await here.press("enter")
        await here.type("Lời đáp")
        for _quarter in range(10):
            await here.wait(0.25)
        assert here.questions[0].answer == "Lời đáp"
