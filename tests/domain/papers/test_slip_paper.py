"""Slips: whose they are, in which order they come, and where they go back to."""

from __future__ import annotations

from datetime import date

import msgspec
import pypdfium2
import pytest
from paper_day import STATE, PaperDay

from meeting_tui.domain.codes import make_code
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.mail_merge import FIELDS, merge_rows
from meeting_tui.domain.papers.personal_data import CONSENT
from meeting_tui.domain.papers.slip import blank_slips, slips, without_code
from meeting_tui.domain.plan import Deadline, Plan
from meeting_tui.domain.records import Person
from meeting_tui.export.pdf import blank_slips_pdf, slips_pdf

COLLECT = Deadline(
    id="c",
    kind="collect",
    what="gửi phiếu",
    owner="Ủy ban MTTQ xã",
    amount=7,
    unit="day",
    anchor="conference",
    dir="before",
)
PHONE = "0912345678"


def invited(plan: Plan = STATE) -> PaperDay:
    """Three villages, a Tây Nguyên name, somebody without a code, and a walk-in."""
    day = PaperDay(plan)
    listed = [
        ("a", "Trần Văn An", "thôn 10"),
        ("b", "Nguyễn Văn Bình", "thôn 2"),
        ("c", "Nguyễn Văn An", "thôn 2"),
        ("d", "H'Hen Niê", "thôn 2"),
    ]
    for count, (key, name, village) in enumerate(listed):
        code = make_code(1_000_000 + count, 7, 3)
        given = "H'Hen" if key == "d" else ""
        day.person(
            key, name, here=False, village=village, code=code, sort_given=given, phone=PHONE, birth_year=1950
        )
    day.person("e", "Lê Thị Em", here=False, village="thôn 1")
    day.person("f", "Đỗ Văn Hải", here=False, invited=False, code=make_code(2_000_000, 0, 3))
    return day


def names(day: PaperDay, only: set[str] | None = None) -> list[str]:
    return [slip.name for slip in slips(day.meeting, only).slips]


def test_slips_come_village_by_village_and_by_given_name() -> None:
    """A clerk hands them to the village heads in one pile each."""
    assert names(invited()) == ["Nguyễn Văn An", "Nguyễn Văn Bình", "H'Hen Niê", "Trần Văn An"]


def test_who_has_no_code_is_left_out_and_counted() -> None:
    day = invited()
    assert "Lê Thị Em" not in names(day)
    assert without_code(day.meeting) == 1
    assert without_code(day.meeting, {"a", "b"}) == 0


def test_a_code_that_no_door_would_take_counts_as_none() -> None:
    """It could not be drawn either: one old record would leave everybody without slips."""
    meeting = Meeting(STATE)
    meeting.people["an"] = Person(name="Nguyễn Văn An", code="A-17")
    assert not slips(meeting).slips
    assert not list(merge_rows(meeting))
    assert without_code(meeting) == 1


def test_a_slip_for_one_person_or_one_village_only() -> None:
    assert names(invited(), {"b"}) == ["Nguyễn Văn Bình"]
    assert names(invited(), set()) == []


def test_a_slip_has_the_code_in_both_forms_and_nothing_private() -> None:
    """Slips pass through many hands: no phone, no year of birth."""
    made = slips(invited().meeting).slips[0]
    assert (made.code[:4], made.code[4:8]) == tuple(made.short.split())
    told = msgspec.json.encode(made).decode()
    assert PHONE not in told and "1950" not in told


def test_a_delegate_without_a_village_is_placed_by_the_office() -> None:
    day = PaperDay()
    code = make_code(1_234_567, 1, 1)
    day.person("k", "Phan Văn Khách", kind="delegate", title="Phó Chủ tịch UBMTTQ huyện", code=code)
    assert slips(day.meeting).slips[0].place == "Phó Chủ tịch UBMTTQ huyện"


def test_it_says_to_whom_it_goes_back_and_by_when() -> None:
    """Seven days before 14/6/2024, whoever collects has to hand over."""
    plan = msgspec.structs.replace(STATE, deadlines=(COLLECT,))
    note = slips(invited(plan).meeting).return_note
    assert note == "(Gửi về Ủy ban MTTQ xã trước ngày 07/06/2024; có thể đăng ký tại Hội nghị)"


def test_a_day_that_is_not_known_is_not_invented() -> None:
    undated = msgspec.structs.replace(STATE.here, date=None)
    plan = msgspec.structs.replace(STATE, deadlines=(COLLECT,), events=(undated,))
    assert slips(invited(plan).meeting).return_note == (
        "(Gửi về Ủy ban MTTQ xã; có thể đăng ký tại Hội nghị)"
    )
    workdays = msgspec.structs.replace(COLLECT, unit="workday")
    plan = msgspec.structs.replace(STATE, deadlines=(workdays,))
    assert "trước ngày" not in slips(invited(plan).meeting).return_note
    assert slips(invited().meeting).return_note == "(Có thể đăng ký tại Hội nghị)"


def test_blank_slips_go_on_after_the_last_number() -> None:
    """Two slips with one number would be one speaker too few."""
    day = PaperDay()
    assert [slip.number for slip in blank_slips(day.meeting, 3).slips] == [1, 2, 3]
    day.person("an", "Nguyễn Văn An")
    day.slip("an")
    first = max(turn.number or 0 for turn in day.meeting.turns.values())
    made = blank_slips(day.meeting, 2).slips
    assert [slip.number for slip in made] == [first + 1, first + 2]
    assert all(not slip.code and not slip.name for slip in made)


def test_the_notice_names_the_body_and_what_it_is_for() -> None:
    """Without it nobody may collect a name (handbook, 8)."""
    made = blank_slips(PaperDay().meeting, 1)
    told = made.slips[0].notice
    assert told.startswith("Thông tin Ông (bà) cung cấp (họ tên, thôn, số điện thoại nếu có) do ")
    assert told.count("Ủy ban nhân dân xã Ích Hậu") == 2
    assert made.labels["consent"] == CONSENT
    assert not any("căn cước" in label.lower() or "CCCD" in label for label in made.labels.values())


def test_the_notice_addresses_whose_slip_it_is() -> None:
    """On `Bà Hoàng Thị Bích` nobody need ask whether it is a man's."""
    day = PaperDay()
    for count, (key, salutation) in enumerate([("a", "Bà"), ("b", "")]):
        code = make_code(1_000_000 + count, 7, 3)
        day.person(key, f"Hoàng Thị {key.upper()}", salutation=salutation, code=code)
    named, unknown = (slip.notice for slip in slips(day.meeting).slips)
    assert named.startswith("Thông tin Bà cung cấp ") and ". Bà có quyền xem" in named
    assert "Ông" not in named
    assert unknown.startswith("Thông tin Ông (bà) cung cấp ") and ". Ông (bà) có quyền xem" in unknown


LONG = "rất dài " * 25


def test_a_slip_asks_for_consent_and_a_signature_under_the_whole_notice() -> None:
    """Without them the name may not be kept (handbook, 3 and 8)."""
    day = invited()
    for page in pages(slips_pdf(slips(day.meeting, {"a"}))) + pages(
        blank_slips_pdf(blank_slips(day.meeting, 1))
    ):
        assert page.index("rút lại sự đồng ý tại") < page.index(CONSENT) < page.index("Ký tên:")


@pytest.mark.parametrize("text", [LONG, "X" * 200], ids=["words", "one word"])
def test_long_texts_stay_in_the_frame_of_their_slip(text: str) -> None:
    """They would run over the box of the office and into the neighbour's slip."""
    plan = msgspec.structs.replace(STATE, event_name=text, contact=text, deadlines=(COLLECT,))
    day = invited(plan)
    day.person("g", text, here=False, village=text, code=make_code(3_000_000, 0, 3))
    assert ends(slips_pdf(slips(day.meeting)), CONSENT) == ends(
        slips_pdf(slips(invited_and_one_more().meeting)), CONSENT
    )
    forms = blank_slips_pdf(blank_slips(day.meeting, 2))
    (plain, _), (filled, _) = (
        ends(made, "Dành cho Ban Tổ chức")
        for made in (blank_slips_pdf(blank_slips(invited().meeting, 2)), forms)
    )
    assert filled == plain
    (page,) = pages(forms)
    assert page.count("Dành cho Ban Tổ chức:") == page.count("Ký tên:") == 2


def invited_and_one_more() -> PaperDay:
    day = invited()
    day.person("g", "Lê Văn Giang", here=False, village="thôn 3", code=make_code(3_000_000, 0, 3))
    return day


def pages(data: bytes) -> list[str]:
    """The text of each page, on one line."""
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def ends(data: bytes, text: str) -> list[int]:
    """How high the text stands on the first page, wherever it does, in millimetres."""
    with pypdfium2.PdfDocument(data) as document:
        found = document[0].get_textpage()
        search, heights = found.search(text), list[int]()
        while place := search.get_next():
            heights.append(round(found.get_charbox(place[0])[1] * 25.4 / 72))
        return heights


def test_the_merge_list_has_the_code_as_text_and_no_phone() -> None:
    """Fifteen digits as a number would come out of a spreadsheet changed."""
    rows = list(merge_rows(invited().meeting))
    assert [name for name, _ in FIELDS] == [
        "ma", "ma_ngan", "xung_ho", "ho_ten", "thon", "don_vi", "chuc_vu", "nam_sinh",
    ]  # fmt: skip
    assert all(isinstance(row[0], str) and len(row[0]) == 15 and len(row) == len(FIELDS) for row in rows)
    assert [row[3] for row in rows] == names(invited())
    assert not any(PHONE in map(str, row) for row in rows)
    assert all(name.isascii() for name, _ in FIELDS)
    assert {row[7] for row in rows} == {1950}


def test_the_event_is_named_with_its_year() -> None:
    event = msgspec.structs.replace(STATE.here, date=date(2025, 3, 1))
    plan = msgspec.structs.replace(STATE, events=(event,))
    assert slips(invited(plan).meeting).event == (
        "Hội nghị tiếp xúc, đối thoại trực tiếp với Nhân dân xã Ích Hậu năm 2025"
    )
