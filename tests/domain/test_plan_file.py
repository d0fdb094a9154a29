"""Reading a plan: every fault at once, with its key, what is wrong and what would be right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain import plan_problems
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Officer, Plan, Recipient
from meeting_tui.domain.plan_checks import problems
from meeting_tui.domain.plan_edit import NotEditable, with_event
from meeting_tui.domain.plan_file import judge, read_plan
from meeting_tui.domain.plan_problems import Code, Problem
from meeting_tui.store.guides import format_profiles

SESSIONS = Path(__file__).parents[2] / "sessions"
PROFILES = format_profiles()
SHIPPED = (SESSIONS / "kon-plong-2024" / "plan.toml").read_text("utf-8")
RICHEST = SHIPPED.replace('name = ""  ', 'name = "Lê Văn Bảo"  ')
"""As it is used: with the name of who signs."""

SMALL = """\
# Kế hoạch
id = "thu_2026"
issuer = "Ủy ban nhân dân xã Ích Hậu"
abstract = "Tổ chức đối thoại"
place = "xã Ích Hậu"
chairs = ["Chủ tịch UBND xã"]
"""
EVENT = "[[events]]\ndate = 2026-08-20\n"


VENUE = 'venue = "Hội trường"\n'
ABOVE = 'superior = "Đảng bộ tỉnh Hà Tĩnh"\n'
SIGNED = '[signature]\nname = "Lê Văn Bảo"\n'


def small(top: str = "", tables: str = "", event: str = EVENT) -> str:
    """A plan that says all that papers need, where `event` is no other place."""
    held = event if "venue =" in event else event.replace("[[events]]\n", f"[[events]]\n{VENUE}", 1)
    return f"{SMALL}{ABOVE}{top}\n{held}\n{tables}\n{SIGNED}"


def read(text: str) -> tuple[Plan | None, list[Problem]]:
    return read_plan(text, PROFILES)


def found(text: str) -> dict[str, Problem]:
    return {problem.key: problem for problem in read(text)[1]}


def one(text: str) -> Problem:
    (problem,) = read(text)[1]
    return problem


def test_a_small_plan_is_enough() -> None:
    plan, faults = read(small())
    assert faults == []
    assert plan is not None
    assert plan.chairs == (Officer(title="Chủ tịch UBND xã"),)
    assert plan.here.date == date(2026, 8, 20)


TEN_FAULTS = """\
id = "xã Ích Hậu"
issuer = ""
abstract = 2026
place = "xã Ích Hậu"
motot = "dân biết, dân bàn"
era = "two_tiers"
event = 0

[[events]]
date = "2026-08-20"
[[events]]
quotas = [{ org = "Hội Nông dân", people = 30 }, { org = "Hội Phụ nữ", people = 2.5 }]

[[agenda]]
title = "Phát biểu"
kind = "speech"
minutes = -5

[[deadlines]]
id = "a"
kind = "announce"
what = "thông báo"
owner = "Văn phòng"
amount = 7
anchor = "conference"
dir = "before"

[[units]]
id = "u"
name = "Phòng Kinh tế"
topics = ["đất đai", "rừng"]
[[units]]
id = "u"
name = "Phòng Văn hóa"

[signature]
name = "Lê Văn Bảo"
"""


def test_a_plan_with_many_faults_names_them_all_at_once() -> None:
    plan, faults = read(TEN_FAULTS)
    assert plan is None
    told = {problem.key: (problem.code, problem.facts) for problem in faults}
    allowed = str(told.pop("units[0].topics[1]")[1]["allowed"])
    assert "dat_dai" in allowed
    assert told.pop("units[0].topics[0]")[1]["nearest"] == "dat_dai"
    assert told == {
        "id": ("bad_id", {"got": "xã Ích Hậu", "nearest": "xa_ich_hau"}),
        "issuer": ("empty", {"example": '"Ủy ban nhân dân xã Ích Hậu"'}),
        "abstract": (
            "wrong_type",
            {
                "expected": "text",
                "got": "integer",
                "example": '"Tổ chức tiếp xúc, đối thoại với Nhân dân năm 2026"',
            },
        ),
        "motot": ("unknown_key", {"nearest": "motto"}),
        "era": (
            "not_one_of",
            {"allowed": "pre_2025_07, two_tier", "got": "two_tiers", "nearest": "two_tier"},
        ),
        "event": ("not_positive", {"got": 0, "least": 1}),
        "chairs": ("missing", {"example": '["Chủ tịch UBND xã"]'}),
        "events[0].date": ("wrong_type", {"expected": "date", "got": "text", "example": "2026-08-20"}),
        "events[1].quotas[1].people": (
            "wrong_type",
            {"expected": "integer", "got": "float", "example": "10"},
        ),
        "agenda[0].kind": (
            "not_one_of",
            {
                "allowed": "answers, break, closing, conclusion, opening, remarks, report, rules, speeches, "
                "statement, synthesis, welcome",
                "got": "speech",
                "nearest": "speeches",
            },
        ),
        "agenda[0].minutes": ("not_positive", {"got": -5, "least": 1}),
        "deadlines[0].unit": ("missing", {"example": '"day"'}),
        "units[1].id": ("duplicate_id", {"id": "u", "first": "units[0].id"}),
    }


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("isuer", "issuer"), ("Chairs", "chairs"), ("co-chairs-invited", "co_chairs_invited"), ("xyz", "")],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(key: str, nearest: str) -> None:
    assert one(small(f'{key} = "x"')) == Problem(key=key, code="unknown_key", facts={"nearest": nearest})


def test_an_unknown_key_in_a_table_has_its_whole_place() -> None:
    problem = one(small(event="[[events]]\nvenu = 'Hội trường'\n"))
    assert (problem.key, problem.facts["nearest"]) == ("events[0].venu", "venue")


def test_what_is_not_toml_is_told_with_its_place() -> None:
    problem = one('id = "a"\nissuer = “b”\n')
    assert problem.code == "bad_toml"
    assert (problem.facts["line"], problem.facts["column"]) == (2, 10)
    assert problem.facts["detail"] == "Invalid value"


def test_what_ends_too_early_is_told_with_the_last_line() -> None:
    problem = one('id = "a"\nbasis = [')
    assert (problem.code, problem.facts["line"], problem.facts["column"]) == ("bad_toml", 2, 10)


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = 1" + "0" * 5000, "a = 2026-13-45", "\x00"])
def test_hostile_text_is_not_toml_and_nothing_worse(text: str) -> None:
    assert one(text).code == "bad_toml"


def test_the_byte_order_mark_of_notepad_is_no_fault() -> None:
    assert read("\ufeff" + small())[1] == []


def test_windows_line_ends_are_no_fault() -> None:
    assert read(small().replace("\n", "\r\n"))[1] == []


def test_text_is_cleaned() -> None:
    plan, faults = read(small('motto = " da\\u0302n \\u001b[31mbi\\u1ebft\\u202e "'))
    assert faults == []
    assert plan is not None
    assert plan.motto == "dân [31mbiết"


def test_a_text_of_blanks_is_empty() -> None:
    problem = one(small('delegates = ["UBND", " \\u200b "]'))
    assert (problem.key, problem.code) == ("delegates[1]", "empty")


def test_an_id_that_says_nothing_is_empty_and_a_bad_one_has_a_suggestion() -> None:
    assert one(small().replace("thu_2026", "  ")).code == "empty"
    assert one(small().replace("thu_2026", "Xã Đồng/1")).facts["nearest"] == "xa_dong_1"
    assert one(small().replace("thu_2026", "###")).facts["nearest"]


def test_a_date_with_an_hour_is_no_date_and_a_boolean_no_number() -> None:
    text = small(event="[[events]]\ndate = 2026-08-20T07:00:00\nexpected = true\n")
    assert {key: problem.facts["got"] for key, problem in found(text).items()} == {
        "events[0].date": "datetime",
        "events[0].expected": "boolean",
    }


@pytest.mark.parametrize("year", ["0026", "2206"])
def test_a_slipped_year_is_told(year: str) -> None:
    problem = one(small(event=f"[[events]]\ndate = {year}-08-20\n"))
    assert (problem.key, problem.code) == ("events[0].date", "implausible_date")


@pytest.mark.parametrize("number", ["99999", "0x" + "f" * 9000])
def test_too_large_a_number_is_told(number: str) -> None:
    problem = one(small(tables=f"[rules]\nspeak_minutes = {number}\n"))
    assert (problem.key, problem.code, problem.facts["most"]) == ("rules.speak_minutes", "too_large", 1440)
    assert len(str(problem.facts["got"])) < 20


def test_short_forms_of_officers_and_recipients() -> None:
    lines = (
        '["UBND huyện (b/c)", "TT. Huyện ủy (để b/c)", "Thôn trưởng (9 bản)", { name = "CA", note = "p/h" }]'
    )
    plan, faults = read(small(f'era = "pre_2025_07"\nrecipients = {lines}', event="[[events]]\n"))
    assert faults == []
    assert plan is not None
    assert plan.recipients == (
        Recipient(name="UBND huyện", note="b/c"),
        Recipient(name="TT. Huyện ủy", note="để b/c"),
        Recipient(name="Thôn trưởng (9 bản)"),
        Recipient(name="CA", note="p/h"),
    )


def test_a_faulty_short_form_is_told_at_its_long_key() -> None:
    text = small().replace('["Chủ tịch UBND xã"]', '["", 5]')
    assert {key: problem.code for key, problem in found(text).items()} == {
        "chairs[0].title": "empty",
        "chairs[1]": "wrong_type",
    }


# -- Sense


def step(kind: str) -> str:
    return f'[[agenda]]\ntitle = "t"\nkind = "{kind}"\nminutes = 5\n'


def deadline(id: str, kind: str, anchor: str, dir: str = "after") -> str:
    return (
        f'[[deadlines]]\nid = "{id}"\nkind = "{kind}"\nwhat = "w"\nowner = "o"\namount = 7\nunit = "day"\n'
        f'anchor = "{anchor}"\ndir = "{dir}"\n'
    )


HALL = '"Hội trường UBND xã Ích Hậu"'
SPEECHES, ANSWERS, CONCLUSION = step("speeches"), step("answers"), step("conclusion")
ONE_DAY = "[[events]]\nnot_before = 2026-08-01\nnot_after = 2026-08-31\ndate = "


@pytest.mark.parametrize(
    ("text", "key", "code", "facts"),
    [
        (small("event = 2"), "event", "event_out_of_range", {"got": 2, "count": 1}),
        (
            small(event=ONE_DAY + "2026-07-31\n"),
            "events[0].date",
            "date_outside_period",
            {"date": "2026-07-31", "bound": "not_before", "limit": "2026-08-01"},
        ),
        (
            small(event=ONE_DAY + "2026-09-01\n"),
            "events[0].date",
            "date_outside_period",
            {"date": "2026-09-01", "bound": "not_after", "limit": "2026-08-31"},
        ),
        (
            small(event=EVENT + "finish_before = 2026-08-20\n"),
            "events[0].date",
            "date_outside_period",
            {"date": "2026-08-20", "bound": "finish_before", "limit": "2026-08-20"},
        ),
        (
            small(event="[[events]]\nnot_before = 2026-08-20\nfinish_before = 2026-08-20\n"),
            "events[0]",
            "period_reversed",
            {"first": "2026-08-20", "last": "2026-08-19"},
        ),
        (
            small(event=EVENT + "expected = 100\nquotas = [{ people = 30 }, { people = 60 }]\n"),
            "events[0].expected",
            "quota_sum",
            {"sum": 90, "expected": 100},
        ),
        (small(tables=ANSWERS + CONCLUSION), "agenda", "agenda_without_speeches", {}),
        (small(event="[[events]]\nvenue = ''\n"), "events[0].venue", "no_venue", {"example": HALL}),
        (small().replace(SIGNED, ""), "signature.name", "no_signer", {"example": '"Nguyễn Văn An"'}),
        (
            small('format_profile = "dang_hd05"\ndistrict = "Lộc Hà"').replace(ABOVE, ""),
            "superior",
            "no_superior",
            {"example": '"Đảng bộ tỉnh Hà Tĩnh"'},
        ),
        (
            small('era = "pre_2025_07"\nformat_profile = "dang_hd36"', event="[[events]]\n").replace(
                ABOVE, ""
            ),
            "superior",
            "no_superior",
            {"example": '"Đảng bộ huyện Lộc Hà"'},
        ),
        (
            small().replace("nhân dân xã Ích Hậu", "nhân dân tỉnh"),
            "issuer",
            "nameless_area",
            {"text": "Ủy ban nhân dân tỉnh", "word": "tỉnh"},
        ),
        (small(tables=SPEECHES + CONCLUSION), "agenda", "agenda_without_answers", {}),
        (small(tables=SPEECHES + ANSWERS), "agenda", "agenda_without_conclusion", {}),
        (
            small(tables=deadline("r", "result", "notice")),
            "deadlines[0].anchor",
            "deadline_chain",
            {"id": "r"},
        ),
        (
            small(tables=deadline("n", "notice", "notice")),
            "deadlines[0].anchor",
            "deadline_chain",
            {"id": "n"},
        ),
        (
            small(
                tables=deadline("n", "notice", "conference_end") + deadline("r", "result", "notice", "before")
            ),
            "deadlines[1].dir",
            "deadline_direction",
            {"id": "r", "dir": "before", "anchor": "notice"},
        ),
        (
            small(tables=deadline("a", "collect", "conference") * 2),
            "deadlines[1].id",
            "duplicate_id",
            {"id": "a", "first": "deadlines[0].id"},
        ),
        (
            small('recipients = ["TT. HĐND xã", "UBND Huyện (b/c)"]'),
            "recipients[1].name",
            "abolished_body",
            {"text": "UBND Huyện", "word": "Huyện", "since": "2025-07-01"},
        ),
        (
            small('delegates = ["Ban Dân vận Huyện ủy"]'),
            "delegates[0]",
            "abolished_body",
            {"text": "Ban Dân vận Huyện ủy", "word": "Huyện", "since": "2025-07-01"},
        ),
        (
            small('format_profile = "dang_hd36"'),
            "format_profile",
            "profile_out_of_date",
            {"got": "dang_hd36", "nearest": "dang_hd05", "date": "2026-08-20", "since": "2026-05-27"},
        ),
        (
            small('format_profile = "dang_hd05"', event="[[events]]\ndate = 2026-05-26\n"),
            "format_profile",
            "profile_out_of_date",
            {"got": "dang_hd05", "nearest": "dang_hd36", "date": "2026-05-26", "since": "2026-05-27"},
        ),
        (
            small('era = "pre_2025_07"', event="[[events]]\ndate = 2025-07-01\n"),
            "era",
            "era_mismatch",
            {"got": "pre_2025_07", "nearest": "two_tier", "date": "2025-07-01", "since": "2025-07-01"},
        ),
        (
            small(event="[[events]]\nfinish_before = 2025-07-01\n"),
            "era",
            "era_mismatch",
            {"got": "two_tier", "nearest": "pre_2025_07", "date": "2025-06-30", "since": "2025-07-01"},
        ),
    ],
)
def test_what_makes_no_sense_is_told(text: str, key: str, code: Code, facts: dict[str, str | int]) -> None:
    plan, faults = read(text)
    assert plan is not None
    assert problems(plan, PROFILES) == faults
    (problem,) = faults
    assert (problem.key, problem.code, problem.facts) == (key, code, facts)
    assert problem.level == ("warning" if code in plan_problems.WARNINGS else "error")


@pytest.mark.parametrize(
    ("got", "nearest"),
    [("ND-30", "nd30"), ("dang hd 05", "dang_hd05"), ("dang_hd07", "dang_hd05"), ("x", "")],
)
def test_a_guide_that_nobody_knows_is_told_with_those_that_are_known(got: str, nearest: str) -> None:
    plan, (problem,) = read(small(f'format_profile = "{got}"'))
    assert plan is None
    assert (problem.key, problem.code) == ("format_profile", "not_one_of")
    assert problem.facts == {"got": got, "nearest": nearest, "allowed": "nd30, dang_hd36, dang_hd05"}


def with_guides(**guides: tuple[date | None, date | None]) -> dict[str, Profile]:
    """The known profiles, and some of the Party more with their first and last day."""
    made = {
        name: msgspec.structs.replace(
            PROFILES["dang_hd05"],
            name=name,
            guide=msgspec.structs.replace(PROFILES["dang_hd05"].guide, since=since, until=until),
        )
        for name, (since, until) in guides.items()
    }
    return {**PROFILES, **made}


NEXT = with_guides(
    dang_hd05=(date(2026, 5, 27), date(2027, 12, 31)),
    dang_hd07=(date(2028, 1, 1), date(2029, 12, 31)),
)
"""Three guides of the Party, one after the other, and a day for which there is none yet."""


@pytest.mark.parametrize(
    ("profile", "event", "right", "day", "since"),
    [
        ("dang_hd07", "date = 2028-01-01", "", "", ""),
        ("dang_hd05", "date = 2028-01-01", "dang_hd07", "2028-01-01", "2028-01-01"),
        ("dang_hd36", "date = 2028-01-01", "dang_hd07", "2028-01-01", "2026-05-27"),
        ("dang_hd07", "date = 2027-12-31", "dang_hd05", "2027-12-31", "2028-01-01"),
        ("dang_hd05", "not_before = 2028-02-01", "dang_hd07", "2028-02-01", "2028-01-01"),
        ("dang_hd07", "finish_before = 2028-01-01", "dang_hd05", "2027-12-31", "2028-01-01"),
        ("dang_hd05", "not_before = 2027-12-01\nnot_after = 2028-02-01", "", "", ""),
        ("dang_hd05", "", "", "", ""),
        ("dang_hd05", "date = 2031-01-01", "", "", ""),
        ("nd30", "date = 2031-01-01", "", "", ""),
        ("nd30", "date = 2019-12-31", "", "", ""),
    ],
)
def test_a_guide_is_right_for_its_own_days(
    profile: str, event: str, right: str, day: str, since: str
) -> None:
    """Of the same kind, and nothing is said where none fits or nobody knows the day."""
    era = 'era = "pre_2025_07"\n' if "2019" in event else ""
    _, faults = read_plan(small(f'{era}format_profile = "{profile}"', event=f"[[events]]\n{event}\n"), NEXT)
    facts = {"got": profile, "nearest": right, "date": day, "since": since}
    assert [problem.facts for problem in faults] == ([facts] if right else [])


@pytest.mark.parametrize(
    ("top", "issuer"),
    [
        ("", "Ủy ban nhân dân xã"),
        ('district = "huyện Lộc Hà"\nera = "pre_2025_07"', "Thường trực Hội đồng nhân dân huyện"),
        ('province = "tỉnh Hà Tĩnh"', "Ủy ban nhân dân tỉnh"),
        ("", "Ủy ban nhân dân Phường 1"),
    ],
)
def test_an_issuer_whose_area_the_plan_names_elsewhere_lacks_nothing(top: str, issuer: str) -> None:
    event = "[[events]]\n" if "era" in top else EVENT
    assert read(small(top, event=event).replace("Ủy ban nhân dân xã Ích Hậu", issuer))[1] == []


def test_only_the_event_that_the_folder_is_for_needs_a_venue() -> None:
    """The plan of a year may leave the place of the second round open until it comes."""
    assert read(small(event=EVENT + "\n[[events]]\n"))[1] == []


@pytest.mark.parametrize("key", ["superior", "district"])
def test_a_committee_of_the_party_has_one_above_it_by_either_key(key: str) -> None:
    top = f'format_profile = "dang_hd36"\nera = "pre_2025_07"\n{key} = "huyện Hương Sơn"'
    assert read(small(top, event="[[events]]\n").replace(ABOVE, ""))[1] == []


def test_the_armed_forces_are_no_district() -> None:
    assert read(small('recipients = ["Ban Chỉ huy Quân sự xã"]'))[1] == []


def test_a_period_across_the_reform_says_nothing_about_the_era() -> None:
    assert read(small(event="[[events]]\nnot_before = 2025-06-01\nnot_after = 2025-08-31\n"))[1] == []


def test_answers_between_the_speeches_need_no_step() -> None:
    assert read(small(tables=SPEECHES + CONCLUSION + '[rules]\nmode = "interleaved"\n'))[1] == []


def test_a_faulty_value_makes_no_second_problem_elsewhere() -> None:
    text = small(
        'era = "two"\nrecipients = ["UBND huyện"]', deadline("r", "result", "notice").replace("7", '"7"')
    )
    assert set(found(text)) == {"era", "deadlines[0].amount", "deadlines[0].anchor"}
    text = small(tables=deadline("n", "notise", "conference_end") + deadline("r", "result", "notice"))
    assert set(found(text)) == {"deadlines[0].kind"}


# -- Never an exception: every key of the richest plan, dropped and replaced


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _places(inner, (*path, key))


DATA = tomllib.loads(RICHEST)
PLACES = list(_places(DATA))
REQUIRED = {
    "": {"id", "issuer", "abstract", "place", "events", "chairs"},
    "agenda": {"title", "kind", "minutes"},
    "deadlines": {"id", "kind", "what", "owner", "amount", "unit", "anchor", "dir"},
    "units": {"id", "name"},
    "tasks": {"who", "what"},
    "quotas": {"people"},
}


def key_of(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def is_required(path: tuple[str | int, ...]) -> bool:
    tables = [part for part in path[:-1] if isinstance(part, str)]
    return path[-1] in REQUIRED.get(tables[-1] if tables else "", set())


def changed(path: tuple[str | int, ...], *value: object) -> dict[str, Any]:
    """The richest plan with a value replaced, or dropped."""
    data = tomllib.loads(RICHEST)
    holder: Any = data
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    if value and isinstance(path[-1], int):
        holder.insert(path[-1], value[0])
    elif value:
        holder[path[-1]] = value[0]
    return data


@pytest.mark.parametrize("path", [path for path in PLACES if is_required(path)], ids=key_of)
def test_a_missing_key_is_told_at_its_place(path: tuple[str | int, ...]) -> None:
    plan, faults = judge(changed(path), PROFILES)
    assert plan is None
    (problem,) = faults
    assert (problem.key, problem.code) == (key_of(path), "missing")
    assert problem.facts["example"]


WRONG: list[object] = [3, 2.5, True, date(2024, 1, 1), datetime(2024, 1, 1), time(7), [[]], {"a": 1}, "x"]


@pytest.mark.parametrize("path", PLACES, ids=key_of)
def test_a_value_of_another_type_is_told_at_its_place(path: tuple[str | int, ...]) -> None:
    right: Any = DATA
    for part in path:
        right = right[part]
    short = path[0] in ("chairs", "secretaries", "recipients") and len(path) == 2
    for wrong in (value for value in WRONG if type(value) is not type(right)):
        plan, faults = judge(changed(path, wrong), PROFILES)
        assert plan is None
        assert any(problem.key.startswith(key_of(path)) for problem in faults)
        if not (short and isinstance(wrong, dict)):
            assert [problem.code for problem in faults] == ["wrong_type"]


NESTED = st.recursive(
    st.one_of(
        st.none().map(lambda _: 0),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.text(),
        st.dates(),
        st.times(),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(Plan.__struct_fields__) | st.text(max_size=6), NESTED, max_size=8))
def test_any_data_is_judged_without_an_exception(data: dict[str, Any]) -> None:
    plan, faults = judge(data, PROFILES)
    assert (plan is None) == any(problem.code not in _OF_SENSE for problem in faults)


_OF_SENSE = get_args(Code)[get_args(Code).index("duplicate_id") :]


@given(st.sampled_from(PLACES), NESTED)
def test_any_value_anywhere_is_judged_without_an_exception(
    path: tuple[str | int, ...], value: object
) -> None:
    plan, _ = judge(changed(path, value), PROFILES)
    assert plan is None or msgspec.convert(msgspec.to_builtins(plan), Plan) == plan


@given(st.text())
def test_any_text_is_read_without_an_exception(text: str) -> None:
    read(text)


def test_every_code_is_explained() -> None:
    assert plan_problems.__doc__ is not None
    assert all(f"    {code} " in plan_problems.__doc__ for code in get_args(Code))


# -- Setting the event and its date


def test_the_event_and_its_date_are_set_and_nothing_else_moves() -> None:
    text = with_event(RICHEST, 2, date(2024, 9, 9))
    before, after = RICHEST.split("\n"), text.split("\n")
    assert [line for line in after if line not in before] == [
        "event = 2                       # 1: Nhân dân xã Ngọc Tem; 2: cán bộ quản lý, giáo viên toàn huyện",
        "date = 2024-09-09",
    ]
    assert len(after) == len(before) + 1
    plan, faults = read(text)
    assert faults == []
    assert plan is not None
    assert (plan.event, plan.here.date, plan.events[0].date) == (2, date(2024, 9, 9), None)


def test_a_date_replaces_the_one_that_stands_and_keeps_the_comment() -> None:
    text = small(event="[[events]]\nvenue = 'x'\n  date = 2026-08-20  # thứ năm\n")
    assert with_event(text, None, date(2026, 8, 27)) == text.replace("2026-08-20", "2026-08-27")


def test_an_event_that_is_not_written_yet_comes_after_the_first_comment() -> None:
    text = with_event(small(), 1, None)
    assert text == small().replace("# Kế hoạch\n", "# Kế hoạch\nevent = 1\n")


@pytest.mark.parametrize(
    ("event", "day"), [(None, None), (1, None), (2, date(2024, 9, 9)), (None, date(2024, 3, 3))]
)
def test_setting_twice_is_setting_once(event: int | None, day: date | None) -> None:
    once = with_event(RICHEST, event, day)
    assert with_event(once, event, day) == once
    if event is None and day is None:
        assert once == RICHEST


def test_windows_line_ends_and_the_mark_stay() -> None:
    text = with_event("\ufeff" + small(event="[[events]]\n").replace("\n", "\r\n"), 1, date(2026, 8, 27))
    assert text.startswith("\ufeff# Kế hoạch\r\nevent = 1\r\n")
    assert text.count("\n") == text.count("\r\n")
    assert "[[events]]\r\ndate = 2026-08-27\r\n" in text


def test_what_only_looks_like_a_key_or_a_table_stays() -> None:
    tricky = 'form = """\n[[events]]\nevent = 7\ndate = 2020-01-01\n"""\nbasis = [\n"a",\n]'
    text = with_event(small(tricky, event="[[events]] # một\nvenue = 'x'\n"), 1, date(2026, 8, 27))
    plan, faults = read(text)
    assert faults == []
    assert plan is not None
    assert plan.form == "[[events]]\nevent = 7\ndate = 2020-01-01"
    assert plan.here.date == date(2026, 8, 27)


@pytest.mark.parametrize(
    ("text", "event", "day"),
    [
        (RICHEST, 3, None),
        (RICHEST, 0, date(2024, 1, 1)),
        ("= broken", 1, None),
        (SMALL + "events = [{ venue = 'x' }]\n", 1, date(2024, 1, 1)),
        (SMALL, 1, None),
        (small(event="[[events]]\ndate = '20 tháng 8'\n"), 1, date(2024, 1, 1)),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str, event: int | None, day: date | None) -> None:
    with pytest.raises(NotEditable):
        with_event(text, event, day)
