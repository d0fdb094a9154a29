"""The files that browsers get, all read at the start: nothing else of the disk can be asked for."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from meeting_tui.language import N_, _
from meeting_tui.live.pages import VIEWS, View
from meeting_tui.web.words import page_words

STATIC = Path(__file__).with_name("static")
SCRIPT, STYLE = "text/javascript", "text/css"
FILES = {"live.css": STYLE, "common.js": SCRIPT, "chair.js": SCRIPT, "hall.js": SCRIPT}
"""What every browser may have, by name, and its type."""

TITLES: dict[View, str] = {"chair": N_("The chair's view"), "hall": N_("The hall's display")}


def read_files() -> dict[str, tuple[str, bytes]]:
    """By path: type and content."""
    return {f"/static/{name}": (kind, (STATIC / name).read_bytes()) for name, kind in FILES.items()}


class Pages:
    """HTML in the language of the program. Every value that is put in is escaped."""

    def __init__(self) -> None:
        self._words = {**page_words(), "lang": _("en")}  # the catalogue's own name
        self._pin = _template("pin")
        self._door = _template("door")
        self.views = {view: self._fill(_template(view), title=_(TITLES[view])) for view in VIEWS}
        self.door = self.notice(
            _("Dialogue with the people"), _("Choose what this screen shows. The PIN is asked for next.")
        )

    def pin(self, view: View, error: str = "") -> str:
        """The form that asks for the PIN."""
        return self._fill(
            self._pin,
            title=_(TITLES[view]),
            heading=_(TITLES[view]),
            hint=_("The PIN stands on the secretary's laptop, where this server was started."),
            error=error,
            action=f"/{view}/pin",
            label=_("PIN"),
            button=_("Open"),
        )

    def notice(self, heading: str, hint: str = "") -> str:
        """A short page with the way to the views."""
        views = {view: _(title) for view, title in TITLES.items()}
        return self._fill(self._door, title=heading, heading=heading, hint=hint, **views)

    def _fill(self, template: Template, **values: str) -> str:
        return template.substitute({name: escape(value) for name, value in (self._words | values).items()})


def _template(name: str) -> Template:
    return Template((STATIC / f"{name}.html").read_text("utf-8"))
