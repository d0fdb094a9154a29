"""Identity numbers are taken out of text, and nothing else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from meeting_tui.domain.codes import make_code, short_form
from meeting_tui.domain.id_numbers import id_number_in, scrubbed, without_id_numbers
from meeting_tui.domain.records import Person


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("001090000001", "…"),
        ("Nguyễn Văn An 001090000001", "Nguyễn Văn An …"),
        ("CCCD:001090000001, cấp 2021", "CCCD:…, cấp 2021"),
        ("số 001 090 000 001", "số …"),
        ("số 001.090.000.001", "số …"),
        ("số 0010-9000-0001", "số …"),
        ("số 001\u00a0090\u00a0000\u00a0001", "số …"),
        ("số nhà 12 001 090 000 001", "số nhà 12 …"),
        ("thôn 123 001090000001", "thôn 123 …"),
        ("001090000001 001090000002", "… …"),
        ("CMND 012345678", "CMND …"),
        ("Cmnd số: 012 345 678", "Cmnd số: …"),
        ("căn cước công dân số 012345678 cấp lại", "căn cước công dân số … cấp lại"),
        ("so dinh danh 012345678", "so dinh danh …"),
        ("84 0912 345 678", "…"),
        ("số 038/000/000123", "số …"),
        ("038 000.000-123", "…"),
        ("038,000,000,123", "…"),
        ("038000_000123", "…"),
        ("x 001090000001|012345678|Nguyễn Văn A|01011950|Nam|Thôn 1|15042021\ny", "x …\ny"),
        ("IDVNM0900000016001090000001<<6", "…"),
    ],
)
def test_an_identity_number_is_taken_out(text: str, left: str) -> None:
    """However it is grouped; the words around it stay. The last may be a phone: in doubt it goes."""
    assert without_id_numbers(text) == left
    assert id_number_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "+84912345678",
        "0912 345 678 0987 654 321",
        "0912345678 0987654321",
        "0912345678 12",
        "012345678",
        "hộ số 1234, tờ bản đồ 12",
        "đền bù 125.000.000.000 đồng",
        "đền bù 125 000 000 000 đồng",
        "1.250.000",
        "ngày 22/11/2026 lúc 07:30",
        "từ 05/06/2024, 0830",
        "05/06/2024-07/06/2024",
        "0912.345.678, 0987.654.321",
        "CMND đã mất, điện thoại 0912345678",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """A phone that vanished from the list could not be called."""
    assert without_id_numbers(text) == text
    assert not id_number_in(text)


def test_check_in_codes_stay() -> None:
    """In one run, and in groups."""
    code = make_code(1_160_855, 12, 34)
    for written in (
        code,
        short_form(code),
        f"{code[:5]} {code[5:10]} {code[10:]}",
        " ".join(code[n : n + 3] for n in range(0, 15, 3)),
    ):
        assert without_id_numbers(written) == written


@example(st.text(alphabet="0123456789 .-ađ", max_size=60))
def test_no_run_of_twelve_is_ever_left(text: str) -> None:
    """Nor does a second look find what the first one missed."""
    left = without_id_numbers(text)
    assert not any(len(run) == 12 for run in "".join(c if c.isdigit() else " " for c in left).split())
    assert not id_number_in(left)


def test_long_text_is_read_at_once() -> None:
    """A pasted page must not stop the desk."""
    started = time.perf_counter()
    for text in ("1 " * 20_000, "123 " * 10_000, "cmnd " * 10_000, "căn cước" + " " * 20_000, "1." * 20_000):
        without_id_numbers(text)
    assert time.perf_counter() - started < 2


def test_a_command_s_arguments_hold_no_number() -> None:
    """Whatever they are made of; keys and everything else stay the very same objects."""
    person = Person(name="Lê Văn Bình 001090000001", phone="0912345678")
    plain = {"person": "123456789012", "codes": ["583041264730086"], "n": 3, "record": Person(name="An")}
    assert scrubbed(plain, {"123456789012"}.__contains__) is plain
    args = {"people": {"001090000001": person}, "texts": ["CCCD 001090000001", ("001090000001",)]}
    told = scrubbed(args, lambda text: False)
    assert told["people"]["001090000001"] == Person(name="Lê Văn Bình …", phone="0912345678")
    assert told["texts"] == ["CCCD …", ("…",)]
