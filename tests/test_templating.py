"""Faults of the office's templates in words, on the command line and in `check`."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import docx
import pytest
from command_line import Cli

from meeting_tui import places
from meeting_tui.checking import check_folder
from meeting_tui.domain.papers.wording_set import WordingFault
from meeting_tui.export.templates import FILES, FOLDER, TemplateFault
from meeting_tui.language import _
from meeting_tui.store.folder import PLAN, plan_text
from meeting_tui.templating import FAULTS, WORDING_FAULTS, fault_words, wording_words


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    source = places.reference_plan("son-giang-2022")
    assert source is not None
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / PLAN).write_text(plan_text(source), "utf-8")
    return tmp_path / "m"


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
    assert list(check_folder(meeting)) == []


def test_check_names_a_template_that_cannot_be_used(meeting: Path, cli: Cli) -> None:
    cli("templates", meeting)
    spoil(meeting / FOLDER / "bien-ban.docx", "{{ ten }}")
    (meeting / FOLDER / "khac.docx").write_bytes(b"")
    found = [(finding.level, finding.key, finding.code) for finding in check_folder(meeting)]
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
    found = [(finding.level, finding.key, finding.code) for finding in check_folder(meeting)]
    assert found == [
        ("error", "wording.toml: thu_ki", "wording_unknown_key"),
        ("error", "wording.toml: phan_noi_dung", "wording_missing_field"),
    ]
    assert "{su_kien}" in cli("check", meeting).out
    assert len(cli("templates", meeting).err.splitlines()) >= 2
    (meeting / "wording.toml").write_bytes(b"\xff")
    assert [finding.code for finding in check_folder(meeting)] == ["wording_unreadable"]


@pytest.mark.parametrize("code", WORDING_FAULTS)
def test_a_fault_of_a_phrase_says_where(code: str) -> None:
    fault = WordingFault(
        code=code.removesuffix("_like"), key="k", what="w", like="l" * code.endswith("_like")
    )
    shown = wording_words(fault)
    assert "wording.toml" in shown and "{{" not in shown
