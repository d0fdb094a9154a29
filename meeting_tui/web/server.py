"""The server, on aiohttp's lowest layer: what is answered is ours, also when the request was no HTTP at all."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from meeting_tui.live.follower import Follower
from meeting_tui.web.addresses import LOOPBACK
from meeting_tui.web.sessions import Door
from meeting_tui.web.site import PATIENCE, Site, Sleep

CONNECTIONS = 600
"""At most at once, but for those that are just being closed: a program may usually have 1,024 files open, and the
journal must stay one of them."""
ARRIVING, WAITING = 64, 512
"""Connections that are taken in at a time, and that the system keeps until then."""
UNSENT = 1 << 15
"""Bytes that the system keeps for a viewer who takes nothing."""

_silent = logging.Logger("silent", logging.CRITICAL + 1)  # aiohttp's own reports hold addresses and paths


def listen(host: str = LOOPBACK, port: int = 0) -> socket.socket:
    """A socket for `serving`. Port 0 is any that is free. Raises OSError where the port is taken."""
    listening = socket.create_server((host, port))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT)
    return listening


@asynccontextmanager
async def serving(
    follower: Follower, pin: str, listening: socket.socket, *, sleep: Sleep = asyncio.sleep
) -> AsyncIterator[None]:
    """Serve until the block is left: then nobody is connected any more. `sleep` slows wrong PINs down."""
    site = Site(follower, Door(pin), listening.getsockname()[1], sleep)
    server = _Server(site)
    listener = await asyncio.get_running_loop().create_server(server, sock=listening, backlog=ARRIVING)
    listening.listen(WAITING)
    following = asyncio.create_task(site.follow())
    try:
        yield
    finally:
        listener.close()
        following.cancel()
        await server.shutdown(0.1)


class _Server(web.Server):
    def __init__(self, site: Site) -> None:
        super().__init__(site.answer, handler_cancellation=True)
        self.site = site

    def __call__(self) -> web.RequestHandler:
        return _Connection(self)

    def make_room(self) -> None:
        """Give up the connection that has been there longest. So nobody who only holds some shuts others out."""
        there = [(one, way) for one in self.connections if (way := one.transport) and not way.is_closing()]
        if len(there) > CONNECTIONS:
            next((way for one, way in there if one not in self.site.kept), there[-1][1]).abort()


class _Connection(web.RequestHandler):
    """One browser. What is no HTTP gets the same headers."""

    def __init__(self, server: _Server) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=PATIENCE,
            lingering_time=1.0,
            auto_decompress=False,
            logger=_silent,
            access_log=_silent,
        )
        self._server = server

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._server.make_room()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        answer = self._server.site.refuse(status)
        answer.force_close()
        return answer
