"""The browser's side: what a viewer costs the server, how soon thirty of them have seen a commit, and the console beside it."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import folders
from benchmarks.common import APPS, CHILD, Figure, Limit, Section, Settings
from benchmarks.keys import STILL
from benchmarks.storm import Seen, latencies
from benchmarks.terminal import Terminal, cpu_of, listen, memory_of

PEOPLE = 500
VIEWERS = 30
_SEEN = re.compile(r"(lookout \d{6}) ([\d.]+)")


def run(settings: Settings) -> Section:
    seconds = settings.times(15, 3)
    section = Section(f"Thirty viewers in a browser, {PEOPLE} people", "the same without a viewer")
    with folders.demo(PEOPLE, folders.WITH_WELCOME) as folder, settings.home() as home:
        speaker = folders.let_somebody_speak(folder)
        with (
            _server(folder, home) as (server, url, pin),
            Terminal(["-m", "meeting_tui", "run", str(folder)], home | STILL) as console,
        ):
            console.wait_for(speaker)
            console.rest(1.0)
            alone, keys_alone = _idle(server, console, seconds), _keys(console, settings)
            memory_alone = memory_of(server.pid)
            with _viewers(url, pin, 1):
                one = _idle(server, console, seconds)
            with _viewers(url, pin, VIEWERS) as viewers:
                many, keys_many = _idle(server, console, seconds), _keys(console, settings)
                seen = latencies(folder, lambda wait: _look(viewers, console, wait), settings.times(300, 20))
                memory_many = memory_of(server.pid)
    section.figures.extend(
        [
            Figure("commit to the last of 30 viewers, in a storm", seen, None, Limit("p99", 0.150)),
            Figure("server, 30 viewers, of one core", [many], [alone], unit="%"),
            Figure("server, one viewer, of one core", [one], [alone], unit="%"),
            Figure("floor: server without a viewer, of one core", [alone], unit="%"),
            Figure("memory: server, 30 viewers", [memory_many], [memory_alone], unit="MiB"),
            Figure("key of the console, 30 viewers", keys_many, keys_alone, Limit("ratio", 1.1)),
            Figure("floor: key of the console, no viewer", keys_alone),
        ]
    )
    return section


@contextmanager
def _server(folder: Path, home: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    command = [sys.executable, "-m", "meeting_tui", "--lang", "en", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, env=CHILD | home, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = ""
            while "PIN: " not in said:
                line = server.stdout.readline()
                if not line:
                    raise EOFError(said)
                said += line
            url = re.search(r"http://\S+", said)
            pin = re.search(r"PIN: (\d{6})", said)
            assert url and pin
            yield server, url[0], pin[1]
        finally:
            server.send_signal(signal.SIGTERM)


@contextmanager
def _viewers(url: str, pin: str, count: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(APPS / "viewers.py"), url, pin, str(count)]
    with subprocess.Popen(command, env=CHILD, stdout=subprocess.PIPE, text=True) as viewers:
        try:
            assert viewers.stdout is not None
            assert viewers.stdout.readline() == "ready\n"
            yield viewers
        finally:
            viewers.kill()


def _look(viewers: subprocess.Popen[str], console: Terminal, wait: float) -> Seen:
    """What all viewers have seen since."""
    console.frames(0)
    assert viewers.stdout is not None
    fd = viewers.stdout.fileno()
    if not select.select([fd], [], [], wait)[0]:
        return []
    said = os.read(fd, 1 << 16).decode()  # whole lines: each is one write
    return [(words, float(at)) for words, at in _SEEN.findall(said)]


def _idle(server: subprocess.Popen[str], console: Terminal, seconds: float) -> float:
    """Percent of one core that the server takes while somebody speaks."""
    before, start = cpu_of(server.pid), time.perf_counter()
    listen([console], seconds)
    return 100 * (cpu_of(server.pid) - before) / (time.perf_counter() - start)


def _keys(console: Terminal, settings: Settings) -> list[float]:
    """The seconds of a letter in the note and of its erasing."""
    presses = ["x", "backspace"] * settings.times(60, 5)
    return [seconds for key in presses if (seconds := console.press(key)) is not None]
