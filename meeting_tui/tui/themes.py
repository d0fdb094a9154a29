"""Themes are data: one TOML file each, ours and the user's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from meeting_tui.domain.text import clean_line
from meeting_tui.language import _

STYLES = Path(__file__).with_name("base.tcss")
"""The looks that all screens share."""

COLOURS = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "success",
    "warning",
    "error",
    "boost",
)
LARGEST = 64 * 1024
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_STYLE = re.compile(r"(?:(?:not )?(?:none|bold|dim|italic|underline|reverse|strike)(?: |\Z))+")
_SHARE = re.compile(r"(?P<colour>\S+) \d{1,3}%")


class NamedTheme(NamedTuple):
    """A theme and what people call it."""

    theme: Theme
    label: str


class ThemeProblem(NamedTuple):
    """A file that is not used, and why."""

    path: Path
    reason: str


class ThemeFault(ValueError):
    """What is wrong with one file, as a sentence."""


def load_themes(*folders: Path) -> tuple[list[NamedTheme], list[ThemeProblem]]:
    """All themes of these folders; one of a later folder replaces one of the same name. Never raises."""
    found: dict[str, NamedTheme] = {}
    problems: list[ThemeProblem] = []
    for path in _files(folders):
        try:
            named = read_theme(path)
        except ThemeFault as fault:
            problems.append(ThemeProblem(path, clean_line(str(fault))))
        else:
            found[named.theme.name] = named
    return list(found.values()), problems


def read_theme(path: Path) -> NamedTheme:
    """The theme in this file, or `ThemeFault`."""
    try:
        if path.stat().st_size > LARGEST:
            raise ThemeFault(_("The file is too large for a theme."))
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise ThemeFault(str(error) or type(error).__name__) from error
    return _theme(data)


def contrast(a: Color | str, b: Color | str) -> float:
    """The ratio of WCAG 2, from 1 (the same) to 21 (black on white); `a` may be translucent over `b`."""
    below = Color.parse(b)
    light, dark = sorted((_luminance(below + Color.parse(a)), _luminance(below)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def derived_contrasts(theme: Theme) -> dict[str, float]:
    """The contrast of each text colour on each ground that we use it on, as Textual derives them."""
    colours = theme.to_color_system().generate()
    grounds = ("background", "surface", "panel")
    texts = ("foreground", "text", "text-muted", "primary", "accent", "success", "warning", "error")
    pairs = [(text, ground) for text in texts for ground in grounds]
    pairs += [(f"footer-{part}-foreground", "footer-background") for part in ("key", "description")]
    pairs += [
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("input-selection-foreground", "input-selection-background"),
    ]
    return {f"{a} on {b}": _derived(colours, a, b) for a, b in pairs}


def _derived(colours: dict[str, str], text: str, ground: str) -> float:
    below = Color.parse(colours["surface"]) + Color.parse(colours[ground])
    value = colours[text]
    if value.startswith("auto"):
        alpha = float(value.split()[1].rstrip("%")) / 100 if " " in value else 1.0
        return contrast(below.get_contrast_text(alpha), below)
    return contrast(value, below)


def _files(folders: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for folder in folders:
        try:
            files += sorted(folder.glob("*.toml"))
        except OSError:
            continue  # a folder that cannot be listed has no themes
    return files


def _theme(data: dict[str, object]) -> NamedTheme:
    if unknown := sorted(set(data) - {"name", "label", "dark", "variables", *COLOURS}):
        raise ThemeFault(_("Unknown key: {key}").format(key=", ".join(unknown)))
    name = data.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ThemeFault(_("`name` must be a word of small letters."))
    label = data.get("label", name)
    dark = data.get("dark", True)
    if not isinstance(label, str) or not isinstance(dark, bool):
        raise ThemeFault(_("`label` must be text and `dark` true or false."))
    if "primary" not in data:
        raise ThemeFault(_("`primary` is missing."))
    colours = {key: _colour(key, data[key]) for key in COLOURS if key in data}
    theme = Theme(name=name, dark=dark, variables=_variables(data.get("variables", {})), **colours)  # type: ignore[arg-type]
    theme.to_color_system().generate()
    return NamedTheme(theme, clean_line(label) or name)


def _colour(key: str, value: object) -> str:
    if not isinstance(value, str) or not _is_colour(value):
        raise ThemeFault(_("`{key}` is not a colour: {value}").format(key=key, value=value))
    return value


def _variables(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ThemeFault(_("`variables` must be a table."))
    for key, word in value.items():
        if not _NAME.fullmatch(key) or not isinstance(word, str) or not _is_word(word):
            raise ThemeFault(
                _("`{key}` is neither a colour nor a text style: {value}").format(key=key, value=word)
            )
    return dict(value)


def _is_word(value: str) -> bool:
    """Only what a style sheet surely takes: a colour, with its share of cover or without, or a text style."""
    share = _SHARE.fullmatch(value)
    colour = share["colour"] if share else value
    return colour == "auto" or _is_colour(colour) or _STYLE.fullmatch(value) is not None


def _is_colour(value: str) -> bool:
    try:
        return Color.parse(value).ansi is None and value != "auto"
    except ColorParseError:
        return False


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part) for part in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
