"""A new guide is a new file: put among the others, it is known, chosen by a plan, and its papers follow it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.shared import Mm, Pt

import meeting_tui

NAME = "dang_hd07"
PLAN = f"""\
id = "moi_2028"
issuer = "Đảng ủy xã Ích Hậu"
abstract = "Tổ chức đối thoại"
place = "xã Ích Hậu"
format_profile = "{NAME}"
chairs = ["Bí thư Đảng ủy xã"]
[[events]]
date = 2028-08-20
"""
CHANGES = (
    ("since = 2026-05-27", "since = 2028-01-01"),
    ('number = "Số      -{kind}/{organ}"', 'number = "Ký hiệu {organ}.{kind}"'),
    ('right = ["ĐẢNG CỘNG SẢN VIỆT NAM"]', 'right = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Dòng thứ hai"]'),
    ("right = [15]", "right = [15, 11]"),
    ('secretary = "NGƯỜI GHI BIÊN BẢN"', 'secretary = "NGƯỜI VIẾT"'),
    ("margins = [20, 15, 20, 30]", "margins = [20, 10, 20, 35]"),
    ("size = 14                     # HD 05: 14-15\n", "size = 12  # HD 07\n"),
)
"""The newest guide of the Party as another one might word and measure it."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it is, with one file more."""
    place = tmp_path_factory.mktemp("program")
    package = place / "meeting_tui"
    shutil.copytree(Path(meeting_tui.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    text = (package / "profiles" / "dang_hd05.toml").read_text("utf-8")
    for before, after in CHANGES:
        assert text.count(before) == 1
        text = text.replace(before, after)
    (package / "profiles" / f"{NAME}.toml").write_text(text, "utf-8")
    return place


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "plan.toml").write_text(PLAN, "utf-8")
    return tmp_path / "m"


def run(program: Path, *arguments: object) -> str:
    """What it says, in English, when it has done it."""
    said = subprocess.run(
        [sys.executable, "-m", "meeting_tui", *map(str, arguments), "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(program), "PYTHONUTF8": "1"},
        cwd=program,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stderr
    return said.stdout


def test_its_papers_have_its_words_and_its_sizes(program: Path, meeting: Path) -> None:
    written = run(program, "export", meeting, "minutes", "--to", "docx", "--to", "pdf").split()
    word, pdf = map(Path, written)
    document = docx.Document(str(word))
    head = document.tables[0]
    assert [line.text for line in head.rows[0].cells[1].paragraphs if line.text] == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Dòng thứ hai",
    ]
    assert head.rows[1].cells[0].text.replace("\xa0", " ") == "Ký hiệu ĐU.BB"
    assert "NGƯỜI VIẾT" in document.element.xpath("string()")
    assert document.styles["Normal"].font.size == Pt(12)
    assert abs(document.sections[0].left_margin - Mm(35)) < Mm(0.1)
    with pypdfium2.PdfDocument(pdf) as printed:
        page = printed[0].get_textpage()
        text = re.sub(r"\s+", " ", page.get_text_range())
        lefts = [page.get_charbox(at)[0] for at in range(page.count_chars())]
    assert all(words in text for words in ("Dòng thứ hai", "Ký hiệu ĐU.BB"))
    assert abs(min(left for left in lefts if left > 0) - 35 * 72 / 25.4) < 3


def test_its_days_are_judged_like_those_of_the_others(program: Path, meeting: Path) -> None:
    assert run(program, "check", meeting).strip()
    plan = meeting / "plan.toml"
    plan.write_text(PLAN.replace("2028-08-20", "2027-08-20"), "utf-8")
    said = run(program, "check", meeting)
    assert f"{NAME} does not fit" in said and "2028-01-01" in said and "Use dang_hd05." in said
    plan.write_text(PLAN.replace(NAME, "dang_hd36"), "utf-8")
    assert f"Use {NAME}." in run(program, "check", meeting)
