"""The day in words: steps, people, outcomes, the queue and the door."""

from __future__ import annotations

from meeting_tui.domain.doors import Arrival
from meeting_tui.domain.fairness import Reason
from meeting_tui.language import N_, _, n_
from meeting_tui.sentences.filling import clock_time, word

STEPS = {
    "welcome": N_("Welcome"),
    "opening": N_("Opening"),
    "rules": N_("House rules"),
    "statement": N_("Chair's statement"),
    "report": N_("Report"),
    "speeches": N_("Speeches"),
    "break": N_("Break"),
    "synthesis": N_("Synthesis"),
    "remarks": N_("Front's remarks"),
    "answers": N_("Answers"),
    "conclusion": N_("Conclusion"),
    "closing": N_("Closing"),
}
"""Short names of steps for the screen; papers print the plan's own titles."""

STATES = {
    "registered": N_("registered, not here yet"),
    "waiting": N_("waiting"),
    "called": N_("called"),
    "speaking": N_("speaking"),
    "done": N_("has spoken"),
    "absent": N_("absent when called"),
    "withdrawn": N_("withdrawn"),
    "written": N_("answered in writing"),
    "represented": N_("heard through a spokesperson"),
}

OUTCOMES = {
    "answered": N_("answered"),
    "answered_in_part": N_("answered in part"),
    "owed": N_("owed in writing"),
    "beyond_competence": N_("beyond competence"),
    "noted": N_("noted"),
    "out_of_scope": N_("out of scope"),
    "redirected": N_("redirected"),
    "withdrawn": N_("withdrawn"),
}

REPLIES = {
    "agreed": N_("agrees"),
    "unclear": N_("not clear"),
    "wants_writing": N_("wants it in writing"),
}

ROLES = {
    "chair": N_("chair"),
    "co_chair": N_("co-chair"),
    "secretary": N_("secretary"),
    "mc": N_("master of ceremonies"),
}

MODES = {"batch": N_("answers after all speeches"), "interleaved": N_("an answer after each speech")}

ATTENDANCE = {
    "expected": N_("not here yet"),
    "present": N_("present"),
    "late": N_("late"),
    "absent_excused": N_("absent, excused"),
    "absent_unexcused": N_("absent"),
    "left_early": N_("left early"),
}

KINDS = {
    "y_kien": N_("opinion"),
    "kien_nghi": N_("request"),
    "de_xuat": N_("proposal"),
    "phan_anh": N_("report of a fact"),
    "cau_hoi": N_("question"),
    "gop_y": N_("comment"),
    "khieu_nai": N_("complaint"),
    "to_cao": N_("denunciation"),
}

ARRIVALS = {
    "in": N_("checked in at {time}"),
    "already_in": N_("came already, at {time}"),
    "unknown": N_("this code is not on the list"),
    "revoked": N_("this code was revoked"),
    "damaged": N_("the code was not read whole"),
    "other_meeting": N_("a code of another meeting"),
    "input_method": N_("the Vietnamese input method is on"),
    "id_card": N_("an identity card"),
}
"""What came of a scan."""

ADVICE = {
    "unknown": N_("Find the person by name, or add them as not on the list."),
    "test": N_("It is the code to test scanners with: this scanner works."),
    "revoked": N_("Ask for the newer paper, or find the person by name."),
    "half": N_("A part is missing. Scan again, holding still."),
    "digit": N_("A digit is wrong. Scan again, or type the eight digits beside the picture."),
    "glued": N_("Two scans ran together. Scan each once more, one after the other."),
    "long": N_("It is too long to be a check-in code. Find the person by name."),
    "foreign": N_("It is no check-in code. Find the person by name."),
    "other_meeting": N_("Find the person by name, or add them as not on the list."),
    "input_method": N_("Switch it to English (E), then scan again."),
    "id_card": N_("Only the name is used, to find the person; the number is not kept."),
    "vietnamese": N_(
        "The Vietnamese keyboard layout is on; the digits were recovered. Switch to English (US)."
    ),
    "french": N_("The French keyboard layout is on; the digits were recovered. Switch to English (US)."),
}
"""What to do about it."""


def step_word(kind: str) -> str:
    return word(STEPS, kind)


def reason(why: Reason) -> str:
    """Why somebody stands at this place of the queue."""
    slip = _slip(why)
    match why.code:
        case "moved_up":
            return _("the chair: {words}").format(words=why.words)
        case "moved_down":
            return _("moved down by the chair: {words}").format(words=why.words)
        case "called_absent":
            return _("absent when called, {slip}").format(slip=slip)
        case "second_turn":
            return _("speech no. {nth}, {slip}").format(nth=why.nth, slip=slip)
        case "village_unheard":
            return _("{slip}, first from {village}").format(slip=slip, village=why.village)
        case "advance_slip":
            return _("{slip}, first speech").format(slip=slip)
        case "walk_in":
            at = clock_time(why.received_at) if why.received_at else ""
            return _("{slip} at {time}, first speech").format(slip=slip, time=at)


def _slip(why: Reason) -> str:
    if why.number is not None:
        return _("slip {number:02d}").format(number=why.number)
    return _("raised a hand") if why.source == "hand" else _("slip without a number")


def arrival(came: Arrival) -> str:
    """What came of a scan, in a few words."""
    code = "revoked" if came.why == "revoked" else came.outcome
    return _(ARRIVALS[code]).format(time=clock_time(came.at))


def arrival_advice(came: Arrival) -> str:
    """What to do about it; empty where all is well."""
    code = next((c for c in (came.why, came.layout, came.outcome) if c in ADVICE), "")
    return _(ADVICE[code]) if code else ""


def pace(minutes: int | None) -> str:
    """How the day stands against the plan."""
    if minutes is None:
        return ""
    if minutes == 0:
        return _("on time")
    late = abs(minutes)
    if minutes > 0:
        return n_("{n} minute late", "{n} minutes late", late).format(n=late)
    return n_("{n} minute early", "{n} minutes early", late).format(n=late)


def hall_reads(message: str) -> str:
    """The message that stands in the hall, as the secretary and the chair are told of it; empty for none."""
    return f"▣ {_('the hall reads: “{text}”').format(text=message)}" if message else ""
