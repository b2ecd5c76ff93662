"""The socket that the server listens on."""

from __future__ import annotations

import asyncio
import socket

import pytest

from gridledger.serving import AddressInUseError, listen, listening
from gridledger.settings import Settings, SettingsError

EVERYWHERE = "0.0.0.0"  # noqa: S104 - to see it refused


async def test_answers_are_sent_without_delay() -> None:
    accepted: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def on_connection(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        accepted.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    with listen("127.0.0.1", 0) as listener:
        async with await asyncio.start_server(on_connection, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            assert await accepted
            writer.close()


def test_an_address_is_listened_on_once() -> None:
    with listen("127.0.0.1", 0) as first, pytest.raises(AddressInUseError, match="--port"):
        listen("127.0.0.1", first.getsockname()[1])


def settings(**environment: str) -> Settings:
    return Settings.from_environment({"GRIDLEDGER_PORT": "0", **environment})


def test_development_tokens_are_taken_from_this_machine_alone() -> None:
    with pytest.raises(SettingsError, match=r"GRIDLEDGER_HOST is 0\.0\.0\.0.*published-on-loopback"):
        listening(settings(GRIDLEDGER_HOST=EVERYWHERE))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost"])
def test_every_loopback_address_will_do(host: str) -> None:
    listening(settings(GRIDLEDGER_HOST=host)).close()


@pytest.mark.parametrize(
    "environment",
    [
        {"GRIDLEDGER_DEVELOPMENT_ISSUER": "published-on-loopback"},
        {"GRIDLEDGER_TOKEN_ISSUER": "https://login.example"},
        {"GRIDLEDGER_TOKEN_KEYS": "keys.json"},
    ],
)
def test_other_addresses_are_for_those_who_know_why(environment: dict[str, str]) -> None:
    listening(settings(GRIDLEDGER_HOST=EVERYWHERE, **environment)).close()


def test_what_does_not_exist_opens_nothing() -> None:
    with pytest.raises(SettingsError, match="loopback, published-on-loopback"):
        settings(GRIDLEDGER_DEVELOPMENT_ISSUER="everywhere")
