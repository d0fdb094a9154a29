"""Faults of the office's templates in words, on the command line and in `check`."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import docx
import pytest
from command_line import Cli, signed

from meeting_tui import places
from meeting_tui.checking import Finding, check_folder
from meeting_tui.domain.papers.wording_set import WordingFault
from meeting_tui.export.templates_names import FILES, FOLDER, TemplateFault
from meeting_tui.language import _
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text
from meeting_tui.templating import (
    FAULTS,
    TOLD,
    WORDING_FAULTS,
    Office,
    fault_words,
    in_short,
    office_of,
    wording_words,
)


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    source = places.reference_plan("son-giang-2022")
    assert source is not None
    (tmp_path / "m").mkdir()
    text = plan_text(source).replace('venue = ""', 'venue = "Hội trường xã"')
    text = text.replace("\nplace =", '\nsuperior = "Đảng bộ huyện Hương Sơn"\nplace =')
    (tmp_path / "m" / PLAN).write_text(text, "utf-8")
    return signed(tmp_path / "m")


def found_in(meeting: Path) -> list[Finding]:
    """What `check` says of templates and phrases; a plan may have warnings of its own."""
    return [found for found in check_folder(meeting) if found.code.startswith(("template_", "wording_"))]


def spoil(path: Path, text: str) -> None:
    document = docx.Document(str(path))
    document.add_paragraph(text)
    document.save(str(path))


def test_templates_are_put_where_the_office_edits_them(cli: Cli, meeting: Path) -> None:
    """A second run touches nothing; asked for, the originals come back and the edited ones stay."""
    first = cli("templates", meeting)
    assert (first.code, first.err) == (0, "")
    assert [Path(line).name for line in first.out.splitlines()] == [*FILES.values(), "wording.toml"]
    spoil(meeting / FOLDER / "bien-ban.docx", "{{ ten }}")
    again = cli("templates", meeting)
    assert (again.code, again.out) == (0, "")
    assert _("{file} is there already and was not touched.").format(
        file=meeting / FOLDER / "bien-ban.docx"
    ) in again.err.replace("\n", "")
    assert "{{ ten }}" in again.err
    restored = cli("templates", meeting, "--restore")
    assert "bien-ban-cu.docx" in restored.err and "bao-cao-ket-qua-cu.docx" not in restored.err
    assert found_in(meeting) == []


def test_check_names_a_template_that_cannot_be_used(meeting: Path, cli: Cli) -> None:
    cli("templates", meeting)
    spoil(meeting / FOLDER / "bien-ban.docx", "{{ ten }}")
    (meeting / FOLDER / "khac.docx").write_bytes(b"")
    found = [(finding.level, finding.key, finding.code) for finding in found_in(meeting)]
    assert found == [
        ("error", "templates/bien-ban.docx", "template_unknown_name"),
        ("warning", "templates/khac.docx", "template_stray_file"),
    ]
    done = cli("check", meeting)
    assert done.code == 1 and "templates/bien-ban.docx" in done.out


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_says_which_file_and_hides_no_fact(code: str) -> None:
    """The words take what the fault knows, and braces of a tag show as braces."""
    facts = {name for _text, name, _spec, _conversion in Formatter().parse(FAULTS[code]) if name}
    assert "file" in facts and facts <= {"file", "place", "tag", "like"}
    shown = fault_words(TemplateFault(code=code, file="a.docx", place="ở đây", tag="{{ x }}", like="y"))
    assert "templates/a.docx" in shown and "{{{" not in shown


def test_phrases_with_a_fault_are_named_by_check(meeting: Path, cli: Cli) -> None:
    cli("templates", meeting)
    (meeting / "wording.toml").write_text('thu_ki = "Người ghi"\nphan_noi_dung = "Nội dung"\n', "utf-8")
    found = [(finding.level, finding.key, finding.code) for finding in found_in(meeting)]
    assert found == [
        ("error", "wording.toml: thu_ki", "wording_unknown_key"),
        ("error", "wording.toml: phan_noi_dung", "wording_missing_field"),
    ]
    assert "{su_kien}" in cli("check", meeting).out
    assert len(cli("templates", meeting).err.splitlines()) >= 2
    (meeting / "wording.toml").write_bytes(b"\xff")
    assert [finding.code for finding in found_in(meeting)] == ["wording_unreadable"]


def office(meeting: Path, *papers: str) -> Office:
    with MeetingFolder.open(meeting, "t") as opened:
        return office_of(meeting, opened.meeting, opened.now(), papers or None)


def test_who_writes_a_paper_is_told_of_that_paper_and_not_without_end(meeting: Path, cli: Cli) -> None:
    """A few sentences, the rest by number: in the console they stand over the clock of who speaks."""
    cli("templates", meeting)
    assert (office(meeting).words, office(meeting).in_short) == ((), "")
    for name in ("bien-ban.docx", "phieu-chuyen.docx"):
        spoil(meeting / FOLDER / name, "{{ a1 }} {{ a2 }} {{ a3 }}")
    (meeting / "wording.toml").write_text('thu_ki = "x"\n', "utf-8")
    all_of_it = office(meeting)
    more = _("And {n} more: meeting-tui check {folder}").format(n=4, folder=meeting.name)
    assert all_of_it.words[TOLD] == more and len(all_of_it.words) == TOLD + 2
    assert "7" in all_of_it.in_short
    slips = office(meeting, "transfer_slips")
    assert len(slips.words) == TOLD + 1 and all("phieu-chuyen" in words for words in slips.words[:TOLD])
    assert office(meeting, "attendance").words == ()
    (meeting / FOLDER / "bien-ban.docx").unlink()
    assert "thu_ki" in office(meeting, "minutes").words[0]


def test_a_stray_file_alone_takes_nothing_away(meeting: Path) -> None:
    (meeting / FOLDER).mkdir()
    (meeting / FOLDER / "khac.docx").write_bytes(b"")
    (told,) = office(meeting).words
    assert "khac.docx" in told and office(meeting).in_short == told == in_short(meeting, [told])


@pytest.mark.parametrize("code", WORDING_FAULTS)
def test_a_fault_of_a_phrase_says_where(code: str) -> None:
    fault = WordingFault(
        code=code.removesuffix("_like"), key="k", what="w", like="l" * code.endswith("_like")
    )
    shown = wording_words(fault)
    assert "wording.toml" in shown and "{{" not in shown
