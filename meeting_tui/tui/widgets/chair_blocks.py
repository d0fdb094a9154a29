"""The chair's page as lines: one column, or two where there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content
from textual.geometry import Size

from meeting_tui import sentences
from meeting_tui.language import _, n_
from meeting_tui.live.pages import (
    Answering,
    ChairPage,
    Countdown,
    Coverage,
    Fact,
    Floor,
    Next,
    Numbered,
    Share,
)
from meeting_tui.tui.drawing import assemble, cells, fit, meter, text
from meeting_tui.tui.widgets import big_time
from meeting_tui.tui.widgets.bar import TONES
from meeting_tui.tui.widgets.blocks import (
    DOTS,
    Block,
    column,
    ends,
    flow,
    left_after,
    one,
    paragraph,
    prose,
    stack,
    widest,
)
from meeting_tui.tui.widgets.board import Line, Ticking

TWO_COLUMNS = 100
"""Cells from which on the day stands beside the floor."""
WALL = 36
"""Lines from which the time may stand in digits twice as large."""
TALL = 45
"""Lines from which two free ones stand between the parts."""
HEAD = "$primary bold"
HEARD, UNHEARD = "●", "○"
Styled = tuple[str, str]

SPARE = 6
"""Free cells beside a name whose time may become longer."""
KEPT = 5
"""Lines that the read-out leaves to the rest, where it has not room enough anyway."""

# What gives way last comes first.
MAIN, CLOCK, NEXT, DAY, FACTS, MESSAGE, VILLAGES, DELEGATIONS, TAKEN_DOWN, TOPICS, LARGE = range(11)


@dataclass
class Scroll:
    """How far down the read-out is; `most` is known once it was drawn."""

    at: int = 0
    most: int = 0


def one_column(page: ChairPage, size: Size, scroll: Scroll) -> list[Line]:
    """Everything on one board."""
    width = size.width
    floor = _floor_side(page, size, scroll, LARGE)
    return _stacked([*_day(page, width), *floor, *_hall_side(page, width)], size, scroll)


def floor_column(page: ChairPage, size: Size, scroll: Scroll) -> list[Line]:
    """What is going on now, and who is next: the left one of two boards."""
    return _stacked(_floor_side(page, size, scroll, CLOCK), size, scroll)


def day_column(page: ChairPage, size: Size) -> list[Line]:
    """How the day stands, and who was heard: the right one."""
    return _stacked([*_day(page, size.width), *_hall_side(page, size.width)], size)


def _stacked(blocks: list[Block], size: Size, scroll: Scroll | None = None) -> list[Line]:
    """The blocks; where not all of them have room, the last line says so."""
    width, height = size
    if scroll is not None:
        scroll.most = 0
    gap = 2 if height >= TALL else 1
    found = stack(blocks, height, gap=gap)
    if found.whole or height < 2:
        return found.lines
    lines = stack(blocks, height - 1, gap=gap).lines
    return [*lines, *[Content()] * (height - 1 - len(lines)), _cut(width)]


def _cut(width: int) -> Content:
    return text(fit(_("… more than fits: make the window larger"), width), "$warning")


def _floor_side(page: ChairPage, size: Size, scroll: Scroll, digits: int) -> list[Block]:
    """What is going on now, and who is next. `digits`: the rank of the time in large ones."""
    width = size.width
    now = [*_floor(page.floor, size, digits)] if page.floor else []
    if page.readout:
        now.append(_readout(page.readout, size, scroll))
    elif page.answering:
        now += _answering(page.answering, width)
    if not now:
        now = [prose(MAIN, page.idle, width, "bold")]
    blocks = [*now, *([_next(page.next, size)] if page.next else [])]
    if page.message:
        blocks.append(prose(MESSAGE, sentences.hall_reads(page.message), width, "$warning"))
    return blocks


def _hall_side(page: ChairPage, width: int) -> list[Block]:
    """How many, who was heard and who was not, and what about."""
    blocks = [_facts(page, width)]
    for rank, title, legend, parts in (
        (VILLAGES, _("By village"), _("By village, ○ not heard yet"), page.villages),
        (DELEGATIONS, _("By delegation"), _("By delegation, ○ not heard yet"), page.delegations),
    ):
        if parts:
            blocks.append(_coverage(rank, title, legend, parts, width))
    return [*blocks, *([_topics(page.topics, width)] if page.topics else [])]


# -- the day ---------------------------------------------------------------------------------------------


def _day(page: ChairPage, width: int) -> list[Block]:
    step = assemble(
        (page.step, "bold"), " " if page.step_time else "", (page.step_time, TONES[page.step_tone])
    )
    parts = [step, text(page.outlook, TONES[page.outlook_tone]), text(page.advice, "$warning bold")]
    parts = [part for part in parts if part]
    return [Block(DAY, (len(flow(parts, width)),), lambda height: flow(parts, width, height))]


def _facts(page: ChairPage, width: int) -> Block:
    """Of the speeches, and below of the hall: a number is looked for where it stood before."""
    queue, hall = ([_fact(fact) for fact in facts] for facts in (page.queue, page.hall))
    apart = [*flow(queue, width), *flow(hall, width)]

    def draw(height: int) -> list[Content]:
        return apart if height >= len(apart) else flow([*queue, *hall], width, height)

    return Block(FACTS, (len(apart),), draw)


def _fact(fact: Fact) -> Content:
    return assemble((fact.label, "$text-muted"), " ", (fact.value, TONES[fact.tone] or "bold"))


# -- the floor -------------------------------------------------------------------------------------------


def _floor(floor: Floor, size: Size, digits: int) -> list[Block]:
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


# -- numbered questions ----------------------------------------------------------------------------------


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


# -- who is next -----------------------------------------------------------------------------------------


def _next(rows: tuple[Next, ...], size: Size) -> Block:
    """One or two lines for each; on a wall a free one above them."""
    width = size.width
    heights = [1 + lines * len(rows) for lines in ((1, 2, 3) if size.height >= TALL else (1, 2))]

    def draw(height: int) -> list[Content]:
        return _next_lines(rows, width, (height - 1) // len(rows))[:height]

    return Block(NEXT, heights, draw)


@lru_cache(maxsize=8)
def _next_lines(rows: tuple[Next, ...], width: int, lines_each: int) -> list[Content]:
    """Place, name and village, why, what about: one after the other in a line, or in two."""
    title = text(fit(_("Waiting to speak"), width), HEAD)
    if lines_each < 2:
        return [title, *_next_table(rows, width)]
    lines = [title]
    for row in rows:
        name = (fit(_named(row), width - 2), "bold")
        words = f"{row.why}{DOTS}{row.about}" if row.about else row.why
        lines += [Content()] * (lines_each - 2)
        lines.append(assemble((f"{row.place} ", "$primary bold"), name))
        lines.append(text("  " + fit(words, width - 2), "$text-muted"))
    return lines


def _next_table(rows: tuple[Next, ...], width: int) -> list[Content]:
    who = min(widest([_named(row) for row in rows]), round(width * 0.45))
    why = min(widest([row.why for row in rows]), max(0, width - who - 4))
    about = width - who - why - 6
    lines = []
    for row in rows:
        place = text(f"{row.place} ", "$primary bold")
        what = "  " + fit(row.about, about) if about >= 8 else ""
        named = column((_named(row), "bold"), who)
        lines.append(assemble(place, named, "  ", column(row.why, why), (what, "$text-muted")))
    return lines


def _named(row: Next) -> str:
    return f"{row.name}{DOTS}{row.village}" if row.village else row.name


# -- the answers -----------------------------------------------------------------------------------------


def _answering(answering: Answering, width: int) -> list[Block]:
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
        others = [title, *(_share(share) for share in answering.others)]
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


# -- the hall --------------------------------------------------------------------------------------------


def _coverage(rank: int, title: str, legend: str, parts: tuple[Coverage, ...], width: int) -> Block:
    """A table where it has room; else cells one after the other, those not heard yet first if not all fit."""
    return _listing(rank, len(parts), lambda rows: _coverage_lines(title, legend, parts, width, rows))


@lru_cache(maxsize=16)
def _coverage_lines(
    title: str, legend: str, parts: tuple[Coverage, ...], width: int, rows: int | None
) -> list[Content]:
    """The `legend` instead of the title where it costs no line."""
    if rows is not None and rows > len(parts):
        return _coverage_table(title, parts, width)
    head = text(f"{title}:", HEAD)
    told = flow([text(f"{legend}:", HEAD), *map(_coverage_cell, parts)], width, gap="  ")
    all_cells = flow([head, *map(_coverage_cell, parts)], width, gap="  ")
    if rows is None or len(all_cells) <= rows:
        return told if len(told) == len(all_cells) else all_cells
    unheard_first = sorted(parts, key=lambda part: part.spoken > 0)
    return flow([head, *map(_coverage_cell, unheard_first)], width, rows, "  ")


def _coverage_cell(part: Coverage) -> Content:
    sign = (f"{HEARD}{part.spoken}", "$success") if part.spoken else (UNHEARD, TONES["warning"])
    return assemble(
        (part.name, "" if part.spoken else TONES["warning"]), f" {part.present}/{part.invited} ", sign
    )


def _coverage_table(title: str, parts: tuple[Coverage, ...], width: int) -> list[Content]:
    heads = [_("invited"), _("present"), _("spoken")]
    widths = [max(cells(head), 4) for head in heads]
    most = max(cells(title), widest([part.name for part in parts]))
    name = max(6, min(most, width - sum(widths) - 2 * len(widths)))

    def row(first: Styled, values: Sequence[Styled]) -> Content:
        rest = [column(value, wide + 2, right=True) for value, wide in zip(values, widths, strict=True)]
        return assemble(column(first, name), *rest).truncate(width, ellipsis=True)

    lines = [row((title, HEAD), [(head, "$text-muted") for head in heads])]
    for part in parts:
        tone = "" if part.spoken else TONES["warning"]
        spoken = (f"{HEARD} {part.spoken}", "$success") if part.spoken else (UNHEARD, tone)
        lines.append(row((part.name, tone), [(str(part.invited), ""), (str(part.present), ""), spoken]))
    return lines


def _topics(topics: tuple[Share, ...], width: int) -> Block:
    return _listing(TOPICS, len(topics), lambda rows: _topic_lines(topics, width, rows))


@lru_cache(maxsize=16)
def _topic_lines(topics: tuple[Share, ...], width: int, rows: int | None) -> list[Content]:
    if rows is not None and rows > len(topics):
        most = widest([str(topic.count) for topic in topics])
        lines = [
            assemble(
                column((str(topic.count), "bold"), most, right=True), " ", fit(topic.label, width - most - 1)
            )
            for topic in topics
        ]
        return [text(fit(_("Topics"), width), HEAD), *lines]
    return flow([text(f"{_('Topics')}:", HEAD), *map(_share, topics)], width, rows, "  ")


def _share(share: Share) -> Content:
    return assemble(share.label, " ", (str(share.count), "bold"))


def _listing(rank: int, count: int, draw: Callable[[int | None], list[Content]]) -> Block:
    """Running on over a few lines at least; as a list with a heading where there is room."""
    running = len(draw(None))
    heights = [*range(min(2, running), running + 1)]
    return Block(rank, [*heights, *([1 + count] if 1 + count > running else [])], draw)


# -- the read-out ----------------------------------------------------------------------------------------


def _readout(lines: Sequence[str], size: Size, scroll: Scroll) -> Block:
    """Nothing of it is cut: what finds no room is scrolled to."""
    width, height = size
    title = text(fit(_("To be read out"), width), HEAD)
    close = [title, *(piece for line in lines for piece in paragraph(line, width))]
    wide = [title, *(piece for line in lines for piece in [Content(), *paragraph(line, width)])]

    def draw(height: int) -> list[Content]:
        shown = wide if height >= len(wide) else close
        if height >= len(shown) or height < 2:
            return shown[:height]
        scroll.most = len(shown) - (height - 1)
        scroll.at = min(scroll.at, scroll.most)
        below = scroll.most - scroll.at
        words = _("↑↓ {count} more lines").format(count=below) if below else _("↑↓ the end")
        return [*shown[scroll.at : scroll.at + height - 1], text(fit(words, width), "$warning")]

    least = min(len(close), max(4, height - KEPT))
    return Block(MAIN, (*range(least, len(close) + 1), len(wide)), draw)
