"""A paper as a Word document. python-docx is loaded when the first one is made."""

from __future__ import annotations

from meeting_tui.domain.papers.blocks import Paper


def to_docx(paper: Paper, template: bytes | None = None) -> bytes:
    """`template`: the office's own, one that `export.templates.load` found no fault in."""
    from meeting_tui.export import word

    if template is None:
        return word.document_bytes(paper)
    from meeting_tui.export import word_template

    return word_template.document_bytes(paper, template)
