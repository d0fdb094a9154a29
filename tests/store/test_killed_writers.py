"""Processes that are killed, and processes that race: nothing acknowledged is lost, nothing is doubled.

`kill -9` says nothing about the flush (the system keeps the pages of a dead process): see
`test_failing_disk.py` for that.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .builders import rows_of
from .conftest import Opener

ROOT = Path(__file__).parents[2]

Writer = subprocess.Popen[bytes]
Starter = Callable[..., Writer]


@pytest.fixture
def start() -> Iterator[Starter]:
    """`start(folder, name, count)`: a writer in a process of its own, which does not outlive the test."""
    started: list[Writer] = []

    def starter(folder: Path, name: str, count: int = 1_000_000) -> Writer:
        command = [sys.executable, "-m", "tests.store.writer", str(folder), name, str(count)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=env))
        return started[-1]

    yield starter
    for writer in started:
        if writer.returncode is None:  # the test failed before it came to this one
            writer.kill()
            writer.communicate()


def kill(writer: Writer, first: bytes) -> list[str]:
    """Kill a writer and return what it had acknowledged, beginning with `first`, which was read already."""
    writer.kill()
    rest, _ = writer.communicate()
    assert writer.returncode == -9
    said = (first + rest).decode().split("\n")
    return said[:-1]  # the last line may be cut


def first_word(writer: Writer) -> bytes:
    """Wait until a writer has acknowledged something."""
    assert writer.stdout is not None
    return writer.stdout.readline()


def check(folder: Path, acknowledged: list[str]) -> None:
    """Everything acknowledged is there once, and the counter counted everything that is there."""
    head, rows = rows_of(folder)
    marks = rows["marks"]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(marks)
    assert rows["counter"]["all"]["value"] == len(marks) == head
    assert sorted(mark["at"] for mark in marks.values()) == list(range(1, head + 1))


def test_t4_a_writer_is_killed_at_a_random_moment(tmp_path: Path, start: Starter) -> None:
    """20 kills, on four folders at a time; each folder is written again after each kill."""
    chance = random.Random(4)
    folders = [tmp_path / str(number) for number in range(4)]
    acknowledged: dict[Path, list[str]] = {folder: [] for folder in folders}
    for folder in folders:
        folder.mkdir()
    for turn in range(5):
        writers = {folder: start(folder, f"w{turn}") for folder in folders}
        firsts = {folder: first_word(writer) for folder, writer in writers.items()}
        for folder, writer in writers.items():
            time.sleep(chance.uniform(0, 0.03))
            acknowledged[folder] += kill(writer, firsts[folder])
            check(folder, acknowledged[folder])


def test_t7_four_racing_writers_are_killed(tmp_path: Path, start: Starter) -> None:
    """40 kills on one folder: a counter that each reads and adds to, and a mark of each command."""
    chance = random.Random(7)
    acknowledged: list[str] = []
    for turn in range(10):
        writers = [start(tmp_path, f"w{turn}{name}") for name in "abcd"]
        firsts = [first_word(writer) for writer in writers]
        for writer, first in zip(writers, firsts, strict=True):
            time.sleep(chance.uniform(0, 0.02))
            acknowledged += kill(writer, first)
        check(tmp_path, acknowledged)


def test_t8_four_writers_and_a_follower(tmp_path: Path, start: Starter, open_store: Opener) -> None:
    """4 x 500 commands; a follower that polls every 50 ms ends where a fresh reader begins."""
    writers = [start(tmp_path, name, 500) for name in "abcd"]
    follower = open_store(tmp_path, "chair", read_only=True)
    seen: list[int] = []
    began = time.monotonic()
    while any(writer.poll() is None for writer in writers):
        seen += [commit.n for commit in follower.poll()]
        time.sleep(0.05)
        assert time.monotonic() - began < 60
    acknowledged = [mark for writer in writers for mark in writer.communicate()[0].decode().split()]
    seen += [commit.n for commit in follower.poll()]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert seen == list(range(1, 2001))
    assert follower.damage is None
    check(tmp_path, acknowledged)
    assert (follower.head, follower.tables.rows()) == rows_of(tmp_path)
