"""The words that the pages themselves bring: headings and labels. All others come with the values."""

from __future__ import annotations

from meeting_tui.language import _


def page_words() -> dict[str, str]:
    """Every `${field}` of `static/*.html` that is a word and the same for every reader."""
    return {
        "lost": _("CONNECTION TO THE SECRETARY'S COMPUTER LOST"),
        "lost_advice": _("What is shown is the last that arrived. The page comes back by itself."),
        "connecting": _("Connecting…"),
        "noscript": _("This page needs JavaScript. Please switch it on in the browser."),
        "full_screen": _("Full screen"),
        "left": _("time left"),
        "over": _("over time"),
        "ready": _("Please get ready"),
        "next": _("Waiting to speak"),
        "nobody_next": _("Nobody is waiting."),
        "slip": _("The slip says"),
        "noted": _("Questions written down"),
        "villages": _("Villages"),
        "delegations": _("Delegations"),
        "invited": _("invited"),
        "present": _("present"),
        "spoken": _("spoken"),
        "not_heard": _("not heard yet"),
        "topics": _("Questions by topic"),
        "open": _("Still to be answered"),
        "promised": _("Promised"),
        "others": _("Other units with open questions"),
        "readout": _("To be read out"),
        "message": _("On the hall's screen"),
    }
