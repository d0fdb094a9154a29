"""From what was said to what is owed: synthesis, answers, conclusion, closing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from consoles import SMALL, USUAL, Console, console, demo, words

from meeting_tui import sentences
from meeting_tui.domain import agenda, closing, floor, opinions, promises
from meeting_tui.domain.records import Officer
from meeting_tui.domain.views import answer_sheets
from meeting_tui.language import _
from meeting_tui.tui.acts.question_acts import OUTCOMES
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.preview import PreviewScreen
from meeting_tui.tui.widgets.fields import LineField, TextField
from meeting_tui.tui.widgets.line_list import LineList

ASKED = (
    ("Đường thôn 1 ngập", "giao_thong_tl"),
    ("Đường thôn 1 ngập khi mưa", "giao_thong_tl"),
    ("Trường thiếu phòng học", "giao_duc"),
    ("Chuyện chưa phân loại", ""),
    ("Hồ sơ đất chậm", "dat_dai"),
)


async def ask(here: Console) -> list[str]:
    """One speech with five questions; the keys by number."""
    await here.go("speeches")
    speaker = await here.speaking()
    for number, (text, topic) in enumerate(ASKED, start=1):
        await here.do(opinions.write_down, question=f"q{number}", text=text, topic=topic, turn=speaker)
    await here.do(floor.end_speech, seen=speaker)
    await here.do(floor.close_list)
    for turn in here.waiting:
        await here.do(floor.withdraw, turn=turn)
    for turn, record in list(here.meeting.turns.items()):
        if record.state == "registered":
            await here.do(floor.withdraw, turn=turn)
    return [f"q{number}" for number in range(1, len(ASKED) + 1)]


async def to(here: Console, key: str, where: str) -> None:
    """Put the cursor on a question; the answers are looked through unit by unit."""
    found = here.of(LineList, where)
    found.focus()
    for _sheet in range(9):
        keys = [row[0] for row in found.rows]
        if key in keys:
            break
        await here.press("right")
    found.move_to(keys.index(key))
    await here.settle()


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_synthesis(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m"), size=size) as here:
        await ask(here)
        await here.press("f9")
        assert here.kind == "synthesis"
        question = here.meeting.questions
        await to(here, "q1", "#all")
        await here.press("space", "space")
        assert _("{count} marked").format(count=2) in here.see()
        await here.press("enter")
        await here.choose(_("Merge: one stands for all"), "2 Đường thôn 1 ngập khi mưa")
        assert question["q1"].merged_into == "q2"
        assert _("{count} marked").format(count=2) not in here.see()
        await to(here, "q1", "#all")
        await here.press("enter")
        await here.choose(_("Separate again"))
        assert question["q1"].merged_into is None
        await here.press("right")  # by topic: the cursor stays on its question
        await here.press("right")
        assert [row.key for row in here.of(LineList, "#all").rows] == ["q1", "q2", "q3", "q4", "q5"]
        assert here.of(LineList, "#all").highlighted.key == "q1"
        await to(here, "q3", "#all")
        await here.press("space", "space", "enter", "escape")
        assert here.at_console
        await here.press("enter")  # the marks are still there
        await here.choose(_("Give all to one unit"), "UBND xã Ngọc Tem")
        assert (question["q3"].unit, question["q4"].unit) == ("commune", "commune")
        await to(here, "q5", "#all")
        await here.press("enter")
        await here.choose(_("Split in two"))
        await here.answer("Hồ sơ đất chậm", "Phí đo đạc cao")
        assert [(q.number, q.text) for q in here.questions[-2:]] == [
            (5, "Hồ sơ đất chậm"),
            (6, "Phí đo đạc cao"),
        ]
        await here.press("enter")
        await here.choose(_("Change the words"))
        await here.answer("Hồ sơ đất\nchậm sáu tháng")
        assert question["q5"].text == "Hồ sơ đất\nchậm sáu tháng"
        await here.press("enter")
        await here.choose(_("Kind: request, complaint, …"), sentences.word(sentences.KINDS, "khieu_nai"))
        assert (question["q5"].kind, question["q5"].outcome) == ("khieu_nai", "redirected")
        await to(here, "q4", "#all")
        await here.press("enter")
        await here.choose(_("Topic and unit"))
        await here.type("van hoa|")
        assert isinstance(here.screen, Choose)
        assert here.of(LineList).rows[0][1].value == "culture_centre"  # the topic's own unit comes first
        await here.press("enter")
        assert (question["q4"].topic, question["q4"].unit) == ("van_hoa", "culture_centre")
        await here.press("enter")
        await here.choose(_("Units that help"), "Công an huyện")
        assert question["q4"].support_units == ("police",)
        await here.press("enter")
        await here.choose(_("Said by somebody else"))
        await here.press("escape")
        assert here.at_console


async def test_two_quick_digits_give_two_outcomes(tmp_path: Path) -> None:
    """Keys that waited together for a scan that did not come are still pressed one after the other."""
    async with console(demo(tmp_path / "m")) as here:
        await ask(here)
        for key in ("q1", "q2"):
            await here.do(opinions.reassign, questions=[key], unit="police")
        await here.go("answers")
        await to(here, "q1", "#sheet")
        await here.at_once("1", "1")
        given = [here.meeting.questions[key].outcome for key in ("q1", "q2")]
        assert given == ["answered", "answered"]


async def test_a_digit_gives_the_outcome_and_a_promise_needs_a_date(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), size=SMALL) as here:
        await ask(here)
        await here.go("answers")
        question = here.meeting.questions
        await to(here, "q1", "#sheet")
        await here.press(str(1 + OUTCOMES.index("owed")))
        assert isinstance(here.screen, Ask)
        proposal = promises.proposed_due(here.folder.plan, here.folder.calendar, here.folder.conference_date)
        assert proposal is not None
        assert here.of(LineField).text_value == proposal.due.strftime("%d/%m/%Y")
        assert proposal.rule in here.see()
        yesterday = here.folder.today - timedelta(days=1)
        for refused in ("30/02/2026", "mai", "", yesterday.strftime("%d/%m/%Y"), "1/1/0001", "+"):
            await here.answer(refused)
            assert isinstance(here.screen, Ask)
        assert question["q1"].outcome is None
        await here.press("escape")
        assert question["q1"].outcome is None
        await here.press("3", "enter")
        assert question["q1"].outcome == "owed"
        owed = here.meeting.promises["q1-p"]
        assert (owed.due, owed.unit, owed.rule) == (proposal.due, "people_committee", proposal.rule)
        await to(here, "q2", "#sheet")
        await here.press("2")
        await here.answer("+15")
        owed = here.meeting.promises["q2-p"]
        assert (owed.due, owed.rule) == (here.folder.today + timedelta(days=15), "")
        await here.press("1")  # the cursor went on to the next open question
        assert question["q5"].outcome == "answered"
        await to(here, "q1", "#sheet")
        await here.press("5")  # what is settled is not changed unseen
        assert isinstance(here.screen, Confirm)
        await here.press("escape")
        assert question["q1"].outcome == "owed"
        await here.press("5", "enter")
        assert (question["q1"].outcome, "q1-p" in here.meeting.promises) == ("noted", False)
        sheet = str(here.of(LineList, "#sheet").border_title)
        await here.press("right")
        assert str(here.of(LineList, "#sheet").border_title) != sheet
        await here.press("left")
        assert str(here.of(LineList, "#sheet").border_title) == sheet


async def test_the_digits_are_explained_at_the_smallest_size(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), size=SMALL) as here:
        await ask(here)
        await here.go("answers")
        assert f"3 {sentences.word(sentences.OUTCOMES, 'owed')}" in here.see()


async def test_what_is_owed_without_a_unit_asks_for_the_unit(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m")) as here:
        await ask(here)
        await here.go("answers")
        await to(here, "q4", "#sheet")
        await here.press("3")
        await here.choose("Công an huyện")
        await here.press("enter")
        assert here.meeting.questions["q4"].unit == "police"
        assert here.meeting.promises["q4-p"].unit == "police"


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_the_words_of_an_answer_are_never_lost(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m"), size=size) as here:
        await ask(here)
        await here.go("answers")
        question = here.meeting.questions
        await to(here, "q1", "#sheet")
        await here.press("enter")
        await here.type("Đã trả lời|Hai dòng")
        await here.press("ctrl+s")
        await here.choose(sentences.word(sentences.OUTCOMES, "answered"))
        assert (question["q1"].answer, question["q1"].outcome) == ("Đã trả lời\nHai dòng", "answered")
        await to(here, "q2", "#sheet")
        await here.press("enter")
        await here.type("Dở dang")
        await here.press("tab")  # leaves the field
        assert question["q2"].answer == "Dở dang"
        await to(here, "q2", "#sheet")
        here.of(TextField, "#answer").focus()
        await here.type(" nữa")
        await here.press("ctrl+p", "escape")
        assert here.of(TextField, "#answer").text_value == "Dở dang nữa"
        await to(here, "q5", "#sheet")
        assert question["q2"].answer == "Dở dang nữa"
        assert here.of(TextField, "#answer").text_value == ""
        await to(here, "q2", "#sheet")
        assert here.of(TextField, "#answer").text_value == "Dở dang nữa"
        here.of(TextField, "#answer").focus()
        await here.type(" và hết")
        await here.press("ctrl+t", "4")  # another pane
        await here.press("ctrl+t", "5")
        assert question["q2"].answer == "Dở dang nữa và hết"
        here.folder.undo()
        here.app.show_meeting()
        assert here.of(TextField, "#answer").text_value == "Dở dang nữa"  # what is undone is not shown on
        await here.press("a")
        await here.answer("ông Lê Văn Cường, công chức Địa chính")
        assert question["q2"].answered_by == "ông Lê Văn Cường, công chức Địa chính"
        assert question["q2"].answer == "Dở dang nữa"


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_conclusion_and_tasks(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console(demo(tmp_path / "m"), size=size, at="conclusion") as here:
        await here.type("Ghi nhận|Giao các đơn vị")
        await here.press("tab")
        assert here.meeting.day.conclusion == "Ghi nhận\nGiao các đơn vị"
        await here.press("ctrl+n")
        await here.answer("", "Công khai khoản thu")
        await here.choose("Công an huyện")
        await here.answer("1/1/2020", "+30")
        task = next(iter(here.meeting.promises.values()))
        assert (task.content, task.unit) == ("Công khai khoản thu", "police")
        assert task.due == here.folder.today + timedelta(days=30)
        assert "Công khai khoản thu" in here.see()
        here.of(LineList, "#promises").focus()
        await here.press("enter", "1")
        await here.answer("+60")
        assert next(iter(here.meeting.promises.values())).due == here.folder.today + timedelta(days=60)
        await here.press("enter", "2")
        assert here.meeting.promises == {}
        here.of(TextField, "#conclusion").focus()
        await here.type(" thêm")
        await here.press("ctrl+s")
        assert here.meeting.day.conclusion.endswith("thêm")
        await here.type(" nữa")
        await here.press("ctrl+q", "escape")  # leaving keeps the words, staying changes nothing
        assert here.meeting.day.conclusion.endswith("thêm nữa")
        await here.type(" 1+1")
        assert here.at_console  # in the text a + is a +
        assert here.of(TextField, "#conclusion").text_value.endswith("1+1")


async def test_leaving_from_another_step_does_not_wipe_the_conclusion(tmp_path: Path) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="opening") as here:
        await here.do(closing.conclude, text="Kết luận đã viết")
    async with console(path) as here:
        await here.press("ctrl+q")
        assert isinstance(here.screen, Confirm)
        await here.press("enter")
        assert here.meeting.day.conclusion == "Kết luận đã viết"


async def test_closing_is_refused_then_done_then_taken_back(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), size=SMALL) as here:
        keys = await ask(here)
        await here.go("conclusion")
        assert here.sees(
            _("{count} questions have no outcome: the meeting cannot be closed.").format(count=5)
        )
        await here.press("f9")
        assert isinstance(here.screen, Confirm)
        for number, (text, _topic) in enumerate(ASKED, start=1):
            assert f"○ {number} {text}" in here.see()
        await here.press("enter")
        assert here.meeting.day.closed_at is None
        for key in keys:
            await here.do(promises.settle, question=key, outcome="noted")
        await here.press("f9", "enter")  # they were read out
        await here.answer("Bổ sung một ý", "", "Hội nghị")
        await here.answer("0", "00", "hai", "3")
        assert isinstance(here.screen, Confirm)
        await here.press("escape")
        assert here.meeting.day.closed_at is None
        await here.press("f9", "enter", "enter", "enter", "enter")  # what was answered stands there again
        assert isinstance(here.screen, Confirm)
        await here.press("enter")
        day = here.meeting.day
        assert (day.closed_at is not None, day.read_back, day.copies) == (True, "Bổ sung một ý", 3)
        await here.press("f9")
        assert here.at_console
        await here.type("xyz")
        assert here.of(TextField, "#conclusion").text_value == ""
        await here.press("ctrl+n")
        await here.answer("Việc sau khi đóng")
        await here.choose("Công an huyện")
        await here.answer("+3")
        assert here.meeting.promises == {}
        assert here.notices[-1] == _(sentences.REFUSALS["meeting_closed"])
        await here.command(_("Open the closed meeting again"))
        await here.answer("", "Ghi sót một ý kiến")
        assert here.meeting.day.closed_at is None
        assert here.meeting.day.reopened == ("Ghi sót một ý kiến",)
        assert here.kind == "conclusion"


async def settle_everything(here: Console) -> None:
    """Nothing stops the closing any more."""
    await here.do(floor.write_down_unheard)
    for key, _question in here.meeting.open_questions:
        await here.do(promises.settle, question=key, outcome="noted")


async def test_the_minutes_are_read_out_before_anything_is_asked(tmp_path: Path) -> None:
    """Going back from them closes nothing."""
    async with console(demo(tmp_path / "m"), at="conclusion") as here:
        await settle_everything(here)
        await here.press("f9")
        assert isinstance(here.screen, PreviewScreen)
        assert here.sees(_("It was read: go on"))
        await here.press("escape")
        assert here.at_console
        assert here.meeting.day.closed_at is None


async def test_what_was_answered_on_the_way_to_a_closing_is_not_lost(tmp_path: Path) -> None:
    """Escape leaves at any question; the next F9 asks again with the words of the first time."""
    async with console(demo(tmp_path / "m", people=6), at="conclusion") as here:
        await settle_everything(here)
        await here.press("f9", "enter")
        await here.answer("Ghi rõ tên thôn")
        usual = here.of(LineField).text_value
        await here.press("escape")
        assert here.at_console
        await here.press("f9", "enter")
        assert here.of(LineField).text_value == "Ghi rõ tên thôn"
        await here.press("enter")
        assert here.of(LineField).text_value == usual
        await here.type(", thư ký")
        await here.press("enter")
        await here.answer("5")
        await here.press("escape", "f9", "enter", "enter")
        assert here.of(LineField).text_value == f"{usual}, thư ký"
        await here.press("enter")
        assert here.of(LineField).text_value == "5"
        await here.press("enter", "enter")
        day = here.meeting.day
        assert (day.read_back, day.approvals[0].by, day.copies) == ("Ghi rõ tên thôn", f"{usual}, thư ký", 5)
        await here.command(_("Open the closed meeting again"))
        await here.answer("Sót một ý kiến")
        await here.press("f9", "enter")
        assert here.sees(_("The new version was read. Is anything to be added?"))
        assert here.of(LineField).text_value == ""  # the next version has its own


async def test_each_closing_says_which_version_it_makes(tmp_path: Path) -> None:
    """Who approved is proposed and may be corrected; the second says what it replaces."""
    path = demo(tmp_path / "m", people=6)
    async with console(path, at="conclusion", size=SMALL) as here:
        await settle_everything(here)
        chair = Officer(role="chair", name="Trần Văn Bình", title="Chủ tịch")
        await here.do(agenda.name_officers, role="chair", officers=[chair])
        await here.press("f9", "enter")
        await here.answer("Ghi rõ tên thôn")
        assert here.of(LineField).text_value == "Hội nghị; chủ trì: Ông (bà) Trần Văn Bình, Chủ tịch"
        await here.press("enter", "enter")
        assert here.sees(_("A change afterwards makes a new version of the minutes."))
        await here.press("enter")
        (first,) = here.meeting.day.approvals
        assert (first.by[:8], first.additions) == ("Hội nghị", "Ghi rõ tên thôn")
        await here.command(_("Open the closed meeting again"))
        said = "The approved minutes stay on record: the next closing makes version {version}."
        assert here.sees(words(said, version=2))
        await here.answer("Sót một ý kiến")
        await here.wait(300)
        await here.press("f9", "enter", "enter")
        assert here.of(LineField).text_value.startswith(
            "Chủ trì (ông (bà) Trần Văn Bình, Chủ tịch) và thư ký ("
        )
        await here.answer("Chủ trì", "2")
        at = first.at.astimezone(here.folder.plan.zone)
        said = (
            "The minutes become version {version} and replace version {before}, approved at {time} on {date}."
        )
        facts = {"time": f"{at:%H:%M}", "date": f"{at:%d/%m/%Y}"}
        assert words(said, version=2, before=1, **facts) in here.text(".dialog-body Static")
        await here.press("enter")
        assert [(approval.by, approval.additions) for approval in here.meeting.day.approvals[1:]] == [
            ("Chủ trì", "")
        ]


async def test_a_very_long_question_leaves_room_for_what_is_asked_about_it(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), size=SMALL) as here:
        await ask(here)
        await here.do(opinions.reword, question="q1", text="dài " * 800)
        await here.go("synthesis")
        await to(here, "q1", "#all")
        await here.press("enter")
        assert _("Change the words") in here.see()
        await here.choose(_("Change the words"))
        field = here.of(TextField)
        assert field.region.bottom < here.screen.size.height
        assert field.content_size.height >= 5
        await here.answer("ngắn")
        assert here.meeting.questions["q1"].text == "ngắn"


def title(here: Console) -> str:
    return str(here.of(LineList, "#sheet").border_title)


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_f2_calls_the_unit_whose_sheet_is_open(tmp_path: Path, size: tuple[int, int]) -> None:
    """The chair and the hall see whose turn it is; only this key says so, not the turning of sheets."""
    async with console(demo(tmp_path / "m"), size=size) as here:
        await ask(here)
        await here.go("answers")
        await to(here, "q1", "#sheet")
        assert here.meeting.day.answering is None
        assert "▶" not in title(here)
        assert f"F2 {_('Call unit')}" in here.see()
        await here.press("f2")
        day, unit = here.meeting.day, here.meeting.questions["q1"].unit
        assert (day.answering, day.answering_since is not None) == (unit, True)
        assert title(here).startswith("▶ ")
        await here.press("ctrl+o", "enter")
        assert here.meeting.day.answering is None
        await here.press("f2", "right")
        assert here.meeting.day.answering == unit
        assert title(here).endswith(f"▶ {here.meeting.units[unit].name}")
        await here.press("enter")  # also from the words of an answer
        await here.type("Đang ghi")
        await here.press("f2")
        assert here.meeting.day.answering == here.meeting.questions["q3"].unit
        assert here.of(TextField, "#answer").text_value == "Đang ghi"


async def test_a_unit_that_cannot_be_called_is_said(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m")) as here:
        await ask(here)
        await here.go("answers")
        await to(here, "q4", "#sheet")  # nobody has been given this one
        await here.press("f2")
        assert here.notices[-1] == _(sentences.REFUSALS["owner_needed"])
        assert here.meeting.day.answering is None
        await to(here, "q1", "#sheet")
        await here.press("f2", "f2")
        assert here.notices[-1] == _(sentences.REFUSALS["called_already"])


async def test_the_sign_goes_on_to_nobody_by_itself(tmp_path: Path) -> None:
    """When the unit that was called has answered all, nobody stands there as called."""
    async with console(demo(tmp_path / "m")) as here:
        await ask(here)
        await here.go("answers")
        await to(here, "q1", "#sheet")
        await here.press("f2")
        for key, _question in answer_sheets(here.meeting)[0].rows:
            assert title(here).startswith("▶ ")
            await here.do(promises.settle, question=key, outcome="answered")
        assert "▶" not in title(here)


async def test_f2_calls_nobody_to_answer_outside_the_answers(tmp_path: Path) -> None:
    """In the speeches it calls the next speaker, whatever pane is looked at."""
    async with console(demo(tmp_path / "m")) as here:
        await here.go("speeches")
        await here.press("ctrl+t", "5")
        assert here.app.main.pane.id == "answers"
        assert _("Call next") in here.see()
        await here.press("f2")
        assert (here.meeting.day.answering, here.on_floor is not None) == (None, True)
        await here.do(floor.call_off, seen=here.on_floor)
        await ask(here)
        await here.go("synthesis")
        await here.press("ctrl+t", "5", "f2")
        assert (here.meeting.day.answering, here.on_floor) == (None, None)
        await here.go("answers")
        await here.press("ctrl+t", "4", "f2")
        assert here.meeting.day.answering is None


async def test_after_a_speech_f2_calls_the_unit_once_then_the_next_speaker(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.do(agenda.switch_mode, mode="interleaved")
        speaker = await here.speaking()
        await here.do(
            opinions.write_down, question="q1", text="Đường ngập", topic="giao_thong_tl", turn=speaker
        )
        await here.do(opinions.write_down, question="q2", text="Trường", topic="giao_duc", turn=speaker)
        await here.press("f2")
        assert f"F2 {_('Call unit')}" in here.see()
        await here.press("right", "right")  # a look at the other unit's sheet: its turn comes later
        assert f"F2 {_('Call next')}" in here.see()
        await here.press("left", "left")
        await here.press("f2")
        unit = here.meeting.questions["q1"].unit
        assert here.meeting.day.answering == unit
        assert title(here).endswith(f"▶ {here.meeting.units[unit].name}")
        assert f"F2 {_('Call next')}" in here.see()
        await here.do(promises.settle, question="q1", outcome="answered")
        assert f"F2 {_('Call unit')}" in here.see()
        await here.press("f2")
        assert here.meeting.day.answering == here.meeting.questions["q2"].unit
        await here.press("f2")
        assert here.on_floor not in (None, speaker)


async def test_a_speech_whose_questions_have_no_unit_holds_nobody_up(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.do(agenda.switch_mode, mode="interleaved")
        speaker = await here.speaking()
        await here.do(opinions.write_down, question="q1", text="Chuyện chưa rõ", turn=speaker)
        await here.press("f2", "f2")
        assert here.on_floor not in (None, speaker)
