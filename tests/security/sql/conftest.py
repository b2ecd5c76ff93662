"""The counties that the tests of reading share; none of these tests writes."""

from __future__ import annotations

from tests.api.read.conftest import county, database, graphql, lived, places, reading

__all__ = ["county", "database", "graphql", "lived", "places", "reading"]
