"""A whole day played through the same commands as a real one, with a clock that goes by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

import msgspec

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.papers.approval import approvers
from meeting_tui.domain.papers.conclusion_part import outcome_of
from meeting_tui.domain.papers.phrases import unit_in_sentence
from meeting_tui.domain.papers.signing import bare_name
from meeting_tui.domain.plan import AgendaItem, Plan, Unit
from meeting_tui.domain.records import Officer, Outcome, Question
from meeting_tui.domain.tx import Refused
from meeting_tui.domain.views import step_gates
from meeting_tui.domain.workdays import strictly_before
from meeting_tui.rehearsal.citizens import (
    ANSWERERS,
    MATTERS,
    OFFICERS,
    Cast,
    invent,
    villages_of,
    with_codes,
)
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import MeetingFolder
from meeting_tui.store.guides import profile_of

USUAL_START = time(7, 30)
DOORS_OPEN = timedelta(minutes=30)
"""How long before the announced hour people come in."""

Progress = Callable[[str, int, int], None]
"""Called with the title of the step, its place and the number of steps."""
Wait = Callable[[float], None]
"""Lets so many seconds of the meeting's time pass."""

OUTCOMES: tuple[tuple[Outcome, int], ...] = (
    ("answered", 50),
    ("owed", 22),
    ("answered_in_part", 10),
    ("noted", 8),
    ("beyond_competence", 8),
    ("out_of_scope", 2),
)
ANSWERS: dict[Outcome, str] = {
    "answered": "Đơn vị đã kiểm tra, giải trình cụ thể và hướng dẫn người có ý kiến.",
    "owed": "Đơn vị sẽ kiểm tra thực tế và trả lời bằng văn bản.",
    "answered_in_part": "Đã giải trình phần thuộc trách nhiệm; phần còn lại trả lời bằng văn bản.",
    "noted": "Đơn vị tiếp thu, ghi nhận ý kiến.",
    "beyond_competence": "Nội dung vượt thẩm quyền, sẽ báo cáo cấp trên xem xét.",
    "out_of_scope": "Nội dung không thuộc phạm vi đối thoại hôm nay.",
}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, in numbers."""

    present: int
    """All who came, `walk_ins` among them."""
    invited: int
    walk_ins: int
    speeches: int
    questions: int
    answered: int
    promised: int
    written: int
    started_at: datetime
    ended_at: datetime
    commits: int


def rehearsal_start(plan: Plan, day: date | None = None) -> datetime:
    """When the rehearsal begins: on the plan's date, or on the last working day that its period allows."""
    event = plan.here
    chosen = day or event.date
    if chosen is None and event.finish_before is not None:
        chosen = strictly_before(event.finish_before)
    chosen = chosen or event.not_after or event.not_before
    if chosen is None:
        raise Refused("date_needed")
    while chosen.weekday() >= 5 and day is None and event.date is None:
        chosen -= timedelta(days=1)
    return datetime.combine(chosen, event.start or USUAL_START, plan.zone) - DOORS_OPEN


def rehearse(
    folder: MeetingFolder,
    clock: HandClock,
    rng: Random,
    progress: Progress | None = None,
    wait: Wait | None = None,
) -> Summary:
    """Play the day from the first citizen at the door to the closing. Without `wait` no time is lost by waiting."""
    return _Day(folder, clock, rng, wait or clock.pass_seconds).play(progress)


class _Day:
    """One rehearsed day. Every act goes through `folder.do`, as the console's do."""

    def __init__(self, folder: MeetingFolder, clock: HandClock, rng: Random, wait: Wait) -> None:
        self.folder = folder
        self.clock = clock
        self._wait = wait
        self.begins_at = clock.now() + DOORS_OPEN
        self.rng = rng
        self.do = folder.do
        self.meeting = folder.meeting
        self._made = 0

    def play(self, progress: Progress | None) -> Summary:
        started = self.clock.now()
        cast = with_codes(invent(self.folder.plan, self.rng), self.rng, self.folder.code_mark)
        self.invite(cast)
        if self.meeting.agenda[0].kind != "welcome":
            self.welcome(None)
        for place, item in enumerate(self.meeting.agenda, start=1):
            if progress:
                progress(item.title, place, len(self.meeting.agenda))
            self.step(item)
        if self.meeting.day.closed_at is None:
            self.close()
        return self.summary(started)

    # -- the door ----------------------------------------------------------------------------------------

    def invite(self, cast: Cast) -> None:
        self.do(doors.add_people, people=cast.people)
        for slip in cast.slips:
            self.do(
                floor.register_slip,
                turn=f"s{slip.number:03d}",
                person=slip.person,
                number=slip.number,
                content=slip.content,
                topic=slip.topic,
                waiting=False,
            )

    def welcome(self, item: AgendaItem | None) -> None:
        """Most come, a few stay away, one walks in."""
        people = sorted(self.meeting.people)
        gap = 25 * 60 / max(1, len(people))
        for person in self.rng.sample(people, k=len(people)):
            self.wait(gap)
            if self.rng.random() < 0.93:
                self.do(doors.check_in, person=person)
            elif self.rng.random() < 0.5:
                self.do(
                    doors.mark_attendance, person=person, status="absent_excused", reason="ốm, có báo trước"
                )
            else:
                self.do(doors.mark_attendance, person=person, status="absent_unexcused")
        village = villages_of(self.folder.plan)[0]
        self.do(doors.walk_in, person="w1", name="Đỗ Văn Sáu", village=village, salutation="Ông")
        for key, turn in list(self.meeting.turns.items()):
            if turn.state == "registered" and self.meeting.people[turn.person].status == "present":
                self.do(floor.join_queue, turn=key)
        self.do(floor.raise_hand, turn=self.new("t"), person="w1", content="Hỏi về đèn đường ngõ xóm")

    # -- the steps ---------------------------------------------------------------------------------------

    def step(self, item: AgendaItem) -> None:
        if item.kind != "welcome":
            self.wait(max(0.0, (self.begins_at - self.clock.now()).total_seconds()))
        gates = [gate.code for gate in step_gates(self.meeting)]
        self.do(agenda.go_to_step, step=item.id, seen=self.meeting.day.step, overrides=gates)
        act = getattr(self, item.kind.replace("break", "pause_day"), None)
        if act is not None:
            act(item)
        self.wait_until(item)

    def opening(self, item: AgendaItem) -> None:
        plan = self.folder.plan
        for role, offices in (("chair", plan.chairs), ("co_chair", plan.co_chairs_invited)):
            named = [
                Officer(role=role, name=name, title=office.title)  # type: ignore[arg-type]
                for office, name in zip(offices, self.names(role), strict=False)
            ]
            if named:
                self.do(agenda.name_officers, role=role, officers=named)
        titles = [office.title for office in plan.secretaries] or ["công chức Văn phòng"]
        secretaries = [
            Officer(role="secretary", name=name, title=title)
            for name, title in zip(self.names("secretary"), titles, strict=False)
        ]
        self.do(agenda.name_officers, role="secretary", officers=secretaries)
        self.do(doors.announce_present, count=self.meeting.present)

    def names(self, role: str) -> list[str]:
        """With `Ông`, `Bà`; in a party's papers the form of address is its own, and the papers add it."""
        party = profile_of(self.folder.plan).guide.style == "party"
        return [bare_name(name) if party else name for name in OFFICERS[role]]

    def rules(self, item: AgendaItem) -> None:
        self.do(agenda.record_step, step=item.id, result="nhất trí 100%")

    def statement(self, item: AgendaItem) -> None:
        text = (
            "Đề nghị Nhân dân phát biểu thẳng thắn, dân chủ; các cơ quan, đơn vị lắng nghe, trả lời rõ ràng, "
            "đúng trách nhiệm."
        )
        self.do(agenda.record_step, step=item.id, text=text)

    def report(self, item: AgendaItem) -> None:
        text = "Báo cáo tóm tắt tình hình kinh tế - xã hội (có báo cáo kèm theo)."
        self.do(agenda.record_step, step=item.id, text=text)

    def remarks(self, item: AgendaItem) -> None:
        text = "Đề nghị các cơ quan, đơn vị trả lời đầy đủ, đúng hạn các ý kiến, kiến nghị của Nhân dân."
        self.do(agenda.record_step, step=item.id, text=text)

    def speeches(self, item: AgendaItem) -> None:
        end = self.clock.now() + timedelta(minutes=item.minutes)
        interjected = False
        while self.meeting.queue and self.clock.now() < end:
            self.do(floor.call_next, seen=self.seen)
            if not self.come_to_the_microphone():
                continue
            self.speak(interject=not interjected)
            interjected = True
            if self.meeting.day.mode == "interleaved":
                self.answer_what_was_just_asked()
        if self.meeting.floor:
            self.do(floor.end_speech, seen=self.seen)
        self.do(floor.close_list)
        self.do(floor.write_down_unheard)
        if self.meeting.day.mode == "interleaved":
            self.settle_all()

    def synthesis(self, item: AgendaItem) -> None:
        by_topic: dict[str, str] = {}
        for key, question in self.meeting.numbered:
            if not question.topic:
                self.do(opinions.classify, question=key, topic="khac")
                question = self.meeting.questions[key]
            same = by_topic.setdefault(question.text, key)
            if same != key and question.outcome is None and self.meeting.questions[same].outcome is None:
                self.do(opinions.merge, into=same, questions=[key])

    def answers(self, item: AgendaItem) -> None:
        self.settle_all()

    def conclusion(self, item: AgendaItem) -> None:
        self.settle_all()
        text = (
            "Ghi nhận, cảm ơn Nhân dân đã tham gia ý kiến thẳng thắn, trách nhiệm.\n"
            "Giao các cơ quan, đơn vị trả lời bằng văn bản các nội dung còn lại đúng thời hạn."
        )
        self.do(closing.conclude, text=text)
        unit = next(iter(self.meeting.units))
        content = "Tổng hợp, theo dõi, đôn đốc việc giải quyết các ý kiến, kiến nghị"
        self.do(promises.promise, promise=self.new("c"), unit=unit, content=content, due=self.due()[0])

    def closing(self, item: AgendaItem) -> None:
        self.wait(item.minutes * 60 * 0.8)
        self.close()

    def close(self) -> None:
        approved_by = approvers(self.meeting, profile_of(self.folder.plan))
        self.do(closing.close_meeting, copies=2, approved_by=approved_by)

    # -- speaking and answering --------------------------------------------------------------------------

    @property
    def seen(self) -> str | None:
        return self.meeting.floor[0] if self.meeting.floor else None

    def come_to_the_microphone(self) -> bool:
        self.wait(self.rng.uniform(8, 25))
        if self.rng.random() < 0.08:
            self.do(floor.mark_absent, seen=self.seen)
            self.wait(15)
            self.do(floor.mark_absent, seen=self.seen)
            return False
        return True

    def speak(self, *, interject: bool) -> None:
        turn = self.do(floor.start_speech, seen=self.seen)
        length = turn.limit_seconds * self.rng.uniform(0.45, 1.15)
        asked = self.rng.choices((1, 2, 3), weights=(45, 40, 15))[0]
        for index in range(asked):
            self.wait(length / (asked + 1))
            self.write_down(turn.content if index == 0 else "", turn.topic if index == 0 else "")
        if interject:
            self.do(
                floor.interject,
                note=self.new("n"),
                kind="remark",
                seen=self.seen,
                text="Đề nghị phát biểu ngắn gọn, đúng trọng tâm.",
            )
            self.wait(20)
            self.do(floor.resume, seen=self.seen)
        self.wait(length / (asked + 1))
        self.do(floor.end_speech, seen=self.seen)

    def write_down(self, content: str, topic: str) -> None:
        if not content:
            topic, content = self.rng.choice(MATTERS)
        known = {code for unit in self.meeting.units.values() for code in unit.topics}
        unit = "" if topic in known else next(iter(self.meeting.units))
        self.do(
            opinions.write_down,
            question=self.new("q"),
            text=content,
            topic=topic or "khac",
            unit=unit,
            turn=self.seen,
        )

    def answer_what_was_just_asked(self) -> None:
        for key, question in self.meeting.open_questions:
            self.settle(key, question)

    def settle_all(self) -> None:
        for key, question in self.meeting.open_questions:
            self.settle(key, question)

    def settle(self, key: str, question: Question) -> None:
        self.wait(self.rng.uniform(40, 110))
        if not question.unit:
            self.do(opinions.reassign, questions=[key], unit=next(iter(self.meeting.units)))
        names, weights = zip(*OUTCOMES, strict=True)
        outcome = self.rng.choices(names, weights=weights)[0]
        due, rule = self.due() if outcome in promises.DATED else (None, "")
        unit = self.meeting.units[self.meeting.questions[key].unit]
        self.do(
            promises.settle,
            question=key,
            outcome=outcome,
            answer=ANSWERS[outcome],
            answered_by=self.answerer(unit),
            due=due,
            rule=rule,
        )
        if outcome == "answered":
            self.do(promises.note_reply, question=key, reply="agreed")

    def answerer(self, unit: Unit) -> str:
        """`Ông Đinh Quốc Tài, công chức Tư pháp - hộ tịch`; of a body somebody who represents it."""
        name = ANSWERERS[list(self.meeting.units).index(unit.id) % len(ANSWERERS)]
        body = unit_in_sentence(unit.name)
        return f"{name}, {body}" if body.startswith(("công chức ", "cán bộ ")) else f"{name}, đại diện {body}"

    def due(self) -> tuple[date, str]:
        """The plan's date for written results; half a month, as a chair might say, where it has none, and a day on
        which offices work (handbook, 6.3)."""
        day = self.folder.conference_date
        proposal = promises.proposed_due(self.folder.plan, self.folder.calendar, day)
        if proposal is not None:
            return proposal.due, proposal.rule
        return self.folder.calendar.next_workday(day + timedelta(days=15)), ""

    # -- time, keys, numbers -----------------------------------------------------------------------------

    def wait(self, seconds: float) -> None:
        self._wait(round(seconds, 3))

    def wait_until(self, item: AgendaItem) -> None:
        """Most steps take about as long as planned."""
        started = self.meeting.steps[item.id].started_at
        spent = (self.clock.now() - started).total_seconds() if started else 0.0
        self.wait(max(0.0, item.minutes * 60 * self.rng.uniform(0.85, 1.05) - spent))

    def new(self, prefix: str) -> str:
        self._made += 1
        return f"{prefix}{self._made:04d}"

    def summary(self, started: datetime) -> Summary:
        questions = self.meeting.questions.values()
        return Summary(
            present=self.meeting.present,
            invited=self.meeting.invited,
            walk_ins=sum(not person.invited for person in self.meeting.people.values()),
            speeches=len(self.meeting.heard),
            questions=len(self.meeting.questions),
            answered=sum(outcome_of(self.meeting, question) == "answered" for question in questions),
            promised=len(self.meeting.promises),
            written=sum(question.source == "slip" for question in questions),
            started_at=started,
            ended_at=self.meeting.day.closed_at or self.clock.now(),
            commits=self.folder.store.head,
        )
