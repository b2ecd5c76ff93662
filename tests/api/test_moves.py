"""An organisation goes under another parent: who sees what of it from then on, and where it counts, by the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from application.actor import Role
from tests.api.client import key_of
from tests.api.county import County, day, make

SPAN = f'from: "{day(-62)[:7]}", to: "{day(31)[:7]}"'


@dataclass
class Moved:
    """A branch that went below one township forty days ago, and below another ten days ago."""

    county: County
    left: str  # the township where it stood,
    township: str  # and that where it stands now
    before: str  # a meeting of before the move,
    late: str  # one of before it that was entered afterwards,
    after: str  # and one of after it
    position: int  # the last before the move was known

    def at(self, role: Role, place: str) -> str:
        return self.county.api.token(role, place=key_of(place))

    @property
    def secretary(self) -> str:
        return self.at(Role.BRANCH_SECRETARY, self.county.branch)

    @property
    def officers(self) -> tuple[str, str]:
        """Of the township that it left, and of that to which it came."""
        role = Role.TOWNSHIP_SECRETARY
        return self.at(role, self.left), self.at(role, self.township)

    async def meetings(self, token: str, where: str = "{}", as_of: str = "") -> set[str]:
        asked = f"{{ meetings(first: 50, where: {where}{as_of}) {{ nodes {{ id }} }} }}"
        found = await self.county.api.ask(asked, token=token)
        return {node["id"] for node in found["meetings"]["nodes"]}

    async def members(self, token: str, as_of: str = "") -> set[str]:
        asked = f"{{ members(first: 50{as_of}) {{ nodes {{ id }} }} }}"
        found = await self.county.api.ask(asked, token=token)
        return {node["id"] for node in found["members"]["nodes"]}


def move(county: County, parent: str, on: str, organisation: str | None = None) -> dict[str, Any]:
    given = {"organisationId": organisation or county.branch, "parentId": parent, "on": on}
    return {**given, "approvedBy": county.committee, "reason": "TOWNSHIPS_REDRAWN"}


async def township(county: County, name: str) -> str:
    given = {"kind": "PARTY_COMMITTEE", "name": name, "occurredAt": day(-60)}
    return await make(county.api, "organisationFound", "organisation", parentId=county.committee, **given)


@pytest.fixture
async def moved(county: County) -> Moved:
    here, there = await township(county, "北塘镇党委"), await township(county, "南塘镇党委")
    await county.api.done("organisationMove", "organisation { id }", **move(county, here, day(-40)))
    before = await county.meeting(days=-20)
    await county.attended(before, county.members)
    planned = await county.meeting(days=-3, frozen=False)
    position = await county.api.head()
    await county.api.done("organisationMove", "organisation { id }", **move(county, there, day(-10)))
    late = await county.meeting(days=-12, frozen=False)
    return Moved(county, here, there, before, late, planned, position)


async def test_it_stands_elsewhere_and_says_where_it_stood(moved: Moved) -> None:
    county = moved.county
    fields = "parent { id } places(first: 5) { nodes { fromOn toOn depth parent { id } } }"
    found = await county.api.ask(
        f"query ($id: ID!) {{ organisation(id: $id) {{ {fields} }} }}", {"id": county.branch}
    )
    assert found["organisation"]["parent"] == {"id": moved.township}
    assert found["organisation"]["places"]["nodes"] == [
        {"fromOn": day(-400), "toOn": day(-40), "depth": 2, "parent": {"id": county.township}},
        {"fromOn": day(-40), "toOn": day(-10), "depth": 2, "parent": {"id": moved.left}},
        {"fromOn": day(-10), "toOn": None, "depth": 2, "parent": {"id": moved.township}},
    ]
    group = await county.api.ask(
        "query ($id: ID!) { organisation(id: $id) { parent { id } places(first: 5) { nodes { fromOn } } } }",
        {"id": county.group},
    )
    assert group["organisation"] == {
        "parent": {"id": county.branch},
        "places": {"nodes": [{"fromOn": day(-400)}, {"fromOn": day(-40)}, {"fromOn": day(-10)}]},
    }


async def test_its_secretary_sees_what_was_before_and_what_came_after(moved: Moved) -> None:
    assert await moved.meetings(moved.secretary) == {moved.before, moved.late, moved.after}
    assert await moved.members(moved.secretary) == set(moved.county.members)
    query = "query ($id: ID!) { meeting(id: $id) { attendance(first: 9) { nodes { member { id } } } } }"
    found = await moved.county.api.ask(query, {"id": moved.before}, token=moved.secretary)
    assert len(found["meeting"]["attendance"]["nodes"]) == len(moved.county.members)


async def test_a_finding_lies_where_its_inspection_lies(moved: Moved) -> None:
    """Also one that is raised after the move."""
    api = moved.county.api
    inspection = await make(
        api,
        "supervisoryInspectionRecord",
        "supervisoryInspection",
        organisationId=moved.county.branch,
        inspectorId=moved.county.committee,
        heldOn=day(-12),
    )
    given = {"supervisoryInspectionId": inspection, "matter": "MINUTES_INCOMPLETE", "dueOn": day(30)}
    await api.done("supervisoryInspectionFindingRaise", "supervisoryInspection { id }", **given)
    asked = "{ supervisoryInspections(first: 9) { nodes { id } } %s }"
    raised = "supervisoryInspectionFindings(first: 9) { nodes { supervisoryInspection { id } } }"
    left, came = [await api.ask(asked % raised, token=token) for token in moved.officers]
    assert left["supervisoryInspections"]["nodes"] == [{"id": inspection}]
    assert left["supervisoryInspectionFindings"]["nodes"] == [{"supervisoryInspection": {"id": inspection}}]
    assert [found["nodes"] for found in came.values()] == [[], []]


async def test_so_do_its_members(moved: Moved) -> None:
    token = moved.county.api.token(Role.MEMBER, member=key_of(moved.county.members[0]))
    assert await moved.meetings(token) == {moved.before, moved.late, moved.after}


async def test_the_townships_see_what_happened_in_their_time_and_who_is_there_now(moved: Moved) -> None:
    left, came = moved.officers
    assert await moved.meetings(left) == {moved.before, moved.late}
    assert await moved.meetings(came) == {moved.after}
    assert await moved.members(left) == set()
    assert await moved.members(came) == set(moved.county.members)


async def test_who_stands_at_a_township_records_only_what_is_below_it_now(moved: Moved) -> None:
    left, came = moved.officers
    asked: dict[str, Any] = {"organisationId": moved.county.branch, "kind": "PARTY_LECTURE", "heldOn": day(0)}
    refused = await moved.county.api.refused("meetingPlan", token=left, **asked)
    assert refused == [("FORBIDDEN", ["organisationId"], None)]
    await moved.county.api.done("meetingPlan", "meeting { id }", token=came, **asked)


@pytest.mark.parametrize("as_of", ["", "position"])
async def test_figures_stay_with_the_place_of_their_day(moved: Moved, as_of: str) -> None:
    county = moved.county
    when = f", asOf: {{ position: {await county.api.head()} }}" if as_of else ""
    planned = {}
    for name, node in {
        "left": moved.left,
        "came": moved.township,
        "county": county.committee,
        "branch": county.branch,
    }.items():
        fields = "meetingsPlanned present entries(first: 50) { nodes { objectId meeting { id } } }"
        asked = f'{{ rollupSpan(node: "{node}", {SPAN}{when}) {{ {fields} }} }}'
        span = (await county.api.ask(asked))["rollupSpan"]
        opened = {entry["meeting"]["id"] for entry in span["entries"]["nodes"]}
        assert len(span["entries"]["nodes"]) == span["meetingsPlanned"]
        planned[name] = (opened, span["present"])
    everyone = len(county.members)
    assert planned == {
        "left": ({moved.before, moved.late}, everyone),
        "came": ({moved.after}, 0),
        "county": ({moved.before, moved.late, moved.after}, everyone),
        "branch": ({moved.before, moved.late, moved.after}, everyone),
    }


async def test_a_place_in_a_filter_is_wherever_it_stood(moved: Moved) -> None:
    county = moved.county
    every = {moved.before, moved.late, moved.after}
    token = county.api.token()
    for place, found in (
        (county.branch, every),
        (county.committee, every),
        (moved.left, {moved.before, moved.late}),
        (moved.township, {moved.after}),
    ):
        assert await moved.meetings(token, f'{{ within: "{place}" }}') == found


async def test_as_of_a_day_it_stands_where_it_stood_and_as_known_then_where_it_was_believed_to(
    moved: Moved,
) -> None:
    county = moved.county
    people = len(county.members)
    for as_of, parent, left, came in (
        (f'occurredOn: "{day(-11)}"', moved.left, people, 0),
        (f'occurredOn: "{day(-10)}"', moved.township, 0, people),
        (f"position: {moved.position}", moved.left, people, 0),
        (f'position: {moved.position}, occurredOn: "{day(-5)}"', moved.left, people, 0),
        (f'position: {moved.position}, occurredOn: "{day(-11)}"', moved.left, people, 0),
    ):
        asked = " ".join(
            f'{name}: organisation(id: "{node}", asOf: {{ {as_of} }}) {{ {fields} }}'
            for name, node, fields in (
                ("branch", county.branch, "parent { id }"),
                ("left", moved.left, "memberCount"),
                ("came", moved.township, "memberCount"),
            )
        )
        found = await county.api.ask(f"{{ {asked} }}")
        assert found == {
            "branch": {"parent": {"id": parent}},
            "left": {"memberCount": left},
            "came": {"memberCount": came},
        }, as_of
    now = await county.api.ask(
        "query ($a: ID!, $b: ID!) { a: organisation(id: $a) { memberCount } b: organisation(id: $b) { memberCount } }",
        {"a": moved.left, "b": moved.township},
    )
    assert (now["a"]["memberCount"], now["b"]["memberCount"]) == (0, people)


async def test_back_again_it_takes_along_what_came_meanwhile(moved: Moved) -> None:
    county = moved.county
    await county.api.done("organisationMove", "organisation { id }", **move(county, moved.left, day(-1)))
    left, came = moved.officers
    assert await moved.meetings(left) == {moved.before, moved.late}
    assert await moved.meetings(came) == {moved.after}
    assert await moved.meetings(moved.secretary) == {moved.before, moved.late, moved.after}
    assert await moved.members(came) == set()


async def test_what_is_refused(moved: Moved) -> None:
    county = moved.county
    refused = county.api.refused
    for on in (day(-10), day(-401)):
        dates = await refused("organisationMove", **move(county, moved.left, on))
        assert set(map(str, dates)) == {str(("INVALID_DATES", ["on"], None))}
    ahead = [("IN_THE_FUTURE", ["on"], None)]
    assert await refused("organisationMove", **move(county, moved.left, day(1))) == ahead
    itself = await refused("organisationMove", **move(county, county.branch, day(0)))
    assert ("BELOW_ITSELF", ["parentId"], None) in itself
    top = await refused("organisationMove", **move(county, moved.left, day(0), county.committee))
    assert ("WRONG_KIND", ["organisationId"], None) in top
    group = await refused("organisationMove", **move(county, county.other_branch, day(0), county.group))
    assert group == [("WRONG_KIND", ["organisationId"], None)]
    by_the_township = {**move(county, moved.left, day(0)), "approvedBy": moved.township}
    assert await refused("organisationMove", **by_the_township) == [("NOT_ABOVE", ["approvedBy"], None)]


async def test_both_places_have_to_be_the_callers(moved: Moved) -> None:
    county = moved.county
    asked = move(county, moved.left, day(0))
    for token in moved.officers:
        refused = await county.api.refused("organisationMove", token=token, **asked)
        assert [code for code, _, _ in refused] == ["FORBIDDEN"]
