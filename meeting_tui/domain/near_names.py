"""Names that were typed with a slip, heard and spelled as they sound, typed without an input method, or read off a card.

Everything here works on folded words (`text.fold`): accents never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from meeting_tui.domain.records import Person
from meeting_tui.domain.text import clean_line, fold

Distance: TypeAlias = int
"""How far a word is from what was typed: 0 to 3, see `near_words`. For a name the sum of its words."""

SHORTEST = 3
"""Shorter words are taken as they stand: one other letter would make them anything."""
CANDIDATES = 20

_VOWELS = frozenset("aeiouy")
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("^ngh", "ng"),
        ("^gh", "g"),
        ("^gi(?=[aeou])|^[rz]", "d"),
        ("^gi", "di"),
        ("^tr", "ch"),
        ("^ph", "f"),
        ("^q|^c(?!h)", "k"),
        ("^x", "s"),
        ("^l", "n"),
        ("y", "i"),
        ("ng$", "n"),
    )
)
"""What people write for one another: s and x, ch and tr, d, gi and r, n and l, c, k and q, i and y, n and ng at the end."""


class WordIndex:
    """The words of many names, and whose they are: only the words are compared, and there are few."""

    def __init__(self) -> None:
        self._owners: dict[str, set[str]] = {}
        self._sounds: dict[str, str] = {}

    def put(self, owner: str, words: Iterable[str]) -> None:
        for word in words:
            if word not in self._owners:
                self._owners[word] = set()
                self._sounds[word] = sound(word)
            self._owners[word].add(owner)

    def drop(self, owner: str, words: Iterable[str]) -> None:
        """The same words that were put. A word without owners stays: it may come back, and finds nobody."""
        for word in words:
            self._owners[word].discard(owner)

    def near(self, query_folded: str) -> dict[str, Distance]:
        """Who has a word near to each word of the query. Those who have each exactly are among them, at 0."""
        found: dict[str, Distance] | None = None
        for typed in query_folded.split():
            words = near_words(typed, self._sounds, among_others=" " in query_folded)
            owners: dict[str, Distance] = {}
            for word in sorted(words, key=words.__getitem__, reverse=True):
                owners.update(dict.fromkeys(self._owners[word], words[word]))
            if found is not None:
                owners = {owner: found[owner] + owners[owner] for owner in found.keys() & owners.keys()}
            found = owners
        return found or {}


def near_words(typed: str, sounds: Mapping[str, str], *, among_others: bool = False) -> dict[str, Distance]:
    """Those of these words (each with its `sound`) that somebody may have meant, or begun, by `typed`.

    0: it begins the word; 1: it does when marks typed as letters are left out, or by its sound; 2: it is the word but for
    one slip; 3: it begins the word but for one slip, or has one beside marks typed as letters. `among_others`: other
    words are asked for as well, so that even one of two letters may have a slip.
    """
    plain = without_keystrokes(typed)
    nobody = not any(word.startswith(typed) for word in sounds)
    if nobody and among_others and len(typed) == len(plain) == 2 and plain.isalpha():
        return {word: 2 for word in sounds if len(word) == 2 and word[0] == plain[0]}
    if len(plain) < SHORTEST or not plain.isalpha():
        return {word: int(not word.startswith(typed)) for word in sounds if word.startswith((typed, plain))}
    heard = sound(plain)
    whole = plain.endswith("ng")  # its sound is shorter, and would begin other words
    near: dict[str, Distance] = {}
    for word, sounded in sounds.items():
        if word.startswith(typed):
            near[word] = 0
        elif word.startswith(plain) or sounded == heard or (not whole and sounded.startswith(heard)):
            near[word] = 1
        elif is_but_for_a_slip(typed, word):
            near[word] = 2
        elif len(plain) > SHORTEST and begins_but_for_a_slip(plain, word):
            near[word] = 3
    return near


def is_but_for_a_slip(typed: str, word: str) -> bool:
    """The same as below, to the end of the word."""
    return (
        abs(len(typed) - len(word)) <= 1
        and begins_but_for_a_slip(typed, word)
        and begins_but_for_a_slip(word, typed)
    )


def begins_but_for_a_slip(typed: str, word: str) -> bool:
    """Whether `typed` begins the word once one letter is added, left out or replaced, or two neighbours are swapped."""
    at = 0
    for one, other in zip(typed, word, strict=False):
        if one != other:
            break
        at += 1
    rest = typed[at + 1 :]
    return (
        word.startswith(rest, at + 1)
        or word.startswith(rest, at)
        or word.startswith(typed[at:], at + 1)
        or (typed[at : at + 2] == word[at : at + 2][::-1] and word.startswith(rest[1:], at + 2))
    )


def without_keystrokes(word: str) -> str:
    """The word without the keys of Telex or VNI that stand for marks: `nguyeenx` and `nguye6n4` are `nguyen`.

    A syllable has one nucleus and ends in no s, f, r, x, j, z, d or w, so what is left out was no letter of it.
    """
    letters = ""
    for char in word if word[:1].isdecimal() else re.sub(r"\d", "", word):
        if char == "w":
            letters += "" if _VOWELS.intersection(letters) else "u"
        elif _VOWELS.intersection(letters) and char in "sfrxjz":
            continue
        elif char not in "aeod" or char not in letters:
            letters += char
    return letters


def sound(word: str) -> str:
    """One spelling for all that sound alike somewhere in the country."""
    for written, said in _SOUNDS:
        word = written.sub(said, word)
    return word


def holders(people: Mapping[str, Person], name: str, birth_year: int | None) -> list[str]:
    """Who on the list may hold a card with this name, `?` for a lost letter: at most 20, the likeliest first.

    Born in that year, then of an unknown year, then of another one: a list may be wrong, and the desk asks.
    """
    wanted = re.compile(re.escape(fold(clean_line(name))).replace(r"\?", r"[^\W\d_]"))
    found = [
        (_year_differs(person.birth_year, birth_year), place, key)
        for place, (key, person) in enumerate(people.items())
        if wanted.fullmatch(fold(clean_line(person.name)))
    ]
    return [key for _, _, key in sorted(found)[:CANDIDATES]]


def _year_differs(listed: int | None, on_card: int | None) -> int:
    if listed is None or on_card is None:
        return 1
    return 0 if listed == on_card else 2
