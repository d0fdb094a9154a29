"""What the people said: every speech in the order in which it began, then what came otherwise; each with what was
answered to it at once.

Similar opinions stay separate here, whoever carries them in the summary (handbook, 2.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.answers_part import answer_after_speech, at_once
from meeting_tui.domain.papers.blocks import Paragraph, lines, paragraph, run
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.phrases import (
    REDIRECTED,
    is_complaint,
    masked,
    sentence,
    speaker,
    speaker_of,
)
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.records import Note, Question, Turn
from meeting_tui.domain.wording import lower_first

_CHAIR = {"remark": "Chủ trì trao đổi", "order": "Chủ trì nhắc, điều hành"}

Moment = tuple[datetime, int, list[Paragraph]]


def spoken_count(meeting: Meeting) -> int:
    return sum(question.source == "speech" for question in meeting.questions.values())


def slip_count(meeting: Meeting) -> int:
    return sum(question.source == "slip" for question in meeting.questions.values())


def counts_line(meeting: Meeting) -> str:
    """Speakers and opinions are counted separately (handbook, 2.3)."""
    speeches, spoken, slips = len(meeting.heard), spoken_count(meeting), slip_count(meeting)
    line = f"có {number(speeches)} lượt người phát biểu với {number(spoken)} ý kiến, kiến nghị"
    line += f"; {number(slips)} ý kiến gửi bằng phiếu" if slips else ""
    return f"{line}. Cụ thể:" if speeches or spoken or slips else "không có người phát biểu."


def speeches_part(meeting: Meeting, place: int, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    """The sub-items of item `place`."""
    told: Counter[str] = Counter()
    heard, answered = meeting.heard, at_once(meeting)
    for count, (key, turn) in enumerate(heard, start=1):
        told[turn.person] += 1
        yield from _speech(meeting, f"{place}.{count}", key, turn, told[turn.person], wording)
        for asked, question in meeting.numbered:
            if asked in answered and question.turn in (key, *turn.members):
                yield from answer_after_speech(meeting, asked, question, wording)
    speeches = {speech for key, turn in heard for speech in (key, *turn.members)}
    rest = [(asked, q) for asked, q in meeting.numbered if q.source == "speech" and q.turn not in speeches]
    slips = [(asked, q) for asked, q in meeting.numbered if q.source == "slip"]
    groups = [(wording.say("y_kien_khac"), rest), (wording.say("y_kien_bang_phieu"), slips)]
    for count, (title, questions) in enumerate((g for g in groups if g[1]), start=len(heard) + 1):
        yield paragraph(f"{place}.{count}. {title}:")
        for asked, question in questions:
            yield from _opinion(meeting, question, speaker_of(meeting, question))
            if asked in answered:
                yield from answer_after_speech(meeting, asked, question, wording)


def _speech(
    meeting: Meeting, place: str, key: str, turn: Turn, nth: int, wording: Wording
) -> Iterator[Paragraph]:
    moments = sorted([*_opinions(meeting, key, turn), *_interjections(meeting, key)], key=lambda m: m[:2])
    head = f"{place}. {_speaker_line(meeting, key, turn, nth)}"
    if any(question.turn in (key, *turn.members) for question in _spoken(meeting)):
        yield paragraph(f"{head}:")
    elif turn.state == "speaking":
        yield paragraph(f"{head}: đang phát biểu.")
    else:
        yield paragraph(f"{head}: {sentence(wording.say('khong_kien_nghi'))}")
    for _, _, blocks in moments:
        yield from blocks


def _speaker_line(meeting: Meeting, key: str, turn: Turn, nth: int) -> str:
    """The speaker, which time it was, and who was heard through the speaker; nobody who complains is named."""
    line = _speaker(meeting, key)
    line += f" (phát biểu lần {nth})" if nth > 1 else ""
    others = [member for member in turn.members if member in meeting.turns]
    names = "; ".join(lower_first(_speaker(meeting, member)) for member in others)
    return f"{line}, đồng thời thay mặt {names}" if names else line


def _speaker(meeting: Meeting, turn: str) -> str:
    return speaker(meeting.people.get(meeting.turns[turn].person), masked=masked(meeting, turn))


def _spoken(meeting: Meeting) -> list[Question]:
    return [question for _, question in meeting.numbered if question.source == "speech"]


def _opinions(meeting: Meeting, key: str, turn: Turn) -> Iterator[Moment]:
    for question in _spoken(meeting):
        if question.turn in (key, *turn.members):
            whose = "" if question.person == turn.person else speaker_of(meeting, question)
            yield question.asked_at, question.number, list(_opinion(meeting, question, whose))


def _interjections(meeting: Meeting, key: str) -> Iterator[Moment]:
    """What the chair said in between, at the moment when it was said."""
    for note in meeting.notes.values():
        if note.turn == key and note.kind in _CHAIR:
            yield note.at, 0, [_interjection(note)]


def _interjection(note: Note) -> Paragraph:
    said = " ".join(lines(note.text))
    return paragraph(run(f"({_CHAIR[note.kind]}: {said})", italic=True), level=1)


def _opinion(meeting: Meeting, question: Question, whose: str) -> Iterator[Paragraph]:
    """`Ý kiến số 11: …` as it was written down; of a complaint, only that it was redirected."""
    complaint = is_complaint(question)
    label = f"Ý kiến số {question.number}{f' ({whose})' if whose and not complaint else ''}:"
    texts = lines(sentence(REDIRECTED if complaint else question.text)) or [""]
    texts[-1] += _carried(meeting, question)
    yield paragraph(run(label, italic=True), f" {texts[0]}", level=1)
    yield from (paragraph(text, level=1) for text in texts[1:])


def _carried(meeting: Meeting, question: Question) -> str:
    """Which opinion of the same matter it was answered with."""
    lead = meeting.questions.get(question.merged_into or "")
    return f" (Cùng nội dung với ý kiến số {lead.number}.)" if lead else ""


def told_outside(meeting: Meeting, step: str) -> list[Paragraph]:
    """The chair's words in a step that belong to no speech."""
    apart = [note for note in meeting.notes.values() if note.turn is None and note.step == step]
    return [_interjection(note) for note in sorted(apart, key=lambda note: note.at) if note.kind in _CHAIR]
