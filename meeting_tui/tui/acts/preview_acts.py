"""Papers on the screen, as they stand: nothing is written. What makes them is loaded when one is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from meeting_tui import sentences
from meeting_tui.language import _
from meeting_tui.store.guides import profile_of
from meeting_tui.tui.acts.paper_acts import draft_words
from meeting_tui.tui.desk import Desk
from meeting_tui.tui.screens.choose import Offer

if TYPE_CHECKING:
    from meeting_tui.store.folder import MeetingFolder
    from meeting_tui.tui.screens.preview import Make, PreviewScreen


def makers(folder: MeetingFolder) -> Mapping[str, Make]:
    """How each paper that is a neutral tree is made, in the order in which the day needs them."""
    from meeting_tui.export.papers import TREES, Tree, Wish
    from meeting_tui.templating import read_wording

    wish = Wish(profile=profile_of(folder.plan), wording=read_wording(folder.path)[0])

    def maker(tree: Tree) -> Make:
        return lambda meeting, now: tuple(tree(meeting, now, wish))

    return {name: maker(tree) for name, tree in TREES.items()}


def minutes_screen(desk: Desk, *, reading: bool = False) -> PreviewScreen:
    from meeting_tui.tui.screens.preview import PreviewScreen

    _tell_faults(desk)
    return PreviewScreen(desk, makers(desk.folder)["minutes"], reading=reading)


async def preview_paper(desk: Desk) -> None:
    from meeting_tui.tui.screens.preview import PreviewScreen

    made = makers(desk.folder)
    offers = [Offer(name, sentences.word(sentences.PAPERS, name), draft_words(desk, name)) for name in made]
    paper = await desk.choose(_("Look at which paper?"), offers)
    if paper is None:
        return
    if paper == "minutes":
        _tell_faults(desk)
    if made[paper](desk.meeting, desk.folder.now()):
        desk.app.push_screen(PreviewScreen(desk, made[paper]))
    else:
        desk.say(_("There is nothing to look at: no unit owes anything."), warning=True)


def _tell_faults(desk: Desk) -> None:
    """Of the phrases, which only the minutes have, once: what is read out must not differ from what the office wrote unseen."""
    from meeting_tui.templating import in_short, read_wording, wording_words

    _wording, faults = read_wording(desk.folder.path)
    words = in_short(desk.folder.path, [wording_words(fault) for fault in faults])
    if words != desk.told_of_phrases:
        desk.told_of_phrases = words
        if words:
            desk.say(words, warning=True, seconds=12)


async def read_out(desk: Desk) -> bool:
    """The minutes, to be read to the hall; whether that was done."""
    return await desk.app.push_screen_wait(minutes_screen(desk, reading=True))
