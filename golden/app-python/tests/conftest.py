"""What the tests share: the app in this process, where nothing is configured."""

import pytest
from fastapi.testclient import TestClient

from app.clients import Clients
from app.config import Config
from app.web import create_app


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clients() -> Clients:
    return Clients(Config.from_env({}))


@pytest.fixture
def http(clients: Clients) -> TestClient:
    return TestClient(create_app(clients))
