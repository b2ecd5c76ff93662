"""Decisions about documents."""

from __future__ import annotations

import re

from domain.core import Decision, Refusal, RefusalCode, accept, refuse
from domain.core.checks import any_refusal, header, known, unused
from domain.core.context import Context
from domain.documents.commands import EraseDocument, SealDocument
from domain.documents.events import (
    ABOUT_MEMBERS,
    ABOUT_ORGANISATIONS,
    DocumentErased,
    DocumentSealed,
)
from domain.documents.state import Document
from domain.membership.state import Member
from domain.organisation.state import Organisation

_SHA256 = re.compile(r"[0-9a-f]{64}")


def seal_document(
    document: Document,
    command: SealDocument,
    context: Context,
    *,
    member: Member | None,
    organisation: Organisation | None,
) -> Decision:
    """Note that a text was sealed. Members who have left and organisations that are no more have documents too."""
    refused = any_refusal(
        header(command, context),
        unused(document, "documentId"),
        _one_subject(command) or _kind_fits(command),
        None if member is None else known(member, "memberId"),
        None if organisation is None else known(organisation, "organisationId"),
        None
        if _SHA256.fullmatch(command.salted_sha256)
        else Refusal(RefusalCode.INVALID_VALUE, ("saltedSha256",)),
    )
    if refused:
        return refused
    sealed = context.events_of(document, command)(
        DocumentSealed,
        kind=command.kind,
        salted_sha256=command.salted_sha256,
        member_id=command.member_id,
        organisation_id=command.organisation_id,
    )
    return accept([sealed])


def erase_document(document: Document, command: EraseDocument, context: Context) -> Decision:
    """Erase a text, once and for good."""
    refused = any_refusal(header(command, context), known(document, "documentId"))
    if refused:
        return refused
    if document.is_erased:
        return refuse(RefusalCode.DOCUMENT_ERASED, "documentId")
    erased = context.events_of(document, command)(
        DocumentErased,
        basis=command.basis,
        member_id=document.member_id,
        organisation_id=document.organisation_id,
    )
    return accept([erased])


def _one_subject(command: SealDocument) -> Refusal | None:
    if (command.member_id is None) != (command.organisation_id is None):
        return None
    return Refusal(
        RefusalCode.INVALID_VALUE, ("memberId" if command.member_id is None else "organisationId",)
    )


def _kind_fits(command: SealDocument) -> Refusal | None:
    """Grounds of leave are a person's, minutes are of an organisation."""
    of_others = ABOUT_ORGANISATIONS if command.member_id is not None else ABOUT_MEMBERS
    return Refusal(RefusalCode.WRONG_KIND, ("kind",)) if command.kind in of_others else None
