"""What is built is what was written, and it runs far away from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import click
import pytest
from pty_screen import ENTER, LEAVE, Screen

from meeting_tui import __version__

CHECKOUT = Path(__file__).parents[1]
MEETING = "kon-plong-2024"
PRIVATE = (
    "journal.log",
    "console.pulse",
    "journal.log.torn-1",
    "journal.lock",
    "exports/minutes.docx",
    "khach-moi.xlsx",
)
"""What a meeting's folder holds besides its plan."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which somebody has held a meeting."""
    copy = tmp_path_factory.mktemp("tree") / "meeting-tui"
    shutil.copytree(
        CHECKOUT,
        copy,
        ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "dist"),
    )
    for name in PRIVATE:
        private = copy / "sessions" / MEETING / name
        private.parent.mkdir(exist_ok=True)
        private.write_text("Nguyễn Văn An, thôn 1", "utf-8")
    return copy


@pytest.fixture(scope="module")
def sdist(tree: Path) -> Path:
    return build(tree, "sdist")


@pytest.fixture(scope="module")
def wheel(tree: Path) -> Path:
    return build(tree, "wheel")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer does it."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    return target


# -- what travels ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("tui", ".tcss"),
        ("calendars", ".toml"),
        ("profiles", ".toml"),
        ("export", ".typ"),
        ("export", ".ttf"),
        ("locale", ".mo"),
        ("web", ".css"),
        ("web", ".js"),
        ("web", ".html"),
    ],
)
def test_the_wheel_has_every_data_file_of_the_package(wheel: Path, kind: str, suffix: str) -> None:
    """Styles, calendars, guides, fonts, translations and pages travel with the code that reads them."""
    written = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "meeting_tui" / kind).rglob(f"*{suffix}")
    }
    assert written <= names_in(wheel)


@pytest.mark.parametrize("folder", ["sessions", "themes"])
def test_the_wheel_has_the_reference_plans_and_the_themes(wheel: Path, folder: str) -> None:
    """What lies beside the package in a checkout lies inside it when installed."""
    written = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / folder).rglob("*.toml")}
    packed = {name for name in names_in(wheel) if name.startswith(f"meeting_tui/_shipped/{folder}/")}
    assert packed == {f"meeting_tui/_shipped/{name}" for name in written}


def test_nothing_of_a_meeting_but_its_plan_travels(wheel: Path, sdist: Path) -> None:
    """Journals, papers and rosters hold people's names: they stay where they are."""
    for packed in (wheel, sdist):
        plans = [name for name in names_in(packed) if "/sessions/" in name]
        assert plans
        assert all(name.endswith("/plan.toml") for name in plans)


def test_translators_files_stay_at_home(wheel: Path, sdist: Path) -> None:
    """An installed copy reads the compiled catalogue; the template is made anew whenever it is needed."""
    assert not [name for name in names_in(wheel) if name.endswith((".po", ".pot"))]
    assert not [name for name in names_in(sdist) if name.endswith(".pot")]


def test_the_source_archive_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    """Nothing that the wheel needs is missing from the archive."""
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    again = build(tmp_path / sdist.name.removesuffix(".tar.gz"), "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_licence_travels(wheel: Path, sdist: Path) -> None:
    """The licence is in both, and named."""
    for packed in (wheel, sdist):
        assert any(name.endswith("/LICENSE") for name in names_in(packed))


# -- away from the checkout ------------------------------------------------------------------------------


def test_the_installed_copy_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    """The tests below would prove nothing if the checkout were found."""
    said = run(
        installed,
        tmp_path,
        "-c",
        "import meeting_tui, sys; print(meeting_tui.__file__, *sys.path, sep='\\n')",
    )
    assert said.splitlines()[0] == str(installed / "meeting_tui" / "__init__.py")
    assert str(CHECKOUT) not in said.splitlines()


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    """The same number as in the sources, in words that a script may rely on."""
    assert meeting_tui(installed, tmp_path, "--version").split()[-1] == __version__


def test_it_finds_its_themes(installed: Path, tmp_path: Path) -> None:
    """By name, and without a complaint about any."""
    program = (
        "from meeting_tui import places\n"
        "from meeting_tui.tui.themes import load_themes\n"
        "themes, problems = load_themes(places.shipped('themes'))\n"
        "print(*sorted(named.theme.name for named in themes), *problems)"
    )
    expected = sorted(path.stem for path in (CHECKOUT / "themes").glob("*.toml"))
    assert run(installed, tmp_path, "-c", program).split() == expected


def test_it_speaks_vietnamese(installed: Path, tmp_path: Path) -> None:
    """The compiled catalogue is found."""
    vietnamese, english = (
        meeting_tui(installed, tmp_path, "--lang", name, "--help") for name in ("vi", "en")
    )
    assert vietnamese != english


def test_it_finds_no_fault_with_its_own_plan(installed: Path, tmp_path: Path) -> None:
    """`demo` opens a plan by name; `check` misses nothing in it but who signs."""
    program = f"from meeting_tui import places; print(places.reference_plan({MEETING!r}))"
    plan = run(installed, tmp_path, "-c", program).strip()
    assert plan == str(installed / "meeting_tui" / "_shipped" / "sessions" / MEETING)
    told = meeting_tui(installed, tmp_path, "check", plan, "--json").splitlines()
    assert [json.loads(line)["code"] for line in told] == ["no_signer"]


def test_it_rehearses_a_day(installed: Path, tmp_path: Path) -> None:
    """A whole day in a new folder, with its minutes in Word."""
    plan = installed / "meeting_tui" / "_shipped" / "sessions" / MEETING
    told = json.loads(meeting_tui(installed, tmp_path, "rehearse", str(plan), "--out", "day", "--json"))
    assert told["summary"]["questions"] > 0
    assert (tmp_path / "day" / "journal.log").stat().st_size > 0
    assert [path.name for path in (tmp_path / "day" / "exports").glob("*.docx")]


def test_it_opens_the_demo(installed: Path, tmp_path: Path) -> None:
    """The console comes up on a terminal, and leaves without a complaint."""
    command = [sys.executable, "-S", "-m", "meeting_tui", "--lang", "en", "demo", "--people", "30"]
    with Screen(command, env=environment(installed, tmp_path), cwd=str(tmp_path)) as screen:
        assert screen.wait_for("Welcome to the demo"), screen.text
        screen.press(ENTER + LEAVE)
        assert screen.wait_for_end() == 0, screen.text
        assert "The demo stays in" in screen.text


# -- building and running --------------------------------------------------------------------------------


def build(tree: Path, target: str) -> Path:
    """Build with the build backend itself: nothing is fetched."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)
    (built,) = (tree / "dist").glob("*.whl" if target == "wheel" else "*.tar.gz")
    return built


def names_in(packed: Path) -> set[str]:
    if packed.suffix == ".whl":
        with zipfile.ZipFile(packed) as wheel:
            return set(wheel.namelist())
    with tarfile.open(packed) as sdist:
        return set(sdist.getnames())


def environment(installed: Path, home: Path) -> dict[str, str]:
    """The installed copy and its dependencies. With `-S`, no `.pth` leads back to an editable checkout."""
    dependencies = Path(click.__file__).parents[1]
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(installed), str(dependencies)]),
        "PYTHONUTF8": "1",
        "TMPDIR": str(home),
    }


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    """What the installed copy prints, run from `cwd`."""
    done = subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=cwd,
        env=environment(installed, cwd),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def meeting_tui(installed: Path, cwd: Path, *arguments: str) -> str:
    return run(installed, cwd, "-m", "meeting_tui", *arguments)
