"""Where verdicts stand: how an organisation is made up goes along with it; a period's place and grid stay."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from domain.grids.commands import AssignCoverage, DefineGrid, EndCoverage
from domain.meetings.events import MeetingKind
from domain.organisation.commands import MoveOrganisation
from domain.organisation.events import OrganisationKind
from domain.policies.kinds.branch_size import BranchSize
from domain.policies.kinds.meeting_frequency import MeetingFrequency
from domain.policies.periods import Unit
from event_store.pool import Pool
from projections.organisations import ORGANISATION
from tests.projections.compliance.everything import Everything
from tests.projections.compliance.office import Office, pack
from tests.projections.compliance.oracle import differences

MONTHLY = MeetingFrequency(
    meeting=MeetingKind.PARTY_LECTURE, per=Unit.MONTH, at_least=1, partial_period="not_required"
)
BOTH = (OrganisationKind.PARTY_BRANCH, OrganisationKind.PARTY_GROUP)
NEW_YEAR, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in (1, 2, 3, 4))
SIZE, SIZE_THERE = ("size", ""), ("size-there", "")


async def _adopt_sizes(office: Office, since: date | None = None) -> None:
    """The county's rule, and one of the second township's that a single member does not fulfil."""
    county = {"size": BranchSize(fewest_full_members=1, most_members=4)}
    there = {"size-there": BranchSize(fewest_full_members=2, most_members=4)}
    await office.adopt(pack("county", "1", county), since=since)
    await office.adopt(pack("there", "1", there, level="township"), node=office.other_township, since=since)


async def _move(office: Office, branch: UUID, parent: UUID, on: date) -> None:
    await office.do(
        MoveOrganisation(
            organisation_id=branch,
            parent_id=parent,
            on=on,
            approved_by=office.committee,
            reason="TOWNSHIPS_REDRAWN",
        )
    )


async def _seen_from(office: Office, pool: Pool, node: UUID, branch: UUID, on: date) -> set[tuple[str, str]]:
    """The standing rows of a branch that lie below a node on a day, and their statuses."""
    await office.project()
    path = (await Everything.of_county(pool, office.tenant)).require(ORGANISATION, node)["org_path"]
    async with pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT series, status FROM read_model.compliance_versions WHERE tenant_id = $1"
            " AND organisation_id = $2 AND unit IS NULL AND true_from <= $3 AND true_to > $3"
            " AND known_to > 9e18 AND starts_with(org_path, $4)",
            office.tenant,
            branch,
            on,
            path,
        )
    return {(row["series"], row["status"]) for row in rows}


async def test_a_rule_binds_from_the_day_of_coming_below_it(office: Office, projector_pool: Pool) -> None:
    branch = await office.found()
    await _adopt_sizes(office)
    await office.until(MARCH)
    await _move(office, branch, office.other_township, MARCH)
    assert await office.verdicts(branch, "outset", "from_on", "status") == {
        SIZE: (NEW_YEAR, NEW_YEAR, "PASSED"),
        SIZE_THERE: (MARCH, MARCH, "MISSED"),
    }
    assert await office.past(branch, on=FEBRUARY) == {SIZE: "PASSED"}
    await differences(projector_pool, office)
    assert await office.is_sound()


async def test_how_a_branch_is_made_up_is_told_where_it_stands(office: Office, projector_pool: Pool) -> None:
    branch = await office.found()
    await _adopt_sizes(office)
    await office.until(date(2026, 3, 20))
    await _move(office, branch, office.other_township, MARCH)
    there = {("county/size", "PASSED"), ("there/size-there", "MISSED")}
    seen = {
        (node, day): await _seen_from(office, projector_pool, node, branch, day)
        for node in (office.township, office.other_township)
        for day in (FEBRUARY, MARCH)
    }
    assert seen == {
        (office.township, FEBRUARY): {("county/size", "PASSED")},
        (office.township, MARCH): set(),
        (office.other_township, FEBRUARY): set(),
        (office.other_township, MARCH): there,
    }


async def test_what_is_adopted_late_is_told_where_the_branch_stood(
    office: Office, projector_pool: Pool
) -> None:
    branch = await office.found()
    await office.until(MARCH)
    await _move(office, branch, office.other_township, MARCH)
    await office.until(date(2026, 3, 20))
    await _adopt_sizes(office, since=NEW_YEAR)
    assert await office.verdicts(branch, "outset") == {SIZE: NEW_YEAR, SIZE_THERE: MARCH}
    assert await _seen_from(office, projector_pool, office.township, branch, FEBRUARY) == {
        ("county/size", "PASSED")
    }
    assert len(await _seen_from(office, projector_pool, office.other_township, branch, MARCH)) == 2
    assert await office.is_sound()


async def test_who_comes_back_is_bound_anew(office: Office, projector_pool: Pool) -> None:
    branch = await office.found(parent=office.other_township)
    await _adopt_sizes(office)
    for day, parent in ((MARCH, office.township), (APRIL, office.other_township)):
        await office.until(day)
        await _move(office, branch, parent, day)
    assert await office.verdicts(branch, "outset") == {SIZE: NEW_YEAR, SIZE_THERE: APRIL}
    assert [
        (await office.past(branch, on=day))[SIZE_THERE] for day in (FEBRUARY, date(2026, 3, 15), APRIL)
    ] == ["MISSED", "VOID", "MISSED"]
    assert await office.is_sound()


async def test_who_is_taken_along_was_bound_before(office: Office, projector_pool: Pool) -> None:
    above = await office.found(OrganisationKind.GENERAL_BRANCH)
    branch = await office.found(parent=above)
    rules = {"size": BranchSize(fewest_full_members=2, most_members=4)}
    await office.adopt(pack("there", "1", rules, level="unit"), node=above)
    await office.until(MARCH)
    await _move(office, above, office.other_township, MARCH)
    assert await office.verdicts(branch, "outset") == {SIZE: NEW_YEAR}
    for node, day in ((office.township, FEBRUARY), (office.other_township, MARCH)):
        assert await _seen_from(office, projector_pool, node, branch, day) == {("there/size", "MISSED")}
    assert await office.is_sound()


async def _grids(office: Office, *branches: UUID, from_on: date = NEW_YEAR) -> list[UUID]:
    """A grid for each of these, which it covers from a day on."""
    grids = [office.ids.new_id() for _ in branches]
    for grid_id, branch in zip(grids, branches, strict=True):
        await office.do(
            DefineGrid(grid_id=grid_id, level=1, name="一级网格", division_code="430281"),
            AssignCoverage(grid_id=grid_id, organisation_id=branch, from_on=from_on),
        )
    return grids


async def _covered(office: Office, organisation: UUID) -> dict[str, Any]:
    return {period: grid for (_, period), grid in (await office.verdicts(organisation, "grid_id")).items()}


async def test_figures_of_a_grid_do_not_depend_on_the_order_of_entry(
    office: Office, projector_pool: Pool
) -> None:
    early, late = await office.found(), await office.found()
    group = await office.found(OrganisationKind.PARTY_GROUP, late)
    [first] = await _grids(office, early)
    await office.adopt(pack("county", "1", {"lecture": MONTHLY}, organisations=BOTH))
    await office.until(date(2026, 2, 20))
    [second] = await _grids(office, late)
    assert await _covered(office, early) == {"2026-01": first, "2026-02": first}
    assert await _covered(office, late) == {"2026-01": second, "2026-02": second}
    assert await _covered(office, group) == {"2026-01": second, "2026-02": second}
    paths = set((await office.verdicts(late, "grid_path")).values())
    assert paths == set((await office.verdicts(group, "grid_path")).values())
    assert None not in paths
    assert await office.is_sound()


async def test_a_covering_that_ended_late_covered_no_outset_after_it(office: Office) -> None:
    branch = await office.found()
    group = await office.found(OrganisationKind.PARTY_GROUP, branch)
    [grid, own] = await _grids(office, branch, group)
    await office.adopt(pack("county", "1", {"lecture": MONTHLY}, organisations=BOTH))
    await office.until(date(2026, 3, 20))
    await office.do(EndCoverage(organisation_id=branch, on=FEBRUARY))
    assert await _covered(office, branch) == {"2026-01": grid, "2026-02": None, "2026-03": None}
    assert set((await _covered(office, group)).values()) == {own}
    assert await office.is_sound()


async def test_the_grid_of_what_it_stood_below_at_the_outset(office: Office) -> None:
    branch, other = await office.found(), await office.found()
    group = await office.found(OrganisationKind.PARTY_GROUP, branch)
    await office.adopt(pack("county", "1", {"lecture": MONTHLY}, organisations=BOTH))
    await office.until(date(2026, 3, 20))
    [there] = await _grids(office, office.other_township)
    await _move(office, branch, office.other_township, FEBRUARY)
    assert await _covered(office, branch) == {"2026-01": None, "2026-02": there, "2026-03": there}
    assert set((await _covered(office, other)).values()) == {None}
    [own] = await _grids(office, branch)
    assert set((await _covered(office, group)).values()) == {own}
    assert await office.is_sound()
