"""The people in the order of their names, found while somebody types."""

from __future__ import annotations

import msgspec

from meeting_tui.domain.records import Person
from meeting_tui.tui.people_index import PeopleIndex

PEOPLE = {
    "a": Person(name="Nguyễn Văn An", village="thôn 1"),
    "d": Person(name="Đặng Thị Đào", village="thôn 2"),
    "h": Person(name="Hồ Văn Hùng", village="thôn 1"),
}


def found(index: PeopleIndex, query: str) -> list[str]:
    return [key for key, _person in index.search(query)]


def test_people_stand_in_the_order_of_their_given_names() -> None:
    index = PeopleIndex()
    index.take(PEOPLE)
    assert found(index, "") == ["a", "d", "h"]


def test_a_query_that_grows_and_shrinks_finds_the_same_as_a_new_one() -> None:
    """The last answer is only narrowed while the query goes on."""
    index = PeopleIndex()
    index.take(PEOPLE)
    grown = [found(index, query) for query in ("v", "va", "van", "va", "thon 1", "thon 2 d", "", "nva")]
    fresh = []
    for query in ("v", "va", "van", "va", "thon 1", "thon 2 d", "", "nva"):
        other = PeopleIndex()
        other.take(PEOPLE)
        fresh.append(found(other, query))
    assert grown == fresh
    assert fresh[2] == ["a", "h"]


def test_a_change_is_seen_in_a_search_that_stands() -> None:
    """Somebody checked in, was renamed, came, left the list."""
    index = PeopleIndex()
    index.take(PEOPLE)
    assert found(index, "hung") == ["h"]
    came = msgspec.structs.replace(PEOPLE["h"], status="present")
    index.take({**PEOPLE, "h": came})
    assert index.search("hung") == [("h", came)]
    index.take(
        {**PEOPLE, "h": msgspec.structs.replace(came, name="Hồ Văn Hưng Thịnh"), "x": Person(name="Hùng")}
    )
    assert found(index, "hung") == ["x", "h"]
    index.take({"a": PEOPLE["a"]})
    assert found(index, "") == ["a"]
    assert found(index, "hung") == []
