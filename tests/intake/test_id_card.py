"""A card says whom to look for, and nothing else of it goes anywhere."""

from __future__ import annotations

import time
import unicodedata

import msgspec
import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from meeting_tui.intake.id_card import IdCard, read_id_card, starts_like_id_card
from meeting_tui.intake.keyboard import KEYS, LAYOUTS, Layout

OLD = "001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"
HEALTH = "GD4010000000001|4e677579e1bb856e2056c4836e2041|01/01/1990|1|54686ec3b46e2031|01 - 001|01/01/2026"
HOLDER = IdCard(name="Nguyễn Văn A", birth_year=1990)


def card(name: str = "Nguyễn Văn A", born: str = "01011990", sex: str = "Nam", old: str = "012345678") -> str:
    return f"001090000001|{old}|{name}|{born}|{sex}|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"


def keyed(text: str, layout: Layout) -> str:
    """The digits of a text as their keys type them."""
    return text.translate(str.maketrans(KEYS, LAYOUTS[layout]))


def named(name: str) -> IdCard:
    found = read_id_card(card(name))
    assert found is not None
    return found


def scanned(text: str) -> str:
    """UTF-8 read as Windows-1252, which has no character for five bytes: they come as control characters."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize(
    "payload",
    [
        OLD,
        card(old=""),
        card(old="001090000001"),
        card(sex="N?"),
        f"{OLD}||Nguyễn Văn B|Trần Thị C",
        f"{card(old='')}|Nguyễn Văn B|001060000002|Trần Thị C|001062000003|||",
        f"  {OLD}\r\n",
        f"\ufeff{OLD}",
        HEALTH,
        HEALTH.replace("01/01/1990", "1990"),
    ],
)
def test_cards_of_all_years_say_who_holds_them(payload: str) -> None:
    """Seven fields, ten and more, with and without the old number, and the health card."""
    assert read_id_card(payload) == HOLDER


@pytest.mark.parametrize(
    ("born", "year"),
    [
        ("1990", 1990),
        ("00001990", 1990),
        ("00051990", 1990),
        ("1/5/1990", 1990),
        ("", None),
        ("01010001", None),
        ("?", None),
    ],
)
def test_only_the_year_of_birth_is_kept(born: str, year: int | None) -> None:
    """Some cards know no more; a year that cannot be is none."""
    assert read_id_card(card(born=born)) == IdCard(name="Nguyễn Văn A", birth_year=year)


@pytest.mark.parametrize("payload", [OLD, HEALTH, f"{OLD}|Nguyễn Văn B|001060000002"])
def test_nothing_else_leaves(payload: str) -> None:
    """Neither numbers nor address nor relatives, in no form."""
    found = read_id_card(payload)
    shown = f"{found!r}{msgspec.json.encode(found)!r}"
    for private in (
        "001090000001",
        "0109",
        "012345678",
        "Thôn",
        "Nam",
        "0101",
        "2021",
        "GD4",
        "Văn B",
        "001060",
    ):
        assert private not in shown
    assert IdCard.__struct_fields__ == ("name", "birth_year", "damaged")


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn A", "TRƯƠNG THỊ NGỌC ÁNH", "Nguyen Van A", "H’Hen Niê", "Y Bhĭm Êban"]
)
def test_names_that_came_whole_stay_as_they_are(name: str) -> None:
    """Capitals and missing accents are how some cards are made."""
    assert named(name) == IdCard(name=name, birth_year=1990)


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("Ng022501870141c", "Ngọc"),
        ("Nguy022501870133n V01960131n A", "Nguyễn Văn A"),
        ("TrÆ°Æ¡ng", "Trương"),
        (scanned("Nguyễn Văn Trường, Đặng Ọ").replace(",", ""), "Nguyễn Văn Trường Đặng Ọ"),
        (scanned("Lý Thị Hạ"), "Lý Thị Hạ"),
        ("Ng&#7885;c", "Ngọc"),
        ("Ng&#x1ecd;c &Aacute;nh", "Ngọc Ánh"),
        ("Ng%E1%BB%8Dc+%C3%81nh", "Ngọc Ánh"),
        (unicodedata.normalize("NFD", "Nguyễn Trường Đặng"), "Nguyễn Trường Đặng"),
    ],
)
def test_damage_that_loses_nothing_is_repaired(came: str, meant: str) -> None:
    """The five kinds of the handbook, 7.2."""
    assert named(came) == IdCard(name=meant, birth_year=1990)


@pytest.mark.parametrize(
    ("came", "seen"),
    [
        ("Ng02250187c", "Ng?c"),
        ("Nguyá»n VÄn A", "Nguy?n V?n A"),
        ("VÄn", "V?n"),
        ("Ng\ufffdc", "Ng?c"),
        ("Ng?c", "Ng?c"),
        ("Ng%E1%BBc", "Ng?c"),
        ("Ng123c", "Ng?c"),
        ("Ng├c", "Ng?c"),
    ],
)
def test_a_lost_letter_is_never_invented(came: str, seen: str) -> None:
    """The clerk sees where to look at the card."""
    assert named(came) == IdCard(name=seen, birth_year=1990, damaged=True)


def test_caps_lock_is_undone() -> None:
    """It turns every letter over, that of the sex too."""
    assert read_id_card(OLD.swapcase()) == HOLDER
    assert read_id_card(card(sex="nam")) == HOLDER


@pytest.mark.parametrize("bar", "~\\¦µ#｜")
def test_the_bar_may_be_another_sign(bar: str) -> None:
    """Its key lies elsewhere on other keyboards."""
    assert read_id_card(OLD.replace("|", bar)) == HOLDER


@pytest.mark.parametrize("layout", ["vietnamese", "french"])
def test_the_digits_may_be_those_of_another_layout(layout: Layout) -> None:
    """Then a card must not be taken for a code, nor typed into a field."""
    payload = keyed(OLD, layout)
    assert starts_like_id_card(payload[:13])
    assert read_id_card(payload) == HOLDER


@pytest.mark.parametrize("text", [OLD, OLD[:13], OLD.replace("|", "~")])
def test_a_card_is_known_by_its_beginning(text: str) -> None:
    assert starts_like_id_card(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        OLD[:12],
        "116485533412358",
        keyed("116485533412358", "vietnamese"),
        keyed("116485533412358", "french"),
        "001090000001 ",
        "001090000001-",
        "001090000001a",
        "00109000000|1",
        "12 345 678 9|",
        "Nguyễn Văn A|",
    ],
)
def test_codes_and_words_do_not_begin_like_one(text: str) -> None:
    """What is held back as a card is not typed."""
    assert not starts_like_id_card(text)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "001090000001|",
        "001090000001|012345678|01011990|Nam|Thôn 1|15042021",
        "001090000001|012345678||01011990|Nam|Thôn 1|15042021",
        "001090000001|a|b|c|d",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
        "https://example.vn/q?001090000001|1",
        "GD4010000000001|Nguyễn Văn A|01/01/1990|1",
        "GD4010000000001|4e67|01/01/1990|9",
        "GD4010000000001|00ff|01/01/1990|1",
        "0912345678|4e67|x|1",
        "116485533412358",
    ],
)
def test_everything_else_is_no_card(payload: str) -> None:
    """The tokens of VNeID too. A name is never taken from a place that is not its own."""
    assert read_id_card(payload) is None


@example(
    st.text(max_size=60), st.sampled_from([card, lambda text: f"001090000001|{text}", lambda text: text])
)
def test_no_payload_breaks_the_desk(text: str, within: object) -> None:
    """Whatever comes, a card or None."""
    payload = within(text) if callable(within) else text
    found = read_id_card(payload)
    assert found is None or "001090000001" not in repr(found)


@pytest.mark.parametrize("piece", ["|", "%E1", "&#1", "&", "0225", "Ã°", "á»", "a ", "\u0301", "1"])
def test_a_very_long_payload_is_read_at_once(piece: str) -> None:
    """5,000 characters in a tenth of a second on a slow machine."""
    started = time.perf_counter()
    read_id_card(card(piece * 5_000)[:5_000])
    read_id_card(card(piece * 5_000))
    assert time.perf_counter() - started < 0.5
