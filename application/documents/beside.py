"""What an append of commands about documents takes besides: texts sealed before it, keys destroyed after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from application.answers import decode_answer
from application.documents.keys import Erasure, KeysUnavailableError
from application.documents.text import TextToSeal
from application.documents.vault import Vault
from application.request import CommandRequest
from domain.documents.commands import EraseDocument
from event_store.records import AnsweredBefore, Appended, KeyReused, Outcome


class Documents:
    """One for a process."""

    def __init__(self, vault: Vault | None) -> None:
        """Without a vault nothing can be sealed or erased here: whoever tries meets KeysUnavailableError."""
        self._kept_in = vault

    @property
    def _vault(self) -> Vault:
        if self._kept_in is None:
            raise KeysUnavailableError(KeysUnavailableError.__doc__)
        return self._kept_in

    async def keep(self, tenant_id: str, texts: Iterable[TextToSeal | None]) -> None:
        """Seal texts, where there are any. Raises KeysUnavailableError and EventStoreError."""
        if kept := [text for text in texts if text]:
            await self._vault.keep(tenant_id, kept)

    async def discard(self, tenant_id: str, texts: Iterable[TextToSeal | None]) -> None:
        """Take texts back, but for those of which an event tells. A key by itself opens nothing."""
        if gone := [text for text in texts if text]:
            with suppress(KeysUnavailableError):
                await self._vault.discard(tenant_id, gone)

    async def after(self, requests: Sequence[CommandRequest], outcomes: list[Outcome]) -> list[Outcome]:
        """What came of the commands, once what follows from it is done.

        A repetition does again what its first try may not have come to: an erasure is not told as done before it is.
        Raises KeysUnavailableError and EventStoreError.
        """
        for number, (request, came) in enumerate(zip(requests, outcomes, strict=True)):
            if request.text is not None and isinstance(came, AnsweredBefore):
                if await self._says_otherwise(request.tenant_id, request.text, came):
                    outcomes[number] = KeyReused()
            elif isinstance(request.command, EraseDocument):
                await self._erase(request, request.command, came)
        return outcomes

    async def _says_otherwise(self, tenant_id: str, text: TextToSeal, came: AnsweredBefore) -> bool:
        """Whether the key was used for another text before."""
        document_id = decode_answer(came.answer).target_id
        return document_id is not None and await self._vault.is_another(tenant_id, document_id, text.text)

    async def _erase(self, request: CommandRequest, command: EraseDocument, came: Outcome) -> None:
        if not isinstance(came, Appended | AnsweredBefore) or came.last_position is None:
            return
        await self._vault.erase(
            Erasure(
                tenant_id=request.tenant_id,
                document_id=command.document_id,
                erased_at=came.recorded_at,
                account=request.actor.account_id,
                role=request.actor.role.value,
                basis=command.basis.value,
                position=came.last_position,
            )
        )
