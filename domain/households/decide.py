"""Decisions about households and visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known, reason_given
from domain.core.context import Context
from domain.grids import line as grid_line
from domain.grids.line import Line
from domain.grids.state import Coverage, Grid
from domain.households.commands import (
    LARGEST_NUMBER,
    MOST_HOUSEHOLDS,
    EndHousehold,
    MoveHousehold,
    RecordVisits,
    RegisterHouseholds,
)
from domain.households.events import (
    LEVEL,
    HouseholdEnded,
    HouseholdMoved,
    HouseholdRegistered,
    HouseholdVisited,
    household_id,
)
from domain.households.state import Household
from domain.membership.state import Member
from domain.organisation.standing import lasting
from domain.organisation.state import Organisation


def register_households(
    households: Mapping[UUID, Household],
    command: RegisterHouseholds,
    context: Context,
    *,
    line: Line,
    organisation: Organisation,
    coverage: Coverage,
) -> Decision:
    """Register households in the grid at the foot of ``line``; ``coverage`` is the organisation's."""
    refused = any_refusal(
        header(command, context),
        day(command.from_on, context, "fromOn"),
        _reaches_households(line[0], "gridId"),
        known(organisation, "organisationId") or lasting(organisation, "organisationId"),
        _number_of(command.numbers, "numbers"),
        more=_fit_numbers(command.numbers, households),
    )
    refused = refused or any_refusal(_covered(line, coverage, command.from_on))
    if refused:
        return refused
    return accept(
        context.events_of(households[household_id(number)], command, on=command.from_on)(
            HouseholdRegistered,
            number=number,
            grid_id=command.grid_id,
            organisation_id=command.organisation_id,
            from_on=command.from_on,
        )
        for number in command.numbers
    )


def move_household(
    household: Household,
    command: MoveHousehold,
    context: Context,
    *,
    line: Line,
    organisation: Organisation,
    coverage: Coverage,
) -> Decision:
    """Let it belong elsewhere; ``line`` is that of the grid that it moves to, ``coverage`` the organisation's."""
    refused = any_refusal(
        header(command, context),
        _stands(household),
        day(command.from_on, context, "fromOn"),
        _reaches_households(line[0], "toGridId"),
        known(organisation, "organisationId") or lasting(organisation, "organisationId"),
    )
    refused = refused or any_refusal(_covered(line, coverage, command.from_on))
    if refused:
        return refused
    before = household.places[-1]
    if command.from_on <= before.from_on:
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    if (before.grid_id, before.organisation_id) == (command.to_grid_id, command.organisation_id):
        return refuse(RefusalCode.ALREADY_EXISTS, "toGridId")
    moved = context.events_of(household, command)(
        HouseholdMoved,
        grid_id=command.to_grid_id,
        organisation_id=command.organisation_id,
        from_on=command.from_on,
    )
    return accept([moved])


def end_household(household: Household, command: EndHousehold, context: Context) -> Decision:
    """Say that there is no such household any more: after its last place began."""
    refused = any_refusal(
        header(command, context), _stands(household), day(command.on, context, "on"), reason_given(command)
    )
    if refused:
        return refused
    if command.on < household.places[-1].from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    return accept([context.events_of(household, command)(HouseholdEnded, on=command.on)])


def record_visits(
    households: Mapping[UUID, Household],
    command: RecordVisits,
    context: Context,
    *,
    line: Line,
    member: Member | None,
) -> Decision:
    """Record visits to households that belong, that day, to the grid at the foot of ``line``.

    ``member`` is who went, if the command says it.
    """
    refused = any_refusal(
        header(command, context),
        known(line[0], "gridId"),
        day(command.on, context, "on", most_days_ahead=0),
        _number_of(command.household_ids, "householdIds"),
        _who_went(command, member, line),
        more=_visitable(command, households),
    )
    if refused:
        return refused
    return accept(
        _visited(households[household_id], command, context) for household_id in command.household_ids
    )


def _visited(household: Household, command: RecordVisits, context: Context) -> HouseholdVisited:
    place = household.place_on(command.on)
    assert place is not None  # noqa: S101 - those that belong nowhere were refused
    return context.events_of(household, command, on=command.on)(
        HouseholdVisited,
        grid_id=place.grid_id,
        organisation_id=place.organisation_id,
        on=command.on,
        member_id=command.member_id,
    )


def _reaches_households(grid: Grid, field: str) -> Refusal | None:
    missing = known(grid, field)
    if missing or grid.level == LEVEL:
        return missing
    return Refusal(RefusalCode.WRONG_KIND, (field,), details={"level": grid.level})


def _covered(line: Line, coverage: Coverage, on: date) -> Refusal | None:
    """An organisation looks after households only where it is: a grid of the line covers it."""
    fine = grid_line.covers(line, coverage, on)
    return None if fine else Refusal(RefusalCode.NOT_COVERED_HERE, ("organisationId",))


def _stands(household: Household) -> Refusal | None:
    if household.ended_on is not None:
        return Refusal(RefusalCode.HOUSEHOLD_ENDED, ("householdId",))
    return known(household, "householdId")


def _number_of(entries: Sequence[object], field: str) -> Refusal | None:
    if not entries:
        return Refusal(RefusalCode.INVALID_VALUE, (field,))
    if len(entries) > MOST_HOUSEHOLDS:
        return Refusal(RefusalCode.TOO_MANY, (field,), details={"most": MOST_HOUSEHOLDS})
    return None


def _fit_numbers(numbers: Sequence[int], households: Mapping[UUID, Household]) -> Iterator[Refusal | None]:
    seen = set[int]()
    for index, number in enumerate(numbers[:MOST_HOUSEHOLDS]):
        if not 0 < number <= LARGEST_NUMBER:
            yield Refusal(RefusalCode.INVALID_VALUE, ("numbers",), index)
        elif number in seen:
            yield Refusal(RefusalCode.NAMED_TWICE, ("numbers",), index)
        elif households[household_id(number)].exists:
            yield Refusal(RefusalCode.ALREADY_EXISTS, ("numbers",), index)
        seen.add(number)


def _visitable(command: RecordVisits, households: Mapping[UUID, Household]) -> Iterator[Refusal | None]:
    seen = set[UUID]()
    for index, id_ in enumerate(command.household_ids[:MOST_HOUSEHOLDS]):
        household = households[id_]
        place = household.place_on(command.on)
        code = None
        if not household.exists:
            code = RefusalCode.NOT_FOUND
        elif id_ in seen:
            code = RefusalCode.NAMED_TWICE
        elif place is None or place.grid_id != command.grid_id:
            code = RefusalCode.NOT_IN_GRID
        elif (command.on, command.member_id) in household.visits:
            code = RefusalCode.ALREADY_RECORDED
        seen.add(id_)
        yield None if code is None else Refusal(code, ("householdIds",), index)


def _who_went(command: RecordVisits, member: Member | None, line: Line) -> Refusal | None:
    """Who is named answers for a grid of the line; anybody else is refused alike, be there such a member or not."""
    if member is None or grid_line.answers(line, member, command.on):
        return None
    return Refusal(RefusalCode.NOT_RESPONSIBLE, ("memberId",))
