"""A paper as a Word document. python-docx is loaded when the first one is made."""

from __future__ import annotations

from collections.abc import Callable

from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.export.templates_names import TemplateFault

Refused = Callable[[TemplateFault], object]


def to_docx(paper: Paper, template: bytes | None = None, refused: Refused | None = None) -> bytes:
    """`template`: the office's own, one that `export.templates.load` found no fault in.

    Where this paper would lose something in it, the paper is laid out as without it, and `refused` is told why.
    """
    from meeting_tui.export import word

    if template is None:
        return word.document_bytes(paper)
    from meeting_tui.export import word_template

    try:
        return word_template.document_bytes(paper, template)
    except word_template.Unfit as unfit:
        for fault in unfit.faults:
            if refused is not None:
                refused(fault)
    return word.document_bytes(paper)
