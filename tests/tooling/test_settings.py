"""Configuration: every mistake is an error that names the variable and says what to do."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from application.actor import Role
from graphql_api.cost.allowance import ROLE_ALLOWANCES
from gridledger.settings import VARIABLES, Settings, SettingsError
from tests.system.processes import PROJECT

PRODUCTION: Mapping[str, str] = {
    "GRIDLEDGER_MODE": "production",
    "DATABASE_URL": "postgresql://gridledger_app:synthetic@db/gridledger",
    "GRIDLEDGER_SECRET": "s" * 32,
    "GRIDLEDGER_KEYS": "/srv/keys",
    "GRIDLEDGER_TOKEN_ISSUER": "https://login.example",
    "GRIDLEDGER_TOKEN_AUDIENCE": "gridledger",
}


def test_an_empty_environment_is_a_development_installation() -> None:
    settings = Settings.from_environment({})
    assert not settings.is_production
    assert settings.database_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_a_complete_production_environment_is_accepted() -> None:
    settings = Settings.from_environment(PRODUCTION)
    assert settings.is_production
    assert settings.secret() == b"s" * 32


@pytest.mark.parametrize(
    "missing",
    [
        "DATABASE_URL",
        "GRIDLEDGER_SECRET",
        "GRIDLEDGER_KEYS",
        "GRIDLEDGER_TOKEN_ISSUER",
        "GRIDLEDGER_TOKEN_AUDIENCE",
    ],
)
def test_production_refuses_to_start_without(missing: str) -> None:
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}
    with pytest.raises(SettingsError, match=rf"^{missing} is .*(use|set it to)"):
        Settings.from_environment(environment)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GRIDLEDGER_MODE", "test", "one of: development, production"),
        ("GRIDLEDGER_PORT", "eighty", "'eighty'; set it to a whole number"),
        ("GRIDLEDGER_PORT", "65536", "a number from 0 to 65535"),
        ("GRIDLEDGER_ALLOWED_ORIGINS", "*", "origins as https://desk.example"),
        ("GRIDLEDGER_ALLOWED_ORIGINS", "https://a.example/", "origins as"),
        ("GRIDLEDGER_ALLOWED_ORIGINS", "https://a.example,null", "origins as"),
        ("GRIDLEDGER_ALLOWED_ORIGINS", "https://A.example", "origins as"),
        ("GRIDLEDGER_ALLOWED_ORIGINS", "https://a.example:443", "origins as"),
        ("GRIDLEDGER_TRUSTED_ONLY", "MEMBER,KING", "roles of .*MEMBER"),
        ("GRIDLEDGER_INTROSPECTION", "all", "roles of .*OPERATOR"),
        ("GRIDLEDGER_REQUESTS", "0", "a number from 1"),
        ("GRIDLEDGER_POOL_SIZE", "0", "a number from 1 to 1000"),
        ("GRIDLEDGER_LOG_LEVEL", "loud", "one of: debug, info, warning, error"),
        ("GRIDLEDGER_SECRET", "short", "openssl rand -hex 32"),
        ("DATABASE_URL", "mysql://db/gridledger", "must begin with postgresql://"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} .*{says}"):
        Settings.from_environment({name: value})


def test_reading_them_loads_no_driver() -> None:
    """Whoever asks for help, or has made a mistake, is not to wait for what the settings are about."""
    loads = (
        "import sys, gridledger.settings; sys.exit('asyncpg' in sys.modules or 'strawberry' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", loads], cwd=PROJECT, check=False).returncode == 0


def test_lists_of_origins_and_roles() -> None:
    settings = Settings.from_environment(
        {
            "GRIDLEDGER_ALLOWED_ORIGINS": "https://desk.example, http://127.0.0.1:5173,http://[::1]:5173",
            "GRIDLEDGER_TRUSTED_ONLY": "*",
            "GRIDLEDGER_INTROSPECTION": "-",
            "GRIDLEDGER_PURPOSE_REQUIRED": "MEMBER, INSPECTOR",
        }
    )
    assert settings.allowed_origins == {"https://desk.example", "http://127.0.0.1:5173", "http://[::1]:5173"}
    assert settings.trusted_only == frozenset(ROLE_ALLOWANCES)
    assert settings.introspection == frozenset()
    assert settings.purpose_required == {Role.MEMBER, Role.INSPECTOR}


def test_an_error_about_a_database_address_does_not_quote_its_password() -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({"DATABASE_URL": "jdbc:postgresql://app:hidden@db/gridledger"})
    assert "hidden" not in str(refusal.value)


def test_development_makes_its_secret_once(tmp_path: Path) -> None:
    settings = Settings.from_environment({"GRIDLEDGER_DATA_DIR": str(tmp_path / "data")})
    again = Settings.from_environment({"GRIDLEDGER_DATA_DIR": str(tmp_path / "data")})
    assert settings.secret() == again.secret()
    assert len(settings.secret()) == 32
    assert (tmp_path / "data" / "secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret"]


def test_every_variable_that_is_read_is_listed() -> None:
    class Recorder(dict[str, str]):
        asked: set[str]

        def get(self, key: str, default: object = None) -> str:
            self.asked.add(key)
            return ""

    environment = Recorder()
    environment.asked = set()
    Settings.from_environment(environment)
    assert environment.asked == {variable.name for variable in VARIABLES}


def test_the_readme_lists_every_variable() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for variable in VARIABLES:
        assert f"| `{variable.name}` | {variable.meaning} | {variable.default} |" in readme
