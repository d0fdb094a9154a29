"""The people of the meeting in the order of their names, ready to be searched at every key."""

from __future__ import annotations

from collections.abc import Mapping

from meeting_tui.domain.names import SearchKey, SortKey, matches, search_key, sort_key
from meeting_tui.domain.records import Person
from meeting_tui.domain.text import clean_line, fold

Row = tuple[str, Person]


class PeopleIndex:
    """Made once per program: only who is new, or was renamed, is looked at again."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Person, SearchKey, SortKey]] = {}
        self._order: list[str] = []
        self._query = ""
        self._found: list[str] = []

    def take(self, people: Mapping[str, Person]) -> None:
        """These are the people now."""
        moved = len(people) != len(self._keys)
        for key, person in people.items():
            kept = self._keys.get(key)
            if kept is not None and kept[0] is person:
                continue
            same = kept is not None and _named_alike(kept[0], person)
            moved = moved or not same
            self._keys[key] = (person, *(kept[1:] if kept is not None and same else _keys_of(person)))
        if moved:
            self._keys = {key: self._keys[key] for key in people}
            self._order = sorted(self._keys, key=lambda key: (self._keys[key][2], key))
            self._query, self._found = "", self._order

    def search(self, query: str) -> list[Row]:
        """Everybody, or those of whom each word of the query begins a word of the name or the village."""
        wanted = fold(clean_line(query))
        if wanted != self._query:
            among = self._found if wanted.startswith(self._query) else self._order
            self._query = wanted
            self._found = (
                [key for key in among if matches(wanted, self._keys[key][1])] if wanted else self._order
            )
        return [(key, self._keys[key][0]) for key in self._found]


def _named_alike(a: Person, b: Person) -> bool:
    return (a.name, a.village, a.sort_given) == (b.name, b.village, b.sort_given)


def _keys_of(person: Person) -> tuple[SearchKey, SortKey]:
    return search_key(person.name) + search_key(person.village), sort_key(person.name, person.sort_given)
