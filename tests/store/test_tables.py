"""TinyDB's tables behave as TinyDB's, though nothing is written but inside a command."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from tinydb import where
from tinydb.operations import add, delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from meeting_tui.domain.tx import Tx
from meeting_tui.store import JournalTable, MeetingStore, MemoryLog

from .builders import PLAN, enrol, fill, put
from .conftest import Opener

Operation = Callable[[Any], Any]


class Original(Table):
    """TinyDB's own table, with our kind of ids."""

    document_id_class = str  # type: ignore[assignment]


def plain(answer: Any) -> Any:
    """An answer with the ids of its documents, for comparing."""
    if isinstance(answer, Document):
        return (answer.doc_id, dict(answer))
    return [plain(part) for part in answer] if isinstance(answer, list) else answer


def condition(chance: random.Random) -> Any:
    field = chance.choice(["status", "age", "missing"])
    if field == "age":
        return where("age") > chance.randrange(5)
    return where(field) == chance.choice(["in", "out", "left"])


def document(chance: random.Random) -> dict[str, Any]:
    return {"status": chance.choice(["in", "out", "left"]), "age": chance.randrange(6), "tags": ["a"]}


def operation(chance: random.Random, fresh: list[int]) -> Operation:
    """One random call of TinyDB's interface, the same for every table that it is given."""

    def new() -> Document:
        fresh[0] += 1
        return Document(document(chance), f"k{fresh[0]}")  # type: ignore[arg-type]

    some = [
        f"k{chance.choice([*range(8), *range(10, 14), *range(20, 24)])}"
        for _ in range(chance.randrange(1, 4))
    ]
    cond, one, first, second = condition(chance), document(chance), new(), new()
    known = Document(document(chance), some[0])  # type: ignore[arg-type]
    ids: Any = list(dict.fromkeys(some))
    change = chance.choice([{"status": "left"}, increment("age"), add("tags", ["b"]), delete("status")])
    choices: list[Operation] = [
        lambda table: table.insert(first),
        lambda table: table.insert(known),
        lambda table: table.insert_multiple([first, second]),
        lambda table: table.insert_multiple([first, known]),
        lambda table: table.update(change, cond & where("status").exists()),
        lambda table: table.update({"age": 3}, doc_ids=ids),
        lambda table: table.update({"seen": True}),
        lambda table: table.update_multiple([({"age": 1}, cond), ({"m": 2}, where("age") == 1)]),
        lambda table: table.upsert(known),
        lambda table: table.upsert(Document(one, first.doc_id), cond),
        lambda table: table.remove(cond),
        lambda table: table.remove(doc_ids=ids),
        lambda table: table.truncate() if len(table) > 12 else None,
    ]
    looks: list[Operation] = [
        lambda table: table.search(cond),
        lambda table: table.get(cond),
        lambda table: table.get(doc_id=some[0]),
        lambda table: table.get(doc_ids=ids),
        lambda table: table.contains(cond),
        lambda table: table.contains(doc_id=some[0]),
        lambda table: table.count(cond),
        lambda table: table.all(),
        lambda table: len(table),
    ]
    return chance.choice(choices + looks)


def answers(calls: list[Operation], table: Any) -> list[Any]:
    """What the calls give, up to the first that fails, and how that one fails."""
    given: list[Any] = []
    for call in calls:
        try:
            given.append(plain(copy.deepcopy(call(table))))
        except (ValueError, KeyError, TypeError) as error:
            return [*given, type(error)]
    return given


class Abandoned(Exception):
    pass


def operations(seed: int, step: int) -> list[Operation]:
    """The same calls each time, with documents of their own: nothing is shared between the two tables."""
    chance = random.Random(seed * 10 + step)
    fresh = [step * 10]
    return [operation(chance, fresh) for _ in range(chance.choice([1, 1, 3]))]


def command(tx: Tx, *, calls: int, given: list[Any], give_up: bool) -> None:
    given += answers(operations(*divmod(calls, 10)), tx.raw("people"))
    if give_up:
        raise Abandoned


def test_t10_random_operations_give_the_same_answers() -> None:
    """1,000 runs beside TinyDB's own table; commands of one or several calls, some given up half way."""
    for seed in range(1000):
        chance = random.Random(seed)
        original = Original(MemoryStorage(), "people")
        store = MeetingStore.open(MemoryLog(), "desk", PLAN, indexes=[("people", "status")])
        ours = store.table("people")
        for step in range(6):
            before = copy.deepcopy(original.storage.read())
            expected = answers(operations(seed, step), original)
            # A call that fails may leave some of its work behind in TinyDB; the command ends with it.
            given_up = chance.random() < 0.1 or isinstance(expected[-1], type)
            given: list[Any] = []
            try:
                store.run("command", command, calls=seed * 10 + step, given=given, give_up=given_up)
            except Abandoned:
                original.storage.write(before or {})
                original.clear_cache()
            assert given == expected, seed
            assert sorted(plain(ours.all())) == sorted(plain(original.all())), seed
            cond = condition(chance)
            assert sorted(plain(ours.search(cond))) == sorted(plain(original.search(cond))), seed
            for status in ("in", "out", "left"):
                found = ours.find("status", status)
                assert (found is not None) == original.contains(where("status") == status), seed
        assert store.verify().ok


@pytest.fixture
def people(store: MeetingStore) -> JournalTable:
    fill(store, 5)
    return store.table("people")


def test_documents_keep_their_order(people: JournalTable, store: MeetingStore) -> None:
    store.run("change", lambda tx: tx.raw("people").update({"status": "present"}, where("name") == "Người 1"))
    assert [document.doc_id for document in people] == ["P0", "P1", "P2", "P3", "P4"]


@pytest.mark.parametrize(
    "write",
    [
        lambda table: table.insert({"name": "x"}),
        lambda table: table.update({"name": "x"}),
        lambda table: table.upsert({"name": "x"}, where("name") == "Người 1"),
        lambda table: table.remove(where("name") == "Người 1"),
        lambda table: table.truncate(),
        lambda table: table.put_document("P1", {"name": "x"}),
        lambda table: table.remove_document("P1"),
        lambda table: table.storage.write({}),
    ],
)
def test_writing_outside_a_command_is_a_fault(
    people: JournalTable, store: MeetingStore, write: Operation
) -> None:
    before = store.at(store.head).rows()
    with pytest.raises(RuntimeError):
        write(people)
    assert store.tables.rows() == before


def test_a_transaction_that_got_away_cannot_write(store: MeetingStore) -> None:
    kept: list[Tx] = []
    store.run("keep", kept.append)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        enrol(kept[0], key="P1", name="x")


def test_changing_a_nested_list_in_place_is_a_change(store: MeetingStore) -> None:
    """TinyDB's operations work on the stored document itself; ours is lent as a copy."""
    store.run("put", put, table="notes", key="N", document={"tags": ["a"]})
    store.run("tag", lambda tx: tx.raw("notes").update(add("tags", ["b"]), doc_ids=["N"]))
    [commit] = store.history(after=1)
    assert (commit.ch[0].was, commit.ch[0].set) == ({"tags": ["a"]}, {"tags": ["a", "b"]})


def test_a_cached_search_is_forgotten_when_another_desk_writes(open_store: Opener) -> None:
    log = MemoryLog()
    mine, theirs = open_store(log, "mine"), open_store(log, "theirs")
    query = where("name") == "An"
    assert mine.table("people").count(query) == 0
    theirs.run("enrol", enrol, key="P1", name="An")
    mine.poll()
    assert mine.table("people").count(query) == 1


def test_documents_without_a_name_get_a_random_one(store: MeetingStore) -> None:
    first = store.run("insert", lambda tx: tx.raw("notes").insert({"a": 1}))
    second = store.run("insert", lambda tx: tx.raw("notes").insert({"a": 1}))
    assert first != second
    assert {len(first), len(second)} == {12}
    assert store.table("notes").get(doc_id=first) == {"a": 1}


def test_find_needs_a_declared_index(people: JournalTable) -> None:
    found = people.find("code", f"{3:015}")
    assert found is not None and found.doc_id == "P3"
    with pytest.raises(ValueError, match=r"people\.name has no index"):
        people.find("name", "Người 3")


def test_an_index_follows_undo_and_other_desks(store: MeetingStore) -> None:
    fill(store, 2)
    store.undo()
    assert store.table("people").find("code", f"{1:015}") is None
    store.redo()
    assert store.table("people").find("code", f"{1:015}") is not None


def test_writing_while_going_through_a_table(store: MeetingStore) -> None:
    fill(store, 3)

    def clear(tx: Tx) -> int:
        for key, _ in tx.raw("people").documents():
            tx.raw("people").remove_document(key)
        return len(tx.people.items())

    assert store.run("clear", clear) == 0
    assert len(store.table("people")) == 0
