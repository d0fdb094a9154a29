"""Each question is carried to an answer or to a dated promise."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest

from meeting_tui.domain import opinions, promises
from meeting_tui.domain.promises import DATED, promise_of, proposed_due
from meeting_tui.domain.records import Outcome
from meeting_tui.store.folder import vietnamese_calendar

from .builders import DAY, NEXT_MONTH, Desk, asked, reference_plan

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def owed(desk: Desk, question: str = "q1") -> tuple[str, date]:
    promise = desk.meeting.promises[promise_of(question)]
    return promise.unit, promise.due


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_settles_a_question(outcome: Outcome) -> None:
    """Two of the eight leave something to be done, with a unit and a date."""
    desk = asked("Sửa đường")
    due = NEXT_MONTH if outcome in DATED else None
    question = desk.settle("q1", outcome, answer=" Đã rõ.\x07 ", answered_by="Bà Lê\nThị Hoa", due=due)
    assert (question.outcome, question.answer, question.answered_by) == (outcome, "Đã rõ.", "Bà Lê Thị Hoa")
    assert question.answered_at == desk.now
    assert desk.meeting.open_questions == []
    assert (promise_of("q1") in desk.meeting.promises) == (outcome in DATED)


def test_a_corrected_outcome_was_given_when_it_was_given_first() -> None:
    """The minutes of a day with answers after each speech would move it to the answers' part."""
    desk = asked("Sửa đường")
    desk.settle("q1", "answered")
    first = desk.question("q1").answered_at
    desk.wait(minutes=30)
    desk.settle("q1", "noted")
    assert (desk.question("q1").outcome, desk.question("q1").answered_at) == ("noted", first)
    desk.do(promises.reopen_question, question="q1")
    desk.settle("q1", "answered")
    assert desk.question("q1").answered_at == desk.now


def test_a_promise_says_who_what_when_and_under_which_rule() -> None:
    """All that the notice and the transfer slip need."""
    desk = asked("Sửa đường")
    desk.owe("q1", rule="S4-d")
    promise = desk.meeting.promises[promise_of("q1")]
    assert (promise.unit, promise.content, promise.due) == ("economy", "Sửa đường", NEXT_MONTH)
    assert (promise.question, promise.rule, promise.made_at) == ("q1", "S4-d", desk.now)


def test_a_promise_needs_a_date_and_an_owner() -> None:
    """Owed by nobody, or by no day, is not owed."""
    desk = asked()
    desk.ask("Chưa rõ", topic="")
    assert desk.refused("due_needed", promises.settle, question="q1", outcome="owed") == {"number": 1}
    desk.refused("owner_needed", promises.settle, question="q2", outcome="answered_in_part", due=NEXT_MONTH)
    desk.refused("owner_needed", promises.promise, promise="c1", unit="", content="Theo dõi", due=NEXT_MONTH)


@pytest.mark.parametrize("outcome", ["owed", "answered"])
def test_an_unknown_unit_answers_nothing(outcome: str) -> None:
    """Whether something is owed or not."""
    desk = asked()
    args = {"question": "q1", "outcome": outcome, "due": NEXT_MONTH, "unit": "so_xay_dung"}
    assert desk.refused("no_such_unit", promises.settle, **args) == {"unit": "so_xay_dung"}


def test_the_past_is_no_date_and_today_is_one() -> None:
    """Also when a date is changed, or set in the conclusion."""
    desk = asked()
    yesterday = DAY - timedelta(days=1)
    assert desk.refused("due_in_past", promises.settle, question="q1", outcome="owed", due=yesterday) == {
        "due": yesterday
    }
    desk.owe("q1", due=DAY)
    desk.refused("due_in_past", promises.set_due, promise=promise_of("q1"), due=yesterday)
    args = {"unit": "economy", "content": "x", "due": yesterday}
    desk.refused("due_in_past", promises.promise, promise="c1", **args)


def test_today_is_the_venues_day() -> None:
    """At 06:00 in Viet Nam it is still yesterday in UTC."""
    desk = Desk()
    desk.wait_until("06:00")
    desk.ask("Sửa đường", turn=None)
    desk.refused("due_in_past", promises.settle, question="q1", outcome="owed", due=DAY - timedelta(days=1))
    desk.owe("q1", due=DAY)


def test_another_outcome_replaces_the_promise_or_removes_it() -> None:
    """Owed by two dates in turn, then answered after all."""
    desk = asked()
    desk.owe("q1")
    desk.settle("q1", "answered_in_part", due=DAY, unit="police")
    assert owed(desk) == ("police", DAY)
    assert desk.question("q1").unit == "police"
    desk.settle("q1", "answered")
    assert desk.meeting.promises == {}


def test_a_question_opened_again_owes_nothing() -> None:
    """Its outcome was wrong: outcome, promise and reply are gone, the text of the answer stays."""
    desk = asked()
    desk.owe("q1", answer="Sẽ trả lời.")
    desk.do(promises.note_reply, question="q1", reply="wants_writing")
    desk.do(promises.reopen_question, question="q1")
    question = desk.question("q1")
    assert (question.outcome, question.answered_at, question.reply, question.answer) == (
        None,
        None,
        None,
        "Sẽ trả lời.",
    )
    assert desk.meeting.promises == {}
    assert desk.refused("no_outcome_yet", promises.reopen_question, question="q1") == {"number": 1}


def test_a_carried_question_has_no_outcome_of_its_own() -> None:
    """The one that stands for it has."""
    desk = asked("một", "hai")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    assert desk.refused("merged_already", promises.settle, question="q2", outcome="noted") == {"number": 2}
    desk.settle("q1")
    assert desk.meeting.open_questions == []


def test_an_answer_is_kept_before_its_outcome_is_known() -> None:
    """While the official speaks; whoever answers is not forgotten by the next line."""
    desk = asked()
    desk.do(promises.write_answer, question="q1", answer="Đang", answered_by="Bà Hoa")
    desk.do(promises.write_answer, question="q1", answer="Đang làm")
    assert (desk.question("q1").answer, desk.question("q1").answered_by) == ("Đang làm", "Bà Hoa")
    assert desk.question("q1").outcome is None


@pytest.mark.parametrize("reply", ["agreed", "unclear", "wants_writing", None])
def test_the_citizens_reply_is_noted(reply: str | None) -> None:
    """Agreed, not clear, wants it in writing, or taken back."""
    desk = asked()
    desk.settle("q1")
    desk.do(promises.note_reply, question="q1", reply="unclear")
    desk.do(promises.note_reply, question="q1", reply=reply)
    assert desk.question("q1").reply == reply


def test_the_chair_sets_another_date() -> None:
    """It is the chair's own then, not the plan's."""
    desk = asked()
    desk.owe("q1", rule="S3-d")
    desk.do(promises.set_due, promise=promise_of("q1"), due=DAY)
    assert desk.meeting.promises[promise_of("q1")].due == DAY
    assert desk.meeting.promises[promise_of("q1")].rule == ""
    desk.refused("no_such_promise", promises.set_due, promise="x", due=DAY)


def test_a_task_of_the_conclusion_comes_and_goes() -> None:
    """A question's own promise goes with its outcome only."""
    desk = asked()
    desk.owe("q1")
    desk.do(promises.promise, promise="c1", unit="office", content="Đôn đốc", due=NEXT_MONTH)
    desk.do(promises.drop_promise, promise="c1")
    assert list(desk.meeting.promises) == [promise_of("q1")]
    desk.refused("promise_of_question", promises.drop_promise, promise=promise_of("q1"))
    desk.refused("no_such_promise", promises.drop_promise, promise="c1")
    desk.refused("text_needed", promises.promise, promise="c2", unit="office", content=" ", due=NEXT_MONTH)


def test_a_task_about_a_question_can_be_dropped_too() -> None:
    """It is not the question's own promise; and the question must exist."""
    desk = asked()
    args = {"unit": "office", "content": "Đôn đốc", "due": NEXT_MONTH}
    desk.do(promises.promise, promise="c1", question="q1", **args)
    desk.do(promises.drop_promise, promise="c1")
    assert desk.meeting.promises == {}
    desk.refused("no_such_question", promises.promise, promise="c1", question="q9", **args)


# -- the date that the plan proposes (handbook, 6.3) -----------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "conference", "issued", "due", "provisional"),
    [
        ("son-giang-2022", date(2022, 6, 10), None, date(2022, 7, 29), True),
        ("son-giang-2022", date(2022, 6, 10), date(2022, 6, 17), date(2022, 7, 29), False),
        ("son-giang-2022", date(2022, 6, 10), date(2022, 6, 15), date(2022, 7, 27), False),
        ("kon-plong-2024", date(2024, 6, 14), None, date(2024, 7, 26), True),
        ("kon-plong-2024", date(2024, 6, 14), date(2024, 6, 28), date(2024, 7, 26), False),
    ],
)
def test_the_plan_proposes_the_date(
    plan: str, conference: date, issued: date | None, due: date, provisional: bool
) -> None:
    """Conference, then notice, then result; provisional until the notice is issued."""
    found = proposed_due(reference_plan(plan), vietnamese_calendar(), conference, issued)
    assert found is not None
    assert (found.due, found.provisional) == (due, provisional)
    assert found.rule in ("S3-d", "S4-d")


@pytest.mark.parametrize("plan", ["ich-hau-2024", "hoang-truong-2023", "khoen-on-2025"])
def test_a_plan_without_a_number_of_days_proposes_none(plan: str) -> None:
    """The chair names the date; nothing is invented."""
    assert proposed_due(reference_plan(plan), vietnamese_calendar(), date(2024, 6, 14)) is None


def test_a_redirected_question_stands_alone_however_it_was_redirected() -> None:
    """Its text stays out of the papers: what it carries would be printed for it, or be lost with it."""
    desk = asked("tố cáo ông X", "cùng việc ông X")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    facts = desk.refused("stands_for_others", promises.settle, question="q1", outcome="redirected")
    assert facts == {"number": 1}
    desk.do(opinions.unmerge, question="q2")
    desk.owe("q1")
    desk.settle("q1", "redirected", answer="Đã hướng dẫn", answered_by="Bà Hoa")
    assert desk.meeting.promises == {}
    assert (desk.question("q1").answer, desk.question("q1").answered_at) == ("Đã hướng dẫn", desk.now)
    desk.refused("has_outcome", opinions.merge, into="q1", questions=["q2"])


def test_what_is_owed_is_never_owed_by_nobody() -> None:
    """Classified without a unit, the question stays with the one that promised."""
    desk = asked()
    desk.owe("q1")
    desk.do(opinions.classify, question="q1", topic="")
    assert (desk.question("q1").unit, owed(desk)[0]) == ("economy", "economy")


def test_an_answer_that_was_changed_meanwhile_is_not_overwritten() -> None:
    """Two desks answer the same question."""
    desk = asked()
    desk.do(promises.write_answer, question="q1", answer="Quý III", seen="")
    args = {"question": "q1", "answer": "Quý IV"}
    assert desk.refused("changed_meanwhile", promises.write_answer, **args, seen="") == {"now": "Quý III"}
    desk.do(promises.write_answer, **args, seen="Quý III")
