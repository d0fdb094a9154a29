"""Who signs a paper, and who gets it (handbook, 1.2, 1.4 and 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Recipients, Signatures, Signer, one_line
from meeting_tui.domain.papers.letterhead import committee
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.wording import noun

_KEPT = re.compile(r"^lưu\b[ :.]*", re.IGNORECASE)
"""Begins the plan's line about keeping a copy."""
_CLERKS = frozenset({"", "vt", "văn thư", "hồ sơ", "hs"})
"""Where every copy is kept: no unit that drafted the paper."""
_FORMS_OF_ADDRESS = ("ông (bà) ", "đồng chí ", "ông ", "bà ", "đ/c ")


def signer(plan: Plan) -> Signer:
    """As the plan is signed; where it does not say how, the first who chairs."""
    sign = plan.signature
    return Signer(
        authority=tuple(one_line(line) for line in (sign.authority, sign.deputy) if line),
        role=one_line(sign.title or plan.chairs[0].title).upper(),
        name=one_line(sign.name),
    )


def signatures(meeting: Meeting, profile: Profile) -> Signatures:
    """The secretary left, the chair right. Only who was named on the day or in the plan is printed."""
    words = profile.words
    return Signatures(
        left=secretary(meeting, profile, words.secretary),
        right=Signer(
            role=words.chair.format(event=noun(meeting.plan).upper()),
            note=words.chair_note,
            name=_first(meeting, "chair"),
        ),
    )


def secretary(meeting: Meeting, profile: Profile, role: str) -> Signer:
    return Signer(role=role, note=profile.words.secretary_note, name=_first(meeting, "secretary"))


def recipients(
    plan: Plan, profile: Profile, *above: str, without: tuple[str, ...] = (), sent: bool = False
) -> Recipients:
    """Who is named above in the paper, then the plan's own list less those whose lines are in `without`.

    The plan's line about keeping a copy gives way to that of the profile: a paper that is `sent` out is kept by who
    drafted it too, others in the file of the conference.
    """
    names = [*above, *(line for line in recipient_lines(plan) if line not in without)]
    kept = archive(plan, profile, sent=sent)
    return Recipients(title="Nơi nhận:", lines=(*(f"{name.rstrip(' ;.')};" for name in names), kept))


def archive(plan: Plan, profile: Profile, *, sent: bool) -> str:
    """The last line of the list: `Lưu: VT, VP.`"""
    words = profile.words.archive_sent if sent else profile.words.archive
    drafters = "".join(f", {unit}" for unit in _drafters(plan))
    return f"{words.format(committee=committee(plan), drafters=drafters)}."


def _drafters(plan: Plan) -> Iterator[str]:
    """`VP` of the plan's own `Lưu: VT, VP`."""
    for to in plan.recipients:
        if start := _KEPT.match(to.name):
            units = (one_line(part).strip(" .") for part in re.split("[,;]", to.name[start.end() :]))
            yield from (unit for unit in units if unit.lower() not in _CLERKS)


def addressed(names: Sequence[str]) -> tuple[str, ...]:
    """The lines under `Kính gửi:`; several end as a list does (box 9a)."""
    if len(names) < 2:
        return tuple(names)
    return (*(f"{name};" for name in names[:-1]), f"{names[-1]}.")


def recipient_lines(plan: Plan) -> list[str]:
    """`UBND huyện (b/c)`, without the line about keeping a copy."""
    return [
        f"{one_line(to.name)} ({one_line(to.note)})" if to.note else one_line(to.name)
        for to in plan.recipients
        if not _KEPT.match(to.name)
    ]


def bare_name(name: str) -> str:
    """The name without `Ông`, `Đồng chí`: a signature bears no form of address."""
    address = next((form for form in _FORMS_OF_ADDRESS if name.lower().startswith(form)), "")
    return one_line(name[len(address) :]).strip()


def _first(meeting: Meeting, role: str) -> str:
    """The bare name of the first who has the role; blank while nobody is named."""
    return bare_name(next((officer.name for officer in officers_of(meeting.plan, meeting.day, role)), ""))
