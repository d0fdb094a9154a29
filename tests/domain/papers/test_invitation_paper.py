"""Invitations: model 1.7, worded for one person, in the format of the plan."""

from __future__ import annotations

from datetime import date, time

import msgspec
import pytest
from paper_day import PARTY, STATE, PaperDay

from meeting_tui.domain.codes import make_code, short_form
from meeting_tui.domain.papers.blocks import Letterhead, Paper, Paragraph, Recipients, Signatures, plain
from meeting_tui.domain.papers.invitation import invitations
from meeting_tui.domain.plan import Event, Officer, Plan, Signature

CODE = make_code(1_164_855, 42, 7)
SIGNED = Signature(authority="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH")
AT_HALF_PAST_SEVEN = msgspec.structs.replace(STATE.here, start=time(7, 30))
FULL = msgspec.structs.replace(
    STATE, signature=SIGNED, events=(AT_HALF_PAST_SEVEN,), content=("nghe phản ánh;", "trao đổi, giải thích")
)


def letter(plan: Plan = FULL, name: str = "Nguyễn Văn An", **fields: object) -> Paper:
    day = PaperDay(plan)
    fields = {"salutation": "Ông", "village": "thôn 1", "code": CODE} | fields
    day.person("an", name, here=False, **fields)
    (made,) = invitations(day.meeting, day.profile).letters
    return made


def texts(paper: Paper) -> list[str]:
    return [plain(block.runs) for block in paper.blocks if isinstance(block, Paragraph)]


def one(paper: Paper, kind: type) -> object:
    (found,) = (block for block in paper.blocks if isinstance(block, kind))
    return found


def test_a_letter_says_who_what_who_chairs_when_and_where() -> None:
    """Word for word as in the handbook, 1.6."""
    assert texts(letter()) == [
        "Ủy ban nhân dân xã Ích Hậu trân trọng kính mời: Ông Nguyễn Văn An, thôn 1.",
        "Tới dự: Hội nghị tiếp xúc, đối thoại trực tiếp giữa Bí thư Đảng ủy - Chủ tịch HĐND xã và "
        "Chủ tịch UBND xã với Nhân dân xã Ích Hậu.",
        "Chủ trì: Bí thư Đảng ủy - Chủ tịch HĐND xã; Chủ tịch UBND xã.",
        "Thời gian: 07 giờ 30 phút, ngày 14 tháng 6 năm 2024.",
        "Địa điểm: Hội trường UBND xã Ích Hậu.",
        "Nội dung: nghe phản ánh; trao đổi, giải thích.",
        "Ghi chú: Kèm theo Phiếu đăng ký phát biểu. "
        f"Mang theo giấy mời này để điểm danh (mã: {short_form(CODE)}).",
        "Rất mong Ông đến dự đúng giờ./.",
    ]


def test_the_head_leaves_number_and_day_to_the_office() -> None:
    head = one(letter(), Letterhead)
    assert isinstance(head, Letterhead)
    assert head.number == "Số:      /GM-UBND"
    assert head.place_date == "Ích Hậu, ngày      tháng      năm 2024"


def test_a_commune_with_a_number_for_a_name_keeps_its_kind() -> None:
    """`Phường 1` is a name, `1` is none."""
    for place, printed in (("Phường 1", "Phường 1,"), ("bản Mỳ, xã Khoen On", "Khoen On,")):
        head = one(letter(msgspec.structs.replace(FULL, place=place)), Letterhead)
        assert isinstance(head, Letterhead)
        assert head.place_date.startswith(f"{printed} ngày")


def test_it_is_signed_as_the_plan_is_signed() -> None:
    deputy = Signature(
        authority="TM. THƯỜNG TRỰC HĐND", deputy="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH", name="Lê Văn Bảo"
    )
    signed = one(letter(msgspec.structs.replace(FULL, signature=deputy)), Signatures)
    assert isinstance(signed, Signatures)
    assert signed.right.authority == ("TM. THƯỜNG TRỰC HĐND", "KT. CHỦ TỊCH")
    assert (signed.right.role, signed.right.name) == ("PHÓ CHỦ TỊCH", "Lê Văn Bảo")


def test_without_a_signature_in_the_plan_the_first_chair_signs() -> None:
    signed = one(letter(STATE), Signatures)
    assert isinstance(signed, Signatures)
    assert (signed.right.authority, signed.right.role) == ((), "BÍ THƯ ĐẢNG ỦY - CHỦ TỊCH HĐND XÃ")


def test_the_partys_letter_has_its_number_its_end_and_its_archive() -> None:
    made = letter(PARTY)
    head, to = one(made, Letterhead), one(made, Recipients)
    assert isinstance(head, Letterhead) and isinstance(to, Recipients)
    assert (head.style, head.number) == ("party", "Số      -GM/ĐU")
    assert to.lines == ("Như trên;", "Lưu Văn phòng Đảng ủy.")
    assert texts(made)[-1] == "Rất mong Ông đến dự đúng giờ."


def test_what_the_plan_does_not_fix_is_left_to_be_written() -> None:
    """A letter never invents an hour or a place."""
    open_event = msgspec.structs.replace(STATE.here, date=None, venue="", start=time(7, 30))
    when, where = texts(letter(msgspec.structs.replace(STATE, events=(open_event,))))[3:5]
    assert when == "Thời gian: 07 giờ 30 phút, ngày …… tháng …… năm ……"
    assert where.startswith("Địa điểm: ……")


@pytest.mark.parametrize(
    ("period", "printed"),
    [
        (Event(), "ngày …… tháng …… năm ……"),
        (Event(period="quý II năm 2024"), "ngày …… tháng …… năm 2024."),
        (Event(period="từ 12/2024 đến 01/2025"), "ngày …… tháng …… năm ……"),
        (Event(not_before=date(2025, 8, 1), not_after=date(2025, 8, 31)), "ngày …… tháng 8 năm 2025."),
        (Event(not_before=date(2025, 2, 1), finish_before=date(2025, 3, 1)), "ngày …… tháng 02 năm 2025."),
        (Event(not_before=date(2024, 1, 1), not_after=date(2024, 6, 30)), "ngày …… tháng …… năm 2024."),
        (Event(not_before=date(2024, 12, 1), not_after=date(2025, 1, 31)), "ngày …… tháng …… năm ……"),
        (Event(finish_before=date(2023, 1, 1)), "ngày …… tháng …… năm 2022."),
    ],
)
def test_a_period_leaves_room_for_a_date_and_for_nothing_else(period: Event, printed: str) -> None:
    """`(dự kiến)` beside a date that was written by hand would take it back."""
    when = texts(letter(msgspec.structs.replace(STATE, events=(period,))))[3]
    assert when == f"Thời gian: …… giờ …… phút, {printed}"


def test_who_was_invited_to_chair_too_is_named() -> None:
    plan = msgspec.structs.replace(FULL, co_chairs_invited=(Officer(title="Chủ tịch UBMTTQ xã"),))
    assert texts(letter(plan))[3] == "Đồng chủ trì: Chủ tịch UBMTTQ xã."


def test_a_copy_is_kept_by_who_drafts_the_offices_papers() -> None:
    to = one(letter(), Recipients)
    assert isinstance(to, Recipients)
    assert to.lines == ("Như trên;", "Lưu: VT, VP.")


def test_an_encounter_is_no_conference() -> None:
    plan = msgspec.structs.replace(FULL, event_name="buổi tiếp xúc, đối thoại")
    assert texts(letter(plan))[1].startswith("Tới dự: buổi tiếp xúc, đối thoại giữa ")


def test_nothing_private_is_printed() -> None:
    made = letter(phone="0912345678", birth_year=1950, household="H7")
    told = msgspec.json.encode(made).decode()
    assert not any(private in told for private in ("0912345678", "1950", "H7"))


def test_somebody_without_a_salutation_a_village_or_a_body() -> None:
    made = texts(letter(name="H'Hen Niê", salutation="", village=""))
    assert made[0] == "Ủy ban nhân dân xã Ích Hậu trân trọng kính mời: Ông (bà) H'Hen Niê."
    assert made[-1] == "Rất mong Ông (bà) đến dự đúng giờ./."


def test_each_letter_stands_at_the_place_of_its_slip() -> None:
    """Somebody else's code in a letter would check in somebody else."""
    day = PaperDay(FULL)
    for count, village in enumerate(("thôn 10", "thôn 9", "thôn 1")):
        code = make_code(1_000_000 + count, count, 1)
        day.person(f"p{count}", f"Nguyễn Văn {count}", here=False, village=village, code=code)
    day.person("none", "Lê Thị Không", here=False)
    made = invitations(day.meeting, day.profile)
    assert len(made.letters) == len(made.sheets.slips) == 3
    for paper, slip in zip(made.letters, made.sheets.slips, strict=True):
        assert slip.name in texts(paper)[0]
        assert slip.short in texts(paper)[-2]
