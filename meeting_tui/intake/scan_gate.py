"""The scan gate: tells a scanner's burst of keys from typing, before any key reaches a field or a binding.

A scanner is a keyboard. What gives it away is a run of digits (or of what a wrong layout makes of them, or the
beginning of an identity card) that comes faster than fingers can. Such keys are held; a run that is a scan becomes
one `Scan`, any other is handed on key by key, in order. Speed alone never decides: input methods and
some pastes are bursts, too.

Pure: times are given, seconds of any one clock. Keys are whatever the caller wants back.
"""

from __future__ import annotations

import re
from typing import Generic, Literal, TypeVar

import msgspec

from meeting_tui.domain.codes import LENGTH, is_whole
from meeting_tui.domain.id_numbers import NUMBER
from meeting_tui.intake.id_card import starts_like_id_card
from meeting_tui.intake.keyboard import is_code_like, undo_layout, without_prefix

Key = TypeVar("Key")
End = Literal["enter", "linefeed", "tab", "none"]

FIRST = 0.1
"""How long one digit waits for a second: scanners need 2 to 30 ms a key, more on a busy machine."""
FIRST_LETTER = 0.06
"""The same for a letter that a wrong layout could have made of a digit: such letters are typed all day."""
NEXT = 0.25
"""How long a run waits for its next key: a slow laptop stalls, and the run is recognisable by now."""
AFTER_CODE = 0.12
"""The same when a whole code is there, and only the end may be missing."""
LATE_END = 0.3
"""An Enter this soon after a scan is that scan's own: it came late, or the scanner sends two. No hand is so fast."""
FINGERS = 0.04
"""No fingers keep up this pace, as a mean over a run."""
TYPING = 0.07
"""No scanner is so slow, as a mean over a run: a hand types digits, and wants to see them."""
SURE = 4
"""So many digits at this pace are a scanner's: from then on letters and backspaces are held, too."""
ENDED = 6
"""A fast run of so many digits with an end is a scan, whole or not."""
UNENDED = LENGTH - 2
"""The same without an end: shorter runs may be a number that somebody pasted."""
STRAY = 4
"""So many letters among the digits are an input method's doing; more are a text."""

TYPED = 3
"""So many typed keys may run into a scan."""

_HEALTH_CARD = re.compile(r"[A-Z]{1,2}|[A-Z]{2}\d{1,13}|[A-Z]{2}\d{13}\|.*")
"""What a health card's code begins like, at any length."""

_ENDS: dict[str, End] = {"enter": "enter", "ctrl+j": "linefeed", "tab": "tab"}


class Scan(msgspec.Struct, frozen=True):
    """What a scanner typed. `seconds` is the time from the first key to the last; `keys` how many there were."""

    text: str
    end: End
    keys: int
    seconds: float
    disturbed: bool = False
    """Other keys came in between, as an input method sends them."""

    def __repr__(self) -> str:
        """What was scanned may be a card: it stays out of every log."""
        return f"Scan(<{len(self.text)} characters>, {self.end!r})"


class _Held(msgspec.Struct, Generic[Key], frozen=True):
    name: str
    character: str
    at: float
    key: Key


class ScanGate(Generic[Key]):
    """Feed it every key; do what it answers. `deadline` says when `expire` must be called at the latest."""

    def __init__(self) -> None:
        self._held: list[_Held[Key]] = []
        self._sure = False
        self._amid = False
        """Whether the run began right behind another key: then it is a part of something that was pasted."""
        self._typed_at = float("-inf")
        """When the last key was handed on that types something."""
        self._ended: float | None = None
        """When the last scan ended; None once something else came."""

    @property
    def deadline(self) -> float | None:
        """When the held keys will have waited long enough; None while nothing is held."""
        return self._held[-1].at + self._patience() if self._held else None

    def feed(self, name: str, character: str | None, at: float, key: Key) -> list[Key | Scan]:
        """A key came: what to do now, in order."""
        done: list[Key | Scan] = []
        if (limit := self.deadline) is not None and at > limit:
            done += self._close("none")
        if name in _ENDS and (self._held or self._late(at)):
            return done + (self._finish(name, at, key) if self._held else [])
        self._ended = None
        if self._may_hold(name, character):
            if not self._goes_on(character or ""):
                done += self._close("none")
            if not self._held:
                self._amid = at - self._typed_at <= FINGERS
            self._held.append(_Held(name, character or "", at, key))
            self._sure = self._sure or self._is_sure()
            return done
        done += self._close("none")
        self._ended = None
        if character is not None and character.isprintable():
            self._typed_at = at
        return [*done, key]

    def expire(self, now: float) -> list[Key | Scan]:
        """The time of `deadline` has come."""
        limit = self.deadline
        return self._close("none") if limit is not None and now >= limit else []

    # -- holding ---------------------------------------------------------------------------------------------

    def _may_hold(self, name: str, character: str | None) -> bool:
        """Keys that can belong to a scan: digits, anything once it is a card, corrections once it is a scanner."""
        if self._sure and name == "backspace":
            return True
        if character is None or not character.isprintable():
            return False
        if self._sure or is_code_like(character):
            return True
        return self._begins_a_card(character)

    def _begins_a_card(self, character: str) -> bool:
        """At once, or behind a few keys that somebody had just typed."""
        text = self._text + character
        return any(_begins_a_card(text[start:]) for start in range(min(TYPED + 1, len(text))))

    def _goes_on(self, character: str) -> bool:
        """Whether it can belong to what is held: a letter that was typed just before or behind a scan is not its own."""
        if self._sure:
            return character.isdecimal() or not is_whole(self._text[-LENGTH:])
        alike = not self._held or self._held[-1].character.isdecimal() == character.isdecimal()
        return alike or self._begins_a_card(character)

    def _is_sure(self) -> bool:
        return (len(self._held) >= SURE and _pace(self._held) <= FINGERS) or _card_in(self._text) is not None

    def _patience(self) -> float:
        if len(self._held) <= 2 and not self._held[-1].character.isdecimal():
            return FIRST_LETTER
        if len(self._held) == 1:
            return FIRST
        if len(self._held) == LENGTH and is_whole(self._text):
            return AFTER_CODE
        return FIRST if len(self._held) >= SURE and _pace(self._held) > TYPING else NEXT

    def _late(self, at: float) -> bool:
        """The end of a scan that was taken without it, or a second one: CR LF, or Enter twice."""
        ended, self._ended = self._ended, None
        return ended is not None and at - ended <= LATE_END

    # -- judging ---------------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        return _text(self._held)

    def _finish(self, name: str, at: float, key: Key) -> list[Key | Scan]:
        """An end came, while something is held."""
        done = self._close(_ENDS[name])
        if done and isinstance(done[-1], Scan):
            self._ended = at
            return done
        return [*done, key]

    def _close(self, end: End) -> list[Key | Scan]:
        """The run is over: what was held, as it was meant."""
        held, fast = self._held, (self._sure or _pace(self._held) <= FINGERS) and not self._amid
        self._held, self._sure = [], False
        done = _meant(held, end, fast=fast)
        if done and not isinstance(done[-1], Scan):
            self._typed_at = held[-1].at
        if done and isinstance(done[-1], Scan):
            self._ended = held[-1].at
        return done


def _meant(held: list[_Held[Key]], end: End, *, fast: bool) -> list[Key | Scan]:
    """A run as a scan, or as keys; or in parts, where something that was typed or a scan without its end ran into it."""
    text = _text(held)
    found = _found_in(text) if len(text) == len(held) else None
    if found is not None:
        start, stop = found
        before = _meant(held[:start], "enter", fast=fast)
        after = _meant(held[stop:], end, fast=fast)
        return [*before, _scan(held[start:stop], "none" if after else end), *after]
    enough = ENDED if end != "none" else UNENDED
    strays = _strays(text)
    number = len(text) == NUMBER and text[0] == "0" and text.isdecimal()
    digits = len(text) - strays
    if fast and (number or (strays <= STRAY and digits >= enough and not any(map(str.isspace, text)))):
        return [_scan(held, end)]
    return [one.key for one in held]


def _found_in(text: str) -> tuple[int, int] | None:
    """Where a card or a whole code lies, among a few keys that somebody typed or a scan that was cut short."""
    start = _card_in(text)
    if start is not None:
        return start, len(text)
    starts = [*range(TYPED + 1), *(len(text) - LENGTH - more for more in range(TYPED + 1))]
    return next(((at, at + LENGTH) for at in starts if at >= 0 and is_whole(text[at : at + LENGTH])), None)


def _scan(held: list[_Held[Key]], end: End) -> Scan:
    text = _text(held)
    disturbed = len(text) < len(held) or (not _is_card(text) and _strays(text) > 0)
    return Scan(text, end, len(held), held[-1].at - held[0].at, disturbed)


def _text(held: list[_Held[Key]]) -> str:
    return "".join(one.character for one in held if one.name != "backspace")


def _pace(held: list[_Held[Key]]) -> float:
    """Seconds a key, as a mean over the run."""
    return (held[-1].at - held[0].at) / max(1, len(held) - 1) if held else 0.0


def _card_in(text: str) -> int | None:
    """Where a card begins: at once, or behind a few keys that somebody had just typed."""
    return next((start for start in range(TYPED + 1) if _is_card(text[start:])), None)


def _is_card(text: str) -> bool:
    """Whether this is so much of a card that it can be nothing else."""
    return starts_like_id_card(text) or (len(text) > 15 and _HEALTH_CARD.fullmatch(text) is not None)


def _begins_a_card(text: str) -> bool:
    return starts_like_id_card(text) or _HEALTH_CARD.fullmatch(text) is not None


def _strays(text: str) -> int:
    """How many characters no scanner types for a digit."""
    return sum(not is_code_like(character) for character in text)


def scan_in_paste(text: str) -> str | None:
    """A pasted text that is a code or a card: some terminals hand a scanner's burst over as a paste."""
    line = without_prefix(text.strip())
    plain = undo_layout(line)
    is_scan = is_whole(plain.digits if plain else line) or _is_card(line)
    return line if is_scan and "\n" not in line and "\r" not in line else None
