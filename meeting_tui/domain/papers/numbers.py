"""Numbers as Vietnamese papers write them: a dot for thousands, a comma for decimals."""

from __future__ import annotations


def number(value: float, digits: int = 0) -> str:
    """`1.234,5`. Decimals that are 0 are left out."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def percent(part: int, whole: int) -> str:
    """`87,5%`; `0%` of nothing."""
    return f"{number(100 * part / whole if whole else 0, 1)}%"


def two_digits(count: int) -> str:
    """`02`, as papers count copies."""
    return f"{count:02}"
