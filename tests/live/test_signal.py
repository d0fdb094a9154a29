"""The signal in words: a chair sees at a glance whether what is shown is true, and what to do if not."""

from __future__ import annotations

import errno

import pytest

from meeting_tui.language import _
from meeting_tui.live.follower import Trust
from meeting_tui.live.signal import LOSSES, signal


def test_while_the_console_lives_the_age_is_said() -> None:
    """It does not flicker between nothing and a second."""
    said = {signal(Trust(state="live", age=age)).words for age in (0.0, 0.4, 1.2, 1.9)}
    assert len(said) == 1
    later = signal(Trust(state="live", age=3.2))
    assert "3" in later.words
    assert (later.tone, later.advice, later.age) == ("good", "", 3.2)


def test_silence_is_counted_and_unmistakable() -> None:
    told = signal(Trust(state="silent", age=11.6))
    assert told.words == _("NO SIGNAL {time}").format(time="00:11")
    assert told.tone == "bad" and told.advice
    assert signal(Trust(state="silent", age=None)).words == _("NO SIGNAL")


def test_a_console_that_was_left_is_not_one_that_died() -> None:
    closed, never = signal(Trust(state="closed", age=60.0)), signal(Trust(state="closed", age=None))
    assert closed.words != never.words
    assert {closed.tone, never.tone} == {"warning"}
    assert closed.advice == never.advice != ""


def test_a_meeting_that_has_not_begun_is_waited_for() -> None:
    told = signal(Trust(state="waiting", age=None))
    assert (told.tone, told.words) == ("warning", _("no journal yet, waiting"))
    assert told.advice


@pytest.mark.parametrize("code", [*LOSSES, "unreadable", "read_failed", "something_new"])
def test_every_loss_has_words_and_a_way_on(code: str) -> None:
    """No code and no braces reach the chair, whatever the store reports."""
    facts = {"path": "m", "n": 7, "known": 9, "found": 7, "errno": errno.EIO}
    told = signal(Trust(state="lost", age=4.0, code=code, facts=facts))
    assert told.tone == "bad"
    assert told.words.isupper()
    assert len(told.advice) > 40
    assert not {"{", "}"} & set(told.words + told.advice)
    assert "_" not in told.advice


def test_an_older_copy_is_told_by_its_numbers() -> None:
    told = signal(Trust(state="lost", age=None, code="older_copy", facts={"known": 31, "found": 12}))
    assert "31" in told.advice and "12" in told.advice


def test_a_plan_that_cannot_be_read_as_text_is_not_blamed_on_the_disk() -> None:
    """Whoever looks at the disk finds nothing there; it is the plan that was changed."""
    mistaken, garbled = (
        signal(Trust(state="lost", age=None, code=code)) for code in ("plan_invalid", "plan_not_utf8")
    )
    assert garbled.advice == mistaken.advice
