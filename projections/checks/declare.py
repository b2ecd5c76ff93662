"""What a check declares: the events after which it looks, and the rows that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from domain.core import DomainEvent
from projections.framework.read_model import Reads
from projections.framework.rows import Rows


def _nothing(event: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Check:
    """``look`` runs after all other read models have folded one of these events, and settles findings.

    Like any handler it sees rows as they stand after that event, may ask for any (``reads`` has those of a whole batch
    loaded at once), and fails if it must; what it depends on has to touch one of its events.
    """

    events: tuple[type[DomainEvent], ...]
    look: Callable[[Rows, Any], None]
    reads: Reads = _nothing
    in_runs: bool = False  # of a type whose events come in runs: it looks at each of them
