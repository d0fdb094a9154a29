"""One whole day through the public commands, and the minutes read line by line against what was done.

And the real program in a real terminal: typed into, killed, and opened again at the same place.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from meeting_tui import places
from meeting_tui.domain import agenda, closing, doors, floor, opinions, promises
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.records import Officer, Person
from meeting_tui.domain.tx import Refused
from meeting_tui.domain.views import step_gates
from meeting_tui.export.papers import Wish, export
from meeting_tui.store.clock import HandClock
from meeting_tui.store.folder import PLAN, MeetingFolder, plan_text
from meeting_tui.store.guides import profile_of
from meeting_tui.tui.screens.console import PATIENCE_SECONDS

T = TypeVar("T")
ROOT = Path(__file__).parents[1]


class Day:
    """The folder of one meeting, opened and closed as on a real day, and a clock that goes by hand."""

    def __init__(self, path: Path, plan: str, start: str) -> None:
        source = places.reference_plan(plan)
        assert source is not None
        path.mkdir(parents=True)
        (path / PLAN).write_text(plan_text(source), "utf-8")
        self.path = path
        self.clock = HandClock(datetime.fromisoformat(start))
        self.folder = self._opened()

    def _opened(self) -> MeetingFolder:
        return MeetingFolder.open(self.path, "thư ký", clock=self.clock)

    def open_again(self) -> None:
        """The program is closed and started anew; nothing may be different."""
        before = vars_of(self.folder.meeting)
        self.folder.close()
        self.folder = self._opened()
        assert vars_of(self.folder.meeting) == before

    @property
    def meeting(self) -> Meeting:
        return self.folder.meeting

    @property
    def seen(self) -> str | None:
        return self.meeting.floor[0] if self.meeting.floor else None

    def do(self, command: Callable[..., T], /, **args: Any) -> T:
        return self.folder.do(command, **args)

    def refused(self, code: str, command: Callable[..., Any], /, **args: Any) -> None:
        head = self.folder.store.head
        with pytest.raises(Refused) as caught:
            self.do(command, **args)
        assert caught.value.code == code
        assert self.folder.store.head == head

    def at(self, clock: str) -> None:
        """`08:10` at the venue."""
        now = self.clock.now().astimezone(self.folder.plan.zone)
        hour, minute = map(int, clock.split(":"))
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        assert then >= now
        self.clock.pass_seconds((then - now).total_seconds())

    def step(self, kind: str, clock: str) -> None:
        """On to the next step of this kind; what is open is passed over as the chair says."""
        self.at(clock)
        step = next(item.id for item in self.meeting.agenda if item.kind == kind)
        gates = [gate.code for gate in step_gates(self.meeting)]
        self.do(agenda.go_to_step, step=step, seen=self.meeting.day.step, overrides=gates)

    def write(self, kind: str, **fields: str) -> None:
        step = next(item.id for item in self.meeting.agenda if item.kind == kind)
        self.do(agenda.record_step, step=step, **fields)

    def speak(self, minutes: float, *questions: tuple[str, str, str]) -> str:
        """Call the next, who says this: key, text, topic of each question."""
        self.do(floor.call_next, seen=self.seen)
        speaker = self.seen
        assert speaker is not None
        self.clock.pass_seconds(20)
        self.do(floor.start_speech, seen=speaker)
        for key, text, topic in questions:
            self.clock.pass_seconds(minutes * 60 / len(questions))
            self.do(opinions.write_down, question=key, text=text, turn=speaker, topic=topic)
        self.do(floor.end_speech, seen=speaker)
        return speaker

    def undone(self) -> str:
        """Take back the last act; its name."""
        commit = self.folder.store.undoable()
        assert commit is not None
        self.folder.undo()
        return commit.do

    def minutes(self) -> list[str]:
        """The exported minutes, a line each, without the marks of Markdown."""
        wish = Wish(profile=profile_of(self.meeting.plan))
        paths = export(self.meeting, self.clock.now(), ("minutes",), ("md",), self.path / "exports", wish)
        text = paths[0].read_text("utf-8")
        text = re.sub(r"\\(?=[^\w\s])|\\$", "", text, flags=re.M).replace("*", "")
        rows = (" ".join(line.split()) for line in text.split("\n"))
        return [row for row in rows if row and not re.fullmatch(r"[|:\- ]+", row)]


def vars_of(meeting: Meeting) -> dict[str, Any]:
    names = ("day", "steps", "people", "turns", "questions", "promises", "notes", "revision")
    return {name: getattr(meeting, name) for name in names}


PEOPLE = {
    "an": Person(name="Nguyễn Văn An", salutation="Ông", village="thôn 1", org="Hội Nông dân"),
    "hoa": Person(name="Trần Thị Hoa", salutation="Bà", village="thôn 3", org="Hội Phụ nữ"),
    "pao": Person(name="Giàng A Páo", salutation="Ông", village="thôn 2", org="Hội CCB"),
    "ha": Person(name="Lò Thị Hà", salutation="Bà", village="thôn 5", org="Hội Phụ nữ"),
    "tu": Person(name="Hồ Văn Tụ", salutation="Ông", village="thôn 4", org="Đoàn thanh niên"),
}
SLIPS = (
    ("an", 1, "Đường trục thôn 1 ngập khi mưa, đề nghị nâng cấp", "giao_thong_tl"),
    ("hoa", 2, "Trường thiếu phòng học", "giao_duc"),
    ("pao", 3, "Đề nghị công khai khoản thu", "tai_chinh"),
    ("tu", 4, "Đèn đường hỏng từ tháng 3", "giao_thong_tl"),
)


def morning(day: Day) -> None:
    """From the first person at the door to the house rules."""
    day.do(doors.add_people, people=PEOPLE)
    for person, number, content, topic in SLIPS:
        day.do(
            floor.register_slip,
            turn=f"s{number}",
            person=person,
            number=number,
            content=content,
            topic=topic,
            waiting=False,
        )
    day.step("welcome", "06:35")
    for person in ("an", "hoa", "pao", "ha"):
        day.clock.pass_seconds(60)
        day.do(doors.check_in, person=person)
    day.refused("came_already", doors.check_in, person="an")
    day.do(doors.mark_attendance, person="tu", status="absent_excused", reason="ốm")
    day.do(doors.walk_in, person="sau", name="Đỗ Văn Sáu", village="thôn 5", salutation="Ông")
    for turn in ("s1", "s2", "s3"):
        day.do(floor.join_queue, turn=turn)
    day.step("opening", "07:04")
    assert [gate.code for gate in step_gates(day.meeting)] == [
        "chair_unnamed",
        "secretary_unnamed",
        "present_unannounced",
    ]
    for role, name, title in (
        ("chair", "Trần Minh Quân", "Bí thư Đảng ủy"),
        ("secretary", "Nguyễn Thị Mai Anh", "công chức Văn phòng"),
    ):
        officers = [Officer(role=role, name=name, title=title)]  # type: ignore[arg-type]
        day.do(agenda.name_officers, role=role, officers=officers)
    day.do(doors.announce_present, count=4)
    assert day.undone() == "announce_present"
    day.do(doors.announce_present, count=5)
    day.step("rules", "07:15")
    day.write("rules", result="Hội nghị nhất trí 100%")
    day.step("statement", "07:20")
    day.write("statement", text="Nêu mục đích, yêu cầu của buổi đối thoại.")


def has(lines: list[str], *wanted: str) -> None:
    """Each of these stands in a line, one after the other."""
    rest = iter(lines)
    for words in wanted:
        assert any(words in line for line in rest), words


def in_one_line(lines: list[str], *wanted: str) -> str:
    found = [line for line in lines if all(words in line for words in wanted)]
    assert len(found) == 1, (wanted, found)
    return found[0]


def test_a_day_with_the_answers_at_the_end(tmp_path: Path) -> None:
    day = Day(tmp_path / "m", "ich-hau-2024", "2024-06-14T06:30:00+07:00")
    morning(day)
    day.open_again()

    day.step("speeches", "07:30")
    day.do(floor.raise_hand, turn="h1", person="sau", content="Hỏi về nước sạch")
    assert [place.turn for place in day.meeting.queue] == ["s1", "s2", "s3", "h1"]
    day.do(floor.move_up, turn="s2", reason="con nhỏ, phải về sớm")
    assert day.speak(4, ("q1", "Trường thiếu hai phòng học", "giao_duc")) == "s2"
    first = day.speak(
        5,
        ("q2", "Đường trục thôn 1 ngập khi mưa", "giao_thong_tl"),
        ("q3", "Tố cáo ông X lấn chiếm đất công", "dat_dai"),
        ("q4", "Ghi nhầm", ""),
    )
    assert first == "s1"
    assert day.undone() == "end_speech"
    assert day.undone() == "write_down"
    assert [question.number for _key, question in day.meeting.numbered] == [1, 2, 3]
    day.do(floor.pause, seen="s1")
    day.clock.pass_seconds(30)
    day.do(floor.resume, seen="s1")
    day.do(floor.interject, note="n1", kind="order", text="Đề nghị phát biểu đúng trọng tâm", seen="s1")
    day.do(floor.end_speech, seen="s1")
    day.do(opinions.name_kind, question="q3", kind="to_cao")

    day.do(floor.call_next, seen=None)
    assert day.seen == "s3"
    day.refused("moved_on", floor.call_next, seen="s1")
    day.do(floor.mark_absent, seen="s3")
    day.do(floor.mark_absent, seen="s3")
    assert day.speak(3, ("q5", "Nước sạch thôn 5 đục", "giao_thong_tl")) == "h1"
    day.open_again()
    day.do(floor.close_list)
    assert day.do(floor.write_down_unheard) == 2  # who was away twice, and who never came
    written = {turn.number for turn in day.meeting.turns.values() if turn.state == "written"}
    assert written == {3, 4}

    day.step("break", "08:20")
    numbers = {question.text: question.number for _key, question in day.meeting.numbered}
    assert sorted(numbers.values()) == [1, 2, 3, 4, 5, 6]
    day.do(opinions.split, question="q2", first="Đường trục thôn 1 ngập", new="q6", second="Cống bị lấp")
    lamp = next(key for key, question in day.meeting.numbered if question.text.startswith("Đèn đường"))
    units = list(day.meeting.units)
    for key, question in day.meeting.open_questions:
        day.do(opinions.reassign, questions=[key], unit=question.unit or units[0])
    day.do(opinions.merge, into="q2", questions=["q6"])
    day.step("answers", "08:40")
    day.do(
        promises.settle,
        question="q1",
        outcome="answered",
        answer="Năm 2025 xây hai phòng.",
        answered_by="ông Lê Văn Cường, công chức Văn hóa",
    )
    day.do(promises.note_reply, question="q1", reply="agreed")
    day.refused("due_needed", promises.settle, question="q2", outcome="owed")
    day.do(promises.settle, question="q2", outcome="owed", due=date(2024, 7, 26), unit=units[0])
    day.do(
        promises.settle,
        question="q5",
        outcome="answered_in_part",
        answer="Đã thay lõi lọc.",
        due=date(2024, 8, 1),
        unit=units[0],
    )
    day.do(promises.settle, question=lamp, outcome="noted", answer="Tiếp thu.")
    day.step("conclusion", "09:10")
    day.do(closing.conclude, text="Ghi nhận các ý kiến.\nGiao các đơn vị trả lời đúng hạn.")
    day.do(promises.promise, promise="c1", unit=units[0], content="Theo dõi, đôn đốc", due=date(2024, 9, 2))
    day.step("closing", "09:30")
    day.refused("questions_open", closing.close_meeting)
    left = day.meeting.open_questions
    assert [question.text for _key, question in left] == ["Đề nghị công khai khoản thu"]
    day.do(promises.settle, question=left[0][0], outcome="beyond_competence", answer="Báo cáo huyện.")
    draft = day.minutes()
    assert draft[0].startswith("DỰ THẢO")
    day.at("09:40")
    day.do(closing.close_meeting, read_back="bổ sung tên thôn", copies=3)
    assert day.undone() == "close_meeting"
    day.do(closing.close_meeting, read_back="bổ sung tên thôn 5", copies=3)
    day.refused("meeting_closed", closing.conclude, text="sau khi đóng")
    day.open_again()

    lines = day.minutes()
    assert "DỰ THẢO" not in "\n".join(lines)
    has(
        lines,
        "BIÊN BẢN",
        "vào hồi 07 giờ 04 phút, ngày 14 tháng 6 năm 2024, tại Hội trường UBND xã Ích Hậu",
        "Trần Minh Quân",
        "Nguyễn Thị Mai Anh",
        "nhất trí 100%",
        "Nêu mục đích, yêu cầu của buổi đối thoại.",
        "có 3 lượt người phát biểu với 5 ý kiến, kiến nghị; 2 ý kiến gửi bằng phiếu",
        "Bà Trần Thị Hoa",
        "Ý kiến số 1: Trường thiếu hai phòng học.",
        "Ông N.V.A.",
        "Ý kiến số 2: Đường trục thôn 1 ngập.",
        "Đề nghị phát biểu đúng trọng tâm",
        "Ông Đỗ Văn Sáu",
        "Ý kiến số 4: Nước sạch thôn 5 đục.",
        "Ý kiến gửi bằng phiếu",
        "Đề nghị công khai khoản thu",
        "Đèn đường hỏng từ tháng 3",
        "Ông Lê Văn Cường, công chức Văn hóa, trả lời ý kiến số 1",
        "Ghi nhận các ý kiến.",
        "Giao các đơn vị trả lời đúng hạn.",
        "Các nội dung giao giải quyết:",
        "26/07/2024",
        "01/08/2024",
        "Theo dõi, đôn đốc",
        "bổ sung tên thôn 5",
        "kết thúc vào hồi 09 giờ 40 phút cùng ngày",
    )
    in_one_line(lines, "Cống bị lấp", "Cùng nội dung với ý kiến số 2")
    in_one_line(lines, "Nhân dân: 5 người", "Hội Phụ nữ: 2 người", "Hội Nông dân: 1 người")
    in_one_line(lines, "lập thành 03 bản")
    totals = in_one_line(lines, "Tổng số: 7 ý kiến")
    for words in (
        "đã trả lời tại Hội nghị: 1",
        "tiếp tục giải quyết: 3",
        "vượt thẩm quyền: 1",
        "ghi nhận, tiếp thu: 1",
    ):
        assert words in totals
    whole = "\n".join(lines)
    assert "lấn chiếm" not in whole  # a denunciation is redirected, its words are not printed
    assert "Ghi nhầm" not in whole  # nor is what was undone
    assert "sau khi đóng" not in whole
    in_one_line(lines, "mời (triệu tập): 5 người; có mặt: 4 người", "có lý do: 1", "Ngoài thành phần mời: 1")
    in_one_line(lines, "Ông Lê Văn Cường", "Năm 2025 xây hai phòng.")

    # The office opens it again the next day, with a reason, and closes it again.
    day.do(closing.reopen_meeting, reason="Thiếu tên người trả lời")
    day.do(promises.write_answer, question=lamp, answer="Tiếp thu.", answered_by="bà Lê Thị Nga, công chức")
    day.do(closing.close_meeting, read_back="bổ sung tên thôn 5", copies=3)
    assert day.meeting.day.reopened == ("Thiếu tên người trả lời",)
    has(day.minutes(), "Bà Lê Thị Nga, công chức, trả lời ý kiến số")
    assert day.folder.store.verify().ok
    day.folder.close()


def test_a_day_with_an_answer_after_each_speech(tmp_path: Path) -> None:
    day = Day(tmp_path / "m", "ich-hau-2024", "2024-06-14T06:30:00+07:00")
    day.do(agenda.switch_mode, mode="interleaved")
    morning(day)
    day.step("speeches", "07:30")
    unit = next(iter(day.meeting.units))
    for place, speaker in enumerate(("s1", "s2"), start=1):
        assert day.speak(4, (f"q{place}", f"Câu hỏi thứ {place}", "giao_thong_tl")) == speaker
        assert [key for key, _question in day.meeting.open_questions] == [f"q{place}"]
        day.clock.pass_seconds(60)
        day.do(
            promises.settle, question=f"q{place}", outcome="answered", answer=f"Lời đáp {place}", unit=unit
        )
        day.open_again()
    day.do(floor.put_into_writing, turn="s3")
    day.do(floor.write_down_unheard)
    assert {gate.code for gate in step_gates(day.meeting)} == {"unanswered"}
    for key, question in day.meeting.open_questions:
        day.do(
            promises.settle,
            question=key,
            outcome="owed",
            due=date(2024, 7, question.number),
            unit=question.unit or unit,
        )
    assert day.undone() == "settle"
    key, question = day.meeting.open_questions[0]
    day.do(promises.settle, question=key, outcome="owed", due=date(2024, 7, 20), unit=question.unit or unit)
    day.do(agenda.switch_mode, mode="batch")
    day.step("conclusion", "09:00")
    day.do(closing.conclude, text="Kết thúc tốt đẹp.")
    day.step("closing", "09:10")
    day.do(closing.close_meeting)
    day.open_again()
    lines = day.minutes()
    has(
        lines,
        "có 2 lượt người phát biểu với 2 ý kiến, kiến nghị; 2 ý kiến gửi bằng phiếu",
        "Ý kiến số 1: Câu hỏi thứ 1.",
        "Ý kiến số 2: Câu hỏi thứ 2.",
        "Ý kiến số 3",
        "Ý kiến số 4",
        "Kết thúc tốt đẹp.",
        "20/07/2024",
        "Tổng số: 4 ý kiến",
        "kết thúc vào hồi 09 giờ 10 phút cùng ngày",
    )
    for place in (1, 2):
        in_one_line(lines, f"ý kiến số {place}", f"Lời đáp {place}.")
    assert day.folder.store.verify().ok
    day.folder.close()


# -- the real program in a real terminal -------------------------------------------------------------------

TELEX = "Dd<<Đuwo<<ươ<<<ường thoo<ôn hor<<ỏng".replace("oo<ô", "o<ô")
"""What an input method sends for `Đường thôn hỏng`: `<` is a backspace, in one burst with what follows."""
ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y", b"\x1b[c": b"\x1b[?62c"}


class Terminal:
    """The program behind a pseudo-terminal of 118 by 28."""

    def __init__(self, *arguments: str, environment: dict[str, str]) -> None:
        import fcntl
        import pty
        import termios

        self.written = bytearray()
        self.pid, self.fd = pty.fork()
        size = struct.pack("HHHH", 28, 118, 0, 0)
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execve(sys.executable, [sys.executable, "-m", "meeting_tui", *arguments], environment)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, size)

    def read(self, seconds: float) -> bool:
        """Whether something came within this time. Answers what a terminal is asked."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:
            return False
        self.written += chunk
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self.fd, answer)
        return bool(chunk)

    def send(self, keys: bytes) -> None:
        os.write(self.fd, keys)

    def until(self, reached: Callable[[], bool], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < end, self.text()[-2000:]
            self.read(0.1)

    def text(self) -> str:
        """What was written so far, without the control sequences."""
        plain = re.sub(
            rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)", b"", bytes(self.written)
        )
        return plain.decode("utf-8", "replace")

    def shows(self, words: str) -> None:
        self.until(lambda: words in self.text())

    def is_ready(self) -> None:
        """The first picture is complete, and the cursor stands where work begins."""
        self.shows("F2")
        while self.read(0.3):
            pass

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def wait(self) -> int:
        """Until it has ended by itself; its exit code."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
        self.kill()
        raise AssertionError("the program did not end")


@contextlib.contextmanager
def terminal(folder: Path, settings: Path) -> Iterator[Terminal]:
    names = ("LANG", "PATH", "HOME")
    environment = {name: os.environ[name] for name in names if name in os.environ} | {
        "TERM": "xterm-256color",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(settings),
        "TEXTUAL_ANIMATIONS": "none",
    }
    opened = Terminal("run", str(folder), environment=environment)
    try:
        yield opened
    finally:
        with contextlib.suppress(OSError):
            opened.kill()


def committed(path: Path) -> Meeting:
    """What another program reads in the folder now."""
    with MeetingFolder.open(path, "reader", read_only=True) as folder:
        return folder.meeting


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_question_typed_by_an_input_method_survives_a_kill(tmp_path: Path) -> None:
    day = Day(tmp_path / "m", "ich-hau-2024", "2024-06-14T06:30:00+07:00")
    morning(day)
    day.step("speeches", "07:30")
    day.folder.close()
    path = day.path
    with terminal(path, tmp_path / "settings") as first:
        first.is_ready()
        first.send(b"\x1bOQ")
        first.until(lambda: committed(path).floor is not None)
        time.sleep(PATIENCE_SECONDS)
        first.send(b"\x1bOQ")
        first.until(lambda: bool(committed(path).heard))
        first.send(TELEX.replace("<", "\x7f").encode())
        first.until(lambda: half_written(path) == "Đường thôn hỏng")
        first.send(b"\r")
        first.until(lambda: bool(committed(path).questions))
        first.send("Câu dở dang".encode())
        first.until(lambda: half_written(path) == "Câu dở dang")
        first.kill()
        again = committed(path)
        assert [question.text for question in again.questions.values()] == ["Đường thôn hỏng"]
        speaker = again.floor
        assert speaker is not None
    with terminal(path, tmp_path / "settings") as second:
        second.shows("Đường thôn hỏng")
        second.shows("Câu dở dang")
        second.shows(again.people[speaker[1].person].name)
        second.send(b"\x1bOR")  # F3: the clock of the same speech
        second.until(lambda: committed(path).floor is not None and paused(path))
        second.send(b"\x11")
        second.read(0.5)
        second.send(b"\r")
        assert second.wait() == 0
    assert committed(path).floor is not None


def half_written(path: Path) -> str:
    """What stands in the field of the program and is no question yet."""
    draft = path / "note.draft"
    return str(json.loads(draft.read_bytes())["words"]) if draft.exists() else ""


def paused(path: Path) -> bool:
    on_floor = committed(path).floor
    return on_floor is not None and on_floor[1].paused_at is not None
