"""The program itself and its screens: home, console, desk, demo."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Literal

import click

from meeting_tui import __version__, places
from meeting_tui.cli.program import (
    FOLDER,
    Group,
    fail,
    has_terminal,
    language_option,
    on_a_terminal,
    saying,
    who_writes,
)
from meeting_tui.language import _

Role = Literal["console", "desk"]


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=_(
        "Runs the day of a public dialogue and writes its papers. Without a command: the meetings found here."
    ),
    params=[language_option()],
)
@click.option("--sessions", type=click.Path(path_type=Path), help=_("The folder that holds the meetings."))
@click.version_option(__version__, prog_name="meeting-tui")
@click.pass_context
def main(ctx: click.Context, sessions: Path | None) -> None:
    if ctx.invoked_subcommand is None:
        _home(places.sessions_folder(sessions, os.environ.get("MEETING_TUI_SESSIONS"), Path.cwd()))


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
        fail(_("There is no reference plan “{name}”. Known: {known}.").format(name=name, known=known), code=2)
    with saying():
        folder = prepare_demo(plan, seed=seed, people=people)
    _run_role(folder, "console", first_steps=True)
    click.echo(
        _("The demo stays in {folder} until the system clears its temporary files.").format(folder=folder)
    )


def _run_role(folder: Path, role: Role, *, first_steps: bool = False) -> None:
    with on_a_terminal(_("This needs a terminal. For scripts: checkin, import, history, export, check.")):
        from meeting_tui.tui.run import run_role

        with saying(folder):
            message = run_role(folder, who_writes(_writer(role)), role, first_steps=first_steps)
    if message:
        fail(message)


def _home(sessions: Path) -> None:
    """The meetings found, to open one; a plain list where there is no terminal."""
    from meeting_tui.store.guides import format_profiles

    found = places.meetings_in(sessions)
    with saying():
        format_profiles()  # a guide with a fault is said before a screen stands over it
    if has_terminal():
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


def _writer(role: Role) -> str:
    """Several desks may be open, and each undoes its own acts only: they are numbered by chance."""
    return role if role == "console" else f"{role}-{random.randrange(100, 1000)}"
