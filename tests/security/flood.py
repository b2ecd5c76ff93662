"""Clients that send what pays no points, as fast as they are answered.

`python -m tests.security.flood HOST PORT SENT:TOKEN...`

SENT is what a client sends (malformed.py). There is one for each argument, in a process that gives way to others, as
clients on other machines would take nothing from a server's. A line on standard input starts them, the next stops them,
and so on; after each stop, and at the end, a line on standard output counts the answers so far, by what was sent and
status.
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

from tests.security.malformed import IN_VAIN

DIFFERENT = 20_000
SEED = 29


class Flood:
    """The clients; ``answers`` counts what they were told."""

    def __init__(self, host: str, port: int, clients: list[str]) -> None:
        self.running = threading.Event()
        self.answers: Counter[str] = Counter()
        made = {sent: list(islice(make(SEED), DIFFERENT)) for sent, make in IN_VAIN.items()}
        for number, client in enumerate(clients):
            sent, _, token = client.partition(":")
            start = number * DIFFERENT // len(clients)
            arguments = host, port, token, sent, made[sent][start:] + made[sent][:start]
            threading.Thread(target=self._client, args=arguments, daemon=True).start()

    def _client(self, host: str, port: int, token: str, sent: str, made: list[bytes]) -> NoReturn:
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
                self.answers[f"{sent} {answer.status}"] += 1
            except (OSError, http.client.HTTPException):
                connection.close()
                self.answers[f"{sent} none"] += 1
        raise AssertionError("endless")


def main() -> None:
    """Obey standard input until it ends."""
    host, port, *clients = sys.argv[1:]
    os.nice(15)
    flood = Flood(host, int(port), clients)
    print("ready", flush=True)  # noqa: T201
    for _ in sys.stdin:
        if not flood.running.is_set():
            flood.running.set()
            continue
        flood.running.clear()
        print(json.dumps(flood.answers), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
