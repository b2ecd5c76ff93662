"""Documents that other entries name: there, not erased, and about whom the entry is about."""

from __future__ import annotations

from typing import Any

import pytest

from domain.core.ids import uuid7
from graphql_api.read import encode_id
from tests.api.accepted import Scene
from tests.api.accepted_documents import NAMING, OF_OTHERS, Naming, sealed
from tests.api.client import key_of
from tests.api.county import County, make

ALL = {**NAMING, **OF_OTHERS}
FIELDS = pytest.mark.parametrize("naming", ALL.values(), ids=ALL)


async def refusal(county: County, naming: Naming, given: dict[str, Any], document: str) -> str:
    """Why an entry that names this document is refused."""
    refused = await county.api.refused(naming.mutation, **naming.names(given, document))
    ((code, field, _),) = refused
    return " ".join([code, *(field or ())])


@FIELDS
@pytest.mark.parametrize("by", ["the UUID", "the global id"])
async def test_a_document_of_the_entrys_own_is_named(county: County, naming: Naming, by: str) -> None:
    scene = await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    document = await sealed(county, **naming.about(scene))
    named = str(key_of(document)) if by == "the UUID" else document
    await county.api.done(naming.mutation, f"{naming.entity} {{ id }}", **naming.names(given, named))


@FIELDS
async def test_a_document_of_an_organisation_above_is_named(county: County, naming: Naming) -> None:
    """But not by what is a member's own: that would name what the member does not see."""
    scene = await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    circular = await sealed(county, organisationId=county.committee)
    if not naming.of_line:
        assert await refusal(county, naming, given, circular) == f"NOT_FOUND {naming.field}"
        return
    await county.api.done(naming.mutation, f"{naming.entity} {{ id }}", **naming.names(given, circular))


@FIELDS
async def test_a_document_of_anybody_else_is_as_one_of_nowhere(county: County, naming: Naming) -> None:
    scene = await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    stranger = await sealed(county, memberId=county.members[1])
    erased = await sealed(county, memberId=county.members[1])
    await county.api.done("documentErase", documentId=erased, basis="PERIOD_ENDED")
    beside = await sealed(county, organisationId=county.other_branch)
    no_document = str(key_of(county.branch))  # of a stream that is there
    others = stranger, erased, beside, no_document, encode_id("Document", uuid7()), str(uuid7())
    told = {await refusal(county, naming, given, each) for each in others}
    assert told == {f"NOT_FOUND {naming.field}"}


@FIELDS
async def test_an_erased_document_is_named_no_more(county: County, naming: Naming) -> None:
    scene = await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    document = await sealed(county, **naming.about(scene))
    await county.api.done("documentErase", documentId=document, basis="CONSENT_WITHDRAWN")
    assert await refusal(county, naming, given, document) == f"DOCUMENT_ERASED {naming.field}"


@FIELDS
async def test_a_document_about_one_of_them_is_of_another_than_the_entry(
    county: County, naming: Naming
) -> None:
    """Of an entry about an organisation, a document about its member; of one about a member, of the group below."""
    scene = await Scene.at_the_branch(county)
    given = await naming.input_of(scene)
    of_organisation = "organisationId" in naming.about(scene)
    about = {"memberId": scene.member} if of_organisation else {"organisationId": county.group}
    document = await sealed(county, **about)
    assert await refusal(county, naming, given, document) == f"NOT_FOUND {naming.field}"


async def test_the_talk_about_a_branch_is_what_its_obligation_names(county: County) -> None:
    """The talk after theme days that were missed: it is about the branch, and of no member."""
    naming = OF_OTHERS["FulfilObligation.document_id about a branch"]
    given = await naming.input_of(await Scene.at_the_branch(county))
    talk = await make(
        county.api,
        "documentSeal",
        "document",
        kind="TALK",
        text="谈话要点：补办主题党日。",
        organisationId=county.branch,
    )
    told = await county.api.done(
        "obligationFulfil", "obligation { consequence document { id kind } }", **naming.names(given, talk)
    )
    assert told["obligation"] == {"consequence": "TALK", "document": {"id": talk, "kind": "TALK"}}
