"""What a test says to the command line, and what it hears."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What a script reads: one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def signed(folder: Path) -> Path:
    """A meeting's folder whose plan names who signs, which the shipped plans leave to their users."""
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace('\nname = "" ', '\nname = "Lê Văn Bảo" '), "utf-8")
    return folder


Cli = Callable[..., Done]
"""`cli("checkin", folder, "-", stdin=b"…")`."""
