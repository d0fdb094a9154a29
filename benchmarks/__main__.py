"""`python -m benchmarks [--only NAME] [--quick]`: every figure as a Markdown table. It reports and refuses nothing."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import checkin, first_frame, follow, idle, imports, keys, opening, papers, serving
from benchmarks.common import Section, Settings, machine, markdown

BENCHMARKS: dict[str, Callable[[Settings], Section]] = {
    "checkin": checkin.run,
    "opening": opening.run,
    "first-frame": first_frame.run,
    "keys": keys.run,
    "idle": idle.run,
    "follow": follow.run,
    "serving": serving.run,
    "papers": papers.run,
    "imports": imports.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=BENCHMARKS, help="this one; may be given several times"
    )
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that everything runs")
    parser.add_argument("--dir", type=Path, help="where journals are written: the disk that is measured")
    given = parser.parse_args()
    settings = Settings(quick=given.quick, folder=given.dir)
    print(
        f"# Benchmarks{' (quick: too few rounds to judge by)' if given.quick else ''}\n\n{machine()}.\n",
        flush=True,
    )
    sections: list[Section] = []
    for name in given.only or BENCHMARKS:
        start = time.perf_counter()
        section = BENCHMARKS[name](settings)
        sections.append(section)
        print(f"{markdown(section)}\n\n{name}: {time.perf_counter() - start:.0f} s.\n", flush=True)
    print(_verdict(sections))


def _verdict(sections: list[Section]) -> str:
    judged = [
        (section, figure) for section in sections for figure in section.figures if figure.met is not None
    ]
    missed = [f"{section.title}: {figure.what}" for section, figure in judged if not figure.met]
    words = f"Goals met: {len(judged) - len(missed)} of {len(judged)}."
    return "\n".join([words, *(f"- not met: {name}" for name in missed)])


if __name__ == "__main__":
    main()
