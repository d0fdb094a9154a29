"""Vietnamese personal names: their parts, their order, and how a name is found (handbook, 9)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from meeting_tui.domain.text import APOSTROPHES, clean_line, fold

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng after the bare ngang, as in CLDR `vi`. Old books order them otherwise."""

LETTERS = ("aăâ", "dđ", "eê", "oôơ", "uưư")
"""Letters that follow another one with the same base. All others stand as in Latin."""

_RANK: dict[str, str] = {chr(code): f"{chr(code)}0" for code in range(ord("a"), ord("z") + 1)} | {
    letter: f"{family[0]}{place}" for family in LETTERS for place, letter in enumerate(family)
}
_TONE_RANK: dict[str, str] = {tone: str(rank) for rank, tone in enumerate(TONES, start=1)}

PartKey: TypeAlias = tuple[str, str]
SortKey: TypeAlias = tuple[PartKey, PartKey, PartKey]
SearchKey: TypeAlias = str


class Name(NamedTuple):
    """Family name, middle names, given name. Any of them may be empty but the last."""

    ho: str
    dem: str
    ten: str


def split_name(full: str, sort_given: str = "") -> Name:
    """The parts: first word, middle, last word, unless `sort_given` says what the given name is.

    The default is wrong for Tây Nguyên names such as `H'Hen Niê`, whose family name comes last:
    that is what `sort_given` is for.
    """
    words = clean_line(full).split()
    given_words = clean_line(sort_given).split()
    others = _without(words, given_words) if given_words else words[:-1]
    return Name("".join(others[:1]), " ".join(others[1:]), " ".join(given_words or words[-1:]))


def given(full: str, sort_given: str = "") -> str:
    """The name by which a person is addressed."""
    return split_name(full, sort_given).ten


def sort_key(full_name: str, sort_given: str = "") -> SortKey:
    """The place in a list: given name, then family name, then middle names.

    Each part compares by its letters without tones, and by its tones where the letters are the same.
    """
    name = split_name(full_name, sort_given)
    return _part_key(name.ten), _part_key(name.ho), _part_key(name.dem)


def name_key(full_name: str) -> PartKey:
    """Equal for two spellings of one name: case, spaces, apostrophes and the tone's place do not matter."""
    return _part_key(clean_line(full_name))


def same_name(a: str, b: str) -> bool:
    """Whether two spellings are one name. For many names put `name_key` in a set."""
    return name_key(a) == name_key(b)


def by_number(name: str) -> list[tuple[int, PartKey]]:
    """The place of a village in a list: numbers in its name count as numbers, thôn 2 before thôn 10; Ích before Mỹ."""
    parts = re.split(r"(\d+)", name)
    return [(int(part), ("", "")) if part.isdecimal() else (-1, _part_key(part)) for part in parts]


def abbreviated(full_name: str) -> str:
    """`Nguyễn Văn Ánh` as `N.V.A.`, for people who asked not to be named (handbook, 8). Đ stays Đ."""
    initials = (_initial(word) for word in clean_line(full_name).split())
    return "".join(f"{initial}." for initial in initials if initial)


def search_words(full_name: str) -> list[str]:
    """The folded words. One with a mark in it also without the mark, and what follows it: `H'Hen`, `hhen`, `hen`."""
    return _with_pieces(fold(clean_line(full_name)).split())


def search_key(full_name: str) -> SearchKey:
    """What `matches` looks in: the words as of `search_words`, then the initials, each after a space.

    Made once and kept beside the name; two keys joined are a key.
    """
    words = fold(clean_line(full_name)).split()
    initials = "".join(piece[0] for word in words for piece in _pieces(word)[:1])
    return "".join(f" {word}" for word in [*_with_pieces(words), initials] if word)


def matches(query_folded: str, key_folded: SearchKey) -> bool:
    """Whether every word of the query begins a word of the name, or its initials: `van a`, `nva`.

    Called for every person on the list at every key press, hence `map`.
    """
    return all(map(key_folded.__contains__, _needles(query_folded)))


@lru_cache(maxsize=64)
def _needles(query_folded: str) -> tuple[str, ...]:
    return tuple(f" {word}" for word in query_folded.split())


def _with_pieces(words: list[str]) -> list[str]:
    return [*words, *(piece for word in words if not word.isalnum() for piece in _pieces(word))]


def _pieces(word: str) -> list[str]:
    """A word without its punctuation, whole and then in parts."""
    parts = re.findall(r"[^\W_]+", word)
    return ["".join(parts), *parts[1:]] if parts else []


def _initial(word: str) -> str:
    """The first letter in upper case without its tone: `Á` is `A`, `Ấ` is `Â`."""
    bare = unicodedata.normalize("NFD", word).translate(dict.fromkeys(map(ord, TONES)))
    return next((char.upper() for char in unicodedata.normalize("NFC", bare) if char.isalpha()), "")


def _without(words: list[str], part: list[str]) -> list[str]:
    """`words` less the last run that is `part`; all but the last word if there is none."""
    size = len(part)
    for start in range(len(words) - size, -1, -1):
        if all(same_name(a, b) for a, b in zip(words[start:], part, strict=False)):
            return words[:start] + words[start + size :]
    return words[:-1]


def _part_key(part: str) -> PartKey:
    keys = [_word_key(word) for word in part.split()]
    return " ".join(letters for letters, _ in keys), " ".join(marks for _, marks in keys)


@lru_cache(maxsize=8192)
def _word_key(word: str) -> PartKey:
    """Letters by rank, and the marks of the word in a row: a syllable has one tone wherever it is written.

    A mark that makes no Vietnamese letter (`ĭ`, `č` of the Tây Nguyên) counts after the tones.
    """
    letters: list[str] = []
    marks: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower().translate(APOSTROPHES)):
        composed = unicodedata.normalize("NFC", letters[-1] + char) if letters else ""
        if composed in _RANK:
            letters[-1] = composed
        elif unicodedata.combining(char):
            marks.append(_TONE_RANK.get(char, char))
        else:
            letters.append(char)
    return "".join(_RANK.get(letter, letter) for letter in letters), "".join(marks)
