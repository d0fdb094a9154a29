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


def roman(number: int) -> str:
    """`IV`, as parts and appendices are counted."""
    made = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        made += letters * (number // value)
        number %= value
    return made


def two_digits(count: int) -> str:
    """`02`, as papers count copies."""
    return f"{count:02}"
