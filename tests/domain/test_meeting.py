"""The read model follows the journal step by step, and undo brings back exactly what was there."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, get_args

import msgspec
import pytest

from meeting_tui import sentences
from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises, roster
from meeting_tui.domain import hall as display
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.commits import PASSED_OVER, Commit
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import Officer, Person
from meeting_tui.domain.tx import Refused
from meeting_tui.language import _
from meeting_tui.store import Conflict, NothingToUndo

from .builders import NEXT_MONTH, Desk, asked, at, closed, fresh, hall, seen_of, speaking

Step = tuple[Callable[..., Any], dict[str, Any]]

DOMAIN = Path(agenda.__file__).parent
COMMANDS = frozenset(sentences.DONE) - {"undo", "redo", "lost", "fill", "redact"}
"""Every command that history has a sentence for; the others are the store's, and the demo's."""

GATES = list(get_args(agenda.GateCode))
NOTHING = closing.Unfinished(floor=(), slips=(), questions=())
CHAIR = Officer(role="chair", name="Trần Văn Bình", title="Chủ tịch")


def one_of_each() -> list[Step]:
    """A day in which every command is used at least once, none of them in vain."""
    codes = {key: make_code(5_000_000 + n, n, 0) for n, key in enumerate("abcdefgh")}
    people = {key: Person(name=f"Người {key}", village=f"thôn {key}", code=codes[key]) for key in "abcdefg"}
    return [
        (doors.add_people, {"people": people}),
        (
            roster.import_people,
            {
                "people": {"i": Person(name="Người i", village="thôn i")},
                "updates": {"a": [roster.FieldChange("phone", "", "0912345678")]},
                "slips": [],
                "seen": [*"abcdefg"],
            },
        ),
        (doors.add_person, {"person": "h", "record": Person(name="Người h", village="thôn a")}),
        (agenda.advance, {"seen": None}),
        *((doors.check_in_code, {"code": codes[key]}) for key in "abcdef"),
        (doors.note_scan, {"scan": "x1", "outcome": "damaged"}),
        (doors.give_codes, {"codes": {"h": codes["h"]}}),
        (doors.revoke_code, {"person": "g", "code": make_code(6_000_000, 1, 0)}),
        (doors.check_in, {"person": "h"}),
        (doors.walk_in, {"person": "w", "name": "Đỗ Văn Sáu", "village": "thôn w", "salutation": "Ông"}),
        (doors.correct_person, {"person": "h", "name": "Người hai", "village": "thôn b"}),
        (doors.withhold_name, {"person": "g", "withhold": True}),
        (doors.mark_attendance, {"person": "g", "status": "absent_excused", "reason": "ốm"}),
        *(
            (floor.register_slip, {"turn": f"s{n}", "person": key, "number": n, "content": f"việc {n}"})
            for n, key in enumerate("abcde", start=1)
        ),
        (floor.register_slip, {"turn": "s6", "person": "f", "number": 6, "content": "x", "waiting": False}),
        (floor.register_slip, {"turn": "s7", "person": "g", "number": 7, "content": "y", "waiting": False}),
        (floor.join_queue, {"turn": "s6"}),
        (floor.correct_slip, {"turn": "s6", "content": "đường ngập", "topic": "giao_thong_tl"}),
        (floor.raise_hand, {"turn": "hw", "person": "w"}),
        (floor.register_slip, {"turn": "sh", "person": "h", "content": "z"}),
        (agenda.advance, {"seen": "don_tiep"}),
        (agenda.name_officers, {"role": "chair", "officers": [CHAIR]}),
        (doors.announce_present, {"count": 8}),
        (agenda.advance, {"seen": "khai_mac"}),
        (agenda.go_back, {"seen": "thong_qua"}),
        (agenda.advance, {"seen": "khai_mac"}),
        (agenda.record_step, {"step": "thong_qua", "result": "nhất trí"}),
        (display.put_up_message, {"text": "Xe chắn lối ra"}),
        (display.take_down_message, {}),
        (agenda.go_to_step, {"step": "phat_bieu", "seen": "thong_qua"}),
        (floor.set_speaking_time, {"seconds": 240}),
        (floor.move_up, {"turn": "s4", "reason": "cao tuổi"}),
        (floor.move_down, {"turn": "s1", "reason": "trùng"}),
        (floor.restore_order, {"turn": "s1"}),
        (floor.join_turns, {"spokesperson": "s1", "members": ["s2", "s3"], "minutes": 6}),
        (floor.separate_turn, {"turn": "s3"}),
        (floor.call_next, {"seen": None}),
        (floor.mark_absent, {"seen": "s4"}),
        (floor.call_off, {"seen": "s4"}),
        (floor.call_turn, {"turn": "s1", "seen": None, "reason": "cùng nội dung"}),
        (floor.start_speech, {"seen": "s1"}),
        (opinions.write_down, {"question": "q1", "text": "một", "turn": "s1", "topic": "dat_dai"}),
        (opinions.write_down, {"question": "q2", "text": "hai và ba", "turn": "s1"}),
        (floor.pause, {"seen": "s1"}),
        (floor.resume, {"seen": "s1"}),
        (floor.add_time, {"seen": "s1", "seconds": 60}),
        (floor.interject, {"note": "n1", "kind": "order", "text": "Trật tự", "seen": "s1"}),
        (floor.write_note, {"note": "n2", "text": "Mất điện"}),
        (floor.end_speech, {"seen": "s1"}),
        (
            floor.correct_times,
            {"turn": "s1", "started_at": at("07:00"), "ended_at": at("07:00:30"), "reason": "x"},
        ),
        (floor.withdraw, {"turn": "s5"}),
        (floor.put_into_writing, {"turn": "s6"}),
        (floor.close_list, {}),
        (floor.open_list, {}),
        (floor.write_down_unheard, {}),
        (agenda.switch_mode, {"mode": "interleaved"}),
        (opinions.split, {"question": "q2", "first": "hai", "new": "q3", "second": "ba"}),
        (opinions.reword, {"question": "q2", "text": "Hai"}),
        (opinions.classify, {"question": "q2", "topic": "y_te", "support_units": ["front"]}),
        (opinions.name_kind, {"question": "q3", "kind": "khieu_nai"}),
        (opinions.reassign, {"questions": ["q1", "q2"], "unit": "police"}),
        (opinions.reattribute, {"question": "q2", "turn": "s3"}),
        (opinions.merge, {"into": "q1", "questions": ["q2", "s3-w"]}),
        (opinions.unmerge, {"question": "q2"}),
        (promises.call_unit, {"unit": "police"}),
        (promises.write_answer, {"question": "q1", "answer": "Đang"}),
        (promises.settle, {"question": "q1", "outcome": "owed", "due": NEXT_MONTH}),
        (promises.set_due, {"promise": "q1-p", "due": at("12:00").date()}),
        (promises.note_reply, {"question": "q1", "reply": "agreed"}),
        (promises.reopen_question, {"question": "q1"}),
        (promises.promise, {"promise": "c1", "unit": "office", "content": "Đôn đốc", "due": NEXT_MONTH}),
        (promises.drop_promise, {"promise": "c1"}),
        (closing.conclude, {"text": "Ghi nhận"}),
        *(
            (promises.settle, {"question": key, "outcome": "noted"})
            for key in ("q1", "q2", "s4-w", "s6-w", "s7-w", "sh-w")
        ),
        (closing.close_meeting, {"copies": 3}),
        (closing.reopen_meeting, {"reason": "sót một ý kiến"}),
        (closing.correct_day_times, {"opened_at": at("07:00"), "reason": "ghi nhầm"}),
    ]


# -- the whole day, forwards and backwards ---------------------------------------------------------------


def test_the_day_of_the_next_test_uses_every_command() -> None:
    """A command that is added needs its place there, and its sentence in the history."""
    assert {command.__name__ for command, _ in one_of_each()} == COMMANDS


def without_scans(desk: Desk) -> dict[str, Any]:
    return {name: rows for name, rows in desk.rows().items() if name != "scans"}


def test_every_command_can_be_undone_to_exactly_what_was_before() -> None:
    """Forwards, the running model equals one that is loaded; backwards, every state comes back.

    But for the scans that let nobody in: there is nothing in them to take back.
    """
    desk = Desk()
    states = [without_scans(desk)]
    for command, args in one_of_each():
        desk.wait(seconds=7)
        before = desk.rows()
        desk.do(command, **args)
        assert seen_of(desk.meeting) == seen_of(fresh(desk)), command.__name__
        assert desk.rows() != before, f"{command.__name__} changed nothing"
        if command.__name__ not in PASSED_OVER:
            states.append(without_scans(desk))
    for state in reversed(states[:-1]):
        desk.undo()
        assert without_scans(desk) == state
        assert seen_of(desk.meeting) == seen_of(fresh(desk))
    with pytest.raises(NothingToUndo):
        desk.undo()


def test_the_same_day_can_be_done_again_command_by_command() -> None:
    """Undone and redone, one after the other."""
    desk = Desk()
    for command, args in one_of_each():
        desk.wait(seconds=7)
        desk.do(command, **args)
        after = desk.rows()
        desk.undo()
        desk.store.redo()
        desk.refresh()
        assert desk.rows() == after, command.__name__
        assert seen_of(desk.meeting) == seen_of(fresh(desk))


@pytest.mark.parametrize("seed", range(12))
def test_any_day_at_all_can_be_followed_and_undone(seed: int) -> None:
    """Commands in no sensible order, most of them refused: nothing is half done, and all of it comes back."""
    rng = Random(seed)
    desk = Desk()
    for command, args in one_of_each()[: rng.randrange(24, 49)]:
        desk.do(command, **args)
    states = [desk.rows()]
    for number in range(150):
        desk.wait(seconds=rng.randrange(90))
        before = desk.rows()
        command, args = any_command(desk.meeting, rng, number)
        try:
            desk.do(command, **args)
        except Refused:
            assert desk.rows() == before
        assert seen_of(desk.meeting) == seen_of(fresh(desk)), command.__name__
        if desk.rows() != before:
            states.append(desk.rows())
        sane(desk.meeting)
    assert len(states) > 20
    for state in reversed(states[:-1]):
        desk.undo()
        assert desk.rows() == state


def any_command(meeting: Meeting, rng: Random, number: int) -> Step:
    """One of the commands of the day, on things that are there."""
    turn = rng.choice([*meeting.turns, "s1"])
    person = rng.choice([*meeting.people])
    question, other = (rng.choice([*meeting.questions, "q1"]) for _ in range(2))
    promise = rng.choice([*meeting.promises, "c1"])
    seen = meeting.floor[0] if meeting.floor else None
    steps: list[Step] = [
        (
            agenda.go_to_step,
            {"step": rng.choice(meeting.agenda).id, "seen": meeting.day.step, "overrides": GATES},
        ),
        (agenda.advance, {"seen": meeting.day.step}),
        (agenda.go_back, {"seen": meeting.day.step}),
        (doors.mark_attendance, {"person": person, "status": rng.choice(["late", "expected", "left_early"])}),
        (doors.check_in, {"person": person}),
        (floor.register_slip, {"turn": f"t{number}", "person": person, "content": rng.choice(["", "việc"])}),
        (floor.join_queue, {"turn": turn}),
        (floor.move_up, {"turn": turn, "reason": "x"}),
        (floor.move_down, {"turn": turn, "reason": "x"}),
        (
            floor.join_turns,
            {
                "spokesperson": turn,
                "members": rng.sample([*meeting.turns], k=2),
                "minutes": rng.choice([None, 8]),
            },
        ),
        (floor.add_time, {"seen": seen, "seconds": 60}),
        (
            floor.correct_times,
            {
                "turn": turn,
                "started_at": (rng.choice(meeting.heard)[1].started_at if meeting.heard else at("07:00")),
                "ended_at": rng.choice([None, at("07:30"), at("08:00")]),
                "reason": "x",
            },
        ),
        (floor.separate_turn, {"turn": turn}),
        (floor.withdraw, {"turn": turn}),
        (floor.put_into_writing, {"turn": turn}),
        (floor.write_down_unheard, {}),
        (floor.open_list, {}),
        (opinions.write_down, {"question": f"k{number}", "text": "x", "turn": seen, "topic": "y_te"}),
        (opinions.split, {"question": question, "first": "a", "new": f"k{number}", "second": "b"}),
        (opinions.merge, {"into": question, "questions": [other]}),
        (opinions.unmerge, {"question": question}),
        (opinions.name_kind, {"question": question, "kind": rng.choice(["to_cao", "y_kien"])}),
        (opinions.reassign, {"questions": [question], "unit": "police"}),
        (opinions.classify, {"question": question, "topic": rng.choice(["", "y_te", "dat_dai"])}),
        (promises.settle, {"question": question, "outcome": "redirected"}),
        (promises.settle, {"question": question, "outcome": "owed", "due": NEXT_MONTH}),
        (promises.settle, {"question": question, "outcome": "answered"}),
        (promises.reopen_question, {"question": question}),
        (promises.drop_promise, {"promise": promise}),
        (closing.close_meeting, {}),
        (closing.reopen_meeting, {"reason": "x"}),
    ]
    acts = (
        floor.call_next,
        floor.start_speech,
        floor.end_speech,
        floor.mark_absent,
        floor.call_off,
        floor.pause,
        floor.resume,
    )
    return rng.choice([*steps, *((act, {"seen": seen}) for act in acts * 2)])


def sane(meeting: Meeting) -> None:
    """What holds on every day, however it went."""
    numbers = [question.number for question in meeting.questions.values()]
    assert len(numbers) == len(set(numbers))
    assert sum(turn.state in ("called", "speaking") for turn in meeting.turns.values()) <= 1
    assert len(meeting.queue) == sum(turn.state == "waiting" for turn in meeting.turns.values())
    for key, turn in meeting.turns.items():
        if turn.state == "represented":
            speaker = meeting.turns[turn.spoken_by or ""]
            assert key in speaker.members
            assert speaker.state not in ("withdrawn", "written", "absent")
        if turn.state not in ("speaking", "done"):
            assert (turn.paused_at, turn.paused_seconds, turn.pauses) == (None, 0, ())
        assert turn.limit_seconds > 0 or turn.state not in ("called", "speaking")
    for question in meeting.questions.values():
        lead = meeting.questions.get(question.merged_into or "")
        assert lead is None or (lead.merged_into is None and lead.outcome != "redirected")
    for promise in meeting.promises.values():
        question = meeting.questions[promise.question or ""]
        assert question.outcome in promises.DATED
        assert question.unit == promise.unit
    if meeting.day.closed_at is not None:
        assert closing.unfinished(meeting.turns, meeting.questions, meeting.promises) == NOTHING


# -- undo in the middle ----------------------------------------------------------------------------------


def test_undo_refuses_what_was_built_upon() -> None:
    """The call cannot be taken back under a running speech."""
    desk = hall("thôn 1")
    desk.call()
    call = desk.store.head
    desk.do(floor.start_speech, seen="s1")
    with pytest.raises(Conflict):
        desk.undo(call)
    assert desk.turn("s1").state == "speaking"


def test_undo_takes_back_my_own_last_command() -> None:
    """Not what the other desk did meanwhile."""
    desk = speaking()
    other = desk.beside("bàn đón tiếp")
    desk.do(floor.write_note, note="n1", text="x")
    other.do(doors.walk_in, person="w", name="Đỗ Văn Sáu")
    desk.undo()
    assert desk.meeting.notes == {}
    assert "w" in desk.meeting.people


def test_undoing_a_correction_brings_the_old_times_back() -> None:
    """With no trace left, since it never happened."""
    desk = speaking()
    desk.wait(minutes=3)
    desk.do(floor.end_speech, seen="s1")
    before = desk.turn("s1")
    desk.do(floor.correct_times, turn="s1", started_at=at("08:11"), ended_at=at("08:12"), reason="x")
    desk.undo()
    assert desk.turn("s1") == before


# -- the read model --------------------------------------------------------------------------------------


def test_a_commit_is_taken_in_once() -> None:
    """However often it is handed over."""
    desk = asked()
    commits = list(desk.store.history())
    assert desk.meeting.take(commits) == 0
    follower = Meeting(desk.plan)
    assert follower.take(commits) == len(commits)
    assert seen_of(follower) == seen_of(desk.meeting)


def test_a_follower_sees_what_the_console_did() -> None:
    """Chair, hall and desk read the same journal."""
    desk = speaking("thôn 1", "thôn 2")
    chair = desk.beside("chủ trì")
    desk.ask("một")
    desk.do(floor.call_next, seen="s1")
    chair.refresh()
    assert seen_of(chair.meeting) == seen_of(desk.meeting)


def test_nothing_was_done_yet() -> None:
    """An empty journal: the plan's mode, no step, nobody."""
    meeting = Desk().meeting
    assert (meeting.item, meeting.floor, meeting.queue, meeting.present, meeting.invited) == (
        None,
        None,
        [],
        0,
        0,
    )


# -- what the journal says -------------------------------------------------------------------------------


def test_a_value_that_could_not_be_read_again_is_never_kept() -> None:
    """One such line, and nobody could open the meeting any more."""
    desk = asked()
    before = desk.rows(), desk.log.head()
    for command, args in (
        (opinions.name_kind, {"question": "q1", "kind": "nonsense"}),
        (promises.settle, {"question": "q1", "outcome": "nonsense"}),
        (doors.mark_attendance, {"person": "p1", "status": "nonsense"}),
        (agenda.switch_mode, {"mode": "nonsense"}),
    ):
        with pytest.raises(msgspec.ValidationError):
            desk.do(command, **args)
    assert (desk.rows(), desk.log.head()) == before


def test_the_history_says_what_was_taken_back_and_brought_back() -> None:
    """However often both are pressed, in the words of the act itself."""
    desk = Desk()
    desk.do(floor.write_note, note="n", text="Mất điện")
    desk.undo()
    desk.store.redo()
    desk.undo(desk.store.head)
    commits = {commit.n: commit for commit in desk.store.history()}
    told = [
        sentences.commit(commit, desk.meeting, sentences.taken_back(commit, commits))
        for commit in commits.values()
        if commit.n > 0
    ]
    note = told[0]
    assert "Mất điện" in note
    frames = [_(sentences.DONE[do]).format(what=note) for do in ("undo", "redo", "undo")]
    assert told[1:] == frames
    lost = Commit(n=9, t="", do="lost")
    assert sentences.commit(lost, desk.meeting) == _(sentences.DONE["lost"])
    assert sentences.taken_back(lost, commits) is None


# -- refusals --------------------------------------------------------------------------------------------

CLOSED_TO = [
    *(
        (command, {"seen": None})
        for command in (floor.call_next, floor.start_speech, floor.end_speech, floor.pause)
    ),
    (floor.register_slip, {"turn": "x", "person": "p1"}),
    (floor.join_queue, {"turn": "s1"}),
    (floor.close_list, {}),
    (floor.open_list, {}),
    (floor.write_down_unheard, {}),
    (floor.put_into_writing, {"turn": "s1"}),
    (floor.withdraw, {"turn": "s1"}),
    (floor.move_up, {"turn": "s1", "reason": "x"}),
    (floor.restore_order, {"turn": "s1"}),
    (floor.join_turns, {"spokesperson": "s1", "members": ["s2"]}),
    (floor.separate_turn, {"turn": "s1"}),
    (floor.write_note, {"note": "n", "text": "x"}),
    (floor.correct_times, {"turn": "s1", "started_at": at("07:00"), "ended_at": None, "reason": ""}),
    (floor.set_speaking_time, {"seconds": 120}),
    (agenda.record_step, {"step": "khai_mac", "text": "x"}),
    (agenda.name_officers, {"role": "chair", "officers": [CHAIR]}),
    (agenda.switch_mode, {"mode": "interleaved"}),
    (opinions.write_down, {"question": "q", "text": "x"}),
    (opinions.reword, {"question": "q", "text": "x"}),
    (opinions.classify, {"question": "q", "topic": ""}),
    (opinions.name_kind, {"question": "q", "kind": "to_cao"}),
    (opinions.reassign, {"questions": ["q"], "unit": "police"}),
    (opinions.split, {"question": "q", "first": "a", "new": "b", "second": "c"}),
    (opinions.merge, {"into": "q", "questions": []}),
    (opinions.unmerge, {"question": "q"}),
    (opinions.reattribute, {"question": "q", "turn": "s1"}),
    (promises.settle, {"question": "q", "outcome": "noted"}),
    (promises.write_answer, {"question": "q", "answer": "x"}),
    (promises.reopen_question, {"question": "q"}),
    (promises.note_reply, {"question": "q", "reply": None}),
    (promises.promise, {"promise": "c", "unit": "police", "content": "x", "due": NEXT_MONTH}),
    (promises.set_due, {"promise": "c", "due": NEXT_MONTH}),
    (promises.drop_promise, {"promise": "c"}),
    (closing.conclude, {"text": "x"}),
    (closing.correct_day_times, {"opened_at": at("07:00"), "ended_at": at("07:00"), "reason": "x"}),
]


@pytest.mark.parametrize(("command", "args"), CLOSED_TO, ids=[command.__name__ for command, _ in CLOSED_TO])
def test_a_closed_meeting_takes_nothing_in(command: Callable[..., Any], args: dict[str, Any]) -> None:
    """Only reopening, with a reason, changes it."""
    closed().refused("meeting_closed", command, **args)


def test_what_is_not_there_is_said_to_be_gone() -> None:
    """Another desk undid it meanwhile."""
    desk = speaking()
    desk.refused("no_such_person", doors.check_in, person="x")
    desk.refused("no_such_person", doors.mark_attendance, person="x", status="late")
    desk.refused("no_such_person", floor.raise_hand, turn="h", person="x")
    desk.refused("no_such_turn", floor.withdraw, turn="x")
    desk.refused("no_such_turn", floor.separate_turn, turn="x")
    desk.refused("no_such_question", opinions.reword, question="x", text="x")
    desk.refused("no_such_question", promises.settle, question="x", outcome="noted")
    desk.refused("no_such_step", agenda.go_to_step, step="x", seen=desk.step)
    desk.refused("no_such_step", agenda.record_step, step="x", text="x")
    desk.refused("same_step", agenda.go_to_step, step="phat_bieu", seen="phat_bieu")
    desk.refused("turn_exists", floor.raise_hand, turn="s1", person="p1")
    desk.refused("turn_state", floor.separate_turn, turn="s1")


def test_there_is_nothing_before_the_first_step() -> None:
    """Neither before the day begins nor at its first step."""
    desk = Desk()
    desk.refused("first_step", agenda.go_back, seen=None)
    desk.go("welcome")
    desk.refused("first_step", agenda.go_back, seen="don_tiep")


def raised() -> set[str]:
    """Every code that a rule may refuse with, as the source says."""
    calls = (
        node
        for path in DOMAIN.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
    )
    values = (value for call in calls for value in ast.walk(call.args[0]))
    return {
        value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def tried() -> set[str]:
    """Every code that a test of this folder asks a command to refuse with."""
    texts = (path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    return {
        node.args[0].value
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "refused"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_refusal_is_tried_by_some_test() -> None:
    """A new one needs a test that sees it refuse and change nothing."""
    assert raised() - tried() == set()


def test_every_refusal_has_a_sentence() -> None:
    """The secretary never reads a code."""
    assert raised() - set(sentences.REFUSALS) == set()
