"""What the cells and heads of lists say alike: the word for the villages, and who said what of one matter."""

from __future__ import annotations

import re

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.matters import Matter
from meeting_tui.domain.wording import lower_first

VILLAGE = "Thôn (bản, tổ)"
"""Where they are of several kinds, or nobody says of which."""
_KINDS = ("tổ dân phố", "khu phố", "thôn", "bản", "làng", "xóm", "ấp", "buôn", "khóm")
_KIND = re.compile(rf"({'|'.join(_KINDS)})\b", re.IGNORECASE)
_HEADS = re.compile(rf"\btrưởng ({'|'.join(_KINDS)})\b|\b({'|'.join(_KINDS)}) trưởng\b", re.IGNORECASE)


def village_word(meeting: Meeting) -> str:
    """`Bản` where all villages of the plan and of the people call themselves so; else as the plan calls their heads."""
    plan = meeting.plan
    names = {*plan.villages, plan.here.village, *(quota.village for quota in plan.here.quotas)}
    names |= {person.village for person in meeting.people.values()}
    kinds = {kind[1].lower() if (kind := _KIND.match(name)) else "" for name in names if name}
    if not kinds:
        kinds = {
            (head[1] or head[2]).lower() for line in plan.delegates_village for head in _HEADS.finditer(line)
        }
    return (kinds.pop() if len(kinds) == 1 else "").capitalize() or VILLAGE


def who_and_village(meeting: Meeting) -> str:
    """The head over people with their villages: `Họ và tên, bản`."""
    return f"Họ và tên, {lower_first(village_word(meeting))}"


def who_said_what(matter: Matter) -> str:
    """A line for each person; where there are several, with the numbers of their opinions."""
    said: dict[str, list[str]] = {}
    for opinion in matter.opinions:
        said.setdefault(opinion.who, []).append(str(opinion.number))
    if len(said) == 1:
        return matter.opinions[0].who
    return "\n".join(f"Số {', '.join(numbers)}: {who}" for who, numbers in said.items())
