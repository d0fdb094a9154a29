"""The journal's mark that a paper carries, in whichever format it comes."""

from __future__ import annotations

import re

from meeting_tui.export.archives import TooLarge, members

LARGEST = 64 * 1024 * 1024
"""Bytes of a Word document unpacked; ours have less than one megabyte."""
_ARCHIVE = b"PK\x03\x04"
_MARK = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class DamagedPaper(ValueError):
    """A Word document that cannot be unpacked."""


def marks_in(paper: bytes) -> list[str]:
    """The fingerprints (64 hex digits) in a paper, each once; in Word's it is packed. Raises DamagedPaper."""
    parts = [paper]
    if paper.startswith(_ARCHIVE):
        try:
            found = members(paper, LARGEST)
        except TooLarge:
            raise DamagedPaper from None
        if found is None:
            raise DamagedPaper
        for name, part in found.files.items():
            if name.endswith(".xml"):
                if part is None:
                    raise DamagedPaper
                parts.append(part)
    return list(dict.fromkeys(mark.decode() for part in parts for mark in _MARK.findall(part)))
