"""The command line: the composition root. Commands open what is needed, pass it on, and say how it went.

Exit codes: 0 done, 1 refused or problems found (said in words), 2 wrong usage.
"""

from __future__ import annotations

import gc
import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from meeting_tui import __version__, language, places
from meeting_tui.language import _, n_

# click writes some of its texts while the commands below are declared, and screens name their keys while
# their class is read: so the language is known before either.
language.use(language.asked(sys.argv[1:]))


Role = Literal["console", "desk"]


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
    _run_role(folder, "console")


@main.command(
    help=_(
        "Open the desk at the door on a meeting's folder: scans, names, walk-ins. Several desks and the console "
        "may be open at the same time."
    )
)
@FOLDER
def desk(folder: Path) -> None:
    _run_role(folder, "desk")


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
    _run_role(folder, "console", first_steps=True)
    click.echo(
        _("The demo stays in {folder} until the system clears its temporary files.").format(folder=folder)
    )


# -- the doors -------------------------------------------------------------------------------------------


@main.command(
    help=_(
        "Check people in by their codes, as arguments or on standard input (-), one a line. Each result is written "
        "once it is safe on the disk. Exit code 1 if a code let nobody in; coming twice is no fault."
    )
)
@FOLDER
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@JSON
def checkin(folder: Path, codes: tuple[str, ...], as_json: bool) -> None:
    from msgspec.structs import replace

    from meeting_tui import sentences
    from meeting_tui.checking_in import lines_of, take_scan
    from meeting_tui.intake.scan import shown

    refused = 0
    with _opened(folder, who=_who("checkin")) as opened:
        for code in (
            one
            for given in codes or ("-",)
            for one in ((given,) if given != "-" else lines_of(sys.stdin.buffer))
        ):
            came = take_scan(opened, code)
            refused += came.outcome not in ("in", "already_in")
            told = came.code or shown(code)
            if as_json:
                _json(replace(came, code=told))
            else:
                click.echo(
                    f"{told or '?':15}  {came.outcome:13}  {came.name}  {sentences.arrival(came)}".rstrip()
                )
            sys.stdout.flush()
    sys.exit(1 if refused else 0)


def _column(
    _ctx: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> list[tuple[str, str]]:
    pairs = [text.partition("=") for text in given]
    if wrong := [text for text, (field, _equals, letter) in zip(given, pairs, strict=True) if not letter]:
        raise click.BadParameter(
            _("write FIELD=LETTER, for example name=B, not “{text}”").format(text=wrong[0])
        )
    return [(field.strip(), letter.strip()) for field, _equals, letter in pairs]


@main.command(
    "import",
    help=_(
        "Take people or slips in from a spreadsheet: shows the columns, ten rows and every doubt, then asks. Rows with "
        "an error come back as a workbook with a column “Lỗi”, to be corrected and imported again. Exit code 1 if "
        "there are any."
    ),
)
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help=_("Import without asking."))
@click.option("--no-updates", is_flag=True, help=_("Leave people who are on the list as they are."))
@click.option("--sheet", metavar="NAME", help=_("Only this sheet of the workbook."))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=LETTER",
    callback=_column,
    help=_("What a column holds, where it was not found: name=B. May be given several times."),
)
@click.option(
    "--header",
    type=click.IntRange(0),
    metavar="ROW",
    help=_("The row of the headings, where it was not found; 0: none."),
)
@JSON
def import_(
    folder: Path,
    file: Path,
    yes: bool,
    no_updates: bool,
    sheet: str | None,
    columns: list[tuple[str, str]],
    header: int | None,
    as_json: bool,
) -> None:
    from meeting_tui import import_sentences as said
    from meeting_tui import importing
    from meeting_tui.intake.sheets import Fault

    with _opened(folder, who=_who("import")) as opened:
        found = importing.read_file(file, year=opened.conference_date.year, orgs=importing.orgs_of(opened))
        if isinstance(found, importing.ReadFile) and (sheet or columns or header is not None):
            mapping = importing.chosen(found, sheet=sheet, columns=columns, header=header)
            found = mapping if isinstance(mapping, Fault) else importing.understood(found, mapping)
        if isinstance(found, Fault):
            _fail(said.fault(found))
        if found.fault is not None:
            _fail(said.fault(found.fault))
        shown = importing.compare_with(opened, found)
        if no_updates:
            shown = shown.without_updates()
        if not as_json:
            for line in said.preview(shown):
                click.echo(line)
        if not yes and not _agreed(_("Import these rows?")):
            _fail(_("Nothing was imported."))
        done = importing.run(opened, shown, with_updates=not no_updates)
        if as_json:
            for told in importing.as_objects(shown, done):
                _json(told)
        else:
            for line in said.imported(done):
                click.echo(line)
    sys.exit(1 if done.errors or done.doubtful or done.left_out else 0)


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


PAPERS = ("minutes", "attendance", "slips", "invitations", "blank_slips", "mail_merge", "scanner_test")
FORMATS = ("docx", "pdf", "md", "json", "xlsx")


@main.command(
    help=_(
        "Write papers of the meeting; before the closing they are marked as drafts. Slips and invitations give a "
        "check-in code to everybody who has none."
    )
)
@FOLDER
@click.argument("paper", nargs=-1, type=click.Choice(PAPERS))
@click.option(
    "--to",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help=_("The format; may be given several times. Default: the usual one of each paper."),
)
@click.option("--village", help=_("Slips and invitations of this village only."))
@click.option(
    "--count", type=click.IntRange(1, 5000), default=50, show_default=True, help=_("How many blank slips.")
)
@OUT
def export(
    folder: Path,
    paper: tuple[str, ...],
    formats: tuple[str, ...],
    village: str | None,
    count: int,
    out: Path | None,
) -> None:
    from meeting_tui.checking_in import give_codes
    from meeting_tui.export import papers
    from meeting_tui.store.folder import EXPORTS

    names = paper or ("minutes",)
    with _opened(folder, read_only=not papers.WITH_CODES & set(names)) as opened:
        if not opened.store.read_only and (given := give_codes(opened)):
            click.echo(n_("{n} code given out.", "{n} codes given out.", given).format(n=given), err=True)
        only = _people_of(opened.meeting, village) if village else None
        wish = papers.Wish(only=only, count=count)
        try:
            for path in papers.export(
                opened.meeting, opened.now(), names, formats, out or folder / EXPORTS, wish
            ):
                click.echo(str(path))
        except papers.Unsupported as unknown:
            known = ", ".join(papers.formats_of(unknown.paper))
            _fail(
                _("The paper {paper} is not made as {to}; it can be: {formats}.").format(
                    paper=unknown.paper, to=unknown.to, formats=known
                ),
                code=2,
            )


def _people_of(meeting: Any, village: str) -> set[str]:
    """Keys of the people of a village, as it is written or without accents."""
    from meeting_tui.domain.text import fold

    found = {key for key, person in meeting.people.items() if fold(person.village) == fold(village)}
    if not found:
        _fail(_("Nobody on the list is from “{village}”.").format(village=village))
    return found


@main.command(
    help=_(
        "Remove personal data that has served its purpose, 90 days after the last matter of a closed meeting ended. "
        "Questions, answers, tasks and all figures stay. It cannot be brought back."
    )
)
@FOLDER
@click.option("--yes", is_flag=True, help=_("Do it without asking."))
@click.option("--dry-run", is_flag=True, help=_("Only say what would be removed."))
@click.option("--even-now", is_flag=True, help=_("Do not wait for the 90 days; needs --reason."))
@click.option("--reason", default="", metavar="TEXT", help=_("Why now; it is kept in the history."))
@JSON
def redact(folder: Path, yes: bool, dry_run: bool, even_now: bool, reason: str, as_json: bool) -> None:
    from meeting_tui import redacting

    def tell(removal: redacting.Removal) -> None:
        if as_json:
            _json(removal)
            return
        for sentence in redacting.sentences(removal):
            click.echo(sentence)

    with _said(folder):
        if dry_run or not yes:
            tell(redacting.plan_redaction(folder, even_now=even_now, reason=reason))
        if dry_run:
            return
        if not yes and not _agreed(_("Remove this for good?")):
            _fail(_("Nothing was removed."))
        done = redacting.redact(folder, _who(), reason=reason, even_now=even_now)
        tell(done)
    sys.exit(1 if done.stuck else 0)


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


def _agreed(question: str) -> bool:
    """Ask on the terminal; without one, nobody agrees."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(_("Nobody can be asked here: add --yes."), err=True)
        return False
    return click.confirm(question)


def _placed(folder: Path | None, facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of an error, with the place that it is about."""
    place = {"path": str(folder), "folder": str(folder)} if folder else {}
    return {**place, **facts}


@contextmanager
def _opened(folder: Path, *, read_only: bool = False, who: str = "") -> Iterator[Any]:
    """The meeting; of a damaged journal what can be read of it, and exit code 1 in the end."""
    from meeting_tui import sentences
    from meeting_tui.store.folder import MeetingFolder

    with _said(folder), MeetingFolder.open(folder, who or _who(), read_only=read_only) as opened:
        fault = opened.store.broken or opened.store.damage
        if fault is not None:
            click.echo(sentences.store_error(fault.code, _placed(folder, fault.facts)), err=True)
        yield opened
    if fault is not None:
        sys.exit(1)


def _run_role(folder: Path, role: Role, *, first_steps: bool = False) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _fail(_("This needs a terminal. For scripts: checkin, import, history, export, check."))
    gc.disable()  # starting makes what stays all day: looking for garbage in it costs a tenth of the start
    try:
        from meeting_tui.tui.run import run_role

        with _said(folder):
            message = run_role(folder, _who(_writer(role)), role, first_steps=first_steps)
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
            _run_role(chosen, "console")
        return
    if not found:
        click.echo(
            _("No meeting in {folder}. Make one: meeting-tui new FOLDER --from PLAN").format(folder=sessions)
        )
    for path in found:
        click.echo(str(path))


def _who(usual: str = "console") -> str:
    """The writer's name in the journal: the desk, not a person's account."""
    return _desk() or usual


def _writer(role: Role) -> str:
    """Several desks may be open, and each undoes its own acts only: they are numbered by chance."""
    return role if role == "console" else f"{role}-{random.randrange(100, 1000)}"


def _desk() -> str:
    """The name that this desk was given; empty if none."""
    from meeting_tui.domain.id_numbers import without_id_numbers
    from meeting_tui.domain.text import clean_line

    return without_id_numbers(clean_line(os.environ.get("MEETING_TUI_DESK", "")))


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
