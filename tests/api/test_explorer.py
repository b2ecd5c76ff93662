"""GraphiQL, from this server alone."""

from __future__ import annotations

import re
from pathlib import Path

from graphql import parse, validate

from graphql_api.schema import schema
from graphql_api.web.explorer import EXPLORER
from tests.api.client import Api

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


async def test_a_browser_gets_the_page_and_all_its_files_from_here(api: Api) -> None:
    page = await api.http.get("/graphql", headers=BROWSER)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(links) == 9
    for link in links:
        if not link.startswith("data:"):
            assert link.startswith("/explorer/")
            assert (await api.http.get(link)).status_code == 200, link


def test_its_files_refer_to_nothing_elsewhere() -> None:
    """What the scripts themselves may reach is held by the page's policy."""
    for path in [EXPLORER / "index.html", *filter(Path.is_file, EXPLORER.glob("static/**/*"))]:
        assert "sourceMappingURL" not in path.read_text(), path
    for path in [EXPLORER / "index.html", *EXPLORER.glob("static/*.css")]:
        assert not re.search(r"(src|href)=\"http|url\([\"']?http|@import", path.read_text()), path


def test_its_queries_fit_the_schema_and_each_has_a_tab() -> None:
    files = sorted((EXPLORER / "static" / "queries").glob("*.graphql"))
    assert len(files) >= 12
    for file in files:
        assert validate(schema()._schema, parse(file.read_text(encoding="utf-8"))) == []
    tabs = re.findall(r'^  "(\d\d-[a-z-]+)",$', (EXPLORER / "static" / "page.js").read_text(), re.MULTILINE)
    assert tabs == [file.stem for file in files]


async def test_a_program_gets_json_at_the_same_address(api: Api) -> None:
    response = await api.http.get("/graphql", headers={"Accept": "*/*"})
    assert response.status_code == 401
    assert response.headers["content-type"].startswith("application/json")


async def test_files_outside_are_out_of_reach(api: Api) -> None:
    for path in (
        "/explorer/../index.html",
        "/explorer/%2e%2e/README.md",
        "/explorer/",
        "/explorer/nothing.js",
    ):
        assert (await api.http.get(path)).status_code in (404, 405)
