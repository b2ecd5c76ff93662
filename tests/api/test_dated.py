"""Division codes by date, and when terms end, by the API alone."""

from __future__ import annotations

from tests.api.county import TODAY, County, day

CODES = "codes(first: 5) { nodes { divisionCode fromOn toOn } }"


async def test_a_code_keeps_its_predecessor(county: County) -> None:
    api = county.api
    for code, on in (("430281100201", day(-30)), ("430281100601", day(0))):
        recoded = await api.done(
            "organisationRecode",
            f"organisation {{ divisionCode {CODES} }}",
            organisationId=county.branch,
            divisionCode=code,
            fromOn=on,
        )
    assert recoded["organisation"]["divisionCode"] == "430281100601"
    assert recoded["organisation"]["codes"]["nodes"] == [
        {"divisionCode": None, "fromOn": day(-400), "toOn": day(-30)},
        {"divisionCode": "430281100201", "fromOn": day(-30), "toOn": day(0)},
        {"divisionCode": "430281100601", "fromOn": day(0), "toOn": None},
    ]
    by_old_code = 'organisations(first: 5, where: { boreCode: "430281100201" }) { nodes { id } }'
    then = f'organisation(id: $id, asOf: {{ occurredOn: "{day(-1)}" }}) {{ divisionCode }}'
    asked = await api.ask(f"query ($id: ID!) {{ {by_old_code} {then} }}", {"id": county.branch})
    assert asked["organisations"]["nodes"] == [{"id": county.branch}]
    assert asked["organisation"] == {"divisionCode": "430281100201"}


async def test_when_terms_end(county: County) -> None:
    api = county.api
    elected = await api.done(
        "organisationElectionRecord",
        "organisation { electedOn termEndsOn }",
        organisationId=county.branch,
        heldOn=day(-1),
    )
    held_on = elected["organisation"]["electedOn"]
    assert held_on == day(-1)
    ends_on = elected["organisation"]["termEndsOn"]
    assert int(ends_on[:4]) == int(held_on[:4]) + 5  # of a village
    due = (
        "query ($by: Date!) { organisations(first: 5, where: { termEndsOn: { lte: $by } }) { nodes { id } } }"
    )
    assert (await api.ask(due, {"by": ends_on}))["organisations"]["nodes"] == [{"id": county.branch}]
    assert (await api.ask(due, {"by": f"{TODAY.year + 4}-01-01"}))["organisations"]["nodes"] == []
