"""Decisions about the county."""

from __future__ import annotations

import re

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known, name, unused
from domain.core.context import Context
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.events import COUNTY_ID, CountyFounded, Module, ModuleAdopted
from domain.county.state import County
from domain.organisation.events import OrganisationFounded, OrganisationKind
from domain.organisation.state import Organisation

_COUNTY_CODE = re.compile(r"\d{6}", re.ASCII)


def found_county(
    county: County, command: FoundCounty, context: Context, *, committee: Organisation
) -> Decision:
    """Found the county and its committee. The context must be in the time zone that the command names.

    Whoever makes the context finds out whether there is such a zone; in any other, the name is refused.
    """
    refused = any_refusal(
        header(command, context),
        None if county.id == COUNTY_ID else Refusal(RefusalCode.INVALID_VALUE, ("countyId",)),
        unused(county, "countyId"),
        unused(committee, "committeeId"),
        name(command.name, "name"),
        name(command.committee_name, "committeeName"),
        None
        if _COUNTY_CODE.fullmatch(command.division_code)
        else Refusal(RefusalCode.INVALID_VALUE, ("divisionCode",)),
        None if context.zone.key == command.time_zone else Refusal(RefusalCode.INVALID_VALUE, ("timeZone",)),
    )
    if refused:
        return refused
    founded = context.events_of(county, command)(
        CountyFounded,
        name=command.name,
        division_code=command.division_code,
        time_zone=command.time_zone,
        committee_id=committee.id,
        rehearsal=command.rehearsal,
    )
    committee_founded = context.events_of(committee, command)(
        OrganisationFounded,
        kind=OrganisationKind.PARTY_COMMITTEE,
        name=command.committee_name,
        division_code=command.division_code,
    )
    return accept([founded, committee_founded])


def adopt_module(county: County, command: AdoptModule, context: Context) -> Decision:
    """Adopt a module, once."""
    refused = any_refusal(header(command, context), known(county, "countyId"))
    if refused:
        return refused
    if command.module in county.modules:
        return refuse(RefusalCode.ALREADY_EXISTS, "module")
    return accept([context.events_of(county, command)(ModuleAdopted, module=command.module)])


def adopted(county: County, module: Module) -> Refusal | None:
    """The county must use ``module``: a check for the decisions of that module."""
    if module in county.modules:
        return None
    return Refusal(RefusalCode.MODULE_NOT_ADOPTED, details={"module": module.value})
