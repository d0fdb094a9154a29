"""The words of the office's Word templates: the files, the tags that may stand in them, and what can be wrong."""

from __future__ import annotations

from pathlib import Path

import msgspec

FOLDER = "templates"
READ_ME = "DOC-TRUOC.txt"
BODY = "noi_dung"
RECIPIENTS = "noi_nhan"
SEVERAL = "cac_noi_kinh_gui"

FILES = {
    "minutes": "bien-ban.docx",
    "notice": "thong-bao-ket-luan.docx",
    "summary": "bang-tong-hop.docx",
    "transfer_slip": "phieu-chuyen.docx",
    "agenda": "chuong-trinh.docx",
    "result_report": "bao-cao-ket-qua.docx",
}
"""The template of each kind of paper that leaves the office under its letterhead. Lists and sheets of the day have none;
invitations have the list for Word's mail merge."""

TAGS = {
    "co_quan_cap_tren": "cơ quan, tổ chức chủ quản (để trống nếu không có)",
    "co_quan": "cơ quan, tổ chức ban hành văn bản",
    "so": "dòng số, ký hiệu, có chỗ trống để văn thư ghi số",
    "ngay_thang": "địa danh và ngày, tháng, năm (biên bản để trống: ngày nằm trong nội dung)",
    "ve_viec": "trích yếu của công văn: Về việc …, dưới số và ký hiệu",
    "tieu_de": "tên loại văn bản",
    "trich_yeu": "trích yếu nội dung, dưới tên loại",
    "kinh_gui": "nơi nhận để giải quyết, sau chữ Kính gửi",
    SEVERAL: "danh sách sau chữ Kính gửi khi có từ hai nơi trở lên: dùng với for",
    BODY: "toàn bộ nội dung: đoạn văn, bảng; phải đứng một mình một đoạn, đúng một lần",
    "ky_thay": "quyền hạn của người ký: TM., KT., TL. …",
    "chuc_vu": "chức vụ, chức danh người ký (bên phải)",
    "ghi_chu_ky": "chữ nghiêng dưới chức vụ: (Ký, ghi rõ họ tên)",
    "nguoi_ky": "họ tên người ký (để trống nếu chưa biết)",
    "ben_trai_chuc_vu": "chức danh người ký bên trái: thư ký, người nhận",
    "ben_trai_ghi_chu": "chữ nghiêng dưới chức danh đó",
    "ben_trai_nguoi_ky": "họ tên người ký bên trái",
    RECIPIENTS: "danh sách nơi nhận, mỗi nơi một dòng: dùng với for",
}
"""What may stand in braces, with its meaning for the office."""

LISTS = frozenset({RECIPIENTS, SEVERAL})
NOTES = frozenset({"stray_file", "no_number"})
"""What is told, though nothing is refused."""


class TemplateFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a template: the built-in layout is used instead, but for a note."""

    code: str
    file: str
    place: str = ""
    """The letters around it, or the words that the paper would lose."""
    tag: str = ""
    like: str = ""
    """The known name that is most like it."""

    @property
    def is_note(self) -> bool:
        return self.code in NOTES


def paper_of(kind: str) -> str:
    """The paper in which the kind is exported."""
    return "transfer_slips" if kind == "transfer_slip" else kind


def files_in(folder: Path) -> dict[str, Path]:
    """The templates of a folder by their names in `FILES`, however the capitals stand; the exact name comes first."""
    found: dict[str, Path] = {}
    known = {*FILES.values()}
    for path in sorted(folder.iterdir() if folder.is_dir() else (), key=lambda path: path.name not in known):
        name = path.name.casefold()
        if name in known:
            found.setdefault(name, path)
    return found
