"""What may not be parted at the end of a line: dates, hours, numbers and what they count, forms of address.

Layout only: the tree, Markdown and JSON keep plain spaces and hyphens.
"""

from __future__ import annotations

import re

SPACE = "\u00a0"
HYPHEN = "\u2011"

_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_DATE = r"[Nn]gày \d{1,2}(?: tháng \d{1,2}(?: năm \d{4})?)?|[Tt]háng \d{1,2}(?: năm \d{4})?|[Nn]ăm \d{4}|[Qq]uý [IVX]+"
_HOUR = r"\d{1,2} giờ(?: \d{1,2} phút)?"
_VILLAGE = r"(?:[Tt]hôn|[Tt]ổ|[Bb]ản|[Xx]óm|[Ấấ]p|[Kk]hu(?: phố)?|[Kk]hóm) \d[\w./]*"
_PLACE = (
    r"(?:Điều|điều|Khoản|khoản|Điểm|điểm|Chương|Mục|mục|Phụ lục|số|Số|Số:|khóa|nhiệm kỳ) (?:\d[\w./]*|[IVX]+\b)"
    r"|(?:QL|TL|ĐT|ĐH) \d+[A-Z]?"
)
_UNIT = (
    r"(?:người|hộ|lượt|ý kiến|phiếu|bản|ngày|tháng|năm|phút|đồng(?! chí)|(?:nghìn|triệu|tỷ)(?: đồng)?|m2|m²|m|km|ha|kg|tấn"
    r"|kW|kWh|%)(?!\w)"
)
_COUNT = rf"\d{{1,4}}(?: \d{{3}})+(?!\w)(?: {_UNIT})?|\d[\d.,]* {_UNIT}"
_SALUTATION = rf"(?:[Ôô]ng \(bà\)|[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c) (?=[{_CAPITAL}])"
_WIDE = re.compile(
    rf"\b(?:{'|'.join((_DATE, _HOUR, _VILLAGE, _PLACE, _COUNT, _SALUTATION))})|(?<=\S) (?=[-–] [^\W{_CAPITAL}])"
)
_NARROW = re.compile(
    rf"\b(?:(?:[Nn]gày|[Tt]háng|[Nn]ăm|Điều|số) \d[\w./]*|\d{{1,2}} (?:giờ|phút)\b|{_VILLAGE})|(?<=\S) (?=[-–] )"
)
"""A dash stays with what stands before it: at the beginning of a line it would look like that of a list."""
_HYPHEN = re.compile(r"(?<=[\dA-ZĐƯ])-(?=[\dA-ZĐƯ])")
"""In `25-9-2014`, `45/KH-UBND`, `657-QĐ/TU`; a word like `ra-đi-ô` may be parted."""


def unbroken(text: str, *, narrow: bool = False) -> str:
    """The text with spaces and hyphens that no line ends at. `narrow`: a table's column has no room for a whole date."""
    held = (_NARROW if narrow else _WIDE).sub(lambda found: found[0].replace(" ", SPACE), text)
    return _HYPHEN.sub(HYPHEN, held)


def plain(text: str) -> str:
    """What was typed."""
    return text.replace(SPACE, " ").replace(HYPHEN, "-")
