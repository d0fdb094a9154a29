"""The scan gate: a scanner's burst becomes one scan, everything else stays typing, in order and whole."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meeting_tui.domain.codes import make_code
from meeting_tui.intake.keyboard import LAYOUTS
from meeting_tui.intake.scan_gate import NEXT, Scan, ScanGate, scan_in_paste

CODE = make_code(5_830_412, 8, 47)
OTHER = make_code(9_041_177, 61, 3)
CARD = "001090000001|012345678|Nguyễn Văn A|01011990|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|15042021"
ENDS = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}
GAPS = (0.0, 0.001, 0.002, 0.005, 0.02, 0.03)


class Keyboard:
    """Types into a gate on a clock of its own, and keeps what came out: keys as they are named, and scans."""

    def __init__(self) -> None:
        self.gate: ScanGate[str] = ScanGate()
        self.now = 100.0
        self.out: list[str | Scan] = []

    def key(self, name: str, character: str | None, gap: float) -> None:
        self.rest(gap)
        self.out += self.gate.feed(name, character, self.now, name)

    def rest(self, seconds: float) -> Keyboard:
        """Time passes; the app would be woken at the deadline."""
        until = self.now + seconds
        while (deadline := self.gate.deadline) is not None and deadline < until:
            self.now = deadline
            self.out += self.gate.expire(self.now)
        self.now = until
        return self

    def type(self, text: str, gap: float) -> Keyboard:
        for character in text:
            if character == "\b":
                self.key("backspace", None, gap)
            else:
                self.key(ENDS.get(character, character), character if character.isprintable() else None, gap)
        return self

    def done(self) -> list[str | Scan]:
        self.rest(10)
        return self.out

    @property
    def scans(self) -> list[str]:
        return [one.text for one in self.done() if isinstance(one, Scan)]

    @property
    def keys(self) -> list[str]:
        return [one for one in self.done() if isinstance(one, str)]


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", ""])
def test_a_scan_is_whole_at_every_speed_and_with_every_ending(gap: float, end: str) -> None:
    """Not a digit and not its Enter reaches a field or a binding."""
    keyboard = Keyboard()
    for _ in range(60):
        keyboard.type(CODE + end, gap).rest(0.4)
    assert (keyboard.scans, keyboard.keys) == ([CODE] * 60, [])


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_scans_back_to_back_keep_their_own_endings(end: str) -> None:
    """The line feed of one scan must not be taken for that of the scan before."""
    keyboard = Keyboard().type((CODE + end) * 20, 0.001)
    assert (keyboard.scans, keyboard.keys) == ([CODE] * 20, [])


@pytest.mark.parametrize("gap", GAPS)
def test_a_scan_in_the_middle_of_a_word_leaves_the_word(gap: float) -> None:
    """While somebody types a note, only the scan is taken out of it."""
    keyboard = Keyboard().type("đường th", 0.12).type(CODE + "\r", gap).type("ôn 1", 0.12)
    assert keyboard.scans == [CODE]
    assert "".join(keyboard.keys) == "đường thôn 1"


@pytest.mark.parametrize("gap", [0.11, 0.2, 0.5])
def test_digits_that_fingers_type_stay_typing(gap: float) -> None:
    """A phone number, a date, an area: slow or not so slow, with the Enter behind it."""
    for line in ("0912345678\r", "12/05/2024\r", "150000000 đồng\r", "5\r"):
        keyboard = Keyboard().type(line, gap)
        assert keyboard.scans == []
        assert keyboard.keys == [ENDS.get(character, character) for character in line]


@pytest.mark.parametrize("line", ["12", "2024", "0912345678", "1,5 ha", "thôn 12 có 150 hộ", "QL14"])
@pytest.mark.parametrize("gap", [0.0, 0.03, 0.06, 0.09])
def test_short_numbers_are_never_swallowed(line: str, gap: float) -> None:
    """Not even when they are pasted by a terminal that pastes by typing."""
    keyboard = Keyboard().type(line, gap)
    assert (keyboard.scans, "".join(keyboard.keys)) == ([], line)


def test_an_input_method_types_in_order() -> None:
    """Its burst of backspaces and letters comes out as it went in, marks and all."""
    stream = "nguye\bê\bễn d\bđa\bă\bắk la\bă\bắk o\bô\bố"
    keyboard = Keyboard()
    for part in stream.split(" "):
        keyboard.type(part + " ", 0.002).rest(0.1)
    wanted = ["backspace" if character == "\b" else character for character in stream + " "]
    assert (keyboard.scans, keyboard.keys) == ([], wanted)


def test_keys_that_cannot_be_a_scan_wait_for_nothing() -> None:
    """Letters, arrows, Enter and function keys come out of the same call that put them in."""
    gate: ScanGate[str] = ScanGate()
    for name, character in [
        ("a", "a"),
        ("r", "r"),
        ("enter", "\r"),
        ("up", None),
        ("f2", None),
        ("backspace", None),
    ]:
        assert gate.feed(name, character, 1.0, name) == [name]
        assert gate.deadline is None


def test_a_lone_digit_comes_soon() -> None:
    """A digit that picks a line of a list must not feel broken."""
    gate: ScanGate[str] = ScanGate()
    assert gate.feed("3", "3", 1.0, "3") == []
    assert gate.deadline == pytest.approx(1.1)
    assert gate.expire(gate.deadline) == ["3"]


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02])
@pytest.mark.parametrize(
    "payload",
    [
        CODE[:7],  # half
        CODE[:-1] + str((int(CODE[-1]) + 1) % 10),  # one digit wrong
        CODE[:3] + CODE[4] + CODE[3] + CODE[5:],  # two swapped
        "8936012345678",  # the bar code of a bottle
        "7" * 5000,
    ],
)
def test_a_spoilt_scan_is_a_scan(payload: str, gap: float) -> None:
    """It is told at the desk, and does not end up in somebody's note."""
    keyboard = Keyboard().type(payload + "\r", gap)
    assert (keyboard.scans, keyboard.keys) == ([payload], [])


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02])
def test_two_scans_that_ran_together_are_two(gap: float) -> None:
    """Both are whole, so nobody has to scan again; of a half one and a whole one, the whole one counts."""
    assert Keyboard().type(CODE + OTHER + "\r", gap).scans == [CODE, OTHER]
    assert Keyboard().type(CODE[:9] + OTHER + "\r", gap).scans == [CODE[:9], OTHER]


@pytest.mark.parametrize("typed", ["đ", "Đ", "ô", "Q", "UB", "7", "12", "a", "ê"])
@pytest.mark.parametrize("payload", [CODE, CARD])
def test_a_letter_typed_the_moment_before_stays_a_letter(typed: str, payload: str) -> None:
    """The secretary types while somebody else scans: what is hers stays in her note, the rest does not get there."""
    for gap in (0.0, 0.01, 0.05, 0.09):
        keyboard = Keyboard().type(typed, 0.01).rest(gap).type(payload + "\r", 0.002)
        assert (keyboard.scans, "".join(keyboard.keys)) == ([payload], typed)


@pytest.mark.parametrize("lead", [0.02, 0.08, 0.15])
@pytest.mark.parametrize("typed", ["xyz", "7 hộ", "ôn", "\b\b"])
def test_what_is_typed_right_behind_a_scan_without_an_end(lead: float, typed: str) -> None:
    """The scan counts, and the secretary's letters are hers."""
    keyboard = Keyboard().type("abc", 0.15).type(CODE, 0.002).rest(lead).type(typed, 0.12)
    wanted = [*"abc", *("backspace" if character == "\b" else character for character in typed)]
    assert (keyboard.scans, keyboard.keys) == ([CODE], wanted)


@pytest.mark.parametrize(
    "line", ["Kinh phi 15000000\r", "SDT 0912345678\r", "dan gop 1500000d\r", "QL14 123456\r"]
)
def test_a_text_that_a_terminal_pastes_by_typing_stays_a_text(line: str) -> None:
    """Its numbers are as fast as a scanner's, but letters came right before."""
    keyboard = Keyboard().type(line, 0.0)
    assert (keyboard.scans, keyboard.keys) == ([], [ENDS.get(c, c) for c in line])


@pytest.mark.parametrize("gap", [*GAPS, 0.045])
@pytest.mark.parametrize("prefix", ["]Q1", "]C0"])
def test_a_card_behind_the_name_of_its_symbol(gap: float, prefix: str) -> None:
    """Whatever becomes of the three characters, nothing of the card is typed."""
    keyboard = Keyboard().type(prefix + CARD + "\r", gap).rest(1)
    assert "00109" not in "".join(keyboard.keys) and "Nam" not in "".join(keyboard.keys)


@pytest.mark.parametrize("gap", [0.0, 0.005, 0.03])
def test_a_number_on_a_card_without_an_end(gap: float) -> None:
    """Twelve digits from zero at a scanner's pace are nobody's typing."""
    keyboard = Keyboard().type("001090000001", gap).rest(1)
    assert (keyboard.scans, keyboard.keys) == (["001090000001"], [])


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("end", ["\r", "\t", ""])
def test_an_identity_card_never_reaches_a_field(gap: float, end: str) -> None:
    """Neither its number nor the address behind it: a field is kept on the disk while it is typed."""
    keyboard = Keyboard().type("ghi chú ", 0.15).type(CARD + end, gap).rest(1)
    assert (keyboard.scans, "".join(keyboard.keys)) == ([CARD], "ghi chú ")


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02, 0.03])
def test_a_card_without_its_bars_is_a_scan_too(gap: float) -> None:
    """Some cards have the number as a bar code of its own."""
    keyboard = Keyboard().type("001090000001\r", gap)
    assert (keyboard.scans, keyboard.keys) == (["001090000001"], [])


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02, 0.03])
def test_a_health_card_never_reaches_a_field(gap: float) -> None:
    """It begins with letters, which is where a scan is easily missed."""
    card = "GD4010000000001|4e677579e1bb856e2056c4836e2041|01/01/1990|1|"
    keyboard = Keyboard().type(card + "\r", gap)
    assert (keyboard.scans, keyboard.keys) == ([card], [])


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.02])
def test_the_vietnamese_layout_does_not_hide_a_scan(gap: float) -> None:
    """The keys 1 to 0 type ă â ê ô, five tones and đ."""
    typed = CODE.translate(str.maketrans("1234567890", LAYOUTS["vietnamese"]))
    keyboard = Keyboard().type(typed + "\r", gap)
    assert (keyboard.scans, keyboard.keys) == ([typed], [])


def test_an_input_method_that_takes_digits_is_noticed() -> None:
    """VNI makes a mark of a digit and sends it with backspaces in the middle of the scan."""
    keyboard = Keyboard().type(CODE[:5] + "\bộ" + CODE[6:] + "\r", 0.002)
    [scan] = [one for one in keyboard.done() if isinstance(one, Scan)]
    assert scan.disturbed and keyboard.keys == []


def test_an_enter_that_comes_late_belongs_to_its_scan() -> None:
    """On a stalling laptop the scan is taken before its Enter comes; the next Enter is the user's own."""
    keyboard = Keyboard().type(CODE, 0.02).rest(0.2)
    keyboard.type("\r", 0).rest(0.5)
    keyboard.type("\r", 0)
    assert (keyboard.scans, keyboard.keys) == ([CODE], ["enter"])


def test_a_scanner_that_sends_two_enters_presses_nothing() -> None:
    """The second one would put whoever came into the queue; a hand is never so fast."""
    keyboard = Keyboard().type(CODE + "\r\r", 0.002).rest(1)
    keyboard.type("\r", 0)
    assert (keyboard.scans, keyboard.keys) == ([CODE], ["enter"])
    assert Keyboard().type(CODE + "\r", 0.002).rest(0.5).type("\r", 0).keys == ["enter"]


def test_what_a_scan_held_is_in_no_log() -> None:
    """A scan may be somebody's card: its text is not part of what is printed of it."""
    [scan] = [one for one in Keyboard().type(CARD + "\r", 0.001).done() if isinstance(one, Scan)]
    assert "001090000001" not in repr(scan) and "Nguyễn" not in repr(scan)


def test_a_pasted_code_is_a_scan_and_a_pasted_text_is_not() -> None:
    """Some terminals hand a scanner's burst over as a paste."""
    assert scan_in_paste(f"  {CODE}\n") == CODE
    assert scan_in_paste(CARD) == CARD
    for text in ("", "0912345678", f"{CODE}\n{OTHER}", f"mã {CODE}", "một đoạn văn\nhai dòng"):
        assert scan_in_paste(text) is None


@given(st.lists(st.tuples(st.sampled_from("0123456789aăđêớ |\b\r\tGD"), st.floats(0, 0.4)), max_size=60))
def test_nothing_typed_is_lost_or_reordered(typed: list[tuple[str, float]]) -> None:
    """Whatever comes in comes out, in order: as keys, or inside a scan."""
    keyboard = Keyboard()
    for character, gap in typed:
        keyboard.type(character, gap)
    out = ""
    for one in keyboard.done():
        if isinstance(one, Scan):
            out += one.text
        elif one not in ("enter", "tab", "backspace"):
            out += one
    assert out == "".join(character for character, _ in typed if character.isprintable())


def test_a_busy_machine_loses_no_scan() -> None:
    """Gaps of 20 ms that stall up to 90 now and then, as four busy processes make them."""
    rng = Random(7)
    keyboard = Keyboard()
    for _ in range(200):
        for character in CODE + "\r":
            keyboard.type(character, 0.02 + (rng.random() * 0.07 if rng.random() < 0.1 else 0))
        keyboard.rest(NEXT + 0.1)
    assert (keyboard.scans, keyboard.keys) == ([CODE] * 200, [])
