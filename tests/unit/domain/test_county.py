"""Founding a county and adopting modules."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.core import deterministic_id
from domain.county.commands import AdoptModule, FoundCounty
from domain.county.decide import adopt_module, found_county
from domain.county.events import COUNTY_ID, CountyFounded, Module, ModuleAdopted
from domain.county.state import County
from domain.organisation.events import OrganisationFounded, OrganisationKind
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import fact, when
from tests.unit.support.world import COMMITTEE, context


def found(**changes: Any) -> FoundCounty:
    fields: dict[str, Any] = {
        "county_id": COUNTY_ID,
        "committee_id": COMMITTEE,
        "name": "醴陵市",
        "committee_name": "中共醴陵市委员会",
        "division_code": "430281",
        "time_zone": "Asia/Shanghai",
        "rehearsal": False,
    }
    return FoundCounty(**(fields | changes))


def test_a_county_is_founded_with_its_committee() -> None:
    county, committee = County.empty(COUNTY_ID), Organisation.empty(COMMITTEE)
    when(found_county, county, found(), context(), committee=committee).then(
        fact(
            CountyFounded,
            name="醴陵市",
            division_code="430281",
            time_zone="Asia/Shanghai",
            committee_id=COMMITTEE,
            rehearsal=False,
        ),
        fact(
            OrganisationFounded,
            kind=OrganisationKind.PARTY_COMMITTEE,
            name="中共醴陵市委员会",
            division_code="430281",
        ),
    )
    assert county.concerns() == (COMMITTEE,)
    when(found_county, county, found(), context(), committee=committee).refused(
        "ALREADY_EXISTS countyId", "ALREADY_EXISTS committeeId"
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": ""}, "INVALID_VALUE name"),
        ({"name": " 醴陵市"}, "INVALID_VALUE name"),
        ({"name": "醴陵\n市"}, "INVALID_VALUE name"),
        ({"name": "醴陵\u200b市"}, "INVALID_VALUE name"),
        ({"name": "\ud834"}, "INVALID_VALUE name"),
        ({"name": "Ａ" * 101}, "INVALID_VALUE name"),
        ({"name": "Cafe\u0301"}, "INVALID_VALUE name"),  # not NFC
        ({"committee_name": "\x00"}, "INVALID_VALUE committeeName"),
        ({"division_code": "430281000000"}, "INVALID_VALUE divisionCode"),
        ({"division_code": "４３０２８１"}, "INVALID_VALUE divisionCode"),
        ({"time_zone": "Asia/Liling"}, "INVALID_VALUE timeZone"),
    ],
)
def test_values_out_of_bounds(changes: dict[str, Any], refusal: str) -> None:
    county, committee = County.empty(COUNTY_ID), Organisation.empty(COMMITTEE)
    when(found_county, county, found(**changes), context(), committee=committee).refused(refusal)


def test_a_log_holds_no_second_county() -> None:
    another = deterministic_id("another county")
    command = found(county_id=another)
    committee = Organisation.empty(COMMITTEE)
    when(found_county, County.empty(another), command, context(), committee=committee).refused(
        "INVALID_VALUE countyId"
    )


def test_the_context_is_in_the_zone_of_the_county() -> None:
    county, committee = County.empty(COUNTY_ID), Organisation.empty(COMMITTEE)
    elsewhere = context(now=world.NOW.astimezone(UTC), zone=ZoneInfo("Asia/Urumqi"))
    when(found_county, county, found(time_zone="Asia/Urumqi"), elsewhere, committee=committee).then(
        fact(
            CountyFounded,
            name="醴陵市",
            division_code="430281",
            time_zone="Asia/Urumqi",
            committee_id=COMMITTEE,
            rehearsal=False,
        ),
        fact(
            OrganisationFounded,
            kind=OrganisationKind.PARTY_COMMITTEE,
            name="中共醴陵市委员会",
            division_code="430281",
        ),
    )


def test_a_module_is_adopted_once() -> None:
    county = world.county()
    command = AdoptModule(county_id=COUNTY_ID, module=Module.POINTS)
    when(adopt_module, county, command, context()).then(fact(ModuleAdopted, module=Module.POINTS))
    when(adopt_module, county, command, context()).refused("ALREADY_EXISTS module")
    when(adopt_module, County.empty(COUNTY_ID), command, context()).refused("NOT_FOUND countyId")
