"""`dossier` and its `check`: the file of the conference, packed from a meeting's folder and judged as an archive."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from meeting_tui import sentences
from meeting_tui.checking import Finding, check_folder
from meeting_tui.domain.wording import event_title
from meeting_tui.export import papers
from meeting_tui.export.dossier import DossierFault, pack, unpack
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder
from meeting_tui.store.proof import SHORTEST, act_of, journal_mark, marks_in
from meeting_tui.templating import Office

FORMATS = ("docx", "pdf")
_DIGITS = re.compile(rf"[0-9a-fA-F]{{{SHORTEST},64}}")


def dossier_of(folder: MeetingFolder, office: Office) -> bytes:
    """Plan, journal and every paper of the meeting, the papers made anew. For a journal that is whole."""
    files = folder.copy_files()
    mark = journal_mark(folder.path, folder.store.history())
    wish = papers.Wish(
        profile=office.profile, journal=mark, templates=office.templates, wording=office.wording
    )
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


Judgement = Literal["no_mark", "other_journal", "whole_journal", "same_journal"]


class PaperChecked(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a paper was made from a journal, as a code for scripts and as a sentence."""

    same: bool
    code: Judgement
    act: int | None = None
    """The act up to which the journal was the one."""
    later: int = 0
    """How many acts came after."""
    text: str


def check_paper(folder: Path, given: str) -> PaperChecked:
    """`given`: a file, or the first `SHORTEST` or more of the digits printed on it.

    Raises OSError where there is no journal, or no such file.
    """
    journal = (folder / JOURNAL).read_bytes()
    typed = given.replace(" ", "")
    digits = [typed] if _DIGITS.fullmatch(typed) else marks_in(Path(given).read_bytes())
    act = next((act for one in digits if (act := act_of(journal, one)) is not None), None)
    later = 0 if act is None else journal.count(b"\n") - 1 - act
    code: Judgement = "no_mark" if not digits else "other_journal" if act is None else "whole_journal"
    code = "same_journal" if later else code
    facts = {"paper": given, "folder": str(folder), "act": act, "later": later}
    text = sentences.paper_checked(code, facts)
    return PaperChecked(same=act is not None, code=code, act=act, later=later, text=text)


def _finding(path: Path, fault: DossierFault) -> Finding:
    facts = {"path": str(path), "name": fault.name}
    return Finding(
        level="error", key=fault.name, code=fault.code, text=sentences.dossier_fault(fault.code, facts)
    )
