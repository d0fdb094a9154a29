"""N tablets on the chair's page: `viewers.py URL PIN COUNT`. `ready`, then a line for each message that all have seen.

`TEXT SECONDS`: the clock of `time.perf_counter`, which all processes of the machine share. A message that the next one
overtook on its way to some of them was seen with that one.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time

import aiohttp

URL, PIN, COUNT = sys.argv[1].rstrip("/"), sys.argv[2], int(sys.argv[3])


def say(words: str) -> None:
    """A line in one piece."""
    os.write(1, f"{words}\n".encode())


async def main() -> None:
    latest: list[str | None] = [None] * COUNT
    said = ""

    def told() -> None:
        nonlocal said
        at = time.perf_counter()
        if None in latest:
            return
        lowest = min(one or " " for one in latest)
        if not said:
            say("ready")
        elif lowest > said:
            say(f"{lowest} {at}")
        said = max(said, lowest)

    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=None),
        connector=aiohttp.TCPConnector(limit=0),
        cookie_jar=aiohttp.CookieJar(unsafe=True),
    ) as session:
        await session.post(f"{URL}/chair/pin", data={"pin": PIN})

        async def watch(number: int) -> None:
            async with session.get(f"{URL}/chair/events") as answer:
                answer.raise_for_status()
                async for line in answer.content:
                    if line.startswith(b"data:"):
                        latest[number] = json.loads(line[5:])["page"]["message"]
                        told()

        await asyncio.gather(*map(watch, range(COUNT)))


asyncio.run(main())
