"""O09: pairs of one to six to eight, and node houses reviewed each half-year."""

from __future__ import annotations

import datetime as dt

from domain.pairing.events import pairing_id
from tests.api.client import key_of
from tests.api.county import TODAY, County, day, make
from tests.api.events import event_of
from tests.api.questions.ask import question


async def test_nine_pairs_are_a_warning(county: County) -> None:
    api, member = county.api, county.members[0]
    given = {"memberId": member, "kind": "WORKER", "fromOn": day(-1)}
    for _ in range(9):
        await api.done("pairAssign", "member { id }", **given)
    answer = await api.ask(question("O09-oversized-pairs"), {"first": 10})
    assert answer["findings"]["nodes"] == [
        {
            "kind": "PAIRING_TOO_LARGE",
            "measured": 9,
            "allowed": 8,
            "member": {"displayName": "文试甲"},
        }
    ]
    pair = await event_of(api, pairing_id(key_of(member)), "pair.assigned")
    ended = await api.done(
        "pairEnd",
        "member { pairing { openPairs version } }",
        memberId=member,
        pair=pair,
        on=day(0),
        expectedVersion=9,
    )
    assert ended["member"]["pairing"] == {"openPairs": 8, "version": 10}
    answer = await api.ask(question("O09-oversized-pairs"), {"first": 10})
    assert answer["findings"]["nodes"] == []


async def test_members_outside(county: County) -> None:
    api, (first, second, _) = county.api, county.members
    given = {"memberId": first, "kind": "MEMBER", "partnerMemberId": second, "fromOn": day(-1)}
    await api.done("pairAssign", "member { id }", **given)
    asked = {"within": county.branch, "first": 10}
    answer = await api.ask(question("O09-members-outside"), asked)
    assert [member["displayName"] for member in answer["members"]["nodes"]] == ["罗试丙"]
    pair = await event_of(api, pairing_id(key_of(first)), "pair.assigned")
    await api.done("pairEnd", "member { id }", memberId=first, pair=pair, on=day(0))
    answer = await api.ask(question("O09-members-outside"), asked)
    assert len(answer["members"]["nodes"]) == 3
    await county.depart(first)
    answer = await api.ask(question("O09-members-outside"), asked)
    assert [member["displayName"] for member in answer["members"]["nodes"]] == ["易试乙", "罗试丙"]


async def test_who_is_of_the_league_alone_is_outside_of_no_pair(county: County) -> None:
    api = county.api
    league = await make(
        api,
        "organisationFound",
        "organisation",
        parentId=county.township,
        kind="LEAGUE_BRANCH",
        name="团支部",
        occurredAt=day(-400),
    )
    given = {"branchId": league, "displayName": "钟试丁", "kind": "LEAGUE_MEMBER", "joinedOn": day(-350)}
    of_the_league = await make(api, "memberRegister", "member", occurredAt=day(-200), **given)
    everybody = await api.ask("{ members(first: 10) { nodes { id } } }")
    assert {"id": of_the_league} in everybody["members"]["nodes"]
    answer = await api.ask(question("O09-members-outside"), {"within": county.township, "first": 10})
    assert [member["displayName"] for member in answer["members"]["nodes"]] == [
        "文试甲",
        "易试乙",
        "罗试丙",
        "钟试",
    ]


async def test_who_left_is_told_apart_in_lists_and_counts(county: County) -> None:
    """Of today, and of a day before."""
    api, (first, *others) = county.api, county.members
    asked = """query ($branch: ID!, $atHome: Boolean, $asOf: AsOf) {
      members(first: 10, asOf: $asOf, where: { branch: { eq: $branch }, atHome: $atHome }) {
        totalCount
        nodes { id }
      }
    }"""

    async def members(at_home: bool | None, on: str | None = None) -> list[str]:
        given = {"branch": county.branch, "atHome": at_home, "asOf": {"occurredOn": on} if on else None}
        found = (await api.ask(asked, given))["members"]
        assert found["totalCount"] == len(found["nodes"])
        return sorted(node["id"] for node in found["nodes"])

    assert await members(False) == []
    await county.depart(first, -2)
    assert await members(True) == sorted(others)
    assert await members(False) == [first]
    assert await members(None) == sorted(county.members)
    assert await members(True, day(-3)) == sorted(county.members)
    assert await members(True, day(-2)) == sorted(others)


async def test_a_member_node_house_unreviewed_for_seven_months_is_due(county: County) -> None:
    api, (first, second, _) = county.api, county.members
    seven_months = (dt.date(TODAY.year, TODAY.month, 1) - dt.timedelta(days=214)).isoformat()
    given = {"branchId": county.branch, "memberId": first}
    house = await make(api, "memberNodeHouseName", "memberNodeHouse", fromOn=seven_months, **given)
    await make(
        api,
        "memberNodeHouseName",
        "memberNodeHouse",
        fromOn=day(-90),
        branchId=county.branch,
        memberId=second,
    )
    answer = await api.ask(question("O09-reviews-due"), {"by": day(0), "first": 10})
    [due] = answer["memberNodeHouses"]["nodes"]
    assert due.pop("reviewDueOn") < day(0)
    assert due == {
        "reviewedOn": None,
        "branch": {"name": "王坊村党支部"},
        "holder": {"displayName": "文试甲"},
    }
    reviewed = await api.done(
        "memberNodeHouseReview",
        "memberNodeHouse { passed reviewedOn }",
        memberNodeHouseId=house,
        on=day(0),
        passed=False,
        expectedVersion=1,
    )
    assert reviewed["memberNodeHouse"] == {"passed": False, "reviewedOn": day(0)}
    answer = await api.ask(question("O09-reviews-due"), {"by": day(0), "first": 10})
    assert answer["memberNodeHouses"]["nodes"] == []
    replaced = await api.done(
        "memberNodeHouseReplace",
        "memberNodeHouse { holder { displayName } heldSince reviewedOn version }",
        memberNodeHouseId=house,
        memberId=second,
        on=day(0),
    )
    assert replaced["memberNodeHouse"] == {
        "holder": {"displayName": "易试乙"},
        "heldSince": day(0),
        "reviewedOn": None,
        "version": 3,
    }
