"""Waits until the read models have come to the end of every county's log, and says so meanwhile."""

from __future__ import annotations

import sys

import click

from event_store.store import EventStore
from projections.framework.positions import Positions

PATIENCE_SECONDS = 60.0  # without any progress
_LOOK_SECONDS = 0.5


async def all_folded(store: EventStore, positions: Positions) -> None:
    """Wait for each county, as long as its read models get on."""
    for tenant_id in await store.tenants():
        await _folded(tenant_id, store, positions)


async def _folded(tenant_id: str, store: EventStore, positions: Positions) -> None:
    head = (await store.head(tenant_id)).last_position
    reached = await positions.wait_for(tenant_id, head, _LOOK_SECONDS)
    if reached >= head:
        return

    def shown(_: int | None) -> str:
        return f"{reached:,} of {head:,} events"

    with click.progressbar(length=head, label="folding", file=sys.stderr, item_show_func=shown) as bar:
        bar.update(reached)
        without_progress = 0.0
        while reached < head and without_progress < PATIENCE_SECONDS:
            before = reached
            reached = await positions.wait_for(tenant_id, head, _LOOK_SECONDS)
            without_progress = 0.0 if reached > before else without_progress + _LOOK_SECONDS
            bar.update(reached - before)
