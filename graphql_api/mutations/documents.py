"""Mutations about sealed documents."""

from __future__ import annotations

import strawberry

from application.documents.text import MOST_BYTES
from domain.documents.commands import EraseDocument, SealDocument
from graphql_api.context import Info
from graphql_api.mutations.declare import mutation
from graphql_api.mutations.given import Given
from graphql_api.mutations.inputs import ChangeInput, CommandInput
from graphql_api.mutations.payload import MutationPayload
from graphql_api.types.document import Document, DocumentKind, ErasureBasis


@strawberry.type
class DocumentPayload(MutationPayload):
    @strawberry.field(description="The document as it stands now, without its text (文件).")
    async def document(self, info: Info) -> Document | None:
        return await self.load(info, Document)


@strawberry.type(description="What came of sealing a text (封存文件结果).")
class DocumentSealPayload(DocumentPayload):
    pass


@strawberry.type(description="What came of erasing a text (删除文件结果).")
class DocumentErasePayload(DocumentPayload):
    pass


@strawberry.input(
    description="A text to be sealed, about a member or an organisation, one of the two (封存文件)."
)
class DocumentSealInput(CommandInput):
    kind: DocumentKind = strawberry.field(description="What it is (文件类型).")
    text: str = strawberry.field(
        description=f"The text (正文), {MOST_BYTES} bytes of UTF-8 at most. No event, log or error ever holds it."
    )
    member_id: strawberry.ID | None = strawberry.field(
        default=None, description="The member it is about (党员)."
    )
    organisation_id: strawberry.ID | None = strawberry.field(
        default=None, description="The organisation it is about, instead (组织)."
    )

    def command(self, given: Given) -> SealDocument:
        document_id = given.new("document_id")
        return SealDocument(
            document_id=document_id,
            kind=self.kind,
            salted_sha256=given.sealed(document_id, self.text, "text"),
            member_id=given.optional_id("Member", self.member_id, "memberId"),
            organisation_id=given.optional_id("Organisation", self.organisation_id, "organisationId"),
            **self.header,
        )


@strawberry.input(description="A sealed text to be made unreadable for good (删除文件).")
class DocumentEraseInput(ChangeInput):
    document_id: strawberry.ID = strawberry.field(description="The document (文件).")
    basis: ErasureBasis = strawberry.field(description="Why (删除依据).")

    def command(self, given: Given) -> EraseDocument:
        return EraseDocument(
            document_id=given.id("Document", self.document_id, "documentId"), basis=self.basis, **self.header
        )


@strawberry.type
class DocumentMutations:
    document_seal = mutation(
        DocumentSealInput, DocumentSealPayload, "Seal a text, for other entries to name it (封存文件)."
    )
    document_erase = mutation(
        DocumentEraseInput,
        DocumentErasePayload,
        "Destroy the key of a sealed text: nobody can read it again, and what the log says stays provable (删除文件).",
    )
