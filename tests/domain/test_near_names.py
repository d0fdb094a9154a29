"""Names with a slip in them, as they sound, or typed without an input method are found all the same."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from meeting_tui.domain.names import search_words
from meeting_tui.domain.near_names import (
    CANDIDATES,
    WordIndex,
    begins_but_for_a_slip,
    holders,
    is_but_for_a_slip,
    near_words,
    sound,
    without_keystrokes,
)
from meeting_tui.domain.records import Person
from meeting_tui.domain.text import fold

WORDS = st.text(alphabet="abcdeghinoqtuxy", min_size=1, max_size=8)


def index_of(*names: str) -> WordIndex:
    index = WordIndex()
    for name in names:
        index.put(name, search_words(name))
    return index


def nearest(index: WordIndex, query: str) -> list[str]:
    near = index.near(fold(query))
    return sorted(near, key=lambda name: (near[name], name))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("nguyeenx", "nguyen"),
        ("vawn", "van"),
        ("hungf", "hung"),
        ("dduwcs", "duc"),
        ("dangdw", "dang"),
        ("tuwowngf", "tuong"),
        ("twowngf", "tuong"),
        ("tuana", "tuan"),
        ("nguye6n4", "nguyen"),
        ("va8n", "van"),
        ("d9u7c1", "duc"),
        ("nguyen", "nguyen"),
        ("xuan", "xuan"),
        ("sang", "sang"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_keys_that_stand_for_marks_are_left_out(typed: str, word: str) -> None:
    """Telex and VNI while the input method is off; words without such keys stay."""
    assert without_keystrokes(typed) == word


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("sang", "xang"),
        ("trung", "chung"),
        ("giang", "dang"),
        ("rung", "dung"),
        ("lam", "nam"),
        ("phuong", "fuong"),
        ("quy", "kui"),
        ("cuong", "kuong"),
        ("ky", "ki"),
        ("thang", "than"),
        ("nghia", "ngia"),
        ("gin", "din"),
    ],
)
def test_what_sounds_alike_somewhere_has_one_spelling(a: str, b: str) -> None:
    """A name that was called out is typed as it was heard."""
    assert sound(a) == sound(b)


@pytest.mark.parametrize(
    ("a", "b"), [("cha", "ca"), ("kha", "ca"), ("nga", "la"), ("anh", "an"), ("tha", "ta")]
)
def test_what_nobody_confuses_stays_apart(a: str, b: str) -> None:
    assert sound(a) != sound(b)


@pytest.mark.parametrize(
    "typed", ["nguyrn", "ngyen", "nguuyen", "ngueyn", "mguyen", "nguyeb", "guyen", "nguyenm"]
)
def test_one_slip_is_seen_through(typed: str) -> None:
    """A letter replaced, left out, doubled, swapped with its neighbour; at the beginning and at the end too."""
    assert is_but_for_a_slip(typed, "nguyen")
    assert begins_but_for_a_slip(typed, "nguyen")


@pytest.mark.parametrize("typed", ["ngyn", "ngouyenn", "gnuyne", "tran"])
def test_two_slips_are_another_word(typed: str) -> None:
    assert not is_but_for_a_slip(typed, "nguyen")


def test_a_slip_is_seen_before_the_word_is_whole() -> None:
    """People look while they type."""
    assert begins_but_for_a_slip("phuwn", "phuong")
    assert not is_but_for_a_slip("phuwn", "phuong")


@example(WORDS, st.integers(0, 8), st.sampled_from("aghx"))
def test_every_slip_in_every_place_is_seen(word: str, at: int, letter: str) -> None:
    """And in both directions."""
    at = min(at, len(word) - 1)
    for slip in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):
        assert is_but_for_a_slip(slip, word)
        assert is_but_for_a_slip(word, slip)
        assert begins_but_for_a_slip(slip, f"{word}ng")


def test_what_was_typed_comes_before_what_it_may_mean() -> None:
    """Exact, then keystrokes and sound, then a slip, then the beginning with a slip."""
    sounds = {word: sound(word) for word in ("sang", "sangh", "xang", "sanh", "trang", "tranh", "minh")}
    assert near_words("sang", sounds) == {"sang": 0, "sangh": 0, "xang": 1, "sanh": 2}
    assert near_words("tang", sounds) == {"sang": 2, "xang": 2, "trang": 2, "sangh": 3}


@pytest.mark.parametrize("typed", ["an", "h", "12", "1a"])
def test_short_words_and_numbers_are_taken_as_they_stand(typed: str) -> None:
    """One other letter would make anybody of them; thôn 12 is not thôn 13."""
    sounds = {word: sound(word) for word in ("anh", "em", "hoa", "12", "120", "13", "la")}
    assert set(near_words(typed, sounds)) == {word for word in sounds if word.startswith(typed)}


@pytest.mark.parametrize(
    "query",
    [
        "nguyeenx vawn hungf",
        "nguye6n4 va8n hu2ng",
        "nguyrn van hung",
        "hugn nguyen",
        "ngyễn văn hùng",
        "nguyen van h",
    ],
)
def test_somebody_is_found_by_each_word(query: str) -> None:
    """In any order, accents or not, the last word not yet whole."""
    index = index_of("Nguyễn Văn Hùng", "Trần Thị Hoa", "Lê Văn Sơn")
    assert nearest(index, query)[:1] == ["Nguyễn Văn Hùng"]
    assert "Trần Thị Hoa" not in nearest(index, query)


@pytest.mark.parametrize("query", ["lee vux", "le6 vu4", "lee vu"])
def test_short_names_are_found_without_an_input_method_too(query: str) -> None:
    """Lê, Vũ, Đỗ, Hồ: half the commune."""
    assert nearest(index_of("Lê Vũ", "Lâm An", "Vi Lê"), query) == ["Lê Vũ"]


def test_the_nearest_name_comes_first() -> None:
    """The distances of the words add up."""
    index = index_of("Lê Thị Xuân", "Lê Thị Suân", "Lê Thị Suốn", "Phạm Thị Huân")
    assert nearest(index, "thi suan") == ["Lê Thị Suân", "Lê Thị Xuân", "Lê Thị Suốn", "Phạm Thị Huân"]
    assert nearest(index, "le suan")[:2] == ["Lê Thị Suân", "Lê Thị Xuân"]
    assert nearest(index_of("Trang Suân", "Trag Xuân"), "trag suan") == ["Trag Xuân", "Trang Suân"]


def test_a_word_in_which_two_are_near_counts_once_at_its_best() -> None:
    assert index_of("Sang Xang Sanh").near("sang") == {"Sang Xang Sanh": 0}


def test_who_left_is_not_found() -> None:
    index = index_of("Nguyễn Văn Hùng", "Phạm Văn Hùng")
    index.drop("Nguyễn Văn Hùng", search_words("Nguyễn Văn Hùng"))
    assert nearest(index, "hugn") == ["Phạm Văn Hùng"]
    assert nearest(index, "nguyen") == []


def test_nothing_is_near_to_nothing() -> None:
    assert index_of("Nguyễn Văn Hùng").near("") == {}
    assert index_of("Nguyễn Văn Hùng").near("xyz") == {}


def test_ten_thousand_people_are_searched_between_two_keys() -> None:
    """5 ms on the machine that measured it, over 1,500 words; the bound is loose for a busy one."""
    rng = random.Random(1)
    words = ["".join(rng.choices("aeghinotuy", k=rng.randint(3, 6))) for _ in range(1_500)]
    index = WordIndex()
    for owner in range(10_000):
        index.put(str(owner), rng.choices(words, k=4))
    started = time.perf_counter()
    index.near("nguyeenx vawn hugn")
    assert time.perf_counter() - started < 0.1


PEOPLE = {
    "other": Person(name="Nguyễn Văn Ngọc", birth_year=1971),
    "unknown": Person(name="NGUYỄN VĂN NGỌC"),
    "same": Person(name="Nguyen Van Ngoc", birth_year=1960),
    "else": Person(name="Nguyễn Văn Ngạc", birth_year=1960),
    "longer": Person(name="Nguyễn Văn Ngọc Anh", birth_year=1960),
}


def test_who_holds_a_card_is_looked_for_by_name_and_year() -> None:
    """Same year, then none on the list, then another one: lists have wrong years, and the desk asks."""
    assert holders(PEOPLE, "Nguyễn  Văn Ngọc", 1960) == ["same", "unknown", "other"]
    assert holders(PEOPLE, "NGUYEN VAN NGOC", None) == ["other", "unknown", "same"]


def test_a_lost_letter_may_be_any_one() -> None:
    """One, not none and not two; and it is no pattern of anything else."""
    assert holders(PEOPLE, "Nguyễn Văn Ng?c", 1960) == ["same", "else", "unknown", "other"]
    assert holders(PEOPLE, "Nguyễn Văn Ngọ?c", 1960) == []
    assert holders(PEOPLE, "Nguyễn Văn .*", 1960) == []


def test_a_common_name_gives_no_endless_list() -> None:
    people = {str(n): Person(name="Nguyễn Văn An", birth_year=1960) for n in range(CANDIDATES + 1)}
    assert len(holders(people, "Nguyễn Văn An", 1960)) == CANDIDATES
