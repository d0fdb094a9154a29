"""`serve` on the command line: what it prints, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from command_line import Cli

from meeting_tui.cli import serve
from meeting_tui.language import _
from meeting_tui.web import addresses
from meeting_tui.web.addresses import plausible
from meeting_tui.web.qr import half_blocks


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The command in a process of its own; its address and its PIN."""
    command = [sys.executable, "-m", "meeting_tui", "serve", str(folder), "--port", "0", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            url, pin = server.stdout.readline(), server.stdout.readline()
            yield server, url.rstrip("\n"), pin.rstrip("\n")
        finally:
            server.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_and_ends_at_once(folder: Path, number: signal.Signals) -> None:
    """Address and PIN on lines of their own, for scripts; an open page does not hold it up."""
    with running(folder) as (server, url, pin):
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/", url)
        assert found and re.fullmatch(r"PIN: \d{6}", pin)
        form = f"pin={pin[5:]}".encode()
        with socket.create_connection(("127.0.0.1", int(found[1]))) as page:
            page.sendall(
                b"POST /hall/pin HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%b" % (len(form), form)
            )
            key = re.search(rb"Set-Cookie: ([^;]+)", page.recv(4096))
            assert key is not None
            page.sendall(b"GET /hall/events HTTP/1.1\r\nHost: x\r\nCookie: %b\r\n\r\n" % key[1])
            assert b"text/event-stream" in page.recv(4096)
            began = time.monotonic()
            server.send_signal(number)
            said, errors = server.communicate(timeout=10)
        assert time.monotonic() - began < 3
        assert (server.returncode, errors) == (0, "")
        assert said.endswith(_("Nobody is connected any more, and the PIN is no longer valid.") + "\n")


def test_a_taken_port_is_one_sentence(cli: Cli, folder: Path) -> None:
    """Which port, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = cli("serve", folder, "--port", port)
    assert (done.code, done.out) == (1, "")
    assert str(port) in done.err and "--port" in done.err and len(done.err.splitlines()) == 1


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_without_a_meeting_it_says_so(cli: Cli, tmp_path: Path, what: str) -> None:
    """A folder that is not there, and one without a plan."""
    (tmp_path / "empty").mkdir()
    done = cli("serve", tmp_path / what, "--port", "0")
    assert (done.code, done.out) == (1, "")
    assert what in done.err and "Traceback" not in done.err


def test_its_language_is_the_language_of_the_pages(folder: Path) -> None:
    """`--lang` counts in the browser, too."""
    with running(folder, "--lang", "en") as (_server, url, _pin), urllib.request.urlopen(url) as answer:
        assert '<html lang="en">' in answer.read().decode()


# -- on the network --------------------------------------------------------------------------------------


def test_addresses_of_a_venue_come_first() -> None:
    """The laptop's own hotspot, then its networks; nothing public, and no loopback."""
    found = ["127.0.1.1", "172.16.3.4", "8.8.8.8", "10.1.2.3", "192.168.1.9", "10.42.0.1", "192.168.1.20"]
    assert plausible([*found, "192.168.137.1", "10.42.0.1", "169.254.7.7", "0.0.0.0"]) == [
        "10.42.0.1",
        "192.168.137.1",
        "192.168.1.9",
        "192.168.1.20",
        "10.1.2.3",
        "172.16.3.4",
        "169.254.7.7",
    ]


def test_lan_says_every_address_and_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each, the PIN behind them; no QR where nobody could see it."""
    monkeypatch.setattr(addresses, "lan_addresses", lambda: ["10.42.0.1", "192.168.1.9"])
    serve._say_where(8420, "042137", lan=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "http://10.42.0.1:8420/",
        "http://192.168.1.9:8420/",
        "http://127.0.0.1:8420/",
        "PIN: 042137",
    ]
    assert _("The PIN is in no QR: tell it only to those who may see the views.") in lines
    assert not any("█" in line for line in lines)


def test_without_a_network_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The laptop itself can look all the same."""
    monkeypatch.setattr(addresses, "lan_addresses", list)
    serve._say_where(8420, "042137", lan=True)
    out = capsys.readouterr().out
    assert out.startswith("http://127.0.0.1:8420/\nPIN: 042137\n")
    assert (
        _(
            "This computer is on no network yet. Switch on its hotspot or join the venue's network, then start "
            "this again."
        )
        in out
    )


@pytest.mark.parametrize("url", ["http://10.42.0.1:8420/", "http://192.168.137.100:65535/"])
def test_the_qr_is_the_address(url: str) -> None:
    """As a tablet's camera sees the characters, black on white."""
    rows: list[list[int]] = []
    for line in half_blocks(url):
        rows.append([0 if cell in "▀█" else 255 for cell in line])
        rows.append([0 if cell in "▄█" else 255 for cell in line])
    image = np.kron(np.array(rows, np.uint8), np.ones((8, 8), np.uint8))
    read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    assert [found.text for found in read] == [url]
