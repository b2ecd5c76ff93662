"""What is recorded of an answer that tells of persons, from the request to the table."""

from __future__ import annotations

import hashlib

from application.actor import Role
from tests.api.client import TENANT, Api, key_of
from tests.api.county import County
from tests.read_audit.conftest import Kept

ROLL = "query Roll { members(first: 2) { nodes { displayName } } }"


async def test_who_read_whom_when_and_what_for(county: County, kept: Kept) -> None:
    await kept.forget()
    api: Api = county.api
    branch = key_of(county.branch)
    token = api.token(Role.BRANCH_SECRETARY, place=branch, account="li", client="desk")
    response = await api.post(
        ROLL, token=token, gridledger_purpose="REPORT", x_request_id="report-7", accept_language="en"
    )
    position = response.json()["extensions"]["position"]

    (reading,) = await kept.readings()

    assert reading["tenant_id"] == TENANT
    assert (reading["account"], reading["role"], reading["client"]) == ("li", "BRANCH_SECRETARY", "desk")
    assert (reading["place_id"], reading["grid_id"], reading["member_id"]) == (branch, None, None)
    assert reading["org_path"].count("/") == 3  # county, township, branch
    assert (reading["purpose"], reading["operation"]) == ("REPORT", "Roll")
    assert reading["document"] == hashlib.sha256(ROLL.encode()).digest()
    assert (reading["request_id"], reading["position"], reading["as_of"]) == ("report-7", position, [])
    assert reading["field_groups"] == ["PERSON"]
    assert len(reading["persons"]) == 2
    assert set(reading["persons"]) <= {key_of(member) for member in county.members}
