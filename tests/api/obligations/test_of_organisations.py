"""What is due of an organisation: it sees that, whoever owes it; those above it act, and only they let it off."""

from __future__ import annotations

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day
from tests.api.obligations.test_rights import as_secretary, seen
from tests.api.obliged import obliged


async def test_the_organisation_sees_what_another_owes_about_it_and_does_not_act_on_it(
    county: County,
) -> None:
    owed = await obliged(county.api, county.branch, county.township)
    own, above = as_secretary(county, county.branch), as_secretary(county, county.township)
    given = {"obligationId": owed, "assigneeId": county.members[0]}
    await county.api.done("obligationAssign", "obligation { id }", token=above, **given)
    assert await seen(county, own) == await seen(county, above) == [owed]
    assert await seen(county, as_secretary(county, county.other_branch)) == []
    for mutation, given in (
        ("obligationFulfil", {"on": day(0)}),
        ("obligationWaive", {"reason": "FLOODS"}),
        ("obligationAssign", {"assigneeId": county.members[0]}),
    ):
        refused = await county.api.refused(mutation, token=own, obligationId=owed, **given)
        assert [code for code, _, _ in refused] == ["FORBIDDEN"]
        other = as_secretary(county, county.other_branch)
        refused = await county.api.refused(mutation, token=other, obligationId=owed, **given)
        assert refused == [("NOT_FOUND", ["obligationId"], None)]
    done = {"obligationId": owed, "on": day(0)}
    told = await county.api.done("obligationFulfil", "obligation { status }", token=above, **done)
    assert told["obligation"] == {"status": "FULFILLED"}


async def test_members_of_it_are_not_told(county: County) -> None:
    owed = await obliged(county.api, county.branch, county.township)
    done = {"obligationId": owed, "on": day(0)}
    await county.api.done("obligationFulfil", "obligation { id }", **done)
    assert await seen(county, as_secretary(county, county.branch)) == [owed]
    assert await seen(county, county.api.token(Role.MEMBER, member=key_of(county.members[0]))) == []


async def test_what_it_has_to_do_itself_its_own_secretary_says_is_done(county: County) -> None:
    owed = await obliged(county.api, county.branch, county.branch)
    own = as_secretary(county, county.branch)
    done = {"obligationId": owed, "on": day(0)}
    told = await county.api.done("obligationFulfil", "obligation { status }", token=own, **done)
    assert told["obligation"] == {"status": "FULFILLED"}
