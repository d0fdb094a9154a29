"""What was said becomes numbered questions with a topic and a unit; a number stays for ever."""

from __future__ import annotations

import pytest

from meeting_tui.domain import agenda, floor, opinions
from meeting_tui.domain.opinions import promise_of
from meeting_tui.domain.plan import Unit

from .builders import Desk, asked, plan_with, speaking


def numbers(desk: Desk) -> dict[str, int]:
    return {key: question.number for key, question in desk.meeting.numbered}


# -- writing down ----------------------------------------------------------------------------------------


def test_one_speech_makes_several_numbered_questions() -> None:
    """Each with its speaker and the time."""
    desk = asked("Đường", "Nước", "Điện")
    assert numbers(desk) == {"q1": 1, "q2": 2, "q3": 3}
    assert {q.person for _, q in desk.meeting.questions_of("s1")} == {desk.turn("s1").person}


def test_the_topics_own_unit_answers_by_default() -> None:
    """Land goes to the economic division; a unit that is named wins."""
    desk = asked()
    desk.ask("Học phí", topic="giao_duc")
    desk.ask("Học phí", topic="giao_duc", unit="school")
    desk.ask("Việc khác", topic="khac")
    desk.ask("Chưa rõ", topic="")
    assert [q.unit for _, q in desk.meeting.numbered] == ["economy", "culture_society", "school", "chair", ""]


def test_a_plans_own_units_answer_for_their_topics() -> None:
    """And what they leave to nobody has no unit yet."""
    desk = speaking(plan=plan_with(units=(Unit(id="ubnd", name="UBND xã", topics=("dat_dai",)),)))
    desk.ask("Đất", topic="dat_dai")
    desk.ask("Y tế", topic="y_te")
    assert [q.unit for _, q in desk.meeting.numbered] == ["ubnd", ""]
    desk.refused("no_such_unit", opinions.reassign, questions=["q1"], unit="economy")


def test_a_question_may_belong_to_no_speaker() -> None:
    """Collected before the meeting, for example."""
    desk = speaking()
    desk.ask("Qua hộp thư góp ý", turn=None)
    assert desk.question("q1").person is None


def test_nothing_and_nonsense_are_not_questions() -> None:
    """No text, no such topic, unit or turn, the same key twice."""
    desk = asked()
    desk.refused("text_needed", opinions.write_down, question="x", text=" \n\u200b")
    desk.refused("no_such_topic", opinions.write_down, question="x", text="x", topic="duong_sa")
    desk.refused("no_such_unit", opinions.write_down, question="x", text="x", unit="so_xay_dung")
    desk.refused("no_such_turn", opinions.write_down, question="x", text="x", turn="s9")
    desk.refused("question_exists", opinions.write_down, question="q1", text="x")


def test_two_desks_never_give_one_number_twice() -> None:
    """Two secretaries write at the same moment."""
    desk = asked("một")
    other = desk.beside("thư ký 2")
    desk.do(opinions.write_down, question="a", text="hai")
    other.do(opinions.write_down, question="b", text="ba")
    desk.refresh()
    assert numbers(desk) == {"q1": 1, "a": 2, "b": 3}


# -- a number stays --------------------------------------------------------------------------------------


def test_splitting_keeps_the_number_of_the_first_part() -> None:
    """The new part gets the next number and keeps speaker, topic and unit."""
    desk = asked("Đường hỏng và thiếu nước", "Điện yếu")
    desk.do(opinions.split, question="q1", first="Đường hỏng", new="q1b", second="Thiếu nước")
    assert numbers(desk) == {"q1": 1, "q2": 2, "q1b": 3}
    part = desk.question("q1b")
    assert (part.text, part.split_from, part.topic, part.unit) == ("Thiếu nước", "q1", "dat_dai", "economy")
    assert (part.turn, part.person) == ("s1", desk.turn("s1").person)


def test_merging_keeps_both_numbers() -> None:
    """The minutes have both; the summary only the one that stands for the other."""
    desk = asked("Đường", "Vẫn đường")
    desk.do(opinions.merge, into="q1", questions=["q1", "q2"])
    assert numbers(desk) == {"q1": 1, "q2": 2}
    assert desk.question("q2").merged_into == "q1"
    assert [key for key, _ in desk.meeting.open_questions] == ["q1"]
    desk.do(opinions.unmerge, question="q2")
    assert [key for key, _ in desk.meeting.open_questions] == ["q1", "q2"]


def test_nothing_changes_a_number() -> None:
    """Rewording, classifying, reassigning, another speaker, an undo of something else."""
    desk = asked("một", "hai", "ba")
    desk.do(floor.write_note, note="n", text="x")
    note = desk.store.head
    desk.do(opinions.reword, question="q1", text="Một")
    desk.do(opinions.classify, question="q2", topic="y_te")
    desk.do(opinions.reassign, questions=["q1", "q2", "q3"], unit="police")
    desk.slip("thôn 2")
    desk.do(opinions.reattribute, question="q3", turn="s2")
    desk.undo(note)
    assert numbers(desk) == {"q1": 1, "q2": 2, "q3": 3}
    desk.ask("bốn")
    assert desk.number("q4") == 4


def test_a_gap_in_the_numbers_is_not_filled() -> None:
    """The second of three was undone; the next is the fourth."""
    desk = asked("một")
    desk.ask("hai")
    second = desk.store.head
    desk.ask("ba")
    desk.undo(second)
    desk.do(opinions.write_down, question="q4", text="bốn")
    assert numbers(desk) == {"q1": 1, "q3": 3, "q4": 4}


# -- classifying and moving ------------------------------------------------------------------------------


def test_classifying_sets_topic_unit_and_helpers() -> None:
    """Without a unit, the topic's own."""
    desk = asked()
    desk.do(opinions.classify, question="q1", topic="an_ninh", support_units=["front", "office"])
    question = desk.question("q1")
    assert (question.topic, question.unit, question.support_units) == (
        "an_ninh",
        "police",
        ("front", "office"),
    )
    desk.refused("no_such_unit", opinions.classify, question="q1", topic="y_te", support_units=["x"])
    desk.refused("no_such_topic", opinions.classify, question="q1", topic="x")


def test_a_whole_selection_goes_to_one_unit_or_none_does() -> None:
    """The second key is wrong, so the first stays where it was."""
    desk = asked("một", "hai")
    desk.refused("no_such_question", opinions.reassign, questions=["q1", "q9"], unit="police")
    desk.refused("no_such_unit", opinions.reassign, questions=["q1"], unit="")
    assert desk.do(opinions.reassign, questions=["q1", "q2"], unit="police") == 2


@pytest.mark.parametrize("change", ["reassign", "classify"])
def test_what_is_owed_goes_to_the_new_unit_with_its_question(change: str) -> None:
    """Otherwise the paper would name the old one."""
    desk = asked()
    desk.owe("q1")
    if change == "reassign":
        desk.do(opinions.reassign, questions=["q1"], unit="police")
    else:
        desk.do(opinions.classify, question="q1", topic="an_ninh")
    assert desk.meeting.promises[promise_of("q1")].unit == "police"


def test_what_is_owed_is_worded_like_its_question() -> None:
    """A spelling put right at night is right in both."""
    desk = asked("Sửa đuờng")
    desk.owe("q1")
    desk.do(opinions.reword, question="q1", text="Sửa đường")
    assert desk.meeting.promises[promise_of("q1")].content == "Sửa đường"


def test_a_question_written_under_the_wrong_speaker_is_moved() -> None:
    """With its person."""
    desk = asked()
    desk.slip("thôn 2")
    desk.do(opinions.reattribute, question="q1", turn="s2")
    assert desk.question("q1").person == desk.turn("s2").person
    desk.refused("no_such_turn", opinions.reattribute, question="q1", turn="s9")


def test_merging_has_its_limits() -> None:
    """No chains, nothing that has an outcome, nothing into what is carried itself."""
    desk = asked("một", "hai", "ba", "bốn")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    assert desk.refused("merged_already", opinions.merge, into="q2", questions=["q3"]) == {"number": 2}
    assert desk.refused("stands_for_others", opinions.merge, into="q3", questions=["q1"]) == {"number": 1}
    desk.settle("q4")
    assert desk.refused("has_outcome", opinions.merge, into="q1", questions=["q4"]) == {"number": 4}
    assert desk.refused("not_merged", opinions.unmerge, question="q1") == {"number": 1}


def test_a_question_with_an_outcome_is_not_split() -> None:
    """The answer was given to the whole of it."""
    desk = asked()
    desk.settle("q1")
    desk.refused("has_outcome", opinions.split, question="q1", first="a", new="x", second="b")
    desk.ask("hai")
    desk.refused("question_exists", opinions.split, question="q2", first="a", new="q1", second="b")
    desk.refused("text_needed", opinions.split, question="q2", first="a", new="x", second=" ")


# -- complaints ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["khieu_nai", "to_cao"])
def test_a_complaint_is_redirected_and_needs_no_answer_here(kind: str) -> None:
    """Named when it is written down, later, or with its topic: the outcome is the same."""
    desk = speaking()
    desk.ask("Tôi tố ông X", kind=kind)
    desk.ask("Đơn của tôi", "Việc kia")
    desk.do(opinions.name_kind, question="q2", kind=kind)
    desk.do(opinions.classify, question="q3", topic="dat_dai", kind=kind)
    assert [(q.kind, q.outcome) for _, q in desk.meeting.numbered] == [(kind, "redirected")] * 3
    assert desk.meeting.open_questions == []


def test_a_complaint_that_was_none_is_open_again() -> None:
    """The redirection goes with the kind."""
    desk = asked()
    desk.do(opinions.name_kind, question="q1", kind="khieu_nai")
    desk.do(opinions.name_kind, question="q1", kind="phan_anh")
    assert (desk.question("q1").outcome, desk.question("q1").answered_at) == (None, None)


def test_naming_another_kind_leaves_an_answer_alone() -> None:
    """A question that was answered and is a proposal is still answered."""
    desk = asked()
    desk.settle("q1", answer="Đã sửa.")
    desk.do(opinions.name_kind, question="q1", kind="de_xuat")
    assert desk.question("q1").outcome == "answered"


def test_nothing_is_owed_for_a_complaint() -> None:
    """A promise that was made before is gone."""
    desk = asked()
    desk.owe("q1")
    desk.do(opinions.name_kind, question="q1", kind="to_cao")
    assert desk.meeting.promises == {}


def test_a_complaint_carries_no_question_and_is_carried_by_none() -> None:
    """Otherwise an honest question would be redirected with it."""
    desk = asked("một", "hai", "ba")
    desk.do(opinions.merge, into="q1", questions=["q2"])
    desk.refused("stands_for_others", opinions.name_kind, question="q1", kind="khieu_nai")
    desk.do(opinions.name_kind, question="q2", kind="khieu_nai")
    assert desk.question("q2").merged_into is None
    desk.refused("has_outcome", opinions.merge, into="q2", questions=["q3"])


def test_interleaved_and_batch_ask_in_the_same_way() -> None:
    """Only the time of the answer differs."""
    desk = asked()
    desk.do(agenda.switch_mode, mode="interleaved")
    desk.settle("q1")
    desk.do(floor.end_speech, seen="s1")
    desk.slip("thôn 2")
    desk.start()
    desk.ask("hai")
    assert [key for key, _ in desk.meeting.open_questions] == ["q2"]


def test_words_that_were_changed_meanwhile_are_not_overwritten() -> None:
    """Two desks correct the same question."""
    desk = asked("Sửa đường")
    desk.do(opinions.reword, question="q1", text="Sửa đường thôn 1", seen="Sửa đường")
    args = {"question": "q1", "text": "Sửa cầu"}
    facts = desk.refused("changed_meanwhile", opinions.reword, **args, seen="Sửa đường")
    assert facts == {"now": "Sửa đường thôn 1"}
    desk.do(opinions.reword, **args, seen="Sửa đường thôn 1")
