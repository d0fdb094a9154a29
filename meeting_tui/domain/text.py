"""What text from outside becomes before anything else sees it, and how it is compared for search.

Both functions are cheap enough to be called again at every edge.
"""

from __future__ import annotations

import re
import unicodedata

_DROPPED_RANGES: tuple[tuple[int, int], ...] = (
    (0x00, 0x1F),  # C0; tabs and line ends are mapped below
    (0x7F, 0x9F),  # DEL, C1
    (0xAD, 0xAD),  # soft hyphen
    (0x115F, 0x1160),  # fillers of Korean syllables: letters to Unicode, nothing to the eye
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero-width space
    (0x200E, 0x200F),  # direction marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x2069),  # word joiner, invisible operators, direction isolates
    (0x2800, 0x2800),  # a Braille cell without dots
    (0x3164, 0x3164),  # another filler
    (0xD800, 0xDFFF),  # lone surrogates: they cannot be written as UTF-8
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFB),  # marks of annotations
    (0xFFFE, 0xFFFF),  # not characters; XML refuses them
    (0xE0000, 0xE007F),  # tags
)
_CLEANED: dict[int, str | None] = {
    code: None for first, last in _DROPPED_RANGES for code in range(first, last + 1)
} | {0x09: " ", **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")}
# A terminal pastes line ends as a lone CR, Word's Shift+Enter comes as 0B, a web page's break as 2028: what ends a line
# keeps words apart.

_BLANK = re.compile("[\u115f\u1160\u2800\u3164]")
"""What would be dropped and yet counts as printable."""
_MARKS = re.compile("[\u0300-\u036f]+")
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bb\u02bc\u2032\u00b4`", "'"))
"""What keyboards and word processors put where `H'Hen` has an apostrophe."""


def clean(s: str) -> str:
    """The text in NFC without control, direction and invisible characters; line feeds stay.

    Rule 1 of section 4 of the note on Textual. Dropping comes first: what it brings together may compose.
    """
    # Everything else that would be dropped counts as not printable.
    if s.isprintable() and unicodedata.is_normalized("NFC", s) and _BLANK.search(s) is None:
        return s
    return unicodedata.normalize("NFC", s.replace("\r\n", "\n").translate(_CLEANED))


def clean_line(s: str) -> str:
    """`clean` on one line: every run of white space is one space, none at the ends."""
    return " ".join(clean(s).split())


def fold(s: str) -> str:
    """The text as search compares it: no marks, no case, one space between words (handbook, 9).

    Where a tone stands does not matter any more: `hòa` and `hoà` are both `hoa`.
    """
    if not s.isascii():
        # Lower case first: it may make marks of its own. `đ` does not decompose.
        s = _MARKS.sub("", unicodedata.normalize("NFD", s.lower())).replace("đ", "d")
    return " ".join(s.lower().translate(APOSTROPHES).split())


def initial_capital(s: str) -> str:
    """The first letter in upper case, the rest as it stands."""
    return s[:1].upper() + s[1:]
