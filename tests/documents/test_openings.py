"""Who is told of openings: inspectors, and whoever a document is about."""

from __future__ import annotations

from typing import Any

from application.actor import Role
from tests.api.client import key_of
from tests.documents.conftest import Office

OPENINGS = """
query ($where: DocumentOpeningWhere) {
  documentOpenings(first: 20, where: $where) {
    totalCount nodes { account role wasChecked purpose document { id } person { id } place { id } }
  }
}"""


async def asked(office: Office, role: Role, where: dict[str, Any] | None = None, /, **claims: Any) -> Any:
    token = office.county.api.token(role, account="asks", **claims)
    return (await office.county.api.ask(OPENINGS, {"where": where}, token=token))["documentOpenings"]


async def opened(office: Office) -> tuple[str, str]:
    """Two documents, about the first member and about the branch, that the branch's secretary has opened."""
    county = office.county
    documents = (
        await office.seal(),
        await office.seal("支部大会记录", organisationId=county.branch, kind="MINUTES"),
    )
    secretary = county.api.token(Role.BRANCH_SECRETARY, account="li", place=key_of(county.branch))
    for document in documents:
        await office.text(document, token=secretary)
    return documents


async def test_inspectors_see_all_and_the_member_those_about_oneself(office: Office) -> None:
    of_member, of_branch = await opened(office)
    county = office.county
    all_of_it = await asked(office, Role.INSPECTOR)
    assert [one["document"]["id"] for one in all_of_it["nodes"]] == [of_branch, of_member]
    mine = await asked(office, Role.MEMBER, member=key_of(county.members[0]))
    (node,) = mine["nodes"]
    assert (node["account"], node["role"], node["person"]) == (
        "li",
        "BRANCH_SECRETARY",
        {"id": county.members[0]},
    )
    assert (await asked(office, Role.MEMBER, member=key_of(county.members[1])))["totalCount"] == 0
    # Those who keep the records are not to see who looks into them.
    assert (await asked(office, Role.COUNTY_SECRETARY))["totalCount"] == 0
    assert (await asked(office, Role.BRANCH_SECRETARY, place=key_of(county.branch)))["totalCount"] == 0


async def test_they_are_found_by_document_and_by_whoever_opened(office: Office) -> None:
    of_member, of_branch = await opened(office)
    for where, found in (
        ({"document": {"eq": of_member}}, [of_member]),
        ({"person": {"eq": office.county.members[0]}}, [of_member]),
        ({"account": {"eq": "li"}}, [of_branch, of_member]),
        ({"account": {"eq": "wang"}}, []),
    ):
        nodes = (await asked(office, Role.INSPECTOR, where))["nodes"]
        assert [one["document"]["id"] for one in nodes] == found


async def test_a_document_leads_to_its_openings(office: Office) -> None:
    of_member, _ = await opened(office)
    inspector = office.county.api.token(Role.INSPECTOR, account="asks")
    query = f'{{ document(id: "{of_member}") {{ openings(first: 5) {{ nodes {{ account }} }} }} }}'
    found = await office.county.api.ask(query, token=inspector)
    assert found["document"]["openings"]["nodes"] == [{"account": "li"}]
