"""A text is erased: by whom, what is left, and what can still be proved."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from application.actor import Role
from application.documents.directory import KeyDirectory
from application.documents.keys import KeysUnavailableError
from application.log_verification import verify_log
from tests.api.client import TENANT, key_of
from tests.documents.conftest import CHECK, GROUNDS, Office

ERASED = "document { erasedOn erasureBasis salted: saltedSha256 }"


async def erase(office: Office, document: str, **options: Any) -> dict[str, Any]:
    given = {"documentId": document, "basis": "PURPOSE_ENDED", **options}
    return await office.county.api.do("documentErase", ERASED, **given)


async def test_the_key_and_the_text_are_gone_and_the_log_says_so(office: Office) -> None:
    document = await office.seal()
    file = office.key(document)
    erased = await erase(office, document)
    assert erased["userErrors"] == []
    assert erased["document"]["erasureBasis"] == "PURPOSE_ENDED"
    assert erased["document"]["erasedOn"]
    assert not file.exists()
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 0
    assert (await office.text(document))["data"] == {"documentText": None}
    checked = await office.county.api.ask(CHECK, {"id": document, "text": GROUNDS})
    assert checked["documentCheck"] is None
    assert await office.openings() == []


async def test_it_is_on_the_list_with_who_and_why(office: Office) -> None:
    document, kept = await office.seal(), await office.seal()
    payload = await erase(office, document, basis="CONSENT_WITHDRAWN")
    (line,) = KeyDirectory(office.keys).erasures()
    assert (line.tenant_id, line.document_id) == (TENANT, key_of(document))
    assert (line.role, line.basis) == ("COUNTY_SECRETARY", "CONSENT_WITHDRAWN")
    assert line.position == int(payload["position"])
    assert (await office.text(kept))["data"]["documentText"]["text"] == GROUNDS


async def test_the_log_verifies_as_before(office: Office) -> None:
    """Its events commit to a hash, never to the text: nothing in it had to change."""
    document = await office.seal()
    before = await office.tables.fetch("SELECT event_id, payload FROM event_store.event ORDER BY position")
    await erase(office, document)
    after = await office.tables.fetch("SELECT event_id, payload FROM event_store.event ORDER BY position")
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert (await verify_log(office.ledger.store, TENANT)).sound


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROCESS_MANAGER])
async def test_the_county_secretary_alone_erases(office: Office, role: Role) -> None:
    county = office.county
    document = await office.seal()
    claims: dict[Role, dict[str, Any]] = {
        Role.TOWNSHIP_SECRETARY: {"place": key_of(county.township)},
        Role.BRANCH_SECRETARY: {"place": key_of(county.branch)},
        Role.MEMBER: {"member": key_of(county.members[0])},
        Role.GRID_WORKER: {"grid": key_of(county.grid)},
        Role.INTEGRATOR: {"scopes": ["documents:write", "documents:read"]},
    }
    token = county.api.token(role, account="someone", **claims.get(role, {}))
    payload = await erase(office, document, token=token)
    codes = [error["code"] for error in payload["userErrors"]]
    assert codes == ([] if role is Role.COUNTY_SECRETARY else ["FORBIDDEN"])
    assert office.keys.joinpath("erasures.jsonl").exists() is (role is Role.COUNTY_SECRETARY)


async def test_an_erased_one_cannot_be_erased_again(office: Office) -> None:
    document = await office.seal()
    await erase(office, document)
    again = await erase(office, document)
    assert [error["code"] for error in again["userErrors"]] == ["DOCUMENT_ERASED"]
    unknown = await erase(office, office.county.members[0])
    assert [error["code"] for error in unknown["userErrors"]] == ["WRONG_KIND"]
    assert len(KeyDirectory(office.keys).erasures()) == 1


async def test_a_key_that_comes_back_with_a_backup_opens_nothing(office: Office) -> None:
    """The list is outside the database: also where that is restored to before the erasure, the text stays gone."""
    document = await office.seal()
    backup = office.keys.with_name("backup")
    shutil.copytree(office.keys, backup)
    rows = await office.tables.fetch("SELECT * FROM sealed.document")
    await erase(office, document)
    shutil.copytree(backup, office.keys, dirs_exist_ok=True)
    await office.tables.execute(
        "INSERT INTO sealed.document SELECT * FROM unnest($1::text[], $2::uuid[], $3::bytea[])",
        *([row[name] for row in rows] for name in ("tenant_id", "document_id", "sealed")),
    )
    await office.tables.execute("UPDATE read_model.document SET erased_on = NULL, erasure_basis = NULL")
    answer = await office.text(document)
    assert answer["errors"][0]["extensions"]["code"] == "DOCUMENT_UNREADABLE"


async def test_an_erasure_that_was_broken_off_is_done_when_it_is_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = await office.seal()
    keys = office.ledger.services.vault._keys

    def is_away(_: object) -> None:
        raise KeysUnavailableError

    with monkeypatch.context() as patched:
        patched.setattr(keys, "erase", is_away)
        mutation = "mutation ($i: DocumentEraseInput!) { documentErase(input: $i) { userErrors { code } } }"
        given = {"idempotencyKey": "erase", "documentId": document, "basis": "UNLAWFUL"}
        answer = (await office.county.api.post(mutation, {"i": given})).json()
        assert answer["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert office.key(document).exists()
    again = await erase(office, document, key="erase", basis="UNLAWFUL")
    assert again["userErrors"] == []
    assert not list(office.keys.rglob(str(key_of(document))))
    assert len(KeyDirectory(office.keys).erasures()) == 1


async def test_no_guess_can_be_held_against_what_is_left(office: Office) -> None:
    """Nothing that depends on the text but the hash over a salt that is gone: not even the key of a repetition."""
    given = {"kind": "LEAVE_GROUNDS", "memberId": office.county.members[0]}
    await office.county.api.done("documentSeal", "document { id }", key="one", text=GROUNDS, **given)
    await office.county.api.done("documentSeal", "document { id }", key="two", text=GROUNDS, **given)
    hashes = await office.tables.fetch("SELECT DISTINCT salted_sha256 FROM read_model.document")
    assert len(hashes) == 2
    bodies = await office.tables.fetch(
        "SELECT DISTINCT body_hash FROM event_store.command AS c JOIN event_store.event AS e"
        " USING (tenant_id, command_id) WHERE e.type = 'document.sealed'"
    )
    assert len(bodies) == 1  # they are of the input without the text, whatever that is
