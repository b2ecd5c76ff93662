"""Facts about publications, one stream an organisation, matter and period; and about themes, one a node and month."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from domain.core import DomainEvent, deterministic_id, event_type
from domain.policies.facts import Matter
from domain.policies.periods import Unit
from domain.publications.state import MonthTheme, Publication

STREAM = Publication.STREAM_TYPE
THEME_STREAM = MonthTheme.STREAM_TYPE


def publication_id(organisation_id: UUID, matter: Matter, unit: Unit, period_first: date) -> UUID:
    """The stream of what an organisation makes public for a period; its version holds that it does so once."""
    return deterministic_id("publication", organisation_id, matter, unit, period_first.isoformat())


def month_theme_id(node_id: UUID, month: date) -> UUID:
    """The stream of the themes that an organisation gives out for a month, which is told by its first day."""
    return deterministic_id("month-theme", node_id, month.isoformat())


@event_type("publication.matter-published", STREAM, subjects=("organisation_id",))
class MatterPublished(DomainEvent):
    """An organisation made a matter of a period public on ``on``."""

    organisation_id: UUID
    matter: Matter
    unit: Unit
    period_first: date  # the first day of the period that it is about
    on: date

    def apply(self, state: Publication) -> None:
        state.organisation_id = self.organisation_id
        state.published_on = self.on


@event_type("publication.withdrawn", STREAM, subjects=("organisation_id",))
class MatterPublicationWithdrawn(DomainEvent):
    """It was not made public after all, or is so no longer, for the coded reason of the header."""

    organisation_id: UUID

    def apply(self, state: Publication) -> None:
        state.published_on = None


@event_type("month-theme.published", THEME_STREAM, subjects=("node_id",))
class ThemePublished(DomainEvent):
    """An organisation gave out a theme of a month, for itself and all below it; a month may have several."""

    node_id: UUID
    month: date  # its first day
    code: str

    def apply(self, state: MonthTheme) -> None:
        state.node_id = self.node_id
        state.codes.add(self.code)


@event_type("month-theme.withdrawn", THEME_STREAM, subjects=("node_id",))
class ThemeWithdrawn(DomainEvent):
    """It is no theme of the month, for the coded reason of the header."""

    node_id: UUID
    month: date
    code: str

    def apply(self, state: MonthTheme) -> None:
        state.codes.discard(self.code)
