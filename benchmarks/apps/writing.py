"""Seconds of a paper's first and of its following exports in one process: `writing.py FOLDER PAPER FORMAT TIMES`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.guides import profile_of

folder, paper, to, times = sys.argv[1:]
with MeetingFolder.open(Path(folder), "benchmark", read_only=True) as opened:
    for _ in range(int(times)):
        start = time.perf_counter()
        from meeting_tui.export import papers

        wish = papers.Wish(profile=profile_of(opened.plan))
        papers.make(paper, to, opened.meeting, opened.now(), wish)
        print(time.perf_counter() - start, flush=True)
