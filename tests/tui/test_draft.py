"""Typing that is no act yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from meeting_tui.tui.draft import Draft, HalfQuestion, Stillness

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_words_are_kept_when_the_typing_pauses() -> None:
    still = Stillness()
    assert not still.reached("Kết", START)
    assert not still.reached("Kết luận", START + timedelta(seconds=1.5))
    assert not still.reached("Kết luận", START + timedelta(seconds=3))
    assert still.reached("Kết luận", START + timedelta(seconds=3.5))


def test_words_are_kept_also_when_it_does_not_pause() -> None:
    """Somebody who types on and on loses five seconds at most."""
    still = Stillness()
    reached = [still.reached("x" * second, START + timedelta(seconds=second)) for second in range(1, 16)]
    assert [second for second, kept in enumerate(reached, start=1) if kept] == [6, 12]


def test_a_half_question_comes_back_whole(tmp_path: Path) -> None:
    half = HalfQuestion(words="Đường ngập", turn="s1", topic="giao_thong_tl", unit="economy")
    first = Draft(tmp_path)
    first.keep(half)
    first.close()
    again = Draft(tmp_path)
    assert again.half == half
    again.keep(HalfQuestion(words="", turn="s1"))
    again.close()
    assert [path.name for path in tmp_path.iterdir()] == ["note.draft.lock"]


def test_only_the_first_console_keeps_a_draft(tmp_path: Path) -> None:
    first, second = Draft(tmp_path), Draft(tmp_path)
    first.keep(HalfQuestion(words="của máy một"))
    second.keep(HalfQuestion(words="của máy hai"))
    first.close()
    second.close()
    third = Draft(tmp_path)
    assert third.half.words == "của máy một"
    third.close()


def test_a_draft_that_cannot_be_read_is_no_draft(tmp_path: Path) -> None:
    (tmp_path / "note.draft").write_bytes(b"\xff{")
    draft = Draft(tmp_path)
    assert draft.half.words == ""
    draft.close()
