"""Two counties with a history, as the tests of reading have them, and who reads."""

from tests.api.read.conftest import asker, database, graphql, lived, places, reading, tables

__all__ = ["asker", "database", "graphql", "lived", "places", "reading", "tables"]
