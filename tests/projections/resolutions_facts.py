"""What the events about proposals and resolutions say, taken down by hand; and the tables that follow from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.core import DomainEvent
from domain.resolutions import events as resolutions

Rows = dict[tuple[Any, ...], dict[str, Any]]


class ResolutionFacts:
    """Kept in dictionaries."""

    def __init__(self) -> None:
        self.versions: dict[UUID, int] = {}
        self.proposals: dict[UUID, dict[str, Any]] = {}
        self.resolutions: dict[UUID, dict[str, Any]] = {}

    def take(self, event: DomainEvent) -> None:
        me = event.originator_id
        match event:
            case resolutions.ProposalRaised():
                names = ("organisation_id", "code", "member_id", "meeting_id")
                said: dict[str, Any] = {name: getattr(event, name) for name in names}
                self.proposals[me] = {**said, "raised_on": event.on, "status": "OPEN", "resolution_id": None}
            case resolutions.ProposalWithdrawn():
                self.proposals[me]["status"] = "WITHDRAWN"
            case resolutions.ProposalSettled():
                self.proposals[me] |= {"status": "SETTLED", "resolution_id": event.resolution_id}
            case resolutions.ProposalReopened():
                self.proposals[me] |= {"status": "OPEN", "resolution_id": None}
            case resolutions.ResolutionMade():
                self.resolutions[me] = {
                    "organisation_id": event.organisation_id,
                    "code": event.code,
                    "meeting_id": event.meeting_id,
                    "made_on": event.on,
                    "proposals": len(event.proposal_ids),
                    "status": "UNPUBLISHED",
                    "published_on": None,
                }
            case resolutions.ResultPublished():
                self.resolutions[me] |= {"status": "PUBLISHED", "published_on": event.on}
            case resolutions.ResultWithdrawn():
                self.resolutions[me] |= {"status": "UNPUBLISHED", "published_on": None}
            case resolutions.ResolutionWithdrawn():
                self.resolutions[me]["status"] = "WITHDRAWN"
            case _:
                return
        self.versions[me] = event.originator_version

    def tables(self, path: Callable[[UUID], str]) -> dict[str, Rows]:
        """Every table of it."""

        def rows(things: dict[UUID, dict[str, Any]]) -> Rows:
            return {
                (id_,): {**row, "org_path": path(row["organisation_id"]), "version": self.versions[id_]}
                for id_, row in things.items()
            }

        return {"proposal": rows(self.proposals), "resolution": rows(self.resolutions)}
