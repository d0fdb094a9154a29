"""Running commands: one line each, repeatable, never twice, never before the last one."""

from __future__ import annotations

import gc
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from meeting_tui.domain.records import Officer, Promise
from meeting_tui.domain.tx import Refused, Tx
from meeting_tui.store import JOURNAL, MeetingStore, MemoryLog

from .builders import MORNING, check_in, count_up, enrol, fill, put, remove, rows_of
from .conftest import Opener


def test_a_command_is_one_line_with_its_intent_and_its_effect(store: MeetingStore, tmp_path: Path) -> None:
    store.run("enrol", enrol, key="P1", name="Đỗ Thị Én", code="123")
    before = (tmp_path / JOURNAL).read_bytes()
    assert store.run("check_in", check_in, code="123") == "P1"
    line = (tmp_path / JOURNAL).read_bytes().removeprefix(before)
    assert line.count(b"\n") == 1
    commit = store.poll()[-1]
    assert (commit.by, commit.do, commit.args) == ("desk", "check_in", {"code": "123"})
    assert commit.t == "2026-11-22T01:30:02.000Z"
    [change] = commit.ch
    assert (change.table, change.key) == ("people", "P1")
    assert change.was == {"status": "expected", "arrived_at": None}
    assert change.set == {"status": "present", "arrived_at": "2026-11-22T01:30:02Z"}


def test_the_command_and_its_line_have_the_same_time(store: MeetingStore) -> None:
    seen: list[datetime] = []

    def look(tx: Tx) -> None:
        seen.append(tx.now)
        tx.raw("notes").put_document("N", {"text": "x"})

    store.run("look", look)
    assert seen == [MORNING + timedelta(seconds=1)]  # the header was first
    assert store.last_saved == "2026-11-22T01:30:01.000Z"


def test_a_clock_set_back_does_not_turn_time_back(tmp_path: Path, open_store: Opener) -> None:
    times = iter(
        [MORNING, MORNING, MORNING - timedelta(hours=3), MORNING + timedelta(seconds=1, microseconds=1999)]
    )
    store = open_store(tmp_path, now=lambda: next(times))
    for number in range(3):
        store.run("enrol", enrol, key=f"P{number}", name="x")
    assert [commit.t for commit in store.history()] == [
        "2026-11-22T01:30:00.000Z",
        "2026-11-22T01:30:00.000Z",
        "2026-11-22T01:30:01.001Z",
    ]


def test_what_the_plan_calls_midnight_is_written_in_utc(tmp_path: Path, open_store: Opener) -> None:
    store = open_store(tmp_path, now=lambda: datetime.fromisoformat("2026-11-22T00:00:00+07:00"))
    store.run("enrol", enrol, key="P1", name="x")
    assert store.last_saved == "2026-11-21T17:00:00.000Z"


def test_a_refused_command_leaves_nothing(store: MeetingStore, tmp_path: Path) -> None:
    def half_way(tx: Tx) -> None:
        enrol(tx, key="P1", name="x", code="1")
        assert tx.people.find("code", "1") is not None
        raise Refused("on_second_thoughts")

    journal = (tmp_path / JOURNAL).read_bytes()
    with pytest.raises(Refused):
        store.run("half_way", half_way)
    assert (tmp_path / JOURNAL).read_bytes() == journal
    assert store.tables.rows() == {}
    assert store.table("people").find("code", "1") is None


def test_a_command_that_changes_nothing_writes_nothing(store: MeetingStore) -> None:
    fill(store, 1)
    head = store.head
    assert store.run("enrol", enrol, key="P0", name="Người 0", code=f"{0:015}") == "P0"
    assert store.run("remove", remove, key="nobody") is None
    assert store.head == head


def test_a_command_sees_its_own_writes(store: MeetingStore) -> None:
    fill(store, 2)

    def work(tx: Tx) -> list[object]:
        remove(tx, key="P0")
        enrol(tx, key="P2", name="Mới", code="77")
        person = tx.people.get("P1")
        assert person is not None
        tx.people.change("P1", person, code="88")
        found = tx.people.find("code", "88")
        return [
            tx.people.get("P0"),
            [key for key, _ in tx.people.items()],
            tx.people.find("code", f"{0:015}"),
            tx.people.find("code", f"{1:015}"),
            found and found[0],
            tx.people.find("code", "77") is not None,
        ]

    assert store.run("work", work) == [None, ["P1", "P2"], None, None, "P1", True]
    assert store.table("people").find("code", "88") is not None
    assert store.table("people").find("code", f"{1:015}") is None


def test_records_are_written_as_they_will_be_read(store: MeetingStore, tmp_path: Path) -> None:
    """Tuples, dates and times are lists and text in memory too; writing them again is no change."""

    def conclude(tx: Tx, *, due: date, at: datetime, who: tuple[str, ...]) -> None:
        tx.promises.put("C1", Promise(unit="dia_chinh", content="x", due=due, made_at=tx.now))
        tx.set_day(officers=(Officer(role="chair", name="Hà"),), opened_at=at)

    def again(tx: Tx) -> None:
        tx.set_day(officers=(Officer(role="chair", name="Hà"),))

    store.run(
        "conclude", conclude, due=date(2026, 12, 4), at=datetime(2026, 11, 22, tzinfo=UTC), who=("a", "b")
    )
    store.run("again", again)
    commit = store.poll()[-1]
    assert commit.n == store.head == 1
    assert commit.args == {"due": "2026-12-04", "at": "2026-11-22T00:00:00Z", "who": ["a", "b"]}
    assert rows_of(tmp_path) == (1, store.tables.rows())
    assert store.verify().ok


def test_what_is_changed_after_the_command_does_not_reach_memory(store: MeetingStore) -> None:
    document = {"tags": ["a"]}
    store.run("put", put, table="notes", key="N", document=document)
    document["tags"].append("b")
    assert store.table("notes").get_document("N") == {"tags": ["a"]}


def test_a_command_with_a_known_id_is_not_run_again(
    store: MeetingStore, tmp_path: Path, open_store: Opener
) -> None:
    """After a doubt, a desk may send the same command once more."""
    # The command has an `id` of its own in its arguments here, hence the lambda.
    for desk in (store, store, open_store(tmp_path, "another")):
        desk.run("count_up", lambda tx: count_up(tx, id="m"), id="c-1")
    assert store.run("count_up", lambda tx: count_up(tx, id="m"), id="c-1") is None
    assert store.tables.rows()["counter"]["all"] == {"value": 1}
    found = store.commit_with_id("c-1")
    assert found is not None and found.n == store.head == 1
    assert store.commit_with_id("c-2") is None


def test_a_command_is_run_again_when_somebody_was_faster(open_store: Opener) -> None:
    """A network engine does not lock others out; the second run sees what the first one missed."""
    log = MemoryLog()
    mine, theirs = open_store(log, "mine"), open_store(log, "theirs")
    runs: list[int] = []

    def slow(tx: Tx) -> int:
        value = count_up(tx, id="mine")
        if not runs:
            theirs.run("count_up", lambda tx: count_up(tx, id="theirs"))
        runs.append(value)
        return value

    assert mine.run("slow", slow) == 2
    assert runs == [1, 2]
    theirs.poll()
    assert mine.tables.rows() == theirs.tables.rows()
    assert [commit.by for commit in mine.history()] == ["theirs", "mine"]


def test_poll_gives_every_commit_once_in_order(
    store: MeetingStore, tmp_path: Path, open_store: Opener
) -> None:
    fill(store, 2)
    assert [commit.n for commit in store.poll()] == [1, 2]
    chair = open_store(tmp_path, "chair", read_only=True)
    assert chair.poll() == []
    fill(store, 1)
    store.run("enrol", enrol, key="P9", name="x")
    assert [commit.n for commit in chair.poll()] == [3, 4] == [commit.n for commit in store.poll()]
    assert chair.poll() == []
    assert chair.tables.rows() == store.tables.rows()


def test_two_desks_see_one_another(tmp_path: Path, open_store: Opener) -> None:
    door, console = open_store(tmp_path, "door"), open_store(tmp_path, "console")
    for number in range(10):
        desk = (door, console)[number % 2]
        assert desk.run("count_up", lambda tx, number=number: count_up(tx, id=str(number))) == number + 1
    door.poll()
    assert door.tables.rows() == console.tables.rows()


def test_a_command_may_not_run_another(store: MeetingStore) -> None:
    def outer(tx: Tx) -> None:
        store.run("enrol", enrol, key="P1", name="x")

    with pytest.raises(RuntimeError, match="command is running"):
        store.run("outer", outer)
    store.run("enrol", enrol, key="P1", name="x")


def test_ten_thousand_people_cost_a_check_in_no_more_than_a_hundred(store: MeetingStore) -> None:
    """Work is counted, not timed: a command looks at its own documents only."""

    def crowd(tx: Tx, *, count: int) -> None:
        for number in range(count):
            enrol(tx, key=f"P{number}", name="x", code=f"{number:015}")

    def calls(code: str) -> int:
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        gc.disable()  # what the collector calls is not the store's work
        sys.setprofile(count)
        try:
            store.run("check_in", check_in, code=code)
        finally:
            sys.setprofile(None)
            gc.enable()
        return counted

    store.run("crowd", crowd, count=100)
    calls(f"{7:015}")
    few = calls(f"{8:015}")
    store.run("crowd", crowd, count=10_000)
    assert calls(f"{9_000:015}") <= few + 20


def test_the_store_loads_without_textual() -> None:
    code = "import sys, meeting_tui.store; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0
