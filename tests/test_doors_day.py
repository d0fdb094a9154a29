"""From the office's list to the hall, over paper: a list is taken in, slips are printed, read off the page, and let in."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from openpyxl import Workbook, load_workbook

from meeting_tui import places
from meeting_tui.cli import main
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder, plan_text

NAMES = ["Nguyễn Văn Khiêm", "Trần Thị Ân", "H'Hen Niê", "Lò Thị Mỷ", "Đặng Bá Lâm", "Vừ A Dính", "Y Ban Niê"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object, stdin: str = "") -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments], prog_name="meeting-tui")
    return int(left.value.code or 0)


def codes_on(pdf: Path) -> list[str]:
    """What a reader finds on the printed pages, at 200 dots per inch."""
    found: list[str] = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=200 / 72, grayscale=True).to_pil()
        found += [one.text for one in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]
    return found


def test_from_the_list_over_paper_into_the_hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds a printed slip comes in as who they are, once, on any desk; the list for scripts agrees."""
    source = places.reference_plan("kon-plong-2024")
    assert source is not None
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / PLAN).write_text(plan_text(source), "utf-8")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [[n, name, 1950 + n, f"thôn {n % 3 + 1}"] for n, name in enumerate(NAMES, start=1)]
    for row in [["DANH SÁCH"], ["STT", "Họ và tên", "Năm sinh", "Thôn"], *rows]:
        sheet.append(row)
    book.save(tmp_path / "ds.xlsx")

    assert run(monkeypatch, "import", folder, tmp_path / "ds.xlsx", "--yes") == 0
    assert run(monkeypatch, "export", folder, "slips", "invitations", "mail_merge") == 0
    printed = codes_on(folder / EXPORTS / "slips.pdf")
    assert len(printed) == len(set(printed)) == len(NAMES)
    assert set(codes_on(folder / EXPORTS / "invitations.pdf")) == set(printed)
    merged = load_workbook(folder / EXPORTS / "mail_merge.xlsx").active
    assert merged is not None
    cells = [merged.cell(row, 1) for row in range(2, len(NAMES) + 2)]
    assert {cell.value for cell in cells} == set(printed) and {cell.data_type for cell in cells} == {"s"}

    late = printed.pop()
    assert run(monkeypatch, "checkin", folder, "-", stdin="\n".join(printed)) == 0
    assert run(monkeypatch, "import", folder, tmp_path / "ds.xlsx", "--yes") == 0, "a second time adds nobody"
    assert run(monkeypatch, "checkin", folder, late, printed[0]) == 0
    assert run(monkeypatch, "export", folder, "attendance", "--to", "json") == 0
    told = json.loads((folder / EXPORTS / "attendance-draft.json").read_text("utf-8"))["facts"]["people"]
    assert {one["name"]: one["status"] for one in told} == dict.fromkeys(NAMES, "present")
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        named = {person.code: person.name for person in opened.meeting.people.values()}
        assert set(named) == {*printed, late}
        entered = [commit for commit in opened.store.history() if commit.do == "check_in_code"]
        assert len(entered) == len(NAMES)
