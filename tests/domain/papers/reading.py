"""A paper read by a test: its texts, its rows, its one block of a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Table,
    Title,
    To,
    plain,
)

B = TypeVar("B")


def texts(paper: Paper) -> list[str]:
    """The headings and paragraphs as plain lines."""
    return [
        plain(block.runs) if isinstance(block, Paragraph) else block.text
        for block in paper.blocks
        if isinstance(block, Paragraph | Heading)
    ]


def rows(paper: Paper) -> list[tuple[str, ...]]:
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


def every(paper: Paper, kind: type[B]) -> list[B]:
    return [block for block in paper.blocks if isinstance(block, kind)]


def only(paper: Paper, kind: type[B]) -> B:
    (found,) = every(paper, kind)
    return found


def strings(paper: Paper) -> Iterator[str]:
    """Every text of the tree, in its order."""
    yield from _strings(msgspec.to_builtins(paper.blocks))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def written(paper: Paper) -> str:
    """The whole paper as Markdown that shows its words and nothing of its layout, for the golden files."""
    head = [f"DỰ THẢO ({paper.draft_note})"] if paper.draft else []
    return "\n\n".join([*head, *(_written(block) for block in paper.blocks)]) + "\n"


def _written(block: AnyBlock) -> str:
    match block:
        case Letterhead():
            left = " / ".join((*block.superior, *block.issuer))
            lines = [f"{left} | {' / '.join(block.right)}", f"{block.number} | {block.place_date}"]
            return "\n".join([*lines, *([block.about] if block.about else [])])
        case Title() | Subject():
            return f"{'#' if isinstance(block, Title) else '##'} {block.text}"
        case Heading():
            return f"{'#' * (block.level + 2)} {block.text}"
        case Paragraph():
            return plain(block.runs)
        case To():
            return f"{block.title} {'; '.join(block.lines)}"
        case Appendix():
            return "\n".join(filter(None, ("----", block.label, f"# {block.title}", block.note)))
        case Table():
            return "\n".join(_rows(block))
        case Signatures():
            return "\n".join(f"[{_signer(signer)}]" for signer in (block.left, block.right) if signer)
        case Recipients():
            return "\n".join([block.title, *(f"- {line}" for line in block.lines)])
    raise TypeError(block)


def _signer(signer: Signer) -> str:
    return " / ".join(filter(None, (*signer.authority, signer.role, signer.note, signer.name)))


def _rows(table: Table) -> Iterator[str]:
    yield _row(column.header for column in table.columns)
    for at in range(len(table.rows) + 1):
        yield from (f"|| {span.text}" for span in table.spans if span.before == at)
        yield from (_row(row) for row in table.rows[at : at + 1])


def _row(cells: Iterable[str]) -> str:
    return " | ".join(cell.replace("\n", " ⏎ ") for cell in cells)
