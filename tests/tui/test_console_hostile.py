"""A meeting full of text that wants to be markup, an action, or a control sequence of the terminal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from consoles import SMALL, USUAL, Console, console, demo, go, hand_clock

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.records import Officer, Person
from meeting_tui.domain.text import clean_line
from meeting_tui.language import _
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.commands import commands
from meeting_tui.tui.screens.find_person import FindPerson

MARKUP = "[red]x[/red][@click=app.bell]K[/]"
BROKEN = "[/b] hỏng [1/2]"
SEQUENCES = "\x1b]0;tên\x07\x1b[31mđỏ\x9b1m \x90q\x9c\x1b]52;c;eA==\x1b\\"
BACKWARDS = "an\u202enáhp\u2066x\u2069\u200f"
LONG = "Nguyễn " * 29
NFD = unicodedata.normalize("NFD", "Nguyễn Thị Phượng")
EMOJI = "👩‍🌾 nhà 🏠 ﷽"
HOSTILE = (MARKUP, BROKEN, SEQUENCES, BACKWARDS, LONG, NFD, EMOJI)
ALL = " ".join(HOSTILE)


def hostile(path: Path) -> Path:
    """The plan and the journal carry it wherever a person may type."""
    demo(path, people=8)
    plan = path / "plan.toml"
    text = plan.read_text("utf-8")
    evil = json.dumps(f"{BROKEN} {MARKUP} {SEQUENCES} {BACKWARDS} {EMOJI} {NFD}", ensure_ascii=False)
    for line in ('name = "UBND huyện"', 'short = "Phòng Giáo dục"'):
        text = text.replace(line, f"{line.split(' = ')[0]} = {evil}")
    text = text.replace('issuer = "Thường trực Hội đồng nhân dân huyện"', f"issuer = {evil}")
    text = text.replace('venue = "Hội trường UBND xã Ngọc Tem"', f"venue = {evil}")
    text = text.replace('title = "Thông qua chương trình', f"title = {evil[:-1]} Thông qua chương trình")
    text = text.replace('kind = "statement"', f'kind = "statement"\nscript = {evil}')
    plan.write_text(text, "utf-8")
    clock = hand_clock(path)
    with MeetingFolder.open(path, f"[b]{BROKEN}", clock=clock) as folder:
        for number, evil_text in enumerate(HOSTILE, start=1):
            key = f"h{number}"
            person = Person(name=evil_text or "x", salutation="Bà", village=evil_text, org=evil_text)
            folder.do(doors.add_person, person=key, record=person)
            folder.do(doors.mark_attendance, person=key, status="present", reason=evil_text)
            folder.do(
                floor.register_slip, turn=f"t{number}", person=key, number=900 + number, content=evil_text
            )
            folder.do(floor.move_up, turn=f"t{number}", reason=evil_text)
        go(folder, "speeches")
        folder.do(floor.call_next, seen=None)
        first = folder.meeting.floor[0] if folder.meeting.floor else ""
        folder.do(floor.start_speech, seen=first)
        for number, evil_text in enumerate(HOSTILE, start=1):
            key = f"q{number}"
            folder.do(opinions.write_down, question=key, text=evil_text, turn=first, topic="dat_dai")
            folder.do(promises.write_answer, question=key, answer=evil_text, answered_by=evil_text)
        folder.do(promises.settle, question="q1", outcome="owed", answer=ALL, due=folder.today)
        folder.do(floor.interject, note="n", kind="remark", text=ALL, seen=first)
        folder.do(closing.conclude, text=f"{ALL}\n{ALL}")
        folder.do(promises.promise, promise="p", unit="people_committee", content=ALL, due=folder.today)
        chair = Officer(role="chair", name=ALL, title=ALL)
        folder.do(agenda.name_officers, role="chair", officers=[chair])
        for item in folder.meeting.agenda:
            folder.do(agenda.record_step, step=item.id, text=ALL, presenter=ALL, result=ALL)
    return path


async def through_the_dialogs(here: Console) -> None:
    """Every act of the palette, two dialogs deep, each drawn."""
    for offer in commands(here.app.main):
        if offer.label == _("Write the minutes (draft before the closing)"):
            continue
        here.app.main.act(offer.value)
        await here.settle()
        for _depth in range(4):
            here.see()
            if here.at_console:
                break
            await here.press("escape")
        assert here.at_console


@pytest.mark.parametrize("size", [SMALL, USUAL])
@pytest.mark.parametrize("kind", ["opening", "statement", "speeches", "synthesis", "answers", "conclusion"])
async def test_every_pane_draws_it_as_letters(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    async with console(hostile(tmp_path / "m"), size=size) as here:
        if kind != "speeches":
            go(here.folder, kind)
            here.app.show_meeting()
            await here.settle()
        seen = here.see()
        await here.wait(300)
        seen += here.see()
        if kind in ("speeches", "synthesis", "answers", "conclusion"):
            assert "[/b]" in seen or "[red]" in seen  # shown, not obeyed
        await here.press("enter")
        here.see()
        await here.press("escape")
        for key in ("down", "down", "down", "right", "tab", "enter"):
            await here.press(key)
            here.see()


async def test_every_dialog_draws_it_as_letters(tmp_path: Path) -> None:
    async with console(hostile(tmp_path / "m"), size=SMALL) as here:
        await through_the_dialogs(here)


async def test_the_queue_history_finder_and_notices_draw_it_as_letters(tmp_path: Path) -> None:
    async with console(hostile(tmp_path / "m")) as here:
        for turn in here.waiting[:3]:
            here.app.main.query_one("#queue").focus()
            await here.press("enter")
            seen = here.see()
            assert clean_line(here.name(turn))[:8] in seen
            for digit in "125":
                await here.press(digit)
                here.see()
                await here.press("escape")
                here.app.main.query_one("#queue").focus()
                await here.press("enter")
            await here.press("escape", "down")
        await here.press("ctrl+n")
        assert isinstance(here.screen, FindPerson)
        assert "[/b] hỏng" in here.see()
        await here.type("[/b]")
        assert "[/b] hỏng" in here.see()
        await here.press("escape")
        for key in (key for key, _question in here.meeting.numbered):
            await here.do(opinions.reword, question=key, text=f"{BROKEN} {key}")
        await here.press("ctrl+o")
        assert "[/b] hỏng" in here.see()
        await here.press("escape")
        await here.command(_("History: who did what when"))
        for _page in range(4):
            assert "[/b]" in here.see()
            await here.press("pagedown")
        await here.press("escape")
        here.app.desk.say(ALL, warning=True)
        await here.settle()
        assert MARKUP[:14] in here.see()


async def test_what_is_pasted_and_typed_arrives_clean(tmp_path: Path) -> None:
    from textual import events

    async with console(hostile(tmp_path / "m"), size=SMALL) as here:
        here.note.focus()
        await here.settle()
        here.app.post_message(events.Paste(f"{SEQUENCES}\nhai dòng {BACKWARDS} {NFD} {BROKEN}"))
        await here.settle()
        here.see()
        await here.press("enter")
        text = here.questions[-1].text
        assert text == clean_line(text)
        assert "\x1b" not in text
        assert text.endswith(f"Nguyễn Thị Phượng {BROKEN}")
        here.note.focus()
        await here.type(f"Gõ {MARKUP} #dat")
        assert here.note.is_open
        here.see()
        await here.type("||")
        assert here.questions[-1].text == f"Gõ {MARKUP}"
