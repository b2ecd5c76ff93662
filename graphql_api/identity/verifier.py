"""Verifies bearer tokens: signed JWTs of one issuer, by keys that each stand for certain algorithms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key

from graphql_api.context import Viewer
from graphql_api.identity.claims import ClaimsError, viewer_of
from graphql_api.identity.signing_keys import ALGORITHMS, algorithms_of

LEEWAY_SECONDS = 60  # between our clock and the issuer's
LONGEST_TOKEN = 8192  # characters


class BadTokenError(Exception):
    """The token was not accepted. Why is for the log; callers are told no more than that."""


class UnknownKeyError(BadTokenError):
    """The token names a key that is not known: the issuer may have a new one."""


class TokenVerifier(Protocol):
    """Turns a bearer token into the caller it stands for."""

    def verify(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError."""
        ...


class JwtVerifier:
    """Verifies JWTs: the algorithm is the key's own, audience, issuer and expiry are required."""

    def __init__(self, keys: Mapping[str, Key], *, issuer: str, audience: str) -> None:
        """``keys`` by key id, as ``key_set`` and ``published_keys`` make them."""
        self._keys = keys
        self._registry = jws.JWSRegistry(algorithms=list(ALGORITHMS))
        self._claims = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
        )

    def verify(self, token: str) -> Viewer:
        """The caller. Raises BadTokenError."""
        if len(token) > LONGEST_TOKEN:
            raise BadTokenError("the token is too long")
        try:
            decoded = jwt.decode(token, self._key, algorithms=list(ALGORITHMS), registry=self._registry)
            self._claims.validate(decoded.claims)
            return viewer_of(decoded.claims)
        except (JoseError, ClaimsError, ValueError) as error:
            raise BadTokenError(f"{type(error).__name__}: {error}") from error

    def _key(self, obj: Any) -> Key:
        """The key that the header names, if the header's algorithm is the key's."""
        header = obj.headers()
        key_id = header.get("kid")
        key = self._keys.get(key_id) if isinstance(key_id, str) else None
        if key is None:
            raise UnknownKeyError("the token names no key of the issuer")
        if header.get("alg") not in algorithms_of(key):
            raise BadTokenError("the token's algorithm is not the key's")
        return key
