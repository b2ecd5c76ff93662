"""Decisions about documents."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.core import Refusal, RefusalCode
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.decide import erase_document, seal_document
from domain.documents.events import (
    ABOUT_MEMBERS,
    ABOUT_ORGANISATIONS,
    DocumentErased,
    DocumentKind,
    DocumentSealed,
    ErasureBasis,
)
from domain.documents.named import NamedDocument, fits
from domain.documents.state import Document
from domain.membership.state import Member
from domain.organisation.state import Organisation
from tests.unit.support import world
from tests.unit.support.given_when_then import Outcome, fact, given, when
from tests.unit.support.world import ANN, BEN, BRANCH, COMMITTEE, OTHER_BRANCH, context

DOCUMENT = world.id_of("document")
HASH = "0f" * 32


def document(*, erased: bool = False) -> Document:
    sealed = fact(DocumentSealed, kind=DocumentKind.TALK, salted_sha256=HASH, member_id=ANN)
    gone = fact(DocumentErased, basis=ErasureBasis.PERIOD_ENDED, member_id=ANN)
    return given(Document, DOCUMENT, sealed, *([gone] if erased else []))


def seal(
    kind: DocumentKind = DocumentKind.STATEMENT,
    member_id: UUID | None = ANN,
    organisation_id: UUID | None = None,
    salted_sha256: str = HASH,
    before: Document | None = None,
) -> Outcome:
    command = SealDocument(
        document_id=DOCUMENT,
        kind=kind,
        salted_sha256=salted_sha256,
        member_id=member_id,
        organisation_id=organisation_id,
    )
    return when(
        seal_document,
        before or Document.empty(DOCUMENT),
        command,
        context(),
        member=None if member_id is None else _member(member_id),
        organisation=None if organisation_id is None else _organisation(organisation_id),
    )


def _member(member_id: UUID) -> Member:
    return world.member() if member_id == ANN else Member.empty(member_id)


def _organisation(organisation_id: UUID) -> Organisation:
    return world.branch() if organisation_id == BRANCH else Organisation.empty(organisation_id)


class TestSeal:
    def test_about_a_member(self) -> None:
        seal().then(fact(DocumentSealed, kind=DocumentKind.STATEMENT, salted_sha256=HASH, member_id=ANN))

    def test_about_an_organisation(self) -> None:
        seal(DocumentKind.MINUTES, None, BRANCH).then(
            fact(DocumentSealed, kind=DocumentKind.MINUTES, salted_sha256=HASH, organisation_id=BRANCH)
        )

    def test_about_one_of_the_two(self) -> None:
        seal(member_id=None).refused("INVALID_VALUE memberId")
        seal(organisation_id=BRANCH).refused("INVALID_VALUE organisationId")

    @pytest.mark.parametrize("kind", DocumentKind)
    def test_of_a_kind_that_is_about_such(self, kind: DocumentKind) -> None:
        assert not ABOUT_MEMBERS & ABOUT_ORGANISATIONS
        of_member, of_branch = seal(kind), seal(kind, None, BRANCH)
        if kind in ABOUT_ORGANISATIONS:
            of_member.refused("WRONG_KIND kind")
        else:
            assert of_member.events
        if kind in ABOUT_MEMBERS:
            of_branch.refused("WRONG_KIND kind")
        else:
            assert of_branch.events

    def test_a_talk_is_with_a_member_or_about_an_organisation(self) -> None:
        """As after theme days that a branch missed."""
        about = {"kind": DocumentKind.TALK, "salted_sha256": HASH}
        seal(DocumentKind.TALK).then(fact(DocumentSealed, member_id=ANN, **about))
        seal(DocumentKind.TALK, None, BRANCH).then(fact(DocumentSealed, organisation_id=BRANCH, **about))

    def test_about_somebody_known(self) -> None:
        seal(member_id=world.id_of("nobody")).refused("NOT_FOUND memberId")
        seal(DocumentKind.REPORT, None, world.id_of("nowhere")).refused("NOT_FOUND organisationId")

    def test_once(self) -> None:
        seal(before=document()).refused("ALREADY_EXISTS documentId")

    @pytest.mark.parametrize("salted_sha256", ["", HASH[1:], HASH.upper(), HASH + "0", "患病"])
    def test_with_a_hash(self, salted_sha256: str) -> None:
        seal(salted_sha256=salted_sha256).refused("INVALID_VALUE saltedSha256")


class TestErase:
    COMMAND = EraseDocument(document_id=DOCUMENT, basis=ErasureBasis.CONSENT_WITHDRAWN)

    def test_it_says_of_whom_it_was(self) -> None:
        when(erase_document, document(), self.COMMAND, context()).then(
            fact(DocumentErased, basis=ErasureBasis.CONSENT_WITHDRAWN, member_id=ANN)
        )

    def test_once(self) -> None:
        when(erase_document, document(erased=True), self.COMMAND, context()).refused(
            "DOCUMENT_ERASED documentId"
        )

    def test_one_that_is_there(self) -> None:
        nothing = Document.empty(DOCUMENT)
        when(erase_document, nothing, self.COMMAND, context()).refused("NOT_FOUND documentId")


class TestNamed:
    """By an entry about Ann in her branch."""

    @pytest.mark.parametrize(
        ("about", "answer"),
        [
            ({"member_id": ANN}, None),
            ({"member_id": BEN}, "NOT_FOUND"),
            ({"organisation_id": BRANCH}, None),
            ({"organisation_id": COMMITTEE}, None),
            ({"organisation_id": OTHER_BRANCH}, "NOT_FOUND"),
            (None, "NOT_FOUND"),
        ],
    )
    @pytest.mark.parametrize("erased", [False, True])
    def test_of_whom_the_entry_is_about(
        self, about: dict[str, UUID] | None, answer: str | None, erased: bool
    ) -> None:
        told = []
        if about is not None:
            told = [fact(DocumentSealed, kind=DocumentKind.REPORT, salted_sha256=HASH, **about)]
            told += [fact(DocumentErased, basis=ErasureBasis.PERIOD_ENDED, **about)] * erased
        named = NamedDocument(given(Document, DOCUMENT, *told), frozenset([BRANCH, COMMITTEE]))
        refusal = fits(named, "groundsId", member_id=ANN)
        expected = answer or ("DOCUMENT_ERASED" if erased else None)
        assert refusal == (None if expected is None else Refusal(RefusalCode(expected), ("groundsId",)))

    def test_an_entry_about_nobody_takes_none_of_a_member(self) -> None:
        assert fits(NamedDocument(document(), frozenset([BRANCH])), "documentId") is not None

    def test_none_is_named(self) -> None:
        assert fits(None, "groundsId", member_id=ANN) is None
