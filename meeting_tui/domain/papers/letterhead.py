"""The head of a paper: the issuer, the number, the country's or the Party's name (handbook, 1.2 to 1.5)."""

from __future__ import annotations

import re

from meeting_tui.domain.papers.blocks import Letterhead, one_line
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Plan

_SYMBOLS: tuple[tuple[str, str], ...] = (
    ("hội đồng nhân dân", "HĐND"),
    ("hđnd", "HĐND"),
    ("ủy ban nhân dân", "UBND"),
    ("ubnd", "UBND"),
    ("huyện ủy", "HU"),
    ("đảng ủy", "ĐU"),
    ("mặt trận", "MTTQ"),
    ("mttq", "MTTQ"),
)
"""Words of the issuer's name and the symbol of its papers (handbook, 1.3)."""

_AREAS = "xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tỉnh"
_AREA = re.compile(rf" (?=(?:{_AREAS}) )", re.IGNORECASE)
_NAMELESS = re.compile(rf" ({_AREAS})$", re.IGNORECASE)
_STANDING = re.compile(r"^(thường trực|ban thường vụ) +", re.IGNORECASE)
_KIND = re.compile(rf"^(?:{_AREAS}) (?=\D)", re.IGNORECASE)
_GAP = "      "
"""Room for a day or a month to be written by hand."""
_TOO_WIDE = 20
"""Letters of a bold capital line that still fit the left column of a state letterhead."""


def letterhead(plan: Plan, profile: Profile, kind: str, place_date: str = "") -> Letterhead:
    """`kind` is the short name of the paper: `BB`, `TB`; empty for one without a number of its own.

    The office gives the number after signing.
    """
    return Letterhead(
        style=profile.guide.style,
        superior=tuple(line.upper() for line in (superior(plan, profile),) if line),
        issuer=tuple(line.upper() for line in issuer_lines(plan, profile)),
        right=profile.words.right,
        number=number_line(plan, profile, kind) if kind else "",
        place_date=place_date,
    )


def number_line(plan: Plan, profile: Profile, kind: str) -> str:
    """`Số:      /TB-UBND`, with room for the number."""
    return profile.words.number.format(kind=kind, organ=symbol(plan, profile))


def belongs_to(plan: Plan, profile: Profile, kind: str, name: str, year: int) -> str:
    """Under an appendix: `(Kèm theo Thông báo số      /TB-UBND ngày … của …)`; the office fills it in by hand."""
    line = number_line(plan, profile, kind).replace(":", "", 1)
    day = f"ngày{_GAP}tháng{_GAP}năm {year}"
    return f"(Kèm theo {name} {line[:1].lower()}{line[1:]} {day} của {issuer(plan)})"


def place_date(plan: Plan, year: int | None) -> str:
    """`Khoen On, ngày      tháng      năm 2025`: the day is written when the paper is signed."""
    return f"{_KIND.sub('', _seat(plan))}, ngày{_GAP}tháng{_GAP}năm {year or _GAP}"


def issuer(plan: Plan) -> str:
    """Who issues the papers. `Hội đồng nhân dân huyện` is told with the name of the district that the plan is for."""
    name = one_line(plan.issuer)
    if kind := nameless_area(name):
        for area in (_seat(plan), one_line(plan.district), one_line(plan.province)):
            if area.lower().startswith(f"{kind.lower()} "):
                return f"{name.removesuffix(kind)}{area}"
    return name


def nameless_area(body: str) -> str:
    """`huyện` of `Hội đồng nhân dân huyện`: which one is not said. Empty: a name that says it."""
    found = _NAMELESS.search(body)
    return found[1] if found else ""


def symbol(plan: Plan, profile: Profile) -> str:
    """The issuer in the number: `UBND`, `HĐND`, `ĐU`."""
    name = plan.issuer.lower()
    found = next((short for words, short in _SYMBOLS if words in name), None)
    return found or ("ĐU" if profile.guide.style == "party" else "UBND")


def committee(plan: Plan) -> str:
    """The party committee whose office keeps the paper."""
    return "Huyện ủy" if "huyện ủy" in plan.issuer.lower() else "Đảng ủy"


def superior(plan: Plan, profile: Profile) -> str:
    """The line over the issuer. A commune's party body stands under the party body of the next level."""
    if plan.superior or profile.guide.style == "state":
        return one_line(plan.superior)
    above = plan.province if plan.era == "two_tier" or plan.level == "huyen" else plan.district
    return f"Đảng bộ {one_line(above)}" if above else ""


def issuer_lines(plan: Plan, profile: Profile) -> list[str]:
    """The issuer on lines that read well: `ỦY BAN NHÂN DÂN` / `XÃ ÍCH HẬU`.

    A standing board's papers bear the name of its committee (guide 36-HD/VPTW).
    """
    name = issuer(plan)
    if profile.guide.style == "party":
        return [_STANDING.sub("", name)]
    if len(name) <= _TOO_WIDE:
        return [name]
    if standing := _STANDING.match(name):
        return [standing[1], *_AREA.split(name[standing.end() :], maxsplit=1)]
    return _AREA.split(name, maxsplit=1)


def _seat(plan: Plan) -> str:
    return one_line(plan.place.rpartition(",")[2]).strip()
