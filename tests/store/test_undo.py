"""Undo takes back what nobody has built upon, says what stands in the way, and is part of the history."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from meeting_tui.domain.tx import Tx
from meeting_tui.store import ANY, Conflict, MeetingStore, NothingToUndo

from .builders import check_in, enrol, fill, put, remove, rename, rows_of
from .conftest import Opener


def names(store: MeetingStore) -> dict[str, str]:
    return {key: document["name"] for key, document in store.table("people").documents()}


def test_undo_and_redo_go_back_and_forth(store: MeetingStore) -> None:
    store.run("enrol", enrol, key="P1", name="An")
    store.run("rename", rename, key="P1", name="Ân")
    undo = store.undo()
    assert (undo.do, undo.undo, names(store)) == ("undo", 2, {"P1": "An"})
    assert (store.undo().undo, names(store)) == (1, {})
    assert (store.redo().undo, names(store)) == (4, {"P1": "An"})
    redo = store.redo()
    assert (redo.do, redo.undo, names(store)) == ("redo", 3, {"P1": "Ân"})
    with pytest.raises(NothingToUndo):
        store.redo()
    assert (store.undo().undo, names(store)) == (2, {"P1": "An"})
    assert store.verify().ok


def test_the_screen_can_say_what_would_be_undone(store: MeetingStore) -> None:
    assert (store.undoable(), store.redoable()) == (None, None)
    store.run("enrol", enrol, key="P1", name="An")
    undoable = store.undoable()
    assert undoable is not None and undoable.args["name"] == "An"
    store.undo()
    redoable = store.redoable()
    assert (store.undoable(), redoable and redoable.undo) == (None, 1)
    with pytest.raises(NothingToUndo):
        store.undo()


def test_a_new_command_ends_redoing(store: MeetingStore) -> None:
    store.run("enrol", enrol, key="P1", name="An")
    store.undo()
    store.run("enrol", enrol, key="P2", name="Bình")
    assert store.redoable() is None
    with pytest.raises(NothingToUndo):
        store.redo()


def test_undo_is_of_my_own_commands(tmp_path: Path, open_store: Opener) -> None:
    mine, theirs = open_store(tmp_path, "mine"), open_store(tmp_path, "theirs")
    mine.run("enrol", enrol, key="P1", name="An")
    theirs.run("enrol", enrol, key="P2", name="Bình")
    assert mine.undo().undo == 1
    assert names(mine) == {"P2": "Bình"}
    assert mine.undo(2).undo == 2, "by its number it may be anybody's"
    with pytest.raises(NothingToUndo):
        theirs.undo()


def test_what_others_could_take_back_can_be_asked(tmp_path: Path, open_store: Opener) -> None:
    mine, theirs = open_store(tmp_path, "mine"), open_store(tmp_path, "theirs")
    assert mine.undoable(ANY) is None
    mine.run("enrol", enrol, key="P1", name="An")
    theirs.run("enrol", enrol, key="P2", name="Bình")
    mine.poll()

    def undoable(by: str | None) -> int | None:
        commit = mine.undoable(by)
        return commit.n if commit else None

    assert [undoable(by) for by in (None, "mine", "theirs", "nobody", ANY)] == [1, 1, 2, None, 2]
    assert mine.undo(2).by == "mine"
    assert [undoable(by) for by in (None, "mine", "theirs", ANY)] == [1, 1, None, 1]
    mine.redo()
    assert undoable(ANY) == 2


@pytest.mark.parametrize("n", [0, 1, 7, -1])
def test_what_is_undone_or_unknown_cannot_be_undone(store: MeetingStore, n: int) -> None:
    store.run("enrol", enrol, key="P1", name="An")
    store.undo()
    with pytest.raises(NothingToUndo):
        store.undo(n)


def test_undo_never_overwrites_a_later_change_of_the_same_field(store: MeetingStore) -> None:
    fill(store, 1)
    store.run("rename", rename, key="P0", name="Một")
    store.run("rename", rename, key="P0", name="Hai")
    before = store.at(store.head).rows()
    with pytest.raises(Conflict) as refused:
        store.undo(2)
    assert refused.value.fields == (("people", "P0", "name"),)
    assert store.tables.rows() == before


def test_undo_leaves_later_changes_of_other_fields(store: MeetingStore) -> None:
    fill(store, 1)
    store.run("rename", rename, key="P0", name="Một")
    store.run("check_in", check_in, code=f"{0:015}")
    store.undo(2)
    person = store.tables.rows()["people"]["P0"]
    assert (person["name"], person["status"]) == ("Người 0", "present")


def test_a_document_that_was_worked_on_is_not_taken_away(store: MeetingStore) -> None:
    fill(store, 1)
    store.run("check_in", check_in, code=f"{0:015}")
    with pytest.raises(Conflict) as refused:
        store.undo(1)
    assert {field for _, _, field in refused.value.fields} == {"status", "arrived_at"}


def test_a_document_that_is_gone_or_there_again_is_a_conflict(store: MeetingStore) -> None:
    fill(store, 1)
    store.run("rename", rename, key="P0", name="Một")
    store.run("remove", remove, key="P0")
    with pytest.raises(Conflict) as refused:
        store.undo(2)
    assert refused.value.fields == (("people", "P0", "*"),)
    store.run("enrol", enrol, key="P0", name="Ai khác")
    with pytest.raises(Conflict):
        store.undo(3)


def test_fields_that_came_and_went_are_restored(store: MeetingStore) -> None:
    store.run("put", put, table="notes", key="N", document={"a": 1, "b": [1]})
    store.run("put", put, table="notes", key="N", document={"b": [2], "c": None})
    store.undo()
    assert store.tables.rows()["notes"]["N"] == {"a": 1, "b": [1]}


def some_command(chance: random.Random) -> Any:
    """Random writes to a few documents of two tables, several at a time."""
    steps = [
        (chance.choice("ab"), chance.choice("xyz"), chance.choice("prgc"), chance.randrange(4))
        for _ in range(chance.randint(1, 4))
    ]

    def command(tx: Tx) -> None:
        for table, key, what, value in steps:
            raw = tx.raw(table)
            document = dict(raw.get_document(key) or {})
            if what == "r":
                raw.remove_document(key)
            elif what == "g":
                document.pop(f"f{value}", None)
                raw.put_document(key, document)
            else:
                raw.put_document(key, {**document, f"f{value}": chance.randrange(9), "l": [value, what]})

    return command


def test_t11_undo_goes_back_to_the_start_of_any_meeting(tmp_path: Path, open_store: Opener) -> None:
    """100 random meetings: newest first there is no conflict, and memory is what a reader finds."""
    for seed in range(100):
        chance = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        store = open_store(folder)
        for _ in range(chance.randint(3, 12)):
            store.run("some", some_command(chance))
            if chance.random() < 0.3 and store.undoable():
                store.undo()
            if chance.random() < 0.2 and store.redoable():
                store.redo()
        assert rows_of(folder) == (store.head, store.tables.rows())
        final, undos = store.at(store.head).rows(), 0
        while store.undoable():
            store.undo()
            undos += 1
        assert store.tables.rows() == {}
        assert store.verify().ok
        for _ in range(undos):
            store.redo()
        assert store.tables.rows() == final
        store.close()
