"""Whatever is written into a field comes out of every paper whole, clean and in its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paper_day import PARTY, STATE, PaperDay
from reading import strings

from meeting_tui.domain import agenda as agenda_commands
from meeting_tui.domain import closing, opinions, promises
from meeting_tui.domain.codes import make_code
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.agenda import agenda
from meeting_tui.domain.papers.answer_sheets import answer_sheets
from meeting_tui.domain.papers.attendance import attendance_list
from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.invitation import invitations
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.notice import notice
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.result_report import result_report
from meeting_tui.domain.papers.summary import sheet_rows, summary
from meeting_tui.domain.papers.transfer_slips import transfer_slips
from meeting_tui.domain.plan import Officer, Plan, Recipient, Rules, Signature, Unit
from meeting_tui.domain.text import clean, clean_line

PAPERS: dict[str, Callable[[Meeting, datetime, Profile], Iterable[Paper]]] = {
    "agenda": lambda meeting, now, profile: [agenda(meeting, now, profile)],
    "answer_sheets": lambda meeting, now, profile: [answer_sheets(meeting, now, profile)],
    "attendance": lambda meeting, now, profile: [attendance_list(meeting, now, profile)],
    "invitations": lambda meeting, now, profile: invitations(meeting, profile).letters,
    "minutes": lambda meeting, now, profile: [minutes(meeting, now, profile)],
    "notice": lambda meeting, now, profile: [notice(meeting, now, profile)],
    "result_report": lambda meeting, now, profile: [result_report(meeting, now, profile)],
    "summary": lambda meeting, now, profile: [summary(meeting, now, profile)],
    "transfer_slips": transfer_slips,
}
EVIL = "Nguye\u0302\u0303n\x1b[31m\x07 \u202eăn\u2066 & <b>x</b> {{ 7*7 }} #let ]] 😀 \u200bTh\u1ecb\ufeff"
LONG = " ".join(f"tiếng{count}" for count in range(3500))
"""Over 30,000 letters."""
WITH_EVERY_QUESTION = ("minutes", "summary", "answer_sheets", "transfer_slips")


def evil_plan(text: str, plan: Plan = STATE) -> Plan:
    """The text in every field that a paper prints."""
    return msgspec.structs.replace(
        plan,
        issuer=text,
        place=text,
        event_name=text,
        organiser=text,
        superior=text,
        province=text,
        chairs=(Officer(title=text, name=text),),
        secretaries=(Officer(title=text),),
        delegates=(text, text),
        content=(text,),
        beyond_competence=text,
        contact=text,
        units=(Unit(id="u", name=text, topics=("khac",)),),
        rules=Rules(text=(text, text)),
        signature=Signature(authority=text, deputy=text, title=text, name=text),
        recipients=(Recipient(name=text, note=text),),
        events=(msgspec.structs.replace(plan.here, venue=text, village=text),),
    )


def evil_day(text: str, plan: Plan) -> PaperDay:
    """A day of which everything that can be typed is this text."""
    day = PaperDay(plan)
    code = make_code(1_164_855, 42, 7)
    day.person("x", text, village=text, org=text, title=text, phone=text, code=code)
    day.person("y", text, kind="delegate", title=text, withhold_name=True)
    day.officers("chair", (text, text))
    day.officers("secretary", (text, text))
    day.step("thong_qua", presenter=text, result=text, text=text)
    day.step("phat_bieu")
    unit = day.meeting.plan.units[0].id
    first, second, third = day.speak("x", text, f"{text} hai", f"{text} ba", topic="khac")
    day.settle(first, "owed", answer=text, answered_by=text, due=date(2030, 1, 1), unit=unit)
    day.settle(second, "answered", answer=text, answered_by=text, unit=unit)
    day.settle(third, "beyond_competence", answer=text, unit=unit)
    day.settle(day.ask(None, text, unit=unit), "out_of_scope", answer=text)
    day.do(promises.promise, promise="p", unit=unit, content=text, due=date(2030, 2, 1))
    day.do(closing.conclude, text=text)
    day.close(read_back=text)
    return day


def papers_of(day: PaperDay) -> list[Paper]:
    return [paper for made in PAPERS.values() for paper in made(day.meeting, day.now, day.profile)]


def is_clean(text: str) -> bool:
    return text == clean(text) and unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("plan", [STATE, PARTY], ids=["state", "party"])
@pytest.mark.parametrize("text", [EVIL, "A", "&", "<", "😀", "{", "x" * 30_000], ids=lambda text: text[:2])
def test_every_field_of_every_paper_takes_any_text(text: str, plan: Plan) -> None:
    """Control characters, direction marks, signs of other languages, one letter, one endless word."""
    made = papers_of(evil_day(text, evil_plan(text, plan)))
    assert {paper.kind for paper in made} == {
        *("agenda", "answer_sheets", "attendance", "invitation", "minutes", "notice"),
        *("result_report", "summary", "transfer_slip"),
    }
    for paper in made:
        assert all(map(is_clean, strings(paper))), paper.kind
        assert msgspec.json.decode(msgspec.json.encode(paper), type=Paper) == paper


@pytest.mark.parametrize("name", WITH_EVERY_QUESTION)
def test_a_long_opinion_is_whole_and_in_order(name: str) -> None:
    day = PaperDay()
    day.step("phat_bieu")
    question = day.ask(None, LONG, topic="dat_dai")
    day.settle(question, "owed", due=date(2030, 1, 1))
    text = "\n".join(
        part for paper in PAPERS[name](day.meeting, day.now, day.profile) for part in strings(paper)
    )
    assert LONG in text


@pytest.mark.parametrize("plan", [STATE, PARTY], ids=["state", "party"])
def test_an_empty_meeting_makes_every_paper(plan: Plan) -> None:
    """Nobody came, nothing was said, the plan names nobody to get anything."""
    bare = msgspec.structs.replace(
        plan, recipients=(), delegates=(), signature=Signature(), number="", secretaries=()
    )
    day = PaperDay(bare)
    made = papers_of(day)
    assert {paper.kind for paper in made if paper.draft} == {
        *("attendance", "minutes", "notice", "result_report", "summary"),
    }
    assert all(all(map(is_clean, strings(paper))) for paper in made)


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(
    lambda text: clean_line(text) != ""
)


@given(st.lists(texts, min_size=1, max_size=6), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_words_are_lost_or_reordered(said: list[str], merged: bool) -> None:
    """Whatever was asked is in the minutes, in the summary and on the unit's papers, in the order of the numbers."""
    day = PaperDay()
    day.step("phat_bieu")
    keys = [day.ask(None, text, topic="dat_dai") for text in said]
    if merged and len(keys) > 1:
        day.do(opinions.merge, into=keys[0], questions=keys[1:])
    day.settle(keys[0], "owed", due=date(2030, 1, 1))
    for key in keys[1:] if not merged else []:
        day.settle(key, "owed", due=date(2030, 1, 1))
    for name in WITH_EVERY_QUESTION:
        once = merged and name in ("answer_sheets", "transfer_slips")
        text = " ".join(
            part for paper in PAPERS[name](day.meeting, day.now, day.profile) for part in strings(paper)
        )
        assert in_order(distinct(said) if once else said, clean_line(text)), name
    assert in_order(said, clean_line(" ".join(str(row[3]) for row in sheet_rows(day.meeting))))


def distinct(said: list[str]) -> list[str]:
    """Units do not read twice what is answered together and says the same."""
    return [said[0], *(text for text in said[1:] if clean_line(text) != clean_line(said[0]))]


def in_order(said: list[str], text: str) -> bool:
    """Every line of every text, one after the other: a paper may part the lines."""
    at = 0
    for line in (line for words in said for line in clean(words).split("\n")):
        at = text.find(clean_line(line), at)
        if at < 0:
            return False
        at += len(clean_line(line))
    return True


def test_the_order_of_the_check_is_checked() -> None:
    assert in_order(["a", "b"], "x a b") and not in_order(["b", "a"], "x a b")


def test_steps_that_were_renamed_keep_their_text() -> None:
    """A day that says nothing but through its steps is whole in the minutes."""
    day = PaperDay()
    day.do(agenda_commands.go_to_step, step="bao_cao", seen=None, overrides=["chair_unnamed"])
    day.do(agenda_commands.record_step, step="bao_cao", text=EVIL)
    text = "\n".join(strings(minutes(day.meeting, day.now, day.profile)))
    assert clean_line(EVIL) in text
