"""What stands after a correction: the domain's own answer, from the stream as it was at that event.

A correction changes what an earlier event said, which may not be what holds: a name corrected at the founding
is not the name after a renaming. That rule lives in the domain; here, rarely, its state is folded again.
"""

from __future__ import annotations

from typing import TypeVar

from domain.core import Aggregate, DomainEvent
from projections.framework.rows import Rows

A = TypeVar("A", bound=Aggregate)


async def as_corrected(rows: Rows, cls: type[A], event: DomainEvent) -> A:
    """The state of the event's stream right after it."""
    return cls.fold(event.originator_id, await rows.history(event.originator_id, event.originator_version))
