"""Tokens that were verified are not verified again within their life: a signature costs more than planning a query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from graphql_api.context import Viewer
from graphql_api.identity.verifier import TokenVerifier

KEPT_TOKENS = 10_000


def _now() -> datetime:
    return datetime.now(UTC)


class RememberingVerifier:
    """Asks another verifier about each token once, and again from the instant at which it expires."""

    def __init__(self, verifier: TokenVerifier, *, now: Callable[[], datetime] = _now) -> None:
        self._verifier = verifier
        self._now = now
        self._known = lru_cache(maxsize=KEPT_TOKENS)(verifier.verify)  # which keeps no refusal

    def verify(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError."""
        viewer = self._known(token)
        return viewer if self._now() < viewer.expires_at else self._verifier.verify(token)
