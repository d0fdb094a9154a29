"""Folders: make one, judge one, save one; and what happened in it."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from meeting_tui import places
from meeting_tui.cli.program import (
    DATE,
    FOLDER,
    JSON,
    date_given,
    desk_name,
    fail,
    opening,
    say_json,
    say_problem,
    saying,
)
from meeting_tui.cli.screens import main
from meeting_tui.language import _


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
    with saying():
        notices = create(folder, source, event, date_given(day))
    for notice in notices:
        say_problem(notice)
    click.echo(_("Made {folder}. Open it with: meeting-tui run {folder}").format(folder=folder))


@main.command(
    help=_(
        "Every problem of a plan and its journal, or of a dossier's ZIP archive, each with its place. Exit code 1 if "
        "there is any."
    )
)
@FOLDER
@click.option(
    "--paper",
    metavar="FILE",
    help=_(
        "Whether this paper was made from the folder's journal: a file, or 12 or more of the digits printed on it."
    ),
)
@JSON
def check(folder: Path, paper: str | None, as_json: bool) -> None:
    from meeting_tui import sentences
    from meeting_tui.checking import check_folder
    from meeting_tui.filing import BadDigits, check_dossier, check_paper, is_archive

    if paper is not None:
        with saying(folder):
            try:
                checked = check_paper(folder, paper)
            except BadDigits:
                fail(sentences.no_digits(paper), code=2)
        if as_json:
            say_json(checked)
        else:
            click.echo(checked.text)
        sys.exit(0 if checked.same else 1)
    faults = 0
    with saying():
        packed = is_archive(folder)
        for finding in (check_dossier if packed else check_folder)(folder):
            faults += finding.level == "error"
            if as_json:
                say_json(finding)
            else:
                mark = _("error") if finding.level == "error" else _("warning")
                click.echo(f"{mark}: {finding.text}")
    if not as_json and not faults and packed:
        click.echo(sentences.archive_whole(str(folder)))
    elif not as_json and not faults:
        click.echo(_("{folder}: no problem stops this meeting.").format(folder=folder))
    sys.exit(1 if faults else 0)


@main.command(help=_("Save a damaged journal: everything that is whole goes into a new folder."))
@FOLDER
@click.argument("target", type=click.Path(path_type=Path))
def repair(folder: Path, target: Path) -> None:
    from meeting_tui.checking import repair_folder

    with saying():
        for sentence in repair_folder(folder, target):
            click.echo(sentence)


@main.command(help=_("Who did what when."))
@FOLDER
@JSON
def history(folder: Path, as_json: bool) -> None:
    from meeting_tui import sentences

    with opening(folder, read_only=True) as opened:
        commits = list(opened.store.history())
        by_number = {commit.n: commit for commit in commits}
        for commit in commits:
            if as_json:
                say_json(commit)
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

    whose = by or desk_name() or ANY
    with opening(folder, read_only=not (folder / JOURNAL).exists()) as opened:
        target = opened.store.undoable(whose)
        if target is None:
            raise NothingToUndo("nothing_done" if whose == ANY else "nothing_done_by", by=whose)
        words = sentences.commit(target, opened.meeting)
        opened.undo(target.n)
        click.echo(_("Undone: {what} ({writer})").format(what=words, writer=sentences.writer(target.by)))
