"""The day that the tests of the papers use is also what the exporters are tried on."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "domain" / "papers"))
