"""Facts about project sites: how long, how many people, how many members, and which branch was formed there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, event_type
from domain.sites.state import Site

STREAM = Site.STREAM_TYPE


@event_type("site.opened", STREAM, subjects=("organisation_id",))
class SiteOpened(DomainEvent):
    """Work goes on there from ``starts_on`` to ``ends_on``, both included, as planned."""

    organisation_id: UUID
    name: str
    starts_on: date
    ends_on: date
    people: int
    members: int  # of the party, among them

    def apply(self, state: Site) -> None:
        state.organisation_id = self.organisation_id
        state.starts_on = state.counted_on = self.starts_on
        state.people = self.people
        state.members = self.members


@event_type("site.recounted", STREAM)
class SiteRecounted(DomainEvent):
    """So many people work there on ``on``, and until ``ends_on``."""

    on: date
    ends_on: date
    people: int
    members: int

    def apply(self, state: Site) -> None:
        state.counted_on = self.on
        state.people = self.people
        state.members = self.members


@event_type("site.branch-assigned", STREAM, subjects=("branch_id",))
class SiteBranchAssigned(DomainEvent):
    """A temporary branch is there for the site from ``on`` on."""

    branch_id: UUID
    on: date

    def apply(self, state: Site) -> None:
        state.branch_id = self.branch_id
        state.branch_since = self.on


@event_type("site.closed", STREAM)
class SiteClosed(DomainEvent):
    """Work has ended; ``on`` is the first day without it."""

    on: date

    def apply(self, state: Site) -> None:
        state.closed_on = self.on
