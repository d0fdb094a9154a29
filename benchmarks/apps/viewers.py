"""N tablets on the chair's page: `viewers.py URL PIN COUNT`. One line for each message that all of them have seen.

`ready`, then `TEXT SECONDS`: the clock of `time.perf_counter`, which all processes of the machine share.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter

import aiohttp

URL, PIN, COUNT = sys.argv[1].rstrip("/"), sys.argv[2], int(sys.argv[3])


async def main() -> None:
    seen: Counter[str] = Counter()
    connected: Counter[str] = Counter()
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=None),
        connector=aiohttp.TCPConnector(limit=0),
        cookie_jar=aiohttp.CookieJar(unsafe=True),
    ) as session:
        await session.post(f"{URL}/chair/pin", data={"pin": PIN})
        await asyncio.gather(*(watch(session, seen, connected) for _ in range(COUNT)))


async def watch(session: aiohttp.ClientSession, seen: Counter[str], connected: Counter[str]) -> None:
    last = None
    async with session.get(f"{URL}/chair/events") as answer:
        answer.raise_for_status()
        async for line in answer.content:
            if not line.startswith(b"data:"):
                continue
            at = time.perf_counter()
            message = json.loads(line[5:])["page"]["message"]
            if last is None:
                connected["all"] += 1
                if connected["all"] == COUNT:
                    print("ready", flush=True)
            if message != last and message:
                seen[message] += 1
                if seen[message] == COUNT:
                    print(message, at, flush=True)
            last = message


asyncio.run(main())
