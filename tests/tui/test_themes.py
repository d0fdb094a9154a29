"""Themes: ours can be read by everybody, other people's cannot break the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

from meeting_tui.tui.drawing import text
from meeting_tui.tui.themes import (
    STYLES,
    NamedTheme,
    ThemeFault,
    contrast,
    derived_contrasts,
    load_themes,
    read_theme,
)

SHIPPED = Path(__file__).parents[2] / "themes"
NAMES = ("day", "night", "projector")


def shipped(name: str) -> NamedTheme:
    return read_theme(SHIPPED / f"{name}.toml")


def test_the_shipped_ones() -> None:
    themes, problems = load_themes(SHIPPED)
    assert problems == []
    assert {named.theme.name for named in themes} == set(NAMES)
    assert {named.label for named in themes} == {"Ban ngày", "Ban đêm", "Máy chiếu"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_can_be_read(name: str) -> None:
    """Of the colours that Textual derives, not only of those in the file."""
    least = 7.0 if name == "projector" else 4.5
    weak = {
        pair: round(ratio, 2)
        for pair, ratio in derived_contrasts(shipped(name).theme).items()
        if ratio < least
    }
    assert weak == {}


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#123456", "#123456") == 1
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#00000080", "#ffffff") < 6


def theme_file(folder: Path, body: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(body, "utf-8")
    return path


def test_a_users_theme_replaces_ours(tmp_path: Path) -> None:
    theme_file(tmp_path, 'name = "night"\nlabel = "Đêm của tôi"\nprimary = "#ff0000"')
    themes, problems = load_themes(SHIPPED, tmp_path)
    assert problems == []
    assert [named.label for named in themes if named.theme.name == "night"] == ["Đêm của tôi"]
    assert len(themes) == len(NAMES)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not toml at all [",
        'name = "own"',
        'name = "own"\nprimary = "reddish"',
        'name = "own"\nprimary = 3',
        'name = "own"\nprimary = "auto"',
        'name = "Own Theme"\nprimary = "#ff0000"',
        'name = "own"\nprimary = "#ff0000"\ndark = "yes"',
        'name = "own"\nprimary = "#ff0000"\nlabel = 5',
        'name = "own"\nprimary = "#ff0000"\ncolour = "#ffffff"',
        'name = "own"\nprimary = "#ff0000"\nvariables = 1',
        'name = "own"\nprimary = "#ff0000"\n[variables]\nborder = "} Screen { display: none"',
        'name = "own"\nprimary = "#ff0000"\n[variables]\n"a b" = "#ffffff"',
        'name = "own"\nprimary = "#ff0000"\n[variables]\nborder = 1',
    ],
)
def test_a_broken_file_is_named_and_left_out(tmp_path: Path, body: str) -> None:
    path = theme_file(tmp_path, body)
    themes, problems = load_themes(SHIPPED, tmp_path)
    assert len(themes) == len(NAMES)
    assert [problem.path for problem in problems] == [path]
    assert problems[0].reason
    with pytest.raises(ThemeFault):
        read_theme(path)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "huge.toml").write_text("# x\n" * 100_000, "utf-8")
    (tmp_path / "deep.toml").write_text("a = " + "[" * 20_000, "utf-8")
    themes, problems = load_themes(tmp_path, tmp_path / "no such folder")
    assert themes == []
    assert {problem.path.stem for problem in problems} == {"folder", "bytes", "gone", "huge", "deep"}


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('name = "own"\nprimary = "#ff0000"', "utf-8-sig")
    assert read_theme(path).label == "own"


async def test_every_theme_paints_the_shared_styles(tmp_path: Path) -> None:
    """The variables are ones that a style sheet takes, also those of a user."""
    body = '[variables]\nborder = "#ff0000 50%"\nlink-style = "bold not underline"\ntext-muted = "auto 80%"'
    theme_file(tmp_path, f'name = "own"\nprimary = "rgb(1,2,3)"\n{body}')

    class Painting(App[None]):
        CSS_PATH = [STYLES]

        def compose(self) -> ComposeResult:
            yield Static(text("mờ", "$text-muted"))

    app = Painting()
    async with app.run_test(size=(80, 24)) as pilot:
        themes, problems = load_themes(SHIPPED, tmp_path)
        assert problems == []
        for named in themes:
            app.register_theme(named.theme)
            app.theme = named.theme.name
            await pilot.pause()
            assert app.screen.styles.background.hex == app.theme_variables["background"].upper()
