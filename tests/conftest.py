"""Fixtures of all tests: a real PostgreSQL, and a database of its own for every test that asks for one.

Which PostgreSQL: the embedded one; TEST_PG_BIN names the programs of another instead; TEST_DATABASE_URL the
superuser's URL of a running throw-away server. TEST_ALSO_PG_BIN names directories of programs on which
the tests of tests/support/versions.py run once more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
import pytest_asyncio

from tests.support import postgres
from tests.support.postgres import TEMPLATE, Database, Databases, PrivateCluster, Server
from tests.support.versions import is_on_every_server

# Fixtures that many tests read through and none changes: their connections stay open from test to test, and those
# tests run in the one event loop that the connections belong to.
LASTING = {"reading", "tables"}


def pytest_report_header() -> str:
    also = ", ".join(map(str, _other_servers()))
    return "PostgreSQL: embedded" + (f", and once more the programs in {also}" if also else "")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    others = _other_servers()
    if others and "postgres_binaries" in metafunc.fixturenames and _is_on_every_server(metafunc.definition):
        ids = ["embedded", *(f"postgres-{directory.parent.name}" for directory in others)]
        metafunc.parametrize("postgres_binaries", [None, *others], ids=ids, indirect=True, scope="session")


def _is_on_every_server(test: pytest.Item) -> bool:
    return is_on_every_server(PurePosixPath(test.path.relative_to(Path(__file__).parent)))


def _other_servers() -> list[Path]:
    return [Path(part) for part in os.environ.get("TEST_ALSO_PG_BIN", "").split(os.pathsep) if part]


@pytest.hookimpl(tryfirst=True)  # before -m is applied
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if pytest_asyncio.is_async_test(item) and not LASTING.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
        if isinstance(item, pytest.Function) and "postgres_binaries" in item.fixturenames:
            item.add_marker(pytest.mark.database)
            other = getattr(item, "callspec", None) and item.callspec.params.get("postgres_binaries")
            if other is not None:
                # Where tests run side by side (`-n 2 --dist loadgroup`), another server's keep to one process, as a
                # session has one server at a time. Whichever process has time takes those of the embedded one.
                item.add_marker(pytest.mark.xdist_group(str(other)))


@pytest.fixture(scope="session")
def postgres_binaries(request: pytest.FixtureRequest) -> Path | None:
    """The directory of the server programs under test, None for the embedded ones."""
    other: Path | None = getattr(request, "param", None)
    if other is None and "TEST_PG_BIN" in os.environ:
        return Path(os.environ["TEST_PG_BIN"])
    return other


@pytest.fixture(scope="session")
def databases(postgres_binaries: Path | None) -> Iterator[Databases]:
    """The maker of databases on the server that the whole session shares."""
    if postgres_binaries is None and "TEST_DATABASE_URL" in os.environ:
        yield from _databases_on(postgres.ExternalServer(os.environ["TEST_DATABASE_URL"]))
    else:
        with postgres.shared_server(postgres_binaries) as server:
            yield from _databases_on(server)


def _databases_on(server: Server) -> Iterator[Databases]:
    databases = Databases(server)
    yield databases
    databases.close()


@pytest.fixture
def template() -> str:
    """What a test's own database is copied from."""
    return TEMPLATE


@pytest.fixture
def database(databases: Databases, template: str) -> Iterator[Database]:
    """A migrated database of this test alone; `database.dsn(role)` is its address."""
    database = databases.create(template)
    yield database
    databases.drop(database)


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[Database]:
    """A database of this test alone that no migration has touched."""
    database = databases.create(template="template0")
    yield database
    databases.drop(database)


@pytest.fixture
def private_cluster(postgres_binaries: Path | None) -> Iterator[PrivateCluster]:
    """A migrated server of this test alone, to stop and kill; `private_cluster.dsn(role)` is its address."""
    with postgres.private_cluster(postgres_binaries) as cluster:
        yield cluster
