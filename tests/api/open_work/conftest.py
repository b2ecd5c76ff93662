from __future__ import annotations

from tests.api.obligations.conftest import graphql, office

__all__ = ["graphql", "office"]
