"""What binds organisations, found once for all of one kind in one place, as long as nothing about that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.policies.layers import Layer
from projections.compliance.binding import binding_on, line_on
from projections.compliance.known import Known
from projections.framework.rows import Rows
from projections.organisation_places import ORGANISATION_PLACE
from projections.organisations import ORGANISATION
from projections.policies import POLICY_ADOPTION, POLICY_VERSION

_RESTS_ON = (ORGANISATION, ORGANISATION_PLACE, POLICY_ADOPTION, POLICY_VERSION)


class _Span(NamedTuple):
    """From one day to another, without that one itself, nobody moves and no rule comes or goes."""

    first: date
    end: date
    layers: tuple[Layer, ...]


class Bindings:
    """True as long as no row changes of organisations, their places, versions and adoptions."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._places: dict[UUID, Any] = {}
        self._spans: defaultdict[Any, list[_Span]] = defaultdict(list)

    def on(self, organisation_id: UUID, day: date) -> tuple[Layer, ...]:
        """As ``binding_on`` finds them."""
        place = self._places.get(organisation_id)
        if place is None:
            place = self._places[organisation_id] = self._place(organisation_id)
        spans = self._spans[place]
        for span in spans:
            if span.first <= day < span.end:
                return span.layers
        span = self._span(organisation_id, day)
        spans.append(span)
        return span.layers

    def _place(self, organisation_id: UUID) -> Any:
        """What those share that the same binds: of whoever moved or has rules of its own, itself."""
        one = self._known.require(ORGANISATION, organisation_id)
        if one["placed_from"] is not None or self._known.of(POLICY_ADOPTION, organisation_id):
            return organisation_id
        return one["parent_id"], one["kind"], one["form"]

    def _span(self, organisation_id: UUID, day: date) -> _Span:
        line = line_on(self._known, organisation_id, day)
        turns = {turn for node_id in line for turn in self._turns(node_id)}
        return _Span(
            max((turn for turn in turns if turn <= day), default=date.min),
            min((turn for turn in turns if turn > day), default=date.max),
            binding_on(self._known, organisation_id, day),
        )

    def _turns(self, node_id: UUID) -> Iterator[date]:
        for adoption in self._known.of(POLICY_ADOPTION, node_id):
            yield adoption["since"]
            if adoption["until"] is not None:
                yield adoption["until"]
        if self._known.require(ORGANISATION, node_id)["placed_from"] is not None:
            yield from (term["from_on"] for term in self._known.of(ORGANISATION_PLACE, node_id))


def bindings(rows: Rows) -> Bindings:
    """As of the event that is being folded."""
    return rows.kept(Bindings, _RESTS_ON)
