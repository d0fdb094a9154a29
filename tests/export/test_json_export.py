"""JSON holds the whole tree and gives it back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from paper_samples import HOSTILE, hostile_paper, party_paper, state_paper

from meeting_tui.domain.papers.blocks import Appendix, Letterhead, Paper, Span, Table, To
from meeting_tui.export import FORMATS, render, to_json
from meeting_tui.export.as_json import from_json


@pytest.mark.parametrize("made", [state_paper, party_paper, hostile_paper])
def test_the_same_tree_comes_back(made: Callable[[], Paper]) -> None:
    assert from_json(to_json(made())) == made()


def test_json_of_an_older_version_is_read() -> None:
    """What came later has a default and is left out where it is not used."""
    old = '{"kind":"x","profile":"nd30","title":"x","blocks":[{"type":"Table","columns":[],"rows":[]}]}'
    assert json.loads(to_json(from_json(old))) == json.loads(old)


def test_the_newer_blocks_come_back_too() -> None:
    blocks = (
        Letterhead(style="state", issuer=("A",), right=("B",), about="V/v x"),
        To(title="Kính gửi:", lines=("A;", "B.")),
        Appendix(label="Phụ lục I", title="X", landscape=True),
        Table(columns=(), rows=(), spans=(Span(before=0, text="x"),), size="small"),
    )
    paper = Paper(kind="x", profile="nd30", title="x", blocks=blocks, landscape=True, file="x-y")
    assert from_json(to_json(paper)) == paper


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
