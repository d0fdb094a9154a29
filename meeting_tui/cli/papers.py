"""Papers, and a whole day that writes them by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from meeting_tui.cli.program import (
    DATE,
    FOLDER,
    JSON,
    OUT,
    ProgressLine,
    date_given,
    fail,
    opening,
    say_json,
    saying,
)
from meeting_tui.cli.screens import main
from meeting_tui.domain.papers.catalogue import FORMATS, PAPERS
from meeting_tui.language import _, n_


@main.command(
    help=_(
        "Write papers of the meeting; before the closing they are marked as drafts. Slips and invitations give a "
        "check-in code to everybody who has none."
    )
)
@FOLDER
@click.argument("paper", nargs=-1, type=click.Choice(tuple(PAPERS)))
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
@click.option(
    "--by",
    type=click.Choice(("village", "delegation")),
    help=_("How the attendance list is parted. Default: as the minutes count."),
)
@OUT
def export(
    folder: Path,
    paper: tuple[str, ...],
    formats: tuple[str, ...],
    village: str | None,
    count: int,
    by: Any,
    out: Path | None,
) -> None:
    from meeting_tui.checking_in import give_codes
    from meeting_tui.export import papers
    from meeting_tui.exporting import Source, order_of
    from meeting_tui.store.folder import EXPORTS

    names = paper or ("minutes",)
    with opening(folder, read_only=not any(PAPERS[name].with_codes for name in names)) as opened:
        if not opened.store.read_only and (given := give_codes(opened)):
            click.echo(n_("{n} code given out.", "{n} codes given out.", given).format(n=given), err=True)
        only = _people_of(opened.meeting, village) if village else None
        source, progress, some = Source.of(opened), ProgressLine(), False
        order = order_of(source, names, only=only, count=count, by=by or "", progress=progress)
        try:
            for name, to in papers.wanted(names, formats):
                for one in papers.write(
                    name, to, source.meeting, source.now, out or folder / EXPORTS, order.wish
                ):
                    progress.clear()
                    _say_written(one)
                    some = True
        except papers.Unsupported as unknown:
            known = ", ".join(papers.formats_of(unknown.paper))
            fail(
                _("The paper {paper} is not made as {to}; it can be: {formats}.").format(
                    paper=unknown.paper, to=unknown.to, formats=known
                ),
                code=2,
            )
        finally:
            progress.clear()
            for words in (*order.told, *order.later):
                click.echo(words, err=True)
        if not some:
            click.echo(_("Nothing was written: no unit owes anything."), err=True)


def _say_written(one: Any) -> None:
    """A file on a line of its own, as soon as it is there; what is odd about it goes to the error output."""
    from meeting_tui.exporting import odd

    click.echo(str(one.path))
    for words in odd(one):
        click.echo(words, err=True)


def _people_of(meeting: Any, village: str) -> set[str]:
    """Keys of the people of a village, as it is written or without accents."""
    from meeting_tui.domain.text import fold

    found = {key for key, person in meeting.people.items() if fold(person.village) == fold(village)}
    if not found:
        fail(_("Nobody on the list is from “{village}”.").format(village=village))
    return found


@main.command(help=_("Play a whole day with invented people and a fast clock; no terminal needed."))
@FOLDER
@click.option("--seed", type=int, default=1, show_default=True, help=_("The same seed gives the same day."))
@click.option(
    "--mode",
    type=click.Choice(["batch", "interleaved"]),
    help=_("Answers after all speeches, or after each."),
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    help=_("So many times as fast as a real day, to be watched with chair and hall. Default: at once."),
)
@DATE
@OUT
@JSON
def rehearse(
    folder: Path,
    seed: int,
    mode: Any,
    speed: float | None,
    day: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    from meeting_tui.rehearsal.command import Stopped, rehearse_into

    target = out or Path(f"{folder.resolve().name}-rehearsal-{seed}")

    def begun() -> None:
        if speed is not None:
            click.echo(
                _("Played in {folder}. To watch it, in another terminal: meeting-tui chair {folder}").format(
                    folder=target.resolve()
                ),
                err=True,
            )

    def progress(title: str, place: int, steps: int) -> None:
        click.echo(f"[{place}/{steps}] {title}", err=True)

    with saying():
        try:
            result = rehearse_into(
                folder,
                target,
                seed=seed,
                mode=mode,
                day=date_given(day),
                speed=speed,
                begun=begun,
                progress=progress,
            )
        except Stopped as stopped:
            fail(_("Stopped. What was played until then stays in {folder}.").format(folder=stopped.folder))
    if as_json:
        say_json(result)
        return
    _say_rehearsed(result)


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
