"""Citizens speak: calling, the clock, the queue, and the notes that are typed meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from consoles import SMALL, USUAL, console, demo

from meeting_tui import sentences
from meeting_tui.domain import agenda, floor
from meeting_tui.domain.floor import elapsed_seconds
from meeting_tui.language import _
from meeting_tui.tui.acts.floor_acts import name_of
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.widgets.floor_card import FloorCard
from meeting_tui.tui.widgets.line_list import LineList
from meeting_tui.tui.widgets.queue import QueuePanel


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_the_keys_of_the_floor(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m"), size=size, at="speeches") as here:
        order = here.waiting
        await here.press("f3", "f4", "f8", "ctrl+r")  # nobody has the floor: nothing happens
        assert (here.on_floor, here.waiting) == (None, order)
        await here.press("f2")
        assert (here.on_floor, here.turn.state) == (order[0], "called")
        assert here.name(order[0]) in here.see()
        limit = here.turn.limit_seconds
        await here.wait(10)
        await here.press("f2")
        assert here.turn.state == "speaking"
        await here.wait(60)
        assert sentences.minutes_seconds(limit - 60) in here.see()
        await here.press("f4", "f4", "ctrl+r")
        assert here.turn.limit_seconds == limit + 60
        await here.press("f3")
        assert here.turn.paused_at is not None
        await here.wait(45)
        assert elapsed_seconds(here.turn, here.folder.now()) == 60
        await here.press("f3")
        assert (here.turn.paused_at, here.turn.paused_seconds) == (None, 45)
        await here.press("f2")  # ends this speech and calls the next
        assert here.meeting.turns[order[0]].state == "done"
        assert (here.on_floor, here.turn.state) == (order[1], "called")
        await here.wait(25)
        assert _("clock not started! F2 starts it") in here.see()
        await here.press("f8")
        assert (here.on_floor, here.turn.absences) == (order[1], 1)
        await here.press("f8")
        assert here.on_floor is None
        assert here.waiting == [*order[2:], order[1]]
        assert _("absent when called, {slip}").split("{")[0] in here.see() or size == SMALL


async def test_f2_pressed_twice_at_once_advances_once(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        order = here.waiting
        await here.at_once("f2", "f2")
        assert here.on_floor == order[0]
        assert here.waiting == order[1:]
        if here.turn.state == "called":
            await here.press("f2")
        await here.wait(120)
        await here.at_once("f2", "f2")
        assert here.waiting == order[2:]
        assert [key for key, _turn in here.meeting.heard if key not in order[:2]] == []


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_question_is_typed_while_everything_else_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """No key of the floor takes the text away, and the question is its speaker's, not the next one's."""
    async with console(demo(tmp_path / "m"), size=size, at="speeches") as here:
        first, second = here.waiting[:2]
        await here.press("f2", "f2")
        await here.type("Đường hỏng #giao th")
        assert here.note.is_open
        await here.press("f3", "f4")
        assert (here.turn.paused_at is not None, here.note.text) == (True, "Đường hỏng #giao th")
        await here.type("|")  # the topic
        await here.press("f3")
        await here.type(" từ lâu @ubnd huy|")
        assert (here.note.text, here.note.topic, here.note.unit) == (
            "Đường hỏng từ lâu",
            "giao_thong_tl",
            "people_committee",
        )
        await here.press("f2")  # the chair calls the next one before the sentence is ended
        assert here.on_floor == second
        assert here.note.text == "Đường hỏng từ lâu"
        assert here.name(first) in here.see()  # it is said whose question this is
        await here.press("f8")
        await here.type("nay|")
        assert here.note.text == ""
        await here.press("f2")
        await here.type("Câu của người sau|")
        assert [(q.text, q.turn, q.topic, q.unit) for q in here.questions] == [
            ("Đường hỏng từ lâu nay", first, "giao_thong_tl", "people_committee"),
            ("Câu của người sau", second, "", ""),
        ]
        assert [q.person for q in here.questions] == [
            here.meeting.turns[first].person,
            here.meeting.turns[second].person,
        ]
        await here.type("bỏ dở")
        await here.press("f2", "f2", *["backspace"] * 5)
        await here.type("của người thứ ba|")  # an emptied field follows the floor
        assert here.questions[-1].turn == here.on_floor


async def test_enter_and_the_next_call_in_one_burst(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        first = await here.speaking()
        await here.type("Câu hỏi")
        await here.at_once("enter", "f2")
        assert [(q.text, q.turn) for q in here.questions] == [("Câu hỏi", first)]
        assert here.on_floor != first


async def test_nothing_typed_is_lost_when_it_cannot_be_written(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.type("Nói trước khi mời|")
        assert here.note.text == "Nói trước khi mời"
        assert here.questions == []
        await here.press("f2", "f2", "enter")
        assert [(q.text, q.turn) for q in here.questions] == [("Nói trước khi mời", here.on_floor)]


async def test_the_slip_is_taken_with_one_key(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("ctrl+y")
        assert here.questions == []
        assert here.notices == [_("There is no text on the slip.")]
        await here.press("f2", "f2")
        await here.type("Gõ dở")
        await here.press("ctrl+y")
        slip = here.turn
        assert [(q.text, q.topic, q.turn) for q in here.questions] == [
            (slip.content, slip.topic, here.on_floor)
        ]
        assert here.questions[0].unit
        assert here.note.text == "Gõ dở"


async def test_what_can_be_done_to_a_place_of_the_queue(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        order = here.waiting
        queue = here.of(LineList, "#queue")
        queue.focus()

        async def at(turn: str, act: str) -> None:
            queue.move_to(here.waiting.index(turn))
            await here.press("enter")
            await here.choose(act)

        await at(order[3], _("Move up"))
        await here.answer("")
        assert here.waiting == order  # a reason is needed
        await here.answer("cụ già, nhà xa")
        assert here.waiting == [order[3], *order[:3], order[4]]
        assert _("the chair: {words}").format(words="cụ già, nhà xa")[:20] in here.see()
        await at(order[3], _("Back to the usual place"))
        assert here.waiting == order
        await at(order[0], _("Move to the end"))
        await here.press("escape")
        assert here.waiting == order
        await at(order[0], _("Move to the end"))
        await here.answer("ra ngoài nghe điện thoại")
        assert here.waiting[-1] == order[0]
        await at(order[1], _("Answer in writing instead"))
        assert here.meeting.turns[order[1]].state == "written"
        assert [(q.source, q.text) for q in here.questions] == [
            ("slip", here.meeting.turns[order[1]].content)
        ]
        await at(order[2], _("Withdraw the slip"))
        assert here.meeting.turns[order[2]].state == "withdrawn"
        await at(order[3], _("Speaks for other slips too"))
        await here.press("1", "escape", "escape")  # Escape at the minutes changes nothing
        assert here.meeting.turns[order[3]].members == ()
        await at(order[3], _("Speaks for other slips too"))
        await here.press("1", "escape")
        await here.answer("bảy")
        await here.answer("7")
        assert here.meeting.turns[order[3]].members == (order[4],)
        assert here.waiting == [order[3], order[0]]
        await here.command(_("A represented slip is heard by itself"))
        await here.press("1")
        assert set(here.waiting) == {order[0], order[3], order[4]}
        await at(order[4], _("Call now, out of order"))
        await here.answer("phải về sớm")
        assert here.on_floor == order[4]
        assert here.turn.override_reason == "phải về sớm"
        await here.command(_("Take the call back"))
        assert here.on_floor is None


async def test_raised_hands_and_slips_at_the_table(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        quiet = {turn.person for turn in here.meeting.turns.values()}
        person = next(
            key for key, who in here.meeting.people.items() if key not in quiet and who.status == "present"
        )
        who = here.meeting.people[person]
        await here.press("ctrl+n")
        await here.type(f"{who.name} {who.village}")
        await here.press("enter")
        await here.answer("Hỏi về đèn đường")
        hand = here.meeting.turns[here.waiting[-1]]
        assert (hand.person, hand.source, hand.content) == (person, "hand", "Hỏi về đèn đường")
        await here.wait(5)
        await here.press("ctrl+n")
        await here.type("Người Chưa Có Tên")
        await here.press("enter")
        await here.press("2")
        await here.type("thôn 3|")
        await here.answer("")
        added = here.meeting.people[here.meeting.turns[here.waiting[-1]].person]
        assert (added.name, added.salutation, added.village, added.invited) == (
            "Người Chưa Có Tên",
            "Bà",
            "thôn 3",
            False,
        )
        assert added.status == "present"
        other = next(
            who
            for key, who in here.meeting.people.items()
            if who.status == "present" and key not in {turn.person for turn in here.meeting.turns.values()}
        )
        await here.command(_("Take in a slip"))
        await here.type(f"{other.name} {other.village}")
        await here.press("enter")
        await here.answer("mười", "9" * 30)
        await here.answer("77")
        await here.press("1")
        await here.answer("Hai dòng\ntrên phiếu")
        slip = next(turn for turn in here.meeting.turns.values() if turn.number == 77)
        assert (slip.content, slip.source) == ("Hai dòng\ntrên phiếu", "door")
        await here.press("ctrl+n", "escape")
        assert here.at_console


async def test_the_chair_interrupts_and_notes_are_kept(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("ctrl+l")  # nobody speaks: it is said before anything is typed
        assert here.at_console
        assert here.notices == [_(sentences.REFUSALS["nobody_on_floor"])]
        speaker = await here.speaking()
        await here.press("ctrl+l", "1")
        await here.answer("Đề nghị nói ngắn gọn")
        assert here.turn.paused_at is not None
        assert [(n.kind, n.text, n.turn) for n in here.meeting.notes.values()] == [
            ("remark", "Đề nghị nói ngắn gọn", speaker)
        ]
        assert here.see().count(_("paused, {time} left").split("{")[0]) == 1
        await here.press("f3")
        await here.command(_("Write a note for the file"))
        await here.answer("Mất điện hai phút")
        assert [n.kind for n in here.meeting.notes.values()] == ["remark", "note"]
        await here.command(_("Minutes for each speech"))
        await here.answer("0")
        await here.answer("2")
        assert here.meeting.speak_seconds() == 120


async def test_wrong_times_are_put_right_with_a_reason(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        first = await here.speaking()
        await here.wait(300)
        await here.press("f2")
        begun = here.meeting.turns[first].started_at
        assert begun is not None
        await here.command(_("Correct the times of a speech"))
        await here.press("1")
        await here.answer("hai giờ")
        start = begun.astimezone(here.folder.plan.zone)
        await here.answer(f"{start:%H:%M}:30")
        await here.press("enter")  # the end as it stands
        await here.answer("bấm giờ sớm")
        turn = here.meeting.turns[first]
        assert turn.started_at is not None
        assert (turn.started_at - begun).total_seconds() == 30
        assert [c.reason for c in turn.corrections] == ["bấm giờ sớm"]


async def test_closing_the_list_and_leaving_the_step_drops_no_slip(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        waiting = [key for key, turn in here.meeting.turns.items() if turn.state in floor.UNHEARD]
        await here.command(_("Close the list of speakers"))
        assert here.meeting.day.list_closed_at is not None
        assert _("closed") in str(here.of(QueuePanel).border_title)
        await here.press("f2", "f2")
        speaker = here.on_floor
        assert speaker is not None
        await here.wait(60)
        await here.press("f9", "escape")
        assert here.on_floor == speaker
        await here.press("f9", "2")
        assert here.kind == "synthesis"
        await here.press("ctrl+o", "enter")  # it was one act, and is taken back as one
        assert (here.kind, here.on_floor, here.questions) == ("speeches", speaker, [])
        await here.press("f9", "2")
        assert here.meeting.turns[speaker].state == "done"
        assert {here.meeting.turns[key].state for key in waiting if key != speaker} <= {"written", "absent"}
        assert len(here.questions) == len(waiting) - 1
        assert here.kind == "synthesis"


async def test_slips_may_wait_while_the_day_goes_on(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        waiting = here.waiting
        step = here.meeting.day.step
        assert step is not None
        await here.press("f9", "1")
        assert here.kind == "synthesis"
        assert here.waiting == waiting
        assert here.meeting.steps[step].overrides == ("slips_waiting",)


async def test_in_turn_with_the_answers(tmp_path: Path) -> None:
    """F2 ends the speech and opens its answers; F2 again calls the next."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.command(_("Answers after each speech, or after all"))
        await here.press("enter")
        assert here.meeting.day.mode == "interleaved"
        for place in range(3):
            speaker = here.waiting[0]
            await here.press("f2", "f2")
            assert (here.on_floor, here.turn.state) == (speaker, "speaking")
            await here.type(f"Câu {place} #dat dai||")
            await here.type(f"Thêm {place}|")
            await here.wait(60)
            await here.press("f2")
            assert (here.on_floor, here.meeting.turns[speaker].state) == (None, "done")
            assert here.app.main.pane.id == "answers"
            rows = here.of(LineList, "#sheet").rows
            assert [question.turn for _key, question in rows] == [speaker, speaker]
            await here.press("1")
            assert [question.outcome for question in here.questions[-2:]] == ["answered", None]
            await here.press("5")
            assert [question.outcome for question in here.questions[-2:]] == ["answered", "noted"]
            if place == 1:
                await here.press("right")  # a look at a unit's own sheet: the next speech comes first again
        await here.press("f2")
        assert here.app.main.pane.id == "speeches"
        await here.press("f2", "f2")  # who asked nothing is followed by the next at once
        assert here.app.main.pane.id == "speeches"
        assert not here.meeting.open_questions


async def test_the_queue_is_up_to_date_when_the_speeches_come_back(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.do(agenda.switch_mode, mode="interleaved")
        await here.press("f2", "f2")
        await here.type("Câu hỏi|")
        await here.press("f2", "f2")
        assert [row.turn for row in here.of(LineList, "#queue").rows] == here.waiting


async def test_the_card_says_who_would_be_next(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        assert name_of(here.app.desk, here.waiting[0]) in here.within(here.of(FloorCard))
        await here.do(agenda.switch_mode, mode="interleaved")
        await here.do(floor.close_list)
        await here.do(floor.write_down_unheard)
        assert _("Nobody is waiting.") in here.see()
        await here.press("f2")
        assert here.at_console
        assert here.notices[-1] == _(sentences.REFUSALS["queue_empty"])
        await here.press("ctrl+p")
        assert isinstance(here.screen, Choose)


async def test_f2_ends_the_last_speech(tmp_path: Path) -> None:
    """Nobody is left to be called: the key that calls the next only ends this one."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        for turn in here.waiting[1:]:
            await here.do(floor.withdraw, turn=turn)
        await here.press("f2", "f2")
        speaker = here.on_floor
        assert speaker is not None
        await here.wait(30)
        await here.press("f2")
        assert (here.on_floor, here.meeting.turns[speaker].state) == (None, "done")
        assert here.app.main.pane.id == "speeches"
        assert not here.notices


async def test_answers_that_are_due_are_shown_again_after_a_restart(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="speeches") as here:
        await here.do(agenda.switch_mode, mode="interleaved")
        await here.press("f2", "f2")
        await here.type("Câu hỏi|")
        await here.press("f2")
        assert here.app.main.pane.id == "answers"
    async with console(path) as here:
        assert here.app.main.pane.id == "answers"


async def test_the_clock_waits_from_the_press_when_the_chair_interrupts(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.wait(10)
        await here.press("ctrl+l")
        await here.wait(20)
        await here.press("1")
        await here.answer("Ngắn gọn")
        assert elapsed_seconds(here.turn, here.folder.now()) == 10


async def test_a_mark_that_completes_nothing_is_said(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.press("f2", "f2")
        await here.type("Hỏi về đất @phong tai nguyen|")
        assert here.questions[0].text == "Hỏi về đất @phong tai nguyen"
        assert "@phong tai nguyen" in here.notices[-1]
        await here.type("Gửi về thu@xa.vn|")
        assert len(here.notices) == 1
