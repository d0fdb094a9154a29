"""Layout of papers. Every exporter takes the neutral tree and loads without the interface."""

from __future__ import annotations

from collections.abc import Callable

from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.export.as_json import to_json
from meeting_tui.export.docx import to_docx
from meeting_tui.export.files import write_atomically
from meeting_tui.export.pdf import to_pdf
from meeting_tui.export.text import to_markdown

FORMATS: dict[str, Callable[[Paper], bytes]] = {
    "docx": to_docx,
    "md": lambda paper: to_markdown(paper).encode(),
    "json": lambda paper: to_json(paper).encode(),
    "pdf": to_pdf,
}
"""How a paper is made, by the ending of its file."""


def render(paper: Paper, to: str) -> bytes:
    """The paper as a file of the format `to`; KeyError for a format that is not in `FORMATS`."""
    return FORMATS[to](paper)


__all__ = ["FORMATS", "render", "to_docx", "to_json", "to_markdown", "to_pdf", "write_atomically"]
