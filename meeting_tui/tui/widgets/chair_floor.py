"""Who has the floor or answers, and for how long still: a part of the chair's view."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.geometry import Size

from meeting_tui import sentences
from meeting_tui.language import _, n_
from meeting_tui.live.pages import Answering, Countdown, Floor, Numbered
from meeting_tui.tui.drawing import assemble, cells, fit, meter, text
from meeting_tui.tui.widgets import big_time
from meeting_tui.tui.widgets.bar import TONES
from meeting_tui.tui.widgets.blocks import DOTS, Block, ends, flow, left_after, one, paragraph, prose
from meeting_tui.tui.widgets.board import Line, Ticking
from meeting_tui.tui.widgets.chair_look import (
    CLOCK,
    HEAD,
    MAIN,
    SPARE,
    TAKEN_DOWN,
    TALL,
    TOPICS,
    WALL,
    share_cell,
)


def floor_blocks(floor: Floor, size: Size, digits: int) -> list[Block]:
    """Name and time; what was said of it; the slip's own words; the questions taken down.

    The large time stands above all that grows while somebody speaks, and from the call on: the eye finds it where
    it was.
    """
    width, countdown, roomy = size.width, floor.countdown, digits == CLOCK or size.height >= TALL
    blocks = [
        one(MAIN, lambda seconds: _who(floor, width, seconds)),
        one(
            MAIN,
            lambda seconds: _meter(countdown, width, TONES[floor.tone] or "$primary", seconds),
            apart=False,
        ),
        _large_time(floor, size, digits),
        one(MAIN, text(fit(_about(floor), width), "$text-muted"), apart=roomy),
    ]
    if floor.village and not _is_one_line(floor, width):
        blocks.insert(1, one(MAIN, text(fit(floor.village, width)), apart=False))
    if floor.slip:
        words = _("On the slip: {text}").format(text=floor.slip)
        blocks.append(prose(MAIN, words, width, "italic", apart=False))
    if floor.questions:
        blocks.append(_numbered(TAKEN_DOWN, floor.questions, width, newest=True))
    return blocks


def _large_time(floor: Floor, size: Size, rank: int) -> Block:
    """Quiet while nobody speaks yet. Over time it counts on in its place, without a sign: words above it say so."""
    style = "$text-muted" if floor.state == "called" else TONES[floor.tone]

    def time(seconds: float = 0.0) -> str:
        return _time(floor.countdown, seconds).lstrip("-")

    scales = [
        scale
        for scale in ((1, 2) if size.height >= WALL else (1,))
        if big_time.width_of(time(), scale) <= size.width
    ]

    def row(scale: int, y: int) -> Ticking:
        return lambda seconds: big_time.big_time(time(seconds), scale, style)[y]

    def draw(height: int) -> list[Line]:
        scale = height // big_time.HEIGHT
        return [row(scale, y) for y in range(scale * big_time.HEIGHT)]

    return Block(rank, (0, *(scale * big_time.HEIGHT for scale in scales)), draw, apart=False)


def _who(floor: Floor, width: int, seconds: float) -> Content:
    state = _state(floor, seconds)
    village = f"{DOTS}{floor.village}" if floor.village and _is_one_line(floor, width) else ""
    return ends(assemble((floor.name, "bold"), village), text(state, TONES[floor.tone] or HEAD), width)


def _is_one_line(floor: Floor, width: int) -> bool:
    """Whether name, village and time stand beside one another."""
    return cells(floor.name) + cells(floor.village) + cells(_state(floor)) + SPARE <= width


def _about(floor: Floor) -> str:
    count = len(floor.questions)
    taken = n_("{count} question taken down", "{count} questions taken down", count).format(count=count)
    topic = f"#{floor.topic}" if floor.topic else ""
    return DOTS.join(part for part in (floor.about, taken if count else "", topic) if part)


def _state(floor: Floor, seconds: float = 0.0) -> str:
    """What is going on and how long still; whoever was only called has all the time."""
    if floor.state == "called":
        return floor.state_words
    time = _time(floor.countdown, seconds)
    if floor.countdown.remaining < 0:
        return f"{floor.state_words} {time.lstrip('-')}"
    return f"{floor.state_words}{DOTS}{_('{time} left').format(time=time)}"


def _time(countdown: Countdown, seconds: float = 0.0) -> str:
    return sentences.minutes_seconds(left_after(countdown, seconds))


def _meter(countdown: Countdown, width: int, style: str, seconds: float) -> Content:
    spent = 1 - left_after(countdown, seconds) / countdown.limit if countdown.limit else 0.0
    return meter(spent, width, style)


def _numbered(
    rank: int, questions: tuple[Numbered, ...], width: int, *, newest: bool = False, apart: bool = False
) -> Block:
    """A line for each at least; in full where there is room. Of too many, the `newest` stay, else the first."""
    full = len(_each_in_full(questions, width))
    least = min(len(questions), 2)
    return Block(
        rank, range(least, full + 1), lambda height: _questions(questions, width, height, newest), apart
    )


def _questions(questions: tuple[Numbered, ...], width: int, height: int, newest: bool) -> list[Content]:
    if len(full := _each_in_full(questions, width)) <= height:
        return full
    hidden = max(0, len(questions) - height)
    shown = questions[hidden:] if newest else questions[: len(questions) - hidden]
    lines = [_question(question, width, 1)[0] for question in shown]
    if hidden:
        lines[-1] = ends(lines[-1], text(f"+{hidden}", "$text-muted"), width)
    return lines


@lru_cache(maxsize=8)
def _each_in_full(questions: tuple[Numbered, ...], width: int) -> list[Content]:
    return [line for question in questions for line in _question(question, width, None)]


def _question(question: Numbered, width: int, height: int | None) -> list[Content]:
    number = f"{question.number:>3}  "
    found = paragraph(question.text, width - len(number), height) or [Content()]
    return [assemble((number, "bold"), found[0]), *(assemble(" " * len(number), line) for line in found[1:])]


def answering_blocks(answering: Answering, width: int) -> list[Block]:
    """The unit and its time, what it has not answered yet, what it promised, and who comes after it."""
    clock = answering.countdown
    if cells(answering.unit) + _progress(answering).cell_length + SPARE <= width:
        blocks = [one(MAIN, lambda seconds: _unit(answering, width, seconds))]
    else:
        blocks = [
            prose(MAIN, answering.unit, width, "bold"),
            one(MAIN, lambda seconds: ends(Content(), _progress(answering, seconds), width), apart=False),
        ]
    if clock is not None:
        timed, tone = clock, _answer_tone(clock)
        blocks.append(one(MAIN, lambda seconds: _meter(timed, width, tone, seconds), apart=False))
    if answering.open:
        blocks.append(_numbered(MAIN, answering.open, width))
    if answering.promised:
        promised = tuple(text(f"→ {words}") for words in answering.promised)
        most = len(flow(promised, width))
        blocks.append(Block(MAIN, range(1, most + 1), lambda height: flow(promised, width, height)))
    if answering.others:
        title = text(_("Other units:"), "$text-muted")
        others = [title, *(share_cell(share) for share in answering.others)]
        most = len(flow(others, width, gap="  "))
        blocks.append(Block(TOPICS, range(1, most + 1), lambda height: flow(others, width, height, "  ")))
    return blocks


def _unit(answering: Answering, width: int, seconds: float) -> Content:
    return ends(text(answering.unit, "bold"), _progress(answering, seconds), width)


def _progress(answering: Answering, seconds: float = 0.0) -> Content:
    clock, done = answering.countdown, text(answering.progress, "$text-muted")
    if clock is None:
        return done
    return assemble(done, DOTS, (_answer_time(clock, seconds), _answer_tone(clock)))


def _answer_time(clock: Countdown, seconds: float) -> str:
    time = _time(clock, seconds)
    if clock.remaining < 0:
        return _("over time {time}").format(time=time.lstrip("-"))
    return _("{time} left").format(time=time)


def _answer_tone(clock: Countdown) -> str:
    if clock.remaining < 0:
        return TONES["bad"]
    return TONES["warning" if clock.remaining <= clock.warn else "good"]
