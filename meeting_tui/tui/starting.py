"""What a program does about garbage while it starts; `cli/` stops the collector before the first import."""

from __future__ import annotations

import gc


def collect_again() -> None:
    """After the first frame: what was made until then stays, and is never looked through again."""
    gc.freeze()
    gc.enable()
