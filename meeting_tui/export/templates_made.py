"""The templates that an office begins with: the built-in layout of this meeting's papers, tags in place of its words."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Callable, Iterable, Iterator
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
    Appendix,
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
from meeting_tui.domain.papers.transfer_slips import transfer_slip
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.papers.wording_set import wording_copy
from meeting_tui.export import word
from meeting_tui.export.files import write_atomically
from meeting_tui.export.templates import BODY, FILES, FOLDER, READ_ME, RECIPIENTS, TAGS

KINDS: dict[str, Callable[[Meeting, datetime, Profile], Paper]] = {
    "minutes": minutes,
    "notice": notice,
    "summary": summary,
    "transfer_slip": lambda meeting, now, profile: transfer_slip(
        meeting, now, profile, next(iter(meeting.units), ""), []
    ),
    "agenda": agenda,
    "result_report": result_report,
}
_PARTS = (Letterhead, Title, Subject, To, Signatures, Recipients)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the files. `kept`: left as they were; `aside`: edited ones under their new names."""

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    aside: tuple[Path, ...]


def sample(kind: str, meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """A paper of that kind, as the meeting stands."""
    return KINDS[kind](meeting, now, profile)


def write_originals(
    meeting_folder: Path, meeting: Meeting, now: datetime, profile: Profile, *, restore: bool
) -> Written:
    """Put what is missing into the meeting's folder: templates, a page that explains them, and the phrases to reword.

    `restore`: what is there, too; what the office had edited stays beside it, as `…-cu.docx`. Raises OSError.
    """
    folder = meeting_folder / FOLDER
    made, kept, aside = [], [], []
    for path, data in _originals(meeting_folder, meeting, now, profile):
        if path.exists():
            if not restore or _same(path.read_bytes(), data):
                kept.append(path)
                continue
            aside.append(path.rename(_free_name(path)))
        made.append(write_atomically(path, data))
    write_atomically(folder / READ_ME, read_me(profile).encode("utf-8-sig"))
    return Written(made=tuple(made), kept=tuple(kept), aside=tuple(aside))


def _originals(
    meeting_folder: Path, meeting: Meeting, now: datetime, profile: Profile
) -> Iterator[tuple[Path, bytes]]:
    for kind, name in FILES.items():
        yield meeting_folder / FOLDER / name, original(kind, meeting, now, profile)
    yield meeting_folder / WORDING, wording_copy().encode()


def original(kind: str, meeting: Meeting, now: datetime, profile: Profile) -> bytes:
    """The template of a kind of paper."""
    paper = msgspec.structs.replace(sample(kind, meeting, now, profile), draft=False, facts={})
    parts = [block for block in _main(paper) if isinstance(block, _PARTS)]
    plain = msgspec.structs.replace(paper, blocks=tuple(parts))
    tagged = msgspec.structs.replace(paper, title="", blocks=tuple(_tagged(parts)))
    document = docx.Document(BytesIO(word.document_bytes(tagged)))
    _measure_rules(document, docx.Document(BytesIO(word.document_bytes(plain))))
    for line in document.element.body.iter(qn("w:p")):
        for text in line.iter(qn("w:t")):
            if text.text and text.text.startswith("- {%"):
                text.text = text.text.removeprefix("- ")
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
            "Thẻ {{ noi_dung }} bắt buộc có. Các thẻ {{ trich_yeu }}, {{ ve_viec }}, {{ kinh_gui }} và danh sách",
            "noi_nhan bắt buộc có trong những văn bản có phần ấy; các thẻ khác có thể thay bằng chữ viết sẵn.",
            "Dấu DỰ THẢO và dòng mã nhật ký do chương trình tự ghi. Phụ lục luôn nằm sau cùng, theo thể thức chuẩn.",
            "",
            "Danh sách: mỗi dòng dưới đây là một đoạn riêng, đoạn đầu và đoạn cuối sẽ biến mất:",
            "",
            "  {%p for dong in noi_nhan %}",
            "  - {{ dong }}",
            "  {%p endfor %}",
            "",
            "Chỉ in khi có chữ, trong cùng một đoạn:  {% if ky_thay %}{{ ky_thay }}{% endif %}",
            "",
            "Ngoài những cách viết trên, mọi lệnh khác đều bị từ chối. Mẫu có lỗi thì chương trình nói rõ lỗi ở đâu và",
            "dùng thể thức có sẵn. Kiểm tra: meeting-tui check THƯ-MỤC. Lấy lại mẫu gốc: xóa tệp rồi chạy",
            "meeting-tui templates THƯ-MỤC, hoặc thêm --restore để giữ bản đã sửa dưới tên …-cu.docx.",
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


def _main(paper: Paper) -> Iterator[AnyBlock]:
    for block in paper.blocks:
        if isinstance(block, Appendix):
            return
        yield block


def _tagged(parts: Iterable[AnyBlock]) -> Iterator[AnyBlock]:
    """The parts with tags where they have words, and the text's tag before the signatures."""
    for block in parts:
        if isinstance(block, Signatures):
            yield paragraph(_tag(BODY), align="left")
        yield _with_tags(block)


def _with_tags(block: AnyBlock) -> AnyBlock:
    match block:
        case Letterhead():
            return msgspec.structs.replace(
                block,
                superior=(_tag("co_quan_cap_tren"),) if block.superior else (),
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
                _signer(block.right, "chuc_vu", "ghi_chu_ky", "nguoi_ky"),
                authority=(_tag("ky_thay"),) if block.right.authority else (),
            )
            sides = ("ben_trai_chuc_vu", "ben_trai_ghi_chu", "ben_trai_nguoi_ky")
            return Signatures(left=_signer(block.left, *sides) if block.left else None, right=right)
        case Recipients():
            looped = (f"{{%p for dong in {RECIPIENTS} %}}", _tag("dong"), "{%p endfor %}")
            return Recipients(title=block.title, lines=looped)
    return block


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
