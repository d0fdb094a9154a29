"""A text file of rows: what encoding it is in, what separates its cells, and where its quotes went wrong."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Literal

from meeting_tui.intake.sheets import Cell, Fault, Row, Sheet, Workbook
from meeting_tui.intake.values import value_of

DELIMITERS = (";", "\t", ",", "|")
"""In the order in which they win when several would do."""
SAMPLE = 1000
"""So many rows are asked which delimiter they have."""
AGREEMENT = 0.9
"""So many of the rows from the header on must have as many cells as the header."""
HALF = 0.5
"""With fewer it is no delimiter. Titles, totals and signatures have none at all."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GOOD_FOR_BAD = 20
"""UTF-8 with a broken letter here and there is still UTF-8, if so many are whole for one that is not."""
_TONES_1258 = "\u0300\u0301\u0303\u0309\u0323"
_TONE_1258 = re.compile(f"(?i)[aeiouyăâêôơư][{_TONES_1258}]")
_TCVN3_ONLY = re.compile("[\u00a1-\u00ae\u00b5-\u00b9\u00bb-\u00be]")
_NO_TEXT = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""More than `FEW` of these, and often: a program, a database, the owner file `~$…` that Excel keeps beside an open workbook."""
FEW = 5
"""A short list into which a key was typed or a scanner beeped is text still."""
_DECLARED = re.compile(r"sep=([;,|\t])\r?\n?")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_SENTINEL = "\x1e"


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """The text and what to tell of its encoding: BOM, UTF-8, then the older code pages of Windows.

    Text typed with legacy fonts comes as `cp1252` and is not converted here: only a column as a whole tells
    what it is. cp1258 writes tones as marks of their own, which NFC brings together.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), []
    if encoding := _utf_16_without_bom(data):
        return data.decode(encoding, "replace"), [Fault("guessed_encoding", {"encoding": "utf-16"})]
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken:
        return text, []
    if sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text))) > _GOOD_FOR_BAD * broken:
        return text, [Fault("bad_bytes", {"count": broken})]
    encoding = _legacy(data)
    text = unicodedata.normalize("NFC", data.decode(encoding, "replace"))
    return text, [Fault("guessed_encoding", {"encoding": encoding})]


def read_csv(data: bytes, tick: Callable[[], None]) -> Workbook | Fault:
    """One sheet without a name. Its rows are numbered as Excel numbers them, a row of several lines once."""
    text, notes = decode(data)
    sample = text[:4096]
    odd = len(_NO_TEXT.findall(sample))
    if odd > FEW and odd * 50 > len(sample):
        return Fault("not_a_table", {"kind": "unknown"})
    if controls := len(_NO_TEXT.findall(text)):
        notes.append(Fault("control_characters", {"count": controls}))
        text = _NO_TEXT.sub("", text)
    if nuls := text.count("\0"):
        notes.append(Fault("nul_bytes", {"count": nuls}))
    declared = _DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    delimiter = declared[1] if declared else _delimiter(text)
    notes.append(Fault("delimiter", {"delimiter": delimiter}))
    records, opened = _records(text, delimiter)
    if opened:
        notes.append(Fault("open_quote", {"row": opened}))
    rows: list[Row] = []
    for number, record in enumerate(records, start=1):
        cells = [Cell(value_of(_unwrapped(field))) for field in record]
        while cells and cells[-1].value is None:
            cells.pop()
        if cells:
            rows.append(Row(number, tuple(cells)))
            tick()
    notes += _long_rows(records)
    return Workbook((Sheet("", tuple(rows)),) if rows else (), tuple(notes))


def _utf_16_without_bom(data: bytes) -> str:
    """Nearly every other byte of Latin letters, digits and delimiters is 0 then."""
    sample = data[:4096]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if 10 * max(odd, even) < 3 * len(sample) // 2 or min(odd, even) * 10 > max(odd, even):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> str:
    """`cp1258` if its tones stand behind vowels, `cp1252` if they do not.

    In legacy fonts the same bytes are letters, as the ị of `Thị`, and others are that cp1258 has no use for.
    """
    text = data.decode("cp1258", "replace")
    behind_vowels = len(_TONE_1258.findall(text))
    elsewhere = sum(map(text.count, _TONES_1258)) - behind_vowels
    return "cp1258" if behind_vowels > 2 * (elsewhere + len(_TCVN3_ONLY.findall(text))) else "cp1252"


def _delimiter(text: str) -> str:
    """What separates the cells of the header, and as often in the rows below it; else `;`, which then is nowhere.

    csv.Sniffer fails on one column, and takes the commas within names for delimiters.
    """
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[bool, int]:
    """Whether nearly all rows from the header on have so many cells, and how many; 0 if not even half of all have."""
    widths = [len(record) for record in islice(_parsed(text, delimiter), SAMPLE) if record]
    usual = _usual([width for width in widths if width > 1])
    if widths.count(usual) < HALF * len(widths) or not usual:
        return False, 0
    below = widths[widths.index(usual) :]
    return below.count(usual) >= AGREEMENT * len(below), usual


def _parsed(text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    """The rows up to the first that cannot be read, which is one with a cell of more than 128 KiB."""
    with suppress(csv.Error):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)


def _usual(widths: Sequence[int]) -> int:
    return Counter(widths).most_common(1)[0][0] if widths else 0


def _records(text: str, delimiter: str) -> tuple[list[list[str]], int]:
    """All rows; and the row of a quote that nobody closed, or 0. It would swallow the rest of the file."""
    end = [_SENTINEL]
    records = list(_parsed(f"{text}\n{_SENTINEL}", delimiter))
    if records and records[-1] == end:
        return records[:-1], 0
    lines = _parsed(text, delimiter, csv.QUOTE_NONE)
    return [[field.strip().strip('"') for field in line] for line in lines], len(records)


def _unwrapped(field: str) -> str:
    """A cell without what programs put around it so that Excel leaves it alone: `="0912…"`, `'+84…`."""
    field = field.strip()
    if wrapped := _AS_TEXT.fullmatch(field):
        return wrapped[1]
    return _GUARDED.sub("", field, count=1) if field.startswith("'") else field


def _long_rows(records: list[list[str]]) -> Iterator[Fault]:
    """Rows with more cells than the others: there is a delimiter inside one of their texts."""
    usual = _usual([len(record) for record in records if record])
    long = [number for number, record in enumerate(records, start=1) if any(map(str.strip, record[usual:]))]
    if long:
        yield Fault("long_rows", {"count": len(long), "row": long[0]})
