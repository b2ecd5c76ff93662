"""uvicorn's WebSocket on the websockets library, with nothing said in logs, and no waiting for who takes nothing."""

from __future__ import annotations

import logging
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from gridledger.http_protocol import LONGEST_STANDSTILL_SECONDS

PING_SECONDS = 20.0  # between pings; a client that does not answer one for as long is gone
# uvicorn would write whole addresses and tracebacks, and clients write what they like into both.
_SILENCE = logging.Logger("gridledger.websocket", logging.CRITICAL + 1)


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """One connection of a client."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """The arguments are uvicorn's."""
        super().__init__(*arguments, **more)
        self.logger = _SILENCE
        self._unsent_bytes, self._unsent_since = 0, 0.0

    def end_if_slow(self) -> None:
        """Hang up on a client that takes nothing of what it is sent. Called now and then."""
        now, unsent_bytes = self.loop.time(), self.transport.get_write_buffer_size()
        if unsent_bytes == 0 or unsent_bytes != self._unsent_bytes:
            self._unsent_bytes, self._unsent_since = unsent_bytes, now
        elif now - self._unsent_since > LONGEST_STANDSTILL_SECONDS:
            self.transport.abort()  # closing would wait for what cannot be sent
