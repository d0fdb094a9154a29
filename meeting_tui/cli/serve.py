"""The views in a browser: `serve` follows the meeting and cannot write."""

from __future__ import annotations

import errno
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meeting_tui.cli.program import FOLDER, fail, saying
from meeting_tui.cli.screens import main
from meeting_tui.language import _

if TYPE_CHECKING:
    from meeting_tui.live.follower import Follower

PORT = 8420
EVERYWHERE = "0.0.0.0"
BLACK_ON_WHITE, PLAIN = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
"""Fixed colours that no theme of a terminal changes."""


@main.command(
    help=_(
        "Show the chair's view and the hall's display in a browser, to be looked at only. A new PIN is asked for; "
        "without --lan, nobody but this computer can connect."
    )
)
@FOLDER
@click.option(
    "--lan",
    is_flag=True,
    help=_("For tablets and projectors on the venue's network or this laptop's hotspot."),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help=_("The port; 0: any that is free."),
)
def serve(folder: Path, lan: bool, port: int) -> None:
    import asyncio

    from meeting_tui.live.follower import Follower

    with saying(folder), Follower(folder) as follower, _listening(lan, port) as listening:
        asyncio.run(_serve(follower, listening, lan))
    click.echo(_("Nobody is connected any more, and the PIN is no longer valid."))


async def _serve(follower: Follower, listening: socket.socket, lan: bool) -> None:
    """Until Ctrl+C, or until the system ends the program."""
    import asyncio

    from meeting_tui.web.server import serving
    from meeting_tui.web.sessions import new_pin

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    pin = new_pin()
    async with serving(follower, pin, listening):
        _say_where(listening.getsockname()[1], pin, lan)
        await stop.wait()


def _listening(lan: bool, port: int) -> socket.socket:
    from meeting_tui import sentences
    from meeting_tui.web.addresses import LOOPBACK
    from meeting_tui.web.server import listen

    try:
        return listen(EVERYWHERE if lan else LOOPBACK, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            fail(
                _(
                    "Port {port} is taken by another program. Close it, or choose another one with --port."
                ).format(port=port)
            )
        fail(_("Port {port} cannot be opened: {reason}.").format(port=port, reason=sentences.os_error(error)))


def _say_where(port: int, pin: str, lan: bool) -> None:
    """Addresses and PIN, each on a line of its own, as scripts read them; then what people should know."""
    from meeting_tui.web.addresses import LOOPBACK, lan_addresses

    found = lan_addresses() if lan else []
    urls = [f"http://{address}:{port}/" for address in [*found, LOOPBACK]]
    for url in urls:
        click.echo(url)
    click.echo(f"PIN: {pin}")
    if found:
        _draw_qr(urls[0])
        click.echo(
            _("Only on this laptop's hotspot or the venue's own network: others on it could read along.")
        )
        click.echo(_("The PIN is in no QR: tell it only to those who may see the views."))
    elif lan:
        click.echo(
            _(
                "This computer is on no network yet. Switch on its hotspot or join the venue's network, then start "
                "this again."
            )
        )
    click.echo(_("Ctrl+C ends it."))


def _draw_qr(url: str) -> None:
    """Only where a terminal can show all of it."""
    from meeting_tui.web.qr import half_blocks

    lines = half_blocks(url)
    columns, rows = shutil.get_terminal_size()
    if sys.stdout.isatty() and len(lines[0]) <= columns and len(lines) < rows:
        for line in lines:
            click.echo(f"{BLACK_ON_WHITE}{line}{PLAIN}")
