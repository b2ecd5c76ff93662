"""Objects of a payload are answered as those of a query, with what the mutation has changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Api
from tests.api.county import County

SELECTED = """{ id name version isStale parent { name }
  a: children(first: 1) { totalCount nodes { ...F } } ...F @skip(if: $no)
} """
FRAGMENT = "fragment F on Organisation { kind foundedOn: __typename }"


async def rename(api: Api, organisation: str, selected: str, **more: Any) -> dict[str, Any]:
    document = f"""mutation ($input: OrganisationRenameInput!, $no: Boolean! = false) {{
      organisationRename(input: $input) {{ userErrors {{ code }} organisation {selected} }} }} {FRAGMENT}"""
    given = {"idempotencyKey": f"rename-{next(api.keys)}", "organisationId": organisation, **more}
    answer: dict[str, Any] = (await api.post(document, {"input": given})).json()
    return answer


async def test_an_object_is_what_a_query_shows(county: County) -> None:
    api = county.api
    shown = (await rename(api, county.township, SELECTED, name="王坊镇党委会"))["data"]["organisationRename"]
    assert shown["organisation"]["name"] == "王坊镇党委会"
    query = f"query ($id: ID!, $no: Boolean! = false) {{ organisation(id: $id) {SELECTED} }} {FRAGMENT}"
    assert await api.ask(query, {"id": county.township}) == {"organisation": shown["organisation"]}


async def test_a_refused_command_shows_none(county: County) -> None:
    shown = (await rename(county.api, county.township, SELECTED, name=""))["data"]["organisationRename"]
    assert shown == {"userErrors": [{"code": "INVALID_VALUE"}], "organisation": None}


@pytest.mark.parametrize("arguments", ["first: 0", 'after: "bad"', "first: 1, last: 1"])
async def test_bad_arguments_below_it_are_told_at_their_place(county: County, arguments: str) -> None:
    selected = f"{{ ...F @skip(if: $no) children({arguments}) {{ nodes {{ id }} }} }}"
    answer = await rename(county.api, county.township, selected, name="王坊镇党委会")
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["organisationRename", "organisation", "children"]
