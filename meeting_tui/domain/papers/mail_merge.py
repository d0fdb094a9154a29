"""Nguồn trộn thư: the list from which an office's own Word template draws its letters and its QR codes.

The headers are names of merge fields, so they are plain ASCII. No phone and no household is in it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from meeting_tui.domain.codes import short_form
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.slip import has_code, in_order

TITLE = "Nguồn trộn thư"
FIELDS: tuple[tuple[str, int], ...] = (
    ("ma", 19),
    ("ma_ngan", 12),
    ("xung_ho", 10),
    ("ho_ten", 30),
    ("thon", 20),
    ("don_vi", 28),
    ("chuc_vu", 28),
    ("nam_sinh", 10),
)
"""Name, and width in letters."""


def merge_rows(
    meeting: Meeting, only: Container[str] | None = None
) -> Iterator[tuple[str | int | None, ...]]:
    """One row for each invited person who has a code, in the order of the letters."""
    for _, person in in_order(meeting, only):
        if has_code(person):
            yield (
                person.code,
                short_form(person.code),
                person.salutation,
                person.name,
                person.village,
                person.org,
                person.title,
                person.birth_year,
            )
