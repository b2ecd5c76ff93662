"""Whoever names a person is recorded, though no row of that person comes: totals and empty pages tell too."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day, make
from tests.api.test_capacities import caught_up, give, link
from tests.read_audit.conftest import Kept

TOTALS = [
    ('attendance(where: {member: {eq: "%s"}, status: {eq: ABSENT}}) { totalCount }', ["PERSON"]),
    ('leaves(where: {member: {in: ["%s"]}}) { totalCount }', ["PERSON"]),
    ('leaves(first: 1, where: {member: {eq: "%s"}}) { pageInfo { hasNextPage } }', ["PERSON"]),
    ('members(where: {id: {eq: "%s"}, kind: {eq: FULL}}) { nodes { kind } totalCount }', ["PERSON"]),
    ('scoreAccounts(where: {member: {eq: "%s"}}) { totalCount }', ["POINTS"]),
    ('events(where: {subject: "%s", type: {eq: "leave.requested"}}) { totalCount }', ["AUDIT"]),
    ('readings(where: {person: "%s"}) { totalCount }', ["READ_AUDIT"]),
    ('member(id: "%s") { leaves { totalCount } }', ["PERSON"]),
]


async def test_by_an_inspector_who_asks_for_totals(county: County, kept: Kept) -> None:
    inspector = county.api.token(Role.INSPECTOR)
    for asked, groups in TOTALS:
        await kept.forget()
        data = await county.api.ask(f"{{ {asked % county.members[2]} }}", token=inspector)
        (reading,) = await kept.readings()
        assert (reading["field_groups"], reading["persons"]) == (groups, [key_of(county.members[2])]), asked
        assert county.members[2] not in str(data)


async def test_by_what_is_somebodys(county: County, kept: Kept) -> None:
    one, two = county.members[:2]
    points = {"memberId": two, "points": "2.00", "pointsClass": "BASE", "rule": "ATTENDANCE"}
    account = await make(
        county.api, "scoreAward", "scoreAccount", occurredAt=day(0), year=int(day(0)[:4]), **points
    )
    those = [
        (await county.leave(one, 2, 3), one),
        (account, two),
        (await give(county), one),
        (await link(county, two), two),
    ]
    await caught_up(county)
    await kept.forget()
    for subject, person in those:
        await county.api.ask(f'{{ events(where: {{subject: "{subject}"}}) {{ totalCount }} }}')
        (reading,) = await kept.readings()
        assert reading["persons"] == [key_of(person)]
        await kept.forget()


@pytest.mark.parametrize("field", ["edges { cursor }", "pageInfo { endCursor }"])
async def test_by_a_cursor_that_holds_an_id(county: County, kept: Kept, field: str) -> None:
    await kept.forget()
    await county.api.ask(f"{{ members(first: 1) {{ {field} }} }}")
    (reading,) = await kept.readings()
    assert len(reading["persons"]) == 1


async def test_nobody_for_oneself(county: County, kept: Kept) -> None:
    await kept.forget()
    me: dict[str, Any] = {"member": key_of(county.members[0])}
    asked = f'{{ leaves(where: {{member: {{eq: "{county.members[0]}"}}}}) {{ totalCount }} }}'
    for role in (Role.MEMBER, Role.INSPECTOR):
        await county.api.ask(asked, token=county.api.token(role, **me))
    assert await kept.readings() == []
