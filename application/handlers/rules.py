"""The rules that bind an organisation on a day, from the adoptions at it and at all above it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from application.handlers.lines import above_of
from application.session import Session
from domain.organisation.state import Organisation
from domain.policies.binding import adoption
from domain.policies.events import pack_id
from domain.policies.layers import Adoption, Layer, layers
from domain.policies.state import PolicyAdoptions, PolicyPack, Term


async def binding(
    organisation_id: UUID, on: date, session: Session, *, kinds: Collection[str]
) -> tuple[Layer, ...]:
    """Those of some kinds, by name, nearest first.

    Every adoption and pack that was looked at is read at its version: a rule that is put in force meanwhile is heeded.
    Where the organisation stands is taken as it is now.
    """
    organisation = await session.load(Organisation, organisation_id)
    line = (organisation_id, *await above_of(organisation_id, session))
    adoptions = await session.streams_of_any(line, PolicyAdoptions)
    terms = [
        (adopted, term)
        for adopted in adoptions
        if adopted.node_id in line and (term := adopted.in_force(on)) is not None
    ]
    packs = await session.load_many(PolicyPack, {pack_of(adopted.series) for adopted, _ in terms})
    found = _adoptions(terms, packs, kinds)
    return layers(found, organisation.kind, tuple(reversed(line)), on, organisation.form)


def _adoptions(
    terms: Iterable[tuple[PolicyAdoptions, Term]], packs: Mapping[UUID, PolicyPack], kinds: Collection[str]
) -> Iterator[Adoption]:
    for adopted, term in terms:
        pack = packs[pack_of(adopted.series)]
        if pack.kinds[adopted.series] in kinds:
            yield adoption(adopted, term, pack)


def pack_of(series: str) -> UUID:
    """The stream of the pack that a series is of: the series begins with its name."""
    return pack_id(series.partition("/")[0])
