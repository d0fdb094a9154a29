"""The two pages in a real browser, on the real server, while a real console writes in the same folder."""

from __future__ import annotations

import asyncio
import math
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

import pytest
import pytest_asyncio
from browser import Browser, Tab, find_browser, running

from meeting_tui import places
from meeting_tui.domain import agenda, doors, floor, hall, opinions
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.views import floor_view, step_gates
from meeting_tui.live.follower import Follower
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.web.server import listen, serving
from meeting_tui.web.sessions import new_pin

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium here; .ci/run installs one"),
]

PROMISED = 0.5
"""Seconds within which a page shows what happened."""
NOTICED = 6.0
"""Seconds within which a page says that nothing comes any more; the server's beat is one a second."""
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> &amp; [b]"
FLOOR = {"chair": "floor-name", "hall": "main"}
LOST = "document.querySelector('.lost').offsetHeight > 0"
FITS = """(() => {
    const [main, room] = ["main", "room"].map((id) => document.getElementById(id));
    const used = Math.max(main.scrollWidth / room.clientWidth, main.scrollHeight / room.clientHeight);
    return used > 0.7 && used <= 1;
})()"""
"""The main line stays within its room, and uses most of its width or of its height."""
DIGITS = {"chair": "floor-clock-digits", "hall": "countdown-digits"}


class Wire:
    """The network between the browser and the server: it can be cut, and it can go dead without a word."""

    def __init__(self, port: int) -> None:
        self.to = port
        self.mend()
        self.ends: set[asyncio.StreamWriter] = set()
        self.carriers: set[asyncio.Task[None]] = set()

    async def lay(self) -> None:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.ends.add(writer)
        if self.refusing:
            return writer.transport.abort()
        try:
            far, out = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            return writer.transport.abort()
        self.ends.add(out)
        ways = [asyncio.create_task(_pass(*way, self.alive)) for way in ((reader, out), (far, writer))]
        self.carriers.update(ways)
        await asyncio.wait(ways)

    def cut(self) -> None:
        """Every connection breaks, and no new one comes about."""
        self.refusing = True
        for end in self.ends:
            end.transport.abort()
        self.ends.clear()

    def go_dead(self) -> None:
        """Connections stay, and nothing passes any more, not even an end: a tablet out of reach."""
        self.alive.clear()

    def mend(self) -> None:
        """For new connections; those that are dead stay so."""
        self.refusing = False
        self.alive = asyncio.Event()
        self.alive.set()

    async def close(self) -> None:
        self.server.close()
        self.cut()
        for carrier in self.carriers:
            carrier.cancel()
        await asyncio.gather(*self.carriers, return_exceptions=True)


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, alive: asyncio.Event) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            await alive.wait()
            writer.write(data)
    await alive.wait()
    writer.close()


class Venue:
    """A meeting in its speeches, the console that writes it, the server, and tabs that look at it."""

    def __init__(self, browser: Browser, console: MeetingFolder) -> None:
        self.browser = browser
        self.console = console
        self.do = console.do
        self.tabs: list[Tab] = []

    @property
    def meeting(self) -> Meeting:
        return self.console.meeting

    @property
    def current(self) -> str | None:
        return self.meeting.floor[0] if self.meeting.floor else None

    async def serve(self) -> None:
        """Start the server, as if for the first time."""
        self.pin = new_pin()
        self.follower = Follower(self.console.path)
        listening = listen(port=0)
        self.port = listening.getsockname()[1]
        self.running = AsyncExitStack()
        self.running.enter_context(self.follower)
        await self.running.enter_async_context(serving(self.follower, self.pin, listening))

    async def stop(self) -> None:
        await self.running.aclose()

    async def lay_wire(self) -> None:
        self.wire = Wire(self.port)
        await self.wire.lay()

    async def visit(self, view: str, width: int = 1280, height: int = 720) -> Tab:
        tab = await self.browser.tab(width, height)
        self.tabs.append(tab)
        await tab.go(f"http://127.0.0.1:{self.wire.port}/{view}")
        return tab

    async def enter(self, view: str, width: int = 1280, height: int = 720) -> Tab:
        """With the PIN, until the first page is there."""
        tab = await self.visit(view, width, height)
        await self.knock(tab, self.pin)
        await tab.until("document.body.dataset.signal")
        return tab

    async def knock(self, tab: Tab, pin: str) -> None:
        """As on the keyboard: the field has the focus by itself."""
        await tab.until("document.activeElement.id === 'pin'")
        await tab.type(pin)
        await tab.press_enter()

    def remaining(self) -> float:
        """The speaker's seconds, by the clock of the views."""
        view = floor_view(self.follower.meeting, self.follower.now())
        assert view is not None
        return view.remaining

    def call(self, *, start: bool = True) -> str:
        """The next speaker, and the name as it is on the list."""
        turn = self.do(floor.call_next, seen=self.current)
        if start:
            self.do(floor.start_speech, seen=self.current)
        return self.meeting.people[turn.person].name


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    binary = find_browser()
    assert binary is not None
    async with running(binary) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def venue(browser: Browser) -> AsyncIterator[Venue]:
    """A demo in its speeches. Afterwards: no page asked another host for anything, and none had an error."""
    plan = places.reference_plan("kon-plong-2024")
    assert plan is not None
    path = prepare_demo(plan, seed=1, people=40)
    with MeetingFolder.open(path, "console") as console:
        step = next(item.id for item in console.meeting.agenda if item.kind == "speeches")
        gates = [gate.code for gate in step_gates(console.meeting)]
        console.do(agenda.go_to_step, step=step, seen=console.meeting.day.step, overrides=gates)
        here = Venue(browser, console)
        await here.serve()
        await here.lay_wire()
        yield here
        for tab in here.tabs:
            await tab.close()
        await here.wire.close()
        await here.stop()
    shutil.rmtree(path)
    for tab in here.tabs:
        assert tab.troubles == []
        assert tab.hosts <= {f"127.0.0.1:{here.wire.port}"}


async def shown(tab: Tab, part: str) -> str:
    return " ".join(str(await tab.value(f"document.getElementById('{part}').textContent")).split())


async def comes(tab: Tab, part: str, words: str, within: float = PROMISED) -> float:
    """Wait until part of the page contains words, whatever lines they stand in."""
    return await tab.until(f"{_visible(part)}.includes({words!r})", within)


async def goes(tab: Tab, part: str, words: str) -> None:
    await tab.until(f"!{_visible(part)}.includes({words!r})", PROMISED)


def _visible(part: str) -> str:
    """The words of a part of the page, in one line; none if it is hidden."""
    return (
        f"((part) => part.getClientRects().length ? part.textContent.replace(/\\s+/g, ' ') : '')"
        f"(document.getElementById('{part}'))"
    )


def seconds_of(digits: str) -> int:
    minutes, seconds = digits.lstrip("−").split(":")
    return (int(minutes) * 60 + int(seconds)) * (-1 if digits.startswith("−") else 1)


def digits_of(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"


def names_in(meeting: Meeting) -> set[str]:
    return {person.name for person in meeting.people.values()}


# -- the door --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["chair", "hall"])
async def test_without_the_pin_a_page_shows_nothing_of_the_meeting(venue: Venue, view: str) -> None:
    """Whoever is in the venue's network could read the chair's page."""
    venue.call()
    tab = await venue.visit(view)
    await venue.knock(tab, "0" if venue.pin[0] != "0" else "1")
    await tab.until("document.querySelector('.error').textContent")
    html = await tab.value("document.documentElement.outerHTML")
    assert not [name for name in names_in(venue.meeting) if name in html]
    assert venue.meeting.plan.here.venue not in html
    assert await tab.value("document.querySelectorAll('input').length") == 1
    assert await tab.value(f"fetch('/{view}/events').then((answer) => answer.status)") == 403


# -- what happens shows ----------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["chair", "hall"])
async def test_a_call_and_corrections_show_within_half_a_second(venue: Venue, view: str) -> None:
    """The chair would speak to somebody who has sat down again."""
    tab = await venue.enter(view)
    name = venue.call(start=False)
    await comes(tab, FLOOR[view], name)

    before = seconds_of(await shown(tab, DIGITS[view]))
    venue.do(floor.add_time, seen=venue.current, seconds=60)
    await comes(tab, DIGITS[view], digits_of(before + 60))

    venue.do(floor.start_speech, seen=venue.current)
    late = venue.console.now() - timedelta(seconds=before + 60 + 75)
    reason = "bấm giờ muộn"
    venue.do(floor.correct_times, turn=venue.current, started_at=late, ended_at=None, reason=reason)
    await comes(tab, DIGITS[view], "−01:1")
    tone = f"document.getElementById('{DIGITS[view]}').parentElement.dataset.tone"
    assert await tab.value(tone) == "over"

    venue.console.undo()
    venue.console.undo()
    venue.do(floor.call_off, seen=venue.current)
    await goes(tab, FLOOR[view], name)


@pytest.mark.parametrize("view", ["chair", "hall"])
async def test_the_clock_ticks_with_the_meeting(venue: Venue, view: str) -> None:
    """A speaker would be stopped early, or late, and the page goes on between two events."""
    venue.call()
    tab = await venue.enter(view)
    seen = set()
    end = time.monotonic() + 1.5
    while time.monotonic() < end:
        most = venue.remaining()
        seen.add(now := seconds_of(await shown(tab, DIGITS[view])))
        assert math.ceil(venue.remaining()) <= now <= math.ceil(most + PROMISED)
        await asyncio.sleep(0.02)
    assert len(seen) >= 2


async def test_the_chair_sees_what_was_said_and_who_is_next(venue: Venue) -> None:
    """The page would be a clock only."""
    tab = await venue.enter("chair", 768, 1024)
    venue.call()
    venue.do(opinions.write_down, question="q1", text="Bao giờ sửa đèn đường?", turn=venue.current)
    await comes(tab, "noted", "Bao giờ sửa đèn đường?")
    first = venue.meeting.queue[0]
    await comes(tab, "next", venue.meeting.people[venue.meeting.turns[first.turn].person].name)
    unheard = await tab.value("document.querySelectorAll('#villages .unheard').length")
    assert 0 < unheard < await tab.value("document.querySelectorAll('#villages tr').length")


async def test_a_message_is_put_up_and_taken_down_in_the_hall(venue: Venue) -> None:
    """It would hide the speaker's name for the rest of the day."""
    tab = await venue.enter("hall")
    name = venue.call()
    await comes(tab, "main", name)
    venue.do(hall.put_up_message, text="Xe chắn cổng, mời chủ xe ra chuyển giúp.")
    await comes(tab, "main", "Xe chắn cổng")
    venue.do(hall.take_down_message)
    await comes(tab, "main", name)


# -- what must not show ----------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["chair", "hall"])
async def test_markup_in_a_name_is_a_name(venue: Venue, view: str) -> None:
    """Whoever fills in a slip would run a script on the chair's tablet."""
    venue.do(doors.walk_in, person="w1", name=HOSTILE, village=HOSTILE)
    venue.do(floor.raise_hand, turn="h1", person="w1", content=HOSTILE)
    tab = await venue.enter(view)
    venue.do(floor.call_turn, turn="h1", seen=None, reason="mời trước")
    venue.do(floor.start_speech, seen="h1")
    venue.do(opinions.write_down, question="q1", text=HOSTILE, turn="h1")
    await comes(tab, FLOOR[view], HOSTILE)
    await asyncio.sleep(0.1)
    assert await tab.value("document.querySelectorAll('img, script:not([src])').length") == 0


async def test_the_hall_is_sent_no_question_and_no_withheld_name(venue: Venue) -> None:
    """Not only what is drawn: what a curious person finds in the browser's tools."""
    venue.do(doors.walk_in, person="w1", name="Hoàng Kín Tiếng", village="thôn 9")
    venue.do(doors.withhold_name, person="w1", withhold=True)
    venue.do(floor.raise_hand, turn="h1", person="w1", content="chuyện riêng trong phiếu")
    tab = await venue.enter("hall")
    venue.do(floor.call_turn, turn="h1", seen=None, reason="mời trước")
    venue.do(floor.start_speech, seen="h1")
    venue.do(opinions.write_down, question="q1", text="chuyện riêng đã ghi", turn="h1")
    await comes(tab, "under", "thôn 9")
    await comes(tab, "main", venue.call())
    sent = "".join(tab.events)
    assert "thôn 9" in sent
    for secret in ("Kín Tiếng", "chuyện riêng"):
        assert secret not in sent
        assert secret not in await tab.value("document.documentElement.outerHTML")


# -- what can be trusted ---------------------------------------------------------------------------------


async def test_a_lost_network_is_said_and_comes_back_by_itself(venue: Venue) -> None:
    """The chair would trust it: cut off, or dead without a word. What is known is still right: the clock goes on."""
    tabs = {view: await venue.enter(view) for view in FLOOR}
    name = venue.call()
    for breaks in (venue.wire.cut, venue.wire.go_dead):
        for view, tab in tabs.items():
            await comes(tab, FLOOR[view], name)
            assert not await tab.value(LOST)
        breaks()
        for view, tab in tabs.items():
            await tab.until(LOST, NOTICED)
            assert name in await shown(tab, FLOOR[view])
            assert abs(seconds_of(await shown(tab, DIGITS[view])) - venue.remaining()) <= 1
        name = venue.call()
        venue.wire.mend()
        for view, tab in tabs.items():
            await comes(tab, FLOOR[view], name, NOTICED)
            await tab.until(f"!{LOST}", NOTICED)


async def test_a_tablet_that_slept_is_right_again_when_it_wakes(venue: Venue) -> None:
    """The chair wakes the tablet to see who speaks, and reads who spoke before."""
    tab = await venue.enter("chair")
    await comes(tab, "floor-name", venue.call())
    await tab.fall_asleep()
    venue.wire.cut()
    name = venue.call()
    venue.wire.mend()
    await asyncio.sleep(1.0)
    await tab.wake_up()
    await comes(tab, "floor-name", name, 1.0)
    await tab.until(f"!{LOST}", 1.0)


async def test_when_the_server_is_started_again_the_pin_is_asked_for(venue: Venue) -> None:
    """Sessions end with the server; the page must not stand there as if it only waited."""
    tab = await venue.enter("chair")
    await venue.stop()
    await tab.until(LOST, NOTICED)
    assert await tab.value("document.body.className.includes('chair')")
    await venue.serve()
    venue.wire.to = venue.port
    await tab.until("document.getElementById('pin')", NOTICED)
    await venue.knock(tab, venue.pin)
    await tab.until("document.body.dataset.signal")


async def test_a_journal_that_is_gone_turns_the_page_red(venue: Venue) -> None:
    """The browser is connected, and what it shows is old all the same."""
    tab = await venue.enter("chair")
    name = venue.call()
    await comes(tab, "floor-name", name)
    journal = venue.console.path / JOURNAL
    journal.rename(journal.with_name("elsewhere"))
    await tab.until("document.body.dataset.signal === 'lost' && document.body.dataset.trust === 'bad'")
    assert await shown(tab, "signal-advice")
    assert name in await shown(tab, "floor-name")
    journal.with_name("elsewhere").rename(journal)
    await tab.until("document.body.dataset.signal !== 'lost'")


# -- sizes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["A Páo", "Nguyễn Thị Hồng Phượng " * 9, "Ngoằngngoèo" * 18])
async def test_a_name_fills_the_hall_and_is_never_cut(venue: Venue, name: str) -> None:
    """The hall would read half a name, or none from the last row."""
    venue.do(doors.walk_in, person="w1", name=name.strip()[:200])
    venue.do(floor.raise_hand, turn="h1", person="w1")
    venue.do(floor.call_turn, turn="h1", seen=None, reason="mời trước")
    tab = await venue.enter("hall", 1920, 1080)
    for width, height in ((1920, 1080), (1024, 768), (768, 1024)):
        await tab.resize(width, height)
        await tab.until(f"innerWidth === {width} && {FITS}", 2.0)
    kept = await shown(tab, "main")
    assert kept.replace(" ", "") == venue.meeting.people["w1"].name.replace(" ", "")


async def test_the_chairs_page_fits_every_screen(venue: Venue) -> None:
    """Time left would stand outside the tablet."""
    venue.call()
    tab = await venue.enter("chair")
    for width, height in ((1024, 768), (768, 1024), (390, 844), (1920, 1080)):
        await tab.resize(width, height)
        await tab.until(f"innerWidth === {width}")
        assert await tab.value("document.documentElement.scrollWidth") <= width
        clock = "document.getElementById('floor-clock').getBoundingClientRect()"
        assert await tab.value(f"{clock}.bottom") < height
        assert await tab.value(f"{clock}.right") <= width
