"""Property: what a rehearsal says would be is what there is, once the rules are adopted; all else stays as it was."""

from __future__ import annotations

import random
from datetime import date, timedelta
from uuid import UUID

import msgspec
import pytest

from domain.core import Occurred
from domain.meetings.commands import ConcludeMeeting, FreezeRoster, NotifyMeeting, PlanMeeting
from domain.meetings.events import MeetingKind
from domain.organisation.commands import DissolveOrganisation, MergeOrganisation, MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.combination import Combination
from domain.policies.kinds.longest_gap import LongestGap
from domain.policies.kinds.meeting_window import MeetingWindow
from domain.policies.kinds.notice_period import NoticePeriod
from domain.policies.pack import Pack
from domain.policies.periods import Unit
from domain.policies.verdicts import Effect
from event_store.pool import Pool
from tests.packs.test_packs import PATHS, pack_in
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.rehearsing import stands, would_be
from tests.projections.compliance.test_periods import GENERAL, LECTURE, each

PACKS = {pack.pack: pack for pack in map(pack_in, PATHS)}
LAST = date(2026, 7, 3)
MET = (LECTURE, GENERAL, MeetingKind.THEME_PARTY_DAY, MeetingKind.BRANCH_COMMITTEE_MEETING)
AT_FIRST = pack(
    "county",
    "1",
    {
        "lecture": each(Unit.QUARTER),
        "general": each(Unit.MONTH, GENERAL, make_up_days=28),
        "size": BranchSize(most_members=3),
    },
)
REHEARSED: tuple[Pack, ...] = (
    pack(
        "county", "2", {"lecture": each(Unit.MONTH, partial="required"), "size": BranchSize(most_members=1)}
    ),
    pack("lately", "1", {"lecture": each(Unit.MONTH, make_up_days=28)}),
    pack(
        "merged",
        "1",
        {
            "lecture": msgspec.structs.replace(each(Unit.QUARTER), merged_meetings="count"),
            "general": msgspec.structs.replace(
                each(Unit.MONTH, GENERAL, partial="required"), merged_meetings="count"
            ),
        },
    ),
    pack(
        "gap",
        "1",
        {"lecture": LongestGap(meeting=LECTURE, per=Unit.QUARTER, most_days=40, merged_meetings="count")},
    ),
    pack(
        "days",
        "1",
        {
            "fifth": MeetingWindow(
                meeting=LECTURE,
                days=(5, 6, 7, 8, 9, 10),
                off_window="does_not_count",
                exceptions=False,
                urgent="no_exemption",
            ),
            "told": NoticePeriod(
                meeting=GENERAL, fewest_days=2, irregular=Effect.NOT_COUNTED, urgent="no_exemption"
            ),
            "apart": Combination(meetings=(GENERAL, LECTURE), gatherings="separate"),
        },
    ),
    PACKS["tender-centre"],
    PACKS["branch-work-regulation"],
    PACKS["visiting-team-community"],
)


@pytest.mark.parametrize("seed", range(8))
async def test_what_would_be_is_what_comes_of_adopting(
    office: Office, app_pool: Pool, projector_pool: Pool, seed: int
) -> None:
    rng = random.Random(seed)
    await office.adopt(AT_FIRST)
    await _live(office, rng)
    known = await stands(office, projector_pool)
    reached = 0
    for offered in rng.sample(REHEARSED, 3):
        node = rng.choice([office.committee, office.township])
        since = date(2026, 1, 2) + timedelta(days=rng.randrange(150))
        before = known
        foreseen = await would_be(office, app_pool, projector_pool, offered, node=node, since=since)
        assert await stands(office, projector_pool) == before
        assert await office.try_adopting(offered, node=node, since=since)
        known = await stands(office, projector_pool)
        assert known == foreseen
        reached += known != before
    assert reached


async def _live(office: Office, rng: random.Random) -> None:
    """Half a year of branches that come, move and go, and of meetings some of which are entered late."""
    townships = office.township, office.other_township
    branches = [await office.found(members=rng.randint(1, 4)) for _ in range(3)]
    for turn in sorted(date(2026, 1, 3) + timedelta(days=day) for day in rng.sample(range(175), 14)):
        await office.until(turn)
        match rng.randrange(8):
            case 0:
                branches.append(await office.found(parent=rng.choice(townships)))
            case 1:
                await office.try_to(
                    _move(rng.choice(branches), rng.choice(townships), turn, office.committee)
                )
            case 2 if len(branches) > 2:
                end = rng.choice([_dissolve, _merge])
                if await office.try_to(end(branches, turn, office.committee)):
                    branches.pop()
            case 3:
                await office.found(OrganisationKind.PARTY_GROUP, rng.choice(branches))
            case _:
                for branch_id in rng.sample(branches, 2):
                    held_on = turn - timedelta(days=rng.choice([0, 0, 0, 1, 9]))
                    await _meet(office, rng, branch_id, held_on)
    await office.until(LAST)


def _move(branch_id: UUID, parent_id: UUID, on: date, approved_by: UUID) -> MoveOrganisation:
    return MoveOrganisation(
        organisation_id=branch_id,
        parent_id=parent_id,
        on=on,
        approved_by=approved_by,
        reason="TOWNSHIPS_REDRAWN",
    )


def _dissolve(branches: list[UUID], on: date, approved_by: UUID) -> DissolveOrganisation:
    return DissolveOrganisation(
        organisation_id=branches[-1], on=on, approved_by=approved_by, reason="TASK_DONE"
    )


def _merge(branches: list[UUID], on: date, approved_by: UUID) -> MergeOrganisation:
    return MergeOrganisation(
        organisation_id=branches[-1], into_id=branches[0], on=on, approved_by=approved_by, reason="MERGED"
    )


async def _meet(office: Office, rng: random.Random, branch_id: UUID, held_on: date) -> None:
    """Unless nobody could hold it, as before the branch was founded."""
    meeting_id, told = office.ids.new_id(), held_on - timedelta(days=rng.choice([1, 3]))
    plan = PlanMeeting(
        meeting_id=meeting_id, organisation_id=branch_id, kind=rng.choice(MET), held_on=held_on
    )
    if await office.try_to(plan):
        await office.try_to(
            NotifyMeeting(meeting_id=meeting_id, channel="PHONE", occurred_at=Occurred.on(told)),
            FreezeRoster(meeting_id=meeting_id),
            ConcludeMeeting(meeting_id=meeting_id, occurred_at=Occurred.on(held_on)),
        )
