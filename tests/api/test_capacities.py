"""What an account may act as where its token names no role: the log says it, and the caller chooses."""

from __future__ import annotations

from typing import Any

import httpx

from application.actor import Role
from domain.accounts.events import account_id
from graphql_api.identity.development import ISSUER
from graphql_api.read import encode_id
from tests.api.client import TENANT, Api, key_of
from tests.api.county import County, day, make

WHO = (
    "{ viewer { account role place member capacities { id role organisation grid fromOn toOn isCurrent } } }"
)
ONESELF = {
    "id": "MEMBER",
    "role": "MEMBER",
    "organisation": None,
    "grid": None,
    "fromOn": None,
    "toOn": None,
}


def token(api: Api, account: str = "ann", **more: Any) -> str:
    """A token that names no role."""
    return api.issuer.issue(None, tenant=TENANT, account=account, **more)


async def link(county: County, member: str, account: str = "ann") -> str:
    """The id of the account, linked to a member."""
    return await make(
        county.api, "accountLink", "accountLink", issuer=ISSUER, subject=account, memberId=member
    )


async def give(county: County, role: str = "BRANCH_SECRETARY", **given: Any) -> str:
    """The id of a post of the first member's, from today on unless said otherwise."""
    place = {"organisationId": county.branch} if role != "GRID_WORKER" else {"gridId": county.grid}
    asked = {"memberId": county.members[0], "role": role, "fromOn": day(0), **place, **given}
    return await make(county.api, "postGive", "post", **asked)


async def caught_up(county: County) -> None:
    """Wait until the read models reflect all that was recorded."""
    await county.api.ask(f"query @readAfter(position: {await county.api.head()}) {{ viewer {{ role }} }}")


async def who(county: County, capacity: str | None = None, **more: Any) -> dict[str, Any]:
    """The viewer in a capacity, as the API tells it."""
    headers: dict[str, Any] = {} if capacity is None else {"Gridledger_Capacity": capacity}
    data = await county.api.ask(WHO, token=token(county.api, **more), **headers)
    viewer: dict[str, Any] = data["viewer"]
    return viewer


def told(response: httpx.Response) -> tuple[int, str, str]:
    """Status, code and reason of a refusal."""
    assert "data" not in response.json()
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"], error["extensions"]["reason"]


async def refused(county: County, capacity: str | None = None, **more: Any) -> tuple[int, str, str]:
    """How a request in a capacity is refused."""
    headers: dict[str, Any] = {} if capacity is None else {"Gridledger_Capacity": capacity}
    return told(await county.api.post(WHO, token=token(county.api, **more), **headers))


NOT_YOURS = (403, "FORBIDDEN", "CAPACITY")
NOT_LINKED = (403, "FORBIDDEN", "ACCOUNT_NOT_LINKED")


async def test_an_account_of_nobody_may_nothing_and_is_told_whom_to_name(county: County) -> None:
    api = county.api
    assert await refused(county) == NOT_LINKED
    assert await refused(county, "MEMBER") == NOT_LINKED
    answer = await api.post(WHO, token=token(api))
    named = answer.json()["errors"][0]["extensions"]["accountId"]
    assert named == encode_id("AccountLink", account_id(ISSUER, "ann"))
    await api.done("accountLink", accountId=named, memberId=county.members[0])
    await caught_up(county)
    assert (await who(county))["member"] == county.members[0]


async def test_a_linked_account_acts_as_oneself_unless_it_asks_for_more(county: County) -> None:
    own, other = county.members[:2]
    await link(county, own)
    post = await give(county)
    await caught_up(county)
    as_oneself = await who(county)
    assert (as_oneself["account"], as_oneself["role"], as_oneself["place"]) == ("ann", "MEMBER", None)
    assert await who(county, "MEMBER") == as_oneself
    by_post = {
        "id": post,
        "role": "BRANCH_SECRETARY",
        "organisation": county.branch,
        "grid": None,
        "fromOn": day(0),
        "toOn": None,
    }
    assert as_oneself["capacities"] == [{**ONESELF, "isCurrent": True}, {**by_post, "isCurrent": False}]
    as_secretary = await who(county, post)
    assert (as_secretary["role"], as_secretary["place"]) == ("BRANCH_SECRETARY", county.branch)
    assert as_secretary["member"] == own
    assert as_secretary["capacities"] == [{**ONESELF, "isCurrent": False}, {**by_post, "isCurrent": True}]
    members = "{ members { nodes { id } } }"
    seen = await county.api.ask(members, token=token(county.api))
    assert seen["members"]["nodes"] == [{"id": own}]
    seen = await county.api.ask(members, token=token(county.api), Gridledger_Capacity=post)
    assert {"id": other} in seen["members"]["nodes"]


async def test_who_left_the_county_holds_no_post_in_it(county: County) -> None:
    own = county.members[0]
    await link(county, own)
    post = await give(county)
    await caught_up(county)
    assert (await who(county, post))["role"] == "BRANCH_SECRETARY"
    await county.depart(own)
    assert await refused(county, post) == NOT_YOURS
    assert (await who(county))["capacities"] == [{**ONESELF, "isCurrent": True}]


async def test_two_posts_of_one_person(county: County) -> None:
    await link(county, county.members[0])
    branch = await give(county, fromOn=day(-9))
    township = await give(county, "TOWNSHIP_SECRETARY", organisationId=county.township, fromOn=day(-8))
    whole = await give(county, "COUNTY_SECRETARY", organisationId=county.committee, fromOn=day(-7))
    grid = await give(county, "GRID_WORKER", fromOn=day(-6))
    await caught_up(county)
    capacities = (await who(county))["capacities"]
    assert [one["id"] for one in capacities] == ["MEMBER", branch, township, whole, grid]
    assert (capacities[4]["organisation"], capacities[4]["grid"]) == (None, county.grid)
    for post, place in ((branch, county.branch), (township, county.township), (whole, None), (grid, None)):
        viewer = await who(county, post)
        assert viewer["place"] == place
        assert [one["id"] for one in viewer["capacities"] if one["isCurrent"]] == [post]


async def test_a_post_counts_on_its_days(county: County) -> None:
    await link(county, county.members[0])
    to_come = await give(county, fromOn=day(1))
    ends_tomorrow = await give(county, fromOn=day(-5), toOn=day(1))
    over = await give(county, fromOn=day(-30), toOn=day(-10))
    ended = await give(county, "GRID_WORKER", fromOn=day(-3))
    await county.api.done("postEnd", postId=ended, on=day(0))
    await caught_up(county)
    assert [one["id"] for one in (await who(county))["capacities"]] == ["MEMBER", ends_tomorrow]
    for post in (to_come, over, ended):
        assert await refused(county, post) == NOT_YOURS


async def test_what_is_no_capacity_of_the_account(county: County) -> None:
    await link(county, county.members[0])
    await link(county, county.members[1], "ben")
    bens = await give(county, memberId=county.members[1])
    await caught_up(county)
    assert (await who(county, bens, account="ben"))["role"] == "BRANCH_SECRETARY"
    unknown = encode_id("Post", key_of(county.branch))
    for wanted in (
        bens,
        unknown,
        county.branch,
        "COUNTY_SECRETARY",
        "member",
        "",
        "x" * 900,
        "MEMBER, MEMBER",
    ):
        assert await refused(county, wanted) == NOT_YOURS


async def test_a_token_that_names_its_role_has_no_other(county: County) -> None:
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    api = county.api
    named = api.token(Role.INSPECTOR, account="ann")
    assert told(await api.post(WHO, token=named, Gridledger_Capacity=post)) == NOT_YOURS
    assert told(await api.post(WHO, token=named, Gridledger_Capacity="MEMBER")) == NOT_YOURS
    viewer = (await api.ask(WHO, token=named))["viewer"]
    assert (viewer["role"], viewer["capacities"]) == ("INSPECTOR", [])


async def test_the_same_name_at_another_issuer_is_another_account(county: County) -> None:
    await county.api.done(
        "accountLink", issuer="https://issuer.test", subject="ann", memberId=county.members[0]
    )
    await caught_up(county)
    assert await refused(county) == NOT_LINKED


async def test_several_accounts_of_one_member(county: County) -> None:
    own = county.members[0]
    for account in ("ann", "ann at work"):
        await link(county, own, account)
    await caught_up(county)
    for account in ("ann", "ann at work"):
        viewer = await who(county, account=account)
        assert (viewer["account"], viewer["member"]) == (account, own)


async def test_an_account_is_taken_from_its_member(county: County) -> None:
    account = await link(county, county.members[0])
    await caught_up(county)
    assert (await who(county))["member"] == county.members[0]
    await county.api.done("accountUnlink", accountId=account)
    await caught_up(county)
    assert await refused(county) == NOT_LINKED
    await county.api.done("accountLink", accountId=account, memberId=county.members[1])
    await caught_up(county)
    assert (await who(county))["member"] == county.members[1]


async def test_an_account_is_named_in_one_way(county: County) -> None:
    account = encode_id("AccountLink", account_id(ISSUER, "ann"))
    for given, wrong in (
        ({"accountId": account, "subject": "ann"}, ["subject"]),
        ({"subject": "ann"}, ["issuer"]),
        ({}, ["issuer", "subject"]),
    ):
        refusals = await county.api.refused("accountLink", memberId=county.members[0], **given)
        assert refusals == [("INVALID_VALUE", [name], None) for name in wrong]


async def test_commands_by_a_post_say_so_and_end_with_it(county: County) -> None:
    api = county.api
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    by_post = {"token": token(api), "Gridledger_Capacity": post}
    plan = """mutation ($key: String!, $branch: ID!, $on: Date!) {
      meetingPlan(input: {idempotencyKey: $key, organisationId: $branch, kind: GENERAL_MEETING, heldOn: $on}) {
        userErrors { code } } }"""
    given = {"branch": county.branch, "on": day(1)}
    assert (await api.ask(plan, {"key": "a", **given}, **by_post))["meetingPlan"] == {"userErrors": []}
    recorded = await api.store.read_event(TENANT, await api.head())
    assert recorded is not None
    assert (recorded.actor, recorded.capacity) == ("ann", "BRANCH_SECRETARY")
    assert recorded.capacity_place == key_of(county.branch)
    as_oneself = (await api.ask(plan, {"key": "b", **given}, token=token(api)))["meetingPlan"]
    assert as_oneself == {"userErrors": [{"code": "FORBIDDEN"}]}
    await api.done("postEnd", postId=post, on=day(0))
    await caught_up(county)
    assert told(await api.post(plan, {"key": "c", **given}, **by_post)) == NOT_YOURS


async def test_scopes_narrow_what_a_post_gives(county: County) -> None:
    await link(county, county.members[0])
    post = await give(county)
    await caught_up(county)
    narrow = token(county.api, scopes=["structure:read"])
    data = await county.api.ask(
        "{ members { nodes { id } } organisations { totalCount } }", token=narrow, Gridledger_Capacity=post
    )
    assert data["members"]["nodes"] == []
    assert data["organisations"]["totalCount"] > 0


async def test_who_sees_posts_and_accounts(county: County) -> None:
    api, (own, other, _) = county.api, county.members
    await link(county, own)
    await link(county, other, "ben")
    branch = await give(county)
    township = await give(county, "TOWNSHIP_SECRETARY", organisationId=county.township)
    grid = await give(county, "GRID_WORKER")
    bens = await give(county, memberId=other)
    await caught_up(county)
    asked = "{ posts { nodes { id } } accountLinks { nodes { member { id } } } }"

    async def seen(as_whom: str, **headers: Any) -> tuple[set[str], set[str]]:
        data = await api.ask(asked, token=as_whom, **headers)
        posts = {node["id"] for node in data["posts"]["nodes"]}
        return posts, {node["member"]["id"] for node in data["accountLinks"]["nodes"]}

    everything = {branch, township, grid, bens}, {own, other}
    assert await seen(api.token()) == everything
    assert await seen(api.token(Role.INSPECTOR)) == everything
    assert await seen(token(api)) == ({branch, township, grid}, {own})
    assert await seen(token(api, "ben")) == ({bens}, {other})
    assert await seen(token(api), Gridledger_Capacity=branch) == ({branch, bens}, {own, other})
    assert await seen(token(api), Gridledger_Capacity=township) == ({branch, township, bens}, {own, other})
    for role in (Role.OPERATOR, Role.INTEGRATOR):
        assert await seen(api.token(role)) == (set(), set())
    assert await seen(token(api), Gridledger_Capacity=grid) == (set(), set())
