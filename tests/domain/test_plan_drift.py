"""What the journal names and an edited plan does not know any more."""

from __future__ import annotations

from meeting_tui.domain import agenda, floor
from meeting_tui.domain.plan import Unit
from meeting_tui.domain.plan_drift import UnknownKey, unknown_keys

from .builders import Desk, asked, plan_stepping, plan_with


def test_a_plan_that_was_not_edited_knows_everything() -> None:
    """Nothing yet, and a question that is owed."""
    assert unknown_keys(Desk().meeting) == []
    desk = asked()
    desk.owe("q1")
    assert unknown_keys(desk.meeting) == []


def test_a_step_that_is_gone_is_named() -> None:
    """With how many records name it: the day, the step itself, a note."""
    old = Desk(plan_stepping("opening", "speeches"))
    old.go("speeches")
    old.do(floor.write_note, note="n", text="x")
    desk = Desk(plan_stepping("opening", "conclusion"), old.log)
    assert unknown_keys(desk.meeting) == [UnknownKey(kind="step", key="speeches", count=3)]


def test_units_and_topics_that_are_gone_are_named() -> None:
    """The unit of a question and its promise; the topic of a slip in an older journal."""
    old = asked()
    old.owe("q1")
    old.store.run("old", lambda tx: tx.turns.change("s1", old.turn("s1"), topic="duong_sa"))
    desk = Desk(plan_with(units=(Unit(id="police", name="Công an"),)), old.log)
    assert unknown_keys(desk.meeting) == [
        UnknownKey(kind="unit", key="economy", count=2),
        UnknownKey(kind="topic", key="duong_sa", count=1),
    ]


def test_a_step_that_was_only_prepared_counts_as_well() -> None:
    """What was noted for it would not be printed."""
    old = Desk(plan_stepping("opening", "rules"))
    old.do(agenda.record_step, step="rules", presenter="Lê Thị Hoa")
    desk = Desk(plan_stepping("opening"), old.log)
    assert [(unknown.kind, unknown.key) for unknown in unknown_keys(desk.meeting)] == [("step", "rules")]
