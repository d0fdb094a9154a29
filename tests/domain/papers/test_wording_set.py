"""The office's own phrases: nothing of the day is lost by them, and what is wrong is told with its place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from paper_day import whole_day

from meeting_tui.domain.papers.answers_part import answers_part
from meeting_tui.domain.papers.attendance_part import attendance_part
from meeting_tui.domain.papers.blocks import Paragraph, plain
from meeting_tui.domain.papers.content_part import content_part
from meeting_tui.domain.papers.wording_set import (
    LONGEST,
    PHRASES,
    STANDARD,
    Wording,
    fields,
    parse_wording,
    wording_copy,
)


def text_of(blocks: Iterable[Paragraph]) -> str:
    return "\n".join(plain(block.runs) for block in blocks)


def test_a_phrase_of_the_office_stands_in_the_minutes() -> None:
    day = whole_day()
    meeting, profile = day.meeting, day.profile
    own, faults = parse_wording(
        'thu_ky = "Người ghi biên bản"\nnhan_dan = "Công dân"\nket_qua = "Kết luận"\ny_kien_bang_phieu = "Phiếu"\n'
    )
    assert faults == ()
    assert "2. Người ghi biên bản:" in text_of(attendance_part(meeting, profile, own))
    assert "4. Công dân:" in text_of(attendance_part(meeting, profile, own))
    told = text_of(content_part(meeting, profile, own))
    assert "Kết luận:" in told and "Phiếu:" in told and "Kết quả:" not in told


def test_outcomes_are_told_in_the_words_of_the_office() -> None:
    own, _faults = parse_wording('ghi_nhan = "tiếp thu, nghiên cứu"\n')
    meeting = whole_day().meeting
    assert "tiếp thu, nghiên cứu" in text_of(answers_part(meeting, 1, own))
    assert "ghi nhận, tiếp thu" in text_of(answers_part(meeting, 1))


def test_facts_are_put_in_as_they_are() -> None:
    """A place that is called like a field is no field."""
    own, _faults = parse_wording('mo_dau = "Tại {dia_diem}, {luc}: {don_vi} mở {hoi_nghi}"\n')
    said = own.say("mo_dau", luc="{don_vi}", dia_diem="nhà {luc}", don_vi="UBND", hoi_nghi="hội nghị")
    assert said == "Tại nhà {luc}, {don_vi}: UBND mở hội nghị"


FAULTS = {
    "mo_dao = 'x'": ("unknown_key", "mo_dao", "", "mo_dau"),
    "thu_ky = 7": ("no_text", "thu_ky", "", ""),
    "thu_ky = ' '": ("empty", "thu_ky", "", ""),
    f"thu_ky = '{'x' * (LONGEST + 1)}'": ("too_long", "thu_ky", str(LONGEST), ""),
    "thu_ky = 'a {b'": ("braces", "thu_ky", "", ""),
    "thu_ky = '{0.__class__}'": ("braces", "thu_ky", "", ""),
    "phan_noi_dung = 'Nội dung {su_kiem} {su_kien}'": (
        "unknown_field",
        "phan_noi_dung",
        "su_kiem",
        "su_kien",
    ),
    "phan_noi_dung = 'Nội dung'": ("missing_field", "phan_noi_dung", "{su_kien}", ""),
    "[thu_ky]": ("no_text", "thu_ky", "", ""),
}


@pytest.mark.parametrize(("text", "fault"), FAULTS.items(), ids=range(len(FAULTS)))
def test_a_fault_is_told_and_the_built_in_phrase_stays(text: str, fault: tuple[str, ...]) -> None:
    own, faults = parse_wording(text)
    assert [(one.code, one.key, one.what, one.like) for one in faults] == [fault]
    assert own == STANDARD


def test_all_faults_are_told_at_once_and_the_rest_is_used() -> None:
    own, faults = parse_wording("thu_ky = 1\nmo_dau = 'Hôm nay {luc}'\nnhan_dan = 'Dân'\n")
    assert [(fault.key, fault.what) for fault in faults] == [
        ("thu_ky", ""),
        ("mo_dau", "{dia_diem}, {don_vi}, {hoi_nghi}"),
    ]
    assert own == Wording(own={"nhan_dan": "Dân"})


SLIPS = {
    "curly quotes": "thu_ky = “Người ghi”",
    "quotes inside": 'thu_ky = "Người "ghi" biên bản"',
    "no end": "thu_ky = 'a",
    "no quotes": "thu_ky = Người ghi",
    "no equals sign": 'thu_ky "Người ghi"',
}


@pytest.mark.parametrize("line", SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Linux", "Windows"])
def test_one_slip_of_the_pen_costs_one_phrase(line: str, end: str) -> None:
    """Its line is named, and the other phrases of the office are used."""
    own, faults = parse_wording(end.join(('nhan_dan = "Dân"', line, "# xem lại", 'ket_qua = "Kết luận"', "")))
    assert [(fault.code, fault.what) for fault in faults] == [("not_toml", "2")]
    assert own == Wording(own={"nhan_dan": "Dân", "ket_qua": "Kết luận"})


def test_a_phrase_that_is_written_twice_is_told() -> None:
    own, faults = parse_wording('thu_ky = "Một"\nthu_ky = "Hai"\n')
    assert [(fault.code, fault.key, fault.what) for fault in faults] == [("twice", "thu_ky", "2")]
    assert own == Wording(own={"thu_ky": "Một"})


def test_the_file_to_begin_with_changes_nothing_and_can_be_uncommented() -> None:
    """Every phrase is in it, as it is built in, and its head says that there are no others."""
    copy = wording_copy()
    assert "Chỉ sửa được các câu dưới đây" in copy
    assert parse_wording(copy) == (STANDARD, ())
    phrases = copy.partition("\n\n")[2]
    own, faults = parse_wording("\n".join(line.removeprefix("# ") for line in phrases.splitlines()))
    assert (own.own, faults) == (PHRASES, ())


def test_a_phrase_wants_its_own_facts() -> None:
    facts = {name: name for phrase in PHRASES.values() for name in fields(phrase)}
    assert all("{" not in STANDARD.say(key, **facts) for key in PHRASES)
