"""The desk at the door, the same pane in the console, and scans wherever the focus is."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from consoles import ICH_HAU, SMALL, USUAL, Console, console, demo, hand_clock, one_space, running, words
from textual import events

from meeting_tui import sentences
from meeting_tui.domain import doors, floor
from meeting_tui.domain.codes import TEST_CODE, make_code
from meeting_tui.domain.records import Person
from meeting_tui.language import _
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.tui.app import MeetingApp
from meeting_tui.tui.arrivals import LETTING_IN
from meeting_tui.tui.run import LOCK_SECONDS
from meeting_tui.tui.screens.choose import Choose
from meeting_tui.tui.screens.code import CodeScreen
from meeting_tui.tui.screens.confirm import Confirm
from meeting_tui.tui.screens.door import DoorScreen
from meeting_tui.tui.screens.try_scanner import ScannerTest
from meeting_tui.tui.widgets.arrival_card import ArrivalCard
from meeting_tui.tui.widgets.arrival_line import ArrivalLine
from meeting_tui.tui.widgets.people_list import PeopleList

CARD = "001090000001|012345678|{name}|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"
SIZES = [SMALL, USUAL]


async def scan(here: Console, payload: str, end: str = "\r") -> None:
    """A burst, as the terminal hands it over."""
    ends = {"\r": ("enter", "\r"), "\t": ("tab", "\t"), "\n": ("ctrl+j", "\n")}
    for character in payload:
        here.app.post_message(events.Key(character if character.isalnum() else "other", character))
    if end:
        here.app.post_message(events.Key(*ends[end]))
    await here.settle()
    await here.app.workers.wait_for_complete() if here.at_console or isinstance(
        here.screen, DoorScreen
    ) else None
    await here.settle()


class Door:
    """`async with desk(path) as here`: the desk's screen on a meeting."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        self.path, self.size = path, size

    async def __aenter__(self) -> Console:
        clock = hand_clock(self.path)
        self.folder = MeetingFolder.open(self.path, "desk-1", clock=clock, lock_limit=LOCK_SECONDS)
        app = MeetingApp(self.folder, config=self.path / "config", role="desk")
        self._running = running(app, clock, self.size)
        return await self._running.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._running.__aexit__(*error)  # type: ignore[arg-type]
        self.folder.close()


def desk(path: Path, size: tuple[int, int] = USUAL) -> Door:
    return Door(path, size)


def away(here: Console, n: int = 0) -> tuple[str, Person]:
    """Somebody who has not come."""
    return [pair for pair in here.meeting.people.items() if pair[1].status == "expected"][n]


def card(here: Console) -> str:
    return here.within(here.of(ArrivalCard))


@pytest.mark.parametrize("size", SIZES)
async def test_a_scan_lets_in_and_shows_who_it_was(tmp_path: Path, size: tuple[int, int]) -> None:
    """Name in capitals, village, hour; the count follows, the field stays empty."""
    async with desk(demo(tmp_path / "m"), size) as here:
        key, person = away(here)
        present = here.meeting.present
        await scan(here, person.code)
        assert here.meeting.people[key].status == "present"
        assert person.name.upper() in card(here) and person.village in card(here)
        assert here.of(ArrivalCard).has_class("-good")
        assert (
            words("present {present}/{invited}", present=present + 1, invited=here.meeting.invited)
            in here.see()
        )
        assert here.of(PeopleList).query_text == ""


@pytest.mark.parametrize("end", ["\r", "\t", "\n", ""])
async def test_any_ending_will_do(tmp_path: Path, end: str) -> None:
    """Tab does not move the focus, and nothing at all is waited out."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        await scan(here, person.code, end)
        assert here.meeting.people[key].status == "present"
        assert here.of(PeopleList).has_focus_within


async def test_every_outcome_has_its_words_and_its_colour(tmp_path: Path) -> None:
    """And stays in the list of the last scans."""
    async with desk(demo(tmp_path / "m")) as here:
        _key, person = away(here)
        mark = here.app.folder.code_mark
        wrong = person.code[:-1] + str((int(person.code[-1]) + 1) % 10)
        await scan(here, person.code)
        for payload, outcome, tone in [
            (make_code(5_000_000, 1, (mark + 1) % 100), "other_meeting", "-refused"),
            (make_code(5_000_000, 1, mark), "unknown", "-refused"),
            (wrong, "damaged", "-refused"),
            (person.code, "already_in", "-known"),
        ]:
            await scan(here, payload)
            assert here.of(ArrivalCard).has_class(tone), outcome
            happened = sentences.arrival(here.app.arrivals.latest)  # type: ignore[arg-type]
            assert happened.lower() in card(here).lower()
        assert here.text("#recent").count("✗") == 3


async def test_the_same_code_at_once_is_one_scan(tmp_path: Path) -> None:
    """A scanner that is held still reads twice: the clerk must not see a warning in place of the welcome."""
    async with desk(demo(tmp_path / "m")) as here:
        _key, person = away(here)
        await scan(here, person.code)
        await scan(here, person.code)
        assert here.of(ArrivalCard).has_class("-good")
        assert here.meeting.scans == {}


async def test_two_scans_while_another_desk_holds_the_journal(tmp_path: Path) -> None:
    """They wait for it, in their order; nobody has to scan again."""
    async with desk(demo(tmp_path / "m")) as here:
        first, second = away(here, 0), away(here, 1)
        with MeetingFolder.open(here.app.folder.path, "desk-2", clock=here.app.folder.clock) as other:
            with other.store._log.exclusive():
                for _key, person in (first, second):
                    for character in person.code:
                        here.app.post_message(events.Key(character, character))
                    here.app.post_message(events.Key("enter", "\r"))
                await asyncio.sleep(0.3)
                assert here.meeting.people[first[0]].status == "expected"
            await here.app.workers.wait_for_complete()
        assert [here.meeting.people[key].status for key, _ in (first, second)] == ["present", "present"]
        assert [seen.arrival.person for seen in here.app.arrivals.recent] == [second[0], first[0]]


async def test_a_slip_joins_the_queue_with_enter(tmp_path: Path) -> None:
    """The one key after the scan; a second Enter does nothing."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        await here.do(
            floor.register_slip, turn="s90", person=key, number=90, content="đường ngập", waiting=False
        )
        await scan(here, person.code)
        assert words(
            "Wants to speak ({slip})  →  Enter: into the queue", slip=words("slip {number:02d}", number=90)
        ) in card(here)
        await asyncio.sleep(0.35)  # an Enter that comes sooner is the scanner's
        await here.press("enter")
        assert here.meeting.turns["s90"].state == "waiting"
        await here.press("enter")
        assert here.meeting.turns["s90"].state == "waiting"


async def test_enter_without_a_name_lets_nobody_in(tmp_path: Path) -> None:
    """The list shows everybody, but nobody was looked for."""
    async with desk(demo(tmp_path / "m")) as here:
        present = here.meeting.present
        await here.press("enter", "enter")
        assert here.meeting.present == present and isinstance(here.screen, DoorScreen)


async def test_somebody_is_found_by_a_name_with_a_slip(tmp_path: Path) -> None:
    """A near name is shown, but Enter alone takes only the one that was typed."""
    async with desk(demo(tmp_path / "m")) as here:
        await here.do(doors.add_person, person="x", record=Person(name="Nguyễn Thị Khuyên", village="thôn 2"))
        await here.type("nguyen thi khuien")
        assert "Nguyễn Thị Khuyên" in here.see()
        await here.press("enter")
        assert isinstance(here.screen, Choose)
        assert here.meeting.people["x"].status == "expected"
        await here.press("enter")
        await here.settle()
        assert here.meeting.people["x"].status == "present"


async def test_a_name_that_was_typed_is_not_lost_by_escape(tmp_path: Path) -> None:
    """Out of the questions about somebody new; a second Escape empties the line, a third the card."""
    async with desk(demo(tmp_path / "m")) as here:
        await scan(here, away(here)[1].code)
        await here.type("Lò Thị Mỷ Duyên")
        assert not here.of(ArrivalCard).has_class("-good"), "the one before is done with"
        await here.press("enter", "escape")
        assert here.of(PeopleList).query_text == "Lò Thị Mỷ Duyên"
        await here.press("escape")
        assert here.of(PeopleList).query_text == ""
        await scan(here, away(here)[1].code)
        assert here.of(ArrivalCard).has_class("-good")
        await here.press("escape")
        assert not here.of(ArrivalCard).has_class("-good")


async def test_a_card_of_somebody_who_is_not_on_the_list(tmp_path: Path) -> None:
    """The name is not typed again."""
    async with desk(demo(tmp_path / "m")) as here:
        await scan(here, CARD.format(name="NGÔ VĂN LẠ"))
        await asyncio.sleep(0.35)  # an Enter that comes sooner is the scanner's
        await here.choose(words("Not on the list: add {name}", name="Ngô Văn Lạ"))
        await here.press("1")
        await here.type("thôn 1|")
        await here.settle()
        added = [person for person in here.meeting.people.values() if not person.invited]
        assert [(p.name, p.salutation, p.status) for p in added] == [("Ngô Văn Lạ", "Ông", "present")]


async def test_the_welcome_step_has_the_desk_s_keys(tmp_path: Path) -> None:
    """While citizens speak they are the floor's, whichever pane is open."""
    path = demo(tmp_path / "m", ICH_HAU)
    async with console(path, at="welcome") as here:
        _key, person = away(here)
        await scan(here, person.code)
        await here.press("f8")
        assert person.name in card(here) and here.meeting.people[_key].status == "expected"
        await here.go("speeches")
        await here.press("ctrl+t")
        await here.choose(_("Attendance"))
        await here.press("f2")
        assert here.turn.state == "called"


async def test_households_of_people_who_walk_in(tmp_path: Path) -> None:
    """The plan counts households: whom a walk-in stands for is asked."""
    async with desk(demo(tmp_path / "m", "khoen-on-2025", people=10)) as here:
        key, person = away(here)
        await here.type("Quàng Thị Xuyến")
        await here.press("enter", "2", "1", "enter")
        await here.answer(person.household)
        await here.settle()
        added = next(person for person in here.meeting.people.values() if not person.invited)
        assert added.household == person.household
        assert here.meeting.people[key].status == "expected"


async def test_a_walk_in_takes_four_keys_after_the_name(tmp_path: Path) -> None:
    """Enter, the salutation, the village, Enter: three hundred people are waiting."""
    async with desk(demo(tmp_path / "m")) as here:
        await here.type("Lò Thị Mỷ Duyên")
        await here.press("enter", "2", "3", "enter")
        await here.app.workers.wait_for_complete()
        added = [person for person in here.meeting.people.values() if not person.invited]
        assert [(p.name, p.salutation, p.village, p.status) for p in added] == [
            ("Lò Thị Mỷ Duyên", "Bà", "thôn 3", "present")
        ]
        assert added[0].code
        assert "LÒ THỊ MỶ DUYÊN" in card(here)


async def test_the_short_form_is_typed_and_asked_about(tmp_path: Path) -> None:
    """Eight digits may be a slip of the finger: the name is shown before anybody is let in."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        for digit in person.code[:8]:
            await here.type(digit)
        await here.press("enter")
        assert isinstance(here.screen, Confirm) and person.name in here.see()
        assert here.meeting.people[key].status == "expected"
        await here.press("enter")
        await here.settle()
        assert here.meeting.people[key].status == "present"


@pytest.mark.parametrize("where", ["desk", "console", "dialog"])
async def test_an_identity_card_finds_the_person_and_is_never_written(tmp_path: Path, where: str) -> None:
    """By name and year, with a question; no file of the folder has the number, and no notice shows it."""
    path = demo(tmp_path / "m")
    async with desk(path) if where == "desk" else console(path, at="speeches") as here:
        await here.do(doors.add_person, person="x", record=Person(name="Hồ Văn Tụ", birth_year=1990))
        if where == "dialog":
            await here.press("ctrl+p")
        await scan(here, CARD.format(name="HO VAN TU"))
        assert isinstance(here.screen, Choose)
        assert here.meeting.people["x"].status == "expected"
        assert "001090000001" not in here.see()
        await here.press("1")
        await here.settle()
        assert here.meeting.people["x"].status == "present"
        assert "001090000001" not in here.see() + str(here.notices)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"001090000001" not in file.read_bytes() and b"012345678" not in file.read_bytes()


async def test_one_key_takes_the_last_scan_back(tmp_path: Path) -> None:
    """The last one whom this desk let in, and not what another did since."""
    async with desk(demo(tmp_path / "m")) as here:
        first, second = away(here, 0), away(here, 1)
        await scan(here, first[1].code)
        await scan(here, second[1].code)
        with MeetingFolder.open(here.app.folder.path, "desk-2", clock=here.app.folder.clock) as other:
            other.do(doors.walk_in, person="w", name="Người Khác")
        await here.wait(1)
        await here.press("f8")
        status = [here.meeting.people[key].status for key in (first[0], second[0], "w")]
        assert status == ["present", "expected", "present"]
        assert second[1].name in card(here) and words("Undone: {what}", what="")[:8] in card(here)
        assert not here.of(ArrivalCard).has_class("-good")
        await here.press("f8", "f8")
        assert here.notices[-1] == _("This desk has let nobody in that could be taken back.")


async def test_taking_a_scan_back_takes_the_slip_out_of_the_queue(tmp_path: Path) -> None:
    """Somebody who is not here must not be called to speak."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        await here.do(floor.register_slip, turn="s90", person=key, number=90, content="x", waiting=False)
        await scan(here, person.code)
        await here.press("f2")
        assert here.meeting.turns["s90"].state == "waiting"
        await scan(here, away(here)[1].code)
        await here.press("f8", "f8")
        assert (here.meeting.people[key].status, here.meeting.turns["s90"].state) == (
            "expected",
            "registered",
        )


async def test_a_short_name_with_a_slip_is_asked_about(tmp_path: Path) -> None:
    """Among other words, a given name of two letters may have one wrong."""
    async with desk(demo(tmp_path / "m")) as here:
        await here.do(doors.add_person, person="x", record=Person(name="Quàng Thị Ẩn", village="thôn 2"))
        await here.type("quang thi am")
        await here.press("enter")
        assert isinstance(here.screen, Choose) and "Quàng Thị Ẩn" in here.see()


async def test_absent_with_a_reason(tmp_path: Path) -> None:
    """F4 is about whom was looked for, or who came last."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        await here.type(f"{person.name} {person.village}")
        await here.press("f4")
        await here.choose(sentences.word(sentences.ATTENDANCE, "absent_excused"))
        await here.answer("ốm, có báo trước")
        assert (here.meeting.people[key].status, here.meeting.people[key].reason) == (
            "absent_excused",
            "ốm, có báo trước",
        )


async def test_a_scan_in_the_middle_of_a_note_leaves_the_note(tmp_path: Path) -> None:
    """The secretary goes on typing; who came in is said in a notice."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        await here.speaking()
        key, person = away(here)
        await here.type("Đường trục th")
        await scan(here, person.code)
        await here.type("ôn 1 ngập")
        assert here.note.text == "Đường trục thôn 1 ngập"
        assert here.meeting.people[key].status == "present"
        assert person.name in here.within(here.of(ArrivalLine))
        assert here.questions == [] and here.notices == []


async def test_a_scan_is_taken_behind_a_question_too(tmp_path: Path) -> None:
    """Whatever the desk is being asked, the person in front of it comes in, and the answer stays as it was."""
    async with console(demo(tmp_path / "m"), at="speeches") as here:
        key, person = away(here)
        await here.press("ctrl+p")
        await here.type("xuat")
        await scan(here, person.code)
        assert here.meeting.people[key].status == "present"
        assert isinstance(here.screen, Choose) and "xuat" in here.see()


@pytest.mark.parametrize("size", SIZES)
async def test_a_code_can_be_shown_and_made_larger(tmp_path: Path, size: tuple[int, int]) -> None:
    """With its digits; the larger picture has room on the smallest screen."""
    async with desk(demo(tmp_path / "m"), size) as here:
        _key, person = away(here)
        await scan(here, person.code)
        await here.wait(1)
        await here.press("ctrl+s")
        assert isinstance(here.screen, CodeScreen)
        assert person.code in here.see() and person.name in here.see()
        await here.press("f2")
        picture = here.screen.query_one("QrCode")
        assert picture.region.height == 23 and picture.region.bottom < size[1]
        await here.press("escape")
        assert isinstance(here.screen, DoorScreen)


async def test_a_lost_code_is_replaced(tmp_path: Path) -> None:
    """The old paper is told as revoked, the new one lets in."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        await here.command(_("A new code for a lost paper"))
        await here.type(f"{person.name} {person.village}|")
        await here.press("enter")
        assert isinstance(here.screen, CodeScreen)
        await here.press("escape")
        await scan(here, person.code)
        assert here.of(ArrivalCard).has_class("-refused")
        await scan(here, here.meeting.people[key].code)
        assert here.meeting.people[key].status == "present"


def said(here: Console, sentence: str) -> bool:
    """Whether it stands beside the picture, however it is broken into lines."""
    return sentence in one_space(here.text("#scanner-found"))


async def test_the_scanner_test_says_what_came_and_lets_nobody_in(tmp_path: Path) -> None:
    """How it ended, how fast, and what to change."""
    async with desk(demo(tmp_path / "m")) as here:
        present = here.meeting.present
        _key, person = away(here)
        await here.press("f9")
        assert isinstance(here.screen, ScannerTest)
        await scan(here, TEST_CODE)
        assert TEST_CODE in here.see() and said(here, _("All is well: this scanner can be used."))
        await scan(here, TEST_CODE[:9])
        assert said(here, _("A part is missing: hold the scanner still, or set a longer delay between keys."))
        await scan(here, TEST_CODE[:-1] + str((int(TEST_CODE[-1]) + 1) % 10))
        assert said(
            here, _("A digit came wrong: hold the scanner still, or set a longer delay between keys.")
        )
        await scan(here, TEST_CODE, "\t")
        assert said(
            here,
            _("It works. The scanner ends with Tab: its manual has a code that sets Enter (CR) instead."),
        )
        await scan(here, TEST_CODE, "")
        assert said(
            here,
            _(
                "It works, a little later: the scanner sends no ending. Its manual has a code that adds Enter (CR)."
            ),
        )
        await scan(
            here, TEST_CODE.translate(str.maketrans("1234567890", "ăâêô\u0300\u0309\u0303\u0301\u0323đ"))
        )
        assert said(
            here,
            _("The Vietnamese keyboard layout is on: choose English (US) in the system's keyboard settings."),
        )
        await scan(here, person.code)
        assert said(here, _("It was read, but it is not the test code shown here. Scan that one."))
        await scan(here, CARD.format(name="Hồ Văn Tụ"))
        assert said(
            here, _("An identity card was read. It works; nothing of the card is shown or kept here.")
        )
        assert here.meeting.present == present


async def test_a_pasted_code_is_a_scan(tmp_path: Path) -> None:
    """Some terminals hand a burst over as a paste."""
    async with desk(demo(tmp_path / "m")) as here:
        key, person = away(here)
        here.app.post_message(events.Paste(f"{person.code}\n"))
        await here.settle()
        await here.app.workers.wait_for_complete()
        assert here.meeting.people[key].status == "present"
        assert here.of(PeopleList).query_text == ""


async def test_attendance_is_counted_by_delegation_and_village(tmp_path: Path) -> None:
    """Against the plan's quotas, while people come in."""
    async with desk(demo(tmp_path / "m", people=60)) as here:
        _key, person = away(here)
        village = [p for p in here.meeting.people.values() if p.village == person.village]
        came = sum(p.status == "present" for p in village)
        assert f"{person.village} {came}/{len(village)}" in here.text("#parts")
        await scan(here, person.code)
        assert f"{person.village} {came + 1}/{len(village)}" in here.text("#parts")


async def test_households_are_counted_where_the_plan_counts_them(tmp_path: Path) -> None:
    """One of a household stands for it."""
    plan = "khoen-on-2025"
    path = demo(tmp_path / "m", plan, people=30)
    async with desk(path) as here:
        if here.app.folder.plan.count_by != "household":
            pytest.skip("the plan counts people")
        before = here.text("#parts").split(" · ")[0]
        await scan(here, away(here)[1].code)
        assert here.text("#parts").split(" · ")[0] != before


async def test_a_closed_meeting_says_so(tmp_path: Path) -> None:
    """A scan after the closing is refused in a sentence."""
    async with desk(demo(tmp_path / "m")) as here:
        await here.do(_close)
        await scan(here, away(here)[1].code)
        assert _(sentences.REFUSALS["meeting_closed"]) in here.notices


def _close(tx: object) -> None:
    """As it is left by the closing."""
    tx.set_day(opened_at=tx.now, closed_at=tx.now)  # type: ignore[attr-defined]


def test_what_one_key_takes_back_is_what_lets_somebody_in() -> None:
    """The commands are named there, because the journal knows them by name."""
    assert {
        command.__name__ for command in (doors.check_in, doors.check_in_code, doors.walk_in)
    } == LETTING_IN
