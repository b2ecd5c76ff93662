"""A text is sealed and opened again; the database holds none of it."""

from __future__ import annotations

import hashlib

import pytest

from tests.api.client import key_of
from tests.documents.conftest import CHECK, GROUNDS, Office

DOCUMENT = "{ document(id: %s) { kind saltedSha256 sealedOn erasedOn member { id } organisation { id } } }"


async def test_what_was_sealed_is_what_is_opened(office: Office) -> None:
    document = await office.seal()
    opened = (await office.text(document))["data"]["documentText"]
    assert opened["text"] == GROUNDS
    (row,) = await office.tables.fetch("SELECT * FROM read_model.document")
    proof = b"gridledger document 1\n" + bytes.fromhex(opened["salt"]) + GROUNDS.encode()
    assert row["salted_sha256"] == hashlib.sha256(proof).hexdigest()


async def test_a_document_tells_what_it_is_and_whom_it_is_about(office: Office) -> None:
    of_member = await office.seal()
    of_branch = await office.seal("支部大会记录", organisationId=office.county.branch, kind="MINUTES")
    for document, kind, member, organisation in (
        (of_member, "LEAVE_GROUNDS", {"id": office.county.members[0]}, None),
        (of_branch, "MINUTES", None, {"id": office.county.branch}),
    ):
        found = (await office.county.api.ask(DOCUMENT % f'"{document}"'))["document"]
        assert (found["kind"], found["member"], found["organisation"]) == (kind, member, organisation)
        assert found["erasedOn"] is None


@pytest.mark.parametrize("text", ["病", "a" * 65_536, "尾\0\0", "\x80", "  前后空格  \n", "𠮷" * 255])
async def test_any_text_comes_back_to_the_byte(office: Office, text: str) -> None:
    assert (await office.text(await office.seal(text)))["data"]["documentText"]["text"] == text


async def test_no_table_holds_a_word_of_it(office: Office) -> None:
    document = await office.seal()
    await office.text(document)
    await office.county.api.ask(CHECK, {"id": document, "text": GROUNDS})
    dump = bytearray()
    tables = await office.tables.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    for table in tables:
        rows = await office.tables.fetch(f"SELECT t::text AS row FROM {table['name']} AS t")
        dump += "\n".join(row["row"] for row in rows).encode()
    assert str(key_of(document)).encode() in dump
    for word in (GROUNDS, "腰椎", "请勿外传"):
        assert word.encode() not in dump
        assert word.encode().hex().encode() not in dump  # as bytea is written
    secret = office.key(document).read_bytes()
    for part in (secret[:32], secret[32:64]):  # the key and the salt
        assert part.hex().encode() not in dump


async def test_each_document_has_a_key_that_only_its_owner_reads(office: Office) -> None:
    first, second = await office.seal(), await office.seal()
    assert office.key(first).read_bytes()[:64] != office.key(second).read_bytes()[:64]
    assert office.key(first).stat().st_mode & 0o777 == 0o600
    assert not list(office.keys.rglob(".*"))  # nothing half done is left


async def test_a_length_is_told_to_256_bytes_only(office: Office) -> None:
    await office.seal("病")
    await office.seal("病" * 80)
    lengths = await office.tables.fetch("SELECT DISTINCT octet_length(sealed) FROM sealed.document")
    assert len(lengths) == 1


async def test_a_text_can_be_held_against_what_was_sealed(office: Office) -> None:
    document = await office.seal()
    for text, is_it in ((GROUNDS, True), (GROUNDS + " ", False), ("", False)):
        assert (await office.county.api.ask(CHECK, {"id": document, "text": text}))["documentCheck"] is is_it


async def test_the_same_key_with_the_same_text_seals_once(office: Office) -> None:
    given = {"kind": "STATEMENT", "text": GROUNDS, "memberId": office.county.members[0]}
    first = await office.county.api.done("documentSeal", "document { id }", key="once", **given)
    again = await office.county.api.done("documentSeal", "document { id }", key="once", **given)
    assert again["document"] == first["document"]
    assert again["position"] == first["position"]
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 1
    assert len([file for file in office.keys.rglob("*") if file.is_file()]) == 1


async def test_the_same_key_with_another_text_is_refused(office: Office) -> None:
    given = {"kind": "STATEMENT", "memberId": office.county.members[0]}
    await office.county.api.done("documentSeal", key="once", text=GROUNDS, **given)
    refused = await office.county.api.do("documentSeal", key="once", text=GROUNDS + "。", **given)
    assert [error["code"] for error in refused["userErrors"]] == ["KEY_REUSED"]
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 1


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"text": " \n"}, "INVALID_VALUE", ["text"]),
        ({"text": "病" * 21_846}, "TEXT_TOO_LONG", ["text"]),
        ({"kind": "MINUTES"}, "WRONG_KIND", ["kind"]),
        ({"memberId": None}, "INVALID_VALUE", ["memberId"]),
        ({"memberId": "TWVtYmVyOgGh-KsS9nPStlQydC2YoBc"}, "NOT_FOUND", ["memberId"]),
    ],
    ids=["blank", "too long", "of an organisation", "about nobody", "about somebody unknown"],
)
async def test_what_cannot_be_sealed_leaves_nothing(
    office: Office, given: dict[str, str], code: str, field: list[str]
) -> None:
    asked = {"kind": "TALK", "text": GROUNDS, "memberId": office.county.members[0], **given}
    refused = await office.county.api.do("documentSeal", **asked)
    assert [(error["code"], error["field"]) for error in refused["userErrors"]] == [(code, field)]
    assert await office.tables.fetchval("SELECT count(*) FROM sealed.document") == 0
    assert not list(office.keys.rglob("*"))


async def test_about_both_is_refused(office: Office) -> None:
    given = {"memberId": office.county.members[0], "organisationId": office.county.branch}
    refused = await office.county.api.do("documentSeal", kind="OPINION", text=GROUNDS, **given)
    assert [error["code"] for error in refused["userErrors"]] == ["INVALID_VALUE"]
