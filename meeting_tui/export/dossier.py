"""The file of the conference: one ZIP archive with everything that was kept, and a list of it with checksums.

Opens with what every computer has. The bytes depend on the files and the time that is given, on nothing else.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Literal

import msgspec

FORMAT = "meeting-dossier"
VERSION = 1
MANIFEST = "manifest.json"
READ_ME = "DOC-TRUOC.txt"
LARGEST = 512 * 1024 * 1024
"""Bytes that all files of an archive may have unpacked: a dossier has a few megabytes."""

Fault = Literal["no_archive", "no_manifest", "newer", "missing", "unlisted", "changed", "unsafe", "too_large"]


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


class DossierFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong with an archive, and the file that it is about."""

    code: Fault
    name: str = ""


def pack(files: Mapping[str, bytes], *, meeting: str, title: str, made: datetime) -> bytes:
    """The archive. `made` is printed in the list, and is the date of every file, at the venue."""
    entries = tuple(
        Entry(name=name, size=len(data), sha256=sha256(data).hexdigest()) for name, data in files.items()
    )
    manifest = Manifest(format=FORMAT, v=VERSION, meeting=meeting, title=title, made=made, files=entries)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
        for name, data in {READ_ME: _read_me(manifest).encode(), MANIFEST: listed, **files}.items():
            archive.writestr(_info(name, made), data)
    return out.getvalue()


def unpack(data: bytes) -> tuple[dict[str, bytes], list[DossierFault]]:
    """The files that are whole and listed, and everything that is wrong. Nothing is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = {info.filename: info for info in archive.infolist()}
            if sum(info.file_size for info in infos.values()) > LARGEST:
                return {}, [DossierFault(code="too_large")]
            found = {name: _read(archive, name) for name in infos}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}, [DossierFault(code="no_archive")]
    return _judged(found)


def _read(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """None where the archive's own checksum says that the bytes are damaged."""
    try:
        return archive.read(name)
    except Exception:  # zlib, the archive's checksum, a wrong header: whatever it is, the file is not whole
        return None


def _judged(found: dict[str, bytes | None]) -> tuple[dict[str, bytes], list[DossierFault]]:
    try:
        manifest = msgspec.json.decode(found.get(MANIFEST) or b"", type=Manifest)
    except msgspec.DecodeError:
        return {}, [DossierFault(code="no_manifest")]
    if manifest.format != FORMAT:
        return {}, [DossierFault(code="no_manifest")]
    if manifest.v > VERSION:
        return {}, [DossierFault(code="newer")]
    whole: dict[str, bytes] = {}
    faults: list[DossierFault] = []
    for entry in manifest.files:
        data = found.get(entry.name)
        if not _is_safe(entry.name):
            faults.append(DossierFault(code="unsafe", name=entry.name))
        elif entry.name not in found:
            faults.append(DossierFault(code="missing", name=entry.name))
        elif data is None or sha256(data).hexdigest() != entry.sha256:
            faults.append(DossierFault(code="changed", name=entry.name))
        else:
            whole[entry.name] = data
    listed = {READ_ME, MANIFEST, *(entry.name for entry in manifest.files)}
    faults += [DossierFault(code="unlisted", name=name) for name in found if name not in listed]
    return whole, faults


def _is_safe(name: str) -> bool:
    """A name that stays inside the folder it is unpacked into, on every system."""
    parts = name.replace("\\", "/").split("/")
    return not name.startswith(("/", "\\")) and ":" not in name and not {"", ".", ".."} & set(parts)


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, made.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _read_me(manifest: Manifest) -> str:
    """For whoever opens the archive in some years; Vietnamese, as all papers."""
    width = max((len(entry.name) for entry in manifest.files), default=0)
    rows = [f"{entry.name.ljust(width)}  {entry.sha256}" for entry in manifest.files]
    return "\r\n".join(
        [
            "HỒ SƠ HỘI NGHỊ",
            manifest.title,
            f"Lập lúc {manifest.made:%H:%M ngày %d/%m/%Y}.",
            "",
            "plan.toml là kế hoạch; journal.log là nhật ký ghi mọi việc của hội nghị; thư mục exports là các văn bản.",
            "Kiểm tra hồ sơ còn nguyên vẹn: meeting-tui check TÊN-TỆP.zip",
            "Hoặc so mã SHA-256 của từng tệp với danh sách dưới đây:",
            "",
            *rows,
            "",
        ]
    )
