"""A roster beside the meeting: nobody twice, nobody merged on a guess, and one command that undo takes back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meeting_tui.domain import doors, floor
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.likeness import same_body, village_key
from meeting_tui.domain.records import Person
from meeting_tui.domain.roster import (
    NEW,
    Entry,
    FieldChange,
    ImportResult,
    LeftOut,
    Match,
    Slip,
    SlipIntake,
    as_person,
    import_people,
)
from meeting_tui.domain.roster_compare import compare

from .builders import Desk, closed, plan_ruled, speaking, welcoming

MARK = 47
CODE, OTHER = (make_code(first, 7, MARK) for first in (5_830_412, 9_041_177))
FOREIGN = make_code(1_500_000, 7, 3)
EAST, WEST = "Thôn Đông", "Thôn Đoài"


def an(village: str = EAST, **fields: Any) -> Entry:
    return Entry(name="Nguyễn Văn An", village=village, **fields)


def be(village: str = EAST, **fields: Any) -> Entry:
    return Entry(name="Trần Thị Bé", village=village, **fields)


def listed(*entries: Entry) -> Desk:
    """A meeting with these people on its list: `p0`, `p1`…"""
    desk = welcoming()
    for at, entry in enumerate(entries):
        desk.do(doors.add_person, person=f"p{at}", record=as_person(entry, entry.code))
    return desk


def compared(desk: Desk, *entries: Entry, **said: Any) -> list[Match]:
    return compare(entries, desk.meeting, mark=MARK, **said)


def results(desk: Desk, *entries: Entry, **said: Any) -> list[str]:
    return [match.result for match in compared(desk, *entries, **said)]


def codes(match: Match) -> list[str]:
    return [found.code for found in match.findings]


def take(desk: Desk, *entries: Entry, **said: Any) -> ImportResult:
    """Import these entries as they compare, as `importing.run` does it."""
    matches = compared(desk, *entries, **said)
    start = len(desk.meeting.people)
    keys: dict[int, str] = {}
    for at, match in enumerate(matches):
        keys[at] = match.person or (f"p{start + at}" if match.like is None else keys[match.like])
    turns = {
        keys[at]: f"s{len(desk.meeting.turns) + at}"
        for at, match in enumerate(matches)
        if match.slip == "new"
    }
    return desk.do(
        import_people,
        people={
            keys[at]: as_person(entries[at], match.code)
            for at, match in enumerate(matches)
            if match.result == "new"
        },
        updates={match.person: list(match.changes) for match in matches if match.person and match.changes},
        slips=[
            SlipIntake(
                turn=match.turn or turns[keys[at]],
                person=keys[at],
                slip=entries[at].slip or Slip(),
                joins=match.slip == "joined",
            )
            for wanted in (("new", "update"), ("joined",))
            for at, match in enumerate(matches)
            if match.slip in wanted
        ],
        seen=list(desk.meeting.people),
    )


# -- who is who ------------------------------------------------------------------------------------------


def test_the_same_roster_twice_adds_nobody() -> None:
    """Clerks send the list again with one person more, and again."""
    roster = (an(), be(phone="0912345678"), be(WEST), an(EAST, birth_year=1960, household="Lê Văn Tư"))
    desk = listed()
    assert results(desk, *roster) == ["new", "new", "new", "doubtful"]
    take(desk, *roster)
    assert len(desk.meeting.people) == 3
    assert results(desk, *roster) == ["same", "same", "same", "doubtful"]
    assert take(desk, *roster) == ImportResult()


@pytest.mark.parametrize(
    ("spelled", "village"),
    [
        ("NGUYỄN VĂN AN", "thôn đông"),
        ("Nguye\u0302\u0303n  Va\u0306n An", "THÔN ĐÔNG"),
        ("Nguyễn Văn An", "Đông"),
    ],
)
def test_one_name_in_several_spellings(spelled: str, village: str) -> None:
    """Case, spaces, the way letters are put together and a left out “thôn” make no other person."""
    (match,) = compared(listed(an()), Entry(name=spelled, village=village))
    assert (match.result, match.person, match.changes) == ("same", "p0", ())


def test_where_the_tone_stands_makes_no_other_person() -> None:
    desk = listed(Entry(name="Lê Thị Hoà", village=EAST))
    assert results(desk, Entry(name="Lê Thị Hòa", village=EAST)) == ["same"]


@pytest.mark.parametrize(
    ("known", "told", "result"),
    [
        (an(), an(WEST), "new"),
        (an("Thôn 1"), an("Tổ dân phố 1"), "new"),
        (an(birth_year=1960), an(birth_year=1961), "new"),
        (an(household="Lê Văn Tư"), an(household="Lê Văn Năm"), "new"),
        (an(birth_year=1960), an(), "same"),
        (an(), an(birth_year=1960), "update"),
        (an(phone="0912345678"), an(WEST, phone="0912345678"), "update"),
        (an(), an(""), "doubtful"),
        (an(""), an(), "doubtful"),
        (an(""), an(""), "same"),
        (an(salutation="Ông"), an(salutation="Bà"), "doubtful"),
        (an(birth_year=1960, phone="0912345678"), an(birth_year=1961, phone="0912345678"), "doubtful"),
    ],
)
def test_what_tells_two_people_of_one_name_apart(known: Entry, told: Entry, result: str) -> None:
    """Village, year of birth, household and phone; what stays open is asked."""
    assert results(listed(known), told) == [result]


def test_of_two_on_the_list_the_year_says_which() -> None:
    """Two people of one name in one village: without year or household nobody can say who is meant."""
    desk = listed(an(birth_year=1960), an(birth_year=1985))
    sure, open_ = compared(desk, an(birth_year=1985), be())[0], compared(desk, an())[0]
    assert (sure.result, sure.person) == ("same", "p1")
    assert (open_.result, open_.candidates, codes(open_)) == ("doubtful", ("p0", "p1"), ["doubtful"])


def test_one_year_shared_by_two_on_the_list_decides_nothing() -> None:
    """Cousins are called after one grandfather, in one year."""
    desk = listed(an(birth_year=1960, household="Lê Văn Tư"), an(birth_year=1960, household="Lê Văn Năm"))
    assert results(desk, an(birth_year=1960)) == ["doubtful"]
    assert compared(desk, an(birth_year=1960, household="Lê Văn Năm"))[0].person == "p1"


def test_two_of_one_name_in_the_roster_itself() -> None:
    """Told apart by year, household or sex they are two; identical rows are one; what is left is asked."""
    desk = listed()
    assert results(desk, an(birth_year=1960), an(birth_year=1985)) == ["new", "new"]
    assert results(desk, an(salutation="Ông"), an(salutation="Bà")) == ["new", "new"]
    first, second = compared(desk, an(birth_year=1960), an(birth_year=1960))
    assert (first.result, second.result, second.like, codes(second)) == ("new", "repeat", 0, ["repeats_row"])
    first, second = compared(desk, an(), an())
    assert (first.result, second.result, second.like, codes(second)) == (
        "new",
        "doubtful",
        0,
        ["doubtful_row"],
    )


def test_years_given_to_both_rows_settle_a_doubt() -> None:
    """What the workbook for correction asks for must be enough."""
    desk = listed()
    take(desk, an(), an())
    assert results(desk, an(birth_year=1960), an(birth_year=1985)) == ["update", "new"]


def test_the_clerk_decides_on_a_doubtful_row() -> None:
    """As somebody on the list, or as a person of their own; and then the same roster adds nobody."""
    desk = listed(an(birth_year=1960), an(birth_year=1985))
    (match,) = compared(desk, an(), decisions={0: "p1"})
    assert (match.result, match.person) == ("same", "p1")
    roster = (be(), be())
    take(desk, *roster, decisions={1: NEW})
    assert sum(person.name == be().name for person in desk.meeting.people.values()) == 2
    assert results(desk, *roster) == ["same", "same"]


def test_everybody_of_the_name_may_be_chosen_for_a_doubtful_row() -> None:
    """Also somebody whom an earlier row took, and an earlier row that is somebody new."""
    desk = listed(an(), an(WEST, birth_year=1985))
    claims, again = compared(desk, an(), an())
    assert (claims.person, again.result, again.candidates) == ("p0", "doubtful", ("p0", "p1"))
    assert codes(again) == ["doubtful"]
    assert "1985" in str(again.findings[0].facts["people"])
    roster = (an("Thôn Giữa"), an("Thôn Giữa"))
    fresh = compared(desk, *roster)[1]
    assert (fresh.candidates, fresh.earlier, codes(fresh)) == (
        ("p0", "p1"),
        (0,),
        ["doubtful_row", "of_this_name"],
    )
    chosen = compared(desk, *roster, decisions={1: 0})[1]
    assert (chosen.result, chosen.like) == ("repeat", 0)


@pytest.mark.parametrize(
    "name", ["Hoàng Thị Mão, Trần Văn Tý", "Hoàng Thị Mão và Trần Văn Tý", "Hoàng Thị Mão - Trần Văn Tý"]
)
def test_two_names_in_one_cell_are_not_one_person(name: str) -> None:
    """Two people come; one of them would have no place. The clerk may still say that it is one name."""
    desk = listed()
    roster = Entry(name=name, village=EAST)
    (match,) = compared(desk, roster)
    assert (match.result, codes(match)) == ("doubtful", ["several_people"])
    take(desk, roster, decisions={0: NEW})
    assert results(desk, roster) == ["same"]
    assert results(desk, Entry(name="Nguyễn Văn An, trưởng thôn")) == ["new"]


def test_two_householders_of_one_name_are_asked_about() -> None:
    """Each heads a household of this name: that it is the same tells nothing."""
    head = an(household="Nguyễn Văn An")
    assert results(listed(), head, head) == ["new", "doubtful"]
    assert results(listed(head), head) == ["same"]
    assert results(listed(head), an(WEST, household="Nguyễn Văn An")) == ["new"]
    assert results(listed(head), an("", household="Nguyễn Văn An")) == ["doubtful"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Hội CCB", "Hội Cựu chiến binh", True),
        ("CCB", "hội cựu chiến binh", True),
        ("Đoàn TN", "Đoàn thanh niên", True),
        ("Hội Nông dân", "Hội Phụ nữ", False),
        ("Hội", "Hội Phụ nữ", False),
    ],
)
def test_organisations_by_name_and_initials(a: str, b: str, same: bool) -> None:
    assert (same_body(a, b), same_body(b, a)) == (same, same)


def test_a_code_says_who_it_is() -> None:
    """A list that was exported from here comes back with other villages and years, and is still the same people."""
    desk = listed(an(birth_year=1960, code=CODE), be(code=OTHER))
    moved, wrong = compared(desk, an(WEST, code=CODE[:8]), an(code=OTHER))
    assert (moved.person, moved.changes) == ("p0", (FieldChange("village", EAST, WEST),))
    assert (wrong.result, codes(wrong)) == ("error", ["code_other_name"])


def test_codes_of_nobody() -> None:
    """A code that was printed and then undone is given out again; that of another meeting is not; none twice."""
    own, foreign, again = compared(listed(), an(code=CODE), be(code=FOREIGN), be(WEST, code=CODE))
    assert (own.result, own.code) == ("new", CODE)
    assert (foreign.result, foreign.code, codes(foreign)) == ("new", "", ["code_unknown"])
    assert (again.result, codes(again)) == ("error", ["code_repeated"])


def test_village_keys() -> None:
    assert village_key("Thôn Đông") == village_key("THÔN  ĐÔNG") == ("thon", "dong")
    assert village_key("Tổ 07") == village_key("TDP 7") == village_key("Tổ dân phố 7") == ("to dan pho", "7")
    assert village_key("Thôn Hoà Bình") == village_key("thôn Hòa Bình")


# -- what changes ----------------------------------------------------------------------------------------


def test_an_empty_cell_erases_nothing_and_the_day_stays() -> None:
    """Attendance, code and a withheld name are not the roster's to change."""
    desk = listed(an(phone="0912345678", title="Trưởng thôn", withhold_name=True, code=CODE))
    desk.do(doors.check_in, person="p0")
    before = desk.meeting.people["p0"]
    take(desk, an(phone="0987654321", birth_year=1960))
    assert desk.meeting.people["p0"] == msgspec.structs.replace(before, phone="0987654321", birth_year=1960)


def test_what_was_corrected_by_hand_stays() -> None:
    """The desk has asked the person; the file is from last week."""
    (match,) = compared(listed(an(phone="0912345678")), an(phone="0987654321"), by_hand={"p0": {"phone"}})
    assert (match.result, match.changes, codes(match)) == ("same", (), ["kept_by_hand"])


def test_a_roster_withholds_a_name_and_never_gives_one_away() -> None:
    desk = listed(an(), be(withhold_name=True))
    hides, shows = compared(desk, an(withhold_name=True), be())
    assert hides.changes == (FieldChange("withhold_name", False, True),)
    assert (shows.result, shows.changes) == ("same", ())


# -- slips -----------------------------------------------------------------------------------------------


def slip(number: int | None = None, content: str = "Sửa đường", **fields: Any) -> Slip:
    return Slip(number=number, content=content, **fields)


def test_slips_come_with_their_people_and_only_once() -> None:
    """Of who is not here yet the slip is registered; of who is, it waits."""
    desk = listed(be())
    desk.do(doors.check_in, person="p0")
    roster = (an(slip=slip(1)), be(slip=slip(2, "Thu gom rác")))
    assert [match.slip for match in compared(desk, *roster)] == ["new", "new"]
    take(desk, *roster)
    assert {turn.number: turn.state for turn in desk.meeting.turns.values()} == {
        1: "registered",
        2: "waiting",
    }
    assert [match.slip for match in compared(desk, *roster)] == ["same", "same"]


def test_a_number_belongs_to_one_person() -> None:
    """On the list and in the roster; and nobody waits with two slips."""
    desk = listed(an(), be())
    take(desk, an(slip=slip(1)))
    taken, repeated, second = compared(
        desk, be(slip=slip(1)), Entry(name="Lê Văn Chín", slip=slip(5)), an(slip=slip(3))
    )
    assert [codes(taken), codes(repeated), codes(second)] == [["slip_number_taken"], [], ["second_slip"]]
    both = compared(listed(), an(slip=slip(1)), be(slip=slip(1)))
    assert [match.result for match in both] == ["new", "error"]
    assert codes(both[1]) == ["slip_repeated"]
    twice = compared(listed(), an(birth_year=1960, slip=slip(1)), an(birth_year=1960, slip=slip(2)))
    assert codes(twice[1]) == ["repeats_row", "second_slip"]


def waiting(desk: Desk) -> list[tuple[int | None, str]]:
    return [(turn.number, turn.content) for turn in desk.meeting.turns.values()]


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (slip(None, "Sửa đường"), slip(None, "Thu gom rác"), (None, "Sửa đường\nThu gom rác")),
        (slip(1, "Sửa đường"), slip(None, "Thu gom rác"), (1, "Sửa đường\nThu gom rác")),
        (slip(None, "Sửa đường"), slip(2, "Thu gom rác"), (2, "Sửa đường\nThu gom rác")),
    ],
)
@pytest.mark.parametrize("in_one_file", [True, False])
def test_another_matter_of_somebody_who_waits_is_added_to_their_slip(
    first: Slip, second: Slip, after: tuple[int | None, str], in_one_file: bool
) -> None:
    """One slip waits of each person; what stands on the other one is not lost, and not taken in twice."""
    one, two = an(birth_year=1960, slip=first), an(birth_year=1960, slip=second)
    desk = listed()
    files = [(one, two)] if in_one_file else [(one,), (two,)]
    for file in files:
        matches = compared(desk, *file)
        take(desk, *file)
    (added,) = (match for match in matches if match.slip == "joined")
    assert "slip_joined" in codes(added)
    ((number, content),) = waiting(desk)
    assert (number, sorted(content.split("\n"))) == (after[0], sorted(after[1].split("\n")))
    for again in (one, two):
        assert [match.slip for match in compared(desk, again)] == ["same"]
    assert take(desk, one, two) == ImportResult()


def test_what_joins_a_slip_outlives_a_correction_of_it() -> None:
    """The numbered sheet was corrected, the other one was not: both are there afterwards."""
    desk = listed()
    take(desk, an(birth_year=1960, slip=slip(1, "Sửa đường")))
    take(
        desk,
        an(birth_year=1960, slip=slip(1, "Sửa đường và cống")),
        an(birth_year=1960, slip=slip(None, "Thu gom rác")),
    )
    assert waiting(desk) == [(1, "Sửa đường và cống\nThu gom rác")]
    other_matter, changed = (
        an(birth_year=1960, slip=slip(None, "Thu gom rác")),
        an(birth_year=1960, slip=slip(1, "Xây cầu")),
    )
    assert [match.slip for match in compared(desk, other_matter, changed)] == ["joined", "update"]
    take(desk, other_matter, changed)
    assert waiting(desk) == [(1, "Xây cầu\nThu gom rác")]


def test_a_row_that_is_wrong_takes_nobody_with_it() -> None:
    """Of two rows about one person the good one is taken in, and a slip that was refused is refused again."""
    roster = (be(slip=slip(1)), an(birth_year=1960, slip=slip(1)), an(birth_year=1960), an(birth_year=1960))
    matches = compared(listed(), *roster)
    assert [match.result for match in matches] == ["new", "error", "new", "repeat"]
    assert (codes(matches[2]), matches[3].like, matches[3].findings[0].facts["first"]) == ([], 2, 2)
    desk = listed(be(), an())
    take(desk, be(slip=slip(1)))
    both = compared(desk, *[an(birth_year=1960, slip=slip(1))] * 2)
    assert [codes(match)[-1] for match in both] == ["slip_number_taken"] * 2


SLIPS = st.builds(
    Slip,
    number=st.sampled_from([None, None, 1, 2]),
    content=st.sampled_from(["Sửa đường", "Sửa đường và cống", "Thu gom rác", "Xây cầu\nThu gom rác"]),
)
SPEAKERS = st.builds(
    Entry,
    name=st.sampled_from(["Nguyễn Văn An", "Trần Thị Bé"]),
    village=st.just(EAST),
    birth_year=st.sampled_from([1960, 1985]),
    slip=st.one_of(st.none(), SLIPS),
)


@settings(max_examples=200, deadline=None)
@given(roster=st.lists(SPEAKERS, max_size=6))
def test_no_words_are_lost_and_none_taken_in_twice(roster: list[Entry]) -> None:
    """Whatever slips a file brings: what is not given back is in the meeting, once."""
    desk = listed()
    matches = compared(desk, *roster)
    assert take(desk, *roster).left_out == ()
    texts = [content.split("\n") for _, content in waiting(desk)]
    for entry, match in zip(roster, matches, strict=True):
        if entry.slip and match.result != "error":
            assert any(set(entry.slip.content.split("\n")) <= set(text) for text in texts)
    before = waiting(desk)
    assert {match.slip for match in compared(desk, *roster)} <= {"", "same"}
    take(desk, *roster)
    assert waiting(desk) == before


def test_words_that_are_replaced_are_told() -> None:
    """The same number is the same slip; what it said so far must be seen before it goes."""
    desk = listed()
    take(desk, an(slip=slip(1, "Sửa đường")))
    (match,) = compared(desk, an(slip=slip(1, "Thu gom rác")))
    assert (match.slip, [(one.code, one.facts["was"]) for one in match.findings]) == (
        "update",
        [("slip_replaced", "Sửa đường")],
    )
    (spelled,) = compared(desk, an(slip=slip(1, "SỬA ĐƯỜNG")))
    assert (spelled.slip, codes(spelled)) == ("update", [])


def test_other_words_are_taken_until_the_slip_is_heard() -> None:
    """Afterwards they would change what was said."""
    desk = listed(an())
    take(desk, an(slip=slip(1)))
    take(desk, an(slip=slip(1, "Sửa đường và cống", topic="giao_thong_tl")))
    (turn,) = desk.meeting.turns.values()
    assert (turn.content, turn.topic, len(desk.meeting.turns)) == ("Sửa đường và cống", "giao_thong_tl", 1)
    desk.do(doors.check_in, person="p0")
    desk.do(floor.join_queue, turn="s0")
    desk.call()
    (match,) = compared(desk, an(slip=slip(1, "Thu gom rác")))
    assert (match.result, match.slip, codes(match)) == ("same", "same", ["slip_heard"])


def test_slips_after_the_list_is_closed_or_the_speech_is_held() -> None:
    desk = listed(an())
    desk.do(floor.close_list)
    assert codes(compared(desk, an(slip=slip(1)))[0]) == ["list_closed"]
    heard = speaking(plan=plan_ruled(second_turn="no"))
    person = heard.meeting.people["p1"]
    entry = Entry(name=person.name, village=person.village, slip=slip(9))
    heard.do(floor.end_speech, seen=heard.seen)
    assert codes(compared(heard, entry)[0]) == ["spoken_already"]


# -- the command -----------------------------------------------------------------------------------------


def test_one_undo_takes_the_whole_roster_back() -> None:
    desk = listed(an(phone="0912345678"))
    before = desk.rows()
    take(desk, an(phone="0987654321", slip=slip(1)), be(code=CODE), be(WEST, slip=slip(2)))
    assert len(desk.meeting.people) == 3
    assert desk.meeting.codes[CODE[:8]].person == "p2"
    desk.undo()
    assert desk.rows() == before


def test_what_changed_since_the_comparison_is_left_out_and_told() -> None:
    """Another desk was faster; everything else is taken in."""
    desk = listed(an(phone="0912345678"))
    people = {"n1": Person(name="Trần Thị Bé", village=EAST), "n2": Person(name="Lê Văn Chín", code=CODE)}
    seen = list(desk.meeting.people)
    desk.do(doors.walk_in, person="w", name="Trần thị Bé", village=EAST, code=CODE)
    desk.do(doors.correct_person, person="p0", name="Nguyễn Văn An", village=WEST)
    done = desk.do(
        import_people,
        people={**people, "n3": Person(name="Vũ Văn Em")},
        updates={
            "p0": [
                FieldChange("village", EAST, "Thôn Giữa"),
                FieldChange("phone", "0912345678", "0987654321"),
            ]
        },
        slips=[SlipIntake(turn="t", person="n1", slip=slip(1))],
        seen=seen,
    )
    assert (done.added, done.updated, done.slips) == (1, 1, 0)
    assert [(one.key, one.code) for one in done.left_out] == [
        ("n1", "came_meanwhile"),
        ("n2", "code_taken"),
        ("p0", "changed_meanwhile"),
        ("t", "no_such_person"),
    ]
    assert (desk.meeting.people["p0"].village, desk.meeting.people["p0"].phone) == (WEST, "0987654321")


def test_the_same_command_again_does_nothing() -> None:
    """It may be sent twice when nobody knows whether the first one was kept."""
    desk = listed()
    given: dict[str, Any] = {
        "people": {"n1": Person(name="Trần Thị Bé", village=EAST, code=CODE)},
        "updates": {},
        "slips": [SlipIntake(turn="t", person="n1", slip=slip(1))],
        "seen": [],
    }
    assert desk.do(import_people, **given) == ImportResult(added=1, slips=1)
    head = desk.store.head
    assert desk.do(import_people, **given) == ImportResult()
    assert desk.store.head == head


def test_somebody_who_is_gone_is_told() -> None:
    done = listed().do(
        import_people, people={}, updates={"gone": [FieldChange("phone", "", "0912345678")]}, slips=[]
    )
    assert done.left_out == (LeftOut(key="gone", code="no_such_person"),)


def test_a_closed_meeting_takes_no_roster() -> None:
    assert closed().refused("meeting_closed", import_people, people={}, updates={}, slips=[]) == {}


def test_a_refusal_is_no_reason_to_lose_the_others() -> None:
    """Only the slip that is refused is left out."""
    desk = listed(an())
    desk.do(floor.close_list)
    done = desk.do(
        import_people,
        people={"n": Person(name="Lê Văn Chín")},
        updates={},
        slips=[SlipIntake(turn="t", person="p0", slip=slip(1))],
        seen=["p0"],
    )
    assert (done.added, [one.code for one in done.left_out]) == (1, ["list_closed"])


# -- whatever comes --------------------------------------------------------------------------------------

ENTRIES = st.builds(
    Entry,
    name=st.sampled_from(["Nguyễn Văn An", "Trần Thị Bé"]),
    village=st.sampled_from(["", "Đông", EAST, WEST]),
    salutation=st.sampled_from(["", "Ông", "Bà"]),
    birth_year=st.sampled_from([None, 1960, 1985]),
    phone=st.sampled_from(["", "0912345678", "0987654321"]),
    household=st.sampled_from(["", "Lê Văn Tư"]),
)


@settings(max_examples=200, deadline=None)
@given(roster=st.lists(ENTRIES, max_size=7))
def test_no_roster_adds_anybody_the_second_time(roster: list[Entry]) -> None:
    """However it contradicts itself: what was taken once is known again."""
    desk = listed()
    added = take(desk, *roster).added
    assert added == len(desk.meeting.people)
    assert take(desk, *roster).added == 0
    assert take(desk, *roster).updated == 0


@settings(max_examples=100, deadline=None)
@given(known=st.lists(ENTRIES, max_size=4), roster=st.lists(ENTRIES, max_size=5))
def test_two_rows_are_one_person_only_where_they_say_the_same(
    known: list[Entry], roster: list[Entry]
) -> None:
    """Nobody is merged silently: a row that shares its person with another one repeats it, and that is told."""
    desk = listed(*known)
    whom: dict[str, int] = {}
    for at, match in enumerate(compared(desk, *roster)):
        if match.person is None:
            continue
        first = whom.setdefault(match.person, at)
        assert first == at or "repeats_row" in codes(match)


# -- nearly the same -------------------------------------------------------------------------------------


def an_mot(name: str = "Lê An Một", village: str = "Đông", **fields: Any) -> Entry:
    return Entry(name=name, village=village, **{"birth_year": 1960, **fields})


def test_a_name_typed_without_marks_may_be_somebody_on_the_list() -> None:
    """Two offices, two keyboards: the person would have two codes and two places."""
    desk = listed(an_mot())
    for entry in (an_mot("Le An Mot"), an_mot("Le An Mot", birth_year=None), an_mot("Lê An Mốt")):
        (match,) = compared(desk, entry)
        assert (match.result, match.candidates, codes(match)) == ("doubtful", ("p0",), ["doubtful"])
    (same,) = compared(desk, an_mot("Le An Mot"), decisions={0: "p0"})
    assert (same.result, same.person) == ("same", "p0")
    assert results(desk, an_mot("Le An Mot"), decisions={0: NEW}) == ["new"]


def test_a_name_without_marks_may_be_that_of_an_earlier_row() -> None:
    assert results(listed(), an_mot(), an_mot("Le An Mot")) == ["new", "doubtful"]
    assert results(listed(), an_mot("Le An Mot"), an_mot()) == ["new", "doubtful"]


def test_names_that_differ_in_their_marks_are_two_people_where_a_file_has_both() -> None:
    """Hoa and Hoà of one village and year are neighbours; so are those of other years and villages."""
    both = (an_mot("Trần Thị Hoa"), an_mot("Trần Thị Hoả"))
    assert results(listed(), *both) == ["new", "new"]
    assert results(listed(both[0]), *both) == ["same", "new"]
    assert results(listed(an_mot()), an_mot("Le An Mot", birth_year=1980)) == ["new"]
    assert results(listed(an_mot()), an_mot("Le An Mot", village="Tây")) == ["new"]


def test_somebody_of_this_name_and_year_in_another_village_is_asked_about() -> None:
    """People move, and lists are old; nobody is added a second time without a word."""
    desk = listed(an_mot(village="Tây"))
    (match,) = compared(desk, an_mot(village="Bắc"))
    assert (match.result, match.candidates) == ("doubtful", ("p0",))
    assert results(desk, an_mot(village="Bắc"), decisions={0: NEW}) == ["new"]


def test_a_namesake_whom_something_else_tells_apart_is_added_with_a_warning() -> None:
    desk = listed(an_mot(village="Tây", phone="0912345678"))
    (match,) = compared(desk, an_mot(village="Bắc", phone="0912345679"))
    assert (match.result, codes(match)) == ("new", ["same_name_elsewhere"])
    assert match.findings[0].facts["people"] == "Lê An Một, Tây, 1960"


def test_a_namesake_whom_the_file_names_too_is_another() -> None:
    """The file has both, each in a village of their own."""
    desk = listed(an_mot(village="Tây"))
    assert results(desk, an_mot(village="Bắc"), an_mot(village="Tây")) == ["new", "same"]
