"""Facts about documents. None holds a word of a text, but its hash over a salt that is kept with its key."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.documents.state import Document

STREAM = Document.STREAM_TYPE


class DocumentKind(StrEnum):
    """What a text is."""

    LEAVE_GROUNDS = "LEAVE_GROUNDS"  # why a member asks for leave
    LEAVE_EVIDENCE = "LEAVE_EVIDENCE"  # what proves it, in words
    STATEMENT = "STATEMENT"  # a member's own account of something
    OBJECTION = "OBJECTION"  # why a member objects to a record
    DECISION = "DECISION"  # the reasons of a decision
    TALK = "TALK"  # the record of a talk, with a member or with those who answer for an organisation
    OPINION = "OPINION"
    MINUTES = "MINUTES"
    REPORT = "REPORT"
    CIRCULAR = "CIRCULAR"


# Of whom a text of the other kinds is makes no difference.
ABOUT_MEMBERS = frozenset(
    {
        DocumentKind.LEAVE_GROUNDS,
        DocumentKind.LEAVE_EVIDENCE,
        DocumentKind.STATEMENT,
        DocumentKind.OBJECTION,
    }
)
ABOUT_ORGANISATIONS = frozenset({DocumentKind.MINUTES, DocumentKind.CIRCULAR})


class ErasureBasis(StrEnum):
    """Why a text is erased: the cases of the Personal Information Protection Law, article 47."""

    PURPOSE_ENDED = "PURPOSE_ENDED"  # reached, out of reach, or the text is not needed for it any more
    PERIOD_ENDED = "PERIOD_ENDED"  # the time is over for which it may be kept, or the service has ended
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    UNLAWFUL = "UNLAWFUL"  # it was kept against the law, or against what was agreed
    OTHER_LAW = "OTHER_LAW"


@event_type("document.sealed", STREAM, subjects=("member_id", "organisation_id"))
class DocumentSealed(DomainEvent):
    """A text about a member or an organisation was sealed and kept outside of the log."""

    kind: DocumentKind
    salted_sha256: (
        str  # in base 16, of the salt and the text: it proves what was sealed, as long as the salt is there
    )
    member_id: UUID | None = None
    organisation_id: UUID | None = None

    def apply(self, state: Document) -> None:
        state.member_id = self.member_id
        state.organisation_id = self.organisation_id


@event_type("document.erased", STREAM, subjects=("member_id", "organisation_id"))
class DocumentErased(DomainEvent):
    """The key of a text is destroyed, and its salt: not even a guess can be held against the log any more."""

    basis: ErasureBasis
    member_id: UUID | None = None
    organisation_id: UUID | None = None

    def apply(self, state: Document) -> None:
        state.is_erased = True
