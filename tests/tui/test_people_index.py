"""The people in the order of their names, found while somebody types."""

from __future__ import annotations

import msgspec

from meeting_tui.domain.records import Person
from meeting_tui.tui.people_index import FEW, NEAR_ROWS, PeopleIndex

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


def test_where_few_are_found_those_near_to_it_follow() -> None:
    """A slip, or no input method, must not make a walk-in of somebody on the list."""
    index = PeopleIndex()
    index.take(PEOPLE)
    assert (found(index, "hunhg"), index.exact_count) == (["h"], 0)
    assert (found(index, "hoof vawn hungf"), index.exact_count) == (["h"], 0)
    index.take({**PEOPLE, "x": Person(name="Hưn")})
    assert (found(index, "hung"), index.exact_count) == (["h", "x"], 1)


def test_where_enough_are_found_nobody_else_follows() -> None:
    """Everybody has something near to a common name."""
    index = PeopleIndex()
    index.take({str(n): Person(name="Lê Hùng") for n in range(FEW)} | {"x": Person(name="Lê Hưn")})
    assert len(found(index, "hung")) == index.exact_count == FEW


def test_those_near_are_never_many() -> None:
    """The nearest first, then in the order of names."""
    index = PeopleIndex()
    index.take({f"{n:02}": Person(name="Lê Tung") for n in range(30)} | {"x": Person(name="Lê Xung")})
    rows = found(index, "sung")
    assert rows[0] == "x"
    assert rows[1:] == [f"{n:02}" for n in range(NEAR_ROWS - 1)]


def test_a_slip_finds_new_and_renamed_people_and_not_who_left() -> None:
    index = PeopleIndex()
    index.take(PEOPLE)
    assert found(index, "hugn") == ["h"]
    index.take({"a": PEOPLE["a"], "h": Person(name="Hồ Văn Thịnh"), "n": Person(name="Hùng")})
    assert found(index, "hugn") == ["n"]
    assert found(index, "thinnh") == ["h"]
    index.take({"a": PEOPLE["a"]})
    assert found(index, "hugn") == found(index, "ddafo") == []
