"""Which column of a clerk's sheet holds what: the heading row found, and every heading understood or left alone.

A heading is compared by its folded words, so neither accents nor a legacy font hide it. Headings may stand in two
rows ("Năm sinh" over "Nam" and "Nữ"). What is found is a proposal: a `Mapping` is a value that the clerk can change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, get_args

import msgspec

from meeting_tui.domain.likeness import same_body
from meeting_tui.domain.text import clean_line, fold
from meeting_tui.intake.legacy_text import Encoding, cell_encoding, convert, detect
from meeting_tui.intake.private import without_private
from meeting_tui.intake.row_values import names_kind
from meeting_tui.intake.sheets import Cell, Fault, Row, Sheet, Workbook

Field = Literal[
    "name",
    "family",
    "given",
    "salutation",
    "male",
    "female",
    "birth",
    "village",
    "org",
    "title",
    "phone",
    "household",
    "kind",
    "slip_number",
    "content",
    "topic",
    "addressee",
    "withhold_name",
    "code",
]
"""What a column can mean. `family` and `given` are joined to a name; `male` and `female` hold a year of birth or a
mark, and which of them does tells the sex."""

Ignored = Literal["number", "id_number", "other"]
"""Columns left alone on purpose: the running number, an identity number, notes and the like."""
Meaning = Field | Ignored

FIELDS: tuple[Field, ...] = get_args(Field)
_WORD = re.compile(r"[^\W\d_]{2}")
FIRST_ROWS, MOST_ROWS = 15, 60
"""Headings are looked for in as many rows; below a long letterhead in more, if the first ones name nobody."""
LONGEST_HEADING = 80


_BARE = r"(?:\s*\(.*\)|\s*[:*.]+)*"  # what may follow a heading and changes nothing
_VILLAGE = r"(?:thon|xom|ban|to|ap|buon|lang|khoi|khoi pho|khu|khu pho|khu dan cu|tieu khu|to dan pho|tdp)"
_HEADINGS: tuple[tuple[Field | Ignored, str], ...] = (
    ("number", r"stt|tt|so tt|so thu tu|thu tu|no"),
    (
        "id_number",
        r".*\b(?:cccd|cmnd|cmt|cmtnd|cmnd/cccd|dinh danh|can cuoc|chung minh|giay to|ho chieu|passport|so the|bhyt|bhxh"
        r"|ma so thue)\b.*",
    ),
    (
        "other",
        r"(?:dan toc|ton giao|chu ky|ky ten|ky nhan|ky xac nhan|ghi chu|email|thu dien tu|que quan|nguyen quan|noi sinh"
        r"|trinh do|hoc van|nghe nghiep|dang vien|ngay vao dang|tuoi|quan he|ma ho|so ho|trang thai|tinh trang|loi"
        r"|error)\b.*",
    ),
    ("slip_number", r"(?:so |ma )?(?:so )?phieu(?: so)?(?: dang ky)?(?: phat bieu)?"),
    ("withhold_name", r".*\b(?:giu kin|khong neu ten|khong cong khai|an danh)\b.*"),
    ("topic", r"(?:linh vuc|chu de|nhom van de|nhom y kien|loai y kien)\b.*"),
    (
        "addressee",
        r"(?:gui (?:toi|den)|(?:de nghi )?(?:nguoi|don vi|co quan) (?:tra loi|giai quyet|nhan))\b.*",
    ),
    ("content", r"(?:noi dung|y kien|kien nghi|cau hoi|de xuat|phan anh)\b.*"),
    (
        "code",
        r"ma(?: so)?(?: (?:moi|diem danh|check[ -]?in|qr|vao cua|tham du|dai bieu))?|(?:check-?in )?code",
    ),
    ("household", r"(?:ho va ten |ho ten |ten )?chu ho\b.*|ho gia dinh\b.*|dai dien ho\b.*"),
    ("family", r"ho (?:va )?(?:chu |ten )?(?:dem|lot)|ho,? chu dem"),
    (
        "name",
        r"ho(?: va|,| &| -| /)? ?(?:chu dem va )?ten\b.*|ho,? chu dem va ten\b.*|(?:full ?)?name"
        r"|(?:ten )?(?:dai bieu|cong dan|cu tri|nguoi (?:du|dang ky|phat bieu|tham du|kien nghi|co y kien))(?: tham du)?"
        r"|ten (?:nguoi|dai bieu|cong dan|ong)\b.*",
    ),
    ("birth", r"(?:.*\b)?(?:nam sinh|ngay sinh|sinh nam|sinh ngay|thang sinh|ntns|birth)\b.*"),
    ("phone", r"(?:so )?(?:dien thoai|dt|sdt|dtdd|di dong|tel|phone|mobile|zalo|lien he|lien lac)\b.*"),
    ("salutation", r"gioi(?: tinh)?|phai|(?:danh )?xung(?: ho)?|ong ?[/,(-] ?ba\b.*|nam ?[/,(-] ?nu\b.*"),
    ("kind", r"(?:thanh phan|doi tuong|loai dai bieu|dien moi)\b.*"),
    ("village", rf"(?:ten )?{_VILLAGE}(?: ?[/,(-].*)?"),
    (
        "village",
        r"(?:dia chi|noi o|cho o|cu tru|thuong tru|noi cu tru|noi thuong tru|noi dang ky|dia ban)\b.*",
    ),
    ("title", r"chuc (?:vu|danh)\b.*"),
    ("org", r"(?:ten )?(?:don vi|co quan|doan the|to chuc|dai dien|noi cong tac|noi lam viec)\b.*"),
)
"""What a heading says, folded; the first one that fits. Of two columns for one field the earlier line wins."""
_PATTERNS = tuple((meaning, re.compile(f"(?:{pattern}){_BARE}")) for meaning, pattern in _HEADINGS)
_WITH_ACCENTS: dict[str, Field] = {
    "họ": "family",
    "ho": "family",
    "hộ": "household",
    "tên": "given",
    "ten": "given",
    "nam": "male",
    "nữ": "female",
    "nu": "female",
    "năm": "birth",
}
"""Short headings that folding would confuse: `Nam` and `Năm`, `Họ` and `Hộ`."""
_NAMING = ("name", "family", "given")
_LAST = len(_HEADINGS)

CANONICAL: dict[Field, str] = {
    "name": "Họ và tên",
    "family": "Họ và tên đệm",
    "given": "Tên",
    "salutation": "Ông/Bà",
    "male": "Nam",
    "female": "Nữ",
    "birth": "Năm sinh",
    "village": "Thôn",
    "org": "Đơn vị",
    "title": "Chức vụ",
    "phone": "Số điện thoại",
    "household": "Chủ hộ",
    "kind": "Thành phần",
    "slip_number": "Số phiếu",
    "content": "Nội dung ý kiến, kiến nghị",
    "topic": "Lĩnh vực",
    "addressee": "Đề nghị người trả lời",
    "withhold_name": "Đề nghị không nêu tên",
    "code": "Mã",
}
"""A heading for each field that is understood again: what a workbook for correction says."""


class SheetMapping(msgspec.Struct, frozen=True, kw_only=True):
    """What the columns of one sheet mean. Columns count from 0, rows as Excel shows them."""

    sheet: str
    header: int = 0
    """The heading row; the lower one of two. 0: the sheet has none and begins with people."""
    depth: int = 1
    columns: dict[Field, int] = {}
    encodings: dict[int, Encoding] = {}
    """Columns that are not in Unicode, as found or as the clerk says; the others are looked at."""

    def with_column(self, field: Field, column: int | None) -> SheetMapping:
        """The same with this meaning for the column, and no other; None: no column has it."""
        others = {name: at for name, at in self.columns.items() if name != field and at != column}
        return msgspec.structs.replace(self, columns=others if column is None else {**others, field: column})

    def without(self, column: int) -> SheetMapping:
        """The same with the column left alone."""
        kept = {name: at for name, at in self.columns.items() if at != column}
        return msgspec.structs.replace(self, columns=kept)

    def with_encoding(self, column: int, encoding: Encoding) -> SheetMapping:
        return msgspec.structs.replace(self, encodings={**self.encodings, column: encoding})


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """The sheets to read, in their order, and what their columns mean."""

    sheets: tuple[SheetMapping, ...]

    def only(self, sheet: str) -> Mapping:
        """One sheet and no other."""
        return Mapping(sheets=tuple(one for one in self.sheets if one.sheet == sheet))

    def put(self, changed: SheetMapping) -> Mapping:
        """The same with another mapping of that sheet, added if it was not read before."""
        if all(one.sheet != changed.sheet for one in self.sheets):
            return Mapping(sheets=(*self.sheets, changed))
        return Mapping(sheets=tuple(changed if one.sheet == changed.sheet else one for one in self.sheets))


# -- finding them ----------------------------------------------------------------------------------------


def find_columns(workbook: Workbook, orgs: Sequence[str] = ()) -> Mapping | Fault:
    """The headings of every sheet that is shown and names people. `orgs`: organisations and professions of the plan.

    Fault `no_name_column`: headings (those of the likeliest row, joined by ` | `), sheet.
    """
    shown = [sheet for sheet in workbook.sheets if not sheet.hidden] or list(workbook.sheets)
    found = [(sheet, propose(sheet, orgs)) for sheet in shown]
    mappings = tuple(mapping for _, mapping in found if names_people(mapping))
    if mappings:
        return Mapping(sheets=mappings)
    sheet, likeliest = max(found, key=lambda pair: len(pair[1].columns))
    shown_row = likeliest if likeliest.header else SheetMapping(sheet=sheet.name, header=sheet.rows[0].number)
    words = " | ".join(without_private(text) for text in headings(sheet, shown_row) if text)
    return Fault("no_name_column", {"sheet": sheet.name, "headings": words})


def names_people(mapping: SheetMapping) -> bool:
    return any(field in mapping.columns for field in _NAMING)


def propose(sheet: Sheet, orgs: Sequence[str] = ()) -> SheetMapping:
    """The likeliest headings of a sheet, as far as they are understood. `orgs`: as for `find_columns`."""
    best = _likeliest(sheet, sheet.rows[:FIRST_ROWS])
    if not names_people(best) and "salutation" not in best.columns:
        further = _likeliest(sheet, sheet.rows[FIRST_ROWS - 1 : MOST_ROWS])
        best = further if names_people(further) and len(further.columns) > 1 else best
    return _with_organisations(sheet, _with_parted_name(sheet, _with_addressed(sheet, best)), orgs)


def _likeliest(sheet: Sheet, rows: Sequence[Row]) -> SheetMapping:
    best, best_score = SheetMapping(sheet=sheet.name), 0
    for above, row in _pairs(rows):
        columns, score = _assigned(above, row)
        if score > best_score:
            header, depth = row.number, 1 if above is None else row.number - above.number + 1
            best = SheetMapping(sheet=sheet.name, header=header, depth=depth, columns=columns)
            best_score = score
    return best


def _with_addressed(sheet: Sheet, mapping: SheetMapping) -> SheetMapping:
    """`Ông/Bà` over names of two words and more, where no other column holds names."""
    at = mapping.columns.get("salutation")
    if at is None or names_people(mapping):
        return mapping
    told = [clean_line(str(row.cell(at).value or "")) for row in sheet.rows if row.number > mapping.header]
    texts = list(filter(None, told))
    named = [text for text in texts if len(text.split()) > 1]
    return mapping.with_column("name", at) if texts and 2 * len(named) > len(texts) else mapping


def _with_parted_name(sheet: Sheet, mapping: SheetMapping) -> SheetMapping:
    """`Họ và tên` merged over two columns, where the second one holds the given name."""
    at = mapping.columns.get("name", -1)
    over_two = any(
        merge.left == at
        and merge.right == at + 1
        and mapping.header - mapping.depth < merge.top <= mapping.header
        for merge in sheet.merges
    )
    body = (row.cell(at + 1).value for row in sheet.rows if row.number > mapping.header)
    if not over_two or at + 1 in mapping.columns.values() or not any(isinstance(one, str) for one in body):
        return mapping
    others = {field: column for field, column in mapping.columns.items() if field != "name"}
    parted: dict[Field, int] = {"family": at, "given": at + 1}
    return msgspec.structs.replace(mapping, columns={**others, **parted})


def _with_organisations(sheet: Sheet, mapping: SheetMapping, orgs: Sequence[str]) -> SheetMapping:
    """`Thành phần` over `Hội Nông dân`, `Hội Phụ nữ` tells who sends somebody, not what kind of guest it is."""
    at = mapping.columns.get("kind")
    if at is None or "org" in mapping.columns:
        return mapping
    cells = [row.cell(at) for row in sheet.rows if row.number > mapping.header]
    told = [
        (cell.value, cell.font) for cell in cells if isinstance(cell.value, str) and clean_line(cell.value)
    ]
    column = detect([text for text, _ in told], [font for _, font in told])
    texts = [clean_line(convert(text, cell_encoding(text, font, column), font)) for text, font in told]
    others = [text for text in texts if is_body(text, orgs) or (_WORD.search(text) and not names_kind(text))]
    return mapping.with_column("org", at) if 2 * len(others) > len(texts) else mapping


def is_body(text: str, orgs: Sequence[str]) -> bool:
    """Whether a text is one of these organisations and professions, and not two of them."""
    return sum(same_body(text, org) for org in orgs) == 1


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row | None, Row]]:
    """Every row that may hold headings: alone, and under the one above it."""
    for row in rows:
        yield None, row
    for above, row in pairwise(rows):
        if row.number == above.number + 1 and not _names_somebody(above, row):
            yield above, row


def _names_somebody(above: Row, row: Row) -> bool:
    """Whether the lower row is a person under a heading: it has a name where the upper one says `Họ và tên`."""
    naming = [at for one in (above, row) for at, (what, _) in _meanings(one).items() if what in _NAMING]
    both = any(_heading(above.cell(at)) and _heading(row.cell(at)) for at in naming)
    return both or not naming or not _meanings(row)


def _assigned(above: Row | None, row: Row) -> tuple[dict[Field, int], int]:
    """Each field's column, and how sure it is that these are headings at all."""
    own = _meanings(row)
    over = {} if above is None else _meanings(above, spread_over=row)
    # What a column says itself counts before what stands over it and its neighbours.
    claims = [(0, rank, at, what) for at, (what, rank) in own.items()]
    claims += [(1, rank, at, what) for at, (what, rank) in over.items() if at not in own]
    columns: dict[Field, int] = {}
    for _, _, at, what in sorted(claims):
        if what in CANONICAL and what not in columns and at not in columns.values():
            columns[what] = at
    _settle_names(columns)
    named = any(field in columns for field in _NAMING)
    only_title = len(row.cells) - [_heading(cell) for cell in row.cells].count("") == 1 and not named
    return columns, 0 if only_title else len({what for *_, what in claims}) + 3 * named


def _settle_names(columns: dict[Field, int]) -> None:
    """`Tên` alone is the whole name; on a list of households the householder's is, who stands for the household."""
    if "name" in columns:
        columns.pop("family", None)
        columns.pop("given", None)
    elif "given" in columns and "family" not in columns:
        columns["name"] = columns.pop("given")
    elif "family" not in columns and "given" not in columns and "household" in columns:
        columns["name"] = columns["household"]


def _meanings(row: Row, spread_over: Row | None = None) -> dict[int, tuple[Meaning, int]]:
    """What the cells of a row say as headings, by column, with the rank of it.

    `spread_over`: the row below; a heading stands over the cells to its right that have none but hold something.
    """
    found: dict[int, tuple[Meaning, int]] = {}
    last: tuple[Meaning, int] | None = None
    for at in range(max(len(row.cells), len(spread_over.cells) if spread_over else 0)):
        if text := _heading(row.cell(at)):
            last = meaning(text)
        elif spread_over is None or not _heading(spread_over.cell(at)):
            last = None
        if last is not None:
            found[at] = last
    return found


def meaning(heading: str) -> tuple[Meaning, int] | None:
    """What a heading says, and its rank among the headings for the same."""
    line = clean_line(heading).lower().strip(" :*.")
    if line in _WITH_ACCENTS:
        return _WITH_ACCENTS[line], _LAST
    if line.startswith("hộ "):
        return "household", _LAST
    if not line or len(line) > LONGEST_HEADING:
        return None
    folded = fold(line)
    return next(
        ((what, rank) for rank, (what, pattern) in enumerate(_PATTERNS) if pattern.fullmatch(folded)), None
    )


def headings(sheet: Sheet, mapping: SheetMapping) -> tuple[str, ...]:
    """The heading of every column of the sheet; two rows are joined. Empty where there is none."""
    rows = [row for row in sheet.rows if mapping.header - mapping.depth < row.number <= mapping.header]
    return tuple(_joined(rows, at) for at in range(sheet.width))


def _joined(rows: Sequence[Row], column: int) -> str:
    texts = [_heading(row.cell(column)) for row in rows]
    if len(rows) == 2 and texts[1] and not texts[0]:
        left = (_heading(rows[0].cell(at)) for at in range(column, -1, -1))
        texts[0] = next(filter(None, left), "")
    return " ".join(dict.fromkeys(filter(None, texts)))


def _heading(cell: Cell) -> str:
    """A cell as a heading, in the encoding in which it says something."""
    if not isinstance(cell.value, str):
        return "" if cell.value is None else str(cell.value)
    readings = [clean_line(cell.value)]
    if not cell.value.isascii():
        readings += [clean_line(convert(cell.value, encoding, cell.font)) for encoding in ("tcvn3", "vni")]
    return next((text for text in readings if meaning(text)), readings[0])
