from __future__ import annotations

from tests.api.conftest import api, county, founded, issuer, ledger, settings, template, urls, worker

__all__ = ["api", "county", "founded", "issuer", "ledger", "settings", "template", "urls", "worker"]
