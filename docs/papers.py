"""Renders every paper of every reference plan to pictures, to be looked at: python docs/papers.py FOLDER

Each plan is rehearsed for a day, and its papers are made on the day after; each page becomes `PLAN/PAPER-pdf-1.png`. With LibreOffice on the path the Word files
are drawn as well, as `PLAN/PAPER-docx-1.png`. `index.html` shows all of them side by side.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import pypdfium2

from meeting_tui import places
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.catalogue import PAPERS
from meeting_tui.export import papers
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.guides import profile_of

SCALE = 1.25
"""Pixels for each point: 90 dots an inch."""
LETTERS = 3
"""So many people get a letter and a slip."""
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def render(plan: Path, out: Path) -> list[Path]:
    """All papers of a rehearsed day of one plan."""
    with tempfile.TemporaryDirectory() as name:
        day = Path(name) / "day"
        rehearse_into(plan, day, seed=1)
        made = Path(name) / "papers"
        with MeetingFolder.open(day, "papers", read_only=True) as folder:
            some = set(list(folder.meeting.people)[:LETTERS])
            wish = papers.Wish(profile=profile_of(folder.plan), only=some, count=LETTERS)
            for paper, kind in PAPERS.items():
                wanted = [to for to in ("pdf", "docx") if to in kind.formats and (to == "pdf" or OFFICE)]
                papers.export(folder.meeting, _next_day(folder.meeting), (paper,), wanted, made, wish)
        words = sorted(made.glob("*.docx"))
        if words:
            (made / "word").mkdir()
            convert = [str(OFFICE), "--headless", "--convert-to", "pdf", "--outdir", str(made / "word")]
            subprocess.run([*convert, *map(str, words)], check=True, capture_output=True)
        out.mkdir(parents=True, exist_ok=True)
        files = [(path, "pdf") for path in sorted(made.glob("*.pdf"))]
        files += [(path, "docx") for path in sorted((made / "word").glob("*.pdf"))]
        return [page for path, kind in files for page in _pages(path, out / f"{path.stem}-{kind}")]


def _next_day(meeting: Meeting) -> datetime:
    """When an office writes its papers: years are those of the meeting, and terms are running."""
    assert meeting.ended_at is not None
    return meeting.ended_at + timedelta(days=1)


def _pages(path: Path, stem: Path) -> Iterator[Path]:
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            picture = stem.with_name(f"{stem.name}-{number}.png")
            page.render(scale=SCALE).to_pil().save(picture)
            yield picture


def main(out: Path) -> None:
    rows: list[str] = []
    for folder in places.meetings_in(places.shipped("sessions")):
        pictures = render(folder, out / folder.name)
        print(f"{folder.name}: {len(pictures)} pages", flush=True)
        rows.append(f"<h1>{escape(folder.name)}</h1>")
        rows += [
            f'<figure><img src="{escape(str(picture.relative_to(out)))}"><figcaption>{escape(picture.stem)}</figcaption></figure>'
            for picture in pictures
        ]
    style = "figure{display:inline-block;margin:8px}img{width:420px;border:1px solid #999}"
    (out / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><style>{style}</style>{"".join(rows)}', "utf-8"
    )
    print(out / "index.html")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
