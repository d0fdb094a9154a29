"""A paper as a Word document. python-docx is loaded when the first one is made."""

from __future__ import annotations

from meeting_tui.domain.papers.blocks import Paper


def to_docx(paper: Paper) -> bytes:
    from meeting_tui.export.word import document_bytes

    return document_bytes(paper)
