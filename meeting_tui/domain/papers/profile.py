"""What the three format profiles print differently, as data (handbook, 1.2 to 1.4)."""

from __future__ import annotations

from typing import Literal

import msgspec

from meeting_tui.domain.plan import FormatProfile, Plan


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """The set words of one profile. `{…}` are filled by those who use them."""

    style: Literal["state", "party"]
    right: tuple[str, ...]
    number: str
    section: str
    end: str
    """What stands after the last sentence."""
    salutation: str
    """Before the name of those who conduct the meeting (handbook, 9)."""
    secretary: str
    chair: str
    chair_note: str
    secretary_note: str
    archive: str
    """The last line of `Nơi nhận`, without its full stop."""


_STATE = Profile(
    style="state",
    right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    number="Số:      /{kind}-{organ}",
    section="{roman}. {title}",
    end="./.",
    salutation="Ông (bà)",
    secretary="THƯ KÝ",
    chair="CHỦ TỌA",
    chair_note="(Ký, ghi rõ họ tên, đóng dấu nếu có)",
    secretary_note="(Ký, ghi rõ họ tên)",
    archive="Lưu: VT, Hồ sơ",
)
_PARTY = Profile(
    style="party",
    right=("ĐẢNG CỘNG SẢN VIỆT NAM",),
    number="Số      -{kind}/{organ}",
    section="{roman}- {title}",
    end=".",
    salutation="Đồng chí",
    secretary="NGƯỜI GHI BIÊN BẢN",
    chair="CHỦ TRÌ {event}",
    chair_note="(Ký, ghi rõ họ tên)",
    secretary_note="(Ký, ghi rõ họ tên)",
    archive="Lưu Văn phòng {committee}",
)
PROFILES: dict[FormatProfile, Profile] = {"nd30": _STATE, "dang_hd36": _PARTY, "dang_hd05": _PARTY}
"""HD 36 and HD 05 differ in sizes only as far as is known, so they share their words."""


def profile_of(plan: Plan) -> Profile:
    return PROFILES[plan.format_profile]


def section(plan: Plan, roman: str, title: str) -> str:
    """`I. THÀNH PHẦN THAM DỰ`; in party papers `I- …`."""
    return profile_of(plan).section.format(roman=roman, title=title.upper())
