"""What shows that something was done is an event, and its id is one that the API finds again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from graphql_api.read import encode_id
from tests.api import accepted_grids as grids
from tests.api import accepted_projects as projects
from tests.api import accepted_service as service
from tests.api.accepted import Scene
from tests.api.county import County
from tests.api.events import event_of

SHOWN = "query ($id: ID!) { node(id: $id) { __typename id ... on Event { eventId } } }"
CASES = [
    ("issueClose", grids.close, "issue", "issues"),
    ("taskClose", projects.close, "task", "tasks"),
    (
        "supervisoryInspectionFindingRectify",
        service.rectify_finding,
        "supervisoryInspection",
        "supervisoryInspectionFindings",
    ),
]


@pytest.mark.parametrize("by_global_id", [False, True])
@pytest.mark.parametrize(("mutation", "input_of", "entity", "plural"), CASES)
async def test_evidence_leads_to_its_event(
    county: County,
    mutation: str,
    input_of: Callable[[Scene], Awaitable[Any]],
    entity: str,
    plural: str,
    by_global_id: bool,
) -> None:
    given = await input_of(await Scene.at_the_branch(county))
    shown = await event_of(county.api, county.branch, "organisation.founded")
    id_ = encode_id("Event", UUID(shown))
    evidence = {"evidence": id_ if by_global_id else shown}
    await county.api.done(mutation, f"{entity} {{ id }}", **{**given, **evidence})
    for also in ("", "__typename"):  # planned, and executed
        answer = await county.api.ask(f"{{ {also} {plural} {{ nodes {{ evidence }} }} }}")
        assert answer[plural]["nodes"] == [{"evidence": id_}]
    found = await county.api.ask(SHOWN, {"id": id_})
    assert found["node"] == {"__typename": "Event", "id": id_, "eventId": shown}
