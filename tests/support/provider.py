"""An OpenID Connect provider on loopback, as far as a verifier sees one: its configuration and its keys, over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql_api.identity.discovery import DISCOVERY_PATH


class Provider(ThreadingHTTPServer):
    """What it answers is for the test to set; what it was asked for is kept."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.documents: dict[str, Any] = {}
        self.asked: list[str] = []
        self.configure()

    def configure(self, **changes: Any) -> None:
        """Serve a configuration, but for what is to differ; None leaves it out."""
        said = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **changes}
        self.documents[DISCOVERY_PATH] = {name: value for name, value in said.items() if value is not None}

    def publish(self, *keys: Any) -> None:
        """Serve the public halves of these keys, or entries of a JWK Set as they are."""
        self.documents["/keys"] = {
            "keys": [key if isinstance(key, dict) else key.as_dict(private=False) for key in keys]
        }


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        """Answer with the document of this path."""
        self.server.asked.append(self.path)
        document = self.server.documents.get(self.path)
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(404 if document is None else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving_provider() -> Iterator[Provider]:
    """A provider that answers until the end of the block."""
    with Provider() as server:
        answering = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        answering.start()
        try:
            yield server
        finally:
            server.shutdown()
            answering.join()
