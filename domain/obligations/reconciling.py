"""What has to happen to an obligation, by what rules demand of its subject and how it stands: level-triggered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from domain.obligations.grounds import Ground


class ObligationStatus(StrEnum):
    """How an obligation stands. Overdue is none of these: it is an open one whose day is over."""

    OPEN = "OPEN"
    FULFILLED = "FULFILLED"
    WAIVED = "WAIVED"
    WITHDRAWN = "WITHDRAWN"


ACTED = frozenset({ObligationStatus.FULFILLED, ObligationStatus.WAIVED})


class Step(StrEnum):
    """What is to be recorded of an obligation."""

    OPEN = "OPEN"
    REOPEN = "REOPEN"
    CHANGE_GROUNDS = "CHANGE_GROUNDS"
    WITHDRAW = "WITHDRAW"


class Wanted(NamedTuple):
    """What rules demand: who owes it, why, and by when. The day counts when it is opened, and stands from then on."""

    organisation_id: UUID
    grounds: tuple[Ground, ...]
    due_on: date | None


class Standing(NamedTuple):
    """How an obligation stands, as far as what is demanded may call for another step."""

    status: ObligationStatus
    organisation_id: UUID
    grounds: tuple[Ground, ...]


def next_step(standing: Standing | None, wanted: Wanted | None) -> Step | None:
    """The step that brings an obligation to what is demanded, or None.

    What was done or waived stays so, whatever becomes of its grounds: nobody takes a talk back.
    """
    if standing is None:
        return None if wanted is None else Step.OPEN
    if standing.status in ACTED:
        return None
    is_open = standing.status is ObligationStatus.OPEN
    if wanted is None:
        return Step.WITHDRAW if is_open else None
    if not is_open:
        return Step.REOPEN
    said = standing.organisation_id, standing.grounds
    return None if said == (wanted.organisation_id, wanted.grounds) else Step.CHANGE_GROUNDS


def same_rule(one: tuple[Ground, ...], other: tuple[Ground, ...]) -> bool:
    """Whether some rule is among both: its series, at the node that adopted it."""
    rules = {(ground.series, ground.node_id) for ground in one}
    return any((ground.series, ground.node_id) in rules for ground in other)
