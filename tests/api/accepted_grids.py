"""Of the mutations about what is done in the grids: an input of each that is accepted of whoever may give it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from domain.households.events import household_id
from graphql_api.read import encode_id
from tests.api.county import County, day, make

if TYPE_CHECKING:
    from tests.api.accepted import Scene

Input = dict[str, Any]
EVIDENCE = "018f0000-0000-7000-8000-000000000000"
LOWEST = "五级网格"
_FIND = "{ grids(first: 1000, where: {level: {eq: 5}}) { nodes { id name } } }"


async def lowest_grid(county: County, name: str = LOWEST) -> str:
    """A grid of the fifth level whose line covers the county's branch, the township's other one too; made once."""
    found = (await county.api.ask(_FIND))["grids"]["nodes"]
    for node in found:
        if node["name"] == name:
            return str(node["id"])
    above = county.grid
    for level in range(2, 6):
        given = {"level": level, "name": LOWEST if level == 5 else f"{level}级网格", "parentId": above}
        above = await make(county.api, "gridDefine", "grid", **given)
    for organisation in (county.branch, county.other_branch):
        given = {"gridId": county.grid, "organisationId": organisation, "fromOn": day(-100)}
        await county.api.done("gridCoverageAssign", "grid { id }", **given)
    return above


def number_of(scene: Scene, *, more: int = 0) -> int:
    """A household's number that no other scene has."""
    return 10 * scene.number + more


async def register(scene: Scene) -> Input:
    grid, number = await lowest_grid(scene.county), number_of(scene)
    given = {"gridId": grid, "organisationId": scene.county.branch, "fromOn": day(-50)}
    return {**given, "numbers": [number, number + 1]}


async def household(scene: Scene) -> str:
    """A household of the grid, which the branch looks after."""
    given = await register(scene)
    await scene.county.api.done("householdsRegister", "grid { id }", **given)
    return encode_id("Household", household_id(given["numbers"][0]))


async def move(scene: Scene) -> Input:
    moved = await household(scene)
    lowest = await lowest_grid(scene.county)
    above = await scene.county.api.ask(f'{{ grid(id: "{lowest}") {{ parent {{ id }} }} }}')
    beside = {"level": 5, "name": f"五级网格{scene.number}", "parentId": above["grid"]["parent"]["id"]}
    grid = await make(scene.county.api, "gridDefine", "grid", **beside)
    branch = scene.county.branch
    return {"householdId": moved, "toGridId": grid, "organisationId": branch, "fromOn": day(0)}


async def end(scene: Scene) -> Input:
    return {"householdId": await household(scene), "on": day(0), "reason": "DEMOLISHED"}


async def visit(scene: Scene) -> Input:
    visited = await household(scene)
    return {"gridId": await lowest_grid(scene.county), "householdIds": [visited], "on": day(0)}


async def raise_issue(scene: Scene) -> Input:
    given = {"gridId": await lowest_grid(scene.county), "organisationId": scene.county.branch}
    return {**given, "kind": "SAFETY", "on": day(-3)}


async def raised(scene: Scene) -> str:
    return await make(scene.county.api, "issueRaise", "issue", **await raise_issue(scene))


async def assign(scene: Scene) -> Input:
    return {"issueId": await raised(scene), "ownerId": scene.member, "dueOn": day(7)}


async def close(scene: Scene) -> Input:
    """Checked by somebody else of the branch."""
    assigned = await assign(scene)
    await scene.county.api.done("issueAssign", "issue { id }", **assigned)
    checker = scene.county.members[0]
    return {"issueId": assigned["issueId"], "checkerId": checker, "evidence": EVIDENCE, "on": day(-1)}


async def reopen(scene: Scene) -> Input:
    closed = await close(scene)
    await scene.county.api.done("issueClose", "issue { id }", **closed)
    return {"issueId": closed["issueId"], "on": day(0), "reason": "NOT_DONE"}


GRID_WORK: Mapping[str, Callable[[Scene], Awaitable[Input]]] = {
    "householdsRegister": register,
    "householdMove": move,
    "householdEnd": end,
    "visitsRecord": visit,
    "issueRaise": raise_issue,
    "issueAssign": assign,
    "issueClose": close,
    "issueReopen": reopen,
}
