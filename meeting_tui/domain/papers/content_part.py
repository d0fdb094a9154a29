"""Part II of the minutes: the steps of the day as they were really run (handbook, 2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.agenda_default import DEFAULT_AGENDA
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.answers_part import answers_part, at_once, has_answers
from meeting_tui.domain.papers.blocks import Paragraph, lines, one_line, paragraph, run
from meeting_tui.domain.papers.numbers import number
from meeting_tui.domain.papers.phrases import doing, hall, officers, sentence, step_title
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.speeches_part import counts_line, slip_count, speeches_part, told_outside
from meeting_tui.domain.papers.wording_set import STANDARD, Wording
from meeting_tui.domain.plan import AgendaItem, StepKind
from meeting_tui.domain.records import Step
from meeting_tui.domain.text import initial_capital
from meeting_tui.domain.wording import lower_first, noun, topic_name

UNLISTED: frozenset[StepKind] = frozenset({"welcome", "break"})
"""Steps that leave nothing in the minutes."""
ELSEWHERE: frozenset[StepKind] = frozenset({"conclusion", "closing"})
"""Steps with a part of their own; they stand here only when something was written for them."""
OTHER = "khac"
"""The topic of what belongs to none."""
_TITLES: dict[StepKind, str] = {
    "conclusion": "Trao đổi, giải thích, tiếp thu của chủ trì",
    "closing": "Thông qua biên bản, bế mạc",
}


def content_part(meeting: Meeting, profile: Profile, wording: Wording = STANDARD) -> Iterator[Paragraph]:
    told: set[StepKind] = set()
    for place, item in enumerate(listed_items(meeting), start=1):
        first = item.kind not in told
        told.add(item.kind)
        yield from _item(meeting, profile, place, item, first, wording)


def listed_items(meeting: Meeting) -> list[AgendaItem]:
    """The steps that were run, in the order in which they began; speeches and answers even without a step."""
    items = [item for item in meeting.agenda if _is_listed(meeting, item)]
    items.sort(key=lambda item: _begun(meeting.steps[item.id]))
    if meeting.heard or meeting.questions:
        _ensure(items, "speeches", {"synthesis", "remarks", "answers", "conclusion", "closing"})
    if has_answers(meeting):
        _ensure(items, "answers", {"conclusion", "closing"})
    return items


def _is_listed(meeting: Meeting, item: AgendaItem) -> bool:
    step = meeting.steps.get(item.id)
    if step is None or step.started_at is None or step.skipped or item.kind in UNLISTED:
        return False
    return item.kind not in ELSEWHERE or bool(lines(step.text))


def _begun(step: Step) -> float:
    return step.started_at.timestamp() if step.started_at else 0.0


def _ensure(items: list[AgendaItem], kind: StepKind, before: set[StepKind]) -> None:
    """Nothing that was said is lost because its step was left out."""
    if any(item.kind == kind for item in items):
        return
    at = next((place for place, item in enumerate(items) if item.kind in before), len(items))
    items.insert(at, next(item for item in DEFAULT_AGENDA if item.kind == kind))


def _item(
    meeting: Meeting, profile: Profile, place: int, item: AgendaItem, first: bool, wording: Wording
) -> Iterator[Paragraph]:
    """The title, who did it and how it ended in one paragraph; the text; what belongs to the kind."""
    step = meeting.steps.get(item.id, Step())
    title = (_TITLES.get(item.kind) or step_title(meeting.plan, item)).rstrip(" .:;")
    told = _told(meeting, profile, item, step, first, wording)
    if told:
        yield paragraph(run(f"{place}. {title}:", bold=True), f" {told}")
    else:
        yield paragraph(run(f"{place}. {title}.", bold=True))
    for line in lines(step.text):
        yield paragraph(line)
    yield from told_outside(meeting, item.id)
    if item.kind == "speeches" and first:
        yield from speeches_part(meeting, place, wording)
    elif item.kind == "answers" and first:
        yield from answers_part(meeting, place, wording)


def _told(
    meeting: Meeting, profile: Profile, item: AgendaItem, step: Step, first: bool, wording: Wording
) -> str:
    """The sentence after the title; empty when nothing is known."""
    result = _result(meeting, item, step)
    if item.kind == "speeches" and first:
        counts = counts_line(meeting)
        return f"{sentence(result)} {initial_capital(counts)}" if result else counts
    presenter = _presenter(meeting, profile, item, step)
    if presenter and item.kind in ("rules", "report", "synthesis"):
        presenter = doing(presenter, "trình bày")
    said = "; ".join(part for part in (presenter, result) if part)
    if item.kind == "synthesis" and not step.text:
        said = "; ".join(part for part in (said, synthesis_line(meeting)) if part)
    if item.kind == "answers" and first and at_once(meeting) and not has_answers(meeting):
        said = "; ".join(part for part in (said, wording.say("tra_loi_ngay")) if part)
    if item.kind == "report" and said and not step.text:
        return f"{sentence(said)} (Nội dung báo cáo kèm theo)"
    return sentence(said)


def _presenter(meeting: Meeting, profile: Profile, item: AgendaItem, step: Step) -> str:
    if step.presenter or item.kind != "opening":
        return one_line(step.presenter).strip()
    hosts = officers_of(meeting.plan, meeting.day, "mc")
    return officers(profile, hosts) if hosts else ""


def _result(meeting: Meeting, item: AgendaItem, step: Step) -> str:
    """`Hội nghị nhất trí 100%`; whoever was written there, the event keeps its own name."""
    result = one_line(step.result).strip()
    if item.kind != "rules" or not result:
        return result
    who = hall(meeting.plan)
    for written in (who, "Hội nghị"):
        if result.lower().startswith(f"{written.lower()} "):
            result = result[len(written) :].strip()
    return f"{who} {lower_first(result)}"


def synthesis_line(meeting: Meeting) -> str:
    """Speeches, opinions, how many of them were written, and their topics as they were read out (handbook, 5.3)."""
    codes = dict.fromkeys(question.topic for _, question in meeting.numbered if question.topic)
    topics = [lower_first(topic_name(code)) for code in codes if code != OTHER]
    topics += ["lĩnh vực khác"] if topics and OTHER in codes else []
    after = f"qua {number(len(meeting.heard))} lượt phát biểu, " if meeting.heard else ""
    line = f"{after}{noun(meeting.plan)} có {number(len(meeting.questions))} ý kiến, kiến nghị"
    slips = slip_count(meeting)
    line += f" (trong đó {number(slips)} ý kiến gửi bằng phiếu)" if slips else ""
    return f"{line}, tập trung vào các lĩnh vực: {'; '.join(topics)}" if topics else line
