"""The server as a browser meets it: what it shows to whom, and what it never does."""

from __future__ import annotations

import asyncio
import logging
import socket
from html import escape
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from conftest import PIN, Browser, browser, served

from meeting_tui.domain import doors, floor, hall
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Tx
from meeting_tui.language import _
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import MeetingFolder, valid_plan
from meeting_tui.web import server, site, viewers
from meeting_tui.web.answers import HEADERS
from meeting_tui.web.pages import FILES, Pages

PATHS = ["/", "/chair", "/hall", "/chair/events", "/hall/events", "/chair/pin", "/hall/pin"]
NOWHERE = [
    "/favicon.ico", "/chair/", "//chair", "/Chair", "/chair/x", "/chair/events/", "/static", "/static/", "/static/x.js",
    "/static/pin.html", "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/server.py",
    "/static/..\\server.py", "/static//live.css", "/static/live.css%00", "/static/live.css/", "/./static/live.css",
    "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/journal.log", "/plan.toml", "/chair%2fevents", "/%",
    "/chair;x", "http://127.0.0.1/chair",
]  # fmt: skip


async def shown(next_one: Any, what: str) -> dict[str, Any]:
    """The first event that has these words in it."""
    while what not in str(event := await next_one()):
        pass
    found: dict[str, Any] = event
    return found


# -- what there is ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("POST", "/", 405),
        *[("GET", f"/static/{name}", 200) for name in FILES],
        ("DELETE", "/static/live.css", 405),
        ("GET", "/chair", 401),
        ("HEAD", "/chair", 401),
        ("GET", "/hall", 401),
        ("POST", "/hall", 405),
        ("PUT", "/chair", 405),
        ("OPTIONS", "/chair", 405),
        ("TRACE", "/chair", 405),
        ("GET", "/chair/events", 403),
        ("HEAD", "/hall/events", 403),
        ("POST", "/chair/events", 405),
        ("GET", "/chair/pin", 303),
        ("POST", "/chair/pin", 403),
        ("PATCH", "/hall/pin", 405),
        ("GET", "/nothing", 404),
        ("POST", "/nothing", 404),
    ],
)
async def test_without_the_pin_there_are_forms_and_files(
    here: Browser, method: str, path: str, status: int
) -> None:
    """Every answer has the same strict headers, a refusal too."""
    more = {"data": {"pin": "1"}} if method == "POST" else {}
    answer = await here.ask(method, path, **more)
    assert answer.status == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    assert not (method == "HEAD" and answer.body)
    if status == 405:
        assert "GET, " in answer.headers["Allow"]


@pytest.mark.parametrize("path", NOWHERE)
async def test_there_is_no_other_path(here: Browser, path: str) -> None:
    """Nothing is decoded, resolved or listed."""
    await here.enter()
    answer = await here.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode("latin-1"))
    assert answer.status == 404
    assert _("There is no such page") in answer.body
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "sent",
    [
        b"BOGUS\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xe1\xba\xbf HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello, this is no TLS\r\n\r\n",
    ],
    ids=["word", "version", "letter", "header", "long", "tls"],
)
async def test_what_is_no_http_is_refused_in_the_same_way(here: Browser, sent: bytes) -> None:
    """No traceback and no version of anything, and the server goes on."""
    answer = await here.raw(sent)
    assert answer.status == 400
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert (await here.get("/")).status == 200


@pytest.mark.parametrize(("name", "kind"), FILES.items())
async def test_files_have_their_types(here: Browser, name: str, kind: str) -> None:
    """A browser runs no script that is not called one."""
    answer = await here.get(f"/static/{name}")
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"


async def test_the_language_of_the_pages_is_the_program_s(here: Browser) -> None:
    """Vietnamese where nobody asked for another."""
    assert f'<html lang="{_("en")}">' in (await here.get("/")).body
    assert _("The hall's display") in (await here.get("/hall")).body.replace("&#x27;", "'")


# -- who may see it --------------------------------------------------------------------------------------


async def test_nothing_of_the_meeting_is_shown_without_the_pin(
    here: Browser, folder: Path, names: set[str]
) -> None:
    """No name, no title, no place: in no body and no header."""
    plan = valid_plan(folder)
    private = names | {plan.issuer, plan.place, plan.abstract}
    for method in ("GET", "POST", "HEAD"):
        for path in [*PATHS, "/nothing"]:
            answer = await here.ask(method, path, data={"pin": "1"} if method == "POST" else None)
            told = str(answer)
            assert [one for one in private if one and one in told] == []


async def test_the_pin_opens_the_view(here: Browser, names: set[str]) -> None:
    """Back to the view's own address, with a cookie that no script and no other site can use."""
    answer = await here.enter("chair")
    assert (answer.status, answer.headers["Location"]) == (303, "/chair")
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/chair", "SameSite=Strict"} <= set(cookie.split("; "))
    page = await here.get("/chair")
    assert page.status == 200 and 'src="/static/chair.js"' in page.body
    assert (await here.ask("HEAD", "/chair")).status == 200
    assert not any(name in page.body for name in names)


@pytest.mark.parametrize(("given", "other"), [("chair", "hall"), ("hall", "chair")])
async def test_a_session_is_for_one_view(here: Browser, given: str, other: str) -> None:
    """Whoever is at the projector does not get the chair's view, nor by copying the cookie."""
    key = (await here.enter(given)).headers["Set-Cookie"].partition(";")[0]
    for path, status in ((f"/{other}", 401), (f"/{other}/events", 403)):
        assert (await here.get(path)).status == status
        assert (await here.get(path, headers={"Cookie": key})).status == status
    async with here.watching(given) as next_one:
        assert (await next_one())["page"]["title"]


async def test_sessions_end_with_the_server(folder: Path) -> None:
    """The same PIN by chance, and a cookie of the server before."""
    async with served(folder) as before:
        key = (await before.enter()).headers["Set-Cookie"].partition(";")[0]
    async with served(folder) as after:
        assert (await after.get("/chair", headers={"Cookie": key})).status == 401


async def test_two_meetings_on_one_laptop_do_not_throw_one_another_out(here: Browser, folder: Path) -> None:
    """A browser has the same cookies for every port of a host."""
    async with served(folder) as second:
        await here.enter()
        assert (await here.ask("POST", "/chair/pin", data={"pin": PIN}, port=second.port)).status == 303
        for port in (here.port, second.port):
            assert (await here.get("/chair", port=port)).status == 200


@pytest.mark.parametrize("cookie", ["NAME=", "NAME=\xff", 'NAME="', "=;=;", "x" * 4000])
async def test_odd_cookies_open_nothing(here: Browser, cookie: str) -> None:
    """Nor do they break anything."""
    sent = cookie.replace("NAME", f"meeting-tui-{here.port}")
    answer = await here.raw(f"GET /chair HTTP/1.1\r\nHost: x\r\nCookie: {sent}\r\n\r\n".encode("latin-1"))
    assert answer.status == 401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://["])
async def test_a_form_of_another_site_is_refused(here: Browser, origin: str) -> None:
    """Even with the right PIN; it is no try of this browser's."""
    assert (await here.enter(headers={"Origin": origin})).status == 403
    assert (await here.enter(headers={"Origin": here.url})).status == 303


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        ("Content-Length: 2000", b"pin=" + b"1" * 1996, 413),
        ("Transfer-Encoding: chunked", b"4\r\npin=\r\n0\r\n\r\n", 413),
        ("Content-Length: 0", b"", 403),
        ("Content-Length: 4", b"\xff\xfe=&", 403),
        ("Content-Length: 10", b"pin=%zz%ff", 403),
        ("Content-Length: 10\r\nContent-Encoding: gzip", b"0123456789", 403),
    ],
    ids=["long", "chunked", "empty", "bytes", "percent", "gzip"],
)
async def test_an_odd_form_is_refused(here: Browser, head: str, body: bytes, status: int) -> None:
    """It holds no PIN, however it is made."""
    answer = await here.raw(f"POST /chair/pin HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode() + body)
    assert answer.status == status


async def test_a_form_that_never_comes_is_not_waited_for(
    here: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does it count, or hold anybody else up."""
    monkeypatch.setattr(site, "PATIENCE", 0.05)
    answer = await here.raw(b"POST /chair/pin HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\npin")
    assert answer.status == 408
    assert (await here.enter()).status == 303


# -- wrong PINs ------------------------------------------------------------------------------------------


async def test_ten_wrong_pins_shut_the_door_and_say_so(folder: Path) -> None:
    """Slower each time, then locked for the right PIN, too; whoever is in stays in."""
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with served(folder, pause) as here, browser(here.port) as inside:
        await inside.enter()
        first = await here.enter(pin="000000")
        assert (first.status, pauses) == (403, [])
        assert _("This PIN is wrong. Tries left: {count}.").format(count=9) in first.body
        answers = [await here.enter(pin="000000") for _try in range(9)]
        assert {answer.status for answer in answers} == {403}
        assert len(pauses) == 9 and pauses == sorted(pauses) and pauses[-1] > 5
        for pin in ("000000", PIN):
            late = await here.enter(pin=pin)
            assert (late.status, "Set-Cookie" in late.headers) == (429, False)
            assert escape(site._locked()) in late.body
        assert (await inside.get("/chair")).status == 200


async def test_a_thousand_wrong_pins_at_once_disturb_nobody(folder: Path) -> None:
    """Ten are looked at; the chair's tablet gets its events all the while."""
    looked_at = asyncio.Event()

    async def pause(_seconds: float) -> None:
        await looked_at.wait()

    async with served(folder, pause) as here, browser(here.port) as chair:
        await chair.enter()
        async with chair.watching() as next_one:
            await next_one()
            tries = [asyncio.create_task(here.enter(pin=f"9{number:05d}")) for number in range(1000)]
            with MeetingFolder.open(folder, "console") as console:
                console.do(hall.put_up_message, text="Xin chờ trong giây lát")
                await shown(next_one, "Xin chờ trong giây lát")
            looked_at.set()
            answers = await asyncio.gather(*tries, return_exceptions=True)
    statuses = [answer.status for answer in answers if not isinstance(answer, BaseException)]
    assert statuses.count(403) == 10
    assert set(statuses) == {403, 429}
    closed = [answer for answer in answers if isinstance(answer, BaseException)]
    assert all(isinstance(one, aiohttp.ClientConnectionError) for one in closed)


# -- what is seen ----------------------------------------------------------------------------------------


async def test_both_views_bring_their_page(here: Browser, folder: Path) -> None:
    """The meeting's time, how far it can be trusted, and the page itself."""
    for view, key in (("chair", "next"), ("hall", "phase")):
        await here.enter(view)
        async with here.watching(view) as next_one:
            event = await next_one()
        assert set(event) == {"now", "signal", "page"}
        assert key in event["page"] and event["signal"]["words"]
        assert event["now"] > 1_600_000_000_000


async def test_a_beat_comes_every_second_though_nothing_happens(here: Browser) -> None:
    """From its absence a tablet knows that the connection is lost."""
    await here.enter()
    async with here.watching() as next_one:
        times = [(await next_one())["now"] for _number in range(3)]
    assert times[2] - times[1] < 2000


async def test_thirty_viewers_see_a_change(here: Browser, folder: Path) -> None:
    """All of them, soon after it was saved, and from one encoding."""
    await here.enter("hall")

    async def watch(ready: asyncio.Semaphore) -> dict[str, Any]:
        async with here.watching("hall") as next_one:
            await next_one()
            ready.release()
            return await shown(next_one, "Xin mời ổn định chỗ ngồi")

    ready = asyncio.Semaphore(0)
    watchers = [asyncio.create_task(watch(ready)) for _number in range(30)]
    for _number in range(30):
        await ready.acquire()
    with MeetingFolder.open(folder, "console") as console:
        console.do(hall.put_up_message, text="Xin mời ổn định chỗ ngồi")
    seen = await asyncio.gather(*watchers)
    assert {event["page"]["message"] for event in seen} == {"Xin mời ổn định chỗ ngồi"}
    assert len({str(event) for event in seen}) == 1


HOSTILE = "</script><img src=x onerror=alert(1)>\"&'[/b]"


def invite(tx: Tx, *, person: str, name: str) -> None:
    tx.people.put(person, Person(name=name))
    doors.check_in(tx, person=person)
    floor.register_slip(tx, turn="t-x", person=person, number=None, content=HOSTILE, topic="", waiting=True)


async def test_a_hostile_name_comes_as_a_text(here: Browser, folder: Path) -> None:
    """It is a value in an event, and in no page's HTML."""
    with MeetingFolder.open(folder, "console") as console:
        console.do(invite, person="px", name=HOSTILE)
        console.do(floor.move_up, turn="t-x", reason="chủ trì mời")
    await here.enter()
    async with here.watching() as next_one:
        page = (await shown(next_one, "onerror"))["page"]
    assert page["next"][0]["name"] == HOSTILE
    assert HOSTILE not in (await here.get("/chair")).body


def test_words_are_escaped_in_a_page() -> None:
    """A word with a quote ends no attribute, and a translation brings no markup."""
    pages = Pages()
    for page in (pages.pin("chair", HOSTILE), pages.notice(HOSTILE)):
        assert HOSTILE not in page and "onerror=alert(1)&gt;&quot;&amp;&#x27;" in page


async def test_it_waits_for_a_journal_and_says_when_it_is_gone(folder: Path) -> None:
    """Both are shown; the last whole page stays."""
    journal = folder / JOURNAL
    aside = journal.rename(folder.parent / "aside")
    async with served(folder) as here:
        await here.enter()
        async with here.watching() as next_one:
            assert (await next_one())["signal"]["state"] == "waiting"
            aside.rename(journal)
            while (event := await next_one())["signal"]["state"] == "waiting":
                pass
            title = event["page"]["title"]
            journal.unlink()
            while (event := await next_one())["signal"]["state"] != "lost":
                pass
            assert event["page"]["title"] == title


async def test_whatever_is_asked_changes_nothing(here: Browser, folder: Path) -> None:
    """It cannot write: every file is as it was, and no other has come."""

    def files() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    before = files()
    for view in ("chair", "hall"):
        await here.enter(view)
        async with here.watching(view) as next_one:
            await next_one()
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "MKCOL"):
        for path in [*PATHS, "/journal.log", "/static/live.css"]:
            if not (method == "GET" and path.endswith("/events")):
                await here.ask(method, path, data=b"pin=1" if method != "GET" else None)
    assert files() == before


# -- many, slow and lost viewers -------------------------------------------------------------------------


async def test_a_viewer_too_many_is_told_so(here: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """And finds a place as soon as another one has left."""
    monkeypatch.setattr(viewers, "VIEWERS", 1)
    await here.enter("hall")
    async with here.watching("hall") as next_one:
        await next_one()
        assert (await here.get("/hall/events")).status == 503
    async with asyncio.timeout(5):
        while (await here.ask("HEAD", "/hall/events")).status == 503:
            await asyncio.sleep(0.05)


async def test_who_takes_nothing_is_let_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tablet that fell asleep piles nothing up, and its place is free again."""
    monkeypatch.setattr(site, "BEAT", 0.0)
    monkeypatch.setattr(site, "LOOK", 0.0005)
    monkeypatch.setattr(site, "STALLED", 0.2)
    monkeypatch.setattr(viewers, "VIEWERS", 1)
    async with served(folder) as here:
        key = (await here.enter()).headers["Set-Cookie"].partition(";")[0]
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port, limit=1024)
        writer.write(f"GET /chair/events HTTP/1.1\r\nHost: x\r\nCookie: {key}\r\n\r\n".encode())
        await reader.read(100)
        async with asyncio.timeout(10):
            while (await here.ask("HEAD", "/chair/events")).status == 503:
                await asyncio.sleep(0.05)
        writer.close()


async def test_a_connection_too_many_is_closed(here: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a thousand open cannot keep the journal from being read."""
    monkeypatch.setattr(server, "CONNECTIONS", 1)
    await here.enter()
    async with here.watching() as next_one:
        reader, writer = await asyncio.open_connection("127.0.0.1", here.port)
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()
        await next_one()


async def test_many_at_the_same_moment_are_taken_in_few_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a thousand would be open before the first is closed, and the system gives a program no more than that."""
    monkeypatch.setattr(server, "CONNECTIONS", 5)
    monkeypatch.setattr(server, "ARRIVING", 4)
    known: list[int] = []
    make_room = server._Server.make_room

    def counting(self: server._Server) -> None:
        known.append(len(self.connections))
        make_room(self)

    monkeypatch.setattr(server._Server, "make_room", counting)
    async with served(folder) as here:
        held = [
            socket.create_connection(("127.0.0.1", here.port)) for _number in range(100)
        ]  # all before any is taken
        async with asyncio.timeout(5):
            while len(known) < len(held):
                await asyncio.sleep(0.01)
        for one in held:
            one.close()
    assert max(known) <= 5 + 3 * 4


async def test_who_only_holds_connections_shuts_nobody_out(
    here: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest that nobody looks on with makes room, also when it never takes what it asked for."""
    monkeypatch.setattr(server, "CONNECTIONS", 5)
    await here.enter()
    async with here.watching() as next_one:
        held = [await asyncio.open_connection("127.0.0.1", here.port, limit=1024) for _number in range(20)]
        for _reader, writer in held:
            writer.write(b"GET /static/live.css HTTP/1.1\r\nHost: x\r\n\r\n" * 200)
        async with browser(here.port) as tablet:
            assert (await tablet.enter("hall")).status == 303
            async with tablet.watching("hall") as in_hall:
                await in_hall()
                await next_one()
        for _reader, writer in held:
            writer.close()


async def test_a_mailbox_holds_only_the_last() -> None:
    """Whoever is slow sees what is, not what was."""
    box = viewers.Mailbox()
    for number in range(1000):
        box.put(b"%d" % number)
    assert await box.take() == b"999"
    waiting = asyncio.create_task(box.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    box.put(b"new")
    assert await waiting == b"new"


# -- when it breaks --------------------------------------------------------------------------------------


async def test_an_error_of_ours_tells_nobody_s_name(
    here: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the answer nor in the log; the other view goes on."""

    def broken(*_given: object) -> None:
        raise ValueError("Nguyễn Văn An")

    for view in ("chair", "hall"):
        await here.enter(view)
    async with here.watching("chair") as chair, here.watching("hall") as in_hall:
        await chair()
        monkeypatch.setattr(site, "chair_page", broken)
        with caplog.at_level(logging.DEBUG):
            answer = await here.get("/chair/events")
            for _number in range(3):
                await in_hall()
        monkeypatch.undo()
        await chair()
    assert answer.status == 500 and _("Something went wrong here") in answer.body
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "ValueError" in caplog.text
    assert "Nguyễn Văn An" not in caplog.text + answer.body
