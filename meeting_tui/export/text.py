"""A paper as Markdown that also reads well as plain text.

Text from outside prints as it was typed: what Markdown would take for a sign is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import singledispatch
from itertools import zip_longest
from unicodedata import east_asian_width

from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Heading,
    Imprint,
    Letterhead,
    Paper,
    Paragraph,
    Recipients,
    Run,
    Signatures,
    Signer,
    Span,
    Subject,
    Table,
    Title,
    To,
)
from meeting_tui.domain.text import clean
from meeting_tui.export.balance import balanced

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~&$])")
_OPENERS = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)])(?=\s|$))")


def to_markdown(paper: Paper) -> str:
    note = f" ({paper.draft_note})" if paper.draft_note else ""
    head = [f"**DỰ THẢO**{escaped(note)}"] if paper.draft else []
    return "\n\n".join([*head, *map(_written, paper.blocks)]) + "\n"


def escaped(text: str) -> str:
    """The text with every sign of Markdown taken literally, inside a line."""
    return _SIGNS.sub(r"\\\1", clean(text))


def opening(line: str) -> str:
    """The same for a whole line: a list or a heading may not begin by accident."""
    return _OPENERS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)


@singledispatch
def _written(block: AnyBlock) -> str:
    raise TypeError(f"no Markdown for {type(block).__name__}")


@_written.register
def _letterhead(block: Letterhead) -> str:
    left = [escaped(line) for line in block.superior] + [_strong(line) for line in block.issuer]
    left += [r"\*"] if block.style == "party" else []
    right = [_strong(line) for line in block.right]
    rows: list[tuple[str, ...]] = list(zip_longest(left, right, fillvalue=""))
    if block.number or block.place_date:
        rows.append((escaped(block.number), f"*{escaped(block.place_date)}*" if block.place_date else ""))
    if block.about:
        rows.append((escaped(block.about), ""))
    return _grid(rows, [":-:", ":-:"])


@_written.register
def _title(block: Title) -> str:
    return f"# {escaped(block.text)}"


@_written.register
def _subject(block: Subject) -> str:
    return "\\\n".join(_strong(line) for line in balanced(block.text))


@_written.register
def _to(block: To) -> str:
    if len(block.lines) == 1:
        return f"{escaped(block.title)} {escaped(block.lines[0])}"
    return f"{escaped(block.title)}\n\n{_list(block.lines)}"


@_written.register
def _appendix(block: Appendix) -> str:
    """A rule where the new page begins."""
    parts = [
        _strong(block.label),
        f"# {escaped(block.title)}",
        f"*{escaped(block.note)}*" if block.note else "",
    ]
    return "\n\n".join(["---", *filter(None, parts)])


@_written.register
def _heading(block: Heading) -> str:
    return f"{'#' * (block.level + 1)} {opening(escaped(block.text))}"


@_written.register
def _paragraph(block: Paragraph) -> str:
    return opening("".join(map(_run, block.runs)).strip())


@_written.register
def _table(block: Table) -> str:
    head = tuple(_strong(column.header) for column in block.columns)
    rows = [head]
    for at, row in enumerate([*block.rows, None]):
        rows.extend(_span(span, len(block.columns)) for span in block.spans if span.before == at)
        if row is not None:
            rows.append(tuple(escaped(cell).replace("\n", "<br>") for cell in row))
    return _grid(rows, [_rule(column) for column in block.columns])


def _span(span: Span, columns: int) -> tuple[str, ...]:
    """Markdown has no cell over several columns: the text stands in the first."""
    text = (_strong(span.text) if span.bold else escaped(span.text)).replace("\n", "<br>")
    return (text, *("" for _ in range(columns - 1)))


@_written.register
def _signatures(block: Signatures) -> str:
    left, right = _signer(block.left), _signer(block.right)
    return _grid(list(zip_longest(left, right, fillvalue="")), [":-:", ":-:"])


@_written.register
def _imprint(block: Imprint) -> str:
    return f"*{escaped(block.text)}*"


@_written.register
def _recipients(block: Recipients) -> str:
    return f"***{escaped(block.title)}***\n\n{_list(block.lines)}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {opening(escaped(line))}" for line in lines)


def _signer(signer: Signer | None) -> list[str]:
    if signer is None:
        return []
    note = [f"*{escaped(signer.note)}*"] if signer.note else []
    return [
        *map(_strong, signer.authority),
        _strong(signer.role),
        *note,
        "",
        _strong(signer.name) if signer.name else "",
    ]


def _run(run: Run) -> str:
    """A run with its marks; spaces stay outside of them, or Markdown would print the marks."""
    body = run.text.strip()
    mark = "*" * (2 * run.bold + run.italic)
    if not body or not mark:
        return escaped(run.text)
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    return f"{before}{mark}{escaped(body)}{mark}{after}"


def _strong(text: str) -> str:
    return f"**{escaped(text)}**" if text else ""


def _rule(column: Column) -> str:
    return {"center": ":-:", "right": "-:"}.get(column.align, ":-")


def _grid(rows: list[tuple[str, ...]], rules: list[str]) -> str:
    """A table whose columns also stand under one another where nothing renders it."""
    widths = [max(3, *(_width(row[at]) for row in rows)) for at in range(len(rules))]
    lines = [_line(list(map(_padded, row, widths, rules))) for row in rows]
    ruled = [f"{rule[0]}{'-' * (width - 2)}{rule[-1]}" for width, rule in zip(widths, rules, strict=True)]
    return "\n".join([lines[0], _line(ruled), *lines[1:]])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _padded(cell: str, width: int, rule: str) -> str:
    space = width - _width(cell)
    before = space // 2 if rule == ":-:" else 0
    return " " * before + cell + " " * (space - before)


def _width(text: str) -> int:
    """Cells on a terminal; the text is composed, so only wide letters count double."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
