"""The templates that an office begins with: the built-in layout of this meeting's papers, tags in place of its words."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msgspec
from docx.oxml.ns import qn

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.agenda import agenda
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Letterhead,
    Paper,
    Recipients,
    Signatures,
    Signer,
    Subject,
    Title,
    To,
    paragraph,
)
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.notice import notice
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.result_report import result_report
from meeting_tui.domain.papers.summary import summary
from meeting_tui.domain.papers.transfer_slips import transfer_slip, transfer_slips
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.papers.wording_set import wording_copy
from meeting_tui.export import word
from meeting_tui.export.files import write_atomically
from meeting_tui.export.templates_names import (
    BODY,
    FILES,
    FOLDER,
    READ_ME,
    RECIPIENTS,
    SEVERAL,
    TAGS,
    files_in,
)
from meeting_tui.export.templates_texts import IN_TEMPLATE, main_blocks
from meeting_tui.export.word_template import add_style

KINDS: dict[str, Callable[[Meeting, datetime, Profile], tuple[Paper, ...]]] = {
    "minutes": lambda meeting, now, profile: (minutes(meeting, now, profile),),
    "notice": lambda meeting, now, profile: (notice(meeting, now, profile),),
    "summary": lambda meeting, now, profile: (summary(meeting, now, profile),),
    "transfer_slip": lambda meeting, now, profile: (
        transfer_slips(meeting, now, profile)
        or (transfer_slip(meeting, now, profile, next(iter(meeting.units), ""), []),)
    ),
    "agenda": lambda meeting, now, profile: (agenda(meeting, now, profile),),
    "result_report": lambda meeting, now, profile: (result_report(meeting, now, profile),),
}
_ADDRESSED = "result_report"
"""Goes to whom the plan names: nobody, one or several."""
_SEVERAL_OF_MANY = ("Thường trực Đảng ủy, Thường trực Hội đồng nhân dân", "Ban Thường trực Ủy ban Mặt trận")
"""As wide as such a list usually is."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files. `kept`: left as they were; `aside`: edited ones under their new names."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    aside: tuple[Path, ...]


def samples(kind: str, meeting: Meeting, now: datetime, profile: Profile) -> tuple[Paper, ...]:
    """The papers of that kind as the meeting stands; one without lines where nothing is owed."""
    return KINDS[kind](meeting, now, profile)


def write_originals(
    meeting_folder: Path, meeting: Meeting, now: datetime, profile: Profile, *, restore: bool
) -> Written:
    """Put what is missing into the meeting's folder: templates, a page that explains them, and the phrases to reword.

    `restore`: what is there, too; what the office had edited stays beside it, as `…-cu.docx`. Raises OSError.
    """
    folder = meeting_folder / FOLDER
    there = files_in(folder)
    made, kept, aside = [], [], []
    for original_path, data in _originals(meeting_folder, meeting, now, profile):
        path = there.get(original_path.name, original_path)
        if path.exists():
            if not restore or (path.is_file() and _same(path.read_bytes(), data)):
                kept.append(path)
                continue
            aside.append(path.rename(_free_name(path)))
        made.append(write_atomically(original_path, data))
    write_atomically(folder / READ_ME, read_me(profile).encode("utf-8-sig"))
    return Written(made=tuple(made), kept=tuple(kept), aside=tuple(aside))


def _originals(
    meeting_folder: Path, meeting: Meeting, now: datetime, profile: Profile
) -> Iterator[tuple[Path, bytes]]:
    for kind, name in FILES.items():
        yield meeting_folder / FOLDER / name, original(kind, meeting, now, profile)
    yield meeting_folder / WORDING, wording_copy().encode()


def original(kind: str, meeting: Meeting, now: datetime, profile: Profile) -> bytes:
    """The template of a kind of paper. What only some papers of the kind have stands in it, too, under its `if`."""
    first, *_ = samples(kind, meeting, now, profile)
    paper = msgspec.structs.replace(first, draft=False, facts={})
    parts = [block for block in main_blocks(paper) if isinstance(block, IN_TEMPLATE)]
    plain = msgspec.structs.replace(paper, blocks=tuple(parts))
    tagged = msgspec.structs.replace(paper, title="", blocks=tuple(_tagged(kind, parts)))
    document = docx.Document(BytesIO(word.document_bytes(tagged)))
    _measure_rules(document, docx.Document(BytesIO(word.document_bytes(plain))))
    _add_conditions(document)
    if kind == _ADDRESSED:
        _add_list(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def read_me(profile: Profile) -> str:
    """What an office must know, beside the templates. Vietnamese, as all that a meeting's folder says."""
    width = max(map(len, TAGS))
    listed = [f"  {{{{ {name} }}}}".ljust(width + 9) + meaning for name, meaning in TAGS.items()]
    return "\r\n".join(
        [
            "MẪU WORD CỦA CƠ QUAN",
            "",
            "Mở từng tệp bằng Word hoặc LibreOffice, sửa tiêu đề, phông chữ, lề, phần ký như văn bản thường, lưu lại",
            "đúng tên và đúng dạng .docx. Lần xuất văn bản sau sẽ dùng mẫu này. Bản PDF luôn theo thể thức của chương",
            "trình; cần PDF theo mẫu thì mở tệp Word và lưu thành PDF.",
            "",
            *(f"  {name}" for name in FILES.values()),
            "",
            f"Thể thức có sẵn theo {profile.guide.title}.",
            "",
            "Chỗ nào cần chương trình điền thì viết một thẻ trong hai dấu ngoặc nhọn:",
            "",
            *listed,
            "",
            "Thẻ {{ noi_dung }} bắt buộc có. Các thẻ khác: văn bản có phần nào thì mẫu phải in đủ phần ấy, hoặc bằng thẻ,",
            "hoặc bằng đúng những chữ ấy viết sẵn. Mẫu làm mất chữ nào (kể cả Quốc hiệu, tiêu đề Đảng) thì văn bản đó",
            "được in theo thể thức có sẵn và chương trình báo rõ mất chữ gì.",
            "Phông chữ của nội dung theo phông của thẻ {{ noi_dung }}; cỡ chữ và giãn dòng của nội dung, bảng theo thể",
            "thức. Số trang: giữ trong đầu trang của mẫu (Chèn → Số trang); mẫu không có thì chương trình tự đánh từ",
            "trang 2. Bảng tổng hợp cần khổ giấy ngang.",
            "Dấu DỰ THẢO và dòng mã nhật ký do chương trình tự ghi. Phụ lục luôn nằm sau cùng, theo thể thức chuẩn.",
            "",
            "Danh sách: mỗi dòng dưới đây là một đoạn riêng, đoạn đầu và đoạn cuối sẽ biến mất:",
            "",
            "  {%p for dong in noi_nhan %}",
            "  - {{ dong }}",
            "  {%p endfor %}",
            "",
            "Chỉ in khi có chữ, trong cùng một đoạn:  {% if ky_thay %}{{ ky_thay }}{% endif %}",
            "Chỉ in cả đoạn khi có chữ, ba đoạn riêng:  {%p if ky_thay %}  {{ ky_thay }}  {%p endif %}",
            "Khi không có thì in chữ khác: thêm {% else %} hoặc {%p else %} trước chỗ kết thúc.",
            "",
            "Ngoài những cách viết trên, mọi lệnh khác đều bị từ chối. Mẫu có lỗi thì chương trình nói rõ lỗi ở đâu và",
            "dùng thể thức có sẵn. Kiểm tra: meeting-tui check THƯ-MỤC. Lấy lại một mẫu gốc: xóa tệp ấy rồi chạy",
            "meeting-tui templates THƯ-MỤC. Lấy lại tất cả: thêm --restore; bản đã sửa được giữ dưới tên …-cu.docx.",
            "",
            "Câu chữ quen dùng của biên bản (mở đầu, kết thúc, tên các phần) sửa trong tệp wording.toml cạnh plan.toml.",
            "",
        ]
    )


def _same(old: bytes, new: bytes) -> bool:
    """Whether nobody edited the file; an archive also tells when it was written, which is no edit."""
    if old == new:
        return True
    try:
        before, after = (zipfile.ZipFile(BytesIO(data)).infolist() for data in (old, new))
    except zipfile.BadZipFile:
        return False
    return [(info.filename, info.CRC) for info in before] == [(info.filename, info.CRC) for info in after]


def _free_name(path: Path) -> Path:
    """`bien-ban-cu.docx`, then `bien-ban-cu-2.docx`."""
    names = (f"{path.stem}-cu{f'-{count}' if count > 1 else ''}{path.suffix}" for count in itertools.count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _tagged(kind: str, parts: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """The parts with tags where they have words, and the text's tag before the signatures."""
    to = next((block for block in parts if isinstance(block, To)), To(title="Kính gửi:", lines=()))
    for block in parts:
        if isinstance(block, Signatures):
            yield paragraph(_tag(BODY), align="left")
        if isinstance(block, To) and kind == _ADDRESSED:
            continue
        yield _with_tags(block)
        if isinstance(block, Subject) and kind == _ADDRESSED:
            yield _with_tags(to)
            yield to if len(to.lines) > 1 else msgspec.structs.replace(to, lines=_SEVERAL_OF_MANY)


def _with_tags(block: AnyBlock) -> AnyBlock:
    match block:
        case Letterhead():
            return msgspec.structs.replace(
                block,
                superior=(_tag("co_quan_cap_tren"),),
                issuer=(_tag("co_quan"),),
                number=_tag("so"),
                place_date=_tag("ngay_thang") if block.place_date else "",
                about=_tag("ve_viec") if block.about else "",
            )
        case Title():
            return Title(text=_tag("tieu_de"))
        case Subject():
            return Subject(text=_tag("trich_yeu"))
        case To():
            return To(title=block.title, lines=(_tag("kinh_gui"),))
        case Signatures():
            right = msgspec.structs.replace(
                _signer(block.right, "chuc_vu", "ghi_chu_ky", "nguoi_ky"), authority=(_tag("ky_thay"),)
            )
            sides = ("ben_trai_chuc_vu", "ben_trai_ghi_chu", "ben_trai_nguoi_ky")
            return Signatures(left=_signer(block.left, *sides) if block.left else None, right=right)
        case Recipients():
            return Recipients(title=block.title, lines=(_tag("dong"),))
    return block


# -- the document of Word ----------------------------------------------------------------------------------


def _add_conditions(document: Any) -> None:
    """Lists go through their lines; what may be empty leaves no empty line."""
    body = _line(document, _tag(BODY))
    style = add_style(document)
    style.base_style = document.styles["Normal"]
    body.get_or_add_pPr().style = style.style_id
    superior = _line(document, _tag("co_quan_cap_tren"))
    _around("if co_quan_cap_tren", [superior], "endif")
    authority = _line(document, _tag("ky_thay"))
    role = authority.getnext()
    alone = _copy(authority, _tag("chuc_vu"))
    role.addnext(alone)
    _around("if ky_thay", [authority, role], "else")
    alone.addnext(_copy(alone, "{%p endif %}"))
    for line in [
        line for line in document.element.body.iter(qn("w:p")) if _says(line) == f"- {_tag('dong')}"
    ]:
        _around(f"for dong in {RECIPIENTS}", [line], "endfor")


def _add_list(document: Any) -> None:
    """`Kính gửi:` with several under it, which follows the line for one: each only where it is wanted."""
    to = next(line for line in document.element.body if _says(line).endswith(_tag("kinh_gui")))
    head = to.getnext()
    lines = [line for line in head.itersiblings() if _says(line).startswith("- ")]
    one = _copy(lines[0], f"- {_tag('dong')}")
    for line in lines:
        line.getparent().remove(line)
    to.addprevious(head)
    to.addprevious(one)
    _around(f"for dong in {SEVERAL}", [one], "endfor")
    _around("if kinh_gui", [to], "endif")
    _around(f"if {SEVERAL}", [head, one.getnext()], "else")
    last = to.getnext()
    last.addnext(_copy(last, "{%p endif %}"))


def _around(begin: str, lines: list[Any], end: str) -> None:
    """Marks that go away, with the look of what stands between them."""
    lines[0].addprevious(_copy(lines[0], f"{{%p {begin} %}}"))
    lines[-1].addnext(_copy(lines[-1], f"{{%p {end} %}}"))


def _line(document: Any, text: str) -> Any:
    """The paragraph that says this and nothing else."""
    return next(line for line in document.element.body.iter(qn("w:p")) if _says(line) == text)


def _says(line: Any) -> str:
    return "".join(text.text or "" for text in line.iter(qn("w:t")))


def _copy(line: Any, text: str) -> Any:
    made = deepcopy(line)
    for run in made.r_lst[1:]:
        made.remove(run)
    made.r_lst[0].text = text
    return made


def _signer(real: Signer, role: str, note: str, name: str) -> Signer:
    return Signer(role=_tag(role), note=_tag(note) if real.note else "", name=_tag(name))


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _measure_rules(document: Any, real: Any) -> None:
    """Rules as long as the words want that will stand over them, not the tags."""
    for line, measured in zip(_rules(document), _rules(real), strict=True):
        old, new = line.pPr.find(qn("w:ind")), measured.pPr.find(qn("w:ind"))
        old.getparent().replace(old, new)


def _rules(document: Any) -> list[Any]:
    lines = document.element.body.iter(qn("w:p"))
    return [line for line in lines if line.xpath("./w:pPr/w:pBdr/w:top and ./w:pPr/w:ind")]
