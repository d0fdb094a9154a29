"""Through the day step by step: what is read out, what is asked before a step is left, what is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from consoles import ICH_HAU, KON_PLONG, SMALL, USUAL, Console, console, demo, one_space, words

from meeting_tui import sentences
from meeting_tui.domain import agenda, closing, doors, floor, promises
from meeting_tui.domain.agenda import Gate
from meeting_tui.domain.records import Officer
from meeting_tui.domain.script import script
from meeting_tui.language import _
from meeting_tui.tui.panes.step import StepPane
from meeting_tui.tui.screens.ask import Ask
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.widgets.agenda import AgendaColumn, AgendaLine
from meeting_tui.tui.widgets.fields import LineField
from meeting_tui.tui.widgets.line_list import LineList

BESIDE = ("welcome", "speeches", "break", "synthesis", "answers", "conclusion", "closing")
"""Steps that show their script beside the work: in the agenda's column, or in two lines under it."""


async def read_aloud(here: Console) -> str:
    """Everything of the step's script that can be brought onto the screen."""
    screen = here.app.main
    if screen.pane.id == "step":
        box = screen.query_one("#step-script")
        seen = here.within(box).split("\n")
        for _page in range(4):
            await here.press("pagedown")
            page = here.within(box).split("\n")
            seen += page if page != seen[-len(page) :] else []
        return one_space(" ".join(seen))
    column = screen.query_one(AgendaColumn)
    return one_space(here.within(column if column.display else screen.query_one("#script")))


@pytest.mark.parametrize("size", [SMALL, USUAL])
@pytest.mark.parametrize("plan", [KON_PLONG, ICH_HAU])
async def test_every_step_shows_its_script_with_the_names_filled_in(
    tmp_path: Path, plan: str, size: tuple[int, int]
) -> None:
    chairs = [Officer(role="chair", name="Trần Minh Quân", title="Chủ tịch")]
    secretaries = [Officer(role="secretary", name="Võ Hoàng Nam", title="Văn phòng")]
    async with console(demo(tmp_path / "m", plan), size=size) as here:
        assert here.kind is None
        assert sentences.step_word(here.meeting.agenda[0].kind) in here.see()
        await here.do(agenda.name_officers, role="chair", officers=chairs)
        await here.do(agenda.name_officers, role="secretary", officers=secretaries)
        met = []
        for item in here.meeting.agenda:
            await here.press("f9")
            if isinstance(here.screen, Choose):  # slips that were not heard
                await here.press("2")
            if isinstance(here.screen, Confirm):
                await here.press("enter")
            assert here.meeting.item == item
            met.append(item.kind)
            said = [one_space(line.text) for line in script(here.meeting, item)]
            seen = await read_aloud(here)
            if item.kind in BESIDE:
                assert said[0][:60] in seen
            else:
                for part in (part for line in said for part in line.split("; ")):
                    assert part[:40] in seen
                    assert part[-20:].strip() in seen
            if item.kind == "opening":
                assert "Trần Minh Quân" in seen
                assert "Võ Hoàng Nam" in seen
            widget = AgendaLine if size == SMALL else AgendaColumn
            assert here.of(widget).display
            assert sentences.step_word(item.kind) in here.see()
        assert met == [item.kind for item in here.meeting.agenda]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see `ConsoleScreen.act`
async def test_a_gate_is_asked_escape_stays_enter_goes_and_it_is_recorded(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="opening") as here:
        opening = here.meeting.agenda[0].id
        await here.at_once("f9", "f9")  # an impatient hand is asked once
        assert isinstance(here.screen, Confirm)
        asked = ("chair_unnamed", "secretary_unnamed", "present_unannounced")
        for code in asked:
            assert here.sees(sentences.gate(Gate(code=code)))  # type: ignore[arg-type]
        await here.press("escape")
        assert here.at_console
        assert (here.kind, here.meeting.steps[opening].overrides) == ("opening", ())
        await here.press("f9", "enter")
        assert here.kind == "rules"
        assert here.meeting.steps[opening].overrides == asked
        await here.press("f9", "escape")
        assert here.kind == "rules"


async def test_what_belongs_to_a_step_is_recorded_from_its_list(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="opening", size=SMALL) as here:
        await here.press("enter")
        await here.answer("Trần Minh Quân", "Chủ tịch HĐND", "")
        await here.press("down", "enter")  # the cursor went on to the co-chair by itself
        await here.answer("Võ Hoàng Nam", "Văn phòng", "Lê Thị Hoa")
        await here.press("escape")  # leaving in the middle changes nothing
        assert [(o.role, o.name, o.title) for o in here.meeting.day.officers] == [
            ("chair", "Trần Minh Quân", "Chủ tịch HĐND")
        ]
        await here.press("enter")
        await here.answer("Võ Hoàng Nam", "Văn phòng", "")
        await here.press("enter")
        await here.answer("chín mươi", "9" * 25)
        assert isinstance(here.screen, Ask)
        await here.answer("113")
        assert here.meeting.day.announced_present == 113
        await here.press("f9")
        assert here.kind == "rules"  # nothing is missing, so nothing is asked
        await here.press("enter", "enter")
        step = here.meeting.day.step
        assert step is not None
        assert here.meeting.steps[step].result == "nhất trí 100%"
        await here.press("down", "enter")
        await here.answer("Đọc nội quy.\nKhông ai có ý kiến.")
        assert here.meeting.steps[step].text == "Đọc nội quy.\nKhông ai có ý kiến."
        tasks = here.of(LineList, "#step-tasks").rows
        assert [bool(task.value) for task in tasks] == [True, False, True]


@pytest.mark.parametrize(
    ("plan", "example", "shown"),
    [
        (KON_PLONG, "Ông Trần Minh Quân", "Ông (bà) Lê Thị Hoa"),
        ("son-giang-2022", "Đồng chí Trần Minh Quân", "Đồng chí Lê Thị Hoa"),
    ],
)
async def test_officers_are_named_with_their_form_of_address(
    tmp_path: Path, plan: str, example: str, shown: str
) -> None:
    """Papers print what is written; whether it is a man or a woman is asked, never guessed."""
    async with console(demo(tmp_path / "m", plan), size=SMALL) as here:
        await here.go("opening")
        await here.press("enter")
        assert here.sees(words("As papers print it, with the form of address: {example}.", example=example))
        await here.answer("Lê Thị Hoa", "Chủ tịch HĐND", "")
        await here.press("up", "enter")
        field = here.of(LineField)
        assert field.text_value == shown
        await here.answer("Bà Lê Thị Hoa", "Chủ tịch HĐND", "")
        assert [officer.name for officer in here.meeting.day.officers] == ["Bà Lê Thị Hoa"]


async def test_back_and_elsewhere(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m"), at="statement") as here:
        steps = [item.id for item in here.meeting.agenda]
        await here.command(_("Back to the step before"))
        assert isinstance(here.screen, Confirm)
        await here.press("enter")
        assert here.meeting.day.step == steps[1]
        await here.command(_("Go to another step"))
        assert isinstance(here.screen, Choose)
        await here.press("escape")
        await here.go("remarks")
        skipped = [step for step in steps if step in here.meeting.steps and here.meeting.steps[step].skipped]
        assert skipped == [steps[0], steps[3], steps[4]]


async def test_the_welcome_step_checks_people_in(tmp_path: Path) -> None:
    async with console(demo(tmp_path / "m", ICH_HAU), at="welcome") as here:
        away = [key for key, person in here.meeting.people.items() if person.status == "expected"]
        present = here.meeting.present
        name = here.meeting.people[away[0]].name
        await here.type(name.lower())
        await here.press("enter")
        assert here.meeting.people[away[0]].status == "present"
        assert here.meeting.present == present + 1
        await here.type(name)
        await here.press("enter")  # who is in already is never checked out: the rest is offered
        assert isinstance(here.screen, Choose)
        await here.choose(sentences.word(sentences.ATTENDANCE, "left_early"))
        await here.answer("có việc nhà")
        assert here.meeting.people[away[0]].reason == "có việc nhà"
        await here.press(*["backspace"] * len(name))
        await here.type("Người Lạ|")
        await here.press("1")  # Ông
        await here.type("thôn 9|")
        added = [person for person in here.meeting.people.values() if not person.invited]
        assert [(p.name, p.salutation, p.village, p.status) for p in added] == [
            ("Người Lạ", "Ông", "thôn 9", "present")
        ]


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_closed_meeting_says_so_when_it_is_opened_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = demo(tmp_path / "m")
    async with console(path, at="conclusion") as here:
        await here.do(floor.write_down_unheard)
        for key, _question in here.meeting.open_questions:
            await here.do(promises.settle, question=key, outcome="noted")
        await here.do(closing.close_meeting)
    async with console(path, size=size) as here:
        assert _("The meeting is closed.") in here.see()
        assert _("The meeting has not begun") not in here.see()
        await here.press("f9")
        assert here.at_console
        assert here.notices == [_(sentences.REFUSALS["meeting_closed"])]


async def test_the_step_list_is_also_in_the_script_of_a_plan(tmp_path: Path) -> None:
    """A plan's own script wins, and its pages can be turned."""
    path = demo(tmp_path / "m")
    own = "\\n".join(f"Câu thứ {n} của kịch bản." for n in range(60))
    plan = (path / "plan.toml").read_text("utf-8")
    (path / "plan.toml").write_text(
        plan.replace('kind = "opening"', f'kind = "opening"\nscript = "{own}"'), "utf-8"
    )
    async with console(path, at="opening", size=SMALL) as here:
        assert "Câu thứ 0 " in here.see()
        assert "Câu thứ 59 " not in here.see()
        await here.press(*["pagedown"] * 8)
        assert "Câu thứ 59 " in here.see()
        await here.press(*["pageup"] * 8)
        assert "Câu thứ 0 " in here.see()
        assert here.of(LineList, "#step-tasks").cursor == 0
        assert here.app.main.query_one(StepPane).has_focus_within


async def test_doors_stay_open_all_day(tmp_path: Path) -> None:
    """Somebody who comes late is checked in from another step."""
    async with console(demo(tmp_path / "m"), at="remarks") as here:
        away = next(key for key, person in here.meeting.people.items() if person.status == "expected")
        await here.press("ctrl+t", "2")
        await here.type(here.meeting.people[away].name + "|")
        assert here.meeting.people[away].status == "present"
        await here.do(doors.mark_attendance, person=away, status="expected")
        assert here.meeting.people[away].arrived_at is None
