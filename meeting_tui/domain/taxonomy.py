"""What people speak about, and which body answers by default (handbook, sections 10 and 11).

A plan may name its own bodies; otherwise the era and the level say who exists. The lists are ordered: where
two bodies share a topic, the one that leads stands first.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from meeting_tui.domain.plan import Plan, Unit


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the summary of opinions."""

    code: str
    label: str
    examples: tuple[str, ...] = ()


_TOPICS: tuple[tuple[str, str, str], ...] = (
    ("dat_dai", "Đất đai - địa chính", "cấp giấy chứng nhận, tranh chấp, thu hồi, bồi thường"),
    (
        "xay_dung_ntm",
        "Xây dựng nông thôn mới, xây dựng, quy hoạch",
        "tiêu chí NTM, huy động đóng góp, trật tự xây dựng",
    ),
    ("giao_thong_tl", "Giao thông, thủy lợi, điện, nước", "đường, cầu, kênh mương, đèn, nước sạch"),
    ("nong_nghiep", "Nông, lâm nghiệp, chăn nuôi", "giống, dịch bệnh, rừng"),
    ("moi_truong", "Môi trường", "rác thải, ô nhiễm, nghĩa trang"),
    ("tai_chinh", "Tài chính, ngân sách, các khoản thu", "quỹ, phí, công khai thu chi"),
    ("chinh_sach_xh", "Chính sách xã hội, người có công, giảm nghèo", "hộ nghèo, bảo trợ, nhà tạm"),
    ("y_te", "Y tế, BHYT, dân số", "khám chữa bệnh, thẻ"),
    ("giao_duc", "Giáo dục", "trường lớp, khoản thu, giáo viên"),
    ("van_hoa", "Văn hóa, thông tin, thể thao, chuyển đổi số", "nhà văn hóa, loa, lễ hội"),
    ("dan_toc_ton_giao", "Dân tộc, tôn giáo", "chính sách dân tộc, cơ sở thờ tự"),
    ("an_ninh", "An ninh, trật tự, giao thông đường bộ, phòng cháy", "trộm cắp, ma túy, tạm trú"),
    ("quoc_phong", "Quốc phòng, nghĩa vụ quân sự", "tuyển quân, dân quân"),
    ("cchc", "Cải cách hành chính, thủ tục hành chính, thái độ phục vụ", "một cửa, hồ sơ chậm"),
    ("tu_phap", "Tư pháp, hộ tịch, hòa giải", "khai sinh, chứng thực"),
    ("xd_dang", "Xây dựng Đảng, chính quyền, cán bộ", "đạo đức, lối sống, trách nhiệm cán bộ"),
    ("mttq", "Mặt trận, đoàn thể, quy chế dân chủ", "vận động, giám sát"),
    ("kinh_te", "Kinh tế, thương mại, việc làm, vay vốn", "hợp tác xã, chợ, vốn"),
    ("khac", "Khác", ""),
)

TOPICS: tuple[Topic, ...] = tuple(
    Topic(code=code, label=label, examples=tuple(examples.split(", ")) if examples else ())
    for code, label, examples in _TOPICS
)
TOPIC_BY_CODE: dict[str, Topic] = {topic.code: topic for topic in TOPICS}


def topic_label(code: str) -> str:
    """The label as papers print it; the code itself if an older journal has one that is gone."""
    topic = TOPIC_BY_CODE.get(code)
    return topic.label if topic else code


def _unit(id: str, name: str, short: str, topics: str) -> Unit:
    return Unit(id=id, name=name, short=short, topics=tuple(topics.split()))


CHAIR = _unit("chair", "Chủ trì", "Chủ trì", "khac")
"""The chair's own: what belongs to nobody else. Every list of units ends with it."""

_ECONOMY_TOPICS = "dat_dai xay_dung_ntm giao_thong_tl nong_nghiep moi_truong tai_chinh kinh_te"


def _two_tier(area: str) -> tuple[Unit, ...]:
    """The commune's bodies since 01/7/2025; `area` is `xã`, `phường` or `đặc khu`."""
    urban = area == "phường"
    economy = "Phòng Kinh tế, Hạ tầng và Đô thị" if urban else "Phòng Kinh tế"
    return (
        _unit("economy", economy, "Phòng KT-HT-ĐT" if urban else "Phòng Kinh tế", _ECONOMY_TOPICS),
        _unit(
            "culture_society",
            "Phòng Văn hóa - Xã hội",
            "Phòng VH-XH",
            "chinh_sach_xh y_te giao_duc van_hoa dan_toc_ton_giao kinh_te",
        ),
        _unit("service_centre", "Trung tâm Phục vụ hành chính công", "TTPVHCC", "cchc"),
        _unit("office", "Văn phòng HĐND và UBND", "Văn phòng", "tu_phap cchc"),
        _unit("police", f"Công an {area}", f"Công an {area}", "an_ninh"),
        _unit("military", f"Ban Chỉ huy Quân sự {area}", f"BCH Quân sự {area}", "quoc_phong"),
        _unit("health", f"Trạm y tế {area}", "Trạm y tế", "y_te"),
        _unit("school", "Các trường học trên địa bàn", "Trường học", "giao_duc"),
        _unit("party_building", "Ban Xây dựng Đảng", "Ban XD Đảng", "xd_dang"),
        _unit("inspection", "Ủy ban Kiểm tra Đảng ủy", "UBKT Đảng ủy", "xd_dang"),
        _unit("front", f"Ủy ban Mặt trận Tổ quốc Việt Nam {area}", "MTTQ", "mttq"),
    )


def _commune_before(area: str) -> tuple[Unit, ...]:
    """Single officials answered before the reform; `area` is `xã`, `phường` or `thị trấn`."""
    return (
        _unit(
            "land",
            "Công chức Địa chính - xây dựng - nông nghiệp và môi trường",
            "Địa chính - xây dựng",
            "dat_dai xay_dung_ntm giao_thong_tl moi_truong",
        ),
        _unit("agriculture", "Cán bộ Nông nghiệp, Hợp tác xã", "Nông nghiệp, HTX", "nong_nghiep"),
        _unit("finance", "Công chức Tài chính - kế toán", "Tài chính", "tai_chinh kinh_te"),
        _unit(
            "culture_society",
            "Công chức Văn hóa - xã hội",
            "Văn hóa - xã hội",
            "chinh_sach_xh van_hoa dan_toc_ton_giao kinh_te",
        ),
        _unit("health", f"Trạm y tế {area}", "Trạm y tế", "y_te"),
        _unit("school", "Các trường học trên địa bàn", "Trường học", "giao_duc"),
        _unit("police", f"Công an {area}", f"Công an {area}", "an_ninh"),
        _unit("military", f"Ban Chỉ huy Quân sự {area}", f"BCH Quân sự {area}", "quoc_phong"),
        _unit("one_stop", "Bộ phận Tiếp nhận và Trả kết quả (một cửa)", "Một cửa", "cchc"),
        _unit("office", "Công chức Văn phòng - thống kê", "Văn phòng", "cchc"),
        _unit("justice", "Công chức Tư pháp - hộ tịch", "Tư pháp - hộ tịch", "tu_phap"),
        _unit("party_committee", f"Đảng ủy {area}", "Đảng ủy", "xd_dang"),
        _unit("people_committee", f"Ủy ban nhân dân {area}", "UBND", "xd_dang"),
        _unit("front", f"Ủy ban Mặt trận Tổ quốc Việt Nam {area}", "MTTQ", "mttq"),
    )


# The handbook lists no district divisions: these are general knowledge, for a district plan that names none.
_DISTRICT_BEFORE: tuple[Unit, ...] = (
    _unit("land", "Phòng Tài nguyên và Môi trường", "Phòng TN-MT", "dat_dai moi_truong"),
    _unit("infrastructure", "Phòng Kinh tế và Hạ tầng", "Phòng KT-HT", "xay_dung_ntm giao_thong_tl kinh_te"),
    _unit("agriculture", "Phòng Nông nghiệp và Phát triển nông thôn", "Phòng NN-PTNT", "nong_nghiep"),
    _unit("finance", "Phòng Tài chính - Kế hoạch", "Phòng TC-KH", "tai_chinh"),
    _unit("labour", "Phòng Lao động - Thương binh và Xã hội", "Phòng LĐ-TB&XH", "chinh_sach_xh"),
    _unit("health", "Trung tâm Y tế huyện", "TT Y tế", "y_te"),
    _unit("school", "Phòng Giáo dục và Đào tạo", "Phòng GD-ĐT", "giao_duc"),
    _unit("culture_society", "Phòng Văn hóa và Thông tin", "Phòng VH-TT", "van_hoa"),
    _unit("ethnic", "Phòng Dân tộc", "Phòng Dân tộc", "dan_toc_ton_giao"),
    _unit("police", "Công an huyện", "Công an huyện", "an_ninh"),
    _unit("military", "Ban Chỉ huy Quân sự huyện", "BCH Quân sự huyện", "quoc_phong"),
    _unit("office", "Văn phòng HĐND và UBND huyện", "Văn phòng", "cchc"),
    _unit("justice", "Phòng Tư pháp", "Phòng Tư pháp", "tu_phap"),
    _unit("home_affairs", "Phòng Nội vụ", "Phòng Nội vụ", "xd_dang"),
    _unit("front", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "MTTQ huyện", "mttq"),
)

_AREAS = ("phường", "đặc khu", "thị trấn")


def _area(plan: Plan) -> str:
    """What kind of commune this is, from the name of its area or of the issuer."""
    text = f"{plan.place} {plan.issuer}".lower()
    return next((area for area in _AREAS if area in text), "xã")


def default_units(plan: Plan) -> tuple[Unit, ...]:
    """The bodies that exist in the plan's era and level, without the chair."""
    if plan.era == "two_tier":
        return _two_tier(_area(plan))
    return _DISTRICT_BEFORE if plan.level == "huyen" else _commune_before(_area(plan))


def units_of(plan: Plan) -> tuple[Unit, ...]:
    """Every body that a question can be given to: the plan's own or the default, and the chair."""
    units = plan.units or default_units(plan)
    return units if any(unit.id == CHAIR.id for unit in units) else (*units, CHAIR)


def unit_for_topic(plan: Plan, topic: str) -> Unit | None:
    """Who answers by default; None where the plan's bodies leave the topic to nobody."""
    return first_unit(units_of(plan), topic)


def first_unit(units: Iterable[Unit], topic: str) -> Unit | None:
    """The first of these bodies that answers for the topic: with `Meeting.units`, what a command would choose."""
    return next((unit for unit in units if topic in unit.topics), None)
