"""The interface's language. English source strings; Vietnamese is the default catalogue.

Official papers do not pass through here: they are always Vietnamese.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "meeting_tui"
LOCALE = Path(__file__).with_name("locale")

_catalogue: gettext.NullTranslations = gettext.translation(DOMAIN, LOCALE, ["vi"], fallback=True)


def use(language: str) -> None:
    """Speak `language` from now on. Called once, by the composition root, before any screen is built."""
    global _catalogue
    _catalogue = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)


def _(message: str) -> str:
    return _catalogue.gettext(message)


def n_(one: str, many: str, count: int) -> str:
    return _catalogue.ngettext(one, many, count)
