"""What a test says to the command line, and what it hears."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What a script reads: one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Cli = Callable[..., Done]
"""`cli("checkin", folder, "-", stdin=b"…")`."""
