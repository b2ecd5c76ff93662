from tests.event_store.fixtures import pool, store
from tests.projections.conftest import app_pool, projector_pool
from tests.system.conftest import settings, urls

__all__ = ["app_pool", "pool", "projector_pool", "settings", "store", "urls"]
