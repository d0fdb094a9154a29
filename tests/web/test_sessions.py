"""The PIN: what is counted, how long one waits, and whom a key lets in."""

from __future__ import annotations

import pytest

from meeting_tui.web.sessions import LONGEST_PAUSE, TRIES, TRIES_IN_ALL, Door, new_pin

PIN = "042137"
TABLET = "192.168.1.7"


def wrong(door: Door, address: str = TABLET, now: float = 0.0) -> float | None:
    """One wrong try; when it was looked at."""
    looked_at = door.knock(address, now)
    if looked_at is not None:
        assert door.enter(address, "chair", "000000") is None
    return looked_at


def enter(door: Door, address: str = TABLET) -> str | None:
    return None if door.knock(address, 0.0) is None else door.enter(address, "chair", PIN)


def test_a_pin_has_six_digits_and_is_another_each_time() -> None:
    """Zeros in front are digits, too."""
    pins = {new_pin() for _ in range(300)}
    assert {len(pin) for pin in pins} == {6} and all(pin.isdecimal() for pin in pins)
    assert len(pins) > 290


def test_a_key_opens_its_own_view_and_no_other() -> None:
    """A projector's key never opens the chair's view; yesterday's opens nothing."""
    door = Door(PIN)
    key = enter(door)
    assert key is not None and len(key) == 43  # 256 bits
    assert (door.admits("chair", key), door.admits("hall", key)) == (True, False)
    assert not Door(PIN).admits("chair", key)


@pytest.mark.parametrize("key", ["", "x", "ế", "\udcff", "A" * 100_000])
def test_no_other_key_opens_anything(key: str) -> None:
    """Whatever a cookie holds."""
    assert not Door(PIN).admits("chair", key)


def test_a_try_waits_longer_each_time() -> None:
    """The first is looked at at once; a slip of the finger costs half a second."""
    door = Door(PIN)
    times: list[float] = []
    now = 100.0
    for _ in range(6):
        looked_at = wrong(door, now=now)
        assert looked_at is not None
        times.append(looked_at - now)
        now = looked_at
    assert times == [0, 0.5, 1, 2, 4, 8]


def test_tries_at_the_same_time_wait_for_one_another() -> None:
    """Ten in parallel take as long as ten in a row."""
    door = Door(PIN)
    times = [door.knock(TABLET, 0.0) for _ in range(5)]
    assert times == [0, 0.5, 1.5, 3.5, 7.5]
    assert max(LONGEST_PAUSE, 8.0) == LONGEST_PAUSE


def test_after_ten_wrong_tries_the_right_one_comes_too_late() -> None:
    """Of that address; the next one gets in."""
    door = Door(PIN)
    for _ in range(TRIES):
        assert wrong(door) is not None
    assert (wrong(door), enter(door)) == (None, None)
    assert enter(door, "192.168.1.8")


def test_a_try_counts_before_it_is_looked_at() -> None:
    """Whoever breaks the connection off while it waits has tried."""
    door = Door(PIN)
    for _ in range(TRIES):
        door.knock(TABLET, 0.0)
    assert door.knock(TABLET, 0.0) is None


def test_right_tries_do_not_count() -> None:
    """Twenty projectors behind one address are no attack."""
    door = Door(PIN)
    for _ in range(3 * TRIES):
        assert enter(door)
    assert door.tries_left(TABLET) == TRIES


def test_a_right_try_takes_back_no_wrong_one() -> None:
    """Whoever shares an address with somebody who knows the PIN gets ten tries all the same."""
    door = Door(PIN)
    for _ in range(TRIES):
        wrong(door)
        enter(door, "192.168.1.8")
    assert door.knock(TABLET, 0.0) is None


def test_all_addresses_together_have_a_hundred_tries() -> None:
    """What is remembered stays small; nobody new gets in then, and who is in stays in."""
    door = Door(PIN)
    key = enter(door)
    looked_at = [wrong(door, f"10.0.{number // 250}.{number % 250}") for number in range(1000)]
    assert sum(one is not None for one in looked_at) == TRIES_IN_ALL == len(door._tries)
    assert enter(door, "10.9.9.9") is None
    assert key is not None and door.admits("chair", key)


@pytest.mark.parametrize("pin", ["042 137", " 042137\n"])
def test_blanks_are_no_mistake(pin: str) -> None:
    """A PIN that was read out in two halves."""
    door = Door(PIN)
    door.knock(TABLET, 0.0)
    assert door.enter(TABLET, "hall", pin)


@pytest.mark.parametrize(
    "pin",
    ["", "42137", "0421370", "０４２１３７", "٠٤٢١٣٧", "ế", "\x00", "042137\x00", "\udc80", "9" * 10_000],
)
def test_whatever_else_was_typed_is_just_wrong(pin: str) -> None:
    """No digits of other scripts, no half of it, and no error."""
    door = Door(PIN)
    door.knock(TABLET, 0.0)
    assert door.enter(TABLET, "hall", pin) is None
