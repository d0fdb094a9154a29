"""Text typed with legacy fonts: TCVN3 (ABC, `.VnTime`) and VNI-Windows (`VNI-Times`).

Such text is Latin-1 to every program, and looks right in its own font only: `NguyÔn` is Nguyễn in TCVN3,
`Nguyeãn` in VNI. Which one it is shows in a column as a whole, and what is Unicode must not be touched.

TCVN3 has one byte a letter, and no capitals with tones: those are the small letters in a font of capitals,
`.VnTimeH`. VNI writes a vowel and then its marks as a second letter.
Source: TCVN 5712:1993, whose VN1 (iconv's TCVN5712-1) has the same 74 letters; the keyboard of VNI for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, Literal

from meeting_tui.intake.syllables import is_syllable

Encoding = Literal["unicode", "tcvn3", "vni"]

_TCVN3: Final = {
    first + place: letter
    for first, letters in (
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    )
    for place, letter in enumerate(letters)
}
"""Unicode's letter for each byte of TCVN3."""

_FROM_TCVN3: Final = {ord(letter): chr(code) for code, letter in _TCVN3.items()}

_TONES: Final = "\u0301\u0300\u0309\u0303\u0323"
_VNI_MARKS: Final = (
    ("ùøûõï", "", "aeouyôö"),  # a tone alone
    ("áàåãä", "\u0302", "aeo"),  # with a circumflex
    ("éèúüë", "\u0306", "a"),  # with a breve
)
"""Second letters in the order of `_TONES`, what else they put on the vowel, and the vowels."""
_VNI_SINGLE: Final = {
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _vni_letters() -> Iterator[tuple[str, str]]:
    """What VNI writes for each letter, both small."""
    yield from _VNI_SINGLE.items()
    yield from {"aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă"}.items()
    for marks, shape, vowels in _VNI_MARKS:
        for vowel in vowels:
            for mark, tone in zip(marks, _TONES, strict=True):
                letter = unicodedata.normalize("NFC", _VNI_SINGLE.get(vowel, vowel) + shape + tone)
                yield vowel + mark, letter


_VNI: Final = {
    written: letter if written[0].islower() else letter.upper()
    for small, letter in _vni_letters()
    for written in (small, small.upper(), small.capitalize(), small[0] + small[1:].upper())
}
"""Unicode's letter for each sequence of VNI. The first one's case counts: typists mix them."""
_VNI_SEQUENCE: Final = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_ONLY_UNICODE: Final = re.compile(
    "[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0180-\u0191\u0193-\u024f\u0300-\u036f\u1e00-\u1eff]"
)
"""Letters with marks that no byte of Windows' Latin code page stands for. That one has Œ, Š, Ÿ, Ž and ƒ."""
_WORD: Final = re.compile("[A-Za-z\u00a1-\u00ff]*[\u00a1-\u00ff][A-Za-z\u00a1-\u00ff]*")
_MOST_WORDS = 500
_WRONG_IN_ALL: Final = 0.02
"""Most words survive such a thing as other words: `Tú` as Tỳ. A good list has none that do not."""
_FAMILIAR: Final = frozenset(
    re.findall(
        r"\w+",
        "nguyễn trần lê phạm vũ võ đặng bùi đỗ thị văn ông bà thôn xóm bản làng ấp tổ phố khóm đội số xã phường hộ",
    )
)
"""Words of every roster. They settle what a few words leave open: `Thôn` would be `Thụn` in TCVN3."""
_CAPITALS: Final = re.compile("[A-Z]{2}")
_SMALL: Final = re.compile("[a-z]")


def detect(texts: Sequence[str], fonts: Sequence[str] = ()) -> Encoding:
    """What a column is written in. `fonts` are those of the cells, as far as known.

    A letter that only Unicode has settles it, and nothing is converted then. Otherwise the reading counts that
    makes the most Vietnamese syllables; where several do, the font, and then to leave it as it stands.
    """
    if any(map(_ONLY_UNICODE.search, texts)):
        return "unicode"
    words = list(islice(dict.fromkeys(word for text in texts for word in _WORD.findall(text)), _MOST_WORDS))
    order: tuple[Encoding, ...] = (_font_of_most(texts, fonts), "unicode", "vni", "tcvn3")
    return max(order, key=lambda encoding: sum(_likeness(word, encoding) for word in words))


def cell_encoding(text: str, font: str, column: Encoding) -> Encoding:
    """What one cell is written in: as its column, unless it shows to be otherwise.

    Lists put together from several villages have rows in Unicode and rows in a legacy font in one column.
    """
    if _ONLY_UNICODE.search(text):
        return "unicode"
    own = font_encoding(font)
    if column == "unicode" and own != "unicode":
        return detect([text], [font])
    return column if own == "unicode" else own


def reading_in_old_font(text: str) -> str:
    """What the text would be in a legacy font where that makes more sense than it does as it stands; else empty.

    `Voõ Thò Bình` is Võ Thị Bình: a row that was copied into a list in Unicode without its font.
    """
    if all(map(is_syllable, _WORD.findall(text))):
        return ""
    encoding = detect([text])
    return "" if encoding == "unicode" else convert(text, encoding)


def font_encoding(font: str) -> Encoding:
    """What a font was made for, by its name."""
    name = font.casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else "unicode"


def convert(text: str, encoding: Encoding, font: str = "") -> str:
    """The text in Unicode; as it stands if it is in Unicode already, whatever `encoding` says.

    TCVN3 in a font of capitals, or typed with capitals where there were any, comes in capitals.
    """
    if encoding == "unicode" or _ONLY_UNICODE.search(text):
        return text
    if encoding == "vni":
        return _VNI_SEQUENCE.sub(lambda found: _VNI[found[0]], text)
    capitals = font.casefold().startswith(".vn") and font.casefold().endswith("h")
    if capitals or (_CAPITALS.search(text) and not _SMALL.search(text)):
        return text.translate(_TCVN3).upper()
    return text.translate(_TCVN3)


def looks_converted_twice(texts: Sequence[str]) -> bool:
    """Whether Unicode was taken for TCVN3 once: `chớnh sỏch phỏp luật` was `chính sách pháp luật`."""
    words = set(islice((word for text in texts for word in _marked_words(text)), _MOST_WORDS))
    wrong = [word for word in words if not is_syllable(word) and is_syllable(word.translate(_FROM_TCVN3))]
    return len(wrong) > 1 and len(wrong) > _WRONG_IN_ALL * len(words)


def _font_of_most(texts: Sequence[str], fonts: Sequence[str]) -> Encoding:
    """The encoding whose fonts show most of the texts in which it matters."""
    shown = Counter(
        font_encoding(font) for text, font in zip(texts, fonts, strict=False) if not text.isascii()
    )
    return shown.most_common(1)[0][0] if shown else "unicode"


def _likeness(word: str, encoding: Encoding) -> int:
    """How much a word looks Vietnamese when it is read so: 0, 1, or 2 if it is familiar."""
    if encoding == "tcvn3" and any(letter > "\u00a0" and ord(letter) not in _TCVN3 for letter in word):
        return 0
    if encoding == "vni" and not _VNI_SEQUENCE.sub("", word).isascii():
        return 0
    read = convert(word, encoding)
    return is_syllable(read) + (read.lower() in _FAMILIAR)


def _marked_words(text: str) -> Iterator[str]:
    return (word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii())
