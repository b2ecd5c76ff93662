"""The public keys of an issuer, and the algorithms that each of them may verify."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, JWKRegistry, Key, OKPKey

# Public keys only: no shared secret, so that no verifier can issue. By kind of key, what a key stands for that names
# no algorithm of its own; one that names one stands for that one alone.
_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "RSA": ("RS256", "PS256"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "Ed25519": ("Ed25519", "EdDSA"),
}
ALGORITHMS = tuple(algorithm for kind in _BY_KIND.values() for algorithm in kind)


class UnusableKeyError(ValueError):
    """A key that can verify no token here; the message says why."""


def algorithms_of(key: Key) -> tuple[str, ...]:
    """The algorithms that ``key`` may verify; none for a key of a kind that is not ours."""
    kind = key.curve_name if isinstance(key, ECKey | OKPKey) else key.key_type
    possible = _BY_KIND.get(kind, ())
    if key.alg is None:
        return possible
    return (key.alg,) if key.alg in possible else ()


def key_set(jwks: Any) -> dict[str, Key]:
    """Keys of a JWK Set (RFC 7517) that somebody configured, by id. UnusableKeyError unless all of them can be used.

    Each must name its algorithm: what a file is to mean is not left to be guessed.
    """
    keys = [_signing_key(entry) for entry in _entries(jwks)]
    if any(key.alg is None for key in keys):
        raise UnusableKeyError(f"every key needs an alg of {', '.join(ALGORITHMS)}")
    return {str(key.kid): key for key in keys}


def published_keys(jwks: Any) -> dict[str, Key]:
    """Those keys of a provider's JWK Set that can be used, by id: providers publish others beside them.

    UnusableKeyError if there is none.
    """
    keys = {str(key.kid): key for key in _usable(_entries(jwks))}
    if not keys:
        raise UnusableKeyError(f"no key of the JWK Set has a kid and can verify {', '.join(ALGORITHMS)}")
    return keys


def _entries(jwks: Any) -> list[Any]:
    entries = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(entries, list) or not entries:
        raise UnusableKeyError('no JWK Set: it must be {"keys": [...]} with at least one key')
    return entries


def _usable(entries: list[Any]) -> Iterator[Key]:
    for entry in entries:
        try:
            yield _signing_key(entry)
        except UnusableKeyError:
            continue


def _signing_key(entry: Any) -> Key:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)  # the library's word for a key that is too weak
            key = JWKRegistry.import_key(entry)
    except (SecurityWarning, JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnusableKeyError(f"a key of the JWK Set cannot be read: {error}") from error
    if not key.kid or not algorithms_of(key):
        raise UnusableKeyError(f"every key needs a kid, and an alg of {', '.join(ALGORITHMS)}")
    if entry.get("use", "sig") != "sig":
        raise UnusableKeyError("a key of the JWK Set is not for signatures")
    return key
