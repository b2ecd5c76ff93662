"""Facts about second affiliations. None of them touches a register: rosters and votes are of the home alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.second_affiliation.state import SecondAffiliation

STREAM = SecondAffiliation.STREAM_TYPE


@event_type("second-affiliation.added", STREAM, subjects=("member_id", "organisation_id"))
class SecondAffiliationAdded(DomainEvent):
    """The member takes part in another branch too, from ``from_on`` on."""

    member_id: UUID
    organisation_id: UUID
    from_on: date

    def apply(self, state: SecondAffiliation) -> None:
        state.member_id = self.member_id
        state.organisation_id = self.organisation_id
        state.from_on = self.from_on


@event_type("second-affiliation.ended", STREAM)
class SecondAffiliationEnded(DomainEvent):
    """The member takes part there no longer, from ``on`` on (the day itself excluded)."""

    on: date

    def apply(self, state: SecondAffiliation) -> None:
        state.to_on = self.on
