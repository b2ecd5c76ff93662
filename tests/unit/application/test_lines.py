"""What lies above a member's home is what lay above it that day, also where the branch has moved since."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from domain.core import Accepted, RefusalCode, Refused
from domain.organisation.commands import FoundOrganisation, MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.projects.commands import PublishTask
from tests.unit.application.test_histories import founded
from tests.unit.support.memory import MemoryLog
from tests.unit.support.world import ANN, BRANCH, COMMITTEE, TOWNSHIP, ZONE, context, id_of

OTHER_TOWNSHIP = id_of("other township")
MOVED_ON = date(2026, 3, 25)
LATER = context(now=datetime(2026, 3, 30, 10, tzinfo=ZONE))


@pytest.fixture
async def log() -> MemoryLog:
    """Ann's branch went from one township to the other on 25 March."""
    log = await founded(context())
    found = FoundOrganisation(
        organisation_id=OTHER_TOWNSHIP,
        kind=OrganisationKind.PARTY_COMMITTEE,
        name="某镇党委",
        parent_id=COMMITTEE,
    )
    move = MoveOrganisation(
        organisation_id=BRANCH,
        parent_id=OTHER_TOWNSHIP,
        on=MOVED_ON,
        approved_by=COMMITTEE,
        reason="TOWNSHIPS_REDRAWN",
    )
    for command, then in ((found, context()), (move, LATER)):
        assert isinstance(await log.run(command, then), Accepted)
    return log


@pytest.mark.parametrize(
    ("township", "on", "is_hers"),
    [
        (TOWNSHIP, date(2026, 3, 24), True),
        (OTHER_TOWNSHIP, date(2026, 3, 24), False),
        (TOWNSHIP, MOVED_ON, False),
        (OTHER_TOWNSHIP, MOVED_ON, True),
    ],
    ids=["before", "not yet there", "no longer there", "since"],
)
async def test_a_task_is_of_whoever_stood_above_the_owner_that_day(
    log: MemoryLog, township: UUID, on: date, is_hers: bool
) -> None:
    task = PublishTask(
        task_id=id_of("task"),
        organisation_id=township,
        code="STREET_LAMPS",
        owner_id=ANN,
        due_on=date(2026, 3, 31),
        on=on,
    )
    decision = await log.run(task, LATER)
    if is_hers:
        assert isinstance(decision, Accepted)
    else:
        assert isinstance(decision, Refused)
        assert [one.code for one in decision.refusals] == [RefusalCode.MEMBER_ELSEWHERE]
