"""`redact`: take out of a finished meeting what has served its purpose, and say what went.

The rules are in `domain/redaction.py`, the replacing of the journal in `store/rewrite.py`. Here are the folder's
other files, and the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from meeting_tui.domain.commits import Commit
from meeting_tui.domain.id_numbers import without_id_numbers
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.catalogue import stems
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.redaction import REDACT, Kind, Mention, Redacted, redacted, require_redactable
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.tx import Refused
from meeting_tui.export.files import ASIDE
from meeting_tui.language import N_, _
from meeting_tui.store.clock import wall_clock
from meeting_tui.store.errors import LockTimeout
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import DRAFT, EXPORTS, PLAN, MeetingFolder, valid_plan
from meeting_tui.store.lock import FileLock
from meeting_tui.store.proof import KEPT, marks_of
from meeting_tui.store.pulse import PULSE
from meeting_tui.store.rewrite import FRESH, NewBeginning, rewrite
from meeting_tui.store.stamps import instant, stamp, unstamp
from meeting_tui.store.tables import Database

OURS = frozenset({PLAN, JOURNAL, PULSE, "journal.lock", f"{DRAFT}.lock"})
"""Files that make the folder a meeting."""
TEMPLATES = "templates"

_WORKING = re.compile(
    rf"({'|'.join(stems(private=True))})\b.*"  # papers that name everybody on the list, or have telephone numbers
    r"|ho-so-.+\.zip"  # the old journal is in it
    r"|.+_loi(_2)?( \(\d+\))?\.xlsx"  # rows of a list that could not be taken in
    r"|\..+\.part"  # a paper whose writing was cut short
)
_OFFICE = re.compile(
    rf"({'|'.join(stems(private=False))})\b.*"
)  # records of the office: they name those who spoke, or nobody
_TRACES = re.compile(
    rf"(new-)?{re.escape(DRAFT)}|{re.escape(FRESH)}|{re.escape(JOURNAL)}\.torn-.+"  # of the journal and the notes
)


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """What goes, or went. Files are named from the folder."""

    done: bool
    removed: dict[Kind, int]
    files: tuple[str, ...]
    """Files that go: working papers with names in them, and what the program left beside the journal."""
    papers: tuple[str, ...]
    """Papers of the office, which stay."""
    left: tuple[str, ...]
    """Other files, which nobody looked into."""
    stuck: tuple[str, ...] = ()
    """Files that should have gone, and that the system did not let go."""
    mentions: tuple[Mention, ...] = ()


def plan_redaction(
    folder: Path, *, even_now: bool = False, reason: str = "", now: Callable[[], datetime] = wall_clock
) -> Removal:
    """What `redact` would remove; nothing is touched. Raises Refused, StoreError and PlanInvalid."""
    with MeetingFolder.open(folder, REDACT, read_only=True) as opened:
        if (fault := opened.store.broken or opened.store.damage) is not None:
            raise fault
        commits = list(opened.store.history())
        plan = opened.plan
    found = _judge(plan, commits, now(), even_now, reason)[1]
    there = _files(folder)
    if not (found.removed or there.files):
        raise Refused("nothing_to_redact")
    return Removal(done=False, removed=found.removed, mentions=found.mentions, **there._asdict())


def redact(
    folder: Path,
    who: str,
    *,
    reason: str = "",
    even_now: bool = False,
    now: Callable[[], datetime] = wall_clock,
) -> Removal:
    """Remove it. First the journal, in one step; then the files, so that a crash leaves only them for next time.

    Raises what `plan_redaction` raises; Refused also while a console is open: it still has everything in memory.
    OSError when the disk refuses: then nothing was changed.
    """
    plan = valid_plan(folder)
    with _no_console(folder):
        planned = plan_redaction(folder, even_now=even_now, reason=reason, now=now)
        if planned.removed:

            def make(commits: list[Commit]) -> NewBeginning:
                at, found = _judge(plan, commits, now(), even_now, reason)
                marks = marks_of((folder / JOURNAL).read_bytes(), commits)
                return _beginning(commits, found, who, at, without_id_numbers(clean_line(reason)), marks)

            rewrite(folder, plan.meeting_id, make)
        return msgspec.structs.replace(planned, done=True, stuck=_delete(folder, planned.files))


def _judge(
    plan: Plan, commits: Sequence[Commit], now: datetime, even_now: bool, reason: str
) -> tuple[datetime, Redacted]:
    """The moment of the removal, never before the last act, and what it leaves."""
    at = instant(max([now, *(unstamp(commit.t) for commit in commits[-1:])]))
    tables = Database()
    for commit in commits:
        tables.take_in(commit)
    meeting = Meeting.load(plan, tables, len(commits))
    require_redactable(meeting, at.astimezone(plan.zone).date(), even_now=even_now, reason=reason)
    found = redacted(meeting, tables.rows(), commits)
    if any(value in clean_line(reason) for value in found.gone):
        raise Refused("reason_names_somebody")
    return at, found


def _beginning(
    commits: Sequence[Commit],
    found: Redacted,
    who: str,
    at: datetime,
    reason: str,
    marks: dict[str, str],
) -> NewBeginning:
    """One act with everything that is left; of the history only earlier removals stay, and the marks that papers bear."""
    args = {"removed": found.removed, "reason": reason, KEPT: marks}
    act = Commit(n=0, t=stamp(at), by=who, do=REDACT, args=args)
    earlier = [commit for commit in commits if commit.do == REDACT]
    return NewBeginning(acts=(*earlier, act), rows=found.rows, gone=found.gone)


@contextmanager
def _no_console(folder: Path) -> Iterator[None]:
    """A console keeps its draft locked while it is open."""
    lock = FileLock(folder / f"{DRAFT}.lock", limit=0)
    try:
        try:
            lock.__enter__()
        except LockTimeout:
            raise Refused("console_open") from None
        yield
    finally:
        lock.close()


# -- files -----------------------------------------------------------------------------------------------


class _Files(NamedTuple):
    """Files of the folder, by what becomes of them."""

    files: tuple[str, ...]
    papers: tuple[str, ...]
    left: tuple[str, ...]


def _files(folder: Path) -> _Files:
    """All that is in the folder besides the meeting itself, and the office's own templates."""
    goes: list[str] = []
    papers: list[str] = []
    left: list[str] = []
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_dir() or place.parts[0] == TEMPLATES or str(place) in OURS:
            continue
        if _WORKING.fullmatch(path.name) or (path.parent == folder and _TRACES.fullmatch(path.name)):
            goes.append(place.as_posix())
        elif path.parent == folder / EXPORTS and _OFFICE.fullmatch(path.name):
            papers.append(place.as_posix())
        else:
            left.append(place.as_posix())
    return _Files(tuple(goes), tuple(papers), tuple(left))


def _delete(folder: Path, files: Sequence[str]) -> tuple[str, ...]:
    """Returns those that could not be deleted."""
    stuck: list[str] = []
    for name in files:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError:
            stuck.append(name)
    return tuple(stuck)


# -- words -----------------------------------------------------------------------------------------------

KINDS: dict[Kind, str] = {
    "acts": N_("lines of the history (who did what when): {count}"),
    "names": N_("names of people who neither spoke nor handed in a slip: {count}"),
    "initials": N_("full names of people who asked not to be named (initials stay): {count}"),
    "phones": N_("phone numbers: {count}"),
    "birth_years": N_("years of birth: {count}"),
    "households": N_("names of households: {count}"),
    "codes": N_("check-in codes: {count}"),
    "times": N_("times of coming and leaving: {count}"),
    "reasons": N_("reasons for absence or for another order: {count}"),
    "slips": N_("texts of slips (questions taken from them stay): {count}"),
    "scans": N_("scans that let nobody in: {count}"),
}
PLACES: dict[tuple[str, str], str] = {
    ("questions", "text"): N_("question {number}"),
    ("questions", "answer"): N_("answer to question {number}"),
    ("promises", "content"): N_("a task"),
    ("notes", "text"): N_("a note"),
    ("steps", "text"): N_("the text of a step"),
    ("day", "conclusion"): N_("the conclusion"),
    ("day", "read_back"): N_("what the hall added to the minutes"),
    ("day", "message"): N_("the last message in the hall"),
}


def sentences(removal: Removal) -> Iterator[str]:
    """What goes, or went, a line each; then what somebody should still look at."""
    if removal.done:
        yield _("Removed from this meeting:")
    else:
        yield _("This would be removed, and cannot be brought back:")
    for kind, words in KINDS.items():
        if count := removal.removed.get(kind):
            yield "- " + _(words).format(count=count)
    gone = [file for file in removal.files if file not in removal.stuck]
    yield from ("- " + _("the file {file}").format(file=clean_line(file)) for file in gone)
    yield _("What the papers say stays: questions, answers, tasks, who spoke, and all figures.")
    if removal.papers:
        yield _("Papers of the office stay: {files}.").format(files=_listed(removal.papers))
    if earlier := _earlier(removal.papers):
        yield _(
            "Of these, earlier copies and versions may name people who asked later not to be named: {files}."
        ).format(files=_listed(earlier))
    if removal.mentions:
        places = ", ".join(dict.fromkeys(map(_place, removal.mentions)))
        yield _(
            "These texts stay, and hold a removed name or a phone number; read them again: {places}."
        ).format(places=places)
    if removal.stuck:
        yield _("Not deleted, perhaps open in another program: {files}. Close them and do it again.").format(
            files=_listed(removal.stuck)
        )
    if removal.left:
        yield _("Not looked into; delete what names people and is not to be kept: {files}.").format(
            files=_listed(removal.left)
        )
    yield _("Copies of the folder (USB sticks, backups, the recycle bin) still hold everything: delete them.")


def _earlier(papers: Sequence[str]) -> list[str]:
    """Copies that were set aside, and minutes that a later version has replaced."""
    replaced = any(re.search(r"/minutes-\d", paper) for paper in papers)
    return [paper for paper in papers if ASIDE in paper or (replaced and re.search(r"/minutes\.\w+$", paper))]


def _place(mention: Mention) -> str:
    return _(PLACES[mention.table, mention.field]).format(number=mention.number)


def _listed(files: Sequence[str]) -> str:
    return ", ".join(map(clean_line, files))
