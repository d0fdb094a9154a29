"""A paper as JSON: the neutral tree itself, each block with its type."""

from __future__ import annotations

import msgspec

from meeting_tui.domain.papers.blocks import Paper


def to_json(paper: Paper) -> str:
    return msgspec.json.format(msgspec.json.encode(paper), indent=2).decode() + "\n"


def from_json(text: str | bytes) -> Paper:
    """The same tree again."""
    return msgspec.json.decode(text, type=Paper)
