"""Deadlines in calendar and working days, against the vectors of the handbook (6.3)."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain.plan import Deadline
from meeting_tui.domain.workdays import Calendar, Due, chain, parse_calendar, strictly_before

VN: Calendar = parse_calendar(
    tomllib.loads(files("meeting_tui").joinpath("calendars/vn.toml").read_text(encoding="utf-8"))
)


def day(text: str) -> date:
    """`20/08/2026` as the handbook prints it."""
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


def duty(
    amount: int,
    unit: Literal["day", "workday"] = "day",
    direction: Literal["before", "after"] = "after",
    roll: Literal["next_workday", "none"] = "next_workday",
) -> Deadline:
    return Deadline(
        id="d",
        kind="other",
        what="",
        owner="",
        amount=amount,
        unit=unit,
        anchor="conference",
        dir=direction,
        roll=roll,
    )


# Conference; D-7; D-10 and the working day before; D+7 and rolled; D+10 and rolled; +10, +20, +30 workdays.
VECTORS = [
    "10/06/2022 | 03/06/2022 | 31/05/2022 | 17/06/2022 | 20/06/2022 | 24/06/2022 | 08/07/2022 | 22/07/2022",
    "08/12/2023 | 01/12/2023 | 28/11/2023 | 15/12/2023 | 18/12/2023 | 22/12/2023 | 08/01/2024 | 22/01/2024",
    "26/04/2024 | 19/04/2024 | 16/04/2024 | 03/05/2024 | 06/05/2024 | 14/05/2024 | 28/05/2024 | 11/06/2024",
    "14/06/2024 | 07/06/2024 | 04/06/2024 | 21/06/2024 | 24/06/2024 | 28/06/2024 | 12/07/2024 | 26/07/2024",
    "24/04/2025 | 17/04/2025 | 14/04/2025 | 01/05/2025 > 05/05/2025 | 04/05/2025 > 05/05/2025"
    " | 12/05/2025 | 26/05/2025 | 09/06/2025",
    "22/08/2025 | 15/08/2025 | 12/08/2025 | 29/08/2025 | 01/09/2025 > 03/09/2025"
    " | 09/09/2025 | 23/09/2025 | 07/10/2025",
    "28/01/2026 | 21/01/2026 | 18/01/2026 < 16/01/2026 | 04/02/2026 | 07/02/2026 > 09/02/2026"
    " | 11/02/2026 | 04/03/2026 | 18/03/2026",
    "20/08/2026 | 13/08/2026 | 10/08/2026 | 27/08/2026 | 30/08/2026 > 03/09/2026"
    " | 07/09/2026 | 21/09/2026 | 05/10/2026",
    "18/11/2026 | 11/11/2026 | 08/11/2026 < 06/11/2026 | 25/11/2026 | 28/11/2026 > 30/11/2026"
    " | 03/12/2026 | 17/12/2026 | 31/12/2026",
]
COLUMNS = [
    duty(7, direction="before"),
    duty(10, direction="before"),
    duty(7),
    duty(10),
    duty(10, "workday"),
    duty(20, "workday"),
    duty(30, "workday"),
]


def expected(cell: str) -> Due:
    """`last`, `last > rolled`, or `last < suggested`."""
    if " > " in cell:
        last, rolled = cell.split(" > ")
        return Due(last=day(last), rolled=day(rolled))
    last, _, suggested = cell.partition(" < ")
    return Due(last=day(last), rolled=day(last), suggested=day(suggested) if suggested else None)


@pytest.mark.parametrize("row", VECTORS, ids=[row[:10] for row in VECTORS])
@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=lambda n: f"{COLUMNS[n].dir}{COLUMNS[n].amount}")
def test_every_cell_of_the_handbooks_table(row: str, column: int) -> None:
    """Nine conferences, seven rules."""
    conference, *cells = row.split(" | ")
    assert VN.due(COLUMNS[column], day(conference)) == expected(cells[column])


def test_a_worked_saturday_counts_and_so_does_the_day_after_the_event() -> None:
    """From Thu 20/08/2026: Fri 21, Sat 22 (worked), Mon 24."""
    counted = [VN.add_workdays(day("20/08/2026"), n) for n in (1, 2, 3)]
    assert counted == [day("21/08/2026"), day("22/08/2026"), day("24/08/2026")]


def test_the_holidays_of_april_2024_are_stepped_over() -> None:
    """From Fri 26/04/2024: Thu 2/5, Fri 3/5, Sat 4/5 (worked)."""
    counted = [VN.add_workdays(day("26/04/2024"), n) for n in (1, 2, 3)]
    assert counted == [day("02/05/2024"), day("03/05/2024"), day("04/05/2024")]


def test_a_rule_that_does_not_roll_ends_on_the_day_off() -> None:
    """Both dates can be shown: here they are one."""
    due = VN.due(duty(10, roll="none"), day("20/08/2026"))
    assert due == Due(last=day("30/08/2026"), rolled=day("30/08/2026"))


def test_working_days_backwards_skip_days_off() -> None:
    """Five working days before Wed 25/11/2026: the 24th is Culture Day."""
    due = VN.due(duty(5, "workday", "before"), day("25/11/2026"))
    assert due == Due(last=day("17/11/2026"), rolled=day("17/11/2026"))


def test_before_a_date_excludes_it() -> None:
    """`hoàn thành trước ngày 15/6/2022`: the last good day is the 14th (seed 3)."""
    assert strictly_before(day("15/06/2022")) == day("14/06/2022")


SEED_3 = (
    Deadline(
        id="announce",
        kind="announce",
        what="thông báo rộng rãi",
        owner="Văn phòng xã",
        amount=7,
        unit="day",
        anchor="conference",
        dir="before",
    ),
    Deadline(
        id="result",
        kind="result",
        what="trả lời bằng văn bản",
        owner="công chức chuyên môn",
        amount=30,
        unit="workday",
        anchor="notice",
        dir="after",
    ),
    Deadline(
        id="notice",
        kind="notice",
        what="thông báo kết luận",
        owner="Văn phòng xã",
        amount=7,
        unit="day",
        anchor="conference_end",
        dir="after",
    ),
)
SEED_4 = (
    Deadline(
        id="notice",
        kind="notice",
        what="thông báo kết luận",
        owner="VP HĐND & UBND",
        amount=10,
        unit="workday",
        anchor="conference_end",
        dir="after",
    ),
    Deadline(
        id="result",
        kind="result",
        what="giải quyết, trả lời",
        owner="cơ quan thuộc UBND",
        amount=20,
        unit="workday",
        anchor="notice",
        dir="after",
    ),
)


def chained(deadlines: tuple[Deadline, ...], conference: str, issued: str | None = None) -> dict[str, Due]:
    return chain(deadlines, day(conference), day(conference), day(issued) if issued else None, VN)


@pytest.mark.parametrize(("issued", "result"), [("17/06/2022", "29/07/2022"), ("15/06/2022", "27/07/2022")])
def test_the_result_is_counted_from_the_day_the_notice_was_issued(issued: str, result: str) -> None:
    """Seed 3, conference 10/06/2022: issued on its last day, and issued early."""
    dues = chained(SEED_3, "10/06/2022", issued)
    assert dues["notice"] == Due(last=day("17/06/2022"), rolled=day("17/06/2022"))
    assert dues["result"] == Due(last=day(result), rolled=day(result))


def test_until_the_notice_is_issued_the_result_is_provisional() -> None:
    """Seed 4, conference 14/06/2024: counted from the day the notice is due."""
    dues = chained(SEED_4, "14/06/2024")
    assert dues["notice"] == Due(last=day("28/06/2024"), rolled=day("28/06/2024"))
    assert dues["result"] == Due(last=day("26/07/2024"), rolled=day("26/07/2024"), provisional=True)


def test_the_chain_keeps_the_plans_order() -> None:
    """Also where the plan writes the result above the notice."""
    assert list(chained(SEED_3, "10/06/2022")) == ["announce", "result", "notice"]


def test_a_conference_of_two_days_counts_from_its_end() -> None:
    """The announcement hangs on the first day, the notice on the last."""
    dues = chain(SEED_3, day("09/06/2022"), day("10/06/2022"), None, VN)
    assert dues["announce"].last == day("02/06/2022")
    assert dues["notice"].last == day("17/06/2022")


def test_a_duty_after_a_notice_that_nobody_owes_has_no_date_yet() -> None:
    """It gets one on the day the notice is issued."""
    result = (SEED_4[1],)
    assert chained(result, "14/06/2024") == {}
    assert chained(result, "14/06/2024", "28/06/2024")["result"].rolled == day("26/07/2024")


def test_a_year_without_a_calendar_makes_the_date_provisional() -> None:
    """2027 was not published: weekends and fixed holidays count, the rest is not guessed."""
    assert not VN.knows(2027)
    assert VN.due(duty(30, "workday"), day("18/11/2026")).provisional is False
    due = VN.due(duty(31, "workday"), day("18/11/2026"))
    assert due == Due(last=day("04/01/2027"), rolled=day("04/01/2027"), provisional=True)


def test_going_back_over_the_end_of_a_known_year_is_provisional_too() -> None:
    """The announcement for a conference in January 2022, where 2021 has no calendar."""
    week_before = duty(7, direction="before")
    assert VN.due(week_before, day("05/01/2022")).provisional
    assert not VN.due(week_before, day("17/01/2022")).provisional


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("01/01/2027", False),
        ("30/04/2027", False),
        ("02/09/2027", False),
        ("24/11/2027", False),
        ("08/02/2027", True),
        ("24/11/2021", True),
        ("06/02/2027", False),
    ],
)
def test_in_an_unknown_year_only_the_fixed_holidays_are_off(text: str, worked: bool) -> None:
    """No Tết, no made-up days; Culture Day from 2026."""
    assert VN.is_workday(day(text)) is worked


HANDBOOK_YEARS = {
    2022: ("3/1, 31/1-4/2, 11/4, 2/5, 3/5, 1/9, 2/9", ""),
    2023: ("2/1, 20/1, 23/1-26/1, 1/5, 2/5, 3/5, 1/9, 4/9", ""),
    2024: ("1/1, 8/2, 9/2, 12/2, 13/2, 14/2, 18/4, 29/4, 30/4, 1/5, 2/9, 3/9", "4/5"),
    2025: ("1/1, 27/1-31/1, 7/4, 30/4, 1/5, 2/5, 1/9, 2/9", "26/4"),
    2026: ("1/1, 2/1, 16/2-20/2, 27/4, 30/4, 1/5, 31/8, 1/9, 2/9, 24/11", "10/1, 22/8"),
}
"""Weekdays off and Saturdays worked, as 6.3 prints them."""


def days_of(printed: str, year: int) -> set[date]:
    days: set[date] = set()
    for part in filter(None, printed.split(", ")):
        first, _, last = part.partition("-")
        start, end = day(f"{first}/{year}"), day(f"{last or first}/{year}")
        days |= {start + timedelta(days=n) for n in range((end - start).days + 1)}
    return days


@pytest.mark.parametrize("year", HANDBOOK_YEARS)
def test_the_shipped_calendar_is_the_handbooks(year: int) -> None:
    """Every day off and every worked Saturday, no more and no less."""
    off, worked = HANDBOOK_YEARS[year]
    assert VN.knows(year)
    assert {d for d in VN.off if d.year == year} == days_of(off, year)
    assert {d for d in VN.worked if d.year == year} == days_of(worked, year)


def test_a_commune_may_work_on_saturdays() -> None:
    """`workweek` is a setting."""
    six = parse_calendar({"workweek": ["mon", "tue", "wed", "thu", "fri", "sat"], "year": {}})
    assert six.is_workday(day("06/06/2026"))
    assert not six.is_workday(day("07/06/2026"))


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"year": {"2027": {"source": "", "off": [date(2026, 1, 1)]}}}, "year.2027.off"),
        ({"year": {"2027": {"source": "", "off": [date(2027, 5, 1)]}}}, "year.2027.off"),
        ({"year": {"2027": {"source": "", "off": [], "worked": [date(2027, 1, 4)]}}}, "year.2027.worked"),
        ({"year": {"MMXXVII": {"source": "", "off": []}}}, "year.MMXXVII"),
        ({"year": {"2027": {"source": "", "off": ["Tết"]}}}, "off"),
        ({"year": {"2027": {"source": "", "of": []}}}, "of"),
        ({"workweek": ["monday"], "year": {}}, "workweek"),
        ({"workweek": [], "year": {}}, "workweek"),
        ({}, "year"),
    ],
)
def test_a_slip_in_the_file_is_named(data: dict[str, Any], place: str) -> None:
    """Somebody types a new year in by hand, once a year."""
    with pytest.raises(ValueError, match=place):
        parse_calendar(data)


DAYS = st.dates(date(2021, 6, 1), date(2027, 12, 31))


@given(DAYS, st.integers(1, 60))
def test_working_days_go_forward_one_at_a_time(start: date, count: int) -> None:
    """Each is worked, and nothing worked lies between."""
    days = [VN.add_workdays(start, n) for n in range(1, count + 1)]
    assert all(map(VN.is_workday, days))
    for a, b in pairwise([start, *days]):
        assert a < b
        assert not any(VN.is_workday(a + timedelta(days=n)) for n in range(1, (b - a).days))


@given(DAYS, st.integers(1, 60))
def test_back_is_the_way_there_from_a_working_day(start: date, count: int) -> None:
    """`+n` then `-n` comes home."""
    start = VN.next_workday(start)
    assert VN.add_workdays(VN.add_workdays(start, count), -count) == start


@given(DAYS, st.integers(0, 60), st.sampled_from(["before", "after"]), st.sampled_from(["day", "workday"]))
def test_a_due_date_is_never_on_the_wrong_side(
    anchor: date,
    amount: int,
    direction: Literal["before", "after"],
    unit: Literal["day", "workday"],
) -> None:
    """After ends on a working day; before never moves, and what it suggests is earlier."""
    due = VN.due(duty(amount, unit, direction), anchor)
    if direction == "before":
        assert due.rolled == due.last <= anchor
        assert due.suggested is None or due.suggested < due.last
    else:
        assert anchor <= due.last <= due.rolled
        assert unit == "workday" or VN.is_workday(due.rolled)
