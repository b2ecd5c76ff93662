"""A county whose workers announce what was missed and reconcile what follows, asked by GraphQL."""

from __future__ import annotations

from tests.api.office import AskedOffice
from tests.projections.missed.office import Duties


class AskedDuties(AskedOffice, Duties):
    """Both of them."""
