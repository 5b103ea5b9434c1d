"""What the worker does with a message. This file is yours."""

import logging

from app.aws import Message
from app.clients import Clients

log = logging.getLogger(__name__)


async def handle(message: Message, clients: Clients) -> None:
    """Returns when the message is done; raises to get it again.

    SQS may deliver a message twice, so handling it twice must do no harm, and it must be done
    within the queue's visibility timeout.
    """
    log.info("message received", extra={"bytes": len(message.body)})
