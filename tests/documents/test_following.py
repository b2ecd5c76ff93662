"""From an entry to the document that it names: for those who may see that, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Role
from tests.api.accepted import Scene
from tests.api.accepted_documents import NAMING, Naming, sealed
from tests.api.client import key_of
from tests.api.county import County

_TOLD = "{ id kind erasedOn member { id } organisation { id } }"
# How a document is reached from what its mutation gives back.
PATHS = {
    "RequestLeave.grounds_id": ("grounds",),
    "HandInLeaveEvidence.document_id": ("documents", "nodes"),
    "RaiseObjection.grounds_id": ("grounds",),
    "DecideObjection.document_id": ("document",),
    "TakeMinutes.document_id": ("document",),
    "RecordDeparture.document_id": ("document",),
    "RecordProcedureStep.document_id": ("steps(where: { isTaken: true })", "nodes", "document"),
    "FulfilObligation.document_id": ("document",),
    "RecordPeerReviews.reviews.document_id": ("peerReviews", "nodes", "document"),
    "CorrectPeerReview.document_id": ("document",),
}
FIELDS = pytest.mark.parametrize("name", PATHS)


async def followed(county: County, naming: Naming, path: tuple[str, ...], entry: str, **who: str) -> Any:
    """The document of an entry; None where nothing is told."""
    within = " { ".join(path) + " " + _TOLD + " }" * (len(path) - 1)
    type_name = naming.entity[0].upper() + naming.entity[1:]
    query = f"query ($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {within} }} }} }}"
    found: Any = (await county.api.ask(query, {"id": entry}, **who))["node"]
    for step in path:
        found = found and found[step.partition("(")[0]]
        if isinstance(found, list):
            found = next((one for one in found if any(one.values())), None)
    return found


async def named(county: County, naming: Naming, scene: Scene, document: str) -> str:
    """An entry that names it."""
    given = naming.names(await naming.input_of(scene), document)
    payload = await county.api.done(naming.mutation, f"{naming.entity} {{ id }}", **given)
    entry: str = payload[naming.entity]["id"]
    return entry


def test_every_entry_is_followed() -> None:
    assert PATHS.keys() == NAMING.keys()


@FIELDS
async def test_an_entry_leads_to_its_document(county: County, name: str) -> None:
    """And still does when it was erased: that there was one, and that nobody reads it any more."""
    naming, scene = NAMING[name], await Scene.at_the_branch(county)
    about = naming.about(scene)
    document = await sealed(county, **about)
    entry = await named(county, naming, scene, document)
    told: dict[str, Any] = {"id": document, "kind": "REPORT", "erasedOn": None}
    told |= {"member": None, "organisation": None}
    told |= {field.removesuffix("Id"): {"id": whose} for field, whose in about.items()}
    assert await followed(county, naming, PATHS[name], entry) == told
    await county.api.done("documentErase", "document { id }", documentId=document, basis="PERIOD_ENDED")
    gone = await followed(county, naming, PATHS[name], entry)
    assert gone["erasedOn"] is not None
    assert {**gone, "erasedOn": None} == told


@FIELDS
async def test_who_may_not_see_documents_is_led_to_none(county: County, name: str) -> None:
    """A program that reads of life and of persons, but whose token has no `documents:read`."""
    naming, scene = NAMING[name], await Scene.at_the_branch(county)
    entry = await named(county, naming, scene, await sealed(county, **naming.about(scene)))
    scopes = ["structure:read", "life:read", "persons:read"]
    for more, is_told in ((), False), (["documents:read"], True):
        reader = county.api.token(Role.INTEGRATOR, scopes=[*scopes, *more])
        found = await followed(county, naming, PATHS[name], entry, token=reader)
        assert (found is not None) == is_told


async def test_members_follow_what_is_about_themselves(county: County) -> None:
    """Their grounds, but not the minutes, which are about the branch: of these they see what was recorded."""
    scene = await Scene.at_the_branch(county)
    member = county.api.token(Role.MEMBER, member=key_of(scene.member))
    for name, is_own in {"RequestLeave.grounds_id": True, "TakeMinutes.document_id": False}.items():
        naming = NAMING[name]
        entry = await named(county, naming, scene, await sealed(county, **naming.about(scene)))
        found = await followed(county, naming, PATHS[name], entry, token=member)
        assert (found is not None) == is_own, name


async def test_it_is_told_as_of_before(county: County) -> None:
    scene, naming = await Scene.at_the_branch(county), NAMING["RequestLeave.grounds_id"]
    document = await sealed(county, memberId=scene.member)
    leave = await named(county, naming, scene, document)
    erased = await county.api.done(
        "documentErase", "document { id }", documentId=document, basis="PERIOD_ENDED"
    )
    query = """query ($id: ID!, $at: Position) {
      node(id: $id, asOf: { position: $at }) { ... on Leave { grounds { erasedOn } } } }"""
    before = await county.api.ask(query, {"id": leave, "at": int(erased["position"]) - 1})
    assert before["node"]["grounds"] == {"erasedOn": None}
