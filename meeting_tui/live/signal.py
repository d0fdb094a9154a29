"""The signal in words: for a chair or a hall, who can do no more than ask the secretary to look."""

from __future__ import annotations

from meeting_tui.language import N_, _, n_
from meeting_tui.live.follower import Trust
from meeting_tui.live.pages import Signal
from meeting_tui.sentences import minutes_seconds, os_reason

GONE = N_("JOURNAL GONE")
REPLACED = N_("JOURNAL REPLACED")
DAMAGED = N_("JOURNAL DAMAGED")
UNREADABLE = N_("CANNOT BE READ")

LOSSES: dict[str, tuple[str, str]] = {
    "gone": (
        GONE,
        N_(
            "The journal is no longer in the meeting's folder: moved, deleted, or on a disk that was pulled out. "
            "Ask the secretary to put it back; the view goes on by itself."
        ),
    ),
    "older_copy": (
        REPLACED,
        N_(
            "An older copy was put in the journal's place: it ends at act {found}, and act {known} was known here. "
            "Ask the secretary which one counts."
        ),
    ),
    "replaced": (
        REPLACED,
        N_(
            "Another journal was put in the place of the one that was followed. Ask the secretary which one counts; "
            "to see the new one, open this view again."
        ),
    ),
    "shorter": (
        REPLACED,
        N_("A part of the journal was cut off. Ask the secretary to look at the console."),
    ),
    "wrong_meeting": (
        REPLACED,
        N_(
            "The journal of another meeting was put in the place of this one's. Ask the secretary to put the right "
            "one back; the view goes on by itself."
        ),
    ),
    "not_a_journal": (
        REPLACED,
        N_(
            "A file that is no journal was put in the journal's place. Ask the secretary to put the right one back; "
            "the view goes on by itself."
        ),
    ),
    "journal_newer": (
        REPLACED,
        N_("The journal is written by a newer meeting-tui. Open this view with the newer program."),
    ),
    "damaged": (
        DAMAGED,
        N_("The journal is damaged after act {n}. Ask the secretary to look at the console and repair it."),
    ),
    "plan_invalid": (
        UNREADABLE,
        N_(
            "The meeting's plan was changed and has mistakes now. Ask the secretary to put them right; the view goes "
            "on by itself."
        ),
    ),
}
"""By the store's code: a word or two, and what to do."""

LOSSES["no_folder"] = LOSSES["no_plan"] = LOSSES["gone"]
LOSSES["plan_not_utf8"] = LOSSES["plan_invalid"]
UNREADABLE_ADVICE = N_(
    "The disk cannot be read. Ask the secretary to look at the disk; the view goes on by itself."
)
UNREADABLE_WHY = N_(
    "The disk cannot be read ({reason}). Ask the secretary to look at the disk; the view goes on by itself."
)


def signal(trust: Trust) -> Signal:
    """What is shown beside a page, and what is wrong with it."""
    match trust.state:
        case "live":
            seconds = max(1, int(trust.age or 0))
            words = n_("updated {n} second ago", "updated {n} seconds ago", seconds).format(n=seconds)
            return Signal(state="live", tone="good", words=words, age=trust.age)
        case "closed":
            return _closed(trust)
        case "silent":
            return _silent(trust)
        case "lost":
            return _lost(trust)
        case "waiting":
            return Signal(
                state="waiting",
                tone="warning",
                words=_("no journal yet, waiting"),
                advice=_(
                    "The meeting has not been opened. As soon as the console is open, the view begins by itself."
                ),
                age=trust.age,
            )


def _closed(trust: Trust) -> Signal:
    words = _("console not open") if trust.age is None else _("console closed")
    advice = _("Nothing new comes until the secretary opens the console again.")
    return Signal(state="closed", tone="warning", words=words, advice=advice, age=trust.age)


def _silent(trust: Trust) -> Signal:
    """Longer than an hour is told in minutes all the same: it only has to be seen that it grows."""
    if trust.age is None:
        words = _("NO SIGNAL")
    else:
        words = _("NO SIGNAL {time}").format(time=minutes_seconds(int(trust.age)))
    advice = _(
        "The console has stopped writing, and nobody has closed it. What is shown is the last that was saved. Ask the "
        "secretary to look at the console."
    )
    return Signal(state="silent", tone="bad", words=words, advice=advice, age=trust.age)


def _lost(trust: Trust) -> Signal:
    if trust.code in LOSSES:
        words, advice = (_(text) for text in LOSSES[trust.code])
        advice = advice.format_map(trust.facts)
    else:
        words = _(UNREADABLE)
        number = trust.facts.get("errno")
        advice = (
            _(UNREADABLE_WHY).format(reason=os_reason(number))
            if isinstance(number, int)
            else _(UNREADABLE_ADVICE)
        )
    last = _("What is shown is the last that was whole.")
    return Signal(state="lost", tone="bad", words=words, advice=f"{advice} {last}", age=trust.age)
