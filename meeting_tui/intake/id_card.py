"""The code on an identity card: the name and the year of birth, and nothing else (handbook, 7.1 and 8).

    001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu|15042021|…     identity card, 7 fields or more
    GD4010000000001|4e677579e1bb856e2056c4836e2041|01/01/1990|1|…                   health insurance card on paper

Numbers, addresses, dates and relatives leave this module in no value, error or log. Fields are known by their shape,
since cards of several years have different ones.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from meeting_tui.domain.id_numbers import NUMBER
from meeting_tui.domain.names import TONES
from meeting_tui.domain.text import clean_line, fold
from meeting_tui.intake.keyboard import LAYOUTS, plain_digits, undo_layout

_DATE = re.compile(r"\d{8}|(?:\d{1,2}[/.-]){0,2}\d{4}")
_HEALTH_NUMBER = re.compile(r"[A-Za-z]{2}\d{13}|\d{10}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){2,200}")

_DECIMALS = re.compile(r"(?:0(?:12[89]|1[3-9]\d|2[0-4]\d|25[0-5]))+")
"""Bytes above 127 as decimals of four digits: `022501870141` is ọ."""
_PERCENTS = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8});")
_MOJIBAKE = re.compile(
    "[\u00c3-\u00c6\u00cc][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|\u00e1[\u00ba\u00bb]"
)
"""The first two bytes of a Vietnamese letter in UTF-8, each read as a character of Windows-1252."""

_NO_BAR = {*"-.,/", *"".join(LAYOUTS.values())}

_MARKS = {*TONES, *"\u0302\u0306\u031b\u030c"}
"""Tones, circumflex, breve, horn, and the caron of the Tây Nguyên. Other marks come from damage."""


class IdCard(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to look for. `name` has `?` for every letter that is lost; `damaged` says that some may be wrong."""

    name: str
    birth_year: int | None = None
    damaged: bool = False


def read_id_card(payload: str) -> IdCard | None:
    """What a card says of its holder; None for everything else, the tokens of VNeID too."""
    text = payload.strip().lstrip("\ufeff")
    if starts_like_id_card(text):
        return _identity_card(text.split(text[NUMBER]))
    health = _HEALTH_NUMBER.match(text)
    if health and _is_bar(text[health.end() : health.end() + 1]):
        return _health_card(text.split(text[health.end()]))
    return None


def starts_like_id_card(text: str) -> bool:
    """Whether text begins as an identity card does: 12 digits, also under a wrong keyboard layout, and a bar.

    13 characters are enough to tell. Under a wrong layout the bar may be another sign.
    """
    return len(_digits(text[:NUMBER])) == NUMBER and _is_bar(text[NUMBER : NUMBER + 1])


def _identity_card(fields: list[str]) -> IdCard | None:
    """The name stands behind the numbers, before the date of birth and the sex."""
    fields = [field.strip() for field in fields]
    place = next((place for place, field in enumerate(fields) if not _is_number(field)), len(fields))
    if len(fields) < place + 3:
        return None
    name, born, sex = fields[place : place + 3]
    date = born if _DATE.fullmatch(born) else _digits(born)
    if not _DATE.fullmatch(date) and fold(sex) not in ("nam", "nu"):
        return None
    inverted = sex[:1].islower() and sex[1:].isupper()
    return _card(name.swapcase() if inverted else name, date)


def _health_card(fields: list[str]) -> IdCard | None:
    if len(fields) < 4 or fields[3] not in ("1", "2"):
        return None
    if not _HEX.fullmatch(fields[1]) or not _DATE.fullmatch(fields[2]):
        return None
    return _card(_decoded(bytes.fromhex(fields[1])), fields[2])


def _card(name: str, date: str) -> IdCard | None:
    whole = _repaired(name)
    if not any(map(str.isalpha, whole)):
        return None
    return IdCard(name=whole, birth_year=_year(date), damaged="?" in whole)


def _year(date: str) -> int | None:
    """The year of `01011990`, `00001990`, `1990` or `1/1/1990`; the day is nobody's business."""
    year = int(date[-4:]) if date else 0
    return year if 1900 <= year < 2100 else None


def _repaired(name: str) -> str:
    """The letters that the scanner meant where that is certain, `?` where it is not (handbook, 7.2)."""
    import html  # a desk that is opened has no damaged card before it yet
    from urllib.parse import unquote_to_bytes

    if _PERCENTS.search(name):
        name = _PERCENTS.sub(lambda found: _decoded(unquote_to_bytes(found[0])), name.replace("+", " "))
    name = _ENTITY.sub(lambda found: html.unescape(found[0]), name)
    name = _DECIMALS.sub(lambda found: _decoded(_bytes_of_decimals(found[0])), name)
    if _MOJIBAKE.search(name):
        name = _decoded(b"".join(map(_byte_of_character, name)))
    return "".join(map(_kept, re.sub(r"\d+", "?", clean_line(name))))


def _decoded(utf8: bytes) -> str:
    """Lost letters become U+FFFD, one for one where only a part of each is lost."""
    return utf8.decode("utf-8", "replace")


def _bytes_of_decimals(digits: str) -> bytes:
    return bytes(int(digits[start : start + 4]) for start in range(0, len(digits), 4))


def _byte_of_character(char: str) -> bytes:
    """The byte that Windows-1252 shows as this character. It leaves five bytes without one."""
    try:
        return char.encode("latin-1" if char < "\u00a0" else "cp1252")
    except UnicodeEncodeError:
        return char.encode()


def _kept(char: str) -> str:
    """Letters of Việt Nam and what stands between them; `?` for anything else."""
    base, *marks = list(unicodedata.normalize("NFD", char))
    known = base in " '\u2019.()-" or base in "đĐƀɃ" or (base.isascii() and base.isalpha()) or base in _MARKS
    return char if known and _MARKS.issuperset(marks) else "?"


def _is_number(field: str) -> bool:
    """The number, the old one of nine digits, or its empty place."""
    return not field or len(_digits(field)) in (9, NUMBER)


def _is_bar(char: str) -> bool:
    """What stands between fields: a bar, or what its key types under a layout; no digit and no letter of one."""
    if char == "µ":
        return True
    return char.isprintable() and not (char.isalnum() or char.isspace() or char in _NO_BAR or not char)


def _digits(text: str) -> str:
    """The digits behind a text of digits; empty for another text."""
    restored = undo_layout(text)
    return restored.digits if restored else plain_digits(text) or ""
