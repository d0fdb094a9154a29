"""Dates and times on paper, and as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain.dates import clock, hm, long_date, parse_date, short_date

TODAY = date(2024, 6, 14)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2024, 1, 14), "ngày 14 tháng 01 năm 2024"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (date(2022, 6, 10), "ngày 10 tháng 6 năm 2022"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_official_dates_lead_with_zero_only_where_the_decree_says(day: date, printed: str) -> None:
    """Nghị định 30/2020: days under 10, months 1 and 2."""
    assert long_date(day) == printed


def test_short_dates_have_two_digits_each() -> None:
    """For tables."""
    assert short_date(date(2026, 2, 5)) == "05/02/2026"


def test_the_time_of_day_in_words_and_in_digits() -> None:
    """`7h30` is for working papers only."""
    assert clock(time(7, 30)) == "07 giờ 30 phút"
    assert clock(datetime(2026, 2, 5, 14, 0, tzinfo=UTC)) == "14 giờ 00 phút"
    assert hm(datetime(2026, 2, 5, 7, 30, 59, tzinfo=UTC)) == "07:30"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("26/07/2024", date(2024, 7, 26)),
        (" 26/7/2024 ", date(2024, 7, 26)),
        ("26.7.24", date(2024, 7, 26)),
        ("26-7-2024", date(2024, 7, 26)),
        ("05/06/2024", date(2024, 6, 5)),
        ("26/7", date(2024, 7, 26)),
        ("14/6", date(2024, 6, 14)),
        ("13/6", date(2025, 6, 13)),
        ("29/2", date(2028, 2, 29)),
        ("29/2/2024", date(2024, 2, 29)),
        ("+30", date(2024, 7, 14)),
        ("+ 7", date(2024, 6, 21)),
        ("+0", TODAY),
    ],
)
def test_what_a_secretary_types_for_a_due_date(typed: str, day: date) -> None:
    """Day first always; no year means the next such day; plus counts calendar days."""
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "26", "26/", "26/7/", "26/7/024", "30", "-3", "+", "+99999", "mai", "٢٦/٧"),
        *("7/26", "31/6", "30/2", "29/2/2023", "1/1/0000", "2024-07-26", "26/7-2024"),
    ],
)
def test_what_is_no_date_is_none(typed: str) -> None:
    """Also while it is still being typed; nothing is guessed month first."""
    assert parse_date(typed, TODAY) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/.-"))
def test_a_printed_date_can_be_typed_back(day: date, mark: str) -> None:
    """With any of the three marks, long year or short."""
    assert parse_date(short_date(day).replace("/", mark), TODAY) == day
    assert parse_date(f"{day.day}{mark}{day.month}{mark}{day.year % 100:02}", TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_without_a_year_is_never_in_the_past(day: date, today: date) -> None:
    """And is the nearest: within a year, or eight for 29/2."""
    found = parse_date(f"{day.day}/{day.month}", today)
    assert found is not None
    assert found >= today
    assert (found.day, found.month) == (day.day, day.month)
    assert (found - today).days <= (366 if (day.day, day.month) != (29, 2) else 8 * 366)
