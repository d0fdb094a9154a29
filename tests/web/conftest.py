"""A meeting, and the server on it, as a browser meets it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest

from meeting_tui import places
from meeting_tui.live.follower import Follower
from meeting_tui.rehearsal.demo import prepare_demo
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.web.server import listen, serving

PIN = "042137"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A meeting that is about to begin, with thirty invented people."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    plan = places.reference_plan("kon-plong-2024")
    assert plan is not None
    return prepare_demo(plan, seed=1, people=30)


@pytest.fixture
def names(folder: Path) -> set[str]:
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        return {person.name for person in opened.meeting.people.values()}


class Answer(msgspec.Struct):
    status: int
    headers: dict[str, str]
    body: str


class Browser:
    """Cookies and the way to the server."""

    def __init__(self, http: aiohttp.ClientSession, port: int) -> None:
        self.http = http
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    async def ask(self, method: str, path: str, *, port: int | None = None, **more: Any) -> Answer:
        url = f"http://127.0.0.1:{port or self.port}{path}"
        async with self.http.request(method, url, allow_redirects=False, **more) as answer:
            return Answer(answer.status, dict(answer.headers), await answer.text())

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def enter(self, view: str = "chair", pin: str = PIN, **more: Any) -> Answer:
        """Send the PIN's form."""
        return await self.ask("POST", f"/{view}/pin", data={"pin": pin}, **more)

    @asynccontextmanager
    async def watching(self, view: str = "chair") -> AsyncIterator[Callable[[], Awaitable[dict[str, Any]]]]:
        """The events of a view: what is given waits for the next one."""
        async with self.http.get(f"{self.url}/{view}/events") as stream:
            assert stream.status == 200

            async def next_one() -> dict[str, Any]:
                async with asyncio.timeout(5):
                    lines = [(await stream.content.readuntil(b"\n")).decode() for _ in range(3)]
                assert (lines[0], lines[2]) == ("event: page\n", "\n")
                found: dict[str, Any] = msgspec.json.decode(lines[1].removeprefix("data: "))
                return found

            yield next_one

    async def raw(self, sent: bytes) -> Answer:
        """Bytes as they are, where a client would tidy them up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(sent)
        async with asyncio.timeout(5):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().splitlines()
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        body = await reader.readexactly(int(headers["Content-Length"]))
        writer.close()
        await writer.wait_closed()
        return Answer(int(head[0].split()[1]), headers, body.decode())


@asynccontextmanager
async def browser(port: int) -> AsyncIterator[Browser]:
    """A browser of its own: it shares no cookie."""
    async with aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=20),
    ) as http:
        yield Browser(http, port)


async def at_once(_seconds: float) -> None:
    """In place of a pause."""


@asynccontextmanager
async def served(folder: Path, sleep: Any = at_once) -> AsyncIterator[Browser]:
    with Follower(folder) as follower, listen() as listening:
        async with (
            serving(follower, PIN, listening, sleep=sleep),
            browser(listening.getsockname()[1]) as here,
        ):
            yield here


@pytest.fixture
async def here(folder: Path) -> AsyncIterator[Browser]:
    """A browser on the server, nobody having given the PIN."""
    async with served(folder) as found:
        yield found
