"""Every word on the screen can be said in both languages, and is."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner

from meeting_tui import language

PACKAGE = Path(language.__file__).parent
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2)}
COMPILE = "compile it again: see “Language” in CONTRIBUTING.md"

VISIBLE_SOURCES = (
    "tui",
    "web",
    "cli",
    "checking.py",
    "importing/words.py",
    "redacting.py",
    "sentences",
    "templating.py",
)
"""What talks to people. The domain gives codes, and papers are always Vietnamese."""

VISIBLE_PLACES = {
    "text": (0,),
    "assemble": (0, 1, 2, 3, 4, 5, 6, 7),
    "lines": (0,),
    "say": (0, 1),
    "notify": (0,),
    "Static": (0,),
    "Label": (0,),
    "Binding": (2,),
    "Offer": (1, 2),
    "Ask": (0,),
    "Confirm": (0, 1),
    "Choose": (0,),
    "ask": (0,),
    "ask_needed": (0,),
    "ask_date": (0,),
    "choose": (0,),
    "confirm": (0, 1),
    "echo": (0,),
    "_fail": (0,),
}
"""Calls that show something, and which of their arguments it is."""

VISIBLE_NAMES = {
    "border_subtitle",
    "border_title",
    "description",
    "empty",
    "help",
    "hint",
    "label",
    "placeholder",
    "prompt",
    "short_help",
    "sub_title",
    "title",
    "tooltip",
}
"""Keyword arguments and attributes that are shown."""

THE_SAME_IN_BOTH = {
    "TCVN3": "the name of an encoding",
    "Unicode": "the name of an encoding",
    "Ông": "a salutation of the roster, written as the papers write it",
    "Bà": "a salutation of the roster, written as the papers write it",
    "nhất trí 100%": "the minutes' own wording, offered to be edited",
    "Trần Minh Quân": "an example of a name",
    "/media/usb/hoi-nghi": "an example of a path",
    "plan.toml": "a file's name",
    "meeting-tui": "the program's name",
    "Enter": "a key's name",
    "Esc": "a key's name",
    "Space": "a key's name",
    "PgUp": "a key's name",
    "PgDn": "a key's name",
    "Tab": "a key's name",
    "Del": "a key's name",
    "DỰ THẢO": "the papers' own word, in every language of the interface",
    "PIN:": "a label that scripts read",
    "Strict": "a word of HTTP",
}
"""What needs no translation, and why."""

ENGLISH_FACTS = {"number_type"}
"""click names its types in English only, so a translation leaves them out."""

KEY = re.compile(r"(?:F\d{1,2}|\^[A-Z])(?:[ /,-]+(?:F\d{1,2}|\^[A-Z]))*")
STYLE = re.compile(
    r"(?:\$[\w-]+|bold|dim|italic|underline|reverse|not|on|\d+%)(?: (?:\$[\w-]+|bold|dim|italic|on|\d+%))*"
)
HTTP = r"(?:[A-Z][a-z]*-)+[A-Z][a-z]*|Server|Location|[a-z]+/[a-z-]+; charset=utf-8"
TECHNICAL = re.compile(rf"[A-Z][A-Z_]*|T_co|[A-Z]|https?:\S*|[a-z0-9_.-]+/[a-z0-9_.+-]+|{HTTP}")


class Spoken(NamedTuple):
    """A piece of text in the sources."""

    where: str
    words: str


# -- no word escapes -------------------------------------------------------------------------------------


def sources() -> list[Path]:
    found = [PACKAGE / name for name in VISIBLE_SOURCES]
    files = [file for path in found for file in (path.rglob("*.py") if path.is_dir() else [path])]
    return sorted(file for file in files if file.is_file())


def test_every_text_on_a_screen_passes_through_gettext() -> None:
    """What is drawn, said, asked or printed is wrapped in `_`, `n_` or `N_`."""
    escaped = [spoken for file in sources() for spoken in escaping(file)]
    assert not escaped, "\n".join(f"{spoken.where}: {spoken.words!r}" for spoken in escaped)


@pytest.mark.parametrize(
    "line",
    [
        'text("open")',
        'desk.say(f"{name} checked in")',
        'Static(text("closed" if closed else ""))',
        'Binding("f2", "call", "Call next")',
        'Ask("Which day?")',
        'field.border_title = "questions"',
        'Offer("drop", "Drop it")',
        'assemble(("late", "$warning"))',
        'rows = ["Anything that reads as a sentence"]',
        'word = "vắng mặt"',
    ],
)
def test_a_bare_text_is_noticed(line: str, tmp_path: Path) -> None:
    """The search finds what it is for."""
    file = tmp_path / "screen.py"
    file.write_text(line, "utf-8")
    assert list(escaping(file))


@pytest.mark.parametrize(
    "line",
    [
        'text(_("open"), "$warning bold")',
        'desk.say(_("{name} checked in").format(name=name))',
        'Binding("f2", "call", _("Call next"), id="floor.next")',
        'Offer("drop", _("Drop it"), "F8")',
        'assemble((name, "$text-muted"), " · ")',
        'yield Static(classes="dialog -tall")',
        '"""A docstring of a module."""',
    ],
)
def test_what_is_not_for_people_is_let_pass(line: str, tmp_path: Path) -> None:
    """Styles, ids, keys and docstrings are no texts."""
    file = tmp_path / "screen.py"
    file.write_text(line, "utf-8")
    assert not list(escaping(file))


def test_no_exception_outlives_its_text() -> None:
    """Whatever needs no translation is still somewhere in the sources."""
    written = {
        node.value.strip()
        for file in sources()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(THE_SAME_IN_BOTH) <= written


def test_gettext_is_given_whole_sentences() -> None:
    """A sentence put together before it is looked up is in no catalogue."""
    glued = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in sources()
        for call in ast.walk(tree(file))
        if isinstance(call, ast.Call)
        if called(call) in KEYWORDS
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in call.args[:2])
    ]
    assert not glued


def escaping(file: Path) -> Iterator[Spoken]:
    """Texts of a file that nobody could translate."""
    whole = tree(file)
    exempt = {id(node) for node in not_shown(whole)}
    shown = {id(node) for node in shown_for_sure(whole)}
    for node in ast.walk(whole):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in exempt:
            continue
        if reads_as_text(node.value, shown=id(node) in shown):
            yield Spoken(f"{file.name}:{node.lineno}", node.value)


def reads_as_text(words: str, *, shown: bool) -> bool:
    """A literal in a visible place has only to have letters; elsewhere it must look like language."""
    stripped = words.strip()
    if stripped in THE_SAME_IN_BOTH or any(p.fullmatch(stripped) for p in (KEY, STYLE, TECHNICAL)):
        return False
    if shown:
        return bool(re.search(r"[^\W\d_]{2}", words))
    several = re.search(r"[^\W\d_]{2,}[,;:]? +[^\W\d_]{2,}", words)
    return bool(
        several or re.search(r"(?![×…])[^\W\d_]", re.sub(r"[\x00-\x7f]", "", words)) or words[:1].isupper()
    )


def not_shown(whole: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, styles, class names, annotations, and what is inside gettext already."""
    for node in ast.walk(whole):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Call):
            if called(node) in {*KEYWORDS, "TypeVar", "compile", "get", "getenv"}:
                yield from ast.walk(node)
            for keyword in node.keywords:
                if keyword.arg in {"classes", "id", "metavar", "style", "name", "add_class"}:
                    yield from ast.walk(keyword.value)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            if any("CSS" in name for name in names) or (names and is_type(node.value)):
                yield from ast.walk(node)
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and is_style(node.elts[1]):
            yield from ast.walk(node.elts[1])


def shown_for_sure(whole: ast.AST) -> Iterator[ast.AST]:
    """Literals that go into a visible place as they stand."""
    for node in ast.walk(whole):
        if isinstance(node, ast.Call):
            for place in VISIBLE_PLACES.get(called(node), ()):
                if place < len(node.args):
                    yield from literals(node.args[place])
            for keyword in node.keywords:
                if keyword.arg in VISIBLE_NAMES:
                    yield from literals(keyword.value)
        elif isinstance(node, ast.Assign) and {name_of(target) for target in node.targets} & VISIBLE_NAMES:
            yield from literals(node.value)


def literals(value: ast.AST) -> Iterator[ast.AST]:
    """The literals that an expression may turn into; what it hands to other calls is their affair."""
    match value:
        case ast.Constant():
            yield value
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from literals(part)
        case ast.Tuple(elts=[drawn, *_style]):
            yield from literals(drawn)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from literals(one)
            yield from literals(other)


def is_style(node: ast.AST) -> bool:
    found = [part for part in literals(node) if isinstance(part, ast.Constant)]
    return bool(found) and all(not part.value or STYLE.fullmatch(str(part.value)) for part in found)


def is_type(node: ast.AST | None) -> bool:
    """`Content | Sequence["Row"]`: an alias, not a text."""
    return isinstance(node, ast.Subscript | ast.BinOp) and any(
        isinstance(n, ast.Subscript) for n in ast.walk(node)
    )


def called(call: ast.Call) -> str:
    function = call.func
    return name_of(function.value if isinstance(function, ast.Subscript) else function)


def name_of(node: ast.AST) -> str:
    """`title` of `title` and of `self.title`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


# -- the catalogue ---------------------------------------------------------------------------------------


BOTH = pytest.mark.parametrize("spoken", language.LANGUAGES)


def folder(spoken: str) -> Path:
    return language.LOCALE / spoken / "LC_MESSAGES"


@cache
def catalogue(spoken: str) -> Catalog:
    with (folder(spoken) / "meeting_tui.po").open("rb") as file:
        return pofile.read_po(file, locale=spoken)


@cache
def extracted() -> frozenset[str]:
    """The messages of the sources, as `pybabel extract` finds them; of a plural the singular."""
    found = extract_from_dir(PACKAGE, keywords=KEYWORDS)
    messages = (message for _file, _line, message, _comments, _context in found)
    return frozenset(first_of(message) for message in messages) - {""}


def first_of(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def entries(spoken: str = "vi") -> list[Message]:
    return [message for message in catalogue(spoken) if message.id]


@BOTH
def test_each_language_knows_every_message(spoken: str) -> None:
    """Whatever the sources say can be said in each language."""
    assert extracted() - {first_of(message.id) for message in entries(spoken)} == set()


@BOTH
def test_no_language_has_nothing_that_nobody_says(spoken: str) -> None:
    """A message that left the sources leaves the catalogue too."""
    assert {first_of(message.id) for message in entries(spoken)} - extracted() == set()
    assert not catalogue(spoken).obsolete


@BOTH
def test_every_message_is_translated(spoken: str) -> None:
    """No gap: no message falls back to English."""
    assert [message.id for message in entries(spoken) if not all(strings_of(message))] == []


@BOTH
def test_no_translation_is_a_guess(spoken: str) -> None:
    """No entry is marked fuzzy: those are left out when the catalogue is compiled."""
    assert [message.id for message in entries(spoken) if message.fuzzy] == []


@BOTH
def test_a_translation_keeps_the_facts(spoken: str) -> None:
    """The same placeholders on both sides; of a plural, those of one of its two forms."""
    broken = [
        (message.id, said)
        for message in entries(spoken)
        for said in strings_of(message)
        if said
        and facts_in(said) - ENGLISH_FACTS
        not in [facts_in(form) - ENGLISH_FACTS for form in forms_of(message)]
    ]
    assert broken == []


@BOTH
def test_the_compiled_catalogue_is_the_written_one(spoken: str) -> None:
    """The .mo that travels is made of the .po that people edit."""
    with (folder(spoken) / "meeting_tui.mo").open("rb") as file:
        compiled = mofile.read_mo(file)
    written = {
        first_of(message.id): strings_of(message) for message in entries(spoken) if any(strings_of(message))
    }
    assert {first_of(message.id): strings_of(message) for message in compiled if message.id} == written, (
        COMPILE
    )


def test_the_guide_names_things_as_the_screen_does() -> None:
    """What is bold in the Vietnamese guide can be found on the screen; steps of the day end with a stop."""
    guide = (PACKAGE.parent / "docs" / "huong-dan.md").read_text("utf-8")
    named = {" ".join(words.split()) for words in re.findall(r"\*\*(.+?)\*\*", guide, re.DOTALL)}
    assert {words for words in named if not words.endswith(".")} - {"đậm"} <= {
        said for message in entries() for said in strings_of(message)
    }


def test_english_is_what_the_sources_say() -> None:
    """The source strings are English: that catalogue only repeats them."""
    assert all(strings_of(message) == forms_of(message) for message in entries("en"))


def strings_of(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def forms_of(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def facts_in(sentence: str) -> set[str]:
    return {
        name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name is not None
    }


# -- speaking --------------------------------------------------------------------------------------------


def test_the_program_starts_in_both_languages() -> None:
    """`--lang` decides, before or after the command, also for what click says itself."""
    vietnamese_help, english_help = printed("--help"), printed("--lang", "en", "--help")
    assert "Runs the day of a public dialogue" in english_help
    assert english_help.startswith("Usage:")
    assert "Show this message and exit." in english_help
    assert english_help == printed("--help", "--lang=en")
    assert not set(vietnamese_help.splitlines()) & set(english_help.splitlines()) - {""}


@pytest.mark.parametrize(
    "wrong",
    [
        ["run"],
        ["rnu"],
        ["run", "--lagn", "vi", "x"],
        ["run", "x", "y"],
        ["run", "x", "--lang", "fr"],
        ["new", "x"],
        ["demo", "--people", "0"],
        ["demo", "--people", "many"],
        ["demo", "--people"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_in_vietnamese(wrong: list[str]) -> None:
    """click's own words come from our catalogue."""
    from meeting_tui.cli import main

    said = CliRunner().invoke(main, wrong)
    assert said.exit_code == 2
    assert not re.search(
        r"\b(Usage|Try|Error|Missing|No such|Got|Invalid|valid|range|argument|Did you)\b", said.output
    )


@pytest.mark.parametrize(
    ("arguments", "spoken"),
    [
        ([], "vi"),
        (["run", "x"], "vi"),
        (["--lang", "en", "run", "x"], "en"),
        (["run", "x", "--lang=en"], "en"),
        (["--lang", "fr"], "vi"),
        (["en", "--lang"], "vi"),
    ],
)
def test_the_language_is_known_before_click_speaks(arguments: list[str], spoken: str) -> None:
    """Read from the arguments as they come; what is wrong with them is click's to say."""
    assert language.asked(arguments) == spoken


def test_nothing_said_is_nothing_translated() -> None:
    """The empty message stays empty, although catalogues keep their header under it."""
    assert language._("") == ""


def test_the_domain_and_its_papers_speak_no_language() -> None:
    """Rules give codes, and official papers are Vietnamese whatever the screen speaks."""
    silent = [*(PACKAGE / "domain").rglob("*.py"), *(PACKAGE / "export").rglob("*.py")]
    assert [file.name for file in silent if imported(file) & {"gettext", "meeting_tui.language"}] == []


def imported(file: Path) -> set[str]:
    """Everything that a file imports, a name taken from a package included."""
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def printed(*arguments: str) -> str:
    command = [sys.executable, "-m", "meeting_tui", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
