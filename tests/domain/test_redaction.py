"""What may go of a finished meeting, when, and that everything which the papers say stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain import closing, doors, floor, opinions, promises
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import abbreviated
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.records import Person
from meeting_tui.domain.redaction import (
    NAMED,
    NOT_OF_A_TURN,
    REMOVED_NAME,
    WHOLE,
    Kind,
    Mention,
    Redacted,
    initials,
    last_end,
    redacted,
    require_redactable,
)
from meeting_tui.domain.tx import RECORDS, Refused, Tx
from meeting_tui.store.guides import profile_of

from .builders import DAY, NEXT_MONTH, PLAN, Desk, asked, at, closed, plan_with

CODE = make_code(5830412, 61, 47)


def judged(desk: Desk) -> Redacted:
    desk.refresh()
    return redacted(desk.meeting, desk.rows(), desk.store.history())


def as_meeting(desk: Desk, found: Redacted) -> Meeting:
    """The meeting that is left."""
    again = Desk(desk.plan)

    def fill(tx: Tx) -> None:
        for table, rows in found.rows.items():
            for key, row in rows.items():
                tx.raw(table).put_document(key, row)

    again.store.run("redact", fill)
    again.refresh()
    return again.meeting


def held(**fields: Any) -> Desk:
    """Somebody spoke, somebody's slip went into writing, somebody only listened, somebody did not come.

    `p1` spoke and asked `q1`, `p2` wrote `s2-w`, `p3` listened, `p4` was excused. `fields` are `p1`'s.
    """
    desk = Desk(fields.pop("plan", PLAN))
    private = {"phone": "0912345678", "birth_year": 1956, "household": "hộ ông Tư", "code": CODE}
    desk.slip(person=desk.person("thôn 1", "Nguyễn Văn An", **{**private, **fields}))
    desk.slip("thôn 2", content="Nước giếng bị đục")
    desk.person("thôn 2", "Lê Văn Anh", phone="0987654321", title="Trưởng thôn", org="Hội Nông dân")
    absent = Person(name="Phạm Thị Ánh", village="thôn 3", salutation="Bà", household="hộ ông Tư")
    desk.do(doors.add_person, person="p4", record=absent)
    desk.do(doors.mark_attendance, person="p4", status="absent_excused", reason="đi viện ở huyện")
    desk.do(doors.note_scan, scan="x", outcome="already_in", code=CODE, person="p1")
    desk.go("speeches")
    desk.do(floor.call_turn, turn="s1", seen=None, reason="bà con tuổi cao")
    desk.do(floor.start_speech, seen="s1")
    desk.ask("Bao giờ sửa đường thôn 1?")
    desk.wait(minutes=3)
    desk.do(floor.write_down_unheard)
    desk.owe("q1", due=NEXT_MONTH, unit="economy")
    desk.settle("s2-w", answer="Sẽ kiểm tra")
    desk.close()
    return desk


# -- when ------------------------------------------------------------------------------------------------


def refused(code: str, judge: Callable[..., object], *args: Any, **more: Any) -> dict[str, object]:
    """The facts of the refusal with this code."""
    with pytest.raises(Refused) as caught:
        judge(*args, **more)
    assert caught.value.code == code
    return caught.value.facts


def test_nothing_goes_while_the_meeting_is_open() -> None:
    desk = closed()
    desk.do(closing.reopen_meeting, reason="thiếu một ý kiến")
    late = DAY + timedelta(days=999)
    refused("not_closed", require_redactable, desk.meeting, late, even_now=True, reason="gấp")


def test_ninety_days_after_the_last_promise_is_due() -> None:
    """A day too early, and somebody who must still be called has no phone number any more."""
    meeting = held().meeting
    assert last_end(meeting, PLAN.zone) == NEXT_MONTH
    until = NEXT_MONTH + timedelta(days=90)
    facts = refused("redaction_too_early", require_redactable, meeting, until - timedelta(days=1))
    assert facts == {"ended": NEXT_MONTH, "until": until, "days": 90}
    require_redactable(meeting, until)


def test_without_promises_the_days_count_from_the_end() -> None:
    """A word that was put right weeks later delays nothing; an answer that was given then does."""
    desk = asked()
    desk.settle("q1")
    desk.close()
    assert last_end(desk.meeting, PLAN.zone) == DAY
    desk.wait(minutes=60 * 24 * 30)
    desk.do(closing.reopen_meeting, reason="sửa biên bản")
    desk.close()
    assert last_end(desk.meeting, PLAN.zone) == DAY
    desk.do(closing.reopen_meeting, reason="trả lời lại")
    desk.do(promises.reopen_question, question="q1")
    desk.settle("q1")
    desk.close()
    assert last_end(desk.meeting, PLAN.zone) == DAY + timedelta(days=30)


def test_earlier_only_for_a_reason() -> None:
    meeting = held().meeting
    refused("reason_needed", require_redactable, meeting, NEXT_MONTH, even_now=True, reason=" \n")
    require_redactable(meeting, NEXT_MONTH, even_now=True, reason="người dân đề nghị xóa")


# -- what goes -------------------------------------------------------------------------------------------


def test_who_spoke_keeps_the_name_and_nothing_private() -> None:
    row = judged(held(org="Hội Phụ nữ")).rows["people"]["p1"]
    told = {field: value for field, value in row.items() if value not in ("", None, False)}
    assert told == {
        "name": "Nguyễn Văn An",
        "salutation": "Ông",
        "kind": "citizen",
        "village": "thôn 1",
        "org": "Hội Phụ nữ",
        "invited": True,
        "status": "present",
    }


@pytest.mark.parametrize(("person", "status"), [("p3", "present"), ("p4", "absent_excused")])
def test_who_is_in_no_paper_becomes_a_number(person: str, status: str) -> None:
    """Only what totals are counted by is left; an office would give the name away as well."""
    desk = held()
    was, row = desk.meeting.people[person], judged(desk).rows["people"][person]
    left = msgspec.convert(row, Person)
    assert left == Person(name=REMOVED_NAME, village=was.village, org=was.org, status=was.status)
    assert left.status == status


def test_delegates_who_came_are_named_in_the_minutes() -> None:
    """They come for their office; who stayed away becomes a number."""
    desk = closed()
    desk.do(closing.reopen_meeting, reason="bổ sung")
    desk.person("", "Cao Thị Hạ", kind="delegate", title="Chủ tịch Hội Phụ nữ", phone="0912345678")
    absent = Person(name="Bùi Văn Hải", kind="guest", title="Phóng viên")
    desk.do(doors.add_person, person="away", record=absent)
    desk.close()
    rows = judged(desk).rows["people"]
    assert (rows["p1"]["name"], rows["p1"]["title"]) == ("Cao Thị Hạ", "Chủ tịch Hội Phụ nữ")
    assert (rows["away"]["name"], rows["away"]["title"]) == (REMOVED_NAME, "")


def test_who_withdrew_is_in_no_paper() -> None:
    """Nor who raised a hand and had left when called."""
    desk = closed()
    desk.do(closing.reopen_meeting, reason="bổ sung")
    desk.slip("thôn 1")
    desk.do(floor.withdraw, turn="s1")
    desk.hand("thôn 2")
    desk.do(floor.write_down_unheard)
    desk.close()
    found = judged(desk)
    assert {row["name"] for row in found.rows["people"].values()} == {REMOVED_NAME}
    assert {row["content"] for row in found.rows["turns"].values()} == {""}


def test_whose_question_it_is_is_named() -> None:
    """The secretary had given it to the wrong speaker; the right one had only raised a hand."""
    desk = asked()
    desk.hand("thôn 2", person=desk.person("thôn 2", "Đỗ Thị Dung"))
    desk.do(opinions.reattribute, question="q1", turn="h2")
    desk.do(floor.write_down_unheard)
    desk.settle("q1")
    desk.close()
    assert desk.turn("h2").state == "absent"
    assert judged(desk).rows["people"]["p2"]["name"] == "Đỗ Thị Dung"


def test_who_is_heard_through_somebody_is_named() -> None:
    desk = Desk()
    desk.slip("thôn 1")
    desk.slip("thôn 2")
    desk.go("speeches")
    desk.do(floor.join_turns, spokesperson="s1", members=["s2"])
    desk.speech()
    desk.close()
    assert REMOVED_NAME not in {row["name"] for row in judged(desk).rows["people"].values()}


def test_slips_lose_their_words_and_keep_their_times() -> None:
    desk = held()
    before, after = desk.rows()["turns"], judged(desk).rows["turns"]
    lost = dict.fromkeys(NOT_OF_A_TURN, "")
    assert after == {key: {**row, **lost} for key, row in before.items()}
    assert before["s1"]["override_reason"] == "bà con tuổi cao"


def test_codes_and_scans_go_altogether() -> None:
    desk = held()
    assert {"codes", "scans"} <= set(desk.rows())
    assert set(judged(desk).rows) == {"day", "steps", "people", "turns", "questions", "promises"}


def test_what_went_is_counted() -> None:
    """Years and hours as well: they are said, though nobody could look for them in the file."""
    plain = {"names": 2, "phones": 2, "birth_years": 1, "households": 2, "codes": 1, "times": 3}
    told = {"acts": 0, "reasons": 2, "slips": 2, "scans": 1}
    desk = held()
    assert judged(desk).removed == {**plain, **told, "acts": desk.store.head}
    assert set(plain | told) == set(get_args(Kind)) - {"initials"}


def test_a_second_time_there_is_nothing_to_remove() -> None:
    for desk in (held(), held(withhold_name=True, plan=plan_with(count_by="household"))):
        found = judged(desk)
        again = as_meeting(desk, found)
        tables = {name: dict(rows) for name, rows in found.rows.items()}
        second = redacted(again, tables, [])
        assert (second.rows, second.removed) == (found.rows, {})


# -- what stays ------------------------------------------------------------------------------------------


def paper(meeting: Meeting) -> Any:
    """The minutes, without the number of the last act: the history begins anew."""
    told = minutes(meeting, at("23:00"), profile_of(meeting.plan))
    told.facts.pop("revision")
    return told


@pytest.mark.parametrize("count_by", ["person", "household"])
@pytest.mark.parametrize("withhold", [False, True])
def test_the_minutes_say_the_same(count_by: str, withhold: bool) -> None:
    """Every figure, every speaker, the hours; also the initials of who asked not to be named."""
    desk = held(plan=plan_with(count_by=count_by), withhold_name=withhold)
    after = as_meeting(desk, judged(desk))
    assert paper(after) == paper(desk.meeting)
    assert (after.present, after.invited, after.statuses) == (
        desk.meeting.present,
        desk.meeting.invited,
        desk.meeting.statuses,
    )
    assert (after.questions, after.promises) == (desk.meeting.questions, desk.meeting.promises)


def test_households_are_counted_without_their_names() -> None:
    rows = judged(held(plan=plan_with(count_by="household"))).rows["people"]
    assert rows["p1"]["household"] == rows["p4"]["household"] == "hộ 1"
    assert {row["household"] for row in judged(held()).rows["people"].values()} == {""}


def test_a_withheld_name_is_gone_for_good() -> None:
    found = judged(held(withhold_name=True))
    assert found.rows["people"]["p1"]["name"] == "N. V. A."
    assert found.removed["initials"] == 1
    assert "Nguyễn Văn An" in found.gone


@given(st.text("aăâđêôơưĐẮẬÉỳ H'’.-1", max_size=30))
def test_initials_are_abbreviated_as_the_whole_name_is(name: str) -> None:
    """Or the minutes would print `Ông N.` where they had `Ông N.V.A.`"""
    if abbreviated(name):
        assert abbreviated(initials(name)) == abbreviated(name)
    assert initials(name)
    assert initials(initials(name)) == initials(name) or not abbreviated(name)


def test_every_field_of_every_record_was_decided_upon() -> None:
    """A new field goes or stays because somebody thought about it: enter it here and in the rule."""
    goes = {
        "people": {"birth_year", "phone", "household", "code", "arrived_at", "left_at", "reason"},
        "turns": set(NOT_OF_A_TURN),
        "codes": {"person", "code", "revoked_at"},
        "scans": {"outcome", "at", "code", "person"},
    }
    whole = {
        "turns": "person source received_at number topic state absences moved_down override called_at started_at "
        "ended_at paused_at paused_seconds pauses limit_seconds members spoken_by corrections",
        "day": "step mode officers opened_at closed_at ended_at list_closed_at announced_present speak_seconds "
        "conclusion read_back copies reopened corrections message answering answering_since approvals",
        "steps": "started_at ended_at entered_at spent_before skipped overrides presenter text result",
        "questions": "number text asked_at person turn source kind topic unit support_units split_from "
        "merged_into outcome answer answered_by answered_at reply",
        "promises": "unit content due made_at question rule",
        "notes": "kind text at turn step",
    }
    assert set(whole) == {"turns", *WHOLE}
    stays = {"people": set(NAMED)} | {table: set(fields.split()) for table, fields in whole.items()}
    for table, record in RECORDS.items():
        known = goes.get(table, set()) | stays.get(table, set())
        assert set(record.__struct_fields__) == known, table


# -- what must be found nowhere --------------------------------------------------------------------------


def test_every_private_value_that_ever_was_is_looked_for() -> None:
    """Also one that was corrected meanwhile: the history still had it."""
    desk = Desk()
    desk.person("thôn 1", "Đỗ Thị Dung", phone="0911111111", household="nhà bà Sáu")
    desk.do(doors.correct_person, person="p1", name="Đỗ Thị Dũng")
    desk.go("closing")
    desk.close()
    assert judged(desk).gone == {"Đỗ Thị Dung", "Đỗ Thị Dũng", "0911111111", "nhà bà Sáu"}


def test_what_a_paper_says_is_not_looked_for() -> None:
    """Two people of one name, and a slip that became a question word for word."""
    desk = held()
    assert not {"Nguyễn Văn An", "Nước giếng bị đục"} & judged(desk).gone
    assert {"Lê Văn Anh", "Phạm Thị Ánh", "đi viện ở huyện", CODE, "0987654321"} <= judged(desk).gone


def test_what_could_be_there_by_chance_is_not_looked_for() -> None:
    """A name of one short word, a household called `absent`: the check would never be passed."""
    desk = Desk()
    desk.person("thôn 1", "An", household="present", phone="12345")
    desk.go("closing")
    desk.close()
    assert judged(desk).gone == frozenset()


def test_texts_that_name_somebody_are_pointed_out() -> None:
    """They stay as they are; whether a name in an answer may stay, only a person can say."""
    desk = held()
    desk.do(closing.reopen_meeting, reason="sửa")
    desk.do(opinions.reword, question="q1", text="Ông Lê Văn Anh hỏi, số 0912 345 678")
    desk.do(promises.reopen_question, question="s2-w")
    desk.settle("s2-w", answer="Đã mời ông Nguyễn Văn An")
    desk.do(closing.conclude, text="Giao cho bà Phạm Thị Ánh")
    desk.close()
    assert judged(desk).mentions == (
        Mention(table="questions", field="text", number=1),
        Mention(table="promises", field="content", number=1),
        Mention(table="day", field="conclusion", number=None),
    )


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [("votes", {"for": 3}, "votes"), ("votes", {}, "votes"), ("notes", {"colour": "red"}, "notes.colour")],
)
def test_what_a_newer_program_wrote_is_not_guessed_at(table: str, row: dict[str, Any], told: str) -> None:
    desk = closed()
    tables = {**desk.rows(), table: {"x": row}}
    assert refused("unknown_data", redacted, desk.meeting, tables, []) == {"names": [told]}
