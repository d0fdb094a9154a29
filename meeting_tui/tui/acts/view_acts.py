"""The other screens: the chair's view and the hall's display in windows of their own, and a message for the hall."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys

from meeting_tui import language, places
from meeting_tui.domain import hall
from meeting_tui.language import _
from meeting_tui.tui import second_screen, settings
from meeting_tui.tui.acting import Act
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer


def view_offers() -> list[Offer[Act]]:
    """Windows, and what runs on other machines."""
    return [
        Offer(open_chair, _("The chair's view in a new window"), "^F"),
        Offer(open_hall, _("The hall's display in a new window"), "^F"),
        Offer(tell_serve, _("The views on a tablet or another computer"), "^F"),
    ]


def message_offers(desk: Desk) -> list[Offer[Act]]:
    """What can be done with the hall's message now."""
    down = Offer(take_down_message, _("Take the hall's message down"))
    return [
        Offer(put_up_message, _("Show a message in the hall")),
        *([down] if desk.meeting.day.message else []),
    ]


async def open_view(desk: Desk) -> None:
    """Which view, and where; or what the hall should read."""
    offers = [Offer(offer.value, offer.label) for offer in (*view_offers(), *message_offers(desk))]
    act = await desk.choose(_("What should be shown on another screen?"), offers)
    if act is not None:
        await act(desk)


async def open_chair(desk: Desk) -> None:
    await _open(desk, "chair")


async def open_hall(desk: Desk) -> None:
    await _open(desk, "hall")


async def tell_serve(desk: Desk) -> None:
    """A server outlives the console and shows its PIN: it is started by hand, in a terminal of its own."""
    await desk.tell(
        _("Type this in another terminal:"),
        [
            _to_type([*_command(desk, "serve"), "--lan"]),
            "",
            _("It shows an address, a QR code and a PIN for the tablet or the other computer."),
            _("Both must be on one network, such as this laptop's own hotspot. ^C ends it."),
        ],
    )


async def _open(desk: Desk, view: str) -> None:
    """In a new window where the system allows it; else what to type, which stays until it is read."""
    command = _command(desk, view)
    reason = await _window(command)
    if not reason:
        desk.say(_("A new window opens. Move it to the other screen; F11 fills the screen with it."))
        return
    await desk.tell(_("Type this in another terminal:"), [_to_type(command), "", reason])


async def _window(command: list[str]) -> str:
    """Open it; why it did not open, empty if it did."""
    setting = os.environ.get("MEETING_TUI_TERMINAL") or settings.read(places.config_folder()).terminal
    try:
        argv = second_screen.window(
            command, environment=os.environ, platform=sys.platform, which=shutil.which, setting=setting
        )
    except ValueError:
        return _("The setting “terminal” cannot be read: a quotation mark has no other half.")
    if argv is None:
        return _("No program is known here that could open a new window.")
    if reason := await asyncio.to_thread(second_screen.start, argv):
        return _("No window could be opened: {reason}").format(reason=reason)
    return ""


def _command(desk: Desk, view: str) -> list[str]:
    """The program as this user started it, with the folder's full path and the language that is spoken."""
    spoken = language.asked(sys.argv[1:])
    return [
        *second_screen.program(sys.argv[0], sys.executable, shutil.which),
        view,
        str(desk.folder.path.resolve()),
        *(["--lang", spoken] if spoken != language.LANGUAGES[0] else []),
    ]


def _to_type(command: list[str]) -> str:
    return second_screen.to_type(command, environment=os.environ, platform=sys.platform, which=shutil.which)


async def put_up_message(desk: Desk) -> None:
    """The message that stands there now is there to be changed."""
    standing = desk.meeting.day.message
    hint = _("At most {count} characters. It stays in the hall until it is taken down.").format(
        count=hall.LONGEST_MESSAGE
    )
    message = await desk.ask_needed(_("What should the hall read?"), value=standing, hint=hint)
    if message is not None:
        desk.do(hall.put_up_message, text=message)


async def take_down_message(desk: Desk) -> None:
    desk.do(hall.take_down_message)
