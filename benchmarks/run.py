"""All benchmarks: `python benchmarks/run.py [--only NAME] [--quick]`, the same as `python -m benchmarks`."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).parent.parent)
runpy.run_module("benchmarks", run_name="__main__")
