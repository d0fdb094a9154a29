"""The interface's language. English source strings; Vietnamese is the default.

Official papers do not pass through here: they are always Vietnamese.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "meeting_tui"
LOCALE = Path(__file__).with_name("locale")

_catalogue: gettext.NullTranslations = gettext.translation(DOMAIN, LOCALE, ["vi"], fallback=True)


def use(language: str) -> None:
    """Speak `language` from now on.

    click has its words ("Usage:", "Missing argument") from the process's own gettext, which goes by the
    environment; it is given the same catalogue (`locale/click_words.py`).
    """
    global _catalogue
    _catalogue = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


def asked(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, wherever it says so; Vietnamese if it does not."""
    for option, value in pairwise([*arguments, ""]):
        for language in LANGUAGES:
            if option == f"--lang={language}" or (option, value) == ("--lang", language):
                return language
    return LANGUAGES[0]


def _(message: str) -> str:
    return _catalogue.gettext(message) if message else ""  # the empty message is the catalogue's header


def n_(one: str, many: str, count: int) -> str:
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:
    """Marks a message that is translated later, where it is shown."""
    return message
