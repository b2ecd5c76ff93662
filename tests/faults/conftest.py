from tests.event_store.fixtures import pool, store

__all__ = ["pool", "store"]
