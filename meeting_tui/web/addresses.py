"""Where a tablet finds this laptop. Nothing is sent: the system is asked which of its addresses it would use."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network

LOOPBACK = "127.0.0.1"

NETWORKS = tuple(
    IPv4Network(network)
    for network in (
        "10.42.0.0/24",  # a hotspot of GNOME or KDE
        "192.168.137.0/24",  # a hotspot of Windows
        "192.168.0.0/16",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "169.254.0.0/16",  # a cable from one computer to the other
    )
)
"""Private networks, the likeliest of a venue first."""

_ASKED = ("10.42.0.1", "192.168.137.1", "192.168.0.1", "192.168.1.1", "10.0.0.1", "172.16.0.1", "169.254.0.1")


def lan_addresses() -> list[str]:
    """This machine's addresses in private networks, the likeliest first. Empty without a network."""
    by_name = _of_this_name() if sys.platform == "win32" else ()  # elsewhere a name server might be asked
    return plausible([*_towards(_ASKED), *by_name])


def plausible(found: Iterable[str]) -> list[str]:
    """Those in private networks, in the order of NETWORKS."""
    ranked = [(_rank(IPv4Address(address)), IPv4Address(address)) for address in set(found)]
    return [str(address) for rank, address in sorted(ranked) if rank < len(NETWORKS)]


def _rank(address: IPv4Address) -> int:
    return next((rank for rank, network in enumerate(NETWORKS) if address in network), len(NETWORKS))


def _towards(others: Iterable[str]) -> Iterator[str]:
    """The own address on the way to others. Connecting a UDP socket sends no packet."""
    for other in others:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
            asked.connect((other, 9))
            yield asked.getsockname()[0]


def _of_this_name() -> Iterator[str]:
    with suppress(OSError):
        for *_, place in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(place[0])
