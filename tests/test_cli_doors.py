"""The command line at the doors: check-in for scripts, lists in, papers out, personal data away."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from command_line import Cli

from meeting_tui import places
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.papers.catalogue import PAPERS
from meeting_tui.language import _, n_
from meeting_tui.rehearsal.citizens import invent, with_codes
from meeting_tui.rehearsal.command import rehearse_into
from meeting_tui.rehearsal.demo import fill
from meeting_tui.rehearsal.play import rehearsal_start
from meeting_tui.store.clock import HandClock
from meeting_tui.store.file_log import JOURNAL
from meeting_tui.store.folder import EXPORTS, PLAN, MeetingFolder, plan_text, valid_plan

CARD = "001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    source = places.reference_plan("kon-plong-2024")
    assert source is not None
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / PLAN).write_text(plan_text(source), "utf-8")
    return tmp_path / "m"


@pytest.fixture
def invited(planned: Path) -> Path:
    """Twenty invited people with codes; nobody has come."""
    with MeetingFolder.open(planned, "door", clock=HandClock(rehearsal_start(valid_plan(planned)))) as folder:
        cast = with_codes(invent(folder.plan, Random(1), 20), Random(1), folder.code_mark)
        folder.do(fill, people=cast.people, slips=list(cast.slips), came=[], first="s")
    return planned


def people(folder: Path) -> dict[str, Any]:
    with MeetingFolder.open(folder, "reader", read_only=True) as opened:
        return dict(opened.meeting.people)


def codes(folder: Path) -> list[str]:
    return [person.code for person in people(folder).values()]


# -- check-in --------------------------------------------------------------------------------------------


def test_each_code_has_its_result(cli: Cli, invited: Path) -> None:
    """What a script reads: code, outcome, name and hour; 1 if a code let nobody in."""
    first, second, *_rest = codes(invited)
    with MeetingFolder.open(invited, "reader", read_only=True) as opened:
        foreign = make_code(5_000_000, 1, (opened.code_mark + 1) % 100)
    wrong = second[:-1] + str((int(second[-1]) + 1) % 10)
    done = cli("checkin", invited, first, second, first, wrong, foreign, "ă" + second[1:], CARD, "--json")
    assert done.code == 1
    assert [(one["code"], one["outcome"]) for one in done.objects] == [
        (first, "in"),
        (second, "in"),
        (first, "already_in"),
        (wrong, "damaged"),
        (foreign, "other_meeting"),
        ("ă" + second[1:], "input_method"),
        ("", "id_card"),
    ]
    assert done.objects[0]["name"] == next(p.name for p in people(invited).values() if p.code == first)
    assert done.objects[2]["at"] == done.objects[0]["at"]
    assert "001090000001" not in done.out + done.err


def test_codes_on_standard_input(cli: Cli, invited: Path) -> None:
    """One a line, with and without the dash, whatever ends the line and whatever else is in the stream."""
    first, second, third, *_rest = codes(invited)
    stdin = f"\ufeff{first}\r\n\n  {second[:8]}\n".encode() + b"\xff\xfe\n" + third.encode()
    done = cli("checkin", invited, "-", "--json", stdin=stdin)
    assert [one["outcome"] for one in done.objects] == ["in", "in", "damaged", "in"]
    assert done.code == 1
    again = cli("checkin", invited, stdin=first.encode())
    assert again.code == 0, "coming twice is no fault"
    assert first in again.out and "already_in" in again.out


def test_no_codes_is_nothing_to_do(cli: Cli, invited: Path) -> None:
    assert cli("checkin", invited, "-") == (0, "", "")


def test_an_identity_number_reaches_no_file(cli: Cli, invited: Path) -> None:
    """Neither as a code nor in a list."""
    cli("checkin", invited, CARD, "001090000001", "CCCD: 001090000001")
    for file in invited.rglob("*"):
        assert file.is_dir() or b"001090000001" not in file.read_bytes()


# -- lists in --------------------------------------------------------------------------------------------


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """A title, a header, a village as a row of its own, three people, one without a name."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["DANH SÁCH ĐẠI BIỂU"],
        ["STT", "Họ và tên", "Năm sinh", "Điện thoại", "CCCD"],
        [None, "Thôn 1"],
        [1, "Nguyễn Văn Khiêm", 1960, 912345678, "001090000001"],
        [2, "Trần Thị Ân", "1971", "0987 654 321", "001090000002"],
        [3, None, 1980, None, None],
    ]:
        sheet.append(row)
    path = tmp_path / "danh sach.xlsx"
    book.save(path)
    return path


def test_a_list_is_taken_in_once(cli: Cli, planned: Path, roster: Path) -> None:
    """The good rows, with codes; the bad one comes back; a second time there is nobody new."""
    done = cli("import", planned, roster, "--yes")
    assert done.code == 1
    found = {person.name: person for person in people(planned).values()}
    assert set(found) == {"Nguyễn Văn Khiêm", "Trần Thị Ân"}
    assert found["Nguyễn Văn Khiêm"].phone == "0912345678" and found["Trần Thị Ân"].birth_year == 1971
    assert all(person.village == "Thôn 1" and person.code for person in found.values())
    assert (planned / EXPORTS / "danh sach_loi.xlsx").exists()
    assert b"001090000001" not in (planned / JOURNAL).read_bytes()
    before = (planned / JOURNAL).read_bytes()
    assert cli("import", planned, roster, "--yes").code == 1
    assert (planned / JOURNAL).read_bytes() == before


def test_a_list_is_shown_before_it_is_taken_in(cli: Cli, planned: Path, roster: Path) -> None:
    """Without a terminal nobody can agree, and nothing is written."""
    done = cli("import", planned, roster)
    assert done.code == 1
    assert "Nguyễn Văn Khiêm" in done.out and _("Nobody can be asked here: add --yes.") in done.err
    assert people(planned) == {}


def test_an_import_for_scripts(cli: Cli, planned: Path, roster: Path) -> None:
    """Every finding with its place, and what came of it at the end."""
    done = cli("import", planned, roster, "--yes", "--json")
    *findings, last = done.objects
    assert any(one["level"] == "error" and one["row"] == 6 for one in findings)
    assert last["summary"]["added"] == 2


def test_a_column_that_was_not_found_can_be_named(cli: Cli, planned: Path, tmp_path: Path) -> None:
    """By its letter; a letter that is missing, or a field that nobody knows, is told."""
    path = tmp_path / "a.csv"
    path.write_text("cột 1;cột 2\nNguyễn Văn Khiêm;thôn 1\nTrần Thị Ân;thôn 2\n", "utf-8")
    refused = cli("import", planned, path, "--yes")
    assert refused.code == 1 and "cột 1" in refused.err
    assert cli("import", planned, path, "--yes", "--column", "name").code == 2
    assert cli("import", planned, path, "--yes", "--column", "nobody=A").code == 1
    named = ("--column", "name=A", "--column", "village=B", "--header", "1")
    done = cli("import", planned, path, "--yes", *named)
    assert (done.code, len(people(planned))) == (0, 2)


@pytest.mark.parametrize("name", ["nowhere.xlsx", "m", "m/plan.toml"])
def test_what_is_no_list_is_said(cli: Cli, planned: Path, name: str, tmp_path: Path) -> None:
    """Missing, a folder, something else: one sentence, no traceback, nothing written."""
    done = cli("import", planned, tmp_path / name, "--yes")
    assert done.code == 1 and done.err and "Traceback" not in done.err
    assert people(planned) == {}


# -- papers out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_in_its_usual_format(cli: Cli, invited: Path, paper: str, tmp_path: Path) -> None:
    done = cli("export", invited, paper, "--out", tmp_path / "out", "--count", "3")
    assert done.code == 0
    nothing_owed = paper == "transfer_slips"
    assert [Path(line).exists() for line in done.out.splitlines()] == ([] if nothing_owed else [True])


def test_printing_gives_codes_first(cli: Cli, planned: Path, tmp_path: Path) -> None:
    """A printed code that is not in the journal would let nobody in."""
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên;Thôn\nNguyễn Văn Khiêm;thôn 1\nTrần Thị Ân;thôn 2\n", "utf-8")
    cli("import", planned, path, "--yes")
    with MeetingFolder.open(planned, "x") as opened:
        opened.do(without_codes)
    done = cli("export", planned, "slips")
    assert done.code == 0 and n_("{n} code given out.", "{n} codes given out.", 2).format(n=2) in done.err
    assert all(codes(planned))


def without_codes(tx: Any) -> None:
    """As the journals of the first version are."""
    for key, person in tx.people.items():
        tx.codes.remove(person.code[:8])
        tx.people.change(key, person, code="")


def test_a_format_that_a_paper_does_not_have(cli: Cli, invited: Path) -> None:
    done = cli("export", invited, "slips", "--to", "docx")
    assert done.code == 2 and "pdf" in done.err
    assert not (invited / EXPORTS).exists()


def test_slips_of_one_village(cli: Cli, invited: Path) -> None:
    """Written without accents, too; a village that nobody is from is told."""
    village = next(iter(people(invited).values())).village
    assert cli("export", invited, "slips", "--village", village.upper()).code == 0
    refused = cli("export", invited, "slips", "--village", "thôn 99")
    assert refused.code == 1 and "thôn 99" in refused.err


def test_the_attendance_for_scripts(cli: Cli, invited: Path) -> None:
    """Everybody's code, name, status and hour."""
    first = codes(invited)[0]
    cli("checkin", invited, first)
    cli("export", invited, "attendance", "--to", "json")
    told = json.loads((invited / EXPORTS / "attendance-draft.json").read_text("utf-8"))["facts"]["people"]
    assert {one["code"] for one in told} == set(codes(invited))
    came = {one["code"]: (one["status"], bool(one["arrived_at"])) for one in told}
    assert came[first] == ("present", True)
    assert set(came.values()) == {("present", True), ("expected", False)}


# -- personal data away ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = places.reference_plan("kon-plong-2024")
    assert source is not None
    target = tmp_path_factory.mktemp("held") / "m"
    rehearse_into(source, target, seed=1)
    return target


def test_redaction_asks_waits_and_says(cli: Cli, held_once: Path) -> None:
    """Looked at, not agreed to, then done; phones are gone from the disk and cannot come back."""
    folder, journal = held_once, held_once / JOURNAL
    phones = [person.phone.encode() for person in people(folder).values() if person.phone]
    before = journal.read_bytes()
    assert phones[0] in before
    assert cli("redact", folder, "--dry-run").code == 0
    assert cli("redact", folder).code == 1
    assert journal.read_bytes() == before
    done = cli("redact", folder, "--yes")
    assert (done.code, done.err) == (0, "") and done.out
    after = journal.read_bytes()
    assert not any(phone in after for phone in phones)
    assert cli("check", folder).code == 0
    assert cli("undo", folder).code == 1
    assert cli("redact", folder, "--yes").code == 1


def test_an_open_meeting_is_not_redacted(cli: Cli, invited: Path) -> None:
    assert cli("redact", invited, "--yes", "--even-now", "--reason", "thử").code == 1


def test_the_desk_needs_a_terminal(cli: Cli, invited: Path) -> None:
    done = cli("desk", invited)
    assert done.code == 1 and "checkin" in done.err
