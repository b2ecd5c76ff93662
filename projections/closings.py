"""Until when posts are to be handed over (应交接): a column of theirs, which questions compare with their day."""

from __future__ import annotations

from uuid import UUID

from domain.accounts.events import PostEnded, PostGiven, PostRole
from domain.handover.closing import HANDED_OVER, handover_due_on
from domain.handover.events import HandoverItemSigned
from domain.organisation.events import OrganisationDissolved, OrganisationMerged
from event_store.records import LoggedEvent
from projections.framework.read_model import ReadModel, by_stream
from projections.framework.rows import Rows
from projections.handovers import HANDOVER
from projections.organisations import ORGANISATION
from projections.posts import POST


def _of_post(rows: Rows, event: PostGiven | PostEnded, record: LoggedEvent) -> None:
    _settle(rows, event.originator_id)


def _of_handover(rows: Rows, event: HandoverItemSigned, record: LoggedEvent) -> None:
    """Of twelve signatures it is the last that matters."""
    handover = rows.require(HANDOVER, event.originator_id)
    if not handover["is_open"]:
        _settle(rows, handover["from_post_id"])


def _of_organisation(
    rows: Rows, event: OrganisationDissolved | OrganisationMerged, record: LoggedEvent
) -> None:
    for post in rows.find(POST, "organisation_id", event.originator_id):
        _settle(rows, post["post_id"])


def _settle(rows: Rows, post_id: UUID) -> None:
    post = rows.require(POST, post_id)
    role = PostRole(post["role"])
    if role not in HANDED_OVER or post["to_on"] is None:
        return
    handovers = rows.find(HANDOVER, "from_post_id", post_id)
    organisation = rows.require(ORGANISATION, post["organisation_id"])
    due_on = handover_due_on(
        role,
        post["to_on"],
        (handover["is_open"] for handover in handovers),
        stands=organisation["dissolved_on"] is None,
        deputy=post["is_deputy"],
    )
    if due_on != post["handover_due_on"]:
        # Its position says where the post itself was last spoken of, so it stays.
        rows.change(POST, post_id, handover_due_on=due_on)


CLOSINGS = ReadModel(
    name="closings",
    tables=(),
    handlers={
        PostGiven: _of_post,
        PostEnded: _of_post,
        HandoverItemSigned: _of_handover,
        OrganisationDissolved: _of_organisation,
        OrganisationMerged: _of_organisation,
    },
    reads={
        PostGiven: by_stream(POST),
        PostEnded: by_stream(POST),
        HandoverItemSigned: by_stream(HANDOVER),
    },
)
