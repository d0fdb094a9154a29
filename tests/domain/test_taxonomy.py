"""Topics, the bodies that answer, and the default agenda."""

from __future__ import annotations

import pytest

from meeting_tui.domain.agenda_default import DEFAULT_AGENDA, agenda_of
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import AgendaItem, Era, Event, Officer, Plan, StepKind, Unit
from meeting_tui.domain.taxonomy import (
    CHAIR,
    TOPIC_BY_CODE,
    TOPICS,
    first_unit,
    topic_label,
    unit_for_topic,
    units_of,
)


def plan(
    *,
    era: Era = "two_tier",
    place: str = "xã Ích Hậu",
    units: tuple[Unit, ...] = (),
    agenda: tuple[AgendaItem, ...] = (),
    district: bool = False,
) -> Plan:
    return Plan(
        id="p",
        issuer="Ủy ban nhân dân",
        abstract="a",
        place=place,
        events=(Event(),),
        chairs=(Officer(title="Chủ tịch"),),
        era=era,
        level="huyen" if district else "xa",
        units=units,
        agenda=agenda,
    )


def step(kind: StepKind, id: str = "") -> AgendaItem:
    return AgendaItem(title="t", kind=kind, minutes=5, id=id)


def test_the_nineteen_topics_have_the_labels_of_the_handbook() -> None:
    assert len(TOPICS) == len(TOPIC_BY_CODE) == 19
    assert TOPIC_BY_CODE["dat_dai"].label == "Đất đai - địa chính"
    assert TOPIC_BY_CODE["cchc"].label == "Cải cách hành chính, thủ tục hành chính, thái độ phục vụ"
    assert TOPIC_BY_CODE["moi_truong"].examples == ("rác thải", "ô nhiễm", "nghĩa trang")
    assert TOPICS[-1].label == topic_label("khac") == "Khác"
    assert topic_label("da_bo") == "da_bo"
    assert TOPICS[-1].examples == ()


@pytest.mark.parametrize(
    ("topic", "before", "now"),
    [
        ("dat_dai", "land", "economy"),
        ("xay_dung_ntm", "land", "economy"),
        ("giao_thong_tl", "land", "economy"),
        ("nong_nghiep", "agriculture", "economy"),
        ("moi_truong", "land", "economy"),
        ("tai_chinh", "finance", "economy"),
        ("chinh_sach_xh", "culture_society", "culture_society"),
        ("y_te", "health", "culture_society"),
        ("giao_duc", "school", "culture_society"),
        ("van_hoa", "culture_society", "culture_society"),
        ("dan_toc_ton_giao", "culture_society", "culture_society"),
        ("an_ninh", "police", "police"),
        ("quoc_phong", "military", "military"),
        ("cchc", "one_stop", "service_centre"),
        ("tu_phap", "justice", "office"),
        ("xd_dang", "party_committee", "party_building"),
        ("mttq", "front", "front"),
        ("kinh_te", "finance", "economy"),
        ("khac", "chair", "chair"),
    ],
)
def test_who_answers_before_the_reform_and_now(topic: str, before: str, now: str) -> None:
    old, new = unit_for_topic(plan(era="pre_2025_07"), topic), unit_for_topic(plan(), topic)
    assert old is not None and new is not None
    assert (old.id, new.id) == (before, now)


def test_every_topic_has_somebody_at_the_district_too() -> None:
    district = plan(era="pre_2025_07", district=True)
    assert all(unit_for_topic(district, topic.code) for topic in TOPICS)


@pytest.mark.parametrize("era", ["two_tier", "pre_2025_07"])
def test_units_are_unique_and_use_known_topics(era: Era) -> None:
    units = units_of(plan(era=era))
    assert len({unit.id for unit in units}) == len(units)
    assert {topic for unit in units for topic in unit.topics} == set(TOPIC_BY_CODE)
    assert all(unit.short for unit in units)


def test_a_ward_has_its_own_economic_division() -> None:
    names = [unit.name for unit in units_of(plan(place="tổ dân phố 3, phường Trần Phú"))]
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in names
    assert "Công an phường" in names
    assert "Phòng Kinh tế" in [unit.name for unit in units_of(plan())]


def test_the_plans_own_units_come_with_the_chair() -> None:
    own = plan(units=(Unit(id="police", name="Công an huyện", topics=("an_ninh",)),))
    assert units_of(own) == (*own.units, CHAIR)
    assert unit_for_topic(own, "dat_dai") is None
    assert unit_for_topic(own, "khac") == CHAIR


def test_the_plan_may_say_who_the_chair_is() -> None:
    own = plan(units=(Unit(id="chair", name="Đồng chí Chủ tịch"),))
    assert units_of(own) == own.units


def test_the_default_agenda_is_the_handbooks_half_day() -> None:
    assert " ".join(item.id for item in DEFAULT_AGENDA) == (
        "don_tiep khai_mac thong_qua muc_dich bao_cao phat_bieu "
        "giai_lao tong_hop mttq tra_loi ket_luan be_mac"
    )
    assert [item.minutes for item in DEFAULT_AGENDA] == [30, 10, 5, 10, 15, 80, 15, 5, 10, 50, 20, 10]
    assert DEFAULT_AGENDA[-1].title == "Thông qua biên bản; bế mạc"
    assert agenda_of(plan()) == DEFAULT_AGENDA


def test_steps_without_an_id_are_called_after_their_kind() -> None:
    items = agenda_of(plan(agenda=(step("speeches"), step("answers"), step("speeches"), step("speeches"))))
    assert [item.id for item in items] == ["speeches", "answers", "speeches_2", "speeches_3"]


def test_a_made_up_id_never_takes_one_that_the_plan_uses_later() -> None:
    items = agenda_of(plan(agenda=(step("break"), step("speeches", "break"), step("break", "break_2"))))
    assert [item.id for item in items] == ["break_3", "break", "break_2"]


@pytest.mark.parametrize("topic", [*TOPIC_BY_CODE, "", "x"])
def test_a_screen_offers_the_unit_that_the_command_would_choose(topic: str) -> None:
    """From the meeting's own units, in their order."""
    assert first_unit(Meeting(plan()).units.values(), topic) == unit_for_topic(plan(), topic)
