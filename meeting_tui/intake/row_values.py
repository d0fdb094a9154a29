"""What one cell of a roster says: a year, a phone number, a name. Clerks write each of them in a dozen ways.

Every function takes what was in the cell and returns the value and what is to be said of it, as codes and facts:

    cell_error            (none)        the spreadsheet's own error, `#N/A`
    formula_without_value (none)        never calculated; opening and saving the file in Excel helps
    id_number_left_out    (none)        held an identity number, which is not kept and not repeated
    birth_unreadable      (none)
    birth_impossible      year          31/02/1960: only the year was taken
    birth_in_future       (none)
    age_unlikely          age
    year_in_date_cell     year          note: a year typed into a cell for dates
    phone_odd             (none)        not a number of this country as it stands; kept
    phone_unreadable      (none)        left out
    salutation_unknown    (none)
    name_in_one_case      name          note: NGUYỄN VĂN AN is written as `name`
    name_one_word         (none)        note
    name_has_digits       (none)
    name_odd_marks        (none)        marks that no name has
    name_without_letters  (none)        error
    name_too_long         length, most  error
    kind_unknown          (none)
    topic_unknown         (none)
    slip_number_unreadable (none)
    code_unreadable       (none)
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Literal, TypeAlias

import msgspec

from meeting_tui.domain.codes import LENGTH, SHORT, is_short_form, is_whole
from meeting_tui.domain.likeness import is_several
from meeting_tui.domain.records import PersonKind
from meeting_tui.domain.roster import Fact, Level
from meeting_tui.domain.taxonomy import TOPIC_BY_CODE, TOPICS
from meeting_tui.domain.text import clean, clean_line, fold
from meeting_tui.intake.private import without_broken, without_private, without_private_in_words
from meeting_tui.intake.sheets import Cell, Value

Salutation = Literal["", "Ông", "Bà"]

OLDEST = 110
YOUNGEST = 14
"""Ages outside are asked about: a slipped digit is likelier."""
LONGEST_NAME = 200
FIRST_YEAR = 1900

_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_DATE = re.compile(r"(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4}|\d{2})(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ].*)?")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_EPOCH = date(1899, 12, 30)
_TITLES: dict[str, Salutation] = {
    "ông": "Ông",
    "bà": "Bà",
    "anh": "Ông",
    "chị": "Bà",
    "cô": "Bà",
    "chú": "Ông",
    "bác": "",
    "cụ": "",
    "đồng chí": "",
    "đ/c": "",
    "đ.c": "",
    "đc": "",
}
_TITLE = re.compile(
    r"(?:(ông)\s*[/(,]\s*\(?bà\)?|(đồng chí|đ/c|đ\.c|đc|ông|bà|anh|chị|cô|chú|bác|cụ))(?=[\s:.])[\s:.]*",
    re.IGNORECASE,
)
_SEX_BEHIND = re.compile(r"\s*\((ông|bà|nam|nữ)\)\s*$", re.IGNORECASE)
_POINTER = re.compile(
    r"\s*[(\[]?\s*(?:số\s+)?(?:CCCD|CMND|CMT|căn cước(?: công dân)?|số định danh)?(?:\s+số)?\s*[:.]?\s*…\s*[)\]]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,4}\s*[.)-]\s*(?=\D)")
_NAME_MARKS = re.compile(r"[^\w\s'’‘ʼ`´.,()\-/]|_")
_MEN = {"ong", "nam", "m", "male", "nam gioi", "trai", "mr", "anh", "chu"}
_WOMEN = {"ba", "nu", "f", "female", "nu gioi", "gai", "mrs", "ms", "chi", "co"}
_KINDS: tuple[tuple[PersonKind, str], ...] = (
    ("guest", r"khach|moi du|dai bieu moi"),
    (
        "citizen",
        r"cong dan|nhan dan|nguoi dan|ho dan|ho gia dinh|cu tri|quan chung|ba con|chu ho|(?<!hoi )nong dan\b",
    ),
    (
        "delegate",
        r"dai bieu|lanh dao|can bo|cong chuc|dang uy|uy ban|hdnd|ubnd|mttq|doan the|chi bo|dai dien|to chuc",
    ),
)
_ONLY_KIND = re.compile(r"khach(?: moi)?|dai bieu(?: moi| khach moi)?|(?:cong|nhan|nguoi|ho) dan|cu tri")
_YES_NO = {"khong": False, "no": False, "false": False, "0": False, "-": False, "k": False}


class Remark(msgspec.Struct, frozen=True):
    """What is to be said of a cell."""

    level: Level
    code: str
    facts: dict[str, Fact] = {}


Remarks: TypeAlias = tuple[Remark, ...]


def line_of(cell: Cell) -> tuple[str, Remarks]:
    """A cell as one line of text, without what is no text of anybody's."""
    if cell.formula_without_value:
        return "", _warn("formula_without_value")
    text = clean_line(plain(cell.value))
    if text.upper() in _ERRORS:
        return "", _warn("cell_error")
    kept = without_private(text)
    return (_trimmed(kept), _warn("id_number_left_out")) if kept != text else (text, ())


def name_line(cell: Cell) -> tuple[str, Remarks]:
    """A cell for a name as one line; two names one below the other are divided by a comma."""
    if isinstance(cell.value, str) and "\n" in cell.value and is_several(clean(cell.value)):
        cell = msgspec.structs.replace(cell, value=re.sub(r"\s*\n\s*", ", ", clean(cell.value).strip()))
    return line_of(cell)


def plain(value: Value) -> str:
    """A value as a person would have typed it."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value)


def is_marked(value: Value) -> bool:
    """Whether a box is ticked: `x`, `1`, `có`; not `không`, `0`, `-`."""
    if isinstance(value, bool | int | float):
        return bool(value)
    text = fold(clean_line(plain(value)))
    return bool(text) and _YES_NO.get(text, True)


# -- the year of birth -----------------------------------------------------------------------------------


def birth_year(cell: Cell, year: int) -> tuple[int | None, Remarks]:
    """The year of birth; the rest of a date is not kept. `year`: that of the meeting."""
    if isinstance(cell.value, date):
        return _of_date(cell, year)
    text, remarks = line_of(cell)
    if not text:
        return None, remarks
    found, impossible = _year_in(text, year)
    if found is None:
        return None, _warn("birth_unreadable")
    if impossible:
        remarks += _warn("birth_impossible", year=found)
    return _of_age(found, year, remarks)


def _of_date(cell: Cell, year: int) -> tuple[int | None, Remarks]:
    """A year typed into a cell for dates is a day of 1905, for Excel counts days."""
    assert isinstance(cell.value, date)
    day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    typed = cell.serial or (day - _EPOCH).days
    if FIRST_YEAR <= typed <= year:
        return _of_age(typed, year, (Remark("note", "year_in_date_cell", {"year": typed}),))
    return _of_age(day.year, year, ())


def _of_age(born: int, year: int, remarks: Remarks) -> tuple[int | None, Remarks]:
    if born > year:
        return None, remarks + _warn("birth_in_future")
    if not YOUNGEST <= year - born <= OLDEST:
        remarks += _warn("age_unlikely", age=year - born)
    return born, remarks


def _year_in(text: str, year: int) -> tuple[int | None, bool]:
    """The year that the text names, and whether it names it in a day that never was."""
    if found := _ISO_DATE.fullmatch(text):
        return int(found[1]), not _exists(int(found[1]), int(found[2]), int(found[3]))
    if found := _DATE.search(text):
        born = _full_year(found[3], year)
        return born, not _exists(born, int(found[2]), int(found[1]))
    if text.isdecimal():
        return _year_of_number(text, year), False
    found = _YEAR.search(text)
    return (int(found[1]) if found else None), False


def _year_of_number(digits: str, year: int) -> int | None:
    """`1960`, `60`, `15061960`, `19600615`, or the number by which Excel counts days."""
    number = int(digits)
    if len(digits) == 4:
        return number if 1800 < number <= year + 100 else None
    if len(digits) == 2:
        return _full_year(digits, year)
    if len(digits) == 8:
        day_first = _exists(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
        return int(digits[4:]) if day_first else int(digits[:4]) if _YEAR.fullmatch(digits[:4]) else None
    if len(digits) == 5:
        born = (_EPOCH + timedelta(days=number)).year
        return born if born <= year else None
    return None


def _full_year(digits: str, year: int) -> int:
    """Of the two centuries, the one in which the person is old enough to come."""
    if len(digits) == 4:
        return int(digits)
    this = year // 100 * 100 + int(digits)
    return this if year - this >= YOUNGEST else this - 100


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# -- phone, salutation, name -----------------------------------------------------------------------------


def phone(cell: Cell) -> tuple[str, Remarks]:
    """A phone number with its leading zero and without signs; several are joined by a comma."""
    if cell.formula_without_value:
        return "", _warn("formula_without_value")
    text = clean_line(plain(cell.value))
    if text.upper() in _ERRORS:
        return "", _warn("cell_error")
    if without_broken(text) != text:
        return "", _warn("id_number_left_out")
    parts = [part for part in re.split(r"[,;/&]|\s-\s|\bvà\b|\bhoặc\b", text) if part.strip()]
    read = [_one_phone(part) for part in parts]
    codes = dict.fromkeys(code for _, code in read if code)
    return ", ".join(number for number, _ in read if number), tuple(Remark("warning", code) for code in codes)


def _one_phone(part: str) -> tuple[str, str]:
    """The number and what is odd about it. What may be an identity number is not kept."""
    digits = "".join(re.findall(r"\d", part))
    digits = re.sub(r"^(?:00)?84(?=[235789]\d{8,9}$)", "0", digits)
    if len(digits) == 9 and digits[0] in "35789":
        digits = f"0{digits}"
    if re.fullmatch(r"0[35789]\d{8}|02\d{8,9}", digits):
        return digits, ""
    if len(digits) == 12:
        return "", "id_number_left_out"
    if re.fullmatch(r"1[89]00\d{4,6}|0\d{9,10}|[2-9]\d{5,7}", digits):
        return digits, "phone_odd"
    return "", "phone_unreadable"


def salutation(cell: Cell) -> tuple[Salutation, Remarks]:
    """Ông or Bà, from what the column says of the sex or of the address."""
    text, remarks = line_of(cell)
    word = fold(text).strip(" .")
    if word in _MEN:
        return "Ông", remarks
    if word in _WOMEN:
        return "Bà", remarks
    return "", remarks if not word or remarks else _warn("salutation_unknown")


def name(text: str) -> tuple[str, Salutation, Remarks]:
    """A person's name without what stands around it, and the salutation that stood there."""
    remarks: Remarks = ()
    if (kept := without_private(text)) != text:
        remarks += _warn("id_number_left_out")
        text = _trimmed(kept)
    text = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    text, said = _without_title(text)
    if not any(char.isalpha() for char in text):
        return "", said, (*remarks, Remark("error", "name_without_letters"))
    if len(text) > LONGEST_NAME:
        facts: dict[str, Fact] = {"length": len(text), "most": LONGEST_NAME}
        return "", said, (*remarks, Remark("error", "name_too_long", facts))
    if any(char.isdigit() for char in text):
        remarks += _warn("name_has_digits")
    if _NAME_MARKS.search(text):
        remarks += _warn("name_odd_marks")
    if " " in text and (text.isupper() or text.islower()):
        text = capitalised(text)
        remarks += (Remark("note", "name_in_one_case", {"name": text}),)
    if " " not in text:
        remarks += (Remark("note", "name_one_word"),)
    return text, said, remarks


def householder(text: str) -> str:
    """The name of the head of a household, written as a person's."""
    name_alone = _without_title(text)[0]
    return capitalised(name_alone) if name_alone.isupper() and " " in name_alone else name_alone


def capitalised(text: str) -> str:
    """Every word, and every part of `H'Hen`, with a capital."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1].upper() + word[0][1:].lower(), text)


def _without_title(text: str) -> tuple[str, Salutation]:
    """The name without `Ông`, `Đ/c` and the like. One word is never all that is left of a name: Anh Thơ is one."""
    said: Salutation = ""
    if behind := _SEX_BEHIND.search(text):
        said = "Ông" if behind[1].lower() in ("ông", "nam") else "Bà"
        text = text[: behind.start()]
    while (found := _TITLE.match(text)) and " " in text[found.end() :].strip():
        if found[2]:
            said = said or _TITLES[found[2].lower()]
        text = text[found.end() :].strip()
    return text, said


# -- the rest --------------------------------------------------------------------------------------------


def village(text: str) -> str:
    """The settlement in an address: `Số 5, thôn Đông, xã Ích Hậu` is thôn Đông; the rest is not needed."""
    parts = [part.strip() for part in text.split(",")]
    text = next((part for part in parts if len(parts) > 1 and is_settlement(part)), text)
    return capitalised(text) if text.isupper() and " " in text else text


_SETTLEMENT = re.compile(
    r"(?:thôn|bản|làng|xóm|ấp|buôn|bon|phum|sóc|tiểu khu|tổ dân phố|tdp|tổ|khu phố|khối phố|khu dân cư|khối|khu)\b\.?\s*"
    r"(?!trưởng|phó|vực|tất|các|mttq|mặt trận|đoàn|dân vận|đảng|chính|cơ quan|lãnh|ubnd|hđnd|hợp tác)[\w]",
    re.IGNORECASE,
)


def is_settlement(text: str) -> bool:
    """Whether the text begins as the name of a village does."""
    return _SETTLEMENT.match(text) is not None


def names_kind(text: str) -> bool:
    """Whether a text says that somebody is a citizen, a delegate or a guest."""
    return bool(kind(Cell(text))[0])


def only_kind(cell: Cell) -> PersonKind | Literal[""]:
    """The kind of person where a cell for an organisation holds nothing else: `Khách mời`."""
    found = _ONLY_KIND.fullmatch(fold(clean_line(plain(cell.value))))
    return kind(cell)[0] if found else ""


def kind(cell: Cell) -> tuple[PersonKind | Literal[""], Remarks]:
    text, remarks = line_of(cell)
    folded = fold(text)
    if not folded:
        return "", remarks
    found = next((one for one, pattern in _KINDS if re.search(rf"\b(?:{pattern})", folded)), None)
    return (found, remarks) if found else ("", remarks + _warn("kind_unknown"))


def topic(cell: Cell) -> tuple[str, Remarks]:
    """The code of a topic, from its label, part of it, or what it is about."""
    text, remarks = line_of(cell)
    if not text:
        return "", remarks
    asked = fold(text.lstrip("#").replace("_", " "))
    parts = [part.strip() for part in re.split(r"[;,/]|\s-\s", asked)]
    for words in filter(None, dict.fromkeys((asked, *parts))):
        if found := _topic_named(words):
            return found, remarks
    return "", remarks + _warn("topic_unknown")


@lru_cache(maxsize=512)
def _topic_named(words: str) -> str | None:
    """The topic of these folded words: its code, the beginning of its label, the label, its examples."""
    if (code := words.replace(" ", "_")) in TOPIC_BY_CODE:
        return code
    labels = [(one.code, fold(one.label)) for one in TOPICS]
    examples = [(one.code, fold(", ".join(one.examples))) for one in TOPICS]
    begins = (code for code, label in labels if label.startswith(words))
    holds = (code for code, text in (*labels, *examples) if re.search(rf"\b{re.escape(words)}\b", text))
    return next(chain(begins, holds), None)


def slip_number(cell: Cell) -> tuple[int | None, Remarks]:
    text, remarks = line_of(cell)
    if not text:
        return None, remarks
    found = re.fullmatch(r"\D*?0*(\d{1,5})\D*", text)
    return (int(found[1]), remarks) if found else (None, remarks + _warn("slip_number_unreadable"))


def check_in_code(cell: Cell) -> tuple[str, Remarks]:
    """A whole check-in code, or its short form."""
    text = clean_line(plain(cell.value))
    digits = re.sub(r"[\s.\-]", "", text)
    if not text or text.upper() in _ERRORS:
        return "", ()
    if (len(digits) == LENGTH and is_whole(digits)) or (len(digits) == SHORT and is_short_form(digits)):
        return digits, ()
    return "", _warn("id_number_left_out" if without_private(text) != text else "code_unreadable")


def words(cell: Cell) -> tuple[str, Remarks]:
    """The text of an opinion, with its line ends."""
    if not isinstance(cell.value, str) or cell.formula_without_value:
        return line_of(cell)
    text = clean(cell.value).strip()
    if text.upper() in _ERRORS:
        return "", _warn("cell_error")
    kept = without_private_in_words(text)
    return kept, _warn("id_number_left_out") if kept != text else ()


def _trimmed(text: str) -> str:
    """The text without what pointed at a number that was taken out."""
    return clean_line(_POINTER.sub(" ", text)).strip(" ,;:-")


def _warn(code: str, /, **facts: Fact) -> Remarks:
    return (Remark("warning", code, facts),)
