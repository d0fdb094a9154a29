"""What the chair can read out in sixty seconds before concluding: official Vietnamese, like the script.

Vietnamese is read aloud at some three to four syllables a second, so all of it stays under `MOST_SYLLABLES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.names import name_key
from meeting_tui.domain.records import Outcome, Question
from meeting_tui.domain.wording import lower_first, noun, topic_name, unit_name

MOST_SYLLABLES = 210
KINDS_OF_VILLAGE = ("thôn", "bản", "làng", "xóm", "ấp", "buôn", "khóm")
TOPICS = 5
"""Topics that are named; the others are counted together."""
OTHER = "khac"
OWERS = 4
ANSWERED: frozenset[Outcome] = frozenset({"answered", "answered_in_part"})


def readout(meeting: Meeting) -> list[str]:
    """One sentence or two on the hall, the opinions, the answers and what is owed. Empty parts are left out."""
    return [
        line for line in (_people(meeting), _opinions(meeting), _answers(meeting), _owed(meeting)) if line
    ]


def _people(meeting: Meeting) -> str:
    spoke = {turn.person for _, turn in meeting.heard}
    villages = {name_key(name): name for name in map(meeting.village_of, spoke) if name}
    came = f"{noun(meeting.plan)} có {meeting.present} người dự"
    if not spoke:
        return f"{came}."
    from_villages = f", đến từ {len(villages)} {_kind_of(villages.values())}" if villages else ""
    return f"{came}; {len(spoke)} người phát biểu{from_villages}."


def _kind_of(villages: Iterable[str]) -> str:
    """`thôn` where all of them call themselves so."""
    kinds = {village.split()[0].lower() for village in villages}
    only = kinds.pop() if len(kinds) == 1 else ""
    return only if only in KINDS_OF_VILLAGE else "thôn, tổ dân phố"


def _opinions(meeting: Meeting) -> str:
    questions = [question for _, question in meeting.numbered]
    if not questions:
        return ""
    written = sum(question.source == "slip" for question in questions)
    by_slip = f", trong đó {written} ý kiến gửi bằng phiếu" if written else ""
    return f"Đã tiếp nhận {len(questions)} ý kiến{by_slip}: {_by_topic(questions)}."


def _by_topic(questions: Iterable[Question]) -> str:
    counted = Counter(question.topic for question in questions)
    named = [(topic, count) for topic, count in counted.most_common() if topic not in ("", OTHER)][:TOPICS]
    rest = counted.total() - sum(count for _, count in named)
    parts = [f"{_short(topic)} {count}" for topic, count in named]
    return ", ".join([*parts, *([f"lĩnh vực khác {rest}"] if rest else [])])


def _short(topic: str) -> str:
    """The first words of a topic's label: `Giao thông, thủy lợi, điện, nước` is read as `giao thông`.

    A word that does not stand alone takes the next with it: `Nông, lâm nghiệp, …` is `nông lâm nghiệp`.
    """
    parts = topic_name(topic).partition(" - ")[0].split(", ")
    return lower_first(" ".join(parts[: 1 if " " in parts[0] else 2]))


def _answers(meeting: Meeting) -> str:
    own = [(key, question) for key, question in meeting.numbered if question.merged_into is None]
    owed = {promise.question for promise in meeting.promises.values()}
    answered = sum(question.outcome in ANSWERED for _, question in own)
    in_part = sum(question.outcome == "answered_in_part" for _, question in own)
    still_open = sum(question.outcome is None for _, question in own)
    others = sum(
        question.outcome is not None and question.outcome not in ANSWERED and key not in owed
        for key, question in own
    )
    merged = len(meeting.questions) - len(own)
    partly = f", trong đó {in_part} ý kiến mới trả lời một phần" if in_part else ""
    parts = [
        f"{answered} ý kiến đã được trả lời ngay{partly}" if answered else "",
        f"{len(meeting.promises)} việc được hẹn trả lời bằng văn bản hoặc giao giải quyết"
        if meeting.promises
        else "",
        f"{others} ý kiến được ghi nhận, giải thích hoặc hướng dẫn gửi nơi có thẩm quyền" if others else "",
        f"{merged} ý kiến trùng được gộp" if merged else "",
        f"còn {still_open} ý kiến chưa có trả lời" if still_open else "",
    ]
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _owed(meeting: Meeting) -> str:
    """Who owes most, and by when at the latest."""
    if not meeting.promises:
        return ""
    owed = Counter(promise.unit for promise in meeting.promises.values()).most_common()
    last = max(promise.due for promise in meeting.promises.values())
    named = ", ".join(f"{unit_name(meeting, unit)} {count}" for unit, count in owed[:OWERS])
    rest = sum(count for _, count in owed[OWERS:])
    others = f", đơn vị khác {rest}" if rest else ""
    return f"Đơn vị chịu trách nhiệm: {named}{others}. Chậm nhất ngày {short_date(last)}."
