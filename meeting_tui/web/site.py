"""What there is to see in a browser, and who may see it.

A table holds the exact paths that there are: what is not in the table is not there.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial

import msgspec
from aiohttp import web

from meeting_tui.language import _
from meeting_tui.live.chair import chair_page
from meeting_tui.live.follower import Follower
from meeting_tui.live.hall import hall_page
from meeting_tui.live.pages import VIEWS, View
from meeting_tui.live.signal import signal
from meeting_tui.web.answers import HEADERS, from_our_own_page, html, path_of, pin_in
from meeting_tui.web.pages import Pages, read_files
from meeting_tui.web.sessions import Door
from meeting_tui.web.viewers import Viewers

LOOK = 0.1
"""Seconds between two looks at the meeting."""
BEAT = 1.0
"""Seconds after which a viewer hears something, change or none."""
STALLED = 15.0
"""Seconds after which a viewer who takes nothing is gone."""
PATIENCE = 10.0
"""Seconds that a browser may take to send a form."""
FORM = 1024
"""Bytes of a form, at most."""

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
Sleep = Callable[[float], Awaitable[None]]

_log = logging.getLogger(__name__)


class Site:
    """What there is to see, and who may see it."""

    def __init__(self, follower: Follower, door: Door, port: int, sleep: Sleep) -> None:
        self._follower = follower
        self._door = door
        self._sleep = sleep
        self._cookie = f"meeting-tui-{port}"  # browsers give a cookie to every port of a host
        self.kept: set[web.RequestHandler] = set()
        """Connections that are not given up for newer ones: of those who look on, and whose PIN is about to be looked at."""
        self._viewers = Viewers()
        self._pages = Pages()
        self._files = read_files()
        self._routes: dict[str, dict[str, Handler]] = {"/": {"GET": self._show_door}}
        for path in self._files:
            self._routes[path] = {"GET": self._show_file}
        for view in VIEWS:
            self._routes[f"/{view}"] = {"GET": partial(self._show_view, view)}
            self._routes[f"/{view}/events"] = {"GET": partial(self._stream, view)}
            self._routes[f"/{view}/pin"] = {
                "GET": partial(self._lead_back, view),
                "POST": partial(self._try_pin, view),
            }

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer to any request; an error of ours is told without what it was about."""
        try:
            return await self._route(request)
        except ConnectionError:
            raise
        except Exception as error:
            _report(error)
            return self.refuse(500)

    def refuse(self, status: int, **headers: str) -> web.Response:
        """A short page that says why not."""
        match status:
            case 403:
                page = self._pages.notice(_("This is not open to you"), _("Open the view and give the PIN."))
            case 404:
                page = self._pages.notice(_("There is no such page"))
            case 503:
                page = self._pages.notice(
                    _("Too many screens are connected"),
                    _("Close the view on a screen that does not need it."),
                )
            case status if status < 500:
                page = self._pages.notice(
                    _("This cannot be done here"), _("The views can only be looked at.")
                )
            case _:
                page = self._pages.notice(_("Something went wrong here"), _("Please try once more."))
        return html(page, status, **headers)

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        known = self._routes.get(path_of(request))
        if known is None:
            return self.refuse(404)
        handler = known.get("GET" if request.method == "HEAD" else request.method)
        if handler is None:
            return self.refuse(405, Allow=", ".join([*known, "HEAD"]))
        return await handler(request)

    # -- pages -------------------------------------------------------------------------------------------

    async def _show_door(self, request: web.BaseRequest) -> web.StreamResponse:
        return html(self._pages.door)

    async def _show_file(self, request: web.BaseRequest) -> web.StreamResponse:
        kind, body = self._files[path_of(request)]
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=HEADERS)

    async def _show_view(self, view: View, request: web.BaseRequest) -> web.StreamResponse:
        if not self._admits(view, request):
            return html(self._pages.pin(view), 401)
        return html(self._pages.views[view])

    def _admits(self, view: View, request: web.BaseRequest) -> bool:
        return self._door.admits(view, request.cookies.get(self._cookie, ""))

    # -- the PIN -----------------------------------------------------------------------------------------

    async def _lead_back(self, view: View, request: web.BaseRequest) -> web.StreamResponse:
        """A tablet that restores its page asks for the address that the form was sent to."""
        return web.Response(status=303, headers={**HEADERS, "Location": f"/{view}"})

    async def _try_pin(self, view: View, request: web.BaseRequest) -> web.StreamResponse:
        if not from_our_own_page(request):
            return self.refuse(403)
        if request.content_length is None or request.content_length > FORM:
            return self.refuse(413)
        try:
            async with asyncio.timeout(PATIENCE):
                body = await request.read()
        except TimeoutError:
            return self.refuse(408)
        address = request.remote or ""
        now = asyncio.get_running_loop().time()
        looked_at = self._door.knock(address, now)
        if looked_at is None:
            return html(self._pages.pin(view, _locked()), 429)
        if looked_at > now:
            with self._keeping(request):
                await self._sleep(looked_at - now)
        key = self._door.enter(address, view, pin_in(body))
        if key is None:
            left = self._door.tries_left(address)
            wrong = _("This PIN is wrong. Tries left: {count}.").format(count=left) if left else _locked()
            return html(self._pages.pin(view, wrong), 403)
        entered = await self._lead_back(view, request)
        entered.set_cookie(self._cookie, key, path=f"/{view}", httponly=True, samesite="Strict")
        return entered

    @contextmanager
    def _keeping(self, request: web.BaseRequest) -> Iterator[None]:
        self.kept.add(request.protocol)
        try:
            yield
        finally:
            self.kept.discard(request.protocol)

    # -- what changes ------------------------------------------------------------------------------------

    async def _stream(self, view: View, request: web.BaseRequest) -> web.StreamResponse:
        """A page at once, then one after every change and with every beat, for as long as it is taken."""
        if not self._admits(view, request):
            return self.refuse(403)
        if self._viewers.full:
            return self.refuse(503)
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream; charset=utf-8"})
        if request.method == "HEAD":
            return stream
        with self._viewers.joined(view) as mailbox, self._keeping(request):
            mailbox.put(self._event(view))
            await stream.prepare(request)
            while True:
                message = await mailbox.take()
                try:
                    async with asyncio.timeout(STALLED):
                        await stream.write(message)
                except TimeoutError:
                    if request.transport is not None:
                        request.transport.abort()
                    raise ConnectionAbortedError from None

    async def follow(self) -> None:
        """Look at the meeting ten times a second, and tell all who look on what is new."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            changed = self._follower.poll()
            if changed or loop.time() >= due:
                due = loop.time() + BEAT
                self._tell()
            await asyncio.sleep(LOOK)

    def _tell(self) -> None:
        """Made and encoded once for all. A view that cannot be made falls silent, which its screens show."""
        for view in self._viewers.watched():
            try:
                event = self._event(view)
            except Exception as error:
                _report(error)
            else:
                self._viewers.put(view, event)

    def _event(self, view: View) -> bytes:
        meeting, now = self._follower.meeting, self._follower.now()
        page = chair_page(meeting, now) if view == "chair" else hall_page(meeting, now)
        data = {"now": int(now.timestamp() * 1000), "signal": signal(self._follower.trust()), "page": page}
        return b"event: page\ndata: " + msgspec.json.encode(data) + b"\n\n"


def _locked() -> str:
    return _(
        "There were too many wrong PINs. Nobody else gets in from here until the server is started again on the "
        "secretary's laptop."
    )


def _report(error: Exception) -> None:
    """What kind, and where in the program; what it says might name somebody."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("%s: %s:%s", type(error).__name__, place.filename, place.lineno)
