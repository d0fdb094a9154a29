"""`dossier` and its `check`: the file of the conference, packed from a meeting's folder and judged as an archive."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from meeting_tui import sentences
from meeting_tui.checking import Finding, check_folder
from meeting_tui.domain.commits import Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.catalogue import OFFICE, PAPERS, stems
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.plan import VIETNAM
from meeting_tui.domain.wording import event_title
from meeting_tui.export import papers
from meeting_tui.export.archives import TooLarge
from meeting_tui.export.dossier import pack, unpack
from meeting_tui.export.files import is_same, put
from meeting_tui.export.marks import DamagedPaper, marks_in
from meeting_tui.export.papers import Progress, Written, silent
from meeting_tui.export.templates_names import FOLDER as TEMPLATES
from meeting_tui.exporting import Order, Source, odd, order_of
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder
from meeting_tui.store.lines import read_lines
from meeting_tui.store.proof import SHORTEST, act_before, act_of, approved, mark_at

FORMATS = tuple(f".{to}" for to in OFFICE)
"""What is packed; the others are made to know whether a file in the folder says something else."""
KEPT = "van-ban-luu"
"""The folder of what the office has put, or changed, among its papers."""
_BROUGHT_ALONG = "|".join(name for name, kind in PAPERS.items() if kind.with_codes)
_NOT_KEPT = re.compile(
    rf"[~.].*|(?:{_BROUGHT_ALONG})(?: \([^)]*\))?\.\w+"  # locks and pieces; what people bring along
    rf"|(?:{'|'.join(stems(private=True) + stems(private=False))})\S*-draft(?: \(\d+\))?\.\w+"
)
"""Files among the papers that no archive takes up: what is named exactly as the program names its own."""
_DIGITS = re.compile(rf"[0-9a-fA-F]{{{SHORTEST},64}}")
_LOOKS_TYPED = re.compile(r"[0-9a-fA-FoOlI]+")


class NotPacked(ValueError):
    """Why there is no archive. `code`: `journal_damaged`, `no_archive_there` or `too_much`."""

    def __init__(self, code: str, path: str = "") -> None:
        super().__init__(code, path)
        self.code, self.path = code, path


class Packed(NamedTuple):
    """The archive that was written, and what must be told of it."""

    path: Path
    told: tuple[str, ...]
    """Of this archive, in sentences."""
    templates: tuple[str, ...]
    """Of the office's templates and phrases."""
    in_short: str
    """The same in one; empty where nothing is wrong."""


def whole_files(opened: MeetingFolder) -> dict[str, bytes]:
    """Plan and journal. Raises NotPacked for a journal that is not whole: acts would be missing without a word."""
    if opened.store.damage or opened.store.broken:
        raise NotPacked("journal_damaged", str(opened.path))
    return opened.copy_files()


def pack_dossier(
    source: Source, files: Mapping[str, bytes], out: Path | None = None, progress: Progress = silent
) -> Packed:
    """Write the archive: `out` is its name, or the folder for it. An older one stays under another name.

    Raises NotPacked, and OSError with the file that could not be written.
    """
    name = f"ho-so-{source.folder.resolve().name}.zip"
    target = out or source.folder / EXPORTS / name
    if target.is_dir():
        target /= name
    if target.exists() and not is_archive(target):
        raise NotPacked("no_archive_there", str(target))
    found, told, order = dossier_files(source, files, progress)
    plan, draft = source.meeting.plan, source.meeting.day.closed_at is None
    made = source.now.astimezone(plan.zone).replace(microsecond=0)
    try:
        data = pack(found, meeting=plan.meeting_id, title=event_title(plan), made=made, draft=draft)
    except TooLarge:
        raise NotPacked("too_much", str(source.folder / EXPORTS)) from None
    written = Written(*put(target, data, keep=not _holds_the_same(target, data)), lacking="")
    said = (*told, *order.later, *odd(written), *sentences.dossier_holds(draft=draft))
    return Packed(written.path, said, order.told, order.in_short)


def _holds_the_same(target: Path, data: bytes) -> bool:
    """Whether the archive that is there holds the same files: then only the hour is another."""
    if not target.exists():
        return True
    old, new = unpack(target.read_bytes()).files, unpack(data).files
    return old.keys() == new.keys() and all(is_same(old[name], new[name]) for name in old)


def dossier_files(
    source: Source, files: Mapping[str, bytes], progress: Progress = silent
) -> tuple[dict[str, bytes], list[str], Order]:
    """Plan and journal (`files`), every paper made anew, every version of the minutes that was approved, and what the
    office has kept; and what must be told of them.
    """
    order = order_of(source, progress=progress)
    wish, told, found = order.wish, list[str](), dict(files)
    ours: dict[str, bytes] = {}
    for name, to in _wanted():
        for made in papers.make(name, to, source.meeting, source.now, wish):
            ours[f"{EXPORTS}/{made.stem}.{to}"] = made.data
            if made.lacking:
                told.append(sentences.lacking(f"{made.stem}.{to}", made.lacking))
    for act in approved(source.commits).replaced:
        ours |= _earlier_minutes(source, files[JOURNAL], act, wish)
    found |= {name: data for name, data in ours.items() if name.endswith(FORMATS)}
    return found | _kept_by_the_office(source.folder, ours), told, order


def _wanted() -> list[tuple[str, str]]:
    """Papers of the meeting itself: not those that people bring along."""
    return [
        (name, to)
        for name, kind in PAPERS.items()
        if "docx" in kind.formats and not kind.with_codes
        for to in kind.formats
    ]


def _earlier_minutes(source: Source, journal: bytes, act: int, wish: papers.Wish) -> dict[str, bytes]:
    """The minutes as they were approved by this act."""
    then = Meeting(source.meeting.plan)
    then.take(commit for commit in source.commits if commit.n <= act)
    at = then.day.closed_at or source.now
    wish = msgspec.structs.replace(wish, journal=mark_at(journal, act))
    return {
        f"{EXPORTS}/{made.stem}.{to}": made.data
        for to in PAPERS["minutes"].formats
        for made in papers.make("minutes", to, then, at, wish)
    }


def _kept_by_the_office(folder: Path, made: dict[str, bytes]) -> dict[str, bytes]:
    """Its templates and phrases; and among the papers what the program does not make, or makes otherwise."""
    found = {}
    for path in [*sorted((folder / TEMPLATES).glob("*.docx")), folder / WORDING]:
        if path.is_file() and not path.name.startswith(("~", ".")):
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    for path in sorted((folder / EXPORTS).rglob("*")):
        told = path.relative_to(folder / EXPORTS).as_posix()
        if not path.is_file() or _NOT_KEPT.fullmatch(path.name) or _is_ours(path):
            continue
        data = path.read_bytes()
        if (same := made.get(f"{EXPORTS}/{told}")) is None or not is_same(data, same):
            found[f"{KEPT}/{told}"] = data
    return found


def _is_ours(path: Path) -> bool:
    """An archive that was packed here before: each would hold all that came before it."""
    return is_archive(path) and unpack(path.read_bytes()).manifest is not None


# -- judging ---------------------------------------------------------------------------------------------


def is_archive(path: Path) -> bool:
    """Told by its first bytes, too: whoever copies a file may rename it."""
    with suppress(OSError), path.open("rb") as file:
        if file.read(2) == b"PK":
            return True
    return path.suffix.lower() == ".zip"


def check_dossier(path: Path) -> Iterator[Finding]:
    """Every fault of the archive, then of the plan and the journal in it. Nothing is left on the disk."""
    found = unpack(path.read_bytes())
    for fault in found.faults:
        yield _finding(path, fault.code, fault.name)
    if found.manifest is None:
        return
    listed = {entry.name for entry in found.manifest.files}
    for name in (PLAN, JOURNAL):
        if name not in listed:
            yield _finding(path, "missing", name)
    journal = found.files.get(JOURNAL)
    if journal is not None:
        for name, data in found.files.items():
            if name.startswith(f"{EXPORTS}/") and not _is_from(data, journal):
                yield _finding(path, "other_journal", name)
    if PLAN not in found.files:
        return
    with tempfile.TemporaryDirectory(prefix="meeting-tui-") as name:
        for file in (PLAN, JOURNAL):
            if file in found.files:
                (Path(name) / file).write_bytes(found.files[file])
        yield from check_folder(Path(name))


def _is_from(paper: bytes, journal: bytes) -> bool:
    """Whether a paper carries this journal's mark, or none."""
    try:
        marks = marks_in(paper)
    except DamagedPaper:
        return False
    return not marks or any(_place(journal, mark) is not None for mark in marks)


Judgement = Literal[
    "no_mark", "damaged", "other_journal", "whole_journal", "same_journal", "replaced", "before_removal"
]


class PaperChecked(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a paper's mark is that of a journal, as a code for scripts and as a sentence."""

    same: bool
    code: Judgement
    act: int | None = None
    """The act up to which the journal was the one."""
    later: int = 0
    """How many acts came after."""
    text: str


class _Place(msgspec.Struct, frozen=True):
    """Where in a journal's history a mark belongs."""

    act: int
    removal: Commit | None = None
    """The act that took the place of the history that it belongs to."""


def _place(journal: bytes, digits: str) -> _Place | None:
    if (act := act_of(journal, digits)) is not None:
        return _Place(act)
    before = act_before(read_lines(journal).commits, digits)
    return _Place(*before) if before else None


def check_paper(folder: Path, given: str) -> PaperChecked:
    """`given`: a file, or the first `SHORTEST` or more of the digits printed on it. Its text is not compared.

    Raises OSError where there is no journal, or no such file.
    """
    journal = (folder / JOURNAL).read_bytes()
    typed = "".join(given.split())
    facts: dict[str, object] = {"paper": given, "folder": str(folder)}
    if _LOOKS_TYPED.fullmatch(typed) and not _DIGITS.fullmatch(typed) and not Path(given).exists():
        raise BadDigits(typed)
    try:
        digits = [typed] if _DIGITS.fullmatch(typed) else marks_in(Path(given).read_bytes())
    except DamagedPaper:
        return PaperChecked(same=False, code="damaged", text=sentences.paper_checked("damaged", facts))
    place = next((place for one in digits if (place := _place(journal, one)) is not None), None)
    if place is None:
        code: Judgement = "other_journal" if digits else "no_mark"
        return PaperChecked(same=False, code=code, text=sentences.paper_checked(code, facts))
    later = 0 if place.removal else journal.count(b"\n") - 1 - place.act
    code = _judged(journal, place, later, facts)
    facts |= {"act": place.act, "later": later}
    return PaperChecked(
        same=True, code=code, act=place.act, later=later, text=sentences.paper_checked(code, facts)
    )


class BadDigits(ValueError):
    """Digits that are no mark: too few, too many, or with a letter that is none of them."""


def _judged(journal: bytes, place: _Place, later: int, facts: dict[str, object]) -> Judgement:
    if place.removal is not None:
        facts["day"] = f"{datetime.fromisoformat(place.removal.t).astimezone(VIETNAM):%d/%m/%Y}"
        return "before_removal"
    replaced = approved(read_lines(journal).commits).replaced
    if place.act in replaced:
        facts["version"] = len(replaced) + 1
        return "replaced"
    return "same_journal" if later else "whole_journal"


def _finding(path: Path, code: str, name: str) -> Finding:
    facts = {"path": str(path), "name": name}
    return Finding(level="error", key=name, code=code, text=sentences.dossier_fault(code, facts))
