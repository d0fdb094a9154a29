"""A copy of a reference meeting with invented people, ready to be opened."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from meeting_tui.domain import doors, floor
from meeting_tui.domain.records import Person
from meeting_tui.domain.tx import Tx
from meeting_tui.rehearsal.citizens import Slip, invent, with_codes
from meeting_tui.store.durable import write_new
from meeting_tui.store.folder import PLAN, MeetingFolder, Ticking, new_id, plan_text

CAME = 0.9
"""Share of the invited who have come in when the demo opens."""


def prepare_demo(source: Path, *, seed: int, people: int | None = None, clock: Ticking | None = None) -> Path:
    """Copy the plan into a temporary folder and fill it. Returns the folder."""
    folder = Path(tempfile.mkdtemp(prefix=f"meeting-tui-{source.name}-"))
    write_new(folder / PLAN, plan_text(source).encode())
    rng = Random(seed)
    with MeetingFolder.open(folder, "demo", clock=clock) as opened:
        cast = with_codes(invent(opened.plan, rng, people), rng, opened.code_mark)
        came = frozenset(person for person in sorted(cast.people) if rng.random() < CAME)
        opened.do(fill, people=cast.people, slips=list(cast.slips), came=sorted(came), first=new_id())
    return folder


def fill(tx: Tx, *, people: dict[str, Person], slips: list[Slip], came: list[str], first: str) -> int:
    """Everything that happened before the demo opens, as one command. `first` begins the keys of the slips."""
    doors.add_people(tx, people=people)
    for person in came:
        doors.check_in(tx, person=person)
    for slip in slips:
        floor.register_slip(
            tx,
            turn=f"{first}{slip.number:03d}",
            person=slip.person,
            number=slip.number,
            content=slip.content,
            topic=slip.topic,
            waiting=slip.person in came,
        )
    return len(people)
