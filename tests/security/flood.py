"""Clients that send malformed bodies as fast as they are answered: `python -m tests.security.flood HOST PORT TOKEN...`

One for each token, in a process that gives way to others, as clients on other machines would take nothing from a
server's. A line on standard input starts them, the next stops them, and so on; after each stop, and at the end, a line
on standard output counts the answers so far by status.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import threading
from collections import Counter
from itertools import cycle, islice
from typing import NoReturn

from tests.security.malformed import bodies

DIFFERENT = 20_000
SEED = 29


class Flood:
    """The clients; ``answers`` counts what they were told."""

    def __init__(self, host: str, port: int, tokens: list[str]) -> None:
        self.running = threading.Event()
        self.answers: Counter[str] = Counter()
        made = list(islice(bodies(SEED), DIFFERENT))
        for number, token in enumerate(tokens):
            start = number * DIFFERENT // len(tokens)
            arguments = host, port, token, made[start:] + made[:start]
            threading.Thread(target=self._client, args=arguments, daemon=True).start()

    def _client(self, host: str, port: int, token: str, made: list[bytes]) -> NoReturn:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection(host, port, timeout=60)
        for body in cycle(made):
            if not self.running.is_set():
                connection.close()  # as the server does, before long
                self.running.wait()
            try:
                connection.request("POST", "/graphql", body, headers)
                answer = connection.getresponse()
                answer.read()
                self.answers[str(answer.status)] += 1
            except (OSError, http.client.HTTPException):
                connection.close()
                self.answers["none"] += 1
        raise AssertionError("endless")


def main() -> None:
    """Obey standard input until it ends."""
    host, port, *tokens = sys.argv[1:]
    os.nice(15)
    flood = Flood(host, int(port), tokens)
    print("ready", flush=True)  # noqa: T201
    for _ in sys.stdin:
        if not flood.running.is_set():
            flood.running.set()
            continue
        flood.running.clear()
        print(json.dumps(flood.answers), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
