"""The five shipped plans hold what their papers say (handbook, section 12)."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from meeting_tui.domain.agenda_default import DEFAULT_AGENDA, agenda_of
from meeting_tui.domain.plan import Officer, Plan, Quota, Recipient, Signature
from meeting_tui.domain.plan_edit import with_event
from meeting_tui.domain.plan_file import read_plan
from meeting_tui.domain.taxonomy import TOPICS, unit_for_topic
from meeting_tui.store.guides import format_profiles

SESSIONS = Path(__file__).parents[1] / "sessions"
NAMES = ("ich-hau-2024", "hoang-truong-2023", "khoen-on-2025", "son-giang-2022", "kon-plong-2024")


def text_of(name: str) -> str:
    return (SESSIONS / name / "plan.toml").read_text("utf-8")


def lacks(name: str, text: str) -> list[tuple[str, str]]:
    """What is told of the plan, by key and code."""
    plan, faults = read_plan(text, format_profiles())
    assert plan is not None, name
    return [(fault.key, fault.code) for fault in faults]


def plan_of(name: str) -> Plan:
    plan, faults = read_plan(text_of(name), format_profiles())
    assert not any(fault.level == "error" for fault in faults)
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {name: plan_of(name) for name in NAMES}


def test_these_five_and_no_other_are_shipped() -> None:
    assert {path.parent.name for path in SESSIONS.glob("*/plan.toml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_plan_lacks_what_its_paper_lacks_and_names_no_person(name: str) -> None:
    """Who signs is filled in by who uses it; one paper says neither where it is held nor what is above its issuer."""
    plan = plan_of(name)
    assert lacks(name, text_of(name)) == {
        "son-giang-2022": [
            ("events[0].venue", "no_venue"),
            ("signature.name", "no_signer"),
            ("superior", "no_superior"),
        ]
    }.get(name, [("signature.name", "no_signer")])
    assert plan.signature.title
    assert not plan.signature.name
    assert not any(who.name for who in (*plan.chairs, *plan.co_chairs_invited, *plan.secretaries))
    assert "# tên người ký: điền khi dùng" in text_of(name)
    assert plan.quirks and plan.recipients and plan.tasks and plan.delegates
    assert all(unit_for_topic(plan, topic.code) for topic in TOPICS)


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_plan_can_be_dated(name: str) -> None:
    plan = plan_of(name)
    for number in range(1, len(plan.events) + 1):
        event = plan.events[number - 1]
        day = event.date or event.not_before or date(2022, 6, 10)
        text = with_event(text_of(name), number, day)
        dated, faults = read_plan(text, format_profiles())
        assert {fault.code for fault in faults} <= {"no_venue", "no_signer", "no_superior"}
        assert dated is not None
        assert (dated.event, dated.here.date) == (number, day)


def test_ich_hau() -> None:
    plan = plan_of("ich-hau-2024")
    assert plan.id == plan.meeting_id == "ich_hau_2024"
    assert (plan.doc_kind, plan.format_profile, plan.era, plan.level) == ("KH", "nd30", "pre_2025_07", "xa")
    assert plan.issuer == "Ủy ban nhân dân xã Ích Hậu"
    assert (plan.place, plan.district, plan.province) == ("xã Ích Hậu", "huyện Lộc Hà", "tỉnh Hà Tĩnh")
    assert (plan.number, plan.signed) == ("", None)
    assert plan.basis == (
        "chương trình công tác của BCH Đảng bộ",
        "chương trình hành động của UBND xã năm 2024",
    )
    assert (len(plan.purpose), len(plan.requirements), len(plan.topics), len(plan.listen)) == (3, 4, 9, 3)
    assert [chair.title for chair in plan.chairs] == ["Bí thư Đảng ủy - Chủ tịch HĐND xã", "Chủ tịch UBND xã"]
    assert plan.secretaries == (Officer(title="Văn phòng xã Ích Hậu"),)
    assert plan.starts_at is not None
    assert plan.starts_at.isoformat() == "2024-06-14T07:00:00+07:00"
    assert plan.here.venue == "Hội trường UBND xã Ích Hậu"
    assert plan.here.public == "Cán bộ và nhân dân trên địa bàn xã Ích Hậu"
    assert plan.here.quotas == tuple(
        Quota(org=org, people=30) for org in ("Hội Nông dân", "Hội Phụ nữ", "Hội CCB", "Đoàn thanh niên")
    )
    assert plan.village_count == 5
    assert plan.deadlines == ()
    assert agenda_of(plan) == DEFAULT_AGENDA
    assert plan.tasks[0].what == ("hội trường", "loa máy", "nước uống", "ma két")
    assert plan.signature == Signature(authority="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH")
    assert plan.recipients[-1] == Recipient(name="Lưu VP")


def test_hoang_truong() -> None:
    plan = plan_of("hoang-truong-2023")
    assert plan.id == "hoang_truong_2023"
    assert plan.event_name == "buổi tiếp xúc, đối thoại"
    assert plan.abstract == "Tổ chức buổi tiếp xúc, đối thoại với nhân dân năm 2023"
    assert plan.basis == ()
    assert plan.principles[0] == "nghe dân nói – nói dân hiểu – làm dân tin"
    assert (len(plan.principles), len(plan.topics), len(plan.preparation)) == (4, 4, 5)
    assert plan.chairs == (Officer(title="Chủ tịch UBND xã"),)
    assert plan.secretaries == ()
    assert (plan.here.date, plan.here.start, plan.here.duration) == (date(2023, 12, 8), None, "1/2 ngày")
    assert plan.starts_at is None
    assert plan.here.venue == "Hội trường công sở xã Hoằng Trường"
    assert plan.here.expected is None
    assert plan.delegates_village == ("Bí thư chi bộ", "Trưởng thôn", "Ban công tác Mặt trận thôn")
    assert (plan.village_count, plan.villages, len(plan.guests_optional)) == (9, (), 2)
    (duty,) = plan.deadlines
    assert (duty.id, duty.kind, duty.amount, duty.unit) == ("S1-a", "announce", 7, "day")
    assert (duty.anchor, duty.dir, duty.owner) == ("conference", "before", "UBND xã")
    assert plan.budget == "kinh phí hoạt động năm 2023 của UBND xã"
    assert plan.signature == Signature(title="CHỦ TỊCH")
    assert plan.recipients[:2] == (
        Recipient(name="UBND huyện", note="b/c"),
        Recipient(name="TV ĐU – TT HĐND xã", note="b/c"),
    )
    assert len(plan.recipients) == 6


def test_khoen_on() -> None:
    plan = plan_of("khoen-on-2025")
    assert (plan.id, plan.era, plan.count_by) == ("khoen_on_ban_my_2025", "two_tier", "household")
    assert plan.basis == ("Quy chế số 06-QC/TU, ngày 04/4/2019 của Tỉnh ủy",)
    assert len(plan.also_cites) == 2
    assert plan.motto == "dân chủ, công khai, an toàn, thiết thực và hiệu quả"
    assert plan.co_chairs_invited == (Officer(title="Chủ tịch Ủy ban MTTQVN xã"),)
    assert plan.secretaries == (Officer(title="Văn phòng HĐND và UBND (ghi biên bản)"),)
    event = plan.here
    assert (event.period, event.date) == ("Trong tháng 8/2025", None)
    assert (event.not_before, event.not_after) == (date(2025, 8, 1), date(2025, 8, 31))
    assert (event.venue, event.village) == ("Nhà văn hóa bản Mỳ", "bản Mỳ")
    assert event.public == "đại diện các hộ gia đình cư trú tại bản có đầy đủ năng lực hành vi dân sự"
    assert plan.form.startswith("Hội nghị đối thoại trực tiếp của người đứng đầu")
    (duty,) = plan.deadlines
    assert (duty.id, duty.kind, duty.amount) == ("S2-a", "collect", 7)
    assert duty.owner == "Ủy ban MTTQ xã (Ban công tác Mặt trận bản Mỳ)"
    assert len(plan.tasks) == 5
    assert "ghi biên bản" in plan.tasks[3].what
    assert plan.recipients[0] == Recipient(name="TT. Đảng ủy", note="b/c")
    assert "phiếu đăng ký phát biểu" in plan.documents_made


def test_son_giang() -> None:
    plan = plan_of("son-giang-2022")
    assert (plan.id, plan.meeting_id) == ("son_giang_2022", "son_giang_2022/1")
    assert (plan.format_profile, plan.province) == ("dang_hd36", "tỉnh Hà Tĩnh")
    assert plan.issuer == "Ban Thường vụ Đảng ủy xã Sơn Giang"
    assert "657-QĐ/TU" in plan.basis[0] and "314-CV/HU" in plan.basis[1]
    assert len(plan.also_cites) == 4
    assert [event.finish_before for event in plan.events] == [date(2022, 6, 15), date(2022, 11, 15)]
    assert {event.headcount for event in plan.events} == {"quyết định theo diễn biến dịch Covid-19"}
    assert {event.venue for event in plan.events} == {""}
    assert [chair.title for chair in plan.chairs] == ["Bí thư Đảng ủy, Chủ tịch HĐND xã", "Chủ tịch UBND xã"]
    told = [(d.id, d.kind, d.amount, d.unit, d.anchor, d.dir) for d in plan.deadlines]
    assert told == [
        ("S3-a", "announce", 7, "day", "conference", "before"),
        ("S3-c", "notice", 7, "day", "conference_end", "after"),
        ("S3-d", "result", 30, "workday", "notice", "after"),
    ]
    assert plan.beyond_competence.startswith("tổng hợp, báo cáo, đề nghị cấp có thẩm quyền")
    assert plan.complex_matter.endswith("biết thời gian và trách nhiệm giải quyết")
    assert plan.signature == Signature(authority="T/M BAN THƯỜNG VỤ", title="BÍ THƯ")
    assert plan.recipients[0] == Recipient(name="Thường trực Huyện ủy", note="để b/c")


def test_kon_plong() -> None:
    plan = plan_of("kon-plong-2024")
    assert (plan.id, plan.level, plan.era) == ("hdnd_huyen_2024", "huyen", "pre_2025_07")
    assert plan.issuer == "Thường trực Hội đồng nhân dân huyện"
    assert plan.motto == "dân biết, dân bàn, dân làm, dân kiểm tra"
    assert "19-12-2024" in plan.basis[1]
    assert len(plan.secretaries) == 2
    first, second = plan.events
    assert (first.period, first.venue) == ("6 tháng đầu năm 2024 (dự kiến)", "Hội trường UBND xã Ngọc Tem")
    assert (first.not_before, first.not_after) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (second.not_before, second.not_after) == (date(2024, 7, 1), date(2024, 12, 31))
    assert (second.expected, second.venue) == (50, "Hội trường trung tâm huyện")
    assert (first.date, second.date) == (None, None)
    told = [(d.id, d.kind, d.amount, d.unit, d.anchor, d.dir) for d in plan.deadlines]
    assert told == [
        ("S4-a", "collect", 10, "day", "conference", "before"),
        ("S4-b", "collect", 10, "day", "conference", "before"),
        ("S4-c", "notice", 10, "workday", "conference_end", "after"),
        ("S4-d", "result", 20, "workday", "notice", "after"),
    ]
    assert plan.rules.mode == "batch"
    assert plan.signature == Signature(
        authority="TM. THƯỜNG TRỰC HĐND", deputy="KT. CHỦ TỊCH", title="PHÓ CHỦ TỊCH"
    )
    assert (len(plan.tasks), len(plan.recipients), len(plan.delegates)) == (7, 14, 7)


def test_the_agenda_of_kon_plong_word_for_word() -> None:
    items = agenda_of(plan_of("kon-plong-2024"))
    assert [(item.kind, item.minutes, item.title) for item in items] == [
        ("opening", 10, "Tuyên bố lý do, giới thiệu đại biểu, chủ trì và thư ký hội nghị"),
        ("rules", 5, "Thông qua chương trình, nội quy tiếp xúc, đối thoại"),
        ("statement", 10, "Chủ trì hội nghị nêu mục đích, yêu cầu, ý nghĩa nội dung tiếp xúc, đối thoại"),
        ("speeches", 80, "Nghe Nhân dân phát biểu ý kiến, trình bày tâm tư, nguyện vọng, đề xuất"),
        ("synthesis", 5, "Tổng hợp ý kiến phát biểu của Nhân dân"),
        (
            "remarks",
            10,
            "Đại diện Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội huyện phát biểu ý kiến",
        ),
        (
            "answers",
            50,
            "Đại diện lãnh đạo các đơn vị có liên quan phát biểu, trả lời những vấn đề Nhân dân nêu ra "
            "thuộc trách nhiệm giải quyết của mình",
        ),
        (
            "conclusion",
            20,
            "Chủ trì trao đổi, giải thích, tiếp thu ý kiến góp ý, kiến nghị của Nhân dân "
            "và kết luận hội nghị",
        ),
    ]
    assert [item.id for item in items] == [item.kind for item in items]


def test_the_five_cover_every_variation(plans: dict[str, Plan]) -> None:
    """Section 12.6, phrase by phrase."""
    all_plans = list(plans.values())
    events = [event for plan in all_plans for event in plan.events]
    assert {len(plan.chairs) for plan in all_plans} == {1, 2}
    assert any(plan.co_chairs_invited for plan in all_plans)
    assert {len(plan.secretaries) for plan in all_plans} == {0, 1, 2}
    assert any(event.date and event.start == time(7) for event in events)
    assert any(event.date and event.duration and not event.start for event in events)
    assert any(event.period and not event.date for event in events)
    assert {len(plan.events) for plan in all_plans} == {1, 2}
    assert any(quota.org for event in events for quota in event.quotas)
    assert any(quota.profession for event in events for quota in event.quotas)
    assert any(event.village for event in events)
    assert {plan.count_by for plan in all_plans} == {"person", "household"}
    assert {event.expected is None for event in events} == {True, False}
    assert {bool(plan.agenda) for plan in all_plans} == {True, False}
    assert {len(plan.deadlines) for plan in all_plans} == {0, 1, 3, 4}
    duties = [duty for plan in all_plans for duty in plan.deadlines]
    assert {duty.unit for duty in duties} == {"day", "workday"}
    assert {duty.anchor for duty in duties} == {"conference", "conference_end", "notice"}
    assert {plan.format_profile for plan in all_plans} == {"nd30", "dang_hd36"}
    assert {plan.level for plan in all_plans} == {"xa", "huyen"}
    assert {plan.era for plan in all_plans} == {"pre_2025_07", "two_tier"}
    assert {line.note for plan in all_plans for line in plan.recipients} == {"", "b/c", "để b/c"}
    assert {plan.event_name.split()[0] for plan in all_plans} == {"buổi", "hội"}
