"""The console's sign of life: who follows the meeting may believe it, and nobody depends on it."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meeting_tui.store import pulse
from meeting_tui.store.clock import HandClock
from meeting_tui.store.pulse import PULSE, Beat, Pulse, last_beat, place_of

MORNING = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


class Steady:
    """Steady seconds that go by hand."""

    def __init__(self) -> None:
        self.seconds = 5000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def steady() -> Steady:
    return Steady()


def heard(folder: Path) -> Beat:
    beat = last_beat(folder)
    assert beat is not None
    return beat


def test_it_beats_once_a_second_however_often_it_is_asked(tmp_path: Path, steady: Steady) -> None:
    """The console's idle cost does not grow with its ticks."""
    console = Pulse(tmp_path, lambda: MORNING, steady=steady)
    times = []
    for _ in range(12):
        console.beat()
        times.append(heard(tmp_path).steady)
        steady.seconds += 0.25
    assert times == [5000.0] * 4 + [5001.0] * 4 + [5002.0] * 4


def test_a_beat_tells_the_meetings_time_between_two_beats(tmp_path: Path, steady: Steady) -> None:
    """A follower's countdown runs as evenly as the console's."""
    Pulse(tmp_path, lambda: MORNING, steady=steady).beat()
    beat = heard(tmp_path)
    assert beat.time_at(5000.5) == MORNING + timedelta(seconds=0.5)
    assert beat.time_at(5600.0) == MORNING + timedelta(minutes=10)


def test_a_rehearsals_time_runs_fast_only_while_it_beats(tmp_path: Path, steady: Steady) -> None:
    """A rehearsal that was killed does not rush on through the day."""
    rehearsal = Pulse(tmp_path, lambda: MORNING, speed=30, steady=steady)
    rehearsal.beat()
    beat = heard(tmp_path)
    assert beat.time_at(5001.0) == MORNING + timedelta(seconds=30)
    assert beat.time_at(5000 + pulse.SILENT + 60) == MORNING + timedelta(seconds=30 * pulse.SILENT + 60)
    rehearsal.close()
    assert heard(tmp_path).time_at(5001.0) == MORNING + timedelta(seconds=1)


def test_a_later_beat_covers_the_one_before(tmp_path: Path, steady: Steady) -> None:
    """Over it in the same file, whatever their lengths."""
    clock = HandClock(MORNING)
    console = Pulse(tmp_path, clock.now, steady=steady)
    console.beat()
    found = (tmp_path / PULSE).stat()
    steady.seconds, was = 123456.123456789, found.st_size
    clock.pass_seconds(0.123456)
    console.beat()
    console.close()
    assert heard(tmp_path).closed
    assert [path.name for path in tmp_path.iterdir()] == [PULSE]
    found = (tmp_path / PULSE).stat()
    assert found.st_size == was


@pytest.mark.parametrize("spoilt", [b"", b"\n", b"?" * 400, b"{}", b'00000000 {"id":1}\n'])
def test_what_is_no_beat_is_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / PULSE).write_bytes(spoilt)
    assert last_beat(tmp_path) is None
    assert last_beat(tmp_path / "nowhere") is None


def test_a_beat_that_is_half_written_is_none(tmp_path: Path) -> None:
    """Half of one moment and half of another would be a wrong clock."""
    Pulse(tmp_path, lambda: MORNING).beat()
    whole = (tmp_path / PULSE).read_bytes()
    for spoilt in (whole[:100], whole.replace(b"2026", b"2025")):
        (tmp_path / PULSE).write_bytes(spoilt)
        assert last_beat(tmp_path) is None


def test_a_folder_that_cannot_be_written_has_no_pulse_and_no_complaint(
    tmp_path: Path, steady: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console is not disturbed by a help that does not work."""

    def refuse(*_arguments: object) -> int:
        raise OSError(30, os.strerror(30))

    monkeypatch.setattr(os, "open", refuse)
    console = Pulse(tmp_path, lambda: MORNING, steady=steady)
    console.beat()
    console.close()
    assert list(tmp_path.iterdir()) == []


def test_it_is_believed_only_where_and_while_it_was_made(
    tmp_path: Path, steady: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a copy of the folder, and not after a new start of the system, whose seconds begin anew."""
    folder, copy = tmp_path / "m", tmp_path / "copy"
    folder.mkdir()
    Pulse(folder, lambda: MORNING, steady=steady).beat()
    shutil.copytree(folder, copy)
    assert heard(folder).is_mine(place_of(folder), 5001.0)
    assert not heard(copy).is_mine(place_of(copy), 5001.0)
    assert not heard(folder).is_mine(place_of(folder), 40.0)
    monkeypatch.setattr(pulse, "boot", lambda: "another")
    assert not heard(folder).is_mine(place_of(folder), 5001.0)


def test_of_two_consoles_one_speaks_and_the_other_takes_over(tmp_path: Path, steady: Steady) -> None:
    """Two clocks that differ would make every countdown jump; and one that leaves is not the end."""
    one = Pulse(tmp_path, lambda: MORNING, steady=steady)
    two = Pulse(tmp_path, lambda: MORNING + timedelta(hours=1), steady=steady)
    one.beat()
    mine = heard(tmp_path).id
    for _ in range(3):
        steady.seconds += 1
        two.beat()
        one.beat()
        assert (heard(tmp_path).id, heard(tmp_path).t) == (mine, MORNING)
    two.close()
    assert not heard(tmp_path).closed
    one.close()
    assert heard(tmp_path).closed
    steady.seconds += 1
    two.beat()
    assert heard(tmp_path).id != mine and not heard(tmp_path).closed


def test_a_console_takes_over_from_one_that_died(tmp_path: Path, steady: Steady) -> None:
    """Before a follower could think that nobody is there."""
    one, two = (Pulse(tmp_path, lambda: MORNING, steady=steady) for _ in "12")
    one.beat()
    died = heard(tmp_path)
    while heard(tmp_path).id == died.id:
        steady.seconds += 0.25
        two.beat()
    assert heard(tmp_path).age(died.steady) > -pulse.SILENT
