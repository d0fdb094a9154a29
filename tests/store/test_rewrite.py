"""Replacing a journal: whole before, whole after, verified in between, and nothing of the old one in the new."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain.commits import Commit
from meeting_tui.store import (
    JOURNAL,
    JournalCorrupt,
    LockTimeout,
    StoreError,
    WrongMeeting,
    repair,
    rewrite,
)
from meeting_tui.store.file_log import LOCK
from meeting_tui.store.lock import FileLock
from meeting_tui.store.rewrite import FRESH, NewBeginning, NotVerified, _found

from .builders import PLAN, enrol, fill, folder_with, line_starts, rename, rows_of
from .conftest import Opener

MEETING = PLAN.meeting_id
ROWS = {"people": {"P0": {"name": "(đã xóa)"}}, "day": {"day": {"copies": 2}}}
STEPS = ("open", "write", "fsync", "close", "chmod", "replace")
"""Calls of the system by which a journal is replaced."""


def beginning(commits: list[Commit]) -> NewBeginning:
    act = Commit(n=0, t=commits[-1].t, by="desk", do="redact", args={"reason": "hết thời hạn"})
    return NewBeginning(acts=(act,), rows=ROWS, gone=["Người 0", "Người 1"])


def redo(folder: Path, make: Callable[[list[Commit]], NewBeginning] = beginning, **options: Any) -> None:
    rewrite.rewrite(folder, MEETING, make, **options)


@pytest.fixture
def held(tmp_path: Path, open_store: Opener) -> Path:
    """A folder whose journal has three commits of two people."""
    folder = tmp_path / "m"
    folder.mkdir()
    store = open_store(folder)
    fill(store, 2)
    store.run("rename", rename, key="P0", name="Trần Văn Không")
    store.close()
    return folder


def journal(folder: Path) -> bytes:
    return (folder / JOURNAL).read_bytes()


def nothing_else(folder: Path) -> bool:
    return [path.name for path in folder.iterdir()] == [JOURNAL]


# -- what is left ----------------------------------------------------------------------------------------


def test_one_act_holds_everything_that_is_left(held: Path, open_store: Opener) -> None:
    began = open_store(held, read_only=True).began
    redo(held)
    assert rows_of(held) == (1, ROWS)
    assert b"Ng\xc6\xb0\xe1\xbb\x9di" not in journal(held) and nothing_else(held)
    store = open_store(held)
    [act] = store.history()
    assert (act.do, act.by, act.args) == ("redact", "desk", {"reason": "hết thời hạn"})
    assert store.began == began
    assert store.verify().ok


def test_work_goes_on_after_it(held: Path, open_store: Opener) -> None:
    redo(held)
    store = open_store(held)
    store.run("enrol", enrol, key="P9", name="Mới")
    store.undo()
    assert rows_of(held) == (3, ROWS)


def test_nothing_is_undone_across_it(held: Path, open_store: Opener) -> None:
    """Its inverse would take the whole meeting away, not bring the names back."""
    redo(held)
    store = open_store(held)
    for n in (None, 1):
        with pytest.raises(StoreError, match=r"conflict|nothing_to_undo"):
            store.undo(n)
    assert rows_of(held) == (1, ROWS)


def test_a_lost_header_loses_nothing_else(held: Path, tmp_path: Path) -> None:
    redo(held)
    bad = folder_with(tmp_path, "bad", b"x" + journal(held)[1:])
    repair(bad, tmp_path / "saved", meeting=MEETING)
    assert rows_of(tmp_path / "saved") == (1, ROWS)


def test_acts_that_are_carried_over_have_no_effect_of_their_own(held: Path, open_store: Opener) -> None:
    def again(commits: list[Commit]) -> NewBeginning:
        wanted = beginning(commits)
        return NewBeginning(acts=(commits[1], *wanted.acts), rows=ROWS)

    redo(held)
    redo(held, again)
    assert [(act.n, act.do, bool(act.ch)) for act in open_store(held).history()] == [
        (1, "redact", False),
        (2, "redact", True),
    ]


def test_a_torn_line_is_not_carried_over(held: Path) -> None:
    whole = journal(held)
    (held / JOURNAL).write_bytes(whole + whole.splitlines()[-1][:60])
    redo(held)
    assert rows_of(held) == (1, ROWS)


def test_the_file_may_be_read_by_the_same_people(held: Path) -> None:
    (held / JOURNAL).chmod(0o600)
    redo(held)
    assert stat.S_IMODE((held / JOURNAL).stat().st_mode) == 0o600


def test_a_link_is_followed(held: Path, tmp_path: Path) -> None:
    """Or the names would stay in the file that it points to."""
    (held / JOURNAL).rename(tmp_path / "elsewhere.log")
    (held / JOURNAL).symlink_to(tmp_path / "elsewhere.log")
    redo(held)
    assert (held / JOURNAL).is_symlink()
    assert "Người".encode() not in (tmp_path / "elsewhere.log").read_bytes()


# -- who else has it open --------------------------------------------------------------------------------


def test_other_desks_notice(held: Path, open_store: Opener) -> None:
    """What they had read stays readable; they write nothing any more."""
    desk, follower = open_store(held, "door"), open_store(held, "chair", read_only=True)
    redo(held)
    assert follower.poll()[3:] == []
    assert follower.damage is not None and follower.damage.code == "replaced"
    with pytest.raises(JournalCorrupt, match="replaced"):
        desk.run("enrol", enrol, key="P9", name="Mới")
    assert rows_of(held) == (1, ROWS)


def test_a_writer_at_work_keeps_it_away(held: Path) -> None:
    before = journal(held)
    other = FileLock(held / LOCK)
    with other, pytest.raises(LockTimeout):
        redo(held, limit=0.01)
    other.close()
    assert journal(held) == before


# -- what is refused -------------------------------------------------------------------------------------


def test_a_journal_that_is_not_whole_is_left_alone(held: Path, tmp_path: Path) -> None:
    """What cannot be read cannot be kept: it is repaired first."""
    data = bytearray(journal(held))
    data[line_starts(bytes(data))[2] + 30] ^= 4
    bad = folder_with(tmp_path, "bad", bytes(data))
    with pytest.raises(JournalCorrupt):
        redo(bad)
    with pytest.raises(JournalCorrupt):
        redo(folder_with(tmp_path, "empty", b""))
    with pytest.raises(WrongMeeting):
        rewrite.rewrite(held, "another", beginning)
    with pytest.raises(FileNotFoundError):
        (tmp_path / "none").mkdir()
        redo(tmp_path / "none")
    assert journal(bad) == data and nothing_else(bad)


def test_what_the_rule_refuses_changes_nothing(held: Path) -> None:
    def refuse(commits: list[Commit]) -> NewBeginning:
        raise LookupError(len(commits))

    before = journal(held)
    with pytest.raises(LookupError, match="4"):
        redo(held, refuse)
    assert journal(held) == before and nothing_else(held)


# -- verification ----------------------------------------------------------------------------------------


def spoilt(how: Callable[[bytes], bytes]) -> Callable[[Path, bytes], None]:
    """A disk that gives back something else than was written."""
    return lambda path, data: (path.write_bytes(how(data)), None)[1]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda data: data[:-1], "rewrite_unreadable"),
        (lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:], "rewrite_unreadable"),
        (lambda data: data + b"x", "rewrite_unreadable"),
        (lambda data: data.splitlines(keepends=True)[0], "rewrite_differs"),
        (lambda data: b"", "rewrite_unreadable"),
    ],
)
def test_the_new_journal_is_read_back_from_the_disk(
    held: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[bytes], bytes], code: str
) -> None:
    before = journal(held)
    monkeypatch.setattr(rewrite, "write_new", spoilt(how))
    with pytest.raises(NotVerified, match=code):
        redo(held)
    assert journal(held) == before and nothing_else(held)


@pytest.mark.parametrize("place", ["key", "value", "reason", "by"])
def test_a_value_that_should_be_gone_is_found_wherever_it_is(held: Path, place: str) -> None:
    """A key that somebody's phone number was made of gives it away as well."""
    phone = '0912 "345" 678'

    def leaking(commits: list[Commit]) -> NewBeginning:
        act = Commit(n=0, t=commits[0].t, do="redact", by=phone if place == "by" else "desk")
        act.args["reason"] = phone if place == "reason" else ""
        key, name = (phone, "x") if place == "key" else ("P0", phone if place == "value" else "x")
        return NewBeginning(acts=(act,), rows={"people": {key: {"name": name}}}, gone=["Người 0", phone])

    before = journal(held)
    with pytest.raises(NotVerified) as refused:
        redo(held, leaking)
    assert (refused.value.code, refused.value.facts) == ("rewrite_leaks", {"count": 1})
    assert journal(held) == before and nothing_else(held)


@given(st.lists(st.text("aăb\n", min_size=6, max_size=9), max_size=9), st.text("aăb\n", max_size=40))
def test_searching_in_one_pass_finds_what_searching_one_by_one_finds(values: list[str], text: str) -> None:
    def written(value: str) -> bytes:
        return value.replace("\n", "\\n").encode()

    data = b'{"x":"%b"}' % written(text)
    assert set(_found(values, data)) == {written(value) for value in values if written(value) in data}


# -- crashes ---------------------------------------------------------------------------------------------


def failing_at(step: int, fail: Callable[[], Any], patch: Callable[[Any, str, Any], None]) -> Iterator[str]:
    """From now on the `step`-th call of the system that `rewrite` needs does `fail` instead."""
    count = 0

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            return fail() if count == step else call(*args, **options)

        return counting

    for name in STEPS:
        patch(os, name, wrapped(name, getattr(os, name)))
        yield name


def killed_at(folder: Path, step: int) -> bool:
    """Replace the journal in a process that dies before the `step`-th call; False if there were fewer."""
    child = os.fork()
    if child == 0:
        list(failing_at(step, lambda: os._exit(9), setattr))
        try:
            redo(folder)
        except BaseException:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9)
    return code == 9


def test_a_crash_leaves_the_old_journal_or_the_new_one(
    held: Path, tmp_path: Path, open_store: Opener
) -> None:
    """Killed before every single call; what it left can be opened, and the next try succeeds."""
    old, (head, rows) = journal(held), rows_of(held)
    seen: list[tuple[int, Any]] = []
    step = 1
    while True:
        folder = folder_with(tmp_path, f"killed-{step}", old)
        if not killed_at(folder, step):
            break
        seen.append(rows_of(folder))
        assert seen[-1] in [(head, rows), (1, ROWS)]
        assert {path.name for path in folder.iterdir()} <= {JOURNAL, FRESH}
        assert seen[-1] != (1, ROWS) or nothing_else(folder)
        redo(folder)
        assert rows_of(folder) == (1, ROWS) and nothing_else(folder)
        step += 1
    assert seen.count((head, rows)) > 5 and (1, ROWS) in seen


def test_the_disk_has_it_before_the_old_one_goes(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file and its name are flushed, then it takes the place, then that is flushed."""
    calls: list[str] = []
    for name in ("write", "fsync", "replace"):
        call = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, n=name, c=call, **o: (calls.append(n), c(*a, **o))[1])
    redo(held)
    assert calls == ["write", "fsync", "fsync", "replace", "fsync"]


def test_a_failing_disk_leaves_the_old_journal(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call fails once; after the replacing only its durability is in doubt, and that is told."""

    def fail() -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    old, step, replaced = journal(held), 1, 0
    while True:
        folder = folder_with(tmp_path, f"failed-{step}", old)
        with monkeypatch.context() as patch:
            list(failing_at(step, fail, patch.setattr))
            try:
                redo(folder)
                break
            except OSError:
                pass
        replaced += journal(folder) != old
        assert journal(folder) == old or rows_of(folder) == (1, ROWS)
        assert nothing_else(folder)
        step += 1
    assert step > 8 and 0 < replaced < 5


def test_a_full_disk_leaves_the_old_journal(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the new one is no journal, and does not stay."""
    write, room = os.write, [100]

    def full(fd: int, data: Any) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        room[0] -= (written := write(fd, bytes(data)[: room[0]]))
        return written

    before = journal(held)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            redo(held)
    assert journal(held) == before and nothing_else(held)
