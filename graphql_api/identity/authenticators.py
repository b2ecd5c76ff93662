"""From a bearer token to its caller: by keys that were configured, or by those that the issuer publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from joserfc.jwk import Key

from graphql_api.context import Viewer
from graphql_api.identity.provider import ProviderKeys
from graphql_api.identity.remembered import RememberingVerifier
from graphql_api.identity.verifier import JwtVerifier, TokenVerifier, UnknownKeyError


class Authenticator(Protocol):
    """Knows callers by their tokens."""

    async def viewer(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError; ProviderUnavailableError while nobody can be known."""
        ...


class KnownKeys:
    """By keys that stay the same for the life of the process."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = RememberingVerifier(verifier)

    async def viewer(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError."""
        return self._verifier.verify(token)


class PublishedKeys:
    """By keys that an OpenID Connect provider publishes, and changes."""

    def __init__(self, provider: ProviderKeys, *, issuer: str, audience: str) -> None:
        self._provider = provider
        self._issuer = issuer
        self._audience = audience
        self._keys: Mapping[str, Key] | None = None

    async def viewer(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError and ProviderUnavailableError."""
        verifier = self._by(await self._provider.current())
        try:
            return verifier.verify(token)
        except (
            UnknownKeyError
        ):  # the provider may have begun to sign with a key that is newer than what we know
            return self._by(await self._provider.again()).verify(token)

    def _by(self, keys: Mapping[str, Key]) -> RememberingVerifier:
        """A verifier by these keys; with others, what was verified by the old ones is forgotten."""
        if keys is not self._keys:
            self._keys = keys
            self._verifier = RememberingVerifier(
                JwtVerifier(keys, issuer=self._issuer, audience=self._audience)
            )
        return self._verifier
