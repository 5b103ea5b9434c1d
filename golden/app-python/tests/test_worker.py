"""The worker, with a queue that is none."""

import asyncio
import logging

import pytest

from app.aws import Message
from app.clients import Clients
from app.worker import Worker

pytestmark = pytest.mark.anyio


class FakeQueue:
    """Gives out what it was made with, then nothing for long, as a quiet queue does."""

    def __init__(self, *answers: Message | Exception) -> None:
        self._answers = list(answers)
        self.deleted: list[str] = []
        self.quiet = asyncio.Event()

    async def receive(self) -> Message | None:
        if not self._answers:
            self.quiet.set()
            await asyncio.sleep(60)
            return None
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def delete(self, message: Message) -> None:
        self.deleted.append(message.id)


def message(name: str) -> Message:
    return Message(id=name, body=f"body of {name}", receipt=name, receive_count=1)


async def run_until_quiet(worker: Worker, queue: FakeQueue) -> None:
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        tasks.create_task(worker.run())
        await queue.quiet.wait()
        worker.stop()


async def test_deletes_what_is_done_and_leaves_what_failed(
    clients: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    async def handle(message: Message, _: Clients) -> None:
        if message.id == "bad":
            raise ValueError("no such order")

    queue = FakeQueue(message("first"), message("bad"), message("last"))
    await run_until_quiet(Worker(queue, handle, clients), queue)
    assert queue.deleted == ["first", "last"]
    (failed,) = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert failed.message_id == "bad"
    assert "body of" not in caplog.text


async def test_waits_when_the_queue_cannot_be_reached(
    clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        waits.append(seconds)
        await sleep(60 if seconds == 60 else 0)

    monkeypatch.setattr(asyncio, "sleep", note)

    async def handle(_: Message, __: Clients) -> None:
        """Does nothing."""

    queue = FakeQueue(*[OSError("unreachable")] * 7, message("first"))
    await run_until_quiet(Worker(queue, handle, clients), queue)
    assert waits[:7] == [1, 2, 4, 8, 16, 30, 30]
    assert queue.deleted == ["first"]


async def test_finishes_the_message_in_hand(clients: Clients) -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def handle(_: Message, __: Clients) -> None:
        started.set()
        await finish.wait()

    queue = FakeQueue(message("first"), message("second"))
    worker = Worker(queue, handle, clients)
    async with asyncio.timeout(60), asyncio.TaskGroup() as tasks:
        tasks.create_task(worker.run())
        await started.wait()
        worker.stop()
        finish.set()
    assert queue.deleted == ["first"]
