"""An OpenID Connect provider's keys, kept: asked for again as they age, and when a token names one not among them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

import httpx
import structlog
from joserfc.jwk import Key

from graphql_api.identity.discovery import DISCOVERY_FAILURES, discover_keys

_log = structlog.stdlib.get_logger("gridledger.identity")

REFRESH_SECONDS = 10 * 60  # from then on they are asked for anew, and nobody waits
FRESH_SECONDS = 15 * 60  # no longer is a withdrawn key believed, if the provider can be reached
USABLE_SECONDS = 24 * 3600  # while the provider cannot be reached
RETRY_SECONDS = 30  # between two questions, however many unknown keys are named meanwhile


class ProviderUnavailableError(Exception):
    """The provider's keys are not to be had now: whoever is calling cannot be known. Try again."""


class ProviderKeys:
    """The keys of one issuer, by id."""

    def __init__(
        self, issuer: str, client: httpx.AsyncClient, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        """``issuer`` as tokens name it; ``now`` in seconds."""
        self._issuer = issuer
        self._client = client
        self._now = now
        self._keys: Mapping[str, Key] = {}
        self._fetched_at = self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self.failure: Exception | None = None  # why the last question was not answered

    async def current(self) -> Mapping[str, Key]:
        """Keys not older than FRESH_SECONDS if the provider can be reached, than USABLE_SECONDS if it cannot.

        Raises ProviderUnavailableError.
        """
        age = self._now() - self._fetched_at
        if age > REFRESH_SECONDS:
            self._ask()
        # After a quiet night the first caller waits: whoever's key was withdrawn meanwhile could be that caller.
        if age > USABLE_SECONDS or (age > FRESH_SECONDS and self.failure is None):
            await self.answered()
        return self._known()

    async def again(self) -> Mapping[str, Key]:
        """The keys after asking again, for a token that names a key not among them. Raises as ``current``."""
        self._ask()
        await self.answered()
        return self._known()

    async def answered(self) -> None:
        """Wait for the question under way, if there is one; its failure is no exception here."""
        if self._asking is not None:
            # Others wait for it too: a caller who leaves does not take it along.
            await asyncio.shield(self._asking)

    async def close(self) -> None:
        """Ask nothing any more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])
        await self._client.aclose()

    def _known(self) -> Mapping[str, Key]:
        if self._now() - self._fetched_at > USABLE_SECONDS:
            raise ProviderUnavailableError(f"no keys of {self._issuer}: {self.failure}")
        return self._keys

    def _ask(self) -> None:
        """Ask, unless a question is under way or was a moment ago."""
        waited = self._now() - self._asked_at
        if self._asking is None and waited >= RETRY_SECONDS:
            if waited > FRESH_SECONDS:
                self.failure = None  # one of long ago: it says nothing of now
            self._asked_at = self._now()
            self._asking = asyncio.create_task(self._fetch())
            self._asking.add_done_callback(self._asked)

    def _asked(self, _: asyncio.Task[None]) -> None:
        self._asking = None

    async def _fetch(self) -> None:
        try:
            self._keys = await discover_keys(self._issuer, self._client)
        except DISCOVERY_FAILURES as error:
            self.failure = error
            _log.warning("the identity provider gave no keys", issuer=self._issuer, error=repr(error))
        else:
            self._fetched_at, self.failure = self._now(), None
