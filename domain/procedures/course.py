"""How a case runs against its steps: what is due when, and what is broken. Nothing here depends on today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.procedures.steps import Step

Slot = tuple[str, UUID | None]  # a step, and the party group that takes it where each does


class StepFlaw(StrEnum):
    """How a step falls short of the procedure."""

    OUT_OF_ORDER = "OUT_OF_ORDER"
    LATE = "LATE"
    LACKS_EVIDENCE = "LACKS_EVIDENCE"
    NOT_TAKEN = "NOT_TAKEN"


class Record(NamedTuple):
    """The day a step was taken, and what shows it."""

    on: date
    evidence: tuple[str, ...] = ()


class Standing(NamedTuple):
    """How one step of a case stands."""

    due_on: date | None  # the last day for it; None: no deadline, or it is not running yet
    lacking: tuple[str, ...]  # evidence that a step that was taken does not have
    flaws: tuple[StepFlaw, ...]


def slots_of(step: Step, groups: Sequence[UUID]) -> tuple[Slot, ...]:
    """Who takes a step: each group that the case has, else the organisation itself."""
    if step.each_group and groups:
        return tuple((step.id, group) for group in groups)
    return ((step.id, None),)


def course(
    steps: Sequence[Step], groups: Sequence[UUID], records: Mapping[Slot, Record], *, closed: bool
) -> dict[Slot, Standing]:
    """The standing of every step of a case, in the order of the steps."""
    whole = {step.id: _whole_on(slots_of(step, groups), records) for step in steps}
    return {
        slot: _standing(step, whole, records.get(slot), closed=closed)
        for step in steps
        for slot in slots_of(step, groups)
    }


def _whole_on(slots: Sequence[Slot], records: Mapping[Slot, Record]) -> date | None:
    """The day a step was taken by all who take it; None until then."""
    if not all(slot in records for slot in slots):
        return None
    return max(records[slot].on for slot in slots)


def _standing(
    step: Step, whole: Mapping[str, date | None], record: Record | None, *, closed: bool
) -> Standing:
    due_on = _due_on(step, whole)
    if record is None:
        return Standing(due_on, (), (StepFlaw.NOT_TAKEN,) if closed else ())
    lacking = tuple(code for code in step.needs if code not in record.evidence)
    before = [whole[id_] for id_ in step.after]
    wrong = {
        StepFlaw.OUT_OF_ORDER: any(on is None or on > record.on for on in before),
        StepFlaw.LATE: due_on is not None and record.on > due_on,
        StepFlaw.LACKS_EVIDENCE: bool(lacking),
    }
    return Standing(due_on, lacking, tuple(flaw for flaw, is_so in wrong.items() if is_so))


def _due_on(step: Step, whole: Mapping[str, date | None]) -> date | None:
    """The first day is not counted."""
    since = whole.get(step.counted_from)
    return None if since is None else since + timedelta(days=step.within_days)
