"""What may not be parted at the end of a line: dates, hours, numbers and what they count, forms of address.

Layout only: the tree, Markdown and JSON keep plain spaces and hyphens.
"""

from __future__ import annotations

import re

SPACE = "\u00a0"
HYPHEN = "\u2011"

_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x41, 0x1EFA))))
_DATE = r"[Nn]gày \d{1,2}(?: tháng \d{1,2}(?: năm \d{4})?)?|[Tt]háng \d{1,2}(?: năm \d{4})?|[Nn]ăm \d{4}"
_HOUR = r"\d{1,2} giờ(?: \d{1,2} phút)?"
_PLACE = r"(?:Điều|điều|Khoản|khoản|Điểm|điểm|Chương|Mục|mục|Phụ lục|số|Số|Số:|thôn|tổ|khóa|nhiệm kỳ) (?:\d[\w./]*|[IVX]+\b)"
_COUNT = (
    r"\d[\d.,]* (?:người|hộ|lượt|ý kiến|phiếu|bản|ngày|phút|đồng(?! chí)|triệu|tỷ|m2|m²|m|km|ha|kg|tấn)\b"
)
_SALUTATION = rf"(?:[Ôô]ng \(bà\)|[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c) (?=[{_CAPITAL}])"
_WIDE = re.compile(rf"\b(?:{'|'.join((_DATE, _HOUR, _PLACE, _COUNT, _SALUTATION))})")
_NARROW = re.compile(r"\b(?:[Nn]gày|[Tt]háng|[Nn]ăm|Điều|số) \d[\w./]*|\d{1,2} (?:giờ|phút)\b")
_HYPHEN = re.compile(r"(?<=[\dA-ZĐƯ])-(?=[\dA-ZĐƯ])")
"""In `25-9-2014`, `45/KH-UBND`, `657-QĐ/TU`; a word like `ra-đi-ô` may be parted."""


def unbroken(text: str, *, narrow: bool = False) -> str:
    """The text with spaces and hyphens that no line ends at. `narrow`: a table's column has no room for a whole date."""
    held = (_NARROW if narrow else _WIDE).sub(lambda found: found[0].replace(" ", SPACE), text)
    return _HYPHEN.sub(HYPHEN, held)


def plain(text: str) -> str:
    """What was typed."""
    return text.replace(SPACE, " ").replace(HYPHEN, "-")
