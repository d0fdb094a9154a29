"""A desk in a process of its own: `writer.py FOLDER NAME COUNT`. Says on stdout what was acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path

from meeting_tui.store import MeetingStore
from tests.store.builders import PLAN, count_up


def main(folder: str, name: str, count: int) -> None:
    store = MeetingStore.open(Path(folder), name, PLAN)
    first = store.head + 1
    for number in range(first, first + count):
        mark = f"{name}-{number}"
        store.run("count_up", lambda tx, mark=mark: count_up(tx, id=mark))
        sys.stdout.write(f"{mark}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
