"""The doors: check-in for scripts, lists in, personal data away."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from meeting_tui.cli.program import FOLDER, JSON, agreed, fail, opening, say_json, saying, who_writes
from meeting_tui.cli.screens import main
from meeting_tui.language import _


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
    with opening(folder, who=who_writes("checkin")) as opened:
        for code in (
            one
            for given in codes or ("-",)
            for one in ((given,) if given != "-" else lines_of(sys.stdin.buffer))
        ):
            came = take_scan(opened, code)
            refused += came.outcome not in ("in", "already_in")
            told = came.code or shown(code)
            if as_json:
                say_json(replace(came, code=told))
            else:
                words = " · ".join(filter(None, (sentences.arrival(came), sentences.arrival_advice(came))))
                click.echo(f"{told or '?':15}  {came.outcome:13}  {came.name}  {words}".rstrip())
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
    from meeting_tui import importing
    from meeting_tui.importing import words
    from meeting_tui.intake.sheets import Fault

    with opening(folder, who=who_writes("import")) as opened:
        found = importing.read_file(file, year=opened.conference_date.year, orgs=importing.orgs_of(opened))
        if isinstance(found, importing.ReadFile) and (sheet or columns or header is not None):
            mapping = importing.chosen(found, sheet=sheet, columns=columns, header=header)
            found = mapping if isinstance(mapping, Fault) else importing.understood(found, mapping)
        if isinstance(found, Fault):
            fail(words.fault(found))
        if found.fault is not None:
            fail(words.fault(found.fault))
        shown = importing.compare_with(opened, found)
        if no_updates:
            shown = shown.without_updates()
        if not as_json:
            for line in words.preview(shown):
                click.echo(line)
        if not yes and not agreed(_("Import these rows?")):
            fail(_("Nothing was imported."))
        done = importing.run(opened, shown, with_updates=not no_updates)
        if as_json:
            for told in importing.as_objects(shown, done):
                say_json(told)
        else:
            for line in words.imported(done):
                click.echo(line)
    sys.exit(1 if done.errors or done.doubtful or done.left_out else 0)


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
            say_json(removal)
            return
        for sentence in redacting.sentences(removal):
            click.echo(sentence)

    with saying(folder):
        if dry_run or not yes:
            tell(redacting.plan_redaction(folder, even_now=even_now, reason=reason))
        if dry_run:
            return
        if not yes and not agreed(_("Remove this for good?")):
            fail(_("Nothing was removed."))
        done = redacting.redact(folder, who_writes(), reason=reason, even_now=even_now)
        tell(done)
    sys.exit(1 if done.stuck else 0)
