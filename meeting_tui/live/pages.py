"""The chair's and the hall's view as values that a screen lays out and a browser gets as JSON.

Every text is clean and in the user's language. Nothing here ticks: a `Countdown` says where it stood when the
page was made, and whoever shows it counts on from there.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from meeting_tui.domain.hall import Phase

Tone = Literal["", "good", "warning", "bad", "quiet"]
SignalState = Literal["live", "closed", "silent", "lost", "waiting"]
View = Literal["chair", "hall"]
VIEWS: tuple[View, ...] = ("chair", "hall")


class Countdown(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds, as they stood when the page was made. `remaining` below 0: over time. `warn`: from here on, warn."""

    remaining: float
    limit: float
    warn: float
    running: bool


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """How far what is shown can be trusted.

    live: the console writes. closed: it was left properly. silent: it should write and does not (died, hung,
    asleep). lost: the journal is gone, replaced, damaged or unreadable; what is shown is the last that was whole.
    waiting: there is no journal yet. `age`: seconds since the last sign of life of the console; None: never seen.
    """

    state: SignalState
    tone: Tone
    words: str
    """Short: `cập nhật 1 giây trước`."""
    advice: str = ""
    """What is wrong and what to do; empty while live."""
    age: float | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """`Đã nghe` 9."""

    label: str
    value: str
    tone: Tone = ""


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A question."""

    number: int
    text: str


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the floor."""

    state: Literal["called", "speaking", "paused"]
    state_words: str
    tone: Tone
    name: str
    village: str
    about: str
    """`phiếu 04 · lần đầu`."""
    slip: str
    topic: str
    questions: tuple[Numbered, ...]
    countdown: Countdown


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the queue, and why."""

    place: int
    name: str
    village: str
    why: str
    about: str
    """What the slip is about: its topic, else its own words."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """A village or a delegation. `invited` are those on the list, `present` all who came, walk-ins too."""

    name: str
    invited: int
    present: int
    spoken: int


class Share(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    count: int


class Answering(msgspec.Struct, frozen=True, kw_only=True):
    """The unit whose turn it is to answer."""

    unit: str
    progress: str
    """`đã trả lời 2/5`."""
    open: tuple[Numbered, ...]
    promised: tuple[str, ...]
    """`ý kiến 11: trả lời bằng văn bản trước 26/07/2024`."""
    countdown: Countdown | None
    others: tuple[Share, ...]
    """Other units with questions still open."""


class ChairPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything at one look. What does not apply now is empty or None."""

    title: str
    date: str
    clock: str
    step: str
    """`4/8 Phát biểu`."""
    step_time: str
    """`23/80 phút`."""
    step_tone: Tone
    outlook: str
    """`dự kiến xong 11:05 (muộn 5 phút)`."""
    outlook_tone: Tone
    advice: str
    """`mỗi người 4:00 thì kịp`."""
    floor: Floor | None
    idle: str
    """What stands where the speaker would, while nobody has the floor."""
    next: tuple[Next, ...]
    queue: tuple[Fact, ...]
    """Heard, waiting, in writing, absent."""
    hall: tuple[Fact, ...]
    """Present, questions, open."""
    topics: tuple[Share, ...]
    villages: tuple[Coverage, ...]
    delegations: tuple[Coverage, ...]
    answering: Answering | None
    readout: tuple[str, ...]
    """From the conclusion on: what the chair can read out in sixty seconds."""
    message: str
    """What stands on the hall's display by the secretary's hand."""


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who should get ready."""

    name: str
    village: str


class HallPage(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing private, and no text of a question. `main` is to be as large as the screen allows."""

    phase: Phase
    title: str
    date: str
    clock: str
    step: str
    eyebrow: str
    """`ĐANG PHÁT BIỂU`, above the main line."""
    main: str
    under: str
    lines: tuple[str, ...]
    countdown: Countdown | None
    ready: tuple[Ready, ...]
    message: str
