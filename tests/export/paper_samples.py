"""Papers that several exporters are tried on."""

from __future__ import annotations

from functools import cache

from paper_day import PARTY, STATE, PaperDay, whole_day

from meeting_tui.domain.papers.blocks import Paper
from meeting_tui.domain.papers.minutes import minutes

HOSTILE = (
    "*đậm* _nghiêng_ [liên kết](http://x) `mã`",
    "# tiêu đề",
    "1. một",
    "12) hai",
    "- gạch",
    "+ cộng",
    "=1+1",
    "> trích",
    "<b>đậm</b> <!-- ẩn --> &amp; &lt;",
    "a | b || c",
    "{{ 7*7 }} {% if x %} ${x} $y$ ~~xóa~~",
    "</w:t></w:r> ]]> %s {0}",
    "\\* \\n |",
)
"""What Markdown, Word, templates and spreadsheets might take for something else: each prints as it stands."""

DIRTY = "Nguye\u0302\u0303n\x1b[31m\x07 \u202eăn\u2066 \u200bTh\u1ecb\ufeff"
CLEANED = "Nguyễn[31m ăn Thị"


@cache
def state_paper() -> Paper:
    day = whole_day(STATE)
    return minutes(day.meeting, day.now, day.profile)


@cache
def party_paper() -> Paper:
    day = whole_day(PARTY)
    return minutes(day.meeting, day.now, day.profile)


@cache
def hostile_paper() -> Paper:
    """Every hostile text as a question, as an answer and as a task; the names are dirty."""
    day = PaperDay()
    day.person("x", DIRTY, village="*thôn* | 1")
    day.step("phat_bieu")
    questions = day.speak("x", *HOSTILE, topic="dat_dai")
    for question, text in zip(questions, HOSTILE, strict=True):
        due = day.now.date().replace(month=12)
        day.settle(question, "owed", answer=f"{text}\n{text}", answered_by=DIRTY, due=due)
    return minutes(day.meeting, day.now, day.profile)
