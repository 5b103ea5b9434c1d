"""Tests of the worker's handler. This file is yours."""

import pytest

from app.aws import Message
from app.clients import Clients
from app.handler import handle

pytestmark = pytest.mark.anyio


async def test_handles_a_message(clients: Clients) -> None:
    await handle(Message(id="1", body="{}", receipt="r", receive_count=1), clients)
