"""A real browser without a window, driven over the Chrome DevTools Protocol.

https://chromedevtools.github.io/devtools-protocol/ : one websocket for the browser and all its tabs ("flat" sessions).
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-proxy-server",
)
START = 20.0
"""Seconds within which the browser must be there."""


class PageFailed(AssertionError):
    """A script in the page threw."""


def find_browser() -> str | None:
    """The browser to test with, or None; MEETING_TUI_TEST_BROWSER names another one."""
    asked = os.environ.get("MEETING_TUI_TEST_BROWSER")
    return next((path for name in ((asked,) if asked else NAMES) if (path := shutil.which(name))), None)


@asynccontextmanager
async def running(binary: str) -> AsyncIterator[Browser]:
    """The browser, with a profile of its own that is gone afterwards."""
    profile = tempfile.mkdtemp(prefix="meeting-tui-browser-")
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    process = await asyncio.create_subprocess_exec(
        binary,
        *SWITCHES,
        *root,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        address = await _address(Path(profile, "DevToolsActivePort"))
        async with aiohttp.ClientSession() as http, http.ws_connect(address, max_msg_size=0) as socket:
            browser = Browser(socket)
            reading = asyncio.create_task(browser.read())
            yield browser
            reading.cancel()
    finally:
        process.kill()
        await process.wait()
        shutil.rmtree(profile, ignore_errors=True)


async def _address(file: Path) -> str:
    """What the browser writes down once it listens: the port, then the path of its socket."""
    end = time.monotonic() + START
    while time.monotonic() < end:
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        await asyncio.sleep(0.02)
    raise TimeoutError("the browser did not start")


class Browser:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.numbers = count(1)
        self.calls: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.tabs: dict[str, Tab] = {}

    async def read(self) -> None:
        async for message in self.socket:
            said = json.loads(message.data)
            if "id" in said:
                self.calls.pop(said["id"]).set_result(said)
            elif tab := self.tabs.get(said.get("sessionId", "")):
                tab.heard(said["method"], said["params"])

    async def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        number = next(self.numbers)
        self.calls[number] = asyncio.get_running_loop().create_future()
        where = {"sessionId": session} if session else {}
        await self.socket.send_json({"id": number, "method": method, "params": params, **where})
        answer = await asyncio.wait_for(self.calls[number], START)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def tab(self, width: int = 1280, height: int = 720) -> Tab:
        """A tab that shares no cookie with any other."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        session = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = Tab(self, session["sessionId"], context)
        self.tabs[tab.session] = tab
        for domain in ("Page", "Runtime", "Network", "Log"):
            await tab.call(f"{domain}.enable")
        await tab.resize(width, height)
        return tab


class Tab:
    """One page, and all that went wrong in it."""

    def __init__(self, browser: Browser, session: str, context: str) -> None:
        self.browser = browser
        self.session = session
        self.context = context
        self.hosts: set[str] = set()
        """Every host that was asked for anything."""
        self.events: list[str] = []
        """What the server sent by and by."""
        self.troubles: list[str] = []
        """Exceptions, dialogs, violations of the content policy; not that the network fails."""

    def heard(self, event: str, params: dict[str, Any]) -> None:
        match event:
            case "Network.requestWillBeSent":
                self.hosts.add(urlsplit(params["request"]["url"]).netloc)
            case "Network.eventSourceMessageReceived":
                self.events.append(params["data"])
            case "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                self.troubles.append(details.get("exception", {}).get("description", details["text"]))
            case "Page.javascriptDialogOpening":
                self.troubles.append(f"dialog: {params['message']}")
            case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
                self.troubles.append(f"console: {params['args']}")
            case "Log.entryAdded" if (
                params["entry"]["level"] == "error" and params["entry"]["source"] != "network"
            ):
                self.troubles.append(f"{params['entry']['source']}: {params['entry']['text']}")

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        return await self.browser.call(method, self.session, **params)

    async def go(self, url: str) -> None:
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def value(self, script: str) -> Any:
        """What an expression is worth in the page."""
        got = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise PageFailed(got["exceptionDetails"].get("exception", {}).get("description", script))
        return got["result"].get("value")

    async def until(self, script: str, within: float = 10.0) -> float:
        """Wait until an expression is true; the seconds that it took."""
        began = time.monotonic()
        while not await self._true(script):
            if time.monotonic() - began > within:
                raise AssertionError(f"not within {within} s: {script}\n{await self.words()}")
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    async def _true(self, script: str) -> bool:
        try:
            return bool(await self.value(f"Boolean({script})"))
        except (PageFailed, RuntimeError):  # between two pages
            return False

    async def words(self) -> str:
        """What can be read on the page: no hidden part, spaces as one."""
        return " ".join(str(await self.value("document.body.innerText")).split())

    async def type(self, words: str) -> None:
        await self.call("Input.insertText", text=words)

    async def press_enter(self) -> None:
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        await self.call("Input.dispatchKeyEvent", type="keyDown", **key)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    async def resize(self, width: int, height: int) -> None:
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def fall_asleep(self) -> None:
        """Nothing in the page runs any more, and what comes over the network is not heard."""
        await self.value("document.addEventListener('freeze', () => (window.asleep = true), {once: true})")
        await self.call("Page.setWebLifecycleState", state="frozen")
        await self.until("window.asleep")

    async def wake_up(self) -> None:
        await self.call("Page.setWebLifecycleState", state="active")
        await self.call("Emulation.setFocusEmulationEnabled", enabled=True)  # else it stays hidden

    async def picture(self, path: Path) -> None:
        data = (await self.call("Page.captureScreenshot", format="png"))["data"]
        path.write_bytes(base64.b64decode(data))

    async def close(self) -> None:
        self.browser.tabs.pop(self.session, None)
        await self.browser.call("Target.disposeBrowserContext", browserContextId=self.context)
