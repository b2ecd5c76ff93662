"""An office whose obligations are reconciled, and asked by GraphQL."""

from __future__ import annotations

from tests.api.office import AskedOffice
from tests.process_managers.obliged import Obliged


class AskedObliged(AskedOffice, Obliged):
    """Both of them."""
