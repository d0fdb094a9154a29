"""The file of the conference: one archive to hand in."""

from __future__ import annotations

from pathlib import Path

import click

from meeting_tui.cli.program import FOLDER, ProgressLine, fail, opening
from meeting_tui.cli.screens import main
from meeting_tui.language import _


@main.command(
    help=_(
        "Pack the file of the conference: plan, journal, papers, what the office has kept and a list with checksums, in "
        "one ZIP archive that opens anywhere. `check FILE.zip` says later whether it is still whole."
    )
)
@FOLDER
@click.option("--out", type=click.Path(path_type=Path), help=_("The archive to write, or the folder for it."))
def dossier(folder: Path, out: Path | None) -> None:
    from meeting_tui import sentences
    from meeting_tui.exporting import Source
    from meeting_tui.filing import NotPacked, pack_dossier, whole_files

    progress = ProgressLine()
    with opening(folder, read_only=True) as opened:
        try:
            packed = pack_dossier(Source.of(opened), whole_files(opened), out, progress)
        except NotPacked as refused:
            fail(sentences.not_packed(refused.code, refused.path))
        finally:
            progress.clear()
        for words in (*packed.templates, *packed.told):
            click.echo(words, err=True)
        click.echo(str(packed.path))
