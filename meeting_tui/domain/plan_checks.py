"""Whether a plan whose values all fit their keys makes sense.

Each check names the keys that it reads, to be left out where one of them is already reported as faulty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from meeting_tui.domain.papers.letterhead import issuer, nameless_area, superior
from meeting_tui.domain.papers.profile import Guide, Profile
from meeting_tui.domain.plan import AgendaItem, Deadline, Event, Plan
from meeting_tui.domain.plan_problems import REFORM, Code, Problem, fault, nearest
from meeting_tui.domain.taxonomy import TOPIC_BY_CODE

Check = Callable[[Plan], Iterator[Problem]]


def problems(plan: Plan, profiles: Mapping[str, Profile]) -> list[Problem]:
    """What makes no sense in a plan whose values all fit their keys."""
    return [problem for check in checks_apart_from([], profiles) for problem in check(plan)]


def _event_number(plan: Plan) -> Iterator[Problem]:
    if not 1 <= plan.event <= len(plan.events):
        yield fault("event", "event_out_of_range", got=plan.event, count=len(plan.events))


def _periods(plan: Plan) -> Iterator[Problem]:
    for at, event in enumerate(plan.events):
        first, last = event.not_before, _last_day(event)
        if first and last and first > last:
            yield fault(f"events[{at}]", "period_reversed", first=str(first), last=str(last))
        yield from _outside(f"events[{at}].date", event)


def _last_day(event: Event) -> date | None:
    strict = event.finish_before - timedelta(days=1) if event.finish_before else None
    return min((day for day in (event.not_after, strict) if day), default=None)


def _outside(key: str, event: Event) -> Iterator[Problem]:
    day = event.date
    if day is None:
        return
    bounds = (
        ("not_before", event.not_before, event.not_before and day < event.not_before),
        ("not_after", event.not_after, event.not_after and day > event.not_after),
        ("finish_before", event.finish_before, event.finish_before and day >= event.finish_before),
    )
    for bound, limit, broken in bounds:
        if broken:
            yield fault(key, "date_outside_period", date=str(day), bound=bound, limit=str(limit))


def _quotas(plan: Plan) -> Iterator[Problem]:
    for at, event in enumerate(plan.events):
        total = sum(quota.people for quota in event.quotas)
        if event.quotas and event.expected not in (None, total):
            yield fault(f"events[{at}].expected", "quota_sum", sum=total, expected=event.expected or 0)


def _duplicates(field: str, ids: list[str]) -> Iterator[Problem]:
    for at, name in enumerate(ids):
        first = ids.index(name)
        if name and first < at:
            yield fault(f"{field}[{at}].id", "duplicate_id", id=name, first=f"{field}[{first}].id")


def _agenda_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("agenda", [item.id for item in plan.agenda])


def _deadline_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("deadlines", [deadline.id for deadline in plan.deadlines])


def _unit_ids(plan: Plan) -> Iterator[Problem]:
    return _duplicates("units", [unit.id for unit in plan.units])


def _agenda_kinds(plan: Plan) -> Iterator[Problem]:
    """A plan without any agenda takes the default, which has everything."""
    if plan.agenda:
        yield from _missing_steps(plan.agenda, plan.rules.mode)


def _missing_steps(agenda: tuple[AgendaItem, ...], mode: str) -> Iterator[Problem]:
    kinds = {item.kind for item in agenda}
    if "speeches" not in kinds:
        yield fault("agenda", "agenda_without_speeches")
    if "answers" not in kinds and mode == "batch":  # else the answers come between the speeches
        yield fault("agenda", "agenda_without_answers")
    if "conclusion" not in kinds:
        yield fault("agenda", "agenda_without_conclusion")


def _topics(plan: Plan) -> Iterator[Problem]:
    allowed = ", ".join(TOPIC_BY_CODE)
    for at, unit in enumerate(plan.units):
        for place, topic in enumerate(unit.topics):
            if topic not in TOPIC_BY_CODE:
                key, meant = f"units[{at}].topics[{place}]", nearest(topic, TOPIC_BY_CODE)
                yield fault(key, "unknown_topic", got=topic, nearest=meant, allowed=allowed)


def _chain(plan: Plan) -> Iterator[Problem]:
    """Counting from the notice needs a deadline for the notice that itself counts from the conference."""
    announced = any(_is_notice(deadline) for deadline in plan.deadlines)
    for at, deadline in enumerate(plan.deadlines):
        if deadline.anchor == "notice" and not announced:
            yield fault(f"deadlines[{at}].anchor", "deadline_chain", id=deadline.id)


def _is_notice(deadline: Deadline) -> bool:
    return deadline.kind == "notice" and deadline.anchor != "notice"


def _directions(plan: Plan) -> Iterator[Problem]:
    for at, deadline in enumerate(plan.deadlines):
        if deadline.anchor == "notice" and deadline.dir == "before":
            facts = {"id": deadline.id, "dir": deadline.dir, "anchor": deadline.anchor}
            yield fault(f"deadlines[{at}].dir", "deadline_direction", **facts)


def _venue(plan: Plan) -> Iterator[Problem]:
    """Every paper says where the meeting is; nobody but the plan does."""
    if 1 <= plan.event <= len(plan.events) and not plan.here.venue:
        yield fault(f"events[{plan.event - 1}].venue", "no_venue", example='"Hội trường UBND xã Ích Hậu"')


def _signer(plan: Plan) -> Iterator[Problem]:
    if not plan.signature.name:
        yield fault("signature.name", "no_signer", example='"Nguyễn Văn An"')


def _superior(plan: Plan, profiles: Mapping[str, Profile]) -> Iterator[Problem]:
    """A committee of the Party stands under that of the next level (handbook, 1.4)."""
    profile = profiles[plan.format_profile]
    if profile.guide.style == "party" and not superior(plan, profile):
        province = plan.era == "two_tier" or plan.level == "huyen"
        yield fault(
            "superior", "no_superior", example=f'"Đảng bộ {"tỉnh Hà Tĩnh" if province else "huyện Lộc Hà"}"'
        )


def _issuer(plan: Plan) -> Iterator[Problem]:
    if word := nameless_area(name := issuer(plan)):
        yield fault("issuer", "nameless_area", text=name, word=word)


_ABOLISHED = re.compile(r"\b(huyện|quận|thị xã|thị trấn)\b", re.IGNORECASE)


def _abolished(plan: Plan) -> Iterator[Problem]:
    if plan.era != "two_tier":
        return
    for key, text in _bodies(plan):
        if match := _ABOLISHED.search(text):
            yield fault(key, "abolished_body", text=text, word=match[0], since=str(REFORM))


def _bodies(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text that names a body to write to, to invite or to charge with something."""
    yield "issuer", plan.issuer
    yield "superior", plan.superior
    yield "district", plan.district
    yield "level", "huyện" if plan.level == "huyen" else ""
    for field in ("chairs", "co_chairs_invited", "secretaries"):
        yield from ((f"{field}[{at}].title", who.title) for at, who in enumerate(getattr(plan, field)))
    for field in ("delegates", "delegates_village", "guests_optional"):
        yield from ((f"{field}[{at}]", text) for at, text in enumerate(getattr(plan, field)))
    yield from ((f"recipients[{at}].name", body.name) for at, body in enumerate(plan.recipients))
    yield from ((f"deadlines[{at}].owner", duty.owner) for at, duty in enumerate(plan.deadlines))
    yield from ((f"tasks[{at}].who", task.who) for at, task in enumerate(plan.tasks))
    yield from ((f"units[{at}].name", unit.name) for at, unit in enumerate(plan.units))


def _days(plan: Plan) -> tuple[date | None, date | None]:
    """The first and the last day on which this folder's event may be; None: nobody knows."""
    if not 1 <= plan.event <= len(plan.events):
        return None, None
    return plan.here.date or plan.here.not_before, plan.here.date or _last_day(plan.here)


def _era(plan: Plan) -> Iterator[Problem]:
    first, last = _days(plan)
    if first and first >= REFORM:
        right, day = "two_tier", first
    elif last and last < REFORM:
        right, day = "pre_2025_07", last
    else:
        return
    if plan.era != right:
        yield _out_of_time("era", "era_mismatch", plan.era, right, day, REFORM)


def _profile(plan: Plan, profiles: Mapping[str, Profile]) -> Iterator[Problem]:
    """A guide that was not, or is no longer, in force, where another of its kind is; of several the newest."""
    chosen, (first, last) = profiles[plan.format_profile], _days(plan)
    if turn := _turn(chosen.guide, first, last):
        alike = (one for one in profiles.values() if one.guide.style == chosen.guide.style)
        if right := [one.name for one in alike if not _turn(one.guide, first, last)]:
            yield _out_of_time("format_profile", "profile_out_of_date", chosen.name, right[-1], *turn)


def _turn(guide: Guide, first: date | None, last: date | None) -> tuple[date, date] | None:
    """A day that shows that the guide is not in force between these days, and the day of the change; None if it may be."""
    if first and guide.until and first > guide.until:
        return first, guide.until + timedelta(days=1)
    if last and guide.since and last < guide.since:
        return last, guide.since
    return None


def _out_of_time(key: str, code: Code, got: str, right: str, day: date, since: date) -> Problem:
    return fault(key, code, got=got, nearest=right, date=str(day), since=str(since))


_PERIOD = ("events.date", "events.not_before", "events.not_after", "events.finish_before")


def _checks(profiles: Mapping[str, Profile]) -> tuple[tuple[tuple[str, ...], Check], ...]:
    """Every check, behind the keys that it reads."""
    return (
        (("event", "events"), _event_number),
        (_PERIOD, _periods),
        (("events.expected", "events.quotas.people"), _quotas),
        (("agenda.id",), _agenda_ids),
        (("agenda.kind", "rules.mode"), _agenda_kinds),
        (("deadlines.id",), _deadline_ids),
        (("deadlines.kind", "deadlines.anchor"), _chain),
        (("deadlines.dir", "deadlines.anchor"), _directions),
        (("units.id",), _unit_ids),
        (("units.topics",), _topics),
        (("events.venue", "event"), _venue),
        (("signature.name",), _signer),
        (
            ("superior", "format_profile", "era", "level", "province", "district"),
            partial(_superior, profiles=profiles),
        ),
        (("issuer", "place", "province", "district"), _issuer),
        (("era",), _abolished),
        (("format_profile", "event", *_PERIOD), partial(_profile, profiles=profiles)),
        (("era", "event", *_PERIOD), _era),
    )


def checks_apart_from(doubtful: list[str], profiles: Mapping[str, Profile]) -> Iterator[Check]:
    """The checks that read none of these keys."""
    return (check for reads, check in _checks(profiles) if not _touches(doubtful, reads))


def _touches(doubtful: list[str], reads: tuple[str, ...]) -> bool:
    """Whether a doubtful key is one that is read, or holds it."""
    return any(f"{read}.".startswith(f"{key}.") for key in doubtful for read in reads)
