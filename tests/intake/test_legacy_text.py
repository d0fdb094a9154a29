"""Text typed with legacy fonts: found by the column, converted without loss, and Unicode left alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_files import TCVN3, VILLAGES, invented_names, tcvn3, vni

from meeting_tui.intake.legacy_text import Encoding, cell_encoding, convert, detect, looks_converted_twice
from meeting_tui.intake.syllables import is_syllable
from meeting_tui.rehearsal.citizens import HIGHLAND, MATTERS

NAMES = invented_names(500)
WRITERS: dict[Encoding, Callable[[str], str]] = {"unicode": str, "tcvn3": tcvn3, "vni": vni}
LETTERS = "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)
SMALL_TEXT = st.text(alphabet=LETTERS + "bcdđghklmnpqrstvx 0123456789,-")

each_encoding = pytest.mark.parametrize("encoding", WRITERS)
each_legacy = pytest.mark.parametrize("encoding", ["tcvn3", "vni"])


@each_encoding
@given(st.integers(0, len(NAMES) - 3))
def test_three_names_tell_what_they_are_written_in(encoding: Encoding, first: int) -> None:
    """Wrongly told, a whole village would have other people's names."""
    names = NAMES[first : first + 3]
    column = [WRITERS[encoding](name) for name in names]
    assert detect(column) == encoding
    assert [convert(text, encoding) for text in column] == names


@each_encoding
def test_one_name_with_its_village_is_enough(encoding: Encoding) -> None:
    """A slip of a single person is a column of one row."""
    written = [
        WRITERS[encoding](f"{name}, {VILLAGES[place % len(VILLAGES)]}") for place, name in enumerate(NAMES)
    ]
    assert {detect([text]) for text in written} == {encoding}


@each_encoding
def test_nearly_every_bare_name_is_told_alone(encoding: Encoding) -> None:
    """A few are words in both readings, `Sôn` and `Sơn`; those stay as they are and are never guessed."""
    names = [name for name in NAMES if not name.isascii()]
    told = [detect([WRITERS[encoding](name)]) for name in names]
    assert set(told) <= {encoding, "unicode"}
    assert told.count(encoding) >= 0.99 * len(names)


@pytest.mark.parametrize("name", ["Tạ Quang Lan", "Cao Quang Quế", "Mai Thanh Tỵ"])
def test_vni_is_not_taken_for_tcvn3(name: str) -> None:
    """`Taï` makes a syllable in both; what TCVN3 alone can write is never without letters that VNI has not."""
    assert detect([vni(name)]) == "vni"


@each_legacy
def test_what_is_written_about_is_converted_too(encoding: Encoding) -> None:
    """The content of slips: whole sentences with punctuation and figures."""
    sentences = [content for _topic, content in MATTERS]
    written = [WRITERS[encoding](sentence) for sentence in sentences]
    assert detect(written) == encoding
    if encoding == "vni":  # TCVN3 has no capital letters with tones to come back to
        assert [convert(text, encoding) for text in written] == sentences


@each_legacy
def test_a_letter_that_only_unicode_has_forbids_to_convert(encoding: Encoding) -> None:
    """Otherwise one legacy row among a hundred good ones would damage the hundred."""
    column = [WRITERS[encoding](name) for name in NAMES[:20]]
    font = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[encoding]
    assert detect([*column, "Lò Thị Mỷ"], [font] * 21) == "unicode"
    assert convert("Lò Thị Mỷ", encoding) == "Lò Thị Mỷ"


@given(st.lists(SMALL_TEXT.filter(lambda text: any(letter > "\u1e00" for letter in text)), min_size=1))
def test_no_column_with_such_a_letter_is_ever_converted(column: list[str]) -> None:
    """Whatever else is in it."""
    assert detect(column) == "unicode"
    assert [convert(text, "vni") for text in column] == column


@given(SMALL_TEXT)
def test_small_letters_come_back_from_tcvn3(text: str) -> None:
    """All 67 of them, in any order."""
    written = tcvn3(text)
    assert convert(written, "tcvn3") == text


@given(st.lists(st.sampled_from(sorted({word for name in NAMES for word in name.split()})), min_size=1))
def test_words_come_back_from_vni(words: list[str]) -> None:
    """VNI is read in pairs of letters: only words tell where a pair begins."""
    assert convert(vni(" ".join(words)), "vni") == " ".join(words)
    assert convert(vni(" ".join(words).upper()), "vni") == " ".join(words).upper()


def test_the_table_of_tcvn3_has_its_74_letters() -> None:
    """One letter missing is one name in ten wrong."""
    assert len(TCVN3) == 74
    assert [convert(written, "tcvn3") for written in TCVN3.values()] == list(TCVN3)


def test_vni_typed_in_mixed_case_takes_the_case_of_the_vowel() -> None:
    """Typists hold Shift a letter too long, or not long enough."""
    assert convert("NGUYEÃN NGUYEãN Nguyeãn AÙnh Aùnh", "vni") == "NGUYỄN NGUYỄN Nguyễn Ánh Ánh"


def test_fonts_of_capitals_give_capitals() -> None:
    """`.VnTimeH` shows small letters as capitals: a heading would come out half and half."""
    assert convert("nguyÔn v¨n anh", "tcvn3", ".VnTimeH") == "NGUYỄN VĂN ANH"
    assert convert("NGUYÔN V¡N ANH", "tcvn3", ".VnTime") == "NGUYỄN VĂN ANH"
    assert convert("UBND x·", "tcvn3", ".VnTime") == "UBND xã"
    assert convert("Vâ A", "tcvn3", ".VnTime") == "Võ A"


@pytest.mark.parametrize(
    ("text", "font", "encoding"),
    [
        ("S¬n", ".VnTime", "tcvn3"),
        ("Tó Anh", ".VnArial Narrow", "tcvn3"),
        ("Sôn", "VNI-Times", "vni"),
        ("Hoàng", "VNI-Helve", "vni"),
        ("Hoàng", "Times New Roman", "unicode"),
        ("Hoàng", "", "unicode"),
    ],
)
def test_the_font_decides_where_letters_do_not(text: str, font: str, encoding: Encoding) -> None:
    """`Hoàng` is a name in Unicode, and Hồng in VNI."""
    assert detect([text], [font]) == encoding


def test_unicode_in_a_legacy_font_stays_as_it_is() -> None:
    """Old templates keep their fonts while clerks type Unicode: `Thôn 1` must not become `Thụn 1`."""
    assert detect(["Thôn 1", "Thôn 2"], [".VnTime", ".VnTime"]) == "unicode"
    assert detect(["Hà", "Lê Thanh Hoà"], ["VNI-Times", "VNI-Times"]) == "unicode"


def test_plain_letters_and_signs_of_addresses_are_no_evidence() -> None:
    """`§` and `«»` are letters of TCVN3, and signs elsewhere."""
    assert detect(["An", "Nam", ""]) == "unicode"
    assert detect([]) == "unicode"
    assert detect(["Ô số 5 «khu A», 30 m²", "Hà Nội · 20°C"]) == "unicode"
    assert detect(["Cô Lê Hà", "30 m² – ½ thửa"]) == "unicode"


def test_one_cell_may_be_otherwise_than_its_column() -> None:
    """Lists of several villages put together: some rows in Unicode, some in `.VnTime`."""
    assert cell_encoding("NguyÔn V¨n An", ".VnTime", "unicode") == "tcvn3"
    assert cell_encoding("Nguyễn Văn An", ".VnTime", "tcvn3") == "unicode"
    assert cell_encoding("NguyÔn V¨n An", "", "tcvn3") == "tcvn3"
    assert cell_encoding("Hoàng", "Arial", "unicode") == "unicode"


@pytest.mark.parametrize("word", sorted({word for name in NAMES for word in name.split()}))
def test_every_word_of_a_name_is_a_syllable(word: str) -> None:
    """What is no syllable speaks against a reading."""
    assert all(map(is_syllable, (word, word.lower(), word.upper())))


@pytest.mark.parametrize(
    "word", ["NguyÔn", "Nguyeãn", "V¨n", "Vaên", "chớnh", "sỏch", "phỏp", "Ñinh", "nguYễn", "hứch", ""]
)
def test_what_is_read_wrongly_is_no_syllable(word: str) -> None:
    """Neither the legacy bytes themselves, nor a tone where no tone can be."""
    assert not is_syllable(word)


def test_text_converted_twice_is_noticed() -> None:
    """Seen in the wild; nobody can undo it for certain, so the clerk must hear of it."""
    assert looks_converted_twice(["chớnh sỏch phỏp luật"])
    twice = [name.translate({ord(after): before for before, after in TCVN3.items()}) for name in NAMES[:50]]
    assert looks_converted_twice(twice)


def test_good_names_do_not_look_converted_twice() -> None:
    """A warning at every list would be read by nobody."""
    assert not looks_converted_twice(NAMES)
    assert not looks_converted_twice(HIGHLAND)
    assert not looks_converted_twice([])
