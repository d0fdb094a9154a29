"""The small pieces of papers: numbers, issuers on their lines, runs."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from paper_day import PARTY, STATE

from meeting_tui.domain.papers.blocks import cell, paragraph, paragraphs, plain, run
from meeting_tui.domain.papers.letterhead import issuer_lines, letterhead, superior, symbol
from meeting_tui.domain.papers.numbers import number, percent, two_digits
from meeting_tui.store.guides import profile_of


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(7, 0, "7"), (1234, 0, "1.234"), (1234.5, 1, "1.234,5"), (100.0, 1, "100"), (1000.0, 1, "1.000")],
)
def test_numbers_are_vietnamese(value: float, digits: int, text: str) -> None:
    assert number(value, digits) == text


def test_percent_of_nothing_is_nothing() -> None:
    assert (percent(5, 8), percent(0, 0), percent(3, 3)) == ("62,5%", "0%", "100%")
    assert (two_digits(2), two_digits(12)) == ("02", "12")


@pytest.mark.parametrize(
    ("issuer", "lines", "short"),
    [
        ("Ủy ban nhân dân xã Khoen On", ["Ủy ban nhân dân", "xã Khoen On"], "UBND"),
        ("Ủy ban nhân dân phường 5", ["Ủy ban nhân dân", "phường 5"], "UBND"),
        ("UBND xã Ích Hậu", ["UBND xã Ích Hậu"], "UBND"),
        ("Hội đồng nhân dân xã Ích Hậu", ["Hội đồng nhân dân", "xã Ích Hậu"], "HĐND"),
        ("Thường trực Hội đồng nhân dân huyện", ["Thường trực", "Hội đồng nhân dân huyện"], "HĐND"),
    ],
)
def test_issuers_break_where_they_read_well(issuer: str, lines: list[str], short: str) -> None:
    plan = msgspec.structs.replace(STATE, issuer=issuer)
    assert (issuer_lines(plan, profile_of(plan)), symbol(plan, profile_of(plan))) == (lines, short)


@pytest.mark.parametrize(
    ("fields", "above"),
    [
        ({"superior": "Đảng bộ tỉnh Lai Châu"}, "Đảng bộ tỉnh Lai Châu"),
        ({"superior": "", "era": "two_tier", "province": "tỉnh Lai Châu"}, "Đảng bộ tỉnh Lai Châu"),
        ({"superior": "", "district": "huyện Hương Sơn"}, "Đảng bộ huyện Hương Sơn"),
        ({"superior": ""}, ""),
    ],
)
def test_the_party_body_above(fields: dict[str, Any], above: str) -> None:
    assert superior(msgspec.structs.replace(PARTY, **fields), profile_of(PARTY)) == above


def test_a_state_letterhead_may_have_a_body_above() -> None:
    plan = msgspec.structs.replace(STATE, superior="UBND huyện Lộc Hà")
    head = letterhead(plan, profile_of(plan), "TB", "Ích Hậu, ngày 14 tháng 6 năm 2024")
    assert (head.superior, head.number) == (("UBND HUYỆN LỘC HÀ",), "Số:      /TB-UBND")


def test_runs_are_one_clean_line_and_keep_their_end_spaces() -> None:
    made = paragraph(run("A:\n", bold=True), " b\t\tc\x00 ", "")
    assert [part.text for part in made.runs] == ["A: ", " b c "]


def test_texts_of_several_lines_become_paragraphs() -> None:
    assert [plain(made.runs) for made in paragraphs("một\r\n\n  \nhai")] == ["một", "hai"]
    assert cell(" một \n\nhai ") == "một\nhai"
