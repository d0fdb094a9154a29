"""Every paper that the program makes, by its name in commands; in the order in which the day needs them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

_WHOLE = ("docx", "pdf", "md", "json")


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a paper before it is made."""

    formats: tuple[str, ...]
    """The usual one first."""
    of_day: bool = False
    """Tells what happened: a draft until the meeting is closed."""
    by_hand: bool = False
    """Written into before the closing already: in the break, or by the clerk."""
    with_codes: bool = False
    """For people who have a check-in code: it is given out before."""
    private: bool = False
    """Names everybody on the list, or has telephone numbers: it goes when personal data are removed."""
    stem: str = ""
    """How the names of its files begin, where not like its own."""


PAPERS: Mapping[str, Kind] = {
    "agenda": Kind(formats=_WHOLE, by_hand=True),
    "invitations": Kind(formats=("pdf", "docx"), with_codes=True, private=True),
    "slips": Kind(formats=("pdf",), with_codes=True, private=True),
    "blank_slips": Kind(formats=("pdf",)),
    "mail_merge": Kind(formats=("xlsx",), with_codes=True, private=True),
    "scanner_test": Kind(formats=("pdf",)),
    "attendance": Kind(formats=(*_WHOLE, "xlsx"), of_day=True, private=True),
    "answer_sheets": Kind(formats=_WHOLE, by_hand=True),
    "minutes": Kind(formats=_WHOLE, of_day=True),
    "summary": Kind(formats=(*_WHOLE, "xlsx"), of_day=True),
    "notice": Kind(formats=_WHOLE, of_day=True),
    "transfer_slips": Kind(formats=_WHOLE, of_day=True, private=True, stem="transfer_slip"),
    "result_report": Kind(formats=_WHOLE, of_day=True),
}

FORMATS = tuple(dict.fromkeys(to for kind in PAPERS.values() for to in kind.formats))
OFFICE = ("docx", "pdf", "xlsx")
"""The formats that an office uses."""


def is_kept(kind: Kind, *, closed: bool) -> bool:
    """Whether a file of this paper may have been written into, so that another must not throw it away."""
    return kind.by_hand or (kind.of_day and closed)


def stems(*, private: bool) -> list[str]:
    """How the names of files begin that hold, or do not hold, everybody's data."""
    return [kind.stem or name for name, kind in PAPERS.items() if kind.private == private]
