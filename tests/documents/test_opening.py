"""Who may open a document, what is recorded before anything is told, and what a key does that is not as it was."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from application.actor import Role
from event_store.errors import StoreUnavailableError
from tests.api.client import key_of
from tests.api.county import day
from tests.documents.conftest import CHECK, GROUNDS, TEXT, Office


def token(office: Office, role: Role, **claims: Any) -> str:
    return office.county.api.token(role, account=role.value.lower(), **claims)


def code_of(answer: dict[str, Any]) -> str:
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


async def test_those_open_it_who_may(office: Office) -> None:
    county = office.county
    of_member = await office.seal()
    of_branch = await office.seal("支部大会记录", organisationId=county.branch, kind="MINUTES")
    first, second, _ = (key_of(member) for member in county.members)
    cases = (
        (token(office, Role.COUNTY_SECRETARY), True, True),
        (token(office, Role.TOWNSHIP_SECRETARY, place=key_of(county.township)), True, True),
        (token(office, Role.BRANCH_SECRETARY, place=key_of(county.branch)), True, True),
        (token(office, Role.BRANCH_SECRETARY, place=key_of(county.other_branch)), False, False),
        (token(office, Role.MEMBER, member=first), True, False),
        (token(office, Role.MEMBER, member=second), False, False),
        (token(office, Role.GRID_WORKER, grid=key_of(county.grid)), False, False),
        (token(office, Role.INSPECTOR), True, True),
        (token(office, Role.INTEGRATOR, scopes=["persons:read", "life:read"]), False, False),
        (token(office, Role.INTEGRATOR, scopes=["documents:read"]), True, True),
        (token(office, Role.OPERATOR), False, False),
    )
    for caller, *opens in cases:
        for document, may in zip((of_member, of_branch), opens, strict=True):
            answer = await office.text(document, token=caller)
            if may:
                assert answer["data"]["documentText"]["text"], caller
            else:
                assert code_of(answer) == "NOT_FOUND"
                checked = await county.api.post(CHECK, {"id": document, "text": GROUNDS}, token=caller)
                assert code_of(checked.json()) == "NOT_FOUND"
    assert len(await office.openings()) == sum(may for _, *opens in cases for may in opens)


async def test_it_goes_along_with_the_member(office: Office) -> None:
    """Who keeps the records of the new branch opens it, and who kept those of the old one does not any more."""
    county = office.county
    document = await office.seal()
    old, new = (
        token(office, Role.BRANCH_SECRETARY, place=key_of(place))
        for place in (county.branch, county.other_branch)
    )
    moved = {"memberId": county.members[0], "toBranchId": county.other_branch, "fromOn": day(0)}
    await county.api.done("memberTransfer", "member { id }", **moved)
    assert code_of(await office.text(document, token=old)) == "NOT_FOUND"
    assert (await office.text(document, token=new))["data"]["documentText"]["text"] == GROUNDS


async def test_an_opening_is_recorded_with_who_when_and_what_for(office: Office) -> None:
    county = office.county
    document = await office.seal()
    place = key_of(county.branch)
    secretary = token(office, Role.BRANCH_SECRETARY, place=place, member=key_of(county.members[1]))
    answer = await county.api.post(TEXT, {"id": document}, token=secretary, gridledger_purpose="COMPLAINT")
    await county.api.ask(CHECK, {"id": document, "text": GROUNDS}, token=secretary)
    opened, checked = await office.openings()
    assert (opened["was_checked"], checked["was_checked"]) == (False, True)
    assert (opened["purpose"], checked["purpose"]) == ("COMPLAINT", None)
    assert opened["request_id"] == answer.headers["x-request-id"]
    for one in (opened, checked):
        assert (one["document_id"], one["person_id"]) == (key_of(document), key_of(county.members[0]))
        assert (one["account"], one["role"], one["place_id"]) == (
            "branch_secretary",
            "BRANCH_SECRETARY",
            place,
        )
        assert one["member_id"] == key_of(county.members[1])


async def test_who_read_of_whom_tells_it_too(office: Office) -> None:
    document = await office.seal()
    await office.ledger.services.read_audit.settle()
    await office.tables.execute("DELETE FROM read_audit.reading")
    await office.text(document)
    await office.ledger.services.read_audit.settle()
    (reading,) = await office.tables.fetch(
        "SELECT * FROM read_audit.reading JOIN read_audit.person_set USING (tenant_id, set_id)"
    )
    assert reading["field_groups"] == ["DOCUMENTS"]
    assert reading["persons"] == [key_of(office.county.members[0])]


async def test_what_cannot_be_recorded_is_not_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    document = await office.seal()

    async def is_away(*args: object) -> None:
        raise StoreUnavailableError("away", code="08006")

    monkeypatch.setattr(office.ledger.services.openings._connections, "fetch", is_away)
    for query, variables in ((TEXT, {}), (CHECK, {"text": GROUNDS})):
        response = await office.county.api.post(query, {"id": document, **variables})
        assert code_of(response.json()) == "THROTTLED"
        assert GROUNDS not in response.text
        assert "true" not in response.text
    assert await office.openings() == []


async def test_without_the_key_it_stays_shut(office: Office) -> None:
    """As after a restore of the database alone."""
    document = await office.seal()
    office.key(document).unlink()
    answer = await office.text(document)
    assert code_of(answer) == "DOCUMENT_UNREADABLE"
    assert answer["data"]["documentText"] is None
    checked = await office.county.api.post(CHECK, {"id": document, "text": GROUNDS})
    assert code_of(checked.json()) == "DOCUMENT_UNREADABLE"
    assert await office.openings() == []  # nobody was told anything


async def test_with_another_key_it_stays_shut(office: Office) -> None:
    document, other = await office.seal(), await office.seal("别的事由")
    shutil.copyfile(office.key(other), office.key(document))
    assert code_of(await office.text(document)) == "DOCUMENT_UNREADABLE"
    assert await office.openings() == []


@pytest.mark.parametrize("content", [b"", b"\0" * 95, b"\0" * 96, b"\0" * 97])
async def test_a_file_that_is_no_key_opens_nothing(office: Office, content: bytes) -> None:
    document = await office.seal()
    office.key(document).write_bytes(content)
    assert code_of(await office.text(document)) == "DOCUMENT_UNREADABLE"


async def test_keys_may_move_and_be_found_again(office: Office) -> None:
    document = await office.seal()
    away = office.keys.with_name("moved")
    office.keys.rename(away)
    assert code_of(await office.text(document)) == "DOCUMENT_UNREADABLE"
    away.rename(office.keys)
    assert (await office.text(document))["data"]["documentText"]["text"] == GROUNDS


async def test_what_was_sealed_for_another_document_is_not_taken_for_it(office: Office) -> None:
    """Whoever writes in the tables cannot put one text in the place of another."""
    document, other = await office.seal(), await office.seal("别的事由")
    await office.tables.execute(
        "UPDATE sealed.document SET sealed = (SELECT sealed FROM sealed.document WHERE document_id = $1)"
        " WHERE document_id = $2",
        key_of(other),
        key_of(document),
    )
    shutil.copyfile(office.key(other), office.key(document))
    assert code_of(await office.text(document)) == "DOCUMENT_UNREADABLE"


async def test_a_text_that_is_gone_from_the_table_is_told_as_that(office: Office) -> None:
    document = await office.seal()
    await office.tables.execute("DELETE FROM sealed.document")
    assert code_of(await office.text(document)) == "DOCUMENT_UNREADABLE"


async def test_nothing_is_sealed_where_keys_cannot_be_kept(office: Office) -> None:
    """A file in the place of the directory: no key, no text, no event; with the same key it is done later."""
    office.keys.write_text("not a directory")
    given = {"kind": "TALK", "text": GROUNDS, "memberId": office.county.members[0]}
    mutation = (
        "mutation ($i: DocumentSealInput!) { documentSeal(input: $i) { userErrors { code } position } }"
    )
    asked = {"i": {"idempotencyKey": "later", **given}}
    answer = (await office.county.api.post(mutation, asked)).json()
    assert code_of(answer) == "THROTTLED"
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 0
    assert not await office.tables.fetch("SELECT FROM event_store.event WHERE stream_type = 'document'")
    office.keys.unlink()
    assert (await office.county.api.ask(mutation, asked))["documentSeal"]["userErrors"] == []


@pytest.mark.parametrize("named", ["", "x", "TWVtYmVyOgGh-KsS9nPStlQydC2YoBc"])
async def test_an_id_of_no_document_is_not_found(office: Office, named: str) -> None:
    assert code_of(await office.text(named)) == "NOT_FOUND"


async def test_a_text_beyond_the_limit_is_not_held_against_anything(office: Office) -> None:
    document = await office.seal()
    answer = await office.county.api.post(CHECK, {"id": document, "text": "a" * 65_537})
    assert code_of(answer.json()) == "BAD_USER_INPUT"
    half = f'{{ documentCheck(id: "{document}", text: "\\ud83d") }}'
    assert code_of((await office.county.api.post(half)).json()) in ("BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED")


async def test_no_word_of_it_is_logged(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    document = await office.seal()
    await office.text(document)
    office.key(document).unlink()
    await office.text(document)
    await office.county.api.do(
        "documentSeal", kind="MINUTES", text=GROUNDS, memberId=office.county.members[0]
    )
    printed = "".join(capsys.readouterr())
    assert "腰椎" not in printed
    assert str(office.keys) not in printed
