"""The file of the conference: one ZIP archive with everything that was kept, and a list of it with checksums.

Opens with what every computer has. The bytes depend on the files and the time that is given, on nothing else.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

import msgspec

from meeting_tui.export.archives import Members, TooLarge, members

FORMAT = "meeting-dossier"
VERSION = 1
MANIFEST = "manifest.json"
READ_ME = "DOC-TRUOC.txt"
SUMS = "SHA256SUMS.txt"
LARGEST = 512 * 1024 * 1024
"""Bytes that all files of an archive may have unpacked: a dossier has a few megabytes."""

Fault = Literal[
    "no_archive", "no_manifest", "newer", "missing", "unlisted", "changed", "twice", "unsafe", "too_large"
]

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""
LONGEST_NAME = 200


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the archive; `size` in bytes."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive should hold."""

    format: str
    v: int
    meeting: str
    title: str
    made: datetime
    files: tuple[Entry, ...]
    draft: bool = False
    """Made before the meeting was closed."""


class DossierFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with an archive, and the file that it is about."""

    code: Fault
    name: str = ""


class Unpacked(NamedTuple):
    """The files that are whole and listed, and everything that is wrong."""

    files: dict[str, bytes]
    faults: list[DossierFault]
    manifest: Manifest | None = None


def pack(
    files: Mapping[str, bytes], *, meeting: str, title: str, made: datetime, draft: bool = False
) -> bytes:
    """The archive. `made` is printed in the list, and is the date of every file, at the venue.

    Raises TooLarge for more than could be checked again.
    """
    if sum(map(len, files.values())) > LARGEST // 2:
        raise TooLarge
    entries = tuple(
        Entry(name=name, size=len(data), sha256=sha256(data).hexdigest()) for name, data in files.items()
    )
    manifest = Manifest(
        format=FORMAT, v=VERSION, meeting=meeting, title=title, made=made, files=entries, draft=draft
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        for name, data in {**_told(manifest), MANIFEST: listed, **files}.items():
            archive.writestr(_info(name, made), data)
    return out.getvalue()


def unpack(data: bytes) -> Unpacked:
    """What is in the archive. Nothing is written anywhere."""
    try:
        found = members(data, LARGEST)
    except TooLarge:
        return _refused("too_large")
    return _refused("no_archive") if found is None else _judged(found)


def _refused(code: Fault) -> Unpacked:
    return Unpacked({}, [DossierFault(code=code)])


def _judged(found: Members) -> Unpacked:
    try:
        manifest = msgspec.json.decode(found.files.get(MANIFEST) or b"", type=Manifest)
    except msgspec.DecodeError:
        return _refused("no_manifest")
    if manifest.format != FORMAT:
        return _refused("no_manifest")
    if manifest.v > VERSION:
        return _refused("newer")
    whole: dict[str, bytes] = {}
    faults = [DossierFault(code="twice", name=name) for name in found.twice]
    for entry in manifest.files:
        data = found.files.get(entry.name)
        if not _is_safe(entry.name):
            faults.append(DossierFault(code="unsafe", name=entry.name))
        elif entry.name not in found.files:
            faults.append(DossierFault(code="missing", name=entry.name))
        elif data is None or len(data) != entry.size or sha256(data).hexdigest() != entry.sha256:
            faults.append(DossierFault(code="changed", name=entry.name))
        elif entry.name not in found.twice:
            whole[entry.name] = data
    faults += _of_what_is_told(manifest, found)
    listed = {MANIFEST, *_told(manifest), *(entry.name for entry in manifest.files)}
    faults += [DossierFault(code="unlisted", name=name) for name in found.files if name not in listed]
    return Unpacked(whole, faults, manifest)


def _of_what_is_told(manifest: Manifest, found: Members) -> Iterator[DossierFault]:
    """The texts beside the list carry its checksums for people: they must be what the list says."""
    for name, text in _told(manifest).items():
        if name not in found.files:
            yield DossierFault(code="missing", name=name)
        elif found.files[name] != text:
            yield DossierFault(code="changed", name=name)


def _is_safe(name: str) -> bool:
    """A name that stays inside the folder it is unpacked into, on every system."""
    parts = name.replace("\\", "/").split("/")
    return (
        name.isprintable()
        and len(name) <= LONGEST_NAME
        and not any(part in ("", ".", "..") or part.endswith((".", " ")) for part in parts)
        and not any(_RESERVED.fullmatch(part) or set(part) & set('<>:"|?*') for part in parts)
    )


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, made.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _told(manifest: Manifest) -> dict[str, bytes]:
    """The texts for people and for `sha256sum -c`, as the list has it. Old Notepad knows UTF-8 by its first bytes."""
    sums = "".join(f"{entry.sha256}  {entry.name}\n" for entry in manifest.files)
    return {READ_ME: _read_me(manifest).encode("utf-8-sig"), SUMS: sums.encode()}


def _read_me(manifest: Manifest) -> str:
    """For whoever opens the archive in some years; Vietnamese, as all papers."""
    width = max((len(entry.name) for entry in manifest.files), default=0)
    rows = [f"{entry.name.ljust(width)}  {entry.sha256}" for entry in manifest.files]
    draft = ["Hội nghị chưa kết thúc: các văn bản trong hồ sơ này là dự thảo."] if manifest.draft else []
    return "\r\n".join(
        [
            "HỒ SƠ HỘI NGHỊ",
            manifest.title,
            f"Lập lúc {manifest.made:%H:%M ngày %d/%m/%Y}.",
            *draft,
            "",
            "plan.toml        kế hoạch",
            "journal.log      nhật ký ghi mọi việc của hội nghị",
            "exports/         các văn bản, do chương trình lập lại khi lập hồ sơ; biên bản có mọi bản đã thông qua",
            "van-ban-luu/     văn bản cơ quan đã lưu trong thư mục exports: bản đã ghi số, bản ký, bản cũ",
            "templates/, wording.toml      mẫu Word và cách viết của cơ quan, nếu có",
            "",
            "Không gồm giấy mời, phiếu đăng ký và danh sách mã điểm danh.",
            "Hồ sơ có dữ liệu cá nhân (họ tên, năm sinh, số điện thoại): quản lý như hồ sơ của cơ quan, không đăng tải.",
            "",
            "Kiểm tra hồ sơ còn nguyên vẹn: meeting-tui check TÊN-TỆP.zip",
            f"Hoặc giải nén rồi chạy: sha256sum -c {SUMS}",
            "Hoặc so mã SHA-256 của từng tệp với danh sách dưới đây:",
            "",
            *rows,
            "",
        ]
    )
