"""Decisions about where members live."""

from __future__ import annotations

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, day, header, known
from domain.core.context import Context
from domain.grids.events import LEVELS
from domain.grids.state import Grid
from domain.membership.state import Member
from domain.residence.commands import EndResidence, RecordResidence
from domain.residence.events import ResidenceEnded, ResidenceRecorded
from domain.residence.state import Residence


def record_residence(
    residence: Residence, command: RecordResidence, context: Context, *, member: Member, grid: Grid
) -> Decision:
    """Say in which grid a member lives; nothing happens if it is known already."""
    refused = any_refusal(
        header(command, context),
        known(member, "memberId"),
        known(grid, "gridId") or _reaches_households(grid),
        day(command.from_on, context, "fromOn", most_days_ahead=0),
    )
    if refused:
        return refused
    last = residence.dwellings[-1] if residence.dwellings else None
    if last and last.until is None and last.grid_id == grid.id and last.from_on <= command.from_on:
        return accept()
    if last and command.from_on < (last.until or last.from_on):
        return refuse(RefusalCode.INVALID_DATES, "fromOn")
    recorded = context.events_of(residence, command)(
        ResidenceRecorded, member_id=member.id, grid_id=grid.id, from_on=command.from_on
    )
    return accept([recorded])


def end_residence(residence: Residence, command: EndResidence, context: Context) -> Decision:
    """Say that a member has moved away."""
    refused = any_refusal(header(command, context), day(command.on, context, "on", most_days_ahead=0))
    if refused:
        return refused
    last = residence.dwellings[-1] if residence.dwellings else None
    if last is None or last.until is not None:
        return refuse(RefusalCode.NOTHING_RECORDED, "memberId")
    if command.on < last.from_on:
        return refuse(RefusalCode.INVALID_DATES, "on")
    ended = context.events_of(residence, command)(
        ResidenceEnded, member_id=command.member_id, grid_id=last.grid_id, on=command.on
    )
    return accept([ended])


def _reaches_households(grid: Grid) -> Refusal | None:
    if grid.level == LEVELS[-1]:
        return None
    return Refusal(RefusalCode.WRONG_KIND, ("gridId",), details={"level": grid.level})
