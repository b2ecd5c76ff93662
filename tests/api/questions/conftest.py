from __future__ import annotations

import pytest

from graphql_api.schema import Schema, schema
from tests.api.compliance.conftest import office

__all__ = ["office"]


@pytest.fixture
def graphql() -> Schema:
    """The schema as it is served."""
    return schema()
