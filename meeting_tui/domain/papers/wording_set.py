"""Set phrases of the minutes that an office may word its own way, and the check of what it wrote.

The office's file is TOML, one phrase a line: `mo_dau = "Hôm nay, {luc}, tại {dia_diem}, …"`. In braces stand the facts of
the day; each must be there, since a phrase without them would lose them. What has a fault is not used: the built-in
phrase stands in its place. Keys and fields are Vietnamese without accents: a clerk writes them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from meeting_tui.domain.records import Outcome
from meeting_tui.domain.text import clean_line
from meeting_tui.domain.wording import OUTCOMES

FILE = "wording.toml"
LONGEST = 500
"""Letters of a phrase."""

PHRASES: dict[str, str] = {
    "mo_dau": "Hôm nay, {luc}, tại {dia_diem}, {don_vi} tổ chức {hoi_nghi}",
    "phan_thanh_phan": "Thành phần tham dự",
    "phan_noi_dung": "Nội dung {su_kien}",
    "phan_ket_luan": "Kết luận của chủ trì",
    "chu_tri": "Chủ trì (chủ tọa)",
    "dong_chu_tri": "Đồng chủ trì",
    "thu_ky": "Thư ký (người ghi biên bản)",
    "dai_bieu": "Đại biểu",
    "nhan_dan": "Nhân dân",
    "kem_danh_sach": "(Danh sách điểm danh kèm theo)",
    "khong_kien_nghi": "phát biểu, không nêu kiến nghị cụ thể",
    "y_kien_khac": "Ý kiến khác nêu trực tiếp",
    "y_kien_bang_phieu": "Ý kiến gửi bằng phiếu",
    "tra_loi_ngay": "các ý kiến đã được trả lời ngay sau từng lượt phát biểu",
    "chua_giao": "Ý kiến chưa giao cơ quan, đơn vị",
    "huong_dan_cong_dan": "Hướng dẫn công dân",
    "ket_qua": "Kết quả",
    "da_tra_loi": OUTCOMES["answered"],
    "tra_loi_mot_phan": OUTCOMES["answered_in_part"],
    "hen_tra_loi": OUTCOMES["owed"],
    "vuot_tham_quyen": OUTCOMES["beyond_competence"],
    "ghi_nhan": OUTCOMES["noted"],
    "ngoai_pham_vi": OUTCOMES["out_of_scope"],
    "rut_y_kien": OUTCOMES["withdrawn"],
    "giao_giai_quyet": "Các nội dung giao giải quyết",
    "bo_sung": "{nguoi_nghe} đề nghị bổ sung: {noi_dung}",
    "bo_sung_ban_sau": "Nội dung bổ sung ở bản thứ {ban}: {noi_dung}",
    "nguoi_thong_qua": "Người thông qua biên bản: {nguoi_thong_qua}",
    "ket_thuc": "{su_kien} kết thúc vào hồi {luc}. Biên bản đã được đọc cho {nguoi_nghe} cùng nghe, thống nhất thông qua "
    "và lập thành {so_ban} bản",
    "ket_thuc_ban_sau": "{su_kien} kết thúc vào hồi {luc}. Biên bản đã sửa (bản thứ {ban}) được thông qua "
    "{luc_thong_qua}, lập thành {so_ban} bản; người thông qua: {nguoi_thong_qua}",
}
"""Each phrase as it is built in, with its fields: the opening and closing formula, titles, outcomes (handbook, 2.2, 2.3)."""

_OUTCOMES: dict[Outcome, str] = {
    "answered": "da_tra_loi",
    "answered_in_part": "tra_loi_mot_phan",
    "owed": "hen_tra_loi",
    "beyond_competence": "vuot_tham_quyen",
    "noted": "ghi_nhan",
    "out_of_scope": "ngoai_pham_vi",
    "withdrawn": "rut_y_kien",
}
"""A redirected opinion is told by the law's own words."""
_FIELD = re.compile(r"\{(\w+)\}")


class WordingFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with the office's phrases. `what`: a field, those that are missing, or the line."""

    code: str
    key: str = ""
    what: str = ""
    like: str = ""
    """The known name that is most like it."""


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The office's own phrases by key; the rest as it is built in."""

    own: Mapping[str, str] = {}

    def say(self, key: str, **facts: str) -> str:
        """The phrase with its facts, which are never looked at for fields themselves. KeyError for an unknown key."""
        phrase = self.own.get(key, PHRASES[key])
        return _FIELD.sub(lambda found: facts[found[1]], phrase)

    def outcome(self, outcome: Outcome) -> str:
        """How an opinion ended."""
        key = _OUTCOMES.get(outcome)
        return self.say(key) if key else OUTCOMES[outcome]


STANDARD = Wording()


def parse_wording(text: str) -> tuple[Wording, tuple[WordingFault, ...]]:
    """What can be used of the office's file, and everything that is wrong with the rest."""
    found, faults = _read(text)
    own: dict[str, str] = {}
    for key, value in found.items():
        wrong = _faults(key, value)
        faults += wrong
        if not wrong:
            own[key] = clean_line(value)
    return Wording(own=own), tuple(faults)


def _read(text: str) -> tuple[dict[str, Any], list[WordingFault]]:
    """The phrases as they stand. Where the file is no TOML each line is read by itself, so that one slip does not cost
    the others."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError:
        pass
    found: dict[str, Any] = {}
    faults: list[WordingFault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            read = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            faults.append(WordingFault(code="not_toml", what=str(number)))
            continue
        faults += (WordingFault(code="twice", key=key, what=str(number)) for key in read if key in found)
        found = read | found
    return found, faults


def wording_copy() -> str:
    """The file that an office begins with: every phrase, commented out."""
    head = (
        "# Cách viết của cơ quan trong biên bản.",
        "# Bỏ dấu # ở đầu dòng rồi sửa câu trong ngoặc kép; dòng nào để nguyên thì dùng câu có sẵn.",
        "# Chữ trong ngoặc nhọn như {luc} do chương trình điền: giữ đủ, không thêm tên khác.",
        '# Mỗi câu một dòng, đặt giữa hai dấu ngoặc kép thẳng ("), không dùng “ ” ở hai đầu.',
        "# Chỉ sửa được các câu dưới đây. Các câu ghi số liệu (số người dự, số lượt phát biểu, dòng cộng, ghi chú lần",
        "# lập biên bản) do chương trình viết theo sổ ghi của hội nghị, để biên bản và các bảng luôn khớp nhau.",
        "# Kiểm tra: meeting-tui check THƯ-MỤC",
    )
    lines = (f'# {key} = "{phrase}"' for key, phrase in PHRASES.items())
    return "\n".join((*head, "", *lines, ""))


def _faults(key: str, value: object) -> list[WordingFault]:
    if key not in PHRASES:
        return [WordingFault(code="unknown_key", key=clean_line(key), like=_like(key, PHRASES))]
    if not isinstance(value, str):
        return [WordingFault(code="no_text", key=key)]
    if not clean_line(value):
        return [WordingFault(code="empty", key=key)]
    if len(value) > LONGEST:
        return [WordingFault(code="too_long", key=key, what=str(LONGEST))]
    if set("{}") & set(_FIELD.sub("", value)):
        return [WordingFault(code="braces", key=key)]
    wanted, given = fields(PHRASES[key]), fields(value)
    unknown = [name for name in given if name not in wanted]
    lost = ", ".join(f"{{{name}}}" for name in wanted if name not in given)
    return [
        *(
            WordingFault(code="unknown_field", key=key, what=name, like=_like(name, wanted))
            for name in unknown
        ),
        *([WordingFault(code="missing_field", key=key, what=lost)] if lost else []),
    ]


def fields(phrase: str) -> tuple[str, ...]:
    """The names in braces, in their order, each once."""
    return tuple(dict.fromkeys(_FIELD.findall(phrase)))


def _like(name: str, known: Collection[str]) -> str:
    return next(iter(difflib.get_close_matches(name.lower(), known, 1)), "")
