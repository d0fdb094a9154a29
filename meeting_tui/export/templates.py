"""The office's own Word templates, in the meeting's `templates/`: which there are, which can be used, what is wrong.

A template is text with tags: names in two braces, and lists that are gone through. It is judged whole before it is used,
so that filling it cannot fail; `templates_tags.py` has the rules. Word itself is loaded when there is a template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile

FOLDER = "templates"
READ_ME = "DOC-TRUOC.txt"
BODY = "noi_dung"
RECIPIENTS = "noi_nhan"

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

LISTS = frozenset({RECIPIENTS})
NEEDED = (BODY, "trich_yeu", "ve_viec", "kinh_gui", RECIPIENTS)
"""Tags without which a paper that has such a text would lose it. The rest an office may write out itself."""
LARGEST = 5 * 1024 * 1024
"""Bytes of a template; letterheads with a coat of arms have a tenth."""

_KEPT = re.compile(r"(.+)-cu(?:-\d+)?\.docx")
"""What `--restore` set aside."""
_NO_NAME = re.compile(r"~\$.*|\..*|.*\.(?:txt|toml|tmp)", re.IGNORECASE)
"""Notes of the office, and what Word and LibreOffice leave while a file is open."""


class TemplateFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with a template. A `stray_file` is only not used; with any other fault the built-in layout
    is used instead."""

    code: str
    file: str
    place: str = ""
    """The paragraph that it stands in, shortened."""
    tag: str = ""
    like: str = ""
    """The known name that is most like it."""


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """The templates of a meeting by kind of paper: those that can be used, and all that is wrong with the others."""

    usable: Mapping[str, bytes] = {}
    faults: tuple[TemplateFault, ...] = ()


def load(meeting_folder: Path, meeting: Meeting, now: datetime, profile: Profile) -> Templates:
    """Read and judge what stands in the meeting's `templates/`. No such folder: no templates."""
    folder = meeting_folder / FOLDER
    if not folder.is_dir():
        return Templates()
    usable: dict[str, bytes] = {}
    faults: list[TemplateFault] = []
    for kind, name in FILES.items():
        if not (folder / name).exists():
            continue
        data, found = _read(folder / name)
        if data is not None:
            found = _judged(kind, name, data, meeting, now, profile)
            if not found:
                usable[kind] = data
        faults += found
    known = {*FILES.values()}
    for path in sorted(folder.iterdir()):
        kept = _KEPT.fullmatch(path.name)
        ours = path.name in known or (kept is not None and f"{kept[1]}.docx" in known)
        if path.is_file() and not ours and not _NO_NAME.fullmatch(path.name):
            faults.append(TemplateFault(code="stray_file", file=path.name))
    return Templates(usable=usable, faults=tuple(faults))


def _read(path: Path) -> tuple[bytes | None, list[TemplateFault]]:
    try:
        if path.stat().st_size > LARGEST:
            return None, [TemplateFault(code="too_large", file=path.name)]
        return path.read_bytes(), []
    except OSError:
        return None, [TemplateFault(code="unreadable", file=path.name)]


def _judged(
    kind: str, name: str, data: bytes, meeting: Meeting, now: datetime, profile: Profile
) -> list[TemplateFault]:
    from meeting_tui.export.templates_made import sample
    from meeting_tui.export.templates_tags import faults_of
    from meeting_tui.export.word_template import texts_of

    texts = texts_of(sample(kind, meeting, now, profile))
    return faults_of(data, name, [tag for tag in NEEDED if tag == BODY or texts[tag]])
