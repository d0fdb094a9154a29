"""Chương trình và nội quy: when what is done by whom, and the house rules (handbook, 4 and 5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from meeting_tui.domain.dates import hm
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import (
    AnyBlock,
    Appendix,
    Column,
    Paper,
    Signatures,
    Subject,
    Table,
    Title,
    one_line,
    paragraph,
)
from meeting_tui.domain.papers.invitation import when
from meeting_tui.domain.papers.letterhead import letterhead, place_date
from meeting_tui.domain.papers.numbers import two_digits
from meeting_tui.domain.papers.phrases import event_in_sentence, sentence, step_title, subject
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.signing import recipients, signer
from meeting_tui.domain.plan import AgendaItem, Plan
from meeting_tui.domain.wording import BLANK, lower_first, noun, year

TITLE = "CHƯƠNG TRÌNH"
COLUMNS = (
    Column(header="TT", width=12, align="center"),
    Column(header="Thời gian", width=30, align="center"),
    Column(header="Nội dung", width=83),
)
WHO = Column(header="Người thực hiện", width=40)


def agenda(meeting: Meeting, now: datetime, profile: Profile) -> Paper:
    """As the plan has it; never a draft."""
    return Paper(
        kind="agenda",
        profile=profile.name,
        title=f"Chương trình {lower_first(subject(meeting))}",
        blocks=tuple(_blocks(meeting, profile)),
    )


def _blocks(meeting: Meeting, profile: Profile) -> Iterator[AnyBlock]:
    plan = meeting.plan
    yield letterhead(plan, profile, "CTr", place_date(plan, year(meeting)))
    yield Title(text=TITLE)
    yield Subject(text=subject(meeting))
    yield paragraph(f"Thời gian: {sentence(when(plan))}")
    yield paragraph(f"Địa điểm: {sentence(one_line(plan.here.venue) or BLANK * 20)}")
    yield _steps(meeting)
    yield Signatures(right=signer(plan))
    yield recipients(plan, profile, sent=True)
    yield Appendix(title=f"NỘI QUY {_event_name(plan).upper()}")
    for place, rule in enumerate(house_rules(plan), start=1):
        yield paragraph(f"{place}. {sentence(one_line(rule))}")


def _steps(meeting: Meeting) -> Table:
    """Who does what has a column where the plan says it of any step."""
    rows = [
        (str(place), time, step_title(meeting.plan, item), one_line(item.who))
        for place, (item, time) in enumerate(zip(meeting.agenda, _times(meeting), strict=True), start=1)
    ]
    if any(who for *_, who in rows):
        return Table(columns=(*COLUMNS, WHO), rows=tuple(rows))
    return Table(columns=COLUMNS, rows=tuple(row[:-1] for row in rows))


def _times(meeting: Meeting) -> list[str]:
    """`07:30 - 07:40`, the welcome before the announced hour; without an hour how long each takes."""
    start = meeting.plan.here.start
    if start is None:
        return [f"{item.minutes} phút" for item in meeting.agenda]
    at = datetime.combine(datetime.min.date() + timedelta(days=1), start) - _welcome(meeting.agenda)
    times: list[str] = []
    for item in meeting.agenda:
        until = at + timedelta(minutes=item.minutes)
        times.append(f"{hm(at)} - {hm(until)}")
        at = until
    return times


def _welcome(items: tuple[AgendaItem, ...]) -> timedelta:
    """What goes before the announced hour: people are welcomed until then."""
    minutes = 0
    for item in items:
        if item.kind != "welcome":
            break
        minutes += item.minutes
    return timedelta(minutes=minutes)


def _event_name(plan: Plan) -> str:
    name = noun(plan)
    return f"{name} tiếp xúc, đối thoại" if name == "Hội nghị" else name


def house_rules(plan: Plan) -> tuple[str, ...]:
    """The plan's own rules, or the handbook's with the plan's minutes."""
    if plan.rules.text:
        return plan.rules.text
    event = event_in_sentence(plan, noun(plan))
    speak, answer = plan.rules.speak_minutes, plan.rules.answer_minutes
    again = (
        "Phát biểu thêm khi còn thời gian và được chủ trì đồng ý."
        if plan.rules.second_turn == "if_time"
        else "Ý kiến bổ sung gửi bằng phiếu."
    )
    return (
        "Đến đúng giờ, điểm danh tại bàn đón tiếp, ngồi đúng vị trí theo hướng dẫn; trang phục lịch sự.",
        "Giữ trật tự, vệ sinh; để điện thoại ở chế độ im lặng; không hút thuốc, không sử dụng rượu, bia "
        f"trước và trong {event}.",
        "Muốn phát biểu: gửi Phiếu đăng ký hoặc giơ tay và chỉ phát biểu khi được chủ trì mời.",
        "Trước khi phát biểu, nêu rõ họ tên, thôn (bản, tổ dân phố).",
        f"Mỗi người phát biểu một lần không quá {two_digits(speak)} phút, ngắn gọn, đúng nội dung; "
        f"không nêu lại ý kiến đã có người nêu. {again}",
        "Mỗi thời điểm chỉ một người phát biểu; không ngắt lời, không tranh luận tay đôi.",
        "Nêu ý kiến trung thực, có căn cứ và chịu trách nhiệm về nội dung phát biểu; không xuyên tạc, vu khống, "
        f"xúc phạm danh dự, nhân phẩm người khác; không lợi dụng {event} gây mất an ninh, trật tự.",
        f"Đơn khiếu nại, tố cáo không giải quyết tại {event} mà gửi cho bộ phận tiếp công dân theo quy định.",
        f"Người trả lời đi thẳng vào nội dung, mỗi ý kiến không quá {two_digits(answer)} phút; "
        "nội dung chưa rõ thì hẹn thời gian trả lời bằng văn bản.",
        "Chấp hành sự điều hành của chủ trì; chỉ ghi âm, ghi hình khi được chủ trì đồng ý.",
    )
