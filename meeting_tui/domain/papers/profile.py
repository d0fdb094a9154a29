"""What the three format profiles say differently, as data (handbook, 1.2 to 1.4). Their sizes: `export/profiles/`.

Each value names its source: ND 30 is decree 30/2020/ND-CP, HD 36 the guide 36-HD/VPTW, HD 05 the guide 05-HD/VPTW.
"""

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
    right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),  # ND 30, box 1
    number="Số:      /{kind}-{organ}",  # ND 30, box 3; the clerk writes the number after signing (handbook, 1.3)
    section="{roman}. {title}",  # ND 30, box 6
    end="./.",  # ND 30, box 6
    salutation="Ông (bà)",  # handbook, 2.2
    secretary="THƯ KÝ",  # ND 30, model 1.9
    chair="CHỦ TỌA",  # ND 30, model 1.9
    chair_note="(Ký, ghi rõ họ tên, đóng dấu nếu có)",  # ND 30, model 1.9
    secretary_note="(Ký, ghi rõ họ tên)",  # ND 30, model 1.9
    archive="Lưu: VT, Hồ sơ",  # ND 30, box 9b and model 1.9
)
_PARTY = Profile(
    style="party",
    right=("ĐẢNG CỘNG SẢN VIỆT NAM",),  # HD 36
    number="Số      -{kind}/{organ}",  # HD 36: no colon, the hyphen before the slash
    section="{roman}- {title}",  # habit (handbook, 1.4)
    end=".",  # HD 05
    salutation="Đồng chí",  # handbook, 9
    secretary="NGƯỜI GHI BIÊN BẢN",  # HD 05
    chair="CHỦ TRÌ {event}",  # HD 05
    chair_note="(Ký, ghi rõ họ tên)",  # handbook, 2.2
    secretary_note="(Ký, ghi rõ họ tên)",  # handbook, 2.2
    archive="Lưu Văn phòng {committee}",  # HD 05: no colon and no `VT`
)
PROFILES: dict[FormatProfile, Profile] = {"nd30": _STATE, "dang_hd36": _PARTY, "dang_hd05": _PARTY}
"""HD 36 and HD 05 differ in sizes only as far as is known, so they share their words."""


def profile_of(plan: Plan) -> Profile:
    return PROFILES[plan.format_profile]


def section(plan: Plan, roman: str, title: str) -> str:
    """`I. THÀNH PHẦN THAM DỰ`; in party papers `I- …`."""
    return profile_of(plan).section.format(roman=roman, title=title.upper())
