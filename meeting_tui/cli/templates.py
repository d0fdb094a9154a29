"""The office's own Word templates and phrases, put where it can edit them."""

from __future__ import annotations

from pathlib import Path

import click

from meeting_tui.cli.program import FOLDER, opening
from meeting_tui.cli.screens import main
from meeting_tui.language import _


@main.command(
    help=_(
        "Put Word templates for this meeting's papers into its folder templates, for the office to edit, with a page "
        "that explains the tags; and the phrases of the minutes into wording.toml. What is there already stays as it is."
    )
)
@FOLDER
@click.option(
    "--restore",
    is_flag=True,
    help=_("Write the originals again; what was edited stays beside them under another name."),
)
def templates(folder: Path, restore: bool) -> None:
    from meeting_tui.export.templates_made import write_originals
    from meeting_tui.store.guides import profile_of
    from meeting_tui.templating import office_of

    with opening(folder, read_only=True) as opened:
        profile = profile_of(opened.plan)
        written = write_originals(folder, opened.meeting, opened.now(), profile, restore=restore)
        for path in written.made:
            click.echo(str(path))
        for path in written.kept:
            click.echo(_("{file} is there already and was not touched.").format(file=path), err=True)
        for path in written.aside:
            click.echo(_("What was there is now {file}.").format(file=path), err=True)
        for words in office_of(folder, opened.meeting, opened.now()).words:
            click.echo(words, err=True)
