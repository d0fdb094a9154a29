"""JSON holds the whole tree and gives it back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from paper_samples import HOSTILE, hostile_paper, party_paper, state_paper

from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.export import FORMATS, render, to_json
from meeting_tui.export.as_json import from_json


@pytest.mark.parametrize("made", [state_paper, party_paper, hostile_paper])
def test_the_same_tree_comes_back(made: Callable[[], Paper]) -> None:
    assert from_json(to_json(made())) == made()


def test_blocks_are_tagged_and_vietnamese_stays_readable() -> None:
    text = to_json(state_paper())
    tree = json.loads(text)
    assert tree["kind"] == "minutes"
    assert [block["type"] for block in tree["blocks"][:3]] == ["Letterhead", "Title", "Subject"]
    assert tree["facts"]["speeches"] == 4
    assert '\n  "kind": "minutes",\n' in text
    assert "BIÊN BẢN" in text


def test_hostile_text_is_only_a_string() -> None:
    tree = json.loads(to_json(hostile_paper()))
    written = " ".join(run["text"] for block in tree["blocks"] for run in block.get("runs", ()))
    assert all(text in written for text in HOSTILE)


def test_every_format_makes_a_file() -> None:
    made = {to: render(state_paper(), to) for to in FORMATS}
    assert made["docx"].startswith(b"PK")
    assert made["json"].decode() == to_json(state_paper())
    with pytest.raises(KeyError):
        render(state_paper(), "exe")
