"""Who signs a paper, and who gets it (handbook, 1.2, 1.4 and 2.1)."""

from __future__ import annotations

from meeting_tui.domain.agenda import officers_of
from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.blocks import Recipients, Signatures, Signer, one_line
from meeting_tui.domain.papers.letterhead import committee
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.wording import noun

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


def recipients(plan: Plan, profile: Profile, *above: str, without: tuple[str, ...] = ()) -> Recipients:
    """Who is named above in the paper, then the plan's own list less those whose lines are in `without`.

    The plan's line about keeping a copy gives way to that of the profile.
    """
    names = [*above, *(line for line in recipient_lines(plan) if line not in without)]
    archive = profile.words.archive.format(committee=committee(plan))
    return Recipients(title="Nơi nhận:", lines=(*(f"{name.rstrip(' ;.')};" for name in names), f"{archive}."))


def recipient_lines(plan: Plan) -> list[str]:
    """`UBND huyện (b/c)`, without the line about keeping a copy."""
    return [
        f"{one_line(to.name)} ({one_line(to.note)})" if to.note else one_line(to.name)
        for to in plan.recipients
        if not to.name.lower().startswith("lưu")
    ]


def bare_name(name: str) -> str:
    """The name without `Ông`, `Đồng chí`: a signature bears no form of address."""
    address = next((form for form in _FORMS_OF_ADDRESS if name.lower().startswith(form)), "")
    return one_line(name[len(address) :]).strip()


def _first(meeting: Meeting, role: str) -> str:
    """The bare name of the first who has the role; blank while nobody is named."""
    return bare_name(next((officer.name for officer in officers_of(meeting.plan, meeting.day, role)), ""))
