"""Our colours and the user's own, in an App."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import App
from textual.theme import Theme

from meeting_tui import places
from meeting_tui.tui import settings
from meeting_tui.tui.themes import NamedTheme, ThemeProblem, load_themes


def take_themes(app: App[Any], config: Path) -> tuple[list[NamedTheme], list[ThemeProblem]]:
    """Chosen before anything is drawn, so that the styles are read once."""
    named, problems = load_themes(places.shipped("themes"), config / "themes")
    for theme in named:
        app.register_theme(theme.theme)
    wanted = _known(settings.read(config).theme, [theme.theme for theme in named])
    app.set_reactive(App.theme, wanted)
    app.stylesheet.set_variables(app.get_css_variables())
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)
    return named, problems


def _known(name: str, themes: Sequence[Theme]) -> str:
    names = [theme.name for theme in themes]
    return name if name in names else names[0] if names else "textual-dark"
