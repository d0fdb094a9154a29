"""The file of the conference: one archive to hand in."""

from __future__ import annotations

from pathlib import Path

import click

from meeting_tui.cli.program import FOLDER, opening
from meeting_tui.cli.screens import main
from meeting_tui.language import _


@main.command(
    help=_(
        "Pack the file of the conference: plan, journal, papers and a list with checksums, in one ZIP archive that "
        "opens anywhere. `check FILE.zip` says later whether it is still whole."
    )
)
@FOLDER
@click.option("--out", type=click.Path(path_type=Path), help=_("The archive to write."))
def dossier(folder: Path, out: Path | None) -> None:
    from meeting_tui.export.files import write_atomically
    from meeting_tui.filing import dossier_of
    from meeting_tui.store.folder import EXPORTS
    from meeting_tui.templating import office_of

    with opening(folder, read_only=True) as opened:
        target = out or folder / EXPORTS / f"ho-so-{folder.resolve().name}.zip"
        office = office_of(folder, opened.meeting, opened.now())
        for words in office.words:
            click.echo(words, err=True)
        click.echo(str(write_atomically(target, dossier_of(opened, office))))
