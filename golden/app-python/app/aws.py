"""AWS for an asyncio program: boto3 blocks, so each call has a thread."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import boto3
from botocore.config import Config as BotoConfig

POLL_SECONDS = 20

T = TypeVar("T")


@cache
def client(service: str, region: str | None, read_seconds: int = 5) -> Any:
    options = BotoConfig(
        connect_timeout=2,
        read_timeout=read_seconds,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=50,
    )
    return boto3.Session().client(service, region_name=region, config=options)


async def in_thread(work: Callable[[], T]) -> T:
    """Runs work in a thread that dies with the process.

    asyncio.to_thread would hold up the exit until the call ends, 20 seconds for a poll.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(settle_with: Callable[[Any], None], value: object) -> None:
        if not outcome.done():
            settle_with(value)

    def run() -> None:
        try:
            done = (outcome.set_result, work())
        except Exception as error:
            done = (outcome.set_exception, error)
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody waits
            loop.call_soon_threadsafe(settle, *done)

    threading.Thread(target=run, daemon=True).start()
    return await outcome


@dataclass(frozen=True)
class Message:
    id: str
    body: str
    receipt: str
    receive_count: int


class Queue:
    """A queue of SQS."""

    def __init__(self, url: str, region: str | None) -> None:
        self._url = url
        self._region = region
        self._sqs = client("sqs", region)

    async def send(self, body: str, **options: Any) -> str:
        """Sends a message and returns its id. FIFO queues want MessageGroupId as an option."""
        answer = await in_thread(
            lambda: self._sqs.send_message(QueueUrl=self._url, MessageBody=body, **options)
        )
        return answer["MessageId"]

    async def ping(self) -> None:
        await in_thread(
            lambda: self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        )

    async def receive(self) -> Message | None:
        """Waits up to 20 seconds for a message."""
        polling = client("sqs", self._region, read_seconds=POLL_SECONDS + 10)
        abandoned = threading.Event()

        def poll() -> Message | None:
            answer = polling.receive_message(
                QueueUrl=self._url,
                WaitTimeSeconds=POLL_SECONDS,
                MaxNumberOfMessages=1,
                MessageSystemAttributeNames=["ApproximateReceiveCount"],
            )
            for found in answer.get("Messages", []):
                if not abandoned.is_set():
                    return Message(
                        id=found["MessageId"],
                        body=found["Body"],
                        receipt=found["ReceiptHandle"],
                        receive_count=int(found["Attributes"]["ApproximateReceiveCount"]),
                    )
                # The worker stopped while this came: another may have it at once.
                polling.change_message_visibility(
                    QueueUrl=self._url, ReceiptHandle=found["ReceiptHandle"], VisibilityTimeout=0
                )
            return None

        try:
            return await in_thread(poll)
        except asyncio.CancelledError:
            abandoned.set()
            raise

    async def delete(self, message: Message) -> None:
        await in_thread(
            lambda: self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message.receipt)
        )
