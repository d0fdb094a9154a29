"""python-calamine at work in a process of its own: a workbook on standard input, its sheets as JSON on standard output.

A damaged workbook makes it panic: it writes over the screen and ends in what is no Exception. That must happen
elsewhere. Run as a script; it knows nothing of the program. A value that JSON has not is `{"date": …}` or
`{"time": …}`.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from io import BytesIO
from typing import Any

PASSWORD = 3
"""The exit code for a workbook with a password."""


def main() -> int:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    except PasswordError:
        return PASSWORD
    sheets = []
    for about in book.sheets_metadata:
        sheet: dict[str, Any] = {"name": about.name, "hidden": about.visible != SheetVisibleEnum.Visible}
        if about.typ == SheetTypeEnum.WorkSheet:
            found = book.get_sheet_by_name(about.name)
            sheet["rows"] = found.to_python(skip_empty_area=False)
            sheet["merges"] = found.merged_cell_ranges or []
        sheets.append(sheet)
    sys.stdout.buffer.write(json.dumps(sheets, default=_tagged).encode())
    return 0


def _tagged(value: object) -> dict[str, str]:
    return {"date": value.isoformat()} if isinstance(value, date | datetime) else {"time": str(value)}


if __name__ == "__main__":
    sys.exit(main())
