"""Takes messages from the queue, one after the other, and hands them to handle()."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from app.aws import Message, Queue
from app.clients import Clients

log = logging.getLogger(__name__)

MAX_BACKOFF_SECONDS = 30

T = TypeVar("T")


class Worker:
    def __init__(
        self,
        queue: Queue,
        handle: Callable[[Message, Clients], Awaitable[None]],
        clients: Clients,
    ) -> None:
        self._queue = queue
        self._handle = handle
        self._clients = clients
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Ends run() after the message in hand."""
        self._stopping.set()

    async def run(self) -> None:
        backoff = 1
        while not self._stopping.is_set():
            try:
                message = await self._unless_stopping(self._queue.receive())
            except Exception:
                log.exception("cannot receive", extra={"retry_seconds": backoff})
                await self._unless_stopping(asyncio.sleep(backoff))
                backoff = min(backoff * 2, MAX_BACKOFF_SECONDS)
                continue
            backoff = 1
            if message:
                await self._process(message)

    async def _process(self, message: Message) -> None:
        line = {"message_id": message.id, "receive_count": message.receive_count}
        try:
            await self._handle(message, self._clients)
            await self._queue.delete(message)
        except Exception:
            # It stays in the queue: it comes again, then goes to the dead letter queue.
            log.exception("message failed", extra=line)
        else:
            log.info("message done", extra=line)

    async def _unless_stopping(self, work: Coroutine[Any, Any, T]) -> T | None:
        """What work returns, or None as soon as the worker is to stop."""
        task = asyncio.ensure_future(work)
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if task.done():
            return task.result()
        task.cancel()
        return None
