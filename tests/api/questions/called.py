"""Roll calls in a county that is asked by GraphQL."""

from __future__ import annotations

from tests.api.office import AskedOffice
from tests.projections.absences.office import RollCalls


class AskedCalls(AskedOffice, RollCalls):
    """Says who came and who did not, and is asked what follows."""
