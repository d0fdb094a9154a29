"""The hall's page as lines: few of them, in the middle, and everything else at the edges."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.geometry import Size

from meeting_tui import sentences
from meeting_tui.language import _
from meeting_tui.live.pages import Countdown, HallPage, Ready, Signal
from meeting_tui.tui.drawing import assemble, cells, fit, text
from meeting_tui.tui.widgets import big_time
from meeting_tui.tui.widgets.blocks import (
    DOTS,
    Block,
    centred,
    ends,
    flow,
    left_after,
    one,
    paragraph,
    stack,
)
from meeting_tui.tui.widgets.board import Line, Ticking

SCALES = (1, 2, 3, 4)
SHARE = 0.4
"""Of the middle's height that larger digits may take: the name comes first."""

# What gives way last comes first.
MAIN, TIME, UNDER, EYEBROW, LINES = range(5)


def hall_lines(page: HallPage, signal: Signal, size: Size) -> list[Line]:
    width, height = size
    top = _top(page, width) if height >= 10 else []
    bottom = [*_ready(page.ready, width, height), *_signal(page, signal, width), *_hint(page, size)]
    room = max(1, height - len(top) - len(bottom))
    middle = stack(_middle(page, width, room), room, gap=3 if height >= 40 else 1).lines
    above = (room - len(middle)) // 2
    blank = [Content()]
    return [*top, *blank * above, *middle, *blank * (room - len(middle) - above), *bottom]


def _top(page: HallPage, width: int) -> list[Content]:
    """What this is, and what time it is."""
    clock = DOTS.join(part for part in (page.date if width >= 60 else "", page.clock) if part)
    return [ends(text(fit(page.title, width), "$text-muted"), text(clock, "$text-muted bold"), width)]


def _middle(page: HallPage, width: int, height: int) -> list[Block]:
    if page.message:
        blocks = [_large(MAIN, page.message, width, "bold")]
        return [*blocks, _meanwhile(page, width)] if page.main else blocks
    blocks = []
    if page.eyebrow:
        blocks.append(_large(EYEBROW, page.eyebrow, width, "$primary bold"))
    blocks.append(_large(MAIN, page.main, width, "bold"))
    if page.under:
        blocks.append(_large(UNDER, page.under, width, "", apart=False))
    if page.countdown is not None:
        blocks.append(_time(page.countdown, width, height))
    blocks += [_large(LINES, line, width, "$text-muted") for line in page.lines]
    return blocks


def _meanwhile(page: HallPage, width: int) -> Block:
    """One line below a message: whoever speaks goes on, and looks for the time that is left."""
    whole = DOTS.join(part for part in (page.eyebrow, page.main) if part)

    def line(seconds: float) -> Content:
        time = _words(page.countdown, seconds) if page.countdown else ""
        tone = _tone(page.countdown) if page.countdown else ""
        room = width - len(time) - 2 * bool(time)
        said = fit(whole if cells(whole) <= room else page.main, room)
        return centred(assemble((said, "$text-muted"), "  " if time else "", (time, tone)), width)

    return one(UNDER, line)


def _large(rank: int, s: str, width: int, style: str, *, apart: bool = True) -> Block:
    """In the middle, in whole words; where letters are small, with a margin; no last word left alone."""
    room = width if width < 60 else width * 7 // 8
    lines = len(paragraph(s, room))
    room = next(narrow for narrow in range(-(-room // lines), room + 1) if len(paragraph(s, narrow)) == lines)

    def draw(height: int) -> list[Content]:
        return [centred(line, width) for line in paragraph(s, room, height, style)]

    return Block(rank, (lines,), draw, apart)


def _time(countdown: Countdown, width: int, height: int) -> Block:
    """What is left, in large digits where there is room. `height`: of all that is in the middle."""
    style = _tone(countdown)
    most = max(1, round(height * SHARE) // big_time.HEIGHT)
    time = _words(countdown)
    scales = [scale for scale in SCALES if scale <= most and big_time.width_of(time, scale) <= width]

    def row(scale: int, y: int) -> Ticking:
        return lambda seconds: _digits(_words(countdown, seconds), scale, style, width)[y]

    def draw(height: int) -> list[Line]:
        scale = max((scale for scale in scales if scale * big_time.HEIGHT <= height), default=0)
        if not scale:
            return [lambda seconds: centred(text(fit(_words(countdown, seconds), width), style), width)]
        return [row(scale, y) for y in range(scale * big_time.HEIGHT)]

    return Block(TIME, (1, *(scale * big_time.HEIGHT for scale in scales)), draw)


@lru_cache(maxsize=2)
def _digits(time: str, scale: int, style: str, width: int) -> list[Content]:
    return [centred(line, width) for line in big_time.big_time(time, scale, style)]


def _words(countdown: Countdown, seconds: float = 0.0) -> str:
    return sentences.minutes_seconds(left_after(countdown, seconds))


def _tone(countdown: Countdown) -> str:
    if countdown.remaining < 0:
        return "$error bold"
    return "$warning bold" if countdown.running and countdown.remaining <= countdown.warn else "$success bold"


def _ready(ready: tuple[Ready, ...], width: int, height: int) -> list[Content]:
    """Who should get ready: one a line where there is room, at least the first."""
    if not ready:
        return []
    title = _("Please get ready:")
    names = [f"{one.name} ({one.village})" if one.village else one.name for one in ready]
    if height >= 18:
        rows = [
            assemble((f"{n}  ", "$primary bold"), fit(name, width - 4)) for n, name in enumerate(names, 1)
        ]
        return [text(fit(title, width), "$primary bold"), *rows, Content()]
    lines = max(1, height // 4)
    head = [text(title, "$primary bold")] if lines > 1 else []
    return flow(
        [*head, *(text(fit(name, width), "" if head else "$primary") for name in names)], width, lines, "  "
    )


def _signal(page: HallPage, signal: Signal, width: int) -> list[Content]:
    """The hall is not alarmed, but it is not deceived either. After the thanks nothing is expected any more."""
    if signal.state == "live" or (signal.state == "closed" and page.phase == "thanks"):
        return []
    return [
        centred(
            text(fit(signal.words, width), "$warning bold" if signal.tone == "bad" else "$text-muted"), width
        )
    ]


def _hint(page: HallPage, size: Size) -> list[Content]:
    """On a large grid of small letters, before the meeting: it is meant for who sets up the projector."""
    width, height = size
    if page.phase != "welcome" or width < 100 or height < 24:
        return []
    return [centred(text(_("Ctrl and + together make the letters larger"), "$text-disabled"), width)]
