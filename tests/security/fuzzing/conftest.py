from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from application.actor import Role
from graphql_api.read import decode_id
from tests.api.county import day
from tests.support.postgres import Databases
from tests.system.callers import calling, opened_store, settle
from tests.system.processes import Serving

WITHOUT_END = "1000000000"  # points: it is not the limits that are looked at here


@dataclass(frozen=True)
class Served:
    """A server with a small county, arguments of root fields that find something in it, and a token of each role."""

    address: str
    arguments: dict[str, str]
    tokens: dict[Role, str]


@pytest.fixture(scope="module")
def served(databases: Databases) -> Iterator[Served]:
    database = databases.create()
    settings = {
        "DATABASE_URL": database.dsn("gridledger_app"),
        "PROJECTION_DATABASE_URL": database.dsn("gridledger_projector"),
        "GRIDLEDGER_POINTS_PER_MINUTE": WITHOUT_END,
        "GRIDLEDGER_FAULTS_MS_PER_MINUTE": "60000000",
    }
    with Serving(settings=settings) as server:
        yield asyncio.run(with_county(server.address, database.dsn("gridledger_app")))
        assert not server.ended
        assert "Traceback" not in server.stderr
    databases.drop(database)


async def with_county(address: str, dsn: str) -> Served:
    async with opened_store(dsn) as store, calling(address, store) as api:
        county = await settle(api)
        tokens = {
            Role.MEMBER: api.token(Role.MEMBER, member=decode_id(county.members[0])),
            Role.BRANCH_SECRETARY: api.token(Role.BRANCH_SECRETARY, place=decode_id(county.branch)),
            Role.INSPECTOR: api.token(Role.INSPECTOR),
        }
        arguments = {
            "node.id": county.members[1],
            "organisation.id": county.township,
            "branch.id": county.branch,
            "member.id": county.members[0],
            "meeting.id": await county.meeting(),
            "leave.id": await county.leave(county.members[0], 0, 2),
            "grid.id": county.grid,
            "rollup.node": county.township,
            "rollup.month": day(0)[:7],
            "rollupSpan.node": county.township,
            "rollupSpan.from": day(-300)[:7],
            "rollupSpan.to": day(0)[:7],
            "complianceRollup.node": county.township,
            "complianceRollup.from": day(-300)[:7],
            "complianceRollup.to": day(0)[:7],
            "attendanceRollup.node": county.township,
            "attendanceRollup.from": day(-300)[:7],
            "attendanceRollup.to": day(0)[:7],
            "obligationRollup.node": county.township,
            "obligationRollup.from": day(-300)[:7],
            "obligationRollup.to": day(0)[:7],
            "openWork.node": county.township,
        }
        return Served(address, arguments, tokens)
