"""`dossier` and its `check`: the file of the conference, packed from a meeting's folder and judged as an archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from meeting_tui import sentences
from meeting_tui.checking import Finding, check_folder
from meeting_tui.domain.wording import event_title
from meeting_tui.export import papers
from meeting_tui.export.dossier import DossierFault, pack, unpack
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder
from meeting_tui.store.proof import act_of, journal_mark, marks_in

FORMATS = ("docx", "pdf")


def dossier_of(folder: MeetingFolder) -> bytes:
    """Plan, journal and every paper of the meeting, the papers made anew. For a journal that is whole."""
    files = folder.copy_files()
    wish = papers.Wish(journal=journal_mark(folder.path, folder.store.history()))
    for name in kept_papers():
        for to in (to for to in FORMATS if to in papers.formats_of(name)):
            for made in papers.make(name, to, folder.meeting, folder.now(), wish):
                files[f"{EXPORTS}/{made.stem}.{to}"] = made.data
    plan = folder.plan
    made_at = folder.now().astimezone(plan.zone).replace(microsecond=0)
    return pack(files, meeting=plan.meeting_id, title=event_title(plan), made=made_at)


def kept_papers() -> list[str]:
    """Papers of the meeting itself: not those that are printed for people to bring along."""
    return [
        name for name, makers in papers.PAPERS.items() if "docx" in makers and name not in papers.WITH_CODES
    ]


def check_dossier(path: Path) -> Iterator[Finding]:
    """Every fault of the archive, then of the plan and the journal in it. Nothing is left on the disk."""
    whole, faults = unpack(path.read_bytes())
    yield from (_finding(path, fault) for fault in faults)
    if PLAN not in whole:
        return
    with tempfile.TemporaryDirectory(prefix="meeting-tui-") as name:
        for file in (PLAN, JOURNAL):
            if file in whole:
                (Path(name) / file).write_bytes(whole[file])
        yield from check_folder(Path(name))


def check_paper(folder: Path, given: str) -> tuple[bool, str]:
    """Whether a paper, a file or the digits printed on it, was made from the journal in `folder`; and that in words.

    Raises OSError where there is no journal.
    """
    journal = (folder / JOURNAL).read_bytes()
    path = Path(given)
    digits = marks_in(path.read_bytes()) if path.is_file() else [given.replace(" ", "").lower()]
    facts: dict[str, object] = {"paper": given, "folder": str(folder)}
    if not digits:
        return False, sentences.dossier_fault("no_mark", facts)
    act = next((act for one in digits if (act := act_of(journal, one)) is not None), None)
    if act is None:
        return False, sentences.dossier_fault("other_journal", facts)
    later = journal.count(b"\n") - 1 - act
    code = "same_journal" if later else "whole_journal"
    return True, sentences.dossier_fault(code, {**facts, "act": act, "later": later})


def _finding(path: Path, fault: DossierFault) -> Finding:
    facts = {"path": str(path), "name": fault.name}
    return Finding(
        level="error", key=fault.name, code=fault.code, text=sentences.dossier_fault(fault.code, facts)
    )
