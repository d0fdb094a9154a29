"""What no screen may do, read from the source itself: a mistake here is one that no test would see."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

import meeting_tui.tui

TUI = Path(meeting_tui.tui.__file__).parent
SOURCES = sorted(TUI.rglob("*.py"))
FORBIDDEN = {"Input", "TextArea", "MaskedInput", "ListView", "ListItem", "DataTable", "OptionList", "Select"}
MARKUP = {"Static", "Label", "Button", "Option", "notify"}
"""They take a bare string for markup. What they get is made in `drawing.py`, or is a word of the program."""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node


def is_bare(node: ast.expr) -> bool:
    """An f-string, a sum of strings, `.format(...)`, or a variable: something that may hold data."""
    match node:
        case ast.JoinedStr() | ast.BinOp() | ast.Name() | ast.Attribute() | ast.Subscript():
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join")) | ast.Call(func=ast.Name(id="str")):
            return True
    return False


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TUI)))
def test_no_stock_field_and_no_markup_from_data(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    faults = []
    for name, call in calls(tree):
        where = f"{path.name}:{call.lineno}"
        if name in FORBIDDEN:
            faults.append(f"{where} makes a stock {name}")
        if path.name != "drawing.py" and name in MARKUP and call.args and is_bare(call.args[0]):
            faults.append(f"{where} gives {name} a bare string")
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                titled = isinstance(target, ast.Attribute) and target.attr in (
                    "border_title",
                    "border_subtitle",
                )
                if titled and not _made_by(node.value, {"text", "assemble"}):
                    faults.append(f"{path.name}:{node.lineno} gives a border a bare string")
        if isinstance(node, ast.Attribute) and node.attr in ("from_markup", "from_rich_text"):
            faults.append(f"{path.name}:{node.lineno} reads markup")
    assert faults == []


def _made_by(node: ast.expr, makers: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers


def widgets() -> list[type[DOMNode]]:
    """Every class of ours that has keys."""
    found: dict[str, type[DOMNode]] = {}
    for module in pkgutil.walk_packages([str(TUI)], "meeting_tui.tui."):
        for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__.startswith("meeting_tui."):
                found[f"{kind.__module__}.{kind.__qualname__}"] = kind
    return list(found.values())


def own_bindings() -> list[tuple[str, Binding]]:
    rows = []
    for kind in widgets():
        for binding in kind.__dict__.get("BINDINGS", []):
            assert isinstance(binding, Binding), f"{kind.__name__}: {binding}"
            rows.append((kind.__name__, binding))
    return rows


def test_every_key_has_an_id_and_says_what_it_does() -> None:
    bindings = own_bindings()
    assert len(bindings) > 60
    for owner, binding in bindings:
        assert binding.id, f"{owner}: {binding.key}"
        if binding.show:
            assert binding.description, f"{owner}: {binding.key}"
            assert binding.tooltip, f"{owner}: {binding.key}"
    ids = [binding.id for _owner, binding in bindings]
    assert len(set(ids)) == len(ids)


def test_no_key_that_terminals_keep_for_themselves() -> None:
    """They never reach the program, or mean something else there."""
    avoided = {"f1", "f5", "f6", "f7", "f10", "f11", "f12", "ctrl+z", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j"}
    avoided |= {"ctrl+w", "ctrl+b", "ctrl+v", "ctrl+c", "ctrl+space", "ctrl+tab"}
    for owner, binding in own_bindings():
        for key in binding.key.split(","):
            assert key not in avoided, f"{owner}: {key}"
            assert not key.startswith(("alt+", "ctrl+shift+")), f"{owner}: {key}"


def test_no_program_has_the_stock_palette() -> None:
    """Its field is a stock one."""
    programs = [kind for kind in widgets() if issubclass(kind, App)]
    assert programs
    for kind in programs:
        assert kind.ENABLE_COMMAND_PALETTE is False, kind
