"""Invented citizens, slips and questions for any plan. The same seed gives the same people."""

from __future__ import annotations

from random import Random

import msgspec

from meeting_tui.domain.plan import Plan
from meeting_tui.domain.records import Person
from meeting_tui.store.random_codes import draw_codes

FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
)
HIGHLAND = ("A Thông", "Y Nhất", "H'Hen Niê", "Giàng A Páo", "Lò Thị Mỷ", "Y Ban Niê", "A Blưng", "Y Mơ")
MEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đức",
    "Hải",
    "Hùng",
    "Khánh",
    "Long",
    "Minh",
    "Nam",
    "Phúc",
    "Sơn",
    "Tuấn",
)
WOMEN = (
    "Ánh",
    "Bích",
    "Chi",
    "Dung",
    "Hà",
    "Hạnh",
    "Hoa",
    "Hồng",
    "Lan",
    "Mai",
    "Ngọc",
    "Phượng",
    "Thảo",
    "Yến",
)
OFFICERS = {
    "chair": ("Ông Trần Minh Quân", "Bà Lê Thị Thu Hiền"),
    "co_chair": ("Ông Phạm Quốc Khải",),
    "secretary": ("Bà Nguyễn Thị Mai Anh", "Ông Võ Hoàng Nam"),
}
"""Invented names for those who conduct the meeting."""
ANSWERERS = (
    "Ông Đinh Quốc Tài",
    "Bà Mai Thị Vân",
    "Ông Tạ Hữu Thắng",
    "Bà Lương Thu Trang",
    "Ông Chu Đức Thành",
    "Bà Tô Thị Nhung",
    "Ông Quách Văn Hiển",
    "Bà Kiều Thị Loan",
    "Ông Đoàn Minh Tiến",
    "Bà Cao Thị Liên",
    "Ông Thái Bá Lộc",
    "Bà Nghiêm Thị Quế",
    "Ông La Văn Sính",
    "Bà Ninh Thị Thơm",
    "Ông Vi Văn Hợp",
)
"""Invented names for those who answer, in the order of the units."""

MATTERS: tuple[tuple[str, str], ...] = (
    ("giao_thong_tl", "Đường trục thôn ngập khi mưa, đề nghị nâng cấp"),
    ("giao_thong_tl", "Đèn đường trước trường học hỏng đã lâu, đề nghị sửa chữa"),
    ("giao_thong_tl", "Kênh mương nội đồng bị bồi lấp, đề nghị nạo vét trước vụ mới"),
    ("dat_dai", "Hồ sơ cấp giấy chứng nhận quyền sử dụng đất nộp đã sáu tháng chưa có kết quả"),
    ("dat_dai", "Đề nghị công khai phương án bồi thường đất ruộng khi mở đường"),
    ("moi_truong", "Điểm tập kết rác gần khu dân cư gây mùi, đề nghị di dời"),
    ("tai_chinh", "Đề nghị công khai các khoản thu, chi do Nhân dân đóng góp"),
    ("giao_duc", "Phòng học điểm trường lẻ xuống cấp, đề nghị sửa chữa trước năm học mới"),
    ("y_te", "Đề nghị trạm y tế bổ sung thuốc bảo hiểm cho người cao tuổi"),
    ("chinh_sach_xh", "Đề nghị rà soát lại danh sách hộ nghèo, hộ cận nghèo"),
    ("an_ninh", "Thanh niên chạy xe máy quá tốc độ ban đêm, đề nghị Công an tuần tra"),
    ("nong_nghiep", "Đề nghị hỗ trợ giống và kỹ thuật chăn nuôi sau dịch bệnh"),
    ("van_hoa", "Nhà văn hóa thôn thiếu loa đài và bàn ghế"),
    ("cchc", "Thủ tục tại bộ phận một cửa còn phải đi lại nhiều lần"),
    ("tu_phap", "Đề nghị hướng dẫn làm lại giấy khai sinh cho con đã mất giấy tờ"),
    ("kinh_te", "Đề nghị tạo điều kiện vay vốn phát triển sản xuất"),
)


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """An advance slip of one of the invented people."""

    person: str
    number: int
    content: str
    topic: str


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who takes part in a rehearsal."""

    people: dict[str, Person]
    slips: tuple[Slip, ...]


def invent(plan: Plan, rng: Random, size: int | None = None) -> Cast:
    """People as the plan asks for them (quotas, villages, households), one in eight with an advance slip."""
    count = size or expected_people(plan)
    villages = villages_of(plan)
    groups = _groups(plan, count)
    people: dict[str, Person] = {}
    for index, group in enumerate(groups, start=1):
        village = group.get("village") or villages[index % len(villages)]
        people[f"p{index:04d}"] = _person(plan, rng, index, village, group)
    speakers = rng.sample(sorted(people), k=max(4, min(14, count // 8)) if count >= 4 else count)
    slips = tuple(_slip(rng, number, person) for number, person in enumerate(speakers, start=1))
    return Cast(people=people, slips=slips)


def with_codes(cast: Cast, rng: Random, mark: int) -> Cast:
    """The same people with a check-in code each; `rng` goes on as if nothing had been drawn."""
    aside = Random(rng.getstate()[1][0])
    codes = draw_codes(len(cast.people), (), mark, aside)
    people = {
        key: msgspec.structs.replace(person, code=code)
        for (key, person), code in zip(cast.people.items(), codes, strict=True)
    }
    return msgspec.structs.replace(cast, people=people)


def expected_people(plan: Plan) -> int:
    """How many the plan expects: by its quotas, its head count, or sixty where it says nothing."""
    event = plan.here
    return sum(quota.people for quota in event.quotas) or event.expected or 60


def villages_of(plan: Plan) -> tuple[str, ...]:
    """The plan's villages; numbered ones where it only counts them."""
    if plan.villages:
        return plan.villages
    if plan.here.village:
        return (plan.here.village,)
    return tuple(f"thôn {number}" for number in range(1, (plan.village_count or 6) + 1))


def _groups(plan: Plan, count: int) -> list[dict[str, str]]:
    named = [
        {"org": quota.org or quota.profession, "village": quota.village}
        for quota in plan.here.quotas
        for _ in range(quota.people)
    ]
    return (named + [{} for _ in range(count)])[:count]


def _person(plan: Plan, rng: Random, index: int, village: str, group: dict[str, str]) -> Person:
    woman = rng.random() < 0.5
    return Person(
        name=_name(rng, woman),
        salutation="Bà" if woman else "Ông",
        village=village,
        org=group.get("org", ""),
        birth_year=rng.randint(1945, 2002),
        household=f"hộ số {index}" if plan.count_by == "household" else "",
        phone=f"09{rng.randint(10**7, 10**8 - 1)}",
    )


def _name(rng: Random, woman: bool) -> str:
    if rng.random() < 0.05:
        return rng.choice(HIGHLAND)
    middle = rng.choice(("Thị", "Thị Thu", "Thanh") if woman else ("Văn", "Đình", "Quang", "Hữu"))
    return f"{rng.choice(FAMILIES)} {middle} {rng.choice(WOMEN if woman else MEN)}"


def _slip(rng: Random, number: int, person: str) -> Slip:
    topic, content = rng.choice(MATTERS)
    return Slip(person=person, number=number, content=content, topic=topic)
