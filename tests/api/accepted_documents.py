"""Mutations that name a sealed document: an accepted input of each, to which a document is added."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from tests.api import accepted_leave as leave
from tests.api import accepted_meetings as meetings
from tests.api import accepted_objections as objections
from tests.api import accepted_obligations as obligations
from tests.api import accepted_peer_reviews as peer_reviews
from tests.api import accepted_policies as policies
from tests.api import accepted_procedures as procedures
from tests.api.accepted import Scene, request_leave
from tests.api.county import County, make


class Naming(NamedTuple):
    """A mutation, the input that it takes without a document, and the field that names one."""

    mutation: str
    input_of: Callable[[Scene], Awaitable[dict[str, Any]]]
    field: str
    entity: str  # of the payload
    about: Callable[[Scene], dict[str, str]]  # of whom a document of the entry's own is
    of_line: bool = True  # whether it may be about an organisation at or above the entry's, too

    def names(self, given: dict[str, Any], document: str) -> dict[str, Any]:
        """The input with the document: in the first part of it, where parts name documents."""
        *parts, field = self.field.split()
        if not parts:
            return {**given, field: document}
        first, *others = given[parts[0]]
        return {**given, parts[0]: [{**first, field: document}, *others]}


def _member(scene: Scene) -> dict[str, str]:
    return {"memberId": scene.member}


def _first_member(scene: Scene) -> dict[str, str]:
    return {"memberId": scene.county.members[0]}


def _branch(scene: Scene) -> dict[str, str]:
    return {"organisationId": scene.county.branch}


def _group(scene: Scene) -> dict[str, str]:
    return {"organisationId": scene.county.group}


# By command and field.
NAMING: Mapping[str, Naming] = {
    "RequestLeave.grounds_id": Naming("leaveRequest", request_leave, "groundsId", "leave", _member, False),
    "HandInLeaveEvidence.document_id": Naming(
        "leaveEvidenceHandIn", leave.hand_in, "documentId", "leave", _member, False
    ),
    "RaiseObjection.grounds_id": Naming(
        "objectionRaise", objections.against, "groundsId", "objection", _member, False
    ),
    "DecideObjection.document_id": Naming(
        "objectionDecide", objections.by_the_branch, "documentId", "objection", _member, False
    ),
    "TakeMinutes.document_id": Naming(
        "meetingTakeMinutes", meetings.minutes, "documentId", "meeting", _branch
    ),
    "RecordDeparture.document_id": Naming(
        "departureRecord", policies.depart, "documentId", "departure", _branch
    ),
    "RecordProcedureStep.document_id": Naming(
        "procedureStepRecord", procedures.record, "documentId", "procedureCase", _group
    ),
    "FulfilObligation.document_id": Naming(
        "obligationFulfil", obligations.fulfil, "documentId", "obligation", _first_member
    ),
    "RecordPeerReviews.reviews.document_id": Naming(
        "peerReviewsRecord", peer_reviews.record, "reviews documentId", "meeting", _member
    ),
    "CorrectPeerReview.document_id": Naming(
        "peerReviewCorrect", peer_reviews.correct, "documentId", "peerReview", _member
    ),
}
# The same mutations of others: where who owes it is not whom it is about.
OF_OTHERS: Mapping[str, Naming] = {
    "FulfilObligation.document_id about a branch": Naming(
        "obligationFulfil", obligations.of_the_branch, "documentId", "obligation", _branch
    ),
}


async def sealed(county: County, **about: str) -> str:
    """The global id of a report about a member or an organisation."""
    given = {"kind": "REPORT", "text": "情况属实。", **about}
    return await make(county.api, "documentSeal", "document", **given)
