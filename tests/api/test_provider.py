"""Keys of an OpenID Connect provider, over real HTTP: rotation, failure, and what is believed for how long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from joserfc.util import int_to_base64

from graphql_api.identity.discovery import DISCOVERY_PATH, LARGEST_DOCUMENT
from graphql_api.identity.provider import (
    FRESH_SECONDS,
    REFRESH_SECONDS,
    RETRY_SECONDS,
    USABLE_SECONDS,
    ProviderKeys,
    ProviderUnavailableError,
)
from tests.support.provider import Provider, serving_provider


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


ONE, TWO = (OKPKey.generate_key("Ed25519", {"kid": kid, "alg": "Ed25519"}) for kid in ("one", "two"))
SHORT = rsa.generate_private_key(65537, 1024).public_key().public_numbers()  # noqa: S505 - it is to be refused


@pytest.fixture
def provider() -> Iterator[Provider]:
    with serving_provider() as server:
        server.publish(ONE)
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def keys(provider: Provider, clock: Clock) -> AsyncIterator[ProviderKeys]:
    known = ProviderKeys(provider.issuer, httpx.AsyncClient(), now=clock)
    yield known
    await known.close()


async def settled(known: ProviderKeys) -> set[str]:
    """The keys known once whatever was being asked has been answered."""
    await known.current()
    await known.answered()
    return set(await known.current())


async def test_keys_are_found_by_discovery_and_asked_for_once(provider: Provider, keys: ProviderKeys) -> None:
    found = await asyncio.gather(*(keys.current() for _ in range(20)))
    assert all(set(one) == {"one"} for one in found)
    assert provider.asked == [DISCOVERY_PATH, "/keys"]


async def test_an_unknown_key_is_asked_for_at_once_but_not_again_and_again(
    provider: Provider, keys: ProviderKeys, clock: Clock
) -> None:
    await keys.current()
    provider.publish(ONE, TWO)
    assert set(await keys.again()) == {"one"}, "asked a moment ago"
    clock.seconds += RETRY_SECONDS
    both = await asyncio.gather(*(keys.again() for _ in range(20)))
    assert all(set(one) == {"one", "two"} for one in both)
    await keys.again()
    assert len(provider.asked) == 4


async def test_a_withdrawn_key_is_forgotten_without_any_token_asking_for_it(
    provider: Provider, keys: ProviderKeys, clock: Clock
) -> None:
    await keys.current()
    provider.publish(TWO)
    clock.seconds += REFRESH_SECONDS + 1
    assert set(await keys.current()) == {"one"}, "nobody waits yet"
    assert await settled(keys) == {"two"}


@pytest.mark.parametrize("was_away", [False, True])
async def test_a_withdrawn_key_is_not_believed_by_the_first_who_come_after_a_quiet_night(
    provider: Provider, keys: ProviderKeys, clock: Clock, was_away: bool
) -> None:
    await keys.current()
    if was_away:
        provider.documents.clear()
        clock.seconds += REFRESH_SECONDS + 1
        assert await settled(keys) == {"one"}
        provider.configure()
    provider.publish(TWO)
    clock.seconds += USABLE_SECONDS / 2
    assert [set(one) for one in await asyncio.gather(keys.current(), keys.current())] == [{"two"}] * 2


async def test_keys_outlive_the_provider_for_a_day(
    provider: Provider, keys: ProviderKeys, clock: Clock
) -> None:
    await keys.current()
    provider.documents.clear()
    clock.seconds += FRESH_SECONDS + 1
    assert await settled(keys) == {"one"}
    assert keys.failure is not None
    clock.seconds += RETRY_SECONDS
    asked = len(provider.asked)
    assert set(await keys.current()) == {"one"}
    assert len(provider.asked) == asked, "nobody waits for a provider that is away"
    clock.seconds += USABLE_SECONDS
    with pytest.raises(ProviderUnavailableError):
        await keys.current()
    provider.configure()
    provider.publish(TWO)
    clock.seconds += RETRY_SECONDS
    assert set(await keys.current()) == {"two"}
    assert keys.failure is None


async def test_a_caller_that_leaves_does_not_take_the_question_along(
    provider: Provider, keys: ProviderKeys
) -> None:
    leaving = asyncio.create_task(keys.current())
    staying = asyncio.create_task(keys.current())
    await asyncio.sleep(0)
    leaving.cancel()
    assert set(await staying) == {"one"}


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "http://elsewhere.test"},
        {"issuer": None},
        {"jwks_uri": None},
        {"jwks_uri": "file:///etc/x"},
    ],
)
async def test_a_configuration_of_another_issuer_is_refused(
    provider: Provider, keys: ProviderKeys, changes: dict[str, Any]
) -> None:
    provider.configure(**changes)
    with pytest.raises(ProviderUnavailableError):
        await keys.current()


@pytest.mark.parametrize(
    "document", [b"<html>", b"[" * 200_000, b" " * (LARGEST_DOCUMENT + 1), b"{}", b'{"keys": 7}']
)
async def test_what_is_no_jwk_set_is_refused(provider: Provider, keys: ProviderKeys, document: bytes) -> None:
    provider.documents["/keys"] = document
    with pytest.raises(ProviderUnavailableError):
        await keys.current()


async def test_of_the_keys_published_those_are_taken_that_verify_signatures_safely(
    provider: Provider, keys: ProviderKeys
) -> None:
    published: list[Any] = [
        RSAKey.generate_key(2048, {"kid": "rsa", "use": "sig"}, private=False),
        ECKey.generate_key("P-256", {"kid": "ec", "alg": "ES256"}, private=False),
        {
            "kty": "RSA",
            "kid": "short",
            "alg": "RS256",
            "n": int_to_base64(SHORT.n),
            "e": int_to_base64(SHORT.e),
        },
        RSAKey.generate_key(2048, {"kid": "encrypts", "use": "enc"}, private=False),
        OctKey.generate_key(256, {"kid": "shared", "alg": "HS256"}).as_dict(private=True),
        RSAKey.generate_key(2048, private=False),
        {"kty": "nobody's", "kid": "strange"},
    ]
    provider.publish(*published)
    assert set(await keys.current()) == {"rsa", "ec"}
