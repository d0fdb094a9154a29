"""What is read out at each step, with the names filled in (handbook, section 5.3)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.answering import answering_now
from meeting_tui.domain.dates import short_date
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.plan import AgendaItem
from meeting_tui.domain.records import Question, Step, Turn
from meeting_tui.domain.wording import (
    BLANK,
    in_sentence,
    lower_first,
    noun,
    officers_line,
    person_line,
    person_name,
    place,
    topic_name,
    unit_name,
)

Voice = Literal["mc", "chair"]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say, and who says it."""

    voice: Voice
    text: str


def script(meeting: Meeting, item: AgendaItem) -> list[Line]:
    """The lines of a step as they stand now. A plan's own script wins over the handbook's."""
    if item.script:
        return [Line(voice="mc", text=item.script)]
    if item.kind == "report":
        return _report(meeting.steps.get(item.id, Step()).presenter)
    says = _SAYS.get(item.kind)
    return says(meeting) if says else []


def call_line(meeting: Meeting) -> str:
    """The call to the microphone, and who gets ready."""
    if meeting.floor is None:
        return ""
    _, turn = meeting.floor
    again = " (mời lần 2)" if turn.state == "called" and turn.absences else ""
    call = f"Xin mời {_person(meeting, turn)} phát biểu{again}."
    if not meeting.queue:
        return call
    ready = meeting.turns[meeting.queue[0].turn]
    return f"{call} Chuẩn bị tiếp theo: {_person(meeting, ready)}."


def _person(meeting: Meeting, turn: Turn) -> str:
    return lower_first(person_line(meeting.people.get(turn.person)))


def _welcome(meeting: Meeting) -> list[Line]:
    text = (
        "Đề nghị đại biểu và bà con điểm danh tại bàn đón tiếp, ổn định chỗ ngồi, "
        "để điện thoại ở chế độ im lặng."
    )
    return [Line(voice="mc", text=text)]


def _opening(meeting: Meeting) -> list[Line]:
    plan = meeting.plan
    number = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    chairs = officers_line(
        officer for role in ("chair", "co_chair") for officer in officers_of(plan, meeting.day, role)
    )
    secretaries = officers_line(officers_of(plan, meeting.day, "secretary"))
    greeting = (
        f"Kính thưa các vị đại biểu! Kính thưa bà con Nhân dân! Thực hiện {number} của {plan.issuer}, "
        f"hôm nay {plan.issuer} tổ chức {plan.event_name} với Nhân dân {place(plan)}."
    )
    guests = "; ".join((*plan.delegates, *plan.delegates_village)) or BLANK
    return [
        Line(voice="mc", text=greeting),
        Line(voice="mc", text=f"Về dự {noun(plan)}, tôi xin trân trọng giới thiệu: {guests}."),
        Line(voice="mc", text=f"Chủ trì {noun(plan)}: {chairs}. Thư ký: {secretaries}."),
        Line(voice="mc", text="Xin kính mời chủ trì lên vị trí điều hành, thư ký vào vị trí làm việc."),
    ]


def _rules(meeting: Meeting) -> list[Line]:
    event = noun(meeting.plan)
    return [
        Line(voice="mc", text=f"Tôi xin thông qua chương trình và nội quy {event}."),
        Line(
            voice="mc",
            text="Bà con và các đại biểu nhất trí đề nghị cho ý kiến (vỗ tay/giơ tay). Xin cảm ơn.",
        ),
        Line(
            voice="chair",
            text=f"Còn ai có ý kiến khác không? Nếu không, {event} làm việc theo chương trình.",
        ),
    ]


def _statement(meeting: Meeting) -> list[Line]:
    limit = _limit_words(meeting.speak_seconds())
    chairs = officers_line(officers_of(meeting.plan, meeting.day, "chair"))
    return [
        Line(
            voice="mc",
            text=f"Trân trọng kính mời {in_sentence(chairs)} phát biểu khai mạc, nêu mục đích, yêu cầu.",
        ),
        Line(
            voice="chair",
            text=f"Đề nghị bà con phát biểu thẳng thắn, ngắn gọn, mỗi người không quá {limit}; "
            "nêu rõ họ tên, thôn.",
        ),
    ]


def _limit_words(seconds: int) -> str:
    """`05 phút`; `02 phút 30 giây` where the chair chose a limit between two minutes."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes:02d} phút" + (f" {rest:02d} giây" if rest else "")


def _report(presenter: str) -> list[Line]:
    return [Line(voice="mc", text=f"Xin mời {presenter or BLANK} báo cáo tóm tắt tình hình.")]


def _speeches(meeting: Meeting) -> list[Line]:
    if meeting.floor is not None:
        return [Line(voice="mc", text=call_line(meeting)), *_clock_lines(meeting)]
    if meeting.answers_due:
        return _call_for_answer(meeting, meeting.answers_due[0][1])
    if meeting.day.list_closed_at is not None and not meeting.queue:
        return [
            Line(
                voice="chair",
                text="Do thời gian có hạn, xin phép dừng phần phát biểu. Ý kiến chưa nêu, bà con gửi "
                "bằng phiếu, sẽ được trả lời bằng văn bản.",
            )
        ]
    if not meeting.heard:
        text = (
            f"Sau đây {noun(meeting.plan)} chuyển sang phần đối thoại. "
            f"Có {len(meeting.queue)} người đăng ký phát biểu."
        )
        return [Line(voice="chair", text=text)]
    return [Line(voice="mc", text="Xin cảm ơn. Xin mời người tiếp theo.")]


def _clock_lines(meeting: Meeting) -> list[Line]:
    """The two sentences for the end of a speech, ready before they are needed."""
    assert meeting.floor is not None
    person = meeting.people.get(meeting.floor[1].person)
    who = person.salutation if person and person.salutation else "Ông (bà)"
    return [
        Line(voice="chair", text=f"(sắp hết giờ) {who} còn một phút, xin tóm tắt ý chính."),
        Line(
            voice="chair",
            text=f"(hết giờ) Xin cảm ơn {lower_first(who)}. Phần còn lại {lower_first(who)} có thể gửi "
            "bằng phiếu cho thư ký.",
        ),
    ]


def _synthesis(meeting: Meeting) -> list[Line]:
    topics = list(dict.fromkeys(topic_name(q.topic) for _, q in meeting.numbered if q.topic))
    text = (
        f"Qua {len(meeting.heard)} lượt phát biểu, thư ký tổng hợp được {len(meeting.questions)} ý kiến, "
        f"tập trung vào các lĩnh vực: {'; '.join(topics) or BLANK}."
    )
    return [Line(voice="mc", text=text)]


def _remarks(meeting: Meeting) -> list[Line]:
    return [
        Line(
            voice="mc",
            text="Trân trọng kính mời đại diện Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội "
            "phát biểu.",
        )
    ]


def _answers(meeting: Meeting) -> list[Line]:
    found = answering_now(meeting)
    if found is None or not found.open:
        return [Line(voice="mc", text="Các ý kiến đã được trả lời. Xin cảm ơn các cơ quan, đơn vị.")]
    return _call_for_answer(meeting, found.open[0][1])


def _call_for_answer(meeting: Meeting, question: Question) -> list[Line]:
    unit = meeting.units.get(question.unit)
    about = f" về {lower_first(topic_name(question.topic))}" if question.topic else ""
    invited = f"Kính mời đại diện {unit.name if unit else BLANK}"
    asker = person_name(meeting.people.get(question.person or ""))
    return [
        Line(voice="mc", text=f"{invited} trả lời ý kiến số {question.number}{about}."),
        Line(voice="chair", text=f"{asker} đã rõ chưa, có ý kiến gì thêm không?"),
    ]


def _conclusion(meeting: Meeting) -> list[Line]:
    chairs = officers_line(officers_of(meeting.plan, meeting.day, "chair"))
    invited = Line(
        voice="mc", text=f"Trân trọng kính mời {in_sentence(chairs)} kết luận {noun(meeting.plan)}."
    )
    return [invited, *(Line(voice="chair", text=_task(meeting, *owed)) for owed in _owed(meeting))]


def _owed(meeting: Meeting) -> list[tuple[str, date, tuple[int, ...]]]:
    """What each unit must answer in writing by one date: the questions' numbers, the nearest date first."""
    owed: dict[tuple[date, str], list[int]] = {}
    for promise in meeting.promises.values():
        if question := meeting.questions.get(promise.question or ""):
            owed.setdefault((promise.due, promise.unit), []).append(question.number)
    return [(unit, due, tuple(sorted(numbers))) for (due, unit), numbers in sorted(owed.items())]


def _task(meeting: Meeting, unit: str, due: date, numbers: tuple[int, ...]) -> str:
    which = ", ".join(map(str, numbers))
    return (
        f"Giao {unit_name(meeting, unit)} giải quyết, trả lời bằng văn bản ý kiến số {which}, "
        f"chậm nhất ngày {short_date(due)}."
    )


def _closing(meeting: Meeting) -> list[Line]:
    event = noun(meeting.plan)
    return [
        Line(voice="mc", text=f"Tôi xin thông qua biên bản {event}."),
        Line(
            voice="chair",
            text=f"Có ai bổ sung không? Nếu nhất trí, thay mặt chủ trì, tôi tuyên bố bế mạc {event}. "
            "Xin cảm ơn bà con.",
        ),
    ]


def _break(meeting: Meeting) -> list[Line]:
    return [Line(voice="mc", text=f"{noun(meeting.plan)} giải lao; thư ký tổng hợp ý kiến.")]


_SAYS = {
    "welcome": _welcome,
    "opening": _opening,
    "rules": _rules,
    "statement": _statement,
    "speeches": _speeches,
    "break": _break,
    "synthesis": _synthesis,
    "remarks": _remarks,
    "answers": _answers,
    "conclusion": _conclusion,
    "closing": _closing,
}
