"""Whether an organisation exists on a day, and whether it may approve what happens to another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from domain.core import Refusal, RefusalCode
from domain.organisation.events import OrganisationKind
from domain.organisation.state import Organisation

COMMITTEES = frozenset([OrganisationKind.PARTY_COMMITTEE, OrganisationKind.PARTY_WORK_COMMITTEE])


def standing(organisation: Organisation, on: date, *path: str) -> Refusal | None:
    """An organisation that exists must not have been dissolved by that day."""
    if organisation.stands_on(on):
        return None
    details = {"dissolvedOn": str(organisation.dissolved_on)}
    return Refusal(RefusalCode.ORGANISATION_DISSOLVED, path, details=details)


def lasting(organisation: Organisation, *path: str, until: date | None = None) -> Refusal | None:
    """What goes on from some day to ``until``, or without an end, goes on nowhere beyond a dissolution.

    So nothing without an end begins where a dissolution is dated, be it for a day before it or in time ahead of it.
    """
    gone_on = organisation.dissolved_on
    if gone_on is None or (until is not None and until <= gone_on):
        return None
    return Refusal(RefusalCode.ORGANISATION_DISSOLVED, path, details={"dissolvedOn": str(gone_on)})


def approving(approver: Organisation, above: Sequence[UUID], on: date, *path: str) -> Refusal | None:
    """A committee above approves; of what is directly below a branch, the branch does (党小组由支委会决定).

    ``above`` are the organisations above the one concerned, the nearest first: it never approves for itself.
    """
    if not approver.exists:
        return Refusal(RefusalCode.NOT_FOUND, path)
    own_group = approver.kind is OrganisationKind.PARTY_BRANCH and approver.id in above[:1]
    if approver.kind not in COMMITTEES and not own_group:
        return Refusal(RefusalCode.WRONG_KIND, path, details={"kind": approver.kind.value})
    if approver.id not in above:
        return Refusal(RefusalCode.NOT_ABOVE, path)
    return standing(approver, on, *path)
