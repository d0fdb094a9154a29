"""The command line: the composition root. Commands open what is needed, pass it on, and say how it went.

Exit codes: 0 done, 1 refused or problems found (said in words), 2 wrong usage.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from meeting_tui import __version__, language, places
from meeting_tui.language import _

# click writes some of its texts while the commands below are declared, and screens name their keys while
# their class is read: so the language is known before either.
language.use(language.asked(sys.argv[1:]))


class Command(click.Command):
    """Every command takes --lang, wherever it stands on the line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(_language_option())


class Group(click.Group):
    """The program itself."""

    command_class = Command


def _language_option() -> click.Option:
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


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=_(
        "Runs the day of a public dialogue and writes its papers. Without a command: the meetings found here."
    ),
    params=[_language_option()],
)
@click.option("--sessions", type=click.Path(path_type=Path), help=_("The folder that holds the meetings."))
@click.version_option(__version__, prog_name="meeting-tui")
@click.pass_context
def main(ctx: click.Context, sessions: Path | None) -> None:
    if ctx.invoked_subcommand is None:
        _home(places.sessions_folder(sessions, os.environ.get("MEETING_TUI_SESSIONS"), Path.cwd()))


# -- the console -----------------------------------------------------------------------------------------


@main.command(
    help=_(
        "Open the console on a meeting's folder. Where a second console is on the same meeting, give it a name "
        "in MEETING_TUI_DESK: then each undoes its own acts."
    )
)
@FOLDER
def run(folder: Path) -> None:
    _run_console(folder)


@main.command(help=_("Try it: a reference meeting with invented people, in a temporary folder."))
@click.option("--plan", "name", default="kon-plong-2024", help=_("Which reference plan."))
@click.option("--people", type=click.IntRange(1, 20000), help=_("How many people to invent."))
@click.option("--seed", type=int, default=1, help=_("The same seed gives the same people."))
def demo(name: str, people: int | None, seed: int) -> None:
    from meeting_tui.rehearsal.demo import prepare_demo

    plan = places.reference_plan(name)
    if plan is None:
        known = ", ".join(path.name for path in places.meetings_in(places.shipped("sessions")))
        _fail(
            _("There is no reference plan “{name}”. Known: {known}.").format(name=name, known=known), code=2
        )
    with _said():
        folder = prepare_demo(plan, seed=seed, people=people)
    _run_console(folder, first_steps=True)
    click.echo(
        _("The demo stays in {folder} until the system clears its temporary files.").format(folder=folder)
    )


# -- plans and folders -----------------------------------------------------------------------------------


@main.command(help=_("Make a meeting's folder from a plan."))
@FOLDER
@click.option(
    "--from",
    "plan",
    required=True,
    type=click.Path(path_type=Path),
    help=_("A plan.toml, a folder with one, or the name of a reference plan."),
)
@click.option("--event", type=int, help=_("Which event, where the plan has several (from 1)."))
@DATE
def new(folder: Path, plan: Path, event: int | None, day: str | None) -> None:
    from meeting_tui.store.new_folder import create

    source = plan if plan.exists() else places.reference_plan(str(plan)) or plan
    with _said():
        notices = create(folder, source, event, _date(day))
    for notice in notices:
        _say_problem(notice)
    click.echo(_("Made {folder}. Open it with: meeting-tui run {folder}").format(folder=folder))


@main.command(
    help=_("Every problem of a plan and its journal, each with its place. Exit code 1 if there is any.")
)
@FOLDER
@JSON
def check(folder: Path, as_json: bool) -> None:
    from meeting_tui.checking import check_folder

    faults = 0
    with _said():
        for finding in check_folder(folder):
            faults += finding.level == "error"
            if as_json:
                _json(finding)
            else:
                mark = _("error") if finding.level == "error" else _("warning")
                click.echo(f"{mark}: {finding.text}")
    if not as_json and not faults:
        click.echo(_("{folder}: no problem stops this meeting.").format(folder=folder))
    sys.exit(1 if faults else 0)


@main.command(help=_("Save a damaged journal: everything that is whole goes into a new folder."))
@FOLDER
@click.argument("target", type=click.Path(path_type=Path))
def repair(folder: Path, target: Path) -> None:
    from meeting_tui.checking import repair_folder

    with _said():
        for sentence in repair_folder(folder, target):
            click.echo(sentence)


# -- what happened ---------------------------------------------------------------------------------------


@main.command(help=_("Who did what when."))
@FOLDER
@JSON
def history(folder: Path, as_json: bool) -> None:
    from meeting_tui import sentences

    with _opened(folder, read_only=True) as opened:
        commits = list(opened.store.history())
        by_number = {commit.n: commit for commit in commits}
        for commit in commits:
            if as_json:
                _json(commit)
                continue
            undone = sentences.taken_back(commit, by_number)
            words = sentences.commit(commit, opened.meeting, undone)
            at = sentences.clock_time(datetime.fromisoformat(commit.t))
            click.echo(f"{commit.n:5d}  {at}  {sentences.writer(commit.by)}  {words}")


@main.command(
    help=_(
        "Take back the last act that is not undone yet, whoever did it; with --by or MEETING_TUI_DESK, the last "
        "one of that desk."
    )
)
@FOLDER
@click.option("--by", metavar="NAME", help=_("Of this desk only, by its name in the history."))
def undo(folder: Path, by: str | None) -> None:
    from meeting_tui import sentences
    from meeting_tui.store.errors import NothingToUndo
    from meeting_tui.store.file_log import JOURNAL
    from meeting_tui.store.history import ANY

    whose = by or _desk() or ANY
    with _opened(folder, read_only=not (folder / JOURNAL).exists()) as opened:
        target = opened.store.undoable(whose)
        if target is None:
            raise NothingToUndo("nothing_done" if whose == ANY else "nothing_done_by", by=whose)
        words = sentences.commit(target, opened.meeting)
        opened.undo(target.n)
        click.echo(_("Undone: {what} ({writer})").format(what=words, writer=sentences.writer(target.by)))


# -- papers ----------------------------------------------------------------------------------------------


@main.command(help=_("Write papers of the meeting; before the closing they are marked as drafts."))
@FOLDER
@click.argument("paper", nargs=-1, type=click.Choice(["minutes"]))
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "md", "json"]),
    help=_("The format; may be given several times. Default: docx."),
)
@OUT
def export(folder: Path, paper: tuple[str, ...], formats: tuple[str, ...], out: Path | None) -> None:
    from meeting_tui.export import papers
    from meeting_tui.store.folder import EXPORTS

    with _opened(folder, read_only=True) as opened:
        for path in papers.export(
            opened.meeting,
            opened.now(),
            paper or ("minutes",),
            formats or ("docx",),
            out or folder / EXPORTS,
        ):
            click.echo(str(path))


@main.command(help=_("Play a whole day with invented people and a fast clock; no terminal needed."))
@FOLDER
@click.option("--seed", type=int, default=1, show_default=True, help=_("The same seed gives the same day."))
@click.option(
    "--mode",
    type=click.Choice(["batch", "interleaved"]),
    help=_("Answers after all speeches, or after each."),
)
@DATE
@OUT
@JSON
def rehearse(folder: Path, seed: int, mode: Any, day: str | None, out: Path | None, as_json: bool) -> None:
    from meeting_tui.rehearsal.command import rehearse_into

    target = out or Path(f"{folder.resolve().name}-rehearsal-{seed}")

    def progress(title: str, place: int, steps: int) -> None:
        click.echo(f"[{place}/{steps}] {title}", err=True)

    with _said():
        result = rehearse_into(folder, target, seed=seed, mode=mode, day=_date(day), progress=progress)
    if as_json:
        _json(result)
        return
    _say_rehearsed(result)


# -- shared ----------------------------------------------------------------------------------------------


@contextmanager
def _said(folder: Path | None = None) -> Iterator[None]:
    """What is refused becomes a sentence and exit code 1; a bug stays a bug. `folder`: what it is about."""
    from meeting_tui import sentences
    from meeting_tui.domain.tx import Refused
    from meeting_tui.store.errors import StoreError
    from meeting_tui.store.folder import PlanInvalid

    try:
        yield
    except Refused as refused:
        _fail(sentences.refusal(refused))
    except PlanInvalid as invalid:
        for fault in invalid.problems:
            _say_problem(fault)
        _fail(_("{path}: put these right first.").format(path=invalid.path))
    except StoreError as error:
        _fail(sentences.store_error(error.code, _placed(folder, error.facts)))
    except OSError as error:
        _fail(_("{path}: {reason}.").format(path=error.filename or "", reason=sentences.os_error(error)))


def _placed(folder: Path | None, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of an error, with the place that it is about."""
    place = {"path": str(folder), "folder": str(folder)} if folder else {}
    return {**place, **facts}


@contextmanager
def _opened(folder: Path, *, read_only: bool = False) -> Iterator[Any]:
    """The meeting; of a damaged journal what can be read of it, and exit code 1 in the end."""
    from meeting_tui import sentences
    from meeting_tui.store.folder import MeetingFolder

    with _said(folder), MeetingFolder.open(folder, _who(), read_only=read_only) as opened:
        fault = opened.store.broken or opened.store.damage
        if fault is not None:
            click.echo(sentences.store_error(fault.code, _placed(folder, fault.facts)), err=True)
        yield opened
    if fault is not None:
        sys.exit(1)


def _run_console(folder: Path, *, first_steps: bool = False) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _fail(_("The console needs a terminal. For scripts: history, export, rehearse, check."))
    gc.disable()  # starting makes what stays all day: looking for garbage in it costs a tenth of the start
    try:
        from meeting_tui.tui.run import run_console

        with _said(folder):
            message = run_console(folder, _who(), first_steps=first_steps)
    finally:
        gc.enable()
    if message:
        _fail(message)


def _home(sessions: Path) -> None:
    """The meetings found, to open one; a plain list where there is no terminal."""
    found = places.meetings_in(sessions)
    if sys.stdin.isatty() and sys.stdout.isatty():
        from meeting_tui.tui.run import choose_meeting

        chosen = choose_meeting(sessions, places.meetings_in(places.shipped("sessions")))
        if chosen is not None:
            _run_console(chosen)
        return
    if not found:
        click.echo(
            _("No meeting in {folder}. Make one: meeting-tui new FOLDER --from PLAN").format(folder=sessions)
        )
    for path in found:
        click.echo(str(path))


def _who() -> str:
    """The writer's name in the journal: the desk, not a person's account."""
    return _desk() or "console"


def _desk() -> str:
    """The name that this desk was given; empty if none."""
    from meeting_tui.domain.text import clean_line

    return clean_line(os.environ.get("MEETING_TUI_DESK", ""))


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    from meeting_tui.domain.dates import parse_date

    try:
        return date.fromisoformat(text)
    except ValueError:
        found = parse_date(text, date.today())
    if found is None:
        _fail(_("“{text}” is no date. Write 26/07/2024 or 2024-07-26.").format(text=text), code=2)
    return found


def _say_rehearsed(result: Any) -> None:
    """What happened in the rehearsal, in a few lines."""
    from meeting_tui import sentences

    told = result.summary
    if result.assumed_day is not None:
        day = result.assumed_day.strftime("%d/%m/%Y")
        click.echo(_("The plan fixes no date: rehearsed on {day} (--date changes it).").format(day=day))
    start, end = sentences.clock_time(told.started_at), sentences.clock_time(told.ended_at)
    click.echo(_("{start}-{end}, {commits} acts.").format(start=start, end=end, commits=told.commits))
    came = told.present - told.walk_ins
    click.echo(_("{present} of {invited} invited came.").format(present=came, invited=told.invited))
    click.echo(
        _("{speeches} speeches and {written} written slips gave {questions} questions.").format(
            speeches=told.speeches, written=told.written, questions=told.questions
        )
    )
    click.echo(
        _("{answered} were answered at once, {promised} tasks have a unit and a date.").format(
            answered=told.answered, promised=told.promised
        )
    )
    click.echo(_("Folder: {folder}").format(folder=result.folder))
    for paper in result.papers:
        click.echo(paper)


def _say_problem(fault: Any) -> None:
    from meeting_tui import sentences

    mark = _("error") if fault.level == "error" else _("warning")
    click.echo(f"{mark}: {sentences.problem(fault)}", err=True)


def _json(value: Any) -> None:
    import msgspec

    click.echo(msgspec.json.encode(value).decode())
    sys.stdout.flush()


def _fail(sentence: str, code: int = 1) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
