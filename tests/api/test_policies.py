"""Policies through the API: published, adopted, replaced, ended, annulled, and what binds whom on a day."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.accepted_policies import pack_text, published
from tests.api.client import key_of
from tests.api.county import County, day, make

IN_FORCE = """query ($organisation: ID!, $on: Date!) { policiesInForce(organisation: $organisation, on: $on) {
  day layers { series versionName issuerLevel modality sentenceEn sourceZh quote nodeName since }
  conflicts { comparison local { series } above { series } } } }"""


async def in_force(county: County, on: str, organisation: str | None = None) -> dict[str, Any]:
    asked = {"organisation": organisation or county.branch, "on": on}
    answer: dict[str, Any] = (await county.api.ask(IN_FORCE, asked))["policiesInForce"]
    return answer


async def series(county: County, on: str, organisation: str | None = None) -> list[tuple[str, str]]:
    layers = (await in_force(county, on, organisation))["layers"]
    return [(layer["series"], layer["versionName"]) for layer in layers]


def adoption(county: County, pack: str, node: str | None = None, **given: Any) -> dict[str, Any]:
    place = node or county.branch
    return {"nodeId": place, "pack": pack, "version": "1", "since": day(-20), "approvedBy": place, **given}


async def test_a_pack_is_published_adopted_replaced_ended_and_annulled(county: County) -> None:
    api = county.api
    text = pack_text("local")
    assert (await api.done("policyPackPublish", "published", text=text))["published"] == 1
    again = await api.done("policyPackPublish", "published", text=f"# the same rules\n{text}")
    assert (again["published"], again["position"]) == (0, None)
    await published(county, "local", version="2", at_least=2)
    await api.done("policyAdopt", **adoption(county, "local"))
    later = adoption(county, "local", version="2", since=day(-10))
    assert await api.refused("policyAdopt", **later) == [("ADOPTION_OVERLAPS", ["series"], None)]
    done = await api.done("policyAdopt", "node { id }", **later, replaces=True)
    assert done["node"] == {"id": county.branch}
    assert await series(county, day(-11)) == [("local/lecture", "1")]
    assert await series(county, day(-10)) == [("local/lecture", "2")]
    assert await series(county, day(-21)) == []
    rule = {"nodeId": county.branch, "series": "local/lecture"}
    await api.done("policyAdoptionEnd", "node { id }", **rule, until=day(-5))
    assert await series(county, day(-6)) == [("local/lecture", "2")]
    assert await series(county, day(-5)) == []
    annulled = await api.done(
        "policyAdoptionAnnul",
        "node { policyAdoptions { nodes { since until annulled version policyVersion { versionName } } } }",
        **rule,
        since=day(-10),
        reason="WRONG_NODE",
    )
    assert annulled["node"]["policyAdoptions"]["nodes"] == [
        {
            "since": day(-10),
            "until": day(-5),
            "annulled": True,
            "version": 5,
            "policyVersion": {"versionName": "2"},
        },
        {
            "since": day(-20),
            "until": day(-10),
            "annulled": False,
            "version": 2,
            "policyVersion": {"versionName": "1"},
        },
    ]
    assert await series(county, day(-6)) == []


async def test_what_binds_is_told_nearest_first_with_where_a_local_rule_is_weaker(county: County) -> None:
    await published(county, "county-rules", level="county")
    await published(county, "half-yearly", per="half-year")
    from_above = adoption(county, "county-rules", county.committee, since=day(0))
    await county.api.done("policyAdopt", **from_above)
    await county.api.done("policyAdopt", "node { id }", **adoption(county, "half-yearly"))
    answer = await in_force(county, day(0))
    assert [(layer["series"], layer["issuerLevel"]) for layer in answer["layers"]] == [
        ("half-yearly/lecture", "UNIT"),
        ("county-rules/lecture", "COUNTY"),
    ]
    assert answer["layers"][1] == {
        "series": "county-rules/lecture",
        "versionName": "1",
        "issuerLevel": "COUNTY",
        "modality": "MUST",
        "sentenceEn": "Party lecture: at least once a quarter",
        "sourceZh": "内部文件",
        "quote": "按期上党课",
        "nodeName": answer["layers"][1]["nodeName"],
        "since": day(0),
    }
    assert answer["conflicts"] == [
        {
            "comparison": "WEAKER",
            "local": {"series": "half-yearly/lecture"},
            "above": {"series": "county-rules/lecture"},
        }
    ]
    assert await series(county, day(0), county.other_branch) == [("county-rules/lecture", "1")]
    assert await series(county, day(0), county.township) == []  # its kind is not bound
    assert await series(county, "2000-01-01") == []


async def test_all_faults_of_a_pack_are_told_at_once(county: County) -> None:
    text = pack_text("local").replace('per = "quarter"', 'per = "quater"').replace('"unit"', '"street"')
    head = await county.api.head()
    call = """mutation ($input: PolicyPackPublishInput!) { policyPackPublish(input: $input) {
      published position userErrors { code field details } } }"""
    asked = {"input": {"idempotencyKey": "faults", "text": text}}
    answer = (await county.api.ask(call, asked))["policyPackPublish"]
    assert (answer["published"], answer["position"], await county.api.head()) == (0, None, head)
    errors = answer["userErrors"]
    assert [(error["code"], error["field"], error["details"]["at"]) for error in errors] == [
        ("PACK_FAULT", ["text"], "issuer_level"),
        ("PACK_FAULT", ["text"], "rules[0].rule.per"),
    ]
    assert "quarter" in errors[1]["details"]["fault"]


@pytest.mark.parametrize("text", ["", "pack = ", "[[rules]]", "a.b" * 20_000])
async def test_what_is_no_pack_is_refused(county: County, text: str) -> None:
    found = await county.api.refused("policyPackPublish", text=text)
    assert {(code, field[0] if field else None) for code, field, _ in found} == {("PACK_FAULT", "text")}


async def test_a_version_keeps_its_content_and_a_rule_its_kind(county: County) -> None:
    await published(county, "local")
    other = pack_text("local", at_least=2)
    assert await county.api.refused("policyPackPublish", text=other) == [("VERSION_DIFFERS", ["text"], None)]
    text = pack_text("local", version="2")
    changed = text[: text.index("[rules.rule]")] + '[rules.rule]\nkind = "test-after-lecture"\n'
    found = await county.api.refused("policyPackPublish", text=changed)
    assert found == [("SERIES_OF_ANOTHER_KIND", ["text"], None)]


async def test_bad_adoptions_are_refused_and_write_nothing(county: County) -> None:
    api = county.api
    await published(county, "local")
    await published(county, "county-rules", level="county")

    async def refused(pack: str = "local", **given: Any) -> list[tuple[str, list[str] | None]]:
        found = await api.refused("policyAdopt", **{**adoption(county, pack), **given})
        return [(code, field) for code, field, _ in found]

    assert await refused(version="9") == [("NOT_FOUND", ["version"])]
    assert await refused(pack="no-such") == [("NOT_FOUND", ["version"])]
    assert await refused(series="local/other") == [("NOT_FOUND", ["series"])]
    assert await refused(since="2015-12-31") == [("INVALID_DATES", ["since"])]
    assert await refused(since=day(732)) == [("INVALID_DATES", ["since"])]
    assert await refused(approvedBy=county.other_branch) == [("NOT_ABOVE", ["approvedBy"])]
    assert await refused(nodeId=county.group, approvedBy=county.branch) == [("WRONG_KIND", ["nodeId"])]
    assert await refused(nodeId=county.members[0]) == [("WRONG_KIND", ["nodeId"])]
    assert await refused("county-rules") == [("ISSUED_ABOVE", ["approvedBy"])]
    by_township = {"approvedBy": county.township}
    assert await refused("county-rules", **by_township) == [("ISSUED_ABOVE", ["approvedBy"])]
    rule = {"nodeId": county.branch, "series": "local/lecture"}
    assert await api.refused("policyAdoptionEnd", **rule, until=day(0)) == [("NOT_FOUND", ["series"], None)]
    assert await api.refused("policyAdoptionAnnul", **rule, since=day(0), reason="X") == [
        ("NOT_FOUND", ["series"], None)
    ]
    await api.done("policyAdopt", **adoption(county, "local"))
    assert await api.refused("policyAdoptionEnd", **rule, until=day(-20)) == [
        ("NOT_ADOPTED", ["until"], None)
    ]
    assert await api.refused("policyAdoptionAnnul", **rule, since=day(-20)) == [
        ("REASON_REQUIRED", ["reason"], None)
    ]


async def test_a_township_adopts_its_own_and_touches_nothing_from_above(county: County) -> None:
    api = county.api
    await published(county, "county-rules", level="county")
    await published(county, "township-rules", level="township")
    place = key_of(county.township)
    secretary = api.token(Role.TOWNSHIP_SECRETARY, place=place)
    own = adoption(county, "township-rules", county.township, since=day(0))
    await api.done("policyAdopt", token=secretary, **own)
    below = adoption(county, "county-rules", county.branch, approvedBy=county.committee)
    found = await api.do("policyAdopt", token=secretary, **below)
    assert [(error["code"], error["field"]) for error in found["userErrors"]] == [
        ("FORBIDDEN", ["approvedBy"])
    ]
    await api.done("policyAdopt", **below)
    rule = {"nodeId": county.branch, "series": "county-rules/lecture"}
    for mutation, given in (
        ("policyAdoptionEnd", {"until": day(0)}),
        ("policyAdoptionAnnul", {"since": day(-20), "reason": "X"}),
    ):
        answer = await api.do(mutation, token=secretary, **rule, **given)
        assert [error["code"] for error in answer["userErrors"]] == ["FORBIDDEN"]
    await api.done("policyAdoptionEnd", **rule, until=day(0))


AS_OF = """query ($organisation: ID!, $on: Date!, $position: Position!) {
  policiesInForce(organisation: $organisation, on: $on, asOf: {position: $position}) {
    layers { series } conflicts { comparison } organisation { id } } }"""


async def test_what_was_known_to_bind_at_an_earlier_position(county: County) -> None:
    await published(county, "local")
    before = await county.api.head()
    await county.api.done("policyAdopt", "node { id }", **adoption(county, "local"))
    after = await county.api.head()
    rule = {"nodeId": county.branch, "series": "local/lecture", "since": day(-20)}
    await county.api.done("policyAdoptionAnnul", "node { id }", **rule, reason="WRONG_NODE")
    bound = {}
    for position in (before, after, await county.api.head()):
        asked = {"organisation": county.branch, "on": day(-5), "position": position}
        answer = (await county.api.ask(AS_OF, asked))["policiesInForce"]
        assert (answer["organisation"]["id"], answer["conflicts"]) == (county.branch, [])
        bound[position] = [layer["series"] for layer in answer["layers"]]
    assert list(bound.values()) == [[], ["local/lecture"], []]


async def test_an_organisation_that_moved_was_bound_by_what_it_stood_below(county: County) -> None:
    async def founded(kind: str, name: str, parent: str) -> str:
        given = {"parentId": parent, "kind": kind, "name": name, "occurredAt": day(-40)}
        return await make(county.api, "organisationFound", "organisation", **given)

    first, second = [await founded("GENERAL_BRANCH", name, county.township) for name in ("甲总支", "乙总支")]
    branch = await founded("PARTY_BRANCH", "支部", first)
    await published(county, "local")
    own = adoption(county, "local", first, since=day(-30), approvedBy=county.township)
    await county.api.done("policyAdopt", "node { id }", **own)
    moved = {"organisationId": branch, "parentId": second, "approvedBy": county.township, "on": day(-10)}
    await county.api.done("organisationMove", "organisation { id }", **moved, reason="REDRAWN")
    bound = [("local/lecture", "1")]
    for on, rules in ((-31, []), (-30, bound), (-11, bound), (-10, []), (0, [])):
        assert await series(county, day(on), branch) == rules, on
