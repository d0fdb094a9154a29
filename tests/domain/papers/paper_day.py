"""A day for the tests of papers: real commands over a log in memory, and a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import VIETNAM, Event, Officer, Plan, Quota, Recipient
from meeting_tui.domain.records import Officer as NamedOfficer
from meeting_tui.domain.records import Person
from meeting_tui.domain.views import step_gates
from meeting_tui.store import MeetingStore, MemoryLog
from meeting_tui.store.guides import profile_of

STATE = Plan(
    id="ich_hau",
    issuer="Ủy ban nhân dân xã Ích Hậu",
    abstract="Tổ chức tiếp xúc, đối thoại",
    place="xã Ích Hậu",
    era="pre_2025_07",
    events=(
        Event(
            date=date(2024, 6, 14),
            venue="Hội trường UBND xã Ích Hậu",
            quotas=(Quota(people=4, org="Hội Nông dân"), Quota(people=3, org="Hội Phụ nữ")),
        ),
    ),
    chairs=(Officer(title="Bí thư Đảng ủy - Chủ tịch HĐND xã"), Officer(title="Chủ tịch UBND xã")),
    secretaries=(Officer(title="Văn phòng xã Ích Hậu"),),
    delegates=("Thường trực Đảng ủy", "lãnh đạo Ủy ban nhân dân"),
    recipients=(
        Recipient(name="TT Đảng ủy – HĐND xã", note="b/c"),
        Recipient(name="UBMTTQ và các tổ chức đoàn thể"),
        Recipient(name="Lưu VP"),
    ),
)
PARTY = Plan(
    id="son_giang",
    format_profile="dang_hd36",
    issuer="Ban Thường vụ Đảng ủy xã Sơn Giang",
    superior="Đảng bộ huyện Hương Sơn",
    abstract="Tổ chức hội nghị",
    place="xã Sơn Giang",
    era="pre_2025_07",
    events=(Event(date=date(2022, 6, 10), venue="Hội trường xã Sơn Giang"),),
    chairs=(Officer(title="Bí thư Đảng ủy, Chủ tịch HĐND xã"), Officer(title="Chủ tịch UBND xã")),
    recipients=(Recipient(name="Thường trực Huyện ủy", note="để b/c"), Recipient(name="Lưu")),
)


class PaperDay:
    """`day.at("07:30")` sets the clock; `day.do(command, …)` runs a command; `day.meeting` reads.

    `day.profile`: what its papers are made by.
    """

    def __init__(self, plan: Plan = STATE) -> None:
        self.plan = plan
        planned = plan.here.date or date(2024, 6, 14)
        self.now = datetime(planned.year, planned.month, planned.day, 7, 0, tzinfo=VIETNAM)
        self.store = MeetingStore.open(MemoryLog(), "thư ký", plan, now=lambda: self.now)
        self._made = 0

    def at(self, words: str, days: int = 0) -> PaperDay:
        hour, minute = words.split(":")
        self.now = self.now.replace(hour=int(hour), minute=int(minute), second=0) + timedelta(days=days)
        return self

    def do(self, command: Callable[..., Any], **arguments: object) -> Any:
        self.now += timedelta(seconds=1)
        return self.store.run(command.__name__, command, **arguments)

    @property
    def meeting(self) -> Meeting:
        return Meeting.load(self.plan, self.store, self.store.head)

    @property
    def profile(self) -> Profile:
        return profile_of(self.plan)

    # -- shorthands ---------------------------------------------------------------------------------------

    def person(self, key: str, name: str, *, here: bool = True, **fields: Any) -> str:
        self.do(doors.add_person, person=key, record=Person(name=name, **fields))
        if here:
            self.do(doors.check_in, person=key)
        return key

    def step(self, step: str, **record: str) -> None:
        meeting = self.meeting
        gates = [gate.code for gate in step_gates(meeting)]
        self.do(agenda.go_to_step, step=step, seen=meeting.day.step, overrides=gates)
        if record:
            self.do(agenda.record_step, step=step, **record)

    def officers(self, role: str, *people: tuple[str, str]) -> None:
        named = [NamedOfficer(role=role, name=name, title=title) for name, title in people]
        self.do(agenda.name_officers, role=role, officers=named)

    def slip(self, person: str, content: str = "", **fields: Any) -> str:
        self._made += 1
        turn = f"t{self._made}"
        self.do(floor.register_slip, turn=turn, person=person, content=content, **fields)
        return turn

    def start(self, turn: str) -> None:
        self.do(floor.call_turn, turn=turn, seen=None, reason="theo chương trình")
        self.do(floor.start_speech, seen=turn)

    def end(self, turn: str) -> None:
        self.do(floor.end_speech, seen=turn)

    def ask(self, turn: str | None, text: str, **fields: Any) -> str:
        self._made += 1
        key = f"q{self._made}"
        self.do(opinions.write_down, question=key, text=text, turn=turn, **fields)
        return key

    def speak(self, person: str, *texts: str, **fields: Any) -> list[str]:
        """A whole speech; returns its questions."""
        turn = self.slip(person)
        self.start(turn)
        asked = [self.ask(turn, text, **fields) for text in texts]
        self.end(turn)
        return asked

    def settle(self, question: str, outcome: str, **fields: Any) -> None:
        self.do(promises.settle, question=question, outcome=outcome, **fields)

    def close(self, **fields: Any) -> None:
        self.do(closing.close_meeting, **fields)


def whole_day(plan: Plan = STATE) -> PaperDay:
    """A conference from the doors to the closing, with one of everything that minutes tell apart."""
    day = PaperDay(plan)
    _doors(day)
    _opening(day.at("07:30"))
    _speeches(day.at("08:10"))
    _answers(day.at("10:00"))
    day.at("10:50").step("ket_luan", text="Chủ trì tiếp thu các ý kiến.")
    day.do(closing.conclude, text="1. Giao Văn phòng theo dõi, đôn đốc.\n2. Đề nghị MTTQ xã giám sát.")
    day.do(
        promises.promise,
        promise="p1",
        unit="office",
        content="Niêm yết công khai kết quả giải quyết.",
        due=day.now.date() + timedelta(days=30),
    )
    day.at("11:10").step("be_mac")
    day.at("11:20").close(read_back="ghi rõ số liệu tại ý kiến số 1", copies=3)
    return day


def _doors(day: PaperDay) -> None:
    day.person("an", "Nguyễn Văn An", salutation="Ông", village="thôn 1", org="Hội Nông dân")
    day.person("binh", "Trần Thị Bình", salutation="Bà", village="thôn 2", org="Hội Phụ nữ")
    day.person("chau", "Lê Văn Châu", salutation="Ông", village="thôn 3", org="Hội Nông dân")
    day.person("dung", "Phạm Thị Dung", village="thôn 3", withhold_name=True)
    day.person("em", "Hồ Văn Em", here=False, village="thôn 1", org="Hội Nông dân")
    day.person("ga", "Vũ Thị Gái", here=False, village="thôn 2", org="Hội Phụ nữ")
    day.do(doors.mark_attendance, person="ga", status="absent_excused", reason="ốm")
    day.do(doors.walk_in, person="hai", name="Đỗ Văn Hải", village="thôn 4", salutation="Ông")
    day.person(
        "khach", "Phan Văn Khách", kind="delegate", title="Phó Chủ tịch UBMTTQ huyện", salutation="Ông"
    )


def _opening(day: PaperDay) -> None:
    day.officers("chair", ("Trần Văn Bình", "Chủ tịch UBND xã"))
    day.officers("secretary", ("Lê Thị Minh", "công chức Văn phòng - thống kê"))
    day.step("khai_mac", presenter="Ông Hoàng Văn Nam, Phó Chủ tịch UBND xã")
    day.at("07:40").step("thong_qua", presenter="Bà Lê Thị Minh", result="nhất trí 100%")
    day.at("07:45").step("muc_dich")
    day.at("07:55").step("bao_cao", presenter="Ông Hoàng Văn Nam", text="Dòng một.\n\nDòng hai.")


def _speeches(day: PaperDay) -> None:
    day.step("phat_bieu")
    chau, binh = day.slip("chau"), day.slip("binh")
    an = day.slip("an")
    day.do(floor.join_turns, spokesperson=an, members=[chau])
    day.at("08:12").start(an)
    day.ask(an, "Đề nghị sửa đường liên thôn", topic="giao_thong_tl")
    day.do(floor.interject, note="n1", kind="remark", text="Đề nghị nói rõ đoạn nào", seen=an)
    day.do(floor.resume, seen=an)
    day.ask(an, "Chậm cấp giấy chứng nhận\nTừ năm 2021 đến nay", topic="dat_dai")
    day.end(an)
    day.at("08:20").start(binh)
    day.end(binh)
    complaint = day.speak("dung", "Tôi khiếu nại quyết định số 5")[0]
    day.do(opinions.name_kind, question=complaint, kind="khieu_nai")
    day.speak("an", "Đường thôn 1 lầy lội", topic="giao_thong_tl")
    day.ask(None, "Đề nghị tăng giờ tiếp dân", topic="cchc")
    slip = day.slip("hai", "Xin miễn khoản thu quỹ", topic="tai_chinh")
    day.do(floor.put_into_writing, turn=slip)


def _answers(day: PaperDay) -> None:
    by_number = {question.number: key for key, question in day.meeting.questions.items()}
    day.do(opinions.merge, into=by_number[1], questions=[by_number[4]])
    day.step("tra_loi")
    answerer = "Ông Lê Văn Cường, công chức Địa chính"
    later = day.now.date() + timedelta(days=42)
    day.settle(
        by_number[1],
        "owed",
        answer="Đã có trong kế hoạch.\nSẽ trả lời cụ thể.",
        answered_by=answerer,
        due=later,
    )
    day.do(promises.note_reply, question=by_number[1], reply="wants_writing")
    day.settle(by_number[2], "answered", answer="Đã giải quyết xong hồ sơ", answered_by=answerer)
    day.do(promises.note_reply, question=by_number[2], reply="agreed")
    day.settle(by_number[5], "noted")
    day.settle(by_number[6], "beyond_competence", answer="Khoản thu do tỉnh quy định")
