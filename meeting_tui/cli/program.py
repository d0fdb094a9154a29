"""The program itself, what its commands share, and how they say no.

Exit codes: 0 done, 1 refused or problems found (said in words), 2 wrong usage.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from meeting_tui import language
from meeting_tui.language import _

# click writes some of its texts while the commands are declared, and screens name their keys while their class is
# read: so the language is known before either.
language.use(language.asked(sys.argv[1:]))


class Command(click.Command):
    """Every command takes --lang, wherever it stands on the line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(language_option())


class Group(click.Group):
    """The program itself."""

    command_class = Command


def language_option() -> click.Option:
    """Read before click reads it, see above: here it is only known."""
    return click.Option(
        ["--lang"],
        type=click.Choice(language.LANGUAGES),
        expose_value=False,
        help=_("Language of the interface: vi (default) or en."),
    )


def _folder_of(_ctx: click.Context, _parameter: click.Parameter, path: Path) -> Path:
    """A plan's file stands for the folder that it is in."""
    return path.parent if path.name == "plan.toml" and path.is_file() else path


FOLDER = click.argument("folder", type=click.Path(path_type=Path), callback=_folder_of)
JSON = click.option("--json", "as_json", is_flag=True, help=_("One JSON object a line, for scripts."))
DATE = click.option(
    "--date", "day", metavar="DATE", help=_("The day of the meeting: 26/07/2024 or 2024-07-26.")
)
OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=_("The folder to write into; made if missing."),
)


@contextmanager
def saying(folder: Path | None = None) -> Iterator[None]:
    """What is refused becomes a sentence and exit code 1; a bug stays a bug. `folder`: what it is about."""
    from meeting_tui import sentences
    from meeting_tui.domain.papers.profile import BadProfile
    from meeting_tui.domain.tx import Refused
    from meeting_tui.store.errors import StoreError
    from meeting_tui.store.folder import PlanInvalid

    try:
        yield
    except Refused as refused:
        fail(sentences.refusal(refused))
    except PlanInvalid as invalid:
        for fault in invalid.problems:
            say_problem(fault)
        fail(_("{path}: put these right first.").format(path=invalid.path))
    except BadProfile as bad:
        fail(_("{fault}. Put the guide's file right.").format(fault=bad))
    except StoreError as error:
        fail(sentences.store_error(error.code, _placed(folder, error.facts)))
    except OSError as error:
        fail(_("{path}: {reason}.").format(path=error.filename or "", reason=sentences.os_error(error)))


@contextmanager
def on_a_terminal(otherwise: str) -> Iterator[None]:
    """For a program of screens; without a terminal, what to do instead.

    Starting makes what stays all day: looking for garbage in it costs a tenth of the start.
    """
    if not has_terminal():
        fail(otherwise)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class ProgressLine:
    """Which paper is being made, on one line of the terminal, which goes when it is done; nothing in a script."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def __call__(self, paper: str, done: int, of: int) -> None:
        from meeting_tui import sentences

        self._write(sentences.making(paper, done, of))

    def clear(self) -> None:
        self._write("")

    def _write(self, words: str) -> None:
        if self._shown:
            click.echo(f"\r{words}\x1b[K", nl=False, err=True)


def has_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(question: str) -> bool:
    """Ask on the terminal; without one, nobody agrees."""
    if not has_terminal():
        click.echo(_("Nobody can be asked here: add --yes."), err=True)
        return False
    return click.confirm(question)


def _placed(folder: Path | None, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of an error, with the place that it is about."""
    place = {"path": str(folder), "folder": str(folder)} if folder else {}
    return {**place, **facts}


@contextmanager
def opening(folder: Path, *, read_only: bool = False, who: str = "") -> Iterator[Any]:
    """The meeting; of a damaged journal what can be read of it, and exit code 1 in the end."""
    from meeting_tui import sentences
    from meeting_tui.store.folder import MeetingFolder

    with saying(folder), MeetingFolder.open(folder, who or who_writes(), read_only=read_only) as opened:
        fault = opened.store.broken or opened.store.damage
        if fault is not None:
            click.echo(sentences.store_error(fault.code, _placed(folder, fault.facts)), err=True)
        yield opened
    if fault is not None:
        sys.exit(1)


def who_writes(usual: str = "console") -> str:
    """The writer's name in the journal: the desk, not a person's account."""
    return desk_name() or usual


def desk_name() -> str:
    """The name that this desk was given; empty if none."""
    from meeting_tui.domain.id_numbers import without_id_numbers
    from meeting_tui.domain.text import clean_line

    return without_id_numbers(clean_line(os.environ.get("MEETING_TUI_DESK", "")))


def date_given(text: str | None) -> date | None:
    if text is None:
        return None
    from meeting_tui.domain.dates import parse_date

    try:
        return date.fromisoformat(text)
    except ValueError:
        found = parse_date(text, date.today())
    if found is None:
        fail(_("“{text}” is no date. Write 26/07/2024 or 2024-07-26.").format(text=text), code=2)
    return found


def say_problem(fault: Any) -> None:
    from meeting_tui import sentences

    mark = _("error") if fault.level == "error" else _("warning")
    click.echo(f"{mark}: {sentences.problem(fault)}", err=True)


def say_json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
    sys.stdout.flush()


def fail(sentence: str, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
