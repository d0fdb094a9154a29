"""The people of the meeting in the order of their names, ready to be searched at every key."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nsmallest

from meeting_tui.domain.names import SearchKey, SortKey, matches, search_key, search_words, sort_key
from meeting_tui.domain.near_names import WordIndex
from meeting_tui.domain.records import Person
from meeting_tui.domain.text import clean_line, fold

Row = tuple[str, Person]

FEW = 5
"""Where fewer are found, the clerk may have made a slip: those near to it follow."""
NEAR_ROWS = 20


class PeopleIndex:
    """Made once per program: only who is new, or was renamed, is looked at again."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Person, SearchKey, SortKey]] = {}
        self._order: list[str] = []
        self._words = WordIndex()
        self._query = ""
        self._found: list[str] = []
        self._near: list[str] = []

    @property
    def exact_count(self) -> int:
        """How many rows of the last search, from the first, have what was typed; the others are near to it."""
        return len(self._found)

    def take(self, people: Mapping[str, Person]) -> None:
        """These are the people now."""
        moved = len(people) != len(self._keys)
        for key, person in people.items():
            kept = self._keys.get(key)
            if kept is not None and kept[0] is person:
                continue
            same = kept is not None and _named_alike(kept[0], person)
            moved = moved or not same
            if kept is not None and same:
                self._keys[key] = (person, *kept[1:])
                continue
            if kept is not None:
                self._words.drop(key, _words_of(kept[0]))
            self._words.put(key, _words_of(person))
            self._keys[key] = (person, *_keys_of(person))
        if moved:
            for key in self._keys.keys() - people.keys():
                self._words.drop(key, _words_of(self._keys.pop(key)[0]))
            self._order = sorted(people, key=lambda key: (self._keys[key][2], key))
            self._query, self._found, self._near = "", self._order, []

    def search(self, query: str) -> list[Row]:
        """Everybody, or those of whom each word of the query begins a word of the name or the village.

        Where these are few, the nearest others follow: names with one slip, as they sound, typed without an input method.
        """
        wanted = fold(clean_line(query))
        if wanted != self._query:
            among = self._found if wanted.startswith(self._query) else self._order
            self._query = wanted
            self._found = (
                [key for key in among if matches(wanted, self._keys[key][1])] if wanted else self._order
            )
            self._near = self._nearest(wanted) if wanted and len(self._found) < FEW else []
        return [(key, self._keys[key][0]) for key in [*self._found, *self._near]]

    def _nearest(self, wanted: str) -> list[str]:
        """The nearest first, and in the order of names where they are equally near."""
        near = self._words.near(wanted)
        others = near.keys() - set(self._found)
        return nsmallest(NEAR_ROWS, others, key=lambda key: (near[key], self._keys[key][2], key))


def _named_alike(a: Person, b: Person) -> bool:
    return (a.name, a.village, a.sort_given) == (b.name, b.village, b.sort_given)


def _keys_of(person: Person) -> tuple[SearchKey, SortKey]:
    return search_key(person.name) + search_key(person.village), sort_key(person.name, person.sort_given)


def _words_of(person: Person) -> list[str]:
    return [*search_words(person.name), *search_words(person.village)]
