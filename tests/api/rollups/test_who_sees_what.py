"""What a number is the sum of is seen as far as the number is; of other persons, a member sees nothing of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor, Role
from graphql_api.read import encode_id, read_types
from graphql_api.read.connection import PageArguments
from graphql_api.read.pages import load_page
from graphql_api.read.sources import Moment
from projections.framework.additions import BLOCK_POSITIONS
from tests.api.read.county import Asker
from tests.projections.world import World

SPAN = 'from: "2024-01", to: "2029-12"'
KINDS = {"MEETING", "LEAVE", "SCORE_ENTRY", "VISITS", "ISSUE"}
TIMES = ["", f", asOf: {{position: {BLOCK_POSITIONS + 500}}}"]


async def entries(asker: Asker, node: UUID, as_of: str) -> list[dict[str, Any]] | None:
    fields = "objectType objectId organisation { id } meeting { id } leave { id } scoreEntry { id }"
    node_id = encode_id("Organisation", node)
    span = (
        f'rollupSpan(node: "{node_id}", {SPAN}{as_of}) {{ entries(first: 1000) {{ nodes {{ {fields} }} }} }}'
    )
    told = (await asker.ask(f"{{ {span} }}"))["rollupSpan"]
    return None if told is None else told["entries"]["nodes"]


@pytest.mark.parametrize("as_of", TIMES)
async def test_a_secretary_opens_what_lies_below(county: Asker, world: World, as_of: str) -> None:
    township, sibling = world.townships
    secretary = replace(county, actor=Actor("secretary", Role.TOWNSHIP_SECRETARY, township))
    seen = await entries(secretary, township, as_of)
    assert seen == await entries(county, township, as_of)
    assert seen
    kinds = {entry["objectType"] for entry in seen}
    assert kinds == KINDS if not as_of else {"MEETING", "LEAVE", "SCORE_ENTRY"} <= kinds <= KINDS
    assert await entries(secretary, sibling, as_of) is None
    assert await entries(secretary, world.committee_id, as_of) is None


@pytest.mark.parametrize("as_of", TIMES)
async def test_a_member_opens_the_meetings_of_the_home_branch(
    county: Asker, world: World, as_of: str
) -> None:
    branch = world.branches[0]
    member_id = next(member for member, home in world.members.items() if home == branch)
    member = replace(county, actor=Actor("member", Role.MEMBER, None, member_id))
    whole, seen = await entries(county, branch, as_of), await entries(member, branch, as_of)
    assert whole
    assert seen == [entry for entry in whole if entry["objectType"] == "MEETING"]
    assert len(seen) < len(whole)
    assert await entries(member, world.branches[1], as_of) is None


@pytest.mark.parametrize("moment", [None, Moment(BLOCK_POSITIONS + 500)])
async def test_whatever_leads_there_a_member_finds_no_meeting_of_another_branch(
    county: Asker, world: World, moment: Moment | None
) -> None:
    """Not even by a grid that lies at the home branch, and covers others too."""
    branch = world.branches[0]
    member_id = next(member for member, home in world.members.items() if home == branch)
    reader = replace(county, actor=Actor("member", Role.MEMBER, None, member_id)).reader()
    entry = read_types()["RollupEntry"]
    all_there_are = await load_page(
        reader, entry, PageArguments.of(entry, None, {"first": 1000}), None, (), moment
    )
    await reader.end()
    seen = {node.__dict__["_organisation_id"] for node in all_there_are.nodes}
    assert branch in seen
    assert seen <= {branch, *world.groups[branch]}
